"""Lines of a page 400 points wide, set in 10 points from 50 to 350: which go on in the next one."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.ingestion.media.pdf_characters import Floats
from pipeline.ingestion.media.pdf_places import LinePlaces, Side
from pipeline.ingestion.media.pdf_wrapping import joined, wrapped_lines

FULL = "計画の進み具合について昨年度との違いを伺いますあわせて来年度の見"
SHORT = "終わります"


def goes_on(texts: list[str], begins: float = 50.0, width: float = 400.0) -> list[bool]:
    """Whether each line goes on; blanks at its start are an indent, each character 10 points."""
    left = np.array([begins + 10.0 * (len(text) - len(text.lstrip("　"))) for text in texts])
    right = begins + np.array(
        [sum(5.0 if character.isascii() else 10.0 for character in text) for text in texts]
    )
    count = len(texts)
    return wrapped_lines(texts, places_of(left, right, width=np.full(count, width)))


def places_of(left: Floats, right: Floats, **others: np.ndarray) -> LinePlaces:
    """Lines of one page without columns, but for what is given."""
    count = len(left)
    numbers, none = np.zeros(count, np.intp), np.zeros(count, np.bool_)
    places = {
        "begin": left,
        "height": np.full(count, 10.0),
        "tail": np.zeros(count),
        **dict.fromkeys(("before", "part", "page", "side"), numbers),
        "gutter": np.full(count, np.nan),
        "width": np.full(count, 400.0),
        "is_row": none,
    }
    return LinePlaces(left=left, right=right, **{**places, **others})


@pytest.mark.parametrize(
    ("lines", "is_one"),
    [
        # A sentence goes on; the first line of a paragraph may be indented.
        ([FULL[:30], "通しも伺います。"], True),
        (["　" + FULL[:29], "通しも伺います。"], True),
        # A sign that may not begin a line took the one before it along.
        ([FULL[:29], "た。次に移ります。", FULL[:30]], True),
        ([FULL[:29], "「た」。次に移ります。", FULL[:30]], True),
        # Ten o'clock, not one.
        ([FULL[:28] + "午前１"[1:], "０時に開会します。"], True),
        # The line has room for what begins the next one.
        ([FULL[:26], "通しも伺います。", FULL[:30]], False),
        # The sentence is over, or something else begins.
        ([FULL[:29] + "。", "次に移ります。"], False),
        ([FULL[:30], "○青木委員　伺います。"], False),
        ([FULL[:30], "・資料一"], False),
        ([FULL[:30], "第２議案"], False),
        ([FULL[:30], "事務局　白井課長"], False),
        ([FULL[:30], "会場：架空市役所"], False),
        (["架空健康福祉審議会高齢者保健" * 2 + "福祉", "専門部会 会議要旨"], True),
        (["平成元年四月一日の午前９時から架空会館に於いて開会し午後２時", "30分 閉会"], True),
        ([FULL[:27] + "議事録", "などについて"], True),
        ([FULL[:27] + "(青木", "一郎君) 議長です。"], True),
        ([FULL[:28] + "、", "青木 一郎"], True),
        ([FULL[:24] + "、（代理）", "青木 一郎"], True),
        ([FULL[:25] + "一〇：", "〇〇から一二：〇〇"], True),
        # The pages of a table of contents.
        (["１ 開会" + "…" * 24 + "１", "２ 議事" + "…" * 24 + "２"], False),
        # Items that are numbered, though each fills a line.
        (["４　" + FULL[:28], "５　" + FULL[:28], "６　傍聴者"], False),
        # Rows of a list begin with a short word each.
        (["進行役：" + FULL[:26], "市：架空課" + FULL[:25]], False),
        (["青木 一郎" + FULL[:25] + "委員", "坂本 花子", "白井 修"], False),
        # An indent begins a paragraph.
        ([FULL[:30], "　次に移ります。"], False),
    ],
)
def test_a_line_goes_on_where_the_margin_cuts_it(lines: list[str], is_one: bool) -> None:
    assert goes_on(lines)[:2] == [False, is_one]


def test_a_row_that_begins_with_ideographic_spaces_begins_something() -> None:
    # They are drawn, so that it stands at the margin.
    texts = ["出席した職員" + FULL[:24], "　　　　　　水道課長　青木一郎"]
    lines = places_of(np.full(2, 50.0), np.array([350.0, 200.0]))
    assert wrapped_lines(texts, lines) == [False, False]


def test_the_longest_line_of_a_list_is_no_margin() -> None:
    lines = ["委員架空大学大学院教授青木一郎", "委員架空高等学校校長坂本花子", "委員白井"]
    assert goes_on(lines) == [False, False, False]


def test_half_a_page_shows_its_margin_by_what_it_cuts() -> None:
    # The right half of the sheet is empty, as on the last page of two columns.
    cut = [FULL[:30], "通しも伺います。"]
    assert goes_on(cut * 3, width=800.0) == [False, True] * 3
    assert goes_on(cut * 2, width=800.0) == [False] * 4
    items = [f"（{at}）{FULL[:27]}" for at in range(6)]
    assert goes_on(items, width=800.0) == [False] * 6


def test_half_a_page_shows_its_margin_by_the_numbers_and_brackets_that_it_cuts() -> None:
    cut = ["架空会館" * 6 + "及び二階の（会", "議室） 10時30分から11時3", "0分まで"]
    lines = [cut[0], cut[1] + "架空会館" * 4 + "の部屋", cut[2]]
    assert goes_on(lines * 2, width=800.0).count(True) == 0
    assert goes_on([*lines * 4], width=800.0)[:2] == [False, True]


def test_a_sentence_that_ends_with_the_line_goes_on_within_a_long_paragraph() -> None:
    long, ends = [FULL[:30]] * 5, FULL[:29] + "。"
    assert goes_on([*long, ends, FULL[:30], "伺います。"])[6]
    # A short paragraph may end so, a label begins something, and so does an indent.
    assert not goes_on([*long[:2], ends, FULL[:30], "伺います。"])[3]
    assert not goes_on([*long, ends, "議長　" + FULL[:27], "伺います。"])[6]
    assert not goes_on([*long, ends, "（１）" + FULL[:27], "伺います。"])[6]


def test_a_title_and_a_rule_end_where_they_end() -> None:
    for line in (FULL[:27] + "議事録", FULL[:20] + "─" * 10):
        assert goes_on([line, "日時は次のとおりです。"]) == [False, False]


def test_the_last_cell_of_a_row_goes_on_below_itself() -> None:
    left = np.array([50.0, 110.0, 50.0, 110.0])
    right = np.array([350.0, 200.0, 350.0, 350.0])
    texts = ["青木　" + FULL[:24], "通しも伺います", "坂本　" + FULL[:24], FULL[:24]]
    is_row = np.array([True, False, True, False])
    begin = np.full(4, 110.0)
    lines = places_of(left, right, begin=begin, is_row=is_row)
    assert wrapped_lines(texts, lines) == [False, True, False, True]


def test_a_sentence_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    texts = [FULL[:13], "左" * 13, "右" * 13, "頁" * 13]
    left = np.array([50.0, 50.0, 200.0, 50.0])
    lines = places_of(
        left,
        left + 130.0,
        part=np.array([0, 0, 1, 2]),
        page=np.array([0, 0, 0, 1]),
        side=np.array([Side.LEFT, Side.LEFT, Side.RIGHT, Side.LEFT]),
        gutter=np.full(4, 200.0),
    )
    assert wrapped_lines(texts, lines) == [False, True, True, True]
    whole = places_of(np.full(2, 50.0), np.full(2, 350.0), part=np.arange(2), page=np.arange(2))
    assert wrapped_lines([FULL[:30], "通しも伺います。"], whole) == [False, True]
    assert wrapped_lines([FULL[:30], "事務局　白井課長"], whole) == [False, False]


def test_within_a_long_paragraph_a_short_word_before_a_blank_begins_nothing() -> None:
    lines = [FULL[:30], "第６条　" + FULL[:26], "通しも伺います。"]
    assert goes_on(lines) == [False, True, True]


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("計画の進み", "　具合", "計画の進み具合"),
        ("the next", "meeting", "the next meeting"),
        ("午前1", "0時", "午前10時"),
        # What is drawn stays, an indent does not.
        ("坂本  ", " 花子", "坂本   花子"),
        ("坂本", "　花子", "坂本花子"),
    ],
)
def test_a_blank_parts_words_of_letters_alone(before: str, after: str, line: str) -> None:
    assert joined(before, after) == line
