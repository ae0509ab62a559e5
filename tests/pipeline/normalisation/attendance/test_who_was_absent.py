"""Who was absent, where the label of those absent stands beside or before other words."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.normalisation.attendance.labels import presence_of
from pipeline.normalisation.attendance.reading import entries

Tables = Callable[..., dict[str, pl.DataFrame]]

HEAD = "第３回見本審議会　議事録\n日時　令和４年８月２５日（木）１９時～２０時\n場所　見本会館\n"
TALK = "\n議事\n（会長）始めます。\n（委員）賛成です。\n"


@pytest.mark.parametrize(
    ("text", "came"),
    [
        pytest.param(
            "　　委　員：青木委員、坂本委員",
            {"青木委員": "absent", "坂本委員": "absent"},
            id="a group right behind the label",
        ),
        pytest.param(
            "　　青木，坂本　各委員\n陪席者　　石田監事，大野監事",
            {"青木": "absent", "坂本": "absent", "石田監事": None, "大野監事": None},
            id="those who sat in, on a line of their own",
        ),
        pytest.param(
            "　　公益代表　　青木　一郎\n　　　　　保険者代表　坂本　修",
            {"青木　一郎": "absent", "坂本　修": "absent"},
            id="whom members stand for, on a line of its own",
        ),
        pytest.param(
            "\n　3番　青木　一郎\n\n事務局長　　坂本　修\n主任　　　　石田　進",
            {"青木　一郎": "absent", "坂本　修": "unstated", "石田　進": "unstated"},
            id="officials behind a blank line",
        ),
        pytest.param(
            "\n　委員　青木　一郎\n\n　委員　坂本　修",
            {"青木　一郎": "absent", "坂本　修": "absent"},
            id="another member behind a blank line",
        ),
    ],
)
def test_a_label_of_those_absent_holds_for_whom_it_is_meant(
    text: str, came: dict[str, str | None]
) -> None:
    found = entries(f"欠席者{text}", "欠席者")
    assert {entry.name_text: entry.presence for entry in found} == came


def test_a_mark_between_two_persons_of_a_line_is_of_the_first() -> None:
    text = (
        "\n議席　氏名　出欠　議席　氏名　出欠\n"
        "　１　青木　進　　　欠　　　　３　坂本　久美　○\n"
        "　２　柏木　みどり　○　　　　４　石田　修　　欠"
    )
    found = entries(f"委員の出欠{text}", "委員の出欠")
    assert [(entry.name_text, entry.brackets) for entry in found] == [
        ("青木　進", ["欠"]),
        ("坂本　久美", []),
        ("柏木　みどり", []),
        ("石田　修", ["欠"]),
    ]


def test_groups_under_one_that_stands_beside_the_label_were_absent_too(tables_of: Tables) -> None:
    lists = (
        "○出席者　　委　員：青木会長、坂本委員\n　　　　　　支　所：石田支所長\n"
        "○欠席者　　委　員：柏木委員\n　　　　　　支　所：大野係長\n○傍聴者　　３名\n"
    )
    rows = tables_of(HEAD + lists + TALK)["attendance"].sort("ordinal")
    assert dict(rows.select("name_text", "presence").iter_rows()) == {
        "青木会長": "present",
        "坂本委員": "present",
        "石田支所長": "present",
        "柏木委員": "absent",
        "大野係長": "absent",
    }


def test_who_answered_the_summons_is_not_listed_besides_who_came(tables_of: Tables) -> None:
    members = "　１番　青　木　　　進　君　　　２番　坂　本　久　美　君\n"
    lists = (
        f"応招議員（３名）\n{members}　３番　石　田　　　修　君\n\n不応招議員（なし）\n\n"
        f"出席議員（２名）\n{members}\n欠席議員（１名）\n　３番　石　田　　　修　君\n"
    )
    rows = tables_of(HEAD + lists + TALK)["attendance"].sort("ordinal")
    assert rows["presence"].to_list() == ["present", "present", "absent"]


@pytest.mark.parametrize(
    "came",
    [
        "出席議員　　応招議員に同じ",
        "出席議員\n　応招議員と同じ",
        "１．出席した議員　応招議員のとおり",
        "出席議員（２名）　応招議員に同じである。",
    ],
)
def test_who_came_may_be_who_answered_the_summons(tables_of: Tables, came: str) -> None:
    lists = (
        "応招議員（２名）\n　１番　青　木　　　進君　　　２番　坂　本　久　美君\n\n"
        f"不応招議員（１名）\n　３番　石　田　　　修君\n\n{came}\n\n"
        "本会議に職務のため出席した者の職氏名\n　書　記　　大　野　　　武\n"
    )
    rows = tables_of(HEAD + lists + TALK)["attendance"].sort("ordinal")
    assert ["".join(name.split()) for name in rows["name_text"]] == [
        *("青木進君", "坂本久美君", "石田修君", "大野武"),
    ]
    assert rows["presence"].to_list() == ["present", "present", "absent", "present"]


@pytest.mark.parametrize(
    "came", ["欠席議員　　不応招議員に同じ", "欠席議員　　応招しなかった議員と同じ"]
)
def test_who_was_absent_may_be_who_did_not_answer(tables_of: Tables, came: str) -> None:
    members = "　１番　青　木　　　進君　　　２番　坂　本　久　美君\n"
    lists = (
        f"応招議員（２名）\n{members}\n"
        f"不応招議員（１名）\n　３番　石　田　　　修君\n\n出席議員（２名）\n{members}\n{came}\n"
    )
    rows = tables_of(HEAD + lists + TALK)["attendance"].sort("ordinal")
    came_or_not = {
        "".join(name.split()): presence
        for name, presence in rows.select("name_text", "presence").iter_rows()
    }
    assert came_or_not == {"青木進君": "present", "坂本久美君": "present", "石田修君": "absent"}
    assert rows.height == len(came_or_not)


NOTES = {
    # Who is in no list has a row of the note.
    "（委員）青木委員、坂本委員\n　　　※石田委員は御欠席\n（事務局）大野課長\n": {
        "青木委員": "present",
        "坂本委員": "present",
        "石田委員": "absent",
        "大野課長": "present",
    },
    "（委員）青木委員、坂本委員\n※石田委員、柏木委員は所用のため欠席。\n": {
        "青木委員": "present",
        "坂本委員": "present",
        "石田委員": "absent",
        "柏木委員": "absent",
    },
    # Who is in the list is made absent there.
    "（委員）青木委員、坂本委員、石田委員\n※石田委員は御欠席\n（事務局）大野課長\n": {
        "青木委員": "present",
        "坂本委員": "present",
        "石田委員": "absent",
        "大野課長": "present",
    },
    "委員　　青木　一郎　　坂本　修\n事務局　　石田　進\n※坂本委員は欠席\n": {
        "青木　一郎": "present",
        "坂本　修": "absent",
        "石田　進": "present",
    },
    # An official of the same family name is somebody else.
    "委員　　青木　一郎　　大野　武\n事務局　　石田　進\n※石田委員は欠席\n": {
        "青木　一郎": "present",
        "大野　武": "present",
        "石田　進": "present",
        "石田委員": "absent",
    },
    # Others are told of in notes, too.
    "（委員）青木委員、坂本委員\n※坂本委員は遅れて出席\n": {
        "青木委員": "present",
        "坂本委員": "present",
    },
}


@pytest.mark.parametrize(("lists", "came"), NOTES.items())
def test_a_note_tells_who_was_absent(tables_of: Tables, lists: str, came: dict[str, str]) -> None:
    rows = tables_of(f"{HEAD}出席者\n{lists}{TALK}")["attendance"].sort("ordinal")
    assert rows.select("name_text", "presence").rows() == list(came.items())


@pytest.mark.parametrize(
    ("label", "presence"),
    [
        ("欠席した公述人", "absent"),
        ("欠席した委員の氏名", "absent"),
        ("欠席された方", "absent"),
        ("欠席のため代理の者", None),
    ],
)
def test_who_was_absent_may_be_said_with_a_verb(label: str, presence: str | None) -> None:
    assert presence_of(label) == presence


def test_a_presence_between_position_and_name_is_of_the_person() -> None:
    text = (
        "\n　みどり市小学校長会　　　会長　　　　青木　公子\n"
        "　みどり市連合会　　　　　会長　　　　（欠席）　坂本　博之\n"
        "　弁護士　　　　　　　　　　　　　　石田　あゆみ"
    )
    found = entries(f"出席者{text}", "出席者")
    assert [(entry.name_text, entry.position, entry.presence) for entry in found] == [
        ("青木　公子", "会長", "present"),
        ("坂本　博之", "会長", "absent"),
        ("石田　あゆみ", "弁護士", "present"),
    ]
