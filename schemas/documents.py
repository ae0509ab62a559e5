"""`documents`: one row per source file."""

import polars as pl

from schemas.columns import column
from schemas.table import Table
from schemas.vocabulary import DocumentStatus, RecordKind

GIVEN = ("given_title", "given_body", "given_date", "given_session", "given_record_kind")
"""Columns with the values of `records.csv` about a meeting."""

BESIDE_TEXT = (*GIVEN, "page_title")
"""What is known of the meeting beside the text of its record."""


class Documents(Table):
    """A source file, as it was read: its identity, its text and the terms it comes under."""

    document_id: str = column(
        "Collection and path of the file.",
        "文書ID（コレクションとパス）",
        pattern=r"^[^/]+/[\s\S]+$",
    )
    collection_id: str = column(
        "Collection the file belongs to.", "コレクションID", pattern=r"^[^/]+$"
    )
    path: str = column(
        "Path of the file inside its collection.", "コレクション内のパス", given=True
    )
    media_type: str = column(
        "Media type of the file.", "メディアタイプ", pattern=r"^[a-z][a-z-]*/[a-z0-9._+-]+$"
    )
    encoding: str = column(
        "Encoding the file was decoded from; null where it has none, such as a PDF.",
        "文字コード。PDF などでは空",
        nullable=True,
    )
    extractor: str = column(
        "Name and version of what took the text out of the file; null for plain text.",
        "本文を取り出したプログラムの名前と版。プレーンテキストでは空",
        nullable=True,
        follows="sha256",
    )
    sha256: str = column(
        "SHA-256 of the file's bytes, in hexadecimal.", "SHA-256", pattern=r"^[0-9a-f]{64}$"
    )
    byte_count: pl.Int64 = column(
        "Size of the file.", "バイト数", unit="byte", minimum=0, follows="sha256"
    )
    page_count: pl.Int32 = column(
        "Number of pages of the file; null for a file without pages.",
        "ページ数。ページのない形式では空",
        nullable=True,
        unit="page",
        minimum=1,
        follows="sha256",
    )
    char_count: pl.Int64 = column(
        "Length of the text.",
        "文字数（コードポイント）",
        nullable=True,
        unit="code point",
        minimum=0,
        follows="sha256",
    )
    text: str = column(
        "The text as decoded or taken out of the file; all spans of all tables count its code "
        "points.",
        "復号した、またはファイルから取り出した全文。各表の範囲はこの文字位置で数える",
        nullable=True,
        follows="sha256",
    )
    layout: str = column("Layout family that the text was read by.", "認識した様式", nullable=True)
    layout_evidence: str = column(
        "How many lines speak for the layout, and for the next best.",
        "様式を選んだ根拠（該当行数と次点）",
        nullable=True,
    )
    source_url: str = column(
        "Where the record was published, as records.csv gives it, or else the page itself, or else "
        "its collection.",
        "出典のURL（records.csv、ページ自身の記載、コレクションの順による）",
        nullable=True,
        given=True,
    )
    publisher: str = column("Who published the record.", "公表者", nullable=True, given=True)
    license: str = column(
        "Terms the record was published under.", "利用条件", nullable=True, given=True
    )
    published: pl.Date = column(
        "Day on which the record was published, as records.csv gives it, or else the page itself.",
        "公表日（records.csv、またはページ自身の記載による）",
        nullable=True,
        given=True,
    )
    note: str = column(
        "What the publisher adds in records.csv, in its own words.",
        "備考（records.csv による）",
        nullable=True,
        given=True,
    )
    given_title: str = column(
        "Title that records.csv gives.", "records.csv の標題", nullable=True, given=True
    )
    page_title: str = column(
        "What a web page calls itself in its own words; used as a title only where neither the "
        "record nor records.csv has one, and it names a record.",
        "ウェブページ自身の題名（ほかに標題がなく、記録名と読めるときだけ標題に使う）",
        nullable=True,
        follows="sha256",
    )
    given_body: str = column(
        "Name of the body that records.csv gives.",
        "records.csv の会議体の名称",
        nullable=True,
        given=True,
    )
    given_date: pl.Date = column(
        "Date of the meeting that records.csv gives.",
        "records.csv の開催日",
        nullable=True,
        given=True,
    )
    given_session: pl.Int32 = column(
        "Number of the meeting (回) that records.csv gives.",
        "records.csv の回",
        nullable=True,
        minimum=1,
        given=True,
    )
    given_record_kind: str = column(
        "What sort of record records.csv says it is.",
        "records.csv の記録の種類",
        nullable=True,
        vocabulary=RecordKind,
        given=True,
    )
    status: str = column(
        "How far the file got, as the issues of all stages say.",
        "処理状態（全段階の課題による）",
        vocabulary=DocumentStatus,
    )

    class Config:
        unique = ["document_id"]
        metadata = {
            "ja": "出典のファイル",
            "sort_by": ["document_id"],
            "not_in_csv": ["text"],
            "recognised": {"within": ["collection_id"], "by": ["sha256"], "place": None},
        }
