"""Checks of ingestion: is every file read, or reported?"""

from __future__ import annotations

import polars as pl

from pipeline.checks.check import Check, Frames, Measure
from pipeline.checks.quarantined import none_quarantined_check
from pipeline.checks.reported import issues_of
from pipeline.checks.schema import schema_check
from pipeline.ingestion.damage import DAMAGES
from pipeline.ingestion.media.doubts import DOUBTS
from pipeline.tables.document_status import quarantined_documents
from schemas.vocabulary import DocumentStatus, Severity, Stage


def documents_accounted(frames: Frames) -> pl.DataFrame:
    """Find documents whose quarantine and issues disagree (law 3).

    Either the document is quarantined and no issue gives the reason, or the reverse.
    """
    reasons = quarantined_documents(frames["quality_issues"])
    quarantined = pl.col("status") == DocumentStatus.QUARANTINED.value
    has_reason = pl.col("document_id").is_in(reasons.implode())
    return frames["documents"].filter(quarantined != has_reason).select("document_id", "status")


def largest_document(frames: Frames) -> float | None:
    """Return the size of the largest file, in bytes.

    Files that ingestion refuses before it measures their size do not count.
    """
    refused = frames["quality_issues"].filter(
        pl.col("stage") == Stage.INGESTION.value,
        pl.col("rule").is_in(["terms_stated", "media_type"]),
    )["document_id"]
    sizes = frames["documents"].filter(~pl.col("document_id").is_in(refused.implode()))
    return sizes.select(pl.col("byte_count").max()).item()  # type: ignore[no-any-return]


def _no_issue_of(
    rule: str,
    en: str,
    ja: str,
    measure: Measure[Frames] | None = None,
    *,
    severity: Severity = Severity.ERROR,
    blocking: bool = False,
) -> Check[Frames]:
    """Make a check that no issue of `rule` was reported."""

    def failing(frames: Frames) -> pl.DataFrame:
        return issues_of(frames, Stage.INGESTION, rule, ["document_id", "line", "message"])

    return Check(
        f"documents_{rule}",
        "documents",
        Stage.INGESTION,
        severity,
        blocking,
        en,
        ja,
        failing,
        measure,
    )


CHECKS = [
    _no_issue_of("decodes", "Every file is valid in a known encoding.", "文字コードが正しい"),
    _no_issue_of("not_empty", "No file is empty.", "空のファイルがない"),
    _no_issue_of("seen_once", "No file has the bytes of another.", "同一内容のファイルがない"),
    _no_issue_of(
        "terms_stated",
        "collection.toml states publisher, body, record kind and licence.",
        "公表者・会議体・記録の種類・利用条件が collection.toml にある",
    ),
    _no_issue_of(
        "terms_known",
        "collection.toml has known keys alone.",
        "collection.toml のキーが正しい",
        severity=Severity.WARN,
    ),
    _no_issue_of(
        "size_limit",
        "No file is larger than the limit.",
        "サイズが上限以内",
        Measure("max_document_bytes", largest_document),
    ),
    _no_issue_of("media_type", "Every file is of a type that is read.", "読み取れる形式である"),
    _no_issue_of(
        "extracts",
        "The text of every web page, PDF and document can be taken out.",
        "ウェブページ・PDF・文書から本文を取り出せる",
    ),
    none_quarantined_check("documents_read", "documents", Stage.INGESTION),
    _no_issue_of(
        "folder_readable",
        "Every folder of the collection can be read, so that nothing looks withdrawn.",
        "フォルダーをすべて読める（読めない記録を取り下げと扱わない）",
        blocking=True,
    ),
    _no_issue_of("file_readable", "Every file can be read.", "ファイルをすべて読める"),
    _no_issue_of(
        "regular_file",
        "Only regular files and folders lie in the collection; links are not followed.",
        "通常のファイルとフォルダーだけがある（リンクはたどらない）",
    ),
    _no_issue_of("holds_records", "The collection holds a record.", "記録がある"),
    _no_issue_of(
        "lock_file",
        "No document is open in Word.",
        "Word で開かれている文書がない",
        severity=Severity.WARN,
    ),
    _no_issue_of(
        "saved_page_folder",
        "No folder that a browser saved with a page was passed over.",
        "ブラウザーがページとともに保存したフォルダーを読み飛ばしていない",
        severity=Severity.WARN,
    ),
    _no_issue_of(
        "given_readable",
        "records.csv, where there is one, can be read.",
        "records.csv があれば読める",
    ),
    _no_issue_of(
        "given_columns_known",
        "records.csv has known columns alone.",
        "records.csv の列名が正しい",
        severity=Severity.WARN,
    ),
    _no_issue_of(
        "given_columns_once",
        "records.csv has each column once.",
        "records.csv の列に重複がない",
    ),
    _no_issue_of(
        "given_rows_read",
        "Every row of records.csv is valid.",
        "records.csv の行が正しい",
    ),
    _no_issue_of(
        "given_paths_known",
        "Every row of records.csv is of a record of the collection, and no two of one.",
        "records.csv の各行がコレクションの記録と対応し、重複がない",
    ),
    _no_issue_of(
        "given_values_valid",
        "Every value of records.csv is valid.",
        "records.csv の値が正しい",
    ),
    *(
        _no_issue_of(damage.rule, damage.en, damage.ja, severity=Severity.WARN)
        for damage in DAMAGES
    ),
    *(
        _no_issue_of(expected.rule, expected.en, expected.ja, severity=Severity.WARN)
        for expected in DOUBTS.values()
    ),
    schema_check("documents", Stage.INGESTION),
    Check(
        "documents_accounted",
        "documents",
        Stage.INGESTION,
        Severity.ERROR,
        True,
        "A document is quarantined if and only if an issue says why.",
        "隔離した文書とその理由が一致する",
        documents_accounted,
    ),
]
