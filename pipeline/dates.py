"""Dates and times as records write them. What is not written is null; nothing is repaired."""

from __future__ import annotations

import polars as pl

from pipeline.lexicons import alternatives, lexicon
from pipeline.numerals import NUMBER, integers
from schemas.table import TIME_ZONE

WEEKDAYS = "月火水木金土日"
"""Weekdays in the order of ISO 8601: Monday is 1."""

_DASH = "[~〜～∼\\-‐‑–—―−ー－]|から|より"


def with_date(headers: pl.DataFrame) -> pl.DataFrame:
    """Add the date.

    Parameters
    ----------
    headers
        Column `date_text`: what stands behind the label of date and time, null where there is
        none.

    Returns
    -------
    pl.DataFrame
        With `date` (Date), null where the calendar does not have it.
    """
    eras = lexicon("eras")["era"]
    written = pl.col("_written")
    named = written.str.extract_groups(
        rf"(?<era>{_era_names()})(?<year>{NUMBER})年"
        rf"(?<month>{NUMBER})月(?<day>{NUMBER})日"
    )
    western = written.str.extract_groups(
        r"(?:^|[^0-9])(?<year>[0-9]{4})(?:年|[./-])(?<month>[0-9]{1,2})(?:月|[./-])(?<day>[0-9]{1,2})"
    )
    year_before_first = (
        pl.col("_named")
        .struct.field("era")
        .replace_strict(
            {era["name"]: era["first_day"].year - 1 for era in eras},
            default=None,
            return_dtype=pl.Int32,
        )
    )

    def number(form: str, part: str) -> pl.Expr:
        return integers(pl.col(form).struct.field(part))

    def padded(number: pl.Expr, digits: int) -> pl.Expr:
        return number.cast(pl.String).str.zfill(digits)

    return (
        headers.with_columns(_written=_folded())
        .with_columns(_named=named, _western=western)
        .with_columns(
            date=pl.concat_str(
                padded(
                    pl.coalesce(
                        year_before_first + number("_named", "year"), number("_western", "year")
                    ),
                    4,
                ),
                *(
                    padded(pl.coalesce(number("_named", part), number("_western", part)), 2)
                    for part in ("month", "day")
                ),
                separator="-",
            ).str.to_date("%Y-%m-%d", strict=False)
        )
        .drop("_written", "_named", "_western")
    )


def with_date_parts(headers: pl.DataFrame) -> pl.DataFrame:
    """Add date, weekday, start and end.

    Parameters
    ----------
    headers
        Column `date_text`, as for `with_date`.

    Returns
    -------
    pl.DataFrame
        With `date`, `weekday_stated` (one kanji), `starts_at`, `ends_at` (Datetime in
        Japan time), `duration_minutes` (Int32, negative where the end is before the start) and
        `fiscal_year` (Int32).
    """
    written = pl.col("_written")
    clock = (
        rf"(?<{{0}}_half>午前|午後|(?i:AM|PM))?(?:(?<{{0}}_hour>{NUMBER})"
        rf"(?:[:.時](?:(?<{{0}}_past>半)|(?<{{0}}_minute>{NUMBER})分?)?)"
        r"|(?<{0}_noon>正午))"
    )
    # A date of digits could be read as a time: 2024.4.1 holds 4.1.
    times = written.str.replace(r"[0-9]{4}[./-][0-9]{1,2}[./-][0-9]{1,2}", "").str.extract_groups(
        clock.format("start")
        + rf"(?:頃|ごろ)?(?:開会)?(?:{_DASH})?(?:"
        + clock.format("end")
        + ")?"
    )
    return (
        with_date(headers)
        .with_columns(_written=_folded())
        .with_columns(
            weekday_stated=written.str.extract(
                rf"(?:日|[./-][0-9]{{1,2}})\(([{WEEKDAYS}])(?:曜日?)?(?:・[^)]*)?\)", 1
            ),
            _times=times,
        )
        .with_columns(
            starts_at=_moment("start"),
            ends_at=_moment("end"),
            fiscal_year=pl.col("date").dt.year() - (pl.col("date").dt.month() < 4),
        )
        .with_columns(
            duration_minutes=(pl.col("ends_at") - pl.col("starts_at"))
            .dt.total_minutes()
            .cast(pl.Int32)
        )
        .drop("_written", "_times")
    )


def _folded() -> pl.Expr:
    """What is written of date and time, in one width and without blanks."""
    return (
        pl.col("date_text")
        .str.normalize("NFKC")
        # A space between digits parts two numbers; all others only spread the line.
        .str.replace_all("([0-9]) +([0-9])", "${1}_${2}")
        .str.replace_all(" ", "", literal=True)
        # A year that is written twice, as era and as Western year.
        .str.replace_all(rf"\((?:[0-9]{{4}}|{_era_names()}{NUMBER})年?\)", "")
    )


def _era_names() -> str:
    return alternatives([era["name"] for era in lexicon("eras")["era"]])


def _moment(which: str) -> pl.Expr:
    """The start or end as a moment. 午前 or 午後 before the start governs the end as well."""
    times = pl.col("_times").struct
    halves = [times.field(f"{which}_half"), times.field("start_half")]
    hour = integers(times.field(f"{which}_hour"))
    hour = (
        pl.when(times.field(f"{which}_noon").is_not_null())
        .then(12)
        .when(pl.coalesce(halves).str.contains("(?i)午後|PM") & (hour < 12))
        .then(hour + 12)
        .otherwise(hour)
    )
    minute = (
        pl.when(times.field(f"{which}_past").is_not_null())
        .then(30)
        .otherwise(integers(times.field(f"{which}_minute")).fill_null(0))
    )
    return (
        pl.when((hour < 24) & (minute < 60))
        .then(pl.col("date").cast(pl.Datetime("us")) + pl.duration(hours=hour, minutes=minute))
        .dt.replace_time_zone(TIME_ZONE)
    )
