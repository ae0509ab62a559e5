"""What checks measure, against figures counted by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from pipeline.checks import CHECKS, CheckResult, run_check
from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.run.stages import run_stage
from pipeline.run.store import Store
from schemas.vocabulary import Stage

Frames = dict[str, pl.DataFrame]


def answer(
    frames: Frames, stage: Stage, name: str, limits: Limits = DEFAULT_LIMITS
) -> CheckResult[object]:
    (check,) = [check for check in CHECKS[stage] if check.name == name]
    return run_check(check, frames, limits)


@pytest.fixture
def run(collection_of: Callable[..., Path], tmp_path: Path) -> Callable[..., Frames]:
    """The frames after ingestion of a collection with these files."""

    def build(files: dict[str, bytes], limits: Limits = DEFAULT_LIMITS) -> Frames:
        store = Store(tmp_path / "outputs")
        made = run_stage(Stage.INGESTION, collection_of(files), store, limits)
        return {**made.tables, "quality_issues": made.tables["ingestion_issues"]}

    return build


def test_the_largest_file_is_measured_whether_it_is_taken_in_or_not(
    run: Callable[..., Frames],
) -> None:
    limits = Limits(max_document_bytes=40)
    frames = run({"a.txt": b"a" * 40, "b.txt": b"b" * 41}, limits)
    result = answer(frames, Stage.INGESTION, "documents_size_limit", limits)
    assert (result.figure, result.limit, result.passed) == (41, 40, False)


def test_a_file_that_is_no_record_is_not_measured(run: Callable[..., Frames]) -> None:
    frames = run({"a.txt": b"a" * 7, "scan.pdf": b"%PDF" * 100})
    result = answer(frames, Stage.INGESTION, "documents_size_limit")
    assert (result.figure, result.limit, result.passed) == (7, 67_108_864, True)


def test_without_files_nothing_is_measured(run: Callable[..., Frames]) -> None:
    assert answer(run({}), Stage.INGESTION, "documents_size_limit").figure is None


# 11 + 3 + 4 + 20 + 2 visible characters; the two lines in the middle are known to no rule.
STRAY = "第１回架空会議 論点メモ\n概 要：\n迷 子\nの行\nl " + "点" * 19 + "\n以上\n"


def test_the_largest_unrecognised_share_is_measured(
    tables_of: Callable[..., Frames], memo: str
) -> None:
    result = answer(tables_of(memo, STRAY), Stage.SEGMENTATION, "unrecognised_share")
    assert result.figure == pytest.approx(4 / 40)
    assert (result.limit, result.passed) == (0.05, False)


def test_where_all_is_recognised_the_share_is_zero(
    tables_of: Callable[..., Frames], memo: str
) -> None:
    result = answer(tables_of(memo), Stage.SEGMENTATION, "unrecognised_share")
    assert (result.figure, result.passed) == (0.0, True)


def test_of_an_unknown_layout_nothing_is_measured(tables_of: Callable[..., Frames]) -> None:
    frames = tables_of("架空の日記\n", None)
    assert answer(frames, Stage.SEGMENTATION, "unrecognised_share").figure is None


def test_a_check_without_a_limit_has_no_figure(tables_of: Callable[..., Frames], memo: str) -> None:
    result = answer(tables_of(memo), Stage.SEGMENTATION, "blocks_conserve_text")
    assert (result.figure, result.limit) == (None, None)
