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


@pytest.mark.parametrize(
    ("chair", "names"),
    [
        ("４　議　　長　　会長　青 木　宗 一", ["青木宗一", "坂本勝", "石田フミ"]),
        ("４　議　　長　　副会長　石 田　フ ミ", ["青木宗一", "坂本勝", "石田フミ", "石田フミ"]),
        ("４　議　　長　　副町長　柏 木　進", ["青木宗一", "坂本勝", "石田フミ", "柏木進"]),
    ],
)
def test_who_presided_is_listed_once(tables_of: Tables, chair: str, names: list[str]) -> None:
    rows = tables_of(
        "第７回見本海区漁業調整委員会　議事録\n\n"
        "１　開催日時　令和５年９月１４日（木）　１３時３０分\n\n"
        "２　出席委員　会　長　青 木　宗 一\n　　　　　　　委　員　坂 本　勝\n"
        f"　　　　　　　委　員　石 田　フ ミ\n\n３　議事録署名委員　坂 本　勝\n\n"
        f"{chair}\n\n５　議　題\n　網について\n\n"
        "○議長　始めます。\n○坂本委員　伺います。\n"
    )["attendance"].sort("ordinal")
    assert rows["name_text"].str.replace_all(r"\s", "").to_list() == names


def test_a_form_with_labels_on_lines_of_their_own_is_read(tables_of: Tables) -> None:
    rows = tables_of(
        "会　議　録\n\n会議の名称\n令和６年度　見本市水防協議会\n開催日時\n"
        "令和６年５月１０日（金）午後１時３０分から午後２時１２分まで\n開催場所\n"
        "見本市消防庁舎３階　災害対策室\n議長氏名\n会長　青木　宗一（市長）\n"
        "出席者（委員）氏名\n青木　宗一、坂本　勝、石田　フミ\n欠席者（委員）氏名\n柏木　進\n"
        "説明者の職・氏名\n防災安全課長　内田　剛\n事務局職員の職・氏名\n係長　新田　望\n"
        "会議次第\n１　開会　２　議事\n会議の経過\n○会長　始めます。\n○坂本委員　伺います。\n"
    )["attendance"].sort("ordinal")
    assert rows.select(pl.col("name_text").str.replace_all(r"\s", ""), "presence").rows() == [
        ("青木宗一", "present"),
        ("坂本勝", "present"),
        ("石田フミ", "present"),
        ("柏木進", "absent"),
        ("内田剛", "present"),
        ("新田望", "present"),
    ]
