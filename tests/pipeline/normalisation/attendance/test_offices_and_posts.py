"""Offices and posts beside the names of a list."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.names.family_and_position import split_name
from pipeline.normalisation.attendance.brackets import Said, said_in
from pipeline.normalisation.attendance.reading import entries
from pipeline.normalisation.attendance.words import Word, word_kind

Tables = Callable[..., dict[str, pl.DataFrame]]

HEAD = "第３回見本審議会　議事録\n日時　令和４年８月２５日（木）１９時～２０時\n場所　見本会館\n"
TALK = "\n議事\n（会長）始めます。\n（委員）賛成です。\n"


def groups(text: str, label: str) -> list[tuple[str, str | None]]:
    return [(entry.name_text, entry.group) for entry in entries(text, label)]


def test_an_office_in_brackets_may_be_wrapped() -> None:
    text = (
        "事務局：（建設部）青木部長、（建築課）坂本課長、柏木補佐、石田、（市民\n"
        "　　　　生活課）大野係長"
    )
    assert groups(text, "事務局：") == [
        ("青木部長", "建設部"),
        ("坂本課長", "建築課"),
        ("柏木補佐", "建築課"),
        ("石田", "建築課"),
        ("大野係長", "市民生活課"),
    ]


def test_a_wrapped_bracket_of_a_person_is_no_office() -> None:
    text = "委員：青木一郎、坂本修（見本\n　　　大学教授）、石田進"
    assert [(entry.name_text, entry.brackets) for entry in entries(text, "委員：")] == [
        ("青木一郎", []),
        ("坂本修", ["見本大学教授"]),
        ("石田進", []),
    ]


def test_posts_before_a_person_with_a_position_are_of_others() -> None:
    found = entries("事務局　総務局長、企画課長、総務局企画課　青木主査", "事務局　")
    assert [(entry.name_text, entry.position) for entry in found][-1] == ("青木主査", None)


def test_posts_before_a_name_are_of_that_person() -> None:
    found = entries("事務局　地域部長、福祉担当部長　青木　一郎", "事務局　")
    assert [(entry.name_text, entry.position) for entry in found] == [
        ("青木　一郎", "地域部長、福祉担当部長")
    ]


@pytest.mark.parametrize(
    "post", ["こども未来調整課長", "子ども未来課長", "上下水道事業管理者", "上下水道部長"]
)
def test_a_post_has_no_name(post: str) -> None:
    assert word_kind(post) is Word.TITLE
    assert split_name(post).family_name is None


def test_a_family_name_before_a_post_is_one() -> None:
    assert split_name("青木上下水道事業管理者") == ("青木", "上下水道事業管理者", None)
    assert split_name("青木未来委員") == ("青木", "委員", "未来")


COLUMN = (
    "（有識者）\n　青木　浩　　　　見本大学海洋学部教授\n"
    "　坂本　真弓　　　公益財団法人見本研究所研究員\n"
    "　石田　和親　　　見本フェリー株式会社取締役\n"
    "　大野　篤　　　　沖ノ見町長（代理：柏木副町長）\n"
)


def test_a_proxy_is_noted_at_an_office_of_a_column(tables_of: Tables) -> None:
    rows = tables_of(f"{HEAD}出席者\n{COLUMN}{TALK}")["attendance"].sort("ordinal")
    assert rows.select("name_text", "affiliation", "presence").rows() == [
        ("青木　浩", "見本大学海洋学部教授", "present"),
        ("坂本　真弓", "公益財団法人見本研究所研究員", "present"),
        ("石田　和親", "見本フェリー株式会社取締役", "present"),
        ("大野　篤", "沖ノ見町長", "proxy"),
    ]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("見本町長（代理：坂本副町長）", Said(affiliation="見本町長", presence="proxy")),
        ("見本町長（代理　坂本副町長）", Said(affiliation="見本町長", presence="proxy")),
        ("代理出席（坂本課長）", Said(presence="proxy")),
        ("見本大学（東部）", Said(affiliation="見本大学（東部）")),
    ],
)
def test_a_bracket_may_hold_another(written: str, said: Said) -> None:
    assert said_in((written,)) == said


def issues(tables: dict[str, pl.DataFrame], rule: str) -> list[int]:
    return tables["quality_issues"].filter(pl.col("rule") == rule)["line"].to_list()


@pytest.mark.parametrize(
    "officials",
    [
        # 水面 and 因 are words, and no family names of the dictionary.
        "（総務課）青木課長、（市民生活課）水面係長",
        "青木総務課長、坂本税務課長、因総務課補佐",
    ],
)
def test_a_word_with_a_position_that_is_left_out_is_disputed(
    tables_of: Tables, officials: str
) -> None:
    tables = tables_of(f"{HEAD}出席者　石田会長、大野委員\n事務局：{officials}\n{TALK}")
    assert issues(tables, "persons_are_certain") == [5]


@pytest.mark.parametrize("officials", ["青木水道課長、下水道課長", "（総務課）青木課長、庶務係長"])
def test_a_known_position_that_is_left_out_is_not_disputed(
    tables_of: Tables, officials: str
) -> None:
    tables = tables_of(f"{HEAD}出席者　石田会長、大野委員\n事務局：{officials}\n{TALK}")
    assert issues(tables, "persons_are_certain") == []
