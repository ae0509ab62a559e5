from __future__ import annotations

import re
from datetime import date

import pytest

from pipeline.lexicons import alternatives, lexicon
from schemas.vocabulary import AgendaKind


def test_the_longest_word_comes_first() -> None:
    assert alternatives(["雲", "雲母", "雨"]) == "(?:雲母|雨|雲)"
    assert re.fullmatch(alternatives(["雲", "雲母"]), "雲母")


def test_a_lexicon_that_is_not_there_is_refused() -> None:
    with pytest.raises(FileNotFoundError, match="clouds"):
        lexicon("clouds")


def test_eras_begin_where_history_has_it() -> None:
    found = [(era["name"], era["initial"], era["first_day"]) for era in lexicon("eras")["era"]]
    assert found == [
        ("明治", "M", date(1868, 1, 25)),
        ("大正", "T", date(1912, 7, 30)),
        ("昭和", "S", date(1926, 12, 25)),
        ("平成", "H", date(1989, 1, 8)),
        ("令和", "R", date(2019, 5, 1)),
    ]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("positions", "heads"),
        ("positions", "modifiers"),
        ("positions", "suffixes"),
        ("roles", "words"),
        ("documents", "words"),
    ],
)
def test_words_hold_no_operators_of_regular_expressions(name: str, key: str) -> None:
    words = lexicon(name)[key]
    assert words
    assert [word for word in words if re.escape(word) != word or not word.strip()] == []


@pytest.mark.parametrize(
    ("name", "key"),
    [("positions", "heads"), ("positions", "suffixes"), ("roles", "words"), ("documents", "words")],
)
def test_no_word_stands_twice(name: str, key: str) -> None:
    words = lexicon(name)[key]
    assert sorted(set(words)) == sorted(words)


def test_rules_of_the_agenda_name_known_kinds_and_valid_patterns() -> None:
    rules = lexicon("agenda")["rule"]
    assert {rule["kind"] for rule in rules} <= set(AgendaKind.values())
    for rule in rules:
        assert set(rule) & {"label", "title"}
        assert all(re.compile(rule[part]) for part in ("label", "title") if part in rule)
