"""Doubts about given values that contradict a record, or are not used."""

from __future__ import annotations

from functools import partial

import polars as pl

from pipeline.limits import EXCERPT_CHARACTERS
from pipeline.normalisation.doubts.reading import Reading
from pipeline.tables.doubt import Doubt
from pipeline.text.folding import fold
from pipeline.text.numerals import NUMBER_OF_DAY, integers
from schemas.documents import GIVEN
from schemas.vocabulary import Basis, BlockKind


def _held(reading: Reading) -> pl.DataFrame:
    """Return the meetings of each document, and their number.

    Columns: `document_id`, `meeting_id` and `count`.
    """
    return (
        reading.lines.drop_nulls("meeting_id")
        .select("document_id", "meeting_id")
        .unique(maintain_order=True)
        .with_columns(count=pl.len().over("document_id"))
    )


def _folded(values: pl.Series) -> pl.Series:
    """Fold values to one form and width of each character, without blanks."""
    folded = pl.Series([fold(value).text for value in values], dtype=pl.String)
    return folded.str.normalize("NFKC").str.replace_all(r"\s", "")


def _otherwise(reading: Reading, column: str) -> pl.DataFrame:
    """Find records whose given value differs from their meeting's."""
    given = reading.documents.select(
        "document_id", given=pl.col(f"given_{column}").cast(pl.String)
    ).drop_nulls()
    pairs = (
        _held(reading)
        .filter(pl.col("count") == 1)
        .join(given, on="document_id")
        .join(
            reading.meetings.select(
                *("meeting_id", "line_start"),
                first="document_id",
                kept=pl.col(column).cast(pl.String),
                excerpt=pl.col("title"),
            ).drop_nulls("kept"),
            on="meeting_id",
        )
    )
    is_other = _folded(pairs["given"]) != _folded(pairs["kept"])
    return pairs.filter(is_other).select(
        "document_id",
        "given",
        "kept",
        "excerpt",
        line=pl.when(pl.col("document_id") == pl.col("first"))
        .then("line_start")
        .otherwise(1)
        .cast(pl.Int32),
    )


def _other_days(reading: Reading) -> pl.DataFrame:
    """Find lines whose month and day differ from the given date.

    Such a line may have no year, or a year without this day. Where the fields of a source give the
    date, `one_day` asks for another day in the header.
    """
    given = reading.meetings.filter(pl.col("date_basis") == Basis.GIVEN.value)
    if reading.uncertain.speeches is not None:
        given = given.join(reading.uncertain.speeches, on="document_id", how="anti")
    stated = (
        reading.lines.filter(pl.col("kind") == BlockKind.DATE.value)
        .join(given.select("meeting_id", "date"), on="meeting_id", maintain_order="left")
        .with_columns(
            _day=pl.col("text")
            .str.normalize("NFKC")
            .str.replace_all(r"\s", "")
            .str.extract_groups(f"({NUMBER_OF_DAY})月({NUMBER_OF_DAY})日")
        )
        .with_columns(
            _month=integers(pl.col("_day").struct.field("1")),
            _of_month=integers(pl.col("_day").struct.field("2")),
        )
    )
    return stated.filter(
        (pl.col("_month") != pl.col("date").dt.month())
        | (pl.col("_of_month") != pl.col("date").dt.day())
    ).select(
        "document_id",
        "line",
        given=pl.col("date").cast(pl.String),
        kept=pl.col("text").str.slice(0, EXCERPT_CHARACTERS),
        excerpt="text",
    )


def _unused(reading: Reading) -> pl.DataFrame:
    """Find records with given values that have no meeting, or several."""
    names = pl.concat_list(
        pl.when(pl.col(name).is_not_null()).then(pl.lit(name.removeprefix("given_")))
        for name in GIVEN
    ).list.drop_nulls()
    counts = _held(reading).select("document_id", "count").unique()
    return (
        reading.documents.filter(
            pl.col("text").is_not_null(), pl.any_horizontal(pl.col(GIVEN).is_not_null())
        )
        .select("document_id", columns=names.list.join(", "))
        .join(counts, on="document_id", how="left", maintain_order="left")
        .with_columns(pl.col("count").fill_null(0))
        .filter(pl.col("count") != 1)
        .select(
            "document_id",
            "columns",
            pl.col("count").cast(pl.String),
            line=pl.lit(1, pl.Int32),
            excerpt=pl.lit(None, pl.String),
        )
    )


DOUBTS: tuple[Doubt[Reading], ...] = (
    Doubt(
        "given_title_agrees",
        "meetings",
        "No title in records.csv is another one than that of the record.",
        "records.csv の標題が記録の標題と食い違わない",
        partial(_otherwise, column="title"),
    ),
    Doubt(
        "given_body_agrees",
        "meetings",
        "No body in records.csv is another one than that of the title.",
        "records.csv の会議体が標題と食い違わない",
        partial(_otherwise, column="body"),
    ),
    Doubt(
        "given_date_agrees",
        "meetings",
        "No date in records.csv is another one than that of the record.",
        "records.csv の開催日が記録と食い違わない",
        partial(_otherwise, column="date"),
    ),
    Doubt(
        "given_day_agrees",
        "meetings",
        "No date in records.csv is another day than the record states without its year.",
        "records.csv の開催日が、記録にある年のない月日と食い違わない",
        _other_days,
    ),
    Doubt(
        "given_session_agrees",
        "meetings",
        "No session in records.csv is another one than that of the title.",
        "records.csv の回が標題と食い違わない",
        partial(_otherwise, column="session"),
    ),
    Doubt(
        "given_record_kind_agrees",
        "meetings",
        "No record kind in records.csv is another one than the record shows.",
        "records.csv の記録の種類が記録から分かる種類と食い違わない",
        partial(_otherwise, column="record_kind"),
    ),
    Doubt(
        "given_for_one_meeting",
        "meetings",
        "What records.csv gives of a meeting is given of records with one meeting.",
        "records.csv が会議について示す記録に会議が一つだけある",
        _unused,
    ),
)
