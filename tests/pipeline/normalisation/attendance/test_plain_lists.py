from __future__ import annotations

import polars as pl

from pipeline.normalisation.attendance.attendance import persons_of_lists

LISTS = {
    "list": pl.UInt32,
    **dict.fromkeys(("marker", "source", "group_above", "legend"), pl.String),
}


def persons(source: str, marker: str = "構成員：", above: str | None = None) -> pl.DataFrame:
    return persons_of_lists(
        pl.DataFrame([(7, marker, source, above, "")], schema=LISTS, orient="row")
    )


def test_names_brackets_and_places() -> None:
    source = "構成員：青木委員（座長）、坂本所長・石田課長（みどり・\n庁）"
    read = persons(source)
    assert read.select("list", "name_text", "attendee_group", "role", "affiliation").rows() == [
        (7, "青木委員", "構成員", "座長", None),
        (7, "坂本所長", "構成員", None, "みどり・庁"),
        (7, "石田課長", "構成員", None, "みどり・庁"),
    ]
    # A bracket belongs to the place of a person whom it speaks of alone.
    assert [source[start:end] for start, end in read.select("start", "end").rows()] == [
        "青木委員（座長）",
        "坂本所長",
        "石田課長",
    ]
    assert read.select("lines_to_start", "lines_to_end").rows() == [(0, 0)] * 3


def test_a_word_goes_on_behind_a_wrap() -> None:
    source = "事務局：青木審議官、坂本企画\n\n官、石田\n課長"
    read = persons(source, "事務局：")
    assert read["name_text"].to_list() == ["青木審議官", "坂本企画官", "石田課長"]
    assert read.select("lines_to_start", "lines_to_end").rows() == [(0, 0), (0, 2), (2, 3)]


def test_a_bracket_may_stand_on_the_next_line() -> None:
    source = "構成員：青木課長\n\n（水路庁）、坂本所長・石田課長\n（農地庁）"
    read = persons(source)
    assert read.select("name_text", "affiliation").rows() == [
        ("青木課長", "水路庁"),
        ("坂本所長", "農地庁"),
        ("石田課長", "農地庁"),
    ]
    assert [source[start:end] for start, end in read.select("start", "end").rows()] == [
        "青木課長\n\n（水路庁）",
        "坂本所長",
        "石田課長",
    ]
    assert read.select("lines_to_start", "lines_to_end").rows() == [(0, 2), (2, 2), (2, 2)]


def test_who_stands_in_brackets_with_others_is_said_to_be_bracketed() -> None:
    read = persons("政府：青木大臣、（坂本課長（水路庁）、石田補佐（農地庁））、平野委員", "政府：")
    assert read.select("name_text", "bracketed", "affiliation").rows() == [
        ("青木大臣", False, None),
        ("坂本課長", True, "水路庁"),
        ("石田補佐", True, "農地庁"),
        ("平野委員", False, None),
    ]


def test_a_label_says_who_came() -> None:
    assert persons("欠席：青木委員", "欠席：")["stated"].to_list() == ["absent"]
    assert persons("（欠席：青木委員", "（欠席：", "構成員")["attendee_group"].to_list() == [
        "構成員"
    ]
