"""Inspection of one file: evidence, blocks, rows and issues.

The stages run on a copy of the file in a collection of its own. So only findings that need two
files, such as the same bytes twice, are missing.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.checks import CheckResult, Frames
from pipeline.ingestion.collection import COLLECTION_FILE, COLLECTION_ID, RECORDS_FILE
from pipeline.ingestion.given_records import read_given
from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.messages import MessageError, message
from pipeline.run.stages import run_stage
from pipeline.run.staleness import READING_STAGES
from pipeline.run.store import Store
from pipeline.segmentation.layouts import layouts
from pipeline.segmentation.speaker_styles import scores_of
from pipeline.tables.document_status import with_status, with_styles
from pipeline.text.spans import with_source
from schemas import TABLES
from schemas.table import empty

STAND_IN_ID = "inspected"
STAND_IN_TERMS = """\
record_kind = "verbatim"
body.ja = "（記載なし）"
publisher.ja = "（記載なし）"
license.name = "（記載なし）"
"""
"""Terms for a file outside any collection: nothing is published, so they have no content, and the
record itself shows its kind.
"""


class InspectionError(MessageError, ValueError):
    """There is nothing to inspect; the message gives the reason."""


@dataclass(frozen=True)
class Inspection:
    """What the pipeline reads of a file.

    Attributes
    ----------
    document
        The row of `documents`.
    evidence
        `layout`, `pattern`, `found` and `at_least` of the layouts with patterns of their text,
        which are tried first; no rows without a text.
    families
        `layout` and `lines` of the others: the number of lines that each explains, best first.
    blocks
        The table `blocks` with `text`, the characters of each block.
    tables
        `meetings`, `agenda_items`, `attendance` and `remarks`, as far as the stages got.
    quality_issues
        The table of this name.
    failed_checks
        Checks that failed.
    """

    document: dict[str, Any]
    evidence: pl.DataFrame
    families: pl.DataFrame
    blocks: pl.DataFrame
    tables: dict[str, pl.DataFrame]
    quality_issues: pl.DataFrame
    failed_checks: list[CheckResult[Frames]]


def inspect_file(file: Path, limits: Limits = DEFAULT_LIMITS) -> Inspection:
    """Run the stages on a copy of one file.

    The file may be in a collection or outside of any.

    Raises
    ------
    InspectionError
        Where there is no such file, or it holds no record.
    """
    if not file.is_file():
        raise InspectionError(message("no_such_file", file=file))
    with tempfile.TemporaryDirectory() as scratch:
        folder = _alone(file.resolve(), Path(scratch))
        store = Store(Path(scratch) / "outputs")
        made: dict[str, pl.DataFrame] = {}
        failed: list[CheckResult[Frames]] = []
        for stage in READING_STAGES:
            run = run_stage(stage, folder, store, limits)
            made |= run.tables
            failed += [result for result in run.results if not result.passed]
            if run.blocked:
                break
    if made["documents"].is_empty():
        raise InspectionError(message("holds_no_record", file=file, terms=COLLECTION_FILE))
    found = [rows for name, rows in made.items() if name.endswith("_issues")]
    quality_issues = made.get("quality_issues", pl.concat(found))
    documents = made["documents"]
    if "speaker_styles" in made:
        documents = with_styles(documents, made["speaker_styles"])
    document = with_status(documents, quality_issues).row(0, named=True)
    blocks = made.get("blocks", empty(TABLES["blocks"]))
    return Inspection(
        document,
        _evidence(document["text"] or ""),
        scores_of(made["documents"].drop_nulls("text")).select("layout", "lines"),
        with_source(blocks, made["documents"]).rename({"source": "text"}).drop("layout"),
        {
            name: made[name]
            for name in ("meetings", "agenda_items", "attendance", "remarks")
            if name in made
        },
        quality_issues,
        failed,
    )


def _alone(file: Path, scratch: Path) -> Path:
    """Return a copy of the collection's folder with this file alone.

    The file keeps its path in the collection.
    """
    home = next((p for p in file.parents if (p / COLLECTION_FILE).is_file()), None)
    parent = home or file.parent
    name = parent.name if COLLECTION_ID.fullmatch(parent.name) else STAND_IN_ID
    folder = scratch / "corpus" / name
    copy = folder / file.relative_to(parent)
    copy.parent.mkdir(parents=True)
    shutil.copyfile(file, copy)
    if home:
        shutil.copyfile(home / COLLECTION_FILE, folder / COLLECTION_FILE)
        _copy_given(home, folder, file.relative_to(home).as_posix())
    else:
        (folder / COLLECTION_FILE).write_text(STAND_IN_TERMS, encoding="utf-8")
    return folder


def _copy_given(home: Path, folder: Path, path: str) -> None:
    """Copy the given values of this record alone from `records.csv`."""
    records = read_given(home, [path]).records
    if records.height:
        records.write_csv(folder / RECORDS_FILE)


def _evidence(text: str) -> pl.DataFrame:
    sought = [
        (layout.name, evidence.pattern, evidence.at_least)
        for layout in layouts().values()
        for evidence in layout.evidence
        if text
    ]
    # Counted by the same engine that recognises layouts.
    counts = pl.DataFrame({"text": [text]}).select(
        pl.col("text").str.count_matches(pattern).alias(str(at))
        for at, (_, pattern, _) in enumerate(sought)
    )
    schema = {"layout": pl.String, "pattern": pl.String, "at_least": pl.Int64}
    return pl.DataFrame(sought, schema=schema, orient="row").with_columns(
        found=pl.Series(counts.row(0) if sought else [], dtype=pl.Int64)
    )
