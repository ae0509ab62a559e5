from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import dagster as dg
import pytest

from assets.instance import open_instance
from assets.partitions import fill_partitions
from assets.runs import JobRun, run_release
from tests.assets.partition_runs import run_collection

GET = dg.DagsterInstance.get

SEED = "sti-regional-revitalization-task-force"


@pytest.fixture(scope="package", autouse=True)
def environment() -> Iterator[None]:
    """Keep instances in memory, which is four times as fast, and end what they set.

    What opening one does to the environment ends with these tests.
    """
    instances: dict[str, dg.DagsterInstance] = {}

    def in_memory() -> dg.DagsterInstance:
        home = os.environ["DAGSTER_HOME"]
        if home not in instances:
            instances[home] = dg.DagsterInstance.ephemeral()
        return instances[home]

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DAGSTER_HOME", "")
        patch.setattr(dg.DagsterInstance, "get", in_memory)
        yield


@pytest.fixture
def on_disk(environment: None) -> Iterator[None]:
    """Keep instances as the command does, for a test of just that."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dg.DagsterInstance, "get", GET)
        yield


@pytest.fixture(scope="session")
def seed_corpus() -> Path:
    """The corpus of the project, with the seed collection. Not to be changed."""
    return Path(__file__).parents[2] / "corpus"


@pytest.fixture
def corpus(seed_corpus: Path, tmp_path: Path) -> Path:
    """A corpus with the seed collection, to be changed."""
    shutil.copytree(seed_corpus / SEED, tmp_path / "corpus" / SEED)
    return tmp_path / "corpus"


@pytest.fixture(scope="package")
def read_one() -> Callable[[str, Path, Path], JobRun]:
    """Run the job on one collection, whose partition is made before."""

    def read(name: str, corpus: Path, outputs: Path) -> JobRun:
        fill_partitions(open_instance(outputs), corpus)
        return run_collection(name, corpus, outputs)

    return read


@pytest.fixture(scope="package")
def seed_run(
    seed_corpus: Path,
    tmp_path_factory: pytest.TempPathFactory,
    read_one: Callable[[str, Path, Path], JobRun],
) -> tuple[Path, JobRun, JobRun]:
    """Outputs, and the runs of the seed collection and of its release. Not to be changed."""
    root = tmp_path_factory.mktemp("seed")
    shutil.copytree(seed_corpus / SEED, root / "corpus" / SEED)
    collection = read_one(SEED, root / "corpus", root / "outputs")
    return root / "outputs", collection, run_release(root / "corpus", root / "outputs")
