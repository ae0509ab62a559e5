"""Whom of a list a label means, label by label."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.normalisation.remarks.attribution import speakers_of_labels

Table = Callable[..., pl.DataFrame]
Said = dict[str, tuple[str, str | None]]
Meant = Callable[..., Said]

MEETING = "made-up/2024-04-01/1"
LISTED: list[dict[str, object]] = [
    {"name_text": "青木　光", "family_name": "青木", "given_name": "光", "position": "会長"},
    {"name_text": "青木　純", "family_name": "青木", "given_name": "純", "position": "委員"},
    {"name_text": "坂本修委員", "family_name": "坂本", "given_name": "修", "role": "座長"},
    {
        "name_text": "柏木課長",
        "family_name": "柏木",
        "position": "課長",
        "affiliation": "架空市 都市計画課",
        "attendee_group": "事務局",
    },
    {"name_text": "森委員", "family_name": "森", "presence": "absent"},
    {"name_text": "石田委員", "family_name": "石田", "presence": "proxy"},
    {
        "name_text": "高橋次長",
        "family_name": "高橋",
        "position": "次長",
        "presence": "proxy",
        "represents": "大野部長",
    },
    {"name_text": "秋本委員", "family_name": "秋本", "bracketed": True},
    {"name_text": "近江副市長", "family_name": "近江", "position": "副市長"},
    {"name_text": "成田　実", "family_name": "成田", "given_name": "実", "position": "教育長"},
    {"name_text": "椿　花子", "family_name": "椿", "given_name": "花子", "position": None},
    {"name_text": "白井修部長", "family_name": "白井", "given_name": "修", "position": "部長"},
]


@pytest.fixture(scope="module")
def meant(table_of: Table) -> Meant:
    """By label, its status and the listed name that it is linked to."""

    def build(*labels: str, listed: list[dict[str, object]] = LISTED) -> Said:
        rows = [{"attendance_id": row["name_text"]} | row for row in listed]
        written = pl.DataFrame({"meeting_id": [MEETING] * len(labels), "speaker": labels})
        found = speakers_of_labels(written, table_of("attendance", *rows))
        assert found["speaker"].to_list() == list(labels)
        return {
            speaker: (status, name)
            for speaker, status, name in found.select(
                "speaker", "speaker_status", "attendance_id"
            ).iter_rows()
        }

    return build


EXPECTED: Said = {
    # By the whole name, with a title of members or an honorific.
    "青木光君": ("named", "青木　光"),
    "青　木　純委員": ("named", "青木　純"),
    "成田実教育長": ("named", "成田　実"),
    "白井修君": ("named", "白井修部長"),
    "成田実課長": ("named", None),
    # With the office or the seat before the name.
    "教育長　成田実": ("named", "成田　実"),
    "部長　白井": ("named", "白井修部長"),
    "５番　椿花子": ("named", "椿　花子"),
    "５番議員　椿花子君": ("named", "椿　花子"),
    "課長　白井": ("not_recognised", None),
    # Of two of a family name the own title, or how the given name begins, tells who is meant.
    "青木会長": ("named", "青木　光"),
    "青木委員": ("named", "青木　純"),
    "青木（光）会長": ("named", "青木　光"),
    "青木（健）委員": ("named", None),
    # A title that is nobody's.
    "坂本部長": ("named", None),
    # A deputy is not the head, nor the head a deputy.
    "近江副市長": ("named", "近江副市長"),
    "近江市長": ("not_recognised", None),
    "成田副教育長": ("named", None),
    # By a role, a position or a post that one person has.
    "座長": ("role_only", "坂本修委員"),
    "座長（坂本委員）": ("named", "坂本修委員"),
    "課長": ("role_only", "柏木課長"),
    "都市計画課長": ("role_only", "柏木課長"),
    "事務局（柏木）": ("named", "柏木課長"),
    "事務局柏木": ("named", "柏木課長"),
    # A member may preside for the chair, but who stands for the chair is not the chair.
    "坂本委員長代理": ("named", "坂本修委員"),
    "坂本座長代理": ("named", None),
    # Who did not come did not speak, but who stands for another did.
    "森委員": ("named", None),
    "石田委員": ("named", None),
    "秋本委員": ("named", None),
    "高橋次長": ("named", "高橋次長"),
    # A code, an organisation, several with the position.
    "Ａ委員": ("coded", None),
    "都市計画課": ("organization", None),
    "委員": ("role_only", None),
}


def test_labels_mean_one_listed_person_or_nobody(meant: Meant) -> None:
    assert meant(*EXPECTED) == EXPECTED


def test_a_label_with_a_name_says_whose_a_role_is(meant: Meant) -> None:
    assert meant("議長（青木会長）", "議長") == {
        "議長（青木会長）": ("named", "青木　光"),
        "議長": ("role_only", "青木　光"),
    }


def test_a_role_that_two_labels_give_to_two_is_nobodys(meant: Meant) -> None:
    found = meant("議長（青木会長）", "議長（坂本委員）", "議長")
    assert found["議長"] == ("role_only", None)


def test_the_list_of_another_meeting_means_nobody(meant: Meant) -> None:
    elsewhere = [row | {"meeting_id": "made-up/2024-05-01/2"} for row in LISTED]
    assert meant("青木会長", listed=elsewhere) == {"青木会長": ("named", None)}


def test_without_a_list_labels_still_say_what_they_are(meant: Meant) -> None:
    found = meant("青木会長", "座長", listed=[])
    assert found == {"青木会長": ("named", None), "座長": ("role_only", None)}
