"""Terms: content words of a meeting and outermost agenda item, counted and weighed.

The weight is the log-likelihood ratio of the word in the meeting against the other meetings of the
collection.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import polars as pl

from pipeline.language.log_likelihood import Numbers, log_likelihood
from pipeline.language.stored import ranges
from pipeline.language.texts import HASHES
from pipeline.tables.identifiers import with_row_id
from schemas.table import polars_schema, sort_key
from schemas.terms import Terms

PLACES = pl.Schema(
    {
        **dict.fromkeys(("meeting_id", "agenda_item_id"), pl.String()),
        **dict.fromkeys(HASHES, pl.UInt64()),
        "remark_count": pl.Int32(),
    }
)
"""Columns of `term_places`, the meetings and outermost headings."""

WORDS = pl.Schema(dict.fromkeys(("term", "part_of_speech"), pl.String()))
"""Columns of `term_words`."""

TERMS = pl.Schema(
    {
        **dict.fromkeys(("place", "word"), pl.UInt32()),
        **dict.fromkeys(("count", "remark_count"), pl.Int32()),
        "weight": pl.Float64(),
    }
)
"""Columns of `terms` in the store; `place` and `word` are rows of the two other tables."""

_STORED = {"term_places": PLACES, "term_words": WORDS, "terms": TERMS}

STORED_TERMS = tuple(_STORED)
"""Tables of the store that hold the terms of a collection."""


@cache
def rules() -> dict[str, Any]:
    """Return the parts of speech and stop words of `content_words.toml`."""
    file = resources.files(__package__) / "content_words.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def is_content_word() -> pl.Expr:
    """Return an expression for whether a word counts; it has the columns of `words`."""
    ruled = [
        (pl.col("pos_1") == rule["pos_1"]) & pl.col("pos_2").is_in(rule["pos_2"])
        for rule in rules()["content"]
    ]
    stopped = [word for rule in rules()["stop"] for word in rule["words"]]
    return (
        pl.any_horizontal(ruled)
        & ~pl.col("normalized_form").is_in(stopped)
        # Characters that the dictionary does not know count as nouns.
        & pl.col("normalized_form").str.contains(r"\p{L}")
    ).fill_null(False)


def terms_of(
    texts: pl.DataFrame,
    stored: Mapping[str, pl.DataFrame],
    before: Mapping[str, pl.DataFrame] | None = None,
) -> dict[str, pl.DataFrame]:
    """Count terms, as the store keeps them; headings do not count.

    Parameters
    ----------
    texts
        As made by `texts_of`.
    stored
        The stored tables of the same texts.
    before
        The stored tables `STORED_TERMS` of the last run, of which places with the same texts are
        taken over; None where they do not hold any more.

    Returns
    -------
    dict[str, pl.DataFrame]
        The tables `STORED_TERMS`.
    """
    before = before or {name: pl.DataFrame(schema=schema) for name, schema in _STORED.items()}
    terms, term_of_word = _terms_of_words(stored["words"])
    place_of_text, places = _places(texts)
    known = before["term_places"].with_row_index("at")
    at = places.join(known, on=places.columns, how="left", nulls_equal=True, maintain_order="left")
    is_new = at["at"].is_null().to_numpy()
    is_read = is_new[place_of_text] & texts["remark_id"].is_not_null().to_numpy()
    fresh = _counted(np.flatnonzero(is_read), place_of_text, stored, term_of_word, terms.height)
    # What is new comes after what was there before, group by group.
    held_count = np.concatenate(
        [
            np.bincount(before["terms"]["place"], minlength=known.height),
            np.bincount(fresh["place"], minlength=places.height),
        ]
    )
    new_at = np.arange(places.height) + known.height
    taken = np.where(is_new, new_at, at["at"].fill_null(0).to_numpy())
    number = before["term_words"].join(
        terms.with_row_index("number"), on=terms.columns, how="left", maintain_order="left"
    )["number"]
    # A word that no text has any more is of no place that is taken over.
    word_before = number.fill_null(0).to_numpy()[before["terms"]["word"].to_numpy()]
    rows = ranges(held_count, taken)
    columns = {
        name: np.concatenate([before["terms"][name].to_numpy(), fresh[name]])[rows]
        for name in ("count", "remark_count")
    }
    word = np.concatenate([word_before, fresh["word"]])[rows].astype(np.int64)
    place = np.repeat(np.arange(places.height), held_count[taken])
    meeting = places["meeting_id"].rle_id().to_numpy()[place].astype(np.int64)
    weight = _weights(columns["count"].astype(np.int64), meeting, word, terms.height)
    return {
        "term_places": places,
        "term_words": terms,
        "terms": pl.DataFrame({"place": place, "word": word, **columns, "weight": weight}).cast(
            TERMS
        ),
    }


def _terms_of_words(words: pl.DataFrame) -> tuple[pl.DataFrame, Numbers]:
    """Return the terms, sorted, and the number of the term of each word; -1 where it is none."""
    words = words.select(
        term=pl.when(is_content_word()).then("normalized_form"), part_of_speech="pos_1"
    )
    terms = words.drop_nulls().unique().sort(pl.all())
    number = words.join(
        terms.with_row_index("number"), on=terms.columns, how="left", maintain_order="left"
    )["number"]
    return terms, number.cast(pl.Int64).fill_null(-1).to_numpy()


def _places(texts: pl.DataFrame) -> tuple[Numbers, pl.DataFrame]:
    """Return the number of the place of each text, and the places, sorted.

    The hashes of a place are the sums of those of its remarks, in 64 bits: the same remarks have
    the same sums, in any order.
    """
    keys = {"meeting_id": "meeting_id", "agenda_item_id": "top_agenda_item_id"}
    is_remark = pl.col("remark_id").is_not_null()
    places = (
        texts.group_by(pl.col(column).alias(name) for name, column in keys.items())
        .agg(
            *(pl.col(name).filter(is_remark).sum() for name in HASHES),
            remark_count=is_remark.sum(),
        )
        .sort("meeting_id", "agenda_item_id")
    )
    place = texts.select(**keys).join(
        places.select(*keys).with_row_index("place"),
        on=list(keys),
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )["place"]
    return place.to_numpy().astype(np.int64), places.cast(PLACES)


def _counted(
    text: Numbers,
    place_of_text: Numbers,
    stored: Mapping[str, pl.DataFrame],
    term_of_word: Numbers,
    term_count: int,
) -> dict[str, Numbers]:
    """Count the terms of some texts by place, sorted by place and word."""
    token_count = stored["language_texts"]["token_count"].to_numpy().astype(np.int64)
    term = term_of_word[stored["tokens"]["word"].to_numpy()[ranges(token_count, text)]]
    text_of = np.repeat(text, token_count[text])[term >= 0]
    # One number for a word in a text: grouping by one column is twice as fast.
    key = pl.DataFrame({"key": text_of * term_count + term[term >= 0]})
    by_text = key.group_by("key").agg(count=pl.len())
    text, word = np.divmod(by_text["key"].to_numpy(), max(term_count, 1))
    by_place = pl.DataFrame(
        {"key": place_of_text[text] * term_count + word, "count": by_text["count"]}
    )
    counted = by_place.group_by("key").agg(pl.col("count").sum(), remark_count=pl.len()).sort("key")
    place, word = np.divmod(counted["key"].to_numpy(), max(term_count, 1))
    counts = {name: counted[name].to_numpy() for name in ("count", "remark_count")}
    return {"place": place, "word": word, **counts}


def published_terms(stored: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the rows of `terms` as they are published.

    Parameters
    ----------
    stored
        The stored tables `STORED_TERMS` of a collection.
    """
    counted = stored["terms"]
    rows = pl.concat(
        [
            counted.select("count", "remark_count", "weight"),
            stored["term_places"].drop(*HASHES, "remark_count")[counted["place"].to_numpy()],
            stored["term_words"][counted["word"].to_numpy()],
        ],
        how="horizontal",
    )
    rows = with_row_id(
        rows,
        "term_id",
        prefix=pl.format("{}/t-", pl.coalesce("agenda_item_id", "meeting_id")),
        identity=pl.concat_str("term", "part_of_speech", separator="\x1f"),
    )
    schema = polars_schema(Terms)
    return rows.select(schema.names()).cast(schema).sort(sort_key(Terms))


def _weights(count: Numbers, meeting: Numbers, word: Numbers, word_count: int) -> pl.Series:
    """Return the weight of the word of each row in the meeting of the row."""
    whole = int(count.sum())
    all_here = np.bincount(meeting, count).astype(np.int64)[meeting]
    if (all_here == whole).any():
        # The words of one meeting alone: there is nothing to set it apart from.
        return pl.Series([None], dtype=pl.Float64).new_from_index(0, count.size)
    everywhere = np.bincount(word, count).astype(np.int64)[word]
    # Rows are sorted by place, and so nearly by meeting and word, which a stable sort is fast at.
    key = meeting * word_count + word
    order = np.argsort(key, kind="stable")
    is_first = np.diff(key[order], prepend=-1) != 0
    sums = np.add.reduceat(count[order], np.flatnonzero(is_first))
    here = np.empty_like(count)
    here[order] = sums[np.cumsum(is_first) - 1]
    return pl.Series(log_likelihood(here, everywhere - here, all_here, whole - all_here))
