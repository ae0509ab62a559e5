"""Where a remark begins and ends, and whose it is, in records that make it hard to tell."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

Tables = Callable[..., dict[str, pl.DataFrame]]

HEAD = """\
第３回あおば町緑化審議会 議事録

１　日時　令和５年４月１３日（木）午後１時３０分～午後３時
２　場所　あおば町役場
３　出席者
　出席委員：青木委員長、坂本委員
　事務局：白井課長

４　議事

"""


def turns(tables_of: Tables, talk: str) -> list[tuple[str | None, str]]:
    remarks = tables_of(HEAD + talk)["remarks"]
    return remarks.filter(kind="remark").select("speaker_text", "text").rows()


MASKED = ["○○委員", "●●委員", "■■委員", "□□委員", "――委員", "＊＊委員", "×××委員"]


def with_masked(label: str) -> str:
    return f"{HEAD}○青木委員長　始めます。\n○{label}　伺います。\n○白井課長　お答えします。\n"


@pytest.fixture(scope="module")
def read(
    tables_of_each: Callable[..., dict[str, dict[str, pl.DataFrame]]],
) -> dict[str, dict[str, pl.DataFrame]]:
    """By text, the tables of the records with these labels."""
    return tables_of_each(map(with_masked, MASKED))


@pytest.mark.parametrize("label", MASKED)
def test_a_masked_name_is_a_label(read: dict[str, dict[str, pl.DataFrame]], label: str) -> None:
    remarks = read[with_masked(label)]["remarks"].filter(kind="remark")
    assert remarks.select("speaker_text", "text").rows() == [
        ("青木委員長", "始めます。"),
        (label, "伺います。"),
        ("白井課長", "お答えします。"),
    ]


def test_a_hint_at_the_given_name_is_part_of_a_label(tables_of: Tables) -> None:
    talk = "○青木委員長　始めます。\n○坂本（み）委員　伺います。\n○坂本（修）委員　私も。\n"
    assert [label for label, _ in turns(tables_of, talk)] == [
        "青木委員長",
        "坂本（み）委員",
        "坂本（修）委員",
    ]


def test_a_title_beside_the_mark_of_a_page_is_in_no_remark(tables_of: Tables) -> None:
    talk = (
        "○坂本委員　本数が減っています。理由を\n\n"
        "第３回あおば町緑化審議会 議事録\n\n- 2 -\n\n伺います。\n"
        "○白井課長　値上がりのためです。\n"
    )
    assert turns(tables_of, talk) == [
        ("坂本委員", "本数が減っています。理由を伺います。"),
        ("白井課長", "値上がりのためです。"),
    ]


def test_a_title_between_two_remarks_stays_a_title(tables_of: Tables) -> None:
    second = HEAD.replace("第３回", "第４回").replace("４月１３日（木）", "４月１４日（金）")
    made = tables_of(HEAD + "○坂本委員　伺います。\n" + second + "○坂本委員　また伺います。\n")
    assert made["meetings"]["session"].to_list() == [3, 4]


def test_what_ends_a_record_may_stand_in_a_speech(tables_of: Tables) -> None:
    talk = (
        "○白井課長　資料の二枚目です。\n　このページでは、植樹の本数を\n"
        "　右のとおり示しております。\n○坂本委員　分かりました。\n"
    )
    assert turns(tables_of, talk) == [
        ("白井課長", "資料の二枚目です。\nこのページでは、植樹の本数を右のとおり示しております。"),
        ("坂本委員", "分かりました。"),
    ]


def test_what_ends_a_record_ends_it_behind_the_last_remark(tables_of: Tables) -> None:
    talk = "○白井課長　以上です。\n○坂本委員　分かりました。\n\nこのページの先頭へ戻る\n"
    assert turns(tables_of, talk)[1:] == [("坂本委員", "分かりました。")]


def test_behind_a_change_of_chair_a_role_is_linked_to_nobody(tables_of: Tables) -> None:
    made = tables_of(
        HEAD
        + "○委員長　始めます。\n○坂本委員　伺います。\n"
        + "（青木委員長退席、坂本委員が委員長の職務を行う）\n"
        + "○委員長　続けます。\n○青木委員長　戻りました。\n"
    )
    listed = dict(made["attendance"].select("attendance_id", "name_text").rows())
    spoken = made["remarks"].filter(kind="remark").select("speaker_text", "attendance_id").rows()
    assert [(label, listed.get(key)) for label, key in spoken] == [
        ("委員長", "青木委員長"),
        ("坂本委員", "坂本委員"),
        ("委員長", None),
        ("青木委員長", "青木委員長"),
    ]
