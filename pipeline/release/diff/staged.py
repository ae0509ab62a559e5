"""The changes since the last release, written to a staged one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pyarrow.parquet as pq

from pipeline.messages import message, placed
from pipeline.release.diff.changelog import changelog
from pipeline.release.diff.comparison import Comparison, compare
from pipeline.release.diff.snapshot import published_snapshot, staged_snapshot
from pipeline.release.files.paths import csv_path, parquet_path
from pipeline.release.metadata.checksums import CHECKSUMS, altered_files
from pipeline.release.metadata.datapackage import table_resources
from pipeline.release.metadata.described import describes
from pipeline.release.staging import CHANGELOG, Staged
from pipeline.release.version import NextVersion, Release, damaged, next_version
from pipeline.run.store import file_sha256

NAME = "changes"


def stage_changes(
    staged: Staged, previous: Release | None, given: Collection[str] = ()
) -> tuple[Staged, NextVersion, Comparison]:
    """Write the changes of a staged release and decide its version.

    The table `changes` is written beside the other tables, and `CHANGES.md` beside the README.

    Parameters
    ----------
    given
        Version numbers that must not be given again.

    Raises
    ------
    NotPublishableError
        Where the previous release differs from what was published: nobody has cited it as it is
        now, so a difference to it has no meaning.
    """
    if previous:
        _refuse_altered(previous)
    before = published_snapshot(previous) if previous else None
    csv, parquet = staged.folder / csv_path(NAME), staged.folder / parquet_path(NAME)
    found = compare(before, staged_snapshot(staged.folder), csv=csv, parquet=parquet)
    version = next_version(previous, found.reasons, given)
    (staged.folder / CHANGELOG).write_text(
        changelog(version, previous.version if previous else None, found.summary),
        encoding="utf-8",
    )
    row_count = pq.read_metadata(parquet).num_rows
    digests = {csv_path(NAME): file_sha256(csv), parquet_path(NAME): file_sha256(parquet)}
    with_changes = replace(
        staged,
        row_counts={**staged.row_counts, NAME: row_count},
        digests={**staged.digests, **digests},
    )
    return with_changes, version, found


def _refuse_altered(release: Release) -> None:
    try:
        altered = altered_files(release.path)
    except (OSError, ValueError) as error:
        raise damaged(
            release.path, placed(CHECKSUMS, message("cannot_be_read", reason=error))
        ) from error
    for path, reason in altered.items():
        raise damaged(release.path, placed(path, reason))


def says_the_same(release: Release, content_hash: str) -> bool:
    """Whether a release has this content, and `changes` in its present form.

    The content hash leaves out `changes`: the same content may have come from any release.
    """
    has_changes = all(describes(release.descriptor, resource) for resource in table_resources(NAME))
    return has_changes and release.content_hash == content_hash
