from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from assets.cli import main
from tests.pipeline.interchange.small_release import small_tables, write_release


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_release(tmp_path_factory.mktemp("release") / "1.2.0", small_tables())


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


WRITTEN = {
    "duckdb": ["gijiroku.duckdb"],
    "sqlite": ["gijiroku.metadata.json", "gijiroku.sqlite"],
    "tei": ["out"],
    "conllu": ["out"],
    "popolo": ["out"],
}


def call(kind: str, release: Path | str, *options: str) -> list[str]:
    place = [] if kind in ("duckdb", "sqlite") else ["out"]
    return ["export", kind, str(release), *place, *options]


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_release_is_copied_once_and_replaced_by_force(
    kind: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(call(kind, folder)) == 0
    assert capsys.readouterr().out.startswith(f"{folder} is copied to ")
    assert sorted(path.name for path in tmp_path.iterdir()) == WRITTEN[kind]
    assert main(call(kind, folder)) == 2
    assert "exists already" in capsys.readouterr().err
    assert main(call(kind, folder, "--force")) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == WRITTEN[kind]


def test_the_place_of_a_database_is_stated(folder: Path, tmp_path: Path) -> None:
    assert main(["export", "sqlite", str(folder), "--output", "sub/a.db"]) == 0
    names = sorted(path.name for path in (tmp_path / "sub").iterdir())
    assert names == ["a.db", "a.metadata.json"]


@pytest.mark.parametrize("kind", ["duckdb", "sqlite"])
def test_tables_are_left_out_by_name(
    kind: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(call(kind, folder, "--leave-out", "tokens", "--leave-out", "terms")) == 0
    assert main(call(kind, folder, "--force", "--leave-out", "tables")) == 2
    assert "has no table tables to leave out" in capsys.readouterr().err


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_damaged_release_is_not_copied(
    kind: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = shutil.copytree(folder, tmp_path / "copy")
    with (copy / "parquet/meetings.parquet").open("ab") as file:
        file.write(b"!")
    assert main(call(kind, copy)) == 2
    assert "meetings.parquet: its SHA-256 is" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


@pytest.mark.parametrize("kind", WRITTEN)
def test_where_there_is_no_release_nothing_is_copied(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(call(kind, "9.9.9", "--outputs", str(tmp_path))) == 2
    assert "no such release" in capsys.readouterr().err


@pytest.mark.parametrize("kind", WRITTEN)
@pytest.mark.parametrize("force", [[], ["--force"]])
def test_nothing_is_written_into_a_release(
    kind: str,
    force: list[str],
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    releases = tmp_path / "outputs/releases"
    published = shutil.copytree(folder, releases / "1.2.0")
    (tmp_path / "outputs/latest").symlink_to("releases/1.2.0")
    (tmp_path / "file").symlink_to(published / "README.md")
    other = shutil.copytree(folder, tmp_path / "copy")
    before = contents(tmp_path)
    places = [
        published,
        published / "README.md",
        published / "new/deep",
        tmp_path / "outputs/latest/new",
        tmp_path / "file",
        other / "csv/new",
        # What the next release would take for the last one.
        releases / "2.0.0",
    ]
    database = kind in ("duckdb", "sqlite")
    for place in places:
        stated = ["--output", str(place)] if database else [str(place)]
        assert main(["export", kind, str(published), *stated, *force]) == 2
        printed = capsys.readouterr().err
        assert f"gijiroku: {place} is in the release " in printed
        assert "Name a place outside of it." in printed
    monkeypatch.chdir(tmp_path / "outputs/latest")
    assert main(["export", kind, ".", *([] if database else ["out"]), *force]) == 2
    assert "Name a place outside of it." in capsys.readouterr().err
    assert contents(tmp_path) == before


@pytest.mark.parametrize("kind", ["duckdb", "sqlite"])
@pytest.mark.parametrize("place", [".", "/", ".."])
def test_a_place_without_a_name_is_no_file(
    kind: str, place: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", kind, str(folder), "--output", place]) == 2
    assert "is no file. Name another." in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_without_duckdb_the_message_is_clear(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    assert main(["export", "duckdb", str(folder)]) == 2
    assert "DuckDB is not installed. Install it: " in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["excel"], ["tei"], ["tei", "latest"], ["popolo"]])
def test_a_wrong_call_shows_the_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["export", *arguments])
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: gijiroku export")
