"""What the pipeline reads of a corpus, one row a document."""

from __future__ import annotations

import tempfile
from pathlib import Path

import polars as pl
import polars.selectors as cs

from pipeline.ingestion.collection import collection_ids
from pipeline.run.stages import run_stage
from pipeline.run.staleness import READING_STAGES
from pipeline.run.store import Store
from schemas import TABLES
from schemas.table import empty
from schemas.vocabulary import RemarkKind

_TABLES = ("documents", "meetings", "attendance", "remarks", "quality_issues")


def read_corpus(corpus: Path) -> pl.DataFrame:
    """Run the stages on all collections of a corpus, in this process.

    Returns
    -------
    pl.DataFrame
        `record` (the document without its ending), `meetings` (their number), and of the first
        meeting `date`, `start`, `end` (HH:MM), `round`, `venue`; `listed` (persons as `name` and
        `family`), `said` (remarks as `label` and `words`), `issues` (rows of `quality_issues`).
    """
    with tempfile.TemporaryDirectory() as scratch:
        store = Store(Path(scratch))
        made = [_made(corpus / name, store) for name in collection_ids(corpus)]
    return by_record({name: pl.concat(of[name] for of in made) for name in _TABLES})


def _made(folder: Path, store: Store) -> dict[str, pl.DataFrame]:
    made: dict[str, pl.DataFrame] = {}
    for stage in READING_STAGES:
        run = run_stage(stage, folder, store)
        made |= run.tables
        if run.blocked:
            # Nothing of the later stages would be published either.
            break
    so_far = pl.concat(rows for name, rows in made.items() if name.endswith("_issues"))
    return {name: empty(TABLES[name]) for name in _TABLES} | {"quality_issues": so_far} | made


def by_record(tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Gather the rows of tables by document, as `read_corpus` returns them."""
    meetings = (
        tables["meetings"]
        .sort("char_start")
        .group_by("document_id")
        .agg(
            meetings=pl.len(),
            date=pl.col("date").cast(pl.String).first(),
            start=_clock("start").first(),
            end=_clock("end").first(),
            round=pl.col("session").cast(pl.String).first(),
            venue=pl.coalesce("venue", "room").first(),
        )
    )
    listed = (
        tables["attendance"]
        .sort("char_start", maintain_order=True)
        .group_by("document_id", maintain_order=True)
        .agg(listed=pl.struct(name="name_text", family="family_name"))
    )
    said = (
        tables["remarks"]
        .filter(kind=RemarkKind.REMARK.value)
        .sort("char_start", maintain_order=True)
        .group_by("document_id", maintain_order=True)
        .agg(said=pl.struct(label="speaker_text", words="text"))
    )
    issues = tables["quality_issues"].group_by("document_id").agg(issues=pl.len())
    # A quarantined document may have rows in `quality_issues` alone.
    rows = pl.concat(table.select("document_id") for table in tables.values()).unique()
    for frame in (meetings, listed, said, issues):
        rows = rows.join(frame, on="document_id", how="left")
    return (
        rows.drop_nulls("document_id")
        .select(
            pl.col("document_id").str.strip_suffix(".txt").alias("record"),
            pl.exclude("document_id"),
        )
        .with_columns(pl.col("meetings", "issues").cast(pl.Int64).fill_null(0))
    )


def _clock(moment: str) -> pl.Expr:
    """Return a time of day as HH:MM.

    It is in one of two columns: with a day, or without.
    """
    columns = cs.by_name(f"{moment}_time", f"{moment}s_at", require_all=False)
    return pl.coalesce(columns.dt.strftime("%H:%M"))
