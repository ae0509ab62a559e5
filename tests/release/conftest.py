from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.publishing import publish_corpus

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests/gold/sti-regional-revitalization-task-force"

Row = dict[str, str | None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--release",
        type=Path,
        metavar="DIR",
        help="release folder to be tested (default: one made from corpus/)",
    )


@pytest.fixture(scope="session")
def release(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release folder to be tested. Not to be changed."""
    # The option is not known where pytest reads this file late, as in `pytest tests`.
    stated: Path | None = request.config.getoption("--release", default=None)
    if stated is not None:
        return stated.resolve()
    return publish_corpus(ROOT / "corpus", tmp_path_factory.mktemp("release"))


@pytest.fixture(scope="session")
def gold() -> Callable[[str], list[Row]]:
    """The rows of a file annotated by hand; an empty cell is None."""

    def read(name: str) -> list[Row]:
        with (GOLD / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return [
                {column: cell or None for column, cell in row.items()}
                for row in csv.DictReader(file, strict=True)
            ]

    return read
