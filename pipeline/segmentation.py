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
    lines = (
        lines_of(readable)
        .with_columns(stripped=pl.col("text").str.strip_chars_end())
        .filter(pl.col("stripped") != "")
        .join(readable.select("document_id", "layout"), on="document_id", maintain_order="left")
    )
    classified = [
        _classify(of_layout, layouts().get(str(name)))
        for (name,), of_layout in lines.group_by("layout", maintain_order=True)
    ]
    lines = pl.concat(classified or [_classify(lines, None)])
    blocks = _with_gaps(_blocks(lines), readable)
    headers = blocks.filter(pl.col("kind").is_in([BlockKind.TITLE, BlockKind.DATE]))
    blocks = (
        blocks.join(
            meeting_ids(passages_of(headers, documents), documents),
            on=["document_id", "meeting"],
            how="left",
            maintain_order="left",
        )
        .with_columns(ordinal=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("document_id"))
        .select(polars_schema(TABLES["blocks"]).names())
    )
    return Segmented(blocks, _issues(documents, lines, limits))


def _classify(lines: pl.DataFrame, layout: Layout | None) -> pl.DataFrame:
    """Add `meeting`, `kind`, `rule` and `opens` to the visible lines of documents of one layout.

    `meeting` counts the titles so far in the document; a line that `opens` begins a block.
    """
    rules = layout.rules if layout else ()
    text = pl.col("stripped")
    lines = lines.with_columns(
        **{f"is_{rule.name}": text.str.contains(rule.pattern) for rule in rules},
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
        lines.with_columns(
            document=pl.col("is_new_document").cum_sum(),
            record=(pl.col("is_new_document") | title).cum_sum(),
        )
        .with_columns(meeting=title.cum_sum().over("document").cast(pl.Int32))
        # Before the first title nothing is opened: there is no meeting yet.
        .with_columns(opened=pl.when(pl.col("meeting") > 0).then(opened).otherwise(0))
        .with_columns(zone=pl.col("opened").cum_max().over("record"))
        .with_columns(
            zone=pl.when("is_new_document").then(0).otherwise(pl.col("zone").shift()).fill_null(0)
        )
    )

    applicable = {
        rule.name: pl.col(f"is_{rule.name}")
        & pl.col("zone").is_in([zone_of[zone] for zone in rule.zone])
        for rule in rules
    }
    # No rule is the empty name. Names as an enumeration, since text is slow to fill and compare.
    names = pl.Enum(["", *applicable])
    no_rule = pl.lit("", dtype=names)
    lines = lines.with_columns(
        rule=pl.coalesce(
            *(pl.when(holds).then(pl.lit(name, names)) for name, holds in applicable.items()),
            no_rule,
        )
    ).with_columns(opens=(pl.col("rule") != no_rule) | pl.col("is_new_document"))

    # An unmarked line is a hard wrap where the rule of its block allows one, else it is stray.
    of_block = pl.when("opens").then("rule").forward_fill()
    open_ended = pl.Series([rule.name for rule in rules if rule.continued], dtype=names)
    completes = pl.coalesce(
        *(
            pl.when(pl.col("opener") == pl.lit(rule.name, names)).then(
                text.str.contains(rule.until)
            )
            for rule in rules
            if rule.until
        ),
        pl.lit(False),
    )
    kind_of = {rule.name: rule.kind.value for rule in rules}
    return (
        lines.with_columns(opener=of_block)
        .with_columns(was_complete=_count_above_in_block(completes) > 0)
        .with_columns(
            is_stray=(pl.col("rule") == no_rule)
            & (~pl.col("opener").is_in(open_ended.implode()) | pl.col("was_complete"))
        )
        .with_columns(
            opens=pl.col("opens")
            | (pl.col("is_stray") & (_count_above_in_block(pl.col("is_stray")) == 0)),
        )
        .with_columns(rule=of_block.cast(pl.String))
        .select(
            *("document_id", "layout", "meeting", "opens"),
            pl.col("rule")
            .replace_strict(kind_of, return_dtype=pl.String, default=BlockKind.UNRECOGNISED.value)
            .alias("kind"),
            pl.col("rule").replace("", None),
            *("line", "char_start", "char_end", "text"),
        )
    )


def _count_above_in_block(holds: pl.Expr) -> pl.Expr:
    """How often `holds` was true on the lines above, from the line that opens the block on.

    Running sums over the whole frame: a window for each block would cost ten times as much.
    """
    above = holds.cum_sum().shift(1, fill_value=0)
    return above - pl.when("opens").then(above).forward_fill()


def _blocks(lines: pl.DataFrame) -> pl.DataFrame:
    """A block goes from the line that opens it to the last visible line before the next."""
    last = lines.filter(pl.col("opens").shift(-1, fill_value=True))
    return lines.filter("opens").select(
        *("document_id", "meeting", "kind", "rule", "char_start"),
        char_end=last["char_end"],
        line_start="line",
        line_end=last["line"],
    )


def _with_gaps(blocks: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Add what stands between the blocks, before the first and behind the last: white space.

    A gap belongs to the meeting of the block above.
    """
    text = pl.col("text")
    ends = documents.filter(text != "").select(
        "document_id",
        char_start=text.str.len_chars().cast(pl.Int64),
        line_start=(
            text.str.count_matches("\n", literal=True) + (~text.str.ends_with("\n")).cast(pl.UInt32)
        ).cast(pl.Int32)
        + 1,
    )
    follows = pl.col("document_id") == pl.col("document_id").shift()
    gaps = (
        pl.concat([blocks, ends], how="diagonal")
        .sort("document_id", "char_start", maintain_order=True)
        .select(
            "document_id",
            meeting=pl.when(follows).then(pl.col("meeting").shift()).fill_null(0),
            kind=pl.lit(BlockKind.GAP.value),
            rule=pl.lit(None, pl.String),
            char_start=pl.when(follows).then(pl.col("char_end").shift()).fill_null(0),
            char_end="char_start",
            line_start=pl.when(follows).then(pl.col("line_end").shift()).fill_null(0) + 1,
            line_end=pl.col("line_start") - 1,
        )
        .filter(pl.col("char_start") < pl.col("char_end"))
    )
    return pl.concat([blocks, gaps]).sort("document_id", "char_start")


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
    if lines.height:
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
