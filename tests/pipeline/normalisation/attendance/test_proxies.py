"""Who came for somebody else, after the bracket of that person; and glued brackets."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.normalisation.attendance.proxies import proxy_in
from pipeline.normalisation.attendance.reading import entries

Tables = Callable[..., dict[str, pl.DataFrame]]

HEAD = "第３回見本審議会　議事録\n日時　令和４年８月２５日（木）１９時～２０時\n場所　見本会館\n"
TALK = "\n議事\n（会長）始めます。\n（委員）賛成です。\n"


@pytest.mark.parametrize(
    ("run", "proxy"),
    [
        ("代理 坂本 修", "代理 坂本 修"),
        ("　代理：坂本係長　", "代理：坂本係長"),
        ("代理坂本係長石田進委員", "代理坂本係長"),
        ("代理出席　坂本総務課長補佐", "代理出席　坂本総務課長補佐"),
    ],
)
def test_a_proxy_ends_with_the_text_or_before_another_person(run: str, proxy: str) -> None:
    span = proxy_in(run)
    assert span is not None
    assert run[slice(*span)] == proxy


@pytest.mark.parametrize(
    "run",
    [
        "代理",
        "坂本係長",
        "　課長代理",
        # Whether 仏間 is a person is not known.
        "代理坂本係長仏間主査",
    ],
)
def test_no_other_text_is_a_proxy(run: str) -> None:
    assert proxy_in(run) is None


def test_who_has_a_proxy_did_not_come(tables_of: Tables) -> None:
    lists = (
        "出席者\n委員\n・青木 節子（市民）\n・坂本 貢（見本市計画課長）代理 石田 卓也\n"
        "・大野 正（有識者）※欠席\n"
    )
    rows = tables_of(HEAD + lists + TALK)["attendance"].sort("ordinal")
    assert rows.select("name_text", "affiliation", "presence").rows() == [
        ("青木 節子", "市民", "present"),
        ("坂本 貢", "見本市計画課長", "proxy"),
        ("大野 正", "有識者", "absent"),
    ]


def test_brackets_without_commas_are_of_the_person_before_them() -> None:
    text = "青木委員（見本協会会長）坂本委員（欠席）石田委員（見本銀行支店長）大野委員（市長）"
    assert [(entry.name_text, entry.brackets) for entry in entries(text)] == [
        ("青木委員", ["見本協会会長"]),
        ("坂本委員", ["欠席"]),
        ("石田委員", ["見本銀行支店長"]),
        ("大野委員", ["市長"]),
    ]


def test_a_position_in_brackets_behind_another_ends_the_person() -> None:
    text = "青木委員（市長）坂本委員（町長）石田委員"
    assert [(entry.name_text, entry.brackets) for entry in entries(text)] == [
        ("青木委員", ["市長"]),
        ("坂本委員", ["町長"]),
        ("石田委員", []),
    ]


def test_a_hint_inside_a_name_ends_nobody() -> None:
    text = "青木（勝）委員、坂本副主幹（兼）係長、石田（恵）"
    assert [entry.name_text for entry in entries(text)] == [
        "青木（勝）委員",
        "坂本副主幹（兼）係長",
        "石田",
    ]
