"""The font that PDFium takes for those that a PDF does not hold."""

from __future__ import annotations

from pipeline.ingestion.media.pdf import extract_pdf
from quality.box_font import FILE, box_font
from tests.pipeline.ingestion.media.sheets import single_column


def test_the_font_is_as_it_is_made() -> None:
    assert FILE.read_bytes() == box_font()


def test_a_line_that_says_the_same_as_the_one_before_it_is_kept() -> None:
    lines = ["ありがとうございます。その点は次回までに調べておきます。"] * 3
    content, _ = single_column(["はい。", *lines])
    assert extract_pdf(content).text.splitlines()[1:4] == lines
