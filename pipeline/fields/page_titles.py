"""Page titles: whether what a web page calls itself is the title of a record."""

from __future__ import annotations

from functools import cache

import polars as pl

from pipeline.lexicons import alternatives, lexicon
from pipeline.lexicons.patterns import expand

_PARTS = r"[ 　]*[|｜»›>＞]+[ 　]*|[ 　]+[-‐–—―/／:：]+[ 　]+"
"""What stands between the title of a page and the name of its site: 議事録 | 架空府."""
_LONGEST = 80


def title_of_page() -> pl.Expr:
    """The part of `page_title` that names a record; null where none surely does.

    第３回架空審議会 議事録 | 架空府 -> 第３回架空審議会 議事録; 審議会のお知らせ -> null.
    """
    named, never = _patterns()
    parts = pl.col("page_title").str.replace_all(_PARTS, "\n").str.split("\n")
    first = parts.list.eval(pl.element().filter(pl.element().str.contains(named))).list.first()
    is_doubtful = first.str.contains(never) | (first.str.len_chars() > _LONGEST)
    return pl.when(~is_doubtful).then(first.str.strip_chars())


@cache
def _patterns() -> tuple[str, str]:
    """What names a record, and what names something else, or the day on which a page changed."""
    titles = lexicon("page_titles")
    words = alternatives(titles["records"])
    round_of_body = rf"第[ 　]*%number%+[ 　]*回.*{alternatives(titles['bodies'])}"
    return expand(f"{words}|{round_of_body}"), alternatives(titles["never"])
