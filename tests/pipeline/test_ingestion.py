from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from pipeline.ingestion import ingest, source_files
from schemas import TABLES

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
        {"bad.pdf": b"%PDF-1.4"},
        ("made-up/bad.pdf", None, "media_type", ".pdf is not read, only .txt."),
    ),
    "no ending": (
        {"bad": GOOD + b"."},
        ("made-up/bad", None, "media_type", "no ending is not read, only .txt."),
    ),
}


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
        "sha256": hashlib.sha256(content).hexdigest(),
        "byte_count": 30,
        "char_count": 16,
        "text": text,
        "layout": None,
        "layout_evidence": None,
        "source_url": None,
        "publisher": "架空府",
        "license": "架空利用規約",
        "status": "parsed",
    }


def test_characters_are_counted_as_code_points(
    rows_of: Callable[..., dict[str, dict[str, object]]],
) -> None:
    row = rows_of({"a.txt": "𠮟る\n".encode()})["a.txt"]
    assert (row["char_count"], row["byte_count"]) == (3, 8)


def test_a_text_of_a_known_layout_is_parsed(
    rows_of: Callable[..., dict[str, dict[str, object]]], memo: str
) -> None:
    row = rows_of({"memo.txt": memo.encode()})["memo.txt"]
    assert (row["status"], row["layout"]) == ("parsed", "points_memo")


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


def test_an_empty_collection_is_no_fault(collection_of: Callable[..., Path]) -> None:
    ingested = ingest(collection_of({}))
    assert ingested.documents.is_empty()
    assert ingested.quality_issues.is_empty()
    assert TABLES["documents"].validate(ingested.documents, lazy=True).height == 0


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
    found = [name for name, _ in source_files(folder)]
    assert found == ["a/1.txt", "a/2.txt", "a/README.ja.md", "b.txt"]


def test_rows_and_issues_account_for_every_file(collection_of: Callable[..., Path]) -> None:
    files = {"1.txt": b"", "2.txt": GOOD, "3.txt": GOOD, "4.doc": b"x", "5.txt": b"\xff\xff\xff"}
    ingested = ingest(collection_of(files))
    assert ingested.documents.height == 5
    quarantined = ingested.documents.filter(pl.col("status") == "quarantined")["document_id"]
    assert sorted(quarantined) == sorted(ingested.quality_issues["row_key"])
    for table_name, rows in zip(("documents", "quality_issues"), ingested, strict=True):
        assert TABLES[table_name].validate(rows, lazy=True).equals(rows)
