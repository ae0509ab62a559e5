"""Where the label of each turn ends, decided over the whole record."""

from __future__ import annotations

import polars as pl

from pipeline.segmentation.layouts import INFERRED
from pipeline.segmentation.turns.candidates import visible_lines
from pipeline.segmentation.turns.choice import SURE, turns_of, unsure_of, with_turns
from tests.pipeline.segmentation.lines import documents_with, visible

HEAD = "第３回みどり台緑化検討会議　議事録\n\n日時　令和３年４月５日（月）午後１時30分～３時\n\n"
TALK = (
    "榎本座長→定刻になりましたので始めます。本日の議題は植樹の計画です。\n"
    "小早川委員→本数が減った理由を伺います。\n"
    "新堂課長→苗木の値上がりによるものです。\n"
    "　昨年より一割上がりました。\n"
    "榎本座長→では原案のとおりとします。\n"
)


def turns(text: str) -> pl.DataFrame:
    documents = documents_with(text)
    lines = visible_lines(documents)
    found = turns_of(lines, documents)
    return found.join(lines.select("row", "line"), on="row", maintain_order="left")


def test_each_turn_of_a_record_is_found_by_one_rule() -> None:
    found = turns(HEAD + TALK)
    assert found["line"].to_list() == [5, 6, 7, 9]
    assert found["turn"].n_unique() == 1
    assert found["row"].is_unique().all()
    assert found["probability"].min() > SURE


def test_narrative_has_no_turns() -> None:
    said = "会長は、定刻に至り、開会を宣した。\n事務局から、資料について説明があった。\n"
    assert turns(HEAD + said * 3).is_empty()


def test_what_a_line_end_parts_inside_of_a_bracket_is_no_turn() -> None:
    parted = TALK.replace("新堂課長→", "緑化推進部（\n新堂課長）→")
    assert 8 not in turns(HEAD + parted)["line"].to_list()


def test_turns_are_looked_for_in_records_of_inferred_style_alone() -> None:
    texts = (HEAD + TALK, HEAD + TALK)
    documents = documents_with(*texts)
    lines = (
        visible(documents)
        .drop("turn", "probability")
        .with_columns(
            layout=pl.when(pl.col("document_id") == "made-up/2.txt").then(pl.lit(INFERRED))
        )
    )
    found = with_turns(lines, documents)
    assert found.drop("turn", "probability").equals(lines)
    opening = found.filter(pl.col("turn").is_not_null())
    assert opening.select("document_id", "line").rows() == [
        ("made-up/2.txt", line) for line in (5, 6, 7, 9)
    ]
    described = with_turns(lines.filter(pl.col("layout").is_null()), documents)
    assert described.select("turn", "probability").null_count().row(0) == (7, 7)


def test_the_model_is_unsure_of_lines_neither_sure_nor_unlikely_to_open_a_turn() -> None:
    documents = documents_with(HEAD + TALK.replace("小早川委員→", "緑化推進室→"))
    lines = visible_lines(documents)
    unsure = unsure_of(lines, documents)
    assert set(unsure["row"]) <= set(lines["row"])
    assert unsure["probability"].is_between(1 - SURE, SURE).all()
    # A heading and the words of a remark are sure to open none.
    assert not {1, 8} & set(unsure["line"])
