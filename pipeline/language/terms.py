"""Terms: content words of a meeting and outermost agenda item, counted and weighed.

The weight is the signed log-likelihood ratio (Dunning, Accurate Methods for the Statistics of
Surprise and Coincidence, 1993) of the word in the meeting against the other meetings of the
collection, G² = 2 Σ O ln(O / E) over the four cells: the word or other terms, here or elsewhere. It
is negative where the word is rarer here than elsewhere.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from pipeline.tables.identifiers import with_row_id
from schemas.table import polars_schema, sort_key
from schemas.terms import Terms

DECIMALS = 2
"""Decimals of a weight."""

WORD = ["normalized_form", "pos_1"]
"""Columns of `words` that make a term."""

_LN_2 = 0.6931471805599453
_TERMS_OF_SERIES = 18
"""Terms of the series of a logarithm; with |s| ≤ 1/3 the next is below 2⁻⁵³."""


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


def terms_of(texts: pl.DataFrame, stored: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Make the table `terms`; headings do not count.

    Parameters
    ----------
    texts
        As made by `texts_of`.
    stored
        The stored tables of the same texts.
    """
    words = stored["words"].with_columns(is_content=is_content_word())
    term = words.filter("is_content").select(WORD).unique().sort(WORD)
    of_word = words.join(
        term.with_row_index("term"), on=WORD, how="left", maintain_order="left"
    ).select(pl.when("is_content").then(pl.col("term").cast(pl.Int64)).otherwise(-1).fill_null(-1))
    places = texts.select("meeting_id", "top_agenda_item_id").unique(maintain_order=True)
    place_of = texts.join(
        places.with_row_index("place"),
        on=places.columns,
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )["place"].to_numpy()
    count = stored["language_texts"]["token_count"].to_numpy()
    text_of = np.repeat(np.arange(count.size), count)
    term_of = of_word.to_series().to_numpy()[stored["tokens"]["word"].to_numpy()]
    is_counted = (term_of >= 0) & texts["remark_id"].is_not_null().to_numpy()[text_of]
    # One number for a word in a text: grouping by one column is twice as fast.
    key = pl.DataFrame({"key": text_of[is_counted] * term.height + term_of[is_counted]})
    by_text = key.group_by("key").agg(count=pl.len())
    text, number = np.divmod(by_text["key"].to_numpy(), max(term.height, 1))
    counted = (
        pl.DataFrame({"place": place_of[text], "term": number, "count": by_text["count"]})
        .group_by("place", "term")
        .agg(pl.col("count").sum().cast(pl.Int64), remark_count=pl.len())
        .sort("place", "term")
    )
    rows = pl.concat(
        [
            counted.select("count", "remark_count"),
            places[counted["place"].to_numpy()],
            term[counted["term"].to_numpy()],
        ],
        how="horizontal",
    ).rename({"top_agenda_item_id": "agenda_item_id", "normalized_form": "term"})
    rows = rows.with_columns(part_of_speech="pos_1", weight=_weights(rows))
    rows = with_row_id(
        rows,
        "term_id",
        prefix=pl.format("{}/t-", pl.coalesce("agenda_item_id", "meeting_id")),
        identity=pl.concat_str("term", "part_of_speech", separator="\x1f"),
    )
    schema = polars_schema(Terms)
    return rows.select(schema.names()).cast(schema).sort(sort_key(Terms))


def _weights(rows: pl.DataFrame) -> pl.Series:
    """Return the weight of the word of each row in the meeting of the row."""
    sums = rows.select(
        here=pl.col("count").sum().over("meeting_id", "term", "pos_1"),
        everywhere=pl.col("count").sum().over("term", "pos_1"),
        all_here=pl.col("count").sum().over("meeting_id"),
        whole=pl.col("count").sum(),
    )
    here, everywhere, all_here, whole = (sums[name].to_numpy() for name in sums.columns)
    if not (whole - all_here).all():
        # One meeting: there is nothing to set it apart from.
        return pl.Series([None], dtype=pl.Float64).new_from_index(0, rows.height)
    return pl.Series(log_likelihood(here, everywhere - here, all_here, whole - all_here))


def log_likelihood(
    here: npt.NDArray[np.int64],
    elsewhere: npt.NDArray[np.int64],
    all_here: npt.NDArray[np.int64],
    all_elsewhere: npt.NDArray[np.int64],
) -> npt.NDArray[np.float64]:
    """Return signed log-likelihood ratios, rounded to `DECIMALS`.

    Parameters
    ----------
    here, elsewhere
        Tokens of the word in the meeting, and in the others.
    all_here, all_elsewhere
        Tokens of all terms in them; both are positive.
    """
    f = _x_ln_x
    cells = f(here) + f(elsewhere) + f(all_here - here) + f(all_elsewhere - elsewhere)
    margins = f(here + elsewhere) + f(all_here + all_elsewhere - here - elsewhere)
    whole = f(all_here + all_elsewhere) - f(all_here) - f(all_elsewhere)
    # Rounding may leave a little less than nothing.
    ratio = np.maximum(2 * (cells - margins + whole), 0.0)
    sign = np.where(here * all_elsewhere < elsewhere * all_here, -1.0, 1.0)
    # Adding nothing turns the negative zero into zero.
    return np.round(sign * ratio, DECIMALS) + 0.0


def _x_ln_x(numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Return x ln x of whole numbers, 0 for 0.

    Logarithms of systems differ in their last digit, which rounding does not always hide. This one
    is of sums, products and quotients alone, which are the same on every machine.
    """
    distinct, place = np.unique(numbers, return_inverse=True)
    mantissa, exponent = np.frexp(np.maximum(distinct, 1).astype(np.float64))
    s = (mantissa - 1.0) / (mantissa + 1.0)
    square, power, total = s * s, s.copy(), np.zeros_like(s)
    for odd in range(1, 2 * _TERMS_OF_SERIES, 2):
        total = total + power / odd
        power = power * square
    logarithm = 2.0 * total + exponent * _LN_2
    return (distinct * logarithm)[place]
