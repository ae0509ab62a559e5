"""Annotation: a truth file of what was read, for correction by hand.

The quoted first and last words of a remark are as long as needed to make their place unique. So a
file that needs no correction states exactly what was read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import time
from typing import Any

import polars as pl

from pipeline.evaluation.visible import VisibleText, without_blanks
from pipeline.run.inspection import Inspection
from schemas.vocabulary import AttributionBasis, RemarkKind

_WORDS = 8
"""Minimum number of quoted characters at either end of a remark that is long enough."""
_UNLABELLED = [AttributionBasis.LEGEND.value, AttributionBasis.CONTINUATION.value]
"""Bases of speakers without a speaker label in the remark."""


def annotation_of(found: Inspection) -> str:
    """Write what was read of a file in the form of `truth.toml`.

    The form is described in `quality/README.md`.
    """
    tables = found.tables
    text = VisibleText(found.document["text"] or "")
    file = found.document["path"].rsplit("/", 1)[-1]
    meetings = tables["meetings"].sort("char_start") if "meetings" in tables else pl.DataFrame()
    lines = [
        f"family = {_quoted(found.document['layout'] or '')}",
        f"record_kind = {_quoted(_only(meetings, 'record_kind') or 'verbatim')}",
        'note = ""',
    ]
    for meeting in meetings.iter_rows(named=True):
        attendance, remarks = (
            tables[name].filter(pl.col("meeting_id") == meeting["meeting_id"]).sort("ordinal")
            for name in ("attendance", "remarks")
        )
        lines += ["", "[[meeting]]", *_header(meeting, file)]
        lines += _array("attendance", _listed(attendance))
        lines += _array("remarks", _spoken(remarks, attendance, text))
    return "\n".join(lines) + "\n"


def _only(meetings: pl.DataFrame, column: str) -> str | None:
    values = meetings[column].to_list() if meetings.height else []
    return values[0] if values else None


def _header(meeting: dict[str, Any], file: str) -> Iterator[str]:
    yield f"file = {_quoted(file)}"
    yield f"title = {_quoted(meeting['title'] or '')}"
    for name in ("session", "term", "date"):
        if meeting[name] is not None:
            yield f"{name} = {meeting[name]}"
    for name, hour in (("starts_at", meeting["start_time"]), ("ends_at", meeting["end_time"])):
        if hour is not None:
            yield f"{name} = {_quoted(_clock(hour))}"
    if meeting["attendee_count_stated"] is not None:
        yield f"count_only = {meeting['attendee_count_stated']}"


def _clock(hour: time) -> str:
    return hour.strftime("%H:%M")


def _listed(attendance: pl.DataFrame) -> Iterator[list[str]]:
    columns = ("attendee_group", "name_text", "position", "presence")
    for row in attendance.select(columns).iter_rows():
        yield [value or "" for value in row]


def _spoken(
    remarks: pl.DataFrame, attendance: pl.DataFrame, text: VisibleText
) -> Iterator[list[str]]:
    names = dict(attendance.select("attendance_id", "name_text").iter_rows())
    reached = 0
    for row in remarks.iter_rows(named=True):
        start = text.count_before(row["char_start"]) + len(without_blanks(row["marker"] or ""))
        end = text.count_before(row["char_end"])
        basis = row["attribution_basis"]
        yield [
            # The annotators write a continuation as a remark without a label.
            row["kind"]
            if row["kind"] != RemarkKind.CONTINUATION.value
            else RemarkKind.REMARK.value,
            (row["speaker_text"] or "") if basis not in _UNLABELLED else "",
            names.get(row["attendance_id"], "") if basis != AttributionBasis.LEGEND.value else "",
            _first_words(without_blanks(row["text"]), text, reached, start),
            _last_words(without_blanks(row["text"]), text, start, end),
        ]
        reached = end


def _first_words(spoken: str, text: VisibleText, reached: int, start: int) -> str:
    # A page mark may come between the speaker label and the speech.
    lengths = range(min(_WORDS, len(spoken)), len(spoken))
    return next((spoken[:n] for n in lengths if text.find(spoken[:n], reached) >= start), spoken)


def _last_words(spoken: str, text: VisibleText, start: int, end: int) -> str:
    lengths = range(min(_WORDS, len(spoken)), len(spoken))
    return next((spoken[-n:] for n in lengths if text.find_end(spoken[-n:], start) == end), spoken)


def _array(name: str, rows: Iterator[list[str]]) -> list[str]:
    written = [f"  [{', '.join(map(_quoted, row))}]," for row in rows]
    return [f"{name} = [", *written, "]"] if written else [f"{name} = []"]


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
