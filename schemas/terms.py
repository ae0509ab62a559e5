"""`terms`: one row per content word of a meeting and outermost agenda item."""

import polars as pl

from schemas.columns import column
from schemas.table import Table


class Terms(Table):
    """A content word, counted over the remarks of a meeting under one outermost heading."""

    term_id: str = column("Meeting and a hash of the word and its agenda item.", "用語ID")
    meeting_id: str = column("Meeting.", "会議ID", references="meetings.meeting_id")
    agenda_item_id: str = column(
        "Outermost heading above the remarks; null where they stand under none.",
        "最上位の議題ID",
        nullable=True,
        references="agenda_items.agenda_item_id",
    )
    term: str = column("The word in its normalised form.", "用語（正規化形）")
    part_of_speech: str = column("Part of speech, level 1.", "品詞（大分類）")
    count: pl.Int32 = column("Tokens.", "出現回数", minimum=1)
    remark_count: pl.Int32 = column("Remarks with the word.", "出現した発言数", minimum=1)
    weight: pl.Float64 = column(
        "How much the word sets the meeting apart from the others of its collection: signed "
        "log-likelihood ratio; null where the collection has one meeting.",
        "会議を特徴づける度合い（対数尤度比。収集単位に会議が一つのときは欠損）",
        nullable=True,
    )

    class Config:
        unique = ["term_id"]
        metadata = {"ja": "用語", "sort_by": ["meeting_id", "term_id"]}
