from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.release.files.parquet import ParquetFile, arrow_schema
from schemas import RELEASE_TABLES
from schemas.table import polars_schema

MEETINGS = """
meeting_id      large_string               not null
document_id     large_string               not null
collection_id   large_string               not null
body            large_string               null
body_basis      large_string               null
title           large_string               null
title_basis     large_string               null
term            int32                      null
session         int32                      null
session_basis   large_string               null
diet_session    int32                      null
issue           large_string               null
fiscal_year     int32                      null
record_kind     large_string               not null
record_kind_basis large_string             not null
date            date32[day]                null
date_basis      large_string               null
weekday_stated  large_string               null
starts_at       timestamp[us,tz=Asia/Tokyo] null
ends_at         timestamp[us,tz=Asia/Tokyo] null
start_time      time64[us]                 null
end_time        time64[us]                 null
duration_minutes int32                     null
venue           large_string               null
room            large_string               null
floor           int32                      null
format          large_string               not null
attendee_count_stated int32                null
char_start      int64                      not null
char_end        int64                      not null
line_start      int32                      not null
line_end        int32                      not null
page_start      int32                      null
page_end        int32                      null
"""

each_table = pytest.mark.parametrize("table_name", RELEASE_TABLES)

Build = Callable[..., pl.DataFrame]


def write(path: Path, table_name: str, *frames: pl.DataFrame) -> Path:
    with ParquetFile(path, RELEASE_TABLES[table_name]) as file:
        for rows in frames:
            file.write(rows)
    return path


@pytest.fixture
def meetings(tmp_path: Path, table_of: Build) -> Path:
    return write(tmp_path / "meetings.parquet", "meetings", table_of("meetings", {}))


def test_columns_have_the_types_stated_and_are_not_null_where_stated(meetings: Path) -> None:
    file = pq.ParquetFile(meetings)
    found = []
    for number, field in enumerate(file.schema_arrow):
        kind = str(field.type).replace(", ", ",")
        # Parquet itself says so, not only the Arrow schema that is stored with it.
        required = file.schema.column(number).max_definition_level == 0
        assert required is not field.nullable
        found.append([field.name, kind, *(["not", "null"] if required else ["null"])])
    assert found == [line.split() for line in MEETINGS.strip().splitlines()]


def test_true_and_false_are_boolean(tmp_path: Path, table_of: Build) -> None:
    path = write(tmp_path / "a.parquet", "attendance", table_of("attendance", {}))
    field = pq.read_schema(path).field("bracketed")
    assert field.type == pa.bool_()
    assert not field.nullable


def test_values_are_read_back_by_arrow(meetings: Path) -> None:
    (row,) = pq.read_table(meetings).to_pylist()
    japan = ZoneInfo("Asia/Tokyo")
    assert row["title"] == "第１回架空会議 論点メモ"
    assert row["date"] == date(2024, 4, 1)
    assert row["starts_at"] == datetime(2024, 4, 1, 10, tzinfo=japan)
    assert row["ends_at"].isoformat() == "2024-04-01T11:30:00+09:00"
    assert row["floor"] == 4


def test_a_table_and_its_columns_are_described_in_both_languages(meetings: Path) -> None:
    schema = pq.read_schema(meetings)
    assert schema.metadata[b"description"].decode() == (
        "A meeting, as its record states it or its publisher gives it; what neither says is null."
    )
    assert schema.metadata[b"description_ja"].decode() == "会議"
    described = schema.field("floor").metadata
    assert described[b"description"].decode() == "Floor; basements are negative."
    assert described[b"description_ja"].decode() == "階（地階は負の数）"


@each_table
def test_no_column_is_left_without_a_description(tmp_path: Path, table_name: str) -> None:
    path = write(tmp_path / "t.parquet", table_name)
    for field in pq.read_schema(path):
        assert field.metadata[b"description"].strip()
        assert field.metadata[b"description_ja"].strip()


@each_table
def test_a_table_without_rows_is_a_file_with_all_columns(tmp_path: Path, table_name: str) -> None:
    path = write(tmp_path / "t.parquet", table_name)
    table = pq.read_table(path)
    assert table.num_rows == 0
    assert table.schema.equals(arrow_schema(RELEASE_TABLES[table_name]), check_metadata=True)
    assert pl.read_parquet(path).schema == polars_schema(RELEASE_TABLES[table_name])


def test_frames_follow_one_another(tmp_path: Path, table_of: Build) -> None:
    first, second = (
        table_of("documents", {"document_id": f"made-up/{name}", "path": name})
        for name in ("a.txt", "b.txt")
    )
    nothing = first.clear()
    path = write(tmp_path / "d.parquet", "documents", nothing, first, nothing, second)
    assert pq.read_table(path, columns=["path"]).column(0).to_pylist() == ["a.txt", "b.txt"]
    assert pl.read_parquet(path).equals(pl.concat([first, second]))


def test_a_null_where_the_schema_allows_none_is_refused(tmp_path: Path, table_of: Build) -> None:
    rows = table_of("meetings", {"format": None})
    with (
        ParquetFile(tmp_path / "m.parquet", RELEASE_TABLES["meetings"]) as file,
        pytest.raises(ValueError, match="format"),
    ):
        file.write(rows)


def test_every_column_is_compressed_with_zstd(meetings: Path) -> None:
    group = pq.ParquetFile(meetings).metadata.row_group(0)
    found = {group.column(number).compression for number in range(group.num_columns)}
    assert found == {"ZSTD"}


@pytest.mark.parametrize(
    ("table_name", "key"),
    [
        ("documents", ["document_id"]),
        ("blocks", ["document_id", "ordinal"]),
        ("meetings", ["meeting_id"]),
        ("agenda_items", ["meeting_id", "ordinal"]),
        ("attendance", ["meeting_id", "ordinal"]),
        ("remarks", ["meeting_id", "ordinal"]),
        ("quality_issues", ["quality_issue_id"]),
        ("changes", ["ordinal"]),
    ],
)
def test_the_order_of_rows_is_recorded(
    tmp_path: Path, table_of: Build, table_name: str, key: list[str]
) -> None:
    path = write(tmp_path / "t.parquet", table_name, table_of(table_name, {}))
    metadata = pq.ParquetFile(path).metadata
    recorded = metadata.row_group(0).sorting_columns
    assert [metadata.schema.column(one.column_index).name for one in recorded] == key
    assert not any(one.descending for one in recorded)


def test_a_changed_byte_in_a_page_is_found_by_its_checksum(tmp_path: Path, table_of: Build) -> None:
    # Random-looking digits: they are stored as they are, so that only the checksum can tell.
    digits = [f"{number * 2654435761 % 16**64:064x}" for number in range(7, 300)]
    rows = table_of("documents", *({"sha256": sha, "document_id": f"a/{sha}"} for sha in digits))
    path = write(tmp_path / "d.parquet", "documents", rows)
    group = pq.ParquetFile(path).metadata.row_group(0)
    names = [group.column(number).path_in_schema for number in range(group.num_columns)]
    chunk = group.column(names.index("sha256"))
    start = chunk.dictionary_page_offset or chunk.data_page_offset
    content = bytearray(path.read_bytes())
    content[start + chunk.total_compressed_size - 20] ^= 0x01
    assert pq.read_table(path, page_checksum_verification=True).num_rows == len(digits)
    path.write_bytes(content)
    with pytest.raises(OSError, match="CRC checksum verification failed"):
        pq.read_table(path, page_checksum_verification=True)


def test_the_same_rows_give_the_same_bytes(tmp_path: Path, table_of: Build) -> None:
    rows = table_of("meetings", {}, {"meeting_id": "made-up/2024-05-01/2", "venue": None})
    first, second = (write(tmp_path / name, "meetings", rows) for name in ("1", "2"))
    assert first.read_bytes() == second.read_bytes()
