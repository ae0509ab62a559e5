"""Passages of attendees are put together again where they were taken apart."""

from __future__ import annotations

import polars as pl

from pipeline.normalisation.attendance.lists import lists_of
from schemas.vocabulary import Presence

Passage = tuple[str | None, str]


def lists(*passages: Passage, apart: tuple[int, ...] = ()) -> pl.DataFrame:
    """The lists of passages that follow each other line by line, by their marker and the rest.

    Before those whose number is in `apart` stands a passage of another kind.
    """
    rows, text, place = [], "", 0
    for number, (marker, rest) in enumerate(passages):
        place += 1
        if number in apart:
            text += "議題\n"
            place += 1
        indent = len(rest) - len(rest.lstrip("　")) if marker is None else 0
        written = (marker or "") + rest
        rows.append(
            {
                "meeting_id": "made-up/1",
                "document_id": "made-up.txt",
                "place": place,
                "marker": marker,
                "source": written.strip(),
                "char_start": len(text) + indent,
                "line_start": text.count("\n") + 1,
            }
        )
        text += written + "\n"
    return lists_of(pl.DataFrame(rows, schema_overrides={"marker": pl.String}))


def sources(found: pl.DataFrame) -> list[str]:
    return [source.replace("\n", "/") for source in found["source"]]


def test_lists_below_labels_stay_apart_and_know_the_group_above() -> None:
    found = lists(("出席委員", "：青木委員、坂本委員"), ("事務局", "：白井課長"))
    assert sources(found) == ["出席委員：青木委員、坂本委員", "事務局：白井課長"]
    # A colon behind a label is part of it.
    assert found["marker"].to_list() == ["出席委員：", "事務局："]
    assert found["group_above"].to_list() == [None, "出席委員"]
    assert found["char_start"].to_list() == [0, 15]
    assert found["line_start"].to_list() == [1, 2]


def test_a_title_before_a_name_is_no_label() -> None:
    found = lists(("出席者", ""), ("会長", "　青木　一郎"), ("副会長", "　坂本　修"))
    assert sources(found) == ["出席者/会長　青木　一郎/副会長　坂本　修"]
    assert found["marker"].to_list() == ["出席者"]


def test_the_bracket_of_somebody_who_stands_for_another_belongs_to_the_list() -> None:
    found = lists(("出席者", "　青木部長、坂本部長"), ("（代理：柏木次長）", ""))
    assert sources(found) == ["出席者　青木部長、坂本部長/（代理：柏木次長）"]


def test_a_name_does_not_go_on_behind_what_is_no_list() -> None:
    found = lists(("出席者", ""), ("会長", "　青木　一郎"), apart=(1,))
    assert sources(found) == ["出席者", "会長　青木　一郎"]
    # Not a line of the list above, it has no label either.
    assert found["marker"].to_list() == ["出席者", None]


def test_rows_of_a_table_belong_to_the_label_above_it() -> None:
    found = lists(
        ("出席者", ""),
        ("| 区分", " | 氏名 |"),
        ("| 公益代表", " | 青木　一郎 |"),
        ("| 事務局", " | 白井　修 |"),
    )
    assert sources(found) == [
        "出席者/| 区分 | 氏名 |/| 公益代表 | 青木　一郎 |/| 事務局 | 白井　修 |"
    ]


def test_a_table_is_no_part_of_a_list_with_persons() -> None:
    found = lists(("出席者", "　青木委員"), ("| 区分", " | 氏名 |"), ("| 公益", " | 坂本 |"))
    assert sources(found) == ["出席者　青木委員", "| 区分 | 氏名 |/| 公益 | 坂本 |"]


def test_groups_below_those_absent_were_absent() -> None:
    found = lists(("欠席委員", ""), ("（公益代表）", "　青木　一郎"))
    assert found["came_above"].to_list() == [None, Presence.ABSENT]


def test_a_list_goes_on_after_a_page_mark() -> None:
    """・青木　一郎 / ・坂本　修 / - 1 - / ・白井　花子 is one list."""
    above, mark, below = (
        "【事務局】\n　・青木　一郎\n　・坂本　修\n",
        "\n　　- 1 -\n　",
        "・白井　花子",
    )
    start = len(above + mark)
    passages = pl.DataFrame(
        {
            "meeting_id": "made-up/1",
            "document_id": "made-up.txt",
            "place": [1, 2],
            "marker": ["【事務局】", None],
            "source": [above.rstrip(), below],
            "char_start": [0, start],
            "line_start": [1, 6],
            "continues": [None, 1],
        }
    )
    found = lists_of(passages)
    assert found.height == 1
    source = found["source"][0]
    assert source.count("\n") == 5
    # Persons are found by their places, and the list goes on as far to the right.
    assert source.index(below) == start
    assert source.splitlines()[-1] == "　" + below
    # Where the page mark is too long for that, lists stay apart.
    far = passages.with_columns(char_start=pl.Series([0, start + 300]))
    assert lists_of(far).height == 2
    # A word alone may be the rest of a name.
    alone = passages.with_columns(source=pl.Series([above.rstrip(), "環境局長"]))
    assert lists_of(alone).height == 2
    # A comma within a bracket parts posts, and one outside of it persons.
    for row, lists in (("白井　花子 （課長、室長）", 1), ("白井　花子、森　修", 2)):
        posts = passages.with_columns(source=pl.Series([above.rstrip(), row]))
        assert lists_of(posts).height == lists
