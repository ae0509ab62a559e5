"""What `inspect --annotate` writes is a truth file that says just what was read."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pytest

from pipeline.evaluation.annotation import annotation_of
from pipeline.evaluation.gold import read_gold
from pipeline.evaluation.reading import read_records
from pipeline.evaluation.score import score
from pipeline.run.inspection import inspect_file

DEV = Path(__file__).parents[3] / "quality/gold/dev"
PAGE_IN_LABEL = "circle_name_below-01"
"""A page ends between a label and what is said: where that begins, the evaluation does not see."""
RECORDS = sorted(
    path.parent
    for path in DEV.glob("*/record.txt")
    if len(list(path.parent.glob("*.txt"))) == 1 and path.parent.name != PAGE_IN_LABEL
)


def wrong_of(record: Path, folder: Path) -> list[tuple[object, ...]]:
    """What the reading of a record differs in from the annotation made of it."""
    copy = folder / "dev" / record.name
    copy.mkdir(parents=True)
    shutil.copy(record / "record.txt", copy)
    (copy / "truth.toml").write_text(
        annotation_of(inspect_file(copy / "record.txt")), encoding="utf-8"
    )
    gold = read_gold(folder)
    outcomes = score(gold, read_records(gold.records))
    return (
        outcomes.filter(pl.col("right") < pl.max_horizontal("given", "expected"))
        .select("field", "line", "truth", "found")
        .rows()
    )


def test_a_record_annotated_is_read_as_annotated(tmp_path: Path) -> None:
    assert wrong_of(DEV / "circle_name-01", tmp_path) == []


@pytest.mark.long
@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.name)
def test_every_record_annotated_is_read_as_annotated(tmp_path: Path, record: Path) -> None:
    assert wrong_of(record, tmp_path) == []


def test_a_record_without_a_meeting_has_an_empty_truth(tmp_path: Path) -> None:
    (tmp_path / "record.txt").write_text("雲の話\n", encoding="utf-8")
    assert annotation_of(inspect_file(tmp_path / "record.txt")).splitlines() == [
        'family = ""',
        'record_kind = "verbatim"',
        'note = ""',
    ]
