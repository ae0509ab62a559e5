"""Lines of a list: hard wraps, and line ends between persons.

The evidence is commas at line ends, open brackets, whether the words on both sides make one
position, whether the line is as wide as the text, and the indent of the next line.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from pipeline.names.positions import title_in
from pipeline.names.sudachi import is_family_name, is_given_name
from pipeline.normalisation.attendance.blanks import WRAP, columns, columns_of, squeezed
from pipeline.normalisation.attendance.labels import presence_of
from pipeline.normalisation.attendance.row_parser import persons_in
from pipeline.normalisation.attendance.words import (
    Word,
    honorific_ending,
    is_corporation,
    is_group,
    is_position,
    is_title_ending,
    word_kind,
)

_BETWEEN_PERSONS = "、，,､"
COMMAS = f"{_BETWEEN_PERSONS}|｜／"
BULLETS = "・•‣▪○〇◯●◎◇◆□■☆★*＊"
SQUARE = "［］[]〔〕 　"
OPENING, CLOSING = "（(〔[【", "）)〕]】"
_VISIBLE = re.compile(r"(?m:^)[^\n]*[^\s][^\n]*")
_DELIMITER = re.compile(r"[、，,､|｜／・（）()〔〕【】\[\] 　\t]")
_COLON_LABEL = re.compile(
    r"[ 　\t]*([（(]?[^、，（）()：:。\s|/／]{1,14}(?:[ 　]+[^、，（）()：:。\s]{1,6}){0,3}"
    r"(?:[（(][^）)、，]{0,14}[）)])?[ 　]*[：:])"
)
_BRACKET_LABEL = re.compile(
    r"[ 　\t]*([【〔＜<《≪［\[][^】〕＞>》≫］\]、，：:]{1,20}[】〕＞>》≫］\]][ 　]*[：:]?)"
)
_PAREN_LABEL = re.compile(
    r"[ 　\t]*([（(](?:以下[、，]?)?([^（()）、，：:]{1,20})[）)][ 　]*[：:]?)"
)
_FIRST_BRACKET = re.compile(r"[（(]([^（）()]*)[）)]")
_NAME_AFTER_BRACKET = re.compile(r"[（(][^（()）]*[）)][ 　]+[^\s（(]")
_BRACKET_BEHIND = re.compile(r"[（(].*$")
_MARKED = re.compile("[ 　]*[○〇◯◎●◆◇■□]")
_SQUARED = re.compile("[ 　]*[［\\[〔][^\n]*[］\\]〕][ 　]*")
_PROXY = re.compile(f"代[ 　{WRAP}]*理[^：:]*[：:]")
_EVERYBODY = re.compile(".*各[^各]+$")
_A_LITTLE = 6
"""Maximum indent of an office relative to its person, in half-width columns."""
_LONGEST_END = 2
_WIDE_ENOUGH = 0.85
NARROWEST = 40
"""Minimum width of a wrapped text, in half-width columns; narrower texts are lists of lines."""


@dataclass(slots=True)
class Line:
    """A visible line: its offset, indent and width in half-width columns."""

    text: str
    start: int
    indent: int
    width: int


def visible_lines(text: str) -> list[Line]:
    """Return the lines of a text that are not blank."""
    lines = []
    for found in _VISIBLE.finditer(text):
        written = found.group()
        bare = written.lstrip(f" 　\t{WRAP}")
        indent = columns(written[: len(written) - len(bare)])
        width = indent + columns_of(bare.rstrip())
        lines.append(Line(written, found.start(), indent, width))
    return lines


def label_at(line: str) -> str | None:
    """Return the label that begins a line, or null: （欠席）青木 → （欠席）."""
    for pattern in (_BRACKET_LABEL, _COLON_LABEL):
        found = pattern.match(line)
        if found:
            return found[1]
    found = _PAREN_LABEL.match(line)
    if not found:
        return None
    word = squeezed(found[2])
    behind = line[found.end() :].strip()
    is_label = presence_of(word) or is_group(word) or is_position(word)
    if is_label or (behind and behind[0] not in COMMAS + OPENING + CLOSING):
        return found[1]
    return None


def joined(text: str) -> str:
    """Replace every character of a hard wrap by `WRAP`.

    青木企画専門⏎官、石田 → one person, 青木企画専門官, before the comma. The text keeps its length.
    """
    if "\n" not in text:
        return text
    depth = _depths(text)
    lines = visible_lines(text)
    widest = max((line.width for line in lines), default=0)
    in_commas = any(
        mark in COMMAS and depth[at] == 0 for at, mark in enumerate(text) if mark in COMMAS
    )
    courtesies = sum(bool(honorific_ending().search(line.text.rstrip())) for line in lines)
    bullets = [line.text.lstrip()[0] for line in lines if line.text.lstrip()[0] in BULLETS]
    is_bulleted = len(bullets) > 1 and bullets[0] == lines[0].text.lstrip()[0]
    characters = list(text)
    for upper, lower in itertools.pairwise(lines):
        end = upper.start + len(upper.text.rstrip())
        begin = lower.start + len(lower.text) - len(lower.text.lstrip())
        if is_bulleted and lower.text.lstrip()[0] == bullets[0]:
            continue
        if depth[end] > 0 or _is_wrap(
            upper,
            lower,
            in_commas=in_commas,
            widest=widest,
            courteous=courtesies > 0 and not in_commas,
        ):
            apart = in_commas and not depth[end] and _ends_in_title(upper.text.rstrip())
            characters[end:begin] = ("　" if apart else WRAP) * (begin - end)
    return "".join(characters)


def _depths(text: str) -> list[int]:
    """Return the bracket depth before each character, and after the last."""
    opened: list[int] = []
    pairs = []
    for at, mark in enumerate(text):
        if mark in "（(":
            opened.append(at)
        elif mark in "）)" and opened:
            pairs.append((opened.pop(), at))
    steps = [0] * (len(text) + 2)
    for start, end in pairs:
        steps[start + 1] += 1
        steps[end + 1] -= 1
    # Brackets that are never closed do not count.
    depth, depths = 0, []
    for at in range(len(text) + 1):
        depth += steps[at]
        depths.append(depth)
    return depths


def _is_wrap(upper: Line, lower: Line, *, in_commas: bool, widest: int, courteous: bool) -> bool:
    above, below = upper.text.rstrip(), lower.text.lstrip()
    if above[-1] in COMMAS or below[0] in "|｜":
        return False
    is_full = upper.width >= max(NARROWEST, _WIDE_ENOUGH * widest)
    if _says_of_person(below, ends_run=in_commas and is_full):
        return label_at(above) != above.strip()
    if label_at(lower.text) is not None:
        return False
    bracket = _PAREN_LABEL.match(below)
    if below[0] in "（(" and not (bracket and is_corporation(bracket[2])):
        # Brackets of the previous person, on a line of their own or before the next comma.
        return label_at(above) != above.strip()
    tail = _DELIMITER.split(above)[-1]
    head = _DELIMITER.split(below)[0]
    rest = below[len(head) :]
    if label_at(above) == above.strip() or not tail:
        return False
    if _completes(tail, head, rest) or _goes_on_in_blanks(above, head, rest):
        return True
    if (is_group(head) and rest[:1].isspace()) or _EVERYBODY.match(tail):
        return False
    if in_commas and any(mark in COMMAS for mark in above + below):
        is_broken = (is_full and not _are_both_titled(above, below)) or _ends_in_title(above)
        return is_broken and word_kind(tail) not in (Word.PERSON, Word.COURTESY)
    return _is_broken_title(above, lower, upper.indent == lower.indent, courteous=courteous)


def _are_both_titled(above: str, below: str) -> bool:
    """Return whether both sides of a line end have a titled person."""
    around = re.split(f"[{COMMAS}]", above)[-1], re.split(f"[{COMMAS}]", below)[0]
    persons = [persons_in(entry)[0] for entry in around]
    return all(len(one) == 1 and bool(one[0].lead or one[0].office) for one in persons)


def _ends_in_title(line: str) -> bool:
    """Return whether a run of names ends in a position: 市長　青木、部長."""
    entry = re.split(f"[{COMMAS}・]", line)[-1].strip()
    return any(mark in COMMAS for mark in line) and word_kind(entry) is Word.TITLE


def _says_of_person(below: str, *, ends_run: bool) -> bool:
    """Return whether a line begins with the previous person's presence."""
    found = _FIRST_BRACKET.match(below)
    if found is None:
        return False
    if _PROXY.match(found[1]):
        return True
    behind = below[found.end() :].lstrip()
    return presence_of(found[1]) is not None and (behind[0] in COMMAS if behind else ends_run)


def _completes(tail: str, head: str, rest: str) -> bool:
    """Return whether a word continues on the next line: 洞口 / 課長."""
    if _NAME_AFTER_BRACKET.match(rest):
        return False  # 副参事（学校再編担当） 辻堂: the position of the person after it.
    ends = (
        not rest.strip()
        or rest.lstrip()[0] in COMMAS + OPENING + CLOSING + "・"
        or rest.strip() in ("他", "ほか", "外")
    )
    # A comma right behind it tells the end of a name from the label of a group.
    is_label = is_group(head) and rest[:1] not in tuple(_BETWEEN_PERSONS)
    if not ends or word_kind(tail + head) is not Word.PERSON or is_label:
        return False
    if word_kind(tail) is Word.PERSON:
        # 石田参事 / 官: a complete position may continue by one or two characters.
        return len(head) <= _LONGEST_END and _ends_title(tail + head, len(head))
    return word_kind(tail) not in (Word.TITLE, Word.COURTESY) and (
        word_kind(head) is not Word.PERSON
    )


def _ends_title(whole: str, most: int) -> bool:
    """Return whether a position's ending covers the last `most` characters: 官."""
    return any(is_title_ending(whole[-size:]) for size in range(most, most + _LONGEST_END))


def _goes_on_in_blanks(above: str, head: str, rest: str) -> bool:
    """Return whether the last person's position is on the next line."""
    *before, tail = above.split()
    return (
        bool(before)
        and rest[:1].isspace()
        and all(word_kind(word) is Word.PERSON for word in before)
        and word_kind(tail) is Word.NAME
        and word_kind(head) is Word.TITLE
        and word_kind(tail + head) is Word.PERSON
    )


def _is_broken_title(above: str, lower: Line, aligned: bool, *, courteous: bool) -> bool:
    """Return whether a position continues on the next line, with its name."""
    words = above.split()
    if not aligned or len("".join(words)) < 3 or honorific_ending().search(above):
        return False
    below = _BRACKET_BEHIND.sub("", lower.text).split()
    if _has_title("".join(words)) and _has_title("".join(below)):
        return False
    if len(words) > 1 and max(map(len, words)) > 1:
        return False
    whole = "".join(words)
    has_name = word_kind(whole) in (Word.PERSON, Word.NAME) and not courteous
    goes_on = len(below) > 1 or courteous
    # 合併協議会事務局 / 局長 青木: the secretariat is a label.
    is_label = is_group(whole) or (whole.endswith("事務局") and below[:1] != ["長"])
    return goes_on and not has_name and not is_label


def _has_title(word: str) -> bool:
    """Return whether a word ends in a position: 青木委員, 青葉小学校長."""
    bare = word.rstrip("※＊*")
    return word_kind(bare) is Word.PERSON or title_in(bare) is not None


def lines_of_offices(lines: list[Line]) -> set[int]:
    """Find lines with the office of the previous line's person.

    They are indented a little more than the persons, and most of them are an office or a position:
    見本大学教授. Returns the numbers of these lines.
    """
    deeper = {
        number
        for number, line in enumerate(lines)
        # The indent of a text's first line is unknown.
        if number > (lines[0].start == 0)
        and (label_at(line.text) is None or _SQUARED.fullmatch(line.text))
        and not honorific_ending().search(line.text.rstrip())
        and not _MARKED.match(line.text)
        and lines[number - 1].indent < line.indent <= lines[number - 1].indent + _A_LITTLE
        and not any(mark in COMMAS for mark in line.text)
    }
    names = [line for number, line in enumerate(lines) if number not in deeper]
    offices = sum(_names_office(lines[number].text) for number in deeper)
    enough = offices * 2 >= len(deeper) if len(deeper) > 1 else offices == 1
    return deeper if enough and len(names) >= len(deeper) else set()


def _names_office(text: str) -> bool:
    if any(person.lead or person.is_ditto for person in persons_in(text)[0]):
        return False
    written = text.strip(SQUARE).split()
    words = [word_kind(word) for word in written]
    is_person = len(written) > 2 and is_family_name(written[0]) and is_given_name(written[1])
    return (
        bool(words)
        and not is_person
        and words[0] not in (Word.PERSON, Word.SEAT, Word.DITTO)
        and (Word.OFFICE in words or Word.TITLE in words)
    )
