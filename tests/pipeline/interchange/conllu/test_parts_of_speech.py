"""Each row of the table has its example, and each part of speech of the dictionary a row."""

from __future__ import annotations

import tomllib
from pathlib import Path

import polars as pl
import pytest
from sudachipy import Dictionary

from pipeline.interchange.conllu import parts_of_speech
from pipeline.interchange.conllu.parts_of_speech import (
    BLANK,
    LEVELS,
    UNIVERSAL,
    UnknownPartOfSpeechError,
    universal_parts_of_speech,
    with_universal,
)

TABLE = tomllib.loads(
    Path(parts_of_speech.__file__).with_name("parts_of_speech.toml").read_text(encoding="utf-8")
)

SENTENCES = {
    "いる": "見ている。",
    "か": "行くか。",
    "の": "走るのが速い。",
    "そう": "元気だそうです。",
    "て": "見て行く。",
    "よう": "行くようだ。",
    "めく": "春めく。",
    "っぽい": "子供っぽい。",
    "的": "雲的だ。",
    "化": "雲化する。",
    "年": "三年前。",
    "三": "三人。",
    "堂々": "堂々たる姿。",
    "ない": "広くない。",
    "安心": "安心する。",
    "など": "県などを含む。",
    "は": "県は広い。",
    "を": "県を見る。",
    "ます": "進めます。",
}
"""Sentences for words that have another part of speech when they stand alone."""


def frame(levels: str) -> pl.DataFrame:
    stated = dict(zip(LEVELS, levels.split(","), strict=False))
    return pl.DataFrame(
        [{level: stated.get(level) for level in LEVELS}], dict.fromkeys(LEVELS, pl.String)
    )


@pytest.mark.parametrize("levels", TABLE)
def test_the_example_of_a_row_has_its_part_of_speech(levels: str) -> None:
    example = TABLE[levels]["example"]
    found = [
        ",".join(one.part_of_speech()[:4])
        for one in Dictionary().tokenizer().tokenize(SENTENCES.get(example, example))
        if one.surface() == example
    ]
    assert any(part.startswith(levels) for part in found), found
    assert with_universal(frame(levels))["upos"].to_list() == [TABLE[levels]["upos"]]


def test_every_part_of_speech_of_the_dictionary_has_a_row() -> None:
    parts = {tuple(part[:4]) for part in Dictionary().pos_matcher(lambda _: True)}
    rows = [
        {level: None if one == "*" else one for level, one in zip(LEVELS, part, strict=True)}
        for part in sorted(parts)
        if part[0] != BLANK
    ]
    assert len(rows) > 50
    found = with_universal(pl.DataFrame(rows, dict.fromkeys(LEVELS, pl.String)))
    assert set(found["upos"]) <= UNIVERSAL


def test_the_longest_beginning_counts() -> None:
    found = with_universal(frame("名詞,固有名詞,人名,姓"))
    assert found.select("upos", "xpos").row(0) == ("PROPN", "名詞-固有名詞-人名-姓")
    assert with_universal(frame("名詞,普通名詞,一般"))["upos"].to_list() == ["NOUN"]


def test_an_unknown_part_of_speech_is_refused() -> None:
    with pytest.raises(UnknownPartOfSpeechError, match="名詞-新種"):
        with_universal(frame("名詞,新種"))


def test_the_table_has_universal_parts_of_speech_alone() -> None:
    assert set(universal_parts_of_speech().values()) <= UNIVERSAL
