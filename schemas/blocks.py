"""`blocks`: one row per span of a document."""

import polars as pl

from schemas.columns import column, confidence
from schemas.source_columns import char_end, char_start, line_end, line_start, page_end, page_start
from schemas.table import Table
from schemas.vocabulary import BlockKind


class Blocks(Table):
    """A span of a document. The blocks of a document tile its text: no gap, no overlap."""

    document_id: str = column("Document.", "文書ID", references="documents.document_id")
    ordinal: pl.Int32 = column("Place in the document, from 1.", "文書内の順番", minimum=1)
    meeting_id: str = column(
        "Meeting the block belongs to; null before the first title. A meeting whose row is "
        "quarantined is not in meetings.",
        "会議ID（最初の会議名より前は欠損）",
        nullable=True,
    )
    kind: str = column("What the span is.", "種類", vocabulary=BlockKind)
    rule: str = column(
        "Rule of the layout that opened the block; null for gaps and unrecognised text.",
        "ブロックを開いた規則",
        nullable=True,
    )
    continues: pl.Int32 = column(
        "Ordinal of the block of the same document that this one continues, after a mark of a "
        "page.",
        "頁の印を挟んで続く元のブロックの順番",
        nullable=True,
        minimum=1,
    )
    confidence: pl.Int32 = confidence("that a remark begins here", "発言の始まりであること")
    char_start: pl.Int64 = char_start()
    char_end: pl.Int64 = char_end()
    line_start: pl.Int32 = line_start()
    line_end: pl.Int32 = line_end()
    page_start: pl.Int32 = page_start()
    page_end: pl.Int32 = page_end()

    class Config:
        unique = ["document_id", "ordinal"]
        metadata = {
            "ja": "文書の区切り",
            "sort_by": ["document_id", "ordinal"],
            "has_csv": False,
            "recognised": {
                "within": ["document_id"],
                "by": ["kind"],
                "place": "ordinal",
                "by_span": True,
            },
        }
