"""Remarks: the marked passages of the talk become `remarks`, each under its heading."""

from __future__ import annotations

import polars as pl

from pipeline.identifiers import with_row_id
from pipeline.speakers import speakers_of_headings
from schemas import TABLES
from schemas.table import polars_schema
from schemas.vocabulary import BlockKind, RemarkKind, SpeakerStatus

_KINDS = {
    BlockKind.REMARK.value: RemarkKind.REMARK.value,
    BlockKind.ITEM.value: RemarkKind.ITEM.value,
}


def read_remarks(
    passages: pl.DataFrame, agenda_items: pl.DataFrame, attendance: pl.DataFrame
) -> pl.DataFrame:
    """Make the table `remarks`.

    Parameters
    ----------
    passages
        As made by `passages_of`, with `meeting_id`.
    agenda_items, attendance
        The tables of these names.

    Returns
    -------
    pl.DataFrame
        Items of a list stand under the remark above them and have its speaker.
    """
    spoken = (
        passages.filter(pl.col("kind").is_in(list(_KINDS)))
        .with_columns(pl.col("kind").replace_strict(_KINDS))
        .sort("meeting_id", "char_start")
        .with_columns(ordinal=pl.int_range(1, pl.len() + 1).over("meeting_id"))
    )
    spoken = with_row_id(
        spoken,
        "remark_id",
        prefix=pl.format("{}/r-", "meeting_id"),
        identity=pl.col("text"),
    )
    is_item = pl.col("kind") == RemarkKind.ITEM.value
    headed = spoken.join_asof(
        agenda_items.select("meeting_id", "agenda_item_id", "char_start").sort(
            "meeting_id", "char_start"
        ),
        on="char_start",
        by="meeting_id",
        strategy="backward",
        check_sortedness=False,
    )
    speakers = speakers_of_headings(agenda_items, attendance)
    schema = polars_schema(TABLES["remarks"])
    return (
        headed.join(speakers, on="agenda_item_id", how="left", maintain_order="left")
        .with_columns(
            parent_remark_id=pl.when(is_item).then(
                pl.when(~is_item)
                .then("remark_id")
                .forward_fill()
                .over("meeting_id", "agenda_item_id")
            ),
            speaker_status=pl.col("speaker_status").fill_null(SpeakerStatus.NOT_RECORDED.value),
            person_id=pl.lit(None, dtype=pl.String),
            char_count=pl.col("text").str.len_chars(),
        )
        .select(pl.col(name).cast(dtype) for name, dtype in schema.items())
        .sort("meeting_id", "ordinal")
    )
