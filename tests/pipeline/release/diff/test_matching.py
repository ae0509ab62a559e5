"""Which row is which: rows are given as (key, content), in their order; pairs as their indices."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.release.diff.matching import match

LONG = "第一に観測所を増やし、第二に記録を毎日付け、第三にそれを誰もが読めるようにする"

Rows = list[tuple[str, str]]


def known(rows: Rows, scope: str = "m") -> pl.DataFrame:
    return pl.DataFrame(
        {
            "key": [key for key, _ in rows],
            "scope": [scope] * len(rows),
            "content": [content for _, content in rows],
            "place": list(range(len(rows))),
        },
        schema={"key": pl.String, "scope": pl.String, "content": pl.String, "place": pl.Int64},
    )


def pairs(before: Rows, now: Rows, **how: bool) -> list[tuple[int, int]]:
    return sorted(match(known(before), known(now), **how).select("before", "now").iter_rows())


def test_rows_with_the_same_key_are_the_same_wherever_they_stand() -> None:
    before = [("a", "雲"), ("b", "霧"), ("c", "雨")]
    assert pairs(before, [("c", "雨"), ("a", "雪"), ("b", "霧")]) == [(0, 1), (1, 2), (2, 0)]


def test_a_row_that_came_and_one_that_went_have_no_pair() -> None:
    before = [("a", "雲の話をする。"), ("b", "霧も見たい。")]
    assert pairs(before, [("b", "霧も見たい。"), ("c", "予算は足りるか。")]) == [(1, 0)]


def test_a_corrected_row_is_recognised_between_its_neighbours() -> None:
    before = [("a", "雲の話をする。"), ("b", "霧も見たい。"), ("c", "雨量計を置く。")]
    now = [("a", "雲の話をする。"), ("x", "靄も見たい。"), ("c", "雨量計を置く。")]
    assert pairs(before, now) == [(0, 0), (1, 1), (2, 2)]


def test_nobody_is_recognised_by_likeness_where_there_is_no_place() -> None:
    before, now = [("a", "霧も見たい。")], [("x", "靄も見たい。")]
    assert pairs(before, now, by_place=False) == []


def test_another_text_at_the_same_place_is_another_row() -> None:
    before = [("a", "雲の話をする。"), ("b", "賛成である。"), ("c", "雨量計を置く。")]
    now = [("a", "雲の話をする。"), ("x", "予算はいくら掛かるか"), ("c", "雨量計を置く。")]
    assert pairs(before, now) == [(0, 0), (2, 2)]


def test_a_row_that_said_nothing_is_known_by_its_place_where_it_stands_alone() -> None:
    before = [("a", "雲の話をする。"), ("b", ""), ("c", "雨量計を置く。")]
    now = [("a", "雲の話をする。"), ("x", "霧も見たい。"), ("c", "雨量計を置く。")]
    assert pairs(before, now) == [(0, 0), (1, 1), (2, 2)]
    assert pairs([("b", "")], [("x", "霧も見たい。"), ("y", "賛成である。")]) == []


def test_between_the_same_neighbours_less_likeness_is_enough() -> None:
    # 賛成。 and 反対。 share one character of three.
    alone = [("a", "雲の話をする。"), ("b", "賛成。"), ("c", "雨量計を置く。")]
    now = [("a", "雲の話をする。"), ("x", "反対。"), ("c", "雨量計を置く。")]
    assert pairs(alone, now) == [(0, 0), (1, 1), (2, 2)]
    with_more = [*now[:2], ("y", "予算は足りるか"), now[2]]
    assert pairs(alone, with_more) == [(0, 0), (2, 3)]


def test_several_corrected_in_a_row_are_told_apart_by_likeness() -> None:
    before = [("a", "雲の話をする。"), ("b", "霧も見たい。"), ("c", "雨量計を置く。")]
    now = [
        ("w", "予算は足りるか"),
        ("x", "雲の話をした。"),
        ("y", "靄も見たい。"),
        ("z", "雨量計を買う。"),
    ]
    assert pairs(before, now) == [(0, 1), (1, 2), (2, 3)]


def test_of_two_like_it_the_more_alike_is_the_row() -> None:
    now = [("x", LONG.replace("観測所", "図書館").replace("毎日", "毎月")), ("y", LONG + "。")]
    assert pairs([("a", LONG)], now) == [(0, 1)]


def test_of_two_alike_the_one_at_its_place_is_the_row() -> None:
    before = [("a", "雲"), ("b", LONG)]
    now = [("a", "雲"), ("x", LONG + "。"), ("y", LONG + "！")]
    assert pairs(before, now) == [(0, 0), (1, 1)]


def test_a_row_is_not_looked_for_far_from_its_place() -> None:
    between = [(f"new-{number}", f"{number}{number}{number}") for number in range(8)]
    before = [("a", "雲"), ("b", LONG), ("c", "雨"), *[(f"k{n}", f"風{n}") for n in range(3)]]
    kept = before[3:]
    near = [("a", "雲"), *between[:3], ("x", LONG + "。"), ("c", "雨"), *kept]
    assert (1, 4) in pairs(before, near)
    # Behind other neighbours, and eight rows away from the place before them.
    far = [("a", "雲"), *between, ("c", "雨"), *kept, ("x", LONG + "。")]
    assert pairs(before, far) == [(0, 0), (2, 9), (3, 10), (4, 11), (5, 12)]


def test_rows_are_looked_for_in_their_own_scope() -> None:
    before, now = known([("a", LONG)], "m1"), known([("x", LONG)], "m2")
    assert match(before, now).height == 0


def test_of_rows_that_say_the_same_the_one_that_went_is_told_by_its_place() -> None:
    # By the number alone, the second would be the one that went.
    before = [("r-00000001", "賛成。"), ("b", "雲"), ("r-00000001-2", "賛成。"), ("c", "雨")]
    now = [("b", "雲"), ("r-00000001", "賛成。"), ("c", "雨")]
    assert pairs(before, now) == [(1, 0), (2, 1), (3, 2)]


def test_of_rows_that_say_the_same_the_one_that_came_is_told_by_its_place() -> None:
    before = [("b", "雲"), ("r-00000001", "賛成。"), ("c", "雨")]
    now = [("r-00000001", "賛成。"), ("b", "雲"), ("r-00000001-2", "賛成。"), ("c", "雨")]
    assert pairs(before, now) == [(0, 1), (1, 2), (2, 3)]


def test_of_rows_that_say_the_same_the_corrected_one_is_told_by_its_place() -> None:
    before = [("r-00000001", "賛成する。"), ("b", "雲"), ("r-00000001-2", "賛成する。")]
    now = [("r-00000002", "賛成した。"), ("b", "雲"), ("r-00000001", "賛成する。")]
    assert pairs(before, now) == [(0, 0), (1, 1), (2, 2)]


def test_a_name_that_ends_in_numbers_is_no_number_where_there_are_no_places() -> None:
    # Paths of documents: their keys hold no hash.
    before = [("c/memo-20150731-1", "1"), ("c/memo-20150731-2", "2")]
    now = [("c/memo-20150731-2", "3")]
    assert pairs(before, now, by_place=False) == [(1, 0)]


def test_where_the_key_is_the_place_rows_are_known_by_what_they_say() -> None:
    before = [("d|1", "題"), ("d|2", "\n"), ("d|3", "雲の話をする。"), ("d|4", "\n")]
    texts = ["題", "\n", "霧", "\n", "雲の話をした。", "\n"]
    now = [(f"d|{number}", text) for number, text in enumerate(texts, start=1)]
    assert pairs(before, now, by_key=False) == [(0, 0), (1, 1), (2, 4), (3, 5)]


def test_a_row_renamed_and_moved_is_known_by_what_it_says() -> None:
    before = [("a", "雲"), ("b", "霧"), ("c", "雨")]
    assert pairs(before, [("c", "雨"), ("x", "雲"), ("b", "霧")]) == [(0, 1), (1, 2), (2, 0)]


def test_a_very_long_text_is_judged_by_its_beginning() -> None:
    before, now = "雲" * 100_000, "雲" * 2_000 + "霧" * 98_000
    assert pairs([("a", before)], [("x", now)]) == [(0, 0)]


@pytest.mark.parametrize(("before", "now"), [([], []), ([("a", "雲")], []), ([], [("a", "雲")])])
def test_without_rows_there_are_no_pairs(before: Rows, now: Rows) -> None:
    assert pairs(before, now) == []


TEXTS = st.lists(
    st.sampled_from(["賛成。", "賛同。", "雲の話をする。", "雲の話をした。", "霧", "雨", LONG]),
    max_size=9,
)


def numbered(texts: list[str]) -> Rows:
    """Rows with keys as identifiers are made: a hash, and a number where the same comes again."""
    rows: Rows = []
    for place, text in enumerate(texts):
        again = texts[:place].count(text)
        digits = f"{sum(map(ord, text)):08x}"
        rows.append((f"m/r-{digits}" + (f"-{again + 1}" if again else ""), text))
    return rows


@given(TEXTS, TEXTS, st.booleans())
def test_each_row_has_one_pair_at_most_and_what_is_the_same_has_one(
    before: list[str], now: list[str], by_key: bool
) -> None:
    found = pairs(numbered(before), numbered(now), by_key=by_key)
    assert len({b for b, _ in found}) == len({n for _, n in found}) == len(found)
    for text in {*before, *now}:
        # No row goes while another that says the same comes.
        gone = before.count(text) - sum(before[b] == text for b, _ in found)
        come = now.count(text) - sum(now[n] == text for _, n in found)
        assert not (gone and come)


@given(TEXTS)
def test_the_same_rows_are_paired_in_place(texts: list[str]) -> None:
    assert pairs(numbered(texts), numbered(texts)) == [(n, n) for n in range(len(texts))]
