"""Given values: what the publisher gives of a meeting is used where its record states none."""

from __future__ import annotations

import polars as pl

from pipeline.fields.dates import with_date
from pipeline.fields.page_titles import title_of_page
from schemas.documents import BESIDE_TEXT, GIVEN
from schemas.vocabulary import Basis


def with_given(
    headers: pl.DataFrame, held: pl.DataFrame, documents: pl.DataFrame, *of_meeting: str
) -> pl.DataFrame:
    """Add what is given of each meeting; a given title is taken where none is stated.

    That of a web page is taken where neither is there.

    A title is taken before it is read, so that the body and the session in it are known as well.

    Parameters
    ----------
    headers
        As made by `headers_of`: one row a meeting.
    held
        `document_id` and `of_meeting`, at least one row for each document and meeting in it. What
        is given of a document with several meetings is used for none.
    documents
        The table `documents`.
    of_meeting
        The columns that say which meeting a row is of.

    Returns
    -------
    pl.DataFrame
        With the columns `GIVEN` and `page_title`, where that names a record; of a meeting in
        several documents the first that is given.
        `stated_title` is the title as the record states it.
    """
    given = documents.select("document_id", *GIVEN, page_title=title_of_page()).filter(
        pl.any_horizontal(pl.col(BESIDE_TEXT).is_not_null())
    )
    of_meetings = (
        held.select(*dict.fromkeys(("document_id", *of_meeting)))
        .filter(pl.col("document_id").is_in(given["document_id"].implode()))
        .unique(maintain_order=True)
        .filter(pl.len().over("document_id") == 1)
        .join(given, on="document_id", maintain_order="left")
        .group_by(*of_meeting, maintain_order=True)
        .agg(pl.col(BESIDE_TEXT).drop_nulls().first())
    )
    return headers.join(of_meetings, on=of_meeting, how="left", maintain_order="left").with_columns(
        pl.col("title").alias("stated_title"),
        pl.coalesce("title", "given_title", "page_title").alias("title"),
    )


def with_given_parts(headers: pl.DataFrame) -> pl.DataFrame:
    """Take the given body and session where the record has none.

    Parameters
    ----------
    headers
        As made by `with_given`, with `body` and `session` as they are read.

    Returns
    -------
    pl.DataFrame
        With `title_basis`, `body_basis` and `session_basis`, null where the value is.
    """
    # What is read from a given title is given.
    is_given = pl.col("stated_title").is_null() & pl.col("title").is_not_null()
    read = {name: pl.col(name).is_not_null() & ~is_given for name in ("title", "body", "session")}
    return headers.with_columns(
        body=pl.coalesce("body", "given_body"),
        session=pl.coalesce("session", "given_session"),
        **{f"_{name}": is_stated for name, is_stated in read.items()},
    ).with_columns(_basis(name, pl.col(f"_{name}")) for name in read)


def with_date_basis(meetings: pl.DataFrame) -> pl.DataFrame:
    """Add who says the date of each meeting.

    Parameters
    ----------
    meetings
        As made by `with_given`, with `date_text` and `date`.

    Returns
    -------
    pl.DataFrame
        With `date_basis`, null where the date is.
    """
    is_stated = pl.lit(True)
    is_given = pl.any_horizontal(pl.col("given_date", "given_title", "page_title").is_not_null())
    if meetings.select(is_given.any()).item():
        stated = meetings.select("date_text", pl.col("stated_title").alias("title"))
        is_stated = pl.lit(with_date(stated)["date"].is_not_null())
    return meetings.with_columns(_basis("date", is_stated))


def _basis(name: str, is_stated: pl.Expr) -> pl.Expr:
    return (
        pl.when(pl.col(name).is_null())
        .then(None)
        .when(is_stated)
        .then(pl.lit(Basis.STATED.value))
        .otherwise(pl.lit(Basis.GIVEN.value))
        .alias(f"{name}_basis")
    )
