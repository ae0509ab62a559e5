"""Records in observed shapes: what is asked, what counts as right, and what the figures count."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from pipeline.evaluation.gold import GoldError
from pipeline.evaluation.observed.figures import (
    Observed,
    evaluate_observed,
    figures_of_observed,
    stated_observed,
)
from pipeline.evaluation.observed.reading import by_record
from pipeline.evaluation.observed.score import score
from pipeline.evaluation.observed.truth import TRUTH, read_truth
from schemas import TABLES
from schemas.table import TIME_ZONE, polars_schema
from tests.pipeline.evaluation.conftest import MEMO_STATED

STATED: dict[str, Any] = {
    "form": "clean",
    "meetings": 1,
    "date": "2024-04-01",
    "start": "10:00",
    "end": None,
    "round": [3, None],
    "venue": "市役所3階 大会議室",
    "names": ["青木 一郎", "坂本　花子"],
    "names_neutral": ["書記 田中"],
    "speeches": [["議長", "始めます。"], ["青木委員", None]],
}
READ: dict[str, Any] = {
    "meetings": 1,
    "date": "2024-04-01",
    "start": "10:00",
    "end": None,
    "round": "3",
    "venue": "市役所大会議室",
    "listed": [
        {"name": "青木一郎委員", "family": "青木"},
        {"name": "坂本 花子（代理）", "family": None},
    ],
    "said": [
        {"label": "○議長：", "words": "始めます。よろしく。"},
        {"label": "【青木委員】", "words": "はい。"},
    ],
    "issues": 0,
}
PERSON = pl.Struct({"name": pl.String, "family": pl.String})
SPEECH = pl.Struct({"label": pl.String, "words": pl.String})
READ_SCHEMA: dict[str, Any] = {
    **{"record": pl.String, "meetings": pl.Int64},
    **dict.fromkeys(("date", "start", "end", "round", "venue"), pl.String),
    **{"listed": pl.List(PERSON), "said": pl.List(SPEECH), "issues": pl.Int64},
}

Case = tuple[dict[str, Any], dict[str, Any] | None]
"""What differs from STATED and from READ; None where nothing was read at all."""


def truth_of(*cases: Case) -> pl.DataFrame:
    rows = [{"id": f"c/{at}", **STATED, **stated} for at, (stated, _) in enumerate(cases)]
    return pl.DataFrame(rows, schema=TRUTH).rename({"id": "record"})


def reading_of(*cases: Case) -> pl.DataFrame:
    rows = [
        {"record": f"c/{at}", **READ, **read}
        for at, (_, read) in enumerate(cases)
        if read is not None
    ]
    return pl.DataFrame(rows, schema=READ_SCHEMA)


def counts(figure: str, stated: dict[str, Any], read: dict[str, Any]) -> list[tuple[int, ...]]:
    """Right, given and expected of one figure of one record."""
    case = (stated, read)
    return (
        score(truth_of(case), reading_of(case))
        .filter(figure=figure)
        .select("right", "given", "expected")
        .rows()
    )


def measured(*cases: Case) -> Observed:
    return figures_of_observed(truth_of(*cases), reading_of(*cases))


def share(observed: Observed, figure: str, form: str | None = None) -> tuple[Any, ...]:
    """n, count, wrong and made."""
    rows = observed.shares.filter(pl.col("form").eq_missing(pl.lit(form, pl.String)), figure=figure)
    return rows.select("n", "count", "wrong", "made").row(0)


def test_a_record_that_is_read_as_it_is_has_no_fault() -> None:
    observed = measured(({}, {}))
    assert observed.records.rows() == [("c/0", "clean", True, 0)]


@pytest.mark.parametrize(
    ("stated", "read", "expected"),
    [
        ("2024-04-01", "2024-04-01", (1, 1, 1)),
        ("2024-04-01", "2024-04-02", (0, 1, 1)),
        ("2024-04-01", None, (0, 0, 1)),
        (None, "2024-04-01", (0, 1, 0)),
        (None, None, (0, 0, 0)),
    ],
)
def test_a_date_is_equal_or_rightly_missing(
    stated: str | None, read: str | None, expected: tuple[int, ...]
) -> None:
    assert counts("date", {"date": stated}, {"date": read}) == [expected]


@pytest.mark.parametrize(
    ("stated", "read", "expected"),
    [
        ([3, None], "3", [(1, 1, 1)]),
        ([3, None], None, [(1, 0, 1)]),
        ([3, None], "4", [(0, 1, 1)]),
        ([12, 3], "3", [(1, 1, 1)]),
        ([None], "4", [(0, 1, 0)]),
        ([None], None, [(0, 0, 0)]),
        (None, "4", []),
    ],
)
def test_a_round_is_one_of_those_accepted(
    stated: list[int | None] | None, read: str | None, expected: list[tuple[int, ...]]
) -> None:
    assert counts("round", {"round": stated}, {"round": read}) == expected


@pytest.mark.parametrize(
    ("stated", "read", "expected"),
    [
        # A part of it, widths and blanks aside.
        ("市役所３階　大会議室", "市役所3階", [(1, 1, 1)]),
        # Without the floor that is published in a column of its own.
        ("市役所3階大会議室", "市役所 大会議室", [(1, 1, 1)]),
        # With six characters more, but not with seven.
        ("市役所", "市役所西側の別館", [(1, 1, 1)]),
        ("市役所", "市役所西側の古い別館", [(0, 1, 1)]),
        ("市役所", "町民会館", [(0, 1, 1)]),
        ("市役所", None, [(0, 0, 1)]),
        # Not asked, so nothing is made up either.
        (None, "市役所", []),
    ],
)
def test_a_venue_is_a_part_or_little_more(
    stated: str | None, read: str | None, expected: list[tuple[int, ...]]
) -> None:
    assert counts("venue", {"venue": stated}, {"venue": read}) == expected


def persons(*names: tuple[str, str | None]) -> list[dict[str, str | None]]:
    return [{"name": name, "family": family} for name, family in names]


@pytest.mark.parametrize(
    ("names", "listed", "expected"),
    [
        (["青木一郎"], persons(("青木　一郎委員", "青木")), [(1, 1, 1)]),
        # A family name and the same first characters, where the rest is misread.
        (["青木一郎"], persons(("青木―郎", "青木")), [(1, 1, 1)]),
        (["青木一郎"], persons(("青木―郎", None)), [(0, 1, 1)]),
        (["東一郎"], persons(("東二郎", "東")), [(0, 1, 1)]),
        # Each name once.
        (["青木一郎"], persons(("青木一郎", "青木"), ("青木一郎", "青木")), [(1, 2, 1)]),
        # In brackets stands nobody who is asked for.
        (["青木一郎"], persons(("坂本（青木一郎代理）", None)), [(0, 1, 1)]),
        # Neither right nor wrong.
        ([], persons(("書記田中", "田中")), [(0, 0, 0)]),
        ([], persons(("青木一郎", "青木")), [(0, 1, 0)]),
        (["青木一郎"], None, [(0, 0, 1)]),
        (None, persons(("青木一郎", "青木")), []),
    ],
)
def test_names_are_paired_one_to_one(
    names: list[str] | None, listed: Any, expected: list[tuple[int, ...]]
) -> None:
    assert counts("names", {"names": names}, {"listed": listed}) == expected


def said(*speeches: tuple[str | None, str]) -> list[dict[str, str | None]]:
    return [{"label": label, "words": words} for label, words in speeches]


@pytest.mark.parametrize(
    ("speeches", "read", "expected"),
    [
        ([["◯議長", "始めます。"]], said(("議長", "始 めます。では")), [(1, 1, 1)]),
        ([["（議長）", "始めます。"]], said(("議長", "始めます。")), [(1, 1, 1)]),
        ([["議長", "始めます。"]], said(("副議長", "始めます。")), [(0, 1, 1)]),
        ([["議長", "始めます。"]], said(("議長", "終わります。")), [(0, 1, 1)]),
        # Longer in the truth than as read, if four characters agree.
        ([["議長", "では始めます。"]], said(("議長", "では始め")), [(1, 1, 1)]),
        ([["議長", "では始めます。"]], said(("議長", "では始")), [(0, 1, 1)]),
        # The walk to the desk is no word of the speech.
        ([["町長", "おはよう。"]], said(("町長", "〔町長　登壇〕おはよう。")), [(1, 1, 1)]),
        ([["町長", "（町長登壇）おはよう。"]], said(("町長", "おはよう。")), [(1, 1, 1)]),
        # Labels alone are known: each counts once.
        ([["議長", None], ["議長", None]], said(("議長", "はい。")), [(1, 1, 2)]),
        ([["", "はい。"]], said((None, "はい。")), [(1, 1, 1)]),
        # Asked, and nobody speaks.
        ([], said(("議長", "始めます。")), [(0, 1, 0)]),
        ([["議長", None]], None, [(0, 0, 1)]),
        (None, said(("議長", "始めます。")), []),
    ],
)
def test_speeches_are_paired_by_label_and_first_words(
    speeches: Any, read: Any, expected: list[tuple[int, ...]]
) -> None:
    assert counts("speeches", {"speeches": speeches}, {"said": read}) == expected


def test_no_more_than_fifteen_characters_of_a_speech_are_compared() -> None:
    words = "ただいまから第三回の会議を始めま"
    assert len(words) == 16
    stated = {"speeches": [["議長", words]]}
    assert counts("speeches", stated, {"said": said(("議長", words[:15] + "す"))}) == [(1, 1, 1)]


def test_shares_count_by_form_and_pooled() -> None:
    observed = measured(
        ({}, {}),
        ({}, {"date": "2024-04-02", "issues": 2}),
        ({"form": "flat"}, None),
        ({"form": "flat", "date": None}, {"meetings": 2}),
    )
    assert share(observed, "one_meeting") == (4, 2, None, None)
    assert share(observed, "date") == (3, 1, 1, 1)
    assert share(observed, "date", "clean") == (2, 1, 1, 0)
    assert share(observed, "end") == (0, 0, 0, 0)
    assert share(observed, "right") == (4, 1, None, None)
    # Of three that are wrong one has a warning.
    assert share(observed, "silent") == (3, 2, None, None)
    assert share(observed, "silent", "clean") == (1, 0, None, None)
    of_date = observed.shares.filter(pl.col("form").is_null(), figure="date").row(0, named=True)
    # Wilson's interval of one in three.
    assert of_date["share"] == pytest.approx(1 / 3)
    assert (of_date["low"], of_date["high"]) == pytest.approx((0.0615, 0.7923), abs=1e-4)
    forms = observed.shares.filter(figure="right")["form"].to_list()
    assert forms == [None, "clean", "flat"]


def test_lists_pool_rows_over_records() -> None:
    observed = measured(
        ({}, {}),
        ({}, {"listed": persons(("青木一郎", "青木"), ("誰か", None), ("何か", None))}),
    )
    names = observed.lists.filter(pl.col("form").is_null(), figure="names").row(0, named=True)
    assert (names["n"], names["precision"], names["recall"]) == (4, 0.6, 0.75)
    assert names["f1"] == pytest.approx(2 * 3 / (5 + 4))
    assert names["f1_low"] <= names["f1"] <= names["f1_high"]


def test_warnings_of_records_that_are_right_are_false_alarms() -> None:
    observed = measured(({}, {"issues": 3}), ({}, {}), ({}, {"date": None, "issues": 9}))
    assert observed.alarms.rows() == [(None, 2, 3, 1.5), ("clean", 2, 3, 1.5)]


def test_a_fault_anywhere_makes_a_record_wrong() -> None:
    faults: list[dict[str, Any]] = [
        {"meetings": 2},
        {"end": "12:00"},
        {"round": "4"},
        {"venue": None},
        {"listed": READ["listed"][:1]},
        {"said": [*READ["said"], {"label": "誰か", "words": "はい。"}]},
    ]
    observed = measured(*(({}, fault) for fault in faults))
    assert share(observed, "right") == (6, 0, None, None)


def table(name: str, *rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=polars_schema(TABLES[name]))


def test_rows_are_gathered_by_document() -> None:
    at = {"document_id": "c/1.txt"}
    moment = datetime(2024, 4, 1, 9, 30, tzinfo=ZoneInfo(TIME_ZONE))
    later = {**at, "char_start": 50}
    rows = by_record(
        {
            "documents": table("documents", at, {"document_id": "c/2.txt"}),
            "meetings": table(
                "meetings",
                {**later, "session": 5},
                {
                    **{**at, "char_start": 0, "session": 4, "room": "大会議室"},
                    **{"date": date(2024, 4, 1), "starts_at": moment},
                },
            ),
            "attendance": table("attendance", {**at, "name_text": "青木", "char_start": 9}),
            "remarks": table(
                "remarks",
                {**later, "kind": "remark", "speaker_text": "議長", "text": "はい。"},
                {**later, "kind": "stage", "text": "（拍手）"},
            ),
            # What was quarantined is in no other table.
            "quality_issues": table(
                "quality_issues", at, at, {"document_id": "c/3.txt"}, {"document_id": None}
            ),
        }
    ).sort("record")
    assert rows.select("record", "meetings", "date", "start", "end", "round", "venue").rows() == [
        ("c/1", 2, "2024-04-01", "09:30", None, "4", "大会議室"),
        ("c/2", 0, *[None] * 5),
        ("c/3", 0, *[None] * 5),
    ]
    assert rows["issues"].to_list() == [2, 0, 1]
    assert rows["listed"].to_list() == [[{"name": "青木", "family": None}], None, None]
    assert rows["said"].to_list() == [[{"label": "議長", "words": "はい。"}], None, None]


def test_a_folder_is_run_through_the_stages(set_of: Callable[..., Path]) -> None:
    folder = set_of()
    observed = evaluate_observed(folder)
    assert share(observed, "right") == (1, 1, None, None)
    stated = stated_observed(observed, folder)
    assert list(stated) == ["records", "sha256", "shares", "lists", "alarms"]
    assert stated["shares"][2] == {
        **{"figure": "date", "form": None, "n": 1, "count": 1, "share": 1.0},
        # Wilson's interval of one in one.
        **{"wrong": 0, "made": 0, "interval": [0.206549, 1.0]},
    }
    assert stated["lists"][0] == {
        **{"figure": "names", "form": None, "n": 2, "given": 2, "right": 2},
        **{"precision": 1.0, "recall": 1.0, "f1": 1.0},
        # And of two in two.
        **{f"{share}_interval": [0.34238, 1.0] for share in ("precision", "recall", "f1")},
    }


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "gold.jsonl:1: not valid JSON"),
        (json.dumps({**MEMO_STATED, "id": "memos/9"}), "memos/9.txt is missing"),
        (json.dumps({"id": "memos/001"}), "gold.jsonl:1: date, end, form, meetings"),
        (json.dumps({**MEMO_STATED, "meetings": "one"}), "not of the type"),
        ("", "holds no record"),
    ],
)
def test_a_line_that_is_not_of_the_format_is_told(
    set_of: Callable[..., Path], line: str, told: str
) -> None:
    folder = set_of(line) if line else set_of()
    if not line:
        (folder / "gold.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(GoldError, match=told):
        read_truth(folder)


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"gold\.jsonl is missing: there is nothing to measure"):
        read_truth(tmp_path / "nowhere")
