"""Rewrites: an attendance list is made plainer before it is read.

Hard wraps are marked, bullets and numbers become blanks, and a group inside a line begins a line.
The text keeps its length, so that offsets are those of the text as written.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.lexicons import alternatives, lexicon, simple_words
from pipeline.normalisation.attendance.blanks import WRAP, squeezed
from pipeline.normalisation.attendance.brackets import inlined
from pipeline.normalisation.attendance.labels import presence_of
from pipeline.normalisation.attendance.legends import without_glyphs, without_legends
from pipeline.normalisation.attendance.lines import joined
from pipeline.normalisation.attendance.office_columns import with_offices_told
from pipeline.normalisation.attendance.tables import heads_of_columns
from pipeline.normalisation.attendance.words import (
    Word,
    is_body,
    is_capacity,
    is_group,
    is_position,
    word_kind,
)
from schemas.vocabulary import Presence

_WHO = (Presence.PRESENT, Presence.ABSENT, Presence.ONLINE)
_NAMES = ("氏名", "委員名", "名前")
_BARS = 2
"""Minimum number of bars in a row of a table."""
_SPACED_DOT = re.compile(r"(?<=[^ 　\n][ 　])・(?=[ 　\n])")
_DOT_AT_START = re.compile(r"(?m:^)([ 　]*)・(?=[ 　])")
_BULLET = re.compile(
    r"(?:(?m:^)|(?<=[、，,]))[ 　]*"
    r"(?:[・•‣▪○〇◯●◎◇◆□■☆★*＊:：-]|[0-9０-９]{1,2}[．.)）]|[（(][0-9０-９]{1,2}[）)]|[①-⒛])"
    r"(?=[ 　]*([^ 　\n・○〇◯●：:0-9０-９-][^\n]{0,200}))"
)
_CAPACITY_WITHIN_LINE = re.compile(
    r"(?<=[^ 　\n])[ 　](?=[ 　]+(?:[0-9０-９]{1,2}[．.]?[ 　]+)?([^ 　、，：:（）()\n]{3,24})"
    r"(?:[（(][0-9０-９]{1,3}[名人][）)])?[ 　]{2,}[^ 　\n])"
)
_INNER_LABEL = re.compile(
    r"[、，](?P<label>[ 　]*[（(](?P<word>(?:[^（）()、，：:\n]|\n[ 　]*(?=[^ 　\n])){1,12})[）)])"
    r"(?=[ 　]*[^ 　\n、，（）()])"
)
_WRAPPED = re.compile("\n[ 　]*")
_INNER_COLON = re.compile(r"[、，](?=[ 　]*([^（）()、，：:\n 　]{1,12})[：:][ 　]*[^ 　\n])")
_ROLE_BEHIND = re.compile(r"(?m)(?<=[^ 　\n])([ 　]*)【([^】\n]{1,8})】(?=[ 　]*(?:$|[、，（(]))")
_WHO_CAME = re.compile(
    r"(?<=[（(])([^ 　、，：:\n（）()]{2,10})[ 　](?=[ 　]*([^ 　、，（）()\n]+))"
)
_IS_ABSENT = re.compile(r"[（(]([^（）()：:\n]{2,40}?)は([^（）()：:、，\nは]{2,8})[）)]")
_TOLD_ABSENT = re.compile(
    r"^(?P<mark>[ 　]*[（(]?[※＊*][ 　]*)(?P<also>なお[、，])?(?P<names>[^は：:（）()\n]+)は"
    r"(?P<said>[^は：:（）()\n。]*欠席[^は：:（）()\n。]{0,3})(?P<end>[。）)]*)(?=[ 　]*$)",
    re.MULTILINE,
)
_COUNTED = re.compile(
    r"(?P<before>(?m:^)[ 　]*|[、，][ 　]*)(?P<group>[^ 　、，：:\n（）()0-9０-９]{1,8})"
    r"(?P<count>(?:[0-9０-９一二三四五六七八九十]+[ 　]*[名人])?[ 　]*[（(])"
    r"(?P<names>(?:[^（）()0-9０-９]|[（(][^（）()0-9０-９]*[）)])+)[）)]"
)
_GLYPH = re.compile(
    r"(?m)(?<=[^ 　\n])([ 　]+)(?:[○〇◯●◎△▲☆★](?=[^ 　\n○〇◯●◎△▲☆★])|[○〇◯](?=[ 　]|$))"
)
_PRESENCE_AT_END = re.compile(
    r"^(?P<person>[^\n、，（）()：:]*[^ 　\n、，（）()：:][ 　]*)[ 　]"
    r"(?P<said>[^ 　\n、，（）()：:]{1,8})(?=[ 　]*(?:[（(][^（）()\n]*[）)][ 　]*)?$)",
    re.MULTILINE,
)
_PRESENCE_BEHIND_BRACKET = re.compile(
    r"(?m)(?<=[）)])([ 　]*)(?:[※＊*]|[ 　])([^\s、，（）()：:※＊*]{1,10})(?=[ 　]*$)"
)
_ABSENT_WITHIN_LINE = re.compile(
    r"(?m)(?<=[^ 　\n])([ 　]+)[ 　](欠席?|[×✕✖])[ 　](?=[ 　]+[^ 　\n])"
)
_BREAK = re.compile("<br ?/?>")
"""A line end within a cell, as programs write tables."""
_NUMBER = re.compile(
    r"(?:(?m:^)|(?<=[ 　]))([0-9０-９]{1,2})(?=[ 　]+([^ 　0-9０-９\n][^\n]{0,200}))"
)
_FEWEST_NUMBERS = 2
_WITHIN_LINE = re.compile("(?<=[^ 　\n])[ 　](?=【[^】\n]{1,12}】[ 　]*[^ 　\n])")


def masked(text: str, marker: str, meanings: dict[str, str]) -> str:
    """Rewrite a list; its label becomes blanks.

    The text keeps its length. `meanings` are those of glyphs, as made by `legend_of`.
    """
    text = _BREAK.sub(lambda found: f"、{_blank(found.group()[1:])}", text)
    listed = without_glyphs(_blank(marker) + without_legends(text)[len(marker) :], meanings)
    listed = "\n".join(_without_heads(line) for line in listed.split("\n"))
    parted = _CAPACITY_WITHIN_LINE.sub(_on_next_line, _unnumbered(_dots_as_commas(listed)))
    parted = _IS_ABSENT.sub(_said_of, _TOLD_ABSENT.sub(_told_absent, parted))
    parted = _COUNTED.sub(_named, _WHO_CAME.sub(_labelled, parted))
    parted = _INNER_LABEL.sub(_on_its_line, parted)
    parted = _ROLE_BEHIND.sub(_as_role, _INNER_COLON.sub(_parted, parted))
    unmarked = _BULLET.sub(_unbulleted, joined(parted))
    plain = _WITHIN_LINE.sub("\n", inlined(_GLYPH.sub(r"\1　", unmarked)))
    plain = _PRESENCE_BEHIND_BRACKET.sub(_opened_behind, plain)
    plain = _ABSENT_WITHIN_LINE.sub(r"\1（\2）", plain)
    return with_offices_told(_PRESENCE_AT_END.sub(_bracketed, plain))


def _without_heads(line: str) -> str:
    """Replace a line of column heads by blanks: 議席番号　氏　名　出欠."""
    word = squeezed(line)
    is_head = len(word) > 3 and _heads().fullmatch(word) is not None
    return _blank(line) if is_head and any(name in word for name in _NAMES) else line


@cache
def _heads() -> re.Pattern[str]:
    # A head made up of others (委員氏名) would multiply the matches of a line.
    return re.compile(f"(?:{alternatives(simple_words(heads_of_columns()))}){{2,}}")


def _on_next_line(found: re.Match[str]) -> str:
    """Begin a line with those whom members represent: 青木委員  ２号委員（３名）  坂本委員."""
    return "\n" if is_capacity(squeezed(found[1])) else found.group()


def _on_its_line(found: re.Match[str]) -> str:
    """Begin a line with a label in brackets, whose own line end is joined.

    （会長）青木、（副会長）坂本 → （会長）青木⏎（副会長）坂本.
    """
    if not _is_label(found["word"]):
        return found.group()
    return "\n" + _WRAPPED.sub(lambda wrap: WRAP * len(wrap.group()), found["label"])


def _parted(found: re.Match[str]) -> str:
    """Begin a line with a label before a colon: 会長：青木、幹事：坂本."""
    return "\n" if _is_label(found[1]) else found.group()


def _is_label(written: str) -> bool:
    word = squeezed(written)
    return is_group(word) or is_position(word) or word_kind(word) in (Word.OFFICE, Word.TITLE)


def _as_role(found: re.Match[str]) -> str:
    """Replace other brackets after a name by round ones.

    青木一郎　【座長】 → 青木一郎　（座長）.
    """
    word = squeezed(found[2])
    is_said = (
        word in lexicon("roles")["words"] or is_position(word) or presence_of(word) is not None
    )
    return f"{found[1]}（{found[2]}）" if is_said else found.group()


def _bracketed(found: re.Match[str]) -> str:
    """Open a bracket before a presence in a column after the name.

    青木一郎　欠席 → 青木一郎（欠席. The bracket ends with the line.
    """
    words = found["person"].split()
    is_person = word_kind(squeezed(found["person"])) in (Word.PERSON, Word.NAME) or (
        len(words) > 1 and not is_group(words[-1])
    )
    # 代理 alone may end a position: 課長　代理.
    came = presence_of(found["said"])
    is_said = is_person and (came in _WHO or (came is not None and "出席" in found["said"]))
    return f"{found['person']}（{found['said']}" if is_said else found.group()


def _said_of(found: re.Match[str]) -> str:
    """Put a presence of others into a bracket after them.

    青木委員（坂本委員は欠席） → 青木委員、坂本委員（欠席）.
    """
    names = re.split("[、，・]", found[1])
    if presence_of(found[2]) is None or any(
        word_kind(squeezed(name)) is not Word.PERSON for name in names
    ):
        return found.group()
    return f"、{'・'.join(names)}（{found[2]}）"


def _told_absent(found: re.Match[str]) -> str:
    """Open a bracket after persons whom a note of its own line says to be absent.

    ※青木委員、坂本委員は御欠席。 → 青木委員・坂本委員（御欠席. The bracket ends with the line.
    """
    names = found["names"].replace("、", "・").replace("，", "・")
    persons = [squeezed(name) for name in names.split("・")]
    if any(word_kind(name) is not Word.PERSON for name in persons):
        return found.group()
    before = _blank(found["mark"] + (found["also"] or ""))
    return f"{before}{names}（{found['said']}{_blank(found['end'])}"


def _opened_behind(found: re.Match[str]) -> str:
    """Open a bracket before a presence after brackets.

    青木（架空大学）　欠席 → 青木（架空大学）（欠席.
    """
    return f"{found[1]}（{found[2]}" if presence_of(found[2]) in _WHO else found.group()


def _labelled(found: re.Match[str]) -> str:
    """Make a label of a presence in a bracket.

    （欠席委員　青木） → （欠席委員：青木）.
    """
    is_label = presence_of(found[1]) in (Presence.ABSENT, Presence.ONLINE) and (
        word_kind(found[2]) in (Word.PERSON, Word.NAME)
    )
    return f"{found[1]}：" if is_label else found.group()


def _named(found: re.Match[str]) -> str:
    """Make a label of a group whose brackets name its persons.

    委員２名（青木、坂本） → 委員：　　青木、坂本. They are several, or have positions. Without a
    count the word must be a known group or office, since it may be a person with affiliation and
    role.
    """
    is_counted = len(found["count"]) > 1
    names = found["names"].split("、")
    have_titles = all(word_kind(squeezed(name)) is Word.PERSON for name in names)
    is_list = have_titles or (is_counted and len(names) > 1)
    word = squeezed(found["group"])
    is_office = word_kind(word) is Word.OFFICE and have_titles and len(names) > 1
    if not is_list or not (is_counted or is_group(word) or is_office):
        return found.group()
    before = found["before"].replace("、", "\n").replace("，", "\n")
    label = f"{found['group']}：" + "　" * (len(found["count"]) - 1)
    return f"{before}{label}{found['names']}　"


def _unnumbered(text: str) -> str:
    """Replace consecutive numbers that count the persons by blanks."""
    counted = [number for number in _NUMBER.finditer(text) if not _counts_group(number)]
    found = sorted(int(number[1]) for number in counted)
    counts = len(found) >= _FEWEST_NUMBERS and found == list(range(found[0], found[-1] + 1))
    return _NUMBER.sub(_blanked, text) if counts else text


def _counts_group(number: re.Match[str]) -> bool:
    word = squeezed(number[2])
    return is_group(word) or is_body(word)


def _blank(written: str) -> str:
    """Return blanks of the same width."""
    return "".join(" " if mark.isascii() else "　" for mark in written)


def _blanked(found: re.Match[str]) -> str:
    return _blank(found.group())


def _dots_as_commas(text: str) -> str:
    """Replace isolated middle dots between persons by commas.

    Where lines have such dots inside, a dot at the beginning of a line is no bullet.
    """
    parted = _SPACED_DOT.sub("、", text)
    return parted if parted == text else _DOT_AT_START.sub(r"\1、", parted)


def _unbulleted(found: re.Match[str]) -> str:
    """Replace the bullet of a person, not of a group, by blanks."""
    return found.group() if is_group(squeezed(found[1])) else _blank(found.group())
