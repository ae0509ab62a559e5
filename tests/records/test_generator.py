"""The generator by itself: a truth that is wrong would teach the parser faults."""

from __future__ import annotations

import re
import time
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.records.families import FAMILIES
from tests.records.headers import LABELS
from tests.records.moments import numeral
from tests.records.paper import wrap
from tests.records.render import ALL_FAMILIES, render
from tests.records.seeds import KEPT, kept, records, seeds_of
from tests.records.truth import Record, squeezed

FAMILY_NAMES = {
    *("circle_name", "circle_name_below", "lenticular_name", "lenticular_name_below"),
    *("paren_name", "paren_name_below", "tortoise_name", "bare_name_line", "bulleted_name"),
    *("name_then_text", "colon_name", "numbered_speeches", "role_and_name", "diet", "cells"),
    *("question_answer", "glyph_legend", "codes", "bullets", "narrative", "points_memo"),
}


@pytest.fixture(scope="module")
def sample() -> list[Record]:
    return [render(family, seed) for family in ALL_FAMILIES for seed in seeds_of(family, 60)]


def test_every_family_is_rendered() -> None:
    assert set(ALL_FAMILIES) == FAMILY_NAMES


def test_the_span_of_a_remark_is_its_marker_and_its_text(sample: list[Record]) -> None:
    for record in sample:
        for remark in record.remarks:
            said = record.source(remark.start, remark.end)
            assert said == squeezed(remark.marker + remark.text), record


def test_a_span_begins_and_ends_with_a_visible_character(sample: list[Record]) -> None:
    for record in sample:
        for remark in record.remarks:
            source = record.text[remark.start : remark.end]
            assert source == source.strip() != "", record


def test_spans_follow_each_other(sample: list[Record]) -> None:
    for record in sample:
        ends = [0, *(remark.end for remark in record.remarks)]
        starts = [remark.start for remark in record.remarks]
        assert all(end <= start for end, start in zip(ends, starts, strict=False)), record


def test_a_remark_begins_its_line_but_for_its_table(sample: list[Record]) -> None:
    for record in sample:
        for remark in record.remarks:
            before = record.text[: remark.start].rpartition("\n")[2]
            assert before.strip("| 　\t\x0c") == "", record


def test_a_label_stands_in_its_marker(sample: list[Record]) -> None:
    for record in sample:
        for remark in record.remarks:
            # A greeting names who speaks in the heading above its bullets.
            heading = f"＜{remark.label}挨拶＞" if record.family == "points_memo" else ""
            assert remark.label in remark.marker or heading in record.text, record


def test_the_person_of_a_remark_is_listed_as_there(sample: list[Record]) -> None:
    for record in sample:
        presences = {row.person: row.presence for row in record.rows}
        for remark in record.remarks:
            if remark.person and record.rows:
                assert presences[remark.person] in ("present", "online", "proxy"), record


def test_names_that_are_listed_stand_in_the_text(sample: list[Record]) -> None:
    for record in sample:
        written = squeezed(record.text)
        for row in record.rows:
            assert squeezed(row.name_text) in written, record
            assert squeezed(row.group) in written, record


def test_no_other_word_names_a_person(sample: list[Record]) -> None:
    # A label that begins with the family name of two persons would leave a doubt.
    for record in sample:
        names = {row.person.surname for row in record.rows}
        assert len(names) == len({row.person for row in record.rows}), record
        assert not any(a != b and a.startswith(b) for a in names for b in names), record


def test_a_page_mark_stands_alone_on_its_line(sample: list[Record]) -> None:
    paged = [record for record in sample if record.page_marks]
    assert len(paged) > len(sample) / 20
    for record in paged:
        for start, end in record.page_marks:
            before = record.text[:start].rpartition("\n")[2]
            assert before.strip() == ""
            assert record.text[end] == "\n"


def test_a_narrative_has_no_remarks_and_every_other_record_has_some(sample: list[Record]) -> None:
    for record in sample:
        assert bool(record.remarks) == (record.family != "narrative"), record


def test_a_name_that_stands_bare_has_a_list_of_attendees(sample: list[Record]) -> None:
    for record in sample:
        if record.family in ("bare_name_line", "name_then_text", "bulleted_name"):
            assert record.rows, record


@pytest.mark.parametrize(
    "seen",
    [
        r"(?m)^第[1-9１-９]　", r"(?m)^○ ?日", r"(?m)^〔日", r"(?m)^【日|^【開催日時", r"於：",
        r"自　", r"正午", r"元年", r"午前", r"[0-9]:[0-9]{2}[~～〜－−―-]", r"[0-9]{4}/[0-9]{2}/",
        r"同　　", r"〃　", r"各委員", r"（欠席）", r"（オンライン）", r"（代理：", r"氏\n", r"君",
        r"1番|１番", r"\|---\|", r"\t", r"\x0c", r"〇", r"◯", r"年度第", r"第 [0-9]+ 回",
        r"第[0-9]+期",
        r"〔「異議なし」と呼ぶ者あり〕", r"以　上", r"更新日", r"─{5}", r"事務局（",
    ],
)  # fmt: skip
def test_every_form_comes_about(sample: list[Record], seen: str) -> None:
    assert any(re.search(seen, record.text) for record in sample)


def test_what_a_record_does_not_state_is_left_out(sample: list[Record]) -> None:
    for name in ("session", "term", "starts_at", "ends_at"):
        stated = [getattr(record, name) is not None for record in sample]
        assert 0 < sum(stated) < len(stated)


@given(records())
def test_the_same_seed_gives_the_same_record(record: Record) -> None:
    again = render(record.family, record.seed)
    assert again.text == record.text
    assert again == record


def test_another_seed_gives_another_record(sample: list[Record]) -> None:
    assert len({record.text for record in sample}) == len(sample)


def test_two_thousand_records_take_a_few_seconds() -> None:
    began = time.process_time()
    number = sum(bool(render(family, seed)) for family in ALL_FAMILIES for seed in range(96))
    assert number >= 2_000
    assert time.process_time() - began < 20


@given(st.text("あ、。）a1 ", min_size=1), st.integers(2, 9))
def test_wrapping_loses_nothing(passage: str, width: int) -> None:
    lines = wrap(passage, width)
    assert "".join(lines) == passage
    assert not any(line.startswith(("、", "。", "）")) for line in lines[1:])


def test_numbers_are_written_in_every_form() -> None:
    assert [numeral(24, form) for form in ("half", "full", "mixed", "kanji")] == [
        *("24", "２４", "24", "二十四")
    ]
    assert numeral(7, "mixed") == "７"
    assert [numeral(number, "kanji") for number in (0, 10, 11, 100, 288)] == [
        *("零", "十", "十一", "百", "二百八十八")
    ]


def test_kept_seeds_are_of_families_that_there_are_and_come_first() -> None:
    table = tomllib.loads(KEPT.read_text(encoding="utf-8"))
    for record in table.get("record", []):
        assert record["family"] in ALL_FAMILIES
        assert record["note"]
        assert seeds_of(record["family"], 3)[: len(kept(record["family"]))] == kept(
            record["family"]
        )


def test_every_label_and_list_is_used_by_a_family() -> None:
    assert {label for family in FAMILIES.values() for label in family.labels} == set(LABELS)
