"""The release that a place is in: whatever is written there would change it."""

from __future__ import annotations

from pathlib import Path

from pipeline.messages import MessageError, message
from pipeline.release.metadata.checksums import CHECKSUMS
from pipeline.release.version import VERSION

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


def _is_release(folder: Path) -> bool:
    # By its place too, since a damaged release is not to be changed either, and since the next
    # version follows whatever has the name of one there.
    is_version = VERSION.fullmatch(folder.name) and folder.parent.name == "releases"
    return bool(is_version) or all((folder / name).is_file() for name in MARKS)
