"""`quality_issues`: one row per error or doubt that a stage found."""

import polars as pl

from schemas.columns import column
from schemas.source_columns import SOURCE
from schemas.table import Table
from schemas.vocabulary import Severity, Stage


class QualityIssues(Table):
    """Something found wrong or doubtful, with its place in the source and what to do."""

    quality_issue_id: str = column("Hash of the issue.", "品質課題ID", follows=SOURCE)
    collection_id: str = column("Collection.", "コレクションID", pattern=r"^[^/]+$")
    stage: str = column("Stage that found it.", "検出した段階", vocabulary=Stage)
    rule: str = column(
        "Name of the rule that was broken.", "規則の名前", pattern=r"^[a-z][a-z0-9_]*$"
    )
    severity: str = column("How grave it is.", "重大度", vocabulary=Severity)
    table_name: str = column(
        "Table that a row was kept out of, or that holds the doubtful row.",
        "対象の表",
        pattern=r"^[a-z_]+$",
    )
    row_key: str = column("Primary key of the row.", "対象行のキー", nullable=True)
    document_id: str = column("Document.", "文書ID", nullable=True)
    line: pl.Int32 = column(
        "Line in the document, from 1.", "行番号", nullable=True, minimum=1, follows=SOURCE
    )
    message: str = column("What is wrong and what to do.", "内容と対処（英語）")
    message_ja: str = column("The same in Japanese.", "内容と対処", follows="message")
    excerpt: str = column("The source there.", "原文の抜粋", nullable=True)

    class Config:
        unique = ["quality_issue_id"]
        metadata = {
            "ja": "品質上の課題",
            "sort_by": ["quality_issue_id"],
            "recognised": {
                "within": ["document_id", "rule"],
                "by": ["row_key", "message", "excerpt"],
                "place": "line",
            },
        }
