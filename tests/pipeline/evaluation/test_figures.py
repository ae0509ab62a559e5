from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from pipeline.evaluation import QUALITY_FILE
from pipeline.evaluation.figures import (
    CALIBRATION,
    Evaluation,
    evaluate,
    figures_of,
    quality,
    write_quality,
)
from pipeline.evaluation.observed.figures import Observed, evaluate_observed
from tests.pipeline.evaluation.conftest import ROOT, TRUTH

RECORDS = pl.DataFrame(
    [("dev/a-01", "dev", "a"), ("dev/b-01", "dev", "b"), ("test/a-51", "test", "a")],
    schema=["record", "split", "family"],
    orient="row",
)


def outcomes(*rows: tuple[str, str, int, int, int]) -> pl.DataFrame:
    columns = ["record", "field", "right", "given", "expected"]
    return pl.DataFrame(rows, schema=columns, orient="row")


def figure(figures: pl.DataFrame, split: str, field: str, family: str | None) -> tuple[object, ...]:
    """n, precision, recall, F1 and coverage."""
    rows = figures.filter(
        pl.col("family").eq_missing(pl.lit(family, pl.String)), split=split, field=field
    )
    return rows.select("n", "precision", "recall", "f1", "coverage").row(0)


def test_rows_are_pooled_and_parts_are_not() -> None:
    figures = figures_of(
        outcomes(
            *[("dev/a-01", "meeting", 1, 1, 1)] * 3,
            ("dev/a-01", "meeting", 0, 1, 0),
            *[("dev/b-01", "meeting", 0, 0, 1)] * 2,
            ("test/a-51", "meeting", 1, 1, 1),
        ),
        RECORDS,
    )
    assert figure(figures, "dev", "meeting", "a") == (3, 0.75, 1.0, pytest.approx(6 / 7), 1.0)
    assert figure(figures, "dev", "meeting", "b") == (2, None, 0.0, 0.0, 0.0)
    assert figure(figures, "dev", "meeting", None) == (5, 0.75, 0.6, pytest.approx(6 / 9), 0.6)
    assert figure(figures, "test", "meeting", None) == (1, 1.0, 1.0, 1.0, 1.0)
    assert figures.height == 5


def test_rows_too_many_in_one_record_cover_none_of_another() -> None:
    figures = figures_of(
        outcomes(
            *[("dev/a-01", "meeting", 0, 1, 0)] * 5,
            ("dev/b-01", "meeting", 0, 0, 1),
        ),
        RECORDS,
    )
    assert figure(figures, "dev", "meeting", None) == (1, 0.0, 0.0, 0.0, 0.0)


@pytest.mark.long
@pytest.mark.xdist_group("figures")
def test_every_figure_lies_in_its_interval(measured: Evaluation) -> None:
    for share in ("precision", "recall", "f1", "coverage"):
        outside = measured.figures.filter(
            (pl.col(share) < pl.col(f"{share}_low") - 1e-9)
            | (pl.col(share) > pl.col(f"{share}_high") + 1e-9)
        )
        assert outside.is_empty(), share


def test_quality_json_is_written_as_documented(
    gold_of: Callable[..., Path], set_of: Callable[..., Path], tmp_path: Path
) -> None:
    gold_of(name="test/points_memo-51")
    folder = gold_of(TRUTH.replace('"11:30"', '"12:00"'))
    file = tmp_path / "quality.json"
    records = set_of()
    write_quality(quality(evaluate(folder), folder, evaluate_observed(records), records), file)
    stated = json.loads(file.read_text(encoding="utf-8"))
    assert list(stated) == ["observed", "gold", "code_version", "fields", "development"]
    assert stated["observed"]["records"] == 1
    # A line for each figure.
    assert '\n  {"figure": "date", "form": null, "n": 1,' in file.read_text(encoding="utf-8")
    assert stated["gold"]["test"].keys() == {
        *("records", "meetings", "attendance", "remarks", "sha256"),
    }
    assert stated["gold"]["dev"]["remarks"] == 2
    assert stated["fields"][3] == {
        **{"field": "meeting_end", "family": None, "precision": 1.0, "recall": 1.0, "f1": 1.0},
        # Wilson's interval of one in one.
        **{"coverage": 1.0, "interval": [0.2065, 1.0], "precision_interval": [0.2065, 1.0]},
        **{"recall_interval": [0.2065, 1.0], "coverage_interval": [0.2065, 1.0], "n": 1},
    }
    assert stated["development"][3]["f1"] == 0.0


def test_quality_json_has_the_calibration_beside_the_records(
    gold_of: Callable[..., Path], set_of: Callable[..., Path]
) -> None:
    folder, records = gold_of(), set_of()
    (records.parent / CALIBRATION).write_text('{"names": {"n": 2}}', encoding="utf-8")
    stated = quality(evaluate(folder), folder, evaluate_observed(records), records)
    assert stated["calibration"] == {"names": {"n": 2}}


@pytest.mark.long
@pytest.mark.xdist_group("figures")
def test_the_figures_that_releases_carry_are_those_of_the_present_code(
    measured: Evaluation, measured_observed: Observed
) -> None:
    shipped = json.loads(QUALITY_FILE.read_text(encoding="utf-8"))
    present = quality(measured, ROOT / "quality/gold", measured_observed, ROOT / "quality/observed")
    # The version of the code changes more often than the figures do.
    compared = present.keys() - {"code_version"}
    stale = sorted(name for name in compared if shipped[name] != present[name])
    assert stale == [], (
        "quality.json is out of date. Run `make quality` and look at the difference."
    )
