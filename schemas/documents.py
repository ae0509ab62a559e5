"""`documents`: one row a source file."""

import polars as pl

from schemas.table import Table, column
from schemas.vocabulary import DocumentStatus


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
    encoding: str = column("Encoding the file was decoded from.", "文字コード", nullable=True)
    sha256: str = column(
        "SHA-256 of the file's bytes, in hexadecimal.", "SHA-256", pattern=r"^[0-9a-f]{64}$"
    )
    byte_count: pl.Int64 = column(
        "Size of the file.", "バイト数", unit="byte", minimum=0, follows="sha256"
    )
    char_count: pl.Int64 = column(
        "Length of the decoded text.",
        "文字数（コードポイント）",
        nullable=True,
        unit="code point",
        minimum=0,
        follows="sha256",
    )
    text: str = column(
        "The decoded text; all spans of all tables count its code points.",
        "復号した全文。各表の範囲はこの文字位置で数える",
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
        "Where the record was published.", "出典のURL", nullable=True, given=True
    )
    publisher: str = column("Who published the record.", "公表者", nullable=True, given=True)
    license: str = column(
        "Terms the record was published under.", "利用条件", nullable=True, given=True
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
            "recognised": {"within": ["collection_id"], "by": ["sha256"], "place": None},
        }
