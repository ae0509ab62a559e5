from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.evaluation.figures import Evaluation
from pipeline.evaluation.floor import complaints
from pipeline.evaluation.observed.figures import Observed, stated_observed
from tests.pipeline.evaluation.conftest import ROOT

FIGURES = pl.DataFrame(
    [
        ("test", "meeting", None, 0.95, 1.0),
        ("test", "speaker_named", None, 0.9, None),
        ("test", "meeting", "diet", 0.1, 0.1),
        ("dev", "meeting", None, 0.2, 0.2),
    ],
    schema=["split", "field", "family", "f1", "precision"],
    orient="row",
)

NOTHING: dict[str, Any] = {"shares": [], "lists": [], "alarms": []}
OBSERVED: dict[str, Any] = {
    "shares": [
        {"figure": "date", "form": None, "share": 0.75, "count": 3},
        {"figure": "date", "form": "flat", "share": 0.1, "count": 0},
        {"figure": "silent", "form": None, "share": 0.5, "count": 7},
    ],
    "lists": [{"figure": "names", "form": None, "f1": 0.6}],
    "alarms": [{"form": None, "mean": 0.5}],
}
FLOOR = "[observed]\ndate = 0.74\nnames = 0.6\n[observed_most]\nsilent = 7\nalarms = 0.5\n"


@pytest.mark.long
@pytest.mark.xdist_group("figures")
def test_no_figure_is_below_its_floor_and_no_floor_is_left_behind(
    measured: Evaluation, measured_observed: Observed
) -> None:
    observed = stated_observed(measured_observed, ROOT / "quality/observed")
    assert complaints(ROOT / "quality/floor.toml", measured.figures, observed) == []


@pytest.mark.parametrize(
    ("floor", "expected"),
    [
        ("[f1]\nmeeting = 0.94\nspeaker_named = 0.9", []),
        (
            "[f1]\nmeeting = 0.96\nspeaker_named = 0.9",
            ["meeting: f1 0.9500 is below the floor 0.96"],
        ),
        (
            "[f1]\nmeeting = 0.92\nspeaker_named = 0.9",
            ["meeting: raise the floor of f1 to 0.95"],
        ),
        ('[f1]\nmeeting = 0.92\nspeaker_named = 0.9\n[reasons]\nmeeting = "few"', []),
        ("[f1]\nmeeting = 0.95", ["speaker_named: f1 has no floor"]),
        (
            "[f1]\nmeeting = 0.95\nspeaker_named = 0.9\nplace = 0.1",
            ["place: f1 is not measured"],
        ),
        ("[precision]\nspeaker_named = 0.0", []),
        (
            "[precision]\nspeaker_named = 0.5",
            ["speaker_named: precision 0.0000 is below the floor 0.5"],
        ),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, floor: str, expected: list[str]) -> None:
    file = tmp_path / "floor.toml"
    file.write_text(floor, encoding="utf-8")
    assert complaints(file, FIGURES, NOTHING) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("date = 0.74", "date = 0.76", ["date: observed 0.7500 is below the floor 0.76"]),
        ("date = 0.74", "date = 0.7", ["date: raise the floor of observed to 0.75"]),
        ("names = 0.6", "names = 0.7", ["names: observed 0.6000 is below the floor 0.7"]),
        ("names = 0.6", "", ["names: observed has no floor"]),
        ("silent = 7", "silent = 6", ["silent: observed 7 is above the ceiling 6"]),
        ("alarms = 0.5", "alarms = 0.4", ["alarms: observed 0.5 is above the ceiling 0.4"]),
        ("alarms = 0.5", "", ["alarms: observed_most has no floor"]),
    ],
)
def test_what_is_wrong_of_observed_shapes_is_told(
    tmp_path: Path, before: str, after: str, expected: list[str]
) -> None:
    file = tmp_path / "floor.toml"
    file.write_text(FLOOR.replace(before, after) if before else FLOOR, encoding="utf-8")
    assert complaints(file, FIGURES.clear(), OBSERVED) == expected
