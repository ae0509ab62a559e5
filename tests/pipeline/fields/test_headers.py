"""Headers: title, date and place of a meeting in one row."""

from __future__ import annotations

import polars as pl

from pipeline.fields.headers import headers_of

Passage = tuple[str, str | None, str] | tuple[str, str | None, str, str]


def header(*passages: Passage, meeting: str = "made-up/1") -> dict[str, object]:
    """The header of passages of one meeting: kind, marker and text, and the rule if it counts."""
    rows = [
        {
            "meeting_id": meeting,
            "document_id": "made-up.txt",
            "kind": passage[0],
            "marker": passage[1],
            "text": passage[2],
            "rule": passage[3] if len(passage) > 3 else passage[0],
            "line_start": number,
        }
        for number, passage in enumerate(passages, start=1)
    ]
    frame = pl.DataFrame(rows, schema_overrides={"marker": pl.String})
    return headers_of(frame, "meeting_id").row(0, named=True)


def test_the_first_title_counts() -> None:
    row = header(
        ("note", None, "※速報のため、事後修正の可能性あり"),
        ("title", None, "第３回架空会議 議事録"),
        ("title", None, "架空会議（第３回）"),
    )
    assert (row["title"], row["line"]) == ("第３回架空会議 議事録", 2)
    assert (row["date_text"], row["place_text"]) == (None, None)


def test_a_date_has_a_line_for_each_place_with_its_label_but_without_its_number() -> None:
    row = header(
        ("date", "１　開会", "令和６年４月１日 午後３時"),
        ("remark", "○青木委員", "５月１日に始めます。"),
        ("date", "４．閉会", "午後４時"),
    )
    assert row["date_text"] == "開会 令和６年４月１日 午後３時\n閉会 午後４時"


def test_a_place_may_have_its_address_below_it() -> None:
    row = header(("place", "場所", "みどり会館"), ("place", "住所", "架空市緑町１番地"))
    assert row["place_text"] == "みどり会館\n架空市緑町１番地"


def test_without_a_place_it_may_stand_behind_the_time() -> None:
    row = header(("date", "日時・場所：", "令和６年４月１日 10時30分 みどり会館"))
    assert row["place_text"] == "みどり会館"


def test_the_day_of_the_convocation_stands_behind_that_of_the_meeting() -> None:
    row = header(("date", "招集年月日", "令和６年３月２０日"), ("date", "開会", "令和６年４月１日"))
    assert row["date_text"] == "開会 令和６年４月１日\n招集年月日 令和６年３月２０日"


def test_where_the_start_is_told_apart_the_hour_of_the_convocation_is_not_it() -> None:
    row = header(
        ("date", "招集", "令和６年４月１日午前10時、議場に招集した。"),
        ("date", None, "開議 午前10時26分", "start_by_evidence"),
    )
    assert row["date_text"] == "開議 午前10時26分\n招集 令和６年４月１日"


def test_a_meeting_without_a_header_has_a_row() -> None:
    row = header(("remark", "○青木委員", "始めます。"))
    assert row == {
        "meeting_id": "made-up/1",
        "document_id": "made-up.txt",
        "title": None,
        "date_text": None,
        "place_text": None,
        "line": None,
    }
