"""Masking: a list made plainer before it is read, each character in its place.

Hard wraps are marked, bullets and numbers become blanks, rows of tables become lines, groups in
the midst of a line begin one. Nothing moves, so that offsets hold in the text as written.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.lexicons import alternatives, lexicon, simple_words
from pipeline.normalisation.attendance.blanks import squeezed
from pipeline.normalisation.attendance.brackets import inlined
from pipeline.normalisation.attendance.labels import presence_of
from pipeline.normalisation.attendance.legends import without_glyphs, without_legends
from pipeline.normalisation.attendance.lines import joined
from pipeline.normalisation.attendance.office_columns import with_offices_told
from pipeline.normalisation.attendance.tables import heads_of_columns
from pipeline.normalisation.attendance.words import Word, is_body, is_group, is_position, word_kind
from schemas.vocabulary import Presence

_WHO = (Presence.PRESENT, Presence.ABSENT, Presence.ONLINE)
_NAMES = ("氏名", "委員名", "名前")
_BARS = 2
"""Fewest bars in a row of a table."""
_SPACED_DOT = re.compile(r"(?<=[^ 　\n][ 　])・(?=[ 　\n])")
_DOT_AT_START = re.compile(r"(?m:^)([ 　]*)・(?=[ 　])")
_BULLET = re.compile(
    r"(?:(?m:^)|(?<=[、，,]))[ 　]*"
    r"(?:[・•‣▪○〇◯●◎◇◆□■☆★*＊:：-]|[0-9０-９]{1,2}[．.)）]|[（(][0-9０-９]{1,2}[）)]|[①-⒛])"
    r"(?=[ 　]*([^ 　\n・○〇◯●：:0-9０-９-][^\n]{0,200}))"
)
_INNER_LABEL = re.compile(
    r"[、，](?=[ 　]*[（(]([^（）()、，：:\n]{1,12})[）)][ 　]*[^ 　\n、，（）()])"
)
_INNER_COLON = re.compile(r"[、，](?=[ 　]*([^（）()、，：:\n 　]{1,12})[：:][ 　]*[^ 　\n])")
_ROLE_BEHIND = re.compile(r"(?m)(?<=[^ 　\n])([ 　]*)【([^】\n]{1,8})】(?=[ 　]*(?:$|[、，（(]))")
_WHO_CAME = re.compile(
    r"(?<=[（(])([^ 　、，：:\n（）()]{2,10})[ 　](?=[ 　]*([^ 　、，（）()\n]+))"
)
_IS_ABSENT = re.compile(r"[（(]([^（）()：:\n]{2,40}?)は([^（）()：:、，\nは]{2,8})[）)]")
_COUNTED = re.compile(
    r"(?P<before>(?m:^)[ 　]*|[、，][ 　]*)(?P<group>[^ 　、，：:\n（）()0-9０-９]{1,8})"
    r"(?P<count>(?:[0-9０-９一二三四五六七八九十]+[ 　]*[名人])?[ 　]*[（(])"
    r"(?P<names>(?:[^（）()0-9０-９]|[（(][^（）()0-9０-９]*[）)])+)[）)]"
)
_GLYPH = re.compile(r"(?<=[^ 　\n])([ 　]+)[○〇◯●◎△▲☆★](?=[^ 　\n○〇◯●◎△▲☆★])")
_PRESENCE_AT_END = re.compile(
    r"^(?P<person>[^\n、，（）()：:]*[^ 　\n、，（）()：:][ 　]*)[ 　]"
    r"(?P<said>[^ 　\n、，（）()：:]{1,8})(?=[ 　]*(?:[（(][^（）()\n]*[）)][ 　]*)?$)",
    re.MULTILINE,
)
_PRESENCE_BEHIND_BRACKET = re.compile(
    r"(?m)(?<=[）)])([ 　]*)(?:[※＊*]|[ 　])([^\s、，（）()：:※＊*]{1,10})(?=[ 　]*$)"
)
_NUMBER = re.compile(
    r"(?:(?m:^)|(?<=[ 　]))([0-9０-９]{1,2})(?=[ 　]+([^ 　0-9０-９\n][^\n]{0,200}))"
)
_FEWEST_NUMBERS = 2
_WITHIN_LINE = re.compile("(?<=[^ 　\n])[ 　](?=【[^】\n]{1,12}】[ 　]*[^ 　\n])")


def masked(text: str, marker: str, meanings: dict[str, str]) -> str:
    """Mask a list. Its label becomes blanks; the text keeps its length.

    `meanings` are those of glyphs, as made by `legend_of`.
    """
    listed = without_glyphs(_blank(marker) + without_legends(text)[len(marker) :], meanings)
    listed = "\n".join(_without_heads(line) for line in listed.split("\n"))
    parted = _unnumbered(_dots_as_commas(listed))
    parted = _IS_ABSENT.sub(_said_of, parted)
    parted = _COUNTED.sub(_named, _WHO_CAME.sub(_labelled, parted))
    parted = _INNER_LABEL.sub(_parted, parted)
    parted = _ROLE_BEHIND.sub(_as_role, _INNER_COLON.sub(_parted, parted))
    unmarked = _BULLET.sub(_unbulleted, joined(parted))
    plain = _WITHIN_LINE.sub("\n", inlined(_GLYPH.sub(r"\1　", unmarked)))
    plain = _PRESENCE_BEHIND_BRACKET.sub(_opened_behind, plain)
    return with_offices_told(_PRESENCE_AT_END.sub(_bracketed, plain))


def _without_heads(line: str) -> str:
    """Put blanks in the place of heads of columns, side by side: 議席番号　氏　名　出欠."""
    word = squeezed(line)
    is_head = len(word) > 3 and _heads().fullmatch(word) is not None
    return _blank(line) if is_head and any(name in word for name in _NAMES) else line


@cache
def _heads() -> re.Pattern[str]:
    # A head that two others make up would have a line read in ever more ways: 委員 and 氏名.
    return re.compile(f"(?:{alternatives(simple_words(heads_of_columns()))}){{2,}}")


def _parted(found: re.Match[str]) -> str:
    """Begin a line with a title that is a label: （会長）青木、（副会長）坂本."""
    word = squeezed(found[1])
    is_label = is_group(word) or is_position(word) or word_kind(word) in (Word.OFFICE, Word.TITLE)
    return "\n" if is_label else found.group()


def _as_role(found: re.Match[str]) -> str:
    """Put what is said behind a name in the brackets that it has elsewhere: 青木一郎　【座長】."""
    word = squeezed(found[2])
    is_said = (
        word in lexicon("roles")["words"] or is_position(word) or presence_of(word) is not None
    )
    return f"{found[1]}（{found[2]}）" if is_said else found.group()


def _bracketed(found: re.Match[str]) -> str:
    """Put who came, in a column behind the name, into a bracket that ends with the line."""
    words = found["person"].split()
    is_person = word_kind(squeezed(found["person"])) in (Word.PERSON, Word.NAME) or (
        len(words) > 1 and not is_group(words[-1])
    )
    # 代理 alone may end a title: 課長　代理.
    came = presence_of(found["said"])
    is_said = is_person and (came in _WHO or (came is not None and "出席" in found["said"]))
    return f"{found['person']}（{found['said']}" if is_said else found.group()


def _said_of(found: re.Match[str]) -> str:
    """Put what a bracket says of others into one behind them: 青木委員（坂本委員は欠席）."""
    names = re.split("[、，・]", found[1])
    if presence_of(found[2]) is None or any(
        word_kind(squeezed(name)) is not Word.PERSON for name in names
    ):
        return found.group()
    return f"、{'・'.join(names)}（{found[2]}）"


def _opened_behind(found: re.Match[str]) -> str:
    """Put who came, behind the brackets of a name, into brackets too: 青木（架空大学）　欠席."""
    return f"{found[1]}（{found[2]}" if presence_of(found[2]) in _WHO else found.group()


def _labelled(found: re.Match[str]) -> str:
    """Make a label of what says who came inside of a bracket: （欠席委員　青木）."""
    is_label = presence_of(found[1]) in (Presence.ABSENT, Presence.ONLINE) and (
        word_kind(found[2]) in (Word.PERSON, Word.NAME)
    )
    return f"{found[1]}：" if is_label else found.group()


def _named(found: re.Match[str]) -> str:
    """Make a label of a group whose persons are named in its brackets: 委員２名（青木、坂本）.

    They are several, or have titles. A word that is not counted has to be known for a group too: it
    may be somebody whose affiliation and role stand there.
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
    """Put blanks in the place of numbers that count the persons: they follow each other."""
    counted = [number for number in _NUMBER.finditer(text) if not _counts_group(number)]
    found = sorted(int(number[1]) for number in counted)
    counts = len(found) >= _FEWEST_NUMBERS and found == list(range(found[0], found[-1] + 1))
    return _NUMBER.sub(_blanked, text) if counts else text


def _counts_group(number: re.Match[str]) -> bool:
    word = squeezed(number[2])
    return is_group(word) or is_body(word)


def _blank(written: str) -> str:
    """Blanks that are as wide."""
    return "".join(" " if mark.isascii() else "　" for mark in written)


def _blanked(found: re.Match[str]) -> str:
    return _blank(found.group())


def _dots_as_commas(text: str) -> str:
    """Put commas in the place of middle dots that stand apart between persons.

    Where they do so within lines, one at the beginning of a line is no bullet.
    """
    parted = _SPACED_DOT.sub("、", text)
    return parted if parted == text else _DOT_AT_START.sub(r"\1、", parted)


def _unbulleted(found: re.Match[str]) -> str:
    """Take the mark off a person; that of a group belongs to its label."""
    return found.group() if is_group(squeezed(found[1])) else _blank(found.group())
