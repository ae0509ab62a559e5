"""Turns within lines: places in a line that lost its ends, before speakers, asides and headings.

…です。 青木委員：賛成です。（拍手） (6) その他 → before 青木委員, before the bracket, and before
and after the heading.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from pipeline.lexicons import alternatives, lexicon

_BLANKS = "[ 　]*"
_BEFORE = r"(?<=[ 　。．)）\]】〕」─━―-])"
_GLYPHS = "○◯〇◎●◆◇■□"
_ENDS = "。．？?！!」』）)"
"""Characters before a turn, apart from blanks."""
_FEWEST_SIGNED = 2
"""Minimum number of turns with a glyph that show that others with it are turns too."""
_FEWEST_UNSIGNED = 3
"""Minimum number of speaker labels without a glyph in a line, each after a sentence."""
_FEWEST_NAMES = 2
"""Minimum number of different speaker labels before colons in a line."""
_LONGEST_ASIDE = 25
"""Maximum length of a stage direction or an interjection, with its brackets, in characters."""


def _end_before(line: str, at: int) -> int:
    """Return the place after the last visible character before a place."""
    while at > 0 and line[at - 1] in " 　":
        at -= 1
    return at


def _start_after(line: str, at: int) -> int:
    """Return the place of the first visible character from a place on."""
    while at < len(line) and line[at] in " 　":
        at += 1
    return at


def _last_before(line: str, at: int) -> str:
    """Return the last visible character before a place; nothing at the start of the line."""
    end = _end_before(line, at)
    return line[end - 1 : end]


def turns_within(line: str) -> list[int]:
    """Find the places of turns in a long line."""
    turns = [match.start() for match in _turn().finditer(line)]
    angled = [match.start() for match in _angled().finditer(line)]
    turns += angled if len(angled) >= _FEWEST_UNSIGNED else []
    sentence = line.find("。")
    if sentence >= 0:
        turns += [match.start("label") for match in _turn_in_brackets().finditer(line, sentence)]
        turns += _of_known_glyphs(line, turns)
        unmarked = [match.start("label") for match in _turn_unmarked().finditer(line, sentence)]
        turns += unmarked if len(unmarked) >= _FEWEST_UNSIGNED else []
    turns += [match.start("label") for match in _turn_after_opening().finditer(line)]
    return turns


def labels_before_colons(line: str) -> set[str]:
    """Return the speaker labels before colons in a line; several have to follow sentences."""
    found = [
        match["label"]
        for match in _before_colon().finditer(line)
        if _last_before(line, match.start()) in tuple(_ENDS)
    ]
    labels = set(found) - _no_speakers()
    is_style = len(found) >= _FEWEST_UNSIGNED and len(labels) >= _FEWEST_NAMES
    return labels if is_style else set()


def turns_before_colons(line: str, labels: Collection[str]) -> list[int]:
    """Find the places of speaker labels with a colon, given those of the record."""
    return [match.start() for match in _before_colon().finditer(line) if match["label"] in labels]


def turns_of_questions(line: str) -> list[int]:
    """Find the places of questions, answers and named answers in a line of several.

    （問）なぜか。 （答）雪のため。 （青木課長）補足します。 → before （答） and （青木課長）.
    """
    for form in _FORMS_OF_QUESTIONS:
        marks = [
            (match.start("mark"), match["kind"])
            for match in form.finditer(line)
            if _ends_what_was_said(line, match.start("mark"))
        ]
        kinds = {kind in _QUESTIONS for _, kind in marks}
        if len(kinds) > 1:
            named = [match.start("label") for match in _turn_in_brackets().finditer(line)]
            return [at for at, _ in marks] + named
    return []


def _ends_what_was_said(line: str, at: int) -> bool:
    """Return whether a sentence, or the label of the talk, ends before a place: 主な質疑応答."""
    end = _end_before(line, at)
    return _last_before(line, at) in ("", *_ENDS) or line.endswith(_labels_of_talk(), 0, end)


@cache
def _labels_of_talk() -> tuple[str, ...]:
    return tuple(word for word in lexicon("labels")["talk"] if len(word) > 1)


def asides_before(line: str, places: Collection[int]) -> list[int]:
    """Find the asides in brackets between a sentence and a place: 。（拍手） 青木委員：."""
    found = []
    for at in places:
        end = _end_before(line, at)
        first = max(0, end - _LONGEST_ASIDE)
        opening = max(line.rfind("（", first, end), line.rfind("(", first, end))
        is_aside = line[end - 1 : end] in ("）", ")") and opening > 0
        if is_aside and _last_before(line, opening) in ("。", "？"):
            found.append(opening)
    return found


def notes_within(line: str) -> list[int]:
    """Find the places before and after what is set apart within a line.

    …である。   （スライドにより説明）  説明は以上です。 ―― 了 ―― → around the bracket, before ――.
    """
    return [
        at
        for match in _SET_APART.finditer(line)
        for start, end in (match.span(match.lastgroup or 0),)
        for at in (start, _start_after(line, end))
    ]


_SET_APART = re.compile(
    r"[。？）)][ 　]*(?:[ 　]{2}(?P<aside>[（(][^（()）。]{2,20}[）)])(?=[ 　]{2})"
    r"|[ 　](?P<closing>[─―－–—-]{1,3}[ 　]?(?:了|終了|以上|閉会)[ 　]?[─―－–—-]{1,3})(?=[ 　]|$))"
)


def headings_within(line: str, first_turn: int) -> list[int]:
    """Find the places before and after numbered headings, from the first turn on.

    A heading begins the line, or comes after the end of a sentence or another heading.
    """
    found: list[int] = []
    end_of_last = 0
    for match in _heading().finditer(line):
        end = _end_before(line, match.start())
        follows_sentence = line[end - 1 : end] in ("。", "）", ")") and match.start() > first_turn
        if end <= end_of_last or follows_sentence:
            end_of_last = match.end()
            found += [match.start(), _start_after(line, match.end())]
    return [at for at in found if at < len(line)]


@cache
def _heading() -> re.Pattern[str]:
    """Return a pattern for a numbered heading of few words: (6) 連絡."""
    words = alternatives(lexicon("headings_within_lines")["words"])
    return re.compile(
        rf"(?:^|(?<=[ 　。）)]))[（(]?[0-9０-９]{{1,2}}[）)．.、]?{_BLANKS}{words}(?=[ 　]|$)"
    )


@cache
def _turn() -> re.Pattern[str]:
    """Return a pattern for a speaker label: ○青木委員, 【青木委員】."""
    name = _name()
    return re.compile(
        rf"{_BEFORE}(?:[{_GLYPHS}]{_BLANKS}{name}(?=[)）]?[ 　])"
        rf"|[【〔\[]{name}[】〕\]](?=[ 　]*[^ 　【〔\[]))"
    )


@cache
def _angled() -> re.Pattern[str]:
    """Return a pattern for a speaker label in angle brackets: <青木委員>, 《青木 副会長》."""
    no_speaker = alternatives(sorted(_no_speakers()))
    return re.compile(
        rf"{_BEFORE}[<＜《〈≪](?!{no_speaker}[>＞》〉≫]){_name()}[>＞》〉≫](?=[ 　]*[^ 　<＜《〈≪])"
    )


@cache
def _name() -> str:
    title = alternatives(lexicon("speakers")["titles"] + lexicon("speakers")["roles"])
    # A speaker label may be a code: ○委員11.
    aside = "[0-9０-９A-ZＡ-Ｚ]{0,2}(?:[（(][^（()）]{1,14}[）)])?"
    letters = f"[^ 　。、（(）){_GLYPHS}<>＜＞《》〈〉≪≫]"
    return f"{letters}{{0,12}}(?:{_BLANKS}|[ 　]{{1,2}}{letters}{{1,8}}){title}{aside}"


@cache
def _no_speakers() -> frozenset[str]:
    """Return labels of lists and words that are never a speaker's label: 出席委員."""
    labels = {word for kind in lexicon("labels") for word in lexicon("labels")[kind]}
    words = lexicon("speakers")
    return frozenset((labels - set(words["roles"])) | set(words["never"]))


def _of_known_glyphs(line: str, turns: list[int]) -> list[int]:
    """Find turns after a sentence and a glyph of known turns.

    A line with two turns such as `。 ○河田大臣 資料を…` → `。 ○麻田副総理 はい…` in it is one too,
    whatever the position.
    """
    glyphs = [line[at] for at in turns if line[at] in _GLYPHS]
    known = {glyph for glyph in glyphs if glyphs.count(glyph) >= _FEWEST_SIGNED}
    return [
        match.start("label")
        for match in (_TURN_OF_GLYPH.finditer(line) if known else ())
        if line[match.start("label")] in known and match.start("label") not in turns
    ]


_TURN_OF_GLYPH = re.compile(
    rf"。[ 　]*(?P<label>[{_GLYPHS}][ 　]?[^ 　。、（(）){_GLYPHS}]{{2,16}}"
    r"(?:[（(][^（()）]{1,14}[）)])?)(?=[)）]?[ 　])"
)


@cache
def _turn_unmarked() -> re.Pattern[str]:
    """Return a pattern for a speaker label without a glyph.

    It is alone between the end of a sentence and a blank: …です。 青木委員 賛成です。 → 青木委員.
    """
    title = alternatives(lexicon("speakers")["titles"])
    roles = alternatives(lexicon("speakers")["roles"])
    label = (
        rf"(?:[0-9０-９]{{1,2}}番|{roles}|[^ 　。、（(）)]{{1,12}}{title}|[^ 　。、（(）)] [長員])"
    )
    return re.compile(rf"。[ 　]+(?P<label>{label})[)）：:]?(?=[ 　])")


@cache
def _before_colon() -> re.Pattern[str]:
    """Return a pattern for a speaker label before a colon: 青木委員：, 委員Ａ：."""
    title = alternatives(lexicon("speakers")["titles"])
    roles = alternatives(lexicon("speakers")["roles"])
    aside = "[0-9０-９A-ZＡ-Ｚ]{0,2}(?:[（(][^（()）]{1,14}[）)])?"
    label = rf"[0-9０-９]{{1,2}}番|{roles}|[^ 　。、（(）)：:]{{1,12}}{title}{aside}"
    return re.compile(rf"(?<=[ 　。）)])(?P<label>{label})[：:](?=[ 　]*[^ 　])")


@cache
def _turn_in_brackets() -> re.Pattern[str]:
    """Return a pattern for a speaker label in round brackets.

    Use it only after the first sentence: in front matter, round brackets enclose much else.
    """
    title = alternatives(lexicon("speakers")["titles"] + lexicon("speakers")["roles"])
    label = f"[（(][^ 　。、（(）)]{{0,12}}{title}[）)]"
    return re.compile(rf"[。．）)][ 　]*(?P<label>{label})(?=[ 　]*[^ 　。、（(])")


@cache
def _turn_after_opening() -> re.Pattern[str]:
    """Return a pattern for the first speaker, behind the hour: 午後６時００分　開会　（事務長）."""
    title = alternatives(lexicon("speakers")["titles"] + lexicon("speakers")["roles"])
    return re.compile(
        rf"(?:[時分半]|正午)[ 　]*開[ 　]?[会議][ 　]+"
        rf"(?P<label>[（(][^ 　。、（(）)]{{0,12}}{title}[）)])(?=[ 　]*[^ 　。、（(])"
    )


_QUESTIONS = ("問", "質問", "Q", "Ｑ")
_KIND = "(?P<kind>問|答|質問|回答|Q|Ｑ|A|Ａ)[0-9０-９]{0,2}"
_FORMS_OF_QUESTIONS = (
    re.compile(rf"(?P<mark>[（(【〔［\[]{_KIND}[）)】〕］\]])(?=[ 　]*[^ 　（(【〔［\[])"),
    re.compile(rf"(?:^|(?<=[。？?！!」』）) 　]))(?P<mark>{_KIND}[：:．.])"),
    re.compile(
        r"(?:^|(?<=[。？?！!」』）) 　]))(?P<mark>(?P<kind>問|答|Q|Ｑ|A|Ａ|意見|要望)"
        r"[0-9０-９]{0,2}[ 　])"
    ),
)
"""Forms of the marks of questions and answers: （問）, 問１：, Ｑ　."""


def may_be_questions() -> str:
    """Return a pattern, without conditions, for a line with a question and its answer.

    It works in Rust and in Python.
    """
    return (
        r"(?m)^[ 　]*[（(【〔［\[]?(?:問|質問|Q|Ｑ)[^\n]*[。？?！!」』）)][ 　]*"
        r"[（(【〔［\[]?(?:答|回答|A|Ａ)[0-9０-９]{0,2}[）)】〕］\]：:．. 　]"
    )
