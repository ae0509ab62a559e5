"""Training of the model of names: the annotated lists, and the same bytes each time."""

from __future__ import annotations

import re
from itertools import chain, islice
from pathlib import Path

import pytest

from quality.training.listed import Annotated, sequence_of
from quality.training.lists import QUALITY, gold, observed, rendered
from quality.training.names import f1, folds_of, measured, train_names
from quality.training.shapes import shaped


def test_a_name_is_labelled_from_its_first_to_its_last_character() -> None:
    features, labels = sequence_of(Annotated("a/1", "青木\n一郎、森", [(0, 5), (6, 7)]))
    assert labels == ["B", "I", "I", "E", "O", "S"]
    assert len(features) == len(labels)


@pytest.mark.parametrize(
    "annotated",
    [*islice(shaped(range(40)), 40), *islice(rendered(range(1)), 30)],
    ids=lambda one: one.source,
)
def test_what_is_annotated_are_names(annotated: Annotated) -> None:
    written = [annotated.text[start:end] for start, end in annotated.names]
    assert all(text == text.strip() for text in written)
    assert not any(re.search(r"[、（）()0-9０-９\x02\x03]|課長|委員", text) for text in written)
    assert "\x02" not in annotated.text
    ends = [0, *(end for _, end in annotated.names)]
    assert all(end <= start for end, (start, _) in zip(ends, annotated.names, strict=False))


def test_names_of_annotated_records_are_found() -> None:
    for one in chain(observed(), gold(QUALITY / "gold" / "dev"), gold(QUALITY / "lists" / "dev")):
        assert all(0 <= start < end <= len(one.text) for start, end in one.names)
    listed = sum(len(one.names) for one in gold(QUALITY / "lists" / "dev"))
    assert listed == 962


def test_the_test_part_is_not_trained_on() -> None:
    sources = Path("quality/training").glob("*.py")
    assert not any("gold/test" in source.read_text(encoding="utf-8") for source in sources)


def test_the_same_seed_gives_the_same_list() -> None:
    assert list(shaped(range(3))) == list(shaped(range(3)))


def test_a_collection_is_in_one_fold() -> None:
    records = [Annotated(f"{name}/{at}", "", []) for name in "abc" for at in range(3)]
    folds = folds_of(records, 2)
    assert sorted(chain(*folds)) == ["a", "b", "c"]


@pytest.mark.long
def test_training_twice_gives_the_same_bytes_and_a_model_that_reads(tmp_path: Path) -> None:
    annotated = list(shaped(range(40)))
    for name in ("once", "again"):
        train_names(annotated, tmp_path / name)
    assert (tmp_path / "once").read_bytes() == (tmp_path / "again").read_bytes()
    assert f1(measured(shaped(range(40, 50)), tmp_path / "once")) > 0.8
