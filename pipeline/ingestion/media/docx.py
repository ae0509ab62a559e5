"""Word documents (.docx): paragraphs with their numbers, and tables row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from pipeline.ingestion.media.docx_numbering import Numbering, W
from pipeline.ingestion.media.docx_package import MAIN_PART, Package, open_package
from pipeline.ingestion.media.extracted import (
    Doubt,
    Extracted,
    ExtractionError,
    Failure,
    Span,
    Warned,
    check_size,
    check_text,
)
from pipeline.ingestion.media.limits import DEFAULT_MEDIA_LIMITS, MediaLimits
from pipeline.ingestion.media.table_rows import lines_of_row
from pipeline.messages import message

EXTRACTOR = "gijiroku docx 1"

MAX_NESTING = 200
"""Deepest that parts of a document are followed: tables in tables, text boxes, fields."""

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"

_DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
_NAMES_SKIPPED = (
    "instrText delText rPr pPr sdtPr sdtEndPr tblPr tblGrid trPr tcPr rt sectPr fldData "
    "commentReference softHyphen"
)
_SKIPPED = frozenset(f"{W}{name}" for name in _NAMES_SKIPPED.split())
_SIGNS = {f"{W}tab": "　", f"{W}ptab": "　", f"{W}noBreakHyphen": "-"}
"""A tab of a paragraph is a wide blank: one in the text parts the cells of a row."""

_BREAKS = frozenset({f"{W}br", f"{W}cr"})
_PARTS_WITH_NOTES = (("footnotes", "footnote"), ("endnotes", "endnote"))


def extract_docx(content: bytes, limits: MediaLimits = DEFAULT_MEDIA_LIMITS) -> Extracted:
    """Extract the text of a Word document as it is printed with all changes accepted.

    Raises
    ------
    ExtractionError
        Where the document is too large, damaged, protected by a password, or no Word document.
    """
    check_size(content, limits)
    with open_package(content, limits) as package:
        main = next(package.related("", "officeDocument"), MAIN_PART)
        tree = package.part(main)
        body = tree.find(f"{W}body") if tree is not None else None
        if body is None:
            reason = message("media_no_document", part=MAIN_PART)
            raise ExtractionError(Failure.OTHER_CONTENT, reason)
        reader = _Reader(Numbering(_one(package, main, "numbering"), _one(package, main, "styles")))
        lines = reader.lines(body)
        above = _running(package, main, "header", reader)
        below = _running(package, main, "footer", reader)
        notes = list(_notes(package, main, reader))
        core = package.part("docProps/core.xml")
    text, furniture = _joined(above, [*lines, *notes], below)
    warnings = reader.warnings() + ([Warned(Doubt.NOTES_AT_END, str(len(notes)))] if notes else [])
    title = core.find(_TITLE) if core is not None else None
    stated = (title.text or "").strip() if title is not None else ""
    return check_text(
        Extracted(
            text=text,
            extractor=EXTRACTOR,
            furniture=furniture,
            title=stated or None,
            warnings=tuple(warnings),
        )
    )


@dataclass
class _Paragraph:
    """The lines of a paragraph while it is read, and those of the text boxes that hang on it."""

    lines: list[str] = field(default_factory=lambda: [""])
    boxes: list[str] = field(default_factory=list)


class _Reader:
    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._counts: Counter[Doubt] = Counter()
        self._depth = 0

    def warnings(self) -> list[Warned]:
        return [Warned(doubt, str(count)) for doubt, count in sorted(self._counts.items(), key=str)]

    def lines(self, parent: Element) -> list[str]:
        """The lines of the paragraphs and tables in an element."""
        self._depth += 1
        if self._depth > MAX_NESTING:
            reason = message("media_too_deep", limit=MAX_NESTING)
            raise ExtractionError(Failure.TOO_DEEP, reason)
        found: list[str] = []
        goes_on = ""
        for one in self._children(parent):
            if one.tag == f"{W}p":
                lines = self._paragraph(one)
                lines[0] = goes_on + lines[0]
                # Two paragraphs whose mark was deleted are one.
                goes_on = lines.pop() if _is_mark_deleted(one) else ""
                found += lines
            elif one.tag == f"{W}tbl":
                found += self._table(one)
            elif one.tag not in _SKIPPED:
                found += self.lines(one)
        self._depth -= 1
        return [*found, goes_on] if goes_on else found

    def _children(self, parent: Element) -> Iterator[Element]:
        for one in parent:
            if one.tag in _DELETED:
                self._counts[Doubt.TRACKED_CHANGES] += 1
            elif one.tag == f"{_MC}AlternateContent":
                # The same thing for programs of several ages: one of them is enough.
                choice = one.find(f"{_MC}Choice")
                yield from self._children(choice if choice is not None else one)
            else:
                yield one

    def _paragraph(self, paragraph: Element) -> list[str]:
        made = _Paragraph()
        mark = self._numbering.mark(paragraph.find(f"{W}pPr"))
        self._runs(paragraph, made)
        if mark and "".join(made.lines).strip():
            made.lines[0] = mark + made.lines[0].lstrip(" 　")
        return [line.rstrip(" \t") for line in made.lines] + made.boxes

    def _runs(self, parent: Element, made: _Paragraph) -> None:
        self._depth += 1
        if self._depth > MAX_NESTING:
            reason = message("media_too_deep", limit=MAX_NESTING)
            raise ExtractionError(Failure.TOO_DEEP, reason)
        for one in self._children(parent):
            tag = one.tag
            if tag in (f"{W}t", _MATHS_TEXT):
                first, *others = (one.text or "").replace("\n", " ").split("\v")
                made.lines[-1] += first
                made.lines += others
            elif tag in _SIGNS:
                made.lines[-1] += _SIGNS[tag]
            elif tag in _BREAKS:
                made.lines.append("")
            elif tag == f"{W}sym":
                made.lines[-1] += self._symbol(one)
            elif tag == f"{W}txbxContent":
                made.boxes += [line for line in self.lines(one) if line.strip()]
            elif tag == f"{W}r" and _is_hidden(one):
                self._counts[Doubt.HIDDEN_TEXT_LEFT_OUT] += len("".join(one.itertext()).strip())
            elif tag not in _SKIPPED:
                self._runs(one, made)
        self._depth -= 1

    def _symbol(self, symbol: Element) -> str:
        try:
            character = chr(int(symbol.get(f"{W}char", ""), 16))
        except (ValueError, OverflowError):
            character = "\ufffd"
        if "\ue000" <= character <= "\uf8ff" or not character.isprintable():
            self._counts[Doubt.UNMAPPED_GLYPHS] += 1
            return "\ufffd" if "\ud800" <= character < "\ue000" else character
        return character

    def _table(self, table: Element) -> list[str]:
        found: list[str] = []
        for row in _within(table, f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                self._counts[Doubt.TRACKED_CHANGES] += 1
                continue
            cells: list[list[str]] = []
            for cell in _within(row, f"{W}tc"):
                merged = cell.find(f"{W}tcPr/{W}vMerge")
                is_below = merged is not None and merged.get(f"{W}val", "continue") == "continue"
                lines = self.lines(cell)
                while lines and not lines[-1].strip():
                    lines.pop()
                # A cell that goes on from the row above is empty, but what stands in it is kept.
                cells.append([] if is_below and not lines else lines)
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                across = span.get(f"{W}val", "1") if span is not None else "1"
                cells += [[]] * (int(across) - 1 if across.isdigit() and len(across) < 3 else 0)
            found += lines_of_row(cells)
        return found


def _within(parent: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, those in content controls too."""
    for one in parent:
        if one.tag == tag:
            yield one
        elif one.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            yield from _within(one, tag)


def _is_hidden(run: Element) -> bool:
    hidden = run.find(f"{W}rPr/{W}vanish")
    return hidden is not None and hidden.get(f"{W}val", "1") not in ("0", "false", "off")


def _is_mark_deleted(paragraph: Element) -> bool:
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _one(package: Package, main: str, kind: str) -> Element | None:
    name = next(package.related(main, kind), None)
    return package.part(name) if name else None


def _running(package: Package, main: str, kind: str, reader: _Reader) -> list[str]:
    """The lines of all headers or all footers, each once."""
    found: dict[str, None] = {}
    for name in package.related(main, kind):
        tree = package.part(name)
        if tree is not None:
            found |= dict.fromkeys(line for line in reader.lines(tree) if line.strip())
    return list(found)


def _notes(package: Package, main: str, reader: _Reader) -> Iterator[str]:
    for kind, tag in _PARTS_WITH_NOTES:
        tree = _one(package, main, kind)
        for note in tree.findall(f"{W}{tag}") if tree is not None else ():
            # Others are the rules between text and notes.
            if note.get(f"{W}type", "normal") == "normal":
                yield from (line for line in reader.lines(note) if line.strip())


def _joined(above: list[str], lines: list[str], below: list[str]) -> tuple[str, tuple[Span, ...]]:
    furniture: list[Span] = []
    at = 0
    for number, line in enumerate([*above, *lines, *below]):
        if number < len(above) or number >= len(above) + len(lines):
            furniture.append((at, at + len(line)))
        at += len(line) + 1
    return "".join(f"{line}\n" for line in [*above, *lines, *below]), tuple(furniture)
