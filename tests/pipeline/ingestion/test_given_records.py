from __future__ import annotations

import os
import socket
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingestion import given_records
from pipeline.ingestion.given_records import COLUMNS, Given, given_digest, read_given
from schemas.given_records import GivenRecords
from schemas.table import holds, polars_schema

Collection = Callable[..., Path]

PATHS = ["a.txt", "b.txt", "years/c.txt"]
HEADER = "path,source_url,title,body,date,session,record_kind,published,note\n"
FULL = (
    "a.txt,https://example.org/a,第３回架空会議 議事録,架空会議,2024-04-01,3,verbatim,2024-05-10,"
    '"架空の備考、\n二行目"\n'
)


@pytest.fixture
def given_of(collection_of: Collection) -> Callable[..., Given]:
    def build(content: str | bytes) -> Given:
        folder = collection_of({})
        bare = content.encode() if isinstance(content, str) else content
        (folder / "records.csv").write_bytes(bare)
        return read_given(folder, PATHS)

    return build


def test_every_column_is_read(given_of: Callable[..., Given]) -> None:
    found = given_of(HEADER + FULL)
    assert found.faults == []
    assert found.records.rows(named=True) == [
        {
            "path": "a.txt",
            "source_url": "https://example.org/a",
            "title": "第３回架空会議 議事録",
            "body": "架空会議",
            "date": date(2024, 4, 1),
            "session": 3,
            "record_kind": "verbatim",
            "published": date(2024, 5, 10),
            "note": "架空の備考、\n二行目",
        }
    ]
    assert GivenRecords.validate(found.records).equals(found.records)


def test_there_need_be_no_file(collection_of: Collection) -> None:
    found = read_given(collection_of({}), PATHS)
    assert found.records.schema == polars_schema(GivenRecords)
    assert (found.records.height, found.faults) == (0, [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp"])
def test_every_encoding_of_records_is_read(given_of: Callable[..., Given], encoding: str) -> None:
    text = "path,note\r\na.txt,これは架空の備考であり、会議の記録について述べる。\r\n"
    found = given_of(text.encode(encoding))
    assert found.faults == []
    assert found.records["note"].to_list() == ["これは架空の備考であり、会議の記録について述べる。"]


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("date", "2024/4/1", date(2024, 4, 1)),
        ("date", "２０２４－０４－０１", date(2024, 4, 1)),
        ("date", " 1868-04-01 ", date(1868, 4, 1)),
        ("session", "０１２", 12),
        ("source_url", "HTTPS://example.org/架空", "https://example.org/架空"),
        ("title", "　第３回　架空会議　", "第３回　架空会議"),
        ("record_kind", "points", "points"),
        ("note", "", None),
        ("note", " 　", None),
    ],
)
def test_a_value_is_read_as_it_is_meant(
    given_of: Callable[..., Given], column: str, cell: str, value: object
) -> None:
    found = given_of(f"path,{column}\na.txt,{cell}\n")
    assert found.faults == []
    assert found.records[column].to_list() == [value]


@pytest.mark.parametrize(
    ("header", "path"),
    [
        ("path", "./a.txt"),
        (" Path ", "a.txt"),
        ("ｐａｔｈ", " a.txt "),
    ],
)
def test_paths_and_names_of_columns_may_be_written_in_these_ways(
    given_of: Callable[..., Given], header: str, path: str
) -> None:
    found = given_of(f"{header},session,,\n{path},3,,\n")
    assert found.faults == []
    assert found.records.select("path", "session").rows() == [("a.txt", 3)]


def test_a_path_may_be_written_in_the_forms_of_macos(collection_of: Collection) -> None:
    folder = collection_of({})
    (folder / "records.csv").write_text("path,session\nか\u3099.txt,3\n", encoding="utf-8")
    assert read_given(folder, ["が.txt"]).records["path"].to_list() == ["が.txt"]


# What is wrong, and of it: the rule, the line, how the message begins, and the rows that are left.
FAULTS = {
    "unknown column": (
        "path,session,weather\na.txt,3,晴\n",
        ("given_columns_known", 1, "records.csv, line 1: there is no column weather; the others"),
        [("a.txt", None, 3)],
    ),
    "column without a name": (
        "path,,session\na.txt,晴,3\n",
        ("given_columns_known", 1, "records.csv, line 1: there is no column ; the others"),
        [("a.txt", None, 3)],
    ),
    "column twice": (
        "path,session,date,session\na.txt,3,2024-04-01,4\n",
        ("given_columns_once", 1, "records.csv, line 1: the column session stands there more"),
        [("a.txt", date(2024, 4, 1), None)],
    ),
    "no record": (
        "path,session\nz.txt,2\na.txt,3\n",
        ("given_paths_known", 2, "records.csv, line 2: z.txt is no record of the collection"),
        [("a.txt", None, 3)],
    ),
    "no path": (
        "path,session\n,2\na.txt,3\n",
        ("given_paths_known", 2, "records.csv, line 2: the row names no record in path"),
        [("a.txt", None, 3)],
    ),
    "the path of another folder": (
        "path,session\n../made-up/a.txt,2\na.txt,3\n",
        ("given_paths_known", 2, "records.csv, line 2: ../made-up/a.txt is no record of the"),
        [("a.txt", None, 3)],
    ),
    "twice": (
        "path,session\na.txt,3\nb.txt,1\n./a.txt,4\n",
        ("given_paths_known", 4, "records.csv, line 4: a.txt stands in line 2 already, which is"),
        [("a.txt", None, 3), ("b.txt", None, 1)],
    ),
    "date of no calendar": (
        "path,session,date\na.txt,3,2023-02-29\n",
        ("given_values_valid", 2, "records.csv, line 2: date of a.txt is 2023-02-29, and is not"),
        [("a.txt", None, 3)],
    ),
    "date in words": (
        "path,session,date\na.txt,3,令和６年春\n",
        ("given_values_valid", 2, "records.csv, line 2: date of a.txt is 令和６年春, and is not"),
        [("a.txt", None, 3)],
    ),
    "date of two forms": (
        "path,session,date\na.txt,3,2024-4/1\n",
        ("given_values_valid", 2, "records.csv, line 2: date of a.txt is 2024-4/1, and is not"),
        [("a.txt", None, 3)],
    ),
    "date before all tables": (
        "path,session,date\na.txt,3,1868-03-31\n",
        ("given_values_valid", 2, "records.csv, line 2: date of a.txt is 1868-03-31, and is not"),
        [("a.txt", None, 3)],
    ),
    "session nought": (
        "path,session,date\na.txt,0,2024-04-01\n",
        ("given_values_valid", 2, "records.csv, line 2: session of a.txt is 0, and is not used."),
        [("a.txt", date(2024, 4, 1), None)],
    ),
    "session in words": (
        "path,session,date\na.txt,第３回,2024-04-01\n",
        ("given_values_valid", 2, "records.csv, line 2: session of a.txt is 第３回, and is not"),
        [("a.txt", date(2024, 4, 1), None)],
    ),
    "session too large": (
        "path,session,date\na.txt,99999999999,2024-04-01\n",
        ("given_values_valid", 2, "records.csv, line 2: session of a.txt is 99999999999, and is"),
        [("a.txt", date(2024, 4, 1), None)],
    ),
    "record kind": (
        "path,session,record_kind\na.txt,3,議事録\n",
        (
            "given_values_valid",
            2,
            "records.csv, line 2: record_kind of a.txt is 議事録, and is",
        ),
        [("a.txt", None, 3)],
    ),
    "address": (
        "path,session,source_url\na.txt,3,javascript:alert(1)\n",
        (
            "given_values_valid",
            2,
            "records.csv, line 2: source_url of a.txt is javascript:",
        ),
        [("a.txt", None, 3)],
    ),
    "published": (
        "path,session,published\na.txt,3,来月\n",
        ("given_values_valid", 2, "records.csv, line 2: published of a.txt is 来月, and is not"),
        [("a.txt", None, 3)],
    ),
    "title of two lines": (
        'path,session,title\na.txt,3,"架空\n会議"\n',
        ("given_values_valid", 2, r"records.csv, line 2: title of a.txt is 架空\n会議, and is not"),
        [("a.txt", None, 3)],
    ),
    "a character of control": (
        "path,session,note\na.txt,3,架空\x07\n",
        ("given_values_valid", 2, r"records.csv, line 2: note of a.txt is 架空\x07, and is not"),
        [("a.txt", None, 3)],
    ),
    "too many cells": (
        "path,session\na.txt,3,4\nb.txt,1\n",
        ("given_rows_read", 2, "records.csv, line 2: the row has 3 cells for 2 columns, and is"),
        [("b.txt", None, 1)],
    ),
    "a quote that is never closed": (
        'path,session\na.txt,"3\nb.txt,1\n',
        ("given_rows_read", 2, "records.csv, line 2: the row is not valid CSV, and is not used."),
        [("b.txt", None, 1)],
    ),
    "nothing": (
        "",
        ("given_readable", None, "records.csv has no first row with names of columns: nothing"),
        [],
    ),
    "no column path": (
        "file,session\na.txt,3\n",
        ("given_readable", 1, "records.csv: the first row has not just one column path, so"),
        [],
    ),
    "tabs": (
        "path\tsession\na.txt\t3\n",
        ("given_readable", 1, "records.csv: the first row has not just one column path, so"),
        [],
    ),
    "two columns path": (
        "path,path\na.txt,a.txt\n",
        ("given_readable", 1, "records.csv: the first row has not just one column path, so"),
        [],
    ),
    "no text": (
        b"path,session\n" + b"a.txt,\xff\xfe\n",
        ("given_readable", 2, "records.csv: not decodable: byte 0xff at offset 19 (line 2) is"),
        [],
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_and_loses_nothing_else(
    given_of: Callable[..., Given], fault: str
) -> None:
    content, (rule, line, begins), left = FAULTS[fault]
    found = given_of(content)
    assert [(one.rule, one.line) for one in found.faults] == [(rule, line)]
    assert found.faults[0].message.en.startswith(begins)
    assert found.faults[0].message.ja
    assert found.records.select("path", "date", "session").rows() == left


def test_every_fault_is_told_by_its_own(given_of: Callable[..., Given]) -> None:
    found = given_of("path,date,session,weather\na.txt,x,y,\nz.txt,,,\nb.txt,2024-04-01,,\n")
    assert [(one.rule, one.line) for one in found.faults] == [
        ("given_columns_known", 1),
        ("given_values_valid", 2),
        ("given_values_valid", 2),
        ("given_paths_known", 3),
    ]
    assert found.records.select("path", "date").rows() == [
        ("a.txt", None),
        ("b.txt", date(2024, 4, 1)),
    ]


def unreadable(folder: Path, kind: str) -> str:
    file = folder / "records.csv"
    if kind == "link":
        (folder.parent / "elsewhere.csv").write_text(HEADER + FULL, encoding="utf-8")
        file.symlink_to(folder.parent / "elsewhere.csv")
        return "records.csv is a link, and only a regular file is read"
    if kind == "broken link":
        file.symlink_to("nowhere.csv")
        return "records.csv is a link, and only a regular file is read"
    if kind == "folder":
        file.mkdir()
        return "records.csv is a folder with the name of a file"
    if kind == "pipe":
        os.mkfifo(file)
        return "records.csv is a pipe, socket or device"
    if kind == "socket":
        # The name of a socket may be no longer than this; the test is in the folder.
        socket.socket(socket.AF_UNIX).bind("records.csv")
        return "records.csv is a pipe, socket or device"
    file.write_bytes(b"path\n" + b" " * 20)
    return "records.csv has 25 bytes, more than the limit of 24"


@pytest.mark.parametrize("kind", ["link", "broken link", "folder", "pipe", "socket", "large"])
def test_what_is_no_regular_file_of_moderate_size_is_not_opened(
    collection_of: Collection, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(given_records, "MAX_RECORDS_BYTES", 24)
    folder = collection_of({})
    monkeypatch.chdir(folder)
    begins = unreadable(folder, kind)
    found = read_given(folder, PATHS)
    assert found.records.is_empty()
    assert [(one.rule, one.line) for one in found.faults] == [("given_readable", None)]
    assert found.faults[0].message.en.startswith(begins)
    assert given_digest(folder).startswith(begins)


def test_what_may_not_be_read_is_a_fault(
    collection_of: Collection, deny: Callable[[str], None]
) -> None:
    folder = collection_of({"records.csv": (HEADER + FULL).encode()})
    deny("records.csv")
    (fault,) = read_given(folder, PATHS).faults
    assert fault.message.en.startswith("records.csv cannot be read (Permission denied)")


def test_the_digest_is_that_of_the_bytes(collection_of: Collection) -> None:
    folder = collection_of({})
    assert given_digest(folder) == ""
    digests = set()
    for content in ("path\n", "path \n"):
        (folder / "records.csv").write_text(content, encoding="utf-8")
        digests.add(given_digest(folder))
    assert len(digests) == 2


MARKS = (",", ",", ",", "\n", "\r\n", '"', " ", "\x00", "\u3099")
VALUES = ("a.txt", "b.txt", "2024-04-01", "2024/13/1", "3", "-1", "verbatim", "架空", "https://x")

pieces = st.sampled_from([*COLUMNS, *VALUES, *MARKS])


@given(st.lists(pieces, max_size=40).map("".join), st.sampled_from(["utf-8", "cp932", "utf-16"]))
def test_whatever_is_written_the_rows_hold_to_their_schema(
    tmp_path_factory: pytest.TempPathFactory, text: str, encoding: str
) -> None:
    folder = tmp_path_factory.mktemp("made-up")
    (folder / "records.csv").write_bytes(text.encode(encoding, "replace"))
    found = read_given(folder, PATHS)
    assert holds(GivenRecords, found.records)
    assert isinstance(found.records, pl.DataFrame)
    assert all(fault.message.en and fault.message.ja for fault in found.faults)
