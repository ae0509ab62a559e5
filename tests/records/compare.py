"""What a parse says of a record, against the truth of the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from tests.records.truth import Record, Remark, Row, squeezed

Cells = dict[str, object]
BETWEEN = "\n\n"
"""What stands between two records in one file."""
UNLABELLED = ("continuation", "legend")
"""Why a remark that bears no label has a speaker all the same."""


def joined(records: Sequence[Record]) -> str:
    """The text of a file that holds several records."""
    return BETWEEN.join(record.text for record in records)


def differences(
    records: Sequence[Record], document_id: str, tables: Mapping[str, pl.DataFrame]
) -> list[str]:
    """Say where the tables of a parse differ from the records of a file.

    Parameters
    ----------
    records
        The records, of which `joined` was parsed as the document `document_id`.
    tables
        `meetings`, `attendance` and `remarks`.

    Returns
    -------
    list[str]
        Each begins with the field that differs. White space inside of names, groups and labels
        is left aside. A person or position that is left open is no difference, a wrong one is.
    """
    meetings = tables["meetings"].filter(document_id=document_id).sort("char_start")
    if meetings.height != len(records):
        return [f"meetings: {len(records)} held, {meetings.height} read"]
    lines, offset = [], 0
    for record, meeting in zip(records, meetings.rows(named=True), strict=True):
        attendance, remarks = (
            tables[name].filter(meeting_id=meeting["meeting_id"]).sort("ordinal").rows(named=True)
            for name in ("attendance", "remarks")
        )
        lines += [
            *_header(record, meeting),
            *_attendance(record.rows, attendance),
            *_remarks(record, remarks, attendance, offset),
        ]
        offset += len(record.text) + len(BETWEEN)
    return lines


def _header(record: Record, meeting: Cells) -> list[str]:
    read = dict(meeting)
    for name in ("starts_at", "ends_at"):
        read[name] = read[name] and read[name].time()
    return [
        f"{name}: is {getattr(record, name)}, read as {read[name]}"
        for name in ("session", "term", "date", "starts_at", "ends_at")
        if getattr(record, name) != read[name]
    ]


def _listed(rows: list[tuple[str, str, str]]) -> str:
    return " ".join("/".join(row) for row in rows)


def _attendance(rows: tuple[Row, ...], read: list[Cells]) -> list[str]:
    truth = [(squeezed(row.group), squeezed(row.name_text), row.presence) for row in rows]
    ours = [
        (
            squeezed(str(row["attendee_group"] or "")),
            squeezed(str(row["name_text"])),
            str(row["presence"]),
        )
        for row in read
    ]
    if truth != ours:
        missing = [row for row in truth if row not in ours]
        extra = [row for row in ours if row not in truth]
        return [f"attendance: not read {_listed(missing)}; read, not there {_listed(extra)}"]
    return [
        f"position: of {row.name_text} is {row.position!r}, read as {cells['position']!r}"
        for row, cells in zip(rows, read, strict=True)
        if squeezed(str(cells["position"] or "")) != row.position
        and (row.separate or cells["position"] is not None)
    ]


def _shown(record: Record, remark: tuple[str, str, int, int]) -> str:
    kind, label, start, end = remark
    source = squeezed(record.text[start:end])
    words = source if len(source) < 30 else f"{source[:16]}…{source[-12:]}"
    return f"{kind} of {label!r} {start}-{end} {words}"


def _remarks(record: Record, read: list[Cells], attendance: list[Cells], offset: int) -> list[str]:
    truth = [(r.kind, squeezed(r.label), r.start, r.end) for r in record.remarks]
    # Where no label stands, the parser says whose words they are by the one above or the legend.
    ours = [
        (
            str(row["kind"]),
            ""
            if row["attribution_basis"] in UNLABELLED
            else squeezed(str(row["speaker_text"] or "")),
            int(str(row["char_start"])) - offset,
            int(str(row["char_end"])) - offset,
        )
        for row in read
    ]
    if truth != ours:
        missing = [_shown(record, remark) for remark in truth if remark not in ours]
        extra = [_shown(record, remark) for remark in ours if remark not in truth]
        return [
            f"remarks: {len(truth)} made, {len(ours)} read; not read {missing[:1]}; "
            f"read, not there {extra[:1]}"
        ]
    names = {row["attendance_id"]: squeezed(str(row["name_text"])) for row in attendance}
    return [
        f"person: of {remark.label!r} read as {names.get(row['attendance_id'])}"
        for remark, row in zip(record.remarks, read, strict=True)
        if row["attendance_id"] is not None
        and names.get(row["attendance_id"]) != _name(record, remark)
    ]


def _name(record: Record, remark: Remark) -> str | None:
    found = [squeezed(row.name_text) for row in record.rows if row.person == remark.person]
    return found[0] if found else None
