"""Matching: which row of a table is which row of the release before.

Rows with the same key are the same row. The keys of most tables hold a hash of the row's own
words, so a corrected row has another key: it is recognised by what it says, or by its place and
likeness.
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
        `key`; `scope`, the rows that a row is looked for among; `content`, what the row says; and
        `place`, its place in the scope. None of them is null.
    by_key
        Whether rows with the same key are the same; false where the key is but the place.
    by_place
        Whether a row that says something alike at the same place is the same.

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
    # First what says something of its own: rows like others, such as blanks, are told apart by the
    # pairs around them. And most corrected rows are very much alike and stand where they stood, so
    # that there is no need to look around.
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
    """Rows with the same key.

    Where keys are `numbered`, not those that say the same as others in their scope and are more or
    fewer than before: only a number tells them apart, and one that goes renames the others.
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
    """Rows that say the same, the first with the first."""
    before, now = _left(sides, pairs)
    return before.join(now, on=["scope", "content", "occurrence"]).select(SIDES)


def _same_content(sides: Sides, pairs: pl.DataFrame) -> pl.DataFrame:
    """Rows that say the same, where there are as many of them now as before."""
    before, now = (
        rows.with_columns(count=pl.len().over("scope", "content")) for rows in _left(sides, pairs)
    )
    return before.join(now, on=["scope", "content", "occurrence", "count"]).select(SIDES)


def _alike(
    most_apart: int, least: float, *, distinct: bool
) -> Callable[[Sides, pl.DataFrame], pl.DataFrame]:
    """Rows that say something alike behind, or before, the same neighbour; the likest first.

    Where they are to be `distinct`, only those that no other row in their scope is the same as.
    """

    def found_by(sides: Sides, pairs: pl.DataFrame) -> pl.DataFrame:
        gaps = [_gaps(sides[side], side, pairs) for side in SIDES]
        before, now = (rows.filter(pl.col("is_distinct") | (not distinct)) for rows in gaps)
        candidates = _judged(_candidates(before, now, most_apart), before, now, least)
        found = [pairs.clear()]
        while candidates.height:
            # A pair is taken where neither of its rows is in a better one.
            taken = candidates.filter(
                pl.col("before").is_first_distinct() & pl.col("now").is_first_distinct()
            ).select(SIDES)
            found.append(taken)
            for side in SIDES:
                candidates = candidates.join(taken, on=side, how="anti", maintain_order="left")
        return pl.concat(found)

    return found_by


def _gaps(rows: pl.DataFrame, side: str, pairs: pl.DataFrame) -> pl.DataFrame:
    """The rows that have no pair, with the pairs around them and their places between these."""
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
    """Pairs of rows that stand at about the same place, with how far they are apart."""
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
    """The candidates that are alike enough, the likest first, then the nearest."""
    told = [
        rows.select(
            side, "behind", "ahead", "is_alone", pl.col("content").str.head(LIKENESS_CHARACTERS)
        )
        for side, rows in zip(SIDES, (before, now), strict=True)
    ]
    # A row that says nothing, as a meeting without a title, is known by its place alone.
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
