"""Limits in the launchpad: the fields, and what is said of wrong ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from assets.definitions import definitions, defs
from assets.instance import open_instance
from assets.limits import run_limits
from assets.partitions import fill_partitions
from assets.runs import JobRun, run_release
from pipeline.limits import Limits
from pipeline.run.settings import Settings
from pipeline.run.store import Store
from tests.assets.partition_runs import run_collection

JOBS = ("read_collection", "read_collections", "publish_release")


def of_limits(stated: Any) -> dict[str, Any]:
    return {"resources": {"limits": {"config": stated}}}


@pytest.fixture
def made_up(collection_of: Callable[..., Path], memo: str) -> Path:
    """A corpus with one made-up collection, with a file of 1000 bytes."""
    files = {"memo.txt": memo.encode(), "long.txt": b"l" * 1000}
    return collection_of(files).parent


@pytest.fixture
def outputs(made_up: Path, tmp_path: Path) -> Path:
    fill_partitions(open_instance(tmp_path / "outputs"), made_up)
    return tmp_path / "outputs"


def metadata_of(outputs: Path, name: str) -> dict[str, Any]:
    event = open_instance(outputs).get_latest_materialization_event(dg.AssetKey(name))
    assert event is not None
    assert event.asset_materialization is not None
    return {key: value.value for key, value in event.asset_materialization.metadata.items()}


@pytest.mark.parametrize("job", JOBS)
def test_every_job_can_be_given_limits(job: str) -> None:
    stated = {
        "max_document_bytes": 10,
        "max_unpacked_bytes": 20,
        "max_document_pages": 3,
        "max_document_seconds": 2.5,
        "max_unrecognised_share": 0.2,
        "max_row_loss_share": 1,
    }
    config = dg.validate_run_config(defs.resolve_job_def(job), of_limits(stated))
    # A switch that is not stated has its default.
    assert config["resources"]["limits"]["config"] == {**stated, "language": True}


@pytest.mark.parametrize("job", JOBS)
@pytest.mark.parametrize(
    ("stated", "field", "allowed"),
    [
        ({"max_document_bytes": "many"}, "limits:config:max_document_bytes", '"Int"'),
        ({"max_unrecognised_share": [1]}, "limits:config:max_unrecognised_share", '"Float"'),
        ({"max_pages": 3}, '"max_pages" at path root:resources:limits', "max_document_bytes?"),
        ("strict", "limits:config", "max_row_loss_share?"),
    ],
)
def test_a_limit_of_the_wrong_type_is_refused_before_the_run(
    job: str, stated: Any, field: str, allowed: str
) -> None:
    with pytest.raises(dg.DagsterInvalidConfigError) as refused:
        dg.validate_run_config(defs.resolve_job_def(job), of_limits(stated))
    assert field in str(refused.value)
    assert allowed in str(refused.value)


def test_a_limit_out_of_its_bounds_fails_the_step_by_name(made_up: Path, outputs: Path) -> None:
    folders = {"corpus": str(made_up), "outputs": str(outputs)}
    config = of_limits({"max_unrecognised_share": 3.0})
    config["resources"]["folders"] = {"config": folders}
    result = defs.resolve_job_def("read_collection").execute_in_process(
        instance=open_instance(outputs),
        partition_key="made-up",
        run_config=config,
        raise_on_error=False,
    )
    (failure,) = result.get_step_failure_events()
    assert failure.step_key == "ingestion"
    told = failure.step_failure_data.user_failure_data
    assert told is not None
    assert told.description == (
        "resources.limits.config: max_unrecognised_share is 3.0; "
        "it must be a number from 0.0 to 1.0."
    )
    assert not Store(outputs).path("documents", "made-up").exists()


def test_a_run_records_its_limits_and_tells_other_ones_apart(made_up: Path, outputs: Path) -> None:
    limits = Limits(max_document_bytes=999)
    read = run_collection("made-up", made_up, outputs, limits=limits)
    assert [check.name for check in read.failed_checks] == ["documents_size_limit"]
    assert Store(outputs).limits("made-up")["max_document_bytes"] == 999
    documents = metadata_of(outputs, "documents")
    assert documents["limits"] == limits.of("ingestion")
    assert documents["limits_other_than_default"] == {"max_document_bytes": 999}
    blocks = metadata_of(outputs, "blocks")
    assert blocks["limits"] == {"max_unrecognised_share": 0.05}
    assert "limits_other_than_default" not in blocks
    assert "limits" not in metadata_of(outputs, "remarks")


@pytest.mark.long
def test_a_release_names_the_collections_that_were_read_with_other_limits(
    made_up: Path, outputs: Path
) -> None:
    other = {"made-up": {"max_unrecognised_share": 0.5}}
    run_collection("made-up", made_up, outputs, limits=Limits(max_unrecognised_share=0.5))
    first = run_release(made_up, outputs, Limits(max_row_loss_share=0.9))
    assert first.metadata["collections_read_with_other_limits"] == other
    assert first.metadata["limits_other_than_default"] == {"max_row_loss_share": 0.9}
    run_collection("made-up", made_up, outputs)
    second: JobRun = run_release(made_up, outputs)
    assert "collections_read_with_other_limits" not in second.metadata
    assert "limits_other_than_default" not in second.metadata


def test_limits_of_the_settings_are_the_defaults_of_every_field() -> None:
    with_limits = definitions(Settings(limits=Limits(max_document_bytes=7)))
    job = with_limits.resolve_job_def("publish_release")
    stated = dg.validate_run_config(job, of_limits({"max_row_loss_share": 0.5}))
    # Dagster drops the values of an instance where one of its fields is stated.
    assert stated["resources"]["limits"]["config"] == {
        "max_document_bytes": 7,
        "max_unpacked_bytes": 268_435_456,
        "max_document_pages": 5000,
        "max_document_seconds": 60,
        "max_unrecognised_share": 0.05,
        "max_row_loss_share": 0.5,
        "language": True,
    }


def test_the_resource_gives_the_limits_that_it_is_made_with() -> None:
    limits = Limits(max_document_bytes=7, max_row_loss_share=1)
    assert run_limits(limits).limits() == limits
