"""Views of documents: spans go to the source and back, and texts come back as they stand there."""

from __future__ import annotations

from itertools import pairwise

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from pipeline.segmentation.views import views_of

SOURCE = "\ufeff○委員⻑\u3000雲\u200bの話\r\nか\u3099ある。"
VIEW = "○委員長　雲の話\nがある。"


def documents(**texts: str | None) -> pl.DataFrame:
    return pl.DataFrame(
        {"document_id": list(texts), "text": list(texts.values())},
        schema={"document_id": pl.String, "text": pl.String},
    )


def spans(*rows: tuple[str, int, int]) -> pl.DataFrame:
    schema = {"document_id": pl.String, "char_start": pl.Int64, "char_end": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def test_the_view_stands_in_the_place_of_the_text() -> None:
    views = views_of(documents(a="plain", b=SOURCE, c=None))
    assert views.documents["text"].to_list() == ["plain", VIEW, None]
    assert views.sources["text"].to_list() == ["plain", SOURCE, None]


def test_spans_are_told_in_the_source() -> None:
    views = views_of(documents(a="plain", b=SOURCE))
    # ○, 委員長 and 雲, with what has no width behind it; the line; all of it.
    rows = spans(("b", 0, 1), ("b", 1, 4), ("b", 5, 6), ("b", 0, 8), ("b", 0, 13), ("a", 1, 3))
    found = views.in_source(rows)
    cut = [
        {"a": "plain", "b": SOURCE}[document][start:end] for document, start, end in found.rows()
    ]
    assert cut == ["\ufeff○", "委員⻑", "雲\u200b", SOURCE[:10], SOURCE, "la"]
    assert views.in_view(found).equals(rows)


def test_texts_are_written_with_the_characters_of_the_source() -> None:
    views = views_of(documents(b=SOURCE))
    rows = spans(("b", 0, 13), ("b", 5, 13)).with_columns(
        # Joined, put together otherwise, out of the span, and not of the document at all.
        text=pl.Series(["雲の話がある。", "雲の 話\nがある。"]),
        speaker=pl.Series(["委員長", "委員長"]),
        other=pl.Series(["座長", None]),
    )
    found = views.as_written(rows, ["text", "speaker", "other"])
    assert found["text"].to_list() == [
        "雲\u200bの話か\u3099ある。",
        "雲\u200bの 話\nか\u3099ある。",
    ]
    assert found["speaker"].to_list() == ["委員⻑", "委員⻑"]
    assert found["other"].to_list() == ["座長", None]


def test_a_mark_of_a_page_inside_a_span_is_passed_over() -> None:
    views = views_of(documents(b="雲\u200bは\n- 3 -\n白い。"))
    rows = spans(("b", 0, 12)).with_columns(text=pl.lit("雲は白い。"))
    assert views.as_written(rows, ["text"])["text"].item() == "雲\u200bは白い。"


def test_texts_of_other_documents_are_left_alone() -> None:
    views = views_of(documents(a="委員長", b="委員⻑\r\n", c="雲\r\n"))
    rows = spans(("a", 0, 3), ("c", 0, 1)).with_columns(text=pl.Series(["委員長", "雲"]))
    assert views.as_written(rows, ["text"]).equals(rows)


@given(
    st.text(st.sampled_from([*"青木⻑か\u3099\u200b\ufeff\r\n　 \u00a0"]), max_size=30),
    st.lists(st.integers(0, 30), max_size=5),
)
def test_spans_that_tile_the_view_tile_the_source(text: str, cuts: list[int]) -> None:
    views = views_of(documents(a=text))
    view = views.documents["text"].item()
    if not view:
        return
    edges = sorted({0, len(view), *(cut for cut in cuts if cut < len(view))})
    rows = spans(*(("a", start, end) for start, end in pairwise(edges)))
    found = views.in_source(rows)
    assert "".join(text[start:end] for _, start, end in found.rows()) == text
    assert views.in_view(found).equals(rows)
