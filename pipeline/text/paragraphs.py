"""Paragraphs: hard wraps are joined, paragraph breaks stay as one newline.

Two measures of a document separate them: the width of its lines, and the indent of lines that go
on in the middle of a sentence. A line that ends a sentence ends a paragraph where a blank line
follows, where the next line has a larger indent, or where the line is shorter than the width. The
sign of an item (・, ①) begins a paragraph. A document whose lines all end sentences has no hard
wraps.
"""

from __future__ import annotations

import polars as pl

_ENDS = r"[。．.？?！!」』）)］〕】]$"
_ITEM = r"^[ 　\t]*[・･•▪◦●○◯①-⒛]"
_SHORT_OF_WIDTH = 0.85
"""Minimum width of a full line, as a share of the usual width."""
_LATIN = "[0-9A-Za-z,.;:!?)]"


def with_paragraphs(passages: pl.DataFrame) -> pl.DataFrame:
    """Join the hard wraps of `text`.

    本日は街灯の数に / ついて伺います。 → 本日は街灯の数について伺います。

    Parameters
    ----------
    passages
        `document_id` and `text`, with the line ends of the source.

    Returns
    -------
    pl.DataFrame
        The same rows, in the same order; lines of `text` lose the blanks around them.
    """
    if not passages["text"].str.contains("\n", literal=True).any():
        return passages
    numbered = passages.with_row_index("_passage")
    lines = (
        numbered.filter(pl.col("text").str.contains("\n", literal=True))
        .select("_passage", "document_id", line=pl.col("text").str.split("\n"))
        .explode("line")
        .with_columns(bare=pl.col("line").str.strip_chars())
    )
    within = pl.col("_passage") == pl.col("_passage").shift()
    blank = pl.col("bare") == ""
    lines = (
        lines.with_columns(
            blanks=blank.cum_sum(),
        )
        .filter(~blank)
        .with_columns(
            after_blank=(pl.col("blanks") > pl.col("blanks").shift()) & within,
            indent=pl.col("line").str.extract(r"^([ 　\t]*)").str.len_chars().cast(pl.Int32),
            width=(
                pl.col("line").str.strip_chars_end().str.len_bytes()
                + pl.col("line").str.strip_chars_end().str.len_chars()
            )
            / 4,
            ends=pl.col("bare").str.contains(_ENDS),
            within=within,
        )
        .with_columns(
            above_ends=pl.col("ends").shift(),
            above_width=pl.col("width").shift(),
        )
    )
    goes_on = pl.col("within") & ~pl.col("above_ends")
    usual = lines.group_by("document_id").agg(
        margin=pl.col("indent").filter(goes_on).median(),
        full=pl.col("above_width").filter(goes_on).quantile(0.5),
    )
    stops_short = pl.col("above_width") < pl.col("full") * _SHORT_OF_WIDTH
    breaks = pl.col("within") & (
        (
            pl.col("above_ends")
            & (
                pl.col("after_blank")
                | pl.col("full").is_null()
                | (pl.col("indent") > pl.col("margin"))
                | stops_short
            )
        )
        | pl.col("bare").str.contains(_ITEM)
    )
    latin = pl.col("bare").shift().str.contains(f"{_LATIN}$") & pl.col("bare").str.contains(
        "^[0-9A-Za-z(]"
    )
    joined = (
        lines.join(usual, on="document_id", how="left", maintain_order="left")
        .with_columns(
            between=pl.when(breaks.fill_null(False))
            .then(pl.lit("\n"))
            .when(pl.col("within").fill_null(False) & latin.fill_null(False))
            .then(pl.lit(" "))
            .otherwise(pl.lit(""))
        )
        .group_by("_passage", maintain_order=True)
        .agg(joined=pl.concat_str("between", "bare").str.join(""))
    )
    return (
        numbered.join(joined, on="_passage", how="left", maintain_order="left")
        .with_columns(text=pl.coalesce("joined", "text"))
        .drop("_passage", "joined")
    )
