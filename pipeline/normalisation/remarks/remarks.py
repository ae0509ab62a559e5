"""Remarks: spoken passages become `remarks`, each under its heading."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from pipeline.lexicons import lexicon
from pipeline.normalisation.remarks.attribution import speakers_of_labels
from pipeline.normalisation.remarks.chairs import with_chairs
from pipeline.normalisation.remarks.given_speakers import with_given_speakers
from pipeline.normalisation.remarks.glyph_legends import legends
from pipeline.normalisation.remarks.speakers import speakers_of_headings
from pipeline.segmentation.classification import CONTINUATION
from pipeline.tables.identifiers import with_row_id
from pipeline.tables.pages import columns_before_pages
from schemas.vocabulary import AttributionBasis, BlockKind, RemarkKind, SpeakerStatus

_KINDS = {
    BlockKind.REMARK.value: RemarkKind.REMARK.value,
    BlockKind.ITEM.value: RemarkKind.ITEM.value,
    BlockKind.INTERJECTION.value: RemarkKind.INTERJECTION.value,
    BlockKind.STAGE.value: RemarkKind.STAGE.value,
}
_SPEAKER = ("speaker_text", "speaker_status", "attribution_basis", "attendance_id")


class SpokenRemarks(NamedTuple):
    """The table `remarks`, and the remarks whose labels contradict what their source states.

    `contradicted` has `document_id`, `line`, `given` (the speaker), `label` and `excerpt`.
    """

    remarks: pl.DataFrame
    contradicted: pl.DataFrame


def read_remarks(
    passages: pl.DataFrame,
    agenda_items: pl.DataFrame,
    attendance: pl.DataFrame,
    documents: pl.DataFrame,
    speeches: pl.DataFrame | None = None,
) -> SpokenRemarks:
    """Make the table `remarks`.

    Parameters
    ----------
    passages
        As made by `passages_of`, with `meeting_id`.
    agenda_items, attendance, documents
        The tables of these names.
    speeches
        The speeches that sources state, as `GIVEN_SPEECHES`; None where there are none.

    Returns
    -------
    SpokenRemarks
        An item of a list has the previous remark under the same heading as its parent. Speech that
        goes on after an interjection or a stage direction is a continuation of the remark before
        it, and has its speaker; the interjection and the stage direction have none.
    """
    spoken = (
        passages.filter(pl.col("kind").is_in(list(_KINDS)))
        .with_columns(
            kind=pl.when(pl.col("rule") == CONTINUATION)
            .then(pl.lit(RemarkKind.CONTINUATION.value))
            .otherwise(pl.col("kind").replace_strict(_KINDS))
        )
        .sort("meeting_id", "document_id", "char_start")
        .with_columns(ordinal=pl.int_range(1, pl.len() + 1).over("meeting_id"))
    )
    spoken = with_row_id(
        spoken,
        "remark_id",
        prefix=pl.format("{}/r-", "meeting_id"),
        identity=pl.col("text"),
    )
    is_item = pl.col("kind") == RemarkKind.ITEM.value
    numbers = documents.select("document_id").sort("document_id").with_row_index("_number")
    headed = _placed(spoken, numbers).join_asof(
        _placed(agenda_items, numbers).select("meeting_id", "agenda_item_id", "_place"),
        on="_place",
        by="meeting_id",
        strategy="backward",
        check_sortedness=False,
    )
    spoken = (
        _with_speakers(headed, agenda_items, attendance, documents, speeches)
        .with_columns(
            parent_remark_id=pl.when(is_item)
            .then(
                pl.when(~is_item)
                .then("remark_id")
                .forward_fill()
                .over("meeting_id", "agenda_item_id")
            )
            .when(pl.col("kind") == RemarkKind.CONTINUATION.value)
            .then(
                pl.when(pl.col("kind") == RemarkKind.REMARK.value)
                .then("remark_id")
                .forward_fill()
                .over("meeting_id")
            ),
            **dict.fromkeys(
                ("person_id", "person_basis", "person_reason"), pl.lit(None, dtype=pl.String)
            ),
            char_count=pl.col("text").str.len_chars(),
            # Filled once the text is as written.
            **dict.fromkeys(("top_agenda_item_id", "agenda_path"), pl.lit(None, pl.String)),
            text_normalized="text",
        )
        .sort("meeting_id", "ordinal")
    )
    return SpokenRemarks(
        spoken.select(columns_before_pages("remarks")),
        spoken.drop_nulls("contradicted").select(
            "document_id",
            line="line_start",
            given="contradicted",
            label="speaker",
            excerpt="marker",
        ),
    )


def _placed(rows: pl.DataFrame, numbers: pl.DataFrame) -> pl.DataFrame:
    """Add `_place`, the order by document and offset, and sort by it."""
    document = pl.col("_number").cast(pl.Int64) * 2**32
    return (
        rows.join(numbers, on="document_id", maintain_order="left")
        .with_columns(_place=document + pl.col("char_start"))
        .sort("meeting_id", "_place")
    )


def _with_speakers(
    remarks: pl.DataFrame,
    agenda_items: pl.DataFrame,
    attendance: pl.DataFrame,
    documents: pl.DataFrame,
    speeches: pl.DataFrame | None,
) -> pl.DataFrame:
    """Add speakers as the source states them, else by label, legend or heading."""
    is_aside = pl.col("kind").is_in([RemarkKind.INTERJECTION.value, RemarkKind.STAGE.value])
    of_headings = speakers_of_headings(agenda_items, attendance)
    remarks = remarks.join(of_headings, on="agenda_item_id", how="left", maintain_order="left")
    labels = remarks.select("meeting_id", "speaker").drop_nulls().unique(maintain_order=True)
    if labels.height:
        of_labels = speakers_of_labels(labels, attendance).with_columns(
            speaker_text="speaker", attribution_basis=pl.lit(AttributionBasis.LABEL.value)
        )
        remarks = _prefer(remarks, of_labels, on=["meeting_id", "speaker"])
    meaning = legends(documents)
    if meaning.height:
        of_legends = _speakers_of_legends(remarks, meaning, attendance)
        remarks = _prefer(remarks, of_legends, on=["meeting_id", "document_id", "marker"])
    goes_on = pl.col("kind") == RemarkKind.CONTINUATION.value
    remarks = remarks.with_columns(
        pl.when(~is_aside).then(pl.col(name)).alias(name) for name in _SPEAKER
    )
    if remarks.select(goes_on.any()).item():
        above = {
            name: pl.when(~is_aside & ~goes_on).then(pl.col(name)).alias(name) for name in _SPEAKER
        }
        # The last remark or item, with or without a speaker.
        source = pl.when(~is_aside & ~goes_on).then(pl.int_range(pl.len())).forward_fill()
        remarks = remarks.with_columns(_source=source)
        remarks = remarks.with_columns(
            pl.when(goes_on)
            .then(above[name].gather(pl.col("_source").fill_null(0)))
            .otherwise(pl.col(name))
            .alias(name)
            for name in _SPEAKER
        ).with_columns(
            attribution_basis=pl.when(goes_on & pl.col("attribution_basis").is_not_null())
            .then(pl.lit(AttributionBasis.CONTINUATION.value))
            .otherwise("attribution_basis")
        )
    remarks = remarks.with_columns(
        speaker_status=pl.col("speaker_status").fill_null(SpeakerStatus.NOT_RECORDED.value)
    )
    remarks = with_chairs(remarks, attendance).with_columns(is_aside=is_aside)
    return with_given_speakers(remarks, attendance, speeches)


def _speakers_of_legends(
    remarks: pl.DataFrame, meaning: pl.DataFrame, attendance: pl.DataFrame
) -> pl.DataFrame:
    """Return the speaker of each glyph: a role, and who has it where that is one person."""
    glyphs = (
        remarks.select("meeting_id", "document_id")
        .unique(maintain_order=True)
        .join(meaning, on="document_id", maintain_order="left")
        .with_columns(speaker="legend")
    )
    # ○ stands for all members, also where a list names one: only a chair's glyph names a person.
    roles = glyphs.filter(pl.col("speaker").is_in(lexicon("rosters")["of_one_person"]))
    holders = speakers_of_labels(roles.select("meeting_id", "speaker").unique(), attendance)
    return glyphs.join(
        holders.select("meeting_id", "speaker", "attendance_id"),
        on=["meeting_id", "speaker"],
        how="left",
        maintain_order="left",
    ).select(
        *("meeting_id", "document_id", "marker", "attendance_id"),
        speaker_text="legend",
        speaker_status=pl.lit(SpeakerStatus.ROLE_ONLY.value),
        attribution_basis=pl.lit(AttributionBasis.LEGEND.value),
    )


def _prefer(remarks: pl.DataFrame, speakers: pl.DataFrame, *, on: list[str]) -> pl.DataFrame:
    """Replace the speakers of remarks that `speakers` has."""
    found = remarks.join(
        speakers.select(*on, *(pl.col(name).alias(f"_{name}") for name in _SPEAKER)),
        on=on,
        how="left",
        maintain_order="left",
    )
    says = pl.col("_speaker_status").is_not_null()
    return found.with_columns(
        pl.when(says).then(pl.col(f"_{name}")).otherwise(pl.col(name)).alias(name)
        for name in _SPEAKER
    ).drop(f"_{name}" for name in _SPEAKER)
