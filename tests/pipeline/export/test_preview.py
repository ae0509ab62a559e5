"""What a dry run says is what a release then does; itself it leaves everything as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.export.refusal import NotPublishableError
from pipeline.export.release import preview, release

ROWS = {"documents": 2, "meetings": 2, "agenda_items": 4, "attendance": 4, "remarks": 5}


def files_in(outputs: Path) -> dict[str, int]:
    return {
        path.relative_to(outputs).as_posix(): path.lstat().st_mtime_ns
        for path in outputs.rglob("*")
        if path.name != ".lock" and not path.is_dir()
    }


@pytest.fixture
def added(corpus: Path, outputs: Path, run_stages: Callable[[Path, Path], None]) -> None:
    """The corpus has one document more than release 1.0.0, and the store too."""
    (corpus / "made-up-north/second.txt").write_text("架空の文書。\n", encoding="utf-8")
    run_stages(corpus, outputs)


def test_where_nothing_changed_it_names_the_last_release(corpus: Path, outputs: Path) -> None:
    said = preview(corpus, outputs)
    assert (said.version, said.is_new, said.reason) == ("1.0.0", False, "nothing changed")
    assert {name: said.row_counts[name] for name in ROWS} == ROWS


@pytest.mark.usefixtures("added")
def test_it_says_what_would_be_released_and_writes_nothing(corpus: Path, outputs: Path) -> None:
    before = files_in(outputs)
    said = preview(corpus, outputs)
    assert files_in(outputs) == before
    assert not list(outputs.rglob(".staging-*"))
    assert (said.version, said.is_new) == ("1.1.0", True)
    assert "1 rows of documents added" in said.reason
    assert said.row_counts["documents"] == 3
    made = release(corpus, outputs)
    assert (made.version, made.reason, made.row_counts) == (
        said.version,
        said.reason,
        said.row_counts,
    )


def test_before_the_first_release_it_makes_no_folder_for_releases(
    corpus: Path, tmp_path: Path, run_stages: Callable[[Path, Path], None]
) -> None:
    run_stages(corpus, tmp_path / "fresh")
    said = preview(corpus, tmp_path / "fresh")
    assert (said.version, said.is_new, said.reason) == ("1.0.0", True, "first release")
    assert sorted(path.name for path in (tmp_path / "fresh").iterdir()) == ["store"]


def test_what_may_not_be_published_has_no_preview(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(NotPublishableError, match="ingestion has not run"):
        preview(corpus, tmp_path / "fresh")


def test_what_a_release_would_refuse_a_preview_refuses_too(
    corpus: Path, outputs: Path, run_stages: Callable[[Path, Path], None]
) -> None:
    terms = corpus / "made-up-north/collection.toml"
    terms.write_text("made_up = true\n" + terms.read_text("utf-8"), encoding="utf-8")
    run_stages(corpus, outputs)
    for ask in (preview, release):
        with pytest.raises(NotPublishableError, match="made-up-north are made up"):
            ask(corpus, outputs)
