"""Doubts about rounds, which are held against the other meetings of a collection."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.normalisation.doubts.reading import Reading
from pipeline.normalisation.doubts.rounds import DOUBTS
from pipeline.normalisation.normalise import normalise
from pipeline.run.stages import run_stage
from pipeline.run.store import Store
from pipeline.segmentation.segment import segment
from schemas.vocabulary import RecordKind, Stage

Meeting = tuple[str, str | None]
"""Title and date of a meeting."""
BODY = "あおば町緑化審議会"


ROUND_4_IS_MISSING = [
    (f"第３回{BODY}", "令和５年４月１３日"),
    (f"第５回{BODY}", "令和５年６月８日"),
]
OTHER_WIDTHS = [
    ("第１回ＩＴ 推進会議", "令和５年４月１３日"),
    ("第３回IT推進会議", "令和５年６月８日"),
]
LIKE_PARTS_AND_SITTINGS = {
    body: [(f"{body}（第３回）", "令和５年４月１３日"), (f"{body}（第５回）", "令和５年６月８日")]
    for body in (
        "あおば町高齢者専門分科会",
        "あおば町審議会第２部会",
        "あおば町手続き検討会",
        "特別会計審議会",
    )
}
GAPS = [ROUND_4_IS_MISSING, OTHER_WIDTHS, *LIKE_PARTS_AND_SITTINGS.values()]
NO_GAPS: list[list[Meeting]] = [
    # A selection: more is missing than is there.
    [(f"第３回{BODY}", "令和５年４月１３日"), (f"第１１回{BODY}", "令和６年６月８日")],
    # Rounds begin anew with a year or a term that is stated.
    [
        (f"令和４年度第１回{BODY}", "令和４年４月１３日"),
        (f"令和４年度第２回{BODY}", "令和４年９月１３日"),
        (f"令和５年度第２回{BODY}", "令和５年９月８日"),
    ],
    [
        (f"第１期{BODY}（第１回）", "令和４年４月１３日"),
        (f"第２期{BODY}（第３回）", "令和５年４月１３日"),
    ],
    [
        (f"第１回令和４年度{BODY}", "令和４年４月１３日"),
        (f"第２回令和４年度{BODY}", "令和４年９月１３日"),
        (f"第４回令和５年度{BODY}", "令和５年９月８日"),
    ],
    # And without a word.
    [
        (f"第１回{BODY}", "令和４年４月１３日"),
        (f"第２回{BODY}", "令和４年９月１３日"),
        (f"第１回{BODY}", "令和５年４月８日"),
    ],
    # Of two bodies, of sittings of an assembly, and of a round whose record has no date.
    [
        (f"第１回{BODY}", "令和４年４月１３日"),
        ("第３回あおば町教育審議会", "令和４年９月１３日"),
    ],
    [
        ("令和５年第１回あおば町議会定例会", "令和５年３月１３日"),
        ("令和５年第３回あおば町議会定例会", "令和５年９月１３日"),
    ],
    [
        (f"第３回{BODY}", "令和５年４月１３日"),
        (f"第４回{BODY}", None),
        (f"第５回{BODY}", "令和５年６月８日"),
    ],
    # The year is stated of some records alone.
    [
        (f"第１回{BODY}", "令和５年４月１３日"),
        (f"令和５年度第２回{BODY}", "令和５年５月１３日"),
        (f"第３回{BODY}", "令和５年６月８日"),
    ],
]
ON_TWO_DAYS = [(f"第３回{BODY}", "令和５年４月１３日"), (f"第３回{BODY}", "令和５年６月８日")]
ON_ONE_DAY = [(f"第３回{BODY}", "令和５年４月１３日")] * 2
TWICE = [ON_TWO_DAYS, ON_ONE_DAY]
OTHER_ROUNDS = [
    [(f"第１回{BODY}", "令和４年４月１３日"), (f"第１回{BODY}", "令和５年４月８日")],
    [
        (f"令和４年度第１回{BODY}", "令和５年３月１３日"),
        (f"令和５年度第１回{BODY}", "令和５年４月８日"),
    ],
    [
        (f"第１期{BODY}（第３回）", "令和５年４月１３日"),
        (f"第２期{BODY}（第３回）", "令和５年６月８日"),
    ],
    [
        ("令和５年第１回あおば町議会定例会", "令和５年３月１３日"),
        ("令和５年第１回あおば町議会定例会", "令和５年３月２３日"),
    ],
    [
        (f"第３回{BODY}", "令和５年４月１３日"),
        ("第３回あおば町教育審議会", "令和５年４月１３日"),
    ],
    [
        (f"第３回{BODY}（１日目）", "令和５年４月１３日"),
        (f"第３回{BODY}（２日目）", "令和５年４月１４日"),
    ],
    [
        (f"第３回{BODY}（第１部）", "令和５年４月１３日"),
        (f"第３回{BODY}（第２部）", "令和５年４月１３日"),
    ],
]


def texts_of(meetings: list[Meeting]) -> list[str]:
    return [
        f"{title} 議事録\n\n"
        + (f"日時　{day}　午後１時３０分～午後３時\n" if day else "")
        + "場所　役場\n出席委員：青木委員長、坂本委員\n\n"
        f"○青木委員長　定刻になりましたので始めます。{number}件です。\n○坂本委員　了解です。\n"
        for number, (title, day) in enumerate(meetings)
    ]


@pytest.fixture(scope="module")
def doubted(
    documents_of: Callable[..., pl.DataFrame],
) -> Callable[..., list[tuple[str, str]]]:
    """The documents that a rule doubts, by number, and the rounds that its message names.

    All folders are read at once, each as a collection of its own.
    """
    folders = [*GAPS, *NO_GAPS, *TWICE, *OTHER_ROUNDS]
    documents = documents_of(*(text for meetings in folders for text in texts_of(meetings)))
    places = [
        (f"folder-{folder}", f"folder-{folder}/{number}.txt")
        for folder, meetings in enumerate(folders)
        for number in range(1, len(meetings) + 1)
    ]
    documents = documents.with_columns(
        pl.DataFrame(places, schema=["collection_id", "document_id"], orient="row")
    )
    issues = normalise(documents, segment(documents).blocks, RecordKind.VERBATIM).quality_issues

    def ask(rule: str, meetings: list[Meeting]) -> list[tuple[str, str]]:
        folder = f"folder-{folders.index(meetings)}"
        found = issues.filter(
            pl.col("rule") == rule, pl.col("document_id").str.starts_with(f"{folder}/")
        ).sort("document_id")
        return found.select(pl.col("document_id", "message").str.replace(folder, "made-up")).rows()

    return ask


def names(found: list[tuple[str, str]]) -> list[str]:
    return [document for document, _ in found]


def test_a_round_without_a_record_is_named_at_the_next(doubted: Any) -> None:
    found = doubted("rounds_follow", ROUND_4_IS_MISSING)
    assert names(found) == ["made-up/2.txt"]
    assert "round 4 " in found[0][1]


@pytest.mark.parametrize("meetings", NO_GAPS)
def test_rounds_that_begin_anew_or_are_selected_have_no_gap(
    doubted: Any, meetings: list[Meeting]
) -> None:
    assert doubted("rounds_follow", meetings) == []


def test_the_name_of_a_body_is_compared_without_its_widths_and_blanks(doubted: Any) -> None:
    assert names(doubted("rounds_follow", OTHER_WIDTHS)) == ["made-up/2.txt"]


@pytest.mark.parametrize("body", LIKE_PARTS_AND_SITTINGS)
def test_bodies_whose_names_resemble_parts_and_sittings_have_rounds(
    doubted: Any, body: str
) -> None:
    assert names(doubted("rounds_follow", LIKE_PARTS_AND_SITTINGS[body])) == ["made-up/2.txt"]


def test_two_records_of_a_round_are_doubted(doubted: Any) -> None:
    found = doubted("round_is_once", ON_TWO_DAYS)
    assert names(found) == ["made-up/2.txt"]
    assert "made-up/1.txt" in found[0][1]
    assert names(doubted("round_is_once", ON_ONE_DAY)) == ["made-up/2.txt"]


@pytest.mark.parametrize("meetings", OTHER_ROUNDS)
def test_rounds_of_other_years_terms_bodies_and_days_are_others(
    doubted: Any, meetings: list[Meeting]
) -> None:
    assert doubted("round_is_once", meetings) == []


def test_minutes_and_their_summary_are_two_records_of_one_round(
    reading_with: Callable[..., Reading], table_of: Callable[..., pl.DataFrame]
) -> None:
    one = {"date": date(2024, 4, 1), "body": BODY, "session": 3}
    reading = reading_with(("title", "第３回"))
    (twice,) = (doubt for doubt in DOUBTS if doubt.rule == "round_is_once")
    for kind, count in (("points", 0), ("verbatim", 1)):
        rows = [
            {**one, "meeting_id": f"made-up/2024-04-01/{name}", "record_kind": of}
            for name, of in (("3", "verbatim"), ("3-0a", kind))
        ]
        object.__setattr__(reading, "meetings", table_of("meetings", *rows))
        assert twice.find(reading).height == count


@pytest.mark.long
def test_rounds_are_held_against_what_the_folder_has_at_each_run(
    collection_of: Callable[..., Path], tmp_path: Path
) -> None:
    """Of a record that cannot be read the others go on, and the next one names its round."""
    store = Store(tmp_path / "outputs")
    records = {
        f"{number}.txt": (
            f"第{number}回{BODY} 議事録\n\n日時　令和５年{number}月１３日\n場所　役場\n"
            f"出席委員：青木委員長、坂本委員\n\n○青木委員長　{number}件です。\n"
            "○坂本委員　了解です。\n"
        ).encode()
        for number in (4, 5, 6)
    }
    folder = collection_of(records)

    def doubts() -> list[tuple[str, str]]:
        made: dict[str, pl.DataFrame] = {}
        for stage in (Stage.INGESTION, Stage.SEGMENTATION, Stage.NORMALISATION):
            made |= run_stage(stage, folder, store).tables
        assert made["meetings"].height == len(made["documents"].filter(pl.col("text") != ""))
        found = made["quality_issues"].filter(rule="rounds_follow")
        return [
            (row[0].partition("/")[2], row[1])
            for row in found.select("document_id", "severity").iter_rows()
        ]

    assert doubts() == []
    (folder / "5.txt").unlink()
    assert doubts() == [("6.txt", "warn")]
    (folder / "5.txt").write_bytes(b"\xff\xfe\x00\xd8")
    assert doubts() == [("6.txt", "warn")]
    (folder / "5.txt").write_bytes(records["5.txt"])
    assert doubts() == []
