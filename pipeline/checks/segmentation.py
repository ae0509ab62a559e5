"""Checks of segmentation: is the text complete, and was it recognised?"""

from __future__ import annotations

import polars as pl

from pipeline.checks.check import Check, Frames, Measure
from pipeline.checks.quarantined import none_quarantined_check
from pipeline.checks.schema import foreign_keys_check, schema_check
from pipeline.segmentation.segment import is_stray
from pipeline.tables.document_status import quarantined_documents
from pipeline.text.spans import with_source
from schemas.vocabulary import BlockKind, Severity, Stage

_RULES_OF_HOURS = ["clock", "hour_plain", "opening_time", "closing_time", "closing_time_bracketed"]
"""Rules of layouts that match lines with an hour and no day."""

_HOURS_BY_EVIDENCE = ["start_by_evidence", "end_by_evidence"]


def broken_tiling(frames: Frames) -> pl.DataFrame:
    """Find documents whose blocks do not tile their text (law 1).

    Blocks tile a text where the first begins at 0, each other begins at the end of the previous
    one, and the last ends at the length of the text.
    """
    tiles = (
        frames["blocks"]
        .sort("document_id", "ordinal")
        .group_by("document_id", maintain_order=True)
        .agg(
            tiled=(
                (pl.col("char_start") == pl.col("char_end").shift(1, fill_value=0))
                & (pl.col("char_start") < pl.col("char_end"))
            ).all(),
            end=pl.col("char_end").last(),
        )
    )
    return (
        frames["documents"]
        .filter(pl.col("text").is_not_null())
        .select("document_id", length=pl.col("text").str.len_chars().cast(pl.Int64))
        .join(tiles, on="document_id", how="left")
        .filter(
            ~pl.col("tiled").fill_null(False) | (pl.col("end") != pl.col("length")).fill_null(True)
        )
        .sort("document_id")
    )


def headers_not_single(frames: Frames) -> pl.DataFrame:
    """Find meetings without exactly one title and date, or with several places.

    Lines with the hour of the start or of the end alone do not count as dates.
    """
    of_hours = pl.col("rule").is_in([*_RULES_OF_HOURS, *_HOURS_BY_EVIDENCE]).fill_null(False)
    count = {
        kind.value: ((pl.col("kind") == kind.value) & ~of_hours).sum()
        for kind in (BlockKind.TITLE, BlockKind.DATE, BlockKind.PLACE)
    }
    return (
        frames["blocks"]
        .filter(pl.col("meeting_id").is_not_null())
        .group_by("document_id", "meeting_id", maintain_order=True)
        .agg(line=pl.col("line_start").min(), **count)
        # The part of a meeting in a second file has no header of its own.
        .unique("meeting_id", keep="first", maintain_order=True)
        .filter((pl.col("title") != 1) | (pl.col("date") != 1) | (pl.col("place") > 1))
    )


def largest_unrecognised_share(frames: Frames) -> float | None:
    """Return the largest share of stray characters in any document.

    Stray characters are the visible ones of blocks that `is_stray` selects. Documents have a known
    layout and are not quarantined; None where there is no such document.
    """
    known = frames["documents"].filter(
        pl.col("text").is_not_null(),
        pl.col("layout").is_not_null(),
        ~pl.col("document_id").is_in(quarantined_documents(frames["quality_issues"]).implode()),
    )
    if known.is_empty():
        return None
    strays = frames["blocks"].filter(
        is_stray(pl.col("meeting_id").is_not_null()),
        pl.col("document_id").is_in(known["document_id"].implode()),
    )
    with_strays = known.filter(pl.col("document_id").is_in(strays["document_id"].implode()))
    shares = (
        with_source(strays, with_strays)
        .group_by("document_id")
        .agg(stray=_visible("source").sum())
        .join(with_strays.select("document_id", visible=_visible("text")), on="document_id")
        .select(pl.col("stray") / pl.col("visible"))
    )
    return max(shares.to_series(), default=0.0)


def _visible(text: str) -> pl.Expr:
    return pl.col(text).str.replace_all(r"\s", "").str.len_chars()


def _issues_of(rule: str) -> pl.Expr:
    return (pl.col("stage") == Stage.SEGMENTATION.value) & (pl.col("rule") == rule)


def _warned(rule: str, en: str, ja: str, measure: Measure[Frames] | None = None) -> Check[Frames]:
    def failing(frames: Frames) -> pl.DataFrame:
        return (
            frames["quality_issues"]
            .filter(_issues_of(rule))
            .select("document_id", "line", "message", "excerpt")
        )

    return Check(rule, "blocks", Stage.SEGMENTATION, Severity.WARN, False, en, ja, failing, measure)


CHECKS = [
    schema_check("blocks", Stage.SEGMENTATION),
    foreign_keys_check("blocks", Stage.SEGMENTATION),
    Check(
        "blocks_conserve_text",
        "blocks",
        Stage.SEGMENTATION,
        Severity.ERROR,
        True,
        "The blocks of each document, put together, are its text.",
        "各文書のブロックをつなぐと全文に一致する",
        broken_tiling,
    ),
    Check(
        "one_header_a_meeting",
        "blocks",
        Stage.SEGMENTATION,
        Severity.WARN,
        False,
        "Every meeting has one title, one date and at most one place.",
        "会議ごとに標題と日時が一つ、場所は高々一つである",
        headers_not_single,
    ),
    _warned("layout_known", "Every document has a known layout.", "すべての文書の様式を認識した"),
    _warned(
        "unrecognised_share",
        "In no document is more text than the limit recognised by no rule.",
        "認識できない文字の割合が上限以内である",
        Measure("max_unrecognised_share", largest_unrecognised_share),
    ),
    none_quarantined_check("documents_segmented", "blocks", Stage.SEGMENTATION),
]
