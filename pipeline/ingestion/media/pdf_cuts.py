"""Whether the end of a full line cuts a sentence, by the words around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

_END_SIGNS = frozenset("。．！？!?」』：:─━―—=＝│┃|｜")
_END_WORDS = (
    *("--", "議事録", "会議録", "ほか"),
    *(meeting + kind for meeting in ("議事", "会議") for kind in ("要旨", "概要", "要録")),
)
_LAST_OF_WORDS = frozenset(word[-1] for word in _END_WORDS)
"""After these another sentence may begin, or what stands below a title or a rule."""

_SIGNS = "○◯〇◎●◇◆□■△▲▽▼☆★◉〔【│┃|｜"
_START = re.compile(f"([ \u3000]*)(日程第|[{_SIGNS}])")
_BEGINS = re.compile(
    "[ \u3000]*(?:[・･•※＊*＜<≪《]|[①-⓿]|"
    "[（(]?[0-9０-９一二三四五六七八九十]{1,3}[)）.．、 \u3000]|第[0-9０-９一二三四五六七八九十]+)"
)
"""What begins an item or a heading; the one above, a speech, a group or a row of
signs."""

_LABEL = re.compile("[^ \u3000、。：:]{1,8}[ \u3000：:]")
"""A short word and a blank: another item of a list begins, such as 事務局 白井課長, where a line
before or after begins with one too."""

_SPEAKER = re.compile(
    ".*[：:]|.*(?:[長員局役監官君氏様者]|さん|代理|補佐|主[査幹任事]|参[事与]|[理幹監知]事|教授|"
    "司会|講師)[ \u3000]"
)
"""What a short word is that begins something where it stands alone: 事務局, 会場："""

_CUT = re.compile("[0-9０-９]{2}|[ァ-ヴー]{2}")
_OPEN, _CLOSING = re.compile("[（(][^（）()]{0,20}$"), re.compile("[^（）()]{0,20}[）)]")
"""A number or a word in kana, and a bracket, that a line end cuts: （大川 and 源廣君）."""

_RULES = frozenset("-─━―—=")

_LEADER = re.compile("[…‥.・･]{2,}[ \u3000]*[0-9０-９]+$")
"""The number of a page in a table of contents."""

_RUN = re.compile("[、，,](?:[（(][^（）()]*[）)])?[ \u3000]*$")
_DIGIT = re.compile("[0-9０-９〇一二三四五六七八九十]")
_CLOCK = re.compile(f"{_DIGIT.pattern}[：:]$")
"""A run of names, and an hour, that a line end cuts: 小野寺、（代理） and 真鍋, 10: and 00."""

_BULLET = re.compile("[ \u3000]*[・･•●○◯〇]")

_GOES_ON = re.compile("[ぁ-んゝゞー>＞]")
"""What begins no list, no title and no path of a page: the name of a record goes on, 議事録 and
などについて."""

LONG_PARAGRAPH = 5
"""Least lines of a paragraph, cut by the margin, in which a full line that ends a sentence is not
the last one by chance."""

SENTENCE = re.compile("[、。]|(?:[ぁ-ん].*){4}")
"""What lists of names and posts have not."""


_SPECIAL_ENDS = _END_SIGNS | _LAST_OF_WORDS | frozenset(" .0123456789０１２３４５６７８９")
_SPECIAL_STARTS = frozenset(f"{_SIGNS}日 \u3000")


class Around(NamedTuple):
    """What is known of a line that may go on.

    Attributes
    ----------
    after
        The line after it, if any.
    is_within
        Whether it is a line of a paragraph of several.
    is_full
        Whether it ends at the margin itself.
    signs_within
        Signs that stand within lines of the record, as found by `signs_within`.
    """

    after: Sequence[str]
    is_within: bool
    is_full: bool
    signs_within: frozenset[str] = frozenset()


def is_cut_here(paragraph: Sequence[str], text: str, around: Around) -> bool:
    """Whether a full line, the last one of a paragraph so far, goes on in a text."""
    before = paragraph[-1]
    if _is_cut_within(before, text) or (text[0] == " " and before.endswith("  ")):
        return True
    sign = _sign_of(text)
    if sign and sign not in around.signs_within:
        return False
    if _goes_on_after_sentence(paragraph, text):
        return True
    # A sentence that ends with the line is not the last one of a long paragraph by chance.
    is_long = len(paragraph) >= LONG_PARAGRAPH and around.is_full
    if is_long and before.rstrip(" ").endswith("。"):
        return not _begins(text, is_alone=False)
    if _ends(before, text):
        return False
    if _is_of_item(paragraph[0], text, around.after):
        return True
    # One line that begins with a short word begins no list.
    labels = [None if ">" in line else _LABEL.match(line) for line in (before, *around.after)]
    if around.is_within:
        if len(paragraph) == 1 and _BEGINS.match(before) and _BEGINS.match(text):
            return False
        first, own = labels[0] if len(paragraph) == 1 else None, _speaker_of(text)
        # 進行役： and 市： are items of one list, 第３回 and 場所： are not.
        return not (first and own and (first[0][-1] in "：:") == (own[0][-1] in "：:"))
    return not _begins(text, is_alone=not any(labels))


def is_plainly_within(before: str, text: str, *, is_first: bool) -> bool:
    """Whether nothing at a line end is other than within a sentence, as with most lines.

    Parameters
    ----------
    is_first
        Whether the line before is the first one of its paragraph.
    """
    if before[-1] in _SPECIAL_ENDS or text[0] in _SPECIAL_STARTS:
        return False
    return not (is_first and (_LABEL.match(text) or _BEGINS.match(text)))


def is_surely_cut(before: str, text: str) -> bool:
    """Whether the end of a line cuts a sentence, a number, a bracket or a word."""
    if _is_cut_within(before, text):
        return True
    is_sentence = bool(SENTENCE.search(before)) and not _sign_of(text)
    return is_sentence and not _ends(before, text) and not _begins(text, is_alone=False)


def _sign_of(text: str) -> str:
    """The sign of a speech, a group or a row that a line begins with; empty if none."""
    start = _START.match(text)
    return start[2] if start else ""


def signs_within(texts: Sequence[str]) -> frozenset[str]:
    """Find the signs that stand within lines more often than they begin one.

    In a text without line ends a sign begins a line by chance alone. 日程第 is known for one
    without a blank before it.
    """
    begun: Counter[str] = Counter()
    after_blanks: Counter[str] = Counter()
    for start in filter(None, map(_START.match, texts)):
        begun[start[2]] += 1
        after_blanks[start[2]] += bool(start[1])
    whole = "\n".join(texts)
    stands = {sign: whole.count(f" {sign}") + whole.count(f"\u3000{sign}") for sign in begun}
    if "日程第" in stands:
        stands["日程第"] = whole.count("日程第") - begun["日程第"] + after_blanks["日程第"]
    return frozenset(
        sign for sign, count in begun.items() if stands[sign] - after_blanks[sign] > count
    )


def _is_of_item(first: str, text: str, after: Sequence[str]) -> bool:
    """Whether a line between two items of a list that begin with the same sign is none itself."""
    items = [_BULLET.match(line) for line in (first, text, *after)]
    return len(items) == 3 and bool(items[0] and items[2]) and items[1] is None


def _goes_on_after_sentence(paragraph: Sequence[str], text: str) -> bool:
    """Whether a text without line ends goes on after a sentence that ends with the line.

    Its sentences are parted by blanks, one of which is drawn at this line end too.
    """
    before = paragraph[-1]
    if not before.rstrip(" ").endswith("。") or not (before.endswith(" ") or text[0] == " "):
        return False
    return any("。 " in line.rstrip(" ") for line in (*paragraph, text))


def _is_cut_within(before: str, text: str) -> bool:
    """Whether a line end cuts a number, a bracket or a word in kana: 午前１ and ０時 are ten
    o'clock.
    """
    last = before[-1:]
    if _CUT.match(last + text[:1]):
        return not _LEADER.search(before)
    if _RUN.search(before) or (_CLOCK.search(before) and _DIGIT.match(text)):
        return True
    # A rule that begins within a line.
    if last in _RULES and text[:1] == last and before.strip(f" \u3000{last}"):
        return True
    return bool(_OPEN.search(before) and _CLOSING.match(text))


def _ends(before: str, text: str) -> bool:
    """Whether a line may end a sentence or a title."""
    before = before.rstrip(" ")
    last = before[-1:]
    if last in _LAST_OF_WORDS and before.endswith(_END_WORDS):
        return not _GOES_ON.match(text)
    if last.isdigit() and _LEADER.search(before):
        return True
    # The point of 4.欠席委員 ends no sentence.
    return last in _END_SIGNS or (last == "." and not before[-2:-1].isdigit())


def _begins(text: str, is_alone: bool) -> bool:
    """Whether a line may begin something new; a short word that stands alone does so where it ends
    in a colon or is a speaker's: 事務局.
    """
    if _BEGINS.match(text):
        return True
    return bool(_speaker_of(text) if is_alone else _LABEL.match(text))


def _speaker_of(text: str) -> re.Match[str] | None:
    """Match the short word that a line begins with where it may be a speaker or ends in a colon."""
    label = _LABEL.match(text)
    return label and _SPEAKER.fullmatch(label[0])
