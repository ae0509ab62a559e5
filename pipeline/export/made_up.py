"""Made-up records: a release holds real ones or made-up ones, and says which."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.collection import Collection
from pipeline.export.refusal import NotPublishableError
from pipeline.export.version import Release

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
        raise NotPublishableError(
            f"nothing is published: {', '.join(made_up)} are made up (collection.toml) and the "
            "other collections are not. Move them to a corpus of their own."
        )
    if previous and collections and bool(made_up) != previous.descriptor.get("made_up", False):
        sorts = ("made-up", "real") if made_up else ("real", "made-up")
        raise NotPublishableError(
            f"nothing is published: the records are {sorts[0]}, and those of release "
            f"{previous.version} are {sorts[1]}. Give another folder with --outputs."
        )
