"""The values that were corrected in rows which both releases have, and what only follows."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.release.diff.origins import ORIGIN
from pipeline.release.diff.release_tables import ReleaseTable, key_text, recognition_of
from pipeline.release.diff.renames import Renames
from pipeline.release.diff.values import CORRECTED, corrections, pairs_of
from schemas import TABLES
from schemas.table import primary_key

TableOf = Callable[..., pl.DataFrame]

SOURCED = {"is_sourced": True}
EXTRACTED = {"is_extracted": True, "has_other_extractor": True}
OTHER_EXTRACTOR = {"has_other_extractor": True}


def released(rows: pl.DataFrame, key: list[str], scope: str, **origin: bool) -> ReleaseTable:
    """Rows in one scope, whose documents are as they were but for what `origin` says."""
    known = rows.select(
        key=key_text(key),
        scope=pl.lit(scope),
        **{name: pl.lit(origin.get(name, False)) for name in ORIGIN},
    )
    return ReleaseTable(rows, rows, known)


def corrected(
    table_name: str, before: pl.DataFrame, now: pl.DataFrame, **origin: bool
) -> pl.DataFrame:
    """What was corrected between rows that are paired in their order."""
    key = primary_key(TABLES[table_name]) if table_name in TABLES else [before.columns[0]]
    by = recognition_of(table_name)
    matched = pl.DataFrame({side: range(now.height) for side in ("before", "now")}).cast(
        pl.get_index_type()
    )
    old, new = released(before, key, "m"), released(now, key, "m", **origin)
    pairs = pairs_of(key, old, new, matched)
    return corrections(table_name, key, by.place if by else None, pairs, Renames())


def told(found: pl.DataFrame) -> list[tuple[str, str | None, str | None]]:
    return found.select("column_name", "old_value", "new_value").rows()


def test_rows_as_they_were_have_nothing_corrected(table_of: TableOf) -> None:
    rows = table_of("remarks", {}, {"remark_id": "r-2", "ordinal": 2})
    found = corrected("remarks", rows, rows)
    assert found.height == 0
    assert found.schema == CORRECTED


def test_a_correction_says_what_the_value_was_and_is(table_of: TableOf) -> None:
    before = table_of("attendance", {"family_name": None, "role": "座長", "bracketed": False})
    now = table_of("attendance", {"family_name": "青木", "role": None, "bracketed": True})
    found = corrected("attendance", before, now)
    assert told(found) == [
        ("family_name", None, "青木"),
        ("role", "座長", None),
        ("bracketed", "false", "true"),
    ]
    assert found.select("at", "row_key", "is_sourced", "is_extracted").unique().rows() == [
        (0, "made-up/2024-04-01/1/a-00000001", False, False)
    ]


def test_corrections_are_listed_by_row_and_in_a_row_by_column() -> None:
    before = pl.DataFrame({"vote_id": ["v-1", "v-2"], "ayes": [1, 2], "note": ["甲", "乙"]})
    now = pl.DataFrame({"vote_id": ["v-1", "v-2"], "ayes": [1, 3], "note": ["丙", "丁"]})
    found = corrected("votes", before, now).select("at", "column_name", "new_value")
    assert found.rows() == [(0, "note", "丙"), (1, "ayes", "3"), (1, "note", "丁")]


def test_what_follows_from_another_correction_is_not_listed(table_of: TableOf) -> None:
    before = table_of("remarks", {"text": "賛成。", "char_count": 3})
    now = table_of("remarks", {"text": "賛成する。", "char_count": 5})
    assert told(corrected("remarks", before, now)) == [("text", "賛成。", "賛成する。")]
    # Where it follows from nothing, it is a correction of its own.
    alone = table_of("remarks", {"text": "賛成。", "char_count": 4})
    assert told(corrected("remarks", before, alone)) == [("char_count", "3", "4")]


@pytest.mark.parametrize(("origin", "is_news"), [({}, True), (SOURCED, False), (EXTRACTED, False)])
def test_places_shift_with_the_document(
    table_of: TableOf, origin: dict[str, bool], is_news: bool
) -> None:
    before = table_of("remarks", {"char_start": 38, "line_start": 5})
    now = table_of("remarks", {"char_start": 39, "line_start": 6})
    found = [name for name, *_ in told(corrected("remarks", before, now, **origin))]
    assert found == (["char_start", "line_start"] if is_news else [])


def test_a_place_that_rows_which_came_have_shifted_is_not_listed(table_of: TableOf) -> None:
    def placed(first: int, second: int) -> pl.DataFrame:
        return table_of(
            "remarks",
            {"remark_id": "r-1", "ordinal": first},
            {"remark_id": "r-2", "ordinal": second},
        )

    assert told(corrected("remarks", placed(1, 2), placed(2, 5))) == []
    assert told(corrected("remarks", placed(1, 2), placed(2, 1))) == [
        ("ordinal", "1", "2"),
        ("ordinal", "2", "1"),
    ]


def test_another_key_counts_where_nothing_else_was_corrected() -> None:
    before = pl.DataFrame({"vote_id": ["v-1", "v-2"], "note": ["甲", "乙"]})
    now = pl.DataFrame({"vote_id": ["v-8", "v-9"], "note": ["甲", "丙"]})
    found = corrected("votes", before, now)
    columns = ("row_key", "previous_row_key", "column_name", "old_value", "new_value")
    assert found.select(columns).rows() == [
        ("v-8", "v-1", "vote_id", "v-1", "v-8"),
        ("v-9", "v-2", "note", "乙", "丙"),
    ]


def test_a_key_that_is_but_the_place_is_never_listed(table_of: TableOf) -> None:
    before, now = table_of("blocks", {"ordinal": 1}), table_of("blocks", {"ordinal": 2})
    assert told(corrected("blocks", before, now)) == []


@pytest.mark.parametrize(
    ("table_name", "change", "origin", "causes"),
    [
        ("remarks", {"text": "反対。"}, {}, (False, False)),
        ("remarks", {"text": "反対。"}, SOURCED, (True, False)),
        ("remarks", {"text": "反対。"}, EXTRACTED, (False, True)),
        ("remarks", {"text": "反対。"}, OTHER_EXTRACTOR, (False, False)),
        # Pages are the extractor's, even where it took out the same text.
        ("remarks", {"page_start": 2}, OTHER_EXTRACTOR, (False, True)),
        # What collection.toml or records.csv gives is the source's.
        ("documents", {"publisher": "架空市"}, {}, (True, False)),
        ("documents", {"layout": None}, {}, (False, False)),
    ],
)
def test_a_correction_has_the_cause_of_its_document_and_column(
    table_of: TableOf,
    table_name: str,
    change: dict[str, object],
    origin: dict[str, bool],
    causes: tuple[bool, bool],
) -> None:
    before, now = table_of(table_name, {}), table_of(table_name, change)
    found = corrected(table_name, before, now, **origin)
    assert found.select("column_name", "is_sourced", "is_extracted").rows() == [
        (*change, *causes),
    ]


def test_a_pair_has_the_origin_of_either_of_its_rows_and_the_order_of_now() -> None:
    votes = pl.DataFrame({"vote_id": ["v-1", "v-2"]})
    old = released(votes, ["vote_id"], "m", is_sourced=True)
    new = released(votes.reverse(), ["vote_id"], "n", has_other_extractor=True)
    matched = pl.DataFrame({"before": [1, 0], "now": [0, 1]}).cast(pl.get_index_type())
    pairs = pairs_of(["vote_id"], old, new, matched)
    assert pairs.known.select("at", "row_key", "previous_row_key", "scope", *ORIGIN).rows() == [
        (0, "v-2", "v-2", "n", True, False, True),
        (1, "v-1", "v-1", "n", True, False, True),
    ]
    assert pairs.before.equals(pairs.now)
