"""Foreign names in lists of attendees, and the labels that mean them."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.names.foreign_names import foreign_name, goes_on
from pipeline.normalisation.attendance.attendance import read_attendance

MARKER = "出席委員："
# As listed, with family name, given name and position.
NAMES: dict[str, tuple[str | None, str | None, str | None]] = {
    "ジョン・スミス委員": ("スミス", "ジョン", "委員"),
    "ジョン・スミス 委員": ("スミス", "ジョン", "委員"),
    "ジョン＝スミス委員": ("スミス", "ジョン", "委員"),
    "ジョン スミス委員": ("スミス", "ジョン", "委員"),
    "メアリー・アン・ジョンソン准教授": ("ジョンソン", "メアリー・アン", "准教授"),
    "ジョン・スミス": ("スミス", "ジョン", None),
    "ジョン・スミス氏": ("スミス", "ジョン", None),
    "ジョン・スミス部長": ("スミス", "ジョン", "部長"),
    "Maria Rossi委員": ("Rossi", "Maria", "委員"),
    "Maria Rossi 委員": ("Rossi", "Maria", "委員"),
    "Ｍａｒｉａ　Ｒｏｓｓｉ委員": ("Ｒｏｓｓｉ", "Ｍａｒｉａ", "委員"),
    "Maria Rossi": ("Rossi", "Maria", None),
    "John F. Kennedy委員": ("Kennedy", "John F.", "委員"),
    "Jean-Luc O'Brien委員": ("O'Brien", "Jean-Luc", "委員"),
    "Maria ROSSI委員": ("ROSSI", "Maria", "委員"),
    "José Müller委員": ("Müller", "José", "委員"),
    "李 明委員": ("李", "明", "委員"),
    "李　明 委員": ("李", "明", "委員"),
    "王 小明委員": ("王", "小明", "委員"),
    "李 明": ("李", "明", None),
    "スミス委員": ("スミス", None, "委員"),
    # A family name whose characters are spread, and names of a family and a person.
    "青 木委員": ("青木", None, "委員"),
    "林 田委員": ("林田", None, "委員"),
    "青木 一郎委員": ("青木", "一郎", "委員"),
}


def attendance_of(lists: list[str]) -> dict[str, pl.DataFrame]:
    """The table of each list, all read at once, each as that of a meeting of its own."""
    rows = [
        {
            "document_id": f"made-up/{number}.txt",
            "meeting_id": str(number),
            "kind": "attendance",
            "marker": MARKER,
            "char_start": 0,
            "source": MARKER + written,
            "line_start": 1,
            "parts": None,
        }
        for number, written in enumerate(lists)
    ]
    table = read_attendance(pl.DataFrame(rows)).attendance
    return {written: table.filter(meeting_id=str(n)) for n, written in enumerate(lists)}


@pytest.fixture(scope="module")
def among_others() -> dict[str, pl.DataFrame]:
    return attendance_of([f"榎本座長、{written}、石田委員" for written in NAMES])


@pytest.mark.parametrize(("written", "parts"), NAMES.items())
def test_a_name_is_one_person_in_a_list_of_others(
    among_others: dict[str, pl.DataFrame],
    written: str,
    parts: tuple[str | None, str | None, str | None],
) -> None:
    table = among_others[f"榎本座長、{written}、石田委員"]
    columns = ("name_text", "family_name", "given_name", "position", "affiliation")
    assert table.select(columns).rows() == [
        ("榎本座長", "榎本", None, "座長", None),
        (written, *parts, None),
        ("石田委員", "石田", None, "委員", None),
    ]


HEAD = "第３回みどり台緑化検討会議　議事録\n\n日時　令和３年４月５日（月）午後１時30分～３時\n"


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("青木委員・ジョン・スミス委員", ["青木委員", "ジョン・スミス委員"]),
        ("青木委員（座長）・ジョン・スミス委員", ["青木委員", "ジョン・スミス委員"]),
        ("ジョン・スミス委員・Maria Rossi委員", ["ジョン・スミス委員", "Maria Rossi委員"]),
        ("ジョン・スミス（架空大学教授）、李 明", ["ジョン・スミス", "李 明"]),
        ("Maria Rossi委員　李 明委員", ["Maria Rossi委員", "李 明委員"]),
        # A body in capitals before a name, and codes.
        ("JICA Rossi委員", ["Rossi委員"]),
        ("Ａ委員　Ｂ委員", ["Ａ委員", "Ｂ委員"]),
    ],
)
def test_names_stay_apart(written: str, names: list[str]) -> None:
    assert attendance_of([written])[written]["name_text"].to_list() == names


@pytest.mark.parametrize(
    "written",
    [
        "コミュニティ・スクール委員",
        "グローバル・サービス委員",
        "ライオンズ・クラブ代表",
        "カスタマー・リレーションズ部長",
        "リサーチ・センター",
    ],
)
def test_an_office_in_katakana_has_no_family_name(written: str) -> None:
    table = attendance_of([f"青木委員、{written}"])[f"青木委員、{written}"]
    assert table.filter(name_text=written)["family_name"].drop_nulls().is_empty()


def test_labels_mean_foreign_names(
    tables_of: Callable[..., dict[str, pl.DataFrame]],
) -> None:
    listed = ["ジョン・スミス委員", "Maria Rossi委員", "李 明委員", "リー・ジェイソン委員"]
    labels = {
        "スミス委員": listed[0],
        "ジョン・スミス委員": listed[0],
        "Rossi委員": listed[1],
        "李委員": listed[2],
        # The family name may stand first.
        "リー委員": listed[3],
        "ジェイソン委員": listed[3],
    }
    said = "".join(f"○{label}　賛成です。\n\n" for label in labels)
    tables = tables_of(f"{HEAD}出席委員：榎本座長、{'、'.join(listed)}\n\n{said}")
    names = tables["attendance"].select("attendance_id", "name_text")
    linked = tables["remarks"].join(names, on="attendance_id", how="left")
    assert dict(linked.select("speaker_text", "name_text").rows()) == labels


def test_who_has_the_family_name_is_meant_before_whose_name_begins_with_it(
    tables_of: Callable[..., dict[str, pl.DataFrame]],
) -> None:
    listed = "出席委員：リー・ジェイソン委員、ジョン・リー委員、本田エリカ委員\n\n"
    said = "○リー委員　賛成です。\n\n○ジェイソン委員　賛成です。\n\n○エリカ委員　賛成です。\n"
    tables = tables_of(HEAD + listed + said)
    names = tables["attendance"].select("attendance_id", "name_text")
    linked = tables["remarks"].join(names, on="attendance_id", how="left")
    assert dict(linked.select("speaker_text", "name_text").rows()) == {
        "リー委員": "ジョン・リー委員",
        "ジェイソン委員": "リー・ジェイソン委員",
        "エリカ委員": None,
    }


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("ジョン・スミス委員", ("ジョン", "スミス", "委員")),
        ("ジョン・スミス", ("ジョン", "スミス", None)),
        ("Ｊｏｈｎ　Ｓｍｉｔｈ　教授", ("Ｊｏｈｎ", "Ｓｍｉｔｈ", "教授")),
        ("John F. Kennedy委員", ("John F.", "Kennedy", "委員")),
        # A body, an office, words without a title, and a name that is not foreign.
        ("ライオンズ・クラブ代表", None),
        ("リサーチ・センター", None),
        ("カスタマー・リレーションズ部長", None),
        ("スミス委員", None),
        ("青木 一郎", None),
        ("JICA Rossi委員", None),
        ("ジョン・スミスの雲", None),
    ],
)
def test_the_parts_of_a_foreign_name(
    written: str, parts: tuple[str, str, str | None] | None
) -> None:
    assert foreign_name(written) == parts


@pytest.mark.parametrize(
    ("before", "word", "is_one"),
    [
        ("Maria", "Rossi委員", True),
        ("J.", "Rossi", True),
        ("ジョン", "スミス委員", True),
        # Without a title words in katakana are parted, and so is a body from a name.
        ("ジョン", "スミス", False),
        ("JICA", "Rossi委員", False),
        ("Maria", "委員", False),
        ("青木", "一郎", False),
    ],
)
def test_a_foreign_name_goes_on_behind_a_blank(before: str, word: str, is_one: bool) -> None:
    assert goes_on(before, word) is is_one
