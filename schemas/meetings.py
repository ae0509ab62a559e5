"""`meetings`: one row per meeting."""

from typing import Annotated, Any

import polars as pl

from schemas.columns import column
from schemas.source_columns import char_end, char_start, line_end, line_start, page_end, page_start
from schemas.table import TIME_ZONE, Table
from schemas.vocabulary import Basis, MeetingFormat, RecordKind


def _basis(name: str, ja: str) -> Any:
    """Declare who states the value of the column `name`."""
    return column(
        f"Whether the record states {name}, or its publisher gives it; null where it is null.",
        f"{ja}の根拠（記録の記載か、公表者によるか。値がなければ欠損）",
        nullable=True,
        vocabulary=Basis,
    )


class Meetings(Table):
    """A meeting, as its record states it or its publisher gives it; what neither says is null."""

    meeting_id: str = column(
        "Collection, date and session of the meeting.",
        "会議ID（コレクション・開催日・回）",
        pattern=r"^\S+/\S+/\S+$",
    )
    document_id: str = column(
        "Document the record stands in, the first of several.",
        "文書ID（複数のときは最初のもの）",
        references="documents.document_id",
    )
    collection_id: str = column("Collection.", "コレクションID", pattern=r"^[^/]+$")
    body: str = column("Name of the body that met, from the title.", "会議体の名称", nullable=True)
    body_basis: str = _basis("body", "会議体の名称")
    title: str = column(
        "Title of the record as written; null where it has none.",
        "記録の標題（原文のまま。標題のない記録では空）",
        nullable=True,
    )
    title_basis: str = _basis("title", "標題")
    term: pl.Int32 = column("Term of the body (期).", "期", nullable=True, minimum=1)
    session: pl.Int32 = column("Number of the meeting (回).", "回", nullable=True, minimum=1)
    session_basis: str = _basis("session", "回")
    diet_session: pl.Int32 = column(
        "Session of the Diet (国会回次) that the meeting fell in, as the search system of the Diet "
        "gives it; null for all others.",
        "国会回次（国会会議録検索システムの項目による。ほかの記録では欠損）",
        nullable=True,
        minimum=1,
    )
    issue: str = column(
        "Number of the record in its session of the Diet (号), as the search system of the Diet "
        "gives it; null for all others.",
        "号数（国会会議録検索システムの項目による。ほかの記録では欠損）",
        nullable=True,
    )
    fiscal_year: pl.Int32 = column(
        "Japanese fiscal year of the date, which starts in April.",
        "年度（4月始まり）",
        nullable=True,
        minimum=1868,
    )
    record_kind: str = column(
        "What sort of record it is, as its title tells, or else records.csv or collection.toml.",
        "記録の種類（標題による。標題にないときは records.csv または collection.toml による）",
        vocabulary=RecordKind,
        given=True,
    )
    record_kind_basis: str = column(
        "Whether the record shows its kind, or its publisher gives it.",
        "記録の種類の根拠（記録の記載か、公表者によるか）",
        vocabulary=Basis,
        given=True,
    )
    date: pl.Date = column("Date of the meeting.", "開催日", nullable=True)
    date_basis: str = _basis("date", "開催日")
    weekday_stated: str = column(
        "Weekday as written, which may contradict the date.",
        "曜日（原文のまま）",
        nullable=True,
        pattern=r"^[月火水木金土日]$",
    )
    starts_at: Annotated[pl.Datetime, "us", TIME_ZONE] = column(
        "Start, Japan time.", "開始日時（日本時間）", nullable=True
    )
    ends_at: Annotated[pl.Datetime, "us", TIME_ZONE] = column(
        "End, Japan time.", "終了日時（日本時間）", nullable=True
    )
    start_time: pl.Time = column(
        "Time of day of the start, also where the day is not known.",
        "開始時刻（日付が分からない場合も）",
        nullable=True,
    )
    end_time: pl.Time = column(
        "Time of day of the end, also where the day is not known.",
        "終了時刻（日付が分からない場合も）",
        nullable=True,
    )
    duration_minutes: pl.Int32 = column(
        "Minutes from start to end; negative where the source has the end before the start.",
        "所要時間（分）",
        nullable=True,
        unit="minute",
    )
    venue: str = column("Place as written, without room and floor.", "会場", nullable=True)
    room: str = column("Room as written.", "会議室", nullable=True)
    floor: pl.Int32 = column("Floor; basements are negative.", "階（地階は負の数）", nullable=True)
    format: str = column("How the meeting was held.", "開催方法", vocabulary=MeetingFormat)
    attendee_count_stated: pl.Int32 = column(
        "Number of attendees where the record states a number in the place of names.",
        "出席者数（氏名の記載がなく人数のみ記載されている場合）",
        nullable=True,
        minimum=0,
    )
    char_start: pl.Int64 = char_start()
    char_end: pl.Int64 = char_end()
    line_start: pl.Int32 = line_start()
    line_end: pl.Int32 = line_end()
    page_start: pl.Int32 = page_start()
    page_end: pl.Int32 = page_end()

    class Config:
        unique = ["meeting_id"]
        metadata = {
            "ja": "会議",
            "sort_by": ["meeting_id"],
            "recognised": {"within": ["document_id"], "by": ["title"], "place": "char_start"},
        }
