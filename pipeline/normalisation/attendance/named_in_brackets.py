"""Persons in brackets after their positions: 市長（今井文彦）, 副市長（根本博文）."""

from __future__ import annotations

import re

from pipeline.lexicons import lexicon
from pipeline.names.positions import title_in
from pipeline.names.sudachi import is_family_name
from pipeline.normalisation.attendance.blanks import squeezed
from pipeline.normalisation.attendance.brackets import is_note
from pipeline.normalisation.attendance.entry import Entry
from pipeline.normalisation.attendance.labels import presence_of
from pipeline.normalisation.attendance.words import (
    Word,
    honorific_ending,
    is_group,
    is_nobody,
    is_position,
    word_kind,
)

_NAME = re.compile("[一-龥々〆ヶヵぁ-んァ-ヺー\u3400-\u4dbf\uf900-\ufaff]{3,7}")
_LONGEST_FAMILY_NAME = 3


def with_names_in_brackets(found: list[Entry], text: str) -> list[Entry]:
    """Exchange positions and the names in their brackets.

    総務部次長（島岡美智男） → name 島岡美智男, position 総務部次長. Where a list names one person
    so, the family name of another may be unknown. `text` is the list as written.
    """
    posts = [
        (entry, start)
        for entry in found
        if len(entry.brackets) == 1 and _is_post(squeezed(entry.name_text))
        for start in [text.find(entry.brackets[0], entry.start)]
        if entry.start <= start <= entry.end + 1 and _may_be_name(entry.brackets[0])
    ]
    if any(_has_family_name(entry.brackets[0]) for entry, _ in posts):
        for entry, start in posts:
            name = entry.brackets[0]
            entry.position, entry.lead = squeezed(entry.name_text), None
            entry.name_text, entry.brackets = name, []
            entry.start, entry.end = start, start + len(name)
    return found


def _is_post(word: str) -> bool:
    return word_kind(word) is Word.TITLE and not is_group(word)


def _may_be_name(written: str) -> bool:
    """Return whether a bracket has what may be a person's full name, and nothing else."""
    name = squeezed(written)
    bare = honorific_ending().sub("", name)
    is_other = (
        name in lexicon("roles")["words"]
        or is_position(name)
        or is_group(name)
        or is_nobody(name)
        or is_note(name)
        or presence_of(name) is not None
        or word_kind(name) in (Word.TITLE, Word.OFFICE, Word.SEAT)
        or title_in(bare) is not None
    )
    return not is_other and _NAME.fullmatch(bare) is not None


def _has_family_name(written: str) -> bool:
    bare = honorific_ending().sub("", squeezed(written))
    longest = min(_LONGEST_FAMILY_NAME, len(bare) - 1)
    return any(is_family_name(bare[:at]) for at in range(1, longest + 1))
