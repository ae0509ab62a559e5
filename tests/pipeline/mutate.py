"""Mutated records: the made-up records of this project, damaged as files are and as no file is.

A seed decides which record is damaged, and how: of the same records it gives the same bytes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
_CONTROLS = "".join(map(chr, [*range(0x20), 0x7F, 0x85, 0xA0, 0xAD]))
_STRANGE = "\u2028\u2029\u200b\u200e\u202e\u2060\ufeff\ufdd0\ufdd1\ufdd2\u3164\uffa0\U000e0100"
_BRACKETS = "（）()【】〔〕［］「」『』＜＞《》｛｝"
_GLYPHS = "○◎●◇◆□■△▲▽▼☆★※＊・|｜：:、，,／"
_LETTERS = "青木長部副アいa1一年月日時第回々"
_ENCODINGS = ("cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-16-le", "utf-8-sig", "utf-7")

Mutation = Callable[[str, Random], str]


@cache
def originals() -> tuple[str, ...]:
    """The texts of all records of the project, in the order of their paths."""
    files = sorted(
        file for folder in ("quality", "examples") for file in (ROOT / folder).rglob("*.txt")
    )
    return tuple(file.read_bytes().decode("utf-8") for file in files)


def _somewhere(text: str, random: Random) -> int:
    return random.randint(0, len(text))


def _inserted(text: str, what: str, random: Random) -> str:
    at = _somewhere(text, random)
    return text[:at] + what + text[at:]


def _cut(text: str, random: Random) -> str:
    start, end = sorted((_somewhere(text, random), _somewhere(text, random)))
    return text[start:end]


def _without_stretch(text: str, random: Random) -> str:
    start = _somewhere(text, random)
    return text[:start] + text[start + random.randint(1, 400) :]


def _doubled_lines(text: str, random: Random) -> str:
    lines = text.splitlines(keepends=True)
    return "".join(line * random.choice((1, 1, 1, 2, 5)) for line in lines)


def _doubled(text: str, random: Random) -> str:
    return text * random.randint(2, 4)


def _shuffled_lines(text: str, random: Random) -> str:
    lines = text.splitlines(keepends=True)
    random.shuffle(lines)
    return "".join(lines)


def _swapped_lines(text: str, random: Random) -> str:
    lines = text.splitlines(keepends=True)
    for _ in range(min(len(lines), 6)):
        one, other = random.randrange(len(lines)), random.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
    return "".join(lines)


def _strewn(marks: str, most: int) -> Mutation:
    def mutated(text: str, random: Random) -> str:
        for _ in range(random.randint(1, most)):
            text = _inserted(text, random.choice(marks) * random.choice((1, 1, 2, 7)), random)
        return text

    return mutated


def _brackets_by_the_thousand(text: str, random: Random) -> str:
    pair = random.randrange(0, len(_BRACKETS), 2)
    opening, closing = _BRACKETS[pair : pair + 2]
    many = random.randint(1_000, 4_000)
    what = (
        opening * many,
        closing * many,
        opening * many + closing * many,
        (opening + closing) * many,
    )
    return _inserted(text, random.choice(what), random)


def _without_line_ends(text: str, random: Random) -> str:
    share = random.choice((0.1, 0.5, 1.0))
    return "".join(
        line.rstrip("\r\n") if random.random() < share else line
        for line in text.splitlines(keepends=True)
    )


def _other_line_ends(text: str, random: Random) -> str:
    ends = ("\r", "\r\n", "\n\n", "\v", "\f", "\x85", "\u2028", "\r\r\n", "\x1c")
    return "".join(
        line.rstrip("\n") + (random.choice(ends) if random.random() < 0.3 else "\n")
        for line in text.split("\n")
    )


def _other_widths(text: str, random: Random) -> str:
    form = random.choice(("NFKC", "NFKD", "NFD"))
    if random.random() < 0.5:
        return unicodedata.normalize(form, text)
    wide = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}
    return text.translate(wide)


def _other_blanks(text: str, random: Random) -> str:
    blanks = " \t\u3000\u00a0\u2003\x1f\u200b\u2800"
    return "".join(
        random.choice(blanks) if mark in " 　" and random.random() < 0.5 else mark for mark in text
    )


def _as_table(text: str, random: Random) -> str:
    bar = random.choice(("\t", "|", "｜", " | "))
    share = random.random()
    return "".join(bar if mark in " 　、：" and random.random() < share else mark for mark in text)


def _long_word(text: str, random: Random) -> str:
    unit = "".join(random.choice(_LETTERS) for _ in range(random.choice((1, 1, 2, 3))))
    return _inserted(text, unit * random.randint(1_000, 6_000), random)


def _repeated_line(text: str, random: Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    # A title, more often than not.
    number = random.choice((0, 0, 0, random.randrange(len(lines))))
    at = random.randint(0, len(lines))
    return "".join([*lines[:at], *[lines[number]] * random.randint(2, 300), *lines[at:]])


def _of_two(text: str, random: Random) -> str:
    other = random.choice(originals())
    return text[: _somewhere(text, random)] + other[_somewhere(other, random) :]


def _swapped_characters(text: str, random: Random) -> str:
    marks = list(text)
    for _ in range(len(marks) // 50):
        at = random.randrange(len(marks))
        marks[at] = random.choice(text)
    return "".join(marks)


MUTATIONS: tuple[Mutation, ...] = (
    _cut,
    _without_stretch,
    _doubled_lines,
    _doubled,
    _shuffled_lines,
    _swapped_lines,
    _strewn(_CONTROLS, 60),
    _strewn(_STRANGE, 60),
    _strewn(_GLYPHS, 60),
    _strewn(_BRACKETS, 60),
    _strewn("\t|｜", 200),
    _strewn("\u3099\u309a\u0301\uff9e", 60),
    _brackets_by_the_thousand,
    _without_line_ends,
    _other_line_ends,
    _other_widths,
    _other_blanks,
    _as_table,
    _long_word,
    _repeated_line,
    _of_two,
    _swapped_characters,
)


def _flipped(written: bytes, random: Random) -> bytes:
    flipped = bytearray(written)
    for _ in range(random.choice((1, 3, 30))):
        if flipped:
            flipped[random.randrange(len(flipped))] ^= 1 << random.randrange(8)
    return bytes(flipped)


def _encoded(text: str, random: Random) -> bytes:
    """Most in UTF-8; some in another encoding, or half of it in another."""
    chance = random.random()
    if chance < 0.8:
        return text.encode("utf-8", "surrogatepass")
    encoding = random.choice(_ENCODINGS)
    if chance < 0.9:
        return text.encode(encoding, "replace")
    at = _somewhere(text, random)
    return text[:at].encode("utf-8") + text[at:].encode(encoding, "replace")


def mutated(seed: int) -> bytes:
    """A record of the project after one to three mutations."""
    random = Random(seed)
    text = random.choice(originals())
    for _ in range(random.choice((1, 1, 2, 3))):
        text = random.choice(MUTATIONS)(text, random)
    written = _encoded(text, random)
    return _flipped(written, random) if random.random() < 0.15 else written
