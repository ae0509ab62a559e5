"""The seed collection against what was read from its source by hand."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl
import pytest

from pipeline.ingestion.collection import read_collection
from pipeline.ingestion.ingest import ingest
from pipeline.normalisation.normalise import normalise
from pipeline.segmentation.segment import segment
from pipeline.segmentation.speaker_styles import with_layout

ROOT = Path(__file__).parent.parent.parent
NAME = "sti-regional-revitalization-task-force"

Cells = dict[str, str]


def gold(table_name: str) -> list[Cells]:
    path = ROOT / "tests" / "gold" / NAME / f"{table_name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def made() -> dict[str, pl.DataFrame]:
    folder = ROOT / "corpus" / NAME
    ingested = ingest(folder)
    documents = with_layout(ingested.documents)
    segmented = segment(documents)
    kind = read_collection(folder).record_kind
    normalised = normalise(documents, segmented.blocks, kind)
    return {"documents": documents, "blocks": segmented.blocks, **normalised._asdict()}


def cell(value: object) -> str:
    """A value as the annotation writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def as_annotated(
    rows: pl.DataFrame, columns: list[str], ordinals: dict[str, dict[str, str]]
) -> list[Cells]:
    """Rows of ours in the columns of the annotation.

    `ordinals` has, for each `*_ordinal` of the annotation, the ordinal of each identifier.
    """
    ids = {
        "parent_ordinal": "parent_remark_id" if "remark_id" in rows.columns else "parent_id",
        "agenda_ordinal": "agenda_item_id",
        "attendance_ordinal": "attendance_id",
    }
    annotated = []
    for row in rows.iter_rows(named=True):
        cells = {}
        for column in columns:
            if column in ids:
                cells[column] = ordinals[column].get(row[ids[column]], "")
            elif column == "session" and "session" not in row:
                cells[column] = row["meeting_id"].rpartition("/")[2]
            elif column == "first_words":
                cells[column] = row["text"][:8]
            elif column == "last_words":
                cells[column] = row["text"][-8:]
            else:
                cells[column] = cell(row[column])
        annotated.append(cells)
    return annotated


def ordinals(rows: pl.DataFrame, name: str) -> dict[str, str]:
    return {key: str(ordinal) for key, ordinal in rows.select(name, "ordinal").iter_rows()}


def differences(ours: list[Cells], annotated: list[Cells], key: list[str]) -> list[str]:
    """What differs, cell by cell, each with the row that it stands in."""

    def by_key(rows: list[Cells]) -> dict[str, Cells]:
        return {", ".join(f"{name} {row[name]}" for name in key): row for row in rows}

    mine, theirs = by_key(ours), by_key(annotated)
    assert len(mine) == len(ours)
    assert len(theirs) == len(annotated)
    lines = [f"{row}: read, but not in the source" for row in mine.keys() - theirs.keys()]
    lines += [f"{row}: in the source, but not read" for row in theirs.keys() - mine.keys()]
    lines += [
        f"{row}: {column} is {theirs[row][column]!r}, read as {mine[row][column]!r}"
        for row in mine.keys() & theirs.keys()
        for column in theirs[row]
        if mine[row][column] != theirs[row][column]
    ]
    return sorted(lines)


def test_meetings_are_as_annotated(made: dict[str, pl.DataFrame]) -> None:
    annotated = gold("meetings")
    assert len(annotated) == 3
    ours = as_annotated(made["meetings"], list(annotated[0]), {})
    assert differences(ours, annotated, ["session"]) == []


def test_agenda_items_are_as_annotated(made: dict[str, pl.DataFrame]) -> None:
    annotated = gold("agenda_items")
    assert len(annotated) == 19
    parents = {"parent_ordinal": ordinals(made["agenda_items"], "agenda_item_id")}
    ours = as_annotated(made["agenda_items"], list(annotated[0]), parents)
    assert differences(ours, annotated, ["session", "ordinal"]) == []


def test_attendance_is_as_annotated(made: dict[str, pl.DataFrame]) -> None:
    annotated = gold("attendance")
    assert len(annotated) == 84
    ours = as_annotated(made["attendance"], list(annotated[0]), {})
    assert differences(ours, annotated, ["session", "ordinal"]) == []


def test_remarks_are_as_annotated(made: dict[str, pl.DataFrame]) -> None:
    annotated = gold("remarks")
    assert len(annotated) == 71
    links = {
        "parent_ordinal": ordinals(made["remarks"], "remark_id"),
        "agenda_ordinal": ordinals(made["agenda_items"], "agenda_item_id"),
        "attendance_ordinal": ordinals(made["attendance"], "attendance_id"),
    }
    ours = as_annotated(made["remarks"], list(annotated[0]), links)
    assert differences(ours, annotated, ["session", "ordinal"]) == []


def test_nothing_of_the_seed_is_unrecognised_or_doubtful(made: dict[str, pl.DataFrame]) -> None:
    assert made["documents"].select("status", "layout").rows() == [("parsed", "points_memo")]
    assert made["blocks"].filter(kind="unrecognised").is_empty()
    assert made["quality_issues"].is_empty()


def test_a_difference_is_told_with_its_row_and_both_values() -> None:
    annotated = [{"session": "1", "ordinal": "1", "text": "雲"}, {"session": "1", "ordinal": "2"}]
    ours = [{"session": "1", "ordinal": "1", "text": "雨"}, {"session": "1", "ordinal": "3"}]
    assert differences(ours, annotated, ["session", "ordinal"]) == [
        "session 1, ordinal 1: text is '雲', read as '雨'",
        "session 1, ordinal 2: in the source, but not read",
        "session 1, ordinal 3: read, but not in the source",
    ]
