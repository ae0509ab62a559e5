"""SVG from Vega-Lite, with fonts and colours of the surrounding page.

Specifications are data and need no Altair, which takes longer to load than all figures take to
draw. The tests validate them with it.

No position in a picture depends on the width of a text, which the fonts of the machine decide: a
release has the same page wherever it is made.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import vl_convert
from markupsafe import Markup

WIDTH = 400
"""Width of a picture, in its own units; about as wide on a phone as on a desktop."""

FONT_SIZE = 13
MARK = "var(--mark)"
SERIES = tuple(f"var(--series-{number})" for number in range(1, 5))
"""Colours that most people can distinguish; style.css has them for light and dark."""

REST = "var(--rest)"
HOLLOW = "transparent"

CONFIG: dict[str, Any] = {
    # The figure around the picture has the text for screen readers.
    "aria": False,
    "mark": {"aria": False},
    "font": "inherit",
    "view": {"stroke": None},
    "text": {"fontSize": FONT_SIZE, "color": "currentColor"},
    "axis": {
        "aria": False,
        "title": None,
        "labelColor": "currentColor",
        "labelFontSize": FONT_SIZE,
        "labelLimit": 0,
        "labelOverlap": False,
        "gridColor": "var(--line)",
        "domainColor": "var(--line)",
        "ticks": False,
        "labelPadding": 6,
    },
}


@dataclass(frozen=True)
class Picture:
    """The inside of an SVG element, and its view box."""

    view_box: str
    inside: Markup


def draw(
    specification: dict[str, Any], values: Sequence[dict[str, Any]], padding: dict[str, int]
) -> Picture:
    """Draw a Vega-Lite specification.

    Parameters
    ----------
    specification
        With `width` and `height` of the plot inside `padding`, but without data.
    values
        The data, one row for each mark.
    padding
        Room for the axes: `left`, `right`, `top`, `bottom`.
    """
    drawn = vl_convert.vegalite_to_svg(complete(specification, values, padding))
    opening, _, inside = drawn.removesuffix("</svg>").partition(">")
    view_box = re.search(r'viewBox="([\d. ]+)"', opening)
    if view_box is None:
        raise RuntimeError(f"vl-convert gave no SVG with a view box: {opening}")
    # vl-convert escapes the texts that it writes.
    return Picture(view_box[1], Markup(inside))


def complete(
    specification: dict[str, Any], values: Sequence[dict[str, Any]], padding: dict[str, int]
) -> dict[str, Any]:
    """Add data and common settings to a specification."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "background": "transparent",
        "autosize": "none",
        "padding": padding,
        "data": {"values": list(values)},
        "config": CONFIG,
        **specification,
    }
