"""The time axis of figures: months, years or spans of years."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from pipeline.release.page.words import Words

MOST_PERIODS = 20
"""Maximum number of periods: their labels have room side by side on a phone."""

YEARS_A_PERIOD = (1, 2, 5, 10, 20, 50, 100, 200, 500)

_MONTH = Words("月", "month")
_FISCAL_YEAR = Words("年度", "fiscal year")


@dataclass(frozen=True)
class Periods:
    """Consecutive periods that cover every dated meeting.

    `index` is an expression over `meetings`: the place of a meeting's period in `labels`; null for
    a meeting without a date.
    """

    labels: list[str]
    name: Words
    index: pl.Expr


def periods_of(meetings: pl.LazyFrame) -> Periods:
    """Divide the time from the first to the last meeting.

    Parameters
    ----------
    meetings
        With `date` and `fiscal_year`.
    """
    month = pl.col("date").dt.year() * 12 + pl.col("date").dt.month() - 1
    year = pl.col("fiscal_year")
    first_month, last_month, first_year, last_year = (
        meetings.select(
            month.min().alias("first_month"),
            month.max().alias("last_month"),
            year.min().alias("first_year"),
            year.max().alias("last_year"),
        )
        .collect()
        .row(0)
    )
    if first_month is None:
        return Periods([], _MONTH, pl.lit(None, pl.Int32))
    if last_month - first_month < MOST_PERIODS:
        months = range(first_month, last_month + 1)
        labels = [f"{number // 12:04}-{number % 12 + 1:02}" for number in months]
        return Periods(labels, _MONTH, month - first_month)
    width = next(
        (w for w in YEARS_A_PERIOD if last_year // w - first_year // w < MOST_PERIODS),
        YEARS_A_PERIOD[-1],
    )
    starts = range(first_year // width * width, last_year + 1, width)
    labels = [str(start) if width == 1 else f"{start}–{start + width - 1}" for start in starts]
    name = _FISCAL_YEAR if width == 1 else Words(f"{width}年度", f"{width} fiscal years")
    return Periods(labels, name, year // width - first_year // width)
