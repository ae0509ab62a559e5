from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipeline.evaluation.figures import Evaluation
from pipeline.evaluation.floor import complaints
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


@pytest.mark.long
def test_no_figure_is_below_its_floor_and_no_floor_is_left_behind(measured: Evaluation) -> None:
    assert complaints(ROOT / "quality/floor.toml", measured.figures) == []


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
    assert complaints(file, FIGURES) == expected
