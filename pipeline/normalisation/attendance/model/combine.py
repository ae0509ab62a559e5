"""Combine the readings of attendance lists by rules and by the model.

The rules read lists of known shapes, with position, affiliation and presence. The model reads
names in any shape, and names alone. Where both read the same persons, the rules count. Where they
differ, the reading counts whose persons have the form of names; doubtful persons are disputed, and
reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

import polars as pl

from pipeline.normalisation.attendance.labels import Label, read_label
from pipeline.normalisation.attendance.model.beside import is_listed_as_others, is_spread_beside
from pipeline.normalisation.attendance.model.fronts import Front, Piece, fronts_of
from pipeline.normalisation.attendance.model.names import (
    Reading,
    goes_on,
    has_family_name,
    has_honorific,
    is_no_name,
    is_plausible,
    is_title_ending_of,
    may_be_named,
    with_title,
)
from pipeline.normalisation.attendance.model.reading import Name, Named, names_in
from pipeline.normalisation.attendance.model.rows import Row, label_of, placed
from pipeline.normalisation.attendance.words import Word, is_members_of_body, word_kind
from schemas.vocabulary import BlockKind, Presence

SURE = 0.8
"""Minimum probability of a name that the model is sure of."""
CERTAIN = 0.95
"""Minimum probability of a name that is accepted regardless of the dictionary."""
LIKELY = 0.6
"""Minimum probability of a plausible name that the model adds to a list."""
POSSIBLE = 0.3
"""Minimum probability of a name that is possible."""
DOUBTFUL = 0.1
"""Probability of a name: one kept with less, or left out with more, is disputed."""
UNLIKELY = 0.02
"""Minimum probability of a text whose family name the dictionary may not have."""
IMPOSSIBLE = 0.01
"""Minimum probability of a text that begins with a known family name."""
LONGEST = 30_000
"""Maximum length of front matter that the model reads, in characters: a second of work."""
_AT_A_TIME = 100_000
"""Maximum length of the texts that the model reads at a time, in characters: some 50 MB."""
_LEAST_OUTSIDE = 2
"""Minimum number of sure names in a list within a passage of another kind."""
_LISTING = ("came", "absent", "group")
"""Sections that list persons."""
_PLACES = re.compile("(?!出席|欠席)[^、，|｜（()）]+・[^、，|｜（()）]+")
"""A label with places between dots: 湖南・角野合併協議会事務局."""
_SUMMONED = re.compile(r"[\W\d]*(?:開会日に)?不?応招")
"""A list of who answered the summons to a session, besides that of who came on a day."""
_SHORT = 3
"""Maximum length of a name that may be a place or a common word too, in characters."""
_SAID = ("role", "affiliation", "represents")
_DISPUTED = {"document_id": pl.String, "line": pl.Int64, "excerpt": pl.String}


class Combined(NamedTuple):
    """The listed persons; `document_id`, `line` and `excerpt` of disputed ones."""

    listed: pl.DataFrame
    disputed: pl.DataFrame


class _Group(NamedTuple):
    """Rows and names that overlap, and so are the same persons."""

    rows: list[Row]
    names: list[Name]


def combined(listed: pl.DataFrame, passages: pl.DataFrame) -> Combined:
    """Combine the persons of the rules with the names of the model.

    Parameters
    ----------
    listed
        The persons as the rules read them, with the columns of their list.
    passages
        As made by `passages_of`, with `meeting_id`.
    """
    by_front: dict[tuple[str, str], list[Row]] = {}
    for row in listed.filter(pl.col("name_text").is_not_null()).iter_rows(named=True):
        by_front.setdefault((row["meeting_id"], row["document_id"]), []).append(row)
    fronts = list(fronts_of(passages))
    named = _named(front.text for front in fronts if len(front.text) <= LONGEST)
    rows: list[Row] = []
    disputed: list[tuple[str, int, str]] = []
    for front in fronts:
        by_rules = by_front.get((front.meeting_id, front.document_id), [])
        if front.text not in named:
            rows += by_rules
            continue
        of_front = _OfFront(front, by_rules, named[front.text])
        rows += of_front.combined()
        disputed += [(front.document_id, line, name) for line, name in of_front.disputed]
    return Combined(
        pl.DataFrame(rows, schema={**listed.schema, "confidence": pl.Int32}, orient="row"),
        pl.DataFrame(disputed, schema=_DISPUTED, orient="row"),
    )


def _named(fronts: Iterable[str]) -> dict[str, Named]:
    """Read the names of texts by the model, each text once."""
    texts = list(dict.fromkeys(fronts))
    found: dict[str, Named] = {}
    while texts:
        sizes = accumulate(map(len, texts))
        many = max(1, sum(size <= _AT_A_TIME for size in sizes))
        found |= zip(texts[:many], names_in(texts[:many]), strict=True)
        texts = texts[many:]
    return found


class _OfFront:
    """The two readings of one front matter."""

    def __init__(self, front: Front, rows: list[Row], named: Named) -> None:
        self.front = front
        self._known: dict[tuple[int, str], tuple[int, int]] = {}
        self.rows = sorted(rows, key=lambda row: (row["char_start"], row["char_end"]))
        self.regions = [self._region(row) for row in self.rows]
        self.named = named
        self.names = [
            name
            for name in self.named.names
            if not is_no_name(front.text[name.start : name.end])
            and not front.holds_page_mark(name.start, self._reading(name).end)
        ]
        self.disputed: list[tuple[int, str]] = []

    def combined(self) -> list[Row]:
        """Return the persons of the front matter, in order."""
        self._leave_out_others()
        kept: list[Row] = []
        alone: list[Name] = []
        for group in self._groups():
            if not group.names:
                kept += [row for row in group.rows if self._is_kept(row)]
            elif group.rows:
                kept += self._resolved(group)
            else:
                alone += group.names
        # A name within the span of another person, as in a bracket, is not listed.
        spans = [(row["char_start"], row["char_end"]) for row in kept]
        for name in alone:
            at = self.front.in_document(name.start)
            is_apart = not any(start <= at < end for start, end in spans)
            if is_apart and not self._is_of_row(name, kept) and self._is_added(name):
                kept.append(self._added(name))
        kept = [row | {"confidence": round(self._probability(row) * 100)} for row in kept]
        return sorted(kept, key=lambda row: row["char_start"])

    def _is_of_row(self, name: Name, kept: list[Row]) -> bool:
        """Return whether a name is in the affiliation or position of a person on its line."""
        text = "".join(self._reading(name).text.split())
        line = self.front.line_of(name.start)
        return any(
            row["line_start"] == line and text in "".join((row[column] or "").split())
            for row in kept
            for column in ("affiliation", "stated_position")
        )

    def _is_in_label(self, name: Name, piece: Piece) -> bool:
        """Return whether a name is of a place in a label: 湖南・角野合併協議会出席者.

        A label whose bracket lists persons does not count.
        """
        start = self.front.text.rfind("\n", 0, name.start) + 1
        line = "".join(self.front.text[start:].partition("\n")[0].split())
        written = re.split("[（(]", piece.marker or "", maxsplit=1)[0]
        label = read_label(written)
        states_who_came = label.group is None or label.presence is not None
        is_marker = name.end <= piece.at + len(written) and states_who_came
        is_place = _PLACES.fullmatch(line) is not None and word_kind(line) is Word.OFFICE
        return is_marker or is_place or is_members_of_body(line)

    def _probability(self, row: Row) -> float:
        """Return the highest probability of a character of the name."""
        start, end = self._region(row)
        return max(self.named.probabilities[start:end], default=0.0)

    def _is_sure(self, row: Row) -> bool:
        return self._probability(row) >= SURE

    def _leave_out_others(self) -> None:
        """Drop persons of lists of changes, where another section lists attendees."""
        sections = [self.front.section_at(start) for start, _ in self.regions]
        if {"came", "group", "absent"} & set(sections):
            kept = [at for at, section in enumerate(sections) if section != "changed"]
            self.rows = [self.rows[at] for at in kept]
            self.regions = [self.regions[at] for at in kept]

    def _region(self, row: Row) -> tuple[int, int]:
        """Return the cached span of a row's name in the front matter."""
        key = (row["char_start"], row["name_text"])
        if key not in self._known:
            self._known[key] = self._found(row)
        return self._known[key]

    def _found(self, row: Row) -> tuple[int, int]:
        start = at = self.front.place_of(row["char_start"])
        left = len("".join(row["name_text"].split()))
        while left and at < len(self.front.text):
            left -= not self.front.text[at].isspace()
            at += 1
        return start, at

    def _groups(self) -> list[_Group]:
        """Return the groups of overlapping rows and names, in order."""
        spans = [(start, end, 0, at) for at, (start, end) in enumerate(self.regions)]
        spans += [(name.start, name.end, 1, at) for at, name in enumerate(self.names)]
        groups: list[_Group] = []
        until = -1
        for start, end, is_name, at in sorted(spans):
            if start >= until:
                groups.append(_Group([], []))
            until = max(until, end)
            if is_name:
                groups[-1].names.append(self.names[at])
            else:
                groups[-1].rows.append(self.rows[at])
        return groups

    def _is_kept(self, row: Row) -> bool:
        """Return whether a row that the rules alone read is a person."""
        most = self._probability(row)
        name = row["name_text"]
        if has_honorific(name) or is_plausible(name):
            return True
        is_kept = (
            most >= POSSIBLE
            or (has_family_name(name) and most >= UNLIKELY)
            or (may_be_named(name) and most >= IMPOSSIBLE)
        )
        is_listed = is_spread_beside(row, self.rows, self._is_sure)
        is_kept = is_kept or is_listed
        is_titled = may_be_named(name) and is_title_ending_of(name)
        is_doubtful = is_kept != (most >= DOUBTFUL) and not (is_kept and (is_titled or is_listed))
        if is_doubtful or (not is_kept and is_listed_as_others(row, self.rows)):
            self.disputed.append((row["line_start"], name))
        return is_kept

    def _resolved(self, group: _Group) -> list[Row]:
        """Choose between the rows and the names of a group."""
        readings = [self._reading(name) for name in group.names]
        if len(group.rows) == len(readings) == 1 and self._is_same(group.rows[0], group.names[0]):
            return group.rows
        by_rules = [is_plausible(row["name_text"]) for row in group.rows]
        by_model = [is_plausible(reading.text) for reading in readings]
        least = min(name.probability for name in group.names)
        gain = sum(by_model) * len(by_rules) - sum(by_rules) * len(by_model)
        model = (
            least >= CERTAIN or (gain >= 0 and least >= SURE) or (gain > 0 and least >= POSSIBLE)
        )
        if not model or least < SURE or (gain <= 0 and least < CERTAIN):
            self.disputed.append((group.rows[0]["line_start"], group.rows[0]["name_text"]))
        if not model:
            return group.rows
        return [self._replaced(name, group) for name in group.names]

    def _is_same(self, row: Row, name: Name) -> bool:
        """Return whether a row is the same person as a name."""
        start, end = self._region(row)
        before = self.front.text[start : name.start].strip()
        if not start <= name.start < name.end <= end or before:
            return False
        after = self.front.text[name.end : end]
        return self._reading(name).end >= end or goes_on(row["name_text"], after)

    def _reading(self, name: Name) -> Reading:
        return with_title(self.front.text, name.start, name.end)

    def _replaced(self, name: Name, group: _Group) -> Row:
        """Make a name's row, with values of the rows that it replaces."""
        over = [
            row
            for row in group.rows
            for start, end in [self._region(row)]
            if start < name.end and name.start < end
        ]
        like = dict((over or group.rows)[0])
        written = "".join(self._reading(name).text.split())
        if len(group.names) > 1:
            like |= dict.fromkeys(_SAID)
        else:
            for column in (*_SAID, "stated_position"):
                like[column] = next((row[column] for row in over if row[column]), None)
            # 矢ヶ部 宏平委員: what the rules read as an office is part of the name.
            if "".join((like["affiliation"] or "").split()) in written:
                like["affiliation"] = None
            others = {row["presence"] for row in over} - {Presence.PRESENT.value}
            like["presence"] = min(others, default=like["presence"])
        return placed(self.front, name, like)

    def _is_added(self, name: Name) -> bool:
        """Return whether a name that the model alone reads is listed."""
        piece = self.front.piece_at(name.start)
        section = self.front.section_at(name.start)
        if self._is_in_label(name, piece) or self._is_of_summons(piece):
            return False
        if piece.kind == BlockKind.ATTENDANCE.value:
            is_list = section != "changed"
        else:
            beside = [
                other
                for other in self.names
                if other.probability >= SURE and self.front.piece_at(other.start) == piece
            ]
            is_list = len(beside) >= _LEAST_OUTSIDE and section in _LISTING
        text = self.front.text[name.start : name.end]
        named = is_plausible(text)
        needed = CERTAIN if self._goes_on(name) else LIKELY if named else SURE
        added = is_list and name.probability >= needed
        is_near = named and len(text) > _SHORT and section in _LISTING
        if (is_list and POSSIBLE <= name.probability < SURE) or (is_near and not added):
            self.disputed.append((self.front.line_of(name.start), text))
        return added

    def _is_of_summons(self, piece: Piece) -> bool:
        """Return whether a passage lists who answered the summons, besides who came."""
        is_note = piece.kind != BlockKind.ATTENDANCE.value
        return is_note and bool(self.rows) and _SUMMONED.match(piece.source) is not None

    def _goes_on(self, name: Name) -> bool:
        """Return whether letters other than a position follow a name: 綾布消防署."""
        end = self._reading(name).end
        return end == name.end and self.front.text[end : end + 1].isalpha()

    def _added(self, name: Name) -> Row:
        """Make the row of a name that the model alone reads."""
        piece = self.front.piece_at(name.start)
        section = self.front.section_at(name.start)
        # The group is that of the previous person in the same section.
        before = [
            row
            for row, (at, _) in zip(self.rows, self.regions, strict=True)
            if piece.at <= at < name.start and self.front.section_at(at) == section
        ]
        label = Label() if before else label_of(self.front, self.names, piece)
        like: Row = dict.fromkeys(self.rows[0]) if self.rows else {}
        presence = Presence.ABSENT.value if section == "absent" else label.presence
        group = label.group
        if before:
            presence, group = before[-1]["presence"], before[-1]["attendee_group"]
        return placed(
            self.front,
            name,
            like
            | dict.fromkeys(("stated_position", *_SAID))
            | {
                "meeting_id": self.front.meeting_id,
                "document_id": self.front.document_id,
                "bracketed": False,
                "presence": presence or Presence.PRESENT.value,
                "attendee_group": group,
            },
        )
