"""Lines of made-up records, as the steps of segmentation hand them on."""

from __future__ import annotations

import polars as pl

from pipeline.segmentation.classification import classify
from pipeline.segmentation.layouts import layout_named
from pipeline.segmentation.matching import with_matches
from pipeline.text.lines import lines_of


def documents_with(*texts: str) -> pl.DataFrame:
    """`document_id` and `text` of documents: made-up/1.txt, made-up/2.txt ..."""
    names = [f"made-up/{number}.txt" for number in range(1, len(texts) + 1)]
    return pl.DataFrame({"document_id": names, "text": texts})


def visible(documents: pl.DataFrame, style: str | None = None) -> pl.DataFrame:
    """The visible lines of documents in a style."""
    return (
        lines_of(documents)
        .with_columns(stripped=pl.col("text").str.strip_chars_end())
        .filter(pl.col("stripped") != "")
        .with_columns(
            layout=pl.lit(style, pl.String),
            probability=pl.lit(None, pl.Float64),
            turn=pl.lit(None, pl.String),
            is_new_document=pl.col("document_id") != pl.col("document_id").shift().fill_null(""),
        )
    )


def matched(*texts: str, style: str = "circle_name") -> pl.DataFrame:
    """The lines with what the rules of a style ask of them."""
    documents, layout = documents_with(*texts), layout_named(style)
    assert layout is not None
    return with_matches(visible(documents, style), layout, documents)


def classified(*texts: str, style: str | None = "circle_name") -> pl.DataFrame:
    """The lines told apart by the rules of a style."""
    documents = documents_with(*texts)
    lines = visible(documents, style).drop("is_new_document")
    return classify(lines, layout_named(style), documents)


def where(lines: pl.DataFrame, column: str) -> list[str]:
    """The lines for which a column holds."""
    return [line.strip() for line in lines.filter(column)["stripped"]]
