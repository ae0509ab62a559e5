"""What is read back of a CSV file is held against what was written by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest

import pipeline.release.files.csv as csv_of_releases
from pipeline.release.files.csv import encoded, write_csv
from pipeline.release.files.parquet import ParquetFile
from pipeline.release.files.read_back import Numbers, ReadBack, read_table_back
from schemas import RELEASE_TABLES

Build = Callable[..., pl.DataFrame]
Read = Callable[..., ReadBack]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write rows to both files, change the CSV, and read it back."""

    def write_and_read(
        name: str, rows: pl.DataFrame, *, old: bytes = b"", new: bytes = b""
    ) -> ReadBack:
        (tmp_path / "csv").mkdir()
        (tmp_path / "parquet").mkdir()
        csv = tmp_path / f"csv/{name}.csv"
        write_csv(csv, rows, begin=True)
        with ParquetFile(tmp_path / f"parquet/{name}.parquet", RELEASE_TABLES[name]) as file:
            for half in (rows.head(2), rows.slice(2)):
                file.write(half)
        content = csv.read_bytes()
        assert not old or content.count(old) == 1
        csv.write_bytes(content.replace(old, new) if old else content)
        return read_table_back(tmp_path, name)

    return write_and_read


@pytest.fixture
def meetings(table_of: Build) -> pl.DataFrame:
    return table_of(
        "meetings",
        {"meeting_id": "a/1", "term": 0, "floor": -2, "title": "雲\nと霧"},
        {"meeting_id": "a/2", "term": None, "floor": 0, "date": date(1949, 6, 1)},
        {"meeting_id": "a/3", "term": 12, "floor": None, "date": None, "start_time": time(9)},
    )


@pytest.mark.parametrize("block_bytes", [1, 1 << 20])
def test_a_good_file_is_its_parquet(
    read: Read, meetings: pl.DataFrame, monkeypatch: pytest.MonkeyPatch, block_bytes: int
) -> None:
    monkeypatch.setattr(csv_of_releases, "BLOCK_BYTES", block_bytes)
    found = read("meetings", meetings)
    assert found.difference is None
    assert found.not_utf8 is None
    assert found.header == meetings.columns
    assert (found.record_count, found.line_feeds, found.returns) == (3, 4, 4)
    assert found.unlike == {}
    assert found.numbers == found.numbers_of_parquet
    assert found.numbers["term"] == Numbers(blanks=1, noughts=1)
    assert found.numbers["floor"] == Numbers(blanks=1, noughts=1)
    assert found.codes == {
        **{f"{name}_basis": {"stated"} for name in ("body", "title", "session", "record_kind")},
        **{"record_kind": {"points"}, "date_basis": {"stated"}, "format": {"unstated"}},
    }


@pytest.mark.parametrize(
    ("old", "new", "column", "cell"),
    [
        (b",12,", b",1.2,", "term", "1.2"),
        (b",12,", b", 12,", "term", " 12"),
        (b",12,", b",+12,", "term", "+12"),
        (b",12,", b",0x12,", "term", "0x12"),
        (b",1949-06-01,", b",1949-6-1,", "date", "1949-6-1"),
        (b",09:00:00,", b",09:00,", "start_time", "09:00"),
    ],
)
def test_a_cell_without_the_form_of_its_type_is_named(
    read: Read, meetings: pl.DataFrame, old: bytes, new: bytes, column: str, cell: str
) -> None:
    assert read("meetings", meetings, old=old, new=new).unlike == {column: cell}


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        (b",12,", b",13,", "term: a row differs after row 0"),
        (b",12,", b",,", "term: a row differs after row 0"),
        (b"a/3,", b"a/4,", "meeting_id: a row differs after row 0"),
        (rb"\n", rb"\\n", "title: a row differs after row 0"),
        (b",12,", b",x,", "Failed to parse string: 'x' as a scalar of type int32"),
        (b",12,", b",12,,", "Expected 34 columns, got 35"),
        (b",floor,", b",storey,", "the header is "),
    ],
)
def test_a_difference_to_the_parquet_is_told(
    read: Read, meetings: pl.DataFrame, old: bytes, new: bytes, difference: str
) -> None:
    found = read("meetings", meetings, old=old, new=new)
    assert found.difference is not None
    assert difference in found.difference


def test_rows_that_one_of_the_two_has_are_counted(read: Read, meetings: pl.DataFrame) -> None:
    last = b"\r\n".join([b"", *_records(meetings)[-1:], b""])
    found = read("meetings", meetings, old=last, new=b"\r\n")
    assert found.difference == "1 rows of the Parquet are not in the CSV"
    assert found.numbers["floor"] == Numbers(blanks=0, noughts=1)
    assert found.numbers_of_parquet["floor"] == Numbers(blanks=1, noughts=1)


def test_a_row_more_is_told(read: Read, meetings: pl.DataFrame) -> None:
    last = b"\r\n".join([b"", *_records(meetings)[-1:], b""])
    found = read("meetings", meetings, old=last, new=last + last[2:])
    assert found.difference == "1 rows are not in the Parquet"


def test_what_is_not_utf8_is_told(read: Read, meetings: pl.DataFrame) -> None:
    found = read("meetings", meetings, old="雲".encode(), new="雲".encode("cp932"))
    assert found.not_utf8 is not None
    assert found.difference == found.not_utf8


def test_line_ends_inside_a_record_are_counted(read: Read, meetings: pl.DataFrame) -> None:
    found = read("meetings", meetings, old=r"雲\nと霧".encode(), new='"雲\nと\n霧"'.encode())
    assert (found.record_count, found.line_feeds, found.returns) == (3, 6, 4)
    assert found.difference == "title: a row differs after row 0"


def test_an_empty_file_is_another(read: Read, meetings: pl.DataFrame, tmp_path: Path) -> None:
    read("meetings", meetings)
    (tmp_path / "csv/meetings.csv").write_bytes(b"")
    assert read_table_back(tmp_path, "meetings").difference == "meetings.csv: the file is empty"


def _records(rows: pl.DataFrame) -> list[bytes]:
    written = BytesIO()
    encoded(rows).write_csv(written, line_terminator="\r\n", include_header=False)
    return written.getvalue().split(b"\r\n")[:-1]
