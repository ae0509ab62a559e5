"""`make quality-renderings`: records as web pages, PDFs and Word documents, read again.

Each rendering is read by the pipeline, and its meetings, attendance and remarks are compared with
those of the text of its record. Right is a rendering of which all three are the same. As shown is
the same beside what the layout shows of that text: a browser shows a run of blanks as one, and some
sites leave empty lines out.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from rich.console import Console
from rich.table import Table

from quality.renderings.chromium import ChromiumMissingError, chromium
from quality.renderings.compare import Difference, differences
from quality.renderings.layouts import Source, layouts
from quality.renderings.records import (
    COMPARED,
    Reading,
    observed_records,
    read_renderings,
    titles_of,
    turns_of,
)

NO_TITLE = "配布資料集"
"""Running header of a record without a title."""


def main() -> None:
    """Make the renderings, and print how many are read as their text is."""
    parser = argparse.ArgumentParser(prog="quality.renderings")
    parser.add_argument("--only", default="", help="layouts with these words in group or name")
    parser.add_argument("--every", type=int, default=1, help="one record of so many")
    parser.add_argument("--names", action="store_true", help="list each difference")
    parser.add_argument("--keep", type=Path, help="a folder in which the files are kept")
    asked = parser.parse_args()
    console = Console(highlight=False)
    records = observed_records()[:: asked.every]
    table = Table("medium", "layout", "of", "right", "as shown", *COMPARED, "told")
    with ExitStack() as stack:
        scratch = asked.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        truth = read_renderings(
            {record.name: record.text.encode() for record in records}, ".txt", scratch / "text"
        )
        titles = titles_of(truth)
        sources = [
            Source(
                record,
                turns_of(record, truth.tables["remarks"]),
                titles.get(record.name, NO_TITLE),
            )
            for record in records
        ]
        truths: dict[Callable[[str], str], Reading] = {}
        page = None
        if asked.only.lower() in "pdf, chromium" or "chromium" in asked.only.lower():
            try:
                page = stack.enter_context(chromium())
            except ChromiumMissingError as error:
                console.print(f"Left out: what Chromium prints. {error}")
        kinds: dict[str, Counter[tuple[str, bool]]] = {}
        for number, layout in enumerate(layouts(page)):
            if asked.only.lower() not in f"{layout.group} {layout.name}".lower():
                continue
            if layout.shows not in truths:
                shown = {one.name: layout.shows(one.text).encode() for one in records}
                folder = scratch / f"shown {len(truths)}"
                truths[layout.shows] = read_renderings(shown, ".txt", folder)
            drawn = {one.record.name: content for one in sources if (content := layout.draw(one))}
            reading = read_renderings(drawn, layout.suffix, scratch / str(number))
            of_text = differences(list(drawn), truth, reading)
            found = differences(list(drawn), truths[layout.shows], reading)
            kinds.setdefault(layout.group, Counter()).update(
                (one.kind, one.is_told) for one in found
            )
            table.add_row(layout.group, layout.name, *_figures(len(drawn), of_text, found))
            for one in found if asked.names else ():
                told = "told" if one.is_told else "not told"
                console.print(
                    f"{layout.name} {one.name}: {one.kind}, {told}, {', '.join(one.columns)}"
                )
    console.print(table)
    for group, counted in kinds.items():
        for (kind, is_told), count in counted.most_common():
            told = "with an issue" if is_told else "without an issue"
            console.print(f"{group}: {count} {kind}, {told}")


def _figures(count: int, of_text: list[Difference], found: list[Difference]) -> list[str]:
    of_table = [count - sum(table in one.tables for one in found) for table in COMPARED]
    numbers = (count, count - len(of_text), count - len(found), *of_table)
    return [*map(str, numbers), f"{sum(one.is_told for one in found)} of {len(found)}"]


if __name__ == "__main__":
    main()
