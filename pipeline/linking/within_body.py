"""Persons within a body: the cluster of each listed row."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import polars as pl

from pipeline.linking.agreement import Entry
from pipeline.linking.cluster import Placed, own_rule, place
from pipeline.linking.entries import ENTRY
from pipeline.linking.eras import era, with_whole_persons
from pipeline.linking.rules import rules
from schemas.vocabulary import PersonBasis

_BLOCK = ["body", "family", "era"]
_JUDGED = (
    *("given", "affiliation", "position", "is_seat", "meetings", "row_count", "is_repeated"),
)


def with_clusters(rows: pl.DataFrame) -> pl.DataFrame:
    """Add the person of each row, as far as its own body shows it.

    Parameters
    ----------
    rows
        As `listed_rows` returns them.

    Returns
    -------
    pl.DataFrame
        With `cluster`, a number that is null where several persons fit, and `rule`, the one that
        joined the row to it.
    """
    rows = rows.with_columns(era=era())
    entries = _entries(rows)
    is_plain = (pl.col("entry_count") == 1) & ~pl.col("is_repeated")
    plain = entries.filter(is_plain).with_columns(number=0, rule=_own_rule())
    several = entries.filter(~is_plain)
    placed = _placed(several)
    several = several.with_columns(
        number=pl.Series([each.cluster for each in placed], dtype=pl.Int32),
        rule=pl.Series([each.rule for each in placed], dtype=pl.String),
    )
    of_entries = pl.concat([plain.cast({"number": pl.Int32}), several]).select(
        "entry",
        "rule",
        cluster=pl.when(pl.col("number").is_not_null()).then(
            pl.struct(*_BLOCK, "number").rank("dense")
        ),
    )
    return (
        rows.with_columns(entry=_entry_number())
        .join(of_entries, on="entry", maintain_order="left")
        .pipe(with_whole_persons)
        .drop("entry", "era")
    )


def _entry_number() -> pl.Expr:
    """Number the distinct entries.

    Where a body has several given names of one family name, an entry without one may be another
    person in other meetings, by who is listed beside it: 青木委員 beside 青木光委員 is not he.
    """
    given = pl.col("given")
    has_several = given.drop_nulls().n_unique().over(_BLOCK) > 1
    beside = given.drop_nulls().unique().sort().str.join("\x1f").over(*_BLOCK, "meeting_id")
    return pl.struct(
        *(pl.col(name).fill_null("") for name in ENTRY),
        "era",
        beside=pl.when(has_several & given.is_null()).then(beside).fill_null(""),
    ).rank("dense")


def _entries(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the distinct entries, block by block, sorted by what they say."""
    per_meeting = rows.with_columns(entry=_entry_number()).with_columns(
        times=pl.len().over("entry", "meeting_id")
    )
    return (
        per_meeting.group_by("entry")
        .agg(
            *(pl.col(name).first() for name in (*ENTRY, "era", "is_seat")),
            meetings=pl.col("meeting_id").unique(),
            row_count=pl.len(),
            # With a given name or an affiliation it is one entry that is printed twice.
            is_repeated=(pl.col("times").max() > 1)
            & pl.col("given").first().is_null()
            & pl.col("affiliation").first().is_null(),
        )
        .with_columns(entry_count=pl.len().over(_BLOCK))
        .sort(*_BLOCK, "entry")
    )


def _own_rule() -> pl.Expr:
    given, affiliation, position = (
        pl.col(name).is_not_null() for name in ("given", "affiliation", "position")
    )
    return (
        pl.when(given)
        .then(pl.lit(own_rule("known", None, None)))
        .when(affiliation)
        .then(pl.lit(own_rule(None, "known", None)))
        .when(position)
        .then(pl.lit(own_rule(None, None, "known")))
        .otherwise(pl.lit(own_rule(None, None, None)))
    )


def _placed(entries: pl.DataFrame) -> list[Placed]:
    """Place entries, sorted by their blocks; one frame a block would cost more than placing."""
    rows = entries.select(*_BLOCK, *_JUDGED).iter_rows()
    return [
        placed
        for _, block in groupby(rows, key=lambda row: row[: len(_BLOCK)])
        for placed in place([_entry(*row[len(_BLOCK) :]) for row in block])
    ]


def _entry(given: str | None, *others: Any) -> Entry:
    affiliation, position, is_seat, meetings, row_count, is_repeated = others
    return Entry(given, affiliation, position, is_seat, frozenset(meetings), row_count, is_repeated)


def with_basis(rows: pl.DataFrame) -> pl.DataFrame:
    """Add `basis` and `confidence` by the rule of each row; null for rows of nobody.

    The only row of a person is joined to nothing: the list itself names it.
    """
    known = rules("within")
    of_person = pl.col("cluster").is_not_null()
    listed = rules("speech")["listed"]
    is_alone = pl.len().over("cluster") == 1
    basis = pl.col("rule").replace_strict({name: rule.basis.value for name, rule in known.items()})
    confidence = pl.col("rule").replace_strict(
        {name: rule.confidence for name, rule in known.items()}, return_dtype=pl.Int32
    )
    return rows.with_columns(
        basis=pl.when(of_person & is_alone)
        .then(pl.lit(PersonBasis.LISTED.value))
        .when(of_person)
        .then(basis),
        confidence=pl.when(of_person & is_alone)
        .then(pl.lit(listed.confidence, pl.Int32))
        .when(of_person)
        .then(confidence),
    )
