from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assets.instance import open_instance
from assets.partitions import fill_partitions
from assets.runs import JobRun, run_release
from tests.assets.partition_runs import run_collection

SEED = "sti-regional-revitalization-task-force"


@pytest.fixture(scope="package", autouse=True)
def environment() -> Iterator[None]:
    """What opening an instance does to the environment ends with these tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DAGSTER_HOME", "")
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
