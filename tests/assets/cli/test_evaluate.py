from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

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


OBSERVED: dict[str, Any] = {
    **{"id": "memos/001", "form": "flat", "meetings": 1, "date": "2024-04-01"},
    **{"start": "10:00", "end": "11:35", "round": [7], "venue": None},
    **{"names": ["青木", "坂本"], "names_neutral": [], "speeches": None},
}
"""Round and end are wrong here too."""


@pytest.fixture
def observed(tmp_path: Path, memo: str) -> Path:
    folder = tmp_path / "observed"
    collection = folder / "corpus/memos"
    collection.mkdir(parents=True)
    (collection / "collection.toml").write_text(
        'record_kind = "verbatim"\nbody.ja = "架空"\npublisher.ja = "架空"\n'
        'license.name = "架空"\n',
        encoding="utf-8",
    )
    (collection / "001.txt").write_text(memo, encoding="utf-8")
    (folder / "gold.jsonl").write_text(json.dumps(OBSERVED) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def evaluate_all(gold: Path, observed: Path) -> Callable[..., int]:
    def run(*options: str) -> int:
        return main(
            ["evaluate", "--gold", str(gold), "--observed", str(observed), *options],
        )

    return run


def evaluate(gold: Path, *options: str) -> int:
    return main(["evaluate", "--only", "gold", "--gold", str(gold), *options])


def test_records_in_observed_shapes_come_first_and_the_gold_is_called_what_it_is(
    evaluate_all: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate_all() == 0
    out = " ".join(capsys.readouterr().out.split())
    assert out.startswith("Of 1 made-up records in shapes observed at some 75 real bodies, 0 are")
    assert "in quality/gold were made up by the makers of the rules" in out
    assert "end 0/1 0.0% 0.0%–79.3% 1 0" in out
    assert out.index("wrong records without a warning") < out.index("test part (looked at by")


def test_wrong_records_are_shown_with_what_is_wrong(
    observed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--only", "observed", "--observed", str(observed), "--errors", "3"]
    assert main(["evaluate", *options]) == 0
    out = capsys.readouterr().out
    # A long path is broken where the line ends.
    lead = f"Of 1 records in {observed}, 0 are read wholly right"
    assert "".join(out.split()).startswith("".join(lead.split()))
    assert "memos/001 (no warning)" in out
    assert "  end: the truth is '11:35', read was '11:30'" in out
    assert "  round: the truth is '7', read was '1'" in out
    assert "date: the truth" not in out
    assert "attendance_row" not in out


def test_a_folder_that_is_missing_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(tmp_path / "nowhere")
    assert main(["evaluate", "--only", "observed", "--observed", folder]) == 2
    assert "nowhere/gold.jsonl is missing: there is nothing to measure" in capsys.readouterr().err


def test_parts_of_the_gold_are_none_of_the_observed(
    gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    part = ["--split", "dev", "--gold", str(gold)]
    assert main(["evaluate", *part, "--only", "observed"]) == 2
    assert "are parts of the gold" in capsys.readouterr().err
    assert main(["evaluate", *part]) == 0
    assert "observed at" not in capsys.readouterr().out


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
    evaluate_all: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, page = tmp_path / "quality.json", tmp_path / "page.md"
    page.write_text("<!-- figures all: x -->\n<!-- end of figures -->\n", encoding="utf-8")
    wanted = ["--json", str(file), "--blocks", str(page)]
    for part in (["--split", "dev"], ["--family", "points_memo"], ["--only", "gold"]):
        assert evaluate_all(*wanted, *part) == 2
        assert "want all records" in capsys.readouterr().err
    assert not file.exists()
    assert evaluate_all(*wanted) == 0
    stated = json.loads(file.read_text(encoding="utf-8"))
    assert stated["gold"]["test"]["attendance"] == 2
    assert stated["observed"]["records"] == 1
    assert "| end | 0/1 | 0.0% |" in page.read_text(encoding="utf-8")


def test_a_gold_without_a_test_part_is_measured_but_not_written(
    evaluate_all: Callable[..., int],
    gold: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.rmtree(gold / "test")
    assert evaluate_all() == 0
    out = " ".join(capsys.readouterr().out.split())
    assert out.startswith("Of 1 records in ")
    assert "quality/gold were made up" not in out
    assert "development part" in out
    file = tmp_path / "quality.json"
    assert evaluate_all("--json", str(file)) == 2
    assert "has no record in test/" in " ".join(capsys.readouterr().err.split())
    assert not file.exists()


def test_nothing_is_written_where_a_page_has_no_place(
    evaluate_all: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, page = tmp_path / "quality.json", tmp_path / "page.md"
    page.write_text("No place.\n", encoding="utf-8")
    assert evaluate_all("--json", str(file), "--blocks", str(page)) == 2
    assert "has no place for the figures" in capsys.readouterr().err
    assert not file.exists()


def test_a_gold_that_is_none_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate(tmp_path / "missing") == 2
    assert "holds no record in dev/ or test/" in capsys.readouterr().err
