"""Titles that a page shows again below themselves, as systems of assemblies do."""

from __future__ import annotations

import polars as pl

_NO_WORDS = r"[^\p{L}\p{N}]+"


def without_repeated_titles(lines: pl.DataFrame) -> pl.DataFrame:
    """Take lines that repeat a title, and those below them, out of it.

    平成20年12月定例会 12月17日−06号 / 平成20年12月定例会 − 12月17日−06号 / 平成20年 架空市議会
    → the first line alone is the title. A line repeats it where its words are those that the title
    begins with.

    Parameters
    ----------
    lines
        Visible lines in order, with `text`, `is_new_document` and `_is_title`, whether a line is of
        a title.

    Returns
    -------
    pl.DataFrame
        The same lines, with `_is_title` false for such lines.
    """
    is_title = pl.col("_is_title")
    is_second = is_title & is_title.shift(fill_value=False) & ~pl.col("is_new_document")
    if not lines.select(is_second.any()).item():
        return lines
    run = (is_title & ~is_second).cum_sum()
    titles = (
        lines.with_row_index("_at")
        .with_columns(_run=run)
        .filter("_is_title")
        .with_columns(_words=pl.col("text").str.replace_all(_NO_WORDS, ""))
    )
    first = pl.col("_words").first().over("_run")
    repeats = (pl.int_range(pl.len()).over("_run") > 0) & first.str.starts_with(pl.col("_words"))
    repeated = titles.filter(repeats.cum_max().over("_run"))["_at"]
    return lines.with_columns(
        _is_title=is_title & ~pl.int_range(pl.len()).is_in(repeated.implode())
    )
