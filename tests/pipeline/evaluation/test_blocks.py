"""Figures in words: in both READMEs and on the pages of accuracy, as the shipped file has them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluation import QUALITY_FILE
from pipeline.evaluation.blocks import BlockError, with_blocks
from pipeline.evaluation.observed.told import lead, lead_of, percent, whole_percent
from tests.pipeline.evaluation.conftest import ROOT

FILES = ("README.md", "README.ja.md", "docs/accuracy.md", "docs/accuracy.ja.md")

NO_VALUE = {"wrong": None, "made": None}
QUALITY: dict[str, Any] = {
    "observed": {
        "records": 8,
        "shares": [
            {
                **{"figure": "date", "form": None, "n": 8, "count": 5, "share": 0.625},
                **{"wrong": 2, "made": 1, "interval": [0.305742, 0.863155]},
            },
            {
                **{"figure": "date", "form": "flat", "n": 3, "count": 0, "share": 0.0},
                **{"wrong": 1, "made": 0, "interval": [0.0, 0.561497]},
            },
            {
                **{"figure": "right", "form": None, "n": 8, "count": 4, "share": 0.5},
                **{**NO_VALUE, "interval": [0.215215, 0.784785]},
            },
            {
                **{"figure": "right", "form": "clean", "n": 5, "count": 4, "share": 0.8},
                **{**NO_VALUE, "interval": [0.375535, 0.963796]},
            },
            {
                **{"figure": "right", "form": "flat", "n": 3, "count": 0, "share": 0.0},
                **{**NO_VALUE, "interval": [0.0, 0.561497]},
            },
            {
                **{"figure": "silent", "form": None, "n": 4, "count": 1, "share": 0.25},
                **{**NO_VALUE, "interval": [0.045587, 0.699358]},
            },
        ],
        "lists": [
            {
                **{"figure": "names", "form": None, "n": 2000, "given": 1500, "right": 1400},
                **{"precision": 0.933333, "recall": 0.7, "f1": 0.8},
                **{"precision_interval": [0.9, 0.95], "recall_interval": [0.6, 0.8]},
                "f1_interval": [0.7, 0.9],
            }
        ],
        "alarms": [{"form": None, "n": 4, "issues": 3, "mean": 0.75}],
    },
    "fields": [
        {"field": "meeting", "family": None, "f1": 1.0},
        {"field": "attendance_row", "family": None, "f1": 0.9717},
        {"field": "meeting", "family": "diet", "f1": 0.1},
    ],
}


@pytest.mark.parametrize("name", FILES)
def test_what_stands_there_is_what_is_shipped(name: str) -> None:
    file = ROOT / name
    shipped = json.loads(QUALITY_FILE.read_text(encoding="utf-8"))
    assert file.read_text(encoding="utf-8") == with_blocks(shipped, file), (
        f"the figures in {name} are out of date. Run `make quality` and look at the difference."
    )


@pytest.mark.parametrize("name", FILES)
def test_figures_of_observed_shapes_come_first_and_say_whose_the_gold_is(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    first = text[text.index("<!-- figures lead") :].splitlines()[2]
    if name.endswith(".ja.md"):
        assert "約75の会議体" in first
        assert "規則を作った人たちが自ら作った" in first
    else:
        assert "in shapes observed at some 75 real bodies" in first
        assert "made up by the makers of the rules" in first
    assert "%" not in text[: text.index("<!-- figures lead")]


def test_the_sentence_counts_records_and_says_whose_the_gold_is() -> None:
    said = lead(QUALITY)
    assert said.en.startswith(
        "Of 8 made-up records in shapes observed at some 75 real bodies, 4 are read wholly right "
        "(50.0%; 95% interval 21.5% to 78.5%), 3 are wrong with a warning and 1 wrong without one, "
    )
    assert "F1 of 97% to 100% says only" in said.en
    assert "8件のうち、すべて正しく読めるのは4件" in said.ja
    assert "警告のある誤りは3件、警告のない誤りは1件" in said.ja


def test_without_a_wrong_record_none_is_silent() -> None:
    shares = [{"figure": "right", "form": None, "n": 2, "count": 2, "share": 1.0}]
    observed = {"shares": [{**shares[0], "interval": [0.34238, 1.0]}]}
    assert "0 are wrong with a warning and 0 wrong without one" in lead_of(observed, "set").en


def test_blocks_are_filled_and_nothing_else_is_touched(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_text(
        "Before.\n<!-- figures all: by us -->\nold\n<!-- end of figures -->\nBetween.\n"
        "<!-- figures forms: by us -->\n<!-- end of figures -->\nAfter.\n",
        encoding="utf-8",
    )
    filled = with_blocks(QUALITY, file)
    assert filled == (
        "Before.\n"
        "<!-- figures all: by us -->\n\n"
        "| figure | right / n | value | 95% interval | other value | made up |\n"
        "| --- | ---: | ---: | ---: | ---: | ---: |\n"
        "| date | 5/8 | 62.5% | 30.6%–86.3% | 2 | 1 |\n"
        "| names in lists: precision | 1,400/1,500 | 93.3% | 90.0%–95.0% |  |  |\n"
        "| names in lists: recall | 1,400/2,000 | 70.0% | 60.0%–80.0% |  |  |\n"
        "| names in lists: F1 | 2,000 | 80.0% | 70.0%–90.0% |  |  |\n"
        "| records wholly right | 4/8 | 50.0% | 21.5%–78.5% |  |  |\n"
        "| wrong records without a warning | 1/4 | 25.0% | 4.6%–69.9% |  |  |\n"
        "| warnings per right record | 4 | 0.75 |  |  |  |\n\n"
        "<!-- end of figures -->\n"
        "Between.\n"
        "<!-- figures forms: by us -->\n\n"
        "| figure | right / n | value | 95% interval | clean text | line ends lost |\n"
        "| --- | ---: | ---: | ---: | ---: | ---: |\n"
        "| records | 8 |  |  | 5 | 3 |\n"
        "| date | 5/8 | 62.5% | 30.6%–86.3% | – | 0/3 |\n"
        "| names in lists: F1 | 2,000 | 80.0% | 70.0%–90.0% | – | – |\n"
        "| records wholly right | 4/8 | 50.0% | 21.5%–78.5% | 4/5 | 0/3 |\n"
        "| wrong records without a warning | 1/4 | 25.0% | 4.6%–69.9% | – | – |\n"
        "| warnings per right record | 4 | 0.75 |  | – | – |\n\n"
        "<!-- end of figures -->\n"
        "After.\n"
    )
    file.write_text(filled, encoding="utf-8")
    assert with_blocks(QUALITY, file) == filled


def test_a_page_in_japanese_has_japanese_figures(tmp_path: Path) -> None:
    file = tmp_path / "page.ja.md"
    file.write_text("<!-- figures all: by us -->\n<!-- end of figures -->\n", encoding="utf-8")
    assert "| 開催日 | 5/8 | 62.5% |" in with_blocks(QUALITY, file)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("No place.\n", "has no place for the figures"),
        ("<!-- figures al: x -->\n<!-- end of figures -->\n", "no figures named al, only lead"),
    ],
)
def test_a_page_without_a_place_is_told(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "page.md"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BlockError, match=told):
        with_blocks(QUALITY, file)


def test_no_share_is_rounded_to_all_or_nothing() -> None:
    assert [percent(share) for share in (0.0, 0.0001, 0.9999, 1.0, None)] == [
        *("0.0%", "0.1%", "99.9%", "100.0%", "–"),
    ]
    assert [whole_percent(share) for share in (0.996, 1.0, 0.29)] == ["99%", "100%", "29%"]
