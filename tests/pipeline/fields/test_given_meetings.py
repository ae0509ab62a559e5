from __future__ import annotations

from datetime import date

import polars as pl

from pipeline.fields.given_meetings import with_given_meetings
from pipeline.tables.given_speeches import GIVEN_SPEECHES


def header(date_text: str) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "document_id": ["a"],
            "meeting": pl.Series([1], dtype=pl.Int32),
            "date_text": [date_text],
            "title_basis": ["stated"],
            "body": ["架空委員会"],
            "body_basis": ["stated"],
        }
    )


def given(body: str | None, day: date | None) -> pl.DataFrame:
    row = {"document_id": "a", "meeting": 1, "body": body, "date": day, "issue": "第3号"}
    return pl.DataFrame([row], schema=GIVEN_SPEECHES)


def test_body_and_day_of_the_source_win() -> None:
    text = "昭和二十二年十一月十三日（木曜日）\n昭和二十二年十一月十四日（金曜日）"
    found = with_given_meetings(header(text), given("衆議院　架空委員会", date(1947, 11, 14)))
    row = found.row(0, named=True)
    assert row["date_text"] == "昭和二十二年十一月十四日（金曜日）"
    assert (row["body"], row["body_basis"]) == ("衆議院　架空委員会", "given")
    assert (row["title_basis"], row["issue"]) == ("given", "第3号")
    assert row["date_of_source"] == date(1947, 11, 14)


def test_what_the_source_leaves_out_stays_as_stated() -> None:
    found = with_given_meetings(header("令和６年４月１日"), given(None, None))
    row = found.row(0, named=True)
    assert (row["date_text"], row["body"]) == ("令和６年４月１日", "架空委員会")
    assert (row["body_basis"], row["date_of_source"]) == ("stated", None)


def test_a_source_without_fields_changes_nothing() -> None:
    stated = header("令和６年４月１日")
    found = with_given_meetings(stated, None)
    assert found.select(stated.columns).equals(stated)
    assert found["issue"].to_list() == [None]
