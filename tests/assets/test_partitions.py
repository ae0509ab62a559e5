from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import dagster as dg
import pytest

from assets.partitions import fill_partitions
from pipeline.ingestion.collection import CollectionError


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


@pytest.fixture
def corpus_of(tmp_path: Path) -> Callable[..., Path]:
    def build(*names: str) -> Path:
        for name in names:
            (tmp_path / "corpus" / name).mkdir(parents=True)
        return tmp_path / "corpus"

    return build


def partitions(instance: dg.DagsterInstance) -> set[str]:
    return set(instance.get_dynamic_partitions("collections"))


def test_every_folder_becomes_a_partition(
    instance: dg.DagsterInstance, corpus_of: Callable[..., Path]
) -> None:
    corpus = corpus_of("made-up-b", "made-up-a", ".git")
    (corpus / "README.md").write_text("not a collection", encoding="utf-8")
    assert fill_partitions(instance, corpus) == ["made-up-a", "made-up-b"]
    assert partitions(instance) == {"made-up-a", "made-up-b"}


def test_they_come_in_the_order_of_the_keys_of_their_rows(
    instance: dg.DagsterInstance, corpus_of: Callable[..., Path]
) -> None:
    # As keys: made-up-2/..., made-up/...; a hyphen stands before a slash.
    corpus = corpus_of("made-up", "made-up-2", "made")
    assert fill_partitions(instance, corpus) == ["made-up-2", "made-up", "made"]


def test_a_folder_that_came_is_added_and_one_that_went_is_removed(
    instance: dg.DagsterInstance, corpus_of: Callable[..., Path]
) -> None:
    fill_partitions(instance, corpus_of("made-up-a", "made-up-b"))
    corpus = corpus_of("made-up-c")
    (corpus / "made-up-a").rmdir()
    assert fill_partitions(instance, corpus) == ["made-up-b", "made-up-c"]
    assert partitions(instance) == {"made-up-b", "made-up-c"}


def test_filling_again_changes_nothing(
    instance: dg.DagsterInstance, corpus_of: Callable[..., Path]
) -> None:
    corpus = corpus_of("made-up-a")
    assert fill_partitions(instance, corpus) == fill_partitions(instance, corpus) == ["made-up-a"]
    assert partitions(instance) == {"made-up-a"}


def test_a_corpus_without_folders_has_no_partitions(
    instance: dg.DagsterInstance, corpus_of: Callable[..., Path]
) -> None:
    corpus = corpus_of("made-up-a")
    fill_partitions(instance, corpus)
    (corpus / "made-up-a").rmdir()
    assert fill_partitions(instance, corpus) == []
    assert partitions(instance) == set()


def test_a_corpus_that_is_not_there_takes_no_partition_away(
    instance: dg.DagsterInstance, corpus_of: Callable[..., Path], tmp_path: Path
) -> None:
    fill_partitions(instance, corpus_of("made-up-a"))
    with pytest.raises(CollectionError, match="no such folder"):
        fill_partitions(instance, tmp_path / "elsewhere")
    assert partitions(instance) == {"made-up-a"}
