"""Which records no described style explains, so that their turns are inferred."""

from __future__ import annotations

import polars as pl
import pytest

from pipeline.segmentation.turns.needed import with_inferred

HEAD = "第３回みどり台緑化検討会議　議事録\n\n日時　令和３年４月５日（月）午後１時30分～３時\n\n"
SAID = (
    "榎本座長→定刻になりましたので始めます。本日の議題は植樹の計画です。\n",
    "小早川委員→本数が減った理由を伺います。\n",
    "新堂課長→苗木の値上がりによるものです。昨年より一割上がりました。\n",
    "榎本座長→では原案のとおりとします。\n",
)


def inferred(
    text: str, explained: int | None = None, *, is_anonymous: bool = False
) -> list[tuple[str, str, str]]:
    documents = pl.DataFrame(
        {
            "document_id": ["made-up"],
            "text": [text],
            "explained": [explained],
            "is_anonymous": [is_anonymous],
        },
        schema_overrides={"explained": pl.Int64},
    )
    return with_inferred(documents).rows()


def test_a_record_in_a_style_that_nobody_described_is_inferred_with_its_evidence() -> None:
    (found,) = inferred(HEAD + "".join(SAID))
    assert found[:2] == ("made-up", "inferred")
    assert found[2].startswith("inferred: 4 turns at ")


@pytest.mark.parametrize(
    ("explained", "is_needed"),
    [(2, True), (3, False), (4, False)],
)
def test_a_style_that_explains_most_of_the_named_turns_is_kept(
    explained: int, is_needed: bool
) -> None:
    # Three of the four turns are three quarters of them.
    assert (len(inferred(HEAD + "".join(SAID), explained)) == 1) is is_needed


@pytest.mark.parametrize(("explained", "is_needed"), [(5, True), (6, False)])
def test_a_style_that_names_nobody_has_to_explain_more(explained: int, is_needed: bool) -> None:
    found = inferred(HEAD + "".join(SAID), explained, is_anonymous=True)
    assert (len(found) == 1) is is_needed


def test_two_turns_are_too_few() -> None:
    assert inferred(HEAD + "".join(SAID[:2])) == []


def test_narrative_is_not_inferred() -> None:
    assert inferred(HEAD + "会長は、定刻に至り、開会を宣した。\n" * 4) == []


def test_without_documents_nothing_is_inferred() -> None:
    nothing = pl.DataFrame(
        schema={
            "document_id": pl.String,
            "text": pl.String,
            "explained": pl.Int64,
            "is_anonymous": pl.Boolean,
        }
    )
    assert with_inferred(nothing).columns == ["document_id", "layout", "evidence"]
    assert with_inferred(nothing).is_empty()
