"""Sections of a list: whose group the persons of a line belong to."""

from __future__ import annotations

import pytest

from pipeline.normalisation.attendance.labels import Label
from pipeline.normalisation.attendance.lines import visible_lines
from pipeline.normalisation.attendance.name_cutting import Cell
from pipeline.normalisation.attendance.reading import entries
from pipeline.normalisation.attendance.sections import Sections
from schemas.vocabulary import Presence


def sections_of(text: str, outer: Label | None = None, group: str | None = None) -> Sections:
    return Sections(visible_lines(text), outer or Label(group=group), group)


@pytest.mark.parametrize(
    ("line", "first", "group", "presence"),
    [
        ("事務局：白井課長", 4, "事務局", None),
        ("【欠席委員】青木委員", 6, "欠席委員", Presence.ABSENT),
        ("（欠席）森委員", 4, "欠席", Presence.ABSENT),
        ("都市計画課・白井課長", 6, "都市計画課", None),
        ("| 事務局 | 白井課長 |", 6, "事務局", None),
        # No office before the dot, and a first cell that names a person.
        ("青木・坂本", 0, None, None),
        ("| 青木委員 | 欠席 |", 0, None, None),
        ("青木委員、坂本委員", 0, None, None),
    ],
)
def test_persons_begin_behind_the_label_of_their_line(
    line: str, first: int, group: str | None, presence: str | None
) -> None:
    sections = sections_of(line)
    assert sections.first_person(0, sections.lines[0]) == first
    assert (sections.label.group, sections.label.presence) == (group, presence)


def test_the_members_of_a_body_are_a_group_at_the_head_of_a_list() -> None:
    found = entries(
        "見本市景観審議会委員\n\n会長\n・青木 保彦（有識者）\n委員\n・坂本 節子（市民）"
    )
    assert [(entry.name_text, entry.group, entry.position) for entry in found] == [
        ("青木 保彦", None, "会長"),
        ("坂本 節子", "委員", None),
    ]
    # Between persons it may be the office of the one before it.
    found = entries("青木 保彦\n見本市景観審議会委員\n坂本 節子")
    assert {entry.group for entry in found} == {None}


def test_a_line_of_those_who_listen_lists_nobody() -> None:
    sections = sections_of("傍聴者：３名")
    assert sections.first_person(0, sections.lines[0]) is None


def test_a_bracket_of_one_person_among_others_begins_no_section() -> None:
    sections = sections_of("青木委員\n（欠席）坂本委員\n柏木委員")
    assert sections.first_person(1, sections.lines[1]) == 0
    assert sections.label.presence is None


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("事務局\n　白井課長", "事務局"),
        ("都市計画課\n　白井課長", "都市計画課"),
        # Nothing below it, several words, or a person.
        ("都市計画課", None),
        ("都市計画課　白井\n　白井課長", None),
        ("青木委員\n　坂本委員", None),
        ("青木　一郎\n　坂本　修", None),
    ],
)
def test_an_office_alone_on_a_line_names_the_group_below(text: str, group: str | None) -> None:
    sections = sections_of(text)
    assert sections.opens_group(0, sections.lines[0]) is (group is not None)
    assert sections.group == group


def test_a_group_ends_where_a_line_stands_as_far_out_as_its_label() -> None:
    sections = sections_of("　都市計画課\n　　白井課長\n　青木委員", group="事務局")
    first, second, third = sections.lines
    assert sections.opens_group(0, first)
    assert not sections.opens_group(1, second)
    assert sections.group == "都市計画課"
    assert not sections.opens_group(2, third)
    assert sections.group == "事務局"


def test_a_rule_across_the_page_ends_the_group_of_the_whole_list() -> None:
    sections = sections_of("青木委員\n─────\n白井課長", group="委員")
    sections.end(sections.lines[1])
    assert (sections.group, sections.outer_group) == (None, None)


def test_a_title_repeated_is_told_without_blanks_and_ends_with_its_section() -> None:
    sections = sections_of("委　員　青木\n〃　坂本")
    assert sections.title_repeated() is None
    sections.ditto = Cell("委　員", 0, 3, 0)
    assert sections.title_repeated() == "委員"
    sections.begin(Label(group="事務局"), sections.lines[1])
    assert sections.title_repeated() is None


@pytest.mark.parametrize(
    ("text", "group", "are_groups"),
    [
        ("都市計画課　　青木　一郎\n道路課　　　　坂本　修", None, True),
        # In a group that has a name each may have an office of his own.
        ("都市計画課　　青木　一郎\n道路課　　　　坂本　修", "事務局", False),
        ("都市計画課　　青木　一郎\n坂本　修", None, False),
    ],
)
def test_offices_before_several_lines_are_groups(
    text: str, group: str | None, are_groups: bool
) -> None:
    assert sections_of(text, group=group).has_office_column is are_groups


def test_nobody_is_absent_after_the_word_for_nobody() -> None:
    text = (
        "●欠席議員\n　なし\n●地方自治法第１２１条の規定により出席を求めた者\n　町長　　青木一郎君\n"
    )
    (person,) = entries(text, "●欠席議員")
    assert (person.name_text, person.presence) == ("青木一郎君", None)
    assert person.group == "地方自治法第１２１条の規定により出席を求めた者"


def test_whether_persons_came_is_not_stated_where_nobody_was_absent() -> None:
    (person,) = entries("欠席議員\n　なし\n　町長　　青木一郎君\n", "欠席議員")
    assert person.presence == Presence.UNSTATED
    # A person before the word is absent.
    first, _ = entries("欠席議員\n　坂本花子君\n　なし\n　町長　　青木一郎君\n", "欠席議員")
    assert first.presence == Presence.ABSENT
