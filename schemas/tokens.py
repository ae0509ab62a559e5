"""`tokens`: one row per word of a sentence."""

import polars as pl

from schemas.columns import column
from schemas.table import Table
from schemas.text_columns import text_end, text_start


class Tokens(Table):
    """A word as SudachiPy cuts it (mode C). The tokens of a sentence cover it exactly."""

    sentence_id: str = column("Sentence.", "文ID", references="sentences.sentence_id")
    ordinal: pl.Int32 = column("Place in the sentence, from 1.", "文内の順番", minimum=1)
    text_start: pl.Int32 = text_start()
    text_end: pl.Int32 = text_end()
    surface: str = column("The word as written.", "表層形")
    dictionary_form: str = column("Dictionary form.", "辞書形")
    normalized_form: str = column("Form under which spellings are one.", "正規化形")
    reading: str = column("Reading in katakana.", "読み", nullable=True)
    pos_1: str = column("Part of speech, level 1.", "品詞（大分類）")
    pos_2: str = column("Part of speech, level 2.", "品詞（中分類）", nullable=True)
    pos_3: str = column("Part of speech, level 3.", "品詞（小分類）", nullable=True)
    pos_4: str = column("Part of speech, level 4.", "品詞（細分類）", nullable=True)
    conjugation_type: str = column("Conjugation type.", "活用型", nullable=True)
    conjugation_form: str = column("Conjugation form.", "活用形", nullable=True)
    short_units: str = column(
        "The short units (mode A) of the word, separated by a vertical bar; null where it is one.",
        "短単位（縦棒区切り。分割されない語では欠損）",
        nullable=True,
    )
    is_in_dictionary: pl.Boolean = column("Whether the dictionary has the word.", "辞書にある語か")

    class Config:
        unique = ["sentence_id", "ordinal"]
        metadata = {"ja": "語", "sort_by": ["sentence_id", "ordinal"], "has_csv": False}
