"""Corrected values of rows that both releases have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from pipeline.release.diff.origins import ORIGIN
from pipeline.release.diff.release_tables import ReleaseTable, as_text
from pipeline.release.diff.renames import Renames
from schemas import TABLES
from schemas.source_columns import SOURCE
from schemas.table import Column, columns_of

CORRECTED = pl.Schema(
    {
        "at": pl.get_index_type(),
        "column": pl.Int32(),
        "row_key": pl.String(),
        "previous_row_key": pl.String(),
        "column_name": pl.String(),
        "old_value": pl.String(),
        "new_value": pl.String(),
        "is_sourced": pl.Boolean(),
        "is_extracted": pl.Boolean(),
    }
)

OF_EXTRACTORS = {"extractor", "page_count", "page_start", "page_end"}
"""Columns that another extractor may fill differently for the same text."""


@dataclass(frozen=True)
class Pairs:
    """Paired rows of both releases, in the order of the present one.

    `published` and `before` are the earlier rows, with their references as published, and with
    references to renamed rows followed. `known` has for each pair `at`, the index of the present
    row, `row_key`, `previous_row_key`, `scope`, and the columns `ORIGIN`, which compare its
    document.
    """

    published: pl.DataFrame
    before: pl.DataFrame
    now: pl.DataFrame
    known: pl.DataFrame


def pairs_of(
    key: Sequence[str], old: ReleaseTable, new: ReleaseTable, matched: pl.DataFrame
) -> Pairs:
    """Pair rows by the indices `before` and `now` of `matched`."""
    before, now = matched["before"], matched["now"]
    old_known, new_known = old.known[before], new.known[now]
    known = new_known.select(
        "scope",
        at=now,
        row_key=new.keys(key)[now],
        previous_row_key=old.keys(key)[before],
        **{name: old_known[name] | new_known[name] for name in ORIGIN},
    )
    return Pairs(old.published[before], old.compared[before], new.compared[now], known)


def corrections(
    table_name: str, key: Sequence[str], place: str | None, pairs: Pairs, renames: Renames
) -> pl.DataFrame:
    """List the values that were corrected.

    Values that follow from another correction are left out, as are places shifted only by added or
    withdrawn rows. Another key counts where nothing else was corrected and the key is more than a
    place.

    Parameters
    ----------
    place
        Column that numbers rows in their scope.

    Returns
    -------
    pl.DataFrame
        Columns `CORRECTED`; by row, and in a row in the order of its columns.
    """
    stated = {c.name: c for c in columns_of(TABLES[table_name])} if table_name in TABLES else {}
    differs = _differing(table_name, key, place, pairs, renames, stated).with_columns(
        # Places shift with the bytes of a document, and with the text extracted from them.
        (pairs.known["is_sourced"] | pairs.known["is_extracted"]).alias(SOURCE)
    )

    def is_news(name: str) -> pl.Expr:
        follows = stated[name].follows if name in stated else None
        if follows and follows != SOURCE and "." in follows:
            # Of another table, in which the change is listed.
            return pl.lit(False).alias(name)
        return pl.col(name) & ~pl.col(follows) if follows in differs.columns else pl.col(name)

    values = [name for name in pairs.now.columns if name not in key]
    keys = [name for name in pairs.now.columns if name in key and place not in key]
    news = differs.with_columns(map(is_news, values)).select(
        *values,
        *(is_news(name) & ~pl.any_horizontal(pl.lit(False), *values) for name in keys),
    )
    return pl.concat(
        [
            pl.DataFrame(schema=CORRECTED),
            *(
                _corrected(pairs, name, number, news[name], stated.get(name))
                for number, name in enumerate(pairs.now.columns)
                if name in news.columns and news[name].any()
            ),
        ]
    ).sort("at", "column")


def _differing(
    table_name: str,
    key: Sequence[str],
    place: str | None,
    pairs: Pairs,
    renames: Renames,
    stated: Mapping[str, Column],
) -> pl.DataFrame:
    """Return whether values differ, for each pair and column.

    Keys are compared as published.
    """
    before = renames.followed_within(table_name, pairs.before).with_columns(
        pairs.published.select(key)
    )
    differs = pl.DataFrame([before[name].ne_missing(pairs.now[name]) for name in before.columns])
    if place is None or place in key or (place in stated and stated[place].follows):
        return differs
    orders = [
        pl.DataFrame({"place": rows[place], "scope": pairs.known["scope"]}).select(
            pl.col("place").rank("ordinal").over("scope").alias(place)
        )[place]
        for rows in (before, pairs.now)
    ]
    return differs.with_columns(orders[0] != orders[1])


def _corrected(
    pairs: Pairs, name: str, number: int, is_news: pl.Series, stated: Column | None
) -> pl.DataFrame:
    """Return the corrections of a column, with its `number` in the row."""
    given = stated is not None and stated.given
    old, new = (
        rows.filter(is_news).select(as_text(name, rows.schema[name])).to_series()
        for rows in (pairs.published, pairs.now)
    )
    return (
        pairs.known.filter(is_news)
        .with_columns(
            column=pl.lit(number),
            column_name=pl.lit(name),
            old_value=old,
            new_value=new,
            is_sourced=pl.col("is_sourced") | given,
            is_extracted=pl.col("is_extracted")
            | (pl.col("has_other_extractor") & (name in OF_EXTRACTORS)),
        )
        .select(CORRECTED.names())
    )
