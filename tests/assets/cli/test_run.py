from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from assets.cli import main
from assets.looking import inspect_command
from pipeline.messages import commands
from tests.assets.cli.piped import command
from tests.assets.conftest import SEED

BROKEN = "いろは\nに".encode() + b"\xff\n"

ROWS = {"meetings": 3, "agenda_items": 19, "attendance": 84, "remarks": 71}


def run(corpus: Path, outputs: Path) -> int:
    """Run the command in this process."""
    folders = ["--corpus", str(corpus), "--outputs", str(outputs)]
    return main(["run", "--processes", "1", *folders])


def table(release: Path, name: str) -> pl.DataFrame:
    return pl.read_parquet(release / f"parquet/{name}.parquet")


def of_stages(release: Path) -> pl.DataFrame:
    """Issues but for those of linking: the seed has two of one family name in a meeting."""
    return table(release, "quality_issues").filter(pl.col("stage") != "linking")


@pytest.fixture(scope="module")
def seed_folder(seed_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("command")
    shutil.copytree(seed_corpus / SEED, folder / "corpus" / SEED)
    return folder


@pytest.fixture(scope="module")
def first(seed_folder: Path) -> subprocess.CompletedProcess[str]:
    """The first run on the seed, in a folder with `corpus`, where `outputs` will be."""
    return command(seed_folder, "run")


def counts_in(printed: str) -> dict[str, int]:
    """Rows by table, from the table that is printed."""
    cells = [line.split() for line in printed.splitlines()]
    return {words[0]: int(words[1]) for words in cells if len(words) > 1 and words[1].isdigit()}


def test_the_seed_is_published(first: subprocess.CompletedProcess[str], seed_folder: Path) -> None:
    assert first.returncode == 0, first.stderr
    counts = counts_in(first.stdout)
    assert {name: counts[name] for name in ROWS} == ROWS
    assert (counts["documents"], counts["quality_issues"]) == (1, 1)
    latest = seed_folder / "outputs/latest"
    assert {name: table(latest, name).height for name in ROWS} == ROWS
    folder = seed_folder / "outputs/releases/1.0.0"
    assert first.stdout.splitlines()[-1] == f"release 1.0.0 (new: first release) in {folder}"


def test_a_good_run_says_nothing_but_its_report(
    first: subprocess.CompletedProcess[str],
) -> None:
    assert first.stderr == ""
    assert "\x1b" not in first.stdout
    assert first.stdout.splitlines()[0].split() == ["table", "rows", "one", "row", "is"]
    assert "ERROR" not in first.stdout


@pytest.mark.usefixtures("first")
def test_a_second_run_says_that_nothing_changed(
    seed_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(seed_folder / "corpus", seed_folder / "outputs") == 0
    printed = capsys.readouterr()
    assert "release 1.0.0 (unchanged: nothing changed)" in printed.out.splitlines()[-1]
    assert "\x1b" not in printed.out + printed.err
    assert [path.name for path in (seed_folder / "outputs/releases").glob("[0-9]*")] == ["1.0.0"]


def test_a_broken_file_is_named_and_the_seed_goes_through(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (corpus / SEED / "broken.txt").write_bytes(BROKEN)
    assert run(corpus, tmp_path / "outputs") == 1
    out = capsys.readouterr().out
    line, look = [line for line in out.splitlines() if "broken.txt" in line]
    assert line.startswith(f"ERROR {SEED}/broken.txt:2: decodes: not decodable: byte 0xff")
    assert "Save the file again as UTF-8." in line
    assert f"ERROR check documents_decodes failed on 1 rows ({SEED})" in out
    assert look == f"to look at it: {inspect_command(corpus, f'{SEED}/broken.txt')}"
    assert main(look.partition("gijiroku ")[2].split()) == 1
    assert "byte 0xff at offset 13" in capsys.readouterr().out
    counts = counts_in(out)
    assert {name: counts[name] for name in ROWS} == ROWS
    latest = tmp_path / "outputs/latest"
    (issue,) = of_stages(latest).iter_rows(named=True)
    assert (issue["document_id"], issue["line"]) == (f"{SEED}/broken.txt", 2)
    assert (issue["rule"], issue["severity"]) == ("decodes", "error")
    assert "byte 0xff at offset 13" in issue["message"]
    status = dict(table(latest, "documents").select("path", "status").iter_rows())
    assert status == {"broken.txt": "quarantined", "task-force-memos-2015.txt": "partial"}
    assert {name: table(latest, name).height for name in ROWS} == ROWS


@pytest.mark.long
def test_a_collection_without_its_terms_is_named_and_the_seed_goes_through(
    corpus: Path, tmp_path: Path
) -> None:
    # Two collections: so two processes, where there are as many processors.
    (corpus / "made-up").mkdir()
    (corpus / "made-up/memo.txt").write_text("架空の会議を開いた。\n", encoding="utf-8")
    done = command(tmp_path, "run", "--processes", "2")
    assert done.returncode == 1
    line, look = [line for line in done.stdout.splitlines() if "memo.txt" in line]
    assert look.startswith("to look at it: ")
    assert look.endswith("gijiroku inspect corpus/made-up/memo.txt")
    assert line.startswith("ERROR made-up/memo.txt: terms_stated: collection.toml is missing.")
    assert "ERROR check documents_terms_stated failed on 1 rows (made-up)" in done.stdout
    assert "\x1b" not in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    latest = tmp_path / "outputs/latest"
    (issue,) = of_stages(latest).iter_rows(named=True)
    assert (issue["document_id"], issue["rule"]) == ("made-up/memo.txt", "terms_stated")
    documents = table(latest, "documents").filter(pl.col("collection_id") == "made-up")
    assert documents.select("status", "text").rows() == [("quarantined", None)]
    assert {name: table(latest, name).height for name in ROWS} == ROWS


def test_a_corpus_that_is_not_there_is_a_mistake_in_the_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["run", "--corpus", "elsewhere"]) == 2
    printed = capsys.readouterr()
    assert printed.err == "gijiroku: elsewhere: no such folder. Give the corpus with --corpus.\n"
    assert printed.out == ""


def test_a_file_is_no_corpus(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "corpus").write_text("a file", encoding="utf-8")
    assert run(tmp_path / "corpus", tmp_path / "outputs") == 2
    assert "no such folder" in capsys.readouterr().err


def test_an_empty_corpus_is_a_mistake_in_the_call(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "corpus").mkdir()
    assert run(tmp_path / "corpus", tmp_path / "outputs") == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == f"gijiroku: {tmp_path / 'corpus'} holds no collection (a folder each).\n"
    assert not (tmp_path / "outputs/releases").exists()


def test_a_collection_is_no_corpus(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(corpus / SEED, tmp_path / "outputs") == 2
    assert (
        f"is a collection itself (it holds collection.toml). Give the folder that holds it: "
        f"{commands.command('run', '--corpus', corpus)}" in capsys.readouterr().err
    )
    assert not (tmp_path / "outputs").exists()


def test_what_lies_beside_the_collections_is_named(
    collection_of: Callable[..., Path],
    memo: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    collection_of({"memo.txt": memo.encode()}, name="copy")
    corpus = collection_of({"memo.txt": memo.encode()}).parent
    for name in ("memo.txt", "README.md", "Thumbs.db"):
        (corpus / name).write_text("架空の会議を開いた。\n", encoding="utf-8")
    assert run(corpus, tmp_path / "outputs") == 1
    told = [line for line in capsys.readouterr().out.splitlines() if line.startswith(("ER", "WA"))]
    assert told == [
        f"ERROR {corpus}/memo.txt lies outside of any collection and is not read. "
        "Move it into the folder of a collection, or remove it.",
        "WARN made-up/memo.txt has the same bytes as copy/memo.txt, in another collection. "
        "Remove one of the two.",
    ]


def test_records_beside_no_collection_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus/memo.txt").write_text("架空の会議を開いた。\n", encoding="utf-8")
    assert run(tmp_path / "corpus", tmp_path / "outputs") == 2
    printed = capsys.readouterr()
    assert "memo.txt lies outside of any collection" in printed.out
    assert "holds no collection (a folder each)" in printed.err


@pytest.mark.usefixtures("first")
def test_collections_without_records_take_nothing_back(
    seed_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outputs = shutil.copytree(seed_folder / "outputs", tmp_path / "outputs", symlinks=True)
    emptied = shutil.copytree(seed_folder / "corpus", tmp_path / "corpus")
    (emptied / SEED / "task-force-memos-2015.txt").unlink()
    assert run(emptied, outputs) == 1
    out = capsys.readouterr().out
    assert f"ERROR {SEED}: holds_records: the collection holds no record. Put text files" in out
    assert f"nothing is published: no collection of {emptied} holds a record." in out
    assert table(outputs / "latest", "remarks").height == 71


def test_a_folder_that_cannot_be_read_publishes_nothing(
    corpus: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scandir = os.scandir

    def denied(path: object = ".") -> object:
        if isinstance(path, str | Path) and Path(path).name == "2016":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)  # type: ignore[call-overload]

    (corpus / SEED / "2016").mkdir()
    monkeypatch.setattr(os, "scandir", denied)
    assert run(corpus, tmp_path / "outputs") == 1
    out = capsys.readouterr().out
    assert f"ERROR {SEED}: folder_readable: the folder 2016 cannot be read (Permission" in out
    assert "nothing is published" in out
    assert not (tmp_path / "outputs/latest").exists()


def test_an_emptied_corpus_takes_nothing_back(
    seed_folder: Path, tmp_path: Path, first: object, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "corpus").mkdir()
    assert run(tmp_path / "corpus", seed_folder / "outputs") == 2
    assert "holds no collection" in capsys.readouterr().err
    assert table(seed_folder / "outputs/latest", "remarks").height == 71


@pytest.mark.long
@pytest.mark.usefixtures("on_disk")
def test_moved_outputs_leave_the_old_place_alone(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    assert run(corpus, before) == 0
    before.rename(after)
    assert run(corpus, after) == 0
    assert "unchanged" in capsys.readouterr().out.splitlines()[-1]
    assert not before.exists()
    assert (after / "store/dagster/history/runs.db").exists()


def test_limits_of_the_command_hold_for_its_run_and_are_told(
    collection_of: Callable[..., Path],
    memo: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    corpus = collection_of({"memo.txt": memo.encode()}).parent
    folders = ["--corpus", str(corpus), "--outputs", str(tmp_path / "outputs")]
    assert main(["run", "--processes", "1", "--max-document-bytes", "100", *folders]) == 1
    out = capsys.readouterr().out
    assert "size_limit: " in out
    assert "bytes are more than the limit of 100. Split it." in out
    assert "this run had another limit than the default: max_document_bytes 100" in out
    # The next run has the defaults again, and notices that the last one had not.
    assert run(corpus, tmp_path / "outputs") == 0
    out = capsys.readouterr().out
    assert counts_in(out)["remarks"] == 2
    assert "another limit" not in out


@pytest.mark.parametrize("arguments", [["run"], ["run", "--processes", "2"], ["ui"]])
def test_a_wrong_setting_is_a_mistake_that_is_named(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "gijiroku.toml").write_text("limits.max_row_loss_share = 2\n", encoding="utf-8")
    for name in ("north", "south"):
        (tmp_path / "corpus" / name).mkdir(parents=True)
    done = command(tmp_path, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "gijiroku: gijiroku.toml: limits: max_row_loss_share is 2; "
        "it must be a number from 0.0 to 1.0.\n"
    )
    assert not (tmp_path / "outputs").exists()


def test_a_wrong_limit_of_the_command_is_named_with_what_is_allowed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "--max-document-bytes", "0", "--corpus", str(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        "gijiroku: max_document_bytes is 0; it must be a whole number from 1 to 1073741824.\n"
    )


def test_folders_that_the_call_leaves_out_are_those_of_the_settings(
    collection_of: Callable[..., Path],
    memo: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    collection_of({"memo.txt": memo.encode()}).parent.rename(tmp_path / "records")
    settings = tmp_path / "gijiroku.toml"
    settings.write_text('corpus = "records"\noutputs = "published"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["run", "--processes", "1"]) == 0
    assert main(["verify"]) == 0
    assert (tmp_path / "published/latest").is_symlink()
    # What the call states needs no settings.
    settings.write_text("corpus = 7\n", encoding="utf-8")
    assert main(["verify", "--outputs", "published"]) == 0
    assert main(["run"]) == 2
    assert "gijiroku.toml: corpus must be of type str, not 7." in capsys.readouterr().err


def test_fewer_processes_than_none_are_a_mistake_in_the_call(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["run", "--processes", "-1", "--outputs", str(tmp_path / "outputs")])
    assert ended.value.code == 2
    assert "argument --processes: '-1' is no whole number from 0 on" in capsys.readouterr().err
    assert not (tmp_path / "outputs").exists()
