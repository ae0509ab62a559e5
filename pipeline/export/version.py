"""Versions that mean something: the number follows from the difference to the last release."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.export.refusal import NotPublishableError
from schemas import TABLES
from schemas.table import polars_schema, primary_key

CORRECTED = "values or descriptions corrected, or rows withdrawn"
FIRST_VERSION = "1.0.0"


@dataclass(frozen=True)
class Release:
    """A published release."""

    path: Path
    descriptor: dict[str, Any]

    @property
    def version(self) -> str:
        """Its version number."""
        return str(self.descriptor["version"])

    @property
    def content_hash(self) -> str:
        """The hash of its rows and schemas."""
        return str(self.descriptor["content_hash"])

    @property
    def history(self) -> list[dict[str, str]]:
        """The releases up to this one, the oldest first."""
        return list(self.descriptor.get("history", []))


@dataclass(frozen=True)
class NextVersion:
    """A version number and why it is that one."""

    version: str
    reason: str


def last_release(outputs: Path) -> Release | None:
    """The release with the highest version under `outputs`; None where there is none.

    Raises
    ------
    NotPublishableError
        Where it is damaged.
    """
    folder = outputs / "releases"
    versions = [path for path in folder.glob("*") if re.fullmatch(r"\d+\.\d+\.\d+", path.name)]
    if not versions:
        return None
    path = max(versions, key=lambda path: numbers(path.name))
    try:
        descriptor = json.loads((path / "datapackage.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise NotPublishableError(
            f"release {path.name} is damaged: datapackage.json: {error}. "
            f"Restore {path} from a copy."
        ) from error
    return Release(path, descriptor)


def next_version(previous: Release | None, staged: Path) -> NextVersion:
    """Decide the version of a staged release whose content differs from the previous one.

    Columns removed or retyped, or keys changed: major. Rows or columns added: minor. All else,
    which is values corrected or rows withdrawn: patch.
    """
    if previous is None:
        return NextVersion(FIRST_VERSION, "first release")
    major, minor, patch = numbers(previous.version)
    broken = _schema_breaks(previous.path)
    if broken:
        return NextVersion(f"{major + 1}.0.0", "; ".join(broken))
    added = _additions(previous.path, staged)
    if added:
        return NextVersion(f"{major}.{minor + 1}.0", "; ".join(added))
    return NextVersion(f"{major}.{minor}.{patch + 1}", CORRECTED)


def _schema_breaks(previous: Path) -> list[str]:
    broken = []
    descriptor = json.loads((previous / "datapackage.json").read_text(encoding="utf-8"))
    keys = {
        resource["name"]: resource["schema"]["primaryKey"]
        for resource in descriptor["resources"]
        if "schema" in resource
    }
    for file in sorted((previous / "parquet").glob("*.parquet")):
        name = file.stem
        if name not in TABLES:
            broken.append(f"table {name} removed")
            continue
        now = polars_schema(TABLES[name])
        for column, dtype in pl.read_parquet_schema(file).items():
            if column not in now:
                broken.append(f"column {name}.{column} removed")
            elif now[column] != dtype:
                broken.append(f"column {name}.{column} retyped")
        if keys.get(name) != primary_key(TABLES[name]):
            broken.append(f"key of {name} changed")
    return broken


def _additions(previous: Path, staged: Path) -> list[str]:
    added = []
    for name, table in TABLES.items():
        before, now = previous / f"parquet/{name}.parquet", staged / f"parquet/{name}.parquet"
        if not before.exists():
            added.append(f"table {name} added")
            continue
        columns = polars_schema(table).names()
        new_columns = [c for c in columns if c not in pl.read_parquet_schema(before)]
        added.extend(f"column {name}.{column} added" for column in new_columns)
        key = primary_key(table)
        rows = (
            pl.scan_parquet(now)
            .select(key)
            .join(pl.scan_parquet(before).select(key), on=key, how="anti")
            .select(pl.len())
            .collect()
            .item()
        )
        if rows:
            added.append(f"{rows} rows of {name} added")
    return added


def numbers(version: str) -> tuple[int, int, int]:
    """The parts of a version number."""
    major, minor, patch = version.split(".")
    return int(major), int(minor), int(patch)
