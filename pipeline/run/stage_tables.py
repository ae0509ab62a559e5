"""The tables of each stage: which it reads, which it writes, and how it makes them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import polars as pl

from pipeline.ingestion.collection import CollectionError, read_collection
from pipeline.ingestion.ingest import ingest
from pipeline.language.stage import TEXT_COLUMNS, language_tables
from pipeline.language.stored import STORED
from pipeline.language.terms import STORED_TERMS
from pipeline.limits import Limits
from pipeline.normalisation.normalise import normalise
from pipeline.run.quarantine_documents import Failure, quarantine_issues, unrecognised_blocks
from pipeline.run.store import Store
from pipeline.run.stored_words import taken_over
from pipeline.run.tokenising import tokenise_in_parallel
from pipeline.segmentation.segment import segment
from pipeline.segmentation.speaker_styles import with_layout
from pipeline.tables.document_status import STYLE, quarantined_documents, with_styles
from pipeline.tables.pages import with_pages
from pipeline.tables.quarantine_invalid_rows import schema_failures
from schemas.vocabulary import RecordKind, Stage

Tables = dict[str, pl.DataFrame]


class Task(NamedTuple):
    """What a stage has to read: documents of the collection in `folder`.

    Attributes
    ----------
    names
        The documents to read.
    kept_out
        The documents in quarantine.
    """

    folder: Path
    limits: Limits
    names: Sequence[str]
    kept_out: Mapping[str, Failure]


Make = Callable[[Task, Tables], Tables]
"""Makes the tables of a stage from those that it reads."""

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


def maker_of(stage: Stage, store: Store, collection_id: str, processes: int) -> Make:
    """Return the function that makes the tables of a stage.

    The language stage takes words over from its last run, and tokenises in several processes.
    """
    if stage is Stage.LANGUAGE:
        return _language(taken_over(store, collection_id), processes)
    return _MAKE[stage]


def with_known_layouts(tables: Tables) -> Tables:
    """Return the tables, with the layouts of documents where known."""
    if "speaker_styles" not in tables:
        return tables
    return tables | {"documents": with_styles(tables["documents"], tables["speaker_styles"])}


def of_documents(names: Collection[str]) -> pl.Expr:
    """Return whether a row is of one of the documents; null for a row without a document."""
    return pl.col("document_id").is_in(pl.Series(list(names), dtype=pl.String).implode())


def _ingestion(task: Task, inputs: Tables) -> Tables:
    ingested = ingest(task.folder, task.limits, {*task.names, *task.kept_out}, task.kept_out)
    reasons = quarantine_issues(task.kept_out, task.folder.name, Stage.INGESTION)
    documents = ingested.documents
    if task.kept_out:
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


def _segmentation(task: Task, inputs: Tables) -> Tables:
    is_kept_out = of_documents(task.kept_out)
    documents = inputs["documents"]
    speeches = inputs["given_speeches"]
    styled = with_layout(documents.filter(~is_kept_out), speeches)
    segmented = segment(styled, task.limits, inputs["furniture"], inputs["page_starts"], speeches)
    styles = styled.select(STYLE)
    if not task.kept_out:
        return {
            "blocks": segmented.blocks,
            "speaker_styles": styles,
            "segmentation_issues": segmented.quality_issues,
        }
    whole = unrecognised_blocks(documents.filter(is_kept_out))
    whole = with_pages(whole, inputs["page_starts"])
    reasons = quarantine_issues(task.kept_out, task.folder.name, Stage.SEGMENTATION)
    return {
        "blocks": pl.concat([segmented.blocks, whole]).sort("document_id", "ordinal"),
        "speaker_styles": styles,
        "segmentation_issues": pl.concat([segmented.quality_issues, reasons]),
    }


def _normalisation(task: Task, inputs: Tables) -> Tables:
    try:
        record_kind = read_collection(task.folder).record_kind
    except CollectionError:
        # Ingestion quarantined every document, so there is no meeting to have a kind.
        record_kind = RecordKind.SUMMARY
    documents, blocks = with_known_layouts(inputs)["documents"], inputs["blocks"]
    before = quarantined_documents(inputs["segmentation_issues"])
    if unread := {*task.kept_out, *before}:
        documents, blocks = (rows.filter(~of_documents(unread)) for rows in (documents, blocks))
    normalised = normalise(
        documents, blocks, record_kind, inputs["page_starts"], inputs["given_speeches"]
    )
    issues = [
        inputs["ingestion_issues"],
        inputs["segmentation_issues"],
        normalised.quality_issues,
        quarantine_issues(task.kept_out, task.folder.name, Stage.NORMALISATION),
    ]
    return {
        **normalised._asdict(),
        "quality_issues": pl.concat(issues).sort("quality_issue_id"),
    }


def _language(before: Tables | None, processes: int) -> Make:
    def make(task: Task, inputs: Tables) -> Tables:
        tokenise = partial(tokenise_in_parallel, processes=processes)
        return language_tables(inputs["remarks"], inputs["agenda_items"], before, tokenise)

    return make


_MAKE: dict[Stage, Make] = {
    Stage.INGESTION: _ingestion,
    Stage.SEGMENTATION: _segmentation,
    Stage.NORMALISATION: _normalisation,
}
