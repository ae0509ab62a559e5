from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline.release.files.csv as csv_of_releases
from pipeline.release.files.csv import read_csv, write_csv
from schemas import RELEASE_TABLES
from schemas.csv_files import csv_names, csv_tables
from schemas.table import empty

BOM = b"\xef\xbb\xbf"
JAPAN = ZoneInfo("Asia/Tokyo")

AWKWARD = [
    "\n",
    "\r",
    "\r\n",
    "\\",
    "\\n",
    "\\r",
    "\\\\n",
    '"',
    '""',
    ",",
    "=SUM(A1)",
    "+1",
    "-1",
    "@x",
    "\t",
    " ",
    "　",
    "🏯",
    "👩‍👩‍👧",
    "𠮟",
    "か\u3099",
    "\u2028",
    "\x0b",
    "\x85",
    "\ufeff",
    "\x00",
    "null",
    "NA",
    "雲",
]
TEXTS = st.lists(
    st.one_of(st.sampled_from(AWKWARD), st.text(max_size=4)), min_size=1, max_size=12
).map("".join)
VALUES = TEXTS.filter(bool)

Build = Callable[..., pl.DataFrame]


def write(path: Path, table_name: str, *frames: pl.DataFrame) -> bytes:
    columns = csv_names(RELEASE_TABLES[table_name]) or list(
        empty(RELEASE_TABLES[table_name]).columns
    )
    write_csv(path, empty(RELEASE_TABLES[table_name]).select(columns), begin=True)
    for rows in frames:
        write_csv(path, rows.select(columns), begin=False)
    return path.read_bytes()


def back(path: Path, table_name: str) -> pl.DataFrame:
    return pl.concat(
        [
            empty(RELEASE_TABLES[table_name]).select(csv_names(RELEASE_TABLES[table_name])),
            *read_csv(path, RELEASE_TABLES[table_name]),
        ]
    )


def as_documented(path: Path) -> list[dict[str, str]]:
    """Read a file with Python's own parser, and its escapes as the README of a release says."""
    stands_for = {r"\n": "\n", r"\r": "\r", "\\\\": "\\"}
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            {
                name: re.sub(r"\\.", lambda found: stands_for[found[0]], cell)
                for name, cell in row.items()
            }
            for row in csv.DictReader(file, strict=True)
        ]


def test_a_file_begins_with_the_mark_and_a_header(tmp_path: Path) -> None:
    content = write(tmp_path / "blocks.csv", "blocks")
    assert content == BOM + (
        b"document_id,ordinal,meeting_id,kind,rule,continues,confidence,"
        b"char_start,char_end,line_start,line_end,page_start,page_end\r\n"
    )


def test_mark_and_header_stand_there_once(tmp_path: Path, table_of: Build) -> None:
    rows = table_of("blocks", {})
    content = write(tmp_path / "blocks.csv", "blocks", rows, rows.clear(), rows)
    record = b"made-up/memo.txt,1,made-up/2024-04-01/1,title,title,,,0,13,1,1,,\r\n"
    assert content.count(BOM) == 1
    assert content.split(b"\r\n", 1)[1] == record * 2


def test_what_is_begun_again_replaces_what_was_there(tmp_path: Path, table_of: Build) -> None:
    path = tmp_path / "blocks.csv"
    write(path, "blocks", table_of("blocks", {}))
    assert write(path, "blocks").count(b"\r\n") == 1


@given(st.lists(st.tuples(VALUES, st.none() | VALUES), min_size=1, max_size=4))
def test_any_text_comes_back(
    tmp_path_factory: pytest.TempPathFactory,
    table_of: Build,
    values: list[tuple[str, str | None]],
) -> None:
    path = tmp_path_factory.getbasetemp() / "any_text.csv"
    rows = table_of("remarks", *({"text": text, "marker": marker} for text, marker in values))
    content = write(path, "remarks", rows)
    assert back(path, "remarks").equals(rows.drop("text_normalized"))
    read = [(row["text"], row["marker"]) for row in as_documented(path)]
    assert read == [(text, marker or "") for text, marker in values]
    # One record a line, whatever the values hold.
    assert content.count(b"\r\n") == len(values) + 1
    assert content.count(b"\n") == content.count(b"\r") == len(values) + 1


@pytest.mark.parametrize("block_bytes", [1, 7, 64, 300, 1 << 20])
def test_records_come_back_from_blocks_of_any_size(
    tmp_path: Path, table_of: Build, monkeypatch: pytest.MonkeyPatch, block_bytes: int
) -> None:
    monkeypatch.setattr(csv_of_releases, "BLOCK_BYTES", block_bytes)
    rows = table_of("remarks", *({"text": f"雲\n{'霧' * size}"} for size in (0, 1, 5, 200, 3)))
    write(tmp_path / "remarks.csv", "remarks", rows.head(2), rows.slice(2))
    assert back(tmp_path / "remarks.csv", "remarks").equals(rows.drop("text_normalized"))


def test_an_empty_file_is_no_csv(tmp_path: Path) -> None:
    (tmp_path / "remarks.csv").touch()
    with pytest.raises(pa.ArrowInvalid, match="empty"):
        back(tmp_path / "remarks.csv", "remarks")


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("雲の話。\n霧の話。", r"雲の話。\n霧の話。"),
        ("一\r\n二", r"一\r\n二"),
        ("\\n と書く", r"\\n と書く"),
        ("C:\\雲", r"C:\\雲"),
        ("=SUM(A1)", "=SUM(A1)"),
        ('"雲"', '"""雲"""'),
        ("雲, 霧", '"雲, 霧"'),
        ("🏯", "🏯"),
    ],
)
def test_a_value_is_written_so(tmp_path: Path, table_of: Build, value: str, cell: str) -> None:
    rows = table_of("remarks", {"text": value})
    content = write(tmp_path / "remarks.csv", "remarks", rows).decode("utf-8-sig")
    assert f",{cell},3,38,43,5,5,,\r\n" in content
    assert back(tmp_path / "remarks.csv", "remarks")["text"].to_list() == [value]


def test_null_is_an_empty_cell_and_no_value_is(tmp_path: Path, table_of: Build) -> None:
    rows = table_of("attendance", {"given_name": None, "position": "0", "role": " "})
    content = write(tmp_path / "a.csv", "attendance", rows).decode("utf-8-sig")
    assert ",青木委員,青木,,0, ,,present,,false,99,,,ambiguous,,28,32,3,3,,\r\n" in content
    (row,) = back(tmp_path / "a.csv", "attendance").to_dicts()
    assert row["given_name"] is None
    assert (row["position"], row["role"]) == ("0", " ")


def test_a_missing_number_is_not_nought(tmp_path: Path, table_of: Build) -> None:
    rows = table_of("meetings", {"floor": None, "term": 0}, {"floor": 0, "term": None})
    write(tmp_path / "m.csv", "meetings", rows)
    assert [(row["floor"], row["term"]) for row in as_documented(tmp_path / "m.csv")] == [
        ("", "0"),
        ("0", ""),
    ]
    read = back(tmp_path / "m.csv", "meetings")
    assert read.select("floor", "term").rows() == [(None, 0), (0, None)]


def test_dates_and_times_are_iso_8601_with_the_offset(tmp_path: Path, table_of: Build) -> None:
    content = write(tmp_path / "m.csv", "meetings", table_of("meetings", {})).decode("utf-8-sig")
    assert ",2024-04-01,stated,月,2024-04-01T10:00:00+09:00,2024-04-01T11:30:00+09:00," in content
    assert "+09:00,10:00:00,11:30:00,90," in content
    (row,) = back(tmp_path / "m.csv", "meetings").to_dicts()
    assert row["starts_at"] == datetime(2024, 4, 1, 10, tzinfo=JAPAN)
    assert (row["start_time"], row["end_time"]) == (time(10), time(11, 30))
    assert row["starts_at"].tzinfo == JAPAN


def test_the_summer_time_of_1949_is_kept(tmp_path: Path, table_of: Build) -> None:
    # Japan had summer time from 1948 to 1951.
    rows = table_of("meetings", {"starts_at": datetime(1949, 6, 1, 10, tzinfo=JAPAN)})
    content = write(tmp_path / "m.csv", "meetings", rows)
    assert b",1949-06-01T10:00:00+10:00," in content
    assert back(tmp_path / "m.csv", "meetings").equals(rows)


def test_true_and_false_are_spelled_out(tmp_path: Path, table_of: Build) -> None:
    rows = table_of("attendance", {"bracketed": True}, {"bracketed": False})
    write(tmp_path / "a.csv", "attendance", rows)
    cells = [row["bracketed"] for row in as_documented(tmp_path / "a.csv")]
    assert cells == ["true", "false"]
    assert back(tmp_path / "a.csv", "attendance")["bracketed"].to_list() == [True, False]


@pytest.mark.parametrize("table_name", csv_tables())
def test_every_table_comes_back_with_its_types(
    tmp_path: Path, table_of: Build, table_name: str
) -> None:
    rows = table_of(table_name, {}).select(csv_names(RELEASE_TABLES[table_name]))
    write_csv(tmp_path / "t.csv", rows, begin=True)
    (read,) = read_csv(tmp_path / "t.csv", RELEASE_TABLES[table_name])
    assert read.equals(rows)
    assert read.schema == rows.schema


HEADER = (
    b"ordinal,table_name,row_key,previous_row_key,change_type,column_name,old_value,new_value,cause"
)


@pytest.mark.parametrize(
    "spoilt",
    [
        BOM + b"ordinal,table_name\r\n1,remarks\r\n",
        BOM
        + b"table_name,ordinal,row_key,previous_row_key,change_type,column_name,old_value,"
        + b"new_value,cause\r\nremarks,1,a,,insert,,,,source\r\n",
        BOM + HEADER + b"\r\none,remarks,a,,insert,,,,source\r\n",
        BOM + HEADER + b"\r\n1,remarks,a\r\n",
    ],
    ids=["another header", "another order", "no number", "cells missing"],
)
def test_what_is_no_such_file_is_not_read(tmp_path: Path, spoilt: bytes) -> None:
    path = tmp_path / "changes.csv"
    path.write_bytes(BOM + HEADER + b"\r\n1,remarks,a,,insert,,,,source\r\n")
    assert back(path, "changes")["row_key"].to_list() == ["a"]
    path.write_bytes(spoilt)
    with pytest.raises((ValueError, pl.exceptions.PolarsError)):
        back(path, "changes")


def test_a_table_that_is_parquet_alone_is_not_read_from_csv(
    tmp_path: Path, table_of: Build
) -> None:
    write(tmp_path / "blocks.csv", "blocks", table_of("blocks", {}))
    with pytest.raises(pa.ArrowInvalid, match="the header is"):
        list(read_csv(tmp_path / "blocks.csv", RELEASE_TABLES["blocks"]))
