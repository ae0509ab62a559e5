"""Checks of a staged release: its files agree with each other."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.checks.check import Check, Measure
from pipeline.files.parquet_files import read_parquet, scan_parquet
from pipeline.messages import message
from pipeline.release.diff.counts import wrong_counts
from pipeline.release.files.parquet import arrow_schema
from pipeline.release.files.paths import parquet_path
from pipeline.release.formulas import formula_cells
from pipeline.release.links import wrong_links
from pipeline.release.machine_readable import broken_rules
from pipeline.release.metadata.checksums import altered_files
from pipeline.release.metadata.described import unexpected_resources, unlike_files
from pipeline.release.staged_release import StagedRelease
from pipeline.tables.document_status import ASKED, with_status
from schemas import LANGUAGE_TABLES, RELEASE_TABLES, TABLES
from schemas.table import sort_key
from schemas.vocabulary import Severity, Stage

UNREADABLE = (OSError, ValueError, KeyError, pa.ArrowException, pl.exceptions.PolarsError)
"""Errors that reading a damaged file may raise."""


def csv_unlike_parquet(release: StagedRelease) -> pl.DataFrame:
    """Return tables whose CSV, read by another parser, differs from the Parquet."""

    return _failing(
        [
            {"table": name, "reason": read.difference}
            for name, read in release.read_back().items()
            if read.difference
        ],
        "table",
    )


def wrong_checksums(release: StagedRelease) -> pl.DataFrame:
    """Return files that are altered, missing or not listed in the checksums."""
    altered = altered_files(release.folder)
    return _failing([{"path": path, "reason": reason} for path, reason in altered.items()], "path")


def wrong_metadata(release: StagedRelease) -> pl.DataFrame:
    """Return resources of `datapackage.json` that differ from their files."""
    descriptor = json.loads((release.folder / "datapackage.json").read_text(encoding="utf-8"))
    found = list(unlike_files(release.folder, descriptor))
    if descriptor.get("resources"):
        found += unexpected_resources(descriptor)
    return _failing([{"resource": name, "reason": reason} for name, reason in found], "resource")


def wrong_parquet(release: StagedRelease) -> pl.DataFrame:
    """Return Parquet files without the schema's types, descriptions or order."""
    found = []
    for name, table in RELEASE_TABLES.items():
        file = release.folder / parquet_path(name)
        written = pq.read_schema(file)
        if not written.equals(arrow_schema(table), check_metadata=True):
            found.append({"table": name, "reason": message("other_schema")})
            continue
        unsorted = (
            scan_parquet(file)
            .select(sort_key(table))
            .select(_is_before_previous(sort_key(table)).sum())
            .collect()
            .item()
        )
        if unsorted:
            found.append({"table": name, "reason": message("rows_out_of_order", count=unsorted)})
    return _failing(found, "table")


def rows_lost(release: StagedRelease) -> pl.DataFrame:
    """Return tables that lost a larger share of rows than the limit."""
    found = [
        {"table": name, "reason": message("rows_became", before=before, now=now)}
        for name, before, now in _row_counts(release)
        if now < before * (1 - release.limits.max_row_loss_share)
    ]
    return _failing(found, "table")


def changes_unlike_rows(release: StagedRelease) -> pl.DataFrame:
    """Return tables whose changes do not lead to their present row counts.

    The rows of the last release, with those added and without those withdrawn, must be as many as
    there are now.
    """
    if release.previous is None:
        return _failing([], "table")
    return _failing(wrong_counts(release.previous, release.folder), "table")


def status_unlike_issues(release: StagedRelease) -> pl.DataFrame:
    """Return documents whose status does not follow from their issues (law 3)."""
    documents, issues = (
        read_parquet(release.folder / parquet_path(name), columns=columns)
        for name, columns in (("documents", ["document_id", "status"]), ("quality_issues", ASKED))
    )
    expected = with_status(documents, issues).select(expected="status")
    reason = pl.format("is {}, but its issues make it {}", "status", "expected")
    return (
        documents.hstack(expected)
        .filter(pl.col("status") != pl.col("expected"))
        .select("document_id", reason=reason)
    )


def linked_wrongly(release: StagedRelease) -> pl.DataFrame:
    """Return rows without a person or a reason, and links that lead nowhere."""
    return _failing(list(wrong_links(release.folder)), "row")


def rules_broken(release: StagedRelease) -> pl.DataFrame:
    """Return files that break a government rule for machine-readable data."""
    return _failing(broken_rules(release.folder, release.read_back()), "path")


def spreadsheet_formulas(release: StagedRelease) -> pl.DataFrame:
    """Return columns with cells that a spreadsheet would run, with counts."""
    return _failing(formula_cells(release.folder), "table")


def largest_row_loss(release: StagedRelease) -> float | None:
    """Return the largest share of rows that a table lost.

    None where there is nothing to compare or a file cannot be read.
    """
    try:
        return max(
            (max(0.0, 1 - now / before) for _, before, now in _row_counts(release) if before),
            default=None,
        )
    except UNREADABLE:
        # The check itself reports what cannot be read.
        return None


def _row_counts(release: StagedRelease) -> Iterator[tuple[str, int, int]]:
    """Yield tables of the last release, with row counts before and now."""
    if release.previous is None:
        return
    for name in TABLES:
        if name in LANGUAGE_TABLES and not release.limits.language:
            continue
        before, now = (folder / parquet_path(name) for folder in (release.previous, release.folder))
        if before.exists():
            yield name, pq.read_metadata(before).num_rows, pq.read_metadata(now).num_rows


def _is_before_previous(key: list[str]) -> pl.Expr:
    is_before = pl.lit(False)
    for column in map(pl.col, reversed(key)):
        is_before = (column < column.shift()) | ((column == column.shift()) & is_before)
    return is_before


def _failing(found: list[dict[str, str]], name: str) -> pl.DataFrame:
    return pl.DataFrame(found, schema={name: pl.String, "reason": pl.String})


def _check(
    name: str,
    severity: Severity,
    en: str,
    ja: str,
    failing: Callable[[StagedRelease], pl.DataFrame],
    measure: Measure[StagedRelease] | None = None,
) -> Check[StagedRelease]:
    def failing_or_unreadable(release: StagedRelease) -> pl.DataFrame:
        try:
            return failing(release)
        except UNREADABLE as error:
            reason = message("cannot_be_read", reason=f"{type(error).__name__}: {error}")
            return _failing([{"path": str(release.folder), "reason": reason}], "path")

    return Check(
        f"release_{name}",
        "release",
        Stage.EXPORT,
        severity,
        severity is Severity.ERROR,
        en,
        ja,
        failing_or_unreadable,
        measure,
    )


DATA_CHECKS: list[Check[StagedRelease]] = [
    _check(
        "csv_equals_parquet",
        Severity.ERROR,
        "Every CSV file, read back, is its Parquet file.",
        "CSV を読み戻すと Parquet と一致する",
        csv_unlike_parquet,
    ),
    _check(
        "parquet_as_stated",
        Severity.ERROR,
        "Every Parquet file has the types, descriptions and order of its schema.",
        "Parquet の型・説明・並び順がスキーマどおりである",
        wrong_parquet,
    ),
    _check(
        "changes_add_up",
        Severity.ERROR,
        "Rows of the last release, with those added and without those withdrawn, are the rows now.",
        "前回の版の行数に追加と取り下げを加えると今の行数になる",
        changes_unlike_rows,
    ),
    _check(
        "status_follows_issues",
        Severity.ERROR,
        "The status of every document is what its quality issues make it.",
        "文書の状態が品質課題と一致する",
        status_unlike_issues,
    ),
    _check(
        "links_hold",
        Severity.ERROR,
        "Every listed person and speaker has a person or a reason, and every link leads to a row.",
        "出席者と発言者のすべてに人物IDまたは理由があり、参照先の行がある",
        linked_wrongly,
    ),
    _check(
        "spreadsheet_formulas",
        Severity.WARN,
        "No cell begins as a formula does, which a spreadsheet would run; the Excel copy is safe.",
        "表計算ソフトが数式とみなすセルがない（excel/ の写しは安全に開ける）",
        spreadsheet_formulas,
    ),
    _check(
        "row_counts",
        Severity.WARN,
        "No table lost more rows since the last release than the limit.",
        "前回の版から行数が大きく減った表がない",
        rows_lost,
        Measure("max_row_loss_share", largest_row_loss),
    ),
]
"""Checks of the data files alone, run before or while they are described."""

CHECKS: list[Check[StagedRelease]] = [
    *DATA_CHECKS,
    _check(
        "metadata",
        Severity.ERROR,
        "datapackage.json describes just the files that are there.",
        "datapackage.json の記載が実際のファイルと一致する",
        wrong_metadata,
    ),
    _check(
        "checksums",
        Severity.ERROR,
        "SHA256SUMS lists every file with its checksum.",
        "SHA256SUMS が全ファイルと一致する",
        wrong_checksums,
    ),
    _check(
        "machine_readable",
        Severity.ERROR,
        "Every CSV file keeps the government's rules for machine-readable data.",
        "CSV が「行政データにおける機械可読性に関するルール」に従う",
        rules_broken,
    ),
]
