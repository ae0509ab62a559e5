"""What doubts look at, line by line."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from pipeline.normalisation.doubts.reading import Reading, reading_of

Table = Callable[..., pl.DataFrame]

TEXT = "第３回架空会議\n\n○青木　始めます。\n　資料です。\n（拍手）\n○坂本　はい。\n"


def read(table_of: Table, documents: pl.DataFrame) -> Reading:
    spans = [("title", 0, 8), ("gap", 8, 9), ("remark", 9, 26), ("stage", 26, 31)]
    spans.append(("remark", 31, 39))
    first_line = {0: 1, 8: 2, 9: 3, 26: 5, 31: 6}
    blocks = table_of(
        "blocks",
        *(
            {
                "document_id": "made-up/1.txt",
                "kind": kind,
                "rule": kind,
                "char_start": start,
                "char_end": end,
                "line_start": first_line[start],
            }
            for kind, start, end in spans
        ),
    )
    tables = {
        name: table_of(name) for name in ("meetings", "agenda_items", "attendance", "remarks")
    }
    nothing = pl.DataFrame(
        schema={"document_id": pl.String, "line": pl.Int32, "excerpt": pl.String}
    )
    return reading_of(documents, blocks, tables, pl.Series(dtype=pl.String), nothing)


def test_every_visible_line_knows_its_block(
    table_of: Table, documents_of: Callable[..., pl.DataFrame]
) -> None:
    lines = read(table_of, documents_of(TEXT)).lines
    assert lines.select("line", "text", "kind", "opens", "block_start").rows() == [
        (1, "第３回架空会議", "title", True, 0),
        (3, "○青木　始めます。", "remark", True, 9),
        (4, "資料です。", "remark", False, 9),
        (5, "（拍手）", "stage", True, 26),
        (6, "○坂本　はい。", "remark", True, 31),
    ]


def test_every_line_knows_whether_somebody_speaks_before_and_behind_it(
    table_of: Table, documents_of: Callable[..., pl.DataFrame]
) -> None:
    lines = read(table_of, documents_of(TEXT)).lines
    assert lines.select("has_spoken", "speaks_later").rows() == [
        (False, True),
        (False, True),
        (True, True),
        (True, True),
        (True, False),
    ]


def test_documents_without_a_text_have_no_lines(
    table_of: Table, documents_of: Callable[..., pl.DataFrame]
) -> None:
    documents = documents_of(TEXT, None)
    reading = read(table_of, documents)
    assert set(reading.lines["document_id"]) == {"made-up/1.txt"}
    assert reading.documents.equals(documents)
