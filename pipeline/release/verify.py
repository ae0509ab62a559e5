"""Verification of a published release: unaltered and consistent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.checks import Check, run_check
from pipeline.checks.check import Subject
from pipeline.checks.schema import foreign_keys_check, schema_check
from pipeline.files.parquet_files import read_parquet
from pipeline.messages import MessageError, message, placed
from pipeline.release.checks import CHECKS, UNREADABLE, wrong_checksums
from pipeline.release.files.paths import csv_path, parquet_path
from pipeline.release.metadata.checksums import CHECKSUMS, stated_checksums
from pipeline.release.metadata.described import tables_described_otherwise, unlike_files
from pipeline.release.release_folder import refuse_no_release
from pipeline.release.staged_release import StagedRelease
from pipeline.release.version import wrong_name
from schemas import RELEASE_TABLES
from schemas.table import columns_of, primary_key
from schemas.vocabulary import Severity, Stage

DESCRIPTOR = "datapackage.json"


class UnverifiableError(MessageError, ValueError):
    """A release that cannot be verified; the message gives reason and remedy."""


@dataclass(frozen=True)
class Fault:
    """A fault of a release: the file and the reason."""

    file: str
    reason: str


@dataclass(frozen=True)
class Verification:
    """The faults of a release, which is whole without any."""

    release: Path
    faults: list[Fault]
    file_count: int = 0
    row_count: int = 0


def verify(release: Path) -> Verification:
    """Verify checksums, schemas, keys, CSV and metadata of a release.

    The data are read only where every checksum holds: an altered file may harm its reader.

    Raises
    ------
    NoReleaseError
        Where the folder is no release.
    UnverifiableError
        Where every checksum holds and every file is as the release states it, but the tables
        are not those of our schemas.
    """
    refuse_no_release(release)
    altered = list(_altered(release))
    if altered:
        return Verification(release, altered)
    try:
        descriptor = json.loads((release / DESCRIPTOR).read_text(encoding="utf-8"))
        other = tables_described_otherwise(descriptor)
        unlike = list(unlike_files(release, descriptor)) if other else []
    except (*UNREADABLE, TypeError, AttributeError) as error:
        return Verification(
            release, [Fault(DESCRIPTOR, message("cannot_be_read", reason=repr(error)))]
        )
    if unlike:
        return Verification(
            release, [Fault(DESCRIPTOR, placed(name, reason)) for name, reason in unlike]
        )
    if other:
        raise UnverifiableError(
            message(
                "unverifiable",
                release=release,
                tables=", ".join(other),
                code_version=descriptor.get("code_version"),
            )
        )
    if reason := wrong_name(release, descriptor):
        return Verification(release, [Fault(DESCRIPTOR, reason)])
    faults = list(_inconsistent(release)) or [*_rows_against_schemas(release), *_keys(release)]
    return Verification(
        release, faults, len(stated_checksums(release)) + 1, sum(descriptor["row_counts"].values())
    )


def _altered(release: Path) -> Iterator[Fault]:
    try:
        wrong = wrong_checksums(StagedRelease(release, None))
    except (OSError, ValueError) as error:
        yield Fault(CHECKSUMS, str(error))
        return
    for path, reason in wrong.iter_rows():
        yield Fault(path, reason)


def _inconsistent(release: Path) -> Iterator[Fault]:
    """Yield the failures of the blocking checks of an export."""
    for check in CHECKS:
        if check.severity is Severity.ERROR:
            for subject, reason in _failing(check, StagedRelease(release, None)):
                yield _fault(check.name, subject, reason)


def _fault(check_name: str, subject: str, reason: str) -> Fault:
    if check_name == "release_csv_equals_parquet" and subject in RELEASE_TABLES:
        return Fault(csv_path(subject), reason)
    if check_name == "release_parquet_as_stated" and subject in RELEASE_TABLES:
        return Fault(parquet_path(subject), reason)
    if check_name == "release_metadata":
        return Fault(DESCRIPTOR, f"{subject}: {reason}")
    return Fault(subject, reason)


def _rows_against_schemas(release: Path) -> Iterator[Fault]:
    """Yield rows that break their schema or repeat a primary key."""
    # One table at a time, to save memory.
    for name in RELEASE_TABLES:
        rows = read_parquet(release / parquet_path(name))
        for key, reasons in _failing(schema_check(name, Stage.EXPORT), {name: rows}):
            yield Fault(parquet_path(name), f"{key}: {reasons}")


def _keys(release: Path) -> Iterator[Fault]:
    """Yield foreign keys without a matching row."""
    frames = {
        name: read_parquet(
            release / parquet_path(name),
            columns=[
                *primary_key(table),
                *(
                    column.name
                    for column in columns_of(table)
                    if column.references and column.name not in primary_key(table)
                ),
            ],
        )
        for name, table in RELEASE_TABLES.items()
    }
    for name, table in RELEASE_TABLES.items():
        if any(column.references for column in columns_of(table)):
            for key, column, value in _failing(foreign_keys_check(name, Stage.EXPORT), frames):
                yield Fault(
                    parquet_path(name),
                    placed(key, message("leads_to_no_row", column=column, value=value)),
                )


def _failing(check: Check[Subject], subject: Subject) -> Iterator[tuple[str, ...]]:
    return run_check(check, subject).failing.iter_rows()
