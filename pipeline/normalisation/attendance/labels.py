"""Labels of groups of attendees: what stands over, before or in brackets around a list."""

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
    r"[ 　]*[○〇◯◎●◆◇△▲▽▼■□・※*＊]*[ 　]*"
)
_OPENING, _CLOSING = "〔【<＜≪《［[（(〈", "〕】>＞≫》］]）)〉"
# What stands behind blanks is looked for once, where they begin, and not at each of them.
_ASIDE = re.compile(r"(?<![ 　])[ 　]*+[（(]((?:[^（()）]|[（(][^（()）]*[）)])*)[）)]?[ 　]*+$")
_SAYS_WHO_CAME = re.compile("[ 　]*[^、，（）()：:]{1,10}[：:]")
_FROM_HERE = re.compile("^以下[、，]?")
_NUMBER = rf"(?<![0-9０-９{_KANJI}])[0-9０-９{_KANJI}]++"
_COUNT = re.compile(rf"(?<![ 　])[ 　]*+{_NUMBER}[ 　]*+[名人]$")
_CAME_TO = re.compile(".{2,24}[会議部]出席者")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says of the persons behind it.

    `group` is null where the label says no more than that they came. `position` is the title
    that it gives to a person who stands alone behind it; with `is_title` the label is nothing but
    such a title, which one person has, and no group. A label inside an open bracket (`（欠席：`)
    says who came and leaves the group as it is.
    """

    group: str | None = None
    presence: str | None = None
    position: str | None = None
    is_audience: bool = False
    keeps_group: bool = False
    is_title: bool = False


@cache
def read_label(written: str) -> Label:
    """Read a label with whatever number, glyph, brackets and colon it has."""
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
    text, from_here = _FROM_HERE.subn("", text)
    text = _COUNT.sub("", text)
    squeezed = _BLANKS.sub("", text).rstrip("。．")
    words = lexicon("rosters")
    is_marked = encloses or is_marked_behind
    is_title = not is_marked and is_of_one_person(squeezed)
    states_position = is_title or (
        is_marked
        and (is_position(squeezed) or word_kind(squeezed) is Word.TITLE)
        and squeezed not in words["no_positions"]
    )
    return Label(
        group=None if _is_plain(squeezed) else text.strip(" 　") or None,
        presence=aside_presence or presence_of(squeezed),
        position=squeezed if states_position else None,
        is_audience=squeezed.startswith(tuple(words["audience"])),
        keeps_group=keeps_group or (from_here > 0 and presence_of(squeezed) is not None),
        is_title=is_title,
    )


def _is_plain(word: str) -> bool:
    """Whether a label says that people came, and nothing else, were it with the body's name."""
    return word in lexicon("rosters")["plain"] or _CAME_TO.fullmatch(word) is not None


def unnumbered(written: str) -> str:
    """A label without its number and glyph."""
    return _NUMBERING.sub("", written, count=1)


def says_who(written: str) -> bool:
    """Whether a word is known for one of groups: a capacity, a title, an office, or who came."""
    word = _BLANKS.sub("", written)
    is_known = is_group(word) or is_body(word) or is_position(word) or presence_of(word) is not None
    return is_known or word_kind(word) is Word.OFFICE


def names_who_came(text: str, at: int) -> bool:
    """Whether a bracket that opened before `at` lists others by a label: （欠席：森委員）."""
    found = _SAYS_WHO_CAME.match(text, at)
    presence = presence_of(found.group().strip(" 　：:")) if found else None
    return presence in (Presence.ABSENT, Presence.ONLINE, Presence.PRESENT)


@cache
def presence_of(written: str) -> str | None:
    """What a word says of who came; null where it says something else."""
    squeezed = _BLANKS.sub("", written)
    return next(
        (
            rule["presence"]
            for rule in lexicon("presence")["rule"]
            if re.fullmatch(rule["pattern"], squeezed)
        ),
        None,
    )
