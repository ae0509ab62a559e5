"""The table `changes` and `CHANGES.md` as parts of a release."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest

from pipeline.release.diff.counts import wrong_counts
from pipeline.release.files.csv import read_csv
from pipeline.release.publish import ReleaseRun, release
from pipeline.release.refusal import NotPublishableError
from pipeline.release.verify import verify
from schemas.changes import Changes
from tests.pipeline.release.conftest import Again
from tests.pipeline.release.faults import change_descriptor


@pytest.fixture(scope="module")
def corrected_once(
    pristine: Path,
    tmp_path_factory: pytest.TempPathFactory,
    run_stages: Callable[[Path, Path], None],
) -> tuple[Path, ReleaseRun]:
    """A copy of the corpus and of its outputs, with release 1.0.1. Not to be changed."""
    root = tmp_path_factory.mktemp("corrected") / "root"
    shutil.copytree(pristine, root, symlinks=True)
    memo = root / "corpus/made-up-north/memo.txt"
    memo.write_text(memo.read_text(encoding="utf-8").replace("霧も", "靄も"), encoding="utf-8")
    run_stages(root / "corpus", root / "outputs")
    return root, release(root / "corpus", root / "outputs")


@pytest.fixture
def corrected(corrected_once: tuple[Path, ReleaseRun], corpus: Path, outputs: Path) -> ReleaseRun:
    """Release 1.0.1, in which a word of a remark was corrected."""
    root, run = corrected_once
    for folder in (corpus, outputs):
        shutil.rmtree(folder)
        shutil.copytree(root / folder.name, folder, symlinks=True)
    return replace(run, path=outputs / "releases" / run.version)


def content_hash(folder: Path) -> str:
    return str(json.loads((folder / "datapackage.json").read_bytes())["content_hash"])


def test_a_first_release_has_the_table_and_no_rows_in_it(published: Path) -> None:
    assert pq.read_metadata(published / "parquet/changes.parquet").num_rows == 0
    header = (published / "csv/changes.csv").read_text(encoding="utf-8-sig")
    assert header == (
        "ordinal,table_name,row_key,previous_row_key,change_type,column_name,"
        "old_value,new_value,cause\n"
    )
    assert "This is the first release" in (published / "CHANGES.md").read_text(encoding="utf-8")


def test_what_changed_is_published_as_parquet_and_csv(corrected: ReleaseRun) -> None:
    rows = pl.read_parquet(corrected.path / "parquet/changes.parquet")
    assert Changes.validate(rows, lazy=True).select(
        "ordinal", "table_name", "column_name", "cause"
    ).rows() == [(1, "documents", "sha256", "source"), (2, "remarks", "text", "source")]
    (csv,) = read_csv(corrected.path / "csv/changes.csv", Changes)
    assert csv.equals(rows)
    assert corrected.row_counts["changes"] == 2
    assert verify(corrected.path).faults == []


def test_the_release_tells_what_changed_and_why_it_is_that_version(corrected: ReleaseRun) -> None:
    told = (corrected.path / "CHANGES.md").read_text(encoding="utf-8")
    assert told.startswith("# Changes in 1.0.1 / 1.0.1 の変更点\n")
    assert "| `remarks` | 0 | 0 | 1 | `text` (1) |" in told
    assert "- 霧も見たい。\n+ 靄も見たい。\n" in told
    stated = json.loads((corrected.path / "datapackage.json").read_bytes())
    assert stated["version_reason"] in told
    assert stated["version_reason_ja"] in told
    assert "`CHANGES.md`" in (corrected.path / "README.md").read_text(encoding="utf-8")


@pytest.mark.long
def test_the_content_hash_does_not_tell_where_the_content_came_from(
    corrected: ReleaseRun, corpus: Path, tmp_path: Path, run_stages: Callable[[Path, Path], None]
) -> None:
    run_stages(corpus, tmp_path / "elsewhere")
    first = release(corpus, tmp_path / "elsewhere")
    assert (first.version, first.row_counts["changes"]) == ("1.0.0", 0)
    assert content_hash(first.path) == content_hash(corrected.path)


@pytest.mark.long
def test_a_run_after_a_corrected_one_makes_nothing_new(corrected: ReleaseRun, again: Again) -> None:
    run = again()
    assert (run.version, run.is_new) == ("1.0.1", False)
    assert run.row_counts == corrected.row_counts


def test_a_word_changed_back_is_told_as_one_more_correction(
    corrected: ReleaseRun, corpus: Path, again: Again
) -> None:
    memo = corpus / "made-up-north/memo.txt"
    memo.write_text(memo.read_text(encoding="utf-8").replace("靄も", "霧も"), encoding="utf-8")
    run = again()
    assert run.version == "1.0.2"
    there = pl.read_parquet(corrected.path / "parquet/changes.parquet").row(-1, named=True)
    back = pl.read_parquet(run.path / "parquet/changes.parquet").row(-1, named=True)
    assert (back["previous_row_key"], back["row_key"]) == (
        there["row_key"],
        there["previous_row_key"],
    )


def without_changes(folder: Path) -> None:
    """Make a release one of code that knew no table `changes`."""
    for name in ("csv/changes.csv", "parquet/changes.parquet", "CHANGES.md"):
        (folder / name).unlink()
    change_descriptor(
        folder,
        lambda stated: stated.update(
            resources=[r for r in stated["resources"] if not r["name"].startswith("changes")],
            row_counts={n: rows for n, rows in stated["row_counts"].items() if n != "changes"},
        ),
    )


def test_a_release_before_the_table_was_there_is_followed_by_one_with_it(
    outputs: Path, again: Again
) -> None:
    without_changes(outputs / "releases/1.0.0")
    run = again()
    assert (run.version, run.is_new, run.reason) == ("1.1.0", True, "table changes added")
    assert run.row_counts["changes"] == 0
    assert run.content_hash == content_hash(outputs / "releases/1.0.0")
    assert not again().is_new


def test_a_table_described_otherwise_does_not_hold_up_the_next_run(
    outputs: Path, again: Again, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Changes, "__doc__", "A difference, better described than before.")
    assert again().version == "1.0.1"


def test_a_damaged_last_release_is_not_followed(corpus: Path, outputs: Path, again: Again) -> None:
    (corpus / "made-up-north/second.txt").write_text("架空の文書。\n", encoding="utf-8")
    (outputs / "releases/1.0.0/parquet/remarks.parquet").write_bytes(b"PAR1")
    with pytest.raises(NotPublishableError, match=r"release 1\.0\.0 is damaged"):
        again()


def test_changes_without_a_row_that_came_are_found(
    published: Path, corrected: ReleaseRun, tmp_path: Path
) -> None:
    now = shutil.copytree(corrected.path, tmp_path / "now")
    assert wrong_counts(published, now) == []
    file = now / "parquet/remarks.parquet"
    pl.concat([pl.read_parquet(file), pl.read_parquet(file).head(1)]).write_parquet(file)
    assert wrong_counts(published, now) == [
        {"table": "remarks", "reason": "5 rows, 0 added and 0 withdrawn are not 6"}
    ]


def test_a_table_with_another_key_is_not_counted_up(
    published: Path, corrected: ReleaseRun, tmp_path: Path
) -> None:
    before = shutil.copytree(published, tmp_path / "before")
    file = before / "parquet/remarks.parquet"
    pl.read_parquet(file).head(1).write_parquet(file)
    assert wrong_counts(before, corrected.path)

    def other_key(stated: dict[str, list[dict[str, dict[str, list[str]]]]]) -> None:
        for resource in stated["resources"]:
            if resource["name"] in ("remarks", "remarks-parquet"):
                resource["schema"]["primaryKey"] = ["meeting_id", "ordinal"]

    change_descriptor(before, other_key)
    assert wrong_counts(before, corrected.path) == []
