"""Titles of invented web pages: which of them name a record."""

from __future__ import annotations

import polars as pl
import pytest

from pipeline.fields.page_titles import title_of_page


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("第３回架空審議会 議事録 | 架空府", "第３回架空審議会 議事録"),
        ("架空府：審議会 > 第3回架空審議会議事要旨", "第3回架空審議会議事要旨"),
        ("架空市 - 令和6年度第2回みどり部会会議録", "令和6年度第2回みどり部会会議録"),
        ("第１２回 見本検討会", "第１２回 見本検討会"),
        ("架空町議会会議録", "架空町議会会議録"),
        ("審議会のお知らせ | 架空府", None),
        ("第3回架空審議会 議事次第", None),
        ("第3回架空審議会 配布資料", None),
        ("架空審議会 議事録一覧", None),
        ("会議録検索システム", None),
        ("会議録の閲覧 - 架空市", None),
        ("会議録システム", None),
        ("会議録メニュー", None),
        ("会議録ダウンロード", None),
        ("第3回架空審議会 議事録（2024年5月10日更新）", None),
        ("第3回架空審議会の議事録を公開しました", None),
        ("第3回架空花火大会", None),
        ("架空府", None),
        ("第3回架空審議会 議事録" + "あ" * 80, None),
        (None, None),
    ],
)
def test_a_title_is_taken_where_it_names_a_record(page, title):
    pages = pl.DataFrame({"page_title": [page]}, schema={"page_title": pl.String})
    assert pages.select(title_of_page()).item() == title
