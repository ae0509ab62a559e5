"""Made-up records: a release holds real ones or made-up ones, and says which."""

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
    """Whether the records are made up."""
    return any(collection.made_up for collection in collections)


def refuse_mixture(collections: Sequence[Collection], previous: Release | None) -> None:
    """Keep made-up records out of a release of real ones, and out of its history.

    Raises
    ------
    NotPublishableError
        Where some of the collections are made up and others are not, or those of the release
        before were of the other sort.
    """
    made_up = [collection.collection_id for collection in collections if collection.made_up]
    if made_up and len(made_up) < len(collections):
        raise NotPublishableError(message("made_up_mixed", names=", ".join(made_up)))
    if previous and collections and bool(made_up) != previous.descriptor.get("made_up", False):
        name = "made_up_after_real" if made_up else "real_after_made_up"
        raise NotPublishableError(message(name, version=previous.version))
