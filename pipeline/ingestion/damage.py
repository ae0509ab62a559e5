"""Damage: characters that were lost or changed before a text came here."""

from __future__ import annotations

import polars as pl

from pipeline.tables.doubt import Doubt, places_as_issues
from pipeline.text.lines import lines_of
from schemas.vocabulary import Stage

_WESTERN = "[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–―™š›œžŸ]"
_RARE = r"[\x{3400}-\x{4DBF}]"
_OTHER_SCRIPTS = r"[\x{0530}-\x{10FF}\x{1200}-\x{1CFF}]"
DAMAGED = {
    "replacement_characters": r"\x{FFFD}",
    "unmapped_glyphs": r"\(cid:[0-9]+\)",
    "private_use_characters": r"[\x{E000}-\x{F8FF}\x{F0000}-\x{10FFFD}]",
    # UTF-8 that was read as a Western encoding or as CP932, three characters of it in a row.
    "mojibake": f"(?:[ãâåäæçèéï]{_WESTERN}{{1,2}}){{3}}|縺.{{0,4}}縺|(?:[縺繧繝].{{1,3}}){{3}}",
    # What a program writes for characters that its encoding does not have: 第1回 ???? ?????.
    "question_marks": r"\?{4}",
    # What a damaged PDF shows of its own commands: kanji that hardly any name has, three of them
    # together, or kanji beside letters of India, Thailand and the like.
    "implausible_characters": (
        rf"(?:{_RARE}.{{0,9}}){{3}}|\p{{Han}}{_OTHER_SCRIPTS}|{_OTHER_SCRIPTS}\p{{Han}}"
    ),
}
"""Patterns by the rule that looks for them."""


def _lines_with(rule: str) -> Doubt[pl.DataFrame]:
    def find(documents: pl.DataFrame) -> pl.DataFrame:
        damaged = documents.filter(pl.col("text").str.contains(DAMAGED[rule]))
        # Lines as they are counted everywhere, of texts that are looked at as they stand.
        lines = lines_of(damaged.with_columns(pl.col("text").str.replace_all("\r\n?", "\n")))
        return lines.filter(pl.col("text").str.contains(DAMAGED[rule])).select(
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
    "question_marks": (
        "No text holds question marks in the place of characters that could not be written.",
        "書き出せなかった文字の代わりの疑問符がない",
    ),
    "implausible_characters": (
        "No text holds characters that no Japanese record is written with.",
        "日本語の記録に使われない文字がない",
    ),
}

DAMAGES = tuple(_lines_with(rule) for rule in DAMAGED)


def damages_of(documents: pl.DataFrame) -> pl.DataFrame:
    """Look for damaged characters in the texts of documents. Returns rows of `quality_issues`."""
    return pl.concat(
        places_as_issues(damage, documents, documents, Stage.INGESTION) for damage in DAMAGES
    )
