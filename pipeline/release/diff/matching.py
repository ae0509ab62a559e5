"""Matching of rows with those of the release before.

Rows with the same key are the same row. The keys of most tables hold a hash of the row's own text,
so a corrected row has another key: it is recognised by its content, or by its place and likeness.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl
from rapidfuzz.distance import Indel

from pipeline.limits import (
    LIKENESS_CHARACTERS,
    MIN_LIKENESS,
    MIN_LIKENESS_AT_ONCE,
    MIN_LIKENESS_IN_PLACE,
    PLACES_APART,
)
from pipeline.tables.identifiers import without_number

SIDES = ("before", "now")
Sides = Mapping[str, pl.DataFrame]


def match(
    before: pl.DataFrame, now: pl.DataFrame, *, by_key: bool = True, by_place: bool = True
) -> pl.DataFrame:
    """Pair the rows of a table with those of the release before.

    Parameters
    ----------
    before, now
        `key`; `scope`, the group of rows that a row is looked for in; `content`, the text of the
        row; and `place`, its place in the scope. None of them is null.
    by_key
        Whether rows with the same key are the same; false where the key is only a place.
    by_place
        Whether rows with similar content at the same place are the same.

    Returns
    -------
    pl.DataFrame
        `before` and `now`: indices of rows, each at most once on its side.
    """
    sides = {
        side: rows.with_row_index(side).sort("scope", "place", side, maintain_order=True)
        for side, rows in zip(SIDES, (before, now), strict=True)
    }
    pairs = (
        _same_key(sides, numbered=by_place)
        if by_key
        else pl.DataFrame(schema=dict.fromkeys(SIDES, pl.get_index_type()))
    )
    # Rows with distinct content come first: repeated ones, such as blanks, are distinguished by the
    # pairs around them. Most corrected rows are very similar and at the same place, so other places
    # are compared only afterwards.
    in_place = [
        _alike(most_apart, least, distinct=distinct)
        for distinct in (True, False)
        for most_apart, least in ((0, MIN_LIKENESS_AT_ONCE), (PLACES_APART, MIN_LIKENESS))
    ]
    for found_by in (_same_content, *(in_place if by_place else ()), _any_same_content):
        if pairs.height == min(before.height, now.height):
            break
        pairs = pl.concat([pairs, found_by(sides, pairs)])
    return pairs


def _same_key(sides: Sides, *, numbered: bool) -> pl.DataFrame:
    """Pair rows with the same key.

    Where keys are `numbered`, rows whose keys differ only in a number are left out if there are
    more or fewer of them than before: when one goes, the others are renumbered.
    """
    if not numbered:
        return sides["before"].join(sides["now"], on="key").select(SIDES)
    counts = [
        sides[side].group_by(without_number(pl.col("key")).alias("same")).agg(pl.len().alias(side))
        for side in SIDES
    ]
    renumbered = (
        counts[0]
        .join(counts[1], on="same", how="full", coalesce=True)
        .filter(pl.col("before") != pl.col("now"))["same"]
    )
    before, now = (
        sides[side].filter(~without_number(pl.col("key")).is_in(renumbered.implode()))
        for side in SIDES
    )
    return before.join(now, on="key").select(SIDES)


def _left(sides: Sides, pairs: pl.DataFrame) -> list[pl.DataFrame]:
    return [
        sides[side]
        .join(pairs, on=side, how="anti", maintain_order="left")
        .with_columns(occurrence=pl.int_range(pl.len()).over("scope", "content"))
        for side in SIDES
    ]


def _any_same_content(sides: Sides, pairs: pl.DataFrame) -> pl.DataFrame:
    """Pair rows with the same content, in order."""
    before, now = _left(sides, pairs)
    return before.join(now, on=["scope", "content", "occurrence"]).select(SIDES)


def _same_content(sides: Sides, pairs: pl.DataFrame) -> pl.DataFrame:
    """Pair rows with the same content, where their count is the same."""
    before, now = (
        rows.with_columns(count=pl.len().over("scope", "content")) for rows in _left(sides, pairs)
    )
    return before.join(now, on=["scope", "content", "occurrence", "count"]).select(SIDES)


def _alike(
    most_apart: int, least: float, *, distinct: bool
) -> Callable[[Sides, pl.DataFrame], pl.DataFrame]:
    """Return a function that pairs rows with similar content, best first.

    A pair has the same neighbour before or after it. Where they are to be `distinct`, rows that
    share their content with another row in their scope are left out.
    """

    def found_by(sides: Sides, pairs: pl.DataFrame) -> pl.DataFrame:
        gaps = [_gaps(sides[side], side, pairs) for side in SIDES]
        before, now = (rows.filter(pl.col("is_distinct") | (not distinct)) for rows in gaps)
        candidates = _judged(_candidates(before, now, most_apart), before, now, least)
        found = [pairs.clear()]
        while candidates.height:
            # Takes a pair where neither of its rows is in a better one.
            taken = candidates.filter(
                pl.col("before").is_first_distinct() & pl.col("now").is_first_distinct()
            ).select(SIDES)
            found.append(taken)
            for side in SIDES:
                candidates = candidates.join(taken, on=side, how="anti", maintain_order="left")
        return pl.concat(found)

    return found_by


def _gaps(rows: pl.DataFrame, side: str, pairs: pl.DataFrame) -> pl.DataFrame:
    """Return unpaired rows, with the pairs around them and their places between."""
    located = rows.join(
        pairs.with_row_index("pair"), on=side, how="left", maintain_order="left"
    ).with_columns(
        behind=pl.col("pair").forward_fill().over("scope").cast(pl.Int64).fill_null(-1),
        ahead=pl.col("pair").backward_fill().over("scope").cast(pl.Int64).fill_null(-1),
    )
    return (
        located.filter(pl.col("pair").is_null())
        .with_columns(
            from_behind=pl.int_range(pl.len()).over("scope", "behind"),
            from_ahead=pl.int_range(pl.len(), 0, -1).over("scope", "ahead"),
            is_alone=pl.len().over("scope", "behind", "ahead") == 1,
            is_distinct=pl.len().over("scope", "content") == 1,
        )
        .drop("key", "place", "pair")
    )


def _candidates(before: pl.DataFrame, now: pl.DataFrame, most_apart: int) -> pl.DataFrame:
    """Return pairs of rows at similar places, with the distance in rows."""
    apart = pl.Series("apart", range(-most_apart, most_apart + 1), dtype=pl.Int64)
    found = [
        before.select("before", "scope", neighbour, place)
        .join(apart.to_frame(), how="cross")
        .with_columns(pl.col(place) + pl.col("apart"))
        .join(now.select("now", "scope", neighbour, place), on=["scope", neighbour, place])
        .select(*SIDES, pl.col("apart").abs())
        for neighbour, place in (("behind", "from_behind"), ("ahead", "from_ahead"))
    ]
    return pl.concat(found).group_by(SIDES).agg(pl.col("apart").min())


def _judged(
    candidates: pl.DataFrame, before: pl.DataFrame, now: pl.DataFrame, least: float
) -> pl.DataFrame:
    """Return sufficiently similar candidates, by likeness, then distance."""
    told = [
        rows.select(
            side, "behind", "ahead", "is_alone", pl.col("content").str.head(LIKENESS_CHARACTERS)
        )
        for side, rows in zip(SIDES, (before, now), strict=True)
    ]
    # A row without content, as a meeting without a title, is recognised by its place alone.
    says_nothing = pl.any_horizontal(pl.col("content", "content_now") == "")
    placed = (
        candidates.join(told[0], on="before")
        .join(told[1], on="now", suffix="_now")
        .with_columns(
            least=pl.when(
                pl.col("is_alone", "is_alone_now"),
                pl.col("behind") == pl.col("behind_now"),
                pl.col("ahead") == pl.col("ahead_now"),
            )
            .then(pl.when(says_nothing).then(0.0).otherwise(min(least, MIN_LIKENESS_IN_PLACE)))
            .otherwise(least)
        )
    )
    likeness = [
        Indel.normalized_similarity(old, new, score_cutoff=least)
        for old, new, least in placed.select("content", "content_now", "least").iter_rows()
    ]
    return (
        placed.with_columns(likeness=pl.Series(likeness, dtype=pl.Float64))
        .filter(pl.col("likeness") >= pl.col("least"))
        .sort(pl.col("likeness").neg(), "apart", *SIDES)
        .select(SIDES)
    )
