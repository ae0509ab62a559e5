"""Titles of the records."""

from __future__ import annotations

from typing import NamedTuple

from tests.records.dice import Dice
from tests.records.moments import fiscal_year, numeral
from tests.records.truth import Meeting

VERBATIM_WORDS = ("議事録", "会議録", "議事詳録")
SUMMARY_WORDS = ("議事要旨", "議事概要", "会議要録", "議事録（要旨）")


class Title(NamedTuple):
    """A title, in one line or more, and what it states."""

    lines: tuple[str, ...]
    session: int | None
    term: int | None


def write_title(dice: Dice, meeting: Meeting, form: str, *, verbatim: bool) -> Title:
    """A title with round and term, with the round only, or with neither."""
    session, term = numeral(meeting.session, form), numeral(meeting.term, form)
    document = dice.pick(VERBATIM_WORDS if verbatim else SUMMARY_WORDS)
    gap = dice.pick(("　", " "))
    body = meeting.body
    year = fiscal_year(meeting.day, form)
    shape = dice.pick(
        (
            f"第{session}回{body}{gap}{document}",
            f"第{session}回{gap}{body}{gap}{document}",
            f"第 {session} 回{gap}{body}{document}",
            f"{body}（第{session}回）{gap}{document}",
            f"{body}(第{session}回) {document}",
            f"{body}第{session}回会議{gap}{document}",
            f"{year}第{session}回{body}{gap}{document}",
            f"{year}{gap}第{session}回{gap}{body}{gap}{document}",
            f"{body}{gap}第{session}回会合{document}\n",
            f"{body}\n第{session}回{gap}{document}",
            f"第{term}期{gap}{body}{gap}第{session}回会議{gap}{document}",
            f"{body}（第{term}期・第{session}回）{document}",
            f"{body}{gap}{document}",
        )
    )
    return Title(
        tuple(shape.split("\n")) if not shape.endswith("\n") else (shape[:-1],),
        meeting.session if f"{session}回" in shape or f"{session} 回" in shape else None,
        meeting.term if f"第{term}期" in shape else None,
    )
