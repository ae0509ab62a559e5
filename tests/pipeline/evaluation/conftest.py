from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.evaluation.figures import Evaluation, evaluate

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
    """The whole gold of the project, evaluated."""
    return evaluate(ROOT / "quality/gold")
