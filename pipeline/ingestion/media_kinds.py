"""Kinds of files that are no plain text: how they are known, and what to do with them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.messages import Message, message

BYTES_LOOKED_AT = 4096


@dataclass(frozen=True)
class Kind:
    """A kind of file.

    Attributes
    ----------
    media_type
        Its media type, or that of its most frequent member.
    name, advice
        Names of messages: what it is, and what to do.
    endings
        Endings of such files.
    signatures
        Bytes that such files begin with.
    inside
        Bytes of which one stands in a file that begins so, where the signature is shared.
    """

    media_type: str
    name: str
    advice: str
    endings: tuple[str, ...]
    signatures: tuple[bytes, ...] = ()
    inside: tuple[bytes, ...] = ()


_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

HTML = Kind("text/html", "kind_html", "name_as_html", (".html", ".htm", ".xhtml"))
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

KINDS = (
    Kind("application/pdf", "kind_pdf", "name_as_pdf", (".pdf",), (b"%PDF-",)),
    HTML,
    Kind("multipart/related", "kind_html", "save_as_html", (".mht", ".mhtml")),
    Kind(DOCX, "kind_word", "name_as_docx", (".docx",), (_ZIP,), (b"word/",)),
    Kind("application/rtf", "kind_word", "save_as_docx", (".rtf",), (b"{\\rtf",)),
    Kind(
        "application/msword",
        "kind_word",
        "save_as_docx",
        (".doc", ".docm", ".odt", ".jtd"),
        (_ZIP, _OLE),
        (b"opendocument.text", "WordDocument".encode("utf-16-le")),
    ),
    Kind(
        "application/vnd.ms-excel",
        "kind_sheet",
        "save_sheet_as_pdf",
        (".xlsx", ".xls", ".xlsm", ".ods", ".csv", ".tsv"),
        (_ZIP, _OLE),
        (b"xl/", b"opendocument.spreadsheet", "Workbook".encode("utf-16-le")),
    ),
    Kind(
        "application/vnd.ms-powerpoint",
        "kind_slides",
        "save_slides_as_pdf",
        (".pptx", ".ppt", ".odp"),
        (_ZIP, _OLE),
        (b"ppt/", b"opendocument.presentation", "PowerPoint".encode("utf-16-le")),
    ),
    Kind("application/zip", "kind_archive", "unpack", (".zip",), (_ZIP,)),
    Kind("application/x-ole-storage", "kind_office", "save_as_docx", (), (_OLE,)),
    Kind(
        "application/octet-stream",
        "kind_archive",
        "unpack",
        (".lzh", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz"),
        (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1f\x8b\x08"),
    ),
    Kind(
        "image/png",
        "kind_image",
        "transcribe",
        (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".heic"),
        (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*"),
    ),
    Kind(
        "audio/mpeg",
        "kind_recording",
        "transcribe",
        (".mp3", ".mp4", ".m4a", ".wav", ".wma", ".mov"),
        (b"ID3\x02", b"ID3\x03", b"ID3\x04"),
    ),
)
"""The first that fits counts."""

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def kind_of_ending(ending: str) -> Kind | None:
    """The kind of files with this ending; None for an unknown one."""
    return next((kind for kind in KINDS if ending.lower() in kind.endings), None)


def kind_of_bytes(content: bytes) -> Kind | None:
    """The kind that the bytes of a file show, whatever its name; None where it may be text."""
    return next(
        (
            kind
            for kind in KINDS
            if content.startswith(kind.signatures)
            and (not kind.inside or any(mark in content for mark in kind.inside))
        ),
        None,
    )


def kind_of_text(text: str) -> Kind | None:
    """HTML, where a decoded text begins as such; else None."""
    return HTML if _HTML.match(text[:BYTES_LOOKED_AT]) else None


def not_text(kind: Kind) -> Message:
    """What to say of a file that is of this kind though its ending is that of a text."""
    return message("not_text", kind=message(kind.name), advice=message(kind.advice))
