"""Agenda: headings become `agenda_items`, a tree."""

from __future__ import annotations

import re

import polars as pl

from pipeline.lexicons import lexicon
from pipeline.segmentation.layouts import inferred_layout, layouts
from pipeline.tables.identifiers import with_row_id
from pipeline.tables.pages import columns_before_pages
from schemas.vocabulary import AgendaKind, BlockKind

BRACKETS = {"＜": "＞", "<": ">", "【": "】", "≪": "≫", "《": "》", "〔": "〕", "［": "］"}
"""Pairs of brackets that may enclose a whole heading; brackets inside it belong to its words."""


def read_agenda(passages: pl.DataFrame) -> pl.DataFrame:
    """Make the table `agenda_items`.

    Parameters
    ----------
    passages
        As made by `passages_of`, with `meeting_id`.
    """
    levels = [
        {"layout": layout.name, "rule": rule.name, "level": rule.level}
        for layout in (*layouts().values(), inferred_layout())
        for rule in layout.rules
        if rule.level
    ]
    headings = (
        passages.filter(pl.col("kind") == BlockKind.HEADING.value)
        .join(
            pl.DataFrame(
                levels, schema={"layout": pl.String, "rule": pl.String, "level": pl.Int32}
            ),
            on=["layout", "rule"],
            maintain_order="left",
        )
        .sort("meeting_id", "document_id", "char_start")
        .with_columns(words=_without_brackets(pl.col("text")))
        .with_columns(
            label=pl.coalesce(
                "marker", pl.col("words").str.extract(r"^([^：:「」（）()]{1,8})[：:]", 1)
            ),
            ordinal=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("meeting_id"),
        )
        .with_columns(
            title=pl.when(pl.col("marker").is_null() & pl.col("label").is_not_null())
            .then(pl.col("words").str.replace(r"^[^：:]*[：:][ 　]*", ""))
            .otherwise("words")
        )
        .with_columns(kind=_kind())
    )
    headings = with_row_id(
        headings,
        "agenda_item_id",
        prefix=pl.format("{}/g-", "meeting_id"),
        identity=pl.concat_str(pl.col("label").fill_null(""), "title", separator="\x1f"),
    )
    headings = headings.with_columns(parent_ordinal=_parent_ordinal(headings)).join(
        headings.select("meeting_id", parent_ordinal="ordinal", parent_id="agenda_item_id"),
        on=["meeting_id", "parent_ordinal"],
        how="left",
        maintain_order="left",
    )
    return headings.select(columns_before_pages("agenda_items")).sort("meeting_id", "ordinal")


def _without_brackets(heading: pl.Expr) -> pl.Expr:
    """Remove the brackets around a heading: ＜大臣挨拶＞ → 大臣挨拶."""
    first, last = heading.str.head(1), heading.str.tail(1)
    opened = first.is_in(list(BRACKETS))
    pair = pl.concat_str(first, last).is_in([a + b for a, b in BRACKETS.items()])
    # The opening bracket is never closed, or closed before the end of the heading.
    unpaired = heading.str.strip_chars_start("".join(BRACKETS)).str.replace(
        f"[{''.join(map(re.escape, BRACKETS.values()))}]", ""
    )
    return (
        pl.when(pair)
        .then(heading.str.slice(1, heading.str.len_chars() - 2))
        .when(opened)
        .then(unpaired)
        .otherwise(heading)
        .str.strip_chars()
    )


def _kind() -> pl.Expr:
    ruled = [
        pl.when(
            pl.all_horizontal(
                pl.col(part).str.contains(rule[part]).fill_null(False)
                for part in ("label", "title")
                if part in rule
            )
        ).then(pl.lit(rule["kind"]))
        for rule in lexicon("agenda")["rule"]
    ]
    return (
        pl.when(pl.col("level") > 1)
        .then(pl.lit(AgendaKind.SECTION.value))
        .otherwise(pl.coalesce(*ruled, pl.lit(AgendaKind.TOPIC.value)))
    )


def _parent_ordinal(headings: pl.DataFrame) -> pl.Series:
    """Return the ordinal of the nearest previous heading that is less deep.

    Null at the top level.
    """
    depths = sorted(headings["level"].unique())
    nearest = {
        level: pl.when(pl.col("level") == level).then("ordinal").forward_fill().over("meeting_id")
        for level in depths
    }
    parent = pl.coalesce(
        *(
            pl.when(pl.col("level") == level).then(
                pl.max_horizontal(nearest[above] for above in depths if above < level)
            )
            for level in depths[1:]
        ),
        # A null for each heading: a bare literal has one row.
        pl.when(pl.lit(False)).then("ordinal"),
    )
    return headings.select(parent.alias("parent_ordinal")).to_series()
