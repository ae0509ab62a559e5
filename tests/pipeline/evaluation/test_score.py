from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.evaluation.gold import Gold, read_gold
from pipeline.evaluation.reading import Reading, read_records
from pipeline.evaluation.score import FIELDS, OUTCOME, score
from tests.pipeline.evaluation.conftest import TRUTH

Counts = tuple[int, int, int]

MEETING = {
    **{"record": "dev/a-01", "meeting": 1, "file": "record.txt", "line": 1},
    **{"date": "2024-04-01", "start": "10:00", "end": "11:30", "round": "1"},
    "record_kind": "verbatim",
}
PERSON = {
    **{"record": "dev/a-01", "meeting": 1, "file": "record.txt", "line": 4},
    **{"name": "青木委員", "position": "委員", "group": "委員", "presence": "present"},
}
REMARK = {
    **{"record": "dev/a-01", "file": "record.txt", "line": 9, "start": 50, "end": 60},
    **{"kind": "remark", "label": "青木委員", "person": "青木委員", "first": "始めに"},
}


def gold_with(
    *remarks: dict[str, Any],
    meetings: list[dict[str, Any]] | None = None,
    attendance: list[dict[str, Any]] | None = None,
) -> Gold:
    """Truth of one record with a meeting and the person of it, changed as stated."""
    meetings = [{}] if meetings is None else meetings
    ends = {"record": "dev/a-01", "file": "record.txt"}
    extents = [
        {**ends, "meeting": number, "char_start": 100 * number - 100, "char_end": 100 * number}
        for number in range(1, len(meetings) + 1)
    ]
    return Gold(
        pl.DataFrame({"record": "dev/a-01", "split": "dev", "family": "a", "folder": ""}),
        pl.DataFrame(extents),
        pl.DataFrame([MEETING | change for change in meetings]),
        frame(PERSON, attendance if attendance is not None else [{}]),
        frame(REMARK, list(remarks)),
    )


def reading_with(
    *remarks: dict[str, Any],
    meetings: list[dict[str, Any]] | None = None,
    attendance: list[dict[str, Any]] | None = None,
) -> Reading:
    """What was read of it, changed as stated."""
    meeting = {**MEETING, "meeting_id": "m1", "char_start": 0, "char_end": 100}
    person = {**PERSON, "meeting_id": "m1", "attendance_id": "a1"}
    remark = {**REMARK, "attribution_basis": "label", "attendance_id": "a1"}
    return Reading(
        frame(meeting, meetings if meetings is not None else [{}]).drop("meeting"),
        frame(person, attendance if attendance is not None else [{}]).drop("meeting"),
        frame(remark, list(remarks)).drop("person"),
    )


def frame(row: dict[str, Any], changes: list[dict[str, Any]]) -> pl.DataFrame:
    schema = pl.DataFrame([row]).schema
    return pl.DataFrame([row | change for change in changes], schema=schema)


def counts(gold: Gold, reading: Reading, field: str) -> Counts:
    """Right, given and expected of a field."""
    of_field = score(gold, reading).filter(field=field)
    right, given, expected = of_field.select("right", "given", "expected").sum().row(0)
    return right, given, expected


def test_a_record_read_as_it_is_written_is_right_in_every_field() -> None:
    outcomes = score(gold_with({}), reading_with({}))
    assert outcomes.schema == OUTCOME
    assert sorted(outcomes["field"]) == sorted(FIELDS)
    assert outcomes.select("right", "given", "expected").unique().rows() == [(1, 1, 1)]


def test_a_value_left_out_is_missing_and_another_one_is_wrong() -> None:
    gold = gold_with()
    assert counts(gold, reading_with(meetings=[{"start": None}]), "meeting_start") == (0, 0, 1)
    assert counts(gold, reading_with(meetings=[{"start": "10:30"}]), "meeting_start") == (0, 1, 1)


def test_what_the_record_does_not_state_is_rightly_left_out() -> None:
    gold = gold_with(meetings=[{"end": None}])
    assert counts(gold, reading_with(meetings=[{"end": None}]), "meeting_end") == (1, 1, 1)
    assert counts(gold, reading_with(meetings=[{"end": "12:00"}]), "meeting_end") == (0, 1, 1)


def test_of_a_meeting_that_was_not_read_nothing_is_right() -> None:
    gold = gold_with(meetings=[{"end": None}])
    nothing = reading_with(meetings=[], attendance=[])
    assert counts(gold, nothing, "meeting") == (0, 0, 1)
    assert counts(gold, nothing, "meeting_end") == (0, 0, 1)
    assert counts(gold, nothing, "attendance_row") == (0, 0, 1)


def test_meetings_are_paired_by_the_text_that_they_share() -> None:
    gold = gold_with(meetings=[{}, {"meeting": 2, "round": "2"}])
    second = {"meeting_id": "m2", "round": "2", "char_start": 90, "char_end": 200}
    spurious = {"meeting_id": "m3", "round": "9", "char_start": 60, "char_end": 90}
    reading = reading_with(meetings=[second, {"char_end": 60}, spurious])
    assert counts(gold, reading, "meeting") == (2, 3, 2)
    assert counts(gold, reading, "meeting_round") == (2, 2, 2)


def test_attendance_is_right_in_all_columns_or_not_at_all() -> None:
    gold = gold_with()
    for change in ({"position": ""}, {"group": "事務局"}, {"presence": "absent"}):
        reading = reading_with(attendance=[change])
        assert counts(gold, reading, "attendance_row") == (0, 1, 1)
        assert counts(gold, reading, "attendance_name") == (1, 1, 1)


def test_who_is_listed_once_is_right_once() -> None:
    twice = [{}, {"attendance_id": "a2"}]
    assert counts(gold_with(), reading_with(attendance=twice), "attendance_row") == (1, 2, 1)
    assert counts(gold_with(attendance=[{}, {}]), reading_with(), "attendance_row") == (1, 1, 2)


def test_persons_of_a_meeting_that_is_none_are_wrong() -> None:
    stray = {"meeting_id": "m9"}
    assert counts(gold_with(), reading_with(attendance=[stray]), "attendance_name") == (0, 1, 1)


def test_a_remark_is_right_where_both_its_ends_are() -> None:
    gold = gold_with({}, {"start": 61, "end": 70})
    reading = reading_with({}, {"start": 61, "end": 65}, {"start": 66, "end": 70})
    assert counts(gold, reading, "remark_boundary") == (1, 3, 2)


def test_label_and_kind_are_asked_where_the_ends_are_right() -> None:
    gold = gold_with({}, {"start": 61, "end": 70})
    reading = reading_with({"label": "○青木委員", "kind": "item"}, {"start": 61, "end": 65})
    assert counts(gold, reading, "speaker_label") == (0, 1, 1)
    assert counts(gold, reading, "remark_kind") == (0, 1, 1)


def test_a_label_left_out_is_missing() -> None:
    assert counts(gold_with({}), reading_with({"label": ""}), "speaker_label") == (0, 0, 1)


def test_a_derived_speaker_is_no_label() -> None:
    gold = gold_with({"label": ""})
    for basis in ("heading", "legend", "continuation"):
        reading = reading_with({"attribution_basis": basis})
        assert counts(gold, reading, "speaker_label") == (1, 1, 1)
    assert counts(gold, reading_with({}), "speaker_label") == (0, 1, 1)


def test_a_speaker_that_only_a_heading_names_is_held_against_the_truth() -> None:
    gold = gold_with({"label": "副知事"})
    for label, right in (("副知事", 1), ("知事", 0)):
        reading = reading_with({"label": label, "attribution_basis": "heading"})
        assert counts(gold, reading, "speaker_label") == (right, 1, 1)


def test_no_link_is_missing_and_another_person_is_wrong() -> None:
    both = [{}, {"attendance_id": "a2", "name": "石川委員"}]
    gold = gold_with({}, attendance=[{}, {"name": "石川委員"}])
    no_link = reading_with({"attendance_id": None}, attendance=both)
    assert counts(gold, no_link, "speaker_named") == (0, 0, 1)
    another = reading_with({"attendance_id": "a2"}, attendance=both)
    assert counts(gold, another, "speaker_named") == (0, 1, 1)


def test_a_link_that_no_careful_reader_makes_is_wrong() -> None:
    assert counts(gold_with({"person": ""}), reading_with({}), "speaker_named") == (0, 1, 0)


def test_links_by_a_legend_are_not_judged() -> None:
    reading = reading_with({"attribution_basis": "legend"})
    assert counts(gold_with({"person": ""}), reading, "speaker_named") == (0, 0, 0)


def test_a_link_counts_where_the_remark_begins_rightly() -> None:
    gold = gold_with({})
    assert counts(gold, reading_with({"end": 55}), "speaker_named") == (1, 1, 1)
    assert counts(gold, reading_with({"start": 51}), "speaker_named") == (0, 1, 1)


def test_the_pipeline_is_held_against_a_truth_written_by_hand(
    gold_of: Callable[..., Path],
) -> None:
    gold = read_gold(gold_of())
    reading = read_records(gold.records)
    outcomes = (
        score(gold, reading).group_by("field").agg(pl.col("right", "given", "expected").sum())
    )
    found = {field: tuple(numbers) for field, *numbers in outcomes.iter_rows()}
    assert found == {
        "meeting": (1, 1, 1),
        "meeting_date": (1, 1, 1),
        "meeting_start": (1, 1, 1),
        "meeting_end": (1, 1, 1),
        "meeting_round": (1, 1, 1),
        # The collection is said to be verbatim; the title tells that it is not.
        "record_kind": (1, 1, 1),
        "attendance_row": (2, 2, 2),
        "attendance_name": (2, 2, 2),
        "remark_boundary": (2, 2, 2),
        "speaker_label": (2, 2, 2),
        "speaker_named": (1, 1, 1),
        "remark_kind": (2, 2, 2),
    }


def test_a_wrong_row_is_told_with_its_line_and_both_sides(gold_of: Callable[..., Path]) -> None:
    gold = read_gold(gold_of(TRUTH.replace('"11:30"', '"12:00"')))
    outcomes = score(gold, read_records(gold.records)).filter(field="meeting_end")
    assert outcomes.rows(named=True) == [
        {
            **{"record": "dev/points_memo-01", "field": "meeting_end"},
            **{"right": 0, "given": 1, "expected": 1},
            **{"file": "record.txt", "line": 2, "truth": "12:00", "found": "11:30"},
        }
    ]
