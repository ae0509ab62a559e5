"""Identifiers of persons: what they are made of, and that they are kept."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from pipeline.linking.person_ids import Previous
from quality.linking.bodies import corpus
from tests.pipeline.linking.tables import linked, persons, released, tables, together

FIRST, SECOND, THIRD = "2024-04-01", "2024-05-01", "2024-06-01"

Tables = dict[str, pl.DataFrame]


def ids(found: object) -> list[str]:
    return sorted(found.tables["persons"]["person_id"])  # type: ignore[attr-defined]


def test_an_id_is_the_first_collection_and_the_folded_name() -> None:
    early = tables({FIRST: ["髙橋 一郎／文科省"]}, collection="north")
    late = tables({SECOND: ["高橋 一郎／文部科学省"]}, collection="a-south")
    assert ids(linked(together(late, early))) == ["north/p/高橋一郎"]


def test_homonyms_are_numbered_by_their_first_meeting() -> None:
    found = linked(tables({FIRST: ["青木／甲省"], SECOND: ["青木／乙省"]}))
    assert persons(found) == {f"{FIRST} 青木／甲省": "青木", f"{SECOND} 青木／乙省": "青木-2"}


def test_an_earlier_homonym_takes_no_published_id() -> None:
    before = tables({SECOND: ["青木／乙省"]})
    now = together(tables({FIRST: ["青木／甲省"]}), before)
    found = linked(now, released(before, linked(before)))
    assert persons(found) == {f"{FIRST} 青木／甲省": "青木-2", f"{SECOND} 青木／乙省": "青木"}


def test_an_id_that_is_gone_is_not_given_to_a_homonym() -> None:
    before = tables({FIRST: ["青木／甲省"], SECOND: ["坂本／甲省"]})
    now = tables({SECOND: ["坂本／甲省"], THIRD: ["青木／乙省"]})
    found = linked(now, released(before, linked(before)))
    assert ids(found) == ["council/p/坂本", "council/p/青木-2"]


def test_an_id_that_is_gone_for_several_releases_is_not_given_to_a_homonym() -> None:
    first, second = tables({FIRST: ["青木／甲省"]}), tables({SECOND: ["坂本／甲省"]})
    third = together(second, tables({THIRD: ["青木／乙省"]}))
    one = linked(first)
    two = linked(second, released(first, one))
    between = linked(second, released(second, two))
    assert ids(linked(third, released(second, between))) == ["council/p/坂本", "council/p/青木-2"]


def test_who_departed_and_is_back_has_the_id_again() -> None:
    # A collection was left out of one release.
    whole = tables({FIRST: ["青木 光／甲省"], SECOND: ["坂本／甲省"], THIRD: ["青木 光／乙省"]})
    part = tables({SECOND: ["坂本／甲省"]})
    one = linked(whole)
    two = linked(part, released(whole, one))
    assert two.departed.rows() == [
        ("council/p/青木光", f"council/{FIRST}/架空会議/a-1-青木 光／甲省"),
    ]
    three = linked(whole, released(part, two))
    assert ids(three) == ids(one)
    assert three.departed.is_empty()


def test_of_homonyms_that_are_back_each_has_its_own_id() -> None:
    whole = tables({FIRST: ["青木／甲省", "青木／乙省"], SECOND: ["坂本／甲省"]})
    part = tables({SECOND: ["坂本／甲省"]})
    one = linked(whole)
    two = linked(part, released(whole, one))
    # Who is listed in the place of the first of them is another.
    now = together(part, tables({FIRST: ["青木／丙省", "青木／乙省"]}))
    three = persons(linked(now, released(part, two)))
    assert three[f"{FIRST} 青木／乙省"] == persons(one)[f"{FIRST} 青木／乙省"] == "青木-2"
    assert three[f"{FIRST} 青木／丙省"] == "青木-3"


def test_the_former_id_of_who_departed_is_given_to_nobody() -> None:
    before = tables({FIRST: ["青木／甲省"], SECOND: ["青木／乙省"], THIRD: ["青木／乙省"]})
    now = tables({FIRST: ["青木 光／甲省"], SECOND: ["青木 光／乙省"], THIRD: ["青木 光／乙省"]})
    now["attendance"] = now["attendance"].with_columns(before["attendance"]["attendance_id"])
    merged = linked(now, released(before, linked(before)))
    without = tables({SECOND: ["坂本／甲省"]})
    gone = linked(without, released(now, merged))
    assert gone.departed["person_id"].to_list() == ["council/p/青木", "council/p/青木-2"]
    later = together(without, tables({THIRD: ["青木／丁省"]}))
    assert "council/p/青木-3" in ids(linked(later, released(without, gone)))


def test_a_merged_person_keeps_the_id_with_most_rows_and_names_the_other() -> None:
    # Nothing shows that they are one, until a given name does.
    before = tables({FIRST: ["青木／甲省"], SECOND: ["青木／乙省"], THIRD: ["青木／乙省"]})
    now = tables({FIRST: ["青木 光／甲省"], SECOND: ["青木 光／乙省"], THIRD: ["青木 光／乙省"]})
    # The rows have the same keys, as where the list is read better.
    now["attendance"] = now["attendance"].with_columns(before["attendance"]["attendance_id"])
    first = linked(before)
    assert ids(first) == ["council/p/青木", "council/p/青木-2"]
    second = linked(now, released(before, first))
    (person,) = second.tables["persons"].to_dicts()
    assert (person["person_id"], person["former_ids"]) == ("council/p/青木-2", "council/p/青木")
    assert "person_not_merged" in second.quality_issues["rule"].to_list()
    # It says so in later releases too, and nobody else gets the former id.
    later = together(now, tables({"2024-07-01": ["青木 緑／丙省"], "2024-08-01": ["青木／丁省"]}))
    third = linked(later, released(now, second))
    former = dict(third.tables["persons"].select("person_id", "former_ids").rows())
    assert former["council/p/青木-2"] == "council/p/青木"
    assert "council/p/青木" not in former


def test_a_split_person_says_whom_it_was_split_from() -> None:
    before = tables({day: ["青木／甲省"] for day in (FIRST, SECOND, THIRD)})
    now = tables({FIRST: ["青木 光／甲省"], SECOND: ["青木 緑／甲省"], THIRD: ["青木 緑／甲省"]})
    now["attendance"] = now["attendance"].with_columns(before["attendance"]["attendance_id"])
    found = linked(now, released(before, linked(before)))
    split = dict(found.tables["persons"].select("person_id", "split_from").rows())
    assert split == {"council/p/青木": None, "council/p/青木光": "council/p/青木"}
    again = linked(now, released(now, found))
    assert again.tables["persons"].equals(found.tables["persons"])


def test_a_corrected_date_keeps_the_person() -> None:
    before = tables({FIRST: ["青木／甲省"]})
    now = tables({SECOND: ["青木／甲省"]})
    now["attendance"] = now["attendance"].with_columns(before["attendance"]["document_id"])
    now = together(tables({THIRD: ["青木／乙省"]}), now)
    found = linked(now, released(before, linked(before)))
    assert persons(found)[f"{SECOND} 青木／甲省"] == "青木"


def test_a_release_without_persons_is_as_none() -> None:
    made = tables({FIRST: ["青木／甲省"]})
    first = linked(made)
    empty = released(made, first)
    nobody = Previous(
        empty.attendance.with_columns(person_id=pl.lit(None, pl.String)),
        empty.persons.clear(),
        empty.departed,
    )
    assert ids(linked(made, nobody)) == ids(first)


# A corpus of bodies, and the years of it that a release has.
YEARS = st.sets(st.integers(2018, 2021), min_size=1)


def of_years(made: Tables, years: set[int]) -> Tables:
    meetings = made["meetings"].filter(pl.col("date").dt.year().is_in(sorted(years)))
    rows = made["attendance"].join(meetings, on="meeting_id", how="semi")
    return {"meetings": meetings, "attendance": rows, "remarks": made["remarks"]}


def bodies(seed: int) -> Tables:
    made = corpus(seed, bodies=3)
    return {name: getattr(made, name) for name in ("meetings", "attendance", "remarks")}


@given(seed=st.integers(0, 20), before=YEARS, now=YEARS)
def test_rows_of_both_releases_keep_their_ids_but_where_persons_merge_or_split(
    seed: int, before: set[int], now: set[int]
) -> None:
    made = bodies(seed)
    old, new = of_years(made, before), of_years(made, now)
    first = linked(old)
    second = linked(new, released(old, first))
    people = second.tables["persons"]
    told = people.select("person_id", "former_ids", "split_from")
    rows = (
        first.attendance.select("attendance_id", old="person_id")
        .join(second.attendance.select("attendance_id", "person_id"), on="attendance_id")
        .drop_nulls(["old", "person_id"])
        .join(told, on="person_id")
        .filter(pl.col("old") != pl.col("person_id"))
    )
    # Another id is told, as merged or split, or the row went from one known person to another.
    published, present = set(first.tables["persons"]["person_id"]), set(people["person_id"])
    for old_id, new_id, former, split in rows.select(
        "old", "person_id", "former_ids", "split_from"
    ).rows():
        is_told = old_id in (former or "").split("|") or split == old_id
        assert is_told or (new_id in published and old_id in present)
    assert people["person_id"].is_unique().all()
    # Nobody new has an id that was published before.
    kept = set(rows["old"]) | set(first.tables["persons"]["person_id"])
    new_rows = second.attendance.join(first.attendance, on="attendance_id", how="anti")
    fresh = (
        new_rows.group_by("person_id")
        .len()
        .join(
            second.attendance.join(first.attendance, on="attendance_id", how="semi"),
            on="person_id",
            how="anti",
        )
    )
    assert kept.isdisjoint(fresh["person_id"].drop_nulls())
    # The same again, and nothing has changed.
    assert linked(new, released(new, second)).attendance.equals(second.attendance)


@given(seed=st.integers(0, 20), first=YEARS, second=YEARS, third=YEARS)
def test_an_id_that_was_gone_comes_back_for_the_same_rows_alone(
    seed: int, first: set[int], second: set[int], third: set[int]
) -> None:
    made = bodies(seed)
    releases: list[pl.DataFrame] = []
    previous = None
    for years in (first, second, third):
        part = of_years(made, years)
        found = linked(part, previous)
        releases.append(found.attendance.select("attendance_id", "person_id").drop_nulls())
        previous = released(part, found)
    one, two, three = releases
    gone = one.join(two, on="person_id", how="anti")
    back = three.join(gone, on="person_id", how="semi")
    same = back.join(gone, on=["attendance_id", "person_id"], how="semi")
    assert set(back["person_id"]) == set(same["person_id"])


@given(seed=st.integers(0, 20), order=st.randoms(use_true_random=False))
def test_the_order_of_rows_decides_nothing(seed: int, order: object) -> None:
    made = bodies(seed)
    shuffled = {
        name: rows.sample(fraction=1.0, shuffle=True, seed=order.randint(0, 99))  # type: ignore[attr-defined]
        for name, rows in made.items()
    }
    one, other = linked(made), linked(shuffled)
    assert one.attendance.equals(other.attendance)
    assert one.quality_issues.equals(other.quality_issues)
    for name, rows in one.tables.items():
        assert rows.equals(other.tables[name]), name


@given(seed=st.integers(0, 20))
def test_without_the_last_release_a_year_more_renames_few(seed: int) -> None:
    made = bodies(seed)
    first = linked(of_years(made, {2018, 2019, 2020})).attendance
    second = linked(made).attendance
    both = first.join(second, on="attendance_id").drop_nulls(["person_id", "person_id_right"])
    same = (both["person_id"] == both["person_id_right"]).mean()
    assert isinstance(same, float)
    assert same > 0.95


def test_a_date_is_no_part_of_an_id() -> None:
    made = tables({FIRST: ["青木／甲省"]})
    made["meetings"] = made["meetings"].with_columns(date=pl.lit(None, pl.Date))
    found = linked(made)
    assert ids(found) == ["council/p/青木"]
    assert found.tables["persons"]["first_date"].to_list() == [None]


def test_blanks_in_a_name_keep_the_person() -> None:
    before = tables({FIRST: ["青木／甲省／課長"]})
    now = tables({FIRST: ["青木／甲省／課 長"]})
    now = together(tables({"2024-03-01": ["青木／乙省"]}), now)
    found = linked(now, released(before, linked(before)))
    assert persons(found)[f"{FIRST} 青木／甲省／課 長"] == "青木"


def test_another_office_in_the_place_of_a_person_is_another() -> None:
    before = tables({FIRST: ["青木／甲省／課長"]})
    now = tables({FIRST: ["青木／乙省／審議官"]})
    found = linked(now, released(before, linked(before)))
    assert ids(found) == ["council/p/青木-2"]
