"""Horizontal bars, each under its label, which has the full width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.release.page.plot import FONT_SIZE, WIDTH, Picture, draw
from pipeline.release.page.words import label, text_columns

ROW_HEIGHT = 46
BAR_HEIGHT = 14


@dataclass(frozen=True)
class Bar:
    """A bar of one or more consecutive parts, with label and number."""

    label: str
    number: str
    parts: Sequence[int]


def draw_bars(bars: Sequence[Bar], fills: Sequence[str], full: int) -> Picture:
    """Draw bars from the top down.

    Parameters
    ----------
    fills
        A colour for each of the parts of a bar.
    full
        The number that a bar of full width represents.
    """
    room = WIDTH * 2 // FONT_SIZE - 2
    values = [
        {
            "row": row,
            "part": part,
            "count": count,
            "label": label(bar.label, room - text_columns(bar.number) - 2),
            "number": bar.number,
        }
        for row, bar in enumerate(bars)
        for part, count in enumerate(bar.parts)
    ]
    row_axis = {
        "field": "row",
        "type": "ordinal",
        "scale": {"domain": list(range(len(bars)))},
        "axis": None,
    }
    text = {"type": "text", "baseline": "bottom", "dy": -2}
    first = {"filter": "datum.part == 0"}
    specification = {
        "width": WIDTH - 2,
        "height": ROW_HEIGHT * len(bars),
        "layer": [
            {
                "mark": {
                    "type": "bar",
                    "height": BAR_HEIGHT,
                    "yOffset": 10,
                    "stroke": "var(--edge)",
                    "strokeWidth": 1,
                },
                "transform": [{"filter": "datum.count > 0"}],
                "encoding": {
                    "x": {
                        "field": "count",
                        "type": "quantitative",
                        "scale": {"domain": [0, full]},
                        "axis": None,
                    },
                    "y": row_axis,
                    "order": {"field": "part", "type": "ordinal"},
                    "fill": {
                        "field": "part",
                        "type": "ordinal",
                        "scale": {"domain": list(range(len(fills))), "range": list(fills)},
                        "legend": None,
                    },
                },
            },
            {
                "mark": {**text, "align": "left"},
                "transform": [first],
                "encoding": {"x": {"value": 0}, "y": row_axis, "text": {"field": "label"}},
            },
            {
                "mark": {**text, "align": "right"},
                "transform": [first],
                "encoding": {
                    "x": {"value": WIDTH - 2},
                    "y": row_axis,
                    "text": {"field": "number"},
                },
            },
        ],
    }
    return draw(specification, values, {"left": 1, "right": 1, "top": 0, "bottom": 2})
