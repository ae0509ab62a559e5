"""The numbers and bullets that Word prints before paragraphs, and its file does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BULLET = "・"

_LEVELS = 9
_PLACE = re.compile("%([1-9])")
_KANJI = "〇一二三四五六七八九"
_AIUEO = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
_IROHA = (
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
)
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_GLYPHS = {
    "\uf06c": "●", "\uf0b7": "・", "\uf06e": "■", "\uf0a7": "▪", "\uf075": "◆", "\uf0d8": "➢",
    "\uf0fc": "✓", "\uf076": "❖", "\uf06f": "□", "\uf071": "❑", "\uf0a8": "◻", "\uf0e8": "➔",
}  # fmt: skip
"""Bullets of Symbol and Wingdings."""


@dataclass
class _Level:
    start: int = 1
    kind: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    is_decimal: bool = False


@dataclass
class _List:
    """One `w:num`: which definition it uses, and the levels that it sets otherwise."""

    definition: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, _Level] = field(default_factory=dict)
    is_begun: bool = False


class Numbering:
    """Counts the numbered paragraphs of a document in their order.

    Parameters
    ----------
    numbering, styles
        The trees of `numbering.xml` and `styles.xml`; None where the document has none.
    """

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._styles: dict[str, tuple[str | None, str | None, int | None]] = {}
        if numbering is not None:
            for one in numbering.findall(f"{W}abstractNum"):
                self._levels[one.get(f"{W}abstractNumId", "")] = dict(_levels(one))
            for one in numbering.findall(f"{W}num"):
                self._lists[one.get(f"{W}numId", "")] = _list(one)
        for one in styles.findall(f"{W}style") if styles is not None else ():
            number, level = _stated(one.find(f"{W}pPr"))
            based_on = _value(one.find(f"{W}basedOn"))
            self._styles[one.get(f"{W}styleId", "")] = (based_on, number, level)

    def mark(self, properties: Element | None) -> str:
        """What Word prints before a paragraph; empty where it is not numbered.

        Parameters
        ----------
        properties
            Its `w:pPr`.
        """
        number, level = self._of_paragraph(properties)
        found = self._lists.get(number or "")
        if found is None:
            return ""
        level = min(max(level or 0, 0), _LEVELS - 1)
        return self._next(found, level)

    def _of_paragraph(self, properties: Element | None) -> tuple[str | None, int | None]:
        number, level = _stated(properties)
        style = _value(properties.find(f"{W}pStyle")) if properties is not None else None
        seen: set[str] = set()
        while number is None and style is not None and style not in seen:
            seen.add(style)
            style, number, of_style = self._styles.get(style, (None, None, None))
            level = of_style if level is None else level
        return number, level

    def _next(self, found: _List, at: int) -> str:
        levels = {**self._levels.get(found.definition, {}), **found.levels}
        counts = self._counts.setdefault(found.definition, [None] * _LEVELS)
        if not found.is_begun:
            found.is_begun = True
            for level in found.starts:
                counts[level] = None
        starts = {
            level: found.starts.get(level, levels.get(level, _Level()).start)
            for level in range(_LEVELS)
        }
        for level in range(at):
            counts[level] = starts[level] if counts[level] is None else counts[level]
        count = counts[at]
        counts[at] = starts[at] if count is None else count + 1
        for level in range(at + 1, _LEVELS):
            restart = levels.get(level, _Level()).restart
            # 0 says that a level never begins anew.
            if restart != 0 and (restart is None or at < restart):
                counts[level] = None
        return _printed(levels.get(at, _Level()), levels, counts)


def _printed(level: _Level, levels: dict[int, _Level], counts: list[int | None]) -> str:
    if level.kind == "none":
        return ""
    if level.kind == "bullet":
        glyph = level.text.strip()[:1]
        is_private = "\ue000" <= glyph <= "\uf8ff"
        text = _GLYPHS.get(glyph, BULLET if is_private or not glyph else glyph)
    else:

        def number(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            of_level = levels.get(at, _Level())
            kind = "decimal" if level.is_decimal else of_level.kind
            return formatted(counts[at] or of_level.start, kind)

        text = _PLACE.sub(number, level.text)
    after = {"nothing": "", "space": " "}.get(level.suffix, "　")
    return text + after if text else ""


def formatted(number: int, kind: str) -> str:
    """A number in a format of Word, such as `aiueoFullWidth`: 3 -> ウ; decimal in one not known."""
    if number < 0:
        return str(number)
    match kind:
        case "decimalFullWidth" | "decimalFullWidth2":
            return str(number).translate(_FULL_WIDTH)
        case "decimalZero":
            return f"{number:02}"
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if 0 < number <= 20:
            return chr(0x245F + number)
        case "decimalEnclosedParen" if 0 < number <= 20:
            return chr(0x2473 + number)
        case "decimalEnclosedFullstop" if 0 < number <= 20:
            return chr(0x2487 + number)
        case "aiueo" | "aiueoFullWidth" if number:
            return _AIUEO[(number - 1) % len(_AIUEO)]
        case "iroha" | "irohaFullWidth" if number:
            return _IROHA[(number - 1) % len(_IROHA)]
        case "japaneseCounting" | "chineseCounting" | "ideographTraditional" if number < 1000:
            return _in_kanji(number)
        case "japaneseDigitalTenThousand" | "ideographDigital":
            return "".join(_KANJI[int(digit)] for digit in str(number))
        case "upperLetter" | "lowerLetter" if number:
            letter = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)
            return letter.upper() if kind == "upperLetter" else letter
        case "upperRoman" | "lowerRoman" if 0 < number < 4000:
            roman = _in_roman(number)
            return roman.upper() if kind == "upperRoman" else roman
    return str(number)


def _in_kanji(number: int) -> str:
    if not number:
        return _KANJI[0]
    written = ""
    for value, sign in ((100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, value)
        if digit:
            written += ("" if digit == 1 and sign else _KANJI[digit]) + sign
    return written


def _in_roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def _levels(definition: Element) -> Iterator[tuple[int, _Level]]:
    for one in definition.findall(f"{W}lvl"):
        restart = _value(one.find(f"{W}lvlRestart"))
        yield (
            _whole(one.get(f"{W}ilvl")),
            _Level(
                start=_whole(_value(one.find(f"{W}start")), 1),
                kind=_value(one.find(f"{W}numFmt")) or "decimal",
                text=_value(one.find(f"{W}lvlText")) or "",
                suffix=_value(one.find(f"{W}suff")) or "tab",
                restart=None if restart is None else _whole(restart),
                is_decimal=one.find(f"{W}isLgl") is not None,
            ),
        )


def _list(number: Element) -> _List:
    found = _List(_value(number.find(f"{W}abstractNumId")) or "")
    for one in number.findall(f"{W}lvlOverride"):
        level = _whole(one.get(f"{W}ilvl"))
        start = _value(one.find(f"{W}startOverride"))
        if start is not None and 0 <= level < _LEVELS:
            found.starts[level] = _whole(start, 1)
        found.levels.update(_levels(one))
    return found


def _stated(properties: Element | None) -> tuple[str | None, int | None]:
    numbered = properties.find(f"{W}numPr") if properties is not None else None
    if numbered is None:
        return None, None
    level = _value(numbered.find(f"{W}ilvl"))
    return _value(numbered.find(f"{W}numId")), None if level is None else _whole(level)


def _value(element: Element | None) -> str | None:
    return element.get(f"{W}val") if element is not None else None


def _whole(text: str | None, otherwise: int = 0) -> int:
    is_number = text is not None and text.isascii() and text.isdigit() and len(text) < 7
    return int(text) if text is not None and is_number else otherwise
