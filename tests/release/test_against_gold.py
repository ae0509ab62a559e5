"""The published files of the seed collection, against what was annotated by hand."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

COLLECTION = "sti-regional-revitalization-task-force"

MEETING_IDS = {
    "1": f"{COLLECTION}/2015-07-31/1",
    "2": f"{COLLECTION}/2015-08-19/2",
    "3": f"{COLLECTION}/2015-09-18/3",
}

Row = dict[str, str | None]
Gold = Callable[[str], list[Row]]
Published = Callable[[str], list[Row]]


def as_text(value: object) -> str | None:
    """A value of Parquet as gold writes it."""
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    isoformat = getattr(value, "isoformat", None)
    return isoformat() if isoformat else str(value)


@pytest.fixture(scope="module", params=["parquet", "csv"])
def published(request: pytest.FixtureRequest, release: Path) -> Published:
    """The rows of the seed collection in a table, every value a text or None."""

    def read(name: str) -> list[Row]:
        if request.param == "parquet":
            table = pq.read_table(release / f"parquet/{name}.parquet")
            rows = [
                {column: as_text(value) for column, value in row.items()}
                for row in table.to_pylist()
            ]
        else:
            stands_for = {r"\n": "\n", r"\r": "\r", "\\\\": "\\"}
            with (release / f"csv/{name}.csv").open(encoding="utf-8-sig", newline="") as file:
                rows = [
                    {
                        column: re.sub(r"\\.", lambda found: stands_for[found[0]], cell) or None
                        for column, cell in row.items()
                    }
                    for row in csv.DictReader(file, strict=True)
                ]
        key = "document_id" if name == "documents" else "meeting_id"
        return [row for row in rows if str(row[key]).startswith(f"{COLLECTION}/")]

    return read


@pytest.fixture(scope="module")
def texts(release: Path) -> dict[str | None, str]:
    """The text of every document of the seed, which only Parquet has."""
    rows = pq.read_table(release / "parquet/documents.parquet").to_pylist()
    return {
        row["document_id"]: row["text"]
        for row in rows
        if row["document_id"].startswith(f"{COLLECTION}/")
    }


def of_session(row: Row) -> str:
    """The session of a row's meeting."""
    (session,) = [key for key, meeting in MEETING_IDS.items() if meeting == row["meeting_id"]]
    return session


def select(rows: list[Row], columns: list[str]) -> list[Row]:
    return [{column: row[column] for column in columns} for row in rows]


def ordinals(rows: list[Row], key: str) -> dict[str | None, str | None]:
    """Place in the meeting by identifier."""
    return {None: None, **{row[key]: row["ordinal"] for row in rows}}


def test_meetings(published: Published, gold: Gold) -> None:
    expected = gold("meetings")
    rows = published("meetings")
    assert select(rows, list(expected[0])) == expected
    assert len(rows) == 3
    assert [row["meeting_id"] for row in rows] == list(MEETING_IDS.values())


def test_agenda_items(published: Published, gold: Gold) -> None:
    expected = gold("agenda_items")
    rows = published("agenda_items")
    place = ordinals(rows, "agenda_item_id")
    found = [
        {**row, "session": of_session(row), "parent_ordinal": place[row["parent_id"]]}
        for row in rows
    ]
    assert select(found, list(expected[0])) == expected
    assert len(rows) == 19


def test_attendance(published: Published, gold: Gold) -> None:
    expected = gold("attendance")
    rows = published("attendance")
    found = [{**row, "session": of_session(row)} for row in rows]
    assert select(found, list(expected[0])) == expected
    assert len(rows) == 84


def test_remarks(published: Published, gold: Gold) -> None:
    expected = gold("remarks")
    rows = published("remarks")
    agenda = ordinals(published("agenda_items"), "agenda_item_id")
    listed = ordinals(published("attendance"), "attendance_id")
    place = ordinals(rows, "remark_id")
    found = [
        {
            **row,
            "session": of_session(row),
            "agenda_ordinal": agenda[row["agenda_item_id"]],
            "attendance_ordinal": listed[row["attendance_id"]],
            "parent_ordinal": place[row["parent_remark_id"]],
            "first_words": str(row["text"])[:8],
            "last_words": str(row["text"])[-8:],
        }
        for row in rows
    ]
    assert select(found, list(expected[0])) == expected
    assert [row["kind"] for row in rows].count("remark") == 68
    assert [row["kind"] for row in rows].count("item") == 3
    sessions = [row["session"] for row in found if row["kind"] == "remark"]
    assert [sessions.count(session) for session in "123"] == [15, 21, 32]


def test_a_remark_is_its_source_but_for_white_space_and_marker(
    published: Published, texts: dict[str | None, str]
) -> None:
    documents = {row["meeting_id"]: row["document_id"] for row in published("meetings")}
    for row in published("remarks"):
        text = texts[documents[row["meeting_id"]]]
        source = text[int(str(row["char_start"])) : int(str(row["char_end"]))]
        said = f"{row['marker'] or ''}{row['text']}"
        assert "".join(source.split()) == "".join(said.split())
        assert row["char_count"] == str(len(str(row["text"])))


def test_the_lines_of_a_row_are_those_of_its_characters(
    published: Published, texts: dict[str | None, str]
) -> None:
    documents = {row["meeting_id"]: row["document_id"] for row in published("meetings")}
    for name in ("meetings", "agenda_items", "attendance", "remarks"):
        for row in published(name):
            text = texts[documents[row["meeting_id"]]]
            start, end = int(str(row["char_start"])), int(str(row["char_end"]))
            assert row["line_start"] == str(text.count("\n", 0, start) + 1)
            assert row["line_end"] == str(text.count("\n", 0, end - 1) + 1)


def test_the_blocks_put_together_are_the_text(release: Path, texts: dict[str | None, str]) -> None:
    together = dict.fromkeys(texts, "")
    for row in pq.read_table(release / "parquet/blocks.parquet").to_pylist():
        if row["document_id"] in texts:
            text = texts[row["document_id"]]
            together[row["document_id"]] += text[row["char_start"] : row["char_end"]]
    assert together == texts
    assert all(texts.values())


def test_the_persons_are_those_of_gold(published: Published, gold: Gold) -> None:
    """Two rows have one person where gold has, and each row has a person or a reason."""
    rows = {(row["meeting_id"], row["ordinal"]): row for row in published("attendance")}
    truth = [
        (rows[MEETING_IDS[str(row["session"])], row["ordinal"]], row) for row in gold("persons")
    ]
    assert len(truth) == len(rows) == 84
    pairs = {(found["person_id"], row["person"]) for found, row in truth}
    assert len(pairs) == len(dict(pairs)) == len({person for _, person in pairs}) == 43
    assert [found["name_text"] for found, _ in truth] == [row["name_text"] for _, row in truth]
    assert {found["person_reason"] for found, _ in truth} == {None}
    assert [found["organization_id"] for found, _ in truth] == [
        row["organization_id"] for _, row in truth
    ]


def test_two_of_one_family_name_in_a_meeting_are_flagged(release: Path) -> None:
    issues = pq.read_table(release / "parquet/quality_issues.parquet").to_pylist()
    (found,) = [row for row in issues if row["rule"] == "family_name_is_of_one"]
    assert (found["severity"], found["table_name"], found["line"]) == ("warn", "attendance", 13)
    assert "早田企画官" in found["message"]
