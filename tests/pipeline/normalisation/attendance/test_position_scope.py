"""Titles before names: a position of one person, or the group of several."""

from __future__ import annotations

from pipeline.normalisation.attendance.entry import Entry
from pipeline.normalisation.attendance.labels import Label
from pipeline.normalisation.attendance.name_cutting import Cell
from pipeline.normalisation.attendance.position_scope import with_posts_before, with_titles
from pipeline.normalisation.attendance.words import Word


def title(text: str, start: int = 0) -> Cell:
    return Cell(text, start, start + len(text), 0, Word.TITLE)


def entry(
    name: str,
    lead: Cell | None = None,
    *,
    line: int = 0,
    column: int = 8,
    section: Label | None = None,
    group: str | None = None,
    office: str | None = None,
) -> Entry:
    found = Entry(name, 0, len(name), lead=lead, line=line, column=column, group=group)
    found.office = office
    if section is not None:
        found.section = section
    return found


def said(found: list[Entry]) -> list[tuple[str, str | None, str | None]]:
    return [(one.name_text, one.position, one.group) for one in found]


def test_a_title_before_one_name_is_a_position_and_one_before_several_their_group() -> None:
    member = title("委員")
    found = [
        entry("青木　一郎", title("課長"), line=0),
        entry("坂本　修", member, line=1),
        entry("柏木　和子", line=2),
    ]
    assert said(with_titles(found, None)) == [
        ("青木　一郎", "課長", None),
        ("坂本　修", None, "委員"),
        ("柏木　和子", None, "委員"),
    ]


def test_a_title_that_one_person_has_governs_no_names_below() -> None:
    found = [entry("青木　一郎", title("委員長"), line=0), entry("坂本　修", line=1)]
    assert said(with_titles(found, None)) == [
        ("青木　一郎", "委員長", None),
        ("坂本　修", None, None),
    ]


def test_a_title_that_is_written_again_is_a_position_each_time() -> None:
    found = [
        entry("青木　一郎", title("委員"), line=0),
        entry("坂本　修", title("委　員"), line=1),
        entry("柏木　和子", line=1),
    ]
    # The second stands before two names of its line.
    assert said(with_titles(found, None))[:2] == [
        ("青木　一郎", "委員", None),
        ("坂本　修", "委員", None),
    ]


def test_a_name_with_its_own_title_is_not_governed_by_the_one_above() -> None:
    found = [entry("青木　一郎", title("委員"), line=0), entry("坂本課長", line=1)]
    assert said(with_titles(found, None))[1] == ("坂本課長", None, None)


def test_a_name_further_out_than_the_one_above_is_not_governed() -> None:
    found = [
        entry("青木　一郎", title("委員"), line=0, column=8),
        entry("坂本　修", line=1, column=2),
    ]
    assert said(with_titles(found, None)) == [
        ("青木　一郎", "委員", None),
        ("坂本　修", None, None),
    ]


def test_a_label_before_one_name_gives_him_its_title() -> None:
    chair, members = Label("会長", position="会長"), Label("委員", position="委員")
    found = [
        entry("青木　一郎", section=chair, group="会長"),
        entry("坂本　修", section=members, group="委員"),
        entry("柏木　和子", section=members, group="委員"),
    ]
    assert said(with_titles(found, None)) == [
        ("青木　一郎", "会長", "会長"),
        ("坂本　修", None, "委員"),
        ("柏木　和子", None, "委員"),
    ]


def test_all_posts_before_a_name_are_those_of_the_person() -> None:
    section = Label()
    post = entry("地域部長", section=section)
    person = entry("青木　一郎", title("福祉担当部長", 5), section=section)
    (kept,) = with_posts_before([post, person])
    assert kept is person
    assert kept.lead is not None
    assert kept.lead.text == "地域部長、福祉担当部長"
    assert kept.lead.start == 0


def test_what_stands_before_is_no_post_unless_it_is_a_title_on_the_same_line() -> None:
    section = Label()
    person = entry("青木　一郎", title("福祉担当部長"), section=section)
    for other in (
        entry("坂本　修", section=section),
        entry("地域部長", line=1, section=section),
        entry("地域部長", section=Label()),
    ):
        assert with_posts_before([other, person]) == [other, person]
        assert person.lead is not None
        assert person.lead.text == "福祉担当部長"
