"""The language layer in the store: what a run takes over of the last, and what is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from pipeline.language.published import PUBLISHED, published_rows
from pipeline.language.terms import published_terms
from pipeline.language.texts import text_rows
from pipeline.run.staleness import code_version
from pipeline.run.store import Store
from schemas import TABLES
from schemas.table import empty
from schemas.vocabulary import Stage


def taken_over(store: Store, collection_id: str) -> dict[str, pl.DataFrame] | None:
    """Return the stored numbers of the last run of a collection.

    None where another code or dictionary made them, or where they are not as they were written.
    """
    entry = store.read_ledger(collection_id, Stage.LANGUAGE)
    if entry is None or entry.code_version != code_version(Stage.LANGUAGE):
        return None
    try:
        if store.digests(entry.written, collection_id) != entry.written:
            return None
        return {name: store.read(name, collection_id) for name in entry.written}
    except FileNotFoundError:
        return None


def rows_to_publish(
    store: Store, table_name: str, collection_ids: Sequence[str]
) -> Iterator[pl.DataFrame]:
    """Read a table of collections as it is published, in order, in portions.

    Raises
    ------
    FileNotFoundError
        Where the stage that makes it has not run on one of them.
    """
    if table_name not in PUBLISHED:
        yield from store.read_together(table_name, collection_ids)
        return
    for name in collection_ids:
        stored = {each: store.read(each, name) for each in PUBLISHED[table_name]}
        if table_name == "terms":
            yield published_terms(stored)
        else:
            yield from published_rows(table_name, stored, _texts(store, name))


def first_rows(
    store: Store,
    table_name: str,
    stored: Mapping[str, pl.DataFrame],
    collection_id: str,
    count: int,
) -> pl.DataFrame:
    """Return the first published rows of a table of a collection.

    Parameters
    ----------
    stored
        Its stored tables.
    """
    texts = stored["language_texts"].filter(pl.col("token_count") > 0).head(count)
    terms = stored["terms"].filter(pl.col("place") == pl.col("place").min())
    begin = {**stored, "language_texts": texts, "terms": terms}
    rows = published_rows(table_name, begin, _texts(store, collection_id))
    return next(rows, empty(TABLES[table_name])).head(count)


def _texts(store: Store, collection_id: str) -> pl.DataFrame:
    return text_rows(
        store.read("remarks", collection_id, ["remark_id", "text"]),
        store.read("agenda_items", collection_id, ["agenda_item_id", "title"]),
    )
