"""What single words of a list are: titles, offices, seats, names."""

from __future__ import annotations

import pytest

from pipeline.normalisation.attendance.words import (
    Word,
    honorific_ending,
    is_capacity,
    is_corporation,
    is_nobody,
    is_of_one_person,
    is_position,
    names_organization,
    word_kind,
)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("委員長", Word.TITLE),
        ("都市計画課長", Word.TITLE),
        # A group that ends as a title does is one: 専門委員, but not 事務局.
        ("専門委員", Word.TITLE),
        ("事務局", Word.OFFICE),
        ("公益代表", Word.TITLE),
        ("同課長", Word.TITLE),
        ("都市計画課", Word.OFFICE),
        ("行政側", Word.OFFICE),
        ("同課", Word.OFFICE),
        ("株式会社みどり工業", Word.OFFICE),
        ("７番", Word.SEAT),
        ("第十二番委員", Word.SEAT),
        ("〃", Word.DITTO),
        ("君", Word.COURTESY),
        ("青木委員", Word.PERSON),
        ("青木", Word.NAME),
        # One character is no title and no office, whatever it means.
        ("課", Word.NAME),
        ("長", Word.NAME),
        # What is longer is a sentence, though it ends with a title.
        ("あおば町の緑化推進に関する計画を取りまとめられた委員長", Word.NAME),
    ],
)
def test_a_word_is_told_by_itself(word: str, kind: Word) -> None:
    assert word_kind(word) is kind


@pytest.mark.parametrize(
    ("written", "is_one"),
    [
        ("ほか３名", True),
        ("以上５名", True),
        ("なし", True),
        ("敬称略", True),
        ("２番　欠員", True),
        ("傍聴者", True),
        ("青木委員", False),
        ("三名木", False),
        ("以上", True),
        ("内藤", False),
        ("外村", False),
    ],
)
def test_counts_and_notes_name_nobody(written: str, is_one: bool) -> None:
    assert is_nobody(written) is is_one


@pytest.mark.parametrize("word", ["公益代表", "公益", "学識経験者等代表"])
def test_whom_members_stand_for_names_a_group(word: str) -> None:
    assert is_capacity(word)


def test_words_beside_names_that_are_no_capacity() -> None:
    assert not any(map(is_capacity, ("青木", "公益財団", "代表")))


def test_kinds_of_corporations_stand_in_brackets() -> None:
    assert all(map(is_corporation, ("株", "一社", "国研", "独法")))
    assert not any(map(is_corporation, ("座長", "社会", "欠席")))


def test_a_title_may_say_of_which_organisation() -> None:
    assert names_organization("架空大学教授")
    # A whole title that ends as an organisation does says of none.
    assert not names_organization("課長")
    assert not names_organization("大学")


def test_a_position_has_more_than_one_character() -> None:
    assert is_position("課長補佐")
    assert not is_position("長")
    assert not is_position("青木課長")


def test_one_person_presides_and_several_are_members() -> None:
    assert is_of_one_person("委員長")
    assert not is_of_one_person("委員")
    assert not is_of_one_person("課長")


@pytest.mark.parametrize(
    ("word", "rest"), [("青木君", "青木"), ("青木先生", "青木"), ("君島", "君島")]
)
def test_an_honorific_stands_at_the_end_of_a_word(word: str, rest: str) -> None:
    assert honorific_ending().sub("", word) == rest
