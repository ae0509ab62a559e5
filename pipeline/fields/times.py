"""Times: start and end of a meeting, as written."""

from __future__ import annotations

from datetime import datetime

import polars as pl

from pipeline.text.numerals import NUMBER as COMMON_NUMBER
from pipeline.text.numerals import NUMBER_OF_DAY as NUMBER
from pipeline.text.numerals import integers
from schemas.table import TIME_ZONE

STANDARD_TIME = datetime(1888, 1, 1)
"""Minimum moment with a standard time in Japan.

Before it each place had its local solar time, so that a clock time names no moment; Tokyo's offset
from UTC has seconds, which ISO 8601 cannot write.
"""

_HOURS_END = 30
"""Exclusive maximum of the hour of a clock time: 29時 is five o'clock of the next day."""

_DASH = "(?:[~〜～∼∽〰→\\-‐‑‒–—―−ー－─]|から|より)"
_STARTS = "(?:開会|開議|開始|自)"
_ENDS = "(?:閉会|散会|閉議|終了|終会|解散|延会|至)"
_WITHIN = "(?:休憩|再開|退席|入室|入場)"
_ABOUT = "(?:頃|ごろ|ころ)?"
_HALF = r"(?:午前|午後|同|(?i:a\.?m\.?|p\.?m\.?))"
_CLOCK = (
    rf"(?:{_HALF}?(?:{NUMBER}(?:[:∶](?:{COMMON_NUMBER})?|時(?:半|{NUMBER}分|{COMMON_NUMBER})?)"
    r"|[0-9]{1,2}\.[0-9]{2})|正午)"
)


def with_times(headers: pl.DataFrame) -> pl.DataFrame:
    """Add start and end of each meeting.

    The end is the time after a dash, or next to a word for it (閉会, 散会, 至). A time with such a
    word is never a start, even where it is the only time: 午前10時～正午 → 10:00, 12:00. An end of
    0時 after noon is the midnight of the next day: 午後8時～0時 → 20:00, 24:00.

    Parameters
    ----------
    headers
        Column `clocks`: the written times, in one width, without blanks and without the date.
        Column `date`.

    Returns
    -------
    pl.DataFrame
        `headers` with `starts_at` and `ends_at` (Datetime in Japan time), null where `date` is;
        `start_time` and `end_time` (Time), with or without a date; and `unclear_hours` (List of
        String): the clock times as written that name no moment of that day, or two. Such a day is
        before `STANDARD_TIME`, or summer time (1948 to 1951) began or ended on it.
    """
    told = (
        pl.col("clocks")
        # A duration is no clock time (2時間), nor is a label (一、時刻).
        .str.replace_all(rf"{NUMBER}時間半?|時刻", "")
        .str.replace_all(rf"{_CLOCK}{_ABOUT}{_WITHIN}", "")
        # A glyph before a label: ○開会　午前10時 ○散会　正午.
        .str.replace_all("(^|[^0-9])[○◯●◎◇◆□■▽△]+", "${1}")
    )
    # Columns, since an expression is evaluated again at each use.
    written, lead = pl.col("_told"), pl.col("_lead")
    # Words are before the times (開会午前十時閉会正午) or after them (午前十時開会正午閉会).
    words_lead = lead.str.contains(_STARTS)
    first = written.str.extract(f"({_CLOCK})", 1)
    first_ends = lead.str.contains(f"{_ENDS}(?:時刻|時間|日時)?[:_(]*$") | (
        ~words_lead
        & written.str.extract(rf"^[\s\S]*?{_CLOCK}{_ABOUT}に?({_ENDS})?", 1).is_not_null()
    )
    second = rf"_?(?:{_ENDS}:?)?({_CLOCK})"
    behind_dash = written.str.extract(rf"{_CLOCK}{_ABOUT}(?:{_STARTS})?[(]?{_DASH}+{second}", 1)
    at_once = written.str.extract(rf"{_CLOCK}{_ABOUT}(?:{_STARTS})?[(]?{second}", 1)
    behind_word = written.str.extract(rf"{_ENDS}[^0-9]{{0,6}}?({_CLOCK})", 1)
    # Of several, the last: 午後１時開議 午後２時26分開議 (after a pause) 午後３時36分散会.
    before_word = (
        written.str.extract_all(rf"{_CLOCK}{_ABOUT}に?{_ENDS}")
        .list.last()
        .str.extract(f"({_CLOCK})", 1)
    )
    by_word = (
        pl.when(words_lead)
        .then(pl.coalesce(behind_word, before_word))
        .otherwise(pl.coalesce(before_word, behind_word))
    )
    return (
        headers.with_columns(_told=told)
        .with_columns(_lead=written.str.extract(rf"^([\s\S]*?){_CLOCK}", 1))
        .with_columns(_dash=behind_dash, _at_once=at_once)
        .with_columns(
            _start=pl.when(~first_ends).then(first),
            # The start may be written twice: 午前10時開議 (in the header) 午前10時開議 正午散会.
            _end=pl.coalesce(
                pl.when(pl.col("_dash") != first).then("_dash"), by_word, "_at_once", "_dash"
            ),
        )
        .with_columns(_half=pl.col("_start").str.extract(f"^({_HALF}|正午)", 1))
        .with_columns(*_hour_and_minute("_start"), *_hour_and_minute("_end"))
        .with_columns(_from=_since_midnight("_start"), _until=_since_midnight("_end"))
        .with_columns(_until=pl.when(_ends_at_midnight()).then(_of_next_day()).otherwise("_until"))
        .with_columns(
            _starts=pl.col("date").cast(pl.Datetime("us")) + pl.col("_from"),
            _ends=pl.col("date").cast(pl.Datetime("us")) + pl.col("_until"),
            # The day does not matter: 25時 is one o'clock.
            start_time=(pl.lit(STANDARD_TIME) + pl.col("_from")).dt.time(),
            end_time=(pl.lit(STANDARD_TIME) + pl.col("_until")).dt.time(),
        )
        .with_columns(starts_at=_in_japan("_starts"), ends_at=_in_japan("_ends"))
        .with_columns(
            unclear_hours=pl.concat_list(
                pl.when(pl.col(moment).is_not_null() & pl.col(exact).is_null()).then(clock)
                for moment, exact, clock in (
                    ("_starts", "starts_at", "_start"),
                    ("_ends", "ends_at", "_end"),
                )
            ).list.drop_nulls()
        )
        .select(*headers.columns, "starts_at", "ends_at", "start_time", "end_time", "unclear_hours")
    )


def _ends_at_midnight() -> pl.Expr:
    """Return whether an end of 0時 is the midnight after the start.

    午後8時～0時 is, 午後0時15分～0時45分 is not.
    """
    at_noon = pl.duration(hours=12, minutes=pl.col("_end_minute").fill_null(0), time_unit="us")
    own = _own_half("_end")
    is_after_noon = own.is_null() & (at_noon > pl.col("_from"))
    is_in_morning = pl.col("_from") < pl.duration(hours=12, time_unit="us")
    is_afternoon = own.str.contains("(?i)午後|p").fill_null(False)
    return (pl.col("_end_hour") == 0) & ~is_after_noon & ~is_in_morning & ~is_afternoon


def _of_next_day() -> pl.Expr:
    minute = pl.col("_end_minute").fill_null(0)
    minute = pl.when(pl.col("_end").str.contains("半", literal=True)).then(30).otherwise(minute)
    return pl.when(minute < 60).then(pl.duration(hours=24, minutes=minute, time_unit="us"))


def _own_half(column: str) -> pl.Expr:
    return pl.col(column).str.extract(f"^({_HALF})", 1).replace("同", None)


def _hour_and_minute(column: str) -> list[pl.Expr]:
    """Return `<column>_hour` and `<column>_minute` of a clock time, as written."""
    clock = pl.col(column)
    return [
        integers(clock.str.extract(f"({NUMBER})[:∶時.]", 1)).alias(f"{column}_hour"),
        integers(clock.str.extract(f"[:∶時.]({NUMBER})", 1)).alias(f"{column}_minute"),
    ]


def _since_midnight(column: str) -> pl.Expr:
    """Return the time since midnight; 24時 to 29時 exceed one day.

    午前 or 午後 before the start applies to the end too, unless the end has its own.
    """
    clock, hour, minute = pl.col(column), pl.col(f"{column}_hour"), pl.col(f"{column}_minute")
    own = _own_half(column)
    is_afternoon = pl.coalesce(own, "_half").str.contains("(?i)午後|正午|p").fill_null(False)
    is_noon = clock == "正午"
    hour = (
        pl.when(is_noon).then(12).when(is_afternoon & (hour < 12)).then(hour + 12).otherwise(hour)
    )
    minute = (
        pl.when(is_noon)
        .then(0)
        .when(clock.str.contains("半", literal=True))
        .then(30)
        .otherwise(minute.fill_null(0))
    )
    # 25時 is one o'clock of the next day; 午後25時 and 25.30 are no times.
    is_of_next_day = (hour < _HOURS_END) & own.is_null() & ~clock.str.contains(".", literal=True)
    return pl.when(((hour < 24) | is_of_next_day) & (minute < 60)).then(
        pl.duration(hours=hour, minutes=minute, time_unit="us")
    )


def _in_japan(moment: str) -> pl.Expr:
    """Return the moment of a clock time in Japan.

    Null before `STANDARD_TIME`, and where summer time makes it none, or two.
    """
    return (
        pl.when(pl.col(moment) >= STANDARD_TIME)
        .then(moment)
        .dt.replace_time_zone(TIME_ZONE, ambiguous="null", non_existent="null")
    )
