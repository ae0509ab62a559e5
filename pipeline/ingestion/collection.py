"""A collection: a folder of records with a `collection.toml` that says whose they are."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.files.litter import is_litter
from pipeline.files.regular_files import IrregularFileError, OversizedFileError, regular_bytes
from pipeline.messages import MessageError, message
from pipeline.messages.commands import command
from schemas.vocabulary import RecordKind

COLLECTION_FILE = "collection.toml"
RECORDS_FILE = "records.csv"
COLLECTION_ID = re.compile(r"[a-z0-9][a-z0-9-]*")

MAX_FOLDER_NAME_BYTES = 200
"""Longest name of a collection's folder: files of the store are named after it, and a name may
have 255 bytes."""

MAX_TERMS_BYTES = 1 << 20
"""Largest `collection.toml`."""

MAX_VALUE_CHARACTERS = 80
"""Longest part of a wrong value in a message."""


class CollectionError(MessageError, ValueError):
    """A folder of the corpus is not a collection; the message says what to do."""


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

    Folders whose names no collection can have are left out; `pipeline.run.strays` names them.

    Raises
    ------
    CollectionError
        Where `corpus` is no folder, is a collection itself, cannot be read, or holds a link that
        leads nowhere: a collection behind it would look withdrawn.
    """
    if not corpus.is_dir():
        raise CollectionError(message("corpus_missing", folder=corpus))
    if os.path.lexists(corpus / COLLECTION_FILE):
        parent = corpus.parent if corpus.name else corpus.resolve().parent
        call = command("run", "--corpus", parent)
        raise CollectionError(message("corpus_is_collection", folder=corpus, command=call))
    try:
        paths = [path for path in corpus.iterdir() if not is_litter(path.name)]
    except OSError as error:
        reason = error.strerror or error
        raise CollectionError(message("corpus_unreadable", folder=corpus, reason=reason)) from error
    for path in sorted(paths):
        if path.is_symlink() and not path.exists():
            raise CollectionError(message("corpus_link_broken", path=path))
    names = [path.name for path in paths if path.is_dir() and is_folder_name(path.name)]
    # Keys begin with the collection and a slash, so this is the order of the keys.
    return sorted(names, key=lambda name: name + "/")


def is_folder_name(name: str) -> bool:
    """Whether the tables of a folder of this name can be kept: it is UTF-8, and not too long."""
    try:
        return len(name.encode()) <= MAX_FOLDER_NAME_BYTES
    except UnicodeEncodeError:
        return False


def terms_of(folder: Path) -> bytes:
    """Read the bytes of the `collection.toml` of `folder`.

    Raises
    ------
    CollectionError
        Where there is none, or it is not a regular file of moderate size that can be read.
    """
    file = folder / COLLECTION_FILE
    try:
        return regular_bytes(file, MAX_TERMS_BYTES)
    except IrregularFileError as error:
        reason = message("terms_not_file", file=file.name, kind=error.kind)
    except OversizedFileError as error:
        limit = MAX_TERMS_BYTES
        reason = message("terms_too_large", file=file.name, size=error.size, limit=limit)
    except FileNotFoundError:
        reason = message("terms_missing", file=file.name)
    except OSError as error:
        reason = message("terms_unreadable", file=file.name, reason=error.strerror or error)
    raise CollectionError(reason)


def stated_terms(folder: Path) -> dict[str, Any]:
    """Read the tables of the `collection.toml` of `folder`, whatever they state.

    Raises
    ------
    CollectionError
        Where the file is missing, cannot be read or is no TOML.
    """
    content = terms_of(folder)
    try:
        # Windows programs begin a file of UTF-8 with a byte order mark.
        return tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        # A number of thousands of digits is a ValueError of Python's, deep brackets the other.
        reason, _, _ = str(error).partition("; use sys.")
        file = COLLECTION_FILE
        raise CollectionError(message("toml_not_valid", file=file, reason=reason)) from error


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
    stated = stated_terms(folder)
    kind = _text(stated, "record_kind")
    if kind not in RecordKind.values():
        raise CollectionError(
            message(
                "terms_kind",
                file=file.name,
                value=_shown(kind),
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


def _shown(value: object) -> str:
    try:
        shown = repr(value)
    except ValueError:
        # A number in hexadecimal may have more digits than Python writes in decimal.
        shown = hex(value) if isinstance(value, int) else type(value).__name__
    cut = len(shown) > MAX_VALUE_CHARACTERS
    return shown[:MAX_VALUE_CHARACTERS] + "…" if cut else shown


def _made_up(stated: dict[str, Any]) -> bool:
    value = stated.get("made_up", False)
    if not isinstance(value, bool):
        raise CollectionError(message("terms_made_up", file=COLLECTION_FILE, value=_shown(value)))
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
            message(
                "terms_not_text", file=COLLECTION_FILE, name=".".join(path), value=_shown(value)
            )
        )
    return value


def _text(stated: dict[str, Any], *path: str) -> str:
    value = _optional(stated, *path)
    if value is None:
        raise CollectionError(message("terms_lacks", file=COLLECTION_FILE, name=".".join(path)))
    return value
