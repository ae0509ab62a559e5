"""Identifiers of persons: readable, and kept from one release to the next.

A person keeps the identifier under which most of its rows were published. An identifier that is
gone is given to nobody else: `former_ids` has those of persons that were merged, and each release
hands on those of persons that departed.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import polars as pl

from pipeline.linking.departed import FORMER_SEPARATOR, published_ids, returned
from pipeline.linking.entries import BEGINS
from pipeline.linking.folding import folded

OF_PERSON = "/p/"
"""What stands between the collection and the name in the identifier of a person."""
_RECOGNISED_BY = (["attendance_id"], ["meeting_id", "name"], ["document_id", "name"])
"""Columns by which a row of attendance is found again in the last release, the surest first: its
identifier follows from its words, and that of its meeting from the date. `name` is the folded name
with the position."""
OF_ROWS = (
    *("attendance_id", "meeting_id", "document_id", "family_name", "given_name", "position"),
)
OF_PERSONS = ("person_id", "former_ids", "split_from")
"""Columns of the last release that are read, beside the person of each row."""
_VOTES = [f"votes_{number}" for number in range(len(_RECOGNISED_BY))]


class Previous(NamedTuple):
    """What the last release says of persons.

    `attendance` has the columns `OF_ROWS` and `person_id`; `persons` has the columns `OF_PERSONS`;
    `departed` has those of `DEPARTED`.
    """

    attendance: pl.DataFrame
    persons: pl.DataFrame
    departed: pl.DataFrame

    def known_ids(self) -> pl.DataFrame:
        """Return all identifiers that were ever published, as `DEPARTED`."""
        return pl.concat([published_ids(self.persons, self.attendance), self.departed])


def person_ids(
    rows: pl.DataFrame, attendance: pl.DataFrame, previous: Previous | None
) -> pl.DataFrame:
    """Name the persons.

    Parameters
    ----------
    rows
        `attendance_id`, `collection_id`, `family`, `given` and `person`, in the order of meetings;
        rows without a person are left out.
    attendance
        The table, by which rows are found in the last release.
    previous
        The last release; None where there is none, or where it has no persons.

    Returns
    -------
    pl.DataFrame
        `person`, `person_id`, `former_ids` and `split_from`.
    """
    # The whole given name comes before the beginning of it.
    given = (
        pl.col("given")
        .sort_by(pl.col("given").str.ends_with(BEGINS), "given", nulls_last=True)
        .first()
        .str.strip_suffix(BEGINS)
    )
    named = (
        rows.drop_nulls("person")
        .group_by("person", maintain_order=True)
        .agg(pl.col("collection_id", "family").first(), given)
        .select(
            "person",
            base=pl.concat_str(
                "collection_id",
                pl.lit(OF_PERSON),
                "family",
                pl.col("given").fill_null(""),
            ),
        )
    )
    if previous is None:
        kept = named.select("person").clear().with_columns(person_id=pl.lit(None, pl.String))
        votes = None
        taken: set[str] = set()
    else:
        votes = _votes(rows, attendance, previous)
        kept = _kept(votes, named)
        back = returned(named.join(kept, on="person", how="anti"), rows, previous.departed)
        kept = pl.concat([kept, back])
        taken = set(previous.known_ids()["person_id"])
    named = named.join(kept, on="person", how="left", maintain_order="left")
    new_ids = _new_ids(named.filter(pl.col("person_id").is_null())["base"].to_list(), taken)
    is_new = named["person_id"].is_null()
    filled = named.with_columns(
        person_id=pl.when(is_new)
        .then(pl.Series(new_ids, dtype=pl.String).gather(is_new.cum_sum() - 1, null_on_oob=True))
        .otherwise("person_id")
        if new_ids
        else pl.col("person_id")
    )
    history = _history(filled.with_columns(is_new=is_new), votes, previous)
    return filled.select("person", "person_id").join(
        history, on="person", how="left", maintain_order="left"
    )


def _new_ids(bases: list[str], taken: set[str]) -> list[str]:
    """Return an identifier for each base that nobody has or had."""
    found = []
    used = set(taken)
    last: defaultdict[str, int] = defaultdict(lambda: 1)
    for base in bases:
        name = base
        while name in used:
            last[base] += 1
            name = f"{base}-{last[base]}"
        used.add(name)
        found.append(name)
    return found


def _votes(rows: pl.DataFrame, attendance: pl.DataFrame, previous: Previous) -> pl.DataFrame:
    """Count the rows that each person shares with each person of the last release.

    Returns
    -------
    pl.DataFrame
        `person`, `person_id` and the columns `_VOTES`, one for each way of finding a row.
    """
    now = rows.select("attendance_id", "person").join(_recognisable(attendance), on="attendance_id")
    before = _recognisable(previous.attendance, "person_id")
    found = []
    for number, by in enumerate(_RECOGNISED_BY):
        pairs = _alone(before, by).join(_alone(now, by), on=by, suffix="_now")
        found.append(
            pairs.drop_nulls(["person", "person_id"]).select(
                "person", "person_id", level=pl.lit(number)
            )
        )
        ids = ("attendance_id", "attendance_id_now" if number else "attendance_id")
        before = before.join(pairs.select(attendance_id=ids[0]), on="attendance_id", how="anti")
        now = now.join(pairs.select(attendance_id=ids[1]), on="attendance_id", how="anti")
    return (
        pl.concat(found)
        .group_by("person", "person_id")
        .agg((pl.col("level") == number).sum().alias(name) for number, name in enumerate(_VOTES))
    )


def _recognisable(attendance: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """Return rows that name a person, with `name`, by which they are found again."""
    parts = [
        folded(attendance[name]).fill_null("") for name in ("family_name", "given_name", "position")
    ]
    return attendance.select(
        *("attendance_id", "meeting_id", "document_id"),
        *columns,
        name=pl.concat_str(parts, separator="\x1f"),
    ).filter(attendance["family_name"].is_not_null())


def _alone(rows: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """Return the rows that no other row has the same values as."""
    return rows.filter(pl.len().over(by) == 1)


def _kept(votes: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    """Return the identifiers that persons keep, each given once, by most shared rows.

    Of persons that share as many rows, the one keeps it that is named so, and the first of them.
    """
    ordered = (
        votes.join(named.with_row_index("place"), on="person")
        .with_columns(is_other=~pl.col("person_id").str.starts_with(pl.col("base")))
        .sort(
            *_VOTES, "is_other", "person_id", "place", descending=[True] * len(_VOTES) + [False] * 3
        )
    )
    found = [ordered.clear()]
    while ordered.height:
        best = ordered.filter(
            pl.col("person").is_first_distinct() & pl.col("person_id").is_first_distinct()
        )
        found.append(best)
        for name in ("person", "person_id"):
            ordered = ordered.join(best, on=name, how="anti", maintain_order="left")
    return pl.concat(found).select("person", "person_id")


def _history(
    named: pl.DataFrame, votes: pl.DataFrame | None, previous: Previous | None
) -> pl.DataFrame:
    """Return `person`, with the identifiers that it had and the one that it was split from."""
    if votes is None or previous is None:
        return named.select(
            "person",
            former_ids=pl.lit(None, pl.String),
            split_from=pl.lit(None, pl.String),
        )
    strongest = votes.sort(
        *_VOTES, "person", descending=[True] * len(_VOTES) + [False], maintain_order=True
    )
    kept = named.select("person", "person_id", "is_new").join(
        previous.persons, on="person_id", how="left", maintain_order="left"
    )
    # An identifier that nobody keeps goes on in the person that has most of its rows.
    merged = (
        strongest.join(named.select("person_id"), on="person_id", how="anti", maintain_order="left")
        .unique("person_id", keep="first", maintain_order=True)
        .join(previous.persons, on="person_id", how="left", suffix="_before")
        .select(
            "person",
            ids=pl.concat_str(
                "person_id", "former_ids", separator=FORMER_SEPARATOR, ignore_nulls=True
            ),
        )
    )
    former = (
        pl.concat([kept.select("person", ids="former_ids"), merged])
        .drop_nulls("ids")
        .with_columns(pl.col("ids").str.split(FORMER_SEPARATOR))
        .explode("ids", empty_as_null=True, keep_nulls=True)
        .group_by("person")
        .agg(former_ids=pl.col("ids").unique().sort().str.join(FORMER_SEPARATOR))
    )
    split = (
        strongest.join(
            named.filter("is_new").select("person"), on="person", how="semi", maintain_order="left"
        )
        .unique("person", keep="first", maintain_order=True)
        .join(named.select("person_id"), on="person_id", how="semi", maintain_order="left")
        .select("person", new_split="person_id")
    )
    return (
        kept.join(former, on="person", how="left", suffix="_all", maintain_order="left")
        .join(split, on="person", how="left", maintain_order="left")
        .select(
            "person",
            former_ids="former_ids_all",
            split_from=pl.coalesce("split_from", "new_split"),
        )
    )
