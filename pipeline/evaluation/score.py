"""Comparison of the truth with what was read, row by row.

Every comparison is one row of outcomes: `expected` is 1 where the truth has a value, `given` is 1
where the pipeline has one, `right` is 1 where the two are the same. `docs/accuracy.md` describes
each field.
"""

from __future__ import annotations

import polars as pl

from pipeline.evaluation.gold import Gold
from pipeline.evaluation.reading import Reading
from schemas.vocabulary import AttributionBasis

FIELDS = (
    *("meeting", "meeting_date", "meeting_start", "meeting_end", "meeting_round", "record_kind"),
    *("attendance_row", "attendance_name"),
    *("remark_boundary", "speaker_label", "speaker_named", "remark_kind"),
)
"""Measured fields, in display order."""

OUTCOME: dict[str, type[pl.DataType]] = {
    **{"record": pl.String, "field": pl.String},
    **{"right": pl.Int64, "given": pl.Int64, "expected": pl.Int64},
    **{"file": pl.String, "line": pl.Int64, "truth": pl.String, "found": pl.String},
}
"""Columns of outcomes; `truth` and `found` are for display."""

_DERIVED = [
    AttributionBasis.HEADING.value,
    AttributionBasis.LEGEND.value,
    AttributionBasis.CONTINUATION.value,
]
_MEETING_FIELDS = {
    "meeting_date": "date",
    "meeting_start": "start",
    "meeting_end": "end",
    "meeting_round": "round",
    "record_kind": "record_kind",
}


def score(gold: Gold, reading: Reading) -> pl.DataFrame:
    """Compare what was read with the truth.

    Returns
    -------
    pl.DataFrame
        Outcomes, with the columns of `OUTCOME`.
    """
    pairs = _pairs(gold.extents, reading.meetings)
    meetings = reading.meetings.join(pairs, on=["record", "meeting_id"], how="left")
    attendance = reading.attendance.join(pairs, on=["record", "meeting_id"], how="left")
    return pl.concat(
        [
            *_of_meetings(gold.meetings, meetings),
            *_of_attendance(gold.attendance, attendance),
            *_of_remarks(gold.remarks, reading),
        ]
    )


def _pairs(extents: pl.DataFrame, meetings: pl.DataFrame) -> pl.DataFrame:
    """Pair meetings by the number of characters that they share.

    Returns
    -------
    pl.DataFrame
        `record`, `meeting_id`, `meeting`; each meeting at most once on either side.
    """
    shared = pl.min_horizontal("char_end", "char_end_right") - pl.max_horizontal(
        "char_start", "char_start_right"
    )
    return (
        extents.join(meetings, on=["record", "file"])
        .with_columns(shared=shared)
        .filter(pl.col("shared") > 0)
        .sort("shared", "record", "meeting_id", "meeting", descending=[True, False, False, False])
        .unique(["record", "meeting_id"], keep="first", maintain_order=True)
        .unique(["record", "meeting"], keep="first", maintain_order=True)
        .select("record", "meeting_id", "meeting")
    )


def _of_meetings(truth: pl.DataFrame, found: pl.DataFrame) -> list[pl.DataFrame]:
    both = _side_by_side(truth, found, ["record", "meeting"])
    words = pl.lit("a meeting")
    outcomes = [_rows(both, "meeting", words, words)]
    of_truth = both.filter("is_true")
    return [
        *outcomes,
        *(
            _values(of_truth, field, column, pl.col("is_found"))
            for field, column in _MEETING_FIELDS.items()
        ),
    ]


def _of_attendance(truth: pl.DataFrame, found: pl.DataFrame) -> list[pl.DataFrame]:
    row = ["name", "position", "group", "presence"]

    def compare(field: str, columns: list[str]) -> pl.DataFrame:
        # A person listed twice has to be read twice.
        keys = ["record", "meeting", *columns]
        repeat = pl.int_range(pl.len()).over(keys)
        both = _side_by_side(
            truth.with_columns(repeat=repeat),
            found.with_columns(repeat=repeat),
            [*keys, "repeat"],
        )
        words = pl.concat_str(columns, separator=" / ")
        return _rows(both, field, words, words)

    return [compare("attendance_row", row), compare("attendance_name", ["name"])]


def _of_remarks(truth: pl.DataFrame, reading: Reading) -> list[pl.DataFrame]:
    names = reading.attendance.select("record", "attendance_id", linked="name")
    found = reading.remarks.join(names, on=["record", "attendance_id"], how="left")
    cut = _side_by_side(truth, found, ["record", "file", "start", "end"])
    matched = cut.filter("is_true", "is_found").with_columns(
        # A derived speaker is no error where the truth has no speaker label.
        label_right=pl.when((pl.col("label") == "") & pl.col("attribution_basis").is_in(_DERIVED))
        .then(pl.lit(""))
        .otherwise("label_right")
    )
    no_label = [pl.col(name).replace("", None) for name in ("label", "label_right")]
    spoken = _side_by_side(truth, found, ["record", "file", "start"]).with_columns(
        # The truth does not identify the persons of legends.
        linked=pl.when(
            pl.col("attribution_basis").ne_missing(pl.lit(AttributionBasis.LEGEND.value))
        ).then("linked"),
        person=pl.col("person").replace("", None),
    )
    first = pl.coalesce("first", "first_right")
    return [
        _rows(cut, "remark_boundary", first, first),
        _values(matched.with_columns(no_label), "speaker_label", "label", pl.lit(True)),
        _links(spoken),
        _values(matched, "remark_kind", "kind", pl.lit(True)),
    ]


def _side_by_side(truth: pl.DataFrame, found: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Join truth and reading on the keys, with unmatched rows kept.

    `is_true` and `is_found` are the sides of a row. Other columns of what was found end in `_right`
    where the names are the same. A null key matches none.
    """
    return (
        truth.with_columns(is_true=True)
        .join(
            found.with_columns(is_found=True),
            on=keys,
            how="full",
            coalesce=True,
            maintain_order="left_right",
        )
        .with_columns(pl.col("is_true", "is_found").fill_null(False))
    )


def _rows(both: pl.DataFrame, field: str, truth: pl.Expr, found: pl.Expr) -> pl.DataFrame:
    """Return outcomes of rows, right where both sides have them."""
    return _outcomes(
        both,
        field,
        right=pl.col("is_true") & pl.col("is_found"),
        given=pl.col("is_found"),
        expected=pl.col("is_true"),
        truth=pl.when("is_true").then(truth),
        found=pl.when("is_found").then(found),
    )


def _values(both: pl.DataFrame, field: str, column: str, is_found: pl.Expr) -> pl.DataFrame:
    """Return outcomes of a value of rows.

    It is right to leave out a value that the truth lacks.
    """
    truth, found = pl.col(column), pl.col(f"{column}_right")
    return _outcomes(
        both,
        field,
        right=is_found & truth.eq_missing(found),
        given=is_found & (found.is_not_null() | truth.is_null()),
        expected=pl.lit(True),
        truth=truth,
        found=found,
    )


def _links(spoken: pl.DataFrame) -> pl.DataFrame:
    """Return outcomes of links to attendees; a missing link is not wrong."""
    return _outcomes(
        spoken.filter(pl.col("person").is_not_null() | pl.col("linked").is_not_null()),
        "speaker_named",
        right=(pl.col("person") == pl.col("linked")).fill_null(False),
        given=pl.col("linked").is_not_null(),
        expected=pl.col("person").is_not_null(),
        truth=pl.col("person"),
        found=pl.col("linked"),
    )


def _outcomes(rows: pl.DataFrame, field: str, **columns: pl.Expr) -> pl.DataFrame:
    in_file = pl.coalesce("file", "file_right") if "file_right" in rows.columns else pl.col("file")
    return rows.select(
        "record",
        field=pl.lit(field),
        file=in_file,
        line=pl.coalesce("line", "line_right"),
        **columns,
    ).select(pl.col(name).cast(dtype) for name, dtype in OUTCOME.items())
