"""The extractor as the cause of a change: the same file, of which another text was taken out."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from tests.pipeline.release.diff.conftest import FIRST, MEMO, Frames, where

Read = Callable[..., Frames]
Between = Callable[[Frames, Frames], pl.DataFrame]

OTHER = MEMO.replace("４月１日（月）", "５月１日（水）").replace("第１回", "第２回")


def taken_by(extractor: str, frames: Frames, **pages: int) -> Frames:
    """The tables as if a program had taken the text out of the file, with pages of its rows."""
    of_table = {
        name: rows.with_columns(
            pl.lit(value, pl.Int32).alias(column)
            for column, value in pages.items()
            if column in rows.columns
        )
        for name, rows in frames.items()
    }
    documents = of_table["documents"].with_columns(extractor=pl.lit(extractor))
    return of_table | {"documents": documents}


def of_same_file(frames: Frames, memo: Frames) -> Frames:
    """The tables as if they had been made of the same bytes."""
    same = frames["documents"].with_columns(memo["documents"]["sha256", "byte_count"])
    return frames | {"documents": same}


def test_another_extractor_is_a_cause_of_its_own(
    read: Read, memo: Frames, changes: Between
) -> None:
    before = taken_by("made-up 1", memo)
    now = taken_by("made-up 2", of_same_file(read(MEMO.replace("霧も", "靄も")), memo))
    found = changes(before, now)
    told = found.select("table_name", "column_name", "old_value", "new_value", "cause").rows()
    assert ("documents", "extractor", "made-up 1", "made-up 2", "extractor") in told
    texts = [row for row in told if row[:2] == ("remarks", "text")]
    assert len(texts) == 1
    assert "霧も" in texts[0][2]
    assert texts[0][4] == "extractor"
    assert set(found["cause"]) == {"extractor"}


def test_places_that_another_extractor_has_shifted_are_not_listed(
    read: Read, memo: Frames, changes: Between
) -> None:
    before = taken_by("made-up 1", memo)
    now = taken_by("made-up 2", of_same_file(read("\n" + MEMO), memo))
    found = changes(before, now)
    places = {"char_start", "char_end", "line_start", "line_end"}
    assert not places & set(found["column_name"].drop_nulls())
    assert set(found["cause"]) == {"extractor"}


def test_rows_of_the_same_text_are_read_otherwise_by_the_code(
    memo: Frames, changes: Between
) -> None:
    now = taken_by("made-up 2", memo)
    corrected = where(FIRST, position="委員長")
    found = changes(taken_by("made-up 1", memo), now | {"attendance": corrected(now["attendance"])})
    assert found.select("column_name", "cause").rows() == [
        ("extractor", "extractor"),
        ("position", "code"),
    ]


def test_pages_found_by_another_extractor_are_its_doing(memo: Frames, changes: Between) -> None:
    before = taken_by("made-up 1", memo, page_start=1, page_end=1)
    found = changes(before, taken_by("made-up 2", memo, page_start=2, page_end=2))
    assert set(found["column_name"]) == {"extractor", "page_start", "page_end"}
    assert set(found["cause"]) == {"extractor"}


def test_in_an_edited_file_the_source_is_the_cause_whatever_took_it_out(
    read: Read, memo: Frames, changes: Between
) -> None:
    now = taken_by("made-up 2", read(MEMO.replace("霧も", "靄も")))
    assert set(changes(taken_by("made-up 1", memo), now)["cause"]) == {"source"}


def test_the_document_beside_it_keeps_its_own_cause(read: Read, changes: Between) -> None:
    both = read(MEMO, OTHER)
    before = taken_by("made-up 1", both)
    is_first = pl.col("document_id") == "made-up/1.txt"
    documents = before["documents"].with_columns(
        extractor=pl.when(is_first).then(pl.lit("made-up 2")).otherwise("extractor"),
        text=pl.when(is_first).then(pl.col("text") + " ").otherwise("text"),
    )
    corrected = where(FIRST, position="委員長")
    now = before | {"documents": documents, "attendance": corrected(before["attendance"])}
    causes = (
        changes(before, now)
        .filter(column_name="position")
        .select(meeting=pl.col("row_key").str.split("/").list.get(1), cause="cause")
    )
    assert causes.rows() == [("2024-04-01", "extractor"), ("2024-05-01", "code")]


def test_a_release_of_before_had_no_extractors(read: Read, memo: Frames, changes: Between) -> None:
    before = memo | {"documents": memo["documents"].drop("extractor", "page_count")}
    assert changes(before, memo).height == 0
    now = taken_by("made-up 1", of_same_file(read(MEMO.replace("霧も", "靄も")), memo))
    assert set(changes(before, now)["cause"]) == {"extractor"}
