"""The published files, opened with the tools of those who use them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

TABLES = [
    "documents",
    "blocks",
    "meetings",
    "agenda_items",
    "attendance",
    "remarks",
    "quality_issues",
    "organizations",
    "organization_names",
    "persons",
    "memberships",
    "terms",
    "sentences",
    "tokens",
    "changes",
]

IN_CSV = [name for name in TABLES if name not in ("blocks", "sentences", "tokens")]

SEED = "sti-regional-revitalization-task-force"


@pytest.fixture
def connection(release: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in which every Parquet file is a view, and every CSV file another."""
    with duckdb.connect() as connection:
        for name in TABLES:
            for kind, reader in (("parquet", "read_parquet"), ("csv", "read_csv")):
                file = release / kind / f"{name}.{kind}"
                if kind == "parquet" or name in IN_CSV:
                    connection.sql(f"create view {kind}_{name} as from {reader}('{file}')")
        yield connection


def test_duckdb_counts_the_rows_of_the_seed(connection: duckdb.DuckDBPyConnection) -> None:
    counted = connection.sql(
        f"""
        select count(distinct m.meeting_id), count(*)
        from parquet_remarks r join parquet_meetings m using (meeting_id)
        where r.kind = 'remark' and m.collection_id = '{SEED}'
        """
    ).fetchall()
    assert counted == [(3, 68)]


def test_duckdb_sees_the_types(connection: duckdb.DuckDBPyConnection) -> None:
    described = connection.sql("describe parquet_meetings").fetchall()
    types = {name: kind for name, kind, *_ in described}
    assert types["meeting_id"] == "VARCHAR"
    assert types["session"] == "INTEGER"
    assert types["date"] == "DATE"
    assert types["starts_at"] == "TIMESTAMP WITH TIME ZONE"
    assert types["char_start"] == "BIGINT"
    bracketed = connection.sql("describe select bracketed from parquet_attendance").fetchall()
    assert bracketed[0][1] == "BOOLEAN"


def test_duckdb_reads_the_hour_in_japan(connection: duckdb.DuckDBPyConnection) -> None:
    for view in ("parquet_meetings", "csv_meetings"):
        hours = connection.sql(
            f"""
            select strftime(timezone('Asia/Tokyo', starts_at::timestamptz), '%Y-%m-%d %H:%M')
            from {view} where collection_id = '{SEED}' order by date
            """
        ).fetchall()
        assert hours == [("2015-07-31 10:31",), ("2015-08-19 10:00",), ("2015-09-18 13:00",)]


@pytest.mark.parametrize("name", IN_CSV)
def test_duckdb_reads_the_csv_as_it_is(
    connection: duckdb.DuckDBPyConnection, release: Path, name: str
) -> None:
    rows = pq.read_metadata(release / f"parquet/{name}.parquet").num_rows
    assert connection.sql(f"select count(*) from csv_{name}").fetchall() == [(rows,)]
    columns = pq.read_schema(release / f"parquet/{name}.parquet").names
    for column in {"documents": ["text"], "remarks": ["text_normalized"]}.get(name, []):
        columns.remove(column)
    assert connection.sql(f"from csv_{name}").columns == columns


def test_arrow_sees_types_time_zone_and_what_is_not_null(release: Path) -> None:
    schema = pq.read_schema(release / "parquet/meetings.parquet")
    assert schema.field("starts_at").type == pa.timestamp("us", tz="Asia/Tokyo")
    assert schema.field("ends_at").type == pa.timestamp("us", tz="Asia/Tokyo")
    assert schema.field("date").type == pa.date32()
    assert schema.field("session").type == pa.int32()
    assert schema.field("char_end").type == pa.int64()
    required = {field.name for field in schema if not field.nullable}
    assert required == {
        "meeting_id",
        "document_id",
        "collection_id",
        "record_kind_basis",
        "record_kind",
        "format",
        "char_start",
        "char_end",
        "line_start",
        "line_end",
    }


@pytest.mark.parametrize("name", TABLES)
def test_every_page_is_as_it_was_written(release: Path, name: str) -> None:
    file = release / f"parquet/{name}.parquet"
    table = pq.read_table(file, page_checksum_verification=True)
    assert table.num_rows == pq.read_metadata(file).num_rows
    for field in table.schema:
        # What is called NOT NULL holds no null.
        assert field.nullable or table.column(field.name).null_count == 0
        assert field.metadata[b"description"]
        assert field.metadata[b"description_ja"]


def test_the_checksums_hold(release: Path) -> None:
    lines = (release / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 35
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256((release / name).read_bytes()).hexdigest() == digest


def test_the_seed_is_named_as_a_source_with_its_terms(release: Path) -> None:
    descriptor = json.loads((release / "datapackage.json").read_bytes())
    (source,) = [each for each in descriptor["sources"] if each["collection_id"] == SEED]
    assert source["publisher_ja"] == "内閣府"
    assert source["publisher"] == "Cabinet Office of Japan"
    assert source["license"] == "公共データ利用規約（第1.0版）"
    assert "公共データ利用規約（第1.0版）" in [each["title"] for each in descriptor["licenses"]]
    readme = (release / "README.md").read_text(encoding="utf-8")
    assert "内閣府" in readme
    assert "加工して作成" in readme
