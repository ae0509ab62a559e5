"""Columns of places in the text of a remark, or in the title of a heading."""

from __future__ import annotations

from typing import Any

from schemas.columns import column


def text_start() -> Any:
    """Declare where a row begins in the text of its remark or heading."""
    return column(
        "First character in the remark's text or the heading's title, from 0.",
        "本文内の開始文字位置",
        unit="code point",
        minimum=0,
    )


def text_end() -> Any:
    """Declare where a row ends in the text of its remark or heading, exclusive."""
    return column(
        "After the last character.",
        "本文内の終了文字位置（含まない）",
        unit="code point",
        minimum=1,
    )
