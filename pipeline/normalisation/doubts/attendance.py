"""Doubts about attendance lists: false persons, and persons not found."""

from __future__ import annotations

import re
from functools import cache

import polars as pl

from pipeline.lexicons import alternatives, lexicon
from pipeline.names.family_and_position import is_open
from pipeline.names.positions import bare_position, position_pattern
from pipeline.names.sudachi import is_common_noun, is_family_name, is_given_name
from pipeline.names.written_names import bare_name
from pipeline.normalisation.attendance.brackets import is_note
from pipeline.normalisation.attendance.labels import presence_of
from pipeline.normalisation.attendance.model.names import may_be_named
from pipeline.normalisation.attendance.words import Word, is_nobody, word_kind
from pipeline.normalisation.doubts.missing_lists import missing_lists
from pipeline.normalisation.doubts.reading import Reading
from pipeline.tables.doubt import Doubt
from schemas.vocabulary import BlockKind

_NO_NAME = (
    r"[。？！?!：:;；＞>]|^[\W\d_]+$|^[-－―─‐]|[0-9０-９]{2}|君.|^[一二三四五六七八九十]+番|^[0-9０-９]+[^番0-9０-９]|氏名|^[のをがにで]"
    r"|した|する|ます|です|から|まで|として|において|及び|ため|により|では|これ|その|以下"
    r"|(?:一覧|宣告|番号|名簿|次第|日程|挨拶|紹介|事項|事業|開会|閉会|議題|資料|順序)$"
)
"""What no name contains: the end of a sentence, a verb, a word of the header."""
_ORGANIZATION = "(?:[課局部室省庁署所係院館会]|役場|センター|支所|代理|委員)$"
_WORDS = re.compile("[々一-龠ァ-ヶー]{3,}")
_POST_AND_LETTER = re.compile(
    r"(?:^|[、，：:\s])([^\s、，：:（）()]{2,16})[ 　]+(?![他外等印氏君同各両])[一-龥]"
    r"(?=[ 　]*(?:[、，]|$))"
)
"""A position, and a family name of one character that the dictionary may not have: 総務課長　坪."""
_IN_BRACKETS = re.compile("[（(][^（）()、，]*[）)]")
_NAME_BRACKETED = re.compile("([^（）()、，：: 　]{2,})[（(]([^（）()、， 　]{1,3})[）)]")
"""A family name in brackets after a position: 水資源課長（岸）."""
_OF_MEMBERS = ["委員", "議員"]
_CERTAIN = 97
"""Minimum confidence of a name of no known form that is accepted, in percent."""
_LONGEST_NAME = 24
_LONGEST_FAMILY_NAME = _LONGEST_GIVEN_NAME = 3
_ALONE = r"^[々\p{Han}ぁ-んァ-ヶー]{1,4}$"
_PLACE = ("document_id", "line_start", "name_text")
_READING = r"[（(][ぁ-んァ-ヶー]{2,8}[）)]\p{Han}"
_PAIRS = 2
"""Minimum number of family names listed apart from their given names, in a meeting."""
_NO_LIST = r"傍聴|報道|[名人][）)]?$|^※|敬称|順不同|五十音|な[ 　]*し|定足|^[（(].{1,8}[）)]$"


@cache
def _titled() -> str:
    return alternatives(lexicon("speakers")["titles"]) + "$"


def _is_word(name: str) -> bool:
    """Return whether a supposed family name is a common word alone."""
    return len(name) > 1 and is_common_noun(name) and not is_family_name(name)


def _is_person(word: str) -> bool:
    """Return whether a word is a family name and more.

    A given name, a position or both follow it.
    """
    return any(
        is_family_name(word[:family])
        and (
            position_pattern().fullmatch(word, family)
            or any(
                is_given_name(word[family:given])
                and (given == len(word) or position_pattern().fullmatch(word, given))
                for given in range(family + 1, min(family + _LONGEST_GIVEN_NAME, len(word)) + 1)
            )
        )
        for family in range(1, min(_LONGEST_FAMILY_NAME, len(word) - 1) + 1)
    )


def _no_names(reading: Reading) -> pl.DataFrame:
    """Find listed persons whose name is an office, heading or sentence."""
    bare = pl.col("name_text").str.replace_all(r"\s", "").str.replace_all(r"[（(].*?[）)]", "")
    listed = reading.attendance.with_columns(_bare=bare)
    office = pl.col("_bare").str.contains(_ORGANIZATION) | pl.col("_bare").str.contains(_titled())
    offices = listed.filter(pl.col("family_name").is_null() & office)["_bare"].unique()
    # 専任主幹 looks like a family name with a position. Members may have common words as names.
    words = [name for name in listed["family_name"].drop_nulls().unique() if _is_word(name)]
    nameless = [name for name in offices if not may_be_named(name)]
    return listed.filter(
        pl.col("confidence").fill_null(0) < _CERTAIN,
        pl.col("_bare").str.contains(_NO_NAME)
        | (pl.col("_bare").str.len_chars() > _LONGEST_NAME)
        | (pl.col("family_name").is_null() & pl.col("_bare").is_in(nameless))
        | (pl.col("family_name").is_in(words) & ~pl.col("position").is_in(_OF_MEMBERS)),
    ).select("document_id", line="line_start", excerpt="name_text")


def _uncertain(reading: Reading) -> pl.DataFrame:
    """Find listed persons whom the stages dispute, or whose name has several likely cuts."""
    unnamed = reading.attendance.filter(pl.col("family_name").is_null()).select(
        "document_id", line="line_start", excerpt="name_text"
    )
    names = [name for name in unnamed["excerpt"].unique() if is_open(bare_name(name))]
    cuts = unnamed.filter(pl.col("excerpt").is_in(names)).join(
        reading.uncertain.disputed, on=["document_id", "line", "excerpt"], how="anti"
    )
    return pl.concat([reading.uncertain.disputed, cuts], how="vertical_relaxed")


def _pieces(reading: Reading) -> pl.DataFrame:
    """Find family names whose given name is elsewhere."""
    found = pl.concat([_given_next(reading), _given_behind_reading(reading)])
    return found.select("document_id", line="line_start", excerpt="name_text")


def _given_next(reading: Reading) -> pl.DataFrame:
    """Return the persons whose given name is listed as the next person.

    A meeting has at least `_PAIRS` of them.
    """
    alone = reading.attendance.select(
        *("document_id", "meeting_id", "line_start", "name_text"),
        following=pl.col("name_text").shift(-1).over("meeting_id"),
    ).filter(pl.all_horizontal(pl.col("name_text", "following").str.contains(_ALONE)))
    is_pair = [
        is_family_name(name) and is_given_name(following) and not is_family_name(following)
        for name, following in alone.select("name_text", "following").iter_rows()
    ]
    pairs = alone.filter(pl.Series(is_pair, dtype=pl.Boolean))
    return pairs.filter(pl.len().over("meeting_id") >= _PAIRS).select(_PLACE)


def _given_behind_reading(reading: Reading) -> pl.DataFrame:
    """Return the persons whose given name follows the reading in brackets: 青木（あおき）一郎."""
    name, text = pl.col("name_text"), pl.col("text").str.replace_all(r"\s", "")
    return (
        reading.lines.filter(text.str.contains(_READING))
        .select("document_id", "text", line_start="line")
        .join(reading.attendance, on=["document_id", "line_start"])
        .filter(text.str.contains(name.str.escape_regex() + _READING))
        .select(_PLACE)
    )


def _unread(reading: Reading) -> pl.DataFrame:
    """Find list lines with a name that no listed person has."""
    persons = (
        reading.attendance.select(
            "document_id",
            "name_text",
            office=pl.col("position").fill_null("").str.replace_all(r"\s", ""),
            line=pl.int_ranges("line_start", pl.col("line_end") + 1),
        )
        .explode("line")
        .group_by("document_id", pl.col("line").cast(pl.Int32))
        .agg("name_text", "office")
    )
    listed = reading.lines.filter(
        pl.col("kind") == BlockKind.ATTENDANCE.value,
        ~pl.col("text").str.contains("。", literal=True),
        ~pl.col("text").str.replace_all(r"\s", "").str.contains(_NO_LIST),
    ).join(persons, on=["document_id", "line"], how="left", maintain_order="left")
    has_person = [
        _has_other_person(text, names or [], offices or [])
        for text, names, offices in listed.select("text", "name_text", "office").iter_rows()
    ]
    return listed.filter(pl.Series(has_person, dtype=pl.Boolean)).select(
        "document_id", "line", excerpt="text"
    )


def _has_other_person(text: str, names: list[str], offices: list[str]) -> bool:
    """Return whether a line has a person besides those of its names and their positions."""
    left = _without(text, names)
    if any(word_kind(found[1]) is Word.TITLE for found in _POST_AND_LETTER.finditer(left)):
        return True
    return any(
        _is_person(word)
        # 審 is a family name, 審議会委員 is nobody's.
        and not (word.endswith(tuple(_OF_MEMBERS)) and word_kind(word) is Word.TITLE)
        and not any(_is_of_office(word, office) for office in offices)
        for word in _WORDS.findall(_IN_BRACKETS.sub(" ", left))
    ) or any(
        word_kind(found[1]) is Word.TITLE and _is_family_name_alone(found[2])
        for found in _NAME_BRACKETED.finditer(left)
    )


def _is_of_office(word: str, office: str) -> bool:
    """Return whether a word is a position or its end, and nobody's name.

    進部長, of 増殖推⏎進部長, is; so are 緑町長 and 上下水道部長, but not 石田課長.
    """
    if word != office:
        return office.endswith(word)
    words = lexicon("speakers")
    rests = [
        word[at:]
        for at in range(1, _LONGEST_FAMILY_NAME + 1)
        if is_family_name(word[:at])
        and (not is_common_noun(word[:at]) if at > 1 else bare_position().fullmatch(word, at))
    ]
    return all(
        rest.startswith(tuple(words["before_heads_of_places"]))
        or rest.endswith(tuple(words["heads_of_places"]))
        for rest in rests
    )


def _is_family_name_alone(word: str) -> bool:
    """Return whether a bracket has a family name, and neither presence nor a note."""
    return (
        is_family_name(word)
        and presence_of(word) is None
        and not is_note(word)
        and not is_nobody(word)
    )


def _without(text: str, names: list[str]) -> str:
    """Remove from a line the names read from it.

    A part of a name at the beginning or the end of the line is removed too.
    """
    kept = []
    done = 0
    for name in names:
        # Names are in the order of the list.
        at = text.find(name, done)
        if at < 0:
            name = _broken_off(text, name)
            at = text.find(name, done) if name else -1
        if at >= 0:
            kept.append(text[done:at])
            done = at + len(name)
    return " ".join([*kept, text[done:]])


def _broken_off(text: str, name: str) -> str:
    """Return the part of a wrapped name that a line has."""
    longest = min(len(name), _LONGEST_NAME)
    ends = [name[:at] for at in range(longest, 1, -1) if text.endswith(name[:at])]
    begins = range(max(1, len(name) - longest), len(name) - 1)
    return next(iter([*ends, *(name[at:] for at in begins if text.startswith(name[at:]))]), "")


DOUBTS: tuple[Doubt[Reading], ...] = (
    Doubt(
        "list_is_found",
        "attendance",
        "A record that says who came has a list of attendees.",
        "出席者の見出しがある記録から出席者が読まれている",
        missing_lists,
    ),
    Doubt(
        "persons_are_named",
        "attendance",
        "What is listed as a person has the form of a name.",
        "出席者として読んだものが氏名の形をしている",
        _no_names,
    ),
    Doubt(
        "persons_are_certain",
        "attendance",
        "It is certain whom each entry of a list names, and where the name is cut.",
        "一覧のどの項目も、誰の氏名か、どこで姓と名に分かれるかが確かである",
        _uncertain,
    ),
    Doubt(
        "names_are_whole",
        "attendance",
        "No family name is listed apart from its given name.",
        "姓と名が別々の人として読まれていない",
        _pieces,
    ),
    Doubt(
        "lists_are_read",
        "attendance",
        "Every line of a list gives a person.",
        "一覧のどの行からも出席者が読まれている",
        _unread,
    ),
)
