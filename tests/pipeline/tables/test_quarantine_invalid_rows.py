from __future__ import annotations

from collections.abc import Callable

import pandera.polars as pa
import polars as pl
import pytest

from pipeline.tables.quarantine_invalid_rows import (
    Sifted,
    quarantine_invalid_rows,
    row_key,
    schema_failures,
)

Table = Callable[..., pl.DataFrame]

MEETING = "made-up/2024-04-01/1"


def only(frame: pl.DataFrame) -> dict[str, object]:
    (row,) = frame.iter_rows(named=True)
    return row


@pytest.fixture
def sifted(table_of: Table) -> Callable[..., Sifted]:
    """Rows of a table sifted beside the hand-written rows of the tables before it."""

    def build(table_name: str, *changes: dict[str, object], **others: pl.DataFrame) -> Sifted:
        names = ("documents", "meetings", "agenda_items", "attendance")
        published = {name: table_of(name, {}) for name in names} | others
        return quarantine_invalid_rows(table_name, table_of(table_name, *changes), published)

    return build


def test_good_rows_stay_and_nothing_is_reported(sifted: Callable[..., Sifted]) -> None:
    rows, found = sifted("remarks", {}, {"remark_id": "r-2", "ordinal": 2})
    assert rows["remark_id"].to_list() == [f"{MEETING}/r-00000001", "r-2"]
    assert found.is_empty()


def test_a_bad_row_leaves_with_its_reason_and_the_others_stay(
    sifted: Callable[..., Sifted],
) -> None:
    bad = {"remark_id": "r-2", "kind": "song", "char_count": 0, "line_start": 9}
    rows, found = sifted("remarks", {}, bad, {"remark_id": "r-3"})
    assert rows["remark_id"].to_list() == [f"{MEETING}/r-00000001", "r-3"]
    issue = only(found)
    assert (issue["rule"], issue["severity"], issue["stage"]) == (
        "schema",
        "error",
        "normalisation",
    )
    assert (issue["table_name"], issue["row_key"]) == ("remarks", "r-2")
    assert (issue["document_id"], issue["line"]) == ("made-up/memo.txt", 9)
    assert issue["collection_id"] == "made-up"
    assert issue["message"] == (
        "the row breaks greater_than_or_equal_to(1) of char_count, "
        "isin(['remark', 'continuation', 'item', 'interjection', 'stage']) of kind. "
        "It is kept out of the table."
    )


def test_of_rows_with_one_key_the_first_stays(sifted: Callable[..., Sifted]) -> None:
    rows, found = sifted("remarks", {"text": "一。"}, {"text": "二。"}, {"text": "三。"})
    assert rows["text"].to_list() == ["一。"]
    assert (
        found["message"].to_list()
        == ["the row breaks uniqueness of the key. It is kept out of the table."] * 2
    )


def test_a_bad_meeting_is_located_by_its_own_columns(sifted: Callable[..., Sifted]) -> None:
    rows, found = sifted("meetings", {"session": 0, "line_start": 3})
    assert rows.is_empty()
    issue = only(found)
    assert (issue["document_id"], issue["collection_id"]) == ("made-up/memo.txt", "made-up")
    assert (issue["row_key"], issue["line"]) == (MEETING, 3)


def test_a_child_of_a_quarantined_parent_is_quarantined(
    sifted: Callable[..., Sifted], table_of: Table
) -> None:
    rows, found = sifted("attendance", {}, {"attendance_id": "a-2"}, meetings=table_of("meetings"))
    assert rows.is_empty()
    assert found["rule"].to_list() == ["meeting_id_missing"] * 2
    assert found["severity"].to_list() == ["error"] * 2
    assert found["row_key"].to_list() == [f"{MEETING}/a-00000001", "a-2"]
    assert (
        found["message"].to_list()
        == ["the row of meetings that it belongs to is quarantined, so this one is too."] * 2
    )


def test_an_optional_key_that_leads_nowhere_is_emptied_and_reported(
    sifted: Callable[..., Sifted], table_of: Table
) -> None:
    rows, found = sifted(
        "remarks", {"attendance_id": "a-lost"}, agenda_items=table_of("agenda_items")
    )
    row = only(rows)
    assert (row["attendance_id"], row["agenda_item_id"], row["text"]) == (None, None, "賛成。")
    reported = dict(found.select("rule", "message").iter_rows())
    assert reported == {
        "agenda_item_id_lost": "agenda_item_id led to a row of agenda_items that is quarantined; "
        "it is emptied.",
        "attendance_id_lost": "attendance_id led to a row of attendance that is quarantined; "
        "it is emptied.",
        "top_agenda_item_id_lost": "top_agenda_item_id led to a row of agenda_items that is "
        "quarantined; it is emptied.",
    }
    assert found["severity"].to_list() == ["warn"] * 3


def test_a_key_that_leads_to_a_good_row_is_kept(sifted: Callable[..., Sifted]) -> None:
    item = {"remark_id": "r-2", "kind": "item", "parent_remark_id": f"{MEETING}/r-00000001"}
    rows, found = sifted("remarks", {}, item)
    assert rows["parent_remark_id"].to_list() == [None, f"{MEETING}/r-00000001"]
    assert found.is_empty()


def test_a_parent_in_the_same_table_may_be_quarantined_too(sifted: Callable[..., Sifted]) -> None:
    item = {"remark_id": "r-2", "kind": "item", "parent_remark_id": f"{MEETING}/r-00000001"}
    rows, found = sifted("remarks", {"char_count": 0}, item)
    assert rows.select("remark_id", "parent_remark_id").rows() == [("r-2", None)]
    assert found["rule"].to_list() == ["schema", "parent_remark_id_lost"]


def test_rows_in_are_rows_published_and_rows_quarantined(sifted: Callable[..., Sifted]) -> None:
    changes = [
        {"remark_id": f"r-{n}", "ordinal": n - 1, "text": "" if n % 3 else "雲"}
        for n in range(1, 8)
    ]
    rows, found = sifted("remarks", *changes)
    # r-1 has the ordinal 0; r-3 and r-6 alone have a text.
    assert rows["remark_id"].to_list() == ["r-3", "r-6"]
    assert found["row_key"].to_list() == ["r-1", "r-2", "r-4", "r-5", "r-7"]


def test_wrong_columns_are_no_rows_fault(table_of: Table) -> None:
    with pytest.raises(pa.errors.SchemaErrors):
        schema_failures("remarks", table_of("remarks", {}).drop("text"))


def test_failures_are_found_by_the_place_of_the_row(table_of: Table) -> None:
    rows = table_of("blocks", {}, {"ordinal": 2, "kind": "cloud"}, {"ordinal": 2})
    assert schema_failures("blocks", rows)["index"].to_list() == [1, 2]
    none = schema_failures("blocks", table_of("blocks", {}))
    assert none.is_empty()
    assert none.columns == ["index", "reasons"]


def test_a_key_of_several_columns_is_one_text(table_of: Table) -> None:
    keyed = table_of("blocks", {}, {"ordinal": None}).select(row_key("blocks").alias("key"))
    assert keyed["key"].to_list() == ["made-up/memo.txt|1", "made-up/memo.txt|"]


def test_rows_that_differ_from_those_that_passed_are_looked_at(table_of: Table) -> None:
    rows = table_of("remarks", {})
    assert schema_failures("remarks", rows).is_empty()
    assert schema_failures("remarks", rows).is_empty()
    assert schema_failures("remarks", rows.with_columns(ordinal=pl.lit(0, pl.Int32))).height == 1
    with pytest.raises(pa.errors.SchemaErrors):
        schema_failures("remarks", rows.with_columns(pl.col("ordinal").cast(pl.Int64)))
    assert schema_failures("remarks", pl.concat([rows, rows])).height == 1
