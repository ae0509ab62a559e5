"""The stored numbers of texts, and the tables that are published of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl
import pytest

from pipeline.language.published import published_rows
from pipeline.language.stored import nothing_stored, store_texts
from pipeline.language.texts import texts_of
from pipeline.language.words import Tokenised, tokenise
from schemas import TABLES
from schemas.table import holds, sort_key

MEETING = "made-up/2024-04-01/1"
REMARKS = {
    "r-00000001": "雨です。風もある。",
    "r-00000001-2": "雨です。風もある。",
    "r-00000002": "はい",
}


def remarks_of(texts: dict[str, str], meeting: str = MEETING) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "remark_id": [f"{meeting}/{name}" for name in texts],
            "meeting_id": meeting,
            "document_id": "made-up/1.txt",
            "top_agenda_item_id": f"{meeting}/g-00000001",
            "text": list(texts.values()),
        }
    ).cast(pl.String)


HEADINGS = pl.DataFrame(
    {
        "agenda_item_id": [f"{MEETING}/g-00000001"],
        "meeting_id": MEETING,
        "document_id": "made-up/1.txt",
        "title": ["天気について"],
    }
)


class Counted:
    """Tokenises, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, sentences: Sequence[str]) -> Iterable[Tokenised]:
        self.asked += sentences
        # In two portions, as several processes give them.
        yield tokenise(sentences[:1])
        yield tokenise(sentences[1:])


def published(texts: pl.DataFrame, stored: dict[str, pl.DataFrame], name: str) -> pl.DataFrame:
    # In portions of a few tokens.
    rows = pl.concat(published_rows(name, stored, texts, portion_tokens=3))
    assert rows.equals(pl.concat(published_rows(name, stored, texts)))
    return rows


def test_sentences_are_published_in_order_of_their_keys() -> None:
    texts = texts_of(remarks_of(REMARKS), HEADINGS)
    rows = published(texts, dict(store_texts(texts, None, Counted())), "sentences")
    assert holds(TABLES["sentences"], rows)
    assert rows.equals(rows.sort(sort_key(TABLES["sentences"])))
    assert rows.select(
        pl.col("sentence_id").str.strip_prefix(f"{MEETING}/"),
        "remark_id",
        "agenda_item_id",
        *("ordinal", "text_start", "text_end", "text", "token_count"),
    ).rows() == [
        ("g-00000001/s-0001", None, f"{MEETING}/g-00000001", 1, 0, 6, "天気について", 4),
        ("r-00000001-2/s-0001", f"{MEETING}/r-00000001-2", None, 1, 0, 4, "雨です。", 3),
        ("r-00000001-2/s-0002", f"{MEETING}/r-00000001-2", None, 2, 4, 9, "風もある。", 4),
        ("r-00000001/s-0001", f"{MEETING}/r-00000001", None, 1, 0, 4, "雨です。", 3),
        ("r-00000001/s-0002", f"{MEETING}/r-00000001", None, 2, 4, 9, "風もある。", 4),
        ("r-00000002/s-0001", f"{MEETING}/r-00000002", None, 1, 0, 2, "はい", 1),
    ]


def test_tokens_are_published_with_their_words_and_places_in_the_text() -> None:
    texts = texts_of(remarks_of(REMARKS), HEADINGS)
    rows = published(texts, dict(store_texts(texts, None, Counted())), "tokens")
    assert holds(TABLES["tokens"], rows)
    assert rows.equals(rows.sort(sort_key(TABLES["tokens"])))
    of_remark = rows.filter(pl.col("sentence_id").str.contains("r-00000001/"))
    assert of_remark.select(
        pl.col("sentence_id").str.slice(-1),
        *("ordinal", "text_start", "text_end", "surface", "normalized_form", "reading", "pos_1"),
    ).rows() == [
        ("1", 1, 0, 1, "雨", "雨", "アメ", "名詞"),
        ("1", 2, 1, 3, "です", "です", "デス", "助動詞"),
        ("1", 3, 3, 4, "。", "。", "。", "補助記号"),
        ("2", 1, 4, 5, "風", "風", "カゼ", "名詞"),
        ("2", 2, 5, 6, "も", "も", "モ", "助詞"),
        ("2", 3, 6, 8, "ある", "有る", "アル", "動詞"),
        ("2", 4, 8, 9, "。", "。", "。", "補助記号"),
    ]


def test_a_text_is_tokenised_once_and_taken_over_afterwards() -> None:
    texts = texts_of(remarks_of(REMARKS), HEADINGS)
    first = Counted()
    stored = dict(store_texts(texts, None, first))
    assert sorted(first.asked) == ["はい", "天気について", "雨です。", "風もある。"]
    again = Counted()
    same = store_texts(texts, stored, again)
    assert again.asked == []
    assert all(same[name].equals(stored[name]) for name in stored)


@pytest.mark.parametrize(
    ("change", "asked"),
    [
        ({"r-00000002": "いいえ"}, ["いいえ"]),
        ({"r-00000003": "はい"}, []),
        ({"r-00000000": "晴れ。"}, ["晴れ。"]),
        ({"r-00000001": "雨です。", "r-00000001-2": "風。"}, ["雨です。", "風。"]),
    ],
)
def test_only_changed_texts_are_tokenised_and_the_result_is_that_of_a_first_run(
    change: dict[str, str], asked: list[str]
) -> None:
    before = store_texts(texts_of(remarks_of(REMARKS), HEADINGS), None, Counted())
    texts = texts_of(remarks_of(REMARKS | change), HEADINGS)
    tokeniser = Counted()
    changed = store_texts(texts, before, tokeniser)
    assert sorted(tokeniser.asked) == sorted(asked)
    anew = store_texts(texts, None, Counted())
    assert all(changed[name].equals(anew[name]) for name in anew)


def test_no_texts_are_stored_as_no_rows() -> None:
    texts = texts_of(remarks_of({}), HEADINGS.clear())
    stored = store_texts(texts, None, Counted())
    assert {name: rows.schema for name, rows in stored.items()} == {
        name: rows.schema for name, rows in nothing_stored().items()
    }
    assert not any(rows.height for rows in stored.values())
    for name in ("sentences", "tokens"):
        assert list(published_rows(name, stored, texts)) == []
