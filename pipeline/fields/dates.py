"""Dates and times as written. Missing values are null; nothing is repaired."""

from __future__ import annotations

from functools import cache

import polars as pl

from pipeline.fields.times import with_times
from pipeline.lexicons import alternatives, lexicon
from pipeline.text.numerals import NUMBER_OF_DAY as NUMBER
from pipeline.text.numerals import integers

WEEKDAYS = "月火水木金土日"
"""Weekdays in the order of ISO 8601, where Monday is 1."""

_PARTS = ("year", "month", "day")
_SPREAD = "(^|[^0-9_/.:-])([0-9])_([0-9])([年月日時分])"


def with_date(headers: pl.DataFrame) -> pl.DataFrame:
    """Add the date of each meeting.

    ３月５日, with the title 令和５年度第３回 → 2024-03-05.

    Parameters
    ----------
    headers
        Column `date_text`: date and time as the record states them, or null.
        Optional column `title`: its date counts where `date_text` has none, and its year (or
        fiscal year) where `date_text` has a month and a day only.
        Optional column `given_date`: the date where neither has one.

    Returns
    -------
    pl.DataFrame
        `headers` with `date` (Date), null where the calendar does not have it.
    """
    return _or_given(_dated(headers)).select(*headers.columns, "date")


def _or_given(dated: pl.DataFrame) -> pl.DataFrame:
    """Fill `date` from `given_date` where none is stated."""
    if "given_date" not in dated.columns:
        return dated
    return dated.with_columns(date=pl.coalesce("date", "given_date"))


def _dated(headers: pl.DataFrame) -> pl.DataFrame:
    """Add the stated `date`, and `_written`, the folded `date_text`."""
    dated = (
        headers.with_row_index("_row")
        .with_columns(_written=_folded("date_text"))
        .pipe(_with_date_of, "_written")
    )
    undated = dated.filter(~pl.col("_written_stated"))
    if undated.is_empty() or "title" not in headers.columns:
        return dated.with_columns(date="_written_date")
    return dated.join(
        _date_by_title(undated), on="_row", how="left", maintain_order="left"
    ).with_columns(date=pl.coalesce("_written_date", "date"))


def _date_by_title(headers: pl.DataFrame) -> pl.DataFrame:
    """Return `_row` and `date` of headers that need their titles.

    A month and a day in `_written` take the year, or fiscal year, of the title; other headers take
    the date of the title. Search systems of assemblies write the year at its beginning and the day
    at its end: 平成25年 予算特別委員会 − 10月29日−09号. So do brackets at the end: （11月19日）.
    """
    month, day = (pl.col(f"_{part}_alone") for part in ("month", "day"))
    year = f"({_era_names()}{NUMBER}|[0-9]{{4}})年"
    year_of_title = _year(pl.col("_title").str.extract(year, 1))
    is_fiscal = pl.col("_title").str.extract(f"{year}(度)", 2)
    day_at_end = (
        f"(?<month>{NUMBER})月(?<day>{NUMBER})日(?:[‐-–—−ー-]{NUMBER}号|(?:開催)?[)][ _]*$)"
    )
    alone = f"(?:^|[^0-9年/.-])(?<month>{NUMBER})月(?<day>{NUMBER})日"
    return (
        headers.with_columns(_title=_folded("title"))
        .pipe(_with_date_of, "_title")
        .with_columns(
            _alone=pl.col("_written").str.extract_groups(alone),
            _at_end=pl.col("_title").str.extract_groups(day_at_end),
        )
        .with_columns(
            integers(pl.col(f"_{where}").struct.field(part)).alias(f"_{part}_{where}")
            for where in ("alone", "at_end")
            for part in ("month", "day")
        )
        .with_columns(
            _of_fiscal_year=_calendar(
                year_of_title + (is_fiscal.is_not_null() & (month < 4)).cast(pl.Int32), month, day
            ),
            _at_end=_calendar(
                year_of_title
                + (is_fiscal.is_not_null() & (pl.col("_month_at_end") < 4)).cast(pl.Int32),
                pl.col("_month_at_end"),
                pl.col("_day_at_end"),
            ),
        )
        .select(
            "_row",
            date=pl.when(day.is_not_null())
            .then("_of_fiscal_year")
            .otherwise(pl.coalesce("_title_date", "_at_end")),
        )
    )


def with_date_parts(headers: pl.DataFrame) -> pl.DataFrame:
    """Add date, weekday, start and end of each meeting.

    令和６年４月１日（月）午前10時～正午 → 2024-04-01, 月, 10:00, 12:00.

    Parameters
    ----------
    headers
        As for `with_date`.

    Returns
    -------
    pl.DataFrame
        `headers` with `date`, `weekday_stated` (one kanji), `starts_at`, `ends_at` (Datetime in
        Japan time), `start_time`, `end_time` (Time), `duration_minutes` (Int32, negative where
        the end is before the start), `fiscal_year` (Int32) and the `unclear_hours` of
        `with_times`.
    """
    written = pl.col("_written")
    digits = "[0-9]{1,2}"
    # A date in digits could match as a time: 2024.4.1 contains 4.1.
    in_digits = (
        rf"(?:[0-9]{{4}}|{_era_names()}{NUMBER})[./-]{digits}[./-]{digits}"
        rf"|{digits}/{digits}/[0-9]{{4}}"
        # The date may be repeated between 閉会 and its time.
        rf"|(?:[0-9]{{4}}|{_era_names()}{NUMBER})年{NUMBER}月{NUMBER}日(?:[(][{WEEKDAYS}](?:曜日?)?[)])?"
    )
    return (
        with_times(
            _or_given(_dated(headers)).with_columns(clocks=written.str.replace_all(in_digits, ""))
        )
        .with_columns(
            weekday_stated=pl.coalesce(
                written.str.extract(
                    rf"(?:日|[./-][0-9]{{1,4}})[(\[〔【〈<]([{WEEKDAYS}])(?:曜日?)?(?:・[^)]*)?[)\]〕】〉>]",
                    1,
                ),
                written.str.extract(rf"(?:日|[./-][0-9]{{1,4}})([{WEEKDAYS}])曜", 1),
            ),
            fiscal_year=pl.col("date").dt.year() - (pl.col("date").dt.month() < 4),
        )
        .with_columns(
            duration_minutes=(pl.col("ends_at") - pl.col("starts_at"))
            .dt.total_minutes()
            .cast(pl.Int32)
        )
        .select(
            *headers.columns,
            *("date", "weekday_stated", "starts_at", "ends_at", "start_time", "end_time"),
            *("duration_minutes", "fiscal_year", "unclear_hours"),
        )
    )


def _with_date_of(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    """Add `<column>_date`, and whether a date is stated, valid or not.

    The second column is `<column>_stated`. Where both an era and a Western year are written, the
    year of the era counts.
    """
    written = pl.col(column)
    month_and_day = rf"(?<month>{NUMBER})月(?<day>{NUMBER})日"
    in_digits = r"(?<month>[0-9]{1,2})[./-](?<day>[0-9]{1,2})"
    era = f"(?:^|[^A-Za-z])(?<year>{_era_names()}{NUMBER})"
    western = r"(?:^|[^0-9])(?<year>[0-9]{4})"
    forms = [
        f"{era}年{month_and_day}",
        f"{era}[./-]{in_digits}",
        f"{western}年{month_and_day}",
        f"{western}[./-]{in_digits}",
        r"(?:^|[^0-9])(?<month>[0-9]{1,2})/(?<day>[0-9]{1,2})/(?<year>[0-9]{4})",
    ]
    year, month, day = (pl.col(f"_{part}") for part in _PARTS)
    return (
        frame.with_columns(
            written.str.extract_groups(form).alias(f"_form_{place}")
            for place, form in enumerate(forms)
        )
        .with_columns(
            pl.coalesce(
                pl.col(f"_form_{place}").struct.field(part) for place in range(len(forms))
            ).alias(f"_{part}")
            for part in _PARTS
        )
        .select(
            *frame.columns,
            _calendar(_year(year), integers(month), integers(day)).alias(f"{column}_date"),
            day.is_not_null().alias(f"{column}_stated"),
        )
    )


def _year(written: pl.Expr) -> pl.Expr:
    """Return the Western year of an era's year, or of four digits."""
    first_years = {
        name: era["first_day"].year
        for era in lexicon("eras")["era"]
        for name in (era["name"], era["initial"])
    }
    era = written.str.extract(f"^({_era_names()})", 1)
    number = integers(written.str.extract(f"^{_era_names()}({NUMBER})$", 1))
    before_first = era.replace_strict(first_years, default=None, return_dtype=pl.Int32) - 1
    return pl.coalesce(before_first + number, integers(written.str.extract("^([0-9]{4})$", 1)))


def _calendar(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    def padded(number: pl.Expr, digits: int) -> pl.Expr:
        return number.cast(pl.String).str.zfill(digits)

    return pl.concat_str(
        padded(year, 4), padded(month, 2), padded(day, 2), separator="-"
    ).str.to_date("%Y-%m-%d", strict=False)


def _folded(column: str) -> pl.Expr:
    """Fold date and time to one width, without blanks."""
    return (
        pl.col(column)
        .str.normalize("NFKC")
        # A space between digits separates two numbers; all others only spread the line.
        .str.replace_all(r"([0-9])\s+([0-9])", "${1}_${2}")
        .str.replace_all(r"\s+", "")
        # Spread digits of one number: 1 0 月 → 10月. Twice, since matches touch.
        .str.replace_all(_SPREAD, "${1}${2}${3}${4}")
        .str.replace_all(_SPREAD, "${1}${2}${3}${4}")
        # A year written twice, by its era and as a Western year.
        .str.replace_all(rf"\((?:[0-9]{{4}}|{_era_names()}{NUMBER})年?\)", "")
    )


@cache
def _era_names() -> str:
    eras = lexicon("eras")["era"]
    return alternatives([era[key] for era in eras for key in ("name", "initial")])
