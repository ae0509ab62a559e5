"""What is wrong with the linked rows of a release."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from pipeline.files.parquet_files import read_parquet
from pipeline.linking.doubts import LISTED_TWICE
from pipeline.messages import message
from pipeline.release.files.paths import parquet_path
from schemas import LINKED_TABLES, RELEASE_TABLES
from schemas.table import columns_of, primary_key
from schemas.vocabulary import RemarkKind

_ASIDES = [RemarkKind.INTERJECTION.value, RemarkKind.STAGE.value]
_READ = {
    "attendance": ["attendance_id", "meeting_id", "document_id", "person_id", "person_reason"],
    "remarks": ["remark_id", "kind", "person_id", "person_reason"],
    "quality_issues": ["document_id", "rule"],
}


def wrong_links(folder: Path) -> Iterator[dict[str, str]]:
    """Yield rows of a release that are linked wrongly: `row` and `reason`.

    Each row of attendance, and each remark but for asides, has a person or a reason, and not both.
    What a link names is there. The list of a meeting has a person twice only where an issue of the
    document says so.
    """
    tables = {
        name: read_parquet(folder / parquet_path(name), columns=columns)
        for name, columns in _READ.items()
    }
    attendance, remarks = tables["attendance"], tables["remarks"]
    spoken = remarks.filter(~pl.col("kind").is_in(_ASIDES))
    has_person = pl.col("person_id").is_not_null()
    for key, rows in (("attendance_id", attendance), ("remark_id", spoken)):
        wrong = rows.filter(has_person == pl.col("person_reason").is_not_null())
        yield from _each(wrong[key], message("person_or_reason"))
    asides = remarks.filter(pl.col("kind").is_in(_ASIDES), has_person)
    yield from _each(asides["remark_id"], message("aside_has_person"))
    flagged = tables["quality_issues"].filter(pl.col("rule") == LISTED_TWICE)["document_id"]
    twice = attendance.filter(
        has_person & (pl.len().over("meeting_id", "person_id") > 1),
        ~pl.col("document_id").is_in(flagged.drop_nulls().implode()),
    )
    yield from _each(twice["attendance_id"], message("person_listed_twice"))
    yield from _dangling(folder)


def _dangling(folder: Path) -> Iterator[dict[str, str]]:
    """Yield the links that lead to no row of a linked table, or from one to no row."""
    for name, table in RELEASE_TABLES.items():
        for column in columns_of(table):
            if not column.references:
                continue
            target, key = column.references.split(".")
            if target not in LINKED_TABLES and name not in LINKED_TABLES:
                continue
            names = dict.fromkeys([*primary_key(table), column.name])
            rows = read_parquet(folder / parquet_path(name), columns=list(names))
            known = read_parquet(folder / parquet_path(target), columns=[key])
            lost = rows.drop_nulls(column.name).join(
                known, left_on=column.name, right_on=key, how="anti"
            )
            values = lost.select(pl.concat_str(pl.col(primary_key(table)), separator="|"))
            for row, value in zip(values.to_series(), lost[column.name], strict=True):
                yield {
                    "row": row,
                    "reason": message("leads_to_no_row", column=column.name, value=value),
                }


def _each(keys: pl.Series, reason: str) -> Iterator[dict[str, str]]:
    for key in keys:
        yield {"row": key, "reason": reason}
