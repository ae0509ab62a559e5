"""Rows of persons whom the model reads."""

from __future__ import annotations

from pipeline.normalisation.attendance.labels import Label
from pipeline.normalisation.attendance.model.fronts import Anchor, Front, Piece
from pipeline.normalisation.attendance.model.reading import Name
from pipeline.normalisation.attendance.model.rows import Row, label_of, placed
from schemas.vocabulary import BlockKind, Presence

NOTHING: Row = {
    "list": 3,
    "stated_position": None,
    "role": None,
    "affiliation": None,
    "represents": None,
    "presence": "present",
}
AT = 100
"""Where the front begins in its document."""


def front_of(text: str, marker: str | None = None) -> Front:
    piece = Piece(0, AT, 8, BlockKind.ATTENDANCE.value, marker, text)
    return Front("made-up/1", "made-up.txt", text, [piece], [Anchor(0, AT, 8)])


def name_in(text: str, written: str) -> Name:
    return Name(text.index(written), text.index(written) + len(written), 0.99)


def test_a_row_has_the_place_of_its_name_in_the_document() -> None:
    text = "出席者\n　主幹　青木　一郎（欠席）\n"
    row = placed(front_of(text), name_in(text, "青木　一郎"), NOTHING)
    assert row["name_text"] == "青木　一郎"
    assert row["stated_position"] == "主幹"
    assert row["presence"] == Presence.ABSENT
    # The span takes the bracket in: 出席者, a line end, and four characters stand before it.
    assert (row["char_start"], row["char_end"]) == (AT + 8, AT + 8 + len("青木　一郎（欠席）"))
    assert (row["line_start"], row["line_end"]) == (9, 9)
    # All else is that of the other row.
    assert row["list"] == 3


def test_the_title_behind_a_name_belongs_to_it_as_written() -> None:
    text = "青木　一郎　委員"
    row = placed(front_of(text), name_in(text, "青木　一郎"), NOTHING)
    assert row["name_text"] == "青木　一郎　委員"
    assert row["stated_position"] is None


def test_what_rules_have_said_is_not_said_again() -> None:
    text = "主幹　青木　一郎（架空大学）"
    like = NOTHING | {"stated_position": "課長", "affiliation": "都市計画課"}
    row = placed(front_of(text), name_in(text, "青木　一郎"), like)
    assert (row["stated_position"], row["affiliation"]) == ("課長", "都市計画課")


def test_the_label_of_a_passage_is_its_marker() -> None:
    text = "欠席委員：森　和子"
    front = front_of(text, "欠席委員：")
    found = label_of(front, [name_in(text, "森　和子")], front.pieces[0])
    assert (found.group, found.presence) == ("欠席委員", Presence.ABSENT)


def test_without_a_marker_it_is_what_stands_before_the_first_name() -> None:
    text = "事務局　白井　修、青木　一郎"
    front = front_of(text)
    names = [name_in(text, "白井　修"), name_in(text, "青木　一郎")]
    assert label_of(front, names, front.pieces[0]).group == "事務局"


def test_words_that_say_nothing_of_who_came_are_no_label() -> None:
    text = "雲の流れ　白井　修"
    front = front_of(text)
    assert label_of(front, [name_in(text, "白井　修")], front.pieces[0]) == Label()
