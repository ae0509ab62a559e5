"""Counts: numbers of attendees in records that name nobody."""

from __future__ import annotations

import polars as pl

from pipeline.lexicons import alternatives, lexicon
from pipeline.text.numerals import NUMBER, integers
from schemas.vocabulary import BlockKind

_COUNT = rf"(?:{NUMBER}[ 　]*[名人]中[ 　]*)?(?:約|計|総数|延べ|合計)?[ 　]*({NUMBER})[ 　]*[名人]"
_MORE = (
    rf"(?:[ 　、，]*[^ 　、，0-9０-９（(]{{0,6}}?[ 　]*{NUMBER}[ 　]*[名人](?:出席|欠席|参加)?)*"
)
_ASIDE = "(?:[ 　]*[（(][^（）()]*[）)])*"
_NOT_OF_ATTENDEES = "欠席|傍聴|報道|定足数"


def attendee_counts(passages: pl.DataFrame) -> pl.DataFrame:
    """Read the numbers of attendees given in place of names.

    Parameters
    ----------
    passages
        As made by `passages_of`, with `meeting_id`.

    Returns
    -------
    pl.DataFrame
        `meeting_id`, `attendee_count_stated` (Int32): the first such number of each meeting that
        has one.
    """
    count = integers(pl.col("text").str.extract(_only_a_count(), 1))
    return (
        passages.filter(
            (pl.col("kind") == BlockKind.ATTENDANCE.value)
            & pl.col("text").str.contains("[名人]")
            & ~pl.col("marker").fill_null("").str.contains(_NOT_OF_ATTENDEES)
            & ~pl.col("text").str.contains(f"^[ 　]*(?:{_NOT_OF_ATTENDEES})")
        )
        .select("meeting_id", attendee_count_stated=count)
        .drop_nulls("attendee_count_stated")
        .unique("meeting_id", keep="first", maintain_order=True)
    )


def _only_a_count() -> str:
    """Return the pattern of a list that is only a count.

    15名出席 7名欠席(定足数12名), 24名（公募の県民18名）.
    """
    words = lexicon("rosters")
    group = alternatives([*words["groups"], *words["plain"]])
    return (
        rf"^[ 　]*[（(]?(?:{group}[ 　]*[：:]?[ 　]*)?{_COUNT}(?:出席|参加|中)?"
        rf"{_MORE}{_ASIDE}[ 　]*[）)]?[。．]?[ 　]*$"
    )
