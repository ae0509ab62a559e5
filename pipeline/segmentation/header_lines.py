"""Header lines: day, hours and place, anywhere in the record.

Rules of a layout find a field in its part of the record. Where they find none, all lines without
speech are scored by their evidence (`lexicons/header_lines.toml`), and the best becomes a block.
`取得日:2023-05-09` and `第2回定例会 本文 開催日:2020-06-10` before an untitled record → the second
states its day.
"""

from __future__ import annotations

import polars as pl

from pipeline.fields.dates import with_date_parts
from pipeline.fields.titles import with_title_parts
from pipeline.lexicons import lexicon
from pipeline.segmentation.evidence import least_points, points
from pipeline.segmentation.header_evidence import FIELDS, LONGEST, TABLE, with_folded
from pipeline.segmentation.layouts import shared_rules
from schemas.vocabulary import BlockKind

_MEETING = ["document_id", "meeting"]
_SPOKEN = [
    kind.value
    for kind in (BlockKind.REMARK, BlockKind.ITEM, BlockKind.INTERJECTION, BlockKind.PROSE)
]
_FIELD_KINDS = [kind.value for kind in (BlockKind.DATE, BlockKind.PLACE, BlockKind.TITLE)]


def with_header_lines(lines: pl.DataFrame) -> pl.DataFrame:
    """Make blocks of the lines that state missing fields.

    Parameters
    ----------
    lines
        As `classify` returns them: the visible lines of documents.

    Returns
    -------
    pl.DataFrame
        The same lines. For the chosen lines, `kind` is that of the field, `rule` is
        `<field>_by_evidence` (for a place with a label, the shared rule of the label), and
        `meeting` is the meeting that misses the field. They open a block, as does the line after
        each.
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
    """Open blocks at `chosen` lines and at the lines after them."""
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
    # After a line cut out of another field, the rest of that field is unrecognised.
    left_over = pl.when("opens").then("cut").forward_fill() & pl.col("kind").is_in(_FIELD_KINDS)
    return lines.with_columns(
        kind=pl.when(left_over).then(pl.lit(BlockKind.UNRECOGNISED.value)).otherwise("kind"),
        rule=pl.when(~left_over).then("rule"),
    ).drop("chosen", "of_meeting", "cut")


def _missing(lines: pl.DataFrame) -> pl.DataFrame:
    """Find the meetings that miss a field.

    `document_id`, `meeting` and `no_day`, `no_start`, `no_end`, `no_place`.
    """

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
    """Return the lines that may state a missing field, with points.

    They are lines without speech. Lines before the first title of a document belong to its first
    meeting.
    """
    is_spoken = pl.col("kind").is_in(_SPOKEN)
    return (
        lines.join(missing.select("document_id").unique(), on="document_id", how="semi")
        .with_columns(has_spoken=is_spoken.cum_sum().over("document_id") > 0)
        .filter(~is_spoken)
        .pipe(with_folded)
        .with_columns(of_meeting=pl.max_horizontal("meeting", pl.lit(1, pl.Int32)))
        .join(
            missing.rename({"meeting": "of_meeting"}),
            on=["document_id", "of_meeting"],
            maintain_order="left",
        )
        .pipe(_with_points)
        .with_columns(
            of_day=pl.col("of_day")
            + pl.when("has_spoken").then(0).otherwise(lexicon(TABLE)["before_talk"])
        )
    )


def _with_points(lines: pl.DataFrame) -> pl.DataFrame:
    """Add `of_<field>` (points), and `date` and hours.

    Date and hours are those of `with_date_parts`.
    """
    return (
        lines.filter(pl.col("folded").str.len_chars() <= LONGEST)
        .with_columns(points(TABLE, field, pl.col("seen")).alias(f"of_{field}") for field in FIELDS)
        .with_columns(date_text="folded", title=pl.lit(None, pl.String))
        .pipe(with_date_parts)
    )


def _best_day(candidates: pl.DataFrame) -> pl.DataFrame:
    """Choose the line with most points for a day.

    No line is chosen where another day has almost as many points (`margin`).
    """
    days = (
        candidates.filter("no_day", pl.col("date").is_not_null())
        .sort("of_day", descending=True, maintain_order=True)
        .group_by("document_id", "of_meeting", "date", maintain_order=True)
        # A day that occurs twice is more likely.
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
        pl.col("points") >= least_points(TABLE),
        pl.col("next_best").is_null()
        | (pl.col("points") - pl.col("next_best") >= lexicon(TABLE)["margin"]),
    ).select("document_id", "line", "of_meeting", chosen=pl.lit("day"))


def _best(candidates: pl.DataFrame, field: str, *, is_last: bool) -> pl.DataFrame:
    """Choose the first or last line with enough points for a field."""
    # The hour may be on the next line, and then that line is chosen.
    has_hour = pl.lit(field == "place") | pl.col("folded").str.contains(
        "[0-9〇一二三四五六七八九十]時|:[0-9]|正午"
    )
    return (
        candidates.filter(f"no_{field}", has_hour, pl.col(f"of_{field}") >= least_points(TABLE))
        .unique(
            ["document_id", "of_meeting"],
            keep="last" if is_last else "first",
            maintain_order=True,
        )
        .select("document_id", "line", "of_meeting", chosen=pl.lit(field))
    )
