"""`changes`: one row per difference from the previous release."""

import polars as pl

from schemas.columns import column
from schemas.table import Table
from schemas.vocabulary import ChangeCause, ChangeType


class Changes(Table):
    """A difference to the release before: a row added, a row withdrawn, or a value corrected."""

    ordinal: pl.Int64 = column("Place in the list, from 1.", "通し番号", minimum=1)
    table_name: str = column("Table of the row.", "対象の表", pattern=r"^[a-z_]+$")
    row_key: str = column(
        "Primary key of the row, its columns joined by a vertical bar; of a withdrawn row, the "
        "one that it had.",
        "対象行のキー（複数列は縦棒でつなぐ。取り下げた行は元のキー）",
    )
    previous_row_key: str = column(
        "Primary key of the row in the release before; of an added row the one that it was split "
        "from, else null.",
        "前の版でのキー（追加した行では、分割前の行のキーがあればそれ。なければ欠損）",
        nullable=True,
    )
    change_type: str = column("What happened to the row.", "変更の種類", vocabulary=ChangeType)
    column_name: str = column(
        "Column that was corrected; null for whole rows.",
        "修正した列（行の追加・取り下げでは欠損）",
        nullable=True,
        pattern=r"^[a-z][a-z0-9_]*$",
    )
    old_value: str = column(
        "Value in the release before, as text; null where it was missing.",
        "前の版の値",
        nullable=True,
    )
    new_value: str = column("Value now, as text; null where it is missing.", "値", nullable=True)
    cause: str = column("Why it changed.", "変更の原因", vocabulary=ChangeCause)

    class Config:
        unique = ["ordinal"]
        metadata = {"ja": "前の版からの変更", "sort_by": ["ordinal"]}
