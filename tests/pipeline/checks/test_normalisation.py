from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.checks.normalisation import (
    attendance_unlike_source,
    holes_in_ordinals,
    remarks_unlike_source,
    unaccounted,
)

Frames = dict[str, pl.DataFrame]
Table = Callable[..., pl.DataFrame]

MEETING = "made-up/2024-04-01/1"


def kept_out(*keys: str) -> list[dict[str, object]]:
    return [
        {
            "quality_issue_id": f"q-{key}",
            "stage": "normalisation",
            "rule": "schema",
            "table_name": "remarks",
            "row_key": key,
            "document_id": "made-up/memo.txt",
        }
        for key in keys
    ]


def remarks(table_of: Table, *ordinals: int) -> pl.DataFrame:
    return table_of("remarks", *({"remark_id": f"r-{n}", "ordinal": n} for n in ordinals))


@pytest.mark.parametrize(
    ("ordinals", "quarantined", "is_whole"),
    [
        ([1, 2, 3], 0, True),
        ([3, 1, 2], 0, True),
        ([1, 3], 0, False),
        ([2, 3], 0, False),
        ([0, 1], 0, False),
        ([1, 1, 2], 0, False),
        ([1, 3], 1, True),
        ([2, 4], 2, True),
        ([1, 4], 1, False),
    ],
)
def test_ordinals_have_no_hole_but_for_rows_kept_out(
    table_of: Table, ordinals: list[int], quarantined: int, is_whole: bool
) -> None:
    keys = [f"{MEETING}/r-{n:08x}" for n in range(quarantined)]
    frames = {
        "remarks": remarks(table_of, *ordinals),
        "quality_issues": table_of("quality_issues", *kept_out(*keys)),
    }
    found = holes_in_ordinals(frames, "remarks")["meeting_id"].to_list()
    assert found == ([] if is_whole else [MEETING])


def test_a_row_kept_out_of_another_meeting_fills_no_hole(table_of: Table) -> None:
    frames = {
        "remarks": remarks(table_of, 1, 3),
        "quality_issues": table_of("quality_issues", *kept_out("made-up/2024-04-02/2/r-00000001")),
    }
    assert holes_in_ordinals(frames, "remarks")["meeting_id"].to_list() == [MEETING]


@pytest.mark.parametrize(
    ("published", "quarantined", "expected"),
    [
        (1, [], []),
        (0, [f"{MEETING}/r-00000001"], []),
        (0, [], [(1, 0, 0)]),
        (1, [f"{MEETING}/r-00000001"], [(1, 1, 1)]),
        (2, [], [(1, 2, 0)]),
    ],
)
def test_every_block_is_a_row_published_or_kept_out(
    good: Frames,
    table_of: Table,
    published: int,
    quarantined: list[str],
    expected: list[tuple[int, int, int]],
) -> None:
    frames = {
        **good,
        "remarks": remarks(table_of, *range(1, published + 1)),
        "quality_issues": table_of("quality_issues", *kept_out(*quarantined)),
    }
    found = unaccounted(frames, "remarks").select("blocks", "published", "quarantined")
    assert found.rows() == expected


def test_blocks_before_the_first_title_need_no_rows(good: Frames, table_of: Table) -> None:
    before = table_of("blocks", {"ordinal": 9, "kind": "heading", "meeting_id": None})
    frames = {**good, "blocks": pl.concat([good["blocks"], before])}
    assert unaccounted(frames, "agenda_items").is_empty()


@pytest.mark.parametrize(
    ("changes", "is_like"),
    [
        ({}, True),
        ({"text": "賛 成\n。"}, True),
        ({"marker": None, "text": "l賛成。"}, True),
        ({"text": "賛成"}, False),
        ({"marker": None}, False),
        ({"marker": "・"}, False),
        ({"char_start": 39}, False),
        ({"char_end": 42}, False),
        ({"char_end": 44}, True),
    ],
)
def test_a_remark_is_its_source_but_for_white_space(
    good: Frames, table_of: Table, changes: dict[str, object], is_like: bool
) -> None:
    frames = {**good, "remarks": table_of("remarks", changes)}
    assert remarks_unlike_source(frames).is_empty() == is_like


@pytest.mark.parametrize(
    ("changes", "is_like"),
    [
        ({}, True),
        ({"name_text": "青木 委員"}, True),
        ({"name_text": "青木"}, True),
        ({"name_text": "青木委員長"}, False),
        ({"char_start": 27}, False),
        ({"char_start": 29}, False),
    ],
)
def test_a_listed_name_begins_its_span(
    good: Frames, table_of: Table, changes: dict[str, object], is_like: bool
) -> None:
    frames = {**good, "attendance": table_of("attendance", changes)}
    assert attendance_unlike_source(frames).is_empty() == is_like


def test_spans_are_cut_by_code_point(good: Frames, table_of: Table) -> None:
    text = "𠮟𠮟\nl 賛成。\n"
    frames = {
        **good,
        "documents": table_of("documents", {"text": text}),
        "remarks": table_of("remarks", {"char_start": 3, "char_end": 8}),
    }
    assert remarks_unlike_source(frames).is_empty()
