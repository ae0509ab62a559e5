"""Horizontal bars: their lengths, their colours, and the label and number above each."""

from __future__ import annotations

import re

import pytest

from pipeline.release.page.figures.bars import ROW_HEIGHT, Bar, draw_bars
from pipeline.release.page.plot import WIDTH, Picture

FILLS = ("var(--series-1)", "var(--series-2)")


def texts(picture: Picture) -> list[str]:
    return re.findall(r">([^<>]+)</text>", picture.inside)


def bars(picture: Picture) -> list[tuple[float, str]]:
    """Length and colour of each part, in order."""
    found = re.findall(
        r'<path [^>]*d="M([\d.]+),[\d.]+h([\d.]+)[^>]*fill="([^"]+)"', picture.inside
    )
    return [(float(length), fill) for _, length, fill in found]


def test_a_bar_is_as_long_as_its_share_of_the_full_width() -> None:
    picture = draw_bars([Bar("記名", "4", [3, 1]), Bar("無記名", "2", [0, 2])], FILLS, full=8)
    full = WIDTH - 2
    assert [length for length, _ in bars(picture)] == pytest.approx(
        [full * 3 / 8, full * 1 / 8, full * 2 / 8]
    )
    assert [fill for _, fill in bars(picture)] == [FILLS[0], FILLS[1], FILLS[1]]
    assert texts(picture) == ["記名", "無記名", "4", "2"]
    assert float(picture.view_box.split()[3]) == 2 * ROW_HEIGHT + 2


def test_a_long_label_leaves_room_for_its_number_and_is_escaped() -> None:
    picture = draw_bars([Bar("<b>" + "雲" * 99, "1,234 (50.0%)", [1])], FILLS[:1], full=1)
    label, number = texts(picture)
    assert number == "1,234 (50.0%)"
    assert label.startswith("&lt;b&gt;雲")
    assert label.endswith("…")
    # 59 columns of the width, less those of the number and two between them.
    assert label.count("雲") == (59 - 13 - 2 - 3 - 2) // 2
    assert "<b>" not in picture.inside


def test_a_bar_of_nothing_has_its_label_alone() -> None:
    picture = draw_bars([Bar("記名", "0", [0])], FILLS[:1], full=1)
    assert bars(picture) == []
    assert texts(picture) == ["記名", "0"]
