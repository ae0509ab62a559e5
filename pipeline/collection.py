"""A collection: a folder of records with a `collection.toml` that says whose they are."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.messages import Message, message
from schemas.vocabulary import RecordKind

COLLECTION_FILE = "collection.toml"
COLLECTION_ID = re.compile(r"[a-z0-9][a-z0-9-]*")


class CollectionError(ValueError):
    """A folder of the corpus is not a collection; the message says what to do."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Collection:
    """What `collection.toml` states. What it leaves out is None."""

    collection_id: str
    body_ja: str
    body_en: str | None
    publisher_ja: str
    publisher_en: str | None
    record_kind: RecordKind
    license_name: str
    license_name_en: str | None
    license_url: str | None
    source_title: str | None
    source_url: str | None
    source_note: str | None
    made_up: bool = False

    @property
    def attribution(self) -> str:
        """The source as it has to be named, in Japanese."""
        parts = [self.source_title or self.body_ja, f"（{self.publisher_ja}）"]
        return "".join(parts) + (f" {self.source_url}" if self.source_url else "")


def collection_ids(corpus: Path) -> list[str]:
    """Names of the folders in `corpus`, in the order in which their rows are published.

    Raises
    ------
    CollectionError
        Where `corpus` is no folder.
    """
    if not corpus.is_dir():
        raise CollectionError(message("corpus_missing", folder=corpus))
    names = [path.name for path in corpus.iterdir() if path.is_dir() and path.name[0] != "."]
    # Keys begin with the collection and a slash, so this is the order of the keys.
    return sorted(names, key=lambda name: name + "/")


def read_collection(folder: Path) -> Collection:
    """Read the `collection.toml` of `folder`.

    Raises
    ------
    CollectionError
        Where the folder's name, the file or one of its fields is missing or wrong.
    """
    file = folder / COLLECTION_FILE
    if not COLLECTION_ID.fullmatch(folder.name):
        raise CollectionError(message("collection_name", folder=folder.name))
    try:
        stated = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CollectionError(message("terms_missing", file=file.name)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CollectionError(message("toml_not_valid", file=file.name, reason=error)) from error
    kind = _text(stated, "record_kind")
    if kind not in RecordKind.values():
        raise CollectionError(
            message(
                "terms_kind",
                file=file.name,
                value=repr(kind),
                allowed=", ".join(RecordKind.values()),
            )
        )
    return Collection(
        collection_id=folder.name,
        body_ja=_text(stated, "body", "ja"),
        body_en=_optional(stated, "body", "en"),
        publisher_ja=_text(stated, "publisher", "ja"),
        publisher_en=_optional(stated, "publisher", "en"),
        record_kind=RecordKind.of(kind),
        license_name=_text(stated, "license", "name"),
        license_name_en=_optional(stated, "license", "name_en"),
        license_url=_optional(stated, "license", "url"),
        source_title=_optional(stated, "source", "title"),
        source_url=_optional(stated, "source", "url"),
        source_note=_optional(stated, "source", "note"),
        made_up=_made_up(stated),
    )


def _made_up(stated: dict[str, Any]) -> bool:
    value = stated.get("made_up", False)
    if not isinstance(value, bool):
        raise CollectionError(message("terms_made_up", file=COLLECTION_FILE, value=repr(value)))
    return value


def _optional(stated: dict[str, Any], *path: str) -> str | None:
    value: Any = stated
    for name in path:
        if not isinstance(value, dict):
            raise CollectionError(
                message("terms_not_table", file=COLLECTION_FILE, name=path[0], key=path[-1])
            )
        value = value.get(name)
        if value is None:
            return None
    if not isinstance(value, str) or not value.strip():
        raise CollectionError(
            message("terms_not_text", file=COLLECTION_FILE, name=".".join(path), value=repr(value))
        )
    return value


def _text(stated: dict[str, Any], *path: str) -> str:
    value = _optional(stated, *path)
    if value is None:
        raise CollectionError(message("terms_lacks", file=COLLECTION_FILE, name=".".join(path)))
    return value
