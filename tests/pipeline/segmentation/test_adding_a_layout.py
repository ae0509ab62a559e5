"""What docs/adding-a-layout.md says is so: its example is a family, its tables are complete."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import pipeline.segmentation.layouts
from pipeline.lexicons import lexicon
from pipeline.lexicons.patterns import parts
from pipeline.segmentation.layouts import CONDITIONS, SHARED, ZONES, Layout, LineRule, layouts

Tables = Callable[..., dict[str, pl.DataFrame]]

PAGE = (Path(__file__).parents[3] / "docs" / "adding-a-layout.md").read_text(encoding="utf-8")
WORDS = re.sub("(?s)```.*?```", "", PAGE)
IN_TICKS = {word.strip("[]") for word in re.findall("`([^`]+)`", WORDS)}

RECORD = """\
第１回港の活用協議会　議事録

日時：令和６年４月１日（月）　10時～11時
出席者：青木委員長、坂本委員
議題：灯台について

青木委員長＞　ただいまから会議を開きます。
　資料を御覧ください。
坂本委員 > 灯台は残すべきです。

事務局＞賛成です。
以上
"""


def example() -> dict[str, Any]:
    (toml,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    return tomllib.loads("\n".join(line.removeprefix("   ") for line in toml.splitlines()))


@pytest.fixture
def with_example(monkeypatch: pytest.MonkeyPatch) -> Iterator[Layout]:
    """The example of the page among the families, as a file of its own would be."""
    files = pipeline.segmentation.layouts._tables

    def tables(folder: str) -> dict[str, dict[str, Any]]:
        added = {example()["name"]: example()} if folder == "remarks" else {}
        return files(folder) | added

    monkeypatch.setattr(pipeline.segmentation.layouts, "_tables", tables)
    layouts.cache_clear()
    yield layouts()[example()["name"]]
    layouts.cache_clear()


def test_without_the_example_its_turns_are_inferred(tables_of: Tables) -> None:
    tables = tables_of(RECORD)
    assert tables["documents"]["layout"].to_list() == ["inferred"]
    assert tables["remarks"]["speaker_text"].to_list() == ["青木委員長", "坂本委員", "事務局"]


def test_a_family_of_a_few_lines_reads_its_records(with_example: Layout, tables_of: Tables) -> None:
    tables = tables_of(RECORD)
    assert tables["documents"]["layout"].to_list() == [with_example.name]
    assert tables["remarks"].select("speaker_text", "text").rows() == [
        ("青木委員長", "ただいまから会議を開きます。\n資料を御覧ください。"),
        ("坂本委員", "灯台は残すべきです。"),
        ("事務局", "賛成です。"),
    ]
    (meeting,) = tables["meetings"].iter_rows(named=True)
    assert (meeting["session"], meeting["body"]) == (1, "港の活用協議会")
    assert tables["attendance"]["name_text"].to_list() == ["青木委員長", "坂本委員"]


def test_the_lines_of_the_example_are_what_it_says(with_example: Layout) -> None:
    (speech,) = with_example.speech
    lines = pl.Series([*speech.matches, *speech.rejects])
    assert speech.matches
    assert speech.rejects
    assert lines.str.contains(speech.pattern).to_list() == [
        *[True] * len(speech.matches),
        *[False] * len(speech.rejects),
    ]


def test_the_other_families_stay_as_they_are(with_example: Layout, tables_of: Tables) -> None:
    text = RECORD.replace("＞　", "：").replace(" > ", "：").replace("＞", "：")
    tables = tables_of(text)
    assert tables["documents"]["layout"].to_list() == ["colon_name"]
    assert tables["remarks"].height == 3


@pytest.mark.parametrize(
    "names",
    [
        {*CONDITIONS},
        {*ZONES},
        # An outline is made of the pattern.
        {field.name for field in fields(LineRule)} - {"outline"},
        {field.name for field in fields(Layout)} - {"rules"} | {"rule", "speech"},
    ],
    ids=["conditions", "zones", "fields of a rule", "fields of a family"],
)
def test_the_page_names_all_there_is(names: set[str]) -> None:
    assert names - IN_TICKS == set()


def test_the_page_names_all_parts_of_patterns() -> None:
    of_labels = {
        f"{kind}_{form}" for kind in lexicon("labels") for form in ("label", "bracketed", "words")
    }
    example_of_labels = {f"date_{form}" for form in ("label", "bracketed", "words")}
    stated = set(re.findall(r"`%([a-z_]+)%`", PAGE))
    assert stated == parts().keys() - of_labels | example_of_labels


def test_the_page_names_the_shared_tables_in_their_order() -> None:
    (stated,) = re.findall(r"in the order of the files \(([^)]+)\)", PAGE.replace("\n", " "))
    order = [
        name.strip() for name in stated.replace("the family's `[[speech]]`", "remarks").split(",")
    ]
    assert tuple(order) == SHARED
