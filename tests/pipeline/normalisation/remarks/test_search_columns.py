"""Columns of remarks to search and count by."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.normalisation.remarks.search_columns import (
    heading_paths,
    normalized,
    with_search_columns,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ＧＩＳの㈱ＡＢＣ", "gisの(株)abc"),
        ("ｶﾞｲﾄﾞ", "ガイド"),
        ("廣瀨と髙橋、山﨑", "広瀬と高橋、山崎"),
        # A radical, a wave, a minus and a blank of other programs.
        ("⻑い", "長い"),
        ("１０〜１２", "10~12"),
        ("−５", "-5"),
        ("雨\u00a0風", "雨 風"),
        # NFKC leads to an old form, which is folded too.
        ("\uf914しい", "楽しい"),
        ("一行目\n二行目", "一行目\n二行目"),
    ],
)
def test_a_text_is_folded_so(text: str, expected: str) -> None:
    assert pl.DataFrame({"text": [text]}).select(normalized(pl.col("text"))).item() == expected


HEADINGS = pl.DataFrame(
    {
        "agenda_item_id": ["g-1", "g-2", "g-3", "g-4"],
        "parent_id": [None, "g-1", "g-2", None],
        "title": ["議題", "論点", "細目", "その他"],
    }
)


def test_a_path_goes_from_the_outermost_heading_down() -> None:
    assert heading_paths(HEADINGS).rows() == [
        ("g-1", "g-1", "議題"),
        ("g-2", "g-1", "議題 > 論点"),
        ("g-3", "g-1", "議題 > 論点 > 細目"),
        ("g-4", "g-4", "その他"),
    ]
    assert heading_paths(HEADINGS.clear()).height == 0


def test_a_remark_has_the_path_of_its_heading_or_none(
    table_of: Callable[..., pl.DataFrame],
) -> None:
    remarks = table_of(
        "remarks", *({"agenda_item_id": item, "text": "ＡＢ"} for item in ("g-3", None, "g-4"))
    )
    found = with_search_columns(remarks, HEADINGS)
    assert found.columns == remarks.columns
    assert found.select("top_agenda_item_id", "agenda_path", "text_normalized").rows() == [
        ("g-1", "議題 > 論点 > 細目", "ab"),
        (None, None, "ab"),
        ("g-4", "その他", "ab"),
    ]
    assert found["text"].to_list() == ["ＡＢ"] * 3


def test_normalisation_fills_the_columns(
    tables_of: Callable[..., dict[str, pl.DataFrame]], memo: str
) -> None:
    remarks = tables_of(memo)["remarks"]
    assert remarks["agenda_path"].to_list() == ["座長挨拶", "雲の見方 > その他意見"]
    tops = tables_of(memo)["agenda_items"].filter(level=1)["agenda_item_id"].to_list()
    assert remarks["top_agenda_item_id"].to_list() == tops
    assert remarks["text_normalized"].to_list() == remarks["text"].to_list()
