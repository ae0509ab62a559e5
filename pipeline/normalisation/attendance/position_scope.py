"""Position scope: positions before names, of one person or a group."""

from __future__ import annotations

from collections import Counter

from pipeline.lexicons import lexicon
from pipeline.normalisation.attendance.blanks import squeezed
from pipeline.normalisation.attendance.entry import Entry
from pipeline.normalisation.attendance.name_cutting import Cell
from pipeline.normalisation.attendance.words import Word, is_group, is_of_one_person, word_kind

_CHARGE = "担当"
"""Ending of an office that is named by what it is in charge of."""


def with_titles(found: list[Entry], outer_group: str | None) -> list[Entry]:
    """Make the position before a name a position or a group.

    市長　青木 → position 市長; 書記　大野、高橋 → group 書記 of both. A position before several
    names, on its line or on later lines without positions, is their group, unless only one person
    can have it, or it is repeated for others, as such or by a ditto sign. `outer_group` is that of
    the whole list.
    """
    leads: dict[int, Cell] = {}
    own: dict[int, list[Entry]] = {}
    last: int | None = None
    for entry in found:
        if entry.lead is not None:
            last = id(entry.lead)
            leads[last] = entry.lead
            own.setdefault(last, []).append(entry)
        elif entry.position is not None or entry.group != _group(own, last):
            last = None
        elif last is not None and _continues(own[last][0], entry):
            own[last].append(entry)
    dittoed = {entry.position for entry in found if entry.position is not None}
    written = Counter(squeezed(cell.text) for cell in leads.values())
    for key, cell in leads.items():
        title = squeezed(cell.text)
        persons = [entry for entry in own[key] if entry.lead is cell]
        alone = title not in lexicon("rosters")["no_positions"] and (
            len(own[key]) == 1
            or is_of_one_person(title)
            or title in dittoed
            or (written[title] > 1 and len(persons) == 1)
            or not (
                len(persons) > 1
                or _shares_line(own[key])
                or is_group(title)
                or title.endswith(("員", "者"))
            )
        )
        if alone:
            for entry in persons:
                entry.position = title
        elif title.endswith(_CHARGE) and own[key][0].group is not None:
            # 事務局：政策室協働担当　青木、大野: an office of both, inside the group.
            for entry in own[key]:
                entry.office = entry.office or cell.text
        else:
            for entry in own[key]:
                entry.group = cell.text
    sections = Counter(id(entry.section) for entry in found)
    for entry in found:
        # A label before one name is the position; before several names it is their group.
        section = entry.section
        if (
            section.position is not None
            and entry.position is None
            and sections[id(section)] == 1
            and word_kind(squeezed(entry.name_text)) is not Word.PERSON
        ):
            entry.position = section.position
            # 事務局　（市民部長）青木一郎: the position of one person is no group inside another.
            if section.is_title or (outer_group and is_group(squeezed(outer_group))):
                entry.group = outer_group
    return found


def with_posts_before(found: list[Entry]) -> list[Entry]:
    """Give a person all positions before the name.

    地域部長、福祉担当部長　青木　一郎: the row parser reads the first position, before the comma,
    as an entry of its own, which is removed.
    """
    kept: list[Entry] = []
    for entry in found:
        posts: list[Entry] = []
        while kept and _is_post_of(kept[-1], entry):
            posts.append(kept.pop())
        if posts:
            titles = [post.name_text for post in reversed(posts)]
            own = [entry.lead.text] if entry.lead is not None else []
            first = posts[-1]
            entry.lead = Cell("、".join(titles + own), first.start, first.end, 0, Word.TITLE)
        kept.append(entry)
    return kept


def _is_post_of(post: Entry, entry: Entry) -> bool:
    """Return whether an entry is a position of the next entry.

    Both are on one line.
    """
    return (
        post.line == entry.line
        and post.section is entry.section
        and not (post.lead or post.office or post.brackets or post.bracketed or entry.bracketed)
        and (entry.lead is not None or entry.office is not None)
        # 総務局長、企画課　青木主査: these are posts of others.
        and word_kind(squeezed(entry.name_text)) is not Word.PERSON
        and word_kind(squeezed(post.name_text)) is Word.TITLE
    )


def _shares_line(persons: list[Entry]) -> bool:
    """Return whether the second person shares the first's line: 書記　大野、高橋.

    The second has no office.
    """
    return any(entry.line == persons[0].line and entry.office is None for entry in persons[1:2])


def _group(own: dict[int, list[Entry]], last: int | None) -> str | None:
    return own[last][0].group if last is not None else None


def _continues(first: Entry, entry: Entry) -> bool:
    """Return whether a name is within the scope of `first`'s position.

    It is on the same line, or starts at the same column or to its right.
    """
    if word_kind(squeezed(entry.name_text)) is Word.PERSON:
        return False
    return entry.line == first.line or entry.column + 2 >= first.column
