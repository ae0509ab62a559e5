"""What `gijiroku inspect` prints: a document as the pipeline sees it, and what is doubtful."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from rich.cells import cell_len
from rich.console import Console

from assets.cli.console import cut, padded, say, wrapped
from pipeline.messages import Message, message
from pipeline.messages.printable import printable
from pipeline.run.inspection import Inspection
from pipeline.run.why import Why
from pipeline.segmentation.layouts import layout_named
from pipeline.segmentation.speaker_styles import AT_LEAST
from schemas.vocabulary import BlockKind, DocumentStatus, Severity

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

SEVERITY_STYLES = {Severity.ERROR.value: "red", Severity.WARN.value: "yellow"}
MARKS = {Severity.ERROR.value: "!", Severity.WARN.value: "?"}

NOT_SHOWN = ("document_id", "collection_id", "char_start", "char_end", "char_count")
"""Columns of the tables that are the same for all rows of a document, or that lines tell better."""

MAX_COLUMNS = 100
MIN_TEXT_COLUMNS = 20
CELL_COLUMNS = 60


def print_why(console: Console, units: list[Why], line: int) -> None:
    """Print what speaks for the reading of a line, unit by unit."""
    columns = _columns(console)
    for unit in units:
        _say(console, cut(printable(f"{line}  {unit.text}"), columns), columns, "bold")
        _say(
            console,
            message("why_block", kind=unit.kind, rule=unit.rule or message("none")),
            columns,
        )
        for label, probability in unit.labels.iter_rows():
            _say(console, message("why_label", label=label, percent=f"{probability:.1%}"), columns)
            for feature, weight in (
                unit.features.filter(label=label).select("feature", "weight").iter_rows()
            ):
                _say(
                    console,
                    message("why_feature", weight=f"{weight:+.2f}", feature=feature),
                    columns,
                )
        for field, name, points in unit.points.iter_rows():
            _say(
                console,
                message("why_points", field=field, points=f"{points:+d}", name=name),
                columns,
            )


def print_inspection(console: Console, found: Inspection) -> None:
    """Print what the pipeline makes of a file: what decided, what is doubtful, blocks and rows."""
    columns = _columns(console)
    _print_document(console, found, columns)
    _print_faults(console, found, columns)
    _print_blocks(console, found, columns)
    _print_rows(console, found, columns)


def _columns(console: Console) -> int:
    """How wide a line may be. A file or another command has no width, unless one is stated."""
    is_known = console.is_terminal or "COLUMNS" in os.environ
    return min(console.width, MAX_COLUMNS) if is_known else MAX_COLUMNS


def _print_document(console: Console, found: Inspection, columns: int) -> None:
    document = found.document
    status = DocumentStatus.of(document["status"])
    layout = layout_named(document["layout"])
    unknown = message("none" if document["extractor"] else "encoding_unknown")
    size = message(
        "encoding_and_size",
        encoding=document["encoding"] or unknown,
        byte_count=document["byte_count"],
        char_count=document["char_count"] or 0,
    )
    evidence = list(_evidence(found))
    stated = [
        ("label_status", f"{status.value}: {Message(status.en, status.ja)}", ""),
        *([("label_medium", _medium(document), "")] if document["extractor"] else []),
        ("label_encoding", size, ""),
        (
            "label_layout",
            f"{layout.name}: {Message(layout.en, layout.ja)}" if layout else message("none"),
            "",
        ),
        *(
            ("label_evidence" if at == 0 else None, words, style)
            for at, (words, style) in enumerate(evidence)
        ),
        ("label_doubt", _doubt(found), _style_of_doubt(found)),
    ]
    labels = [message(label) if label else "" for label, *_ in stated]
    indent = max(cell_len(label) for label in labels) + 2
    _say(console, printable(document["document_id"]), columns, "bold")
    for label, (_, words, style) in zip(labels, stated, strict=True):
        _say(console, words, columns, style, padded(label, indent))


def _medium(document: Mapping[str, Any]) -> Message:
    stated = {"media_type": document["media_type"], "extractor": document["extractor"]}
    if document["page_count"]:
        return message("medium_with_pages", **stated, count=document["page_count"])
    return message("medium", **stated)


def _evidence(found: Inspection) -> Iterator[tuple[str, str]]:
    """What decided the layout, with its style: patterns of whole texts, then lines explained."""
    chosen = found.document["layout"]
    for name, pattern, at_least, count in found.evidence.select(
        "layout", "pattern", "at_least", "found"
    ).iter_rows():
        said = message(
            "layout_pattern", layout=name, count=count, at_least=at_least, pattern=pattern
        )
        yield said, "green" if count >= at_least else "red"
    for name, count in found.families.iter_rows():
        is_chosen = name == chosen
        rule = "layout_lines_chosen" if is_chosen else "layout_lines"
        yield message(rule, layout=name, count=count), "green" if is_chosen else ""
    if found.document["text"] is not None and found.families.is_empty():
        yield message("layout_no_lines", at_least=AT_LEAST), ""


def _severities(found: Inspection) -> list[str]:
    return [
        *found.quality_issues["severity"],
        *(result.check.severity.value for result in _checks_without_issues(found)),
    ]


def _doubt(found: Inspection) -> Message:
    severities = _severities(found)
    if not severities:
        return message("none")
    errors = severities.count(Severity.ERROR.value)
    return message("doubt_counts", errors=errors, warnings=len(severities) - errors)


def _style_of_doubt(found: Inspection) -> str:
    severities = _severities(found)
    return SEVERITY_STYLES[min(severities)] if severities else "green"


def _checks_without_issues(found: Inspection) -> list[Any]:
    # What has a message is an issue itself.
    return [one for one in found.failed_checks if "message" not in one.failing.columns]


def _print_faults(console: Console, found: Inspection, columns: int) -> None:
    _head(console, f"quality_issues ({found.quality_issues.height})", columns)
    for issue in found.quality_issues.sort("severity", "line", nulls_last=False).iter_rows(
        named=True
    ):
        said = message(
            "issue_at_line" if issue["line"] else "issue_of_record",
            line=issue["line"],
            rule=issue["rule"],
            said=Message(issue["message"], issue["message_ja"]),
        )
        style, head = SEVERITY_STYLES[issue["severity"]], f"{issue['severity'].upper()} "
        _say(console, printable(said), columns, style, head)
    if found.failed_checks:
        _head(console, message("failed_checks", count=len(found.failed_checks)), columns)
    for result in found.failed_checks:
        severity = result.check.severity.value
        is_issue = "message" in result.failing.columns
        of_rows = [message("rows_of_check", count=result.failing_count)]
        for said in of_rows if is_issue else result.described():
            line = f"{result.check.name}: {said}"
            _say(console, line, columns, SEVERITY_STYLES[severity], f"{severity.upper()} ")


def _marks(found: Inspection) -> dict[int, str]:
    """The severity of the gravest issue of each line that has one."""
    stated = [
        *found.quality_issues.drop_nulls("line").select("severity", "line").iter_rows(),
        *(
            (result.check.severity.value, line)
            for result in _checks_without_issues(found)
            if "line" in result.failing.columns
            for line in result.failing["line"].drop_nulls()
        ),
    ]
    # `error` comes before `warn`, so it is written last.
    return {line: severity for severity, line in sorted(stated, reverse=True)}


def _print_blocks(console: Console, found: Inspection, columns: int) -> None:
    marks = _marks(found)
    if marks:
        _head(console, message("marks_of_lines", name="blocks", count=found.blocks.height), columns)
    else:
        _head(console, f"blocks ({found.blocks.height})", columns)
    kinds = [
        f"{kind} ({rule})" if rule else kind
        for kind, rule in found.blocks.select("kind", "rule").iter_rows()
    ]
    width = min(max(map(len, kinds), default=0), columns // 3)
    meeting = page = None
    for kind, block in zip(kinds, found.blocks.iter_rows(named=True), strict=True):
        if block["meeting_id"] != meeting:
            meeting = block["meeting_id"]
            _say(console, message("meeting", name=meeting), columns, "bold")
        if block["page_start"] not in (None, page):
            page = block["page_start"]
            _say(console, message("page", number=page), columns, "bold")
        # The line feed at the end of a block is the end of its last line.
        for at, line in enumerate(block["text"].removesuffix("\n").split("\n")):
            number = block["line_start"] + at
            severity = marks.get(number)
            head = f"{MARKS.get(severity or '', ' ')}{number:>5}  "
            head += padded(cut(kind, width) if at == 0 else "", width) + "  "
            style = STYLES.get(block["kind"], UNKNOWN_KIND)
            style += " reverse" if severity else ""
            _say(console, printable(line), columns, style, head)


def _print_rows(console: Console, found: Inspection, columns: int) -> None:
    for name, rows in found.tables.items():
        _head(console, f"{name} ({rows.height})", columns)
        for row in rows.iter_rows(named=True):
            lines = f"{row['line_start']}-{row['line_end']}"
            _say(console, _cells(row), columns, head=f"{lines:>11}  ")


def _cells(row: Mapping[str, Any]) -> str:
    meeting = f"{row['meeting_id']}/"
    cells = [
        f"{name}={_cell(str(value).removeprefix(meeting))}"
        for name, value in row.items()
        if value is not None and name not in NOT_SHOWN and not name.startswith(("line_", "page_"))
    ]
    return "  ".join([*cells, *_pages(row)])


def _pages(row: Mapping[str, Any]) -> list[str]:
    first, last = row["page_start"], row["page_end"]
    if first is None:
        return []
    return [f"pages={first}" if first == last else f"pages={first}-{last}"]


def _cell(value: str) -> str:
    return cut(printable(" ".join(value.split())), CELL_COLUMNS)


def _head(console: Console, words: str, columns: int) -> None:
    say(console, "")
    _say(console, words, columns, "bold")


def _say(console: Console, words: str, columns: int, style: str = "", head: str = "") -> None:
    """Print a text behind its head, in lines of so many columns: what follows is indented."""
    indent = cell_len(head)
    first, *others = wrapped(words, max(columns - indent, MIN_TEXT_COLUMNS))
    say(console, (head + first).rstrip(), style)
    for line in others:
        say(console, " " * indent + line, style)
