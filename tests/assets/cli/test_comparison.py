"""The commands `gijiroku diff` and `gijiroku release`."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from pathlib import Path

import polars as pl
import pytest

from assets.cli import main
from pipeline.messages.commands import command
from schemas.changes import Changes
from tests.assets.conftest import SEED

MEMO = "task-force-memos-2015.txt"
OLD, NEW = "信用金庫のネットワーク", "信託銀行のネットワーク"
DOCUMENT = f"{SEED}/{MEMO}"


@pytest.fixture(scope="module")
def edited(seed_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `corpus` and `outputs`: the seed as 1.0.0, and with a word edited as 1.0.1."""
    root = tmp_path_factory.mktemp("edited")
    shutil.copytree(seed_corpus / SEED, root / "corpus" / SEED)
    folders = ["--corpus", str(root / "corpus"), "--outputs", str(root / "outputs")]
    assert main(["run", "--processes", "1", *folders]) == 0
    memo = root / "corpus" / SEED / MEMO
    memo.write_text(memo.read_text(encoding="utf-8").replace(OLD, NEW), encoding="utf-8")
    assert main(["run", "--processes", "1", *folders]) == 0
    return root


def diff(edited: Path, *arguments: str) -> int:
    return main(["diff", *arguments, "--outputs", str(edited / "outputs")])


def files_in(folder: Path) -> dict[str, int]:
    return {
        path.relative_to(folder).as_posix(): path.lstat().st_mtime_ns
        for path in folder.rglob("*")
        if not path.is_dir()
    }


def test_two_versions_are_compared(edited: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert diff(edited, "1.0.0", "1.0.1") == 0
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == (
        "1.0.0 -> 1.0.1: patch: 1 row of documents corrected; 1 row of remarks corrected"
    )
    assert [line.split() for line in lines[1:4]] == [
        ["table", "added", "withdrawn", "corrected", "corrected", "columns"],
        ["documents", "0", "0", "1", "sha256", "(1)"],
        ["remarks", "0", "0", "1", "text", "(1)"],
    ]
    assert "2 because the source file, or what is stated of it, has changed" in lines
    assert not any("The first 5 of each kind" in line for line in lines)
    (old,) = [line for line in lines if OLD in line]
    (new,) = [line for line in lines if NEW in line]
    assert (old[:2], new[:2]) == ("- ", "+ ")
    assert f"@@ corrected: {DOCUMENT} sha256 @@" in lines
    assert not any("\x1b" in line for line in lines)


def test_folders_and_latest_are_releases_too(
    edited: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert diff(edited, str(edited / "outputs/releases/1.0.1"), "1.0.0") == 0
    assert capsys.readouterr().out.startswith("1.0.1 -> 1.0.0: patch: ")
    assert diff(edited, "1.0.1", "latest") == 0
    assert capsys.readouterr().out == "1.0.1 -> 1.0.1: no row and no column differs\n"


def test_a_copy_of_a_release_elsewhere_is_one(
    edited: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = shutil.copytree(edited / "outputs/releases/1.0.0", tmp_path / "mine")
    file = copy / "parquet/meetings.parquet"
    pl.read_parquet(file).with_columns(chair=pl.lit("座長")).write_parquet(file)
    assert diff(edited, str(copy), "1.0.0") == 0
    assert capsys.readouterr().out == "1.0.0 -> 1.0.0: major: column meetings.chair removed\n"


def test_all_changes_are_written_where_they_are_wanted(
    edited: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    csv, parquet = tmp_path / "changes.csv", tmp_path / "changes.parquet"
    assert diff(edited, "1.0.0", "1.0.1", "--csv", str(csv), "--parquet", str(parquet)) == 0
    assert f"changes written to {csv}" in capsys.readouterr().out
    published = edited / "outputs/releases/1.0.1"
    assert csv.read_bytes() == (published / "csv/changes.csv").read_bytes()
    rows = pl.read_parquet(parquet)
    assert Changes.validate(rows, lazy=True).height == 2
    assert rows.equals(pl.read_parquet(published / "parquet/changes.parquet"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["1.0.0", "1.0.7"],
            "gijiroku: 1.0.7: no such release. Give its folder, or one of the versions in "
            "{outputs}/releases: 1.0.0, 1.0.1.",
        ),
        (["{corpus}", "1.0.0"], "gijiroku: {corpus} is no release: it holds no datapackage.json."),
        (
            ["1.0.0", "1.0.1", "--csv", "{outputs}/nowhere/x.csv"],
            "gijiroku: {outputs}/nowhere/x.csv cannot be written: "
            "there is no folder {outputs}/nowhere.",
        ),
        (
            ["1.0.0", "1.0.1", "--parquet", "{outputs}/latest/x.parquet"],
            "gijiroku: {outputs}/latest/x.parquet is in the release {outputs}/releases/1.0.1, "
            "which is never changed. Name a place outside of it.",
        ),
    ],
)
def test_a_wrong_call_is_told_what_is_wrong(
    edited: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    before = files_in(edited)
    places = {"outputs": edited / "outputs", "corpus": edited / "corpus"}
    assert diff(edited, *(part.format(**places) for part in arguments)) == 2
    printed = capsys.readouterr()
    assert printed.err == message.format(**places) + "\n"
    assert printed.out == ""
    assert files_in(edited) == before


@pytest.mark.parametrize("option", ["--csv", "--parquet"])
def test_a_file_is_replaced_by_force_alone(
    edited: Path, tmp_path: Path, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "notes"
    file.write_text("架空の覚え書き", encoding="utf-8")
    assert diff(edited, "1.0.0", "1.0.1", option, str(file)) == 2
    assert "exists already. Name another file, or replace it with --force." in (
        capsys.readouterr().err
    )
    assert file.read_text(encoding="utf-8") == "架空の覚え書き"
    assert diff(edited, "1.0.0", "1.0.1", option, str(file), "--force") == 0
    name = "csv/changes.csv" if option == "--csv" else "parquet/changes.parquet"
    assert file.read_bytes() == (edited / "outputs/releases/1.0.1" / name).read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["notes"]


def test_a_folder_is_no_file_for_changes(
    edited: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert diff(edited, "1.0.0", "1.0.1", "--csv", str(tmp_path), "--force") == 2
    assert capsys.readouterr().err == (
        f"gijiroku: {tmp_path} exists already and is no file. Name another.\n"
    )


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "/a.csv cannot be written: Permission denied. Name another place."),
        (errno.ENOENT, "/a.csv cannot be written: No such file or directory. Name another place."),
    ],
)
def test_a_folder_that_takes_no_file_is_named(
    edited: Path,
    tmp_path: Path,
    number: int,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def refuse(**_: object) -> str:
        raise OSError(number, os.strerror(number), f"{tmp_path}/.gijiroku-export-abc")

    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    assert diff(edited, "1.0.0", "1.0.1", "--csv", str(tmp_path / "a.csv")) == 2
    printed = capsys.readouterr().err
    assert words in printed
    assert str(tmp_path) in printed
    assert "[Errno" not in printed
    assert "abc" not in printed


def test_another_data_package_is_no_release(
    edited: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "datapackage.json").write_text('{"name": "votes"}', encoding="utf-8")
    assert diff(edited, "1.0.0", str(tmp_path)) == 2
    assert capsys.readouterr().err == (
        f"gijiroku: {tmp_path} is no release: its datapackage.json has no version.\n"
    )


def test_a_damaged_release_fails(
    edited: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = shutil.copytree(edited / "outputs/releases/1.0.0", tmp_path / "mine")
    (copy / "parquet/remarks.parquet").write_bytes(b"PAR1")
    assert diff(edited, str(copy), "1.0.1") == 1
    assert "gijiroku: release mine is damaged: " in capsys.readouterr().err


def release(root: Path, *arguments: str) -> int:
    folders = ["--corpus", str(root / "corpus"), "--outputs", str(root / "outputs")]
    return main(["release", *arguments, *folders])


@pytest.fixture
def copied(edited: Path, tmp_path: Path) -> Path:
    """A copy of corpus and outputs, in which the word is edited back, and not read yet."""
    root = shutil.copytree(edited, tmp_path / "copied", symlinks=True)
    memo = root / "corpus" / SEED / MEMO
    memo.write_text(memo.read_text(encoding="utf-8").replace(NEW, OLD), encoding="utf-8")
    return root


def test_a_dry_run_says_what_would_come_and_writes_nothing(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_in(copied)
    assert release(copied, "--dry-run") == 0
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == (
        "release 1.0.2 would be published (1 row of documents corrected; "
        "1 row of remarks corrected); the last one is 1.0.1"
    )
    assert lines[1] == f"read aside, as no run has read it as it is now: {SEED}"
    assert ["remarks", "71"] in [line.split() for line in lines]
    assert ["remarks", "0", "0", "1", "text", "(1)"] in [line.split() for line in lines]
    assert files_in(copied) == before


def test_a_dry_run_says_that_nothing_would_come(
    edited: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_in(edited)
    assert release(edited, "--dry-run") == 0
    out = capsys.readouterr().out
    assert out.startswith("no release would be published: nothing changed since 1.0.1\n")
    assert files_in(edited) == before


def test_a_release_is_of_what_has_been_read_and_names_what_has_not(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert release(copied) == 0
    unchanged, stale = capsys.readouterr().out.splitlines()[-2:]
    assert unchanged.startswith("release 1.0.1 (unchanged: nothing changed) in ")
    assert stale == (
        f"{SEED} has changed since it was read. To read and release it: "
        + command("run", "--corpus", copied / "corpus", "--outputs", copied / "outputs")
    )


@pytest.mark.parametrize("arguments", [[], ["--dry-run"]])
def test_without_a_corpus_nothing_is_released(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert release(tmp_path, *arguments) == 2
    assert capsys.readouterr().err == (
        f"gijiroku: {tmp_path / 'corpus'}: no such folder. Give the corpus with --corpus.\n"
    )
    (tmp_path / "corpus").mkdir()
    assert release(tmp_path, *arguments) == 2
    assert "holds no collection" in capsys.readouterr().err
    assert not (tmp_path / "outputs").exists()


def test_what_was_never_read_is_not_released(
    seed_corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(seed_corpus / SEED, tmp_path / "corpus" / SEED)
    assert release(tmp_path) == 1
    assert "ingestion has not run" in capsys.readouterr().out
