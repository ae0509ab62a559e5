"""Units: lines cut at the places of lost line ends.

Pages and programs that extract text replace a line end with a blank or with nothing. A record is
then a few lines of hundreds of characters: 議事録 日時 令和5年4月1日 ○議長 本日は…. Only such lines
are cut, and only before text that opens a line of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from functools import cache

from pipeline.lexicons import alternatives, lexicon
from pipeline.lexicons.patterns import parts
from pipeline.segmentation.page_marks_at_ends import page_marks_at_ends
from pipeline.segmentation.question_tables import cuts_of_cells
from pipeline.segmentation.turns_within_lines import (
    asides_before,
    headings_within,
    labels_before_colons,
    may_be_questions,
    notes_within,
    turns_before_colons,
    turns_of_questions,
    turns_within,
)

LONG = 200
"""Maximum length of a line that is not cut, in characters; printed lines have at most some 80."""

_BLANKS = "[ 　]*"
_GLYPHS = "○◯〇◎●◆◇■□"
_HEADER_KINDS = ("date", "place", "attendance", "agenda", "talk", "note")


def cuts(text: str) -> list[int]:
    """Find the places of lost line ends in a text.

    Returns
    -------
    list[int]
        Places in the text, in order, each before a character that opens a line.
    """
    found = {*cuts_of_cells(text), *page_marks_at_ends(text)}
    found.update(match.start("label") for match in _list_after_day().finditer(text))
    has_questions = bool(_questions().search(text))
    lines = text.split("\n")
    long = [line for line in lines if len(line) > LONG]
    labels = {label for line in long for label in labels_before_colons(line)}
    start = 0
    for line in lines:
        if len(line) > LONG:
            found.update(start + at for at in _cuts_of_line(line, labels))
        elif (crumb := _LAST_CRUMB.match(line)) and text.count(crumb["name"]) == 1:
            # The last part of a breadcrumb trail is the name of the page, here its only title.
            found.add(start + crumb.start("name"))
        elif glued := _glued_value().match(line):
            found.add(start + glued.end())
        elif labels or has_questions:
            found.update(start + at for at in _cuts_of_short_line(line, labels))
        start += len(line) + 1
    return sorted(found)


def _cuts_of_line(line: str, labels: Collection[str]) -> list[int]:
    turns = [*turns_within(line), *turns_before_colons(line, labels), *turns_of_questions(line)]
    header_labels = [match.start() for match in _label().finditer(line)]
    # After its first speaker turn a record has no header, but may mention days and places.
    first_turn = min(turns, default=len(line))
    of_header = [at for at in header_labels if at < first_turn]
    glued = _glued_labels(line, first_turn)
    hours = [at for match in _HOUR_WITH_WORD.finditer(line) for at in match.span()]
    hours += [match.start() for match in _CLOSING_HOUR.finditer(line)]
    if len(turns) + len(of_header) + len(glued) < _FEWEST:
        return hours
    glyphs = _recurring_glyphs(line)
    rules = [at for match in _RULE.finditer(line) for at in match.span()]
    titles = [match.end() for match in _title_end().finditer(line) if match.end() < first_turn]
    titles += [match.start() for match in _dated_title().finditer(line) if match.end() < first_turn]
    days = [match.start() for match in _day().finditer(line) if match.start() < first_turn]
    headings = headings_within(line, first_turn) if turns else []
    asides = asides_before(line, [*turns, *headings])
    notes = [at for at in notes_within(line) if at > first_turn]
    found = (
        *(*turns, *of_header, *glued, *glyphs, *rules),
        *(*titles, *days, *hours, *headings, *asides, *notes),
    )
    return [at for at in found if 0 < at < len(line)]


def _cuts_of_short_line(line: str, labels: Collection[str]) -> list[int]:
    """Find turns in a line that is no longer than others, in a record that lost line ends."""
    turns = [*turns_before_colons(line, labels), *turns_of_questions(line)]
    headings = headings_within(line, 0) if turns or labels else []
    found = (*turns, *headings, *asides_before(line, [*turns, *headings]))
    return [at for at in found if 0 < at < len(line)]


@cache
def _list_after_day() -> re.Pattern[str]:
    return re.compile(may_be_list_after_day())


@cache
def _questions() -> re.Pattern[str]:
    return re.compile(may_be_questions())


@cache
def may_be_list_after_day() -> str:
    """Return a pattern for the label of a list on the line of a day and a place in brackets.

    （令和６年５月21日（火） 於：県庁） 説明者：青木参事官 → 説明者：.
    It works in Rust and in Python.
    """
    words = alternatives([word for word in lexicon("labels")["attendance"] if len(word) > 2])
    return rf"(?m)^[ 　]*[（(][^\n。]{{0,80}}日[^\n。]{{0,80}}[）)][ 　]+(?P<label>{words}[：:])"


def _recurring_glyphs(line: str) -> list[int]:
    """Find glyphs that recur before words: ●開議時刻 … ●中山委員長."""
    found = [match.start() for match in _LISTING_GLYPH.finditer(line)]
    often = {glyph for glyph, count in Counter(line[at] for at in found).items() if count >= _OFTEN}
    return [at for at in found if line[at] in often]


def _glued_labels(line: str, until: int) -> list[int]:
    """Find header labels in lines that lost blanks: …会議録会議の名称….

    Several different ones are needed, since a sentence may hold one of them.
    """
    if sum(map(line.count, " 　")) * _SPARSE > len(line):
        return []
    found = {match.start(): match[0] for match in _GLUED.finditer(line, 0, until)}
    # What is behind the label of the name is the title.
    names = [at + len(label) for at, label in found.items() if label == _NAME_OF_MEETING]
    return [*found, *names] if len(set(found.values())) > _FEWEST else []


_HOUR_WITH_WORD = re.compile(
    "(?<=[ 　])午[前後][ 　]?[0-9０-９〇一二三四五六七八九十]{1,3}[ 　]?時"
    "(?:[ 　]?[0-9０-９〇零一二三四五六七八九十]{1,3}[ 　]?分)?[ 　]*"
    "(?:開[ 　]?[会議]|散[ 　]?会|閉[ 　]?会)(?=[ 　])"
)
_CLOSING_HOUR = re.compile(
    "(?<=[ 　]{4})(?:散[ 　]?会|閉[ 　]?会)[ 　]+"
    "午[前後][ 　]?[0-9０-９〇一二三四五六七八九十]{1,3}[ 　]?時"
)
"""The hour at the right margin of a line of its own, as the closing is noted."""
_SPARSE = 50
"""Minimum number of characters per blank in a line that lost its blanks."""
_OFTEN = 3
"""Minimum number of times that a glyph comes before words, or it does not open lines."""
_LISTING_GLYPH = re.compile(r"(?<=[ 　。）)])[●◆■◎▲△◇□▼▽](?=[ 　]?[^ 　●◆■◎▲△◇□▼▽])")
_NAME_OF_MEETING = "会議の名称"
_GLUED = re.compile(
    f"{_NAME_OF_MEETING}|開催日時|開催場所|会議の議題|出席者(?=【)|傍聴人数|傍聴者|配[布付]資料|会議の概要|会議資料"
    "|【(?:出席|欠席|事務局|配[布付]|議題|傍聴|会議)[^】]{0,8}】"
)
_FEWEST = 2
"""Minimum number of speaker turns or header labels in a line that lost line ends."""
TRAIL = "[ 　]*(?:ホーム|トップ|HOME|Home|TOP)"
"""Pattern of the beginning of a breadcrumb trail."""
_LAST_CRUMB = re.compile(
    rf"{TRAIL}[^。]*[>＞›»][^。>＞›»]*[>＞›»][ 　]*"
    # A single word names no meeting: トップ ＞ 市政情報 ＞ 会議録.
    r"(?P<name>[^ 　。>＞›»][^。>＞›»]{8,})$"
)
_RULE = re.compile("[─━―-]{6,}")


_NUMBER_OF_LABEL = "[ 　]*[0-9０-９]{1,2}[．.、 　][ 　]*"
_LISTS = "出席(?:者|委員)"


@cache
def may_be_glued() -> str:
    """Return a pattern, without conditions on what follows, for a label with glued text."""
    return rf"(?m)^{_NUMBER_OF_LABEL}(?:{_of_talk()}|{_LISTS})[^ 　\n：:]"


@cache
def _of_talk() -> str:
    return alternatives([word for word in lexicon("labels")["talk"] if len(word) > 2])


@cache
def _glued_value() -> re.Pattern[str]:
    """Return a pattern for a numbered label, before the speaker or person glued to it.

    ８ 会議の内容都市計画課係長（水橋剛志君） 本日は…, ３ 出席者会長 仲里達郎.
    """
    posts = alternatives(lexicon("rosters")["of_one_person"])
    speaker = r"(?!署名)(?:[○〇◯][^ 　。]|[^ 　。、（(）)]{2,16}[（(][^（()）]{1,10}君[）)][ 　])"
    person = rf"{posts}[ 　]+[一-龥々ヶ][^ 　。、]{{1,6}}(?:[ 　]|$)"
    return re.compile(rf"{_NUMBER_OF_LABEL}(?:{_of_talk()}(?={speaker})|{_LISTS}(?={person}))")


@cache
def _label() -> re.Pattern[str]:
    """Return a pattern for a header label, with its number or glyph.

    A bracket, a colon or a blank ends it: ２．日時：, 【場所】.
    """
    words = {word for kind in _HEADER_KINDS for word in lexicon("labels")[kind] if len(word) > 1}
    spread = "|".join(
        _BLANKS.join(map(re.escape, word)) for word in sorted(words, key=len, reverse=True)
    )
    number = r"(?:[0-9０-９]{1,2}[ 　．.、]*|[⑴-⒇①-⑳]|[（(][0-9０-９][）)][ 　]*)?"
    return re.compile(
        # It begins with no blank, or a line of blanks would take cubic time.
        rf"(?<=[ 　)）])(?![ 　]){number}[{_GLYPHS}・]?{_BLANKS}[【〔<＜\[（(]?(?:{spread})"
        rf"{_BLANKS}(?:[】〕>＞\]）)]|[：:]|(?=[ 　])|(?=[（(]))"
    )


@cache
def _title_end() -> re.Pattern[str]:
    """Return a pattern for the end of a title: 議事録（概要）."""
    words = alternatives([word for word in lexicon("documents")["words"] if len(word) > 2])
    return re.compile(rf"{words}(?:{_BLANKS}[（(][^（()）]{{1,12}}[）)])?(?=[ 　]*[^ 　の])")


@cache
def _dated_title() -> re.Pattern[str]:
    """Return a pattern for a title that begins with a year: 令和５年架空審議会 第２回速記録."""
    words = alternatives([word for word in lexicon("documents")["words"] if len(word) > 2])
    return re.compile(
        r"(?<=[ 　])(?:令和|平成|昭和)[元0-9０-９一二三四五六七八九十]{1,3}年度?"
        r"[ 　]?[^ 　。、]{3,30}"
        rf"(?:[ 　]第[0-9０-９一二三四五六七八九十]{{1,3}}回[^ 　。、]{{0,10}})?{words}"
    )


@cache
def _day() -> re.Pattern[str]:
    """Return a pattern for a day with year and weekday: 令和５年４月１日（土）."""
    return re.compile(rf"(?<=[ 　)）]){parts()['day']}{_BLANKS}[（(][月火水木金土日]")
