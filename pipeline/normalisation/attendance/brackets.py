"""Brackets in attendance lists: parts of names, and notes on persons."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from pipeline.lexicons import lexicon
from pipeline.normalisation.attendance.blanks import INLINE_CLOSING, INLINE_OPENING, WRAP, squeezed
from pipeline.normalisation.attendance.labels import presence_of
from pipeline.normalisation.attendance.words import (
    Word,
    is_corporation,
    is_nobody,
    is_position,
    word_kind,
)
from schemas.vocabulary import Presence

_PAIR = re.compile("[（(]([^（()）]*)[）)]")
_DELIMITER = re.compile(r"[、，,\n（()）|｜]")
_VISIBLE = re.compile("[ 　\t]*(.?)", re.DOTALL)
_LONGEST_HINT = 3
"""Maximum length of a given name, or its beginning, in brackets inside a name, in characters.

佐藤（勝）代表.
"""

_PROXY = re.compile("代(?:理(?:人|者|出席)?[：:、 　]|[：: 　]).*|代理.+|.+代理出席")
_NOTED = re.compile("(?<=.)[（(]([^（）()]*)[）)]$")
_REPRESENTED = re.compile("(.+?)(?:の)?(?:代理(?:出席)?|代)")


def inlined(text: str) -> str:
    """Replace brackets that belong to a name or a position by marks.

    佐藤（勝）代表: a short bracket inside a word is a given name. A bracket between a position and
    a name is part of the position. The text keeps its length.
    """
    ends = [found.end() for found in _DELIMITER.finditer(text)]

    def marked(found: re.Match[str]) -> str:
        start, end = found.span()
        above = bisect_right(ends, start)
        last = text[ends[above - 1] if above else 0 : start]
        behind = text[end : end + 1]
        visible = _VISIBLE.match(text, end)
        further = visible[1] if visible else ""
        is_hint = (
            0 < len(found[1]) <= _LONGEST_HINT
            and bool(last)
            and not last[-1].isspace()
            and behind not in ("", *"、，,､（(）)：:|｜／・※＊*", WRAP)
            and not behind.isspace()
            and presence_of(found[1]) is None
            # 青木委員（市長）石田委員: a position behind a person with another.
            and not (is_position(found[1]) and word_kind(last.split()[-1]) is Word.PERSON)
        )
        is_in_title = (
            behind.isspace()
            and further not in ("", "\n", "（", "(", "、", "|", "｜")
            and word_kind(squeezed(last)) is Word.TITLE
            # 小松委員 白州委員（代 清原）: the words before it are persons.
            and word_kind(last.split()[-1]) is not Word.PERSON
            and presence_of(found[1]) is None
        )
        is_corporation_behind_name = (
            is_corporation(found[1]) and text[start - 1 : start].isspace() and bool(behind.strip())
        )
        if is_hint or is_in_title or is_corporation_behind_name:
            return f"{INLINE_OPENING}{found[1]}{INLINE_CLOSING}"
        return found.group()

    return _PAIR.sub(marked, text)


@dataclass(frozen=True, slots=True)
class Said:
    """What the brackets after a name state."""

    role: str | None = None
    affiliation: str | None = None
    presence: str | None = None
    represents: str | None = None


@cache
def said_in(brackets: tuple[str, ...]) -> Said:
    """Read the brackets after a name.

    座長、架空大学教授 → role 座長, affiliation 架空大学教授;
    青木課長代理 → presence proxy, represents 青木課長.
    """
    role = affiliation = presence = represents = None
    roles = lexicon("roles")["words"]
    for written in _apart(brackets):
        first, comma, rest = written.partition("、")
        if written in roles:
            role = role or written
        elif came := _came(written):
            presence = presence or came
        elif comma and first in roles:
            role, affiliation = role or first, affiliation or rest
        elif comma and _PROXY.fullmatch(rest):
            affiliation, presence = affiliation or first, presence or "proxy"
        elif _PROXY.fullmatch(written):
            presence = presence or "proxy"
        elif (found := _REPRESENTED.fullmatch(written)) and _is_somebody(found[1]):
            presence, represents = presence or "proxy", found[1]
        elif written and not is_nobody(squeezed(written)) and not is_note(squeezed(written)):
            affiliation = affiliation or written
    return Said(role, affiliation, presence, represents)


def _apart(brackets: tuple[str, ...]) -> list[str]:
    """Separate a proxy from the office that it is noted at: 架空町長（代理：坂本副町長）."""
    apart: list[str] = []
    for written in brackets:
        noted = _NOTED.search(written)
        is_proxy = noted is not None and _PROXY.fullmatch(noted[1]) is not None
        apart += [written[: noted.start()], noted[1]] if noted and is_proxy else [written]
    return apart


def _came(written: str) -> str | None:
    """Return the presence in a bracket, which may have notes too.

    オンライン, オンライン・途中退席 → online; 代理出席（白井課長） → proxy.
    """
    inside = _NOTED.search(written)
    said = re.split("[・、／]", written[: inside.start()] if inside else written)
    if len(said) > 1 and not all(is_note(part) or presence_of(part) for part in said):
        return None
    told = [presence for part in said if (presence := presence_of(part)) is not None]
    others = [presence for presence in told if presence != Presence.PRESENT]
    return next(iter(others + told), None)


def _is_somebody(word: str) -> bool:
    return word_kind(squeezed(word)) in (Word.PERSON, Word.NAME)


@cache
def is_note(word: str) -> bool:
    """Return whether a bracket is a note: 途中退席, ２件目から.

    A note is neither role nor office nor presence.
    """
    words = lexicon("rosters")
    return word in words["notes"] or any(
        re.fullmatch(pattern, word) for pattern in words["note_patterns"]
    )
