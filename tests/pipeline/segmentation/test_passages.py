from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.segmentation.passages import passages_of


def passages(
    *blocks: tuple[str | None, str],
    layout: str | None = "points_memo",
    aside: str | None = None,
) -> pl.DataFrame:
    """What is read of a document whose blocks were opened by these rules.

    A block after one of the rule `aside` continues the block before it.
    """
    text, rows = "", []
    for number, (rule, written) in enumerate(blocks):
        # White space behind the last visible line is no part of a block.
        lines = written.rstrip().count("\n")
        start = text.count("\n") + 1
        goes_on = number > 0 and blocks[number - 1][0] == aside is not None
        rows.append(
            {
                "document_id": "made-up/memo.txt",
                "block": number,
                "kind": "note",
                "continues": number - 2 if goes_on else None,
                "rule": rule,
                "char_start": len(text),
                "char_end": len(text) + len(written),
                "line_start": start,
                "line_end": start + lines,
            }
        )
        text += written
    documents = pl.DataFrame(
        {"document_id": ["made-up/memo.txt"], "layout": [layout], "text": [text]},
        schema_overrides={"layout": pl.String},
    )
    read = pl.DataFrame(
        [row for row in rows if aside is None or row["rule"] != aside],
        schema_overrides={"rule": pl.String, "continues": pl.Int64},
    )
    return passages_of(read, documents)


def only(frame: pl.DataFrame) -> dict[str, object]:
    (row,) = frame.iter_rows(named=True)
    return row


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("l いろは\nにほへ\n", "いろはにほへ"),
        ("l いろは\n\n \n にほへ　\n", "いろはにほへ"),
        ("l open\nscience\n", "open science"),
        ("l the end.\nNext\n", "the end. Next"),
        ("l open\n(data)\n", "open (data)"),
        ("l 架空の open\n科学\n", "架空の open科学"),
        ("l 架空の\nopen science\n", "架空のopen science"),
        ("l ＯＰＥＮ\nＤＡＴＡ\n", "ＯＰＥＮＤＡＴＡ"),
        ("l 一つ 二つ　三つ\n", "一つ 二つ　三つ"),
        ("l　点\n 「線」\n", "点「線」"),
    ],
)
def test_hard_wraps_are_joined(written: str, text: str) -> None:
    assert only(passages(("bullet", written)))["text"] == text


@pytest.mark.parametrize(
    ("rule", "written", "marker", "text"),
    [
        ("bullet", "l 点\n", "l", "点"),
        ("bullet", " 　l　点\n", "l", "点"),
        ("date", "日 時： 令和６年\n", "日 時：", "令和６年"),
        ("place", "場 所： \n", "場 所：", ""),
        ("numbered_item", "１２．箇条\n", "１２．", "箇条"),
        ("heading_3", "①架空省\n", "①", "架空省"),
        ("heading_1", "＜議題＞\n", None, "＜議題＞"),
        ("title", "  第１回架空会議 論点メモ \n", None, "第１回架空会議 論点メモ"),
        (None, "l 迷子\n", None, "l 迷子"),
        ("no_such_rule", "l 迷子\n", None, "l 迷子"),
    ],
)
def test_the_marker_is_told_from_the_text(
    rule: str | None, written: str, marker: str | None, text: str
) -> None:
    found = only(passages((rule, written)))
    assert (found["marker"], found["text"]) == (marker, text)


def test_only_the_first_line_of_a_block_has_a_marker() -> None:
    found = only(passages(("bullet", "l いろ\nl は\n")))
    assert (found["marker"], found["text"]) == ("l", "いろl は")


def test_without_a_layout_there_is_no_marker() -> None:
    found = only(passages(("bullet", "l 点\n"), layout=None))
    assert (found["marker"], found["text"], found["layout"]) == (None, "l 点", None)


def test_the_span_is_of_what_is_visible() -> None:
    above = (None, "迷\n")  # 0-2, line 1
    below = ("bullet", "  l いろ \n\n　は 　\n\n")  # l is 4, は is 12; lines 2 to 4
    found = passages(above, below).row(1, named=True)
    assert (found["char_start"], found["char_end"]) == (4, 13)
    assert (found["line_start"], found["line_end"]) == (2, 4)


def test_carriage_returns_are_white_space() -> None:
    found = only(passages(("bullet", "l いろ\r\n\r\nは\r\n")))
    assert (found["text"], found["char_start"], found["char_end"]) == ("いろは", 0, 9)


def test_each_block_is_a_passage_with_its_own_span() -> None:
    found = passages(("bullet", "l open\n"), ("bullet", "l data\n続き\n"), (None, "迷\n"))
    assert found.select("block", "rule", "marker", "text").rows() == [
        (0, "bullet", "l", "open"),
        (1, "bullet", "l", "data続き"),
        (2, None, None, "迷"),
    ]
    assert found.select("char_start", "char_end").rows() == [(0, 6), (7, 16), (17, 18)]
    assert found.select("line_start", "line_end").rows() == [(1, 1), (2, 3), (4, 4)]
    assert found["document_id"].unique().to_list() == ["made-up/memo.txt"]


PIECES = st.text(st.sampled_from("いろは会議、。abcXYZ01 　.(,)l①"), min_size=1, max_size=8)


@given(st.lists(st.one_of(PIECES, st.just("")), min_size=1, max_size=6))
def test_without_white_space_a_passage_is_marker_and_text(rest: list[str]) -> None:
    written = "l 点" + "\n".join(rest) + "\n"
    found = only(passages(("bullet", written)))
    said = f"{found['marker']}{found['text']}"
    assert "".join(said.split()) == "".join(written.split())
    span = written[slice(found["char_start"], found["char_end"])]
    assert span == written.strip()


def test_the_blocks_that_a_page_mark_parts_are_kept_with_their_places() -> None:
    found = only(
        passages(
            ("prose", "青木\n"),
            ("page_mark", "- 1 -\n"),
            ("prose", "坂本\n"),
            aside="page_mark",
        )
    )
    assert found["source"] == "青木\n坂本"
    assert found["parts"] == [
        {"char_start": 0, "line_start": 1, "chars": 3},
        {"char_start": 9, "line_start": 3, "chars": 3},
    ]
    assert (found["char_start"], found["char_end"]) == (0, 11)


def test_a_passage_of_one_block_has_no_parts() -> None:
    assert only(passages(("bullet", "l 点\n")))["parts"] is None
