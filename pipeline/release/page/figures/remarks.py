"""The figure of remarks by agenda topic and attendee group."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from pipeline.files.parquet_files import scan_parquet
from pipeline.release.page.figures.bars import Bar, draw_bars
from pipeline.release.page.figures.figure import Figure, Key
from pipeline.release.page.plot import HOLLOW, REST, SERIES
from pipeline.release.page.words import Words
from schemas.vocabulary import RemarkKind

MOST_ITEMS = 15
SQUARE = "M-1,-1H1V1H-1Z"

UNLINKED = Words("出席者と結び付かない", "not linked to an attendee")
OTHER_GROUPS = Words("その他の区分", "other groups")
NO_ITEM = "（議題の外）"
NO_GROUP = "（区分の記載なし）"


def remarks_figure(parquet: Path) -> Figure | None:
    """Draw the number of remarks by outermost heading and group.

    None where there is no remark.
    """
    counts = _counts(parquet)
    if counts.is_empty():
        return None
    items = (
        counts.group_by("item")
        .agg(pl.col("remarks").sum(), pl.col("first").min())
        .sort("remarks", "first", "item", descending=[True, False, False])
    )
    shown = items.head(MOST_ITEMS)
    groups = (
        counts.filter(pl.col("is_linked"))
        .group_by("group")
        .agg(pl.col("remarks").sum())
        .sort("remarks", "group", descending=[True, False])["group"]
    )
    own_colour = groups.head(len(SERIES)).to_list()
    series: list[str | Words] = [*own_colour]
    fills = [*SERIES[: len(own_colour)]]
    if len(groups) > len(own_colour):
        series.append(OTHER_GROUPS)
        fills.append(REST)
    series.append(UNLINKED)
    fills.append(HOLLOW)
    place = (
        pl.when(~pl.col("is_linked"))
        .then(len(series) - 1)
        .otherwise(
            pl.col("group").replace_strict(
                {group: number for number, group in enumerate(own_colour)},
                default=len(own_colour),
                return_dtype=pl.Int64,
            )
        )
    )
    parts = {
        (item, number): remarks
        for item, number, remarks in counts.join(shown.select("item"), on="item", how="semi")
        .group_by("item", place.alias("part"))
        .agg(pl.col("remarks").sum())
        .iter_rows()
    }
    rows = [
        (item, [parts.get((item, number), 0) for number in range(len(series))])
        for item in shown["item"]
    ]
    total, in_shown = counts["remarks"].sum(), shown["remarks"].sum()
    return Figure(
        name="remarks",
        title=Words("議題と区分ごとの発言", "Remarks by agenda item and attendee group"),
        notes=[
            Words(
                f"発言が多い順に{shown.height:,}の標題（全{items.height:,}）、"
                f"{in_shown:,}件（全{total:,}件）です。最上位の見出しで数え、同じ標題は会議をまたいで合わせています。",
                f"The {shown.height:,} titles with most remarks, of {items.height:,}: {in_shown:,} "
                f"remarks of {total:,}. By outermost heading; the same title counts as one.",
            )
        ],
        summary=Words(
            f"積み上げ棒グラフ。最も多いのは「{rows[0][0]}」の{shown['remarks'][0]:,}件です。",
            f"Stacked bars. The most, {shown['remarks'][0]:,}, under 「{rows[0][0]}」.",
        ),
        picture=draw_bars(
            [Bar(item, f"{sum(numbers):,}", numbers) for item, numbers in rows],
            fills,
            shown["remarks"][0],
        ),
        keys=[Key(SQUARE, fill, name) for fill, name in zip(fills, series, strict=True)],
        header=[Words("標題", "title"), *series],
        rows=[[item, *numbers] for item, numbers in rows],
    )


def _counts(parquet: Path) -> pl.DataFrame:
    """Count `remarks` by `item`, `group` and whether the speaker `is_linked`."""
    items = (
        scan_parquet(parquet / "agenda_items.parquet")
        .select("agenda_item_id", "meeting_id", "ordinal", "parent_id", "title")
        .sort("meeting_id", "ordinal")
        .select(
            "agenda_item_id",
            # In reading order, the items under a heading follow it.
            pl.when(pl.col("parent_id").is_null())
            .then("title")
            .forward_fill()
            .over("meeting_id")
            .alias("item"),
        )
    )
    attendance = scan_parquet(parquet / "attendance.parquet").select(
        "attendance_id", pl.col("attendee_group").fill_null(NO_GROUP).alias("group")
    )
    return (
        scan_parquet(parquet / "remarks.parquet")
        .filter(pl.col("kind") == RemarkKind.REMARK.value)
        .select("meeting_id", "ordinal", "agenda_item_id", "attendance_id")
        .join(items, on="agenda_item_id", how="left")
        .join(attendance, on="attendance_id", how="left")
        .group_by(
            pl.col("item").fill_null(NO_ITEM),
            "group",
            pl.col("group").is_not_null().alias("is_linked"),
        )
        .agg(pl.len().alias("remarks"), pl.col("ordinal").min().alias("first"))
        .collect()
    )
