"""Every check of a staged release is shown one that fails it, and it alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.checks import run_check
from pipeline.limits import Limits
from pipeline.release.checks import CHECKS
from pipeline.release.staged_release import StagedRelease
from tests.pipeline.release.faults import (
    BREAKING_RULES_TOO,
    FAULTS,
    Fault,
    cell_altered,
    change_descriptor,
    rewrite,
)

WARNINGS = {"release_row_counts", "release_spreadsheet_formulas"}


@pytest.fixture
def staged(published: Path, tmp_path: Path) -> Path:
    return shutil.copytree(published, tmp_path / "staged")


def failed(staged: Path, previous: Path | None) -> list[str]:
    """Names of the checks that fail, but for the warning of the formula in the made-up corpus."""
    release = StagedRelease(staged, previous)
    found = [check.name for check in CHECKS if not run_check(check, release).passed]
    return [name for name in found if name != "release_spreadsheet_formulas"]


def test_a_good_release_passes_every_check(published: Path) -> None:
    assert failed(published, None) == []
    assert failed(published, published) == []


@pytest.mark.parametrize(
    ("check", "fault"),
    [
        # The first of each check; the others where there is more time.
        pytest.param(check, fault, marks=[] if fault is faults[0] else [pytest.mark.long])
        for check, faults in FAULTS.items()
        for fault in faults
    ],
    ids=lambda part: getattr(part, "__name__", part),
)
def test_a_fault_fails_its_check_and_no_other(staged: Path, check: str, fault: Fault) -> None:
    fault(staged)
    also = ["release_machine_readable"] if fault in BREAKING_RULES_TOO else []
    assert failed(staged, None) == [check, *also]


def test_every_check_has_a_case() -> None:
    of_two_releases = {"release_row_counts", "release_changes_add_up"}
    assert {*FAULTS, *WARNINGS, *of_two_releases} == {check.name for check in CHECKS}


def test_a_check_that_warns_does_not_block_and_the_others_do() -> None:
    found = {check.name: (check.severity.value, check.blocking) for check in CHECKS}
    assert {found.pop(name) for name in WARNINGS} == {("warn", False)}
    assert set(found.values()) == {("error", True)}


@pytest.mark.parametrize(("before", "fails"), [(5, False), (6, True), (40, True), (0, False)])
def test_many_rows_lost_are_a_warning(
    published: Path, staged: Path, before: int, fails: bool
) -> None:
    # The release has five remarks; a tenth may go.
    table = pl.read_parquet(staged / "parquet/remarks.parquet")
    pl.concat([table] * 8).head(before).write_parquet(staged / "parquet/remarks.parquet")
    assert ("release_row_counts" in failed(published, staged)) is fails


def test_a_row_more_that_no_change_tells_of_is_found(published: Path, staged: Path) -> None:
    file = staged / "parquet/remarks.parquet"
    pl.read_parquet(file).head(4).write_parquet(file)
    assert failed(published, staged) == ["release_changes_add_up"]


@pytest.mark.parametrize(("limit", "passes"), [(0.37, False), (0.38, True), (1.0, True)])
def test_rows_lost_are_measured_against_the_limit_of_the_run(
    published: Path, staged: Path, limit: float, passes: bool
) -> None:
    # Eight remarks became five: 3/8 of them went.
    table = pl.read_parquet(staged / "parquet/remarks.parquet")
    pl.concat([table] * 2).head(8).write_parquet(staged / "parquet/remarks.parquet")
    limits = Limits(max_row_loss_share=limit)
    (check,) = [check for check in CHECKS if check.name == "release_row_counts"]
    result = run_check(check, StagedRelease(published, staged, limits), limits)
    assert (result.figure, result.limit, result.passed) == (0.375, limit, passes)


def test_where_rows_were_added_none_are_lost(published: Path, staged: Path) -> None:
    table = pl.read_parquet(staged / "parquet/remarks.parquet")
    table.head(1).write_parquet(staged / "parquet/remarks.parquet")
    (check,) = [check for check in CHECKS if check.name == "release_row_counts"]
    assert run_check(check, StagedRelease(published, staged)).figure == 0.0
    assert run_check(check, StagedRelease(published, None)).figure is None


@pytest.mark.parametrize(("now", "fails"), [(9, False), (8, True)])
def test_a_tenth_of_the_rows_may_go(published: Path, staged: Path, now: int, fails: bool) -> None:
    rows = pl.concat([pl.read_parquet(staged / "parquet/remarks.parquet")] * 2)
    previous = shutil.copytree(staged, staged.with_name("previous"))
    rows.write_parquet(previous / "parquet/remarks.parquet")
    rows.head(now).write_parquet(staged / "parquet/remarks.parquet")
    assert ("release_row_counts" in failed(staged, previous)) is fails


def test_a_table_that_is_new_has_lost_nothing(published: Path, staged: Path) -> None:
    (staged / "parquet/remarks.parquet").unlink()
    assert failed(published, staged) == []


def test_the_check_of_a_fault_says_where_it_is(staged: Path) -> None:
    cell_altered(staged)
    (staged / "notes.txt").write_text("later", encoding="utf-8")
    results = {check.name: run_check(check, StagedRelease(staged, None)) for check in CHECKS}
    assert results["release_csv_equals_parquet"].failing["table"].to_list() == ["remarks"]
    assert results["release_checksums"].failing["path"].to_list() == ["notes.txt"]


def test_another_type_of_column_is_found(staged: Path) -> None:
    table = pq.read_table(staged / "parquet/remarks.parquet")
    place = table.schema.get_field_index("ordinal")
    wider = table.schema.set(place, table.schema.field(place).with_type(pa.int64()))
    rewrite(staged, "remarks", table.cast(wider))
    assert "release_parquet_as_stated" in failed(staged, None)


def test_wrong_row_counts_in_the_metadata_are_found(staged: Path) -> None:
    change_descriptor(staged, lambda stated: stated["row_counts"].update(remarks=6))
    assert failed(staged, None) == ["release_metadata"]
