"""A published release, opened for copying: its tables as it describes them itself."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.files.parquet_files import scan_parquet
from pipeline.messages import MessageError, joined, message, placed
from pipeline.release.files.paths import parquet_path
from pipeline.release.metadata.checksums import altered_files
from pipeline.release.metadata.datapackage import PARQUET_ENDING
from pipeline.release.release_folder import refuse_no_release
from pipeline.release.verify import DESCRIPTOR

SHOWN_FAULTS = 3
"""Maximum of faults that the error of a damaged release names."""


class DamagedReleaseError(MessageError, ValueError):
    """A release whose files are not as it states them; the message names the first."""


class TableMissingError(MessageError, ValueError):
    """A release without a table that a format needs; the message names both."""


@dataclass(frozen=True)
class Field:
    """A column of a published table, as its release describes it."""

    name: str
    en: str
    ja: str
    is_required: bool
    unit: str | None = None


@dataclass(frozen=True)
class ForeignKey:
    """Columns of a table that lead to those of another, or of itself."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]


@dataclass(frozen=True)
class PublishedTable:
    """A table of a release: its file, descriptions and keys."""

    name: str
    file: Path
    en: str
    ja: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]

    def scan(self) -> pl.LazyFrame:
        """Scan the rows, in the order in which they are published."""
        return scan_parquet(self.file)


@dataclass(frozen=True)
class PublishedRelease:
    """A release folder: its descriptor and tables by name."""

    folder: Path
    descriptor: Mapping[str, Any]
    tables: Mapping[str, PublishedTable]

    def scan(self, table_name: str) -> pl.LazyFrame:
        """Scan the rows of a table.

        Raises
        ------
        TableMissingError
            Where the release has no such table.
        """
        self.require(table_name)
        return self.tables[table_name].scan()

    def without(self, table_names: Collection[str]) -> PublishedRelease:
        """Return the release without some tables, and without keys that lead to them.

        Raises
        ------
        TableMissingError
            Where the release has no table of that name.
        """
        if unknown := sorted(set(table_names) - self.tables.keys()):
            raise TableMissingError(
                message(
                    "left_out_is_unknown",
                    release=self.folder,
                    tables=", ".join(unknown),
                    known=", ".join(self.tables),
                )
            )
        kept = {
            name: replace(
                table,
                foreign_keys=tuple(
                    key for key in table.foreign_keys if key.table not in table_names
                ),
            )
            for name, table in self.tables.items()
            if name not in table_names
        }
        return replace(self, tables=kept)

    def require(self, *table_names: str) -> None:
        """Check that the release has these tables.

        Raises
        ------
        TableMissingError
            Where it lacks one.
        """
        lacking = [name for name in table_names if name not in self.tables]
        if lacking:
            raise TableMissingError(
                message(
                    "release_lacks_tables",
                    release=self.folder,
                    tables=", ".join(lacking),
                )
            )


def open_release(folder: Path) -> PublishedRelease:
    """Open a release folder of which every byte is as published.

    Raises
    ------
    NoReleaseError
        Where the folder is no release.
    DamagedReleaseError
        Where a file was altered, is missing or cannot be read.
    """
    refuse_no_release(folder)
    try:
        altered = altered_files(folder)
    except (OSError, ValueError) as error:
        raise _damaged(folder, [message("cannot_be_read", reason=error)]) from error
    if altered:
        raise _damaged(folder, [placed(path, reason) for path, reason in altered.items()])
    try:
        descriptor = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
        tables = dict(_tables(folder, descriptor))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        reason = message("cannot_be_read", reason=repr(error))
        raise _damaged(folder, [placed(DESCRIPTOR, reason)]) from error
    return PublishedRelease(folder, descriptor, tables)


def _damaged(folder: Path, reasons: Sequence[Any]) -> DamagedReleaseError:
    return DamagedReleaseError(
        message(
            "copied_release_damaged", release=folder, reasons=joined("\n- ", reasons[:SHOWN_FAULTS])
        )
    )


def _tables(folder: Path, descriptor: Mapping[str, Any]) -> list[tuple[str, PublishedTable]]:
    """Return the tables by name; a key is stated beside either file of a table."""
    resources = {each["name"]: each for each in descriptor["resources"]}
    tables = []
    for name, parquet in resources.items():
        if not name.endswith(PARQUET_ENDING):
            continue
        table = name.removesuffix(PARQUET_ENDING)
        schema = (parquet if "schema" in parquet else resources[table])["schema"]
        tables.append((table, _table(folder, table, parquet, schema)))
    return tables


def _table(
    folder: Path, name: str, resource: Mapping[str, Any], schema: Mapping[str, Any]
) -> PublishedTable:
    return PublishedTable(
        name=name,
        file=folder / parquet_path(name),
        en=resource["description"],
        ja=resource["description_ja"],
        fields=tuple(
            Field(
                field["name"],
                field["description"],
                field["description_ja"],
                field.get("constraints", {}).get("required", False),
                field.get("unit"),
            )
            for field in schema["fields"]
        ),
        primary_key=tuple(schema["primaryKey"]),
        foreign_keys=tuple(
            ForeignKey(
                tuple(key["fields"]),
                # An empty name is the table itself, by the standard.
                (key["reference"]["resource"] or name).removesuffix(PARQUET_ENDING),
                tuple(key["reference"]["fields"]),
            )
            for key in schema.get("foreignKeys") or ()
        ),
    )


def in_order_of_keys(release: PublishedRelease) -> list[PublishedTable]:
    """Return the tables, each after those that its keys lead to.

    Raises
    ------
    DamagedReleaseError
        Where keys lead to a table that is not there, or in a circle.
    """
    waiting, ordered = dict(release.tables), dict[str, PublishedTable]()
    while waiting:
        ready = [
            name
            for name, table in waiting.items()
            if {key.table for key in table.foreign_keys} <= {*ordered, name}
        ]
        if not ready:
            raise _damaged(release.folder, [message("keys_lead_astray", tables=", ".join(waiting))])
        ordered |= {name: waiting.pop(name) for name in ready}
    return list(ordered.values())
