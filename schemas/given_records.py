"""`records.csv`: what the publisher gives, one row per record."""

import polars as pl

from schemas.columns import column
from schemas.table import Table
from schemas.vocabulary import RecordKind


class GivenRecords(Table):
    """What the publisher of a record knows of it and the record may leave out."""

    path: str = column(
        "Path of the record inside the folder of the collection, with `/` between folders.",
        "記録のパス（コレクションのフォルダーから。区切りは /）",
    )
    source_url: str = column(
        "Address that the record was published at, beginning with https:// or http://.",
        "記録を公表したURL（https:// または http:// で始まる）",
        nullable=True,
        pattern=r"^https?://\S+$",
    )
    title: str = column("Title of the record, in one line.", "標題（1行）", nullable=True)
    body: str = column(
        "Name of the body that met, in one line.", "会議体の名称（1行）", nullable=True
    )
    date: pl.Date = column(
        "Date of the meeting, as 2024-04-01 or 2024/4/1, from 1868-04-01 on.",
        "開催日（2024-04-01 または 2024/4/1。1868-04-01 以降）",
        nullable=True,
    )
    session: pl.Int32 = column(
        "Number of the meeting (回), in digits.", "回（数字のみ）", nullable=True, minimum=1
    )
    record_kind: str = column(
        "What sort of record it is.", "記録の種類", nullable=True, vocabulary=RecordKind
    )
    published: pl.Date = column(
        "Day on which the record was published, as the date is written.",
        "公表日（書き方は開催日と同じ）",
        nullable=True,
    )
    note: str = column("Anything else, in your own words.", "備考（自由記述）", nullable=True)

    class Config:
        unique = ["path"]
        metadata = {
            "ja": "記録にはないことがあり、公表者が知っている事柄（1行に1記録）",
            "sort_by": ["path"],
        }
