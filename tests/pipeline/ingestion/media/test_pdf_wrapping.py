"""Lines of a page 400 points wide, set in 10 points from 50 to 350: which go on in the next one."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.ingestion.media.pdf_wrapping import Wrapping, joined, wrapped_lines

FULL = "計画の進み具合について昨年度との違いを伺いますあわせて来年度の見"
SHORT = "終わります"


def goes_on(texts: list[str], begins: float = 50.0, width: float = 400.0) -> list[bool]:
    """Whether each line goes on; blanks at its start are an indent, each character 10 points."""
    left = np.array([begins + 10.0 * (len(text) - len(text.lstrip("　"))) for text in texts])
    right = begins + np.array(
        [sum(5.0 if character.isascii() else 10.0 for character in text) for text in texts]
    )
    count = len(texts)
    lines = Wrapping(
        texts=texts,
        left=left,
        right=right,
        height=np.full(count, 10.0),
        part=np.zeros(count, np.intp),
        is_alone=np.ones(count, np.bool_),
        width=np.full(count, width),
        is_in_columns=np.zeros(count, np.bool_),
    )
    return wrapped_lines(lines).tolist()


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
        # An indent begins a paragraph.
        ([FULL[:30], "　次に移ります。"], False),
    ],
)
def test_a_line_goes_on_where_the_margin_cuts_it(lines: list[str], is_one: bool) -> None:
    assert goes_on(lines)[:2] == [False, is_one]


def test_the_longest_line_of_a_list_is_no_margin() -> None:
    lines = ["委員架空大学大学院教授青木一郎", "委員架空高等学校校長坂本花子", "委員白井"]
    assert goes_on(lines) == [False, False, False]


def test_within_a_long_paragraph_a_short_word_before_a_blank_begins_nothing() -> None:
    lines = [FULL[:30], "第６条　" + FULL[:26], "通しも伺います。"]
    assert goes_on(lines) == [False, True, True]


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("計画の進み", "　具合", "計画の進み具合"),
        ("the next", "meeting", "the next meeting"),
        ("午前1", "0時", "午前10時"),
    ],
)
def test_a_blank_parts_words_of_letters_alone(before: str, after: str, line: str) -> None:
    assert joined(before, after) == line
