"""Header lines: the day, the hours and the place of a meeting, wherever its record states them.

Rules of a layout find a field in its part of the record. Where they leave one empty, all lines
before and after the talk are scored by what they show (`lexicons/header_lines.toml`), and the best
becomes a block of its own. Example: of `取得日:2023-05-09` and `第2回定例会 本文 開催日:2020-06-10`
above an untitled record, the second is its day.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import polars as pl

from pipeline.dates import with_date_parts
from pipeline.layouts import shared_rules
from pipeline.layouts.patterns import expand
from pipeline.lexicons import lexicon
from pipeline.lines import lines_of
from pipeline.numerals import NUMBER_OF_DAY
from pipeline.titles import with_title_parts
from schemas.vocabulary import BlockKind

FIELDS = ("day", "start", "end", "place")
"""What a line may state."""

_MEETING = ["document_id", "meeting"]
_SPOKEN = [
    kind.value
    for kind in (BlockKind.REMARK, BlockKind.ITEM, BlockKind.INTERJECTION, BlockKind.PROSE)
]
_FIELD_KINDS = [kind.value for kind in (BlockKind.DATE, BlockKind.PLACE, BlockKind.TITLE)]
_FRONT = 3000
"""In so many characters a document states its day, if it does."""
_LONGEST = 200
"""Most characters of a line that states a field."""
_LABEL_ONLY = r"^[^。、]{0,4}(?:日時|開催日|期日|年月日|場所|会場)[^。、]{0,8}$"
_HOUR_FIRST = rf"^(?:自)?(?:午[前後]{NUMBER_OF_DAY}{{1,3}}時|[0-9]{{1,2}}[:時])"


@dataclass(frozen=True)
class Evidence:
    """Something that a line may show, and how much it counts for a field."""

    name: str
    points: int
    pattern: str
    matches: tuple[str, ...]
    rejects: tuple[str, ...]


@cache
def evidence(field: str) -> tuple[Evidence, ...]:
    """The evidence for a field of `FIELDS`.

    Raises
    ------
    KeyError
        There is no such field.
    """
    return tuple(_row(row) for row in lexicon("header_lines")[field])


def _row(row: dict[str, Any]) -> Evidence:
    return Evidence(
        name=row["name"],
        points=row["points"],
        pattern=expand(row["pattern"]),
        matches=tuple(row["matches"]),
        rejects=tuple(row["rejects"]),
    )


def score(field: str, text: str = "seen") -> pl.Expr:
    """The points of a line for a field. Column `text` is in one width and without blanks."""
    return pl.sum_horizontal(
        pl.col(text).str.contains(row.pattern).cast(pl.Int32) * row.points
        for row in evidence(field)
    )


def with_header_lines(lines: pl.DataFrame) -> pl.DataFrame:
    """Give the lines that best state a field their own blocks, where no rule found the field.

    Parameters
    ----------
    lines
        As `classify` returns them: the visible lines of documents.

    Returns
    -------
    pl.DataFrame
        The same lines. Of those that were chosen, `kind` is that of the field, `rule` is
        `<field>_by_evidence`, `meeting` is the meeting that misses it, and they open a block, as
        does the line after each.
    """
    missing = _missing(lines)
    if missing.is_empty():
        return lines
    candidates = _candidates(lines, missing)
    day = _best_day(candidates)
    chosen = pl.concat(
        [
            day,
            _best(candidates, "start", is_last=False),
            _best(candidates, "end", is_last=True),
            _best(candidates, "place", is_last=False),
        ]
    ).unique(["document_id", "line"], keep="first", maintain_order=True)
    if chosen.is_empty():
        return lines
    return _promoted(
        lines.join(chosen, on=["document_id", "line"], how="left", maintain_order="left")
    )


def _promoted(lines: pl.DataFrame) -> pl.DataFrame:
    """Open blocks at the lines that are `chosen`, and at those that come after."""
    is_chosen = pl.col("chosen").is_not_null()
    is_place = pl.col("chosen") == "place"
    same = pl.col("document_id") == pl.col("document_id").shift()
    labelled = pl.coalesce(
        *(
            pl.when(pl.col("text").str.contains(rule.pattern)).then(pl.lit(rule.name))
            for rule in shared_rules()["header"]
            if rule.kind == BlockKind.PLACE
        ),
        pl.lit("place_by_evidence"),
    )
    lines = lines.with_columns(
        cut=is_chosen.shift(fill_value=False) & same & ~pl.col("opens") & ~is_chosen,
        opens=pl.col("opens") | is_chosen | (is_chosen.shift(fill_value=False) & same),
        meeting=pl.coalesce("of_meeting", "meeting"),
        kind=pl.when(is_place)
        .then(pl.lit(BlockKind.PLACE.value))
        .when(is_chosen)
        .then(pl.lit(BlockKind.DATE.value))
        .otherwise("kind"),
        rule=pl.when(is_place)
        .then(labelled)
        .when(is_chosen)
        .then(pl.format("{}_by_evidence", "chosen"))
        .otherwise("rule"),
    )
    # What a field is cut out of goes on, but another field has ended there.
    left_over = pl.when("opens").then("cut").forward_fill() & pl.col("kind").is_in(_FIELD_KINDS)
    return lines.with_columns(
        kind=pl.when(left_over).then(pl.lit(BlockKind.UNRECOGNISED.value)).otherwise("kind"),
        rule=pl.when(~left_over).then("rule"),
    ).drop("chosen", "of_meeting", "cut")


def with_a_day(documents: pl.DataFrame) -> pl.Series:
    """The `document_id` of the documents that state the day of a meeting before any speech.

    Parameters
    ----------
    documents
        `document_id`, `text` (not null).
    """
    lines = (
        lines_of(documents.with_columns(pl.col("text").str.slice(0, _FRONT)))
        .filter(pl.col("text").str.strip_chars() != "")
        .pipe(_folded)
    )
    return (
        _with_points(lines)
        .filter(pl.col("date").is_not_null(), pl.col("of_day") >= lexicon("header_lines")["least"])[
            "document_id"
        ]
        .unique()
    )


def _missing(lines: pl.DataFrame) -> pl.DataFrame:
    """`document_id`, `meeting` and `no_day`, `no_start`, `no_end`, `no_place` of meetings."""

    def of_kind(kind: BlockKind) -> pl.Expr:
        return pl.col("text").filter(pl.col("kind") == kind.value)

    headers = (
        lines.filter(pl.col("meeting") > 0)
        .group_by(_MEETING, maintain_order=True)
        .agg(
            title=of_kind(BlockKind.TITLE).str.join(" "),
            date_text=of_kind(BlockKind.DATE).str.join("\n"),
            no_place=of_kind(BlockKind.PLACE).len() == 0,
        )
    )
    return (
        with_date_parts(with_title_parts(headers))
        .select(
            *_MEETING,
            "no_place",
            no_day=pl.col("date").is_null(),
            no_start=pl.col("starts_at").is_null(),
            no_end=pl.col("ends_at").is_null(),
        )
        .filter(pl.any_horizontal("no_day", "no_start", "no_end", "no_place"))
    )


def _candidates(lines: pl.DataFrame, missing: pl.DataFrame) -> pl.DataFrame:
    """The lines outside of the talk of meetings that miss a field, with their points.

    What stands above the first title of a document is of its first meeting.
    """
    return (
        lines.join(missing.select("document_id").unique(), on="document_id", how="semi")
        .pipe(_folded)
        .with_columns(of_meeting=pl.max_horizontal("meeting", pl.lit(1, pl.Int32)))
        .join(
            missing.rename({"meeting": "of_meeting"}),
            on=["document_id", "of_meeting"],
            maintain_order="left",
        )
        .filter(~pl.col("kind").is_in(_SPOKEN))
        .pipe(_with_points)
    )


def _folded(lines: pl.DataFrame) -> pl.DataFrame:
    """Add `folded` (in one width and without blanks) and `seen`: with what belongs to a line of
    the lines beside it, the label above and the hour below.
    """
    document = pl.col("document_id")

    def beside(step: int, pattern: str) -> pl.Expr:
        other = pl.col("folded").shift(step)
        fits = (document == document.shift(step)) & other.str.contains(pattern)
        return pl.when(fits).then(other).otherwise(pl.lit(""))

    return lines.with_columns(
        folded=pl.col("text").str.normalize("NFKC").str.replace_all(r"\s", "")
    ).with_columns(seen=pl.concat_str(beside(1, _LABEL_ONLY), "folded", beside(-1, _HOUR_FIRST)))


def _with_points(lines: pl.DataFrame) -> pl.DataFrame:
    """Add `of_<field>` for each field, and `date` and hours as `with_date_parts` reads them."""
    return (
        lines.filter(pl.col("folded").str.len_chars() <= _LONGEST)
        .with_columns(score(field).alias(f"of_{field}") for field in FIELDS)
        .with_columns(date_text="folded", title=pl.lit(None, pl.String))
        .pipe(with_date_parts)
    )


def _best_day(candidates: pl.DataFrame) -> pl.DataFrame:
    """The line with most points for a day, where no other day comes near it."""
    table = lexicon("header_lines")
    days = (
        candidates.filter("no_day", pl.col("date").is_not_null())
        .sort("of_day", descending=True, maintain_order=True)
        .group_by("document_id", "of_meeting", "date", maintain_order=True)
        # A day that stands twice is the more likely.
        .agg(pl.col("line").first(), points=pl.col("of_day").max() + (pl.len() > 1))
        .sort("points", descending=True, maintain_order=True)
        .group_by("document_id", "of_meeting", maintain_order=True)
        .agg(
            pl.col("line").first(),
            points=pl.col("points").first(),
            next_best=pl.col("points").get(1, null_on_oob=True),
        )
    )
    return days.filter(
        pl.col("points") >= table["least"],
        pl.col("next_best").is_null() | (pl.col("points") - pl.col("next_best") >= table["margin"]),
    ).select("document_id", "line", "of_meeting", chosen=pl.lit("day"))


def _best(candidates: pl.DataFrame, field: str, *, is_last: bool) -> pl.DataFrame:
    """The first line (or the last) with points enough for a field that is missing."""
    return (
        candidates.filter(f"no_{field}", pl.col(f"of_{field}") >= lexicon("header_lines")["least"])
        .unique(
            ["document_id", "of_meeting"],
            keep="last" if is_last else "first",
            maintain_order=True,
        )
        .select("document_id", "line", "of_meeting", chosen=pl.lit(field))
    )
