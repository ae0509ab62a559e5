"""The language tables as they are published, made from the stored numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import polars as pl
import pyarrow as pa

from pipeline.language.stored import STORED
from pipeline.language.terms import STORED_TERMS, published_terms
from schemas.sentences import Sentences
from schemas.table import polars_schema
from schemas.tokens import Tokens

Tables = Mapping[str, pl.DataFrame]

PUBLISHED = {
    "sentences": ("language_texts", "sentences"),
    "tokens": tuple(STORED),
    "terms": STORED_TERMS,
}
"""Tables that are published in another form than the store keeps, and what each is made of."""

PORTION_TOKENS = 500_000
"""Maximum number of tokens that are made at a time, unless one text has more."""


def published_rows(
    table_name: str, stored: Tables, texts: pl.DataFrame, portion_tokens: int = PORTION_TOKENS
) -> Iterator[pl.DataFrame]:
    """Yield the rows of a table of `PUBLISHED`, in published order and in portions.

    Parameters
    ----------
    stored
        The stored tables of a collection, those of `PUBLISHED` at least.
    texts
        `text_id` and `text` of its remarks and headings.
    """
    if table_name == "terms":
        yield published_terms(stored)
        return
    known = stored["language_texts"].join(
        texts.select("text_id", "text"), on="text_id", how="left", maintain_order="left"
    )
    sentence, token = 0, 0
    for rows in _portions(known, portion_tokens):
        sentence_count, token_count = (
            int(rows[name].sum()) for name in ("sentence_count", "token_count")
        )
        sentences = _sentences(rows, stored["sentences"].slice(sentence, sentence_count))
        if table_name == "sentences":
            yield sentences.select(polars_schema(Sentences).names()).cast(polars_schema(Sentences))
        else:
            yield _tokens(sentences, stored["tokens"].slice(token, token_count), stored["words"])
        sentence, token = sentence + sentence_count, token + token_count


def _portions(texts: pl.DataFrame, portion_tokens: int) -> Iterator[pl.DataFrame]:
    portion = (pl.col("token_count").cast(pl.Int64).cum_sum() - 1) // portion_tokens
    yield from texts.with_columns(portion.alias("portion")).partition_by(
        "portion", maintain_order=True, include_key=False
    )


def _sentences(texts: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Return sentences with the columns of their texts."""
    text = np.repeat(np.arange(texts.height), texts["sentence_count"].to_numpy())
    of_text = texts.select("text_id", "meeting_id", "remark_id", "agenda_item_id", whole="text")
    return (
        pl.concat([of_text[text], sentences], how="horizontal")
        .with_columns(ordinal=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("text_id"))
        .with_columns(
            sentence_id=pl.concat_str(
                "text_id",
                pl.lit("/s-"),
                # Sorted as text, sentences are in order.
                pl.col("ordinal").cast(pl.String).str.zfill(4),
            ),
            text=pl.col("whole").str.slice(
                pl.col("text_start"), pl.col("text_end") - pl.col("text_start")
            ),
        )
        .drop("whole")
    )


def _tokens(sentences: pl.DataFrame, tokens: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    count = sentences["token_count"].to_numpy()
    of_sentence = sentences.select("sentence_id", first="text_start")[
        np.repeat(np.arange(sentences.height), count)
    ]
    end = tokens["length"].to_numpy().astype(np.int64).cumsum()
    begin = np.cumsum(count) - count
    before = np.concatenate([np.zeros(1, np.int64), end])[begin]
    places = pl.DataFrame(
        {
            "ordinal": np.arange(1, tokens.height + 1) - np.repeat(begin, count),
            "text_end": end - np.repeat(before, count),
            "length": tokens["length"],
            "surface": _cut("".join(sentences["text"].to_list()), end),
        }
    )
    rows = pl.concat([of_sentence, places, words[tokens["word"].to_numpy()]], how="horizontal")
    text_end = pl.col("first") + pl.col("text_end")
    return rows.with_columns(text_end=text_end, text_start=text_end - pl.col("length")).select(
        pl.col(name).cast(dtype) for name, dtype in polars_schema(Tokens).items()
    )


def _cut(text: str, ends: np.typing.NDArray[np.int64]) -> pl.Series:
    """Cut a text at places, in code points; the last one is its end."""
    content = text.encode()
    # A code point begins at every byte that goes on with none.
    begins = np.flatnonzero((np.frombuffer(content, np.uint8) & 0xC0) != 0x80)
    at = np.append(begins, len(content))
    offsets = np.concatenate([np.zeros(1, np.int64), at[ends]])
    cut = pa.LargeStringArray.from_buffers(
        ends.size, pa.py_buffer(offsets.astype(np.int64)), pa.py_buffer(content)
    )
    return pl.Series(cut, dtype=pl.String)
