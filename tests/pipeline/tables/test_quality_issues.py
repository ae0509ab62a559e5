from __future__ import annotations

import polars as pl

from pipeline.messages import Message
from pipeline.tables.quality_issues import issues
from schemas import TABLES
from schemas.vocabulary import Severity, Stage

DO_THIS = Message("Do this.", "こうしてください。")


def found_by(frame: pl.DataFrame, message: Message | dict[str, pl.Expr] = DO_THIS) -> pl.DataFrame:
    made = issues(
        frame,
        stage=Stage.SEGMENTATION,
        rule="made_up_rule",
        severity=Severity.WARN,
        table_name="blocks",
        message=message,
    )
    assert TABLES["quality_issues"].validate(made, lazy=True).equals(made)
    return made


def test_what_is_known_is_reported() -> None:
    frame = pl.DataFrame(
        {
            "collection_id": ["made-up"],
            "row_key": ["made-up/a.txt|3"],
            "document_id": ["made-up/a.txt"],
            "line": [7],
            "excerpt": ["雲の" * 50],
            "number": [3],
        }
    )
    (row,) = found_by(
        frame,
        {
            "message": pl.format("{} is too many.", "number"),
            "message_ja": pl.format("{}は多すぎます。", "number"),
        },
    ).iter_rows(named=True)
    identifier = row.pop("quality_issue_id")
    assert identifier.startswith("made-up/segmentation/q-")
    assert row == {
        "collection_id": "made-up",
        "stage": "segmentation",
        "rule": "made_up_rule",
        "severity": "warn",
        "table_name": "blocks",
        "row_key": "made-up/a.txt|3",
        "document_id": "made-up/a.txt",
        "line": 7,
        "message": "3 is too many.",
        "message_ja": "3は多すぎます。",
        "excerpt": "雲の" * 40,
    }


def test_what_is_not_known_is_null() -> None:
    (row,) = found_by(pl.DataFrame({"collection_id": ["made-up"]})).iter_rows(named=True)
    assert (row["message"], row["message_ja"]) == (DO_THIS.en, DO_THIS.ja)
    assert [row[name] for name in ("row_key", "document_id", "line", "excerpt")] == [None] * 4


def test_nothing_found_is_no_issue() -> None:
    assert found_by(pl.DataFrame(schema={"collection_id": pl.String})).is_empty()


def test_an_identifier_is_of_the_place_and_not_of_the_words() -> None:
    frame = pl.DataFrame(
        {"collection_id": ["made-up"] * 3, "document_id": ["a", "a", "b"], "line": [1, 1, 1]}
    )
    first, second, third = found_by(frame)["quality_issue_id"]
    assert second == f"{first}-2"
    assert not third.startswith(first)
    assert found_by(frame, Message("In other words.", "別の言い方。"))[
        "quality_issue_id"
    ].to_list() == [
        first,
        second,
        third,
    ]
