"""The text around names that the model reads, and forms of names."""

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
from pipeline.normalisation.attendance.labels import presence_of
from pipeline.normalisation.attendance.tables import heads_of_columns
from pipeline.normalisation.attendance.words import (
    Word,
    honorific_ending,
    is_nobody,
    word_kind,
)

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
_UNKNOWN_NAME = re.compile("[一-龥々ヶ]{2,4}")
_SPREAD_NAME = re.compile("[一-龥々ヶ]{2,3}[一-龥々ぁ-んァ-ヺー]{0,2}[^年月日名]")
_FEWEST_PARTS = 3
"""Minimum number of words that a spread name consists of."""
_GLUED = ("note", "agenda", "talk", "date", "place", "attendance")
"""Kinds of labels that may follow a list without a line end."""
_LONGEST_REST = 2
_REST = re.compile(r"[一-龥々ヶぁ-んァ-ヺー]{1,12}(?![^\s、，,・（()）：:|｜])")
_NO_GIVEN_NAME = "新前元現旧両各同他外ほ等ら計兼故"
"""What is no given name after a family name: 青木新市長, 青木他."""
_LATIN = re.compile("[A-ZＡ-Ｚ][A-Za-zＡ-Ｚａ-ｚ'’-]*")
"""A name in Latin letters, or a letter in its place: Rossi委員, Ａ委員."""


class Reading(NamedTuple):
    """A name as written, with the position or honorific after it."""

    text: str
    start: int
    end: int


def with_title(text: str, start: int, end: int) -> Reading:
    """Extend a name by the position or honorific after it.

    青木 一郎 → 青木 一郎 委員.
    """
    around = text[end : end + _FARTHEST]
    line = around.partition("\n")[0]
    # A hard wrap may split a position, but a position on the next line is that of another person.
    wrapped = _INDENT.sub(lambda gap: "\n" * len(gap.group()), around) if line else ""
    for after in (line, wrapped):
        places = [end + at for at, mark in enumerate(after) if mark != "\n"]
        joined = after.replace("\n", "")
        blanks = len(joined) - len(joined.lstrip(" 　"))
        found = position_pattern().match(joined, blanks) or _honorific().match(joined, blanks)
        last = places[found.end() - 1] + 1 if found else end
        if found and (not text[last : last + 1].isalnum() or _next_label().match(text, last)):
            return Reading(_LINE_END.sub("", text[start:last]), start, last)
    last = end + _length_of_given_name("".join(text[start:end].split()), line)
    return Reading(_LINE_END.sub("", text[start:last]), start, last)


def _length_of_given_name(family_name: str, after: str) -> int:
    """Return the length of an unknown given name after a family name, with its position, or 0.

    入江 and 空, before a comma → 1; 入江 and 空総務課長 → 5. The model knows neither.
    """
    rest = _REST.match(after)
    if rest is None or not is_family_name(family_name):
        return 0
    word = rest.group()
    titled = title_in(word)
    given_name = word.removesuffix(titled) if titled else word
    longest = 1 if titled else _LONGEST_REST
    is_other = given_name in _NO_GIVEN_NAME or position_pattern().fullmatch(word) is not None
    is_word = titled is None and (
        word.endswith(_endings_of_others())
        or _honorific().fullmatch(word) is not None
        or (len(word) > 1 and is_common_noun(word))
        or presence_of(word) is not None
        or is_nobody(word)
    )
    return 0 if len(given_name) > longest or is_other or is_word else len(word)


@cache
def _endings_of_others() -> tuple[str, ...]:
    """Return what ends positions and organisations."""
    return tuple(lexicon("rosters")["of_titles"] + lexicon("rosters")["of_groups"])


@cache
def _next_label() -> re.Pattern[str]:
    """Return a pattern for a label glued to the text before: 青木主査傍聴人数２人."""
    labels = lexicon("labels")
    words = [word for kind in _GLUED for word in labels[kind] if len(word) > 1]
    return re.compile(rf"{alternatives(words)}(?=[ 　：:0-9０-９（(①-⑳])")


@cache
def _honorific() -> re.Pattern[str]:
    return re.compile(alternatives(lexicon("rosters")["honorifics"]))


def position_before(text: str, start: int) -> str | None:
    """Return the position before a name: 総務課長（青木一郎） → 総務課長."""
    line = text[max(0, start - _FARTHEST) : start].rpartition("\n")[2]
    words = _OPENED.sub("", line).split()
    # The characters of a position may be spread: 委　員　　青木.
    for at in range(len(words) - 1, max(-1, len(words) - _MOST_SPREAD), -1):
        title = "".join(words[at:])
        last = _DELIMITERS.split(title)[-1]
        if word_kind(last) is Word.TITLE:
            return last
        if last != title:
            break
    return None


def said_after(text: str, end: int) -> tuple[Said, int]:
    """Read the bracket after a name, and where it closes.

    Without a bracket, returns an empty reading and `end`.
    """
    found = _BRACKET.match(text, end)
    return (said_in((found[1],)), found.end()) if found else (Said(), end)


@cache
def is_plausible(name: str) -> bool:
    """Return whether a text has the form of a name.

    It is a known family name, alone or with a given name or a position; or a foreign name, or a
    name in Latin letters.
    """
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
    """Return whether a text begins with a known family name: 森田政策局長.

    A family name of one character must have a position after it: 森局長.
    """
    whole = "".join(name.split())
    bare = bare_name(name)
    longest = min(_LONGEST_FAMILY_NAME, len(whole) - 1)
    return (
        any(is_family_name(whole[:length]) for length in range(2, longest + 1))
        or (is_family_name(whole[:1]) and position_pattern().fullmatch(whole, 1) is not None)
        or (is_family_name(bare) and len(bare) > 1)
    )


@cache
def may_be_unknown(text: str) -> bool:
    """Return whether a text may be a family name that the dictionary does not have: 七条."""
    bare = bare_name(text)
    return (
        _UNKNOWN_NAME.fullmatch(bare) is not None
        and word_kind(bare) is Word.NAME
        and not is_no_name(bare)
    )


def is_spread(name: str) -> bool:
    """Return whether the characters of a name are set apart: 石　川　　浩."""
    return len(name.split()) >= _FEWEST_PARTS


@cache
def may_be_spread(text: str) -> bool:
    """Return whether a text set apart may be a full name: 五 日 市 勝, but not 五 月 五 日."""
    bare = "".join(text.split())
    return (
        is_spread(text)
        and _SPREAD_NAME.fullmatch(bare) is not None
        and word_kind(bare) is Word.NAME
        and title_in(bare) is None
        and not is_common_noun(bare)
    )


@cache
def has_honorific(name: str) -> bool:
    """Return whether an honorific follows a possible name: 波方真如君."""
    whole = "".join(name.split())
    return (
        honorific_ending().search(whole) is not None and 1 < len(bare_name(name)) <= _LONGEST_NAME
    )


def goes_on(name: str, rest: str) -> bool:
    """Return whether `rest` may be part of the model's name.

    `name` is what the rules read, `rest` its text after the name of the model: the end of a given
    name, or a position that the lexicon does not have, but no text after an honorific.
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
    """Return whether a text ends like a position: 灯台・航路局次長."""
    return text.endswith(tuple(lexicon("rosters")["of_titles"]))


@cache
def has_family_name(name: str) -> bool:
    """Return whether a text has a family name, known or not."""
    return re.fullmatch(r"[\w々ヶ]+", split_written(name).family_name or "") is not None


@cache
def is_no_name(text: str) -> bool:
    """Return whether a text, such as a date or the head of a column, cannot be a name."""
    bare = "".join(text.split())
    if bare in heads_of_columns():
        return True
    is_word = is_common_noun(bare) and not is_known_name(bare)
    return is_word or _NO_NAME.search(bare) is not None
