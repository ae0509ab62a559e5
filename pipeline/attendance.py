"""Attendance: the groups of a list of attendees become `attendance`."""

from __future__ import annotations

import polars as pl

from pipeline.identifiers import with_row_id
from pipeline.names import with_name_parts
from pipeline.rosters.brackets import said_in
from pipeline.rosters.labels import read_label
from pipeline.rosters.reading import entries
from pipeline.rosters.words import is_position
from schemas import TABLES
from schemas.table import polars_schema
from schemas.vocabulary import BlockKind, Presence

_LIST = ("marker", "source", "group_above")
_STATED = (
    "name_text",
    "attendee_group",
    "stated_position",
    "role",
    "affiliation",
    "stated",
    "represents",
)
_OFFSETS = ("start", "end", "lines_to_start", "lines_to_end")
_PERSONS = {
    **dict.fromkeys((*_LIST, *_STATED), pl.String),
    "bracketed": pl.Boolean,
    **dict.fromkeys(_OFFSETS, pl.Int64),
}


def read_attendance(passages: pl.DataFrame) -> pl.DataFrame:
    """Make the table `attendance`.

    Parameters
    ----------
    passages
        As made by `passages_of`, with `meeting_id`.
    """
    lists = _lists(
        passages.filter(pl.col("kind") == BlockKind.ATTENDANCE.value).sort(
            "meeting_id", "char_start"
        )
    )
    persons = _persons(lists.select(_LIST).unique(maintain_order=True))
    listed = (
        lists.join(persons, on=_LIST, nulls_equal=True, maintain_order="left_right")
        .with_columns(
            # What brackets around several persons mean is not stated: absent, or a proxy, or more.
            presence=pl.coalesce(
                "stated",
                pl.when("bracketed").then(pl.lit(Presence.UNSTATED.value)),
                pl.lit(Presence.PRESENT.value),
            ),
            char_start=pl.col("char_start") + pl.col("start"),
            char_end=pl.col("char_start") + pl.col("end"),
            line_start=pl.col("line_start") + pl.col("lines_to_start"),
            line_end=pl.col("line_start") + pl.col("lines_to_end"),
            ordinal=pl.int_range(1, pl.len() + 1).over("meeting_id"),
            **dict.fromkeys(("person_id", "organization_id"), pl.lit(None, dtype=pl.String)),
        )
        .pipe(with_name_parts)
        .with_columns(position=pl.coalesce("stated_position", "position"))
    )
    identified = with_row_id(
        listed,
        "attendance_id",
        prefix=pl.format("{}/a-", "meeting_id"),
        identity=pl.concat_str(
            pl.col("attendee_group", "name_text", "affiliation").fill_null(""), separator="\x1f"
        ),
    )
    schema = polars_schema(TABLES["attendance"])
    return identified.select(pl.col(name).cast(dtype) for name, dtype in schema.items())


def _lists(groups: pl.DataFrame) -> pl.DataFrame:
    """Put lists together that were taken apart at titles, and say what stands above each.

    A passage whose label is a bare title with a name behind it (`委員　毛利　紗季`) is a line of
    the list above.

    Returns
    -------
    pl.DataFrame
        `meeting_id`, `marker`, `source`, `char_start`, `line_start`, `group_above`.
    """
    unmarked = pl.col("source").str.slice(pl.col("marker").str.len_chars())
    # A colon behind a label is part of it, and makes it one.
    groups = groups.with_columns(
        marker=pl.concat_str("marker", unmarked.str.extract("^([ 　]*[：:]?)", 1))
    )
    labels = groups["marker"].unique().to_list()
    is_title = pl.col("marker").is_in([label for label in labels if label and _is_title(label)])
    behind = (
        pl.col("source").str.slice(pl.col("marker").str.len_chars()).str.extract("^([^\n]*)", 1)
    )
    is_bracket_of_person = pl.col("marker").str.contains("^[（(].*[）)]$") & behind.str.contains(
        "^[、，]"
    )
    is_line = (is_title & (behind.str.strip_chars() != "")) | is_bracket_of_person
    end = pl.col("char_start") + pl.col("source").str.len_chars()
    lines = pl.col("line_start") + pl.col("source").str.count_matches("\n", literal=True)
    named = groups.with_columns(
        char_start=pl.col("char_start").cast(pl.Int64),
        line_start=pl.col("line_start").cast(pl.Int64),
    ).with_columns(
        goes_on=is_line.fill_null(False)
        & (pl.col("meeting_id") == pl.col("meeting_id").shift()).fill_null(False),
        blanks=(pl.col("char_start") - end.shift()).clip(0, 200),
        breaks=(pl.col("line_start") - lines.shift()).clip(1, 50),
    )
    return (
        named.with_columns(list=(~pl.col("goes_on")).cum_sum())
        .with_columns(
            between=pl.when("goes_on")
            .then(
                pl.concat_str(
                    pl.lit("\n").repeat_by("breaks").list.join(""),
                    pl.lit("　")
                    .repeat_by((pl.col("blanks") - pl.col("breaks")).clip(0))
                    .list.join(""),
                )
            )
            .otherwise(pl.lit(""))
        )
        .group_by("list", maintain_order=True)
        .agg(
            pl.col("meeting_id", "char_start", "line_start").first(),
            marker=pl.when(is_line.first().fill_null(False))
            .then(None)
            .otherwise(pl.col("marker").first()),
            source=pl.concat_str("between", "source").str.join(""),
        )
        .with_columns(group=_group_of("marker"))
        .with_columns(group_above=pl.col("group").shift().over("meeting_id"))
        .drop("list", "group")
    )


def _is_title(label: str) -> bool:
    return is_position("".join(label.split()))


def _group_of(column: str) -> pl.Expr:
    return pl.col(column).map_batches(
        lambda labels: pl.Series(
            labels.name,
            [read_label(label).group if label else None for label in labels.to_list()],
            dtype=pl.String,
        ),
        return_dtype=pl.String,
    )


def _persons(lists: pl.DataFrame) -> pl.DataFrame:
    """The persons of each list, with what their own brackets say.

    Returns
    -------
    pl.DataFrame
        The columns of `lists`; `name_text`, `attendee_group`, `stated_position`, `role`,
        `affiliation`, `stated` (presence), `represents`, `bracketed`, `start` and `end` in the
        list, `lines_to_start` and `lines_to_end`.
    """
    rows = []
    for marker, source, above in lists.iter_rows():
        for entry in entries(source, marker or "", above):
            said = said_in(tuple(entry.brackets))
            rows.append(
                (
                    marker,
                    source,
                    above,
                    entry.name_text,
                    entry.group,
                    entry.position,
                    said.role,
                    said.affiliation or entry.office,
                    said.presence or entry.presence,
                    said.represents,
                    entry.bracketed,
                    entry.start,
                    entry.end,
                    source.count("\n", 0, entry.start),
                    source.count("\n", 0, entry.end),
                )
            )
    return pl.DataFrame(rows, schema=_PERSONS, orient="row")
