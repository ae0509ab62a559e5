"""Doubts about headers: date, times, place, session and body."""

from __future__ import annotations

import polars as pl
from polars import selectors as cs

from pipeline.fields.dates import with_date
from pipeline.lexicons import alternatives, lexicon
from pipeline.lexicons.patterns import parts
from pipeline.normalisation.doubts.reading import Reading
from pipeline.tables.doubt import Doubt
from pipeline.text.numerals import NUMBER, NUMBER_OF_DAY, integers
from schemas.vocabulary import BlockKind, MeetingFormat

_HALF = "(?:午前|午後)?"
_CLOCK = (
    rf"{_HALF}[ 　]*(?:{NUMBER_OF_DAY}[ 　]*時(?:[ 　]*{NUMBER_OF_DAY}[ 　]*分|半)?|正午"
    r"|[0-9０-９]{1,2}[:：][0-9０-９]{2})"
)
_STARTS = "(?:開[ 　]*会|開[ 　]*議)"
_ENDS = "(?:散[ 　]*会|閉[ 　]*会|閉[ 　]*議|延[ 　]*会|終[ 　]*了)"
_PLACE_LABEL = (
    r"^[0-9０-９（()）．.○〇◯◎●■□・【〔<＜《 　]{0,4}(?:[^。]{0,6}(?:場[ 　]*所|会[ 　]*場)|ところ)"
)
_CALLED_TO = (
    r"(?:館|センター|役[場所]|庁舎?|[室場階]|ホール)(?:において|にて|に|で)、?[^。、]{0,6}"
    r"(?:[招召]集|開催|開会|開議|開かれ|行われ)"
)
"""A sentence that says where a meeting was: 架空市民会館に招集した."""
_LONGEST_FIELD = 250
"""Maximum length of a date or a place with all its lines, in characters."""
_SHORT = 40
"""Maximum length of a line of the header that is examined, in characters."""
_FRONT_LINES = 40
"""Maximum number of visible lines of a document in which its session is looked for."""


def _line_of(word: str) -> str:
    """Return the pattern of a line with the hour of `word`.

    散会　午後３時10分, （午後３時閉会）.
    """
    around = "[ 　（()）〔〕《》〈〉○◯◎:：、。―─-]*"
    about = "[ 　]*(?:頃|ごろ)?[ 　]*"
    return (
        rf"^{around}(?:{word}(?:時刻|時間|宣言)?{around}{_CLOCK}{about}"
        rf"|{_CLOCK}{about}に?{around}{word}){around}$"
    )


def _undated(reading: Reading) -> pl.DataFrame:
    return reading.meetings.filter(pl.col("date").is_null()).select(
        "document_id", line="line_start", excerpt="title"
    )


def _with_clear_hours(reading: Reading) -> pl.DataFrame:
    return reading.meetings.filter(~pl.col("meeting_id").is_in(reading.uncertain.unclear.implode()))


def _hours(reading: Reading, word: str, column: str, *, is_last: bool) -> pl.DataFrame:
    """Find lines with an hour that differs from the meeting's `column`.

    So does an hour alone in brackets, noted where somebody declares the opening or the end.
    """
    before = pl.col("text").shift().over("document_id")
    # Where line ends are lost, the end is behind the last words: …閉会いたします。 閉会 午後３時.
    behind = pl.col("text").str.extract(r"。[」』]?[ 　]*([^。]+。?)$", 1)
    is_noted = pl.col("text").str.contains(rf"^[（(]{_CLOCK}[）)]$") & before.str.contains(
        rf"{word}(?:いた)?します。$"
    )
    told = (
        reading.lines.with_columns(
            text=pl.coalesce(behind, "text") if is_last else pl.col("text"),
            _noted=is_noted.fill_null(False),
        )
        .filter(
            pl.col("meeting_id").is_not_null(),
            # After the first remark, a start may be that after a pause.
            pl.lit(is_last) | ~pl.col("has_spoken") | pl.col("_noted"),
            pl.col("text").str.len_chars() <= _SHORT,
            pl.col("text").str.contains(_line_of(word)) | pl.col("_noted"),
        )
        .sort(pl.col("_noted") != is_last, descending=True, maintain_order=True)
    )
    clock = pl.col("text").str.normalize("NFKC").str.replace_all(r"\s", "")
    minute = integers(clock.str.extract(rf"[時:]({NUMBER_OF_DAY})", 1)).fill_null(
        pl.when(clock.str.contains("時半")).then(30).otherwise(0)
    )
    hour = (
        pl.when(clock.str.contains("正午"))
        .then(12)
        .otherwise(integers(clock.str.extract(rf"({NUMBER_OF_DAY})[時:]", 1)))
    ) % 12
    return (
        told.with_columns(_clock=hour * 60 + minute)
        .unique("meeting_id", keep="last" if is_last else "first", maintain_order=True)
        .join(_with_clear_hours(reading).select("meeting_id", column), on="meeting_id")
        .filter(
            pl.col(column).is_null()
            | (
                (pl.col(column).dt.hour().cast(pl.Int32) % 12) * 60
                + pl.col(column).dt.minute().cast(pl.Int32)
                != pl.col("_clock")
            )
        )
        .select("document_id", "line", excerpt="text")
    )


def _starts(reading: Reading) -> pl.DataFrame:
    return _hours(reading, _STARTS, "start_time", is_last=False)


def _ends(reading: Reading) -> pl.DataFrame:
    return _hours(reading, _ENDS, "end_time", is_last=True)


def _other_days(reading: Reading) -> pl.DataFrame:
    """Find lines of the header with another date than the meeting's."""
    stated = (
        reading.lines.filter(pl.col("kind") == BlockKind.DATE.value)
        .join(reading.meetings.select("meeting_id", "date"), on="meeting_id")
        .rename({"date": "_date"})
        .with_columns(date_text=pl.col("text"), title=pl.lit(None, pl.String))
    )
    return (
        with_date(stated)
        .filter(pl.col("date") != pl.col("_date"))
        .select("document_id", "line", excerpt="text")
    )


def _outside_era(reading: Reading) -> pl.DataFrame:
    """Find lines of the header whose date is outside its era."""
    eras = lexicon("eras")["era"]
    bounds = pl.DataFrame(
        {
            "era": [era["name"] for era in eras],
            "first_day": [era["first_day"] for era in eras],
            "next_era": [*(era["first_day"] for era in eras[1:]), None],
        }
    )
    stated = reading.lines.filter(pl.col("kind") == BlockKind.DATE.value).with_columns(
        date_text=pl.col("text"),
        title=pl.lit(None, pl.String),
        era=pl.col("text").str.extract(f"({parts()['era']})", 1),
    )
    return (
        with_date(stated)
        .join(bounds, on="era")
        .filter(
            (pl.col("date") < pl.col("first_day"))
            | (pl.col("date") >= pl.col("next_era")).fill_null(False)
        )
        .select("document_id", "line", "era", pl.col("date").cast(pl.String), excerpt="text")
    )


def _round_unread(reading: Reading) -> pl.DataFrame:
    """Find lines before the first remark with a session not read."""
    sittings = alternatives(lexicon("documents")["sittings"])
    told = rf"第[ 　]*{NUMBER}(?:[ 　]*{NUMBER})*[ 　]*回"
    numbered = reading.meetings.filter(pl.col("session").is_null()).select("meeting_id")
    return (
        reading.lines.filter(
            pl.col("line").rank("ordinal").over("document_id") <= _FRONT_LINES,
            ~pl.col("has_spoken"),
            pl.col("text").str.len_chars() <= _SHORT,
        )
        .join(numbered, on="meeting_id", how="semi")
        .filter(
            pl.col("text").str.contains(told),
            ~pl.col("text").str.contains(rf"。|{told}[ 　]*{sittings}"),
            ~pl.col("kind").is_in([BlockKind.ATTENDANCE.value, BlockKind.AGENDA.value]),
        )
        .select("document_id", "line", excerpt="text")
    )


def _placeless(reading: Reading) -> pl.DataFrame:
    """Find labels of the place, and sentences that say it, in meetings without one.

    They are before the first remark.
    """
    text = pl.col("text")
    nowhere = reading.meetings.filter(
        pl.all_horizontal(cs.by_name("venue", "room", "floor", require_all=False).is_null()),
        pl.col("format") == MeetingFormat.UNSTATED.value,
    )
    return (
        reading.lines.filter(
            ~pl.col("has_spoken"),
            ((text.str.len_chars() <= _SHORT) & text.str.contains(_PLACE_LABEL))
            | text.str.contains(_CALLED_TO),
        )
        .join(nowhere, on="meeting_id", how="semi")
        .select("document_id", "line", excerpt="text")
    )


def _hourless(reading: Reading) -> pl.DataFrame:
    """Find lines with an hour in meetings without start and end.

    They are before the first remark.
    """
    return (
        reading.lines.filter(
            ~pl.col("has_spoken"),
            pl.col("text").str.len_chars() <= _SHORT * 2,
            pl.col("text").str.contains(_CLOCK),
            ~pl.col("text").str.contains(r"。|配[布付]|次回|休憩|更新|受付"),
        )
        .join(
            _with_clear_hours(reading).filter(
                pl.col("start_time").is_null(), pl.col("end_time").is_null()
            ),
            on="meeting_id",
            how="semi",
        )
        .select("document_id", "line", excerpt="text")
    )


def _overlong(reading: Reading) -> pl.DataFrame:
    """Find dates and places longer than `_LONGEST_FIELD`."""
    return (
        reading.lines.filter(pl.col("kind").is_in([BlockKind.DATE.value, BlockKind.PLACE.value]))
        .group_by("document_id", "meeting_id", "block_start", maintain_order=True)
        .agg(
            pl.col("line").first(),
            excerpt=pl.col("text").first(),
            length=pl.col("text").str.len_chars().sum(),
        )
        .filter(pl.col("length") > _LONGEST_FIELD)
        .select("document_id", "line", "excerpt")
    )


def _nameless(reading: Reading) -> pl.DataFrame:
    """Find meetings whose title names no body."""
    return reading.meetings.filter(pl.col("body").is_null()).select(
        "document_id", line="line_start", excerpt="title"
    )


DOUBTS: tuple[Doubt[Reading], ...] = (
    Doubt(
        "place_is_read",
        "meetings",
        "A record with a label of the place has a place.",
        "場所の見出しがある記録から場所が読まれている",
        _placeless,
    ),
    Doubt(
        "hours_are_read",
        "meetings",
        "A record that tells an hour before the talk has a start or an end.",
        "本文より前に時刻がある記録から時刻が読まれている",
        _hourless,
    ),
    Doubt(
        "fields_end",
        "meetings",
        "No day and no place runs over what follows it.",
        "日時や場所の記載に後の部分が含まれていない",
        _overlong,
    ),
    Doubt(
        "date_stated",
        "meetings",
        "Every meeting has a date.",
        "すべての会議に開催日がある",
        _undated,
    ),
    Doubt(
        "one_day",
        "meetings",
        "The lines of a header state one day.",
        "冒頭に書かれた日が一つである",
        _other_days,
    ),
    Doubt(
        "day_within_era",
        "meetings",
        "Every day lies within the era that it is written with.",
        "日付がその元号の期間内にある",
        _outside_era,
    ),
    Doubt(
        "start_read",
        "meetings",
        "The hour that a line gives for the beginning is the start of the meeting.",
        "開会の時刻の行が開始時刻として読まれている",
        _starts,
    ),
    Doubt(
        "end_read",
        "meetings",
        "The hour that the last line gives for the end is the end of the meeting.",
        "散会・閉会の時刻の行が終了時刻として読まれている",
        _ends,
    ),
    Doubt(
        "round_read",
        "meetings",
        "A round that stands before the talk is the round of the meeting.",
        "本文より前に書かれた回次が読まれている",
        _round_unread,
    ),
    Doubt(
        "title_names_body",
        "meetings",
        "The title of every meeting names the body that met.",
        "標題に会議体の名称がある",
        _nameless,
    ),
)
