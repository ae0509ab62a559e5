"""New files and folders: written beside their place and renamed into it when they are whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pipeline.messages import Message, MessageError, message
from pipeline.release.release_folder import refuse_in_release


class PlaceTakenError(MessageError, ValueError):
    """There is something at the place of a new file or folder; the message says what to do."""


class UnwritablePlaceError(MessageError, ValueError):
    """The folder of a new file or folder takes none; the message says why."""


@contextmanager
def new_file(place: Path, *, force: bool = False) -> Iterator[Path]:
    """Yield a path to write to; the file is at its place when the block ends without an error.

    Parameters
    ----------
    force
        Whether a file at the place is replaced.

    Raises
    ------
    PlaceTakenError
        Where there is a file and `force` is false, or something that is no file.
    InReleaseError
        Where the place is in a release.
    """
    _require_room(place, force)
    with _beside(place) as aside:
        file = aside / place.name
        yield file
        if force:
            file.replace(place)
        else:
            _link(file, place)


@contextmanager
def new_files(places: Sequence[Path], *, force: bool = False) -> Iterator[list[Path]]:
    """Yield paths to write to, of files of one folder that belong together.

    Parameters and errors are those of `new_file`; no file is placed before all are whole.
    """
    for place in places:
        _require_room(place, force)
    with _beside(places[0]) as aside:
        files = [aside / place.name for place in places]
        yield files
        for file, place in zip(files, places, strict=True):
            if force:
                file.replace(place)
            else:
                _link(file, place)


@contextmanager
def new_folder(place: Path, suffix: str, *, force: bool = False) -> Iterator[Path]:
    """Yield a folder to write to; it is at its place when the block ends without an error.

    Parameters
    ----------
    suffix
        Of every file of the format. With `force` a folder is replaced that holds such files
        alone, so that no other is lost.

    Raises
    ------
    PlaceTakenError
        Where there is something at the place that may not be replaced.
    InReleaseError
        Where the place is in a release.
    """
    refuse_in_release(place)
    is_taken = os.path.lexists(place)
    if is_taken and not (force and _holds_only(place, suffix)):
        name = "folder_not_of_format" if force else "folder_exists"
        raise PlaceTakenError(message(name, path=place, suffix=suffix))
    with _beside(place) as aside:
        folder = aside / place.name
        folder.mkdir()
        yield folder
        if is_taken:
            place.rename(aside / f"{place.name}.replaced")
        # The rename is refused where a folder with files has come meanwhile.
        folder.rename(place)


def _require_room(place: Path, force: bool) -> None:
    refuse_in_release(place)
    if os.path.lexists(place) and not (force and place.is_file()):
        raise _taken(place)


def _taken(place: Path) -> PlaceTakenError:
    reason: Message = message("file_exists" if place.is_file() else "not_a_file", path=place)
    return PlaceTakenError(reason)


def _holds_only(place: Path, suffix: str) -> bool:
    return (
        place.is_dir()
        and not place.is_symlink()
        and all(
            entry.is_file() and not entry.is_symlink() and entry.name.endswith(suffix)
            for entry in place.iterdir()
        )
    )


@contextmanager
def _beside(place: Path) -> Iterator[Path]:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".gijiroku-export-", dir=place.parent))
    except OSError as error:
        # Its own words name the folder aside, which nobody has given.
        reason = message("place_unwritable", path=place, reason=error.strerror or error)
        raise UnwritablePlaceError(reason) from error
    try:
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _link(file: Path, place: Path) -> None:
    """Place a file without overwriting one that has come meanwhile."""
    try:
        os.link(file, place)
    except FileExistsError:
        raise _taken(place) from None
    except OSError:
        # A file system without links.
        _require_room(place, force=False)
        file.replace(place)
