"""`sentences`: one row per sentence of a remark or heading."""

import polars as pl

from schemas.columns import column
from schemas.table import Table
from schemas.text_columns import text_end, text_start


class Sentences(Table):
    """A sentence of a remark, or of the title of an agenda item."""

    sentence_id: str = column("Remark or agenda item, and the place in it.", "文ID")
    meeting_id: str = column("Meeting.", "会議ID", references="meetings.meeting_id")
    remark_id: str = column(
        "Remark; null for a heading.", "発言ID", nullable=True, references="remarks.remark_id"
    )
    agenda_item_id: str = column(
        "Heading that the sentence is; null in a remark.",
        "議題ID（見出しの文のみ）",
        nullable=True,
        references="agenda_items.agenda_item_id",
    )
    ordinal: pl.Int32 = column("Place in its text, from 1.", "本文内の順番", minimum=1)
    text_start: pl.Int32 = text_start()
    text_end: pl.Int32 = text_end()
    text: str = column("The sentence as written.", "文（原文のまま）")
    token_count: pl.Int32 = column("Tokens in it.", "語数", minimum=1)

    class Config:
        unique = ["sentence_id"]
        metadata = {"ja": "文", "sort_by": ["sentence_id"], "has_csv": False}
