"""Law 1: concatenating the spans of a document's blocks gives its text."""

from __future__ import annotations

import re
from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.segmentation.segment import segment
from pipeline.text.folding import INVISIBLE, NO_WIDTH
from schemas import TABLES

MARKED = [
    "第１回架空会議 論点メモ",
    " 第二回架空会議　論点メモ  ",
    "日 時：令和６年４月１日（月）10：00～",
    "日時：",
    "場 所：みどり会館",
    "出席者：",
    "委員：青木委員（座長）、",
    "概 要：",
    "＜議題１：雲",
    "の名前＞",
    "【意見】",
    "①架空省",
    "l 点",
    "l ",
    "１．箇条",
    "以上",
    "（以 上）",
]
BLANK = ["", " ", "　", "\r", "\t", "\u2028", "\x0c", "\u00a0", "\u200b", "\ufeff"]
LINE_END = re.compile(r"\r\n?\f*|\n\f*|\f+(?:\r\n?|\n)?|[\v\x85\u2028\u2029]")
MARKS = "\u0300-\u036f\u3099\u309a\uff9e\uff9f"
WHITE = re.compile(f"[{INVISIBLE}{MARKS}]*")
# What stands over a line end is of its line.
OVER = re.compile(f"(?<=[\\n\\r\\v\\f\x85\u2028\u2029])[{NO_WIDTH}{MARKS}]+$")
LINES = st.one_of(
    st.sampled_from(MARKED), st.sampled_from(BLANK), st.text(max_size=8), st.just("迷子の行")
)
TEXTS = st.builds(
    lambda lines, end: "\n".join(lines) + end,
    st.lists(LINES, min_size=1, max_size=25),
    st.sampled_from(["", "\n", "\r\n"]),
).filter(lambda text: not WHITE.fullmatch(text))
LAYOUTS = st.sampled_from(["points_memo", None])
# Several texts are read in the time of one.
FEWER = settings(max_examples=settings.default.max_examples // 4)
SEVERAL = {"min_size": 1, "max_size": 8}

Documents = Callable[..., pl.DataFrame]


def line_at(text: str, place: int) -> int:
    """The line that a character stands in, from 1."""
    return sum(end.end() <= place for end in LINE_END.finditer(text)) + 1


@FEWER
@given(records=st.lists(st.tuples(TEXTS, LAYOUTS), **SEVERAL))
def test_the_blocks_of_every_document_tile_its_text(
    documents_of: Documents, records: list[tuple[str, str | None]]
) -> None:
    texts, names = zip(*records, strict=True)
    documents = documents_of(*texts).with_columns(layout=pl.Series(names, dtype=pl.String))
    blocks = segment(documents).blocks
    assert TABLES["blocks"].validate(blocks, lazy=True).equals(blocks)
    for number, text in enumerate(texts, start=1):
        rows = blocks.filter(document_id=f"made-up/{number}.txt").rows(named=True)
        assert "".join(text[row["char_start"] : row["char_end"]] for row in rows) == text
        assert [row["ordinal"] for row in rows] == list(range(1, len(rows) + 1))
        for row in rows:
            start, end = row["char_start"], row["char_end"]
            assert start < end
            assert row["line_start"] == line_at(text, start)
            assert row["line_end"] == line_at(text, start + len(OVER.sub("", text[start:end])) - 1)


@FEWER
@given(texts=st.lists(TEXTS, **SEVERAL), layout=LAYOUTS)
def test_gaps_are_white_and_nothing_else_is(
    documents_of: Documents, texts: list[str], layout: str | None
) -> None:
    documents = documents_of(*texts).with_columns(layout=pl.lit(layout, pl.String))
    text_of = dict(documents.select("document_id", "text").rows())
    blocks = segment(documents).blocks
    for name, kind, start, end in blocks.select(
        "document_id", "kind", "char_start", "char_end"
    ).rows():
        assert bool(WHITE.fullmatch(text_of[name][start:end])) == (kind == "gap")


@FEWER
@given(texts=st.lists(TEXTS, **SEVERAL))
def test_nothing_is_recognised_without_a_layout(documents_of: Documents, texts: list[str]) -> None:
    documents = documents_of(*texts).with_columns(layout=pl.lit(None, pl.String))
    blocks = segment(documents).blocks
    assert set(blocks["kind"]) <= {"gap", "page_mark", "unrecognised"}
    assert blocks["meeting_id"].null_count() == blocks.height


@pytest.mark.parametrize("repeat", [1, 2, 3])
def test_as_many_meetings_are_found_as_titles(
    documents_of: Documents, memo: str, repeat: int
) -> None:
    # The same record again and again: the later ones are told apart by a hash.
    blocks = segment(documents_of(memo * repeat)).blocks
    assert blocks["meeting_id"].drop_nulls().n_unique() == repeat
    assert blocks.filter(kind="title").height == repeat
