"""What stands around a name that the model reads, and whether a text has the form of a name."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.lexicons import alternatives, lexicon
from pipeline.names.foreign_names import foreign_name
from pipeline.names.positions import position_pattern, title_in
from pipeline.names.sudachi import is_common_noun, is_family_name, is_given_name, is_known_name
from pipeline.names.written_names import bare_name, cut_by_dictionary, split_written
from pipeline.normalisation.attendance.brackets import Said, said_in
from pipeline.normalisation.attendance.words import Word, honorific_ending, word_kind

_LONGEST_FAMILY_NAME = 3
_LONGEST_NAME = 8
_INDENT = re.compile("[ 　]*\n[ 　]*")
_LINE_END = re.compile(r"\s*\n\s*")
_BRACKET = re.compile("[（(]([^（）()\n]{1,40})[）)]")
_OPENED = re.compile("[（(：:][ 　]*$")
_DELIMITERS = re.compile("[、，,|/・（）()：:•○]")
_MOST_SPREAD = 6
_NO_NAME = re.compile(
    "[。、，：:？?0-9０-９]|[一二三四五六七八九十]+[年月日]|^[一二三四五六七八九十百]+名$"
)
_FARTHEST = 60
_LONGEST_REST = 2
_LATIN = re.compile("[A-ZＡ-Ｚ][A-Za-zＡ-Ｚａ-ｚ'’-]*")
"""A name in Latin letters, or a letter for it: Ａ委員, Rossi委員."""


class Reading(NamedTuple):
    """A name as it is written in a list, with the title and honorific behind it."""

    text: str
    start: int
    end: int


def with_title(text: str, start: int, end: int) -> Reading:
    """Take in the title or honorific that stands after a name: 青木 一郎 → 青木 一郎 委員."""
    around = text[end : end + _FARTHEST]
    line = around.partition("\n")[0]
    # A hard wrap may part a title, but a title on the next line is that of another.
    wrapped = _INDENT.sub(lambda gap: "\n" * len(gap.group()), around) if line else ""
    for after in (line, wrapped):
        places = [end + at for at, mark in enumerate(after) if mark != "\n"]
        joined = after.replace("\n", "")
        blanks = len(joined) - len(joined.lstrip(" 　"))
        found = position_pattern().match(joined, blanks) or _honorific().match(joined, blanks)
        last = places[found.end() - 1] + 1 if found else end
        if found and not text[last : last + 1].isalnum():
            return Reading(_LINE_END.sub("", text[start:last]), start, last)
    return Reading(_LINE_END.sub("", text[start:end]), start, end)


@cache
def _honorific() -> re.Pattern[str]:
    return re.compile(alternatives(lexicon("rosters")["honorifics"]))


def position_before(text: str, start: int) -> str | None:
    """The title that stands before a name on its line: 総務課長（青木一郎）, 主幹　青木."""
    line = text[max(0, start - _FARTHEST) : start].rpartition("\n")[2]
    words = _OPENED.sub("", line).split()
    # The characters of a title may be spread: 委　員　　青木.
    for at in range(len(words) - 1, max(-1, len(words) - _MOST_SPREAD), -1):
        title = "".join(words[at:])
        last = _DELIMITERS.split(title)[-1]
        if word_kind(last) is Word.TITLE:
            return last
        if last != title:
            break
    return None


def said_after(text: str, end: int) -> tuple[Said, int]:
    """What the bracket after a name says, and where it closes; nothing, and `end`, without one."""
    found = _BRACKET.match(text, end)
    return (said_in((found[1],)), found.end()) if found else (Said(), end)


@cache
def is_plausible(name: str) -> bool:
    """Whether a text is a known family name with a known given name, a title, or neither."""
    bare = bare_name(name)
    family = split_written(name).family_name
    if foreign_name(name) is not None or _LATIN.fullmatch(bare.removesuffix(title_in(bare) or "-")):
        return True
    return (
        (family is not None and is_family_name("".join(family.split())))
        or cut_by_dictionary(bare) is not None
        or (is_family_name(bare) and not is_given_name(bare))
    )


@cache
def may_be_named(name: str) -> bool:
    """Whether a text begins with a known family name: 森田政策局長 and 森局長, not 森林整備部."""
    whole = "".join(name.split())
    bare = bare_name(name)
    longest = min(_LONGEST_FAMILY_NAME, len(whole) - 1)
    return (
        any(is_family_name(whole[:length]) for length in range(2, longest + 1))
        or (is_family_name(whole[:1]) and position_pattern().fullmatch(whole, 1) is not None)
        or (is_family_name(bare) and len(bare) > 1)
    )


@cache
def has_honorific(name: str) -> bool:
    """Whether an honorific stands after what is no longer than a name: 波方真如君."""
    whole = "".join(name.split())
    return (
        honorific_ending().search(whole) is not None and 1 < len(bare_name(name)) <= _LONGEST_NAME
    )


def goes_on(name: str, rest: str) -> bool:
    """Whether what the rules read goes on after the name of the model by what may be part of it.

    The end of a given name, or a title that the lexicon does not have; not what stands after 君.
    """
    if foreign_name(name) is not None:
        return True
    rest = _LINE_END.sub("", rest).rstrip()
    begins = _honorific().match(rest)
    if re.search("[ 　\t]", rest) or (begins and begins.end() < len(rest)):
        return False
    is_end = len(rest) <= _LONGEST_REST or is_title_ending_of(rest)
    return is_end or has_honorific(name) or is_plausible(name)


def is_title_ending_of(text: str) -> bool:
    """Whether a text ends as titles do: 灯台・航路局次長."""
    return text.endswith(tuple(lexicon("rosters")["of_titles"]))


@cache
def has_family_name(name: str) -> bool:
    """Whether the rules cut a family name, known or not, off a text."""
    return re.fullmatch(r"[\w々ヶ]+", split_written(name).family_name or "") is not None


@cache
def is_no_name(text: str) -> bool:
    """Whether a text is no name for sure: a date or a common word."""
    bare = "".join(text.split())
    is_word = is_common_noun(bare) and not is_known_name(bare)
    return is_word or _NO_NAME.search(bare) is not None
