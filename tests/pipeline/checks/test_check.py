from __future__ import annotations

import polars as pl

from pipeline.checks.check import FAILING_ROWS_SHOWN, Check, Measure, run_check
from pipeline.limits import Limits
from schemas.vocabulary import Severity, Stage

Rows = list[dict[str, object]]


def check_of(
    rows: Rows, measure: Measure[None] | None = None, columns: tuple[str, ...] = ("line",)
) -> Check[None]:
    """A check to which these rows say no."""
    failing = pl.DataFrame(rows) if rows else pl.DataFrame(schema=dict.fromkeys(columns, pl.Int32))
    return Check(
        "is_right",
        "remarks",
        Stage.SEGMENTATION,
        Severity.ERROR,
        True,
        "All is right.",
        "すべて正しい",
        lambda _: failing,
        measure,
    )


def described(*rows: dict[str, object]) -> list[tuple[str, str]]:
    return [(said.en, said.ja) for said in run_check(check_of(list(rows)), None).described()]


def test_no_rows_are_a_yes() -> None:
    result = run_check(check_of([]), None)
    assert result.passed
    assert (result.failing_count, result.described()) == (0, [])
    assert (result.figure, result.limit) == (None, None)


def test_a_row_is_described_by_its_place_and_its_message_in_both_languages() -> None:
    row = {"document_id": "a.txt", "line": 7, "message": "No end.", "message_ja": "終わりがない。"}
    assert described(row) == [("a.txt:7: No end.", "a.txt:7: 終わりがない。")]


def test_without_a_message_the_cells_say_what_is_wrong() -> None:
    assert described({"row_key": "made-up/1", "line": None, "start": 3, "end": None}) == [
        ("made-up/1: start 3",) * 2
    ]


def test_without_a_document_or_key_there_is_no_place() -> None:
    assert described({"line": 7, "kind": "remark"}) == [("kind remark",) * 2]


def test_a_message_in_one_language_stands_for_both_and_steers_no_console() -> None:
    assert described({"document_id": "a.txt", "message": "雲\x1b[2J"}) == [
        ("a.txt: 雲\\x1b[2J",) * 2
    ]


def test_of_many_rows_the_first_are_shown_and_the_others_counted() -> None:
    rows: Rows = [{"document_id": f"{number:02}.txt"} for number in range(FAILING_ROWS_SHOWN + 3)]
    result = run_check(check_of(rows), None)
    assert (result.failing_count, result.failing.height) == (FAILING_ROWS_SHOWN + 3, 10)
    assert [said.en for said in result.described()][-1] == "... and 3 more"


def test_what_is_measured_is_told_beside_its_limit() -> None:
    measure: Measure[None] = Measure("max_row_loss_share", lambda _: 0.25)
    limits = Limits(max_row_loss_share=0.2)
    result = run_check(check_of([{"line": 1}], measure), None, limits)
    assert (result.figure, result.limit) == (0.25, 0.2)
    assert not result.passed
