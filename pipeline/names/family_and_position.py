"""Names: family name and position, split by several witnesses.

The lexicon of positions shows where a position may begin; SudachiPy shows where words end and
which are names; its dictionary has the known family names; the rest of the list has the family
names seen so far. No witness is enough alone: Sudachi takes some family names for places or
adjectives, and some positions begin with characters that end a family name.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.lexicons import lexicon
from pipeline.names.foreign_names import foreign_name
from pipeline.names.full_name_cuts import checked_parts, given_name_within
from pipeline.names.given_names_in_kana import KANA, given_name_in_kana, titles_of_members
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
"""Maximum length of a family name unknown to Sudachi, in characters."""

_SHORTEST_TITLED = 3
_LENGTH_OF_PLACE = 2
LONGEST_FAMILY_NAME = 5
_OFFICE = re.compile("..[省庁府院局課室署県市区町村]$")
"""End of an organisation's name of at least three characters: 林野庁, but not 阿部."""


class NameParts(NamedTuple):
    """Parts of a name as listed, null where the witnesses disagree."""

    family_name: str | None
    position: str | None
    given_name: str | None = None


@cache
def split_name(name: str, known: frozenset[str] = frozenset()) -> NameParts:
    """Split a name into family name, position and given name, where no other cut is as likely.

    The parts are null where several are: 林野恵委員 is 林野 or 林.
    """
    parts = _most_voted(name, known)
    if parts.family_name is None or parts.position is None:
        return parts
    if parts.family_name in known and parts.given_name is None:
        return parts
    checked = checked_parts(name, parts.family_name, parts.position, parts.given_name)
    return NameParts(*checked) if checked else NameParts(None, None)


def is_open(name: str) -> bool:
    """Return whether a name has parts, and several cuts between them are as likely."""
    return _most_voted(name, frozenset()).family_name is not None and (
        split_name(name).family_name is None
    )


def _most_voted(name: str, known: frozenset[str]) -> NameParts:
    """Split a name into family name and position: 平副大臣 → 平, 副大臣.

    Parameters
    ----------
    name
        Name as listed.
    known
        Family names of other persons in the same list.

    Returns
    -------
    NameParts
        Both null where no split has the lexicon and one more witness. Of splits with equal
        evidence the one with the longest position counts. A position alone has a null family name.
    """
    if position_pattern().fullmatch(name):
        return NameParts(None, name)
    foreign = foreign_name(name)
    if foreign is not None and foreign.position is not None:
        return NameParts(foreign.family_name, foreign.position, foreign.given_name)
    by_family_name = _behind_family_name(name) or _behind_full_name(name)
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
        # A family name, and a word after it that Sudachi does not know.
        return NameParts(None, None)
    return NameParts(person, position)


@cache
def split_titled(name: str) -> NameParts:
    """Split a name that ends in a position, as its neighbours do.

    青木調整官 → 青木, 調整官. It is cut before the longest position, where SudachiPy ends a word
    too and the rest may be a name. The rest is a family name where it is one word; otherwise the
    family name is null.
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
    is_one = words[0].end() == start and given_name_within(person) is None
    return NameParts(person if is_one else None, position)


def _is_full(person: str, given_name: str) -> bool:
    """Return whether a possible family name precedes the known `given_name`."""
    family_name = person[: len(person) - len(given_name)]
    if not 1 < len(family_name) <= LONGEST_UNKNOWN_NAME or not is_given_name(given_name):
        return False
    if given_name in lexicon("rosters")["of_groups"]:
        return False  # 大学 is also a given name.
    # A character by itself may end a longer family name as well: 刈込静.
    return (
        not re.search(r"\s", family_name)
        and not _OFFICE.search(family_name)
        and (len(given_name) > 1 or is_family_name(family_name) or _grown(family_name))
    )


def _behind_family_name(name: str) -> NameParts | None:
    """Split after a known family name whose rest must be a position."""
    if len(name) < _SHORTEST_TITLED or not name.endswith(_title_endings()):
        return None
    kana = given_name_in_kana(name)
    if kana is not None:
        return NameParts(*kana)
    cuts = range(1, min(LONGEST_FAMILY_NAME, len(name) - 2) + 1)
    for at in reversed(cuts):
        if position_pattern().fullmatch(name, at) and is_family_name(name[:at]):
            return None if at == 1 and _is_compound(name) else NameParts(name[:at], name[at:])
    for at in cuts:
        # The words before the head of a position may begin with the character (相原水循環室長).
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
        # Two characters that are words by themselves may be a place: 綾布, of 綾布消防署予防課長.
        is_place = word.end() == 1 and words[1].end() == _LENGTH_OF_PLACE
        if is_place or not is_family_name(name[: word.end()]):
            continue
        kinds = [part.part_of_speech() for part in words[number:]]
        if (
            kinds[0][0] != "接尾辞"
            and not _has_given_name(words[number:], name)
            and all(
                kind[0] in ("名詞", "接頭辞", "接尾辞") and kind[1] != "固有名詞" for kind in kinds
            )
        ):
            # 入江空総務課長: 空 is a given name, or part of the office.
            is_either = position_pattern().fullmatch(name, word.end() + 1) is not None
            return NameParts(name[: word.end()], None if is_either else name[word.end() :])
    return None


def _behind_full_name(name: str) -> NameParts | None:
    """Split after a full name that Sudachi knows: 青木一郎薬価部会長 → 青木, 薬価部会長, 一郎.

    The rest is longer than any position of the lexicon, ends in one of members, and has no other
    name: 青木青葉小学校長 may be the head of a school of that name.
    """
    if not name.endswith(tuple(titles_of_members())):
        return None
    words = words_of(name)
    kinds = [word.part_of_speech() for word in words]
    is_split = (
        len(kinds) > _SHORTEST_TITLED
        and [kind[3] for kind in kinds[:2]] == ["姓", "名"]
        and all(kind[0] in ("名詞", "接尾辞") and kind[2] != "人名" for kind in kinds[2:])
    )
    if not is_split:
        return None
    return NameParts(words[0].surface(), name[words[1].end() :], words[1].surface())


def _has_given_name(words: list[Word], name: str) -> bool:
    """Return whether words begin with the rest of a name: 茂呂 木勇委員.

    The rest is one character of the family name, a given name and a position.
    """
    begin = words[0].begin()
    starts = (at for at in range(begin, len(name)) if position_pattern().fullmatch(name, at))
    title = next(starts, 0)
    last = next((word for word in words if word.end() == title), None)
    return last is not None and last.begin() - begin == 1 and is_given_name(last.surface())


def _grown(word: str) -> bool:
    """Return whether an unknown word extends a family name: 仁科野, 上杉原.

    It is one character longer than a known family name.
    """
    return (
        len(word) == LONGEST_UNKNOWN_NAME
        and not _OFFICE.search(word)
        and not is_word(word)
        and (is_family_name(word[:2]) or is_family_name(word[1:]))
    )


def _is_compound(name: str) -> bool:
    """Return whether Sudachi ends no word after the first character."""
    return all(word.end() != 1 for word in words_of(name))


@cache
def _title_endings() -> tuple[str, ...]:
    return tuple(lexicon("rosters")["of_titles"])


def _ends_of_names(words: list[Word]) -> set[int]:
    """Return the ends of the proper names that begin a name."""
    ends = set()
    for word in words:
        if word.part_of_speech()[1] != "固有名詞":
            break
        ends.add(word.end())
    return ends
