"""A line end inside the label of a speaker: the remark is nobody else's."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.checks.normalisation import remarks_unlike_source

Read = dict[str, dict[str, pl.DataFrame]]

HEAD = (
    "第３回みどり台緑化検討会議　議事録\n\n"
    "１　日時　令和３年４月５日（月）午後１時30分～３時\n２　場所　みどり台市役所\n"
    "３　出席者\n　出席委員：榎本座長、小早川委員\n　事務局：新堂課長\n\n４　議事\n\n"
)
TURNS = (
    "{o}榎本座長{c}定刻になりましたので始めます。\n\n{o}小早川委員{c}本数が減った理由を伺います。\n\n"
    "%s\n\n{o}榎本座長{c}では原案のとおりとします。\n"
)
MARKS = [("○", "　"), ("【", "】"), ("〔", "〕"), ("（", "）")]


PARTED = [
    ("緑化推進部公園緑地整備課", "課長"),
    ("新堂緑化推進部公園", "　緑地整備課長"),
    ("小早", "川委員"),
    ("緑化推進部（", "新堂課長）"),
]
NO_LABELS = [
    # A label that is whole, and words that begin with another's title.
    "○新堂課長\n課長　苗木の値上がりによるものです。",
    # A heading, and a person or a role that stands below it.
    "○苗木の値上がり\n新堂課長　苗木の値上がりによるものです。",
    "○苗木の値上がりに係る意見\n事務局　苗木の値上がりによるものです。",
    "○苗木値上\n委員　苗木の値上がりによるものです。",
    "○苗木値上\n市長　苗木の値上がりによるものです。",
    # A sentence.
    "○今年も苗木の値上がりがあり\n課長　部長とも相談をしています。",
    # A gap.
    "○緑化推進部公園緑地整備課\n\n課長　苗木の値上がりによるものです。",
]


def record(opening: str, closing: str, said: str) -> str:
    return HEAD + TURNS.format(o=opening, c=closing) % said


def parted(opening: str, closing: str, upper: str, lower: str) -> str:
    said = f"{opening}{upper}\n{lower}{closing}苗木の値上がりに\nよるものです。"
    return record(opening, closing, said)


@pytest.fixture(scope="module")
def read(tables_of_each: Callable[..., Read]) -> Read:
    """By text, the tables of the records that the tests with parameters look at."""
    return tables_of_each(
        [
            *(parted(*marks, *label) for marks in MARKS for label in PARTED),
            *(record("○", "　", said) for said in NO_LABELS),
        ]
    )


@pytest.mark.parametrize(("opening", "closing"), MARKS)
@pytest.mark.parametrize(("upper", "lower"), PARTED)
def test_a_label_that_a_line_end_parts_opens_a_remark(
    read: Read, opening: str, closing: str, upper: str, lower: str
) -> None:
    tables = read[parted(opening, closing, upper, lower)]
    label = upper + lower.strip()
    assert tables["remarks"].sort("ordinal").select("speaker_text", "text").rows() == [
        ("榎本座長", "定刻になりましたので始めます。"),
        ("小早川委員", "本数が減った理由を伺います。"),
        (label, "苗木の値上がりによるものです。"),
        ("榎本座長", "では原案のとおりとします。"),
    ]
    assert tables["remarks"].sort("ordinal")["marker"][2] == f"{opening}{label}{closing}".strip()
    assert remarks_unlike_source(tables).is_empty()


def test_the_words_may_stand_below_a_label_that_a_line_end_parts(
    tables_of: Callable[..., dict[str, pl.DataFrame]],
) -> None:
    said = "○緑化推進部公園緑地整備課\n課長\n　苗木の値上がりによるものです。"
    tables = tables_of(HEAD + TURNS.format(o="○", c="\n　") % said)
    assert tables["remarks"].sort("ordinal").select("speaker_text", "text").rows() == [
        ("榎本座長", "定刻になりましたので始めます。"),
        ("小早川委員", "本数が減った理由を伺います。"),
        ("緑化推進部公園緑地整備課課長", "苗木の値上がりによるものです。"),
        ("榎本座長", "では原案のとおりとします。"),
    ]


@pytest.mark.parametrize("said", NO_LABELS)
def test_what_is_no_label_is_joined_to_none(read: Read, said: str) -> None:
    tables = read[record("○", "　", said)]
    known = ["榎本座長", "小早川委員", "新堂課長"]
    assert set(tables["remarks"]["speaker_text"].drop_nulls()) <= set(known)
