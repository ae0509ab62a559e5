from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from bench.corpus import write_corpus
from pipeline.ingestion.ingest import ingest
from pipeline.normalisation.attendance.attendance import read_attendance
from pipeline.normalisation.attendance.plain import plain_persons
from pipeline.normalisation.normalise import read_passages
from pipeline.segmentation.segment import segment
from pipeline.segmentation.speaker_styles import with_layout

LISTS = {
    "list": pl.UInt32,
    **dict.fromkeys(("marker", "source", "group_above", "legend"), pl.String),
}


def persons(source: str, marker: str = "構成員：", above: str | None = None) -> pl.DataFrame:
    return plain_persons(pl.DataFrame([(7, marker, source, above, "")], schema=LISTS, orient="row"))


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


@pytest.mark.parametrize(
    "source",
    [
        "構成員：青木　一郎、坂本　修",
        "構成員：青木、坂本、石田各委員",
        "構成員：青木委員　坂本委員",
        "構成員：青木委員\n坂本委員",
        "構成員：青木委員（座長）・坂本委員（座長代理）",
        "構成員：青木委員、（欠席：坂本委員）",
        "構成員：青木委員、同委員",
        "構成員：◎青木委員、坂本委員",
        "構成員：青木委員、坂本委員ほか",
        "構成員：",
        "傍聴者：青木委員",
        "構成員：青木委員、坂本委員\n（会長）、石田課長",
        "構成員：青木委員、坂本委員\n（欠席）",
        "構成員：青木委員、坂本委員\n（市民代表）、石田課長",
    ],
)
def test_what_may_be_read_otherwise_is_left_to_the_others(source: str) -> None:
    assert persons(source, source.partition("：")[0] + "：").is_empty()


@pytest.mark.long
def test_a_plain_list_is_read_as_it_is_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For a list that is made up at random, with wraps where they fall."""
    write_corpus(tmp_path, collections=1, total_bytes=400_000, seed=3)
    documents = with_layout(ingest(tmp_path / "made-up-001").documents)
    passages = read_passages(documents, segment(documents).blocks)
    in_columns = read_attendance(passages).attendance
    read = []

    def none(lists: pl.DataFrame) -> pl.DataFrame:
        read.append(plain_persons(lists)["list"].n_unique() / lists.height)
        return plain_persons(lists.clear())

    monkeypatch.setattr("pipeline.normalisation.attendance.attendance.plain_persons", none)
    one_by_one = read_attendance(passages).attendance
    assert read[0] > 0.9
    assert in_columns.equals(one_by_one)
