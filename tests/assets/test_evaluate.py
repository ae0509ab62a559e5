from __future__ import annotations

import json
from pathlib import Path

import pytest

from assets.cli import main

TRUTH = """\
family = "points_memo"
record_kind = "points"
note = "a memo"

[[meeting]]
file = "record.txt"
title = "第１回架空推進会議 論点メモ"
session = 7
date = 2024-04-01
starts_at = "10:00"
ends_at = "11:35"
attendance = [
  ["委員", "青木委員", "委員", "present"],
  ["委員", "坂本委員", "委員", "present"],
]
remarks = [
  ["remark", "", "坂本委員", "始めに、雲の", "話をする。"],
  ["remark", "", "", "賛成。", "賛成。"],
]
"""
"""Round and end are wrong, so that there are wrong rows to be shown."""


@pytest.fixture
def gold(tmp_path: Path, memo: str) -> Path:
    for name in ("dev/points_memo-01", "test/points_memo-51"):
        folder = tmp_path / "gold" / name
        folder.mkdir(parents=True)
        (folder / "truth.toml").write_text(TRUTH, encoding="utf-8")
        (folder / "record.txt").write_text(memo, encoding="utf-8")
    return tmp_path / "gold"


def evaluate(gold: Path, *options: str) -> int:
    return main(["evaluate", "--gold", str(gold), *options])


def test_figures_are_printed_for_both_parts(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate(gold) == 0
    lines = capsys.readouterr().out.splitlines()
    rows = [line.split() for line in lines if line.startswith(("attendance_row", "meeting_round"))]
    # Precision, recall, F1, coverage, interval, n.
    assert [row[1:5] for row in rows] == [["0.000", "0.000", "0.000", "1.000"], ["1.000"] * 4] * 2
    assert [row[-1] for row in rows] == ["1", "2"] * 2
    assert sum(line.startswith("points_memo") for line in lines) == 4
    assert max(map(len, lines)) <= 80


def test_wrong_rows_are_shown_of_the_development_part_only(
    gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate(gold, "--errors", "9") == 0
    out = capsys.readouterr().out
    assert "dev/points_memo-01/record.txt:2: meeting_round: the truth is '7', read was '1'" in out
    assert "test/points_memo-51" not in out
    assert "those of the test part are not shown" in out


def test_wrong_rows_of_the_test_part_have_to_be_asked_for_twice(
    gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate(gold, "--split", "test", "--errors", "9") == 2
    told = capsys.readouterr()
    assert "--look-at-test" in told.err
    assert told.out == ""
    assert evaluate(gold, "--split", "test", "--errors", "9", "--look-at-test") == 0
    assert "test/points_memo-51/record.txt:2: meeting_round" in capsys.readouterr().out


def test_no_more_wrong_rows_are_shown_than_wanted(
    gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate(gold, "--split", "dev", "--errors", "1") == 0
    out = capsys.readouterr().out
    assert out.count("the truth is") == 1
    assert "... and 1 more" in out


def test_figures_are_written_of_all_records_only(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "quality.json"
    for part in (["--split", "dev"], ["--family", "points_memo"]):
        assert evaluate(gold, "--json", str(file), *part) == 2
        assert "--json wants all records" in capsys.readouterr().err
    assert not file.exists()
    assert evaluate(gold, "--json", str(file)) == 0
    stated = json.loads(file.read_text(encoding="utf-8"))
    assert stated["gold"]["test"]["attendance"] == 2


def test_a_gold_that_is_none_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate(tmp_path / "missing") == 2
    assert "holds no record in dev/ or test/" in capsys.readouterr().err
