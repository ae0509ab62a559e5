"""`python -m quality.box_font`: make the font that PDFium takes for fonts that a PDF does not hold.

Each character is one small box, and a blank is none. The files of the format are described at
https://learn.microsoft.com/typography/opentype/spec/.
"""

from __future__ import annotations

import struct
from pathlib import Path

FILE = Path(__file__).parents[1] / "pipeline" / "ingestion" / "media" / "fonts" / "boxes.ttf"

_NAME = "Gijiroku Boxes"
_EM, _ASCENT, _DESCENT = 1000, 880, -120
_WIDTH, _HEIGHT = 200, 700
"""Of the box, which lies within the narrowest letter."""

_BOX, _BLANK, _GLYPHS = 1, 2, 3
_BLANKS = (0x20, 0xA0, 0x3000)
_LAST_CHARACTER = 0x10FFFF

_ALL_SCRIPTS = 0x001F_0001
"""Latin, and the four of East Asia: PDFium chooses a font by what it is stated to be for."""


def box_font() -> bytes:
    """Return the bytes of the font."""
    box = struct.pack(">5h2H4B", 1, 0, 0, _WIDTH, _HEIGHT, 3, 0, *[1] * 4)
    box += struct.pack(">8h", 0, _WIDTH, 0, -_WIDTH, 0, 0, _HEIGHT, 0)
    box += bytes(-len(box) % 4)
    tables = {
        "OS/2": _os2(),
        "cmap": _cmap(),
        "glyf": box * 2,
        "head": struct.pack(
            *(">4I2H2q4h2H3h", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0),
            *(0, 0, _WIDTH, _HEIGHT, 0, 8, 2, 1, 0),
        ),
        "hhea": struct.pack(
            *(">I3hH11hH", 0x10000, _ASCENT, _DESCENT, 0, _EM, 0, 0, _WIDTH, 1),
            *[0] * 7,
            _GLYPHS,
        ),
        "hmtx": struct.pack(">HhHhHh", *(_EM, 0) * _GLYPHS),
        "loca": struct.pack(">4I", 0, len(box), 2 * len(box), 2 * len(box)),
        "maxp": struct.pack(">I14H", 0x10000, _GLYPHS, 4, 1, 0, 0, 2, *[0] * 8),
        "name": _name(),
        "post": struct.pack(">2I2h5I", 0x30000, *[0] * 8),
    }
    return _file(tables)


def _cmap() -> bytes:
    """Each character has the same glyph, but for blanks."""
    groups, begin = [], min(_BLANKS)
    for blank in _BLANKS:
        if begin < blank:
            groups.append((begin, blank - 1, _BOX))
        groups.append((blank, blank, _BLANK))
        begin = blank + 1
    groups.append((begin, _LAST_CHARACTER, _BOX))
    head = struct.pack(">4H", 0, 1, 3, 10) + struct.pack(">I", 12)
    many_to_one = struct.pack(">2H3I", 13, 0, 16 + 12 * len(groups), 0, len(groups))
    return head + many_to_one + b"".join(struct.pack(">3I", *group) for group in groups)


def _name() -> bytes:
    texts = {1: _NAME, 2: "Regular", 4: _NAME, 6: _NAME.replace(" ", "")}
    records, strings = b"", b""
    for *platform, encoding in ((1, 0, 0, "ascii"), (3, 1, 0x409, "utf-16-be")):
        for number, text in texts.items():
            written = text.encode(str(encoding))
            records += struct.pack(">6H", *platform, number, len(written), len(strings))
            strings += written
    return struct.pack(">3H", 0, 2 * len(texts), 6 + len(records)) + records + strings


def _os2() -> bytes:
    return b"".join(
        (
            struct.pack(">Hh3H", 3, _EM, 400, 5, 0),
            bytes(2 * 11 + 10 + 4 * 4),
            b"GIJI",
            struct.pack(">3H", 0x40, min(_BLANKS), 0xFFFF),
            struct.pack(">3h2H", _ASCENT, _DESCENT, 0, _ASCENT, -_DESCENT),
            struct.pack(">2I2h3H", _ALL_SCRIPTS | 1 << 17, 0, 500, _HEIGHT, 0, min(_BLANKS), 1),
        )
    )


def _file(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    head = struct.pack(">I4H", 0x10000, count, 16 << power, power, 16 * count - (16 << power))
    directory, body = b"", b""
    for tag, table in sorted(tables.items()):
        padded = table + bytes(-len(table) % 4)
        words = struct.unpack(f">{len(padded) // 4}I", padded)
        place = len(head) + 16 * count + len(body)
        directory += tag.encode() + struct.pack(">3I", sum(words) % 2**32, place, len(table))
        body += padded
    return head + directory + body


if __name__ == "__main__":
    FILE.write_bytes(box_font())
