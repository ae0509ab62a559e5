from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.checks import CHECKS
from pipeline.release.require_checks import NotPublishableError, require_checks
from pipeline.run.stages import run_stage
from pipeline.run.store import LedgerEntry, Store, Verdict
from schemas.vocabulary import Stage

NORTH, SOUTH = "made-up-north", "made-up-south"


@pytest.fixture
def store(outputs: Path) -> Store:
    return Store(outputs)


@pytest.fixture
def reasons(store: Store) -> Callable[[], list[str]]:
    """Why the gate does not open."""

    def ask() -> list[str]:
        with pytest.raises(NotPublishableError) as refused:
            require_checks(store, [NORTH, SOUTH])
        head, *found, advice = str(refused.value).splitlines()
        assert head == "nothing is published:"
        assert "run the pipeline on the collection again" in advice
        return [line.removeprefix("- ") for line in found]

    return ask


def change_verdicts(
    store: Store, stage: Stage, change: Callable[[Verdict], Verdict | None]
) -> None:
    entry = store.read_ledger(NORTH, stage)
    assert entry is not None
    verdicts = [changed for verdict in entry.verdicts if (changed := change(verdict))]
    assert verdicts != entry.verdicts
    store.write_ledger(NORTH, stage, LedgerEntry(entry.read, entry.written, verdicts))


def failed(name: str) -> Callable[[Verdict], Verdict]:
    def change(verdict: Verdict) -> Verdict:
        if verdict.name != name:
            return verdict
        return dataclasses.replace(verdict, passed=False, failing_count=3)

    return change


def test_what_has_passed_is_let_through(store: Store) -> None:
    assert require_checks(store, [NORTH, SOUTH]) is None


@pytest.mark.parametrize("stage", ["ingestion", "segmentation", "normalisation"])
def test_a_stage_that_has_not_run_is_named(
    outputs: Path, reasons: Callable[[], list[str]], stage: str
) -> None:
    (outputs / f"store/ledger/{NORTH}/{stage}.json").unlink()
    assert reasons() == [f"{NORTH}: {stage} has not run"]


def test_a_collection_that_nothing_ran_on_holds_up_the_others(store: Store) -> None:
    with pytest.raises(NotPublishableError, match="made-up-west: ingestion has not run"):
        require_checks(store, [NORTH, "made-up-west"])


@pytest.mark.parametrize(
    ("stage", "name"),
    [(stage, check.name) for stage, checks in CHECKS.items() for check in checks if check.blocking],
)
def test_a_blocking_check_that_failed_is_named(
    store: Store, reasons: Callable[[], list[str]], stage: Stage, name: str
) -> None:
    change_verdicts(store, stage, failed(name))
    assert reasons() == [f"{NORTH}: check {name} failed on 3 rows"]


@pytest.mark.parametrize(
    ("stage", "name"),
    [
        (Stage.INGESTION, "documents_decodes"),
        (Stage.SEGMENTATION, "layout_known"),
        (Stage.NORMALISATION, "meetings_weekday_matches_date"),
        (Stage.NORMALISATION, "remarks_none_quarantined"),
    ],
)
def test_a_check_that_does_not_block_holds_up_nothing(
    store: Store, stage: Stage, name: str
) -> None:
    change_verdicts(store, stage, failed(name))
    assert require_checks(store, [NORTH, SOUTH]) is None


def test_a_check_without_a_result_is_named(store: Store, reasons: Callable[[], list[str]]) -> None:
    change_verdicts(
        store,
        Stage.SEGMENTATION,
        lambda verdict: None if verdict.name == "blocks_conserve_text" else verdict,
    )
    assert reasons() == [f"{NORTH}: check blocks_conserve_text has no result"]


def test_a_check_cannot_be_talked_out_of_blocking(
    store: Store, reasons: Callable[[], list[str]]
) -> None:
    # The ledger says that it does not block; the code says that it does.
    def change(verdict: Verdict) -> Verdict:
        return dataclasses.replace(failed("remarks_match_source")(verdict), blocking=False)

    change_verdicts(store, Stage.NORMALISATION, change)
    assert reasons() == [f"{NORTH}: check remarks_match_source failed on 3 rows"]


@pytest.mark.parametrize(
    ("table_name", "stages"),
    [
        ("documents", ["ingestion", "segmentation", "normalisation"]),
        ("blocks", ["segmentation", "normalisation"]),
        ("ingestion_issues", ["ingestion", "segmentation", "normalisation"]),
        ("remarks", ["normalisation", "language"]),
        ("quality_issues", ["normalisation"]),
    ],
)
def test_a_table_changed_after_its_checks_is_named(
    store: Store, reasons: Callable[[], list[str]], table_name: str, stages: list[str]
) -> None:
    rows = store.read(table_name, NORTH)
    rows.write_parquet(store.path(table_name, NORTH), metadata={"touched": "by hand"})
    assert reasons() == [
        f"{NORTH}: {stage} was checked with other contents of {table_name}" for stage in stages
    ]


def test_a_table_that_is_gone_is_named(store: Store, reasons: Callable[[], list[str]]) -> None:
    file = store.path("remarks", NORTH)
    file.unlink()
    assert reasons() == [
        f"{NORTH}: {stage}: {file} is missing from the store"
        for stage in ("normalisation", "language")
    ]


def test_stages_that_ran_on_older_documents_are_named(
    corpus: Path, store: Store, reasons: Callable[[], list[str]]
) -> None:
    (corpus / NORTH / "second.txt").write_text("架空の文書。\n", encoding="utf-8")
    run_stage(Stage.INGESTION, corpus / NORTH, store)
    assert reasons() == [
        f"{NORTH}: segmentation was checked with other contents of documents",
        f"{NORTH}: normalisation was checked with other contents of documents",
    ]
    run_stage(Stage.SEGMENTATION, corpus / NORTH, store)
    found = reasons()
    assert len(found) == 1
    assert found[0].startswith(f"{NORTH}: normalisation was checked with other contents of ")
    run_stage(Stage.NORMALISATION, corpus / NORTH, store)
    run_stage(Stage.LANGUAGE, corpus / NORTH, store)
    assert require_checks(store, [NORTH, SOUTH]) is None


def test_all_reasons_are_given_at_once(
    outputs: Path, store: Store, reasons: Callable[[], list[str]]
) -> None:
    change_verdicts(store, Stage.INGESTION, failed("documents_schema"))
    change_verdicts(store, Stage.NORMALISATION, failed("meetings_schema"))
    (outputs / f"store/ledger/{SOUTH}/segmentation.json").unlink()
    assert reasons() == [
        f"{NORTH}: check documents_schema failed on 3 rows",
        f"{NORTH}: check meetings_schema failed on 3 rows",
        f"{SOUTH}: segmentation has not run",
    ]


def test_a_stage_that_ran_again_on_the_same_documents_is_let_through(
    corpus: Path, store: Store
) -> None:
    before = store.digests(["documents"], NORTH)
    run_stage(Stage.INGESTION, corpus / NORTH, store)
    assert store.digests(["documents"], NORTH) == before
    assert require_checks(store, [NORTH, SOUTH]) is None
