from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assets.runs import JobRun, run_collection, run_release

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
def seed_run(
    seed_corpus: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, JobRun, JobRun]:
    """Outputs, and the runs of the seed collection and of its release. Not to be changed."""
    outputs = tmp_path_factory.mktemp("seed") / "outputs"
    collection = run_collection(SEED, seed_corpus, outputs)
    only_seed = tmp_path_factory.mktemp("seed_corpus")
    shutil.copytree(seed_corpus / SEED, only_seed / SEED)
    return outputs, collection, run_release(only_seed, outputs)
