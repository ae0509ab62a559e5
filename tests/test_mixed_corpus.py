"""The corpus that `bench/paired.py` reads has all styles, and is the same each time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.mixed import SURNAME, changed, round_of, write_mixed
from pipeline.segmentation.layouts import layouts

BYTES = 400_000
"""Size of a corpus that has a record of each style, in bytes."""


def contents(root: Path) -> dict[str, bytes]:
    files = (file for file in root.rglob("*") if file.is_file())
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("mixed")
    write_mixed(root, BYTES)
    return root


def test_the_same_size_makes_the_same_bytes(corpus: Path, tmp_path: Path) -> None:
    written = write_mixed(tmp_path, BYTES)
    assert contents(tmp_path) == contents(corpus)
    records = [len(text) for path, text in contents(corpus).items() if path.endswith(".txt")]
    assert BYTES <= written == sum(records)


def test_every_style_and_source_is_there(corpus: Path) -> None:
    names = [file.stem.partition("-")[2] for file in corpus.rglob("*.txt")]
    # The generator renders no table of questions and answers.
    assert {*layouts(), "shaped_list"} - {"question_cells", "question_lines"} <= set(names)
    assert {name.partition("-")[0] for name in names} >= {"observed", "gold"}


def test_a_round_has_every_record_of_observed_and_gold() -> None:
    quality = Path(__file__).parents[1] / "quality"
    files = [file for part in ("observed", "gold") for file in (quality / part).rglob("*.txt")]
    names = [source.name for source in round_of(1)]
    assert sum(name.startswith(("observed-", "gold-")) for name in names) == len(files)


def test_rounds_differ() -> None:
    assert not {source.text for source in round_of(0)} & {source.text for source in round_of(1)}


def test_names_and_numbers_change_and_days_stay() -> None:
    text = "第３回会議　令和６年４月１日　青木委員　約25人、30件"
    after = changed(text, 1)
    assert re.findall("第４回|令和６年４月１日|約25人|40件", after) == [
        "第４回",
        "令和６年４月１日",
        "約25人",
        "40件",
    ]
    assert len(after) == len(text)
    assert SURNAME.findall(after) != ["青木"]
    assert changed(text, 0) == text
