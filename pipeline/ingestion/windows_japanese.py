"""Japanese encodings as Windows and browsers write them: with the rows of NEC and IBM.

The strict codecs of Python know the JIS standard alone, and reject the ①, ㈱ and 髙 that programs
write in EUC-JP (CP51932) and ISO-2022-JP (CP50221). Here a pair of bytes names the character of
its row and cell in CP932, so the three encodings give the same text for the same record: 0x2141,
the wave dash of JIS, is U+FF5E in all of them, as the WHATWG Encoding Standard has it
(https://encoding.spec.whatwg.org/, sections 12 to 14, index jis0208).
"""

from __future__ import annotations

import re
import sys
from array import array
from functools import cache

REPLACEMENT = "\ufffd"

LEVEL_1_ROWS = range(16, 48)
"""Rows of JIS X 0208 with the kanji of daily use."""

_NO_CP932 = re.compile("[\x80\uf8f0-\uf8f3]")
"""What Python makes of the single bytes 0x80, 0xA0 and 0xFD to 0xFF, which CP932 leaves open."""

_EUC_RUN = re.compile(
    rb"(?P<ascii>[\x00-\x7f]+)"
    rb"|(?P<pairs>(?:[\xa1-\xfe][\xa1-\xfe])+)"
    rb"|(?P<kana>(?:\x8e[\xa1-\xdf])+)"
    # JIS X 0212, which only programs on Unix write.
    rb"|(?P<triple>\x8f[\xa1-\xfe][\xa1-\xfe])"
    rb"|(?P<wrong>[\x80-\xff])"
)

_ESCAPE = re.compile(rb"\x1b(?:\([BJI]|\$[@B])")
_PAIRS, _KANA, _ASCII = (
    # A pair may be parted by nothing. A line may end without the escape back to ASCII.
    re.compile(rb"(?:[\x00-\x1a\x1c-\x20]|[\x21-\x7e]{2})*"),
    re.compile(rb"[\x00-\x1a\x1c-\x5f]*"),
    re.compile(rb"[\x00-\x1a\x1c-\x7f]*"),
)
_CHARACTERS_AFTER = {
    b"": _ASCII,
    b"\x1b(B": _ASCII,
    b"\x1b(J": _ASCII,
    b"\x1b(I": _KANA,
    b"\x1b$@": _PAIRS,
    b"\x1b$B": _PAIRS,
}
_JIS_ROMAN = str.maketrans("\\~", "¥‾")
_HIGH = bytes(byte | 0x80 if 0x21 <= byte <= 0x7E else byte for byte in range(256))


@cache
def characters_of_pairs() -> dict[int, str]:
    """The character of each pair of EUC-JP bytes, the pair read as one big-endian number."""
    found = {}
    for row in range(94):
        lead = row // 2 + (0x81 if row < 62 else 0xC1)
        for cell in range(94):
            trail = cell + (0x9F if row % 2 else 0x40 if cell < 63 else 0x41)
            try:
                character = bytes([lead, trail]).decode("cp932")
            except UnicodeDecodeError:
                continue
            found[(row + 0xA1) << 8 | (cell + 0xA1)] = character
    return found


@cache
def level_1_kanji() -> frozenset[str]:
    """The 2,965 kanji that nearly all of a Japanese record is written with."""
    characters = characters_of_pairs().items()
    return frozenset(
        character for pair, character in characters if (pair >> 8) - 0xA0 in LEVEL_1_ROWS
    )


def decode_cp932(content: bytes, errors: str = "strict") -> str:
    """Decode CP932, the Shift_JIS of Windows.

    Parameters
    ----------
    errors
        `strict`, or `replace` for U+FFFD in the place of a wrong byte.

    Raises
    ------
    UnicodeDecodeError
        With the offset of the first wrong byte.
    """
    text = content.decode("cp932", errors)
    wrong = _NO_CP932.search(text)
    if not wrong:
        return text
    if errors == "replace":
        return _NO_CP932.sub(REPLACEMENT, text)
    at = len(text[: wrong.start()].encode("cp932"))
    raise UnicodeDecodeError("cp932", content, at, at + 1, "no character")


def decode_euc_jp(content: bytes, errors: str = "strict") -> str:
    """Decode EUC-JP with the rows of NEC and IBM, and JIS X 0212.

    Parameters
    ----------
    errors
        `strict`, or `replace` for U+FFFD in the place of a wrong byte or pair.

    Raises
    ------
    UnicodeDecodeError
        With the offset of the first wrong byte or pair.
    """
    parts = []
    for run in _EUC_RUN.finditer(content):
        try:
            parts.append(_euc_run(run, errors))
        except UnicodeDecodeError as error:
            start, end = run.start() + error.start, run.start() + error.end
            raise UnicodeDecodeError("euc_jp", content, start, end, error.reason) from None
    return "".join(parts)


def _euc_run(run: re.Match[bytes], errors: str) -> str:
    found = run.group()
    match run.lastgroup:
        case "kana":
            return found[1::2].decode("cp932")
        case "pairs":
            return _pairs(found, errors)
        case "triple":
            return found.decode("euc_jp", errors)
        case _:
            return found.decode("ascii", errors)


def _pairs(content: bytes, errors: str) -> str:
    known = characters_of_pairs()
    pairs = array("H", content)
    if sys.byteorder == "little":
        pairs.byteswap()
    if errors == "replace":
        return "".join(known.get(pair, REPLACEMENT) for pair in pairs)
    try:
        return "".join(map(known.__getitem__, pairs))
    except KeyError as error:
        at = 2 * pairs.index(error.args[0])
        raise UnicodeDecodeError("euc_jp", content, at, at + 2, "no character") from None


def decode_iso2022_jp(content: bytes) -> str:
    """Decode ISO-2022-JP with the rows of NEC and IBM, and half-width kana.

    The escapes are ESC ( B, ESC ( J, ESC ( I, ESC $ @ and ESC $ B.

    Raises
    ------
    UnicodeDecodeError
        With the offset of the first byte that its character set does not have.
    """
    parts = []
    begin, escape = 0, b""
    for found in [*_ESCAPE.finditer(content), None]:
        part = content[begin : found.start() if found else len(content)]
        try:
            parts.append(_between_escapes(part, escape))
        except UnicodeDecodeError as error:
            start, end = begin + error.start, begin + error.end
            raise UnicodeDecodeError("iso2022_jp", content, start, end, error.reason) from None
        if found:
            begin, escape = found.end(), found.group()
    return "".join(parts)


def _between_escapes(content: bytes, escape: bytes) -> str:
    characters = _CHARACTERS_AFTER[escape]
    fits = characters.match(content)
    end = fits.end() if fits else 0
    # Characters of the 7-bit sets are those of the 8-bit ones with the high bit set.
    if characters is _PAIRS:
        text = decode_euc_jp(content[:end].translate(_HIGH))
    elif characters is _KANA:
        text = content[:end].translate(_HIGH).decode("cp932")
    else:
        text = content[:end].decode("ascii")
    if end < len(content):
        raise UnicodeDecodeError("iso2022_jp", content, end, end + 1, "not in its character set")
    return text.translate(_JIS_ROMAN) if escape == b"\x1b(J" else text
