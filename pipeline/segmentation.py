"""Segmentation: documents become `blocks` that tile their text.

Lines are told apart by the rules of the document's layout; a line that no rule knows either
continues the block above (a hard wrap) or is kept as unrecognised. White space that does not
stand between the lines of a block is a gap of its own.
"""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from pipeline.layouts import ZONES, Layout, layouts
from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.lines import lines_of
from pipeline.meetings import meeting_ids
from pipeline.passages import passages_of
from pipeline.quality import issues
from schemas import TABLES
from schemas.table import polars_schema
from schemas.vocabulary import BlockKind, DocumentStatus, Severity, Stage


class Segmented(NamedTuple):
    """What segmentation makes of documents."""

    blocks: pl.DataFrame
    quality_issues: pl.DataFrame


def segment(documents: pl.DataFrame, limits: Limits = DEFAULT_LIMITS) -> Segmented:
    """Cut every document that has a text into blocks.

    Parameters
    ----------
    documents
        The table `documents`.

    Returns
    -------
    Segmented
        `blocks`, and issues: documents of no known layout, documents with much that no rule
        recognised.
    """
    readable = documents.filter(pl.col("text").is_not_null())
    lines = lines_of(readable).join(readable.select("document_id", "layout"), on="document_id")
    classified = [
        _classify(of_layout, layouts().get(str(name)))
        for (name,), of_layout in lines.group_by("layout", maintain_order=True)
    ]
    schema = polars_schema(TABLES["blocks"])
    if not classified:
        return Segmented(pl.DataFrame(schema=schema), _issues(documents, lines, limits))
    # Each layout numbers its blocks from 1.
    lines = pl.concat(classified).with_columns(
        block=pl.struct("document_id", "block").rle_id().cast(pl.Int64)
    )
    identified = meeting_ids(
        passages_of(lines.filter(pl.col("kind").is_in([BlockKind.TITLE, BlockKind.DATE]))),
        documents,
    )
    blocks = (
        lines.group_by("document_id", "block", maintain_order=True)
        .agg(
            pl.col("meeting", "kind", "rule").first(),
            pl.col("char_start").first(),
            pl.col("char_end").last(),
            pl.col("line").first().alias("line_start"),
            pl.col("line").last().alias("line_end"),
        )
        .join(identified, on=["document_id", "meeting"], how="left", maintain_order="left")
        .with_columns(ordinal=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("document_id"))
        .select(schema.names())
        .sort("document_id", "ordinal")
    )
    return Segmented(blocks, _issues(documents, lines, limits))


def _classify(lines: pl.DataFrame, layout: Layout | None) -> pl.DataFrame:
    """Add `meeting`, `kind`, `rule` and `block` to the lines of documents of one layout.

    `meeting` counts the titles so far in the document; `block` numbers the blocks.
    """
    rules = layout.rules if layout else ()
    text = pl.col("stripped")
    lines = lines.with_columns(stripped=pl.col("text").str.strip_chars_end()).with_columns(
        **{f"is_{rule.name}": text.str.contains(rule.pattern) for rule in rules},
        is_visible=text != "",
        is_new_document=pl.col("document_id") != pl.col("document_id").shift().fill_null(""),
    )

    # A record goes from front to header to attendance to talk; only a title goes back.
    zone_of = {zone: index for index, zone in enumerate(ZONES)}
    opened = pl.coalesce(
        *(pl.when(f"is_{rule.name}").then(zone_of[rule.opens]) for rule in rules if rule.opens),
        pl.lit(0),
    )
    title = pl.any_horizontal(
        pl.lit(False), *(pl.col(f"is_{rule.name}") for rule in rules if rule.kind == "title")
    )
    lines = (
        lines.with_columns(meeting=title.cum_sum().over("document_id"))
        # Before the first title nothing is opened: there is no meeting yet.
        .with_columns(opened=pl.when(pl.col("meeting") > 0).then(opened).otherwise(0))
        .with_columns(zone=pl.col("opened").cum_max().over("document_id", "meeting"))
        .with_columns(zone=pl.col("zone").shift().fill_null(0).over("document_id"))
    )

    applicable = {
        rule.name: pl.col(f"is_{rule.name}")
        & pl.col("zone").is_in([zone_of[zone] for zone in rule.zone])
        for rule in rules
    }
    lines = lines.with_columns(
        rule=pl.coalesce(
            *(pl.when(holds).then(pl.lit(name)) for name, holds in applicable.items()),
            pl.lit(None, dtype=pl.String),
        )
    ).with_columns(opens=pl.col("rule").is_not_null() | pl.col("is_new_document"))

    # An unmarked line is a hard wrap where the rule of its block allows one, else it is stray.
    opener = pl.when("opens").then(pl.col("rule").fill_null("")).forward_fill()
    open_ended = [rule.name for rule in rules if rule.continued]
    completes = pl.coalesce(
        *(
            pl.when(pl.col("opener") == rule.name).then(text.str.contains(rule.until))
            for rule in rules
            if rule.until
        ),
        pl.lit(False),
    )
    lines = (
        lines.with_columns(opener=opener)
        .with_columns(was_complete=_count_above_in_block(completes) > 0)
        .with_columns(
            is_stray=pl.col("rule").is_null()
            & pl.col("is_visible")
            & (~pl.col("opener").is_in(open_ended) | pl.col("was_complete"))
        )
        .with_columns(
            opens=pl.col("opens")
            | (pl.col("is_stray") & (_count_above_in_block(pl.col("is_stray")) == 0)),
        )
        .with_columns(
            block=pl.col("opens").cum_sum(),
            rule=pl.when("opens").then(pl.col("rule").fill_null("")).forward_fill(),
        )
    )

    next_visible = pl.when("is_visible").then("block").backward_fill()
    kind_of = {rule.name: rule.kind.value for rule in rules}
    return (
        lines.with_columns(is_gap=next_visible.ne_missing(pl.col("block")))
        .with_columns(
            rule=pl.when(~pl.col("is_gap")).then(pl.col("rule").replace("", None)),
            block=(pl.col("opens") | (pl.col("is_gap") & ~pl.col("is_gap").shift())).cum_sum(),
        )
        .with_columns(
            kind=pl.when("is_gap")
            .then(pl.lit(BlockKind.GAP.value))
            .otherwise(
                pl.col("rule").replace_strict(
                    kind_of,
                    return_dtype=pl.String,
                    default=BlockKind.UNRECOGNISED.value,
                )
            )
        )
        .select(
            "document_id",
            "layout",
            pl.col("meeting").cast(pl.Int32),
            "block",
            "kind",
            "rule",
            "line",
            "char_start",
            "char_end",
            "text",
        )
    )


def _count_above_in_block(holds: pl.Expr) -> pl.Expr:
    """How often `holds` was true on the lines above, from the line that opens the block on.

    Running sums over the whole frame: a window for each block would cost ten times as much.
    """
    above = holds.cum_sum().shift(1, fill_value=0)
    return above - pl.when("opens").then(above).forward_fill()


def _issues(documents: pl.DataFrame, lines: pl.DataFrame, limits: Limits) -> pl.DataFrame:
    unknown = documents.filter(pl.col("status") == DocumentStatus.PARTIAL.value).select(
        "collection_id", "document_id", row_key="document_id"
    )
    found = [
        issues(
            unknown,
            stage=Stage.SEGMENTATION,
            rule="layout_known",
            severity=Severity.WARN,
            table_name="documents",
            message=f"no layout family fits ({', '.join(layouts())}). The text is kept, no "
            "meeting is read from it. Describe its layout in pipeline/layouts/.",
        )
    ]
    if "kind" in lines.columns:
        visible = pl.col("text").str.replace_all(r"\s", "").str.len_chars()
        strays = pl.col("kind") == BlockKind.UNRECOGNISED.value
        with_strays = lines.filter(strays & pl.col("layout").is_not_null())["document_id"].unique()
        doubtful = (
            lines.filter(pl.col("document_id").is_in(with_strays.implode()))
            .group_by("document_id", maintain_order=True)
            .agg(
                share=visible.filter(strays).sum() / visible.sum(),
                line=pl.col("line").filter(strays).first(),
                excerpt=pl.col("text").filter(strays).first(),
            )
            .filter(pl.col("share") > limits.max_unrecognised_share)
            .join(documents.select("document_id", "collection_id"), on="document_id")
            .with_columns(row_key="document_id")
        )
        found.append(
            issues(
                doubtful,
                stage=Stage.SEGMENTATION,
                rule="unrecognised_share",
                severity=Severity.WARN,
                table_name="documents",
                message=pl.format(
                    "{}% of the characters are recognised by no rule; the first are in this line.",
                    (pl.col("share") * 100).round(1),
                ),
            )
        )
    return pl.concat(found)
