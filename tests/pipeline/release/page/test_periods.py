"""The time axis of the plots: months, years or spans of years, few enough to be read."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from pipeline.release.page.periods import MOST_PERIODS, Periods, periods_of
from pipeline.release.page.words import Words


def meetings(*dates: date | None) -> pl.DataFrame:
    """Meetings of some days; a fiscal year begins in April."""
    years = [day and day.year - (day.month < 4) for day in dates]
    return pl.DataFrame(
        {"date": dates, "fiscal_year": years}, schema={"date": pl.Date, "fiscal_year": pl.Int32}
    )


def indices(rows: pl.DataFrame, periods: Periods) -> list[int | None]:
    return rows.select(periods.index.alias("index"))["index"].to_list()


def test_a_few_months_are_months_with_those_between_them() -> None:
    rows = meetings(date(2024, 2, 29), None, date(2023, 11, 1))
    periods = periods_of(rows.lazy())
    assert periods.labels == ["2023-11", "2023-12", "2024-01", "2024-02"]
    assert periods.name == Words("月", "month")
    assert indices(rows, periods) == [3, None, 0]


def test_one_month_more_than_there_is_room_for_makes_fiscal_years() -> None:
    fitting = periods_of(meetings(date(2023, 1, 1), date(2024, 8, 31)).lazy())
    assert len(fitting.labels) == MOST_PERIODS == 20
    rows = meetings(date(2023, 1, 1), date(2024, 9, 1), date(2024, 3, 31), None)
    periods = periods_of(rows.lazy())
    assert periods.labels == ["2022", "2023", "2024"]
    assert periods.name == Words("年度", "fiscal year")
    assert indices(rows, periods) == [0, 2, 1, None]


@pytest.mark.parametrize(
    ("first", "last", "name", "labels", "ends"),
    [
        (2001, 2020, "fiscal year", 20, ("2001", "2020")),
        (2001, 2021, "2 fiscal years", 11, ("2000–2001", "2020–2021")),
        (1947, 2024, "5 fiscal years", 16, ("1945–1949", "2020–2024")),
        (1890, 2024, "10 fiscal years", 14, ("1890–1899", "2020–2029")),
        (701, 2024, "100 fiscal years", 14, ("700–799", "2000–2099")),
    ],
)
def test_many_years_are_put_together(
    first: int, last: int, name: str, labels: int, ends: tuple[str, str]
) -> None:
    rows = meetings(date(first, 4, 1), date(last, 4, 1))
    periods = periods_of(rows.lazy())
    assert periods.name.en == name
    assert len(periods.labels) == labels
    assert (periods.labels[0], periods.labels[-1]) == ends
    assert indices(rows, periods) == [0, labels - 1]


def test_without_a_date_there_is_no_axis() -> None:
    for rows in (meetings(None, None), meetings()):
        periods = periods_of(rows.lazy())
        assert periods.labels == []
        assert set(indices(rows, periods)) <= {None}
