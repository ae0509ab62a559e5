"""`agenda_items`: one row per heading that opens a part of the body."""

import polars as pl

from schemas.columns import column
from schemas.source_columns import (
    char_end,
    char_start,
    document_id,
    line_end,
    line_start,
    page_end,
    page_start,
)
from schemas.table import Table
from schemas.vocabulary import AgendaKind


class AgendaItems(Table):
    """A heading that opens a part of the body. Parents make a tree."""

    agenda_item_id: str = column("Meeting and a hash of the heading.", "議題ID")
    meeting_id: str = column("Meeting.", "会議ID", references="meetings.meeting_id")
    document_id: str = document_id()
    ordinal: pl.Int32 = column("Place in the meeting, from 1.", "会議内の順番", minimum=1)
    parent_id: str = column(
        "The heading that this one stands under.",
        "上位の見出しのID",
        nullable=True,
        references="agenda_items.agenda_item_id",
    )
    level: pl.Int32 = column("Depth, from 1.", "階層", minimum=1)
    label: str = column("Label before the title, as written.", "見出し番号", nullable=True)
    title: str = column("Title as written, without label and brackets.", "標題（原文のまま）")
    kind: str = column("What sort of part it opens.", "種類", vocabulary=AgendaKind)
    char_start: pl.Int64 = char_start()
    char_end: pl.Int64 = char_end()
    line_start: pl.Int32 = line_start()
    line_end: pl.Int32 = line_end()
    page_start: pl.Int32 = page_start()
    page_end: pl.Int32 = page_end()

    class Config:
        unique = ["agenda_item_id"]
        metadata = {
            "ja": "議題・見出し",
            "sort_by": ["meeting_id", "ordinal"],
            "recognised": {"within": ["meeting_id"], "by": ["label", "title"], "place": "ordinal"},
        }
