from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.normalisation.doubts.reading import SPOKEN, Reading

Line = tuple[str | None, str] | tuple[str | None, str, str]
Rows = list[dict[str, object]]


@pytest.fixture(scope="session")
def reading_with(table_of: Callable[..., pl.DataFrame]) -> Callable[..., Reading]:
    """A reading of the document and the meeting of `tests/schemas/rows.py`.

    A line is the kind of its block and its text, and the rule where it counts; one whose kind is
    null goes on with the block above it.
    """

    def build(
        *lines: Line,
        meeting: dict[str, object] | None = None,
        attendance: Rows | None = None,
        remarks: Rows | None = None,
        unclear: tuple[str, ...] = (),
        disputed: Rows | None = None,
        **document: object,
    ) -> Reading:
        text = "".join(f"{line[1]}\n" for line in lines)
        documents = table_of("documents", {"text": text, "char_count": len(text), **document})
        meetings = table_of("meetings", meeting or {})
        rows: Rows = []
        at, spoke = 0, 0
        for number, (kind, written, *rule) in enumerate(lines, start=1):
            row = {
                "document_id": documents["document_id"].item(),
                "meeting_id": meetings["meeting_id"].item(),
                "line": number,
                "char_start": at,
                "text": written.strip(),
                "opens": kind is not None,
                "has_spoken": spoke > 0,
            }
            of_block = (
                {name: rows[-1][name] for name in ("kind", "rule", "block_start")}
                if kind is None
                else {"kind": kind, "rule": (rule or [kind])[0], "block_start": at}
            )
            rows.append(row | of_block)
            spoke += of_block["kind"] in SPOKEN
            at += len(written) + 1
        left = spoke
        for row in rows:
            left -= row["kind"] in SPOKEN
            row["speaks_later"] = left > 0
        schema = {"line": pl.Int32, "char_start": pl.Int64, "block_start": pl.Int64}
        issue = {"document_id": pl.String, "line": pl.Int32, "excerpt": pl.String}
        return Reading(
            documents,
            pl.DataFrame(rows, schema_overrides=schema),
            meetings,
            table_of("agenda_items"),
            table_of("attendance", *(attendance or [])),
            table_of("remarks", *(remarks or [])),
            pl.Series(unclear, dtype=pl.String),
            pl.DataFrame(disputed or [], schema=issue),
        )

    return build
