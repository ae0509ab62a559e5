"""Pairing: names and speeches of the truth with those that were read, one to one."""

from __future__ import annotations

import pytest

from pipeline.evaluation.observed.pairing import Pairs, pair_names, pair_speeches


@pytest.mark.parametrize(
    ("wanted", "listed", "pairs"),
    [
        (["青木一郎"], [("青木一郎委員", "")], Pairs(1, [], [])),
        # A title stands within the name, or a character of it was misread.
        (["青木一郎"], [("青木委員一郎", "青木")], Pairs(1, [], [])),
        (["青木一郎"], [("青木一朗", "青木")], Pairs(1, [], [])),
        (["原一郎"], [("原一朗", "原")], Pairs(1, [], [])),
        # Where the family name was not read, or is but one character, that is not enough.
        (["青木一郎"], [("青木一朗", "")], Pairs(0, ["青木一郎"], ["青木一朗"])),
        (["原一郎"], [("原二郎", "原")], Pairs(0, ["原一郎"], ["原二郎"])),
        # Each is paired once: a name that is listed twice is one too many.
        (["青木一郎"], [("青木一郎", "青木")] * 2, Pairs(1, [], ["青木一郎"])),
        (["青木一郎"] * 2, [("青木一郎", "青木")], Pairs(1, ["青木一郎"], [])),
        (["", "青木"], [("坂本", "坂本")], Pairs(0, ["", "青木"], ["坂本"])),
        ([], [], Pairs(0, [], [])),
    ],
)
def test_names_are_paired_one_to_one(
    wanted: list[str], listed: list[tuple[str, str]], pairs: Pairs
) -> None:
    assert pair_names(wanted, [], listed) == pairs


def test_a_neutral_name_is_neither_right_nor_wrong() -> None:
    listed = [("書記田中", "田中"), ("坂本花子", "坂本"), ("石川", "石川")]
    assert pair_names(["坂本花子"], ["田中", ""], listed) == Pairs(1, [], ["石川"])


@pytest.mark.parametrize(
    ("wanted", "said", "pairs"),
    [
        ([("議長", "始めます。")], [("議長", "始めます。よろしく。")], Pairs(1, [], [])),
        # A remark that was cut short stands for the longer words; one that says little does not.
        ([("議長", "始めます。よろしく。")], [("議長", "始めます")], Pairs(1, [], [])),
        (
            [("議長", "はい。始めます。")],
            [("議長", "はい。")],
            Pairs(0, ["議長 はい。始めます。"], ["議長 はい。"]),
        ),
        (
            [("議長", "始めます。")],
            [("委員", "始めます。")],
            Pairs(0, ["議長 始めます。"], ["委員 始めます。"]),
        ),
        # The truth may know the label alone.
        ([("議長", None)], [("議長", "始めます。")], Pairs(1, [], [])),
        ([("議長", None)], [("委員", "始めます。")], Pairs(0, ["議長"], ["委員 始めます。"])),
        # Speeches of the same label are paired in their order, and each once.
        (
            [("議長", "次に。"), ("議長", "次に。"), ("議長", "以上。")],
            [("議長", "以上。"), ("議長", "次に。")],
            Pairs(2, ["議長 次に。"], []),
        ),
        ([], [("議長", "始めます。")], Pairs(0, [], ["議長 始めます。"])),
    ],
)
def test_speeches_are_paired_by_label_and_first_words(
    wanted: list[tuple[str, str | None]], said: list[tuple[str, str]], pairs: Pairs
) -> None:
    assert pair_speeches(wanted, said) == pairs
