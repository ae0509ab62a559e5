from __future__ import annotations

import errno
import hashlib
import os
import socket
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from pipeline.ingestion.collection import Collection
from pipeline.ingestion.ingest import ingest
from pipeline.ingestion.media.isolated import IsolatedExtractor
from pipeline.ingestion.source_files import survey
from pipeline.limits import Limits
from pipeline.run.stages import run_stage
from pipeline.run.store import Store
from schemas import TABLES
from schemas.vocabulary import RecordKind, Stage

GOOD = "架空の会議を開いた。\n".encode()

QUARANTINED = {
    "undecodable": (
        {"bad.txt": "いろは\nに".encode() + b"\xff"},
        ("made-up/bad.txt", 2, "decodes", "byte 0xff at offset 13"),
    ),
    "empty": (
        {"bad.txt": b""},
        ("made-up/bad.txt", None, "not_empty", "the file is empty"),
    ),
    "white space only": (
        {"bad.txt": " \n　\n".encode()},
        ("made-up/bad.txt", None, "not_empty", "only white space"),
    ),
    "a mark only": (
        {"bad.txt": b"\xef\xbb\xbf"},
        ("made-up/bad.txt", None, "not_empty", "only white space"),
    ),
    "the bytes of another": (
        {"later.txt": GOOD},
        ("made-up/later.txt", None, "seen_once", "same bytes as good.txt"),
    ),
    "unknown ending": (
        {"bad.qqq": b"x"},
        ("made-up/bad.qqq", None, "media_type", ".qqq is not read, only .txt, .html,"),
    ),
    "an old document": (
        {"bad.doc": b"x"},
        ("made-up/bad.doc", None, "media_type", ".json. Open it, save it as a Word document"),
    ),
    "a spreadsheet": (
        {"bad.xlsx": b"x"},
        ("made-up/bad.xlsx", None, "media_type", ".xlsx is not read, only .txt, .html,"),
    ),
    "a damaged PDF": (
        {"bad.pdf": b"%PDF-1.4"},
        ("made-up/bad.pdf", None, "extracts", "it is damaged ("),
    ),
    "a page with a wrong byte": (
        {"bad.html": "<p>架空の会議を開いた。</p>\n<p>".encode() + b"\xff\xff" + GOOD},
        ("made-up/bad.html", None, "decodes", "byte 0xff at offset 41 (line 2)"),
    ),
    "a page without text": (
        {"bad.html": b"<!DOCTYPE html><title>x</title><body><br></body>"},
        ("made-up/bad.html", None, "not_empty", "no text was found in it."),
    ),
    "other XML": (
        {"bad.xml": b"<a><b>x</b></a>"},
        ("made-up/bad.xml", None, "media_type", "it holds no speeches in the form of the Diet's"),
    ),
    "a page under the name of a text": (
        {"bad.txt": b"\xef\xbb\xbf\n<!-- saved --><!DOCTYPE html>\n<p>" + GOOD},
        ("made-up/bad.txt", None, "media_type", "this is a web page (HTML), whatever its name"),
    ),
    "a PDF under the name of a text": (
        {"bad.txt": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"},
        ("made-up/bad.txt", None, "media_type", "this is a PDF, whatever its name says. Give it"),
    ),
    "a document under the name of a text": (
        {"bad.txt": b"PK\x03\x04\x14\x00\x06\x00word/document.xml"},
        ("made-up/bad.txt", None, "media_type", "this is a document of a word processor"),
    ),
    "an archive under the name of a text": (
        {"bad.txt": b"PK\x03\x04\x14\x00\x06\x00a.txt"},
        ("made-up/bad.txt", None, "media_type", "this is an archive, whatever its name says."),
    ),
    "rich text under the name of a text": (
        {"bad.txt": b"{\\rtf1\\ansi\\ansicpg932 \\'8b\\'63}"},
        ("made-up/bad.txt", None, "media_type", "this is a document of a word processor"),
    ),
    "a document": (
        {"bad.docx": b"PK\x03\x04"},
        ("made-up/bad.docx", None, "media_type", "its name ends in .docx, but it is an archive."),
    ),
    "no ending": (
        {"bad": GOOD + b"."},
        ("made-up/bad", None, "media_type", "no ending is not read, only .txt, .html,"),
    ),
}


def made_up_terms() -> Collection:
    return Collection(
        "made-up", "架空会議", None, "架空府", None, RecordKind.POINTS, "架空", *[None] * 5
    )


@pytest.fixture
def rows_of(collection_of: Callable[..., Path]) -> Callable[..., dict[str, dict[str, object]]]:
    def build(files: dict[str, bytes]) -> dict[str, dict[str, object]]:
        documents = ingest(collection_of(files)).documents
        return {row["path"]: row for row in documents.iter_rows(named=True)}

    return build


def test_a_good_file_is_taken_in_whole(
    rows_of: Callable[..., dict[str, dict[str, object]]],
) -> None:
    text = "架空の会議を開いた。\n晴れた。\n"
    content = text.encode("cp932")
    assert rows_of({"years/first.txt": content})["years/first.txt"] == {
        "document_id": "made-up/years/first.txt",
        "collection_id": "made-up",
        "path": "years/first.txt",
        "media_type": "text/plain",
        "encoding": "cp932",
        "extractor": None,
        "sha256": hashlib.sha256(content).hexdigest(),
        "byte_count": 30,
        "page_count": None,
        "char_count": 16,
        "text": text,
        "layout": None,
        "layout_evidence": None,
        "source_url": None,
        "publisher": "架空府",
        "license": "架空利用規約",
        "published": None,
        "note": None,
        "given_title": None,
        "page_title": None,
        "given_body": None,
        "given_date": None,
        "given_session": None,
        "given_record_kind": None,
        "status": "parsed",
    }


def test_characters_are_counted_as_code_points(
    rows_of: Callable[..., dict[str, dict[str, object]]],
) -> None:
    row = rows_of({"a.txt": "𠮟る\n".encode()})["a.txt"]
    assert (row["char_count"], row["byte_count"]) == (3, 8)


def test_the_layout_of_a_text_is_left_to_segmentation(
    rows_of: Callable[..., dict[str, dict[str, object]]], memo: str
) -> None:
    row = rows_of({"memo.txt": memo.encode()})["memo.txt"]
    assert (row["status"], row["layout"], row["layout_evidence"]) == ("parsed", None, None)


@pytest.mark.parametrize(("files", "expected"), QUARANTINED.values(), ids=QUARANTINED)
def test_a_bad_file_is_quarantined_and_the_good_one_is_not(
    collection_of: Callable[..., Path],
    files: dict[str, bytes],
    expected: tuple[str, int | None, str, str],
) -> None:
    ingested = ingest(collection_of({"good.txt": GOOD, **files}))
    rows = {row["document_id"]: row for row in ingested.documents.iter_rows(named=True)}
    document_id, line, rule, reason = expected
    assert set(rows) == {"made-up/good.txt", document_id}
    assert rows["made-up/good.txt"]["text"] == GOOD.decode()
    assert rows["made-up/good.txt"]["status"] == "parsed"
    bad = rows[document_id]
    assert bad["status"] == "quarantined"
    assert (bad["text"], bad["encoding"], bad["char_count"], bad["layout"]) == (None,) * 4
    assert bad["byte_count"] == len(next(iter(files.values())))
    (issue,) = ingested.quality_issues.iter_rows(named=True)
    assert (issue["document_id"], issue["line"], issue["rule"]) == (document_id, line, rule)
    assert (issue["row_key"], issue["collection_id"]) == (document_id, "made-up")
    assert (issue["stage"], issue["severity"]) == ("ingestion", "error")
    assert issue["table_name"] == "documents"
    assert reason in issue["message"]


@pytest.mark.parametrize("toml", [None, "body = at large", 'record_kind = "points"\n'])
def test_without_terms_every_file_is_quarantined(
    collection_of: Callable[..., Path], toml: str | None
) -> None:
    ingested = ingest(collection_of({"a.txt": GOOD, "b.txt": b"b"}, toml))
    assert ingested.documents["status"].to_list() == ["quarantined", "quarantined"]
    assert ingested.documents["text"].null_count() == 2
    assert ingested.documents["license"].null_count() == 2
    issues = ingested.quality_issues.sort("document_id")
    assert issues["document_id"].to_list() == ["made-up/a.txt", "made-up/b.txt"]
    assert set(issues["rule"]) == {"terms_stated"}
    assert all("collection.toml" in message for message in issues["message"])


def test_missing_terms_are_reported_where_there_is_no_file(
    collection_of: Callable[..., Path],
) -> None:
    ingested = ingest(collection_of({}, None))
    assert ingested.documents.is_empty()
    (issue,) = ingested.quality_issues.iter_rows(named=True)
    assert (issue["rule"], issue["document_id"]) == ("terms_stated", None)


@pytest.mark.parametrize("files", [{}, {"README.md": b"x", ".DS_Store": b"x", "Thumbs.db": b"x"}])
def test_an_empty_collection_is_told(
    collection_of: Callable[..., Path], files: dict[str, bytes]
) -> None:
    ingested = ingest(collection_of(files))
    assert TABLES["documents"].validate(ingested.documents, lazy=True).height == 0
    (issue,) = ingested.quality_issues.iter_rows(named=True)
    assert (issue["rule"], issue["severity"]) == ("holds_records", "error")
    assert issue["message"].startswith("the collection holds no record. Put text files (.txt)")


def test_of_three_files_alike_the_first_stays(collection_of: Callable[..., Path]) -> None:
    ingested = ingest(collection_of({"b.txt": GOOD, "c.txt": GOOD, "a.txt": GOOD}))
    status = ingested.documents.select("path", "status").rows()
    assert status == [("a.txt", "parsed"), ("b.txt", "quarantined"), ("c.txt", "quarantined")]
    assert ingested.quality_issues["message"].str.contains("same bytes as a.txt").all()


def test_a_refused_file_does_not_take_the_record_with_it(
    rows_of: Callable[..., dict[str, dict[str, object]]],
) -> None:
    rows = rows_of({"memo.bak": GOOD, "memo.txt": GOOD})
    assert rows["memo.bak"]["status"] == "quarantined"
    assert rows["memo.txt"]["status"] == "parsed"


def test_an_ending_in_capitals_is_read(
    rows_of: Callable[..., dict[str, dict[str, object]]],
) -> None:
    assert rows_of({"MEMO.TXT": GOOD})["MEMO.TXT"]["status"] == "parsed"


def test_what_a_file_is_and_not_its_name_is_its_media_type(
    rows_of: Callable[..., dict[str, dict[str, object]]],
) -> None:
    assert rows_of({"a.txt": b"%PDF-1.7"})["a.txt"]["media_type"] == "application/pdf"


def test_a_lock_file_of_word_is_a_warning(collection_of: Callable[..., Path]) -> None:
    ingested = ingest(collection_of({"good.txt": GOOD, "years/~$cord.docx": b"x"}))
    assert ingested.documents["path"].to_list() == ["good.txt"]
    (issue,) = ingested.quality_issues.iter_rows(named=True)
    assert (issue["rule"], issue["severity"]) == ("lock_file", "warn")
    assert issue["message"].startswith("years/~$cord.docx shows that a document is open in Word.")


def test_links_are_not_followed(collection_of: Callable[..., Path], tmp_path: Path) -> None:
    folder = collection_of({"good.txt": GOOD, "years/1.txt": GOOD + b"."})
    (tmp_path / "secret.txt").write_bytes(b"secret")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "in.txt").symlink_to("good.txt")
    (folder / "broken.txt").symlink_to("nowhere.txt")
    (folder / "all").symlink_to(folder, target_is_directory=True)
    ingested = ingest(folder)
    assert ingested.documents["path"].to_list() == ["good.txt", "years/1.txt"]
    issues = ingested.quality_issues.sort("row_key")
    names = ["made-up/all", "made-up/broken.txt", "made-up/in.txt", "made-up/out.txt"]
    assert issues["row_key"].to_list() == names
    assert issues["quality_issue_id"].n_unique() == 4
    assert set(issues["rule"]) == {"regular_file"}
    assert issues["message"][0] == (
        "all is a link, and only regular files are read. Put the file itself there, or remove it."
    )


def test_a_pipe_and_a_socket_are_not_opened(collection_of: Callable[..., Path]) -> None:
    folder = collection_of({"good.txt": GOOD})
    os.mkfifo(folder / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.path.relpath(folder / "socket.txt"))
        ingested = ingest(folder)
    assert ingested.documents["path"].to_list() == ["good.txt"]
    messages = ingested.quality_issues.sort("row_key")["message"].to_list()
    assert [text.split(",")[0] for text in messages] == [
        "pipe.txt is a pipe",
        "socket.txt is a pipe",
    ]


def test_a_folder_with_the_name_of_a_file_is_told_and_read(
    collection_of: Callable[..., Path],
) -> None:
    ingested = ingest(collection_of({"record.txt/1.txt": GOOD}))
    assert ingested.documents["path"].to_list() == ["record.txt/1.txt"]
    (issue,) = ingested.quality_issues.iter_rows(named=True)
    assert issue["message"].startswith("record.txt is a folder with the name of a file")


def test_a_folder_that_cannot_be_read_is_no_withdrawal(
    collection_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = collection_of({"good.txt": GOOD, "years/2023/1.txt": GOOD + b"."})
    scandir = os.scandir

    def denied(path: Path) -> object:
        if Path(path).name == "2023":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", denied)
    run = run_stage(Stage.INGESTION, folder, Store(tmp_path / "outputs"))
    assert run.blocked
    (issue,) = run.tables["ingestion_issues"].iter_rows(named=True)
    assert (issue["rule"], issue["severity"]) == ("folder_readable", "error")
    assert issue["row_key"] == "made-up/years/2023"
    assert issue["message"].startswith(
        "the folder years/2023 cannot be read (Permission denied), and what is in it would look"
    )


def test_a_collection_that_cannot_be_read_is_not_called_empty(
    collection_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = collection_of({"good.txt": GOOD})

    def denied(path: Path) -> object:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", denied)
    assert ingest(folder).quality_issues["rule"].to_list() == ["folder_readable"]


@pytest.mark.parametrize("name", ["bad.txt", "bad.pdf"])
def test_a_file_that_cannot_be_read_is_one_line(
    collection_of: Callable[..., Path], deny: Callable[[str], None], name: str
) -> None:
    folder = collection_of({"good.txt": GOOD, name: b"x"})
    deny(name)
    ingested = ingest(folder)
    assert ingested.documents["path"].to_list() == ["good.txt"]
    (issue,) = ingested.quality_issues.iter_rows(named=True)
    assert (issue["rule"], issue["row_key"]) == ("file_readable", f"made-up/{name}")
    assert issue["message"].startswith(f"{name} cannot be read (Permission denied). Give")


def test_a_file_that_is_too_large_is_never_in_memory(
    collection_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = collection_of({"large.txt": b"a" * 41})
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail("it was read"))
    monkeypatch.setattr("pipeline.ingestion.ingest.read_collection", lambda folder: made_up_terms())
    monkeypatch.setattr("pipeline.ingestion.ingest.unknown_terms", lambda folder: [])
    ingested = ingest(folder, Limits(max_document_bytes=40))
    assert ingested.quality_issues["rule"].to_list() == ["size_limit"]
    assert ingested.documents["sha256"].to_list() == [hashlib.sha256(b"a" * 41).hexdigest()]


def test_a_name_of_250_bytes_is_read(
    rows_of: Callable[..., dict[str, dict[str, object]]],
) -> None:
    name = "会" * 82 + ".txt"
    assert rows_of({name: GOOD})[name]["status"] == "parsed"


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("slides.pdf", "application/pdf"),
        ("table.CSV", "text/csv"),
        ("strange.qqq", "application/octet-stream"),
        pytest.param("voice.mp4", "video/mp4"),
        pytest.param("mail.eml", "message/rfc822"),
    ],
)
def test_a_file_of_any_type_is_a_row_that_holds_to_the_schema(
    collection_of: Callable[..., Path], name: str, media_type: str
) -> None:
    documents = ingest(collection_of({name: b"content"})).documents
    assert documents["media_type"].to_list() == [media_type]
    assert TABLES["documents"].validate(documents, lazy=True).height == 1


def test_a_name_that_is_no_utf_8_is_quarantined(collection_of: Callable[..., Path]) -> None:
    folder = collection_of({"good.txt": GOOD})
    # As unpacked from an archive that was made on Windows.
    (folder / os.fsdecode("会議.txt".encode("cp932"))).write_bytes(GOOD + b".")
    ingested = ingest(folder)
    assert sorted(ingested.documents["status"]) == ["parsed", "quarantined"]
    (issue,) = ingested.quality_issues.iter_rows(named=True)
    assert issue["rule"] == "decodes"
    assert issue["message"] == "the name of the file is not UTF-8. Rename it."


def test_a_line_feed_in_a_name_blocks_nothing(collection_of: Callable[..., Path]) -> None:
    documents = ingest(collection_of({"two\nlines.txt": GOOD})).documents
    assert TABLES["documents"].validate(documents, lazy=True).height == 1


def test_records_are_found_in_subfolders_by_path(collection_of: Callable[..., Path]) -> None:
    names = ["b.txt", "a/2.txt", "a/1.txt", "README.md", "readme.txt", ".hidden.txt"]
    folder = collection_of(dict.fromkeys([*names, ".git/x.txt", "a/README.ja.md"], b"x"))
    found, faults = survey(folder)
    assert faults == []
    found = [name for name, _ in found]
    assert found == ["a/1.txt", "a/2.txt", "a/README.ja.md", "b.txt"]


def test_rows_and_issues_account_for_every_file(collection_of: Callable[..., Path]) -> None:
    files = {"1.txt": b"", "2.txt": GOOD, "3.txt": GOOD, "4.doc": b"x", "5.txt": b"\xff\xff\xff"}
    ingested = ingest(collection_of(files))
    assert ingested.documents.height == 5
    quarantined = ingested.documents.filter(pl.col("status") == "quarantined")["document_id"]
    assert sorted(quarantined) == sorted(ingested.quality_issues["row_key"])
    for table_name, rows in zip(("documents", "quality_issues"), ingested[:2], strict=True):
        assert TABLES[table_name].validate(rows, lazy=True).equals(rows)


def test_the_bytes_of_a_file_are_looked_into_once(collection_of, monkeypatch):
    looked_into = []

    class Counting(IsolatedExtractor):
        def extract(self, medium, content):
            looked_into.append(content)
            return super().extract(medium, content)

    monkeypatch.setattr("pipeline.ingestion.ingest.IsolatedExtractor", Counting)
    page = "<p>架空の会議を開いた。</p>".encode()
    bad = b"%PDF-1.7 cut"
    folder = collection_of({"a.html": page, "b.html": page, "c.pdf": bad, "d.pdf": bad})
    ingested = ingest(folder)
    assert looked_into == [page, bad]
    assert ingested.documents["status"].to_list() == ["parsed", *["quarantined"] * 3]
    found = ingested.quality_issues.sort("document_id").select("document_id", "rule", "message")
    reasons = {row[0]: row[1:] for row in found.rows()}
    assert reasons["made-up/b.html"] == (
        "seen_once",
        "same bytes as a.html. Remove one of the two.",
    )
    # Of bytes that were refused nothing was seen.
    assert reasons["made-up/d.pdf"] == reasons["made-up/c.pdf"]
    assert reasons["made-up/c.pdf"][0] == "extracts"


def test_bytes_that_were_refused_for_their_name_alone_are_read(collection_of):
    folder = collection_of({"good.txt": "架空の会議を開いた。\n".encode()})
    (folder / "good.txt").rename(folder / os.fsdecode(b"\xff.txt"))
    (folder / "z.txt").write_bytes("架空の会議を開いた。\n".encode())
    documents = ingest(folder).documents
    assert documents.filter(path="z.txt")["text"].to_list() == ["架空の会議を開いた。\n"]
