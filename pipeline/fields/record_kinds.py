"""Record kinds: verbatim record, summary or list of points.

A summary must never pass for verbatim speech. So a title that names a summary or a list of points
goes before the terms of the collection, and a record is verbatim only where people speak in it.
"""

from __future__ import annotations

from functools import cache

import polars as pl

from pipeline.lexicons import alternatives, lexicon
from schemas.vocabulary import Basis, BlockKind, RecordKind

_POLITE = (
    "(?:です|ます|でした|ました|ません|ください|下さい|ましょう|でしょう|ございます)"
    "[かがねよけれどもので]{0,5}[。」]"
)
"""Endings of spoken sentences (です。); the writer of a summary ends in である。"""
_SAMPLE = 40
"""Maximum number of remarks of a meeting that are examined."""
_SPOKEN = 0.3
"""Minimum share of polite endings among the sentences of speech."""


def with_record_kind(
    meetings: pl.DataFrame, passages: pl.DataFrame, stated: RecordKind
) -> pl.DataFrame:
    """Add the record kind of each meeting, and its basis.

    第３回架空審議会議事要旨（案） → summary, on the basis of the title.

    Parameters
    ----------
    meetings
        `meeting_id`, `title`, `title_basis`, and `given_record_kind`, which goes before `stated`.
    passages
        As made by `passages_of`, with `meeting_id`.
    stated
        The record kind in the terms of the collection.

    Returns
    -------
    pl.DataFrame
        `meetings` with `record_kind` and `record_kind_basis`.
    """
    title = pl.col("title").str.strip_chars_end()
    given = pl.coalesce("given_record_kind", pl.lit(stated.value))
    is_unspoken = pl.lit(False)
    if meetings.select((given == RecordKind.VERBATIM.value).any()).item():
        spoken = pl.col("meeting_id").is_in(_spoken(passages).implode())
        is_unspoken = (given == RecordKind.VERBATIM.value) & ~spoken
    kinds = (
        (title.str.contains(_named("points")), RecordKind.POINTS, pl.col("title_basis")),
        (title.str.contains(_named("summary")), RecordKind.SUMMARY, pl.col("title_basis")),
        (is_unspoken, RecordKind.SUMMARY, pl.lit(Basis.STATED.value)),
    )
    return meetings.with_columns(
        record_kind=pl.coalesce(
            *(pl.when(holds).then(pl.lit(kind.value)) for holds, kind, _ in kinds), given
        ),
        record_kind_basis=pl.coalesce(
            *(pl.when(holds).then(basis) for holds, _, basis in kinds), pl.lit(Basis.GIVEN.value)
        ),
    )


def _spoken(passages: pl.DataFrame) -> pl.Series:
    """Return the meetings whose remarks are worded as speech."""
    said = (
        passages.filter(pl.col("kind") == BlockKind.REMARK.value)
        .group_by("meeting_id")
        .agg(said=pl.col("text").head(_SAMPLE).str.join(""))
    )
    polite = pl.col("said").str.count_matches(_POLITE)
    sentences = pl.col("said").str.count_matches("。", literal=True)
    return said.filter(polite > 0, polite >= _SPOKEN * sentences)["meeting_id"]


@cache
def _named(kind: str) -> str:
    """Return the pattern of titles that end with a lexicon word.

    The word may be in brackets; brackets and a number (第３号) may follow it.
    """
    words = alternatives(lexicon("record_kinds")[kind])
    aside = "[（(〔【［][^）)〕】］]*[）)〕】］]"
    behind = f"(?:[ 　]*(?:{aside}|第[ 　]?[0-9０-９一二三四五六七八九十百]+号))*"
    return f"{words}{behind}$|[（(〔【［]{words}(?:版|（[^）]*）)?[）)〕】］]{behind}$"
