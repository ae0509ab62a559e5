"""Absences told in a note: ※青木委員は御欠席, below a list that has 青木　一郎 already."""

from __future__ import annotations

import re

import polars as pl

from pipeline.names.positions import title_in
from pipeline.normalisation.attendance.blanks import squeezed
from pipeline.normalisation.attendance.words import represents_members
from schemas.vocabulary import Presence

_TOLD = re.compile(
    r"(?m:^)[ 　]*[（(]?[※＊*][^は：:（）()\n]+は[^は：:\n]*欠席"
    r"|[（(][^（）()：:\n]{2,40}?は[^（）()：:、，\nは]*欠席[^（）()：:、，\nは]{0,3}[）)]"
)


def spans_told(source: str) -> list[tuple[int, int]]:
    """Return the spans of a list's notes that tell who was absent."""
    if "欠席" not in source:
        return []
    return [found.span() for found in _TOLD.finditer(source)]


def with_absences_told(listed: pl.DataFrame) -> pl.DataFrame:
    """Make persons absent who are listed, and told to be absent, and drop the second row of each.

    A person who is only told of has a row of that note. So have those whom two others may be.

    Parameters
    ----------
    listed
        Persons with `is_told`, whether the row is read from a note (null is no).
    """
    is_told = pl.col("is_told").fill_null(False)
    rows = listed.with_row_index("_at")
    absent: list[int] = []
    dropped: list[int] = []
    columns = ("_at", "meeting_id", "name_text", "attendee_group")
    for at, meeting, name, _ in rows.filter(is_told).select(columns).iter_rows():
        others = rows.filter(~is_told, pl.col("meeting_id") == meeting).select(columns)
        persons = [
            other
            for other, _, other_name, group in others.iter_rows()
            if _is_person_of(squeezed(name), squeezed(other_name), group)
        ]
        if len(persons) == 1:
            absent += persons
            dropped.append(at)
    return (
        rows.filter(~pl.col("_at").is_in(dropped))
        .with_columns(
            presence=pl.when(pl.col("_at").is_in(absent))
            .then(pl.lit(Presence.ABSENT.value))
            .otherwise("presence")
        )
        .drop("_at", "is_told")
    )


def _is_person_of(told: str, listed: str, group: str | None) -> bool:
    """Return whether a listed name may be that of a note: 青木委員, of 青木　一郎 among members."""
    if told == listed:
        return True
    family_name = told.removesuffix(title_in(told) or "")
    is_member = represents_members(squeezed(group)) if group else title_in(listed) is None
    return is_member and listed.startswith(family_name)
