from __future__ import annotations

import codecs
import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.ingestion.collection import (
    Collection,
    CollectionError,
    collection_ids,
    read_collection,
)
from pipeline.messages.commands import command
from schemas.vocabulary import RecordKind

VALID = """\
record_kind = "points"

[body]
ja = "架空会議"
en = "Made-up Council"

[publisher]
ja = "架空府"
en = "Made-up Office"

[license]
name = "架空利用規約"
name_en = "Made-up Terms"
url = "https://example.org/terms"

[source]
title = "架空会議 論点メモ"
url = "https://example.org/memo"
note = "Made up."
"""

BODY, PUBLISHER, LICENSE = (
    '[body]\nja = "架空会議"\n',
    '[publisher]\nja = "架空府"\n',
    '[license]\nname = "架空利用規約"\n',
)
KIND = 'record_kind = "points"\n'
PLACES = BODY + PUBLISHER + LICENSE

WRONG = {
    "no record kind": (PLACES, "collection.toml: record_kind is missing. Add it."),
    "unknown record kind": (
        'record_kind = "novel"\n' + PLACES,
        "collection.toml: record_kind is 'novel'; it must be one of verbatim, summary, points.",
    ),
    "record kind is a number": (
        "record_kind = 1\n" + PLACES,
        "collection.toml: record_kind must be a text, not 1.",
    ),
    "no body": (KIND + PUBLISHER + LICENSE, "collection.toml: body.ja is missing. Add it."),
    "body without Japanese": (
        KIND + '[body]\nen = "Council"\n' + PUBLISHER + LICENSE,
        "collection.toml: body.ja is missing. Add it.",
    ),
    "body is a text": (
        KIND + 'body = "架空会議"\n' + PUBLISHER + LICENSE,
        "collection.toml: body must be a table with ja.",
    ),
    "no publisher": (KIND + BODY + LICENSE, "collection.toml: publisher.ja is missing. Add it."),
    "no license": (KIND + BODY + PUBLISHER, "collection.toml: license.name is missing. Add it."),
    "blank license": (
        KIND + BODY + PUBLISHER + '[license]\nname = " "\n',
        "collection.toml: license.name must be a text, not ' '.",
    ),
    "source is a text": (
        KIND + 'source = "here"\n' + PLACES,
        "collection.toml: source must be a table with title.",
    ),
    "empty address": (
        KIND + PLACES + '[source]\nurl = ""\n',
        "collection.toml: source.url must be a text, not ''.",
    ),
    "unclear whether made up": (
        'made_up = "yes"\n' + KIND + PLACES,
        "collection.toml: made_up must be true or false, not 'yes'.",
    ),
}


def test_all_that_is_stated_is_read(collection_of: Callable[..., Path]) -> None:
    assert read_collection(collection_of({}, VALID)) == Collection(
        collection_id="made-up",
        body_ja="架空会議",
        body_en="Made-up Council",
        publisher_ja="架空府",
        publisher_en="Made-up Office",
        record_kind=RecordKind.POINTS,
        license_name="架空利用規約",
        license_name_en="Made-up Terms",
        license_url="https://example.org/terms",
        source_title="架空会議 論点メモ",
        source_url="https://example.org/memo",
        source_note="Made up.",
    )


def test_what_is_left_out_is_none(collection_of: Callable[..., Path]) -> None:
    read = read_collection(collection_of({}, KIND + PLACES))
    assert (read.body_en, read.publisher_en) == (None, None)
    assert (read.license_name_en, read.license_url) == (None, None)
    assert (read.source_title, read.source_url, read.source_note) == (None, None, None)
    assert not read.made_up


def test_made_up_records_are_told(collection_of: Callable[..., Path]) -> None:
    assert read_collection(collection_of({}, "made_up = true\n" + VALID)).made_up


def test_the_source_is_named_with_its_address(collection_of: Callable[..., Path]) -> None:
    read = read_collection(collection_of({}, VALID))
    assert read.attribution == "架空会議 論点メモ（架空府） https://example.org/memo"


def test_a_source_without_title_is_named_by_its_body(collection_of: Callable[..., Path]) -> None:
    assert read_collection(collection_of({}, KIND + PLACES)).attribution == "架空会議（架空府）"


@pytest.mark.parametrize(("toml", "message"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said(collection_of: Callable[..., Path], toml: str, message: str) -> None:
    with pytest.raises(CollectionError) as raised:
        read_collection(collection_of({}, toml))
    assert str(raised.value) == message


def test_a_missing_file_is_said(collection_of: Callable[..., Path]) -> None:
    with pytest.raises(CollectionError, match=r"^collection\.toml is missing\. Add it: publisher"):
        read_collection(collection_of({}, None))


def test_a_file_that_is_no_toml_is_said(collection_of: Callable[..., Path]) -> None:
    with pytest.raises(CollectionError, match=r"^collection\.toml is not valid TOML: .*at "):
        read_collection(collection_of({}, "body = at large"))


def test_a_file_that_is_no_utf_8_is_said(collection_of: Callable[..., Path]) -> None:
    folder = collection_of({"collection.toml": "架空".encode("cp932")}, None)
    with pytest.raises(CollectionError, match=r"^collection\.toml is not valid TOML: 'utf-8'"):
        read_collection(folder)


@pytest.mark.parametrize("name", ["Made-Up", "made up", "架空", "-made-up", "made_up"])
def test_a_wrong_name_of_the_folder_is_said(collection_of: Callable[..., Path], name: str) -> None:
    with pytest.raises(CollectionError, match=f"^{name}: .*Rename the folder"):
        read_collection(collection_of({}, VALID, name))


def test_collections_are_the_folders_in_the_order_of_their_keys(tmp_path: Path) -> None:
    for name in ("zebra", "cloud", "cloud-2", ".hidden"):
        (tmp_path / name).mkdir()
    (tmp_path / "notes.txt").write_text("no collection")
    # "cloud-2/..." comes before "cloud/...", for a hyphen comes before a slash.
    assert collection_ids(tmp_path) == ["cloud-2", "cloud", "zebra"]


def test_a_missing_corpus_is_said(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match="nowhere: no such folder"):
        collection_ids(tmp_path / "nowhere")


def test_a_byte_order_mark_is_no_part_of_the_terms(collection_of: Callable[..., Path]) -> None:
    folder = collection_of({"collection.toml": codecs.BOM_UTF8 + VALID.encode()}, None)
    assert read_collection(folder).body_ja == "架空会議"


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("record_kind = " + "1" * 6000, "is not valid TOML: Exceeds the limit"),
        ("record_kind = 0x" + "f" * 6000 + "\n", "record_kind must be a text, not 0xfff"),
        ("a = " + "[" * 100_000, "is not valid TOML: "),
        ('record_kind = "' + "x" * 5000 + '"', "record_kind is 'xxx"),
        ("#" + "x" * (1 << 20), "has 1048577 bytes, more than the limit of 1048576"),
        ("a = 2024-13-45", "is not valid TOML: "),
    ],
    ids=["digits", "hexadecimal", "brackets", "long text", "large", "no date"],
)
def test_absurd_terms_are_told(collection_of: Callable[..., Path], toml: str, message: str) -> None:
    with pytest.raises(CollectionError) as raised:
        read_collection(collection_of({}, toml))
    assert str(raised.value).startswith(
        f"collection.toml{'' if message[:2] in ('is', 'ha') else ':'}"
    )
    assert message in str(raised.value)
    assert len(str(raised.value)) < 400


def test_terms_that_are_no_regular_file_are_told(collection_of: Callable[..., Path]) -> None:
    folder = collection_of({"terms.toml": VALID.encode()}, None)
    file = folder / "collection.toml"
    file.symlink_to("terms.toml")
    with pytest.raises(CollectionError, match=r"^collection\.toml is a link\. Put the file"):
        read_collection(folder)
    file.unlink()
    file.mkdir()
    with pytest.raises(CollectionError, match=r"^collection\.toml is a folder"):
        read_collection(folder)
    file.rmdir()
    os.mkfifo(file)
    with pytest.raises(CollectionError, match=r"^collection\.toml is a pipe"):
        read_collection(folder)


def test_terms_that_cannot_be_read_are_told(
    collection_of: Callable[..., Path], deny: Callable[[str], None]
) -> None:
    folder = collection_of({}, VALID)
    deny("collection.toml")
    with pytest.raises(CollectionError, match=r"cannot be read \(Permission denied\)\. Give"):
        read_collection(folder)


def test_a_collection_is_no_corpus(collection_of: Callable[..., Path]) -> None:
    folder = collection_of({}, VALID)
    with pytest.raises(CollectionError) as raised:
        collection_ids(folder)
    assert str(raised.value) == (
        f"{folder} is a collection itself (it holds collection.toml). Give the folder that holds "
        f"it: {command('run', '--corpus', folder.parent)}"
    )


def test_a_link_that_leads_nowhere_is_no_withdrawal(tmp_path: Path) -> None:
    (tmp_path / "corpus/there").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "corpus/council"
    link.symlink_to(tmp_path / "elsewhere")
    assert collection_ids(tmp_path / "corpus") == ["council", "there"]
    (tmp_path / "elsewhere").rmdir()
    with pytest.raises(CollectionError, match="corpus/council is a link that leads nowhere"):
        collection_ids(tmp_path / "corpus")


def test_a_corpus_that_cannot_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(path: Path) -> object:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", denied)
    with pytest.raises(CollectionError, match=r"cannot be read \(Permission denied\)"):
        collection_ids(tmp_path)


def test_folders_whose_names_cannot_be_kept_are_no_collections(tmp_path: Path) -> None:
    for name in ("cloud", "x" * 250, os.fsdecode("会議".encode("cp932")), "__MACOSX"):
        (tmp_path / name).mkdir()
    assert collection_ids(tmp_path) == ["cloud"]
