"""Source files: what lies in the folder of a collection, found without opening any of it.

Links are not followed, wherever they lead: what is published would not be what is in the folder.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

from pipeline.files.litter import is_litter, is_readme
from pipeline.ingestion.collection import COLLECTION_FILE, RECORDS_FILE
from pipeline.ingestion.media.medium import MEDIUM_OF_ENDING
from pipeline.messages import Message, message
from schemas.vocabulary import Severity

LOCK_FILE = "~$"
"""How the names of files begin that Word keeps while a document is open."""


SAVED_WITH = re.compile(r"(?P<page>.+)[._]files")
"""How the folders are named that browsers save with a page, by the name of the page."""

PAGE_ENDINGS = {".html", ".htm", ".xhtml"}


class Fault(NamedTuple):
    """Why a file is not taken in."""

    rule: str
    message: Message
    line: int | None = None
    severity: Severity = Severity.ERROR


class Survey(NamedTuple):
    """What lies in a folder, in the order of the paths.

    Attributes
    ----------
    files
        Regular files that may hold a record: the path inside the collection, with bytes that are
        not UTF-8 escaped, and the file.
    faults
        What is not even opened: its path in the same form, and why.
    """

    files: list[tuple[str, Path]]
    faults: list[tuple[str, Fault]]


def survey(folder: Path) -> Survey:
    """List the files of a collection's folder and its subfolders that may hold records.

    `collection.toml`, the collection's own `records.csv`, files named README, hidden ones and
    litter hold none. A folder that a browser has saved with a page is passed over, with a fault
    that says so. One that cannot be read is a fault, for what is in it would look withdrawn.
    """
    files: list[tuple[tuple[str, ...], Path]] = []
    faults: list[tuple[tuple[str, ...], Fault]] = []
    to_list: list[tuple[str, ...]] = [()]
    while to_list:
        inside = to_list.pop()
        try:
            with os.scandir(folder.joinpath(*inside)) as listed:
                entries = list(listed)
        except FileNotFoundError:
            # It went away just now.
            continue
        except OSError as error:
            faults.append((inside, _unreadable_folder(inside, error)))
            continue
        pages = _pages(entries)
        for entry in entries:
            parts = (*inside, entry.name)
            if is_litter(entry.name) or entry.name == COLLECTION_FILE:
                continue
            if parts == (RECORDS_FILE,) and not entry.is_dir(follow_symlinks=False):
                # Whatever it is: `pipeline.ingestion.given_records` says what is wrong with it.
                continue
            if entry.is_symlink():
                faults.append((parts, _not_regular(parts, message("kind_link"))))
            elif entry.is_dir(follow_symlinks=False):
                saved = SAVED_WITH.fullmatch(entry.name)
                page = pages.get(saved["page"]) if saved else None
                if page:
                    faults.append((parts, _saved_with(parts, page)))
                    continue
                to_list.append(parts)
                if Path(entry.name).suffix.lower() in MEDIUM_OF_ENDING:
                    faults.append((parts, _not_regular(parts, message("kind_folder"))))
            elif not entry.is_file(follow_symlinks=False):
                faults.append((parts, _not_regular(parts, message("kind_special"))))
            elif entry.name.startswith(LOCK_FILE):
                reason = message("lock_file", path=shown(parts))
                faults.append((parts, Fault("lock_file", reason, severity=Severity.WARN)))
            elif not is_readme(entry.name):
                files.append((parts, Path(entry.path)))
    return Survey(
        [(shown(parts), file) for parts, file in sorted(files)],
        [(shown(parts), fault) for parts, fault in sorted(faults, key=lambda found: found[0])],
    )


def unreadable_file(name: str, error: OSError) -> Fault:
    """The fault of a file that could not be read."""
    return Fault(
        "file_readable", message("file_unreadable", path=name, reason=error.strerror or error)
    )


def shown(parts: tuple[str, ...]) -> str:
    """A path as text, with bytes that are not UTF-8 escaped."""
    return os.fsencode("/".join(parts)).decode("utf-8", "backslashreplace")


def _pages(entries: list[os.DirEntry[str]]) -> dict[str, str]:
    """The names of the web pages in a folder, by their names without ending."""
    paths = [Path(entry.name) for entry in entries if entry.is_file(follow_symlinks=False)]
    return {path.stem: path.name for path in paths if path.suffix.lower() in PAGE_ENDINGS}


def _saved_with(parts: tuple[str, ...], page: str) -> Fault:
    reason = message("saved_page_folder", path=shown(parts), page=shown((page,)))
    return Fault("saved_page_folder", reason, severity=Severity.WARN)


def _unreadable_folder(inside: tuple[str, ...], error: OSError) -> Fault:
    path = shown(inside) or "."
    return Fault(
        "folder_readable", message("folder_unreadable", path=path, reason=error.strerror or error)
    )


def _not_regular(parts: tuple[str, ...], kind: Message) -> Fault:
    return Fault("regular_file", message("not_regular", path=shown(parts), kind=kind))
