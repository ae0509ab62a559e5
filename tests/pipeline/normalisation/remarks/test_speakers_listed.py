"""Who of a list is meant by a label, in whole records: by a group, for the chair, for another."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

SAID = "　それでは、私から申し上げます。どうぞよろしくお願いいたします。\n"


def named(tables: dict[str, pl.DataFrame]) -> list[tuple[str, str | None]]:
    """Each label with the name in the list that it is linked to."""
    listed = tables["attendance"].select("attendance_id", "name_text")
    return (
        tables["remarks"]
        .sort("ordinal")
        .join(listed, on="attendance_id", how="left", maintain_order="left")
        .select("speaker_text", "name_text")
        .rows()
    )


def test_speakers_of_a_committee_of_the_diet(
    tables_of: Callable[..., dict[str, pl.DataFrame]],
) -> None:
    head = (
        "第二百九十一回国会　衆議院　港湾特別委員会議録　第四号\n令和八年一月十六日（金曜日）\n"
        "　　　　午前九時開議\n　出席委員\n　　委員長　青木　　優君\n"
        "　　　理事　大野　　舞君　理事　柏木　　修君\n"
        "　　　　…………………………………\n"
        "　　国土交通大臣　　　　　　　坂本　　徹君\n　　国土交通副大臣　　　　　　石田　三和君\n"
        "　　政府参考人\n　　　国土交通省港湾局長　　　白井　　学君\n"
        "　　　　―――――――――――――\n本日の会議に付した案件\n　港湾に関する件\n"
        "　　　　―――――――――――――\n"
    )
    labels = ["青木委員長", "坂本国務大臣", "白井政府参考人", "大野委員長代理", "青木委員長代理"]
    tables = tables_of(head + "".join(f"○{label}{SAID}" for label in labels))
    assert named(tables) == [
        ("青木委員長", "青木　　優君"),
        ("坂本国務大臣", "坂本　　徹君"),
        ("白井政府参考人", "白井　　学君"),
        ("大野委員長代理", "大野　　舞君"),
        ("青木委員長代理", None),
    ]


def test_who_stands_for_another_speaks_himself(
    tables_of: Callable[..., dict[str, pl.DataFrame]],
) -> None:
    head = (
        "第３回みどり台図書館整備検討会議　議事録\n\n"
        "１．日時　令和３年４月５日（月）10時30分～12時04分\n"
        "２．出席者\n　青木座長、坂本　修（柏木委員代理）、大野委員（代理：石田主任）\n\n"
        "３．議題\n　（１）整備について\n\n"
    )
    labels = ["青木座長", "坂本委員代理", "大野委員代理"]
    tables = tables_of(head + "".join(f"○{label}{SAID}" for label in labels))
    assert named(tables) == [
        ("青木座長", "青木座長"),
        ("坂本委員代理", "坂本　修"),
        ("大野委員代理", None),
    ]


def test_the_beginning_of_a_given_name_tells_two_of_a_family_apart(
    tables_of: Callable[..., dict[str, pl.DataFrame]],
) -> None:
    head = (
        "第３回みどり台図書館整備検討会議　議事録\n\n"
        "１．日時　令和３年４月５日（月）10時30分～12時04分\n"
        "２．出席者\n　青木　光一会長、青木正樹委員、坂本委員\n\n"
        "３．議題\n　（１）整備について\n\n"
    )
    labels = ["青木（光）会長", "青木（正）委員", "青木委員", "青木（緑）委員", "坂本委員"]
    tables = tables_of(head + "".join(f"【{label}】{SAID}" for label in labels))
    assert named(tables) == [
        ("青木（光）会長", "青木　光一会長"),
        ("青木（正）委員", "青木正樹委員"),
        ("青木委員", "青木正樹委員"),
        ("青木（緑）委員", None),
        ("坂本委員", "坂本委員"),
    ]


def test_the_secretariat_may_stand_before_the_name(
    tables_of: Callable[..., dict[str, pl.DataFrame]],
) -> None:
    head = (
        "第３回みどり台図書館整備検討会議　議事録\n\n"
        "１．日時　令和３年４月５日（月）10時30分～12時04分\n"
        "２．出席者\n　青木会長、坂本委員\n　事務局：石田企画課長、白井主査\n\n"
        "３．議題\n　（１）整備について\n\n"
    )
    labels = ["事務局石田企画課長", "事務局", "事務局（白井主査）", "坂本委員"]
    tables = tables_of(head + "".join(f"○{label}{SAID}" for label in labels))
    assert named(tables) == [
        ("事務局石田企画課長", "石田企画課長"),
        ("事務局", None),
        ("事務局（白井主査）", "白井主査"),
        ("坂本委員", "坂本委員"),
    ]


def test_a_family_name_with_a_title_is_named_but_a_place_with_its_head_is_not(
    tables_of: Callable[..., dict[str, pl.DataFrame]],
) -> None:
    head = (
        "第３回みどり台図書館整備検討会議　議事録\n\n"
        "１．日時　令和３年４月５日（月）10時30分～12時04分\n\n３．議題\n　（１）整備について\n\n"
    )
    statuses = {
        "石田課長": "named",
        "白井教育長": "named",
        "柏木調整官": "named",
        "青木議員": "named",
        "福祉課長": "role_only",
        "山口支所長": "not_recognised",
        "秋田市長": "not_recognised",
    }
    tables = tables_of(head + "".join(f"○{label}{SAID}" for label in statuses))
    found = tables["remarks"].sort("ordinal").select("speaker_text", "speaker_status").rows()
    assert dict(found) == statuses


HEADS = [
    "石川県知事",
    "秋田市長",
    "水野町長",
    "石川村長",
    "石川区長",
    "石川府知事",
    "東京都知事",
    "北海道知事",
    "山口支部長",
    "石川所長",
    "石川館長",
    "石川園長",
    "石川校長",
    "石川場長",
    "石川店長",
    "石川駅長",
    "石川社長",
    "石川病院長",
]


def spoken_by(head: str) -> str:
    record = "第３回みどり台図書館整備検討会議　議事録\n\n１．日時　令和３年４月５日（月）\n\n"
    return record + f"○{head}{SAID}○青木課長{SAID}"


@pytest.fixture(scope="module")
def read(
    tables_of_each: Callable[..., dict[str, dict[str, pl.DataFrame]]],
) -> dict[str, dict[str, pl.DataFrame]]:
    """By text, the tables of the records in which these heads speak."""
    return tables_of_each(map(spoken_by, HEADS))


@pytest.mark.parametrize("head", HEADS)
def test_the_head_of_what_may_be_a_place_is_not_said_to_be_named(
    read: dict[str, dict[str, pl.DataFrame]], head: str
) -> None:
    remarks = read[spoken_by(head)]["remarks"]
    statuses = dict(remarks.select("speaker_text", "speaker_status").rows())
    assert statuses[head] != "named"
    assert statuses["青木課長"] == "named"
