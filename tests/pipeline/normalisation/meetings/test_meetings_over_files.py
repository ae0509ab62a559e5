"""A meeting whose record is parted into files is one meeting, and every row is in its own file."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.checks import CHECKS, run_check
from schemas.vocabulary import Stage

Tables = Callable[..., dict[str, pl.DataFrame]]

FIRST = """\
第４回架空町図書館協議会 会議録（{first}）

１．日時　令和６年４月１日（月）　10時00分開会
２．場所　架空町役場
３．出席者
　【委員】青木委員長、坂本委員
４．議題
　（１）雲について

議題１　雲について
○青木委員長　おはようございます。ただいまから会議を開きます。
○坂本委員　よろしくお願いいたします。
○青木委員長　ここで休憩いたします。
"""
SECOND = """\
第４回架空町図書館協議会 会議録（{second}）

○青木委員長　休憩前に引き続き会議を開きます。
○坂本委員　賛成です。よろしくお願いいたします。
○青木委員長　以上で終わります。ありがとうございました。
　　　　　　　　　　　　　　　　　12時15分閉会
"""


def parts(first: str = "その１", second: str = "その２") -> tuple[str, str]:
    return FIRST.format(first=first), SECOND.format(second=second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("その１", "その２"),
        ("前半", "後半"),
        *(
            pytest.param(first, second, marks=pytest.mark.long)
            for first, second in (
                ("1/2", "2/2"),
                ("午前の部", "午後の部"),
                ("議題１", "議題２"),
                ("第１分冊", "第２分冊"),
            )
        ),
    ],
)
def test_files_that_say_they_go_on_are_one_meeting(
    tables_of: Tables, first: str, second: str
) -> None:
    tables = tables_of(*parts(first, second))
    (meeting,) = tables["meetings"].rows(named=True)
    assert meeting["meeting_id"] == "made-up/2024-04-01/4"
    assert meeting["document_id"] == "made-up/1.txt"
    assert meeting["body"] == "架空町図書館協議会"
    # The end stands in the second file, and the span is that in the first.
    assert (meeting["starts_at"].hour, meeting["ends_at"].hour) == (10, 12)
    assert meeting["char_end"] <= len(FIRST.format(first=first))


def test_the_second_may_alone_say_so(tables_of: Tables) -> None:
    first = FIRST.replace("（{first}）", "")
    second = SECOND.replace("（{second}）", "　続き")
    assert tables_of(first, second)["meetings"].height == 1


def test_rows_stand_in_their_own_file_and_know_the_list_of_the_first(tables_of: Tables) -> None:
    texts = parts()
    remarks = tables_of(*texts)["remarks"]
    assert remarks["ordinal"].to_list() == [1, 2, 3, 4, 5, 6]
    assert remarks["document_id"].to_list() == ["made-up/1.txt"] * 3 + ["made-up/2.txt"] * 3
    assert remarks["attendance_id"].null_count() == 0
    # Talk goes on under the heading that stood above the break.
    assert remarks["agenda_item_id"].n_unique() == 1
    for name, start, end, said in remarks.select(
        "document_id", "char_start", "char_end", "text"
    ).rows():
        text = dict(zip(("made-up/1.txt", "made-up/2.txt"), texts, strict=True))[name]
        assert text[start:end].endswith(said)


def test_the_checks_pass(tables_of: Tables) -> None:
    tables = tables_of(*parts())
    failed = [
        check.name
        for stage in (Stage.SEGMENTATION, Stage.NORMALISATION)
        for check in CHECKS[stage]
        if not run_check(check, tables).passed
    ]
    assert failed == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("（その２）", ""),
        ("第４回架空町図書館協議会", "第５回架空町図書館協議会"),
        ("（その２）", "（その２）\n\n１．日時　令和６年４月２日（火）"),
    ],
    ids=["no mark", "another title", "another date"],
)
def test_other_files_are_meetings_of_their_own(tables_of: Tables, old: str, new: str) -> None:
    first, second = parts()
    assert tables_of(first, second.replace(old, new))["meetings"].height == 2


def test_a_second_part_without_a_first_is_a_meeting(tables_of: Tables) -> None:
    tables = tables_of(parts()[1])
    assert tables["meetings"]["meeting_id"].to_list() == ["made-up/undated/4"]
