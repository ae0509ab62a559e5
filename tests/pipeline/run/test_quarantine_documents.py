from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import polars as pl
import pytest

from pipeline.messages import Message
from pipeline.run.quarantine_documents import (
    Failure,
    quarantine_issues,
    unrecognised_blocks,
    without_failing,
)
from schemas import TABLES
from schemas.vocabulary import Stage

NAMES = [f"d{number:02}" for number in range(20)]
Make = Callable[[Sequence[str], Mapping[str, Failure]], list[str]]


def none_broken(made: list[str]) -> dict[str, Failure]:
    return {}


def failing_where(*sets: set[str], error: BaseException | None = None) -> Make:
    """A stage that raises where all of one of these sets are read together."""

    def make(names: Sequence[str], kept_out: Mapping[str, Failure]) -> list[str]:
        assert not set(names) & set(kept_out)
        if any(together <= set(names) for together in sets):
            raise error or ValueError("made up")
        return list(names)

    return make


@pytest.mark.parametrize(
    ("sets", "kept_out"),
    [
        ([], []),
        ([{"d00"}], ["d00"]),
        ([{"d07"}, {"d08"}, {"d19"}], ["d07", "d08", "d19"]),
        ([{name} for name in NAMES], NAMES),
        # None of them fails alone, so all of them are needed.
        ([{"d03", "d15"}], ["d03", "d15"]),
        ([{"d03", "d04", "d15"}], ["d03", "d04", "d15"]),
        ([{"d00", "d01"}, {"d10"}], ["d00", "d01", "d10"]),
        # One of two that fail together fails alone as well.
        ([{"d03", "d15"}, {"d03"}], ["d03"]),
    ],
)
def test_those_that_fail_are_kept_out_and_no_others(
    sets: list[set[str]], kept_out: list[str]
) -> None:
    made, failures = without_failing(failing_where(*sets), NAMES, none_broken)
    assert sorted(failures) == kept_out
    assert made == [name for name in NAMES if name not in kept_out]
    assert {failure.rule for failure in failures.values()} <= {"document_readable"}


def test_without_a_failure_the_stage_runs_once() -> None:
    runs: list[int] = []

    def make(names: Sequence[str], kept_out: Mapping[str, Failure]) -> int:
        runs.append(len(names))
        return len(names)

    assert without_failing(make, NAMES, lambda made: {}) == (20, {})
    assert runs == [20]


def test_those_that_fail_together_are_named_to_each_other() -> None:
    _, failures = without_failing(failing_where({"d03", "d15"}), NAMES, none_broken)
    assert "together with d15 (ValueError: made up)" in failures["d03"].message.en
    assert "d03 を一緒に" in failures["d15"].message.ja


class PanicException(BaseException):
    """As that of a library in Rust, by its name."""


def test_a_panic_is_of_a_document_too() -> None:
    make = failing_where({"d07"}, error=PanicException("index out of bounds"))
    _, failures = without_failing(make, NAMES, none_broken)
    assert "PanicException: index out of bounds" in failures["d07"].message.en


@pytest.mark.parametrize(
    "error", [OSError("disk full"), MemoryError(), ImportError("gone"), KeyboardInterrupt()]
)
def test_no_document_is_to_blame_for_the_machine(error: BaseException) -> None:
    with pytest.raises(type(error)):
        without_failing(failing_where({"d07"}, error=error), NAMES, none_broken)


def test_no_document_is_to_blame_where_the_stage_fails_without_any() -> None:
    with pytest.raises(ValueError, match="made up"):
        without_failing(failing_where(set()), NAMES, none_broken)


def test_an_error_that_does_not_come_again_is_of_no_document() -> None:
    runs: list[int] = []

    def make(names: Sequence[str], kept_out: Mapping[str, Failure]) -> None:
        runs.append(1)
        if len(runs) == 1:
            raise ValueError("just once")

    with pytest.raises(ValueError, match="just once"):
        without_failing(make, NAMES, lambda made: {})


def test_an_error_is_told_in_one_line_that_is_the_same_on_any_machine() -> None:
    words = f"<object at 0x7f3a>\nis\twrong {'x' * 300}\n\nThe query: ..."
    _, failures = without_failing(
        failing_where({"d07"}, error=ValueError(words)), NAMES, none_broken
    )
    said = failures["d07"].message.en
    begin = "(ValueError: <object at 0x...> is wrong xxx"
    assert begin in said
    assert "query" not in said
    assert len(said) < 500
    assert "\n" not in said


def test_the_line_of_an_error_is_kept() -> None:
    error = ValueError("made up")
    error.line = 12  # type: ignore[attr-defined]
    _, failures = without_failing(failing_where({"d07"}, error=error), NAMES, none_broken)
    assert failures["d07"].line == 12


def test_what_does_not_hold_is_kept_out_and_made_again() -> None:
    failure = Failure("document_consistent", Message("made up", "架空"), 3)

    def broken_in(made: list[str]) -> dict[str, Failure]:
        # The second is seen once the first is out; a third that is no document is nobody's.
        return {"d05": failure} if "d05" in made else {"d06": failure, "elsewhere": failure}

    made, failures = without_failing(failing_where({"d07"}), NAMES, broken_in)
    assert sorted(failures) == ["d05", "d06", "d07"]
    assert made == [name for name in NAMES if name not in failures]
    assert failures["d06"] == failure


def test_each_document_that_is_kept_out_has_its_row() -> None:
    kept_out = {
        "made-up/b.txt": Failure("document_readable", Message("made up b", "架空の乙"), 4),
        "made-up/a.txt": Failure("document_consistent", Message("made up a", "架空の甲")),
    }
    rows = quarantine_issues(kept_out, "made-up", Stage.SEGMENTATION)
    assert TABLES["quality_issues"].validate(rows, lazy=True).equals(rows)
    shown = rows.select("stage", "rule", "severity", "table_name", "row_key", "document_id", "line")
    of_all = ("error", "documents")
    assert shown.rows() == [
        ("segmentation", "document_consistent", *of_all, *["made-up/a.txt"] * 2, None),
        ("segmentation", "document_readable", *of_all, *["made-up/b.txt"] * 2, 4),
    ]
    assert rows.select("message", "message_ja").rows() == [
        ("made up a", "架空の甲"),
        ("made up b", "架空の乙"),
    ]
    assert quarantine_issues({}, "made-up", Stage.SEGMENTATION).is_empty()


def test_a_text_that_was_not_read_is_one_block(table_of: Callable[..., pl.DataFrame]) -> None:
    documents = table_of(
        "documents",
        {"document_id": "made-up/a.txt", "text": "甲\n𠮷\n"},
        {"document_id": "made-up/b.txt", "text": "\n甲"},
        {"document_id": "made-up/c.txt", "text": None},
    )
    blocks = unrecognised_blocks(documents)
    assert TABLES["blocks"].validate(blocks, lazy=True).equals(blocks)
    assert blocks.rows() == [
        ("made-up/a.txt", 1, None, "unrecognised", None, None, None, 0, 4, 1, 2, None, None),
        ("made-up/b.txt", 1, None, "unrecognised", None, None, None, 0, 2, 1, 2, None, None),
    ]
