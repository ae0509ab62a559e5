"""Kinds of records: what a record's own title and words say of what sort of record it is.

A summary must never pass for verbatim speech. So the terms of a collection say what its records
are at most: a title that names a summary or a list of points is believed before them, and a record
counts as verbatim only where people speak in it.
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
"""How a sentence ends that somebody says in a meeting; the writer of a summary writes である."""
_SAMPLE = 40
"""So many remarks of a meeting show how it is written."""
_SPOKEN = 0.3
"""Speech ends so many of its sentences politely, at least."""


def with_record_kind(
    meetings: pl.DataFrame, passages: pl.DataFrame, stated: RecordKind
) -> pl.DataFrame:
    """Add what sort of record each meeting has.

    Parameters
    ----------
    meetings
        `meeting_id`, `title`, `title_basis`, and `given_record_kind`, which goes before `stated`.
    passages
        As made by `passages_of`, with `meeting_id`.
    stated
        What the terms of the collection say.

    Returns
    -------
    pl.DataFrame
        With `record_kind` and `record_kind_basis`.
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
    """The meetings whose remarks are worded as people speak."""
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
    """A pattern for titles that end with a word of the lexicon, in brackets or before some."""
    words = alternatives(lexicon("record_kinds")[kind])
    aside = "[（(〔【［][^）)〕】］]*[）)〕】］]"
    behind = f"(?:[ 　]*(?:{aside}|第[ 　]?[0-9０-９一二三四五六七八九十百]+号))*"
    return f"{words}{behind}$|[（(〔【［]{words}(?:版|（[^）]*）)?[）)〕】］]{behind}$"
