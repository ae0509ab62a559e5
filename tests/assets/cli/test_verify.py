from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assets.cli import main
from assets.runs import JobRun

SeedRun = tuple[Path, JobRun, JobRun]
"""Outputs with a release of the seed collection, and the runs that made it."""


def test_a_release_is_verified(seed_run: SeedRun, capsys: pytest.CaptureFixture[str]) -> None:
    outputs = seed_run[0]
    for name in ([], ["latest"], ["1.0.0"], [str(outputs / "releases/1.0.0")]):
        assert main(["verify", "--outputs", str(outputs), *name]) == 0
        assert "is whole" in capsys.readouterr().out


def test_an_altered_release_is_not_whole(
    seed_run: SeedRun, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = shutil.copytree(seed_run[0] / "latest", tmp_path / "copy")
    remarks = copy / "csv/remarks.csv"
    remarks.write_bytes(remarks.read_bytes().replace(b",11,", b",12,", 1))
    assert main(["verify", str(copy)]) == 1
    printed = capsys.readouterr().out
    assert printed.startswith("csv/remarks.csv: its SHA-256 is ")
    assert "is whole" not in printed


def test_where_there_is_no_release_nothing_is_verified(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", "--outputs", str(tmp_path)]) == 2
    assert "no such release" in capsys.readouterr().err
