"""Each fault of the stored language layer fails the check that is there for it, and no other."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.checks import CHECKS, run_check
from pipeline.language.stage import language_tables
from pipeline.language.words import tokenise
from schemas.vocabulary import Severity, Stage

Frames = dict[str, pl.DataFrame]
Change = Callable[[pl.DataFrame], pl.DataFrame]

TEXT = "雨です。　風もある。\nはい"


def stored(remarks: pl.DataFrame, agenda_items: pl.DataFrame) -> Frames:
    made = language_tables(remarks, agenda_items, None, lambda texts: [tokenise(texts)])
    return {"remarks": remarks, "agenda_items": agenda_items, **made}


@pytest.fixture
def frames(table_of: Callable[..., pl.DataFrame]) -> Frames:
    remarks = table_of("remarks", {"text": TEXT}, {"remark_id": "made-up/2024-04-01/1/r-00000002"})
    return {
        "meetings": table_of("meetings", {}),
        **stored(remarks, table_of("agenda_items", {})),
    }


def failing(frames: Frames) -> set[str]:
    return {check.name for check in CHECKS[Stage.LANGUAGE] if not run_check(check, frames).passed}


def at(row: int, **values: int) -> Change:
    """Add to the values of a row."""
    is_row = pl.int_range(pl.len()) == row
    return lambda rows: rows.with_columns(
        (pl.col(name) + pl.when(is_row).then(value).otherwise(0)).cast(rows.schema[name])
        for name, value in values.items()
    )


def gone(row: int) -> Change:
    return lambda rows: rows.filter(pl.int_range(pl.len()) != row)


# Rows: the heading, three sentences of the first remark, one of the second.
FAULTS: list[tuple[str, str, Change, set[str]]] = [
    ("a text is missing", "language_texts", gone(0), {"sentences_cover_texts"}),
    ("a sentence is missing", "sentences", gone(1), {"sentences_cover_texts"}),
    ("begins late", "sentences", at(1, text_start=1), {"sentences_cover_texts"}),
    ("ends early", "sentences", at(3, text_end=-1), {"sentences_cover_texts"}),
    ("ends late", "sentences", at(1, text_end=2), {"sentences_cover_texts"}),
    ("overlap", "sentences", at(2, text_start=-3), {"sentences_cover_texts"}),
    ("a token is missing", "tokens", gone(2), {"tokens_cover_sentences"}),
    ("a token is longer", "tokens", at(2, length=1), {"tokens_cover_sentences"}),
    ("a token counts elsewhere", "sentences", at(1, token_count=1), {"tokens_cover_sentences"}),
    ("a word is not there", "tokens", at(0, word=1000), {"tokens_described"}),
]


def test_a_good_layer_passes_every_check(frames: Frames) -> None:
    assert failing(frames) == set()


def test_no_texts_pass_every_check(frames: Frames) -> None:
    none = stored(frames["remarks"].clear(), frames["agenda_items"].clear())
    assert failing({**none, "meetings": frames["meetings"]}) == set()


@pytest.mark.parametrize(
    ("table_name", "change", "expected"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS]
)
def test_a_fault_fails_its_check(
    frames: Frames, table_name: str, change: Change, expected: set[str]
) -> None:
    found = failing({**frames, table_name: change(frames[table_name])})
    assert expected <= found
    # A span that is wrong is wrong for its tokens too.
    assert found <= {*expected, "tokens_cover_sentences"}


def test_white_space_may_be_in_no_sentence_and_a_visible_character_may_not(
    frames: Frames,
) -> None:
    assert failing(frames) == set()
    other = frames["remarks"].with_columns(text=pl.lit(TEXT.replace("\u3000", "、")))
    assert "sentences_cover_texts" in failing({**frames, "remarks": other})


@pytest.mark.parametrize("name", ["dictionary_form", "normalized_form", "pos_1"])
def test_a_word_without_a_form_is_found(frames: Frames, name: str) -> None:
    words = frames["words"].with_columns(pl.lit(None, pl.String).alias(name))
    assert failing({**frames, "words": words}) == {"tokens_described"}
    empty = frames["words"].with_columns(pl.lit("").alias(name))
    assert failing({**frames, "words": empty}) == {"tokens_described"}


def test_terms_are_counted_once_and_lead_somewhere(frames: Frames) -> None:
    terms, places = frames["terms"], frames["term_places"]
    for fault in (
        terms.with_columns(count=pl.lit(0, pl.Int32)),
        terms.with_columns(remark_count=pl.lit(0, pl.Int32)),
        terms.with_columns(word=pl.col("word") + 1000),
        terms.with_columns(place=pl.col("place") + 1000),
        terms.with_columns(weight=pl.lit(float("nan"))),
        pl.concat([terms, terms.tail(1)]),
    ):
        assert failing({**frames, "terms": fault}) == {"terms_counted"}
    for name in ("meeting_id", "agenda_item_id"):
        lost = places.with_columns(pl.lit("nowhere").alias(name))
        assert failing({**frames, "term_places": lost}) == {"terms_foreign_keys"}


def test_all_of_them_block() -> None:
    checks = CHECKS[Stage.LANGUAGE]
    assert all(check.blocking and check.severity is Severity.ERROR for check in checks)
    assert {"sentences_cover_texts", "tokens_cover_sentences"} < {check.name for check in checks}
