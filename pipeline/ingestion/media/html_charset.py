"""The encoding of a page: what it declares beside what its bytes prove."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from pipeline.ingestion.decoding import UndecodableError, decode
from pipeline.ingestion.media.extracted import Doubt, ExtractionError, Failure, Warned
from pipeline.ingestion.windows_japanese import decode_cp932, decode_euc_jp, decode_iso2022_jp

BYTES_LOOKED_AT = 8192
"""Browsers look for a declaration in the first 1,024 bytes; some pages have it further down."""

_DECODER_OF = {
    "shift_jis": decode_cp932,
    "cp932": decode_cp932,
    "euc_jp": decode_euc_jp,
    "iso2022_jp": lambda content, _: decode_iso2022_jp(content),
}

_NAMES = {
    "x-sjis": "cp932",
    "sjis": "cp932",
    "shift_jis": "cp932",
    "windows-31j": "cp932",
    "x-euc-jp": "euc_jp",
    "utf8": "utf-8",
}
"""Names that pages use, with those of `pipeline.ingestion.decoding`."""


class Page(NamedTuple):
    """The markup of a page, its encoding, and a doubt where the page declares another."""

    markup: str
    encoding: str
    warnings: tuple[Warned, ...]


def decode_page(content: bytes) -> Page:
    """Decode a page strictly by what its bytes prove; what it declares decides only where they
    prove nothing.

    Raises
    ------
    ExtractionError
        UNDECODABLE.
    """
    declared = _declared(content)
    try:
        decoded = decode(content)
    except UndecodableError as error:
        markup = _as_declared(content, declared)
        if markup is None or "\0" in markup:
            raise ExtractionError(Failure.UNDECODABLE, error.reason) from error
        return Page(markup, str(declared), ())
    is_as_proven = declared in (None, decoded.encoding.removesuffix("-sig"))
    # ASCII alone is the same in all of them.
    if is_as_proven or _as_declared(content, declared) == decoded.text:
        return Page(decoded.text, decoded.encoding, ())
    warned = Warned(Doubt.CHARSET_DISAGREES, f"{declared}, {decoded.encoding}")
    return Page(decoded.text, decoded.encoding, (warned,))


def _declared(content: bytes) -> str | None:
    from selectolax.lexbor import LexborHTMLParser

    # Declarations are ASCII, and markup read byte by byte is still markup.
    head = LexborHTMLParser(content[:BYTES_LOOKED_AT].decode("latin-1").replace("\0", ""))
    for node in head.css("meta"):
        attributes = node.attributes
        name = attributes.get("charset")
        if not name and (attributes.get("http-equiv") or "").lower() == "content-type":
            _, _, name = (attributes.get("content") or "").lower().partition("charset=")
        if name:
            return _known(name.partition(";")[0].strip(" \"'").lower())
    return None


def _known(name: str) -> str:
    if name in _NAMES:
        return _NAMES[name]
    try:
        return codecs.lookup(name).name
    except LookupError:
        return name


def _as_declared(content: bytes, declared: str | None) -> str | None:
    if declared is None:
        return None
    try:
        decoder = _DECODER_OF.get(declared)
        return decoder(content, "strict") if decoder else content.decode(declared, "strict")
    except (UnicodeError, LookupError):
        return None
