"""A table in one of two releases: what each of its rows is known by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from pipeline.release.diff.origins import ORIGIN
from pipeline.release.diff.release_tables import (
    as_text,
    key_text,
    recognition_of,
    side,
    span_texts,
)

TableOf = Callable[..., pl.DataFrame]

MEMO = "made-up/memo.txt"
ORIGINS = pl.DataFrame(
    [(MEMO, True, False, False)],
    schema={"document_id": pl.String, **dict.fromkeys(ORIGIN, pl.Boolean)},
    orient="row",
)


def test_a_compound_key_is_one_text(table_of: TableOf) -> None:
    rows = table_of("blocks", {"ordinal": 1}, {"ordinal": 12})
    assert rows.select(key_text(["document_id", "ordinal"])).to_series().to_list() == [
        f"{MEMO}|1",
        f"{MEMO}|12",
    ]


def test_a_remark_is_known_by_its_words_within_its_meeting(table_of: TableOf) -> None:
    rows = table_of(
        "remarks",
        {"remark_id": "m/r-1", "meeting_id": "m", "text": "賛成。", "ordinal": 1},
        {"remark_id": "m/r-2", "meeting_id": "m", "text": "反対。", "ordinal": 2},
    )
    followed = rows.with_columns(meeting_id=pl.lit("n"))
    frames = {"documents": table_of("documents", {}), "meetings": table_of("meetings", {})}
    table = side("remarks", ["remark_id"], rows, followed, frames, ORIGINS)
    assert table.known.rows(named=True) == [
        {"key": key, "scope": "n", "content": text, "place": place, **sourced}
        for key, text, place in (("m/r-1", "賛成。", 1), ("m/r-2", "反対。", 2))
        for sourced in [{"is_sourced": True, "is_extracted": False, "has_other_extractor": False}]
    ]
    assert table.keys(["remark_id"]).to_list() == ["m/r-1", "m/r-2"]
    assert table.published.equals(rows)
    assert table.compared.equals(followed)


def test_columns_that_say_what_a_row_is_are_told_apart(table_of: TableOf) -> None:
    rows = table_of(
        "agenda_items",
        {"label": "議題", "title": "1 雲"},
        {"label": "議題1", "title": " 雲"},
        {"label": None, "title": "議題1 雲"},
    )
    frames = {"documents": table_of("documents", {}), "meetings": table_of("meetings", {})}
    known = side("agenda_items", ["agenda_item_id"], rows, rows, frames, ORIGINS).known
    assert known["content"].n_unique() == 3


def test_a_block_is_known_by_its_place_in_the_source_too(table_of: TableOf) -> None:
    rows = table_of(
        "blocks",
        {"ordinal": 1, "kind": "title", "char_start": 0, "char_end": 6},
        {"ordinal": 2, "kind": "title", "char_start": 25, "char_end": 28},
    )
    frames = {"documents": table_of("documents", {}), "meetings": table_of("meetings", {})}
    known = side("blocks", ["document_id", "ordinal"], rows, rows, frames, ORIGINS).known
    assert known["scope"].to_list() == [MEMO, MEMO]
    assert known["content"].to_list() == ["title第１回架空会", "title委員："]


def test_a_table_of_other_code_is_known_by_its_key_alone(table_of: TableOf) -> None:
    votes = pl.DataFrame({"vote_id": ["v-1"], "document_id": [MEMO], "ayes": [9]})
    frames = {"documents": table_of("documents", {}), "meetings": table_of("meetings", {})}
    assert recognition_of("votes") is None
    table = side("votes", ["vote_id"], votes, votes, frames, ORIGINS)
    assert table.known.rows() == [("v-1", "", "v-1", 0, True, False, False)]


def test_rows_within_some_scopes_are_taken_from_all_three_frames(table_of: TableOf) -> None:
    rows = table_of("remarks", {"meeting_id": "m"}, {"meeting_id": "n"}, {"meeting_id": "o"})
    frames = {"documents": table_of("documents", {}), "meetings": table_of("meetings", {})}
    table = side("remarks", ["remark_id"], rows, rows, frames, ORIGINS)
    part = table.within(pl.Series(["o", "m", "x"]))
    for frame in (part.published, part.compared):
        assert frame["meeting_id"].to_list() == ["m", "o"]
    assert part.known["scope"].to_list() == ["m", "o"]


def test_the_text_of_a_span_counts_code_points(table_of: TableOf) -> None:
    documents = table_of(
        "documents",
        {"document_id": "1", "text": "𠮷野委員　伺います。"},
        {"document_id": "2", "text": None},
    )
    spans = pl.DataFrame(
        {
            "document_id": ["1", "1", "2", "3"],
            "char_start": [0, 5, 0, 0],
            "char_end": [4, 99, 4, 4],
        }
    )
    assert span_texts(spans, documents).to_list() == ["𠮷野委員", "伺います。", "", ""]
    assert span_texts(spans.clear(), documents).dtype == pl.String


@pytest.mark.parametrize(
    ("value", "dtype", "text"),
    [
        ("一\n二", pl.String(), "一\n二"),
        (90, pl.Int32(), "90"),
        (False, pl.Boolean(), "false"),
        (date(2024, 4, 1), pl.Date(), "2024-04-01"),
        (time(9, 30), pl.Time(), "09:30:00"),
        (
            datetime(2024, 4, 1, 9, 30, tzinfo=ZoneInfo("Asia/Tokyo")),
            pl.Datetime("us", "Asia/Tokyo"),
            "2024-04-01T09:30:00+09:00",
        ),
        (None, pl.Int32(), None),
    ],
)
def test_a_value_is_written_as_in_csv_without_escapes(
    value: object, dtype: pl.DataType, text: str | None
) -> None:
    rows = pl.DataFrame({"x": [value]}, schema={"x": dtype})
    assert rows.select(as_text("x", dtype)).item() == text
