"""Doubts about numbers of attendees that a record states."""

from __future__ import annotations

import polars as pl

from pipeline.lexicons import alternatives, lexicon
from pipeline.normalisation.doubts.reading import SPOKEN, Reading
from pipeline.tables.doubt import Doubt
from pipeline.text.numerals import NUMBER, integers
from schemas.vocabulary import BlockKind, Presence

_COUNT = rf"({NUMBER})[ 　]*[名人](?:[^簿前権以のうも]|$)"
_OF_ALL = rf"{NUMBER}[ 　]*[名人][ 　]*(?:の?うち|中)[、 　]*({NUMBER})[ 　]*[名人]"
_QUORUM = rf"[（(]?定足数[^0-9、。（）()]{{0,4}}(?:{NUMBER}[ 　]*[名人])?[）)]?"
_NOT_COUNTED = "傍聴|報道|定数|[他外]|ほか|オブザーバー|公募|[市町村区県住]民約?[ 　]*[0-9]"
_OPENING_LINES = 12
"""Maximum number of spoken lines at the beginning in which the chair counts those present."""


def _counts(reading: Reading) -> pl.DataFrame:
    """Find counts of persons that no part of the list has.

    A part may be several groups that follow one another: 出席委員　３名 / 会長　青木 / 委員　坂本、
    石田. Of 委員２０名中１５名出席 the second is that of the persons listed as present.
    """
    folded = pl.col("text").str.normalize("NFKC").str.replace_all(_QUORUM, "")
    stated = reading.lines.filter(
        pl.col("kind") == BlockKind.ATTENDANCE.value, ~folded.str.contains(_NOT_COUNTED)
    ).with_columns(
        count=integers(pl.coalesce(folded.str.extract(_OF_ALL, 1), folded.str.extract(_COUNT, 1)))
    )
    stated = stated.filter(pl.col("count").is_not_null()).with_columns(
        before=pl.col("line").shift().over("meeting_id").fill_null(0),
        after=pl.col("line").shift(-1).over("meeting_id").fill_null(2**30),
    )
    is_absent = pl.col("presence") == Presence.ABSENT.value
    of_meeting = reading.attendance.group_by("meeting_id").agg(
        persons=pl.len(), absent=is_absent.sum(), present=(~is_absent).sum()
    )
    stated = stated.join(of_meeting, on="meeting_id", maintain_order="left")
    up_to = {
        "to_line": pl.col("line"),
        "above": pl.col("line") - 1,
        "to_before": pl.col("before"),
        "to_after": pl.col("after") - 1,
    }
    for name, line in up_to.items():
        stated = stated.with_columns(_persons_to(line, stated, reading.attendance).alias(name))
    numbers = (
        pl.col("to_after") - pl.col("above"),
        pl.col("to_line") - pl.col("to_before"),
        pl.col("to_line"),
        pl.col("to_line") - pl.col("above"),
        *(pl.col(name) for name in ("absent", "present", "persons")),
    )
    sizes = (
        reading.attendance.group_by("meeting_id", "attendee_group")
        .agg(count=pl.len().cast(stated.schema["count"]))
        .select("meeting_id", "count")
        .unique()
    )
    return (
        stated.filter(~pl.any_horizontal(number == pl.col("count") for number in numbers))
        .join(sizes, on=["meeting_id", "count"], how="anti", maintain_order="left")
        .pipe(_without_groups, reading.attendance)
        .select("document_id", "line", "count", excerpt="text")
    )


def _without_groups(stated: pl.DataFrame, attendance: pl.DataFrame) -> pl.DataFrame:
    """Leave out the counts of groups that follow one another from the count's line on."""
    group = pl.col("attendee_group")
    is_last = group.ne_missing(group.shift(-1).over("meeting_id"))
    ends = (
        attendance.sort("meeting_id", "ordinal")
        .with_columns(persons=pl.int_range(1, pl.len() + 1).over("meeting_id"), is_last=is_last)
        .filter("is_last")
        .select("meeting_id", "line_start", "persons")
    )
    met = (
        stated.select("meeting_id", "line", "count", "above")
        .join(ends, on="meeting_id")
        .filter(
            pl.col("line_start") >= pl.col("line"),
            pl.col("persons") - pl.col("above") == pl.col("count"),
        )
    )
    return stated.join(met, on=["meeting_id", "line"], how="anti", maintain_order="left")


def _persons_to(line: pl.Expr, stated: pl.DataFrame, attendance: pl.DataFrame) -> pl.Series:
    """Count the persons of each row's meeting listed up to a line."""
    listed = attendance.select("meeting_id", line=pl.col("line_start").cast(pl.Int64)).sort("line")
    listed = listed.with_columns(persons=pl.int_range(1, pl.len() + 1).over("meeting_id"))
    return (
        stated.select("meeting_id", line=line.cast(pl.Int64))
        .with_row_index("_row")
        .sort("line")
        .join_asof(listed, on="line", by="meeting_id", check_sortedness=False)
        .sort("_row")["persons"]
        .fill_null(0)
    )


def _spoken_counts(reading: Reading) -> pl.DataFrame:
    """Find counts of members by the chair that are more than the members listed as present.

    ただいまの出席委員は１２名です. They may be fewer: members come late.
    """
    members = alternatives(lexicon("speakers_and_lists")["members"])
    said = rf"出席{members}(?:数|総数)?[はが、]*({NUMBER})[名人]|{members}.{{0,6}}?{_OF_ALL}"
    folded = pl.col("text").str.normalize("NFKC").str.replace_all(r"\s", "")
    counted = (
        reading.lines.filter(pl.col("kind").is_in(SPOKEN))
        .filter(pl.int_range(pl.len()).over("meeting_id") < _OPENING_LINES)
        .with_columns(
            count=integers(pl.coalesce(folded.str.extract(said, 1), folded.str.extract(said, 2)))
        )
        .drop_nulls("count")
        .unique("meeting_id", keep="first", maintain_order=True)
    )
    present = reading.attendance.filter(pl.col("presence") != Presence.ABSENT.value)
    is_member = pl.col("attendee_group").str.replace_all(r"\s", "").str.contains(members)
    listed = present.group_by("meeting_id").agg(
        # Where no group has members, all may be.
        most=pl.when(is_member.any()).then(is_member.sum()).otherwise(pl.len()),
        persons=pl.len(),
    )
    return (
        counted.join(listed, on="meeting_id", maintain_order="left")
        .filter(pl.col("count") > pl.col("most"), pl.col("count") != pl.col("persons"))
        .select("document_id", "line", "count", excerpt="text")
    )


DOUBTS: tuple[Doubt[Reading], ...] = (
    Doubt(
        "counts_are_met",
        "attendance",
        "As many persons are listed as the record counts.",
        "記載された人数と一覧の人数が一致する",
        _counts,
    ),
    Doubt(
        "spoken_counts_are_met",
        "attendance",
        "As many members are listed as the chair counts when the meeting begins.",
        "開会時に述べられた出席者数の委員・議員が一覧にある",
        _spoken_counts,
    ),
)
