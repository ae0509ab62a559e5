from __future__ import annotations

from collections.abc import Callable

import polars as pl

from pipeline.segmentation.furniture import MAX_TITLE_LINE, is_furniture
from pipeline.segmentation.segment import segment
from tests.pipeline.segmentation.lines import documents_with, visible


def furniture_in(text: str, *written: str) -> list[str]:
    """The lines that lie in furniture, where each place of these words is a span of it."""
    spans = [
        ("made-up/1.txt", place, place + len(words))
        for words in written
        for place in range(len(text))
        if text.startswith(words, place)
    ]
    schema = {"document_id": pl.String, "char_start": pl.Int32, "char_end": pl.Int32}
    furniture = pl.DataFrame(spans, schema=schema, orient="row")
    lines = visible(documents_with(text, text))
    found = lines.filter(is_furniture(lines, furniture))
    assert set(found["document_id"]) <= {"made-up/1.txt"}
    return found["stripped"].to_list()


HEADER = "第３回架空審議会 議事録"


def test_lines_within_a_span_are_furniture() -> None:
    text = "議事録\n始めます。\n- 1 -\n終わります。\n- 2 -\n"
    assert furniture_in(text, "- 1 -", "- 2 -") == ["- 1 -", "- 2 -"]


def test_a_line_that_reaches_out_of_its_span_is_none() -> None:
    assert furniture_in("議事録\n- 1 - 始めます。\n", "- 1 -") == []


def test_a_running_header_is_the_title_where_there_is_no_other() -> None:
    text = f"{HEADER}\n日時　令和６年４月１日\n{HEADER}\n始めます。\n{HEADER}\n"
    # The first of them stays.
    assert furniture_in(text, HEADER) == [HEADER] * 2


def test_beside_a_title_of_the_record_all_running_headers_are_furniture() -> None:
    text = f"{HEADER}\n架空審議会会議録\n日時　令和６年４月１日\n{HEADER}\n"
    assert furniture_in(text, HEADER) == [HEADER] * 2


def test_a_title_far_below_is_none_of_the_document() -> None:
    below = "雲の話。\n" * MAX_TITLE_LINE
    assert furniture_in(f"{HEADER}\n{below}架空審議会会議録\n{HEADER}\n", HEADER) == [HEADER]


def test_the_words_of_a_header_are_the_title_wherever_the_text_has_them() -> None:
    below = "雲の話。\n" * MAX_TITLE_LINE
    text = f"{HEADER}\n{below}第３回架空審議会　議事録\n始めます。\n{HEADER}\n"
    assert furniture_in(text, HEADER) == [HEADER] * 2


def test_a_trail_of_links_is_no_title_beside_a_header() -> None:
    text = f"{HEADER}\nホーム ＞ 審議会 ＞ {HEADER}\n始めます。\n{HEADER}\n"
    assert furniture_in(text, f"{HEADER}\n") == [HEADER]


def test_without_spans_nothing_is_furniture() -> None:
    assert furniture_in(f"{HEADER}\n- 1 -\n") == []


def test_the_title_below_a_running_header_of_the_same_words_is_the_title(
    documents_of: Callable[..., pl.DataFrame],
) -> None:
    documents = documents_of(f"{HEADER}\n{HEADER}\n日時：令和６年４月１日\n始めます。\n{HEADER}\n")
    marks = pl.DataFrame(
        {
            "document_id": documents["document_id"],
            "char_start": [0],
            "char_end": [len(HEADER)],
        }
    )
    blocks = segment(documents, furniture=marks).blocks
    kinds = blocks.select("kind", "rule").rows()[:2]
    assert kinds == [("page_mark", "furniture"), ("title", "title")]
