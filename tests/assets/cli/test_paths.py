"""The names of files and folders may hold anything that the system allows."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from assets.cli import main
from assets.instance import InstanceError, instance_home
from assets.runs import JobRun
from pipeline.ingestion.collection import CollectionError, read_collection
from pipeline.release.publish import release

NAMES = [
    *("a[1]", "a*", "a?", "[!a]", "[a-z]", "{a,b}", "**", "a]", "(a)", " a", "a ", "a b", "'a'"),
    *('a"b', "a%20b", "a%", "%s", "a#b", "a&b", "議事録", "第１回（案）", ".hidden", "-dash", "~"),
    *("~root", "a\nb", "a\tb", "$HOME", "k=v", "a:b", "a\\b"),
]
"""31 names of folders, and with an ending 30 of files: a file with a leading dot is passed over."""

QUICK = ["a[1]", "-dash", "a\nb"]
IN_TIERS = [pytest.param(name, marks=[] if name in QUICK else [pytest.mark.long]) for name in NAMES]


@pytest.mark.parametrize("name", IN_TIERS)
def test_a_release_in_a_folder_of_that_name_is_the_one_that_is_read(
    seed_run: tuple[Path, JobRun, JobRun],
    tmp_path: Path,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    published = seed_run[0] / "releases/1.0.0"
    shutil.copytree(published, tmp_path / name)
    # What polars would read instead, where the name were a pattern.
    other = shutil.copytree(published, tmp_path / "a1")
    remarks = pl.read_parquet(other / "parquet/remarks.parquet")
    remarks.head(-1).write_parquet(other / "parquet/remarks.parquet")
    assert main(["verify", "--", name]) == 0
    assert "is whole" in capsys.readouterr().out
    assert main(["diff", "--", name, "a1"]) == 0
    assert "1 row of remarks withdrawn" in capsys.readouterr().out.splitlines()[0]


@pytest.mark.long
def test_records_of_any_name_are_read(
    collection_of: Callable[..., Path], memo: str, tmp_path: Path
) -> None:
    names = [f"{name}.txt" for name in NAMES if not name.startswith(".")]
    assert len(names) == 30
    texts = {
        name: memo.replace("第１回", f"第{number}回").encode()
        for number, name in enumerate(names, start=1)
    }
    corpus = collection_of(texts).parent
    folders = ["--corpus", str(corpus), "--outputs", str(tmp_path / "out")]
    assert main(["run", "--processes", "1", *folders]) == 0
    documents = pl.read_parquet(tmp_path / "out/latest/parquet/documents.parquet")
    assert sorted(documents["path"]) == sorted(names)
    # The first is read without a doubt; that the others hold the same meeting again is doubted.
    assert set(documents["status"]) == {"parsed", "partial"}
    assert main(["verify", "--outputs", str(tmp_path / "out")]) == 0
    for name in names:
        assert main(["inspect", str(corpus / "made-up" / name)]) == 0


@pytest.mark.parametrize("name", NAMES)
def test_a_collection_of_that_name_is_told_how_to_be_named(
    collection_of: Callable[..., Path], memo: str, tmp_path: Path, name: str
) -> None:
    made = collection_of({"memo.txt": memo.encode()})
    folder = shutil.copytree(made, tmp_path / "corpus" / name)
    with pytest.raises(CollectionError, match="may hold lower-case letters, digits and hyphens"):
        read_collection(folder)


@pytest.mark.parametrize("name", ["a[1]", "a*", "a?", "a%20b"])
def test_outputs_where_dagster_keeps_nothing_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InstanceError, match="Dagster keeps nothing in a folder"):
        instance_home(tmp_path / name)
    assert not (tmp_path / name).exists()


def test_a_path_that_is_not_utf8_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["run", "--outputs", os.fsdecode(b"a\xff")])
    assert ended.value.code == 2
    assert capsys.readouterr().err.endswith("the path is not UTF-8. Give another folder or file.\n")


@pytest.mark.parametrize("name", IN_TIERS)
def test_corpus_and_outputs_of_that_name_take_a_release(
    collection_of: Callable[..., Path], memo: str, tmp_path: Path, name: str
) -> None:
    from pipeline.run.stage_tables import WRITES
    from pipeline.run.stages import run_stage
    from pipeline.run.store import Store

    made = collection_of({"memo.txt": memo.encode()})
    folder = shutil.copytree(made, tmp_path / "corpora" / name / "made-up")
    outputs = tmp_path / name
    for stage in WRITES:
        run_stage(stage, folder, Store(outputs))
    assert release(folder.parent, outputs).version == "1.0.0"
    assert main(["verify", "--outputs", str(outputs)]) == 0
    assert main(["release", "--dry-run", *folders_of(folder, outputs)]) == 0


def folders_of(folder: Path, outputs: Path) -> list[str]:
    return ["--corpus", str(folder.parent), "--outputs", str(outputs)]
