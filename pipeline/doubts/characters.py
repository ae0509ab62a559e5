"""Doubts about characters: text that was damaged before it came here."""

from __future__ import annotations

import polars as pl

from pipeline.doubts.doubt import Doubt
from pipeline.doubts.reading import Reading

_WESTERN = "[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–―™š›œžŸ]"
DAMAGED = {
    "replacement_characters": r"\x{FFFD}",
    "unmapped_glyphs": r"\(cid:[0-9]+\)",
    "private_use_characters": r"[\x{E000}-\x{F8FF}\x{F0000}-\x{10FFFD}]",
    # UTF-8 that was read as a Western encoding or as CP932, three characters of it in a row.
    "mojibake": f"(?:[ãâåäæçèéï]{_WESTERN}{{1,2}}){{3}}|(?:[縺繧繝][^ 　\\n]){{3}}",
}
"""Patterns by the rule that looks for them."""


def _lines_with(rule: str) -> Doubt:
    def find(reading: Reading) -> pl.DataFrame:
        return reading.lines.filter(pl.col("text").str.contains(DAMAGED[rule])).select(
            "document_id", "line", excerpt="text"
        )

    en, ja = _EXPECTED[rule]
    return Doubt(rule, "documents", en, ja, find)


_EXPECTED = {
    "replacement_characters": (
        "No text holds U+FFFD, which stands for a character that was lost.",
        "失われた文字を表す U+FFFD がない",
    ),
    "unmapped_glyphs": (
        "No text holds (cid:N), which stands for a glyph that could not be read from a PDF.",
        "PDF から読めなかった字形を表す (cid:N) がない",
    ),
    "private_use_characters": (
        "No text holds private-use characters, which mean nothing outside their font.",
        "フォント外では意味を持たない私用領域の文字がない",
    ),
    "mojibake": (
        "No text was decoded wrongly and saved so.",
        "誤った文字コードで読まれたまま保存された文字（文字化け）がない",
    ),
}

DOUBTS = tuple(_lines_with(rule) for rule in DAMAGED)
