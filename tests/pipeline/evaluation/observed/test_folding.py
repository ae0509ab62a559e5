"""Folding: what truth and reading are compared in."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.evaluation.observed.folding import bare_label, bare_name, first_words, folded

Fold = Callable[[pl.Expr], pl.Expr]


def fold(by: Fold, text: str | None) -> str:
    return str(
        pl.DataFrame({"text": [text]}, schema={"text": pl.String}).select(by(pl.col("text"))).item()
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("　第１回 会議\n録\t", "第1回会議録"),
        ("ｶﾞｲﾄﾞ㈱①", "ガイド(株)1"),
        (" 　", ""),
        (None, ""),
    ],
)
def test_text_is_folded_to_nfkc_without_blanks(text: str | None, expected: str) -> None:
    assert fold(folded, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("平賀　しのぶ（座長）", "平賀しのぶ"),
        ("平賀(ひらが)しのぶ（座長）", "平賀しのぶ"),
        ("平賀しのぶ（座長（代理））", "平賀しのぶ"),
        ("（欠席）", ""),
        # A bracket that is never closed takes nothing with it.
        ("平賀しのぶ（座長", "平賀しのぶ(座長"),
        ("平賀【座長】", "平賀【座長】"),
    ],
)
def test_a_name_is_bare_without_what_stands_in_brackets(text: str, expected: str) -> None:
    assert fold(bare_name, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("○【 議長 】：", "議長"),
        ("◎議長（青木一郎君）", "議長(青木一郎君)"),
        ("（議長）", "議長"),
        ("〔議 長〕", "議長"),
        ("「議長」", "議長"),
        ("○○議長::", "議長"),
        # Brackets around a part of it are of the label.
        ("【議長】（青木）", "【議長】(青木)"),
        ("青木：委員", "青木:委員"),
        ("○", ""),
        (None, ""),
    ],
)
def test_a_label_is_bare_without_glyph_colon_and_brackets_around_it(
    text: str | None, expected: str
) -> None:
    assert fold(bare_label, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("〔町長 登壇〕おはようございます。", "おはようございます。"),
        ("（青木一郎君登壇）〔拍手〕 伺います。", "伺います。"),
        ("―登壇―　伺います。", "伺います。"),
        # A stage direction within, and brackets that hold no such thing.
        ("伺います。〔拍手〕", "伺います。〔拍手〕"),
        ("（１）計画について", "(1)計画について"),
        ("資料の三ページにあります計画の進み具合について", "資料の三ページにあります計画の"),
        ("〔拍手〕資料の三ページにあります計画の進み具合", "資料の三ページにあります計画の"),
        (None, ""),
    ],
)
def test_first_words_stand_behind_stage_directions(text: str | None, expected: str) -> None:
    assert fold(first_words, text) == expected
