"""The language layer as the store keeps it: in numbers.

A token is the number of its word and its length. So what did not change is taken over in
milliseconds, and the published tables (`pipeline.language.published`) are made from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from pipeline.language.sentences import sentences_of
from pipeline.language.texts import HASHES
from pipeline.language.words import COLUMNS, Tokenised, Word
from schemas.table import polars_schema
from schemas.tokens import Tokens

Tables = Mapping[str, pl.DataFrame]
Places = npt.NDArray[np.int64]

TEXTS = pl.Schema(
    {
        **dict.fromkeys(("text_id", "meeting_id"), pl.String()),
        **dict.fromkeys(("remark_id", "agenda_item_id"), pl.String()),
        "char_count": pl.Int32(),
        **dict.fromkeys(HASHES, pl.UInt64()),
        **dict.fromkeys(("sentence_count", "token_count"), pl.Int32()),
    }
)
"""Columns of `language_texts`."""

WORDS = pl.Schema({name: polars_schema(Tokens)[name] for name in COLUMNS})
"""Columns of `words`, the distinct words of a collection."""

SENTENCES = pl.Schema(dict.fromkeys(("text_start", "text_end", "token_count"), pl.Int32()))
"""Columns of `sentences` in the store, text by text."""

TOKENS = pl.Schema({"word": pl.UInt32(), "length": pl.UInt16()})
"""Columns of `tokens` in the store, sentence by sentence; `word` is a row of `words`."""

STORED = {"language_texts": TEXTS, "words": WORDS, "sentences": SENTENCES, "tokens": TOKENS}

Tokenise = Callable[[Sequence[str]], Iterable[Tokenised]]
"""Tokenises sentences, in order, in one or more portions."""


def nothing_stored() -> dict[str, pl.DataFrame]:
    """Return the stored tables of a collection without texts."""
    return {name: pl.DataFrame(schema=schema) for name, schema in STORED.items()}


def store_texts(texts: pl.DataFrame, before: Tables | None, tokenise: Tokenise) -> Tables:
    """Make the stored tables of texts; known texts are taken over.

    Parameters
    ----------
    texts
        As made by `texts_of`.
    before
        The stored tables of the last run; None where they do not hold any more.
    """
    before = before or nothing_stored()
    known = before["language_texts"].select(*HASHES, "char_count", "sentence_count", "token_count")
    new = texts.select(*HASHES, "char_count", "text").join(
        known, on=[*HASHES, "char_count"], how="anti", nulls_equal=True
    )
    fresh = _tokenised(new.unique(HASHES, keep="first", maintain_order=True), tokenise)
    held = pl.concat([known, fresh["language_texts"].select(known.columns)])
    at = texts.select(HASHES).join(
        held.select(HASHES).with_row_index("at").unique(HASHES, keep="first"),
        on=HASHES,
        how="left",
        maintain_order="left",
    )["at"]
    taken = at.to_numpy().astype(np.int64)
    counts = {
        name: held[name].to_numpy().astype(np.int64) for name in ("sentence_count", "token_count")
    }
    sentences = pl.concat([before["sentences"], fresh["sentences"]])
    word_count = before["words"].height
    token = ranges(counts["token_count"], taken)
    # As arrays, tokens are gathered in a third of the time.
    number, length = (
        np.concatenate([before["tokens"][name].to_numpy(), fresh["tokens"][name].to_numpy() + more])
        for name, more in (("word", np.uint32(word_count)), ("length", np.uint16(0)))
    )
    words, word = _words_in_order(pl.concat([before["words"], fresh["words"]]), number[token])
    return {
        "language_texts": texts.with_columns(
            **{name: pl.Series(count[taken], dtype=pl.Int32) for name, count in counts.items()}
        ).select(TEXTS.names()),
        "words": words,
        "sentences": sentences[ranges(counts["sentence_count"], taken)],
        "tokens": pl.DataFrame({"word": word, "length": length[token]}, schema=TOKENS),
    }


def ranges(counts: Places, taken: Places) -> Places:
    """Return the places of the rows of some groups, group by group.

    Parameters
    ----------
    counts
        How many rows each group has; they lie one group after the other.
    taken
        The groups that are wanted, in order.
    """
    first = (np.cumsum(counts) - counts)[taken]
    count = counts[taken]
    before = np.cumsum(count) - count
    return np.repeat(first - before, count) + np.arange(count.sum())


def _tokenised(texts: pl.DataFrame, tokenise: Tokenise) -> dict[str, pl.DataFrame]:
    sentences = sentences_of(texts["text"])
    numbers: dict[Word, int] = {}
    words: list[npt.NDArray[np.uint32]] = [np.zeros(0, np.uint32)]
    lengths: list[npt.NDArray[np.uint16]] = [np.zeros(0, np.uint16)]
    counts: list[npt.NDArray[np.int32]] = [np.zeros(0, np.int32)]
    for portion in tokenise(sentences["sentence"].to_list()):
        number = [numbers.setdefault(word, len(numbers)) for word in portion.words]
        words.append(np.array(number, np.uint32)[portion.word])
        lengths.append(portion.length)
        counts.append(portion.token_count)
    sentences = sentences.with_columns(token_count=pl.Series(np.concatenate(counts)))
    count = texts.select(text=pl.int_range(pl.len(), dtype=pl.UInt32)).join(
        sentences.group_by("text").agg(
            sentence_count=pl.len().cast(pl.Int32), token_count=pl.col("token_count").sum()
        ),
        on="text",
        how="left",
        maintain_order="left",
    )
    return {
        "language_texts": texts.with_columns(
            count["sentence_count"].fill_null(0), count["token_count"].fill_null(0)
        ),
        "words": pl.DataFrame(list(numbers), schema=WORDS, orient="row"),
        "sentences": sentences.select(SENTENCES.names()),
        "tokens": pl.DataFrame(
            {"word": np.concatenate(words), "length": np.concatenate(lengths)}, schema=TOKENS
        ),
    }


def _words_in_order(
    words: pl.DataFrame, number: npt.NDArray[np.uint32]
) -> tuple[pl.DataFrame, npt.NDArray[np.uint32]]:
    """Return the words that tokens have, each once and sorted, and the tokens numbered anew."""
    used = np.flatnonzero(np.bincount(number, minlength=words.height))
    met = words[used]
    distinct = met.unique().sort(WORDS.names(), nulls_last=True)
    place = met.join(
        distinct.with_row_index("place"),
        on=WORDS.names(),
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )["place"]
    new_number = np.zeros(words.height, np.uint32)
    new_number[used] = place.to_numpy()
    return distinct, new_number[number]
