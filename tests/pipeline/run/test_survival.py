"""One record never stops another: whatever fails on one of twenty, the others are published."""

from __future__ import annotations

import logging
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import polars as pl
import pytest

from pipeline.run.stages import run_stage
from pipeline.run.staleness import COLLECTION_STAGES
from pipeline.run.store import Store
from schemas.vocabulary import Stage
from tests.pipeline.run.survival import (
    MARK,
    MARKED,
    NUMBER_OF_RECORDS,
    is_marked,
    make_fail,
    make_fail_everywhere,
    records,
)

FUNCTIONS = {
    Stage.INGESTION: [
        "ingestion.ingest:source_text",
        "ingestion.source_text:kind_of_bytes",
        "ingestion.source_text:decode",
        "ingestion.source_text:kind_of_text",
        "ingestion.ingest:damages_of",
    ],
    Stage.SEGMENTATION: [
        "run.stage_tables:with_layout",
        "segmentation.speaker_styles:marks_of",
        "segmentation.speaker_styles:lines_of",
        "segmentation.speaker_styles:_choose",
        "segmentation.segment:views_of",
        "segmentation.segment:lines_of",
        "segmentation.segment:_without_page_marks",
        "segmentation.segment:classify",
        "segmentation.segment:_with_gaps",
        "segmentation.segment:passages_of",
        "segmentation.segment:meeting_ids",
        "segmentation.segment:_issues",
        "segmentation.classification:with_matches",
        "segmentation.meeting_ids:headers_of",
        "segmentation.meeting_ids:with_title_parts",
        "segmentation.meeting_ids:with_date",
    ],
    Stage.NORMALISATION: [
        "normalisation.normalise:views_of",
        "normalisation.normalise:read_passages",
        "normalisation.normalise:passages_of",
        "normalisation.normalise:read_meetings",
        "normalisation.normalise:read_agenda",
        "normalisation.normalise:read_attendance",
        "normalisation.normalise:read_remarks",
        "normalisation.normalise:quarantine_invalid_rows",
        "normalisation.normalise:contradictions",
        "normalisation.normalise:unclear_hours",
        "normalisation.normalise:reading_of",
        "normalisation.doubts:places_as_issues",
        "segmentation.passages:with_source",
        "normalisation.meetings.meetings:with_date_parts",
        "normalisation.meetings.meetings:with_place_parts",
        "normalisation.meetings.meetings:attendee_counts",
        "normalisation.meetings.meetings:with_record_kind",
        "fields.dates:with_times",
        "normalisation.attendance.attendance:lists_of",
        "normalisation.attendance.attendance:legends_of",
        "normalisation.attendance.attendance:persons_of_lists",
        "normalisation.attendance.attendance:entries",
        "normalisation.attendance.attendance:with_name_parts",
        "normalisation.attendance.attendance:with_row_id",
        "normalisation.attendance.within_list:split_written",
        "normalisation.agenda:with_row_id",
        "normalisation.remarks.remarks:legends",
        "normalisation.remarks.remarks:speakers_of_labels",
        "normalisation.remarks.remarks:with_row_id",
        "tables.quarantine_invalid_rows:schema_failures",
    ],
}
"""What the stages call on the way from bytes to tables: where, and its name."""

OWN_TABLES = {
    Stage.SEGMENTATION: "blocks",
    Stage.NORMALISATION: "remarks",
}

Corpus = tuple[Path, Store]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The collection, and a store in which every stage has read it. Not to be changed."""
    root = tmp_path_factory.mktemp("survival")
    folder = root / "corpus" / "made-up"
    folder.mkdir(parents=True)
    terms = (
        'record_kind = "verbatim"\nbody.ja = "架空"\npublisher.ja = "架空"\nlicense.name = "x"\n'
    )
    (folder / "collection.toml").write_text(terms, encoding="utf-8")
    for name, content in records().items():
        (folder / name).write_bytes(content)
    store = Store(root / "outputs")
    for stage in COLLECTION_STAGES:
        assert not run_stage(stage, folder, store).blocked
    assert store.read("quality_issues", "made-up").is_empty()
    assert store.read("remarks", "made-up").height == 3 * NUMBER_OF_RECORDS
    return folder, store


@pytest.fixture
def corpus(read: Corpus, tmp_path: Path) -> Corpus:
    """The collection, and a copy of the store."""
    folder, store = read
    return folder, Store(shutil.copytree(store.root.parent, tmp_path / "outputs"))


def run_with_a_fault(
    corpus: Corpus, first: Stage, fault: Callable[[pytest.MonkeyPatch], None]
) -> None:
    """Run the stages from `first` on, that one with a fault."""
    folder, store = corpus
    with pytest.MonkeyPatch.context() as patch:
        fault(patch)
        run = run_stage(first, folder, store)
    assert [r.check.name for r in run.results if not r.passed and r.check.severity == "error"] == [
        {
            Stage.INGESTION: "documents_read",
            Stage.SEGMENTATION: "documents_segmented",
            Stage.NORMALISATION: "documents_normalised",
        }[first]
    ]
    for stage in COLLECTION_STAGES[COLLECTION_STAGES.index(first) :]:
        if stage is not first:
            run = run_stage(stage, folder, store)
        assert not run.blocked


def hold_up(corpus: Corpus, before: Store, stage: Stage, rule: str = "document_readable") -> None:
    """The marked record is quarantined with its name, and the others are as they were."""
    _, store = corpus
    (issue,) = store.read("quality_issues", "made-up").iter_rows(named=True)
    assert (issue["stage"], issue["rule"], issue["severity"]) == (stage.value, rule, "error")
    assert (issue["table_name"], issue["row_key"]) == ("documents", MARKED)
    assert (issue["document_id"], issue["excerpt"]) == (MARKED, None)
    documents = store.read("documents", "made-up")
    assert documents.height == NUMBER_OF_RECORDS
    for name in ("blocks", "meetings", "agenda_items", "attendance", "remarks"):
        of_others = pl.col("document_id") != MARKED
        was = before.read(name, "made-up").filter(of_others)
        rows = store.read(name, "made-up")
        assert rows.filter(of_others).equals(was), name
        if name != "blocks":
            assert rows.filter(~of_others).is_empty(), name
    own = store.read("blocks", "made-up").filter(pl.col("document_id") == MARKED)
    text = documents.filter(pl.col("document_id") == MARKED)["text"].item()
    if stage is Stage.INGESTION:
        assert text is None
        assert own.is_empty()
    elif stage is Stage.SEGMENTATION:
        assert own.select("ordinal", "kind", "meeting_id", "char_start", "char_end").rows() == [
            (1, "unrecognised", None, 0, len(text))
        ]
        assert own.select("line_start", "line_end").rows() == [(1, 15)]
    else:
        assert own.height > 10


def with_marks(functions: list[str]) -> Iterator[tuple[str, list[pytest.MarkDecorator]]]:
    """The first of a stage runs whenever tests run, and the first of a module in the long ones."""
    modules: set[str] = set()
    for where in functions:
        module, _ = where.split(":")
        mark = pytest.mark.exhaustive if module in modules else pytest.mark.long
        yield where, [mark] if modules else []
        modules.add(module)


@pytest.mark.parametrize(
    ("stage", "where"),
    [
        pytest.param(stage, where, marks=marks)
        for stage, functions in FUNCTIONS.items()
        for where, marks in with_marks(functions)
    ],
    ids=lambda part: str(part),
)
def test_a_function_that_fails_on_one_record_keeps_out_that_one(
    corpus: Corpus,
    read: Corpus,
    stage: Stage,
    where: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR, logger="gijiroku"):
        run_with_a_fault(corpus, stage, lambda patch: make_fail(patch, where))
    hold_up(corpus, read[1], stage)
    (issue,) = corpus[1].read("quality_issues", "made-up").iter_rows(named=True)
    assert "LookupError: made up" in issue["message"]
    assert "LookupError: made up" in issue["message_ja"]
    (logged,) = caplog.records
    assert logged.getMessage().startswith(f"{MARKED}: ")
    assert logged.exc_info is not None
    assert logged.exc_info[0] is LookupError


NOT_READING = (
    *("run.stages", "run.stage_tables", "run.quarantine_documents", "run.staleness", "run.store"),
    *("tables.document_status", "limits"),
    # Words are made of tables whose documents have been read; a fault there ends the stage.
    "language",
    # What they are given is of all documents, or is a message about one that is kept out.
    *("checks.", "tables.quality_issues", "tables.identifiers", "messages", "text.spans"),
)
"""Modules that call the functions that read, or write down what these made."""


@pytest.mark.exhaustive
def test_every_function_that_is_given_the_record_may_fail_on_it(
    corpus: Corpus, read: Corpus, tmp_path: Path
) -> None:
    folder, store = corpus
    called: dict[tuple[str, str], Stage] = {}
    for stage in COLLECTION_STAGES:

        def watch(frame: FrameType, event: str, _: Any, stage: Stage = stage) -> None:
            module = str(frame.f_globals.get("__name__", ""))
            name = frame.f_code.co_name
            own = module.removeprefix("pipeline.")
            if event != "call" or own == module or own.startswith(NOT_READING):
                return
            known = getattr(sys.modules[module], name, None)
            if (module, name) in called or getattr(known, "__code__", None) is not frame.f_code:
                return
            count = frame.f_code.co_argcount + frame.f_code.co_kwonlyargcount
            given = [frame.f_locals[key] for key in frame.f_code.co_varnames[:count]]
            if any(map(is_marked, given)):
                called[module, name] = stage

        sys.setprofile(watch)
        try:
            run_stage(stage, folder, store)
        finally:
            sys.setprofile(None)
    assert len(called) > 60
    for (module, name), stage in called.items():
        shutil.rmtree(store.root)
        shutil.copytree(read[1].root, store.root)
        run_with_a_fault(
            corpus, stage, lambda patch, m=module, n=name: make_fail_everywhere(patch, m, n)
        )
        hold_up(corpus, read[1], stage)


@pytest.mark.long
@pytest.mark.parametrize("stage", [Stage.SEGMENTATION, Stage.NORMALISATION])
def test_a_check_that_fails_on_one_record_keeps_out_that_one(
    corpus: Corpus, read: Corpus, stage: Stage
) -> None:
    """A check that raises, and one whose rows say no of the record."""
    from dataclasses import replace

    from pipeline.checks import CHECKS

    table = OWN_TABLES[stage]

    def of_the_record(frames: Any) -> pl.DataFrame:
        rows = frames[table].filter(pl.col("document_id") == MARKED)
        return rows.filter(pl.col("kind") != "unrecognised").select("document_id", "line_start")

    def raising(frames: Any) -> pl.DataFrame:
        if of_the_record(frames).height:
            raise LookupError("made up")
        return frames[table].clear()

    for failing, rule in ((raising, "document_readable"), (of_the_record, "document_consistent")):
        own = [replace(CHECKS[stage][1], name="made_up", failing=failing)]

        def with_check(patch: pytest.MonkeyPatch, own: list[Any] = own) -> None:
            patch.setitem(CHECKS, stage, [*CHECKS[stage], *own])

        run_with_a_fault(corpus, stage, with_check)
        hold_up(corpus, read[1], stage, rule)
        (message,) = corpus[1].read("quality_issues", "made-up")["message"]
        assert ("made_up" if rule == "document_consistent" else "LookupError") in message


def test_the_mark_stands_in_one_record() -> None:
    marked = [name for name, content in records().items() if MARK.encode() in content]
    assert [f"made-up/{name}" for name in marked] == [MARKED]
