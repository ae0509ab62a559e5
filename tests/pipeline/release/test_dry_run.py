"""What a dry run says is what a release then does; itself it leaves everything as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.ingestion.collection import CollectionError
from pipeline.release.dry_run import preview, preview_of_corpus
from pipeline.release.publish import release
from pipeline.release.refusal import NotPublishableError
from schemas.vocabulary import ChangeType

ROWS = {"documents": 2, "meetings": 2, "agenda_items": 4, "attendance": 4, "remarks": 5}


def files_in(outputs: Path) -> dict[str, tuple[int, bytes]]:
    """Every file with its time and content; links too."""
    return {
        path.relative_to(outputs).as_posix(): (path.lstat().st_mtime_ns, path.read_bytes())
        for path in outputs.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def edited(corpus: Path) -> None:
    """A word of a remark is another one; nothing has read it yet."""
    memo = corpus / "made-up-north/memo.txt"
    memo.write_text(memo.read_text(encoding="utf-8").replace("霧も", "靄も"), encoding="utf-8")


def test_where_nothing_changed_no_release_would_come(corpus: Path, outputs: Path) -> None:
    for said in (preview(corpus, outputs), preview_of_corpus(corpus, outputs)):
        assert (said.version, said.is_new, said.reason) == ("1.0.0", False, "nothing changed")
        assert {name: said.row_counts[name] for name in ROWS} == ROWS
        assert said.comparison is None
        assert said.read_anew == ()


@pytest.mark.usefixtures("edited")
def test_what_was_not_read_yet_is_read_aside_and_nothing_is_written(
    corpus: Path, outputs: Path
) -> None:
    before = files_in(outputs)
    said = preview_of_corpus(corpus, outputs)
    assert files_in(outputs) == before
    assert (said.version, said.is_new, said.previous) == ("1.0.1", True, "1.0.0")
    assert said.read_anew == ("made-up-north",)
    assert said.comparison is not None
    summary = said.comparison.summary
    assert summary.row_count("remarks", ChangeType.UPDATE) == 1
    assert summary.corrected_columns("remarks") == {"text": 1}


@pytest.mark.usefixtures("edited")
def test_what_has_been_read_is_what_counts_otherwise(corpus: Path, outputs: Path) -> None:
    assert not preview(corpus, outputs).is_new


@pytest.mark.long
@pytest.mark.usefixtures("edited")
def test_the_release_does_what_was_said(
    corpus: Path, outputs: Path, run_stages: Callable[[Path, Path], None]
) -> None:
    said = preview_of_corpus(corpus, outputs)
    run_stages(corpus, outputs)
    assert preview(corpus, outputs).version == said.version
    made = release(corpus, outputs)
    assert (made.version, made.is_new, made.reason, made.row_counts) == (
        said.version,
        said.is_new,
        said.reason,
        said.row_counts,
    )


def test_before_the_first_release_the_outputs_are_not_made(corpus: Path, tmp_path: Path) -> None:
    said = preview_of_corpus(corpus, tmp_path / "fresh")
    assert (said.version, said.is_new, said.reason) == ("1.0.0", True, "first release")
    assert said.previous is None
    assert said.read_anew == ("made-up-north", "made-up-south")
    assert {name: said.row_counts[name] for name in ROWS} == ROWS
    assert not (tmp_path / "fresh").exists()


def test_what_was_never_read_has_no_preview_by_itself(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(NotPublishableError, match="ingestion has not run"):
        preview(corpus, tmp_path / "fresh")
    assert not (tmp_path / "fresh").exists()


def test_what_a_release_would_refuse_a_preview_refuses_too(
    corpus: Path, outputs: Path, run_stages: Callable[[Path, Path], None]
) -> None:
    terms = corpus / "made-up-north/collection.toml"
    terms.write_text("made_up = true\n" + terms.read_text("utf-8"), encoding="utf-8")
    run_stages(corpus, outputs)
    for ask in (preview, release):
        with pytest.raises(NotPublishableError, match="made-up-north are made up"):
            ask(corpus, outputs)


def test_without_a_corpus_there_is_no_preview(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match="no such folder"):
        preview_of_corpus(tmp_path / "nowhere", tmp_path / "fresh")
