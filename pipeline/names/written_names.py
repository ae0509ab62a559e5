"""Written names: names with blanks, honorifics and brackets, as listed."""

from __future__ import annotations

import re
from functools import cache

from pipeline.lexicons import alternatives, lexicon
from pipeline.names.family_and_position import (
    LONGEST_FAMILY_NAME,
    NameParts,
    split_name,
)
from pipeline.names.foreign_names import foreign_name
from pipeline.names.full_name_cuts import surest_cut
from pipeline.names.given_names_in_kana import is_given_in_kana
from pipeline.names.positions import position_pattern, title_in
from pipeline.names.sudachi import is_family_name, is_given_name, is_word, words_of

_NAME_AND_TITLE = 3
_HINT = re.compile("[（(][^（()）]*[）)]")
_FOUR = re.compile("[一-龥々]{4}")
_CHANGE = re.compile("([一-龥々]+)([ぁ-ん]{2,}|[ァ-ヺー]{2,})|([ぁ-ん]{2,})([一-龥々]{1,3})")
_BOTH = re.compile("[（(]兼[）)]")


def bare_name(name: str) -> str:
    """Remove blanks, brackets and honorific: 青木　一郎君 → 青木一郎."""
    return "".join(_courtesy().sub("", _HINT.sub("", name)).split())


def cut_by_dictionary(name: str) -> NameParts | None:
    """Split a name into a known family name and a given name.

    青木一郎 → 青木, 一郎. The given name is known, or in kana. Returns None where several cuts, or
    none, are possible, unless Sudachi cuts the name into just these two words.
    """
    cuts = [
        at
        for at in range(1, min(LONGEST_FAMILY_NAME, len(name) - 1) + 1)
        if is_family_name(name[:at])
        and (is_given_name(name[at:]) or is_given_in_kana(name[:at], name[at:]))
    ]
    if len(cuts) != 1:
        kinds = [(word.surface(), word.part_of_speech()[3]) for word in words_of(name)]
        cuts = [len(kinds[0][0])] if [kind for _, kind in kinds] == ["姓", "名"] else []
    at = surest_cut(name, cuts[0]) if cuts else None
    return NameParts(name[:at], None, name[at:]) if at else None


@cache
def split_written(name: str, known: frozenset[str] = frozenset()) -> NameParts:
    """Split a name as written.

    青木 一郎君 → 青木, 一郎; 佐藤（勝）委員 → 佐藤, 委員. The only blank, or the widest, separates
    family and given name.
    """
    both = _BOTH.search(name)
    if both:
        parts = split_written(_BOTH.sub("兼", name), known)
        return parts._replace(position=parts.position and parts.position.replace("兼", both[0]))
    bare = _courtesy().sub("", _HINT.sub("", name)).strip()
    foreign = foreign_name(bare)
    if foreign is not None:
        return NameParts(foreign.family_name, foreign.position, foreign.given_name)
    words = bare.split()
    whole = "".join(words)
    parts = split_name(whole, known)
    if _is_name_and_title(words):
        return NameParts(words[0], words[2], words[1])
    if cut := _cut_at_blank(words):
        return cut
    if len(words) < 2 or parts.position is not None:
        return parts
    given, position, _ = split_name(words[-1], known)
    if len(words) == 2 and given and position and is_given_name(given):
        return NameParts(words[0], position, given)
    if cut := _cut_at_change(words):
        return cut
    gaps = [len(gap) for gap in re.findall(r"\s+", bare)]
    if gaps.count(max(gaps)) == 1:
        at = gaps.index(max(gaps)) + 1
        family_name, given_name = "".join(words[:at]), "".join(words[at:])
        if len(family_name) <= LONGEST_FAMILY_NAME:
            return NameParts(family_name, None, given_name)
    return cut_by_dictionary(whole) or _cut_in_halves(words) or NameParts(None, None)


def _cut_at_blank(words: list[str]) -> NameParts | None:
    """Split at the blank after a known family name.

    李 明委員 → 李, 明, 委員. Returns None where both words are one family name whose characters are
    spread: 青 木委員.
    """
    if len(words) not in (2, _NAME_AND_TITLE) or not is_family_name(words[0]):
        return None
    family_name, titled = words[0], "".join(words[1:])
    position = title_in(titled)
    if position is None or (len(words) == _NAME_AND_TITLE and words[2] != position):
        return None
    given_name = titled.removesuffix(position)
    whole = family_name + given_name
    is_given = is_given_name(given_name) or (len(family_name) == 1 and not is_word(whole))
    if is_family_name(whole) or not is_given:
        return None
    return NameParts(family_name, position, given_name)


def _cut_in_halves(words: list[str]) -> NameParts | None:
    """Split a spread name of four kanji after a known family name of two.

    堀 井 季 春 → 堀井, 季春. None where a given name of three, or one of one, is known.
    """
    whole = "".join(words)
    if max(map(len, words)) > 1 or not _FOUR.fullmatch(whole) or not is_family_name(whole[:2]):
        return None
    others = (is_family_name(whole[:at]) and is_given_name(whole[at:]) for at in (1, 3))
    return None if any(others) else NameParts(whole[:2], None, whole[2:])


def _cut_at_change(words: list[str]) -> NameParts | None:
    """Split a spread name where its writing changes from kanji to kana, or back.

    琴 平 みさと → 琴平, みさと. Where it changes twice the cut is not sure.
    """
    if len(words) <= 2 or min(map(len, words[:-1])) > 1:
        return None
    found = _CHANGE.fullmatch("".join(words))
    parts = [part for part in found.groups() if part] if found else []
    ends = {len("".join(words[:at])) for at in range(1, len(words))}
    if not parts or len(parts[0]) not in ends or len(parts[0]) > LONGEST_FAMILY_NAME:
        return None
    return NameParts(parts[0], None, parts[1])


def _is_name_and_title(words: list[str]) -> bool:
    """Return whether words are two names and a position: 石黒 泰 座長."""
    return (
        len(words) == _NAME_AND_TITLE
        and 1 < len(words[0]) <= LONGEST_FAMILY_NAME
        and position_pattern().fullmatch(words[2]) is not None
        and position_pattern().fullmatch(words[0]) is None
        and position_pattern().fullmatch(words[1]) is None
    )


@cache
def _courtesy() -> re.Pattern[str]:
    return re.compile(rf"(?<!\s)\s*+{alternatives(lexicon('rosters')['honorifics'])}$")
