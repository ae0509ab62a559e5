from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.lines import lines_of

ODD = [
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "\u2028",
    "\x0b",
    "\x85",
    " ",
    "　",
    "𠮟",
    "が",
    "か\u3099",
    "l ",
]
TEXTS = st.lists(st.one_of(st.sampled_from(ODD), st.text(max_size=5)), max_size=20).map("".join)


def lines(*texts: str) -> pl.DataFrame:
    ids = [f"made-up/{number}" for number in range(len(texts))]
    return lines_of(pl.DataFrame({"document_id": ids, "text": texts}))


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_the_lines_of_every_document_tile_its_text(texts: list[str]) -> None:
    found = lines(*texts)
    for number, text in enumerate(texts):
        rows = found.filter(pl.col("document_id") == f"made-up/{number}").rows(named=True)
        assert "".join(text[row["char_start"] : row["char_end"]] for row in rows) == text
        ends = [row["char_end"] for row in rows]
        assert [row["char_start"] for row in rows] == [0, *ends][: len(rows)]
        assert [row["line"] for row in rows] == list(range(1, len(rows) + 1))
        for row in rows:
            written = text[row["char_start"] : row["char_end"]]
            assert written in (row["text"], row["text"] + "\n")
            assert "\n" not in row["text"]


@given(TEXTS)
def test_there_are_as_many_lines_as_line_feeds_and_a_last_one_without(text: str) -> None:
    unended = bool(text) and not text.endswith("\n")
    assert lines(text).height == text.count("\n") + unended


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\n", [(1, 0, 1, "")]),
        ("いろ\nは", [(1, 0, 3, "いろ"), (2, 3, 4, "は")]),
        ("いろ\nは\n", [(1, 0, 3, "いろ"), (2, 3, 5, "は")]),
        ("い\n\nろ", [(1, 0, 2, "い"), (2, 2, 3, ""), (3, 3, 4, "ろ")]),
        ("い\r\nろ", [(1, 0, 3, "い\r"), (2, 3, 4, "ろ")]),
        ("い\rろ\u2028は", [(1, 0, 5, "い\rろ\u2028は")]),
        ("𠮟る\n𠮟", [(1, 0, 3, "𠮟る"), (2, 3, 4, "𠮟")]),
    ],
)
def test_only_a_line_feed_ends_a_line(text: str, expected: list[tuple[int, int, int, str]]) -> None:
    assert lines(text).select("line", "char_start", "char_end", "text").rows() == expected


def test_the_columns_have_the_types_of_the_tables() -> None:
    assert lines("いろは").schema == {
        "document_id": pl.String,
        "line": pl.Int32,
        "char_start": pl.Int64,
        "char_end": pl.Int64,
        "text": pl.String,
    }


def test_no_documents_have_no_lines() -> None:
    none = pl.DataFrame(schema={"document_id": pl.String, "text": pl.String})
    assert lines_of(none).is_empty()
