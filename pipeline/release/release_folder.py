"""What is a release by its folder: nothing is written into one, and nothing else is verified."""

from __future__ import annotations

from pathlib import Path

from pipeline.messages import MessageError, message
from pipeline.release.metadata.checksums import CHECKSUMS
from pipeline.release.version import VERSION, NoReleaseError

MARKS = ("datapackage.json", CHECKSUMS)
"""Files that a folder is known by as a release, whatever its name and wherever it is."""


class InReleaseError(MessageError, ValueError):
    """Something should be written into a release; the message says where else it may go."""


def refuse_in_release(place: Path) -> None:
    """Refuse a place in a release folder, or one that would be taken for a release.

    A link is refused both where it is and where it leads.

    Raises
    ------
    InReleaseError
        Where the place is a release folder, or in one.
    """
    for found in (place.parent.resolve() / place.name, place.resolve()):
        for folder in (found, *found.parents):
            if _is_release(folder):
                raise InReleaseError(message("unwritable_in_release", file=place, release=folder))


def refuse_no_release(folder: Path) -> None:
    """Refuse a folder that was never a release, whereas a damaged one has something of it.

    Raises
    ------
    NoReleaseError
        Where the folder has neither the name and place of a release nor a file that marks one.
    """
    if not _is_named_as_release(folder) and not any((folder / name).is_file() for name in MARKS):
        raise NoReleaseError(message("release_without_descriptor", name=folder))


def _is_release(folder: Path) -> bool:
    # By its place too, since a damaged release is not to be changed either, and since the next
    # version follows whatever has the name of one there.
    return _is_named_as_release(folder) or all((folder / name).is_file() for name in MARKS)


def _is_named_as_release(folder: Path) -> bool:
    return VERSION.fullmatch(folder.name) is not None and folder.parent.name == "releases"
