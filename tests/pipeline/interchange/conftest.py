from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipeline.interchange.published import PublishedRelease, open_release
from tests.pipeline.interchange.small_release import small_tables, write_release


@pytest.fixture(scope="session")
def tables() -> dict[str, pl.DataFrame]:
    return small_tables()


@pytest.fixture(scope="session")
def folder(tables: dict[str, pl.DataFrame], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release folder. Not to be changed."""
    return write_release(tmp_path_factory.mktemp("release") / "1.2.0", tables)


@pytest.fixture(scope="session")
def release(folder: Path) -> PublishedRelease:
    return open_release(folder)
