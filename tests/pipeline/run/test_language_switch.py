"""The language layer in runs and releases: switched off, taken over, and cut by other rules."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from pipeline.language import stored
from pipeline.language.sentences import sentences_of
from pipeline.language.words import tokenise
from pipeline.limits import Limits
from pipeline.release.publish import release
from pipeline.run import tokenising
from pipeline.run.stages import run_stage
from pipeline.run.staleness import READING_STAGES, stages_of, stale_stages
from pipeline.run.store import Store
from pipeline.run.tokenising import tokenise_in_parallel
from schemas import LANGUAGE_TABLES
from schemas.vocabulary import Stage

OFF = Limits(language=False)


@pytest.fixture
def folder(collection_of: Callable[..., Path], memo: str) -> Path:
    return collection_of({"memo.txt": memo.encode()})


def read(folder: Path, outputs: Path, limits: Limits) -> None:
    for stage in stale_stages(folder, Store(outputs), limits):
        run_stage(stage, folder, Store(outputs), limits)


def rows(path: Path, name: str) -> pl.DataFrame:
    return pl.read_parquet(path / f"parquet/{name}.parquet")


def test_switched_off_the_stage_does_not_run_and_its_tables_are_empty(
    folder: Path, tmp_path: Path
) -> None:
    outputs = tmp_path / "outputs"
    read(folder, outputs, OFF)
    assert stages_of(OFF) == READING_STAGES
    assert Store(outputs).read_ledger("made-up", Stage.LANGUAGE) is None
    made = release(folder.parent, outputs, OFF)
    assert [made.row_counts[name] for name in LANGUAGE_TABLES] == [0, 0, 0]
    assert all(rows(made.path, name).is_empty() for name in LANGUAGE_TABLES)
    assert "`language = false`" in (made.path / "README.md").read_text("utf-8")
    assert "dictionary" not in json.loads((made.path / "datapackage.json").read_bytes())


@pytest.mark.long
def test_switched_on_and_off_again_a_release_says_so(folder: Path, tmp_path: Path) -> None:
    outputs = tmp_path / "outputs"
    read(folder, outputs, OFF)
    release(folder.parent, outputs, OFF)
    read(folder, outputs, Limits())
    on = release(folder.parent, outputs)
    assert (on.version, on.reason.en) == ("1.1.0", "remarks cut into sentences and words")
    assert rows(on.path, "tokens").height == 19
    assert rows(on.path, "changes").is_empty()
    stated = json.loads((on.path / "datapackage.json").read_bytes())
    assert stated["dictionary"]["edition"] == "core"
    assert stated["dictionary"]["version"] == stated["software"]["sudachidict-core"]
    assert "SudachiDict core" in (on.path / "README.md").read_text("utf-8")
    off = release(folder.parent, outputs, OFF)
    assert off.version == "1.1.1"
    assert off.reason.en == "sentences and words left out by the settings"


@pytest.mark.long
def test_words_of_another_dictionary_are_a_patch_that_says_so(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outputs, store = tmp_path / "outputs", Store(tmp_path / "outputs")
    read(folder, outputs, Limits())
    first = release(folder.parent, outputs)
    assert release(folder.parent, outputs).is_new is False

    def other(texts: list[str]) -> object:
        found = tokenise(texts)
        return found._replace(words=[(word[0], "別", *word[2:]) for word in found.words])

    monkeypatch.setattr("pipeline.run.tokenising.tokenise", other)
    monkeypatch.setattr("pipeline.run.stage_tables.taken_over", lambda store, name: None)
    run_stage(Stage.LANGUAGE, folder, store)
    second = release(folder.parent, outputs)
    assert (first.version, second.version) == ("1.0.0", "1.0.1")
    assert second.reason.en.startswith("sentences, words or terms of unchanged texts differ")
    assert rows(second.path, "changes").is_empty()


def test_a_changed_remark_alone_is_tokenised_again(
    folder: Path, tmp_path: Path, memo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    outputs = tmp_path / "outputs"
    read(folder, outputs, Limits())
    asked: list[str] = []
    as_before = sentences_of

    def noted(texts: pl.Series) -> pl.DataFrame:
        asked.extend(texts)
        return as_before(texts)

    monkeypatch.setattr(stored, "sentences_of", noted)
    (folder / "memo.txt").write_text(memo.replace("賛成。", "反対。"), encoding="utf-8")
    read(folder, outputs, Limits())
    assert asked == ["反対。"]
    # A file of the store that is not as it was written is not taken over.
    store = Store(outputs)
    store.write("tokens", "made-up", store.read("tokens", "made-up").head(1))
    asked.clear()
    run_stage(Stage.LANGUAGE, folder, store)
    assert len(asked) == 5


def test_the_rows_of_a_release_lie_within_the_remarks(folder: Path, tmp_path: Path) -> None:
    outputs = tmp_path / "outputs"
    read(folder, outputs, Limits())
    path = release(folder.parent, outputs).path
    texts = dict(rows(path, "remarks").select("remark_id", "text").iter_rows())
    texts |= dict(rows(path, "agenda_items").select("agenda_item_id", "title").iter_rows())
    found = rows(path, "tokens").join(rows(path, "sentences"), on="sentence_id")
    for row in found.iter_rows(named=True):
        text = texts[row["remark_id"] or row["agenda_item_id"]]
        assert text[row["text_start"] : row["text_end"]] == row["surface"]


def test_several_processes_give_what_one_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = [f"{number}番目の雨の話をした。" for number in range(60)]
    monkeypatch.setattr(tokenising, "PORTION_CHARACTERS", 200)
    alone = list(tokenise_in_parallel(sentences, 2))
    assert len(alone) > 2
    monkeypatch.setattr(tokenising, "MIN_PARALLEL_CHARACTERS", 1)
    beside = list(tokenise_in_parallel(sentences, 2))
    for one, other in zip(alone, beside, strict=True):
        # The numbers follow from what a process has met before; the words do not.
        assert [one.words[word] for word in one.word] == [other.words[word] for word in other.word]
        assert one.length.tolist() == other.length.tolist()
        assert one.token_count.tolist() == other.token_count.tolist()
