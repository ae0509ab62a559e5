"""A family name that a body lists again after a long time."""

from __future__ import annotations

from tests.pipeline.linking.tables import groups, linked, tables


def persons_of(lists: dict[str, list[str]]) -> list[str | None]:
    found = linked(tables(lists))
    by_row = found.attendance.sort("attendance_id")
    return by_row["person_id"].to_list()


def test_a_family_name_after_a_long_time_is_another_person() -> None:
    before, after = persons_of({"1951-04-01": ["鈴木／／委員"], "2019-04-01": ["鈴木／／委員"]})
    assert before is not None
    assert after is not None
    assert before != after


def test_a_family_name_that_never_stays_away_long_is_one_person() -> None:
    days = ("2001-04-01", "2009-04-01", "2017-04-01")
    assert len(set(persons_of({day: ["鈴木／／委員"] for day in days}))) == 1


def test_a_full_name_is_one_person_after_any_time() -> None:
    one, other = persons_of({"1991-04-01": ["鈴木 光／／委員"], "2019-04-01": ["鈴木 光／／会長"]})
    assert one == other is not None


def test_a_full_name_is_not_joined_where_an_era_has_two_of_it() -> None:
    lists = {
        "1991-04-01": ["鈴木 光／甲省", "鈴木 光／乙市"],
        "2019-04-01": ["鈴木 光／／会長"],
    }
    first, second, later = persons_of(lists)
    assert first != second
    assert later not in (first, second)


def test_the_entries_of_two_eras_are_not_taken_for_each_other() -> None:
    # Sorted by affiliation, the entries of both eras are in turn.
    days = ("1951-04-01", "2019-04-01", "2019-05-01")
    found = linked(tables({day: ["青木／甲省", "青木／乙省"] for day in days}))
    assert groups(found) == [
        *(["青木／乙省"], ["青木／乙省", "青木／乙省"]),
        *(["青木／甲省"], ["青木／甲省", "青木／甲省"]),
    ]
