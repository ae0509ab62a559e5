from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.evaluation.figures import Evaluation, evaluate
from pipeline.evaluation.observed.figures import Observed, evaluate_observed

ROOT = Path(__file__).parents[3]

TRUTH = """\
family = "points_memo"
record_kind = "points"
note = "a memo"

[[meeting]]
file = "record.txt"
title = "第１回架空推進会議　論点メモ"
session = 1
date = 2024-04-01
starts_at = "10:00"
ends_at = "11:30"
attendance = [
  ["委員", "青木委員", "委員", "present"],
  ["委員", "坂本委員", "委員", "present"],
]
remarks = [
  ["remark", "", "坂本委員", "始めに、雲の", "話をする。"],
  ["remark", "", "", "賛成。", "賛成。"],
]
"""
"""What a careful reader finds in the memo of the fixture `memo`."""


MEMO_STATED = {
    **{"id": "memos/001", "form": "clean", "meetings": 1, "date": "2024-04-01"},
    **{"start": "10:00", "end": "11:30", "round": [1], "venue": None},
    **{"names": ["青木", "坂本"], "names_neutral": [], "speeches": None, "note": "a memo"},
}
"""What a careful reader finds in the memo of the fixture `memo`."""


@pytest.fixture
def set_of(tmp_path: Path, memo: str) -> Callable[..., Path]:
    """A folder of the format with one record."""

    def build(*lines: str) -> Path:
        folder = tmp_path / "set"
        collection = folder / "corpus/memos"
        collection.mkdir(parents=True, exist_ok=True)
        (collection / "001.txt").write_text(memo, encoding="utf-8")
        (collection / "collection.toml").write_text(
            'record_kind = "verbatim"\nbody.ja = "架空"\npublisher.ja = "架空"\n'
            'license.name = "架空"\n',
            encoding="utf-8",
        )
        text = "\n".join(lines or [json.dumps(MEMO_STATED)])
        (folder / "gold.jsonl").write_text(text + "\n", encoding="utf-8")
        return folder

    return build


@pytest.fixture
def gold_of(tmp_path: Path, memo: str) -> Callable[..., Path]:
    """A folder of gold with one record of the development part."""

    def build(truth: str = TRUTH, record: str = memo, name: str = "dev/points_memo-01") -> Path:
        folder = tmp_path / "gold" / name
        folder.mkdir(parents=True)
        (folder / "truth.toml").write_text(truth, encoding="utf-8")
        (folder / "record.txt").write_text(record, encoding="utf-8")
        return tmp_path / "gold"

    return build


@pytest.fixture(scope="session")
def measured() -> Evaluation:
    """The whole gold of the project, evaluated. Its tests are of the group "figures"."""
    return evaluate(ROOT / "quality/gold")


@pytest.fixture(scope="session")
def measured_observed() -> Observed:
    """All records of the project in observed shapes, evaluated."""
    return evaluate_observed(ROOT / "quality/observed")
