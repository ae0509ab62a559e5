"""Doubts about lists of attendees: persons that are none, and persons that were not found."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.normalisation.doubts.attendance import DOUBTS
from pipeline.normalisation.doubts.counts import DOUBTS as COUNTS
from pipeline.normalisation.doubts.reading import Reading
from tests.pipeline.normalisation.doubts.asking import doubted

ReadingWith = Callable[..., Reading]


def person(name: str, line: int = 1, **values: object) -> dict[str, object]:
    """A listed person of whom the model is not certain."""
    bare = {"family_name": None, "position": None, "confidence": None}
    return {"name_text": name, **bare, "line_start": line, "line_end": line, **values}


@pytest.mark.parametrize(
    ("row", "is_doubtful"),
    [
        (person("都市計画課"), True),
        (person("開会の挨拶"), True),
        (person("緑化推進の皆様です"), True),
        (person("１２３"), True),
        (person("青木委員", family_name="青木", position="委員"), False),
        (person("柏木　和子"), False),
        # An office that begins with a family name may be one's.
        (person("森田政策局長"), False),
        # A common word in the place of a family name, but members have such names.
        (person("専任主幹", family_name="専任", position="主幹"), True),
        (person("専任委員", family_name="専任", position="委員"), False),
        # The model is certain.
        (person("都市計画課", confidence=99), False),
        (person("都市計画課", confidence=96), True),
    ],
)
def test_what_is_listed_has_the_form_of_a_name(
    reading_with: ReadingWith, row: dict[str, object], is_doubtful: bool
) -> None:
    reading = reading_with(("attendance", "出席者"), attendance=[row])
    assert doubted(DOUBTS, "persons_are_named", reading) == [1] * is_doubtful


@pytest.mark.parametrize(
    ("row", "is_doubtful"),
    [
        # 林野, 恵 or 林, 野恵.
        (person("林野恵委員", position="委員"), True),
        (person("林野恵委員", family_name="林野", position="委員"), False),
        (person("都市計画課長", position="都市計画課長"), False),
    ],
)
def test_a_name_with_several_cuts_is_not_certain(
    reading_with: ReadingWith, row: dict[str, object], is_doubtful: bool
) -> None:
    reading = reading_with(("attendance", "出席者"), attendance=[row])
    assert doubted(DOUBTS, "persons_are_certain", reading) == [1] * is_doubtful


def test_family_names_apart_from_given_names_are_pieces(reading_with: ReadingWith) -> None:
    names = ["青木", "一郎", "坂本", "和子", "石田"]
    pieces = [person(name, line) for line, name in enumerate(names, start=1)]
    lines = [("attendance", name) for name in names]
    assert doubted(DOUBTS, "names_are_whole", reading_with(*lines, attendance=pieces)) == [1, 3]
    # One such pair may be two persons.
    assert doubted(DOUBTS, "names_are_whole", reading_with(*lines, attendance=pieces[:3])) == []


@pytest.mark.parametrize(
    ("line", "is_doubtful"),
    [
        ("会長／青木（あおき）一郎（いちろう）", True),
        ("会長／青木 (アオキ) 一郎", True),
        ("会長／青木（あおき）", False),
        ("会長／青木（雲の会）一郎", False),
        ("会長／坂本（さかもと）修、青木", False),
    ],
)
def test_a_given_name_behind_a_reading_is_a_piece(
    reading_with: ReadingWith, line: str, is_doubtful: bool
) -> None:
    reading = reading_with(("attendance", line), attendance=[person("青木", 1)])
    assert doubted(DOUBTS, "names_are_whole", reading) == [1] * is_doubtful


@pytest.mark.parametrize(
    ("line", "is_doubtful"),
    [
        ("出席者（８名）", True),
        ("出席者（３名）", False),
        ("出席者 三名", False),
        # Those absent, those present, and a group.
        ("欠席者 １名", False),
        ("出席 ２名", False),
        ("傍聴者 ８名", False),
        ("参加者　市民48人", False),
        ("定数８人", False),
        ("名簿のとおり", False),
        # Of all, and beside the quorum.
        ("委員５名中２名出席", False),
        ("委員３名中８名出席", True),
        ("２名出席（定足数５名）", False),
        ("８名出席（定足数２名）", True),
    ],
)
def test_as_many_are_listed_as_are_counted(
    reading_with: ReadingWith, line: str, is_doubtful: bool
) -> None:
    listed = [person("青木", 2), person("坂本", 2), person("柏木", 2, presence="absent")]
    reading = reading_with(
        ("attendance", line), (None, "青木、坂本、柏木（欠席）"), attendance=listed
    )
    assert doubted(COUNTS, "counts_are_met", reading) == [1] * is_doubtful


@pytest.mark.parametrize(
    ("count", "is_doubtful"), [("３名", False), ("４名", False), ("６名", True)]
)
def test_a_count_may_be_of_the_groups_right_below_it(
    reading_with: ReadingWith, count: str, is_doubtful: bool
) -> None:
    listed = [
        person("青木", 2, attendee_group="出席委員"),
        *(person(name, 3, attendee_group="委員") for name in ("坂本", "柏木")),
        person("石田", 4, attendee_group="市側"),
        *(
            person(name, 4, attendee_group="事務局")
            for name in ("大野", "白井", "森", "江頭", "陸")
        ),
    ]
    reading = reading_with(
        ("attendance", f"出席委員　{count}"),
        (None, "会長　青木"),
        (None, "委員　坂本　柏木"),
        (None, "市側　石田"),
        attendance=listed,
    )
    assert doubted(COUNTS, "counts_are_met", reading) == [1] * is_doubtful


@pytest.mark.parametrize(
    ("line", "is_doubtful"),
    [
        ("青木委員、石田江美副主幹", True),
        ("青木委員", False),
        ("青木委員（石田課長代理）", False),
        ("青木委員、傍聴　石田課長", False),
        ("青木委員、石田課長が来た。", False),
        ("青木委員、ほか", False),
        ("審議会委員", False),
        ("林委員", True),
        ("青木委員、総務課長　坪、坂本委員", True),
        ("青木委員　総務課長　坪", True),
        ("青木委員、総務課長　他", False),
        ("青木委員、総務課　長", False),
    ],
)
def test_every_line_of_a_list_gives_its_persons(
    reading_with: ReadingWith, line: str, is_doubtful: bool
) -> None:
    reading = reading_with(("attendance", line), attendance=[person("青木委員")])
    assert doubted(DOUBTS, "lists_are_read", reading) == [1] * is_doubtful


@pytest.mark.parametrize(
    ("line", "position", "is_doubtful"),
    [
        # The rest of a position that the line before begins: 水産庁増殖推⏎進部長.
        ("進部長　　飛鳥井　修君", "水産庁増殖推進部長", False),
        # A place that is a family name too, before its head.
        ("岩木総合支所長　　飛鳥井　修君", "岩木総合支所長", False),
        ("緑町長　　飛鳥井　修君", "緑町長", False),
        ("上下水道部長　　飛鳥井　修君", "上下水道部長", False),
        # A person who was taken for the position of the next.
        ("石田課長　　飛鳥井　修君", "石田課長", True),
        ("石田課長　　飛鳥井　修君", "部長", True),
        ("石田総務課長　　飛鳥井　修君", "石田総務課長", True),
    ],
)
def test_the_position_of_a_person_is_nobody_else(
    reading_with: ReadingWith, line: str, position: str, is_doubtful: bool
) -> None:
    listed = [person("飛鳥井　修君", position=position)]
    reading = reading_with(("attendance", line), attendance=listed)
    assert doubted(DOUBTS, "lists_are_read", reading) == [1] * is_doubtful


@pytest.mark.parametrize(
    ("line", "is_doubtful"),
    [
        ("事務局　水資源課長（岸）、同課補佐（浜）", True),
        ("事務局　水資源課長（岸本）", True),
        # Of a person with a name, a proxy, a note, and an office.
        ("青木委員（森）", False),
        ("水資源課長（代理）", False),
        ("水資源課長（代）", False),
        ("水資源課長（欠席）", False),
        ("水資源課長（兼）", False),
        ("水資源課長（土木局）", False),
    ],
)
def test_a_family_name_in_brackets_after_a_position_is_a_person(
    reading_with: ReadingWith, line: str, is_doubtful: bool
) -> None:
    reading = reading_with(("attendance", line), attendance=[person("青木委員")])
    assert doubted(DOUBTS, "lists_are_read", reading) == [1] * is_doubtful


def test_a_name_that_a_line_breaks_off_is_read(reading_with: ReadingWith) -> None:
    broken = person("石田江美副主幹", 1, line_end=2)
    reading = reading_with(("attendance", "石田江美副"), (None, "主幹"), attendance=[broken])
    assert doubted(DOUBTS, "lists_are_read", reading) == []


@pytest.mark.parametrize(
    ("line", "meeting", "is_doubtful"),
    [
        ("〇委員会に出席した委員", {}, True),
        ("２　出席状況", {}, True),
        ("〇委員会に出席した委員", {"attendee_count_stated": 5}, False),
        ("出席者 １０名", {}, False),
        ("議事", {}, False),
    ],
)
def test_a_record_that_says_who_came_has_a_list(
    reading_with: ReadingWith, line: str, meeting: dict[str, object], is_doubtful: bool
) -> None:
    reading = reading_with(("unrecognised", line), meeting=meeting)
    assert doubted(DOUBTS, "list_is_found", reading) == [1] * is_doubtful
    listed = reading_with(("unrecognised", line), meeting=meeting, attendance=[person("青木")])
    assert doubted(DOUBTS, "list_is_found", listed) == []


@pytest.mark.parametrize(
    ("lines", "is_doubtful"),
    [
        ([("note", "応招議員（９名）")], True),
        ([("note", "１．応 招 し た 議 員")], True),
        ([("note", "応招議員（９名）"), ("attendance", "出席議員（９名）")], False),
        ([("attendance", "応招議員（９名）"), ("attendance", "出席議員　応招議員に同じ")], False),
        ([("note", "不応招議員（１名）")], False),
    ],
)
def test_who_answered_the_summons_is_no_list_of_who_came(
    reading_with: ReadingWith, lines: list[tuple[str, str]], is_doubtful: bool
) -> None:
    officials = [person("青木", attendee_group="説明員")]
    reading = reading_with(*lines, attendance=officials)
    assert doubted(DOUBTS, "list_is_found", reading) == [1] * is_doubtful


@pytest.mark.parametrize(
    ("lines", "is_doubtful"),
    [
        ([("attendance", "出席した公述人"), ("remark", "第一番　石田フミ")], True),
        ([("attendance", "【欠席委員】"), ("heading", "第一番　石田フミ")], True),
        ([("attendance", "出席者"), ("attendance", "（委員）")], False),
        ([("attendance", "欠席者　なし"), ("remark", "○議長　始めます。")], False),
        ([("attendance", "出席委員　３名"), ("remark", "○議長　始めます。")], False),
        (
            [("attendance", "出席委員　石田"), (None, "　大野"), ("remark", "○議長　始めます。")],
            False,
        ),
    ],
)
def test_a_label_of_a_list_has_persons_below_it(
    reading_with: ReadingWith, lines: list[tuple[str | None, str]], is_doubtful: bool
) -> None:
    reading = reading_with(*lines, attendance=[person("青木", 9, attendee_group="事務局")])
    assert doubted(DOUBTS, "list_is_found", reading) == [1] * is_doubtful


def test_a_person_beside_the_label_is_its_list(reading_with: ReadingWith) -> None:
    lines = (("attendance", "欠席者　石田委員"), ("remark", "○議長　始めます。"))
    reading = reading_with(*lines, attendance=[person("石田委員", 1)])
    assert doubted(DOUBTS, "list_is_found", reading) == []


def test_disputed_persons_are_doubtful(reading_with: ReadingWith) -> None:
    disputed = [{"document_id": "made-up/memo.txt", "line": 7, "excerpt": "石田"}]
    reading = reading_with(("attendance", "石田"), disputed=disputed)
    assert doubted(DOUBTS, "persons_are_certain", reading) == [7]


@pytest.mark.parametrize(
    ("said", "is_doubtful"),
    [
        ("ただいまの出席委員は３名で、定足数に達しております。", True),
        ("ただいまの出席委員は２名で、定足数に達しております。", False),
        # One came late.
        ("ただいまの出席委員は１名です。", False),
        ("委員５名中、三名の御出席をいただいております。", True),
        ("委員３名中、二名の御出席をいただいております。", False),
        ("委員を３名選びます。", False),
    ],
)
def test_as_many_members_are_listed_as_the_chair_counts(
    reading_with: ReadingWith, said: str, is_doubtful: bool
) -> None:
    listed = [
        person("青木", attendee_group="委　員"),
        person("坂本", attendee_group="委　員"),
        person("柏木", attendee_group="委　員", presence="absent"),
        person("白井", attendee_group="事務局"),
        person("石田", attendee_group="事務局"),
    ]
    reading = reading_with(("attendance", "委　員"), ("remark", said), attendance=listed)
    assert doubted(COUNTS, "spoken_counts_are_met", reading) == [2] * is_doubtful
