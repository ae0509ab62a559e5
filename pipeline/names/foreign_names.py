"""Foreign names in katakana or Latin letters: ジョン・スミス委員.

Katakana have a dot between the parts of a name, Latin letters a blank. The last part is taken for
the family name, and the text after it for the position.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.lexicons import lexicon
from pipeline.names.positions import organization_head, position_pattern
from pipeline.names.sudachi import is_but_a_name, is_word

DOTS = "・＝=゠"
"""Characters between the parts of a name, as the inside of a character class."""
_CAPITAL, _SMALL = "A-ZÀ-ÖØ-ÞＡ-Ｚ", "a-zß-öø-ÿａ-ｚ"
_IN_KATAKANA = "[ァ-ヺー]+"
_GIVEN_IN_LATIN = rf"(?:[{_CAPITAL}][{_SMALL}]+(?:[-‐'’][{_CAPITAL}{_SMALL}]+)*|[{_CAPITAL}][.．])"
"""A word with small letters, or an initial with a full stop. A word in capitals may be a body."""
_FAMILY_IN_LATIN = rf"[{_CAPITAL}](?:[-‐'’]?[{_CAPITAL}{_SMALL}])+"

FOREIGN = rf"^(?:{_IN_KATAKANA}|[{_CAPITAL}])"
"""Pattern of the beginning of a foreign name."""


def _name_of(given: str, family: str, letter: str) -> re.Pattern[str]:
    between = f"[{DOTS} 　]"
    return re.compile(
        f"(?P<given>{given}(?:{between}{given})*){between}(?P<family>{family})"
        f"(?P<rest>(?!{letter}).*)"
    )


_KATAKANA = _name_of(_IN_KATAKANA, _IN_KATAKANA, "[ァ-ヺー]")
_LATIN = _name_of(_GIVEN_IN_LATIN, _FAMILY_IN_LATIN, f"[{_CAPITAL}{_SMALL}]")
_FIRST = re.compile(_GIVEN_IN_LATIN)
_NEXT = re.compile(f"(?:{_GIVEN_IN_LATIN}|{_FAMILY_IN_LATIN})(?![{_CAPITAL}{_SMALL}])")


class ForeignName(NamedTuple):
    """A foreign name and its position, null without one."""

    given_name: str
    family_name: str
    position: str | None


@cache
def foreign_name(written: str) -> ForeignName | None:
    """Split a foreign name: ジョン・スミス委員 → ジョン, スミス, 委員.

    Returns None where the text may be no person. Before a position of no organisation (委員), one
    part must be a name and no other word, or unknown to the dictionary. Before a position that
    heads an organisation (部長), without a position, and in katakana without a dot, all parts must
    be names and no other words; in Latin letters they may be unknown. No part may be the word for
    an organisation.
    """
    in_katakana = _KATAKANA.fullmatch(written)
    found = in_katakana or _LATIN.fullmatch(written)
    if found is None:
        return None
    title = found["rest"].strip()
    if title and not position_pattern().fullmatch(title):
        return None
    parts = [*re.split(f"[{DOTS} 　]", found["given"]), found["family"]]
    # A blank separates all words in katakana, not names alone.
    has_mark = in_katakana is None or re.search(f"[{DOTS}]", written) is not None
    if title and has_mark and not organization_head().search(title):
        is_person = any(is_but_a_name(part) or not is_word(part) for part in parts)
    elif in_katakana:
        is_person = all(map(is_but_a_name, parts))
    else:
        is_person = all(is_but_a_name(part) or not is_word(part) for part in parts)
    if not is_person or any(part in lexicon("rosters")["of_groups"] for part in parts):
        return None
    return ForeignName(found["given"], found["family"], title or None)


def goes_on(before: str, word: str) -> bool:
    """Return whether a name continues after a blank: Maria Rossi委員, ジョン スミス委員."""
    if _FIRST.fullmatch(before):
        return _NEXT.match(word) is not None
    if not re.fullmatch(_IN_KATAKANA, before):
        return False
    name = foreign_name(f"{before} {word}")
    return name is not None and name.position is not None
