"""Release: staged, checked, then published in one step, and never changed."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.checks import Check, CheckResult, run_check
from pipeline.ingestion.collection import (
    Collection,
    CollectionError,
    collection_ids,
    read_collection,
)
from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.messages import Message, joined, message, placed
from pipeline.release.checks import CHECKS, DATA_CHECKS
from pipeline.release.diff.staged import says_the_same, stage_changes
from pipeline.release.made_up import refuse_mixture
from pipeline.release.refusal import BusyError, NotPublishableError
from pipeline.release.register import enter_versions, given_versions
from pipeline.release.require_checks import refuse_nothing, refuse_unread, require_checks
from pipeline.release.staged_release import StagedRelease
from pipeline.release.staging import describe, stage_data
from pipeline.release.version import last_release, read_release, release_versions
from pipeline.run.store import Store

LATEST = "latest"
STAGING = ".staging"


@dataclass(frozen=True)
class ReleaseRun:
    """The outcome of an export.

    `path` is the release with the present content.
    """

    version: str
    path: Path
    is_new: bool
    reason: Message
    row_counts: dict[str, int]
    content_hash: str
    results: list[CheckResult[StagedRelease]]


class ReleaseBlockedError(NotPublishableError):
    """A blocking check of the staged release failed."""

    def __init__(self, name: Message, results: list[CheckResult[StagedRelease]]) -> None:
        reasons = joined(
            "\n- ",
            (
                placed(result.check.name, described)
                for result in results
                if result.check.blocking and not result.passed
                for described in result.described()
            ),
        )
        super().__init__(message("release_blocked", name=name, reasons=reasons))
        self.results = results


def release(corpus: Path, outputs: Path, limits: Limits = DEFAULT_LIMITS) -> ReleaseRun:
    """Publish the stored tables of every collection in `corpus`, if they changed.

    Raises
    ------
    NotPublishableError
        Where a blocking check of a collection failed or is missing, another release is being
        made, or a check of the staged release failed. Nothing is published then.
    """
    store = Store(outputs)
    names = collection_ids(corpus)
    require_checks(store, names, limits)
    collections = published_collections(corpus, names)
    refuse_unread(collections, names, corpus)
    releases = outputs / "releases"
    releases.mkdir(parents=True, exist_ok=True)
    with _only_publisher(releases), _scratch_folder(releases) as folder:
        previous = last_release(outputs)
        staged = stage_data(folder, store, names, previous, limits)
        given = given_versions(releases)
        _enter_releases_without_entry(outputs, given)
        refuse_nothing(staged.row_counts["documents"], corpus)
        refuse_mixture(collections, previous)
        content_hash = staged.content_hash(collections)
        if previous and says_the_same(previous, content_hash):
            # Checked again, so that `latest` always names a verified release.
            name = message("published_release", version=previous.version)
            results = _asked(CHECKS, StagedRelease(previous.path, None))
            _refuse_failed(name, results)
            _point_latest_at(outputs, previous.path)
            return ReleaseRun(
                previous.version,
                previous.path,
                False,
                message("nothing_changed"),
                previous.row_counts,
                content_hash,
                results,
            )
        staged, version, _ = stage_changes(staged, previous, [*given, *release_versions(outputs)])
        subject = StagedRelease(folder, previous.path if previous else None, limits)
        # Reading the data files back takes as long as describing them, and needs no description.
        with ThreadPoolExecutor(max_workers=1) as beside:
            of_data = [check for check in CHECKS if check in DATA_CHECKS]
            of_all = [check for check in CHECKS if check not in DATA_CHECKS]
            asked = beside.submit(_asked, of_data, subject)
            describe(staged, version, collections, previous)
            results = _asked(of_all, subject)
        results += asked.result()
        results.sort(key=lambda result: CHECKS.index(result.check))
        _refuse_failed(message("staged_release"), results)
        path = releases / version.version
        enter_versions(releases, [(version.version, content_hash)])
        _publish(folder, path)
        _point_latest_at(outputs, path)
        return ReleaseRun(
            version.version,
            path,
            True,
            Message(version.reason, version.reason_ja),
            staged.row_counts,
            content_hash,
            results,
        )


def _enter_releases_without_entry(outputs: Path, given: Sequence[str]) -> None:
    """Register releases that came from elsewhere or are older than the register."""
    releases = outputs / "releases"
    missing = [version for version in release_versions(outputs) if version not in given]
    enter_versions(
        releases,
        [(version, read_release(releases / version).content_hash) for version in missing],
    )


def _asked(
    checks: Sequence[Check[StagedRelease]], release: StagedRelease
) -> list[CheckResult[StagedRelease]]:
    # Checks work outside the interpreter's lock, so threads are enough.
    with ThreadPoolExecutor() as threads:
        return list(threads.map(lambda check: run_check(check, release, release.limits), checks))


def _refuse_failed(name: Message, results: list[CheckResult[StagedRelease]]) -> None:
    if any(result.check.blocking and not result.passed for result in results):
        raise ReleaseBlockedError(name, results)


def published_collections(corpus: Path, names: Sequence[str]) -> list[Collection]:
    """Return the collections whose `collection.toml` can be read."""
    collections = []
    for name in names:
        try:
            collections.append(read_collection(corpus / name))
        except CollectionError:
            # Ingestion quarantined the whole collection, so none of its rows is published.
            continue
    return collections


@contextmanager
def _only_publisher(releases: Path) -> Iterator[None]:
    with (releases / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(message("release_busy", folder=releases)) from None
        yield


@contextmanager
def _scratch_folder(releases: Path) -> Iterator[Path]:
    # On the same file system as the releases, so that a rename publishes it. The lock keeps others
    # out, so files found here were left by a publisher that was killed.
    folder = releases / STAGING
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir()
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _publish(folder: Path, path: Path) -> None:
    for file in folder.rglob("*"):
        _sync(file)
    _sync(folder)
    if path.exists():
        raise NotPublishableError(message("release_exists", path=path))
    folder.rename(path)
    _sync(path.parent)


def _point_latest_at(outputs: Path, path: Path) -> None:
    latest = outputs / LATEST
    target = path.relative_to(outputs)
    if latest.is_symlink() and latest.readlink() == target:
        return
    # A fixed name, so that a link left by a killed publisher is replaced.
    beside = outputs / f".{LATEST}"
    beside.unlink(missing_ok=True)
    beside.symlink_to(target, target_is_directory=True)
    beside.replace(latest)
    _sync(outputs)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
