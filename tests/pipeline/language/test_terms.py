"""Terms: what counts, how often, and how much it sets a meeting apart."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import polars as pl
import pytest

from pipeline.language.log_likelihood import log_likelihood
from pipeline.language.stored import store_texts
from pipeline.language.terms import published_terms, rules, terms_of
from pipeline.language.texts import texts_of
from pipeline.language.words import tokenise
from schemas import TABLES
from schemas.table import holds, sort_key

Row = tuple[str, str | None, str]
"""Meeting, outermost heading and text of a remark."""


def stored_terms(
    *rows: Row, before: Mapping[str, pl.DataFrame] | None = None
) -> dict[str, pl.DataFrame]:
    """The stored terms of remarks."""
    remarks = pl.DataFrame(
        [
            (
                f"m/{meeting}/r-{at:08}",
                f"m/{meeting}",
                "m/1.txt",
                top and f"m/{meeting}/g-{top}",
                text,
            )
            for at, (meeting, top, text) in enumerate(rows)
        ],
        schema=["remark_id", "meeting_id", "document_id", "top_agenda_item_id", "text"],
        orient="row",
    ).cast(pl.String)
    headings = pl.DataFrame(
        {
            "agenda_item_id": ["m/1/g-a"],
            "meeting_id": "m/1",
            "document_id": "m/1.txt",
            "title": "雪",
        }
    )
    texts = texts_of(remarks, headings)
    stored = store_texts(texts, None, lambda sentences: [tokenise(sentences)])
    return terms_of(texts, stored, before)


def terms(*rows: Row) -> pl.DataFrame:
    """The published terms of remarks."""
    found = published_terms(stored_terms(*rows))
    assert holds(TABLES["terms"], found)
    assert found.equals(found.sort(sort_key(TABLES["terms"])))
    return found


def counted(text: str) -> set[str]:
    return set(terms(("1", None, text))["term"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("図書館で本を読む。", {"図書館", "本", "読む"}),
        ("東京と附属の学校", {"東京", "付属", "学校"}),
        ("高い山が静かだ。", {"高い", "山", "静か"}),
        # No numbers, no words that do not stand alone, no stems of auxiliaries, no signs.
        ("３人が１２時に", set()),
        ("してある。できるそうだ。", set()),
        ("雨のようだ。", {"雨"}),
        ("。、（）・……\u200b", set()),
    ],
)
def test_these_words_count(text: str, expected: set[str]) -> None:
    assert counted(text) == expected


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        (
            "formal nouns, which carry grammar and no content",
            "そのこと、そのもの、そのため、そのところ、その場合、その点、以上",
        ),
        ("words for what stands elsewhere in the record", "今回、前回、次回、本日、最後"),
        (
            "words of the procedure and of courtesy, which every meeting has",
            "皆様、お願いします。ありがとうございます。よろしい。申し上げる。",
        ),
        ("verbs of saying and thinking that report a remark", "言う、思う、考える、述べる、話す"),
    ],
)
def test_stop_words_do_not_count(reason: str, text: str) -> None:
    assert reason in {rule["reason"] for rule in rules()["stop"]}
    assert counted(text) == set()


def test_every_reason_for_stop_words_is_tried_above() -> None:
    assert len(rules()["stop"]) == 4
    assert [rule["name"] for rule in rules()["content"]] == [
        *("nouns", "verbs", "adjectives", "na-adjectives"),
    ]


def test_a_term_is_counted_by_meeting_and_outermost_heading() -> None:
    found = terms(
        ("1", "a", "雨と雨と風。"),
        ("1", "a", "雨。"),
        ("1", "b", "ＲＡＩＮと雨。"),
        ("1", None, "雨。"),
        ("2", None, "風。"),
    )
    rain = found.filter(pl.col("term") == "雨")
    assert rain.select("meeting_id", "agenda_item_id", "count", "remark_count").rows() == [
        ("m/1", "m/1/g-a", 3, 2),
        ("m/1", "m/1/g-b", 1, 1),
        ("m/1", None, 1, 1),
    ]
    # The weight is that of the word in the meeting, whatever the heading.
    assert rain["weight"].n_unique() == 1
    assert rain["part_of_speech"].unique().to_list() == ["名詞"]


ROWS: list[Row] = [
    ("1", "a", "雨と雨と風。"),
    ("1", "a", "雨。"),
    ("1", "b", "雨と雷。"),
    ("2", None, "風。"),
    ("3", None, "風と山。"),
]


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(ROWS, id="nothing"),
        pytest.param([("1", "a", "雷と霧。"), *ROWS[1:]], id="another text"),
        pytest.param([ROWS[1], ROWS[0], *ROWS[2:]], id="another order"),
        pytest.param([*ROWS, ROWS[1]], id="a text twice"),
        pytest.param([*ROWS[:2], ("1", "a", "雨と雷。"), *ROWS[3:]], id="another heading"),
        pytest.param([*ROWS, ("0", None, "朝と山。")], id="a meeting before the others"),
        pytest.param([*ROWS[:2], *ROWS[3:]], id="a word is gone"),
        pytest.param([], id="all are gone"),
    ],
)
def test_terms_after_a_change_are_those_of_a_first_run(changed: list[Row]) -> None:
    found = stored_terms(*changed, before=stored_terms(*ROWS))
    anew = stored_terms(*changed)
    assert all(found[name].equals(anew[name]) for name in anew)


def test_terms_are_counted_where_texts_have_changed_alone() -> None:
    before = stored_terms(*ROWS)
    # A count that no text has: where it is still there, it was taken over.
    before["terms"] = before["terms"].with_columns(count=pl.lit(90, pl.Int32))
    found = published_terms(stored_terms(("1", "a", "雪。"), *ROWS[1:], before=before))
    heading = pl.col("agenda_item_id").str.slice(-1)
    of_meeting = found.filter(pl.col("meeting_id") == "m/1").select(heading, "term", "count")
    assert sorted(of_meeting.rows()) == [
        *[("a", "雨", 1), ("a", "雪", 1), ("b", "雨", 90), ("b", "雷", 90)],
    ]


def test_titles_of_headings_do_not_count() -> None:
    assert "雪" not in set(terms(("1", "a", "雨。"))["term"])


def test_a_collection_of_one_meeting_has_no_weights() -> None:
    assert terms(("1", None, "雨と風。"))["weight"].to_list() == [None, None]
    # Nor has one whose other meetings have no words.
    assert terms(("1", None, "雨と風。"), ("2", None, "はい。"))["weight"].to_list() == [None, None]


def test_the_weight_is_that_of_the_formula() -> None:
    found = terms(("1", None, "雨と雨と雨と風。"), ("2", None, "雨と風と風と山と山。"))
    weights = {
        (row[0], row[1]): row[2] for row in found.select("meeting_id", "term", "weight").rows()
    }
    # By hand: a = 3 of 4 here, 1 of 5 there.
    # G² = 2 (3 ln(3 / (4·4/9)) + 1 ln(1 / (4·5/9)) + 1 ln(1 / (5·4/9)) + 4 ln(4 / (5·5/9)))
    by_hand = 2 * (
        3 * math.log(3 / (16 / 9))
        + math.log(1 / (20 / 9))
        + math.log(1 / (20 / 9))
        + 4 * math.log(4 / (25 / 9))
    )
    assert weights["m/1", "雨"] == round(by_hand, 2) == 2.86
    assert weights["m/2", "雨"] == -2.86
    # Not in the first meeting at all, so there is no row of it there.
    assert ("m/1", "山") not in weights


def test_the_ratio_is_exact_to_its_decimals_on_any_machine() -> None:
    numbers = np.random.default_rng(0)
    here, elsewhere = numbers.integers(0, 500, 2000), numbers.integers(0, 5000, 2000)
    here[(here == 0) & (elsewhere == 0)] = 1
    all_here, all_elsewhere = here + numbers.integers(1, 9_000, 2000), elsewhere + 70_001

    def expected(a: int, b: int, c: int, d: int) -> float:
        cells = [(a, a + b, c), (b, a + b, d), (c - a, c + d - a - b, c), (d - b, c + d - a - b, d)]
        ratio = 2 * math.fsum(o * math.log(o * (c + d) / (row * col)) for o, row, col in cells if o)
        return math.copysign(ratio, a * d - b * c)

    found = log_likelihood(here, elsewhere, all_here, all_elsewhere)
    by_hand = [
        expected(*map(int, cells))
        for cells in zip(here, elsewhere, all_here, all_elsewhere, strict=True)
    ]
    assert np.abs(found - np.array(by_hand)).max() <= 0.005 + 1e-6
    assert (found == np.round(found, 2)).all()


def test_a_word_as_frequent_here_as_elsewhere_weighs_nothing() -> None:
    found = log_likelihood(np.array([3]), np.array([6]), np.array([10]), np.array([20]))
    assert found.tolist() == [0.0]
    assert not np.signbit(found).any()


def test_words_with_the_same_hash_have_keys_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def same(values: pl.Series) -> pl.Series:
        return pl.Series(values.name, ["00000000"] * values.len())

    monkeypatch.setattr("pipeline.tables.identifiers.short_hash", same)
    found = terms(("1", None, "雨と風。"))
    assert found["term_id"].to_list() == ["m/1/t-00000000", "m/1/t-00000000-2"]
