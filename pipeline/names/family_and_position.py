"""Names: family name and position told apart by several witnesses together.

A lexicon of positions says where a title may begin; SudachiPy says where words end and which
are names, and its dictionary which surnames there are; the rest of the list says which family names
have been seen. None is enough alone:
Sudachi takes some family names for places or adjectives, and some positions begin with
characters that end a family name.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.lexicons import alternatives, lexicon
from pipeline.names.foreign_names import foreign_name
from pipeline.names.positions import bare_position, organization_head, position_pattern
from pipeline.names.sudachi import (
    LONGEST_WORD,
    Word,
    is_common_noun,
    is_family_name,
    is_given_name,
    is_word,
    words_of,
)

LONGEST_UNKNOWN_NAME = 3
"""Most characters of a family name that Sudachi cuts into words, for it does not know it."""

_SHORTEST_TITLED = 3
LONGEST_FAMILY_NAME = 5
_LONGEST_IN_KANA = 4
"""Most kana of a given name: of まちづくり, the name of many a committee, there are five."""
KANA = re.compile("[ぁ-ん]{2,}|[ァ-ヶー]{2,}")
_OFFICE = re.compile("..[省庁府院局課室署県市区町村]$")
"""The end of an organisation's name, at least three characters long: 林野庁, but not 阿部."""


class NameParts(NamedTuple):
    """Parts of a name as listed; null where the witnesses do not tell them apart."""

    family_name: str | None
    position: str | None
    given_name: str | None = None


@cache
def split_name(name: str, known: frozenset[str] = frozenset()) -> NameParts:
    """Tell family name and position apart.

    Parameters
    ----------
    name
        Name as listed, such as `平副大臣`.
    known
        Family names that stand elsewhere in the same list.

    Returns
    -------
    NameParts
        Both null where no split has the lexicon and one more witness. Of splits with equal
        witness the one with the longest position counts.
        A position without a name has a null family name.
    """
    if position_pattern().fullmatch(name):
        return NameParts(None, name)
    foreign = foreign_name(name)
    if foreign is not None and foreign.position is not None:
        return NameParts(foreign.family_name, foreign.position, foreign.given_name)
    by_family_name = _behind_family_name(name)
    if by_family_name is not None:
        return by_family_name
    starts = [at for at in range(1, len(name)) if position_pattern().fullmatch(name, at)]
    if not starts:
        return NameParts(None, None)
    words = words_of(name)
    ends = {word.end() for word in words}
    names = _ends_of_names(words)
    longest = starts[0]
    votes = {
        at: (at == longest) + (at in ends) + 2 * (at in names) + 2 * (name[:at] in known)
        for at in starts
    }
    best, *rest = sorted(starts, key=lambda at: (-votes[at], at))
    person, position = name[:best], name[best:]
    if person in known:
        return NameParts(person, position)
    parts = [word for word in words if word.end() <= best]
    given_name = parts[-1].surface() if best in ends else ""
    if _is_full(person, given_name):
        return NameParts(person[: len(person) - len(given_name)], position, given_name)
    is_doubtful = (
        best not in ends
        or position == "長"
        # A common word before the head of an organisation may be the organisation.
        or (best not in names and bool(organization_head().search(name)))
        # A family name of one character may end in what also begins a position (木 and 正).
        or (best == 1 and any(votes[at] for at in rest))
        or bool(_OFFICE.search(person))
    )
    if is_doubtful:
        return NameParts(None, None)
    kinds = [word.part_of_speech()[3] for word in parts]
    if kinds == ["姓", "名"]:
        return NameParts(parts[0].surface(), position, parts[1].surface())
    if len(parts) > 1 and (kinds[0] == "姓" or len(person) > LONGEST_UNKNOWN_NAME):
        # A family name and something behind it that Sudachi does not know.
        return NameParts(None, None)
    return NameParts(person, position)


@cache
def split_titled(name: str) -> NameParts:
    """Split a name of which is known that a title stands behind it, as behind its neighbours'.

    It is cut before the longest title, where SudachiPy ends a word too and what is left may be a
    name. One word is a family name, of several it is not known which.
    """
    words = words_of(name)
    ends = {word.end() for word in words}
    start = next((at for at in range(2, len(name)) if position_pattern().fullmatch(name, at)), 0)
    person, position = name[:start], name[start:]
    is_person = (
        start in ends
        and 1 < start <= LONGEST_UNKNOWN_NAME
        and position != "長"
        and re.search(r"[省庁府局課部室署県市区町村\s]|[^ぁ-んァ-ヶ々一-龥]", person) is None
    )
    if not is_person:
        return NameParts(None, None)
    return NameParts(person if words[0].end() == start else None, position)


def _is_full(person: str, given_name: str) -> bool:
    """Whether a person's name is one of a family, were it unknown, and a known given name."""
    family_name = person[: len(person) - len(given_name)]
    if not 1 < len(family_name) <= LONGEST_UNKNOWN_NAME or not is_given_name(given_name):
        return False
    if given_name in lexicon("rosters")["of_groups"]:
        return False  # 大学 is a given name, too.
    # A character by itself may end a longer family name as well: 刈込静.
    return (
        not re.search(r"\s", family_name)
        and not _OFFICE.search(family_name)
        and (len(given_name) > 1 or is_family_name(family_name) or _grown(family_name))
    )


def _behind_family_name(name: str) -> NameParts | None:
    """Split where the dictionary knows the family name and the rest can only be a title."""
    if len(name) < _SHORTEST_TITLED or not name.endswith(_title_endings()):
        return None
    kana = _given_name_in_kana(name)
    if kana is not None:
        return kana
    cuts = range(1, min(LONGEST_FAMILY_NAME, len(name) - 2) + 1)
    for at in reversed(cuts):
        if position_pattern().fullmatch(name, at) and is_family_name(name[:at]):
            return None if at == 1 and _is_compound(name) else NameParts(name[:at], name[at:])
    for at in cuts:
        # What stands before the head of a title may begin with the character (相原水循環室長).
        begins_title = bare_position().fullmatch(name, at) or (
            KANA.match(name, at) and position_pattern().fullmatch(name, at)
        )
        if begins_title and _grown(name[:at]):
            if is_family_name(name[: at - 1]) and is_given_name(name[at - 1]):
                # A family name and a given name of one character (石田修), or a longer family name.
                return NameParts(name[: at - 1], name[at:], name[at - 1])
            return NameParts(name[:at], name[at:])
    for at in reversed(cuts):
        if is_family_name(name[:at]) and is_common_noun(name[at:]):
            return NameParts(name[:at], name[at:])
    words = words_of(name)
    for number, word in enumerate(words[:-1], start=1):
        if word.end() > LONGEST_WORD:
            break
        if not is_family_name(name[: word.end()]):
            continue
        kinds = [part.part_of_speech() for part in words[number:]]
        if (
            kinds[0][0] != "接尾辞"
            and not _has_given_name(words[number:], name)
            and all(
                kind[0] in ("名詞", "接頭辞", "接尾辞") and kind[1] != "固有名詞" for kind in kinds
            )
        ):
            return NameParts(name[: word.end()], name[word.end() :])
    return None


def _given_name_in_kana(name: str) -> NameParts | None:
    """Split a full name with a member's title, its given name in kana: 本田ゆめ委員.

    Not before other titles, for many begin in kana: 本田まちづくり課長.
    """
    found = _kana_and_member().search(name)
    if found is None:
        return None
    title = found[2]
    person = name.removesuffix(title)
    # A family name may end in kana, or be all kana: あべひかる.
    for at in range(max(found.start(), len(person) - _LONGEST_IN_KANA), len(person) - 1):
        if is_family_name(person[:at]):
            return NameParts(person[:at], title, person[at:])
    return None


@cache
def _kana_and_member() -> re.Pattern[str]:
    titles = alternatives([*lexicon("roles")["words"], *lexicon("roles")["members"]])
    return re.compile(f"([ぁ-ん]{{2,7}}|[ァ-ヶー]{{2,7}})({titles})$")


def _has_given_name(words: list[Word], name: str) -> bool:
    """Whether behind a family name stands the rest of a name, and a title: 茂呂 木勇委員."""
    begin = words[0].begin()
    starts = (at for at in range(begin, len(name)) if position_pattern().fullmatch(name, at))
    title = next(starts, 0)
    last = next((word for word in words if word.end() == title), None)
    return last is not None and last.begin() - begin == 1 and is_given_name(last.surface())


def _grown(word: str) -> bool:
    """Whether an unknown word is a family name and one character more: 仁科野, 上杉原."""
    return (
        len(word) == LONGEST_UNKNOWN_NAME
        and not _OFFICE.search(word)
        and not is_word(word)
        and (is_family_name(word[:2]) or is_family_name(word[1:]))
    )


def _is_compound(name: str) -> bool:
    """Whether Sudachi ends no word behind the first character."""
    return all(word.end() != 1 for word in words_of(name))


@cache
def _title_endings() -> tuple[str, ...]:
    return tuple(lexicon("rosters")["of_titles"])


def _ends_of_names(words: list[Word]) -> set[int]:
    """Where a run of proper names that begins the entry ends, after each of them."""
    ends = set()
    for word in words:
        if word.part_of_speech()[1] != "固有名詞":
            break
        ends.add(word.end())
    return ends
