"""Bytes to text: which encoding a file is in, proven by a strict decoding."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.ingestion.plausibility import characters_of, looks_japanese, misfit_by_line
from pipeline.ingestion.windows_japanese import decode_cp932, decode_euc_jp, decode_iso2022_jp
from pipeline.messages import Message, MessageError, message

BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}

ISO_2022_JP_ESCAPES = (b"\x1b$", b"\x1b(I", b"\x1b(J")

Decoder = Callable[[bytes, str], str]
"""Takes content and `strict`, or `replace` for U+FFFD in the place of what is wrong."""


def _codec(encoding: str) -> Decoder:
    return lambda content, errors: content.decode(encoding, errors)


UTF_8: dict[str, Decoder] = {"utf-8": _codec("utf-8")}

LEGACY: dict[str, Decoder] = {"cp932": decode_cp932, "euc_jp": decode_euc_jp}
"""Tried after UTF-8. Both decode much that is not theirs, so the result must look Japanese."""

UTF_16 = {name: _codec(name) for name in ("utf-16-le", "utf-16-be")}
"""Tried where a NUL stands and no byte order mark. The result must look Japanese too."""

FOREIGN = ("gb18030", "big5", "big5hkscs", "cp949", "euc_kr", "johab")
"""What charset-normalizer may find, and a person is told; the others it names too easily."""

MAX_MISFIT = 0.25
"""Largest share of wrong characters with which an encoding is named as the one that fits best."""


@dataclass(frozen=True)
class Decoded:
    """Text and the encoding that it was in."""

    text: str
    encoding: str


class UndecodableError(MessageError, ValueError):
    """A file is in no known encoding. `line` is where the best fitting one breaks, from 1."""

    def __init__(self, reason: Message, line: int | None) -> None:
        super().__init__(reason)
        self.line = line


def decode(content: bytes) -> Decoded:
    """Decode a file strictly: a wrong byte is an error, never a replacement character.

    Tried in turn: a byte order mark, UTF-16 where a NUL stands, ISO-2022-JP where its escapes
    stand, UTF-8, then CP932 and EUC-JP. What proves nothing by itself (UTF-16 without a mark, CP932
    and EUC-JP) is taken only where the result looks like Japanese text.

    Raises
    ------
    UndecodableError
        With the first wrong byte of the encoding that fits best, its offset and line; or the
        first NUL, which no text holds.
    """
    decoded = _decode(content)
    nul = decoded.text.find("\0")
    if nul >= 0:
        line = decoded.text.count("\n", 0, nul) + 1
        raise UndecodableError(message("decoding_nul", character=nul, line=line), line)
    return decoded


def _decode(content: bytes) -> Decoded:
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            # The codec of UTF-8 takes the mark off and counts from behind it.
            skip = len(mark) if encoding == "utf-8-sig" else 0
            return _strict(content, encoding, _codec(encoding), skip)
    if b"\0" in content:
        fitting = [decoded for decoded in _fitting(content, UTF_16) if "\0" not in decoded.text]
        if fitting:
            # The characters of one byte order are others in the other.
            return max(fitting, key=lambda decoded: characters_of(decoded.text).common)
    if any(escape in content for escape in ISO_2022_JP_ESCAPES):
        return _strict(content, "iso2022_jp", lambda content, _: decode_iso2022_jp(content))
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        broken = error
    fitting = _fitting(content, LEGACY)
    if len(fitting) > 1:
        witness = _second_witness(content, list(LEGACY))
        fitting.sort(key=lambda decoded: decoded.encoding != witness)
    if fitting:
        return fitting[0]
    raise _best_fitting(content, broken)


def _fitting(content: bytes, decoders: dict[str, Decoder]) -> list[Decoded]:
    """What the decoders make of a file, where it is strict and looks Japanese."""
    found = []
    for encoding, decoder in decoders.items():
        try:
            text = decoder(content, "strict")
        except UnicodeDecodeError:
            continue
        if looks_japanese(text):
            found.append(Decoded(text, encoding))
    return found


def _second_witness(content: bytes, encodings: list[str] | None = None) -> str | None:
    """The encoding that charset-normalizer finds in a file; None where it finds none."""
    # Most files prove their encoding, and need not wait for it.
    from charset_normalizer import from_bytes

    best = from_bytes(content, cp_isolation=encodings).best()
    return best.encoding if best else None


def _strict(content: bytes, encoding: str, decoder: Decoder, skip: int = 0) -> Decoded:
    try:
        return Decoded(decoder(content, "strict"), encoding)
    except UnicodeDecodeError as error:
        raise _undecodable("undecodable_nearly", content, error, error.start + skip) from error


def _best_fitting(content: bytes, broken: UnicodeDecodeError) -> UndecodableError:
    """The error of the encoding that the file nearly is; that of UTF-8 where it is nearly none."""
    errors = []
    for decoder in (UTF_8 | LEGACY | (UTF_16 if b"\0" in content else {})).values():
        try:
            decoder(content, "strict")
        except UnicodeDecodeError as error:
            errors.append((misfit_by_line(decoder(content, "replace")), error))
    misfit, best = min(errors, key=lambda found: found[0])
    if misfit <= MAX_MISFIT:
        return _undecodable("undecodable_nearly", content, best, best.start)
    witness = _second_witness(content)
    if witness in FOREIGN:
        return _undecodable("undecodable_foreign", content, broken, broken.start, found=witness)
    return _undecodable("undecodable", content, broken, broken.start)


def _undecodable(
    name: str, content: bytes, error: UnicodeDecodeError, offset: int, **values: object
) -> UndecodableError:
    before = content[:offset]
    if error.encoding.startswith("utf-16"):
        line = before.decode(error.encoding, "ignore").count("\n") + 1
    else:
        line = before.count(b"\n") + 1
    reason = message(
        name,
        byte=f"0x{content[offset]:02x}",
        offset=offset,
        line=line,
        encoding=error.encoding,
        **values,
    )
    return UndecodableError(reason, line)
