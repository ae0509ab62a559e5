"""The figure of meetings over time."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from pathlib import Path

import polars as pl

from pipeline.files.parquet_files import scan_parquet
from pipeline.release.page.figures.figure import Figure
from pipeline.release.page.periods import periods_of
from pipeline.release.page.plot import FONT_SIZE, MARK, WIDTH, Picture, draw
from pipeline.release.page.words import Words, text_columns

HEIGHT = 200
LEFT = 48
WIDEST_BAR = 44


def meetings_figure(parquet: Path) -> Figure | None:
    """Draw the number of meetings by period; None where none is dated."""
    meetings = scan_parquet(parquet / "meetings.parquet")
    periods = periods_of(meetings)
    if not periods.labels:
        return None
    found = dict(
        meetings.group_by(periods.index.alias("period")).agg(pl.len()).collect().iter_rows()
    )
    undated = found.pop(None, 0)
    counts = [(label, found.get(index, 0)) for index, label in enumerate(periods.labels)]
    busiest, most = max(counts, key=lambda counted: counted[1])
    notes = [
        Words(
            f"{periods.name.ja}ごとの会議の数です。", f"Number of meetings per {periods.name.en}."
        )
    ]
    if undated:
        notes.append(
            Words(
                f"開催日の記載がない{undated:,}件を除きます。",
                f"Leaves out {undated:,} without a date.",
            )
        )
    return Figure(
        name="meetings-over-time",
        title=Words("会議の推移", "Meetings over time"),
        notes=notes,
        summary=Words(
            f"棒グラフ。{counts[0][0]}から{counts[-1][0]}まで。最も多いのは{busiest}の{most:,}件です。",
            f"Bar chart from {counts[0][0]} to {counts[-1][0]}. The most, {most:,}, in {busiest}.",
        ),
        picture=_draw(counts, _ticks(most)),
        keys=[],
        header=[periods.name, Words("会議", "meetings")],
        rows=counts,
    )


def _ticks(most: int) -> list[int]:
    """Return at most five round numbers from 0 up to `most`.

    The last one may exceed `most`.
    """
    step = next(
        factor * 10**power
        for power in range(len(str(most)))
        for factor in (1, 2, 5, 10)
        if factor * 10**power * 4 >= most
    )
    return list(range(0, most + step, step))


def _draw(counts: Sequence[tuple[str, int]], ticks: Sequence[int]) -> Picture:
    labels = [label for label, _ in counts]
    label_width = _width(max(labels, key=len))
    # The last label may be wider than its bar.
    right = label_width // 2
    width = WIDTH - LEFT - right
    step = width // len(labels)
    period = {"field": "period", "type": "ordinal", "sort": None}
    meetings = {"field": "meetings", "type": "quantitative"}
    bars = {
        "mark": {"type": "bar", "color": MARK, "width": min(step * 8 // 10, WIDEST_BAR)},
        "encoding": {
            "x": {
                **period,
                "axis": {"values": labels[:: ceil(label_width / step)], "labelAngle": 0},
            },
            "y": {
                **meetings,
                "scale": {"domain": [0, ticks[-1]]},
                "axis": {"values": ticks, "format": ",d", "domain": False},
            },
        },
    }
    numbers = {
        "mark": {"type": "text", "dy": -8},
        "encoding": {"x": period, "y": meetings, "text": {**meetings, "format": ",d"}},
    }
    has_room = _width(f"{ticks[-1]:,}") <= step
    return draw(
        {"width": width, "height": HEIGHT, "layer": [bars, numbers] if has_room else [bars]},
        [{"period": label, "meetings": count} for label, count in counts],
        {"left": LEFT, "right": right, "top": 24, "bottom": 30},
    )


def _width(text: str) -> int:
    """Return the approximate width of a label, with a space beside it."""
    return (text_columns(text) + 1) * FONT_SIZE * 11 // 20
