"""Named parts of patterns, written `%name%` in the tables of rules."""

from __future__ import annotations

import re
from functools import cache

from pipeline.lexicons import alternatives, lexicon
from pipeline.text.numerals import FORMAL_DIGITS

_BLANKS = "[ 　]*"
_DIGITS = "0-9０-９"
_KANJI_DIGITS = "一二三四五六七八九十百千〇零"
_NUMBER_OF_DAY = f"[{_DIGITS}{_KANJI_DIGITS}{FORMAL_DIGITS}]"
_GLYPHS = "○〇◯◎●◆◇△▲▽▼■□・•※＊*〇#"
_OPENING, _CLOSING = "〔【<＜≪《［\\[（(〈", "〕】>＞≫》］\\]）)〉"
_NO_NAME = "○〇◯◎●◆◇△▲▽▼■□•▪◦‣⚫*＊#・･※＜＞<>≪≫《》\\-－―─"
_MASKS = "(?:" + "|".join(f"{glyph}{{2,3}}" for glyph in "〇○◯●■□△▲×＊―─－") + r"|\*{2,3})"
"""Glyphs in place of a name that is not published: ○○委員, ■■委員."""
_TURN_LETTERS = r"\p{L}\p{N}・．&＆"
_OF_LABELS = re.compile("%(?:name|office_and_name|turn_name|turn_number)%")
"""The long parts of the patterns of speaker turns."""
_SEPARATORS = "\\s。、，「」｢｣：:（）()【】〔〕［］\\[\\]|｜"


@cache
def parts() -> dict[str, str]:
    """Return the pattern of each `%name%`, without capturing groups."""
    numbering = (
        rf"(?:(?:第[{_DIGITS}{_KANJI_DIGITS}]{{1,3}}[ 　]+"
        rf"|[（(][{_DIGITS}{_KANJI_DIGITS}ア-ン]{{1,2}}[）)]"
        rf"|[{_DIGITS}]{{1,2}}[．.、)）]?|[{_KANJI_DIGITS}]{{1,2}}(?:[．.、]|[ 　]+)"
        rf"|[①-⒛]|[Ⅰ-Ⅻ][．.、]?|[ア-コ][．.、 　]){_BLANKS})?"
    )
    words = lexicon("speakers")
    title = alternatives(words["titles"])
    aside = r"(?:[ 　]?[（(](?:[^（）()「」\n]|[（(][^（）()]*[）)])+[）)])"
    glued_aside = r"(?:[（(][^（()）「」\n]{1,14}[）)])"
    # Brackets after a label, with one more pair inside them: （出席９名（うち代理１名））.
    behind = rf"(?:{_BLANKS}[（(](?:[^（）()]|[（(][^（）()]*[）)])*[）)])?"
    # A name begins with no glyph but a mask (○○委員) and no number but that of a seat (７番).
    first = rf"(?:{_MASKS}|[{_DIGITS}]{{1,2}}番|[^{_SEPARATORS}{_NO_NAME}{_DIGITS}])"
    letter = f"[^{_SEPARATORS}]"
    # A single letter before a blank is a marker: Ｑ　青木委員.
    word = rf"(?:{first}{letter}{{1,4}}|[^A-ZＡ-Ｚ{_SEPARATORS}{_NO_NAME}{_DIGITS}])"
    spaced = (
        rf"(?:{word}[ 　]{{1,2}})(?:{letter}{{1,3}}[ 　]{{1,2}}){{0,2}}"
        rf"{letter}{{0,8}}{title}"
    )
    # A role or a seat whose characters are spread: 事 務 局, 5  番.
    roles = [role for role in words["roles"] if len(role) > 1]
    spread = (
        rf"(?:{_spread_out(roles)}"
        rf"|[{_DIGITS}]{{1,2}}[ 　]{{1,2}}番(?:委員|議員)?)"
    )
    # A position of any length, and a name with its honorific: 議会運営委員会委員長　青木みのる君.
    honoured = rf"(?:{first}{letter}*{title}[ 　]{{1,2}}{letter}{{1,8}}(?:君|氏|さん|様))"
    labels = {kind: _label(kind, known) for kind, known in lexicon("labels").items()}
    label = {
        kind: (
            rf"{numbering}[{_GLYPHS}]*{_BLANKS}[{_OPENING}]?{_BLANKS}{words}"
            rf"{behind}{_BLANKS}[{_CLOSING}]?{_BLANKS}[：:]?"
        )
        for kind, words in labels.items()
    }
    bracketed = {
        kind: (
            rf"(?:{numbering}[{_GLYPHS}]*{_BLANKS}[{_OPENING}]{_BLANKS}{words}"
            rf"{behind}{_BLANKS}[{_CLOSING}]"
            rf"|[|]{_BLANKS}{numbering}{words}{_BLANKS}[|])"
        )
        for kind, words in labels.items()
    }
    asked = "(?:意[ 　]*見|質[ 　]*問|質[ 　]*疑|指[ 　]*摘)"
    answered = "(?:回[ 　]*答|答[ 　]*弁|説[ 　]*明|対[ 　]*応|見[ 　]*解|考え方)"
    era = alternatives([era["name"] for era in lexicon("eras")["era"]])
    return {
        "number": f"[{_DIGITS}{_KANJI_DIGITS}]",
        "number_of_day": _NUMBER_OF_DAY,
        "numbering": numbering,
        "question_head": (
            rf"[|｜]{_BLANKS}(?:委員(?:から)?の)?(?:主な)?(?:[ご御])?(?:意見|質問|質疑|指摘)"
            rf"[^|｜。\n]{{0,12}}[|｜]{_BLANKS}[^|｜。\n]{{0,8}}?(?:回答|答弁|答え|説明|対応|見解|考え方)"
            rf"[^|｜。\n]{{0,12}}[|｜]?"
        ),
        # The same head with a cell a line: 意見・質問, 回答.
        "question_line": (
            rf"(?:委員(?:から)?の)?(?:主な)?[ご御]?{asked}"
            rf"(?:(?:[・、,，]|及び|および|と){asked}){{0,2}}(?:等|事項|内容)?(?:の(?:概要|要旨|内容))?"
        ),
        "answer_line": (
            rf"(?:事務局|当局|執行部|担当課|所管課|委員会|説明者|[市町村県区国])?(?:側)?の?(?:主な)?{answered}"
            rf"(?:(?:[・、,，]|及び|および|と){answered})?(?:等|内容)?(?:の(?:概要|要旨|内容))?"
        ),
        "annex": (
            rf"(?:[{_OPENING}]?{_BLANKS}別{_BLANKS}[紙添表記][{_DIGITS}]*{_BLANKS}[{_CLOSING}]?"
            rf"[：:]?{_BLANKS})"
        ),
        "glyph": f"[{_GLYPHS}]",
        "document": alternatives(lexicon("documents")["words"]),
        "era": era,
        "day": _day(era),
        "title": title,
        # The name of a speaker, with the role or position in brackets after it.
        "name": (
            rf"(?:{honoured}|{spread}|{spaced}|{first}{letter}*)"
            rf"(?:{aside}{letter}*{glued_aside}?)?"
        ),
        # A position and a full name: 議長　青木みのる.
        "office_and_name": rf"{first}{letter}*[ 　]{{1,2}}{letter}{{2,8}}",
        # A stage direction right after the speaker label: ○町長（青木みのる君）〔登壇〕.
        "staged": r"(?:〔[^〔〕]{1,14}〕)?",
        # A name or a position of letters and digits only: any other sign may end the label.
        "turn_name": (
            rf"(?:{honoured}|{spaced}|{_MASKS}?[\p{{L}}\p{{N}}][{_TURN_LETTERS}]*)"
            rf"(?:{aside}[{_TURN_LETTERS}]*{glued_aside}?)?"
        ),
        # What may come before a label: a letter, the number of the remark, a glyph.
        "turn_number": (
            rf"(?:[A-ZＡ-Ｚ][ 　．.：:]{{1,2}})?"
            rf"(?:\p{{Han}}{{0,2}}[（(［\[〔]?[{_DIGITS}]{{1,3}}(?:[）)］\]〕．.、][ 　]*|[ 　]+))?"
            # Unicode classes 〇 as a number.
            rf"(?:[〇[^\p{{L}}\p{{N}}\s、。，．|｜：:{_OPENING}{_CLOSING}「」『』]]{{1,2}}[ 　]*)?"
        ),
        **{f"{kind}_label": pattern for kind, pattern in label.items()},
        **{f"{kind}_words": words for kind, words in labels.items()},
        # A label in brackets or in a cell: all text after it is the value.
        **{f"{kind}_bracketed": pattern for kind, pattern in bracketed.items()},
    }


def expand(pattern: str) -> str:
    """Replace each `%name%` with its pattern.

    Raises
    ------
    KeyError
        The name is unknown.
    """
    return re.sub(r"%([a-z_]+)%", lambda found: parts()[found[1]], pattern)


def outline(pattern: str) -> str | None:
    """Expand a pattern with any text for the name and the number in a speaker label.

    It matches all lines that the pattern matches, and more. It is compiled in a tenth of the time,
    and where it matches no line, the pattern is not compiled. None for a pattern without labels.
    """
    shorter = _OF_LABELS.sub(".*", pattern)
    return None if shorter == pattern else expand(shorter)


def _day(era: str) -> str:
    """Return a pattern for a day with its year.

    The year may be written twice: 平成11年（1999年）11月24日.
    """
    number = f"{_NUMBER_OF_DAY}{{1,3}}"
    digits = f"[{_DIGITS}]{{1,2}}"
    western = f"[12１２][{_DIGITS}]{{3}}"
    year = f"(?:{era}{_BLANKS}(?:元|{_NUMBER_OF_DAY}{{1,4}})|{western})"
    again = f"{_BLANKS}(?:[（(]{year}{_BLANKS}年?[）)]{_BLANKS})?"
    return (
        f"(?:{year}{again}年{again}{number}{_BLANKS}月{_BLANKS}{number}{_BLANKS}日"
        f"|{western}[年/／.．-][ ]?{digits}[月/／.．-][ ]?{digits}|{digits}/{digits}/{western})"
    )


def _label(kind: str, known: list[str]) -> str:
    """Return a pattern for a label, without number and brackets."""
    shapes = lexicon("label_shapes").get(kind, [])
    return f"(?:{'|'.join([_spaced(known), *shapes])})"


def _spread_out(words: list[str]) -> str:
    """Return a pattern for any of the words with one or two blanks between all characters."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join("[ 　]{1,2}".join(map(re.escape, word)) for word in ordered) + ")"


def _spaced(words: list[str]) -> str:
    """Return a pattern for any of the words, the longest first.

    Blanks may separate their characters: 日時 matches 日　時.
    """
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(_BLANKS.join(map(re.escape, word)) for word in ordered) + ")"
