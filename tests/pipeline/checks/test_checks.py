from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.checks import CHECKS, Check, run_check
from pipeline.ingestion.damage import DAMAGES
from pipeline.ingestion.media.doubts import DOUBTS as MEDIA_DOUBTS
from pipeline.normalisation.doubts import DOUBTS
from pipeline.run.staleness import COLLECTION_STAGES, READING_STAGES
from schemas.vocabulary import Severity
from tests.pipeline.checks.faults import FAULTS, Frames, Table

# Those of the language layer are in test_language.py: a fault of a remark is one of its words too.
EVERY_CHECK = [check for stage in READING_STAGES for check in CHECKS[stage]]


def failing(frames: Frames) -> set[str]:
    return {check.name for check in EVERY_CHECK if not run_check(check, frames).passed}


def test_every_check_has_a_fault_and_a_name_of_its_own() -> None:
    assert sorted(check.name for check in EVERY_CHECK) == sorted(FAULTS)


def test_a_good_record_passes_every_check(good: Frames) -> None:
    assert failing(good) == set()


def test_a_record_that_the_stages_read_passes_every_check(
    tables_of: Callable[..., Frames], memo: str
) -> None:
    assert failing(tables_of(memo)) == set()


def test_no_records_pass_every_check(good: Frames) -> None:
    assert failing({name: rows.clear() for name, rows in good.items()}) == set()


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_fails_its_check_and_no_other(name: str, good: Frames, table_of: Table) -> None:
    change, also = FAULTS[name]
    assert failing({**good, **change(good, table_of)}) == {name, *also}


@pytest.mark.parametrize("check", EVERY_CHECK, ids=lambda check: check.name)
def test_a_failed_check_shows_rows(check: Check, good: Frames, table_of: Table) -> None:
    change, _ = FAULTS[check.name]
    result = run_check(check, {**good, **change(good, table_of)})
    assert result.check is check
    assert result.passed is False
    assert 1 <= result.failing_count == result.failing.height
    assert result.failing.width >= 1


def test_at_most_ten_rows_are_shown(good: Frames, table_of: Table) -> None:
    many = table_of("agenda_items", *({"agenda_item_id": f"g-{n}"} for n in range(25)))
    (check,) = [check for check in EVERY_CHECK if check.name == "agenda_items_foreign_keys"]
    result = run_check(check, {**good, "agenda_items": many.with_columns(parent_id=pl.lit("x"))})
    assert (result.failing_count, result.failing.height) == (25, 10)


@pytest.mark.parametrize("check", EVERY_CHECK, ids=lambda check: check.name)
def test_a_check_is_described_in_both_languages(check: Check) -> None:
    assert check.en.isascii()
    assert check.en.endswith(".")
    assert check.ja
    assert not check.ja.isascii()


def test_checks_stand_under_their_stage() -> None:
    assert list(CHECKS) == list(COLLECTION_STAGES)
    for stage, checks in CHECKS.items():
        assert {check.stage for check in checks} == {stage}


def test_only_errors_block_and_only_what_is_kept_out_does_not() -> None:
    not_blocking = {c.name for c in EVERY_CHECK if c.severity is Severity.ERROR and not c.blocking}
    refusals = {"decodes", "not_empty", "seen_once", "terms_stated", "size_limit", "media_type"}
    refusals |= {"extracts", "file_readable", "regular_file", "holds_records"}
    refusals |= {"read", "segmented", "normalised", "given_readable", "given_columns_once"}
    refusals |= {"given_rows_read", "given_paths_known", "given_values_valid"}
    tables = {"meetings", "agenda_items", "attendance", "remarks"}
    assert not_blocking == {f"documents_{rule}" for rule in refusals} | {
        f"{name}_none_quarantined" for name in tables
    }
    assert {c.name for c in EVERY_CHECK if c.severity is Severity.WARN} == {
        "documents_lock_file",
        "documents_saved_page_folder",
        "documents_given_columns_known",
        *(f"documents_{damage.rule}" for damage in DAMAGES),
        *(f"documents_{expected.rule}" for expected in MEDIA_DOUBTS.values()),
        *(f"{doubt.table_name}_{doubt.rule}" for doubt in DOUBTS),
        "one_header_a_meeting",
        "layout_known",
        "unrecognised_share",
        "meetings_weekday_matches_date",
        "meetings_start_before_end",
        "meetings_hour_exists_once",
        "meetings_hour_in_standard_time",
    }
    assert not any(c.blocking for c in EVERY_CHECK if c.severity is Severity.WARN)
