"""Damaged characters are told, each kind with its line, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.ingestion.damage import DAMAGES, damages_of

DAMAGED = {
    "replacement_characters": "青\ufffd委員",
    "unmapped_glyphs": "(cid:633)木委員",
    "private_use_characters": "\uf06c 賛成。",
    "mojibake": "ä¼šé\u0095·ã\u0080\u0080",
    "implausible_characters": "令和6年4月1日⤠呪⁔⨠䕔ੂ吠ㄠ〠〠",
    "question_marks": "第1回国会 ???? ????? ?1?",
}


@pytest.mark.parametrize("rule", DAMAGED)
def test_damage_is_told_with_its_line(documents_of: Callable[..., pl.DataFrame], rule: str) -> None:
    found = damages_of(documents_of("晴れ。", f"晴れ。\r\n\r\n{DAMAGED[rule]}\r\n{DAMAGED[rule]}"))
    (issue,) = found.iter_rows(named=True)
    assert (issue["rule"], issue["line"], issue["severity"]) == (rule, 3, "warn")
    assert (issue["stage"], issue["document_id"]) == ("ingestion", "made-up/2.txt")
    assert issue["message"].startswith("2 lines")


def test_utf_8_that_was_read_as_cp932_is_mojibake(
    documents_of: Callable[..., pl.DataFrame],
) -> None:
    read_wrongly = "縺薙ｌ縺ｯ譁ｭ縺縺ｪ縺"
    assert damages_of(documents_of(read_wrongly))["rule"].to_list() == ["mojibake"]


def test_every_damage_has_a_text() -> None:
    assert sorted(DAMAGED) == sorted(damage.rule for damage in DAMAGES)


def test_what_is_whole_is_not_damaged(documents_of: Callable[..., pl.DataFrame]) -> None:
    assert damages_of(
        documents_of("café “naïve” — ①㈱髙﨑 繰り返し、繧繝の絵。本当ですか??? なぜ？？？？")
    ).is_empty()


@pytest.mark.parametrize("line", ["日時⤠䘲‱〮㔠呦‱㈮㘠呌", "委員ਂ説明"])
def test_commands_of_a_damaged_pdf_are_told(
    documents_of: Callable[..., pl.DataFrame], line: str
) -> None:
    assert damages_of(documents_of(line))["rule"].to_list() == ["implausible_characters"]


def test_rare_names_and_foreign_words_are_not_damaged(
    documents_of: Callable[..., pl.DataFrame],
) -> None:
    assert damages_of(documents_of("○㐂久子委員　タイ語の สวัสดี は、㐂びの挨拶です。")).is_empty()
