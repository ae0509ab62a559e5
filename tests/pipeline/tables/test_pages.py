from __future__ import annotations

import polars as pl

from pipeline.tables.pages import PAGES, columns_before_pages, with_pages
from schemas import TABLES
from schemas.table import polars_schema

STARTS = pl.DataFrame(
    {
        "document_id": ["a.pdf", "a.pdf", "a.pdf", "b.pdf"],
        "page": [1, 2, 3, 1],
        # The second page of the first file ends before its 20th character.
        "char_start": [0, 10, 20, 0],
    },
    schema_overrides={"page": pl.Int32, "char_start": pl.Int64},
)


def pages(*spans: tuple[str, int, int], starts: pl.DataFrame | None = STARTS) -> list[object]:
    rows = pl.DataFrame(
        spans,
        schema={"document_id": pl.String, "char_start": pl.Int32, "char_end": pl.Int32},
        orient="row",
    ).with_columns(pl.lit(None, pl.Int32).alias(name) for name in PAGES)
    return with_pages(rows, starts).select(PAGES).rows()


def test_a_row_lies_on_the_pages_of_its_first_and_last_character() -> None:
    found = pages(
        ("a.pdf", 0, 10), ("a.pdf", 9, 11), ("a.pdf", 10, 30), ("b.pdf", 25, 26), ("a.pdf", 20, 21)
    )
    assert found == [(1, 1), (1, 2), (2, 3), (1, 1), (3, 3)]


def test_a_file_without_pages_has_none() -> None:
    assert pages(("c.txt", 0, 5), ("a.pdf", 0, 5)) == [(None, None), (1, 1)]


def test_where_no_file_has_pages_nothing_is_filled() -> None:
    assert pages(("a.pdf", 0, 5), starts=None) == [(None, None)]
    assert pages(("a.pdf", 0, 5), starts=STARTS.clear()) == [(None, None)]


def test_until_they_are_known_pages_are_empty_whatever_stands_there() -> None:
    schema = polars_schema(TABLES["blocks"])
    values = {name: [None] for name in schema} | {"page_start": [4], "ordinal": [1]}
    found = pl.DataFrame(values).select(columns_before_pages("blocks"))
    assert found.schema == schema
    assert found.select("ordinal", *PAGES).row(0) == (1, None, None)
