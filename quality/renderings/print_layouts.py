"""Web pages that are made to be printed: one column, two columns, a table of speakers and words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from quality.renderings.records import Turn

_STYLE = """
body { font: 10.5pt/1.7 "Noto Serif CJK JP", serif; margin: 0 }
p { margin: 0; min-height: 1.7em; white-space: pre-wrap }
table { border-collapse: collapse; width: 100% }
td { border: 0.5pt solid; vertical-align: top; padding: 1mm; white-space: pre-wrap }
td:first-child { width: 30mm }
"""


def one_column(lines: Sequence[str]) -> str:
    """Lay out a paragraph a line."""
    return _page(_paragraphs(lines))


def justified(lines: Sequence[str]) -> str:
    """Lay out a paragraph a line, stretched to both margins, in another font."""
    style = 'p { text-align: justify; font-family: "Noto Sans CJK JP" }'
    return _page(_paragraphs(lines), style)


def two_columns(lines: Sequence[str]) -> str:
    """Lay out a paragraph a line, in two columns that are filled one after the other."""
    style = "body { columns: 2; column-gap: 8mm; column-fill: auto }"
    return _page(_paragraphs(lines), style)


def speaker_table(text: str, turns: Sequence[Turn]) -> str:
    """Lay out a row of a table for each turn, and a paragraph for each line between turns."""
    return _page("".join(_rows(text, turns)))


def _rows(text: str, turns: Sequence[Turn]) -> Iterator[str]:
    at = 0
    for turn in turns:
        yield _paragraphs(text[at : turn.start].strip("\n").splitlines())
        label = escape(text[turn.start : turn.words].strip())
        words = "<br>".join(escape(line) for line in text[turn.words : turn.end].splitlines())
        yield f"<table><tr><td>{label}</td><td>{words}</td></tr></table>"
        at = turn.end
    yield _paragraphs(text[at:].strip("\n").splitlines())


def _paragraphs(lines: Sequence[str]) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def _page(body: str, style: str = "") -> str:
    return (
        f'<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><style>{_STYLE}{style}</style>'
        f"</head><body>{body}</body></html>"
    )
