"""Titles: which body met, and which of its meetings it was."""

from __future__ import annotations

import polars as pl

from pipeline.lexicons import alternatives, lexicon
from pipeline.numerals import NUMBER, integers


def with_title_parts(titles: pl.DataFrame) -> pl.DataFrame:
    """Add what a title states.

    Parameters
    ----------
    titles
        Column `title`: the title as written.

    Returns
    -------
    pl.DataFrame
        With `session` and `term` (Int32) and `body` (text), null where the title has none.
    """
    number = pl.col("title").str.extract(rf"第[ 　]*({NUMBER})[ 　]*回", 1)
    term = pl.col("title").str.extract(rf"第[ 　]*({NUMBER})[ 　]*期", 1)
    words = alternatives(lexicon("documents")["words"])
    body = (
        pl.col("title")
        .str.strip_chars()
        .str.replace(rf"[ 　]*{words}[ 　]*$", "")
        .str.replace_all(rf"[ 　]*[（(]?第[ 　]*{NUMBER}[ 　]*[回期][～~〜]?[）)]?[ 　]*", "")
        .str.strip_chars()
        .replace("", None)
    )
    return titles.with_columns(
        session=integers(number),
        term=integers(term),
        body=body,
    )
