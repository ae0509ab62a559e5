"""Figures: precision, recall, F1 and coverage of outcomes, with intervals."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from pipeline.evaluation.gold import Gold, digest, read_gold
from pipeline.evaluation.intervals import bootstrap_f1, wilson
from pipeline.evaluation.observed.figures import Observed, stated_observed
from pipeline.evaluation.reading import read_records
from pipeline.evaluation.score import FIELDS, score
from pipeline.run.staleness import READING_STAGES, code_version

CALIBRATION = "calibration.json"
"""The file of `make calibration`, which measures models trained for it alone."""
_POOLED = ""
_KEYS = ["split", "field", "family"]
_DIGITS = 4


class Evaluation(NamedTuple):
    """The truth, the outcomes (see `score`), and the figures.

    `figures` has a row for each `split`, `field` and `family` (null: all families pooled).
    """

    gold: Gold
    outcomes: pl.DataFrame
    figures: pl.DataFrame


def evaluate(folder: Path, split: str = "all", family: str | None = None) -> Evaluation:
    """Run the pipeline on the gold in `folder` and measure its accuracy.

    Raises
    ------
    GoldError
        Where the gold cannot be read.
    """
    gold = read_gold(folder, split, family)
    outcomes = score(gold, read_records(gold.records))
    return Evaluation(gold, outcomes, figures_of(outcomes, gold.records))


def figures_of(outcomes: pl.DataFrame, records: pl.DataFrame) -> pl.DataFrame:
    """Pool outcomes over rows, for each part, field and family.

    Returns
    -------
    pl.DataFrame
        `split`, `field`, `family`, `n` (rows of the truth), `precision`, `recall`, `f1`,
        `coverage`, each with its interval as `*_low` and `*_high`. An undefined figure, such as
        the precision of nothing, is null.
    """
    by_record = (
        outcomes.group_by("record", "field")
        .agg(pl.col("right", "given", "expected").sum())
        .join(records.select("record", "split", "family"), on="record")
        .with_columns(covered=pl.min_horizontal("given", "expected"))
    )
    counts = pl.concat([by_record, by_record.with_columns(family=pl.lit(_POOLED))])
    shares = {
        "precision": ("right", "given"),
        "recall": ("right", "expected"),
        "coverage": ("covered", "expected"),
    }
    ends = {
        f"{name}_{end}": interval
        for name, (part, whole) in shares.items()
        for end, interval in zip(("low", "high"), wilson(pl.col(part), pl.col(whole)), strict=True)
    }
    # Keeps the bootstrap from drawing records of both parts together.
    grouped = counts.with_columns(group=pl.format("{} {}", "split", "family"))
    intervals = bootstrap_f1(grouped)
    return (
        grouped.group_by(*_KEYS, "group")
        .agg(pl.col("right", "given", "expected", "covered").sum())
        .join(intervals, on=["group", "field"])
        .select(
            *_KEYS,
            n="expected",
            f1=(2 * pl.col("right") / (pl.col("given") + pl.col("expected"))).fill_nan(None),
            **{
                name: (pl.col(part) / pl.col(whole)).fill_nan(None)
                for name, (part, whole) in shares.items()
            },
            f1_low="f1_low",
            f1_high="f1_high",
            **ends,
        )
        .sort("split", "family", pl.col("field").cast(pl.Enum(FIELDS)))
        .with_columns(pl.col("family").replace(_POOLED, None))
    )


def quality(
    evaluation: Evaluation, folder: Path, observed: Observed, observed_folder: Path
) -> dict[str, Any]:
    """Return all figures in the form of `quality.json`.

    `observed` has the figures of records in observed shapes. `fields` has those of the part of the
    gold that nobody looks at; `development` has those of the other part, which are too high: rules
    were changed while looking at it. `calibration` is the file beside the records in observed
    shapes, where it exists: results and confidence of models that have not seen these records.

    Parameters
    ----------
    evaluation
        The evaluation of both parts and all families.
    folder
        The folder of its gold.
    observed
        The evaluation of all forms.
    observed_folder
        The folder of its records.
    """
    return {
        "observed": stated_observed(observed, observed_folder),
        "gold": {split: _size(evaluation.gold, folder, split) for split in ("test", "dev")},
        "code_version": _code_version(),
        "fields": _as_stated(evaluation.figures, "test"),
        "development": _as_stated(evaluation.figures, "dev"),
        **_calibration(observed_folder.resolve().parent / CALIBRATION),
    }


def write_quality(stated: dict[str, Any], file: Path) -> None:
    """Write the figures of `quality` as `quality.json`."""
    file.write_text(_lines(stated) + "\n", encoding="utf-8")


def _lines(content: Any) -> str:
    """Write JSON with one line a figure, for readable differences."""
    if isinstance(content, list):
        return "[\n" + ",\n".join(f"  {json.dumps(row)}" for row in content) + "\n]"
    if isinstance(content, dict) and any(
        isinstance(part, list | dict) for part in content.values()
    ):
        parts = [f"{json.dumps(name)}: {_lines(part)}" for name, part in content.items()]
        return "{\n" + ",\n".join(parts) + "\n}"
    return json.dumps(content)


def _size(gold: Gold, folder: Path, split: str) -> dict[str, Any]:
    of_split = gold.records.filter(split=split).select("record")
    tables = ("records", "meetings", "attendance", "remarks")
    rows = {name: getattr(gold, name).join(of_split, on="record").height for name in tables}
    return {**rows, "sha256": digest(folder, split)}


def _as_stated(figures: pl.DataFrame, split: str) -> list[dict[str, Any]]:
    of_split = figures.filter(split=split).with_columns(pl.col(pl.Float64).round(_DIGITS))

    def interval(row: dict[str, Any], name: str) -> list[float] | None:
        low, high = row[f"{name}_low"], row[f"{name}_high"]
        return None if low is None else [low, high]

    shares = ("precision", "recall", "coverage")
    return [
        {
            **{name: row[name] for name in ("field", "family", "precision", "recall", "f1")},
            "coverage": row["coverage"],
            "interval": interval(row, "f1"),
            **{f"{name}_interval": interval(row, name) for name in shares},
            "n": row["n"],
        }
        for row in of_split.sort(pl.col("family").is_not_null(), maintain_order=True).to_dicts()
    ]


def _calibration(file: Path) -> dict[str, Any]:
    return {"calibration": json.loads(file.read_text(encoding="utf-8"))} if file.is_file() else {}


def _code_version() -> str:
    """Return a hash of the code of the stages."""
    stages = " ".join(code_version(stage) for stage in READING_STAGES)
    return hashlib.sha256(stages.encode()).hexdigest()[:12]
