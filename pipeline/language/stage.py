"""The language stage: remarks and headings become sentences, tokens and terms."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from pipeline.language.stored import Tokenise, store_texts
from pipeline.language.terms import terms_of
from pipeline.language.texts import texts_of

TEXT_COLUMNS = {
    "meetings": ["meeting_id", "document_id"],
    "agenda_items": ["agenda_item_id", "meeting_id", "document_id", "title"],
    "remarks": ["remark_id", "meeting_id", "document_id", "top_agenda_item_id", "text"],
}
"""Columns that the stage reads, by table."""


def language_tables(
    remarks: pl.DataFrame,
    agenda_items: pl.DataFrame,
    before: Mapping[str, pl.DataFrame] | None,
    tokenise: Tokenise,
) -> dict[str, pl.DataFrame]:
    """Make the tables of the language layer, as the store keeps them.

    Parameters
    ----------
    remarks, agenda_items
        The tables of these names, at least with `TEXT_COLUMNS`.
    before
        The stored tables of the last run; None where they do not hold any more.
    """
    texts = texts_of(remarks, agenda_items)
    stored = store_texts(texts, before, tokenise)
    return {**stored, **terms_of(texts, stored, before)}
