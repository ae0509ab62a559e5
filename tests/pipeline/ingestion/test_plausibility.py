from __future__ import annotations

import pytest

from pipeline.ingestion.plausibility import Characters, characters_of, looks_japanese


@pytest.mark.parametrize(
    "text",
    [
        *("", " \n", "架空の会議", "ＡＢＣ（１）", "plain ASCII", "①㈱○", "髙井委員長"),
        *("三枝委員（ﾈｯﾄﾜｰｸ整備）と会議", "￥１２、２０°Ｃ±１", "￢"),
    ],
)
def test_what_records_are_written_with_looks_japanese(text: str) -> None:
    assert looks_japanese(text)


@pytest.mark.parametrize(
    "text",
    [
        *("ﾜｹﾉﾜｶﾗﾅｲ", "déjà vu", "会議\x00\x01\x02", "привет"),
        # 議事録 and いろは in UTF-8, read as CP932; この件は in EUC-JP, read as CP932
        *("隴ｰ莠矩鹸", "縺\u3044繧阪・", "､ｳ､ﾎｷ\u91e5ﾏ"),
        "agenda " * 100 + "ﾐﾄﾞﾘ",
    ],
)
def test_what_other_encodings_turn_into_does_not(text: str) -> None:
    assert not looks_japanese(text)


def test_one_odd_character_in_twenty_is_let_pass() -> None:
    assert looks_japanese("あ" * 19 + "é")
    assert not looks_japanese("あ" * 18 + "é")


def test_one_rare_kanji_in_five_is_let_pass() -> None:
    assert looks_japanese("あ" * 4 + "縺")
    assert not looks_japanese("あ" * 3 + "縺")


def test_characters_are_counted_by_kind() -> None:
    found = characters_of("議事、縺繧ｱｲ①é abc\n")
    assert found == Characters(total=9, common=3, rare=2, half_width=2, odd=1)
    assert found.misfit == pytest.approx(3 / 9)
    assert characters_of("ｱｲ議").misfit == pytest.approx(1 / 3)
    assert characters_of("abc").misfit == 0
