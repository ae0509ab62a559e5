"""Hard wraps and breaks of paragraphs, as a document's own lines tell them."""

from __future__ import annotations

import polars as pl
import pytest

from pipeline.text.paragraphs import with_paragraphs


def joined(*texts: str) -> list[str]:
    """Passages of one document, as they are joined."""
    frame = pl.DataFrame({"document_id": ["made-up"] * len(texts), "text": texts})
    return with_paragraphs(frame)["text"].to_list()


WRAPPED = "資料の三枚目を御覧くださいますようお願\nいいたします。"
"""A line that runs over the whole width, and its end."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (WRAPPED, ["資料の三枚目を御覧くださいますようお願いいたします。"]),
        # A sentence may end at the width.
        (
            f"{WRAPPED}\n次の頁も御覧いただければと思っております。\n雲の高さを示しています。",
            [
                "資料の三枚目を御覧くださいますようお願いいたします。",
                "次の頁も御覧いただければと思っております。雲の高さを示しています。",
            ],
        ),
        # A blank line behind a sentence parts paragraphs, one inside of it does not.
        (
            f"{WRAPPED}\n\n次です。",
            ["資料の三枚目を御覧くださいますようお願いいたします。", "次です。"],
        ),
        ("資料の三枚目を御覧くだ\n\nさい。", ["資料の三枚目を御覧ください。"]),
        # So does an indent that is deeper than those of lines that go on.
        (
            "資料の三枚目を御覧くださいますようお願\nいいたしますと申し上げたとおりであります。\n"
            "　次です。",
            [
                "資料の三枚目を御覧くださいますようお願いいたしますと申し上げたとおりであります。",
                "次です。",
            ],
        ),
        # A line of its own begins with a bullet.
        ("次のとおり\n・雲の高さ\n①雲の形", ["次のとおり", "・雲の高さ", "①雲の形"]),
        ("雲は open\nscience です\nから", ["雲は open science ですから"]),
    ],
)
def test_hard_wraps_are_joined_and_breaks_of_paragraphs_stay(
    text: str, expected: list[str]
) -> None:
    assert joined(text) == ["\n".join(expected)]


def test_a_document_whose_lines_all_end_sentences_is_not_wrapped() -> None:
    text = "始めます。\n　資料を御覧ください。\n終わります。"
    assert joined(text) == ["始めます。\n資料を御覧ください。\n終わります。"]


def test_the_width_is_that_of_all_passages_of_the_document() -> None:
    # The first line stops short of the width that the other passage shows.
    short = "始めます。\n資料を御覧ください。"
    assert joined(WRAPPED, short)[1] == "始めます。\n資料を御覧ください。"


def test_passages_of_one_line_stay_as_they_are() -> None:
    texts = ["　始めます。 ", "", WRAPPED]
    assert joined(*texts)[:2] == texts[:2]
    assert joined(*texts[:2]) == texts[:2]
