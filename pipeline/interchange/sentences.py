"""Sentences with their tokens, a part of the release at a time."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from pipeline.interchange.published import DamagedReleaseError, PublishedRelease
from pipeline.messages import message

TOKENS_AT_ONCE = 100_000
"""Minimum of tokens after which a part ends, with the meeting that it is in."""


def sentences_in_parts(
    release: PublishedRelease, tokens_at_once: int = TOKENS_AT_ONCE
) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """Yield the sentences of some whole meetings with their tokens, until there are no more.

    Both tables are published in the order of `sentence_id`, so that a part is a slice of each and
    nothing is read twice.

    Raises
    ------
    TableMissingError
        Where the release lacks one of the tables.
    DamagedReleaseError
        Where the tokens are not those of the sentences.
    """
    sentences, tokens = release.scan("sentences"), release.scan("tokens")
    meetings = (
        sentences.group_by(run=pl.col("meeting_id").rle_id())
        .agg(sentence_count=pl.len(), token_count=pl.col("token_count").sum())
        .sort("run")
        .select(
            "sentence_count",
            "token_count",
            part=(pl.col("token_count").cum_sum() - pl.col("token_count")) // tokens_at_once,
        )
        .group_by("part", maintain_order=True)
        .agg(pl.col("sentence_count", "token_count").sum())
        .collect()
    )
    first_sentence = first_token = 0
    for _, sentence_count, token_count in meetings.iter_rows():
        part = sentences.slice(first_sentence, sentence_count).collect()
        of_part = tokens.slice(first_token, token_count).collect()
        counted = of_part["sentence_id"].rle().struct.unnest()
        if not (
            counted["value"].equals(part["sentence_id"], check_names=False)
            and (counted["len"] == part["token_count"]).all()
        ):
            raise DamagedReleaseError(message("tokens_of_other_sentences", release=release.folder))
        yield part, of_part
        first_sentence += sentence_count
        first_token += token_count
