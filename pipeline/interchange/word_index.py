"""The full-text index of the SQLite file, over the words that Sudachi finds."""

from __future__ import annotations

import sqlite3

import polars as pl

from pipeline.interchange.published import Field, PublishedRelease
from pipeline.interchange.sentences import sentences_in_parts

WORD_INDEX = "remark_words"
INDEXED_REMARKS = "indexed_remarks"
FOUND_REMARKS = "found_remarks"

DESCRIPTIONS = {
    WORD_INDEX: (
        "Full-text index (FTS5): the normalised forms of the words of each remark, separated by "
        "blanks. It keeps no text of its own; see found_remarks.",
        "全文索引（FTS5）。各発言の語の正規化形を空白で区切ったもの。"
        "本文は持たないので found_remarks を使う",
    ),
    INDEXED_REMARKS: (
        "The remark that a row of the index stands for.",
        "全文索引の各行に対応する発言",
    ),
    FOUND_REMARKS: (
        "Remarks by word: WHERE words MATCH '\"word\"' ORDER BY rank, with the word in its "
        "normalised form.",
        "語による発言の検索。WHERE words MATCH '\"語\"' ORDER BY rank と書き、語は正規化形で書く",
    ),
}

FOUND_FIELDS = (
    Field("remark_id", "Remark.", "発言ID", True),
    Field("words", "Hidden column of the index, for MATCH.", "MATCH に用いる索引の列", False),
    Field("rank", "Rank by BM25; the smaller, the better.", "順位（BM25。小さいほど上位）", False),
    Field("text", "The words as written.", "本文", True),
)

_STATEMENTS = (
    # Every character but blanks and controls belongs to a word, so that the cuts are Sudachi's
    # alone. Case is folded. Without content, the index holds the words and their places only.
    f"""
    CREATE VIRTUAL TABLE {WORD_INDEX} USING fts5(
        words, content = '',
        tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co Cf Cn'"
    )
    """,
    f"""
    CREATE TABLE {INDEXED_REMARKS} (
        number INTEGER PRIMARY KEY,
        remark_id TEXT NOT NULL UNIQUE REFERENCES remarks (remark_id)
    )
    """,
    f"""
    CREATE VIEW {FOUND_REMARKS} AS
    SELECT remarks.remark_id, {WORD_INDEX}.{WORD_INDEX} AS words, {WORD_INDEX}.rank, remarks.text
    FROM {WORD_INDEX}
    JOIN {INDEXED_REMARKS} ON {INDEXED_REMARKS}.number = {WORD_INDEX}.rowid
    JOIN remarks ON remarks.remark_id = {INDEXED_REMARKS}.remark_id
    """,
)


def fill_word_index(
    connection: sqlite3.Connection, release: PublishedRelease, kept: PublishedRelease
) -> bool:
    """Make the index and fill it part by part; return whether there is one.

    There is none where the release has no tokens, or its remarks are not `kept`.
    """
    if not (release.tables.keys() >= {"tokens", "sentences"} and "remarks" in kept.tables):
        return False
    for statement in _STATEMENTS:
        connection.execute(statement)
    number = 0
    for sentences, tokens in sentences_in_parts(release):
        words = words_of_remarks(sentences, tokens).with_row_index("number", number + 1)
        number += words.height
        connection.executemany(
            f"INSERT INTO {INDEXED_REMARKS} (number, remark_id) VALUES (?, ?)",
            words.select("number", "remark_id").iter_rows(),
        )
        connection.executemany(
            f"INSERT INTO {WORD_INDEX} (rowid, words) VALUES (?, ?)",
            words.select("number", "words").iter_rows(),
        )
    connection.execute(f"INSERT INTO {WORD_INDEX} ({WORD_INDEX}) VALUES ('optimize')")
    return True


def words_of_remarks(sentences: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Join the normalised forms of each remark by blanks.

    Returns
    -------
    polars.DataFrame
        `remark_id`, `words`; words that are white space alone are left out, and remarks of
        nothing else.
    """
    return (
        tokens.join(
            sentences.filter(pl.col("remark_id").is_not_null()).select(
                "sentence_id", "remark_id", place="ordinal"
            ),
            on="sentence_id",
        )
        .filter(pl.col("normalized_form").str.strip_chars() != "")
        .sort("remark_id", "place", "ordinal")
        .group_by("remark_id", maintain_order=True)
        .agg(words=pl.col("normalized_form").str.join(" "))
    )
