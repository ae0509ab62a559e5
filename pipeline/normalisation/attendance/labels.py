"""Labels of attendance lists, before a list or in its brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.lexicons import lexicon
from pipeline.normalisation.attendance.words import (
    Word,
    is_body,
    is_group,
    is_of_one_person,
    is_position,
    word_kind,
)
from schemas.vocabulary import Presence

_KANJI = "一二三四五六七八九十"
_NUMBERING = re.compile(
    rf"^[ 　|]*(?:[#＃]+[ 　]*)?"
    rf"(?:第[0-9０-９{_KANJI}]{{1,3}}[ 　]+|[（(][0-9０-９{_KANJI}ア-コ][）)]"
    rf"|[0-9０-９]{{1,2}}[．.、)）]?|[{_KANJI}]{{1,2}}(?:[．.、]|[ 　]+)|[①-⒛]|[Ⅰ-Ⅻ][．.、]?"
    r"|[ア-コ][．.、 　])?"
    r"[ 　]*[○〇◯◎●◆◇△▲▽▼■□・•‣▪※*＊]*[ 　]*"
)
_OPENING, _CLOSING = "〔【<＜≪《［[（(〈", "〕】>＞≫》］]）)〉"
# The pattern is tried only at the first of several blanks, not at each.
_ASIDE = re.compile(r"(?<![ 　])[ 　]*+[（(]((?:[^（()）]|[（(][^（()）]*[）)])*)[）)]?[ 　]*+$")
_SAYS_WHO_CAME = re.compile("[ 　]*[^、，（）()：:]{1,10}[：:]")
_FROM_HERE = re.compile("^以下[、，]?")
_NUMBER = rf"(?<![0-9０-９{_KANJI}])[0-9０-９{_KANJI}]++"
_COUNT = re.compile(rf"(?<![ 　])[ 　]*+{_NUMBER}[ 　]*+[名人]$")
_AS_FOLLOWS = re.compile(
    rf"は[、，]?[ 　]*(?:{_NUMBER}[名人]で)?[、，]?(?:次の(?:とおり|通り|者).*|{_NUMBER}番[ 　]*)?$"
)
"""End of a sentence that is a label: 出席議員は、９名で次のとおりである。"""
_CAME_TO = re.compile(".{2,24}[会議部]出席者")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Label:
    """What a label states about the persons after it.

    `group` is null where the label states presence alone (出席者). `position` is that of a person
    who is alone after it; with `is_title` the label is the position of one person (会長), not a
    group. A label inside an open bracket (`（欠席：`) changes the presence and keeps the group.
    """

    group: str | None = None
    presence: str | None = None
    position: str | None = None
    is_audience: bool = False
    keeps_group: bool = False
    is_title: bool = False


@cache
def read_label(written: str) -> Label:
    """Read a label with number, glyph, brackets and colon.

    （２）欠席委員： → group 欠席委員, presence absent.
    """
    text = unnumbered(written)
    is_marked_behind = text.rstrip().endswith(("：", ":"))
    text = text.rstrip(" 　：:|").strip(" 　")
    encloses = text[:1] in _OPENING and text[-1:] in _CLOSING
    keeps_group = text[:1] in "（(" and not encloses and bool(text)
    text = text.lstrip(_OPENING).strip(" 　")
    if encloses:
        text = text.rstrip(_CLOSING).strip(" 　") if not _ASIDE.search(text[:-1]) else text[:-1]
    aside = _ASIDE.search(text)
    aside_presence = presence_of(aside[1]) if aside else None
    text = text[: aside.start()] if aside else text
    text, from_here = _FROM_HERE.subn("", _AS_FOLLOWS.sub("", text))
    text = _COUNT.sub("", text)
    squeezed = _BLANKS.sub("", text).rstrip("。．")
    words = lexicon("rosters")
    is_marked = encloses or is_marked_behind
    is_title = not is_marked and is_of_one_person(squeezed)
    # 委員（委員長）　青木 一郎: the bracket says what the one person after it is.
    of_aside = _BLANKS.sub("", aside[1]) if aside else ""
    states_position = is_title or (
        is_marked
        and (is_position(squeezed) or word_kind(squeezed) is Word.TITLE)
        and squeezed not in words["no_positions"]
    )
    return Label(
        group=None if _is_plain(squeezed) else text.strip(" 　") or None,
        presence=aside_presence or presence_of(squeezed),
        position=squeezed if states_position else of_aside if is_position(of_aside) else None,
        is_audience=squeezed.startswith(tuple(words["audience"])),
        keeps_group=keeps_group or (from_here > 0 and presence_of(squeezed) is not None),
        is_title=is_title,
    )


def _is_plain(word: str) -> bool:
    """Return whether a label states presence alone: 出席者, 架空会議出席者."""
    return word in lexicon("rosters")["plain"] or _CAME_TO.fullmatch(word) is not None


def unnumbered(written: str) -> str:
    """Remove number and glyph from a label."""
    return _NUMBERING.sub("", written, count=1)


def says_who(written: str) -> bool:
    """Return whether a word is known as a label of persons.

    It is a group, a body, a position, an office or a presence.
    """
    word = _BLANKS.sub("", written)
    is_known = is_group(word) or is_body(word) or is_position(word) or presence_of(word) is not None
    return is_known or word_kind(word) is Word.OFFICE


def names_who_came(text: str, at: int) -> bool:
    """Return whether a bracket lists others by presence: （欠席：森委員）.

    `at` is the offset after the opening bracket.
    """
    found = _SAYS_WHO_CAME.match(text, at)
    presence = presence_of(found.group().strip(" 　：:")) if found else None
    return presence in (Presence.ABSENT, Presence.ONLINE, Presence.PRESENT)


@cache
def presence_of(written: str) -> str | None:
    """Return the presence that a word states, or null."""
    squeezed = _BLANKS.sub("", written)
    return next(
        (
            rule["presence"]
            for rule in lexicon("presence")["rule"]
            if re.fullmatch(rule["pattern"], squeezed)
        ),
        None,
    )
