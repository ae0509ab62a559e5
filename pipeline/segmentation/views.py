"""Views: documents as patterns see them, and the way back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from pipeline.segmentation.page_marks_at_ends import may_be_page_mark_at_end
from pipeline.segmentation.question_tables import question_head
from pipeline.segmentation.spread_labels import may_be_spread, with_labels_together
from pipeline.segmentation.turns_within_lines import may_be_questions
from pipeline.segmentation.units import (
    LONG,
    TRAIL,
    cuts,
    may_be_glued,
    may_be_list_after_day,
)
from pipeline.text.folding import View, fold, unusual
from pipeline.text.spans import with_last_before

_RUNS = pl.Schema(
    {"document_id": pl.String, "at": pl.Int64, "source_end": pl.Int64, "left_out": pl.Int64}
)

_LINES = pl.Schema(
    {"document_id": pl.String, "line": pl.Int32, "begin": pl.Int64, "source_line": pl.Int32}
)


@dataclass(frozen=True)
class Views:
    """Documents and their folded views.

    `sources` is the table `documents`; `documents` has views in place of the texts. `runs` is what
    the views leave out: `document_id`, `at` (place in the view), `source_end` (end in the source)
    and `left_out` (characters left out so far; an inserted line end counts as -1). `lines` is the
    lines of documents with inserted line ends: `document_id`, `line` and `begin` (first character)
    in the view, and `source_line`.
    """

    documents: pl.DataFrame
    sources: pl.DataFrame
    runs: pl.DataFrame
    lines: pl.DataFrame

    def in_source(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Map the spans and lines of rows to the source.

        Characters left out go with the one before them, so spans that tile the view tile the
        source.
        """
        lines = [name for name in ("line_start", "line_end") if name in rows.columns]
        return self.lines_in_source(self._moved(rows, key="at", sign=1), *lines)

    def lines_in_source(self, rows: pl.DataFrame, *columns: str) -> pl.DataFrame:
        """Map the line numbers in some columns to the source."""
        if self.lines.is_empty() or rows.is_empty():
            return rows
        known = self.lines.select("document_id", "line", "source_line")
        for name in columns:
            found = rows.select("document_id", line=name).join(
                known, on=["document_id", "line"], how="left", maintain_order="left"
            )
            rows = rows.with_columns(found["source_line"].alias("_line")).with_columns(
                pl.coalesce("_line", name).alias(name)
            )
        return rows.drop("_line") if columns else rows

    def in_view(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Map the spans and lines of rows to the view."""
        rows = self._moved(rows, key="source_end", sign=-1)
        if self.lines.is_empty() or rows.is_empty():
            return rows
        begins = self.lines.select("document_id", "line", "begin")
        for name, place in (("line_start", "char_start"), ("line_end", "char_end")):
            if name in rows.columns:
                last = int(place == "char_end")
                places = rows.select("document_id", begin=pl.col(place) - last)
                found = with_last_before(places, begins, on="begin")["line"]
                rows = rows.with_columns(found.alias("_line")).with_columns(
                    pl.coalesce("_line", name).alias(name)
                )
        return rows.drop("_line", strict=False)

    def _moved(self, rows: pl.DataFrame, *, key: str, sign: int) -> pl.DataFrame:
        if self.runs.is_empty() or rows.is_empty():
            return rows
        runs = self.runs.select("document_id", "left_out", position=key)
        for name in ("char_start", "char_end"):
            places = rows.select("document_id", position=pl.col(name).cast(pl.Int64))
            shift = (
                with_last_before(places, runs, on="position")
                .select(pl.when(pl.col("position") > 0).then("left_out").fill_null(0))
                .to_series()
            )
            rows = rows.with_columns(pl.col(name) + sign * shift)
        return rows

    def as_written(self, rows: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
        """Write columns with the characters of the source.

        `rows` has `document_id`, the span in the view, and the columns: texts read from the view,
        inside the span or elsewhere in the document, as a heading is.
        """
        columns = [name for name in columns if name in rows.columns]
        texts = self.sources.select("document_id", "text", view=self.documents["text"]).filter(
            # Line ends do not count: a text read from several lines has none.
            pl.col("text").str.replace_all("\r\n", "\n", literal=True) != pl.col("view")
        )
        affected = rows.with_row_index("_row").join(
            texts.select("document_id"), on="document_id", how="semi", maintain_order="left"
        )
        if affected.is_empty():
            return rows
        left_out = self.runs.partition_by("document_id", as_dict=True)
        known = {
            document: _Written(source, view, left_out.get((document,), self.runs.clear()))
            for document, source, view in texts.iter_rows()
        }
        written: dict[str, list[str | None]] = {name: [] for name in columns}
        for row in affected.iter_rows(named=True):
            of_document = known[row["document_id"]]
            for name in columns:
                value = row[name]
                written[name].append(
                    value and of_document.written(value, row["char_start"], row["char_end"])
                )
        restored = affected.select(
            "_row", *(pl.Series(name, written[name], pl.String) for name in columns)
        )
        return rows.with_row_index("_row").update(restored, on="_row").select(rows.columns)


def views_of(documents: pl.DataFrame) -> Views:
    """Fold the texts of documents, write labels together, and insert lost line ends.

    Parameters
    ----------
    documents
        `document_id` and `text` (may be null); other columns are kept.
    """
    text = pl.col("text")
    is_other = documents.select(
        (
            text.str.contains(unusual())
            | text.str.contains(f"[^\n]{{{LONG}}}")
            | text.str.contains(f"(?m)^{TRAIL}")
            | text.str.contains(may_be_glued())
            | text.str.contains(question_head())
            | text.str.contains(may_be_spread())
            | text.str.contains(may_be_questions())
            | text.str.contains(may_be_list_after_day())
            | text.str.contains(may_be_page_mark_at_end())
        ).fill_null(False)
    ).to_series()
    nothing = pl.DataFrame(schema=_RUNS), pl.DataFrame(schema=_LINES)
    if not is_other.any():
        return Views(documents, documents, *nothing)
    texts: list[str] = []
    runs: list[tuple[str, int, int, int]] = []
    lines: list[tuple[str, int, int, int]] = []
    folded = documents.filter(is_other).select("document_id", "text")
    for document, source in folded.iter_rows():
        view = with_labels_together(fold(source))
        places = cuts(view.text)
        if places:
            view, begun = _with_line_ends(view, places)
            lines += [(document, line, *row) for line, row in enumerate(begun, start=1)]
        texts.append(view.text)
        left_out = 0
        for at, length in view.runs:
            left_out += length
            runs.append((document, at, at + left_out, left_out))
    seen = documents.update(
        folded.with_columns(text=pl.Series(texts, dtype=pl.String)), on="document_id"
    )
    return Views(
        seen,
        documents,
        pl.DataFrame(runs, schema=_RUNS, orient="row"),
        pl.DataFrame(lines, schema=_LINES, orient="row"),
    )


def _with_line_ends(view: View, places: list[int]) -> tuple[View, list[tuple[int, int]]]:
    """Insert line ends into a view, and list its lines.

    A line end replaces a blank, or is inserted where there is none. A line has its begin in the
    view and its number in the source.
    """
    pieces: list[str] = []
    runs: list[tuple[int, int]] = []
    known = list(view.runs)
    done = put_in = 0
    is_cut = []
    for place in places:
        has_blank = view.text[place - 1] in " 　"
        pieces += [view.text[done : place - has_blank], "\n"]
        while known and known[0][0] <= place - has_blank:
            at, length = known.pop(0)
            runs.append((at + put_in, length))
        if not has_blank:
            runs.append((place + put_in + 1, -1))
            put_in += 1
        is_cut.append(place + put_in)
        done = place
    runs += [(at + put_in, length) for at, length in known]
    text = "".join([*pieces, view.text[done:]])
    begins = [0, *(at + 1 for at, mark in enumerate(text) if mark == "\n")]
    cut_lines = set(is_cut)
    source_line = 0
    lines = []
    for begin in begins:
        source_line += begin not in cut_lines
        lines.append((begin, source_line))
    return View(text, runs), lines


class _Written:
    """A document that maps texts of its view to its source."""

    def __init__(self, source: str, view: str, runs: pl.DataFrame) -> None:
        self.source, self.view = source, view
        self.at: list[int] = runs["at"].to_list()
        self.left_out: list[int] = [0, *runs["left_out"]]
        self.visible = [at for at, mark in enumerate(view) if not mark.isspace()]
        self.bare = "".join(view.split())
        self.first: dict[str, int] = {}

    def written(self, value: str, start: int, end: int) -> str:
        """Return the source of a text read from the view."""
        bare = "".join(value.split())
        begin, stop = (bisect_left(self.visible, at) for at in (start, end))
        at = self.bare.find(bare, begin, stop) if bare else -1
        places = self._places(value, at) if at >= 0 else self._in_order(value, start, end)
        if places is None and bare and (at := self._elsewhere(bare, begin, stop)) >= 0:
            places = self._places(value, at)
        if places is None:
            return value
        return "".join(
            character
            if place is None or character == "\n"
            else self.source[self._source(place) : self._source(place + 1)]
            for character, place in zip(value, places, strict=True)
        )

    def _elsewhere(self, bare: str, begin: int, stop: int) -> int:
        """Find a text without blanks before a span, else after it."""
        first = self.first.get(bare)
        if first is None:
            # All rows after a heading look for the same one.
            first = self.first.setdefault(bare, self.bare.find(bare))
        is_told = first < 0 or first + len(bare) <= begin or first >= stop
        return first if is_told else self.bare.find(bare, stop)

    def _source(self, place: int) -> int:
        return place + self.left_out[bisect_right(self.at, place)]

    def _places(self, value: str, number: int) -> list[int | None]:
        """Return the place of each character, from a visible one on.

        Only blanks lie between them; an inserted blank has None.
        """
        places: list[int | None] = []
        at = None
        for mark in value:
            if not mark.isspace():
                at = self.visible[number]
                number += 1
                places.append(at)
                at += 1
                continue
            following = self.visible[number] if number < len(self.visible) else len(self.view)
            found = self.view.find(mark, at, following) if at is not None else -1
            at = following if found < 0 else found + 1
            places.append(found if found >= 0 else None)
        return places

    def _in_order(self, value: str, start: int, end: int) -> list[int | None] | None:
        """Return the places of characters that page marks may separate."""
        places: list[int | None] = []
        at = start
        for mark in value:
            # A blank is right here, or was inserted.
            found = self.view.find(mark, at, at + 1 if mark.isspace() else end)
            if found < 0 and not mark.isspace():
                return None
            places.append(found if found >= 0 else None)
            at = found + 1 if found >= 0 else at
        return places
