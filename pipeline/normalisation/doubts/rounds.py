"""Doubts about the rounds of a body over the records of a collection."""

from __future__ import annotations

import polars as pl

from pipeline.lexicons import alternatives, lexicon
from pipeline.normalisation.doubts.reading import Reading
from pipeline.tables.doubt import Doubt
from pipeline.text.numerals import NUMBER

_NEAR = pl.duration(days=90)
"""How far from a gap a record of the missing round may be dated and still fill it."""
_NAMED = 5
"""Maximum number of missing rounds that a message names."""
_SERIES = ("collection_id", "_body", "term", "_year")


def _numbered(reading: Reading) -> pl.DataFrame:
    """Return meetings with body and round, and the series that their rounds belong to.

    Rounds begin anew with a term (第2期), with a year stated before them (令和5年第1回) and with a
    fiscal year stated anywhere.
    Sittings of assemblies and parts of a record are left out.
    """
    words = lexicon("rounds")
    eras = alternatives([era["name"] for era in lexicon("eras")["era"]])
    title = pl.col("title").fill_null("").str.normalize("NFKC").str.replace_all(r"\s", "")
    year = f"(?:{eras})?{NUMBER}年"
    before = rf"({year}度?)(?:\(.*?\))?[^0-9月日]*第?{NUMBER}回"
    body = pl.col("body").str.normalize("NFKC").str.replace_all(r"\s", "")
    return (
        reading.meetings.filter(
            pl.col("session").is_not_null(),
            pl.col("body").is_not_null(),
            ~title.str.contains(alternatives(words["sittings"])),
            ~title.str.contains("|".join(words["parts"])),
        )
        .with_columns(
            _body=body,
            _year=pl.coalesce(title.str.extract(before, 1), title.str.extract(f"({year}度)", 1)),
        )
        .sort(*_SERIES, "date", "session", "meeting_id")
    )


def _missing(reading: Reading) -> pl.DataFrame:
    """Find meetings before which rounds of their body have no record.

    Of bodies of which more rounds are recorded than are missing: a selection has no gaps.
    """
    numbered = _numbered(reading)
    previous = pl.col("session").shift().over(_SERIES)
    runs = (
        numbered.drop_nulls("date")
        .with_columns(
            _from=previous,
            _from_date=pl.col("date").shift().over(_SERIES),
            # A smaller number is that of a series that began anew without a word.
            _run=(pl.col("session") < previous).fill_null(False).cum_sum().over(_SERIES),
        )
        .with_columns(_present=pl.col("session").n_unique().over(*_SERIES, "_run"))
    )
    gaps = runs.filter(pl.col("session") > pl.col("_from") + 1)
    # A long gap alone is longer than what is there.
    gaps = gaps.filter(pl.col("session") - pl.col("_from") - 1 < pl.col("_present"))
    absent = gaps.with_columns(
        _round=pl.int_ranges(pl.col("_from") + 1, pl.col("session"), dtype=pl.Int32)
    ).explode("_round")
    recorded = numbered.select("collection_id", "_body", _round="session", _date="date")
    filled = absent.join(recorded, on=["collection_id", "_body", "_round"]).filter(
        pl.col("_date").is_null()
        | pl.col("_date").is_between(pl.col("_from_date") - _NEAR, pl.col("date") + _NEAR)
    )
    return (
        absent.join(filled, on=["meeting_id", "_round"], how="anti", maintain_order="left")
        .filter(pl.len().over(*_SERIES, "_run") < pl.col("_present"))
        .group_by("document_id", "meeting_id", maintain_order=True)
        .agg(
            line=pl.col("line_start").first(),
            rounds=_rounds(),
            excerpt=pl.col("title").first(),
        )
        .drop("meeting_id")
    )


def _rounds() -> pl.Expr:
    """Return the missing rounds of a gap as text: 4, 5."""
    named = pl.col("_round").head(_NAMED).cast(pl.String).str.join(", ")
    more = pl.when(pl.len() > _NAMED).then(pl.lit(" ...")).otherwise(pl.lit(""))
    return pl.concat_str(named, more)


def records_of_a_round(reading: Reading) -> pl.DataFrame:
    """Find meetings whose body has another record of the same round.

    On one day it is another record of the same kind; on another day it is of the same fiscal year,
    since rounds may begin anew each year.
    """
    rounds = _numbered(reading).drop_nulls("date").with_row_index("_row")
    earlier = rounds.select(
        *(*_SERIES, "session", "fiscal_year", "document_id"),
        _earlier="_row",
        _date="date",
        _kind="record_kind",
    )
    return (
        rounds.join(
            earlier,
            on=[*_SERIES, "session", "fiscal_year"],
            nulls_equal=True,
            suffix="_earlier",
            maintain_order="left_right",
        )
        .filter(
            pl.col("_earlier") < pl.col("_row"),
            (pl.col("_date") != pl.col("date")) | (pl.col("_kind") == pl.col("record_kind")),
        )
        .unique("meeting_id", keep="first", maintain_order=True)
        .select(
            "document_id",
            line="line_start",
            round=pl.col("session").cast(pl.String),
            other="document_id_earlier",
            excerpt="title",
        )
    )


DOUBTS: tuple[Doubt[Reading], ...] = (
    Doubt(
        "rounds_follow",
        "meetings",
        "The rounds of a body have no gap, where most of them are in the collection.",
        "会議体の大半の回がそろうコレクションでは、回次に欠けがない",
        _missing,
    ),
    Doubt(
        "round_is_once",
        "meetings",
        "No round of a body has two records.",
        "会議体の同じ回の記録が二つない",
        records_of_a_round,
    ),
)
