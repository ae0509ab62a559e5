from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.evaluation.gold import GoldError, digest, read_gold
from tests.pipeline.evaluation.conftest import ROOT, TRUTH

FAMILIES = {
    *("circle_name", "circle_name_below", "lenticular_name", "lenticular_name_below"),
    *("bare_name_line", "paren_name", "paren_name_below", "role_and_name", "bullets"),
    *("name_then_text", "cells", "tortoise_name", "bulleted_name", "colon_name"),
    *("question_answer", "glyph_legend", "numbered_speeches", "codes", "narrative", "diet"),
    "points_memo",
}


def test_every_family_stands_in_both_parts_and_a_third_is_for_tests_only() -> None:
    gold = read_gold(ROOT / "quality/gold")
    by_split = dict(gold.records.group_by("split").len().iter_rows())
    assert by_split["test"] >= gold.records.height / 3
    assert gold.records.height >= 60
    assert gold.remarks.height >= 600
    assert gold.attendance.height >= 500
    for split in ("dev", "test"):
        assert set(gold.records.filter(split=split)["family"]) == FAMILIES


def test_truth_is_read_with_its_places(gold_of: Callable[..., Path]) -> None:
    gold = read_gold(gold_of())
    assert gold.records.select("record", "split", "family").rows() == [
        ("dev/points_memo-01", "dev", "points_memo")
    ]
    assert gold.meetings.select("date", "start", "end", "round", "record_kind", "line").rows() == [
        ("2024-04-01", "10:00", "11:30", "1", "points", 2)
    ]
    assert gold.attendance.select("name", "line").rows() == [("青木委員", 6), ("坂本委員", 6)]
    places = gold.remarks.select("start", "end", "line").rows()
    assert [(end - start, line) for start, end, line in places] == [(11, 10), (3, 15)]


def test_a_meeting_that_goes_on_in_a_second_file_is_one(gold_of: Callable[..., Path]) -> None:
    again = TRUTH.partition("[[meeting]]")[2].replace("record.txt", "second.txt")
    folder = gold_of(TRUTH + "\n[[meeting]]" + again)
    second = folder / "dev/points_memo-01/second.txt"
    second.write_text("l 始めに、雲の話をする。\nl 賛成。\n", encoding="utf-8")
    gold = read_gold(folder)
    assert gold.meetings.height == 1
    assert gold.extents.select("file", "meeting").rows() == [("record.txt", 1), ("second.txt", 1)]
    assert gold.remarks["file"].to_list() == ["record.txt"] * 2 + ["second.txt"] * 2


def test_meetings_of_a_file_share_it_out(gold_of: Callable[..., Path], memo: str) -> None:
    again = "[[meeting]]" + TRUTH.partition("[[meeting]]")[2]
    truth = TRUTH + "\n" + again.replace("第１回", "第２回").replace("= 1\n", "= 2\n")
    gold = read_gold(gold_of(truth, memo + memo.replace("第１回", "第２回").lstrip()))
    assert gold.meetings["round"].to_list() == ["1", "2"]
    assert gold.extents.select("char_start", "char_end").rows() == [
        (0, len(memo)),
        (len(memo), 2 * len(memo) - 1),
    ]


@pytest.mark.parametrize(
    ("wrong", "right", "reason"),
    [
        ('"始めに、雲の"', '"終わりに、"', "remark 1 of meeting 1"),
        ('"remark", "", "", "賛成。"', '"shout", "", "", "賛成。"', "'shout' is not one of"),
        ('"present"', '"here"', "'here' is not one of"),
        ('"", "坂本委員"', '"", "北野委員"', "1 persons of remarks are not listed"),
        ("第１回架空推進会議", "第９回架空推進会議", "title of meeting 1 does not stand"),
        ('file = "record.txt"', 'file = "other.txt"', "no file other.txt"),
        ('title = "', 'name = "', "title missing"),
        ('family = "points_memo"\n', "", "family missing"),
        ("attendance = [", "attendance = ", "not valid TOML"),
        ('"委員", "present"', '"present"', "a row of attendance is not 4 texts"),
        (
            '"remark", "", "", "賛成。"',
            '"remark", 1, "", "賛成。"',
            "a row of remarks is not 5 texts",
        ),
    ],
)
def test_what_does_not_fit_is_told(
    gold_of: Callable[..., Path], wrong: str, right: str, reason: str
) -> None:
    assert wrong in TRUTH
    with pytest.raises(GoldError, match=reason) as told:
        read_gold(gold_of(TRUTH.replace(wrong, right)))
    assert "points_memo-01/truth.toml" in str(told.value)


def test_words_of_the_record_are_not_told(gold_of: Callable[..., Path]) -> None:
    """For the record may be one of the part that nobody is to look at."""
    with pytest.raises(GoldError) as told:
        read_gold(gold_of(TRUTH.replace("始めに、雲の", "終わりに、")))
    assert "終わりに" not in str(told.value)


def test_no_record_is_told(gold_of: Callable[..., Path]) -> None:
    folder = gold_of()
    with pytest.raises(GoldError, match="no record of the family diet in dev/ or test/"):
        read_gold(folder, family="diet")
    with pytest.raises(GoldError, match="no record in test/"):
        read_gold(folder, split="test")


def test_the_digest_is_of_paths_and_bytes(gold_of: Callable[..., Path]) -> None:
    folder = gold_of()
    before = digest(folder, "dev")
    record = folder / "dev/points_memo-01/record.txt"
    record.write_text("another", encoding="utf-8")
    changed = digest(folder, "dev")
    record.rename(record.with_name("renamed.txt"))
    assert len({before, changed, digest(folder, "dev"), digest(folder, "test")}) == 4
