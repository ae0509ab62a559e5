"""Preview of the next release, without any change to the outputs."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.ingestion.collection import collection_ids
from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.messages import Message, message
from pipeline.release.diff.comparison import Comparison
from pipeline.release.diff.staged import says_the_same, stage_changes
from pipeline.release.made_up import refuse_mixture
from pipeline.release.publish import published_collections
from pipeline.release.register import given_versions
from pipeline.release.require_checks import refuse_nothing, refuse_unread, require_checks
from pipeline.release.staging import stage_data
from pipeline.release.version import last_release, release_versions
from pipeline.run.stage_tables import WRITES
from pipeline.run.stages import run_stage
from pipeline.run.staleness import COLLECTION_STAGES, stale_stages
from pipeline.run.store import Store


@dataclass(frozen=True)
class Preview:
    """The next release, or the last one where `is_new` is false.

    `previous` is the version of the last release, None before the first. `comparison` is the
    difference to it, None where there is none. `read_anew` are the collections that had to be read
    again, since their stored tables were stale.
    """

    version: str
    is_new: bool
    reason: Message
    row_counts: dict[str, int]
    previous: str | None = None
    comparison: Comparison | None = None
    read_anew: tuple[str, ...] = ()


def preview(
    corpus: Path,
    outputs: Path,
    store: Store | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Preview:
    """Return what `release` would publish.

    Parameters
    ----------
    store
        Store of the tables of the collections; None means the store of the outputs.
    limits
        Limits of the release.

    Raises
    ------
    CollectionError
        Where there is no such corpus.
    NotPublishableError
        Where a blocking check of a collection failed or is missing, real and synthetic records are
        mixed, or the last release is damaged.
    """
    store = store or Store(outputs)
    names = collection_ids(corpus)
    require_checks(store, names, limits)
    collections = published_collections(corpus, names)
    refuse_unread(collections, names, corpus)
    previous = last_release(outputs)
    given = [*given_versions(outputs / "releases"), *release_versions(outputs)]
    with tempfile.TemporaryDirectory(prefix="gijiroku-") as folder:
        staged = stage_data(Path(folder), store, names, previous, limits)
        refuse_nothing(staged.row_counts["documents"], corpus)
        refuse_mixture(collections, previous)
        content_hash = staged.content_hash(collections)
        if previous and says_the_same(previous, content_hash):
            return Preview(
                previous.version,
                False,
                message("nothing_changed"),
                previous.row_counts,
                previous.version,
            )
        staged, version, found = stage_changes(staged, previous, given)
        return Preview(
            version.version,
            True,
            Message(version.reason, version.reason_ja),
            staged.row_counts,
            previous.version if previous else None,
            found,
        )


def preview_of_corpus(corpus: Path, outputs: Path, limits: Limits = DEFAULT_LIMITS) -> Preview:
    """Return what would be published of the corpus as it is now.

    Collections with stale stages are read into a temporary store; the store of the outputs stays as
    it is.

    Raises
    ------
    CollectionError, NotPublishableError
        As `preview` does.
    """
    names = collection_ids(corpus)
    with tempfile.TemporaryDirectory(prefix="gijiroku-") as folder:
        aside = Store(Path(folder))
        _link(Store(outputs), aside, names)
        read_anew = tuple(name for name in names if _read(corpus / name, aside, limits))
        return replace(preview(corpus, outputs, aside, limits), read_anew=read_anew)


def _link(store: Store, aside: Store, names: Sequence[str]) -> None:
    """Link the files of the store into `aside`.

    A stage replaces the links that it writes, and never the files that they point to.
    """
    for name in names:
        for table_name in (table for tables in WRITES.values() for table in tables):
            held, link = store.path(table_name, name), aside.path(table_name, name)
            if held.is_file():
                link.parent.mkdir(parents=True, exist_ok=True)
                link.symlink_to(held.resolve())
        for stage in COLLECTION_STAGES:
            entry = store.read_ledger(name, stage)
            if entry:
                aside.write_ledger(name, stage, entry)


def _read(folder: Path, store: Store, limits: Limits) -> bool:
    """Run the stale stages of a collection.

    Returns
    -------
    bool
        Whether a stage was stale.
    """
    stages = stale_stages(folder, store, limits)
    for stage in stages:
        if run_stage(stage, folder, store, limits).blocked:
            break
    return bool(stages)
