"""Annotated records for training: texts with the positions of their remarks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import polars as pl

from pipeline.evaluation.gold import read_gold
from pipeline.evaluation.visible import VisibleText
from pipeline.segmentation.views import views_of
from tests.records.truth import Record, Remark, squeezed

QUALITY = Path(__file__).parents[1]
_ASIDE = re.compile(r"[ 　]*[（(〔［].*[）)〕］][ 　]*")
_GLYPH = re.compile(r"[ 　]*([^\w\s])")
_NEAR = 8
"""Maximum number of characters before a label on its line, without white space: a glyph, a bracket,
a number.
"""


class Annotated(NamedTuple):
    """A text and its remarks.

    `family` is the speaker style, empty where none is stated; `collection` is that of a record in
    observed shapes, else empty.
    """

    family: str
    text: str
    remarks: tuple[Remark, ...]
    collection: str = ""


def rendered(record: Record) -> Annotated:
    """Convert a record of the generator."""
    return Annotated(record.family, record.text, record.remarks)


def of_gold(folder: Path) -> Iterator[Annotated]:
    """Yield the development part of a folder of annotated records.

    The test part is never read.
    """
    gold = read_gold(folder, "dev")
    for record, family, place in gold.records.select("record", "family", "folder").iter_rows():
        of_record = gold.remarks.filter(record=record)
        for (file,), remarks in of_record.group_by("file", maintain_order=True):
            text = (Path(place) / str(file)).read_text(encoding="utf-8")
            known = VisibleText(text)
            yield Annotated(
                family,
                text,
                tuple(
                    _of_words(text, known.char_start(start), known.char_start(end - 1) + 1, *told)
                    for start, end, *told in remarks.select(
                        "start", "end", "kind", "label"
                    ).iter_rows()
                ),
            )


def _of_words(text: str, start: int, end: int, kind: str, label: str) -> Remark:
    """Make a remark of known words.

    Its marker is on the line of the words or on the line before.
    """
    line = text.rfind("\n", 0, start) + 1
    marker = text[line:start].strip()
    if not marker and label:
        before = text[:line].rstrip()
        line = before.rfind("\n") + 1
        marker = before[line:].strip()
    begin = line + len(text[line:]) - len(text[line:].lstrip()) if marker else start
    return Remark(kind, marker, label, text[start:end], begin, end, None)


def of_observed(folder: Path) -> Iterator[Annotated]:
    """Yield records in observed shapes whose speaker labels are all found."""
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        truth = json.loads(line)
        if not truth["speeches"]:
            continue
        text = (folder / "corpus" / f"{truth['id']}.txt").read_text(encoding="utf-8")
        seen = pl.DataFrame({"document_id": [truth["id"]], "text": [text]})
        view = views_of(seen).documents["text"][0]
        remarks = _by_labels(view, [label for label, _ in truth["speeches"]])
        if remarks:
            yield Annotated("", view, tuple(remarks), truth["id"].partition("/")[0])


def _marker(line: str, label: str) -> str:
    """Return the marker of a line.

    A line without 。 is a marker as a whole. A glyph counts where the speaker is unknown.
    """
    if "。" not in line:
        return line.strip()
    glyph = _GLYPH.match(line)
    return glyph[1] if glyph and not label else ""


def _by_labels(text: str, labels: list[str]) -> list[Remark]:
    """Find the remarks of known labels; none where one is missing."""
    lines, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            lines.append((at, line))
        at += len(line) + 1
    # From the end, since attendance lists before the speech have the same words.
    found: list[tuple[int, str, str]] = []
    waiting = list(labels)
    says_next = False
    for start, line in reversed(lines):
        place = squeezed(line).find(squeezed(waiting[-1])) if waiting else -1
        says = "。" in line
        if 0 <= place <= _NEAR and (says or says_next):
            found.insert(0, (start, line, waiting.pop()))
        says_next = says
    if waiting:
        return []
    end = max((at + len(line) for at, line in lines if "。" in line), default=len(text))
    # A label in brackets alone, （委員）, is no stage direction.
    begun = {start for start, *_ in found}
    asides = [
        Remark("stage", "", "", line.strip(), at, at + len(line), None)
        for at, line in lines
        if found[0][0] < at < end and at not in begun and _ASIDE.fullmatch(line)
    ]
    bounds = [start for start, *_ in found] + [max(end, found[-1][0] + 1)]
    remarks = [
        Remark("remark", _marker(line, label), label, "", first, last, None)
        for (first, last), (_, line, label) in zip(pairwise(bounds), found, strict=True)
    ]
    return sorted([*asides, *remarks], key=lambda remark: (remark.start, remark.kind))
