"""A line end inside the label of a speaker: the remark is nobody else's."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.checks.normalisation import remarks_unlike_source
from pipeline.segmentation.layouts import layout_named
from pipeline.segmentation.wrapped_labels import (
    is_one_label,
    length_of_marker,
    with_wrapped,
    wrapped_marker,
)
from tests.pipeline.segmentation.lines import documents_with, visible

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


@pytest.mark.parametrize(
    ("upper", "lower", "head", "one"),
    [
        ("○緑化推進部公園緑地整備課", "課長", None, True),
        ("○緑化推進部", "霧雨観測課長", None, True),
        # Listed in the head, or left open.
        ("○小早", "川委員", "出席者小早川委員", True),
        ("○議長（", "青木みのる君）", None, True),
        # Nobody's title, somebody else's label, a role, a sentence.
        ("○苗木の値上がり", "新堂課長", None, False),
        ("○公園", "霧雨観測課長", "出席者霧雨観測課長", False),
        ("○苗木値上", "市長", None, False),
        ("○今年も苗木を植え", "課長", None, False),
        ("○小早", "川委員", None, False),
    ],
)
def test_both_parts_are_one_label(upper: str, lower: str, head: str | None, one: bool) -> None:
    marks = pl.DataFrame(
        {
            "stripped": [upper],
            "marker": [upper + lower],
            "label": [upper.removeprefix("○") + lower],
            "head": [head],
        },
        schema_overrides={"head": pl.String},
    )
    assert is_one_label(marks).to_list() == [one]


def joined(text: str) -> list[str | None]:
    """What is put together at each line."""
    layout = layout_named("circle_name")
    assert layout is not None
    lines = visible(documents_with(text)).with_row_index("row")
    lines = lines.with_columns(
        *(
            pl.col("stripped").str.contains(rule.pattern).alias(f"is_{rule.name}")
            for rule in layout.speech
            if not rule.wraps
        ),
        gap=pl.col("line") - pl.col("line").shift().fill_null(0) > 1,
    )
    found: list[str | None] = with_wrapped(lines, layout)["joined"].to_list()
    return found


def test_a_mark_may_run_over_a_line_end() -> None:
    text = "○緑化推進部公園緑地整備課\n　課長　苗木の値上がりです。\n"
    assert joined(text) == ["○緑化推進部公園緑地整備課課長　苗木の値上がりです。", None]


@pytest.mark.parametrize(
    "text",
    [
        # A gap, the mark of another, words before it, and a line that is too long.
        "○緑化推進部公園緑地整備課\n\n課長　苗木の値上がりです。\n",
        "○緑化推進部公園緑地整備課\n○課長　苗木の値上がりです。\n",
        "緑化推進部公園緑地整備課\n課長　苗木の値上がりです。\n",
        f"○{'緑' * 40}\n課長　苗木の値上がりです。\n",
        "○はい、\n課長　苗木の値上がりです。\n",
    ],
)
def test_a_mark_runs_over_no_other_line_end(text: str) -> None:
    assert joined(text) == [None, None]


def test_a_marker_over_two_lines_is_as_long_as_it_stands_in_the_source() -> None:
    source = "○緑化推進部公園 \n　　緑地整備課長　苗木の\n値上がりです。"
    pattern = "^(○([^ 　]+))"
    row = pl.DataFrame({"source": [source]}).select(
        length=length_of_marker(pl.col("source"), pattern),
        label=wrapped_marker(pl.col("source"), pattern, 2),
    )
    assert row["label"].item() == "緑化推進部公園緑地整備課長"
    assert source[: row["length"].item()] == "○緑化推進部公園 \n　　緑地整備課長"
