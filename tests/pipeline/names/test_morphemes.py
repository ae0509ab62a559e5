from __future__ import annotations

from sudachipy import SplitMode

from pipeline.names.morphemes import dictionary, morphemes_of


def test_a_text_that_is_too_long_for_sudachi_is_cut_whole() -> None:
    text = "雲の高さを測る。" * 3000
    tokenizer = dictionary().tokenizer(mode=SplitMode.C)
    end = 0
    for morpheme, offset in morphemes_of(tokenizer, text):
        assert morpheme.begin() + offset == end
        end = morpheme.end() + offset
        assert text[morpheme.begin() + offset : end] == morpheme.surface()
    assert end == len(text)


def test_places_are_those_in_the_whole_text() -> None:
    tokenizer = dictionary().tokenizer(mode=SplitMode.C)
    assert [offset for _, offset in morphemes_of(tokenizer, "雲と雨", 7)] == [7, 7, 7]
