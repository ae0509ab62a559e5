"""Spread labels: speaker labels whose characters are set apart are written together in the view.

Offices of few characters are printed as wide as long ones, so a label has blanks within it:
`局　　　長　　御起立願います。` → 局長, `五 反 田 委 員：了解した。` → 五反田委員. A label
with words of speech after it is changed, in the view alone: what is published has its blanks.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from pipeline.lexicons import alternatives, lexicon, simple_words
from pipeline.segmentation.labels import ASIDE_LINE, COUNT_LINE, LIST_LINE, SPEECH
from pipeline.text.folding import View

_HAN = "一-鿿㐀-䶿々〆ヶケノ"
_NAME = f"[{_HAN}ぁ-んァ-ー]"
_PARTICLE = "[をはがにのとでも]"
"""What no name before an office ends with: 資料を　委　員　に配った."""
_DIGIT = "0-9０-９"
# A sign comes before each run of blanks but the first, or a line of blanks takes quadratic time.
_LEAD = "[ 　]*(?:[○〇◯◎●◆◇■□△▲・][ 　]*)?(?:[【〔［（(＜<《〈][ 　]*)?"
_CLOSE = "】〕］）)＞>》〉：:"
_MOST_BLANKS = 6
"""Maximum number of blanks between two characters of a label."""
_MOST_PARTS = 9
"""Maximum number of parts that blanks set apart in a label."""
_LONGEST_NAME = 6
"""Maximum length of the name before an office, in characters."""
_SETTING = (
    rf"(?m)^{_LEAD}(?:[{_DIGIT}]{{1,3}}|{_NAME}{{1,5}})"
    rf"(?:[ 　]{{1,{_MOST_BLANKS}}}{_NAME}){{1,{_MOST_PARTS}}}(?:[ 　{_CLOSE}]|$)"
)
"""A line that begins with a word or a number, and single characters after it. It works in Rust and
in Python."""
_SPOKEN = re.compile(SPEECH)
_UNSPOKEN = re.compile(f"{ASIDE_LINE}|{COUNT_LINE}|{LIST_LINE}")


def may_be_spread() -> str:
    """Return a pattern, without conditions on what follows, for a spread label."""
    return _SETTING


def with_labels_together(view: View) -> View:
    """Leave the blanks within spread speaker labels out of a view."""
    left_out: list[tuple[int, int]] = []
    for found in _setting().finditer(view.text):
        parts = [part.span() for part in re.finditer("[^ 　]+", found["word"])]
        start = found.start("word")
        count = _parts_of_label([found["word"][begin:end] for begin, end in parts])
        if count and _is_followed_by_speech(view.text, start + parts[count - 1][1]):
            left_out += [
                (start + end, following - end)
                for (_, end), (following, _) in pairwise(parts[:count])
            ]
    return _without(view, left_out) if left_out else view


@cache
def _setting() -> re.Pattern[str]:
    word = (
        rf"(?:[{_DIGIT}]{{1,3}}|{_NAME}{{1,5}})"
        rf"(?:[ 　]{{1,{_MOST_BLANKS}}}{_NAME}(?=[ 　\n{_CLOSE}]|$)){{1,{_MOST_PARTS}}}"
    )
    return re.compile(rf"(?m)^{_LEAD}(?P<word>{word})")


def _parts_of_label(parts: list[str]) -> int:
    """Return how many of the parts are a label; 0 where none are.

    議, 長 → 2; 類, 家, 委, 員 → 4; ３, 番 → 2; 議, 題 → 0.
    """
    for count in range(len(parts), 1, -1):
        if _label().fullmatch("".join(parts[:count])):
            return count
    return 0


@cache
def _label() -> re.Pattern[str]:
    """Return a pattern for a label without blanks: an office, with a name or not, or a seat.

    The office has two characters at least, so a blank sets some of them apart.
    """
    positions, speakers, roles = lexicon("positions"), lexicon("speakers"), lexicon("roles")
    offices = {
        *positions["heads"],
        *speakers["titles"],
        *speakers["roles"],
        *roles["words"],
        *roles["members"],
    } - set(speakers["never"])
    heads = alternatives([word for word in offices if len(word) > 1])
    before = alternatives(simple_words(positions["modifiers"]))
    after = alternatives(positions["suffixes"])
    office = f"{before}{{0,3}}{heads}{after}?"
    return re.compile(
        rf"{_NAME}{{0,{_LONGEST_NAME}}}(?<!{_PARTICLE}){office}|[{_DIGIT}]{{1,3}}番(?:委員|議員)?"
    )


def _is_followed_by_speech(text: str, end: int) -> bool:
    """Return whether words of speech are after a label, on its line or on the next."""
    rest, *later = text[end : end + _FAR].lstrip(f" 　{_CLOSE}").split("\n")
    following = rest.strip() or next((line for line in later if line.strip()), "")
    return bool(_SPOKEN.search(following) and not _UNSPOKEN.search(following))


_FAR = 300
"""Maximum distance of words of speech from a label, in characters."""


def _without(view: View, left_out: list[tuple[int, int]]) -> View:
    """Leave stretches out of a view: (place, length) of each, in order."""
    pieces: list[str] = []
    runs: list[tuple[int, int]] = []
    known = list(view.runs)
    done = taken = 0
    for place, length in left_out:
        pieces.append(view.text[done:place])
        while known and known[0][0] <= place + length:
            at, hidden = known.pop(0)
            runs.append((min(at, place) - taken, hidden))
        runs.append((place - taken, length))
        done = place + length
        taken += length
    runs += [(at - taken, hidden) for at, hidden in known]
    return View("".join([*pieces, view.text[done:]]), runs)
