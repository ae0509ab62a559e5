"""Lines of a list: hard wraps, labels, and lines that give an office."""

from __future__ import annotations

import pytest

from pipeline.normalisation.attendance.blanks import WRAP
from pipeline.normalisation.attendance.lines import (
    joined,
    label_at,
    lines_of_offices,
    visible_lines,
)


def test_lines_that_show_nothing_are_left_out() -> None:
    lines = visible_lines("青木\n\n　 \n　坂本 一郎 \n")
    assert [(line.text, line.start, line.indent, line.width) for line in lines] == [
        ("青木", 0, 0, 4),
        ("　坂本 一郎 ", 7, 2, 11),
    ]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("　事務局：白井課長", "事務局："),
        ("委 員 : 青木", "委 員 :"),
        ("【会場出席】石田会長", "【会場出席】"),
        ("（委 員）大野弘子議長、安田潤", "（委 員）"),
        ("（欠席）", "（欠席）"),
        # Nothing behind it, and no word for a group: it belongs to the person above.
        ("（架空大学）", None),
        ("（架空大学）、坂本", None),
        ("青木委員、坂本委員：欠席", None),
        ("青木　一郎", None),
    ],
)
def test_a_label_begins_a_line(line: str, label: str | None) -> None:
    assert label_at(line) == label


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        # A title that goes on below, and a bracket that is open.
        ("青木企画専門\n官、坂本課長", "青木企画専門+官、坂本課長"),
        ("青木委員（架空\n　大学）、坂本委員", "青木委員（架空++大学）、坂本委員"),
        ("委員：青木委員、洞口\n委員、坂本委員", "委員：青木委員、洞口+委員、坂本委員"),
        # What a bracket says of the person above it, and a title that breaks off before its name.
        ("青木部長\n（代理：柏木次長）", "青木部長+（代理：柏木次長）"),
        ("青木委員\n　　（架空大学）", "青木委員+++（架空大学）"),
        ("青木委員　坂本委員　石田\n委員　柏木委員", "青木委員　坂本委員　石田+委員　柏木委員"),
        ("内閣府特命担\n当大臣　　田中　良子君", "内閣府特命担+当大臣　　田中　良子君"),
        ("青木委員\n（欠席）坂本委員", "青木委員\n（欠席）坂本委員"),
        ("青木　一郎君\n坂本　修君", "青木　一郎君\n坂本　修君"),
        ("青木　一郎\n（株）みどり工業", "青木　一郎\n（株）みどり工業"),
        # Without a comma behind it the word is the label of a group.
        ("委員：青木委員、洞口\n委員\n坂本、柏木", "委員：青木委員、洞口\n委員\n坂本、柏木"),
        # A comma at the end, a label below, a name on each line.
        ("青木委員、\n坂本委員", "青木委員、\n坂本委員"),
        ("青木委員、坂本委員\n事務局：白井課長", "青木委員、坂本委員\n事務局：白井課長"),
        ("青木　一郎\n坂本　修", "青木　一郎\n坂本　修"),
        ("・青木企画専門\n・官、坂本課長", "・青木企画専門\n・官、坂本課長"),
        ("青木", "青木"),
    ],
)
def test_only_line_ends_that_are_hard_wraps_are_joined(text: str, shown: str) -> None:
    found = joined(text)
    assert found.replace(WRAP, "+") == shown
    assert len(found) == len(text)


def test_lines_a_little_deeper_than_persons_give_their_offices() -> None:
    lines = visible_lines(
        "出席者\n　青木　一郎\n　　架空大学教授\n　坂本　修\n　　架空市都市計画課長\n"
    )
    assert lines_of_offices(lines) == {2, 4}


def test_deeper_lines_of_persons_give_no_offices() -> None:
    lines = visible_lines("出席者\n　青木　一郎\n　　坂本　修\n　柏木　和子\n　　石田　正俊\n")
    assert lines_of_offices(lines) == set()


def test_lines_much_deeper_than_persons_give_no_offices() -> None:
    lines = visible_lines(
        "出席者\n　青木　一郎\n　　　　　　架空大学教授\n　坂本　修\n　　　　　　都市計画課長\n"
    )
    assert lines_of_offices(lines) == set()
