from __future__ import annotations

import dataclasses
import hashlib
import json
import threading
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest

from pipeline.checks import Check
from pipeline.evaluation import QUALITY_FILE
from pipeline.release import publish as release_module
from pipeline.release.checks import CHECKS
from pipeline.release.diff import staged as staged_changes
from pipeline.release.dry_run import preview
from pipeline.release.publish import ReleaseBlockedError, release
from pipeline.release.require_checks import NotPublishableError
from pipeline.release.staged_release import StagedRelease
from pipeline.release.version import NextVersion
from pipeline.run.store import Store

TABLES = (
    "documents",
    "blocks",
    "meetings",
    "agenda_items",
    "attendance",
    "remarks",
    "quality_issues",
    "organizations",
    "organization_names",
    "persons",
    "memberships",
    "terms",
    "sentences",
    "tokens",
    "changes",
)
IN_PARQUET_ALONE = ("blocks", "sentences", "tokens")
FILES = sorted(
    [
        "CHANGES.md",
        "CITATION.cff",
        "README.md",
        "SHA256SUMS",
        "croissant.json",
        "datapackage.json",
        "index.html",
        "excel/gijiroku.xlsx",
        "quality.json",
        *(f"csv/{name}.csv" for name in TABLES if name not in IN_PARQUET_ALONE),
        *(f"parquet/{name}.parquet" for name in TABLES),
    ]
)


@pytest.fixture
def added(corpus: Path, outputs: Path, run_stages: Callable[[Path, Path], None]) -> None:
    """The corpus has one document more than release 1.0.0, and the store too."""
    (corpus / "made-up-north/second.txt").write_text("架空の文書。\n", encoding="utf-8")
    run_stages(corpus, outputs)


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Bytes and time of every file."""
    return {
        file.relative_to(folder).as_posix(): (file.read_bytes(), file.stat().st_mtime_ns)
        for file in folder.rglob("*")
        if file.is_file()
    }


def releases_in(outputs: Path) -> list[str]:
    return sorted(
        path.name
        for path in (outputs / "releases").iterdir()
        if path.name not in (".lock", "versions.txt")
    )


def blocking_failure() -> Check[StagedRelease]:
    def failing(staged: StagedRelease) -> pl.DataFrame:
        return pl.DataFrame({"table": ["remarks"], "reason": ["made to fail"]})

    return dataclasses.replace(CHECKS[0], failing=failing)


def test_a_release_is_laid_out_so(published: Path) -> None:
    files = sorted(
        file.relative_to(published).as_posix() for file in published.rglob("*") if file.is_file()
    )
    assert files == FILES
    # Others may read it, too.
    assert published.stat().st_mode & 0o777 == 0o755


def test_the_checksums_are_those_of_all_files(published: Path) -> None:
    lines = (published / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    stated = dict(reversed(line.split("  ")) for line in lines)
    assert sorted(stated) == [name for name in FILES if name != "SHA256SUMS"]
    for name, digest in stated.items():
        assert digest == hashlib.sha256((published / name).read_bytes()).hexdigest()


def test_a_release_carries_the_figures_of_the_evaluation(published: Path) -> None:
    assert (published / "quality.json").read_bytes() == QUALITY_FILE.read_bytes()
    assert "`quality.json`" in (published / "README.md").read_text(encoding="utf-8")


def test_the_rows_of_all_collections_are_published_in_order(published: Path) -> None:
    meetings = pl.read_parquet(published / "parquet/meetings.parquet")
    assert meetings["meeting_id"].to_list() == [
        "made-up-north/2024-04-01/1",
        "made-up-south/2024-06-03/2",
    ]
    remarks = pl.read_parquet(published / "parquet/remarks.parquet")
    assert remarks["text"].to_list() == [
        "始めに、雲の話をする。",
        "賛成。",
        "霧も見たい。",
        "=SUM(A1:A3)と書いた札を掲げる。",
        r'印は\nの二文字で、\も要る。"以上"とする。',
    ]


def test_small_collections_share_a_row_group(published: Path) -> None:
    file = pq.ParquetFile(published / "parquet/meetings.parquet")
    assert (file.metadata.num_rows, file.metadata.num_row_groups) == (2, 1)


def test_latest_names_the_release_from_wherever_it_is_moved_to(corpus: Path, outputs: Path) -> None:
    latest = outputs / "latest"
    assert latest.is_symlink()
    assert latest.readlink() == Path("releases/1.0.0")
    moved = outputs.rename(outputs.with_name("moved"))
    assert json.loads((moved / "latest/datapackage.json").read_bytes())["version"] == "1.0.0"


def test_a_run_on_the_same_corpus_leaves_everything_alone(
    corpus: Path, outputs: Path, run_stages: Callable[[Path, Path], None]
) -> None:
    before = state(outputs / "releases")
    run_stages(corpus, outputs)
    run = release(corpus, outputs)
    assert (run.version, run.is_new, run.reason) == ("1.0.0", False, "nothing changed")
    assert run.path == outputs / "releases/1.0.0"
    assert [result.check.name for result in run.results if not result.passed] == [
        "release_spreadsheet_formulas"
    ]
    assert len(run.results) == len(CHECKS)
    after = state(outputs / "releases")
    assert {name: after[name] for name in before if name != ".lock"} == {
        name: before[name] for name in before if name != ".lock"
    }
    assert releases_in(outputs) == ["1.0.0"]


@pytest.mark.long
@pytest.mark.usefixtures("added")
def test_a_changed_corpus_is_a_version_of_its_own(corpus: Path, outputs: Path) -> None:
    before = state(outputs / "releases/1.0.0")
    run = release(corpus, outputs)
    assert (run.version, run.is_new) == ("1.1.0", True)
    assert run.path == outputs / "releases/1.1.0"
    assert run.row_counts["documents"] == 3
    assert (outputs / "latest").readlink() == Path("releases/1.1.0")
    assert releases_in(outputs) == ["1.0.0", "1.1.0"]
    assert state(outputs / "releases/1.0.0") == before
    assert not release(corpus, outputs).is_new


@pytest.mark.usefixtures("added")
def test_a_failed_check_of_the_staged_release_publishes_nothing(
    corpus: Path, outputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release_module, "CHECKS", [blocking_failure(), *CHECKS[1:]])
    before = state(outputs / "releases/1.0.0")
    with pytest.raises(ReleaseBlockedError, match="made to fail") as no:
        release(corpus, outputs)
    blocked = [result.check.name for result in no.value.results if not result.passed]
    assert blocked == [CHECKS[0].name, "release_spreadsheet_formulas"]
    # No release, and no staging folder either.
    assert releases_in(outputs) == ["1.0.0"]
    assert (outputs / "latest").readlink() == Path("releases/1.0.0")
    assert state(outputs / "releases/1.0.0") == before
    monkeypatch.undo()
    assert release(corpus, outputs).version == "1.1.0"


def test_a_first_release_that_fails_leaves_no_latest(
    corpus: Path,
    tmp_path: Path,
    run_stages: Callable[[Path, Path], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(release_module, "CHECKS", [blocking_failure()])
    outputs = tmp_path / "new"
    run_stages(corpus, outputs)
    with pytest.raises(ReleaseBlockedError):
        release(corpus, outputs)
    assert releases_in(outputs) == []
    assert not (outputs / "latest").is_symlink()


@pytest.mark.usefixtures("added")
def test_a_check_that_only_warns_is_reported_and_holds_up_nothing(
    corpus: Path, outputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warning = next(check for check in CHECKS if not check.blocking)
    failing = dataclasses.replace(warning, failing=blocking_failure().failing)
    monkeypatch.setattr(release_module, "CHECKS", [failing])
    run = release(corpus, outputs)
    assert run.is_new
    assert [result.passed for result in run.results] == [False]


@pytest.mark.usefixtures("added")
def test_what_breaks_off_while_it_is_staged_leaves_nothing_behind(
    corpus: Path, outputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_space(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(release_module, "describe", no_space)
    with pytest.raises(OSError, match="no space left"):
        release(corpus, outputs)
    assert releases_in(outputs) == ["1.0.0"]
    assert (outputs / "latest").readlink() == Path("releases/1.0.0")


def test_what_a_killed_publisher_left_is_not_in_the_way(corpus: Path, outputs: Path) -> None:
    (outputs / "releases/.staging/csv").mkdir(parents=True)
    (outputs / "releases/.staging/csv/remarks.csv").write_text("half a", encoding="utf-8")
    (outputs / "latest").rename(outputs / ".latest")
    run = release(corpus, outputs)
    assert (run.version, run.is_new) == ("1.0.0", False)
    assert (outputs / "latest").readlink() == Path("releases/1.0.0")
    # Nor does it stay.
    assert releases_in(outputs) == ["1.0.0"]
    assert sorted(path.name for path in outputs.iterdir()) == ["latest", "releases", "store"]


@pytest.mark.usefixtures("added")
def test_of_two_publishers_one_is_turned_away(
    corpus: Path, outputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    staged, may_go_on = threading.Event(), threading.Event()
    describe = release_module.describe
    published = []

    def slowly(*arguments: object) -> None:
        staged.set()
        assert may_go_on.wait(60)
        describe(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(release_module, "describe", slowly)
    first = threading.Thread(target=lambda: published.append(release(corpus, outputs)))
    first.start()
    try:
        assert staged.wait(60)
        with pytest.raises(NotPublishableError, match="another release is being made"):
            release(corpus, outputs)
    finally:
        may_go_on.set()
        first.join(60)
    assert [run.version for run in published] == ["1.1.0"]
    assert releases_in(outputs) == ["1.0.0", "1.1.0"]


@pytest.mark.usefixtures("added")
def test_a_version_that_is_there_is_never_written_over(
    corpus: Path, outputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        staged_changes, "next_version", lambda *_: NextVersion("1.0.0", "counted wrongly")
    )
    before = state(outputs / "releases/1.0.0")
    with pytest.raises(NotPublishableError, match=r"1\.0\.0 exists already and is never changed"):
        release(corpus, outputs)
    assert state(outputs / "releases/1.0.0") == before
    assert releases_in(outputs) == ["1.0.0"]


def test_nothing_is_published_behind_a_closed_gate(corpus: Path, outputs: Path) -> None:
    Store(outputs).path("remarks", "made-up-north").unlink()
    with pytest.raises(NotPublishableError, match=r"remarks/made-up-north\.parquet is missing"):
        release(corpus, outputs)
    assert releases_in(outputs) == ["1.0.0"]


def test_nothing_is_published_of_a_corpus_without_collections(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    with pytest.raises(NotPublishableError):
        release(tmp_path / "corpus", tmp_path / "outputs")
    assert releases_in(tmp_path / "outputs") == []


def test_the_readme_says_what_it_is_and_whose(published: Path) -> None:
    readme = (published / "README.md").read_text(encoding="utf-8")
    assert readme.startswith("# gijiroku 1.0.0\n")
    assert (
        "北の架空観測会議 論点メモ（架空府） <https://example.org/north> をもとに作成。"
        "利用条件: 架空利用規約（第2.0版） <https://example.org/terms/2.0>"
    ) in readme
    assert "南の架空観測会議（架空市）をもとに作成。利用条件: 架空市利用規約" in readme
    assert "Made-up Office, Made-up Northern Observation Council" in readme
    assert "It was not made by their publishers" in readme
    assert "加工して作成したもの" in readme
    assert "| `remarks` (31 columns) | 5 |" in readme


@pytest.mark.parametrize("content", [None, "publisher = "])
def test_a_corpus_of_which_nothing_can_be_read_is_told_so(
    corpus: Path,
    outputs: Path,
    run_stages: Callable[[Path, Path], None],
    content: str | None,
) -> None:
    for file in corpus.glob("*/collection.toml"):
        file.unlink() if content is None else file.write_text(content, encoding="utf-8")
    run_stages(corpus, outputs)
    refused = pytest.raises(NotPublishableError, match=r"no record of .* could be read")
    with refused:
        release(corpus, outputs)
    with refused:
        preview(corpus, outputs)
