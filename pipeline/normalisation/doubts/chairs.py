"""Doubts about chairs whose labels have a full name that no list has."""

from __future__ import annotations

import polars as pl

from pipeline.lexicons import alternatives, lexicon
from pipeline.lexicons.kanji import present_forms
from pipeline.normalisation.doubts.reading import Reading
from pipeline.tables.doubt import Doubt
from schemas.vocabulary import AttributionBasis, BlockKind, RemarkKind

_HONORIFIC = "(?:君|氏|さん|様|先生)$"
_FULL_NAME = r"^[\p{Han}々ヶぁ-んァ-ヺー]{3,8}$"
_HEAD = 2
"""Length of the beginning of a name by which it is looked for in a list, in characters."""
_OTHERS = 2
"""Minimum number of other speakers with a full name who are listed."""


def _unlisted_chairs(reading: Reading) -> pl.DataFrame:
    """Find chairs with a full name who are in no list, where most others are.

    議長（青木一郎君）, where the list has 公述人（坂本勝君） and 公述人（石田フミ君）. A name is
    looked for by how it begins, since a list may write it otherwise than a label.
    """
    label = pl.col("speaker_text").str.replace_all(r"\s", "")
    outer = label.str.replace(r"[（(].*$", "")
    inner = label.str.extract(r"[（(]([^（）()]+)[）)]$", 1).str.replace(_HONORIFIC, "")
    others_words = alternatives(lexicon("speakers_and_lists")["not_the_person"])
    spoken = (
        reading.remarks.filter(
            pl.col("kind") == RemarkKind.REMARK.value,
            pl.col("attribution_basis") == AttributionBasis.LABEL.value,
            inner.str.contains(_FULL_NAME),
            ~label.str.contains(others_words),
        )
        .join(_lists(reading), on="meeting_id", how="inner", maintain_order="left")
        .with_columns(
            _name=present_forms(inner),
            _presides=outer.str.contains(
                f"{alternatives(lexicon('speakers_and_lists')['chairs'])}$"
            ),
        )
    )
    is_listed = pl.col("attendance_id").is_not_null() | pl.col("_list").str.contains(
        pl.col("_name").str.head(_HEAD), literal=True
    )
    others = pl.col("_name").filter(~pl.col("_presides"))
    return (
        spoken.with_columns(_is_listed=is_listed)
        .with_columns(
            _others=others.n_unique().over("meeting_id"),
            _listed=pl.col("_name")
            .filter(~pl.col("_presides") & pl.col("_is_listed"))
            .n_unique()
            .over("meeting_id"),
        )
        .filter(
            "_presides",
            ~pl.col("_is_listed"),
            pl.col("_listed") >= _OTHERS,
            2 * pl.col("_listed") > pl.col("_others"),
        )
        .select("document_id", line="line_start", excerpt="speaker_text")
    )


def _lists(reading: Reading) -> pl.DataFrame:
    """Return `meeting_id` and `_list`, all names of a list in one text.

    Lists that say that they are incomplete are left out.
    """
    incomplete = "|".join(lexicon("speakers_and_lists")["incomplete"])
    partial = reading.lines.filter(
        pl.col("kind") == BlockKind.ATTENDANCE.value, pl.col("text").str.contains(incomplete)
    )
    written = pl.concat_str("name_text", pl.col("represents").fill_null(""), separator=" ")
    return (
        reading.attendance.group_by("meeting_id")
        .agg(_list=present_forms(written.str.replace_all(r"\s", "")).str.join(" "))
        .join(partial, on="meeting_id", how="anti")
    )


DOUBTS: tuple[Doubt[Reading], ...] = (
    Doubt(
        "chairs_are_listed",
        "attendance",
        "Where most who speak by their full name are listed, the chair is.",
        "氏名を示した発言者の多くが一覧にある記録では、議長・会長なども一覧にある",
        _unlisted_chairs,
    ),
)
