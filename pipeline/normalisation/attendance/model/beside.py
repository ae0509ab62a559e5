"""Texts without a known name that are listed as persons are, beside persons."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.lexicons.kanji import in_present_form
from pipeline.names.family_and_position import split_titled
from pipeline.names.positions import bare_position, title_in
from pipeline.normalisation.attendance.blanks import squeezed
from pipeline.normalisation.attendance.model.names import (
    is_plausible,
    is_spread,
    may_be_spread,
    may_be_unknown,
)
from pipeline.normalisation.attendance.model.rows import Row
from pipeline.normalisation.attendance.words import Word, is_group, is_position, word_kind

_SHORTEST_TITLE = 4
"""Minimum length of a position that names its office, in characters: 総務課長."""
_LONGEST_WORD = 2
"""Maximum length of a word before the office of another person, in characters."""


def is_spread_beside(row: Row, rows: list[Row], is_sure: Callable[[Row], bool]) -> bool:
    """Return whether a text is spread like the name of a person on its line.

    五 日 市 勝, beside 青 木 一 郎: its family name is unknown.
    """
    return may_be_spread(row["name_text"]) and any(
        other["line_start"] == row["line_start"]
        and is_spread(other["name_text"])
        and (is_plausible(other["name_text"]) or is_sure(other))
        for other in rows
        if other is not row
    )


def is_listed_as_others(row: Row, rows: list[Row]) -> bool:
    """Return whether a text in the form of a name is listed as a person is.

    It has a position, or is beside a person: 専任主幹（虻野純）; 六車、七条.
    """
    if _is_titled(row) or _is_of_office(row, rows):
        return True
    return may_be_unknown(row["name_text"]) and (
        row["stated_position"] is not None
        or any(
            other["line_start"] == row["line_start"] and is_plausible(other["name_text"])
            for other in rows
            if other is not row
        )
    )


def _is_titled(row: Row) -> bool:
    """Return whether a word with a position is listed after the office of that person.

    The dictionary has the word, as no name: （市民課）丸目係長.
    """
    office = squeezed(row["affiliation"] or row["attendee_group"] or "")
    if is_group(office) or word_kind(office) is not Word.OFFICE or _is_known_position(row):
        return False
    person = split_titled(squeezed(row["name_text"]))
    return (
        person.family_name is not None
        and person.position is not None
        and bare_position().fullmatch(person.position) is not None
    )


def _is_of_office(row: Row, rows: list[Row]) -> bool:
    """Return whether a text has the office of another person after a word.

    因総務課補佐, beside 青木総務課長, but not 下水道課長, beside 青木水道課長.
    """
    name = squeezed(row["name_text"])
    titles = (title_in(squeezed(other["name_text"])) for other in rows)
    return not _is_known_position(row) and any(
        1 <= name.find(title.removesuffix("長")) <= _LONGEST_WORD
        for title in titles
        if title is not None and title.endswith("長") and len(title) >= _SHORTEST_TITLE
    )


def _is_known_position(row: Row) -> bool:
    return is_position(in_present_form(squeezed(row["name_text"])))
