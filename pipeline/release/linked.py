"""Linked rows: what linking adds to the tables of a release."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from pipeline.files.parquet_files import read_parquet
from pipeline.linking.departed import DEPARTED
from pipeline.linking.link import OF_ATTENDANCE, OF_REMARKS, READ, Linked, link
from pipeline.linking.person_ids import OF_PERSONS, OF_ROWS, Previous
from pipeline.release.files.paths import parquet_path
from pipeline.release.version import Release, damaged
from pipeline.run.store import Store
from schemas import TABLES
from schemas.table import empty, sort_key

_FILLED = {
    "attendance": ("attendance_id", OF_ATTENDANCE),
    "remarks": ("remark_id", OF_REMARKS),
}
"""The key and the columns of the tables that linking fills."""


class LinkedRows:
    """The rows of all collections, linked: new tables, and columns of the others."""

    def __init__(self, linked: Linked) -> None:
        self.tables = linked.tables
        self.quality_issues = linked.quality_issues
        self.departed = linked.departed
        self._found = {"attendance": linked.attendance, "remarks": linked.remarks}

    def filled(self, name: str, rows: pl.DataFrame) -> pl.DataFrame:
        """Return rows of a table with the columns that linking fills."""
        if name not in _FILLED:
            return rows
        key, columns = _FILLED[name]
        found = rows.select(key).join(
            self._found[name], on=key, how="left", maintain_order="left", validate="1:1"
        )
        return rows.with_columns(found.select(columns))

    def with_issues(self, portions: Iterable[pl.DataFrame]) -> pl.DataFrame:
        """Return the issues of all stages and those of linking, in order of publication."""
        table = TABLES["quality_issues"]
        return pl.concat([empty(table), *portions, self.quality_issues]).sort(sort_key(table))


def linked_rows(
    store: Store, collection_ids: Sequence[str], previous: Release | None
) -> LinkedRows:
    """Link the stored rows of all collections.

    Parameters
    ----------
    previous
        The last release, whose persons keep their identifiers; None where there is none.

    Raises
    ------
    NotPublishableError
        Where a file of the last release is damaged.
    """
    meetings, attendance, remarks = (
        pl.concat(
            [
                empty(TABLES[name]).select(columns),
                *store.read_together(name, collection_ids, columns),
            ]
        )
        for name, columns in READ.items()
    )
    return LinkedRows(link(meetings, attendance, remarks, _previous(previous)))


def _previous(release: Release | None) -> Previous | None:
    """Return the persons of a release; None where it is older than they are."""
    if release is None:
        return None
    attendance, persons = (release.path / parquet_path(name) for name in ("attendance", "persons"))
    if not persons.exists():
        return None
    try:
        return Previous(
            read_parquet(attendance, columns=[*OF_ROWS, "person_id"]),
            read_parquet(persons, columns=list(OF_PERSONS)),
            pl.DataFrame(release.departed_persons, schema=DEPARTED, orient="row"),
        )
    except (OSError, pl.exceptions.PolarsError) as error:
        raise damaged(release.path, error) from error
