"""Who holds the chair: the list, until the talk names another or shows a change."""

from __future__ import annotations

import polars as pl
import pytest

from pipeline.normalisation.remarks.chairs import with_chairs

MEETING = "made-up/1"
LISTED = {"青木": "a-青木", "坂本": "a-坂本", "石川": "a-石川"}

Said = tuple[str, str | None, str | None]
"""Words, who speaks (by role, or role and name), and the row of the list that is meant."""


def attendance() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "meeting_id": [MEETING] * len(LISTED),
            "attendance_id": list(LISTED.values()),
            "family_name": list(LISTED),
            "given_name": [None, None, "光"],
            "presence": ["present", "present", "present"],
            "bracketed": [False, False, False],
        },
        schema_overrides={"given_name": pl.String},
    )


def holders(*said: Said) -> list[str | None]:
    """The row of the list of each remark, as read with the changes of chair."""
    rows = pl.DataFrame(
        {
            "meeting_id": [MEETING] * len(said),
            "kind": ["stage" if who is None else "remark" for _, who, _ in said],
            "text": [words for words, _, _ in said],
            "speaker_text": [who for _, who, _ in said],
            "speaker_status": [
                "not_recorded" if who is None else "named" if "（" in who else "role_only"
                for _, who, _ in said
            ],
            "attendance_id": [key for _, _, key in said],
        },
        schema_overrides=dict.fromkeys(("speaker_text", "attendance_id"), pl.String),
    )
    return with_chairs(rows, attendance())["attendance_id"].to_list()


def test_without_a_change_the_list_names_the_chair() -> None:
    said = [("始めます。", "座長", "a-青木"), ("続けます。", "座長", "a-青木")]
    assert holders(*said) == ["a-青木", "a-青木"]


# How the talk tells that 坂本 has the chair from then on.
ELECTIONS = [
    "座長に坂本君が当選されました。",
    "座長には坂本委員が選出されました。",
    "それでは、坂本委員を座長に互選することに決定いたしました。",
    "坂本氏を座長として選任いたします。",
    "異議なしと認め、坂本委員を座長に指名いたします。",
]


@pytest.mark.parametrize("words", ELECTIONS)
def test_who_is_elected_has_the_chair_from_the_next_remark(words: str) -> None:
    said = [
        ("始めます。", "座長", "a-青木"),
        (words, "座長", "a-青木"),
        ("坂本です。", "座長", "a-青木"),
    ]
    assert holders(*said) == ["a-青木", "a-青木", "a-坂本"]


# Words about a chair that elect nobody.
PROPOSALS = [
    "座長に坂本委員を推薦し、決定を待ちます。",
    "坂本委員を座長に選出することでよろしいでしょうか。",
    "座長は委員の互選により定めます。",
    "福島委員を座長に選出しました。",
]


@pytest.mark.parametrize("words", PROPOSALS)
def test_a_proposal_or_a_rule_changes_nothing(words: str) -> None:
    said = [(words, "座長", "a-青木"), ("続けます。", "座長", "a-青木")]
    assert holders(*said) == ["a-青木", "a-青木"]


def test_a_full_name_is_that_of_the_list() -> None:
    said = [("座長に石川光君が当選されました。", "座長", "a-青木"), ("はい。", "座長", "a-青木")]
    assert holders(*said) == ["a-青木", "a-石川"]


def test_before_the_election_the_role_is_nobodys_where_the_list_has_who_was_elected() -> None:
    said = [
        ("臨時に務めます。", "座長", "a-坂本"),
        ("坂本委員を座長に選出しました。", "座長", "a-坂本"),
        ("坂本です。", "座長", "a-坂本"),
    ]
    assert holders(*said) == [None, None, "a-坂本"]


def test_a_label_with_the_name_of_a_new_chair_names_those_after_it() -> None:
    said = [
        ("始めます。", "委員長", "a-青木"),
        ("務めます。", "新委員長（坂本君）", "a-坂本"),
        ("続けます。", "委員長", "a-青木"),
    ]
    assert holders(*said) == ["a-青木", "a-坂本", "a-坂本"]


def test_behind_a_change_that_names_nobody_nobody_is_known_until_a_label_does() -> None:
    said = [
        ("始めます。", "委員長", "a-青木"),
        ("（委員長退席）", None, None),
        ("続けます。", "委員長", "a-青木"),
        ("代わりました。", "委員長（石川光君）", "a-石川"),
        ("続けます。", "委員長", "a-青木"),
    ]
    assert holders(*said) == ["a-青木", None, None, "a-石川", "a-石川"]


def test_another_role_is_as_the_list_has_it() -> None:
    said = [
        ("坂本委員を座長に選出しました。", "事務局", "a-石川"),
        ("はい。", "会長", "a-青木"),
        ("御説明します。", "事務局", "a-石川"),
    ]
    assert holders(*said) == ["a-石川", "a-青木", "a-石川"]
