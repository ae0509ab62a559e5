from __future__ import annotations

import hashlib
from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.tables.identifiers import short_hash, with_row_id, without_number
from schemas import TABLES
from schemas.table import primary_key, recognition

WORDS = st.lists(st.sampled_from(["雲", "雨", "雪", ""]), max_size=8)


def identified(words: list[str], meeting: str = "m") -> list[str]:
    frame = pl.DataFrame(
        {"word": words, "meeting": [meeting] * len(words)},
        schema={"word": pl.String, "meeting": pl.String},
    )
    return with_row_id(frame, "id", prefix=pl.format("{}/r-", "meeting"), identity=pl.col("word"))[
        "id"
    ].to_list()


def test_a_hash_is_the_beginning_of_the_sha_256() -> None:
    # printf '' | sha256sum; printf abc | sha256sum
    hashes = short_hash(pl.Series("word", ["", "abc", "abc"]))
    assert hashes.to_list() == ["e3b0c442", "ba7816bf", "ba7816bf"]
    assert hashes.name == "word"


def test_texts_that_stand_there_often_are_hashed_alike() -> None:
    hashes = short_hash(pl.Series("word", ["abc", "abc", "", "abc", "abc"]))
    assert hashes.to_list() == ["ba7816bf", "ba7816bf", "e3b0c442", "ba7816bf", "ba7816bf"]
    assert hashes.name == "word"


def test_a_hash_is_of_the_text_in_utf_8() -> None:
    digest = hashlib.sha256("雲".encode()).hexdigest()
    assert short_hash(pl.Series(["雲"])).to_list() == [digest[:8]]


def test_an_identifier_is_prefix_and_hash() -> None:
    assert identified(["abc"]) == ["m/r-ba7816bf"]


def test_rows_alike_are_numbered_from_the_second() -> None:
    assert identified(["abc", "", "abc", "abc"]) == [
        "m/r-ba7816bf",
        "m/r-e3b0c442",
        "m/r-ba7816bf-2",
        "m/r-ba7816bf-3",
    ]


def test_rows_alike_under_two_prefixes_are_not_numbered() -> None:
    frame = pl.DataFrame({"word": ["abc", "abc"], "meeting": ["a", "b"]})
    found = with_row_id(frame, "id", prefix=pl.format("{}/r-", "meeting"), identity=pl.col("word"))
    assert found["id"].to_list() == ["a/r-ba7816bf", "b/r-ba7816bf"]
    assert found.columns == ["word", "meeting", "id"]


def test_no_rows_have_no_identifiers() -> None:
    assert identified([]) == []


@given(WORDS)
def test_identifiers_are_unique(words: list[str]) -> None:
    found = identified(words)
    assert len(set(found)) == len(found) == len(words)


@given(WORDS, WORDS)
def test_rows_behind_rename_nothing(words: list[str], behind: list[str]) -> None:
    assert identified(words + behind)[: len(words)] == identified(words)


@given(WORDS, st.text(min_size=2, max_size=3))
def test_another_row_in_front_renames_nothing(words: list[str], other: str) -> None:
    assert identified([other, *words])[1:] == identified(words)


@pytest.mark.parametrize(
    ("identifier", "without"),
    [
        ("c/2024-04-01/1/r-00000001", "c/2024-04-01/1/r-00000001"),
        ("c/2024-04-01/1/r-00000001-2", "c/2024-04-01/1/r-00000001"),
        ("c/2024-04-01/1/r-00000001-12", "c/2024-04-01/1/r-00000001"),
        # A date and a session are no hash and number.
        ("c/2024-04-01", "c/2024-04-01"),
        ("c/undated/unnumbered-0123abcd", "c/undated/unnumbered-0123abcd"),
    ],
)
def test_the_number_of_rows_with_the_same_content_can_be_left_out(
    identifier: str, without: str
) -> None:
    assert pl.select(without_number(pl.lit(identifier))).item() == without


def test_rows_are_recognised_by_what_their_identifiers_are_made_of(
    tables_of: Callable[..., dict[str, pl.DataFrame]], memo: str
) -> None:
    tables = tables_of(memo)
    for name, letter in (("agenda_items", "g"), ("attendance", "a"), ("remarks", "r")):
        key, rows = primary_key(TABLES[name]), tables[name]
        stated = recognition(TABLES[name])
        assert stated is not None
        assert rows.height
        for row in rows.iter_rows(named=True):
            words = "\x1f".join(row[column] or "" for column in stated.by)
            digits = hashlib.sha256(words.encode()).hexdigest()[:8]
            assert row[key[0]] == f"{row['meeting_id']}/{letter}-{digits}"
