"""Given names in kana, before the positions of members."""

from __future__ import annotations

import re
from functools import cache

from pipeline.lexicons import alternatives, lexicon
from pipeline.names.sudachi import is_family_name, is_given_name

_LONGEST_IN_KANA = 4
"""Maximum length of a given name in kana, in characters.

まちづくり, in the names of many committees, has five.
"""
KANA = re.compile("[ぁ-ん]{2,}|[ァ-ヶー]{2,}")
_ONLY_KANA = re.compile("[ぁ-んァ-ヶー]+")


def given_name_in_kana(name: str) -> tuple[str, str, str] | None:
    """Split a member's full name whose given name is in kana.

    本田ゆめ委員 → 本田, ゆめ, 委員; so is 本田タカ子委員. Other positions do not count, since many
    begin in kana: 本田まちづくり課長.
    """
    found = _kana_and_member().search(name)
    if found is None:
        return None
    last, title = found[2], found[3]
    person = name.removesuffix(title)
    kana = person.removesuffix(last)
    # A family name may end in kana, or be all kana: あべひかる.
    for at in range(max(found.start(), len(kana) - _LONGEST_IN_KANA), len(kana) - 1):
        if is_family_name(person[:at]) and is_given_in_kana(person[:at], kana[at:]):
            return person[:at], title, person[at:]
    return None


def is_given_in_kana(family_name: str, given_name: str) -> bool:
    """Return whether kana may be the given name after a family name.

    After a family name in kana it has to be known: ソレンセン is one name, though ソ is one too.
    """
    return KANA.fullmatch(given_name) is not None and (
        _ONLY_KANA.fullmatch(family_name) is None or is_given_name(given_name)
    )


def titles_of_members() -> list[str]:
    """Return the positions of members, before which kana is a given name."""
    return [*lexicon("roles")["words"], *lexicon("roles")["members"]]


@cache
def _kana_and_member() -> re.Pattern[str]:
    titles = alternatives(titles_of_members())
    return re.compile(f"([ぁ-ん]{{2,7}}|[ァ-ヶー]{{2,7}})([子美江代恵枝]?)({titles})$")
