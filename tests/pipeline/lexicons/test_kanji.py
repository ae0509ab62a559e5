from __future__ import annotations

import polars as pl

from pipeline.lexicons.kanji import present_forms


def test_each_old_kanji_has_its_present_form() -> None:
    names = pl.Series("name", ["吉武惠市", "廣瀨", "青木"])
    assert present_forms(names).to_list() == ["吉武恵市", "広瀬", "青木"]
    found = names.to_frame().select(present_forms(pl.col("name")))
    assert found["name"].to_list() == ["吉武恵市", "広瀬", "青木"]
