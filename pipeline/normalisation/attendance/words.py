"""Words of a list, classified: positions, offices, seats, names."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import cache

from pipeline.lexicons import alternatives, lexicon
from pipeline.names.family_and_position import split_name
from pipeline.names.positions import position_pattern
from pipeline.names.sudachi import is_known_name

LONGEST_WORD = 24
"""Maximum length of a word that is classified, in characters; a longer one is a sentence."""

_SEAT = re.compile(r"(?:議席)?(?:第)?[0-9０-９〇一二三四五六七八九十]{1,4}番(?:委員|議員)?")

_SAME = re.compile("^同[課局部室庁省署所係]?")
_HELD_BESIDE = ("兼務", "兼任", "併任", "事務取扱")
"""Endings of a position held beside another: 総合支所長・管理課長兼務. Both may be long."""
_SIDE = "側"
_WHO_ATTENDED = ("出席者", "出席職員", "出席説明員")
"""Endings of a group by who attended: 議会事務局出席者."""
_MEMBERS_OF_BODY = re.compile("[^、。：:（）()]{2,}[会部](?:委員|構成員|役員|メンバー)")
_WHO_CAME = ("出席", "欠席")
_LEGAL_FORM = re.compile(
    "(?:(?:株式|有限|合同|合資|合名|相互)会社"
    "|(?:(?:一般|公益)[社財]団|社会福祉|学校|医療|宗教|(?:特定)?非営利活動|NPO|ＮＰＯ|(?:地方)?独立行政"
    "|国立大学|公立大学|農事組合|監査|税理士|弁護士)法人|[㈱㈲㈳㈶]|[（(][株有][）)])(?=.)|.+[㈱㈲]$"
)
_CORPORATION = re.compile("[株有財社独学医福国一公特名資合]{1,2}|国研|独法|国大|NPO|ＮＰＯ")


class Word(Enum):
    """Kind of a word of a list."""

    TITLE = auto()
    OFFICE = auto()
    SEAT = auto()
    DITTO = auto()
    COURTESY = auto()
    PERSON = auto()
    NAME = auto()


@cache
def word_kind(word: str) -> Word:
    """Classify a word by itself.

    課長 is a `TITLE` (a position), 土木課 an `OFFICE`, ３番 a `SEAT`, 〃 a `DITTO`, 君 a `COURTESY`
    (an honorific), 青木委員 a `PERSON` (a name with its position); any other word is a `NAME`.

    Parameters
    ----------
    word
        A word without blanks.
    """
    if _SEAT.fullmatch(word):
        return Word.SEAT
    if word in lexicon("rosters")["dittos"]:
        return Word.DITTO
    if word in lexicon("rosters")["honorifics"]:
        return Word.COURTESY
    is_long = len(word) > LONGEST_WORD and not word.endswith(_HELD_BESIDE)
    if len(word) < 2 or is_long or is_known_name(word):
        return Word.NAME
    if is_position(word) or word in _titles_of_one():
        return Word.TITLE
    if is_group(word):
        return Word.TITLE if word.endswith(_endings("of_titles")) else Word.OFFICE
    if word.startswith(_WHO_CAME):
        return Word.OFFICE
    if is_position(_SAME.sub("", word)):
        return Word.TITLE
    if _LEGAL_FORM.match(word):
        return Word.TITLE if word.endswith(_endings("of_titles")) else Word.OFFICE
    if split_name(word).family_name is not None:
        return Word.PERSON
    if len(word) > 2 and word.endswith(_endings("of_titles")):
        return Word.TITLE
    if len(word) > 2 and word.endswith(_endings("of_groups")):
        return Word.OFFICE
    if word.startswith("同") and word[1:] in _endings("of_groups"):
        return Word.OFFICE
    return Word.NAME


@cache
def is_position(word: str) -> bool:
    """Return whether the whole word is a position of the lexicon."""
    return len(word) > 1 and position_pattern().fullmatch(word) is not None


@cache
def is_group(word: str) -> bool:
    """Return whether `word` is a known attendee group."""
    return (
        word in lexicon("rosters")["groups"]
        or (len(word) > 1 and word.endswith(_SIDE))
        or (len(word) > 3 and word.endswith(_WHO_ATTENDED))
        or is_capacity(word)
    )


@cache
def is_capacity(word: str) -> bool:
    """Return whether `word` names whom members represent: 公益代表."""
    return _capacity().fullmatch(word) is not None


@cache
def is_members_of_body(word: str) -> bool:
    """Return whether `word` is for the members of a body: 架空市景観審議会委員."""
    return _MEMBERS_OF_BODY.fullmatch(word) is not None


@cache
def is_appointed(word: str) -> bool:
    """Return whether `word` is the article that members are appointed by: 条例第３条第１号委員."""
    return re.fullmatch(rf"{lexicon('rosters')['capacities']['numbered']}委員", word) is not None


@cache
def _capacity() -> re.Pattern[str]:
    """Return the pattern of groups by whom members represent: 公益代表, １号委員."""
    known = lexicon("rosters")["capacities"]
    whom = f"(?:{alternatives(known['words'])}|{known['numbered']})"
    return re.compile(f"{whom}等?{alternatives(known['endings'])}|{alternatives(known['words'])}")


@cache
def represents_members(word: str) -> bool:
    """Return whether a group or position is of members, not of officials: 公益代表, 委員, 会長."""
    return is_capacity(word) or is_of_one_person(word) or word.endswith(_endings("of_members"))


@cache
def is_body(word: str) -> bool:
    """Return whether `word` is a word for a body: 市, 県, 協会."""
    return word in _endings("of_groups")


@cache
def names_organization(title: str) -> bool:
    """Return whether a position includes its organisation: 架空大学教授."""
    return re.search(alternatives(lexicon("rosters")["in_organizations"]), title[:-1]) is not None


def is_corporation(word: str) -> bool:
    """Return whether a bracketed word is a kind of corporation: （株）, （一社）."""
    return _CORPORATION.fullmatch(word) is not None


def is_title_ending(word: str) -> bool:
    """Return whether a position may end with `word`: 官, 長, 補佐."""
    return word in _endings("of_titles")


def is_of_one_person(title: str) -> bool:
    """Return whether only one person of a body has the position: 会長."""
    return title in _titles_of_one()


@cache
def _titles_of_one() -> frozenset[str]:
    return frozenset(lexicon("rosters")["of_one_person"])


@cache
def _endings(name: str) -> tuple[str, ...]:
    return tuple(lexicon("rosters")[name])


@cache
def honorific_ending() -> re.Pattern[str]:
    """Return the pattern of an honorific that ends a word: 君, 氏."""
    return re.compile(f"{alternatives(lexicon('rosters')['honorifics'])}$")


@cache
def _nobody() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in lexicon("rosters")["nobody"]["patterns"]))


@cache
def is_nobody(written: str) -> bool:
    """Return whether an entry (a count, a note) names nobody."""
    return _nobody().fullmatch(written) is not None
