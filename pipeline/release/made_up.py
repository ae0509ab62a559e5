"""Synthetic records: never released together with real ones."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.ingestion.collection import Collection
from pipeline.messages import message
from pipeline.release.refusal import NotPublishableError
from pipeline.release.version import Release

MADE_UP_NOTICE = {
    "en": (
        "This dataset was made from made-up records, to try the software with. "
        "No such body exists, and nobody said any of it."
    ),
    "ja": (
        "このデータセットは、試用のために作った架空の記録から作成したものです。"
        "記載の会議体は実在せず、発言もすべて架空です。"
    ),
}


def is_made_up(collections: Sequence[Collection]) -> bool:
    """Whether a collection has synthetic records."""
    return any(collection.made_up for collection in collections)


def refuse_mixture(collections: Sequence[Collection], previous: Release | None) -> None:
    """Refuse synthetic records in a release of real ones or its history.

    Raises
    ------
    NotPublishableError
        Where some of the collections are synthetic and others are not, or those of the release
        before were of the other kind.
    """
    made_up = [collection.collection_id for collection in collections if collection.made_up]
    if made_up and len(made_up) < len(collections):
        raise NotPublishableError(message("made_up_mixed", names=", ".join(made_up)))
    if previous and collections and bool(made_up) != previous.descriptor.get("made_up", False):
        name = "made_up_after_real" if made_up else "real_after_made_up"
        raise NotPublishableError(message(name, version=previous.version))
