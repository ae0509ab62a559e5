from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.release.diff.changelog import changelog, example, excerpts
from pipeline.release.diff.summary import summarise
from pipeline.release.version import NextVersion, Reason
from schemas.vocabulary import ChangeCause, ChangeType

Build = Callable[..., pl.DataFrame]

WORDS = NextVersion("1.2.0", "2 rows of remarks added", "remarks の2行を追加")


def insert(key: str, table_name: str = "remarks", cause: str = "source") -> dict[str, object]:
    nothing = dict.fromkeys(("previous_row_key", "column_name", "old_value", "new_value"))
    return {
        **nothing,
        "row_key": key,
        "table_name": table_name,
        "change_type": "insert",
        "cause": cause,
    }


@pytest.fixture
def several(table_of: Build) -> list[pl.DataFrame]:
    """Changes of two collections."""
    return [
        table_of(
            "changes",
            {"ordinal": 1},
            {"ordinal": 2, "row_key": "a", "column_name": "kind", "cause": "code"},
            {"ordinal": 3, "row_key": "a", "column_name": "text"},
            insert("b") | {"ordinal": 4},
        ),
        table_of(
            "changes",
            insert("c", "meetings") | {"ordinal": 5},
            insert("d") | {"ordinal": 6},
            insert("e", cause="code")
            | {"ordinal": 7, "change_type": "delete", "previous_row_key": "e"},
        ),
    ]


def test_rows_are_counted_once_and_values_each(several: list[pl.DataFrame]) -> None:
    found = summarise(several)
    assert found.table_names == ["meetings", "remarks"]
    assert found.row_count("remarks", ChangeType.INSERT) == 2
    # Two rows, one of them in two columns.
    assert found.row_count("remarks", ChangeType.UPDATE) == 2
    assert found.row_count("remarks", ChangeType.DELETE) == 1
    assert found.row_count("meetings", ChangeType.DELETE) == 0
    assert found.corrected_columns("remarks") == {"text": 2, "kind": 1}
    assert found.corrected_columns("meetings") == {}
    assert found.cause_count(ChangeCause.SOURCE) == 5
    assert found.cause_count(ChangeCause.CODE) == 2


def test_reasons_are_told_in_both_languages(several: list[pl.DataFrame]) -> None:
    found = summarise(several)
    assert found.reasons(ChangeType.INSERT) == [
        Reason("1 row of meetings added", "meetings の1行を追加"),
        Reason("2 rows of remarks added", "remarks の2行を追加"),
    ]
    assert found.reasons(ChangeType.UPDATE, ChangeType.DELETE) == [
        Reason("2 rows of remarks corrected", "remarks の2行を修正"),
        Reason("1 row of remarks withdrawn", "remarks の1行を取り下げ"),
    ]


def test_nothing_is_counted_of_nothing() -> None:
    found = summarise([])
    assert found.table_names == []
    assert found.reasons(*ChangeType) == []
    assert found.cause_count(ChangeCause.CODE) == 0


def test_of_many_the_first_of_each_kind_are_examples(table_of: Build) -> None:
    rows = [insert(f"k{number}") | {"ordinal": number} for number in range(1, 9)]
    found = summarise([table_of("changes", *rows[:3]), table_of("changes", *rows[3:])])
    assert found.examples["row_key"].to_list() == ["k1", "k2", "k3", "k4", "k5"]
    assert found.row_count("remarks", ChangeType.INSERT) == 8


def test_a_first_release_says_that_it_is_the_first() -> None:
    text = changelog(NextVersion("1.0.0", "first release", "最初の版"), None, summarise([]))
    assert text.startswith("# Changes in 1.0.0 / 1.0.0 の変更点\n")
    assert "This is the first release: there is none to compare it with." in text
    assert "最初の版です。比べる版がありません。" in text
    assert "|" not in text


def test_a_release_without_a_changed_row_says_so() -> None:
    text = changelog(WORDS, "1.1.4", summarise([]))
    assert "No value of a row differs. 値の異なる行はありません。" in text
    assert "|" not in text


def test_it_tells_words_and_counts_in_both_languages(several: list[pl.DataFrame]) -> None:
    lines = changelog(WORDS, "1.1.4", summarise(several)).splitlines()
    for line in [
        "- Compared with / 比較した版: 1.1.4",
        "- Why this number: 2 rows of remarks added",
        "- 版番号の理由: remarks の2行を追加",
        "| `meetings` | 1 | 0 | 0 |  |",
        "| `remarks` | 2 | 1 | 2 | `text` (2), `kind` (1) |",
        "### remarks",
    ]:
        assert line in lines
    (source,) = [line for line in lines if line.startswith("- `source`")]
    (code,) = [line for line in lines if line.startswith("- `code`")]
    assert source.endswith(": 5")
    assert code.endswith(": 2")


def test_an_update_is_told_with_both_keys_and_values(table_of: Build) -> None:
    (row,) = table_of("changes", {}).to_dicts()
    assert example(row) == [
        "@@ corrected 修正: made-up/2024-04-01/1/r-00000001 "
        "(← made-up/2024-04-01/1/r-00000002) text @@",
        "- 反対。",
        "+ 賛成。",
    ]


def test_a_key_that_stayed_is_told_once(table_of: Build) -> None:
    (row,) = table_of("changes", {"row_key": "a", "previous_row_key": "a"}).to_dicts()
    assert example(row)[0] == "@@ corrected 修正: a text @@"


def test_a_whole_row_is_told_by_its_key(table_of: Build) -> None:
    (row,) = table_of("changes", insert("a")).to_dicts()
    assert example(row) == ["@@ added 追加: a @@"]


def test_no_value_ends_the_block_that_it_stands_in(table_of: Build) -> None:
    wild = "雲\n```\n# 題\n<script>"
    rows = table_of("changes", {"old_value": wild, "new_value": wild + "！", "row_key": "a\n```"})
    text = changelog(WORDS, "1.1.4", summarise([rows]))
    fences = [line for line in text.splitlines() if line.startswith("```")]
    assert fences == ["```diff", "```"]
    assert "- 雲 ``` # 題 <script>" in text
    assert "@@ corrected 修正: a ```" in text


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("雲", "霧", ("雲", "霧")),
        (None, "霧", ("(missing / 欠損)", "霧")),
        ("雲", None, ("雲", "(missing / 欠損)")),
        # Twenty characters before the difference, eighty in all.
        (
            "あ" * 100 + "雲" + "い" * 100,
            "あ" * 100 + "霧",
            ("…" + "あ" * 20 + "雲" + "い" * 59 + "…", "…" + "あ" * 20 + "霧"),
        ),
    ],
)
def test_of_a_long_value_the_part_that_differs_is_shown(
    old: str | None, new: str | None, told: tuple[str, str]
) -> None:
    assert excerpts(old, new) == told
