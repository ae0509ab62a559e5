"""Rendering: from a seed and the name of a family to a record with its truth."""

from __future__ import annotations

from tests.records import points_memo, words
from tests.records.assembly import CHAIRS, Assembly
from tests.records.cells import PipeRows, TabColumns
from tests.records.dice import Dice
from tests.records.families import FAMILIES
from tests.records.headers import Header, write_header
from tests.records.meetings import meeting
from tests.records.moments import NUMBERS, numeral
from tests.records.paper import Paper
from tests.records.talk import Talk
from tests.records.truth import Meeting, Record, Remark

ALL_FAMILIES = tuple(sorted([*FAMILIES, "diet", "points_memo"]))
CLOSINGS = ("以上", "以　上", "（以上）", "（以 上）", "－以上－", "", "")


def render(family: str, seed: int) -> Record:
    """Render a record of a family; the same family and seed give the same record."""
    dice = Dice(family, seed)
    if family == "points_memo":
        return _points_memo(dice, seed)
    if family == "diet" or (family == "role_and_name" and dice.chance(0.5)):
        return _assembly(dice, family, seed)
    look = FAMILIES[family]
    verbatim = dice.pick(look.verbatim)
    chairs = CHAIRS if family == "role_and_name" else words.CHAIRS
    held = meeting(dice, verbatim=verbatim, chairs=chairs)
    in_pipes = family == "cells" and dice.chance(0.5)
    paper = _paper(dice, wrapped=not in_pipes and (family == "cells" or dice.chance(0.6)))
    numbers = "kanji" if dice.chance(0.1) else dice.pick(NUMBERS[:3])
    header = write_header(
        dice,
        paper,
        held,
        numbers,
        labels=dice.pick(look.labels),
        attendance=dice.pick(look.lists),
        verbatim=verbatim,
    )
    if family == "narrative":
        _narrate(dice, paper, held, numbers)
        remarks: list[Remark] = []
    else:
        kind = Talk if family != "cells" else PipeRows if in_pipes else TabColumns
        talk = kind(dice, paper, held, family, look, numbers)
        talk.write()
        remarks = talk.remarks
    _close(dice, paper)
    return _record(family, seed, paper, header, remarks)


def _paper(dice: Dice, *, wrapped: bool) -> Paper:
    if not wrapped:
        return Paper(dice, None, None)
    return Paper(dice, dice.between(34, 40), dice.pick((None, 18, 30, 40)))


def _record(family: str, seed: int, paper: Paper, header: Header, remarks: list[Remark]) -> Record:
    return Record(
        family=family,
        seed=seed,
        text=paper.text(),
        session=header.session,
        term=header.term,
        date=header.day,
        starts_at=header.starts_at,
        ends_at=header.ends_at,
        rows=header.rows,
        remarks=tuple(remarks),
        page_marks=tuple(paper.page_marks),
    )


def _close(dice: Dice, paper: Paper) -> None:
    """A closing line, and what stands below it."""
    closing = dice.pick(CLOSINGS)
    paper.blank()
    if closing:
        paper.line(closing, dice.pick(("", "　" * 20)))
        if dice.chance(0.3):
            paper.blank()
            paper.line("【問合せ先】架空課　電話：0000-00-0000")


def _narrate(dice: Dice, paper: Paper, held: Meeting, numbers: str) -> None:
    """Prose minutes: what was dealt with, under each item of the agenda."""
    form = dice.pick(("（{n}）{t}", "{n}　{t}", "≪{n}．{t}≫", "■{t}"))
    paper.begin_pages()
    for number, topic in enumerate(held.topics, start=1):
        paper.line(form.format(n=numeral(number, numbers), t=topic.title))
        for _ in range(dice.between(1, 3)):
            text = "".join(dice.say(words.TOLD) for _ in range(dice.between(1, 3)))
            paper.flow(text, "　")
        paper.blank()


def _points_memo(dice: Dice, seed: int) -> Record:
    held = meeting(dice, verbatim=False)
    paper = Paper(dice, dice.between(34, 40), None)
    numbers = dice.pick(NUMBERS[:3])
    header = points_memo.write_header(dice, paper, held, numbers)
    remarks = points_memo.write_talk(dice, paper, held, numbers)
    paper.line(dice.pick(CLOSINGS[:4]))
    return _record("points_memo", seed, paper, header, remarks)


def _assembly(dice: Dice, family: str, seed: int) -> Record:
    paper = _paper(dice, wrapped=dice.chance(0.7))
    house = "council" if family == "role_and_name" else dice.pick(("upper", "lower"))
    held = meeting(dice, verbatim=True, chairs=CHAIRS)
    assembly = Assembly(dice, paper, held, house)
    header = assembly.write_header()
    talk = assembly.talk()
    talk.write()
    assembly.close()
    return _record(family, seed, paper, header, talk.remarks)
