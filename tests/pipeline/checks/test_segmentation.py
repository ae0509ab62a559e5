from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.checks.segmentation import _RULES_OF_HOURS, broken_tiling, headers_not_single
from pipeline.segmentation.layouts import layouts
from schemas.vocabulary import BlockKind

Table = Callable[..., pl.DataFrame]
Spans = list[tuple[int, int]]

BROKEN: dict[str, Spans] = {
    "no blocks": [],
    "begins late": [(1, 44)],
    "ends early": [(0, 43)],
    "ends late": [(0, 45)],
    "a hole": [(0, 13), (14, 44)],
    "an overlap": [(0, 13), (12, 44)],
    "an empty block": [(0, 13), (13, 13), (13, 44)],
    "out of order": [(13, 44), (0, 13)],
    "twice": [(0, 44), (0, 44)],
}


def tiling(table_of: Table, spans: Spans) -> list[str]:
    blocks = [
        {"ordinal": place, "char_start": start, "char_end": end}
        for place, (start, end) in enumerate(spans, start=1)
    ]
    frames = {"documents": table_of("documents", {}), "blocks": table_of("blocks", *blocks)}
    return broken_tiling(frames)["document_id"].to_list()


@pytest.mark.parametrize("spans", BROKEN.values(), ids=BROKEN)
def test_what_does_not_give_the_text_is_found(table_of: Table, spans: Spans) -> None:
    assert tiling(table_of, spans) == ["made-up/memo.txt"]


@pytest.mark.parametrize("spans", [[(0, 44)], [(0, 13), (13, 43), (43, 44)]])
def test_what_gives_the_text_is_not(table_of: Table, spans: Spans) -> None:
    assert tiling(table_of, spans) == []


def test_a_document_is_tiled_by_its_own_blocks(table_of: Table) -> None:
    other = {"document_id": "made-up/other.txt", "text": "𠮟る"}
    quarantined = {"document_id": "made-up/out.txt", "text": None}
    frames = {
        "documents": table_of("documents", {}, other, quarantined),
        "blocks": table_of(
            "blocks",
            {"document_id": "made-up/other.txt", "char_end": 2},
            {"char_end": 44},
        ),
    }
    assert broken_tiling(frames).is_empty()


@pytest.mark.parametrize(
    ("kinds", "is_single"),
    [
        (["title", "date"], True),
        (["title", "date", "place", "remark", "remark"], True),
        (["title"], False),
        (["date", "place"], False),
        (["title", "title", "date"], False),
        (["title", "date", "date"], False),
        (["title", "date", "place", "place"], False),
    ],
)
def test_a_header_is_one_title_one_date_and_at_most_one_place(
    table_of: Table, kinds: list[str], is_single: bool
) -> None:
    blocks = [
        {"ordinal": place, "kind": kind, "line_start": place + 2}
        for place, kind in enumerate(kinds, start=1)
    ]
    before = {"ordinal": 9, "meeting_id": None, "kind": "gap"}
    found = headers_not_single({"blocks": table_of("blocks", *blocks, before)})
    located = found.select("document_id", "meeting_id", "line").rows()
    expected = [] if is_single else [("made-up/memo.txt", "made-up/2024-04-01/1", 3)]
    assert located == expected


@pytest.mark.parametrize(
    ("rules", "is_single"),
    [
        (["date", "opening_time", "closing_time"], True),
        (["date", "hour_plain", "hour_plain"], True),
        (["date_plain", "clock", "clock"], True),
        (["opening_time", "closing_time"], False),
        (["date", "date_plain"], False),
    ],
)
def test_hours_on_lines_of_their_own_are_no_second_date(
    table_of: Table, rules: list[str], is_single: bool
) -> None:
    dates = [
        {"ordinal": place, "kind": "date", "rule": rule, "line_start": place + 2}
        for place, rule in enumerate(rules, start=2)
    ]
    blocks = table_of("blocks", {"ordinal": 1, "kind": "title", "rule": "title"}, *dates)
    assert headers_not_single({"blocks": blocks}).is_empty() is is_single


def test_the_rules_of_hours_are_rules_for_dates() -> None:
    kinds = {rule.name: rule.kind for layout in layouts().values() for rule in layout.rules}
    assert {kinds[name] for name in _RULES_OF_HOURS} == {BlockKind.DATE}
