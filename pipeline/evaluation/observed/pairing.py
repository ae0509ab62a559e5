"""One-to-one pairing of names and speeches with those that were read.

The first that fits is taken, in the order of the text. All texts are folded (see `folding`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

_LEAST_FAMILY = 2
"""Minimum number of equal characters of a name whose family name was read."""
_LEAST_WORDS = 4
"""Minimum length of a read speech that may match longer first words of the truth."""


class Pairs(NamedTuple):
    """The number of pairs, and the rest of either side."""

    right: int
    missing: list[str]
    surplus: list[str]


def pair_names(
    wanted: Sequence[str], neutral: Sequence[str], listed: Sequence[tuple[str, str]]
) -> Pairs:
    """Pair the names of the truth with the persons of a list.

    A person has the name that `name_text` contains. Where positions or misread characters split the
    name, a person has the name with the same family name and the same first characters.

    Parameters
    ----------
    wanted
        Names of the truth.
    neutral
        Names that are neither right nor wrong to list.
    listed
        `name_text` and family name (empty where unknown) of the persons that were read.
    """
    left = list(wanted)
    surplus = []
    for text, family in listed:
        found = next((name for name in left if name and name in text), None)
        if found is None and family:
            found = next((name for name in left if _has_family(name, family, text)), None)
        if found is not None:
            left.remove(found)
        elif not any(name and name in text for name in neutral):
            surplus.append(text)
    return Pairs(len(wanted) - len(left), left, surplus)


def _has_family(name: str, family: str, text: str) -> bool:
    return name.startswith(family) and text.startswith(name[: max(_LEAST_FAMILY, len(family))])


def pair_speeches(
    wanted: Sequence[tuple[str, str | None]], said: Sequence[tuple[str, str]]
) -> Pairs:
    """Pair the speeches of the truth with the remarks that were read.

    Parameters
    ----------
    wanted
        Label and first words; words are None where the truth has labels alone.
    said
        Label and first words of the remarks. Where the truth has labels alone, only labels are
        compared.
    """
    free: dict[str, list[str]] = defaultdict(list)
    for label, text in said:
        free[label].append(text)
    missing = []
    for label, words in wanted:
        found = next((text for text in free[label] if _is_same(words, text)), None)
        if found is None:
            missing.append(f"{label} {words or ''}".rstrip())
        else:
            free[label].remove(found)
    surplus = [f"{label} {text}" for label, texts in free.items() for text in texts]
    return Pairs(len(wanted) - len(missing), missing, surplus)


def _is_same(words: str | None, text: str) -> bool:
    if words is None or text.startswith(words):
        return True
    return len(text) >= _LEAST_WORDS and words.startswith(text)
