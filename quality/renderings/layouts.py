"""All renderings: what draws a record, and which files come out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from quality.renderings import print_layouts
from quality.renderings.chromium import printed
from quality.renderings.records import (
    Record,
    Turn,
    visible,
    with_single_blanks,
    with_single_blanks_and_no_empty_line,
)
from tests.pipeline.ingestion.media import sheets
from tests.pipeline.ingestion.media.later_sites import LATER_SITES
from tests.pipeline.ingestion.media.papers import paper
from tests.pipeline.ingestion.media.sites import SITES, rendered

if TYPE_CHECKING:
    from playwright.sync_api import Page

TITLE = "会議録の閲覧"
"""Titles of pages name no meeting, so that they add nothing to what the text states."""

OF_PARAGRAPHS = frozenset(
    {
        *("semantic", "breadcrumb_and_share", "hidden_parts", "mixed_tags"),
        *("town_system", "definition_rows", "two_articles"),
    }
)
"""Sites that leave empty lines out."""

Draw = Callable[["Source"], bytes | None]


class Source(NamedTuple):
    """A record, the words of its speakers, and the running header of its pages.

    The header is the title that the record itself has: another one would be a statement of its own.
    """

    record: Record
    turns: Sequence[Turn]
    header: str


class Layout(NamedTuple):
    """A way to render records.

    Attributes
    ----------
    group
        The medium, under which the figures are added up.
    draw
        Makes the file of a record; None where the record has nothing for this layout.
    shows
        What of a text can be seen in this layout at all.
    """

    group: str
    name: str
    suffix: str
    draw: Draw
    shows: Callable[[str], str] = visible


def layouts(page: Page | None) -> list[Layout]:
    """List all layouts; those that Chromium prints only where a page of it is given."""
    sites = [
        *(
            Layout("web page, ten sites", name, ".html", _site(name), _shows(name))
            for name in SITES
        ),
        *(
            Layout("web page, later sites", name, ".html", _later(name), _shows(name))
            for name in LATER_SITES
        ),
    ]
    word = Layout("Word document", "paragraphs, header, footer", ".docx", _word)
    drawn = [
        Layout("PDF, reportlab", name, ".pdf", _sheet(name))
        for name in (*sheets.SHEETS, "speaker_table")
    ]
    return [*sites, word, *drawn, *([] if page is None else _of_chromium(page))]


def _shows(site: str) -> Callable[[str], str]:
    if site == "preformatted":
        return visible
    return with_single_blanks_and_no_empty_line if site in OF_PARAGRAPHS else with_single_blanks


def _site(name: str) -> Draw:
    return lambda source: rendered(name, TITLE, source.record.lines)


def _later(name: str) -> Draw:
    return lambda source: LATER_SITES[name](TITLE, source.record.lines).encode()


def _word(source: Source) -> bytes:
    return paper(source.record.lines, source.header, "- 1 -")


def _sheet(name: str) -> Draw:
    if name == "speaker_table":
        return _speaker_sheet
    return lambda source: sheets.SHEETS[name](source.record.lines, source.header)[0]


def _speaker_sheet(source: Source) -> bytes | None:
    """A row for each turn; lines between turns stand in the column of the words."""
    text, turns, header = source.record.text, source.turns, source.header
    if not turns:
        return None
    rows: list[tuple[str, str]] = []
    at = 0
    for turn in turns:
        rows += [("", line) for line in text[at : turn.start].strip("\n").splitlines()]
        first, *others = text[turn.words : turn.end].splitlines()
        rows.append((text[turn.start : turn.words].strip(), first))
        rows += [("", line) for line in others]
        at = turn.end
    rows += [("", line) for line in text[at:].strip("\n").splitlines()]
    return sheets.speaker_table(rows, header)[0]


def _of_chromium(page: Page) -> list[Layout]:
    of_lines: Mapping[str, Callable[[Sequence[str]], str]] = {
        "one column": print_layouts.one_column,
        "one column, justified": print_layouts.justified,
        "two columns": print_layouts.two_columns,
    }

    def lines(lay_out: Callable[[Sequence[str]], str], source: Source) -> bytes:
        return printed(page, lay_out(source.record.lines), source.header)

    def table(source: Source) -> bytes | None:
        if not source.turns:
            return None
        markup = print_layouts.speaker_table(source.record.text, source.turns)
        return printed(page, markup, source.header)

    group = "PDF, Chromium"
    return [
        *(
            Layout(group, name, ".pdf", partial(lines, lay_out))
            for name, lay_out in of_lines.items()
        ),
        Layout(group, "table of speakers and words", ".pdf", table),
    ]
