"""Lists of family names alone: 青木、坂本の各委員."""

from __future__ import annotations

from pipeline.names.sudachi import is_family_name
from pipeline.names.written_names import bare_name, cut_by_dictionary
from pipeline.normalisation.attendance.entry import Entry

_LONGEST = 4
"""Maximum length of a family name, in characters."""


def with_family_names(named: list[Entry]) -> None:
    """Set the family names of persons who have one position together.

    くりはし、中条、高木の各委員 → くりはし, 中条, 高木. Most must be known family names; none
    may be a known full name or have a blank inside.
    """
    bare = [bare_name(entry.name_text) for entry in named]
    known = sum(map(is_family_name, bare))
    are_alone = 2 * known > len(bare) and not any(map(_is_full_name, named, bare))
    if are_alone:
        for entry, name in zip(named, bare, strict=True):
            entry.family_name = name


def _is_full_name(entry: Entry, bare: str) -> bool:
    return (
        len(bare) > _LONGEST
        or len(entry.name_text.split()) > 1
        or (not is_family_name(bare) and cut_by_dictionary(bare) is not None)
    )
