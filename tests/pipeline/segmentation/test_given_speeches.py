from __future__ import annotations

import polars as pl

from pipeline.segmentation.given_speeches import with_given
from pipeline.text.lines import lines_of

TEXT = """\
衆議院　架空委員会　第3号
出席委員　青木　一郎君
本日の会議に付した案件
〔拍手〕
○青木委員　始めます。
次に移ります。
"""


def given(speeches: pl.DataFrame | None, *documents: tuple[str, str]) -> list[str | None]:
    texts = pl.DataFrame(documents, schema=["document_id", "text"], orient="row")
    lines = lines_of(texts).with_columns(stripped=pl.col("text").str.strip_chars_end())
    return with_given(lines, speeches)["given"].to_list()


def spans(*rows: tuple[str, int, int, bool]) -> pl.DataFrame:
    schema = {
        "document_id": pl.String,
        "char_start": pl.Int64,
        "char_end": pl.Int64,
        "is_front": pl.Boolean,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def test_a_line_is_what_the_source_states_of_its_place() -> None:
    front, talk = TEXT.index("出席委員"), TEXT.index("〔拍手〕")
    speeches = spans(("a", front, talk, True), ("a", talk, len(TEXT), False))
    assert given(speeches, ("a", TEXT)) == [
        "headline",
        "front_begins",
        "front",
        "aside_begins",
        "begins",
        "within",
    ]


def test_where_a_source_states_nothing_the_rules_decide() -> None:
    assert given(None, ("a", TEXT)) == [None] * 6
    other = spans(("b", 0, 5, False))
    assert given(other, ("a", TEXT), ("b", "始めます。\n")) == [*[None] * 6, "begins"]
