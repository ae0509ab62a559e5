"""Who presided, named between other items of the header."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

Tables = Callable[..., dict[str, pl.DataFrame]]


@pytest.mark.parametrize(
    ("chair", "position"),
    [
        ("一　議長　商工課長　青木宗一", "商工課長"),
        ("一　司会　見本大学教授　青木　宗一", "見本大学教授"),
        ("３．座長　商工課長　青　木　宗　一", "商工課長"),
    ],
)
def test_who_presided_may_stand_between_other_items(
    tables_of: Tables, chair: str, position: str
) -> None:
    rows = tables_of(
        "見本都市計画公聴会記録\n\n一　開催の日時　令和４年８月２５日　午後二時開会\n"
        f"一　開催の場所　見本会館\n一　案件　見本道路の変更について\n{chair}\n"
        "一　出席した公述人\n　　第一番　坂本勝\n　　第二番　石田フミ\n"
        "一　傍聴人　十名\n\n"
        "議長（青木宗一君）　ただいまから公聴会を開会いたします。公述人、お願いします。\n\n"
        "公述人（坂本勝君）　坂本でございます。この案に賛成の立場から申し上げます。\n\n"
        "議長（青木宗一君）　次の公述人、お願いします。\n\n"
        "公述人（石田フミ君）　私は反対です。通学路を横切ることになり、危険です。\n\n"
        "議長（青木宗一君）　以上で公述を終わります。閉会いたします。\n"
    )["attendance"].sort("ordinal")
    names = rows.select(pl.col("name_text").str.replace_all(r"\s", ""), "position").rows()
    assert names == [("青木宗一", position), ("坂本勝", None), ("石田フミ", None)]
