from __future__ import annotations

import polars as pl
import pytest

from pipeline.text.spans import with_first_after, with_last_before

PAGES = pl.DataFrame({"document_id": ["a", "a", "b"], "char_start": [20, 0, 5], "page": [2, 1, 7]})


@pytest.mark.parametrize(
    ("document_id", "place", "page"),
    [("a", 0, 1), ("a", 19, 1), ("a", 20, 2), ("a", 400, 2), ("b", 5, 7), ("b", 4, None)],
)
def test_a_place_has_what_began_last_in_its_document(
    document_id: str, place: int, page: int | None
) -> None:
    rows = pl.DataFrame({"document_id": [document_id], "char_start": [place]})
    assert with_last_before(rows, PAGES)["page"].to_list() == [page]


def test_rows_stay_in_their_order() -> None:
    rows = pl.DataFrame({"document_id": ["b", "a", "a"], "char_start": [9, 30, 3]})
    assert with_last_before(rows, PAGES).rows() == [("b", 9, 7), ("a", 30, 2), ("a", 3, 1)]


@pytest.mark.parametrize(("place", "page"), [(0, 1), (1, 2), (20, 2), (21, None)])
def test_a_place_has_what_begins_next_in_its_document(place: int, page: int | None) -> None:
    rows = pl.DataFrame({"document_id": ["a"], "char_start": [place]})
    assert with_first_after(rows, PAGES)["page"].to_list() == [page]
