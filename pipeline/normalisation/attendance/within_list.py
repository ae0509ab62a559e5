"""Names within a list, split by the evidence of the others."""

from __future__ import annotations

from collections import Counter
from functools import cache

import polars as pl

from pipeline.names.family_and_position import LONGEST_FAMILY_NAME, NameParts, split_titled
from pipeline.names.positions import position_pattern
from pipeline.names.sudachi import is_family_name
from pipeline.names.written_names import bare_name, cut_by_dictionary, split_written

_LONGEST_COMMON_FAMILY_NAME = 2
_GIVEN_OR_RANK = "正"
"""A given name that also begins positions: 正会員, beside 准会員."""
_ENOUGH = 0.3
"""Minimum share of a group's names with a certain position, for the others to have one."""


def with_name_parts(attendance: pl.DataFrame) -> pl.DataFrame:
    """Add `family_name`, `position` and `given_name`.

    Parameters
    ----------
    attendance
        Columns `meeting_id` and `name_text`.
    """
    schema = dict.fromkeys(("name_text", *NameParts._fields), pl.String)
    alone = {name: split_written(name) for name in attendance["name_text"].unique()}
    certain = {name: parts.family_name for name, parts in alone.items() if parts.family_name}
    # Most names are certain by themselves, and need not be split list by list.
    told = [(name, *alone[name]) for name in certain if not _doubtful_splits(name)]
    is_told = pl.col("name_text").is_in([name for name, *_ in told])
    by_meeting = (
        attendance.join(
            attendance.filter(~is_told).select("meeting_id").unique(), on="meeting_id", how="semi"
        )
        .group_by("meeting_id", maintain_order=True)
        .agg(names=pl.col("name_text").unique(), asked=pl.col("name_text").filter(~is_told))
    )
    titled = _among_titled(attendance)
    rows = [
        (
            meeting,
            name,
            *_split_in_list(
                name, held, others, are_full=are_full, is_titled=(meeting, name) in titled
            ),
        )
        for meeting, names, asked in by_meeting.iter_rows()
        for are_full in [_are_full_names(names)]
        for held in [_titles_held(names)]
        for others in [frozenset(certain[name] for name in names if name in certain)]
        for name in set(asked)
    ]
    by_name = pl.DataFrame(told, schema=schema, orient="row")
    in_list = pl.DataFrame(rows, schema={"meeting_id": pl.String, **schema}, orient="row")
    return (
        attendance.join(by_name, on="name_text", how="left", maintain_order="left")
        .join(
            in_list,
            on=["meeting_id", "name_text"],
            how="left",
            maintain_order="left",
            suffix="_in_list",
        )
        .with_columns(pl.coalesce(part, f"{part}_in_list") for part in NameParts._fields)
        .drop(f"{part}_in_list" for part in NameParts._fields)
    )


def _split_in_list(
    name: str, held: Counter[str], others: frozenset[str], *, are_full: bool, is_titled: bool
) -> NameParts:
    """Split a name, given family names and positions of the list.

    `others` are the family names of the list, `held` its possible positions.
    """
    parts = split_written(name)
    if parts.family_name:
        return _by_deputies(name, held) or _by_others(parts, held) or parts
    parts = split_written(name, others)
    if parts == NameParts(None, None) and is_titled:
        parts = split_titled(name)
    if parts == NameParts(None, None) and are_full:
        return cut_by_dictionary(bare_name(name)) or parts
    return parts


def _among_titled(attendance: pl.DataFrame) -> set[tuple[str, str]]:
    """Return uncertain names of groups in which others end in positions."""
    if "attendee_group" not in attendance.columns:
        return set()
    titled = [
        name for name in attendance["name_text"].unique() if None not in split_written(name)[:2]
    ]
    names = attendance.select("meeting_id", "attendee_group", "name_text").unique()
    group = ["meeting_id", "attendee_group"]
    return set(
        names.with_columns(titled=pl.col("name_text").is_in(titled))
        .filter(~pl.col("titled"), pl.col("titled").mean().over(group) >= _ENOUGH)
        .select("meeting_id", "name_text")
        .iter_rows()
    )


def _are_full_names(names: list[str]) -> bool:
    """Return whether a list has full names alone.

    All are longer than two characters, the commonest length of a family name.
    """
    bare = [bare_name(name) for name in names if split_written(name).position is None]
    return len(bare) > 1 and min(map(len, bare)) > _LONGEST_COMMON_FAMILY_NAME


def _titles_held(names: list[str]) -> Counter[str]:
    """Count the possible positions of a list.

    Any text after a known family name may be one.
    """
    possible = Counter(
        name[at:]
        for name in names
        for at in range(1, min(LONGEST_FAMILY_NAME, len(name) - 1) + 1)
        if is_family_name(name[:at])
    )
    # After a full name a position is none of these: 由良健委員.
    full = (split_written(name) for name in names)
    return possible + Counter(
        parts.position for parts in full if parts.position and parts.given_name
    )


def _by_others(parts: NameParts, held: Counter[str]) -> NameParts | None:
    """Split off a given name that may begin a position too, where others have the rest.

    本田正委員, beside 青木委員 → 本田, 委員, 正, unless another is 正委員 as well.
    """
    family_name, position, given_name = parts
    if family_name is None or position is None or given_name is not None:
        return None
    rest = position[1:]
    is_given = position[:1] in _GIVEN_OR_RANK and held[rest] > 0 and held[position] == 1
    return NameParts(family_name, rest, position[0]) if is_given else None


def _by_deputies(name: str, held: Counter[str]) -> NameParts | None:
    """Split before the longest position that has a deputy in the list.

    A position may begin with a character that also ends a family name: 太田部会長 → 太田, 部会長,
    where the list has a 副部会長.
    """
    return next(
        (
            NameParts(family_name, title)
            for family_name, title in _doubtful_splits(name)
            for deputy in (f"副{title}", f"{title}代理", f"{title}職務代理", f"{title}代行")
            if deputy in held
        ),
        None,
    )


@cache
def _doubtful_splits(name: str) -> list[tuple[str, str]]:
    """Return the possible splits of a name, where they are doubtful.

    There are several, or the family name has one character: 辻部会長.
    """
    splits = [
        (name[:at], name[at:])
        for at in range(1, min(LONGEST_FAMILY_NAME, len(name) - 2) + 1)
        if position_pattern().fullmatch(name, at) and is_family_name(name[:at])
    ]
    is_doubtful = len(splits) > 1 or any(
        len(family_name) == 1 or title[0] in _GIVEN_OR_RANK for family_name, title in splits
    )
    return splits if is_doubtful else []
