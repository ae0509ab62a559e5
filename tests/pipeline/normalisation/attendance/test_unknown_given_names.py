"""Given names that no dictionary has, after family names that the model reads alone."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.normalisation.attendance.model.names import with_title

Tables = Callable[..., dict[str, pl.DataFrame]]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("入江空", "入江空"),
        ("入江空、坂本", "入江空"),
        ("入江虹弥　坂本", "入江虹弥"),
        ("入江空総務課長", "入江空総務課長"),
        ("入江（空）", "入江"),
        # Organisations, places, words, presence, honorifics, and several persons.
        ("入江市", "入江"),
        ("入江組合", "入江"),
        ("入江空港", "入江"),
        ("入江欠", "入江"),
        ("入江君", "入江君"),
        ("入江他", "入江"),
        ("入江新市長", "入江"),
        ("入江空について", "入江"),
        ("入江水道課長", "入江水道課長"),
    ],
)
def test_the_rest_of_a_word_is_a_given_name(text: str, written: str) -> None:
    assert with_title(text, 0, 2).text == written


def test_an_unknown_given_name_is_listed_with_its_family_name(tables_of: Tables) -> None:
    rows = tables_of(
        "第5回見本総務常任委員会会議録\n\n令和4年9月6日(火曜日)\n\n開会:午前10時20分\n\n"
        "出席委員\n\n出席委員一覧\n役職名 出席者\n委員長 青木冬樹\n"
        "委員 坂本一歩、多々良海、入江空\n\n開会の宣告\n\n委員長\n\n"
        "それでは、委員会を始めます。よろしくお願いします。\n\n事務局長\n\n"
        "資料の提出をお願いいたします。\n"
    )["attendance"].sort("ordinal")
    assert rows["name_text"].to_list() == ["青木冬樹", "坂本一歩", "多々良海", "入江空"]
