"""A check asked again by itself, and a table made anew without the others of its stage."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import dagster as dg
import pytest

from assets.graph import graph
from assets.instance import open_instance
from assets.partitions import fill_partitions
from pipeline.run.settings import read_settings
from pipeline.run.store import Store
from tests.assets.partition_runs import run_collection

CHECK = dg.AssetCheckKey(dg.AssetKey("blocks"), "blocks_conserve_text")


@pytest.fixture
def made(collection_of: Callable[..., Path], memo: str, tmp_path: Path) -> tuple[Path, Path]:
    """A corpus whose collection was read, and its outputs."""
    corpus = collection_of({"memo.txt": memo.encode()}).parent
    outputs = tmp_path / "outputs"
    fill_partitions(open_instance(outputs), corpus)
    assert run_collection("made-up", corpus, outputs).success
    return corpus, outputs


def execute(selection: dg.AssetSelection, corpus: Path, outputs: Path) -> dg.ExecuteInProcessResult:
    job = dg.define_asset_job("part", selection=selection)
    defs = dg.Definitions.merge(graph(read_settings()), dg.Definitions(jobs=[job]))
    folders = {"corpus": str(corpus), "outputs": str(outputs)}
    return defs.resolve_job_def("part").execute_in_process(
        instance=open_instance(outputs),
        # As the UI states it. A partition_key is refused where no asset is made.
        tags={"dagster/partition": "made-up"},
        run_config={
            "resources": {"folders": {"config": folders}},
            "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
        },
        raise_on_error=False,
    )


def test_a_check_is_asked_again_by_itself(made: tuple[Path, Path]) -> None:
    corpus, outputs = made
    path = Store(outputs).path("blocks", "made-up")
    before = path.stat().st_mtime_ns
    result = execute(dg.AssetSelection.checks(CHECK), corpus, outputs)
    assert result.success
    (evaluation,) = result.get_asset_check_evaluations()
    assert (evaluation.asset_check_key, evaluation.passed) == (CHECK, True)
    assert result.get_asset_materialization_events() == []
    assert path.stat().st_mtime_ns == before


def test_what_is_in_the_store_is_what_a_check_looks_at(made: tuple[Path, Path]) -> None:
    corpus, outputs = made
    store = Store(outputs)
    store.write("blocks", "made-up", store.read("blocks", "made-up").head(3))
    (evaluation,) = execute(
        dg.AssetSelection.checks(CHECK), corpus, outputs
    ).get_asset_check_evaluations()
    assert not evaluation.passed


def test_a_table_is_made_without_the_others_of_its_stage(made: tuple[Path, Path]) -> None:
    corpus, outputs = made
    result = execute(dg.AssetSelection.assets("meetings"), corpus, outputs)
    assert result.success
    made_anew = {event.asset_key for event in result.get_asset_materialization_events()}
    assert made_anew == {dg.AssetKey("meetings")}
    assert {
        key.asset_key for key in (e.asset_check_key for e in result.get_asset_check_evaluations())
    } == {dg.AssetKey("meetings")}
