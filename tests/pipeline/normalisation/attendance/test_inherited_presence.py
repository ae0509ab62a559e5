"""Who came, as a label above those of groups says it."""

from __future__ import annotations

import polars as pl
import pytest

from pipeline.normalisation.attendance.inherited_presence import with_came_above
from schemas.vocabulary import Presence

List = tuple[str | None, str, int, int | None]


def came_above(*lists: List, meetings: list[str] | None = None) -> list[str | None]:
    """Of lists with their marker, what stands behind it, and blanks and line ends before it."""
    rows = [
        {
            "meeting_id": meeting,
            "marker": marker,
            "source": (marker or "") + behind,
            "indent": indent,
            "breaks": breaks,
        }
        for meeting, (marker, behind, indent, breaks) in zip(
            meetings or ["made-up"] * len(lists), lists, strict=True
        )
    ]
    schema = {"marker": pl.String, "breaks": pl.Int64}
    return with_came_above(pl.DataFrame(rows, schema_overrides=schema))["came_above"].to_list()


PRESENT: List = ("出席委員", "", 0, None)
ABSENT: List = ("欠席委員", "", 0, 1)
ABSENT_OF_CAPACITY: List = ("（公益代表）", "　青木　一郎", 0, 1)
ABSENT_DEEPER: List = ("都市計画課：", "坂本課長", 2, 1)


def test_groups_below_a_label_of_those_absent_were_absent() -> None:
    assert came_above(PRESENT, ABSENT, ABSENT_OF_CAPACITY, ABSENT_DEEPER) == [
        None,
        None,
        Presence.ABSENT,
        Presence.ABSENT,
    ]


def test_a_group_as_far_out_as_the_label_is_none_of_it() -> None:
    assert came_above(ABSENT, ("事務局：", "坂本課長", 0, 1)) == [None, None]


def test_what_ends_a_list_ends_it_for_those_below_as_well() -> None:
    out: List = ("事務局：", "坂本課長", 0, 1)
    assert came_above(ABSENT, out, ABSENT_DEEPER) == [None, None, None]


@pytest.mark.parametrize(("behind", "came"), [("　２名", Presence.ABSENT), ("　森委員", None)])
def test_a_label_that_lists_somebody_itself_says_nothing_of_others(
    behind: str, came: str | None
) -> None:
    label: List = ("欠席委員", behind, 0, 1)
    assert came_above(label, ABSENT_DEEPER) == [None, came]


def test_a_label_of_another_meeting_says_nothing() -> None:
    assert came_above(ABSENT, ABSENT_DEEPER, meetings=["made-up/1", "made-up/2"]) == [None, None]


def test_those_who_came_inherit_nothing() -> None:
    assert came_above(PRESENT, ABSENT_DEEPER) == [None, None]


@pytest.mark.parametrize("count", ["（0名）", "（０人）", "　零名"])
def test_a_label_of_nobody_absent_says_nothing_of_others(count: str) -> None:
    """A page mark between the lists is counted as an indent."""
    below: List = ("〇出席説明員", "\n町長 青木一郎", 1, 3)
    assert came_above((f"〇欠席議員{count}", "", 0, 1), below) == [None, None]
    assert came_above(("〇欠席議員", count, 0, 1), below) == [None, None]


def test_those_who_are_said_to_have_come_were_not_absent() -> None:
    below: List = ("出席説明員", "\n町長 青木一郎", 1, 3)
    assert came_above(ABSENT, below, ABSENT_DEEPER) == [None, None, None]
