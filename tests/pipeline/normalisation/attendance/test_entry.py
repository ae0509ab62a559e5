from __future__ import annotations

from pipeline.normalisation.attendance.entry import Entry, attach


def test_a_bracket_is_said_of_all_persons_before_it() -> None:
    # 青木、坂本（架空大学）
    persons = [Entry("青木", 0, 2), Entry("坂本", 3, 5)]
    attach(persons, "架空大学", 11)
    assert [person.brackets for person in persons] == [["架空大学"], ["架空大学"]]
    # Neither span reaches over the other person.
    assert [(person.start, person.end) for person in persons] == [(0, 2), (3, 5)]


def test_the_span_of_one_person_takes_his_brackets_in() -> None:
    # 青木（座長）（欠席）
    person = Entry("青木", 0, 2)
    attach([person], "座長", 6)
    attach([person], "欠席", 10)
    assert person.brackets == ["座長", "欠席"]
    assert (person.name_text, person.start, person.end) == ("青木", 0, 10)


def test_a_bracket_before_which_nobody_stands_is_of_nobody() -> None:
    attach([], "敬称略", 5)
    assert Entry("青木", 5, 7).brackets == []
