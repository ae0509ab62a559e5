"""Names whose characters are set apart, and whose family names no dictionary has."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.normalisation.attendance.model.names import may_be_spread

Tables = Callable[..., dict[str, pl.DataFrame]]

HEAD = "第３回見本審議会　議事録\n日時　令和４年８月２５日（木）１９時～２０時\n場所　見本会館\n"
TALK = "\n議事\n（会長）始めます。\n（委員）賛成です。\n"


@pytest.mark.parametrize(
    "text", ["五 日 市 勝", "八　日　市　　修", "蟹　谷　みどり", "七 五 三 進"]
)
def test_a_text_set_apart_may_be_a_name(text: str) -> None:
    assert may_be_spread(text)


@pytest.mark.parametrize(
    "text", ["五 月 五 日", "五日市勝", "事 務 局 長", "副 委 員 長", "一 名", "企 画 総 務 課"]
)
def test_dates_posts_and_texts_in_one_are_none(text: str) -> None:
    assert not may_be_spread(text)


def test_a_spread_name_beside_another_is_listed(tables_of: Tables) -> None:
    lists = "出席者\n　委　員　　青 木 テツ子　　　五 日 市 勝\n　　　　　　石 田　　 保\n"
    rows = tables_of(HEAD + lists + TALK)["attendance"].sort("ordinal")
    assert rows["name_text"].to_list() == ["青 木 テツ子", "五 日 市 勝", "石 田　　 保"]
