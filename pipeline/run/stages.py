"""The stages of a collection: each reads, makes and checks tables.

The stages run one by one, and do not depend on what runs them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from time import perf_counter

import polars as pl

from pipeline.checks import CHECKS, Check, CheckResult, Frames, run_check
from pipeline.checks.documents_of_rows import documents_of_rows
from pipeline.ingestion.collection import CollectionError, read_collection
from pipeline.ingestion.ingest import ingest
from pipeline.ingestion.source_files import survey
from pipeline.language.stage import TEXT_COLUMNS, language_tables
from pipeline.language.stored import STORED
from pipeline.language.terms import STORED_TERMS
from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.normalisation.normalise import normalise
from pipeline.run.quarantine_documents import (
    Failure,
    broken_documents,
    quarantine_issues,
    unrecognised_blocks,
    without_failing,
)
from pipeline.run.staleness import code_version, sources_read, stated_digest, version_of
from pipeline.run.store import LedgerEntry, Store, Verdict
from pipeline.run.stored_words import taken_over
from pipeline.run.tokenising import tokenise_in_parallel
from pipeline.segmentation.segment import segment
from pipeline.segmentation.speaker_styles import with_layout
from pipeline.tables.document_status import STYLE, quarantined_documents, with_styles
from pipeline.tables.pages import with_pages
from pipeline.tables.quarantine_invalid_rows import schema_failures
from schemas import TABLES
from schemas.table import empty
from schemas.vocabulary import RecordKind, Stage

Tables = dict[str, pl.DataFrame]
Make = Callable[[Path, Tables, Limits, Sequence[str], Mapping[str, Failure]], Tables]
"""Makes the tables of a stage for some documents, of those that are not kept out."""


@dataclass(frozen=True)
class StageRun:
    """The tables and check results of a run of a stage.

    `digests` are the SHA-256 of its files in the store.
    """

    tables: dict[str, pl.DataFrame]
    results: list[CheckResult[Frames]]
    seconds: float
    digests: dict[str, str] = field(default_factory=dict)

    @property
    def blocked(self) -> bool:
        """Whether a blocking check failed, which stops later stages."""
        return any(result.check.blocking and not result.passed for result in self.results)


READS: dict[Stage, tuple[str, ...]] = {
    Stage.INGESTION: (),
    Stage.SEGMENTATION: (
        *("documents", "page_starts", "furniture", "given_speeches", "ingestion_issues"),
    ),
    Stage.NORMALISATION: (
        *("documents", "page_starts", "given_speeches", "blocks", "speaker_styles"),
        *("ingestion_issues", "segmentation_issues"),
    ),
    Stage.LANGUAGE: ("meetings", "agenda_items", "remarks"),
}
"""Tables of the store that each stage reads."""

COLUMNS_READ: dict[Stage, dict[str, list[str]]] = {Stage.LANGUAGE: TEXT_COLUMNS}
"""Columns that a stage reads of tables, where it does not read all."""

WRITES: dict[Stage, tuple[str, ...]] = {
    Stage.INGESTION: (
        *("documents", "page_starts", "furniture", "given_speeches", "ingestion_issues"),
    ),
    Stage.SEGMENTATION: ("blocks", "speaker_styles", "segmentation_issues"),
    Stage.NORMALISATION: ("meetings", "agenda_items", "attendance", "remarks", "quality_issues"),
    Stage.LANGUAGE: (*STORED, *STORED_TERMS),
}
"""Tables of the store that each stage writes.

`*_issues` become part of `quality_issues`, and `speaker_styles` (`document_id`, `layout`,
`layout_evidence`) part of `documents`. `page_starts` (`document_id`, `page`, `char_start`) and
`furniture` (`document_id`, `char_start`, `char_end`) describe the pages of a text, and
`given_speeches` the meetings and speeches that the fields of a source state. `sentences`,
`tokens` and `terms` are kept as numbers, of which `pipeline.language.published` makes the rows of
a release.
"""


def run_stage(
    stage: Stage,
    folder: Path,
    store: Store,
    limits: Limits = DEFAULT_LIMITS,
    processes: int = 1,
) -> StageRun:
    """Run a stage on the collection in `folder`.

    Its tables are written to the store, whatever its checks result in. The check results are
    recorded beside them, for the export. A document on which the stage fails, or that breaks a
    blocking check, is quarantined, and the stage runs again without it.

    Parameters
    ----------
    processes
        How many processes may tokenise its texts.

    Raises
    ------
    FileNotFoundError
        Where the stage before has not run.
    Exception
        Where the stage fails and no document causes it.
    """
    begun = perf_counter()
    # Hashed before reading, so that a change during the run makes the stage stale.
    own = stated_digest(stage, folder)
    collection_id = folder.name
    read = store.digests(READS[stage], collection_id)
    inputs = _inputs(stage, store, collection_id)
    everything = _documents(stage, folder, inputs)
    make = _MAKE.get(stage) or _language(taken_over(store, collection_id), processes)

    def attempt(names: Sequence[str], kept_out: Mapping[str, Failure]) -> _Attempt:
        within = {*names, *kept_out}
        given = inputs if within.issuperset(everything) else _only(inputs, within)
        tables = make(folder, given, limits, names, kept_out)
        return _checked(stage, given, tables, limits)

    made, _ = without_failing(
        attempt, everything, lambda made: broken_documents(made.results, made.frames)
    )
    tables, results = made.tables, made.results
    # Hashes of the very bytes that were read.
    sources = sources_read(tables, collection_id) if stage is Stage.INGESTION else []
    written = {name: store.write(name, collection_id, rows) for name, rows in tables.items()}
    verdicts = [
        Verdict(
            result.check.name,
            result.check.severity.value,
            result.check.blocking,
            result.passed,
            result.failing_count,
            list(result.documents),
        )
        for result in results
    ]
    source = version_of(own, sources)
    entry = LedgerEntry(read, written, verdicts, code_version(stage), source, limits.of(stage))
    store.write_ledger(collection_id, stage, entry)
    return StageRun(tables, results, perf_counter() - begun, written)


def ask_again(
    stage: Stage, folder: Path, store: Store, limits: Limits = DEFAULT_LIMITS
) -> list[CheckResult[Frames]]:
    """Run the checks of a stage again on its stored tables.

    Nothing is written.

    Raises
    ------
    FileNotFoundError
        Where the stage has not run on the collection.
    """
    read = _inputs(stage, store, folder.name)
    written = {name: store.read(name, folder.name) for name in WRITES[stage]}
    return _checked(stage, read, written, limits).results


@dataclass(frozen=True)
class _Attempt:
    """The tables of a stage for some documents, and their check results.

    `frames` are the tables that the checks were run on: those made, and those that they are made
    of.
    """

    tables: Tables
    frames: Frames
    results: list[CheckResult[Frames]]


def _inputs(stage: Stage, store: Store, collection_id: str) -> Tables:
    columns = COLUMNS_READ.get(stage, {})
    return {name: store.read(name, collection_id, columns.get(name)) for name in READS[stage]}


def _documents(stage: Stage, folder: Path, inputs: Tables) -> list[str]:
    """Return the documents of a collection that a stage may quarantine, in order."""
    if stage is Stage.LANGUAGE:
        # Their issues are written by then. What remains is a fault of the code.
        return []
    if stage is Stage.INGESTION:
        return [f"{folder.name}/{name}" for name, _ in survey(folder).files]
    return inputs["documents"]["document_id"].to_list()


def _only(inputs: Tables, names: Collection[str]) -> Tables:
    """Return the rows of these documents, and rows without a document."""
    return {name: rows.filter(_one_of(names).fill_null(True)) for name, rows in inputs.items()}


def _checked(stage: Stage, inputs: Tables, tables: Tables, limits: Limits) -> _Attempt:
    found = [
        rows
        for name, rows in {**inputs, **tables}.items()
        if name.endswith("_issues") and name != "quality_issues"
    ]
    nothing = empty(TABLES["quality_issues"])
    quality_issues = tables.get("quality_issues", pl.concat([nothing, *found]))
    frames = _with_styles({**inputs, **tables, "quality_issues": quality_issues})
    return _Attempt(tables, frames, [_asked(check, frames, limits) for check in CHECKS[stage]])


def _with_styles(tables: Tables) -> Tables:
    """Return the tables, with the layouts of documents where known."""
    if "speaker_styles" not in tables:
        return tables
    return tables | {"documents": with_styles(tables["documents"], tables["speaker_styles"])}


def _asked(check: Check[Frames], frames: Frames, limits: Limits) -> CheckResult[Frames]:
    result = run_check(check, frames, limits)
    if result.passed:
        return result
    behind = documents_of_rows(check.table_name, result.failing, frames)
    return replace(result, documents=behind)


def _ingestion(
    folder: Path,
    inputs: Tables,
    limits: Limits,
    names: Sequence[str],
    kept_out: Mapping[str, Failure],
) -> Tables:
    ingested = ingest(folder, limits, {*names, *kept_out}, kept_out)
    reasons = quarantine_issues(kept_out, folder.name, Stage.INGESTION)
    documents = ingested.documents
    if kept_out:
        # Drops rows that break the schema even without a text.
        broken = schema_failures("documents", documents)["index"]
        documents = documents.with_row_index().filter(~pl.col("index").is_in(broken.implode()))
        documents = documents.drop("index")
    return {
        "documents": documents,
        "page_starts": ingested.page_starts,
        "furniture": ingested.furniture,
        "given_speeches": ingested.given_speeches,
        "ingestion_issues": pl.concat([ingested.quality_issues, reasons]),
    }


def _segmentation(
    folder: Path,
    inputs: Tables,
    limits: Limits,
    names: Sequence[str],
    kept_out: Mapping[str, Failure],
) -> Tables:
    is_kept_out = _one_of(kept_out)
    documents = inputs["documents"]
    speeches = inputs["given_speeches"]
    styled = with_layout(documents.filter(~is_kept_out), speeches)
    segmented = segment(styled, limits, inputs["furniture"], inputs["page_starts"], speeches)
    styles = styled.select(STYLE)
    if not kept_out:
        return {
            "blocks": segmented.blocks,
            "speaker_styles": styles,
            "segmentation_issues": segmented.quality_issues,
        }
    whole = unrecognised_blocks(documents.filter(is_kept_out))
    whole = with_pages(whole, inputs["page_starts"])
    reasons = quarantine_issues(kept_out, folder.name, Stage.SEGMENTATION)
    return {
        "blocks": pl.concat([segmented.blocks, whole]).sort("document_id", "ordinal"),
        "speaker_styles": styles,
        "segmentation_issues": pl.concat([segmented.quality_issues, reasons]),
    }


def _normalisation(
    folder: Path,
    inputs: Tables,
    limits: Limits,
    names: Sequence[str],
    kept_out: Mapping[str, Failure],
) -> Tables:
    try:
        record_kind = read_collection(folder).record_kind
    except CollectionError:
        # Ingestion quarantined every document, so there is no meeting to have a kind.
        record_kind = RecordKind.SUMMARY
    documents, blocks = _with_styles(inputs)["documents"], inputs["blocks"]
    before = quarantined_documents(inputs["segmentation_issues"])
    if unread := {*kept_out, *before}:
        documents, blocks = (rows.filter(~_one_of(unread)) for rows in (documents, blocks))
    normalised = normalise(
        documents, blocks, record_kind, inputs["page_starts"], inputs["given_speeches"]
    )
    issues = [
        inputs["ingestion_issues"],
        inputs["segmentation_issues"],
        normalised.quality_issues,
        quarantine_issues(kept_out, folder.name, Stage.NORMALISATION),
    ]
    return {
        **normalised._asdict(),
        "quality_issues": pl.concat(issues).sort("quality_issue_id"),
    }


def _language(before: Tables | None, processes: int) -> Make:
    def make(
        folder: Path,
        inputs: Tables,
        limits: Limits,
        names: Sequence[str],
        kept_out: Mapping[str, Failure],
    ) -> Tables:
        tokenise = partial(tokenise_in_parallel, processes=processes)
        return language_tables(inputs["remarks"], inputs["agenda_items"], before, tokenise)

    return make


def _one_of(names: Collection[str]) -> pl.Expr:
    return pl.col("document_id").is_in(pl.Series(list(names), dtype=pl.String).implode())


_MAKE: dict[Stage, Make] = {
    Stage.INGESTION: _ingestion,
    Stage.SEGMENTATION: _segmentation,
    Stage.NORMALISATION: _normalisation,
}
