"""Source documents of the rows that fail a check."""

from __future__ import annotations

import polars as pl

from pipeline.checks.check import Frames

DOCUMENTS_SHOWN = 3
KEYS = ("row_key", "meeting_id", "agenda_item_id", "attendance_id", "remark_id")


def documents_of_rows(table_name: str, failing: pl.DataFrame, frames: Frames) -> tuple[str, ...]:
    """Return the first `DOCUMENTS_SHOWN` documents that rows come from.

    They are in the order of the rows.

    Parameters
    ----------
    table_name, failing, frames
        As for `places_behind`.
    """
    found = places_behind(table_name, failing, frames)["document_id"]
    return tuple(found.drop_nulls().unique(maintain_order=True).head(DOCUMENTS_SHOWN))


def places_behind(table_name: str, failing: pl.DataFrame, frames: Frames) -> pl.DataFrame:
    """Find the document and the line of each row.

    Parameters
    ----------
    table_name
        Table that the rows belong to, or describe.
    failing
        Rows with `document_id`, or with a key of the table.
    frames
        Tables of the collection.

    Returns
    -------
    pl.DataFrame
        `document_id` and `line` in the order of the rows, null where not known. A row of a meeting
        in several documents is repeated for each of them.
    """
    schema = {"document_id": pl.String, "line": pl.Int32}
    if "document_id" in failing.columns:
        found = failing
    else:
        keys = [failing[name] for name in KEYS if name in failing.columns]
        if not keys:
            return pl.DataFrame(schema=schema)
        found = _of_keys(table_name, keys[0], frames)
    line = pl.col("line") if "line" in found.columns else pl.lit(None)
    return found.select(pl.col("document_id").cast(pl.String), line.cast(pl.Int32).alias("line"))


def _of_keys(table_name: str, keys: pl.Series, frames: Frames) -> pl.DataFrame:
    if table_name == "documents":
        return keys.to_frame("document_id")
    if table_name == "blocks":
        return keys.str.replace(r"\|[^|]*$", "").to_frame("document_id")
    table = frames[table_name]
    if "document_id" not in table.columns:
        # A row of the language layer counts words of many documents.
        return pl.DataFrame(schema={"document_id": pl.String})
    key = table.columns[0] if keys.name == "row_key" else keys.name
    line = "line_start" if "line_start" in table.columns else "line"
    known = (
        table.group_by("document_id", key, maintain_order=True)
        .agg(line=pl.col(line).min())
        .rename({key: "key"})
    )
    return keys.to_frame("key").join(known, on="key", how="left", maintain_order="left_right")
