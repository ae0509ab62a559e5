"""What `gijiroku inspect` prints: a document as the pipeline sees it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from pipeline.inspection import Inspection
from pipeline.layouts import layouts
from schemas.vocabulary import BlockKind, Severity

STYLES = {
    BlockKind.TITLE: "bold magenta",
    BlockKind.DATE: "magenta",
    BlockKind.PLACE: "magenta",
    BlockKind.LABEL: "blue",
    BlockKind.ATTENDANCE: "cyan",
    BlockKind.HEADING: "bold yellow",
    BlockKind.REMARK: "green",
    BlockKind.ITEM: "green",
    BlockKind.CLOSING: "blue",
    BlockKind.GAP: "dim",
    BlockKind.UNRECOGNISED: "bold red",
}
UNKNOWN_KIND = "white"

NOT_SHOWN = ("document_id", "collection_id", "char_start", "char_end", "char_count")
"""Columns of the tables that are the same for all rows of a document, or that lines tell better."""

CELL_CHARACTERS = 60


def print_inspection(console: Console, found: Inspection) -> None:
    """Print what the pipeline makes of a file, from its encoding to what is wrong with it."""
    _print_document(console, found)
    _print_blocks(console, found)
    _print_rows(console, found)
    _print_faults(console, found)


def _print_document(console: Console, found: Inspection) -> None:
    document = found.document
    _say(console, document["document_id"], "bold")
    _say(console, f"status    {document['status']}")
    _say(
        console,
        f"encoding  {document['encoding'] or 'unknown'}, {document['byte_count']} bytes, "
        f"{document['char_count'] or 0} characters",
    )
    layout = layouts().get(document["layout"] or "")
    _say(
        console, f"layout    {layout.name}: {layout.en} {layout.ja}" if layout else "layout    none"
    )
    for name, pattern, at_least, count in found.evidence.select(
        "layout", "pattern", "at_least", "found"
    ).iter_rows():
        _say(
            console,
            f"  {name}: {count} found, {at_least} needed: {pattern}",
            "green" if count >= at_least else "red",
        )


def _print_blocks(console: Console, found: Inspection) -> None:
    _head(console, f"blocks ({found.blocks.height})")
    meeting = None
    for block in found.blocks.iter_rows(named=True):
        if block["meeting_id"] != meeting:
            meeting = block["meeting_id"]
            _say(console, f"meeting {meeting}", "bold")
        style = STYLES.get(block["kind"], UNKNOWN_KIND)
        said = f"{block['kind']} ({block['rule']})" if block["rule"] else block["kind"]
        # The line feed at the end of a block is the end of its last line.
        for at, line in enumerate(block["text"].removesuffix("\n").split("\n")):
            number = block["line_start"] + at
            _say(console, f"{number:>6}  {said if at == 0 else '':<28}  {line}".rstrip(), style)


def _print_rows(console: Console, found: Inspection) -> None:
    for name, rows in found.tables.items():
        _head(console, f"{name} ({rows.height})")
        for row in rows.iter_rows(named=True):
            lines = f"{row['line_start']}-{row['line_end']}"
            _say(console, f"{lines:>11}  {_cells(row)}")


def _cells(row: Mapping[str, Any]) -> str:
    meeting = f"{row['meeting_id']}/"
    return "  ".join(
        f"{name}={_cut(str(value).removeprefix(meeting))}"
        for name, value in row.items()
        if value is not None and name not in NOT_SHOWN and not name.startswith("line_")
    )


def _cut(value: str) -> str:
    line = " ".join(value.split())
    return line if len(line) <= CELL_CHARACTERS else line[:CELL_CHARACTERS] + "…"


def _print_faults(console: Console, found: Inspection) -> None:
    _head(console, f"quality_issues ({found.quality_issues.height})")
    for issue in found.quality_issues.sort("line", nulls_last=False).iter_rows(named=True):
        place = f"line {issue['line']}: " if issue["line"] else ""
        _say(
            console,
            f"{issue['severity'].upper()} {place}{issue['rule']}: {issue['message']}",
            "red" if issue["severity"] == Severity.ERROR.value else "yellow",
        )
    if found.failed_checks:
        _head(console, f"failed checks ({len(found.failed_checks)})")
    for result in found.failed_checks:
        severity = result.check.severity.value
        # What has a message is an issue, and stands above.
        is_issue = "message" in result.failing.columns
        said = f"{result.failing_count} rows" if is_issue else result.described()
        _say(
            console,
            f"{severity.upper()} {result.check.name}: {said}",
            "red" if severity == Severity.ERROR.value else "yellow",
        )


def _head(console: Console, words: str) -> None:
    console.print()
    _say(console, words, "bold")


def _say(console: Console, words: str, style: str = "") -> None:
    # A text of its own, since the words are the source's: they may look like markup.
    console.print(Text(words, style=style), soft_wrap=True)
