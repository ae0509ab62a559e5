"""Checks of normalisation: are the tables consistent and true to the source?"""

from __future__ import annotations

import polars as pl

from pipeline.checks.check import Check, Frames
from pipeline.checks.quarantined import none_quarantined_check
from pipeline.checks.reported import issues_of
from pipeline.checks.schema import foreign_keys_check, schema_check
from pipeline.checks.times import TIMES_AGREE
from pipeline.normalisation.doubts import DOUBTS
from pipeline.segmentation.passages import HARD_WRAP
from pipeline.tables.document_status import quarantined_documents
from pipeline.text.folding import INVISIBLE
from pipeline.text.spans import with_source
from schemas.vocabulary import BlockKind, Severity, Stage

TABLE_NAMES = ("meetings", "agenda_items", "attendance", "remarks")

_ASIDE = [BlockKind.GAP.value, BlockKind.PAGE_MARK.value]
_ROWS_OF_BLOCKS = {
    "meetings": [kind for kind in BlockKind if kind.value not in _ASIDE],
    "agenda_items": [BlockKind.HEADING],
    "remarks": [BlockKind.REMARK, BlockKind.ITEM, BlockKind.INTERJECTION, BlockKind.STAGE],
}
"""Kinds of blocks that each make a row of a table, unless they continue another block."""


def quarantined(frames: Frames, table_name: str) -> pl.DataFrame:
    """Return the issues of rows that normalisation quarantined, one per row."""
    issues = frames["quality_issues"]
    if issues.height:
        issues = issues.filter(
            pl.col("stage") == Stage.NORMALISATION.value,
            pl.col("severity") == Severity.ERROR.value,
            pl.col("table_name") == table_name,
        ).unique("row_key", keep="first", maintain_order=True)
    return issues.select("row_key", "document_id", "line", "message")


def unaccounted(frames: Frames, table_name: str) -> pl.DataFrame:
    """Find documents with more or fewer blocks than rows (law 3).

    Rows are those published and those quarantined. Quarantined documents have no rows and are
    left out.
    """
    kinds = [kind.value for kind in _ROWS_OF_BLOCKS[table_name]]
    blocks = frames["blocks"].filter(
        pl.col("kind").is_in(kinds),
        pl.col("meeting_id").is_not_null(),
        pl.col("continues").is_null(),
        ~pl.col("document_id").is_in(quarantined_documents(frames["quality_issues"]).implode()),
    )
    if table_name == "meetings":
        blocks = blocks.unique("meeting_id", keep="first", maintain_order=True)
    return (
        blocks.group_by("document_id")
        .agg(blocks=pl.len())
        .join(
            frames[table_name].group_by("document_id").agg(published=pl.len()),
            on="document_id",
            how="full",
            coalesce=True,
        )
        .join(
            quarantined(frames, table_name).group_by("document_id").agg(quarantined=pl.len()),
            on="document_id",
            how="left",
        )
        .fill_null(0)
        .filter(pl.col("blocks") != pl.col("published") + pl.col("quarantined"))
        .sort("document_id")
    )


def holes_in_ordinals(frames: Frames, table_name: str) -> pl.DataFrame:
    """Find meetings whose ordinals are not 1, 2, 3 and so on.

    Each quarantined row may leave one ordinal out.
    """
    kept_out = quarantined(frames, table_name).select(
        meeting_id=pl.col("row_key").str.replace(r"/[a-z]-[^/]*$", "")
    )
    return (
        frames[table_name]
        .group_by("meeting_id")
        .agg(
            rows=pl.len(),
            distinct=pl.col("ordinal").n_unique(),
            first=pl.col("ordinal").min(),
            last=pl.col("ordinal").max(),
        )
        .join(
            kept_out.group_by("meeting_id").agg(quarantined=pl.len()), on="meeting_id", how="left"
        )
        .with_columns(pl.col("quarantined").fill_null(0))
        .filter(
            (pl.col("distinct") != pl.col("rows"))
            | (pl.col("first") < 1)
            | (pl.col("last") > pl.col("rows") + pl.col("quarantined"))
        )
        .sort("meeting_id")
    )


def remarks_unlike_source(frames: Frames) -> pl.DataFrame:
    """Find remarks whose source span differs from marker and text (law 2).

    White space, and page marks inside the span, are not compared.
    """
    said = pl.concat_str(pl.col("marker").fill_null(""), "text")
    remarks = _without_page_marks(frames, _located(frames, "remarks")).filter(
        # Most differ in line ends only; removing all white space is slower.
        pl.col("source").str.replace_all(HARD_WRAP, "")
        != pl.concat_str("marker", pl.lit(" "), "text", ignore_nulls=True)
    )
    return remarks.filter(_bare(pl.col("source")) != _bare(said)).select(
        "remark_id", "char_start", "char_end", pl.col("source").str.slice(0, 80), "text"
    )


def _without_page_marks(frames: Frames, rows: pl.DataFrame) -> pl.DataFrame:
    """Remove page marks from `source`."""
    marks = frames["blocks"].filter(pl.col("kind") == BlockKind.PAGE_MARK.value)
    if marks.is_empty():
        return rows
    within = (
        rows.select("remark_id", "document_id", "char_start", "char_end")
        .join(
            marks.select("document_id", mark_start="char_start", mark_end="char_end"),
            on="document_id",
        )
        .filter(
            (pl.col("char_start") <= pl.col("mark_start"))
            & (pl.col("mark_end") <= pl.col("char_end"))
        )
        .sort("remark_id", "mark_start")
    )
    # The text before each mark, and after the last.
    previous = pl.col("mark_end").shift().over("remark_id")
    before = within.select(
        "remark_id",
        "document_id",
        char_start=pl.coalesce(previous, "char_start"),
        char_end="mark_start",
    )
    behind = within.group_by("remark_id", "document_id").agg(
        char_start=pl.col("mark_end").max(), char_end=pl.col("char_end").first()
    )
    pieces = with_source(
        pl.concat([before, behind.select(before.columns)]).sort("remark_id", "char_start"),
        frames["documents"],
    )
    put_together = pieces.group_by("remark_id", maintain_order=True).agg(
        unmarked=pl.col("source").str.join("")
    )
    return (
        rows.join(put_together, on="remark_id", how="left", maintain_order="left")
        .with_columns(source=pl.coalesce("unmarked", "source"))
        .drop("unmarked")
    )


def attendance_unlike_source(frames: Frames) -> pl.DataFrame:
    """Find listed persons whose source span does not begin with the name."""
    listed = _located(frames, "attendance").filter(
        ~pl.col("source").str.starts_with(pl.col("name_text"))
    )
    return listed.filter(
        ~_bare(pl.col("source")).str.starts_with(_bare(pl.col("name_text")))
    ).select("attendance_id", "char_start", "char_end", "source", "name_text")


def _located(frames: Frames, table_name: str) -> pl.DataFrame:
    """Add `source`, the text of the document within the row's span."""
    return with_source(frames[table_name], frames["documents"])


def _bare(text: pl.Expr) -> pl.Expr:
    return text.str.replace_all(f"[{INVISIBLE}]", "")


def _expected(table_name: str, rule: str, en: str, ja: str) -> Check[Frames]:
    """Make a check that no issue of `rule` was reported."""

    def failing(frames: Frames) -> pl.DataFrame:
        columns = ["row_key", "document_id", "line", "message"]
        return issues_of(frames, Stage.NORMALISATION, rule, columns)

    return Check(
        f"{table_name}_{rule}",
        table_name,
        Stage.NORMALISATION,
        Severity.WARN,
        False,
        en,
        ja,
        failing,
    )


def _of_table(table_name: str) -> list[Check[Frames]]:
    def check(name: str, en: str, ja: str, failing: object, blocking: bool = True) -> Check[Frames]:
        return Check(
            f"{table_name}_{name}",
            table_name,
            Stage.NORMALISATION,
            Severity.ERROR,
            blocking,
            en,
            ja,
            lambda frames: failing(frames, table_name),  # type: ignore[operator]
        )

    checks = [
        schema_check(table_name, Stage.NORMALISATION),
        foreign_keys_check(table_name, Stage.NORMALISATION),
        check(
            "none_quarantined",
            "No row had to be kept out.",
            "隔離した行がない",
            quarantined,
            blocking=False,
        ),
    ]
    if table_name == "meetings" or table_name in _ROWS_OF_BLOCKS:
        checks.append(
            check(
                "accounted",
                "Every block became a row, published or quarantined.",
                "すべてのブロックが公開または隔離した行になった",
                unaccounted,
            )
        )
    if table_name != "meetings":
        checks.append(
            check(
                "ordinals",
                "Ordinals are 1, 2, 3 ... in every meeting.",
                "会議ごとの順番に欠番がない",
                holes_in_ordinals,
            )
        )
    return checks


CHECKS = [
    *(check for table_name in TABLE_NAMES for check in _of_table(table_name)),
    _expected(
        "meetings",
        "weekday_matches_date",
        "The weekday stated is the weekday of the date.",
        "記載の曜日が開催日と一致する",
    ),
    _expected(
        "meetings",
        "start_before_end",
        "Every meeting ends after it starts.",
        "終了が開始より後である",
    ),
    TIMES_AGREE,
    _expected(
        "meetings",
        "hour_exists_once",
        "Clocks in Japan showed every hour stated just once on its day (summer time).",
        "記載の時刻がその日に一度だけあった（夏時刻）",
    ),
    _expected(
        "meetings",
        "hour_in_standard_time",
        "No hour is stated of a day before Japan had a standard time (1888).",
        "標準時のない時期（1888年より前）の時刻の記載がない",
    ),
    *(_expected(doubt.table_name, doubt.rule, doubt.en, doubt.ja) for doubt in DOUBTS),
    Check(
        "remarks_match_source",
        "remarks",
        Stage.NORMALISATION,
        Severity.ERROR,
        True,
        "The source span of every remark is its marker and text, white space aside.",
        "発言の原文範囲が、空白を除き印と本文に一致する",
        remarks_unlike_source,
    ),
    Check(
        "attendance_match_source",
        "attendance",
        Stage.NORMALISATION,
        Severity.ERROR,
        True,
        "The source span of every listed person begins with the name.",
        "出席者の原文範囲が氏名で始まる",
        attendance_unlike_source,
    ),
    schema_check("quality_issues", Stage.NORMALISATION),
    none_quarantined_check("documents_normalised", "meetings", Stage.NORMALISATION),
]
