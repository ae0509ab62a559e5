"""Attendance: attendance lists become the table `attendance`."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

import polars as pl

from pipeline.normalisation.attendance.brackets import said_in
from pipeline.normalisation.attendance.entry import Entry
from pipeline.normalisation.attendance.legends import legends_of
from pipeline.normalisation.attendance.lists import lists_of
from pipeline.normalisation.attendance.model.combine import combined
from pipeline.normalisation.attendance.presiding import without_chairs_again
from pipeline.normalisation.attendance.reading import entries
from pipeline.normalisation.attendance.told_absences import spans_told, with_absences_told
from pipeline.normalisation.attendance.within_list import with_name_parts
from pipeline.tables.identifiers import with_row_id
from pipeline.tables.pages import columns_before_pages
from schemas.vocabulary import BlockKind, Presence

_LIST = ("marker", "source", "group_above", "legend")
_STATED = (
    "name_text",
    "attendee_group",
    "stated_position",
    "role",
    "affiliation",
    "stated",
    "represents",
    "stated_family_name",
)
_PROXY = re.compile("(?:委員|構成員|議員|会員|理事)代理$")
_OFFSETS = ("start", "end", "lines_to_start", "lines_to_end")
_PERSONS = pl.Schema(
    {
        "list": pl.UInt32,
        **dict.fromkeys(_STATED, pl.String),
        "bracketed": pl.Boolean,
        "is_told": pl.Boolean,
        **dict.fromkeys(_OFFSETS, pl.Int64),
    }
)


class Attendance(NamedTuple):
    """The table `attendance`, and the disputed persons.

    These have `document_id`, `line` and `excerpt`.
    """

    attendance: pl.DataFrame
    disputed: pl.DataFrame


def read_attendance(passages: pl.DataFrame) -> Attendance:
    """Make the table `attendance`.

    Parameters
    ----------
    passages
        As made by `passages_of`, with `meeting_id`.
    """
    lists = lists_of(
        passages.sort("meeting_id", "document_id", "char_start")
        .with_row_index("place")
        .filter(pl.col("kind") == BlockKind.ATTENDANCE.value)
    ).join(legends_of(passages), on="meeting_id", how="left", maintain_order="left")
    # Many meetings have the same list, which is read once.
    lists = lists.with_columns(list=pl.struct(_LIST).rank("dense"))
    persons = persons_of_lists(lists.select("list", *_LIST).unique("list", maintain_order=True))
    by_rules = lists.join(persons, on="list", maintain_order="left_right").with_columns(
        # Brackets around several persons have no stated meaning: absent, proxy or other.
        presence=pl.coalesce(
            "stated",
            pl.when("bracketed").then(pl.lit(Presence.UNSTATED.value)),
            "came_above",
            pl.lit(Presence.PRESENT.value),
        ),
        char_start=pl.col("char_start") + pl.col("start"),
        char_end=pl.col("char_start") + pl.col("end"),
        line_start=pl.col("line_start") + pl.col("lines_to_start"),
        line_end=pl.col("line_start") + pl.col("lines_to_end"),
    )
    # The columns of whole lists are dropped, since each row would copy its list.
    listed, disputed = combined(by_rules.drop(_LIST), passages)
    listed = (
        without_chairs_again(with_absences_told(listed))
        .with_columns(
            ordinal=pl.int_range(1, pl.len() + 1).over("meeting_id"),
            **dict.fromkeys(
                ("person_id", "person_basis", "person_reason", "organization_id"),
                pl.lit(None, dtype=pl.String),
            ),
        )
        .pipe(with_name_parts)
        .with_columns(
            position=pl.coalesce("stated_position", "position"),
            family_name=pl.coalesce(
                "family_name",
                # The model may have read another name in its place.
                pl.when(pl.col("name_text").str.starts_with(pl.col("stated_family_name"))).then(
                    "stated_family_name"
                ),
            ),
        )
    )
    identified = with_row_id(
        listed,
        "attendance_id",
        prefix=pl.format("{}/a-", "meeting_id"),
        identity=pl.concat_str(
            pl.col("attendee_group", "name_text", "affiliation").fill_null(""), separator="\x1f"
        ),
    )
    table = identified.select(columns_before_pages("attendance"))
    return Attendance(table, disputed)


def persons_of_lists(lists: pl.DataFrame) -> pl.DataFrame:
    """Read the persons of each list, and their brackets.

    Parameters
    ----------
    lists
        `list` (its number), and the columns that a list is read from.

    Returns
    -------
    pl.DataFrame
        `list`; `name_text`, `attendee_group`, `stated_position`, `role`, `affiliation`, `stated`
        (presence), `represents`, `stated_family_name`, `bracketed`, `is_told`, `start` and `end` in
        the list,
        `lines_to_start` and `lines_to_end`.
    """
    rows = []
    for number, marker, source, above, legend in lists.select("list", *_LIST).iter_rows():
        told = spans_told(source)
        line_ends = [at for at, mark in enumerate(source) if mark == "\n"]
        for entry in entries(source, marker or "", above, legend):
            said = said_in(tuple(entry.brackets))
            rows.append(
                (
                    number,
                    entry.name_text,
                    entry.group,
                    entry.position,
                    said.role,
                    said.affiliation or entry.office,
                    said.presence or _presence_by_name(entry),
                    said.represents,
                    entry.family_name,
                    entry.bracketed,
                    any(start <= entry.start < end for start, end in told),
                    entry.start,
                    entry.end,
                    bisect_left(line_ends, entry.start),
                    bisect_left(line_ends, entry.end),
                )
            )
    return pl.DataFrame(rows, schema=_PERSONS, orient="row")


def _presence_by_name(entry: Entry) -> str | None:
    """Return the presence of a person: 青木委員代理 is the proxy of 青木委員."""
    is_proxy = _PROXY.search(entry.name_text) and entry.presence != Presence.ABSENT
    return Presence.PROXY.value if is_proxy else entry.presence
