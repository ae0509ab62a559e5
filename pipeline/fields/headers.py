"""Headers: title, date and place of each meeting, in one row."""

from __future__ import annotations

import polars as pl

from pipeline.fields.venues import place_behind_date
from schemas.vocabulary import BlockKind

_OF_HEADER = (BlockKind.TITLE, BlockKind.DATE, BlockKind.PLACE)


def headers_of(passages: pl.DataFrame, *of_meeting: str) -> pl.DataFrame:
    """Make one header row for each meeting.

    Parameters
    ----------
    passages
        As made by `passages_of`; title, date and place are used. The first title of a meeting
        counts, if any. Date and time may be in several passages (start and end with labels of
        their own, the end after the body of the record), and so may a place and its address.
    of_meeting
        The columns that identify the meeting of a passage.

    Returns
    -------
    pl.DataFrame
        `of_meeting`, `document_id` (the first), `title`, `date_text` (with labels, one line per
        passage), `place_text` and `line` of the title.
    """
    # The number of a label is no part of a time: 午後３時, and on the next line ４　閉会.
    label = pl.col("marker").fill_null("").str.replace(r"^\s*[0-9０-９]{1,2}[．.、)）\s]+", "")
    labelled = pl.concat_str(label, pl.lit(" "), "text")

    convened = labelled.str.contains("招[ 　]*集")
    tells_start = (pl.col("rule") == "start_by_evidence").fill_null(False)
    # Where the record states its start separately, the hour of the convocation is a different one.
    labelled = (
        pl.when(convened & tells_start.any())
        .then(labelled.str.replace(r"午[前後][\s\S]*$", ""))
        .otherwise(labelled)
    )

    def of_kind(column: pl.Expr, kind: BlockKind) -> pl.Expr:
        return column.filter(pl.col("kind") == kind.value)

    # Other passages are emptied, not dropped: each meeting has a row.
    of_header = pl.col("kind").is_in([kind.value for kind in _OF_HEADER])
    return (
        passages.with_columns(pl.when(of_header).then(pl.col("marker", "text")))
        .group_by(*of_meeting, maintain_order=True)
        .agg(
            *(pl.col(name).first() for name in {"document_id"}.difference(of_meeting)),
            title=of_kind(pl.col("text"), BlockKind.TITLE).first(),
            # The date of the convocation, which is not that of the meeting, goes last.
            date_text=of_kind(labelled, BlockKind.DATE)
            .sort_by(
                of_kind(convened, BlockKind.DATE),
                of_kind(~tells_start, BlockKind.DATE),
                maintain_order=True,
            )
            .str.join("\n"),
            place_text=of_kind(pl.col("text"), BlockKind.PLACE).str.join("\n"),
            line=of_kind(pl.col("line_start"), BlockKind.TITLE).first(),
        )
        .with_columns(
            pl.col("date_text", "place_text").str.strip_chars().replace("", None),
        )
        .with_columns(place_text=pl.coalesce("place_text", place_behind_date()))
    )
