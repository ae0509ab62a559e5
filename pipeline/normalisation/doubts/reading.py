"""A reading: documents line by line, with their tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import polars as pl

from pipeline.text.lines import lines_of
from schemas.vocabulary import BlockKind

SPOKEN = (BlockKind.REMARK.value, BlockKind.ITEM.value)
"""Kinds of blocks that are speech."""


class Uncertain(NamedTuple):
    """What the stages found to be uncertain while they read.

    Attributes
    ----------
    unclear
        `meeting_id` of the meetings with an hour that is null since it is unclear.
    disputed
        `document_id`, `line` and `excerpt` of listed persons who are not certain.
    contradicted
        `document_id`, `line`, `given`, `label` and `excerpt` of remarks whose label names another
        than the source states.
    speeches
        The speeches that sources state, as `GIVEN_SPEECHES`; None where there are none.
    """

    unclear: pl.Series
    disputed: pl.DataFrame
    contradicted: pl.DataFrame
    speeches: pl.DataFrame | None


@dataclass(frozen=True)
class Reading:
    """Documents and the tables that were read from them.

    Attributes
    ----------
    documents
        The table `documents`, with folded texts.
    lines
        The visible lines of all documents: `document_id`, `line`, `char_start`, `text` (without
        blanks at its ends); `meeting_id`, `kind` and `rule` of the block that contains the line,
        `block_start` (its offset), `opens` (whether the line begins the block), `has_spoken` and
        `speaks_later` (whether there is speech before and after the line in the meeting).
    meetings, agenda_items, attendance, remarks
        The tables of these names; spans refer to the folded texts.
    uncertain
        What the stages found to be uncertain.
    """

    documents: pl.DataFrame
    lines: pl.DataFrame
    meetings: pl.DataFrame
    agenda_items: pl.DataFrame
    attendance: pl.DataFrame
    remarks: pl.DataFrame
    uncertain: Uncertain


def reading_of(
    documents: pl.DataFrame,
    blocks: pl.DataFrame,
    tables: Mapping[str, pl.DataFrame],
    uncertain: Uncertain,
) -> Reading:
    """Make a reading of documents, blocks and tables with folded texts."""
    lines = lines_of(documents.filter(pl.col("text").is_not_null())).with_columns(
        pl.col("text").str.strip_chars()
    )
    lines = lines.filter(pl.col("text") != "")
    held = blocks.filter(pl.col("kind") != BlockKind.GAP.value).select(
        *("document_id", "meeting_id", "kind", "rule"),
        block_start="char_start",
        block_line="line_start",
    )
    lines = (
        lines.sort("char_end")
        .join_asof(
            held.with_columns(char_end=pl.col("block_start") + 1).sort("char_end"),
            on="char_end",
            by="document_id",
            strategy="backward",
            check_sortedness=False,
        )
        .sort("document_id", "line")
        .with_columns(opens=(pl.col("line") == pl.col("block_line")).fill_null(False))
    )
    speaks = pl.col("kind").is_in(SPOKEN).fill_null(False).cast(pl.UInt32)
    meeting = ("document_id", "meeting_id")
    lines = lines.with_columns(
        has_spoken=speaks.cum_sum().over(meeting) - speaks > 0,
        speaks_later=speaks.sum().over(meeting) - speaks.cum_sum().over(meeting) > 0,
    ).drop("block_line", "char_end")
    return Reading(
        documents,
        lines,
        tables["meetings"],
        tables["agenda_items"],
        tables["attendance"],
        tables["remarks"],
        uncertain,
    )
