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


@pytest.mark.parametrize("name", ["", "releases", "other"])
def test_a_folder_that_is_no_release_is_called_so(
    seed_run: SeedRun, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other/notes.txt").write_text("架空の覚え書き", encoding="utf-8")
    folder = tmp_path / "other" if name == "other" else seed_run[0] / name
    for call in (["verify", str(folder)], ["export", "popolo", str(folder), str(tmp_path / "a")]):
        assert main(call) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert printed.err == f"gijiroku: {folder} is no release: it holds no datapackage.json.\n"


@pytest.mark.parametrize("lost", [["SHA256SUMS"], ["SHA256SUMS", "datapackage.json"]])
def test_a_release_without_checksums_is_told_so(
    seed_run: SeedRun, tmp_path: Path, lost: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    copy = shutil.copytree(seed_run[0] / "latest", tmp_path / "releases/1.0.0")
    for name in lost:
        (copy / name).unlink()
    assert main(["verify", str(copy)]) == 1
    reason = "SHA256SUMS is missing, so no file can be compared with what was published"
    assert capsys.readouterr().out.startswith(f"SHA256SUMS: {reason}\n")
    assert main(["export", "popolo", str(copy), str(tmp_path / "a")]) == 2
    assert f"cannot be read: {reason}" in capsys.readouterr().err
