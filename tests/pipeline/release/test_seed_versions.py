"""The seed collection is edited, and the whole pipeline run on it: which version comes, and why."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from pipeline.release.publish import ReleaseRun, release
from tests.pipeline.release.conftest import Again

ROOT = Path(__file__).parents[3]
SEED = "sti-regional-revitalization-task-force"
MEMO = "task-force-memos-2015.txt"

PROGRAM = """
import sys
from pathlib import Path

from pipeline.ingestion.collection import collection_ids
from pipeline.release.publish import ReleaseRun, release
from pipeline.run.stage_tables import WRITES
from pipeline.run.stages import run_stage
from pipeline.run.store import Store

corpus, outputs = map(Path, sys.argv[1:])
for collection_id in collection_ids(corpus):
    for stage in WRITES:
        run_stage(stage, corpus / collection_id, Store(outputs))
run = release(corpus, outputs)
print(run.version, run.reason, sep="\\t")
"""


@pytest.fixture(scope="module")
def seed_outputs(
    tmp_path_factory: pytest.TempPathFactory, run_stages: Callable[[Path, Path], None]
) -> Path:
    """Outputs with release 1.0.0 of the seed collection. Not to be changed."""
    outputs = tmp_path_factory.mktemp("seed") / "outputs"
    run_stages(ROOT / "corpus", outputs)
    assert release(ROOT / "corpus", outputs).version == "1.0.0"
    return outputs


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A copy of the corpus, to be edited."""
    return shutil.copytree(ROOT / "corpus", tmp_path / "corpus")


@pytest.fixture
def outputs(seed_outputs: Path, tmp_path: Path) -> Path:
    """A copy of the outputs, to be written to."""
    return shutil.copytree(seed_outputs, tmp_path / "outputs", symlinks=True)


def edit(corpus: Path, old: str, new: str) -> None:
    memo = corpus / SEED / MEMO
    text = memo.read_text(encoding="utf-8")
    assert text.count(old) == 1
    memo.write_text(text.replace(old, new), encoding="utf-8")


def run_code_in(folder: Path, corpus: Path, outputs: Path) -> str:
    """Run the whole pipeline with the packages in a folder. Returns version and reason."""
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, corpus, outputs],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def changes(run: ReleaseRun) -> pl.DataFrame:
    return pl.read_parquet(run.path / "parquet/changes.parquet")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(
            "現内閣の最大課題は経済再生", "現内閣の最大目標は経済再生", marks=pytest.mark.long
        ),
        pytest.param("信用金庫のネットワーク", "信託銀行のネットワーク", marks=pytest.mark.long),
        # Longer by more than a line.
        (
            "国のスタンスの一貫性",
            "国の\nこれまでの、そしてこれからの長い年月にわたる\nスタンスの一貫性",
        ),
    ],
)
def test_a_word_of_a_remark_edited_is_a_patch_with_one_update_of_the_text(
    corpus: Path, again: Again, old: str, new: str
) -> None:
    edit(corpus, old, new)
    run = again()
    assert run.version == "1.0.1"
    found = changes(run)
    assert found.select("table_name", "change_type", "column_name").rows() == [
        ("documents", "update", "sha256"),
        ("remarks", "update", "text"),
    ]
    (change,) = found.filter(table_name="remarks").to_dicts()
    assert old in change["old_value"]
    assert new.replace("\n", "") in change["new_value"]
    assert change["cause"] == "source"
    # A citation of the old key leads to the row as it is.
    remarks = pl.read_parquet(run.path / "parquet/remarks.parquet")
    before = pl.read_parquet(run.path.with_name("1.0.0") / "parquet/remarks.parquet")
    assert change["row_key"] in remarks["remark_id"]
    assert change["previous_row_key"] in before["remark_id"]
    assert change["previous_row_key"] not in remarks["remark_id"]


def test_a_document_added_is_a_minor_version(corpus: Path, again: Again) -> None:
    (corpus / SEED / "later.txt").write_text("架空の文書。\n", encoding="utf-8")
    run = again()
    assert run.version == "1.1.0"
    assert "1 row of documents added" in run.reason
    inserted = changes(run).filter(table_name="documents")
    assert inserted.select("row_key", "change_type", "cause").rows() == [
        (f"{SEED}/later.txt", "insert", "source")
    ]
    assert changes(run).filter(pl.col("change_type") != "insert").height == 0


@pytest.mark.long
def test_a_column_dropped_is_a_major_version(corpus: Path, outputs: Path, tmp_path: Path) -> None:
    code = tmp_path / "code"
    for package in ("schemas", "pipeline"):
        shutil.copytree(ROOT / package, code / package)
    model = code / "schemas/meetings.py"
    text = model.read_text(encoding="utf-8")
    begin, end = text.index("    room: str = column("), text.index("    floor: ")
    model.write_text(text[:begin] + text[end:], encoding="utf-8")
    assert run_code_in(code, corpus, outputs) == "2.0.0\tcolumn meetings.room removed\n"
    dropped = outputs / "releases/2.0.0"
    assert "room" not in pl.read_parquet_schema(dropped / "parquet/meetings.parquet")
    assert pl.read_parquet(dropped / "parquet/changes.parquet").height == 0
    # The code that knows the column brings it back.
    assert run_code_in(ROOT, corpus, outputs) == "2.1.0\tcolumn meetings.room added\n"


def test_nothing_edited_is_no_release(outputs: Path, again: Again) -> None:
    run = again()
    assert (run.version, run.is_new) == ("1.0.0", False)
    assert sorted(path.name for path in (outputs / "releases").glob("[0-9]*")) == ["1.0.0"]
