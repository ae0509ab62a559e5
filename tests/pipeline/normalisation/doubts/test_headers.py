"""Doubts about the day, the hours, the place, the round and the name of a meeting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

import pytest

from pipeline.normalisation.doubts.headers import DOUBTS
from pipeline.normalisation.doubts.reading import Reading
from tests.pipeline.normalisation.doubts.asking import doubted

ReadingWith = Callable[..., Reading]

NOWHERE = {"venue": None, "room": None, "floor": None}
NO_HOURS = {"starts_at": None, "ends_at": None, "start_time": None, "end_time": None}
MEETING = "made-up/2024-04-01/1"


@pytest.mark.parametrize(
    ("line", "meeting", "is_doubtful"),
    [
        ("会場　みどり会館", NOWHERE, True),
        ("３　開催場所", NOWHERE, True),
        ("会場　みどり会館", {}, False),
        ("会場　みどり会館", NOWHERE | {"format": "online"}, False),
        ("市場の動きについて", NOWHERE, False),
        ("第３回定例会を平成26年１月28日午後２時みどり会館に招集した。", NOWHERE, True),
        ("令和３年４月５日、町役場第１会議室において開催された。", NOWHERE, True),
        ("第３回定例会を平成26年１月28日に招集した。", NOWHERE, False),
        ("第３回定例会をみどり会館に招集した。", {}, False),
        # A sentence of forty characters and more has no label.
        ("会場" + "の雲を見る人がとても多い" * 4, NOWHERE, False),
    ],
)
def test_a_label_of_the_place_calls_for_a_place(
    reading_with: ReadingWith, line: str, meeting: dict[str, object], is_doubtful: bool
) -> None:
    reading = reading_with(("unrecognised", line), meeting=meeting)
    assert doubted(DOUBTS, "place_is_read", reading) == [1] * is_doubtful


@pytest.mark.parametrize(
    ("line", "is_doubtful"),
    [
        ("始まりの鐘は午後１時３０分", True),
        ("10:30", True),
        ("次回は午後１時", False),
        ("午前10時 受付", False),
        ("午後１時に始まる。", False),
    ],
)
def test_an_hour_before_the_talk_calls_for_one(
    reading_with: ReadingWith, line: str, is_doubtful: bool
) -> None:
    reading = reading_with(("unrecognised", line), meeting=NO_HOURS)
    assert doubted(DOUBTS, "hours_are_read", reading) == [1] * is_doubtful
    # With a start, or where it is known to be unclear, there is no doubt.
    assert doubted(DOUBTS, "hours_are_read", reading_with(("unrecognised", line))) == []
    unclear = reading_with(("unrecognised", line), meeting=NO_HOURS, unclear=(MEETING,))
    assert doubted(DOUBTS, "hours_are_read", unclear) == []


def test_hours_and_places_in_the_talk_are_none_of_the_header(reading_with: ReadingWith) -> None:
    said = ("remark", "○青木委員　始めます。")
    reading = reading_with(said, ("unrecognised", "会場　10:30"), meeting={**NOWHERE, **NO_HOURS})
    assert doubted(DOUBTS, "place_is_read", reading) == []
    assert doubted(DOUBTS, "hours_are_read", reading) == []


def test_a_field_ends_with_its_lines(reading_with: ReadingWith) -> None:
    date_and_more = [("date", "日時　令和６年４月１日"), *[(None, "雲の流れがはやい" * 9)] * 3]
    assert doubted(DOUBTS, "fields_end", reading_with(*date_and_more)) == []
    assert doubted(DOUBTS, "fields_end", reading_with(*date_and_more, (None, "雲" * 30))) == [1]
    # Two places are two.
    places = [("place", "場所　" + "みどり会館" * 40), ("place", "会場　" + "みどり会館" * 40)]
    assert doubted(DOUBTS, "fields_end", reading_with(*places)) == []


def test_a_meeting_has_a_date_and_a_body(reading_with: ReadingWith) -> None:
    nameless = {"date": None, "body": None, "title": "第３回 議事録", "line_start": 4}
    reading = reading_with(("title", "第３回 議事録"), meeting=nameless)
    for rule in ("date_stated", "title_names_body"):
        assert doubted(DOUBTS, rule, reading) == [4]
        assert doubted(DOUBTS, rule, reading_with(("title", "第３回 議事録"))) == []


def test_the_lines_of_a_header_state_the_day_of_the_meeting(reading_with: ReadingWith) -> None:
    reading = reading_with(
        ("date", "開催日　令和６年４月１日"),
        ("date", "2024/4/1（月）10:00"),
        ("date", "開会　午前10時"),
        ("date", "令和６年４月２０日"),
        ("unrecognised", "更新日　令和６年５月１日"),
    )
    assert doubted(DOUBTS, "one_day", reading) == [4]


@pytest.mark.parametrize(
    ("day", "is_doubtful"),
    [
        ("平成31年4月30日", False),
        ("平成31年5月1日", True),
        ("令和元年5月1日", False),
        ("令和元年4月30日", True),
        ("昭和64年1月7日", False),
        ("平成35年4月13日", True),
        # Without an era it lies in none.
        ("2035年4月13日", False),
    ],
)
def test_a_day_lies_within_its_era(reading_with: ReadingWith, day: str, is_doubtful: bool) -> None:
    reading = reading_with(("date", f"日時　{day}"))
    assert doubted(DOUBTS, "day_within_era", reading) == [1] * is_doubtful


@pytest.mark.parametrize(
    ("line", "start", "is_doubtful"),
    [
        ("午前１０時開会", time(10), False),
        ("午前１０時開会", time(10, 30), True),
        ("午前１０時開会", None, True),
        ("開議　午後１時半", time(13, 30), False),
        # What is written without its half of the day may be either.
        ("（１時30分開会）", time(13, 30), False),
        ("正午開会", time(12), False),
        ("午前１０時開会の予定であったが遅れた", time(11), False),
    ],
)
def test_the_hour_of_the_beginning_is_the_start(
    reading_with: ReadingWith, line: str, start: time | None, is_doubtful: bool
) -> None:
    meeting = {"start_time": start, "starts_at": None}
    assert (
        doubted(DOUBTS, "start_read", reading_with(("note", line), meeting=meeting))
        == [1] * is_doubtful
    )


def test_an_hour_noted_where_the_opening_is_declared_is_the_start(
    reading_with: ReadingWith,
) -> None:
    lines = [
        ("agenda", "開会　午前10時"),
        ("remark", "○議長　これより第1回定例会を開会いたします。"),
        ("stage", "（午前10時02分）"),
        ("remark", "○議長　休憩いたします。"),
        ("stage", "（午前11時）"),
    ]
    on_time, late = ({"start_time": time(10, minute), "starts_at": None} for minute in (0, 2))
    assert doubted(DOUBTS, "start_read", reading_with(*lines, meeting=on_time)) == [3]
    assert doubted(DOUBTS, "start_read", reading_with(*lines, meeting=late)) == []


def test_an_end_behind_the_last_words_of_a_line_is_seen(reading_with: ReadingWith) -> None:
    told = ("remark", "○青木会長　閉会いたします。お疲れさまでした。　　閉会　午後３時１０分")
    spoken = ("remark", "○青木会長　次回は閉会を午後３時１０分とする予定です。よろしいですか。")
    endless = {"end_time": None, "ends_at": None}
    assert doubted(DOUBTS, "end_read", reading_with(told, meeting=endless)) == [1]
    assert doubted(DOUBTS, "end_read", reading_with(spoken, meeting=endless)) == []


def test_the_last_hour_of_an_end_is_the_end(reading_with: ReadingWith) -> None:
    lines = [
        ("remark", "○青木委員　始めます。"),
        ("note", "午後２時　散会"),
        ("note", "午後３時１０分散会"),
    ]
    late, early = ({"end_time": end, "ends_at": None} for end in (time(15, 10), time(14)))
    assert doubted(DOUBTS, "end_read", reading_with(*lines, meeting=late)) == []
    assert doubted(DOUBTS, "end_read", reading_with(*lines, meeting=early)) == [3]
    # Within the talk a beginning is that after a pause.
    again = [lines[0], ("note", "午後２時開議")]
    assert doubted(DOUBTS, "start_read", reading_with(*again)) == []


@pytest.mark.parametrize(
    ("kind", "line", "is_doubtful"),
    [
        ("unrecognised", "架空審議会（第３回）", True),
        ("unrecognised", "第 １ ２ 回", True),
        # That of the Diet is none of a committee's, and an item of the agenda may name one.
        ("unrecognised", "第２１３回国会", False),
        ("agenda", "第３回架空審議会の報告", False),
        ("unrecognised", "第３回と同じ資料である。", False),
    ],
)
def test_a_round_before_the_talk_is_that_of_the_meeting(
    reading_with: ReadingWith, kind: str, line: str, is_doubtful: bool
) -> None:
    roundless = {"session": None, "session_basis": None}
    reading = reading_with((kind, line), meeting=roundless)
    assert doubted(DOUBTS, "round_read", reading) == [1] * is_doubtful
    assert doubted(DOUBTS, "round_read", reading_with((kind, line))) == []


def test_a_day_that_the_calendar_has_not_is_no_other_day(reading_with: ReadingWith) -> None:
    reading = reading_with(("date", "令和６年２月30日"), meeting={"date": date(2024, 4, 1)})
    assert doubted(DOUBTS, "one_day", reading) == []
