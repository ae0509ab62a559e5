from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.collection import Collection, CollectionError, collection_ids, read_collection
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
