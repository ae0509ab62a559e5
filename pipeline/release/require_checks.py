"""Requirement of a publication: every blocking check of every stage has passed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.checks import CHECKS
from pipeline.ingestion.collection import Collection
from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.messages import Message, joined, message, placed
from pipeline.release.refusal import NotPublishableError
from pipeline.run.stage_tables import READS, WRITES
from pipeline.run.staleness import stages_of
from pipeline.run.store import Store
from schemas.vocabulary import Stage


def require_checks(
    store: Store, collection_ids: Sequence[str], limits: Limits = DEFAULT_LIMITS
) -> None:
    """Refuse tables with missing, stale or failed checks.

    For every collection, every stage must have run on the tables that the stage before wrote and
    that the store still holds, and every blocking check of the stage must have passed on these very
    files.

    Parameters
    ----------
    limits
        Limits of the release, which decide what stages there are.

    Raises
    ------
    NotPublishableError
        Where a collection does not meet this; the message lists all reasons.
    """
    reasons = [
        placed(collection_id, reason)
        for collection_id in collection_ids
        for reason in _reasons(store, collection_id, stages_of(limits))
    ]
    if reasons:
        raise NotPublishableError(message("not_yet_publishable", reasons=joined("\n- ", reasons)))


def _reasons(store: Store, collection_id: str, stages: Sequence[Stage]) -> list[Message]:
    reasons = []
    digests: dict[str, str] = {}
    for stage in stages:
        entry = store.read_ledger(collection_id, stage)
        if entry is None:
            reasons.append(message("stage_not_run", stage=stage.value))
            continue
        try:
            unread = {*READS[stage], *WRITES[stage]} - digests.keys()
            digests |= store.digests(unread, collection_id)
        except FileNotFoundError as error:
            reasons.append(message("stage_file_missing", stage=stage.value, file=error.filename))
            continue
        stale = [
            name
            for name, digest in {**entry.read, **entry.written}.items()
            if digests[name] != digest
        ]
        if stale:
            reasons.append(
                message("stage_other_contents", stage=stage.value, names=", ".join(stale))
            )
        verdicts = {verdict.name: verdict for verdict in entry.verdicts}
        for check in CHECKS[stage]:
            if not check.blocking:
                continue
            verdict = verdicts.get(check.name)
            if verdict is None:
                reasons.append(message("check_no_result", name=check.name))
            elif not verdict.passed:
                reasons.append(
                    message("check_failed", name=check.name, count=verdict.failing_count)
                )
    return reasons


def refuse_unread(
    collections: Sequence[Collection], collection_ids: Sequence[str], corpus: Path
) -> None:
    """Refuse a corpus of which no collection states what it holds, so that no record is read.

    Raises
    ------
    NotPublishableError
        Where there are collections, and none of them can be read.
    """
    if collection_ids and not collections:
        raise NotPublishableError(message("no_record_readable", folder=corpus))


def refuse_nothing(document_count: int, corpus: Path) -> None:
    """Refuse a release without documents, which would withdraw all published ones.

    Raises
    ------
    NotPublishableError
        Where there is no document.
    """
    if not document_count:
        raise NotPublishableError(message("no_records", folder=corpus))
