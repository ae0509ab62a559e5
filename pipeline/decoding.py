"""Bytes to text: which encoding a file is in, proven by a strict decoding."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from pipeline.messages import Message, message

BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}

LEGACY_ENCODINGS = ("cp932", "euc_jp")
"""Tried after UTF-8. Both decode much that is not theirs, so the result must look Japanese."""

PLAUSIBLE_SHARE = 0.95
"""Least share of characters, white space aside, that a Japanese record is expected to use."""

_WHITE_SPACE = re.compile(r"\s")
_IMPLAUSIBLE = re.compile(
    # ASCII, general punctuation to dingbats, CJK punctuation and kana, enclosed and squared
    # characters, kanji, full-width ASCII
    "[^\\s\x20-\x7e\u2010-\u27bf\u3000-\u30ff\u3200-\u33ff\u4e00-\u9fff\uff01-\uff5e]"
)


@dataclass(frozen=True)
class Decoded:
    """Text and the encoding that it was in."""

    text: str
    encoding: str


class UndecodableError(ValueError):
    """A file is in no known encoding. `line` is where UTF-8 broke, from 1."""

    def __init__(self, reason: Message, line: int | None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


def decode(content: bytes) -> Decoded:
    """Decode a file strictly: a wrong byte is an error, never a replacement character.

    Tried in turn: a byte order mark, ISO-2022-JP where its escapes stand, UTF-8, then CP932 and
    EUC-JP, which are taken only where the result looks like Japanese text.

    Raises
    ------
    UndecodableError
        With the first byte that is not UTF-8, its offset and line; or the first NUL, which no text
        holds.
    """
    decoded = _decode(content)
    nul = decoded.text.find("\0")
    if nul >= 0:
        line = decoded.text.count("\n", 0, nul) + 1
        raise UndecodableError(
            message("decoding_nul", character=nul, line=line),
            line,
        )
    return decoded


def _decode(content: bytes) -> Decoded:
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return _strict(content, encoding, skip=len(mark) if encoding == "utf-8-sig" else 0)
    if b"\x1b$" in content:
        return _strict(content, "iso2022_jp")
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        broken = error
    for encoding in LEGACY_ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if looks_japanese(text):
            return Decoded(text, encoding)
    raise _undecodable(content, broken)


def looks_japanese(text: str) -> bool:
    """Whether nearly all of `text` is what a Japanese record is written with.

    Half-width katakana counts against it: that is what other encodings turn into.
    """
    visible = len(text) - len(_WHITE_SPACE.findall(text))
    return len(_IMPLAUSIBLE.findall(text)) <= (1 - PLAUSIBLE_SHARE) * visible


def _strict(content: bytes, encoding: str, skip: int = 0) -> Decoded:
    try:
        return Decoded(content.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(content, error, skip) from error


def _undecodable(content: bytes, error: UnicodeDecodeError, skip: int = 0) -> UndecodableError:
    # A codec that takes the byte order mark off counts from behind it.
    offset = error.start + skip
    line = content[:offset].decode(error.encoding, "ignore").count("\n") + 1
    return UndecodableError(
        message(
            "undecodable",
            byte=f"0x{content[offset]:02x}",
            offset=offset,
            line=line,
            encoding=error.encoding,
        ),
        line,
    )
