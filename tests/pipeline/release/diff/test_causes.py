"""Why a row changed, and what is listed where the same source is read otherwise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import polars as pl
import pytest

from pipeline.normalisation.normalise import normalise
from pipeline.segmentation.segment import segment
from schemas.vocabulary import RecordKind
from tests.pipeline.release.diff.conftest import FIRST, MEMO, Frames, where

Read = Callable[..., Frames]
Between = Callable[[Frames, Frames], pl.DataFrame]

OTHER = MEMO.replace("４月１日（月）", "５月１日（水）").replace("第１回", "第２回")


@pytest.fixture
def read_otherwise(memo: Frames, changes: Between) -> Callable[..., pl.DataFrame]:
    """What changes where other code makes tables of the same record."""

    def otherwise(**tables: Callable[[pl.DataFrame], pl.DataFrame]) -> pl.DataFrame:
        return changes(memo, memo | {name: make(memo[name]) for name, make in tables.items()})

    return otherwise


def test_a_value_read_otherwise_has_the_code_as_its_cause(
    read_otherwise: Callable[..., pl.DataFrame],
) -> None:
    found = read_otherwise(attendance=where(FIRST, position="委員長"))
    assert found.select("column_name", "old_value", "new_value", "cause").rows() == [
        ("position", "委員", "委員長", "code")
    ]


def test_in_a_document_that_changed_the_source_is_the_cause(
    read: Read, memo: Frames, changes: Between
) -> None:
    now = read(MEMO.replace("霧も", "靄も"), OTHER)
    before = read(MEMO, OTHER)
    corrected = where(FIRST, position="委員長")
    found = changes(before, now | {"attendance": corrected(now["attendance"])})
    causes = found.filter(column_name="position").select(
        meeting=pl.col("row_key").str.split("/").list.get(1), cause="cause"
    )
    # The first document was edited, the second is as it was.
    assert causes.rows() == [("2024-04-01", "source"), ("2024-05-01", "code")]


def test_what_is_given_of_a_meeting_has_the_source_as_its_cause(
    read: Read, changes: Between
) -> None:
    undated = MEMO.replace("日 時：令和６年４月１日（月）10：00～11：30\n", "")
    before = read(undated, OTHER)
    documents = before["documents"].with_columns(
        given_date=pl.when(path="1.txt").then(pl.lit(date(2024, 4, 1)))
    )
    blocks = segment(documents).blocks
    now = {"documents": documents, "blocks": blocks} | normalise(
        documents, blocks, RecordKind.POINTS
    )._asdict()
    found = changes(before, now)
    assert set(found["cause"]) == {"source"}
    told = found.filter(table_name="meetings").select("column_name", "old_value", "new_value")
    assert told.rows() == [
        ("fiscal_year", None, "2024"),
        ("date", None, "2024-04-01"),
        ("date_basis", None, "given"),
    ]
    # The remarks are where they were cited.
    keys = found.filter(table_name="remarks").select("previous_row_key", "row_key").rows()
    assert len(keys) == 7
    assert all(old.replace("/undated/", "/2024-04-01/") == new and old != new for old, new in keys)


def test_what_was_given_with_the_record_is_of_the_source(
    read_otherwise: Callable[..., pl.DataFrame],
) -> None:
    found = read_otherwise(
        documents=where(
            pl.lit(True), publisher="架空省", license="別の架空利用規約", layout="other"
        ),
        meetings=where(pl.lit(True), record_kind="summary", title="別の読み方"),
    )
    assert dict(found.select("column_name", "cause").iter_rows()) == {
        "publisher": "source",
        "license": "source",
        "layout": "code",
        "record_kind": "source",
        "title": "code",
    }


def test_a_row_found_by_other_code_is_an_insert_of_the_code(memo: Frames, changes: Between) -> None:
    fewer = memo | {"remarks": memo["remarks"].filter(pl.col("ordinal") != 1)}
    (come,) = changes(fewer, memo).to_dicts()
    assert (come["change_type"], come["cause"]) == ("insert", "code")
    (gone,) = changes(memo, fewer).to_dicts()
    assert (gone["change_type"], gone["cause"]) == ("delete", "code")


def test_a_place_read_otherwise_in_the_same_document_is_listed(
    read_otherwise: Callable[..., pl.DataFrame],
) -> None:
    found = read_otherwise(
        remarks=where(FIRST, char_end=2, line_end=1),
        blocks=where(FIRST, char_end=3),
    )
    assert found.select("table_name", "column_name", "new_value").rows() == [
        ("blocks", "char_end", "3"),
        ("remarks", "char_end", "2"),
        ("remarks", "line_end", "1"),
    ]


def test_a_length_is_listed_where_the_text_is_the_same(
    read_otherwise: Callable[..., pl.DataFrame],
) -> None:
    alone = read_otherwise(remarks=where(FIRST, char_count=99))
    assert alone["column_name"].to_list() == ["char_count"]
    with_text = read_otherwise(remarks=where(FIRST, char_count=13, text="始めに、雲の、話をする。"))
    assert with_text["column_name"].to_list() == ["text"]


def test_an_identifier_made_otherwise_is_told_under_its_own_name(
    read_otherwise: Callable[..., pl.DataFrame],
) -> None:
    found = read_otherwise(
        remarks=lambda rows: rows.with_columns(
            pl.col("remark_id", "parent_remark_id").str.replace("/r-", "/remark-")
        )
    )
    # Seven remarks; the parents of the two items follow theirs.
    assert found["column_name"].to_list() == ["remark_id"] * 7
    assert found["new_value"].equals(found["row_key"])
    assert found["old_value"].equals(found["previous_row_key"])


def test_another_reference_is_listed_with_the_old_key_as_it_was(
    read_otherwise: Callable[..., pl.DataFrame], memo: Frames
) -> None:
    last = memo["agenda_items"]["agenda_item_id"][-1]
    first = memo["agenda_items"]["agenda_item_id"][0]
    found = read_otherwise(remarks=where(FIRST, agenda_item_id=last))
    assert found.select("column_name", "old_value", "new_value").rows() == [
        ("agenda_item_id", first, last)
    ]


def test_a_value_that_was_missing_is_null(read_otherwise: Callable[..., pl.DataFrame]) -> None:
    found = read_otherwise(attendance=where(FIRST, given_name="太郎"))
    assert found.select("old_value", "new_value").rows() == [(None, "太郎")]


@pytest.mark.parametrize(
    ("table_name", "column", "value", "old", "new"),
    [
        ("meetings", "floor", 5, "4", "5"),
        ("attendance", "bracketed", True, "false", "true"),
        ("meetings", "venue", "一行\n二行", "みどり会館", "一行\n二行"),
    ],
)
def test_values_are_told_as_text(
    read_otherwise: Callable[..., pl.DataFrame],
    table_name: str,
    column: str,
    value: object,
    old: str,
    new: str,
) -> None:
    is_first = FIRST if table_name == "attendance" else pl.lit(True)
    found = read_otherwise(**{table_name: where(is_first, **{column: value})})
    assert found.select("column_name", "old_value", "new_value").rows() == [(column, old, new)]


def test_a_column_of_another_type_is_compared_as_text(memo: Frames, changes: Between) -> None:
    before = memo | {"meetings": memo["meetings"].with_columns(pl.col("floor").cast(pl.String))}
    assert changes(before, memo).height == 0
    other = before["meetings"].with_columns(floor=pl.lit("5"))
    found = changes(memo | {"meetings": other}, memo)
    assert found.select("column_name", "old_value", "new_value").rows() == [("floor", "5", "4")]


def test_a_column_that_only_one_has_is_no_change_of_a_row(memo: Frames, changes: Between) -> None:
    without = memo | {"meetings": memo["meetings"].drop("floor")}
    assert changes(without, memo).height == 0
    assert changes(memo, without).height == 0


def test_an_issue_that_moved_down_is_the_same_issue(
    read: Read, changes: Between, table_of: Callable[..., pl.DataFrame]
) -> None:
    def issues(line: int, digits: str, excerpt: str) -> pl.DataFrame:
        return table_of(
            "quality_issues",
            {
                "quality_issue_id": f"made-up/segmentation/q-{digits}",
                "stage": "segmentation",
                "document_id": "made-up/1.txt",
                "row_key": None,
                "line": line,
                "excerpt": excerpt,
            },
        )

    before = read(MEMO) | {"quality_issues": issues(7, "00000001", "読めない行である。")}
    moved = read("\n\n" + MEMO) | {"quality_issues": issues(9, "00000002", "読めない行である。")}
    assert changes(before, moved).filter(table_name="quality_issues").height == 0
    edited = read("\n\n" + MEMO) | {"quality_issues": issues(9, "00000002", "読めぬ行である。")}
    found = changes(before, edited).filter(table_name="quality_issues")
    assert found.select("change_type", "column_name", "old_value", "cause").rows() == [
        ("update", "excerpt", "読めない行である。", "source")
    ]


def test_an_issue_without_a_document_is_of_the_source(
    memo: Frames, changes: Between, table_of: Callable[..., pl.DataFrame]
) -> None:
    # It is about collection.toml.
    issue = table_of("quality_issues", {"document_id": None, "row_key": None, "line": None})
    found = changes(memo | {"quality_issues": issue.clear()}, memo | {"quality_issues": issue})
    assert found.select("change_type", "cause").rows() == [("insert", "source")]


def test_the_row_that_an_issue_is_about_is_followed_under_its_new_key(
    read: Read, changes: Between, table_of: Callable[..., pl.DataFrame]
) -> None:
    before, now = read(MEMO), read(MEMO.replace("霧も見たい", "靄も見たい"))

    def about(frames: Frames, digits: str) -> Frames:
        said = frames["remarks"].filter(pl.col("text").str.contains("も見たい"))["remark_id"].item()
        issue = {
            "quality_issue_id": f"made-up/normalisation/q-{digits}",
            "document_id": "made-up/1.txt",
            "table_name": "remarks",
            "row_key": said,
        }
        return frames | {"quality_issues": table_of("quality_issues", issue)}

    found = changes(about(before, "00000001"), about(now, "00000002"))
    assert found["table_name"].to_list() == ["documents", "remarks"]
