"""A copied release for readers that are not ours, and that only these tests need."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.interchange.published import PublishedRelease, open_release
from tests.pipeline.interchange.small_release import small_tables, write_release
from tests.publishing import publish_corpus

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> PublishedRelease:
    """The small release that was written by hand."""
    folder = tmp_path_factory.mktemp("release") / "1.2.0"
    return open_release(write_release(folder, small_tables()))


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> PublishedRelease:
    """A release made of corpus/."""
    return open_release(publish_corpus(ROOT / "corpus", tmp_path_factory.mktemp("outputs")))
