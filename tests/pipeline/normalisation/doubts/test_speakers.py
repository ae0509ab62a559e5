"""Doubts about speakers and lists that contradict each other."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.normalisation.doubts.reading import Reading
from pipeline.normalisation.doubts.speakers import DOUBTS
from tests.pipeline.normalisation.doubts.asking import doubted

ReadingWith = Callable[..., Reading]
Row = dict[str, object]


def person(name: str, **values: object) -> Row:
    bare = {
        **dict.fromkeys(("family_name", "given_name", "position", "role", "affiliation")),
        **{"represents": None, "attendee_group": "出席委員", "bracketed": False},
    }
    return {"name_text": name, "attendance_id": f"a-{name}", **bare, **values}


def said(label: str, line: int, attendance_id: str | None = None, **values: object) -> Row:
    key = {"remark_id": f"r-{line}", "ordinal": line, "speaker_status": "named"}
    basis = {"attribution_basis": "label", "kind": "remark", "attendance_id": attendance_id}
    return {"speaker_text": label, "line_start": line, **key, **basis, **values}


MEMBERS = [person("青木委員"), person("坂本委員"), person("柏木委員")]
LISTED = said("坂本委員", 1, "a-坂本委員")


def lines(reading_with: ReadingWith, rule: str, label: Row, listed: list[Row], text: str) -> bool:
    reading = reading_with(("attendance", text), attendance=listed, remarks=[LISTED, label])
    found = doubted(DOUBTS, rule, reading)
    assert found in ([], [2])
    return found == [2]


@pytest.mark.parametrize(
    ("label", "is_doubtful"),
    [
        ("石川委員", True),
        ("委員（石川花子君）", True),
        ("３番（石川花子議員）", True),
        ("石川花子君", True),
        ("委員長（石川花子君）", True),
        # Written otherwise in the list, by the family name alone, or by an old kanji.
        ("青木光委員", False),
        ("柏木（光）委員", False),
        # Officials, members of other bodies, and no name.
        ("石川課長", False),
        ("課長（石川花子君）", False),
        ("代表監査委員（石川花子君）", False),
        ("総務委員長", False),
        # Words of another, and what was sent in.
        ("石川委員（代理　森）", False),
        ("石川委員（書面）", False),
    ],
)
def test_members_who_speak_are_listed(
    reading_with: ReadingWith, label: str, is_doubtful: bool
) -> None:
    rule = "speakers_are_listed"
    assert lines(reading_with, rule, said(label, 2), MEMBERS, "出席委員") is is_doubtful


@pytest.mark.parametrize(
    ("listed", "text"),
    [
        # The list has nobody of the kind, too few, or says that it is not whole.
        ([person(f"{name}課長", attendee_group="事務局") for name in "森林岸"], "事務局"),
        (MEMBERS[:2], "出席委員"),
        (MEMBERS, "出席委員　青木委員ほか１２名"),
        (MEMBERS, "出席委員　別紙名簿のとおり"),
        # Old kanji, a proxy, and one who was absent: another doubt asks for that.
        ([*MEMBERS, person("石 川委員")], "出席委員"),
        ([*MEMBERS, person("森委員", represents="石川委員")], "出席委員"),
        ([*MEMBERS, person("石川委員", presence="absent")], "出席委員"),
    ],
)
def test_a_list_that_is_not_whole_lacks_nobody(
    reading_with: ReadingWith, listed: list[Row], text: str
) -> None:
    label = said("石川委員", 2)
    assert not lines(reading_with, "speakers_are_listed", label, listed, text)


def test_where_most_speakers_are_unlisted_none_is_doubted(reading_with: ReadingWith) -> None:
    unlisted = [said(f"{name}委員", at) for at, name in enumerate(("石川", "森田", "白井"), 2)]
    for count, found in ((2, [2, 3]), (3, [])):
        reading = reading_with(
            ("attendance", "出席委員"), attendance=MEMBERS, remarks=[LISTED, *unlisted[:count]]
        )
        assert doubted(DOUBTS, "speakers_are_listed", reading) == found


@pytest.mark.parametrize(
    ("label", "is_doubtful"),
    [
        ("石川委員", True),
        ("委員（石川花子君）", True),
        ("石川委員（代理　森）", False),
        ("森田委員", False),
    ],
)
def test_absentees_do_not_speak(reading_with: ReadingWith, label: str, is_doubtful: bool) -> None:
    parts = {"family_name": "石川", "given_name": "花子", "position": "委員"}
    absent = person("石川花子委員", presence="absent", **parts)
    rule = "absent_do_not_speak"
    listed = [*MEMBERS, absent]
    assert lines(reading_with, rule, said(label, 2), listed, "出席委員") is is_doubtful
    # Whoever sent somebody else is not absent.
    proxy = absent | {"presence": "proxy"}
    assert not lines(reading_with, rule, said(label, 2), [*MEMBERS, proxy], "出席委員")


def test_of_two_persons_of_one_name_it_is_not_known_who_speaks(reading_with: ReadingWith) -> None:
    both = [
        person(f"石川{given}委員", family_name="石川", given_name=given, presence=presence)
        for given, presence in (("花子", "absent"), ("太郎", "present"))
    ]
    label = said("石川委員", 2)
    assert not lines(reading_with, "absent_do_not_speak", label, [*MEMBERS, *both], "出席委員")


FULL = {"family_name": "石川", "given_name": "花子"}


@pytest.mark.parametrize(
    ("first", "second", "is_doubtful"),
    [
        # A full name twice in a group, however it is spread, and present and absent.
        (person("石川　花子", **FULL), person("石川花子君", **FULL), True),
        (person("石川花子", **FULL), person("石川花子", presence="absent", **FULL), True),
        # In two groups, or with two posts, it is one person twice for a reason.
        (
            person("石川花子", **FULL),
            person("石川花子", **FULL | {"attendee_group": "事務局"}),
            False,
        ),
        (
            person("石川花子", position="室長", **FULL),
            person("石川花子", position="係長", **FULL),
            False,
        ),
        # Family names alone may be those of two, but not in one office.
        (person("石川委員", family_name="石川"), person("石川委員", family_name="石川"), False),
        (
            person("石川課長", family_name="石川", affiliation="緑化課"),
            person("石川課長", family_name="石川", affiliation="緑化課"),
            True,
        ),
        (
            person("石川課長", family_name="石川", affiliation="緑化課"),
            person("石川課長", family_name="石川", affiliation="税務課"),
            False,
        ),
    ],
)
def test_nobody_is_listed_twice(
    reading_with: ReadingWith, first: Row, second: Row, is_doubtful: bool
) -> None:
    rows = [first | {"line_start": 1}, second | {"line_start": 2, "attendance_id": "a-second"}]
    reading = reading_with(("attendance", "出席者"), attendance=rows)
    assert doubted(DOUBTS, "persons_are_listed_once", reading) == [2] * is_doubtful
