"""Full names: where the family name ends, checked against the other possible cuts."""

from __future__ import annotations

from pipeline.lexicons import lexicon
from pipeline.names.given_names_in_kana import titles_of_members
from pipeline.names.positions import position_pattern
from pipeline.names.sudachi import is_family_name, is_given_name

_LONGEST_FAMILY_NAME = 3
"""Maximum length of a family name that a checked cut may have, in characters."""
_WITH_GIVEN = 2
"""Minimum length of a text taken for a family name that may hold a given name, in characters."""


def surest_cut(person: str, at: int) -> int | None:
    """Return where a full name is cut, given a proposed cut; None where it stays open.

    島本一郎, 1 → 2: the dictionary has 本一郎 too, but 島本 and 一郎 are likelier.
    林野恵, 1 → None: 林野 may be a family name that the dictionary lacks.
    """
    if at > 1 and is_given_name(person[at - 1 :]) and not _ends_family_name(person[:at]):
        # 森恵, 一: 森 and 恵一 are as likely, though the dictionary has 森恵 too.
        is_known = is_family_name(person[:at])
        is_shorter = is_family_name(person[: at - 1])
        if is_shorter or not is_known:
            return at - 1 if is_shorter and not is_known else None
    longer = [
        cut
        for cut in range(at + 1, min(_LONGEST_FAMILY_NAME, len(person) - 1) + 1)
        if _ends_family_name(person[:cut])
        and is_given_name(person[cut:])
        # Nearly all family names of three characters that are in use are known: 立田, 林三.
        and (cut < _LONGEST_FAMILY_NAME or is_family_name(person[:cut]))
    ]
    if not longer:
        return at
    cut = longer[-1]
    # A given name of one character may also be the end of a longer one: 森, 本恵 or 森本, 恵.
    is_sure = is_family_name(person[:cut]) and len(person) - cut > 1
    return cut if is_sure else None


def given_name_within(person: str) -> int | None:
    """Return where a given name begins in what was taken for a family name, zero where it is open.

    林一郎 → 1, 東山一 → 2; 林山一 → 0, since nobody knows 林山. None where it is a family name:
    茂呂川 ends as family names do.
    """
    if len(person) < _WITH_GIVEN or is_family_name(person) or _ends_family_name(person):
        return None
    cuts = [
        at
        for at in range(1, min(_LONGEST_FAMILY_NAME, len(person) - 1) + 1)
        if is_family_name(person[:at]) and is_given_name(person[at:])
    ]
    if not cuts:
        is_open = (
            len(person) > _WITH_GIVEN
            and _ends_family_name(person[:-1])
            and is_given_name(person[-1])
        )
        return 0 if is_open else None
    if len(person) == _WITH_GIVEN:
        return 0  # 森恵 is 森 and 恵, or a family name that the dictionary lacks.
    # A given name of one character is the less likely one.
    likely = [at for at in cuts if len(person) - at > 1] or cuts
    return (surest_cut(person, likely[0]) or 0) if len(likely) == 1 else 0


def checked_parts(
    name: str, family_name: str, position: str, given_name: str | None
) -> tuple[str, str, str | None] | None:
    """Return the parts of a name, cut where it is surest; None where it stays open.

    島, 委員, 本一郎 → 島本, 委員, 一郎; 林野, 委員, 恵 → None.
    """
    if position_pattern().fullmatch(position) is None:
        return _without_given_name(name, family_name, position, given_name)
    if given_name is None:
        at = given_name_within(family_name) if position in titles_of_members() else None
        if at is None:
            return family_name, position, None
        return (family_name[:at], position, family_name[at:]) if at else None
    person = family_name + given_name
    at = surest_cut(person, len(family_name))
    return (person[:at], position, person[at:]) if at else None


def _without_given_name(
    name: str, family_name: str, position: str, given_name: str | None
) -> tuple[str, str, str | None] | None:
    """Return the parts where a position that the lexicon lacks holds no given name, or its end.

    岡山, 三郎委員 → 岡山, 委員, 三郎; 林, 夫委員, 野和 → None.
    """
    # The end of the given name, before the longest position: 副委員長, and not 委員長.
    end = min(
        (len(name) - len(title) for title in titles_of_members() if position.endswith(title)),
        default=0,
    )
    start = len(family_name)
    if given_name is None:
        if start + 1 < end and is_given_name(name[start:end]):
            return family_name, name[end:], name[start:end]
        return family_name, position, None
    is_open = any(is_given_name(name[at:end]) for at in range(start + 1, end - 1))
    return None if is_open else (family_name, position, given_name)


def _ends_family_name(text: str) -> bool:
    """Return whether a text ends as many family names do."""
    return text.endswith(tuple(lexicon("family_names")["endings"]))
