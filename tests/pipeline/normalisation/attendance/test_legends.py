"""What glyphs at names mean, where a list of attendees says so."""

from __future__ import annotations

import polars as pl
import pytest

from pipeline.normalisation.attendance.brackets import said_in
from pipeline.normalisation.attendance.legends import legend_of, legends_of, without_legends
from pipeline.normalisation.attendance.reading import entries


@pytest.mark.parametrize(
    ("written", "meanings"),
    [
        ("（◎座長　○副座長）", {"◎": "座長", "○": "副座長"}),
        ("（◎：会長、○：副会長、●：欠席）", {"◎": "会長", "○": "副会長", "●": "欠席"}),
        ("（◎は委員長、○は副委員長）", {"◎": "委員長", "○": "副委員長"}),
        ("（敬称略、※はWeb参加）", {"※": "Web参加"}),
        ("（○印は座長）", {"○": "座長"}),
        ("（＊）はオンラインで出席", {"＊": "オンラインで出席"}),
        ("※オンライン参加者", {"※": "オンライン参加者"}),
        ("（○は発言者）", {}),
        ("", {}),
    ],
)
def test_a_legend_gives_roles_and_who_came(written: str, meanings: dict[str, str]) -> None:
    assert legend_of(written) == meanings


@pytest.mark.parametrize(
    "text",
    [
        "◎石田正俊　○坂本修　高橋花子※",
        "○会長　石田正俊",
        "○欠席",
        "石田正俊（架空市）※欠席",
        "○○委員、△△委員",
    ],
)
def test_a_glyph_before_a_name_or_a_group_is_no_legend(text: str) -> None:
    assert without_legends(text) == text


def test_a_legend_gives_way_to_blanks() -> None:
    assert without_legends("石田\n（◎：座長）") == "石田\n　　　　　　"


def test_the_legends_of_a_meeting_stand_in_its_lists_and_beside_them() -> None:
    passages = pl.DataFrame(
        {
            "meeting_id": ["m1", "m1", "m1", "m2"],
            "kind": ["attendance", "note", "remark", "attendance"],
            "source": ["委員（◎座長）\n◎石田", "※欠席", "（○会長）", "委員　坂本"],
        }
    )
    assert legends_of(passages).rows() == [("m1", "（◎座長）※欠席"), ("m2", "")]


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        (
            "◎石田 正俊　○坂本 修　森 圭一（◎座長　○副座長）",
            [("石田 正俊", "座長", None), ("坂本 修", "副座長", None), ("森 圭一", None, None)],
        ),
        (
            "石田委員※、坂本委員（架空大学）※、森委員\n（※はオンライン参加）",
            [
                ("石田委員", None, "online"),
                ("坂本委員", None, "online"),
                ("森委員", None, None),
            ],
        ),
        (
            "石田委員、坂本委員（＊）\n（＊）はオンラインで出席",
            [("石田委員", None, None), ("坂本委員", None, "online")],
        ),
        (
            "○○委員、○石田委員\n（○は欠席）",
            [("○○委員", None, None), ("石田委員", None, "absent")],
        ),
    ],
)
def test_a_person_is_what_the_glyph_at_the_name_means(
    text: str, persons: list[tuple[str, str | None, str | None]]
) -> None:
    found = entries(text, "", None, text[text.rindex("（") :] if "\n" not in text else text)
    said = [said_in(tuple(entry.brackets)) for entry in found]
    assert [
        (entry.name_text, one.role, one.presence) for entry, one in zip(found, said, strict=True)
    ] == persons
