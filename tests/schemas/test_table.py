from __future__ import annotations

import re

import duckdb
import polars as pl
import pytest

from schemas import LANGUAGE_TABLES, RELEASE_TABLES, TABLES
from schemas.table import (
    Column,
    columns_of,
    description,
    empty,
    polars_schema,
    primary_key,
    recognition,
    sort_key,
)
from schemas.vocabulary import Presence, RemarkKind
from tests.schemas.rows import ROWS

# Reserved key words: appendix C of the manual of PostgreSQL 17, without those that it marks as
# "non-reserved".
POSTGRESQL = """
all analyse analyze and any array as asc asymmetric both case cast check collate column constraint
create current_catalog current_date current_role current_time current_timestamp current_user
default deferrable desc distinct do else end except false fetch for foreign from grant group having
in initially intersect into lateral leading limit localtime localtimestamp not null offset on only
or order placing primary references returning select session_user some symmetric system_user table
then to trailing true union unique user using variadic when where window with
authorization binary collation concurrently cross current_schema freeze full ilike inner is isnull
join left like natural notnull outer overlaps right similar tablesample verbose
"""

# What DuckDB reserves beyond them.
DUCKDB = "describe lambda pivot pivot_longer pivot_wider qualify show summarize unpivot"

# Common words of statements that SQL:2016 reserves and everybody knows from other dialects too.
# Its names of types and functions (date, floor, position) are reserved neither by PostgreSQL nor
# by DuckDB, where they need no quotes.
SQL_2016 = """
add alter begin between by call close commit connect cube current cursor declare delete drop
escape exec execute exists external fetch function get global grouping if insert interval language
match merge method module multiset of open out over partition prepare procedure range recursive
release result return revoke rollback rollup row rows savepoint scroll set sql start static
submultiset trigger truncate uescape unknown unnest update values varying whenever within without
"""

RESERVED = {*POSTGRESQL.split(), *DUCKDB.split(), *SQL_2016.split()}

COLUMNS = [(name, column) for name, table in RELEASE_TABLES.items() for column in columns_of(table)]
JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")

each_table = pytest.mark.parametrize("table_name", RELEASE_TABLES)
each_column = pytest.mark.parametrize(
    ("table_name", "column"), COLUMNS, ids=lambda part: getattr(part, "name", part)
)


@each_column
def test_a_column_is_described_in_both_languages(table_name: str, column: Column) -> None:
    assert column.en.strip()
    assert column.en.isascii() or JAPANESE.search(column.en)
    assert column.en[0].isupper()
    assert column.en.endswith(".")
    assert column.ja.strip()
    assert JAPANESE.search(column.ja) or column.ja == "SHA-256"


@each_table
def test_a_table_is_described_in_both_languages(table_name: str) -> None:
    english, japanese = description(RELEASE_TABLES[table_name])
    assert english.isascii()
    assert english.endswith(".")
    assert "\n" not in english
    assert JAPANESE.search(japanese)


@each_column
def test_a_name_is_lower_case_and_not_reserved(table_name: str, column: Column) -> None:
    for name in (table_name, column.name):
        assert re.fullmatch("[a-z][a-z0-9_]*", name)
        assert name not in RESERVED


@each_table
def test_names_need_no_quotes_in_duckdb(table_name: str) -> None:
    names = RELEASE_TABLES[table_name].to_schema().columns
    with duckdb.connect() as connection:
        connection.sql(f"create table {table_name} ({', '.join(f'{name} text' for name in names)})")
        selected = connection.sql(f"select {', '.join(names)} from {table_name}")
        assert selected.columns == list(names)


@pytest.mark.parametrize(
    ("table_name", "column"),
    [(name, column) for name, column in COLUMNS if column.references],
    ids=lambda part: getattr(part, "name", part),
)
def test_a_reference_leads_to_the_primary_key_of_a_table(table_name: str, column: Column) -> None:
    target, key = str(column.references).split(".")
    assert primary_key(RELEASE_TABLES[target]) == [key]
    assert polars_schema(RELEASE_TABLES[target])[key] == column.dtype


@each_column
def test_only_numbers_have_a_unit_or_a_minimum(table_name: str, column: Column) -> None:
    is_number = column.dtype.is_numeric()
    assert column.unit is None or is_number
    assert column.minimum is None or is_number
    assert column.pattern is None or column.dtype == pl.String
    assert column.vocabulary is None or column.dtype == pl.String


@each_table
def test_the_key_is_stated_and_never_null(table_name: str) -> None:
    columns = {column.name: column for column in columns_of(RELEASE_TABLES[table_name])}
    assert primary_key(RELEASE_TABLES[table_name])
    assert not any(columns[name].nullable for name in primary_key(RELEASE_TABLES[table_name]))


@each_table
def test_rows_are_sorted_by_columns_that_are_never_null(table_name: str) -> None:
    columns = {column.name: column for column in columns_of(RELEASE_TABLES[table_name])}
    assert sort_key(RELEASE_TABLES[table_name])
    assert not any(columns[name].nullable for name in sort_key(RELEASE_TABLES[table_name]))


@pytest.mark.parametrize("name", ["char_start", "char_end", "line_start", "line_end"])
def test_spans_have_one_type_in_all_tables(name: str) -> None:
    found = {column.dtype for _, column in COLUMNS if column.name == name}
    assert found == {pl.Int64() if name.startswith("char") else pl.Int32()}


@each_table
def test_columns_are_read_back_in_the_order_of_the_model(table_name: str) -> None:
    names = list(ROWS[table_name])
    assert [column.name for column in columns_of(RELEASE_TABLES[table_name])] == names
    assert polars_schema(RELEASE_TABLES[table_name]).names() == names


def test_a_column_is_read_back_as_declared() -> None:
    columns = {column.name: column for column in columns_of(RELEASE_TABLES["remarks"])}
    assert columns["char_count"] == Column(
        name="char_count",
        dtype=pl.Int32(),
        nullable=False,
        ja="本文の文字数",
        en="Length of text.",
        unit="code point",
        references=None,
        vocabulary=None,
        minimum=1,
        pattern=None,
        follows="text",
        given=False,
    )
    assert columns["kind"].vocabulary is RemarkKind
    assert columns["meeting_id"].references == "meetings.meeting_id"
    assert columns["marker"].nullable


def test_the_presence_column_has_its_vocabulary() -> None:
    columns = {column.name: column for column in columns_of(RELEASE_TABLES["attendance"])}
    assert columns["presence"].vocabulary is Presence


@each_table
def test_an_empty_table_has_the_columns_and_no_rows(table_name: str) -> None:
    frame = empty(RELEASE_TABLES[table_name])
    assert frame.schema == polars_schema(RELEASE_TABLES[table_name])
    assert frame.height == 0
    assert RELEASE_TABLES[table_name].validate(frame, lazy=True).height == 0


@pytest.mark.parametrize("table_name", [name for name in TABLES if name not in LANGUAGE_TABLES])
def test_rows_are_recognised_by_columns_of_their_table(table_name: str) -> None:
    stated = recognition(TABLES[table_name])
    assert stated is not None
    columns = polars_schema(TABLES[table_name])
    assert {*stated.within, *stated.by, stated.place or stated.by[0]} <= {*columns}
    assert stated.within
    assert stated.by
    assert stated.place is None or columns[stated.place].is_integer()
    # Spans are of the text of a document.
    assert not stated.by_span or "document_id" in columns


def test_changes_are_no_rows_to_be_recognised() -> None:
    assert recognition(RELEASE_TABLES["changes"]) is None


@pytest.mark.parametrize(
    ("table_name", "column"),
    [(name, column) for name, column in COLUMNS if column.follows],
    ids=lambda part: getattr(part, "name", part),
)
def test_a_column_follows_from_another(table_name: str, column: Column) -> None:
    source, _, name = str(column.follows).rpartition(".")
    assert name in polars_schema(RELEASE_TABLES[source or table_name])
    assert (source or table_name, name) != (table_name, column.name)


def test_what_an_edit_of_the_source_shifts_is_declared() -> None:
    follows = {(name, column.name): column.follows for name, column in COLUMNS}
    for name in ("blocks", "meetings", "agenda_items", "attendance", "remarks"):
        for place in ("char_start", "char_end", "line_start", "line_end"):
            assert follows[name, place] == "documents.sha256"
    assert follows["documents", "text"] == follows["documents", "byte_count"] == "sha256"
    assert follows["remarks", "char_count"] == "text"
    assert follows["remarks", "text"] is None
    assert follows["remarks", "ordinal"] is None


def test_what_is_given_with_a_record_is_declared() -> None:
    assert {(name, column.name) for name, column in COLUMNS if column.given} == {
        ("documents", "path"),
        ("documents", "source_url"),
        ("documents", "publisher"),
        ("documents", "license"),
        ("documents", "published"),
        ("documents", "note"),
        ("documents", "given_title"),
        ("documents", "given_body"),
        ("documents", "given_date"),
        ("documents", "given_session"),
        ("documents", "given_record_kind"),
        ("meetings", "record_kind"),
        ("meetings", "record_kind_basis"),
    }
