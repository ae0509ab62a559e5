"""`agenda_items`: headings that make a tree within their meeting."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from schemas.agenda_items import AgendaItems
from schemas.table import columns_of, holds, primary_key, recognition, sort_key

TableOf = Callable[..., pl.DataFrame]


def test_headings_make_a_tree(table_of: TableOf) -> None:
    rows = table_of(
        "agenda_items",
        {"agenda_item_id": "m/g-1", "label": "議題１", "title": "雲の見方"},
        {"agenda_item_id": "m/g-2", "parent_id": "m/g-1", "level": 2, "ordinal": 2}
        | {"title": "その他意見", "kind": "section"},
    )
    assert holds(AgendaItems, rows)
    references = {column.name: column.references for column in columns_of(AgendaItems)}
    assert references["parent_id"] == "agenda_items.agenda_item_id"


@pytest.mark.parametrize(
    "change",
    [{"title": None}, {"title": ""}, {"label": ""}, {"level": 0}, {"ordinal": 0}, {"kind": "議題"}],
)
def test_a_heading_has_a_title_a_place_and_a_kind(
    table_of: TableOf, change: dict[str, object]
) -> None:
    assert not holds(AgendaItems, table_of("agenda_items", change))


def test_a_heading_is_recognised_by_its_words_within_its_meeting() -> None:
    assert primary_key(AgendaItems) == ["agenda_item_id"]
    assert sort_key(AgendaItems) == ["meeting_id", "ordinal"]
    known = recognition(AgendaItems)
    assert known is not None
    assert (known.within, known.by, known.place) == (["meeting_id"], ["label", "title"], "ordinal")
