"""Empty lines of a PDF, within pages and at their ends."""

from __future__ import annotations

from pipeline.ingestion.media.pdf import extract_pdf
from tests.pipeline.ingestion.media.record_alone import without_furniture
from tests.pipeline.ingestion.media.sheets import single_column


def test_single_empty_lines_of_a_page_are_shown_where_another_page_shows_the_step():
    # On the first page every second line is empty, on the second one none is.
    first = [line for at in range(18) for line in (f"第{at}項", "")]
    lines = [*first, "以上です。", *[f"{at}人目です。" for at in range(9)]]
    content, _ = single_column(lines)
    extracted = extract_pdf(content)
    assert without_furniture(extracted.text, extracted.furniture).splitlines() == lines


def test_an_empty_line_at_the_end_of_a_page_is_known_by_where_another_page_ends():
    first = [f"{at}つ目の議題です。" for at in range(37)]
    second = [f"{at}つ目の報告です。" for at in range(36)]
    lines = [*first, *second, "", "以上です。", "閉会"]
    content, _ = single_column(lines, "架空審議会")
    extracted = extract_pdf(content)
    assert without_furniture(extracted.text, extracted.furniture).splitlines() == lines
