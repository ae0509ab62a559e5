from __future__ import annotations

import polars as pl
import pytest

from pipeline.normalisation.remarks.glyph_legends import legends


def read(text: str, layout: str = "glyph_legend") -> list[tuple[str, str]]:
    documents = pl.DataFrame({"document_id": ["made-up"], "layout": [layout], "text": [text]})
    return legends(documents).select("marker", "legend").rows()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("（○：委員　●：事務局）", [("○", "委員"), ("●", "事務局")]),
        ("○＝委員、●＝事務局", [("○", "委員"), ("●", "事務局")]),
        ("◎は議長　○は委員", [("◎", "議長"), ("○", "委員")]),
        ("◎委員長\n○委員\n△事務局\n", [("◎", "委員長"), ("○", "委員"), ("△", "事務局")]),
        # The first meaning of a glyph counts.
        ("○委員、●事務局、○会長", [("○", "委員"), ("●", "事務局")]),
    ],
)
def test_a_legend_says_what_each_glyph_stands_for(
    written: str, expected: list[tuple[str, str]]
) -> None:
    assert (
        read(f"第３回架空会議 議事録\n{written}\n\n○始めます。\n●資料を御覧ください。\n")
        == expected
    )


def test_glyphs_before_speech_are_no_legend() -> None:
    assert read("第３回架空会議 議事録\n○始めます。\n●資料を御覧ください。\n") == []


def test_a_legend_of_a_record_in_another_style_means_nothing() -> None:
    assert read("（○：委員　●：事務局）\n", layout="circle_name") == []
