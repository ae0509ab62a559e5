"""Columns of remarks for searching and counting: folded text, and the headings above."""

from __future__ import annotations

import polars as pl

from pipeline.lexicons.kanji import present_forms
from pipeline.text.folding import common_forms

PATH_SEPARATOR = " > "
"""Separates the titles of a path, the outermost first."""

SEARCH_COLUMNS = ("top_agenda_item_id", "agenda_path", "text_normalized")


def with_search_columns(remarks: pl.DataFrame, agenda_items: pl.DataFrame) -> pl.DataFrame:
    """Fill the columns `SEARCH_COLUMNS` of remarks.

    Parameters
    ----------
    remarks
        `agenda_item_id`, `text` and the columns to fill.
    agenda_items
        `agenda_item_id`, `parent_id` and `title`, as published.
    """
    found = remarks.drop(SEARCH_COLUMNS).join(
        heading_paths(agenda_items), on="agenda_item_id", how="left", maintain_order="left"
    )
    return found.with_columns(text_normalized=normalized(pl.col("text"))).select(remarks.columns)


def heading_paths(agenda_items: pl.DataFrame) -> pl.DataFrame:
    """Find the outermost heading above each heading, and the titles down to it.

    Returns
    -------
    pl.DataFrame
        `agenda_item_id`, `top_agenda_item_id` and `agenda_path`.
    """
    titles = agenda_items.select("agenda_item_id", "parent_id", "title")
    parents = titles.select(parent_id="agenda_item_id", above="parent_id", outer="title")
    paths = titles.select(
        "agenda_item_id", "parent_id", top_agenda_item_id="agenda_item_id", agenda_path="title"
    )
    # Once for each depth of headings.
    while paths["parent_id"].null_count() < paths.height:
        outer = pl.col("outer")
        paths = paths.join(parents, on="parent_id", how="left", maintain_order="left").select(
            "agenda_item_id",
            parent_id="above",
            top_agenda_item_id=pl.coalesce("parent_id", "top_agenda_item_id"),
            agenda_path=pl.when(outer.is_not_null())
            .then(pl.concat_str(outer, "agenda_path", separator=PATH_SEPARATOR))
            .otherwise("agenda_path"),
        )
    return paths.drop("parent_id")


def normalized(text: pl.Expr) -> pl.Expr:
    """Fold a text for searching: ＧＩＳの「廣瀨」 → gisの「広瀬」.

    NFKC, lower case, and one form of each radical, sign and old kanji.
    """
    forms = common_forms()
    common = text.str.replace_many(list(forms), list(forms.values()))
    # NFKC may lead to an old form.
    return present_forms(common.str.normalize("NFKC").str.to_lowercase())
