"""Blanks of a PDF: as many as are drawn."""

from __future__ import annotations

from pipeline.ingestion.media.pdf import extract_pdf
from tests.pipeline.ingestion.media.sheets import single_column


def test_runs_of_blanks_are_as_long_as_they_are_drawn():
    lines = [
        "        2番 坂本 花子     3番 白井  修",
        "   ※ 展示室は17時まで",
        "同           山本 喜昭",
        "  一つ目の議題",
    ]
    content, _ = single_column(lines)
    assert extract_pdf(content).text.splitlines()[:4] == lines


def test_blanks_that_a_margin_cuts_are_kept():
    # As many words as lines of records that lost their ends have.
    names = ["青木 一郎", "坂本  花子", "白井 修", "大  田  俊  隆"]
    line = "出席した委員" + "".join(
        f"{' ' * (at % 5)}委員 {at}番{' ' * (1 + at % 7)}{names[at % 4]}" for at in range(40)
    )
    content, _ = single_column([line, "開会した。"])
    assert extract_pdf(content).text.splitlines()[:2] == [line, "開会した。"]


def test_blanks_of_a_text_without_line_ends_are_kept_where_a_sentence_ends_with_a_line():
    words = [f"{at}つ目の計画の進み具合について伺います。" for at in range(40)]
    line = "開会した。" + "".join(f"  ○第{at}委員 {said}" for at, said in enumerate(words))
    content, _ = single_column([line, "閉会した。"])
    assert extract_pdf(content).text.splitlines()[:2] == [line, "閉会した。"]
