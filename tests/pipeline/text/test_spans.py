from __future__ import annotations

from collections.abc import Callable

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.spans import with_source

DocumentsOf = Callable[..., pl.DataFrame]
TEXTS = st.lists(
    st.none() | st.text(alphabet="aé雲🏯か\u3099\n　", max_size=12), min_size=1, max_size=5
)


def rows_of(*spans: tuple[int, int, int]) -> pl.DataFrame:
    return pl.DataFrame(
        [(f"made-up/{number}.txt", start, end) for number, start, end in spans],
        schema={"document_id": pl.String, "char_start": pl.Int64, "char_end": pl.Int64},
        orient="row",
    )


def test_a_span_is_counted_in_characters(documents_of: DocumentsOf) -> None:
    documents = documents_of("雲と霧🏯。", None, "a\u0301虹")
    rows = rows_of((3, 2, 3), (1, 3, 5), (1, 0, 1), (3, 0, 2), (1, 5, 5))
    assert with_source(rows, documents)["source"].to_list() == ["虹", "🏯。", "雲", "a\u0301", ""]


def test_without_rows_there_is_nothing(documents_of: DocumentsOf) -> None:
    assert with_source(rows_of(), documents_of("雲", None))["source"].to_list() == []
    assert with_source(rows_of(), documents_of(None))["source"].to_list() == []


@given(TEXTS, st.data())
def test_any_span_is_what_python_slices(
    documents_of: DocumentsOf, texts: list[str | None], data: st.DataObject
) -> None:
    readable = [number for number, text in enumerate(texts) if text is not None]
    spans = []
    for number in data.draw(st.lists(st.sampled_from(readable))) if readable else []:
        length = len(texts[number] or "")
        start = data.draw(st.integers(0, length))
        spans.append((number + 1, start, data.draw(st.integers(start, length))))
    found = with_source(rows_of(*spans), documents_of(*texts))
    assert found["source"].to_list() == [
        (texts[number - 1] or "")[start:end] for number, start, end in spans
    ]
