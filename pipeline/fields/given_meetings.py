"""Given meetings: what the fields of a source give of them wins over what its text shows."""

from __future__ import annotations

import polars as pl

from pipeline.fields.dates import with_date
from pipeline.tables.given_speeches import GIVEN_SPEECHES
from schemas.vocabulary import Basis


def with_given_meetings(headers: pl.DataFrame, speeches: pl.DataFrame | None) -> pl.DataFrame:
    """Put what the fields of a source give of meetings in the place of what their texts show.

    Lines of `date_text` that state another day are left out: 11月13日 with the hours of a meeting
    of the day before, where the meeting of 11月14日 is given.

    Parameters
    ----------
    headers
        As made by `with_given_parts`, with `document_id`, `meeting` and `date_text`. The title is
        the line that the extractor makes of the fields.
    speeches
        As `GIVEN_SPEECHES`; None where nothing is given.

    Returns
    -------
    pl.DataFrame
        With `date_of_source`, `diet_session` and `issue`, null where no field gives them.
    """
    key = ["document_id", "meeting"]
    meetings = (
        (pl.DataFrame(schema=GIVEN_SPEECHES) if speeches is None else speeches)
        .select(
            *(*key, "diet_session", "issue"),
            date_of_source="date",
            body_of_source="body",
            is_of_source=pl.lit(True),
        )
        .unique(key, keep="first", maintain_order=True)
    )
    found = headers.join(meetings, on=key, how="left", maintain_order="left")
    if meetings.height:
        given = pl.lit(Basis.GIVEN.value)
        found = (
            _without_other_days(found)
            .with_columns(body=pl.coalesce("body_of_source", "body"))
            .with_columns(
                pl.when("is_of_source").then(given).otherwise("title_basis").alias("title_basis"),
                pl.when(pl.col("body_of_source").is_not_null())
                .then(given)
                .otherwise("body_basis")
                .alias("body_basis"),
            )
        )
    return found.drop("body_of_source", "is_of_source")


def _without_other_days(headers: pl.DataFrame) -> pl.DataFrame:
    """Leave the lines of `date_text` out that state another day than the source gives."""
    is_given = pl.col("date_of_source").is_not_null()
    numbered = headers.with_row_index("_header")
    lines = (
        numbered.filter(is_given)
        .select("_header", "date_of_source", date_text=pl.col("date_text").str.split("\n"))
        .explode("date_text")
    )
    own = (
        with_date(lines)
        .filter((pl.col("date") == pl.col("date_of_source")).fill_null(True))
        .group_by("_header", maintain_order=True)
        .agg(_own=pl.col("date_text").str.join("\n").replace("", None))
    )
    return (
        numbered.join(own, on="_header", how="left", maintain_order="left")
        .with_columns(date_text=pl.when(is_given).then("_own").otherwise("date_text"))
        .drop("_header", "_own")
    )
