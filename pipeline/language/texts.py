"""The texts of the language layer: remarks, and titles of agenda items."""

from __future__ import annotations

import polars as pl

HASHES = ("hash_1", "hash_2")
"""Columns of the two halves of a hash of a text. It holds for one version of the library, and so of
the stage: the tables of another version are not taken over."""


def texts_of(remarks: pl.DataFrame, agenda_items: pl.DataFrame) -> pl.DataFrame:
    """Gather the texts of a collection, in the order in which sentences are published.

    Parameters
    ----------
    remarks
        `remark_id`, `meeting_id`, `document_id`, `top_agenda_item_id` and `text`.
    agenda_items
        `agenda_item_id`, `meeting_id`, `document_id` and `title`.

    Returns
    -------
    pl.DataFrame
        `text_id` (that of the remark or of the heading), `meeting_id`, `document_id`, `remark_id`
        and `agenda_item_id` (null for the other kind), `top_agenda_item_id` (of a remark), `text`,
        `char_count` and the columns `HASHES`.
    """
    missing = pl.lit(None, pl.String)
    spoken = remarks.select(
        "meeting_id",
        "document_id",
        "remark_id",
        "top_agenda_item_id",
        "text",
        text_id="remark_id",
        agenda_item_id=missing,
    )
    headings = agenda_items.select(
        "meeting_id",
        "document_id",
        "agenda_item_id",
        text_id="agenda_item_id",
        remark_id=missing,
        top_agenda_item_id=missing,
        text="title",
    )
    return (
        pl.concat([spoken, headings.select(spoken.columns)])
        # Identifiers of sentences begin so: r-12345678-2/ comes before r-12345678/.
        .sort(pl.concat_str("text_id", pl.lit("/")))
        .with_columns(
            pl.col("text").str.len_chars().cast(pl.Int32).alias("char_count"),
            *(pl.col("text").hash(seed).alias(name) for seed, name in enumerate(HASHES)),
        )
    )


def text_rows(remarks: pl.DataFrame, agenda_items: pl.DataFrame) -> pl.DataFrame:
    """Return `text_id` and `text` of remarks and headings."""
    return pl.concat(
        [
            remarks.select("text", text_id="remark_id"),
            agenda_items.select(text="title", text_id="agenda_item_id"),
        ]
    )
