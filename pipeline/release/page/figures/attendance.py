"""Attendance by person and meeting, or by period where meetings are many."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.files.parquet_files import scan_parquet
from pipeline.release.page.figures.figure import Cell, Figure, Key
from pipeline.release.page.periods import periods_of
from pipeline.release.page.plot import FONT_SIZE, HOLLOW, MARK, WIDTH, Picture, draw
from pipeline.release.page.words import Words, label, text_columns
from schemas.vocabulary import Presence

MOST_PERSONS = 30
MOST_MEETINGS = 12
"""Maximum number of meetings as columns; with more, the columns are periods."""

ROW_HEIGHT = 21
NAME_COLUMNS = 20
"""Maximum width of a name in columns: ten full-width characters."""

DISC = "M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0Z"
SHAPES = {
    Presence.PRESENT: (DISC, MARK),
    Presence.ONLINE: ("M-.9,-.9H.9V.9H-.9Z", MARK),
    Presence.PROXY: ("M0,-1L1,.8H-1Z", MARK),
    Presence.ABSENT: ("M-.8,-.8L.8,.8M-.8,.8L.8,-.8", HOLLOW),
    Presence.UNSTATED: (DISC, HOLLOW),
}
"""Shape and fill by presence, so that colour alone carries no meaning."""

_PERSON = pl.coalesce("person_id", pl.format("{}\0{}", "collection_id", "name_text"))
_TOOK_PART = pl.col("presence") != Presence.ABSENT.value


def attendance_figure(parquet: Path) -> Figure | None:
    """Draw who attended which meetings; None where nobody is listed."""
    meetings = scan_parquet(parquet / "meetings.parquet")
    listed = (
        scan_parquet(parquet / "attendance.parquet")
        .select("meeting_id", "ordinal", "name_text", "person_id", "presence")
        .join(meetings.select("meeting_id", "collection_id"), on="meeting_id")
        .with_columns(person=_PERSON)
    )
    persons = (
        listed.group_by("person")
        .agg(
            pl.col("name_text").min(),
            pl.col("meeting_id").filter(_TOOK_PART).n_unique().alias("attended"),
            pl.col("ordinal").min(),
        )
        .sort("attended", "ordinal", "person", descending=[True, False, False])
        .collect()
    )
    if persons.is_empty():
        return None
    shown = persons.head(MOST_PERSONS).with_row_index("row")
    names = shown["name_text"].to_list()
    cells = listed.join(shown.lazy().select("person", "row"), on="person")
    notes = [
        Words(
            f"欠席と書かれずに載った会議が多い順に{shown.height:,}人（全{persons.height:,}人）。"
            "同じコレクションで同じ表記の名前は一人と数えます。",
            f"The {shown.height:,} listed most often, where not as absent, of {persons.height:,}. "
            "The same written name in a collection counts as one person.",
        )
    ]
    if meetings.select(pl.len()).collect().item() <= MOST_MEETINGS:
        return _by_meeting(meetings, cells, names, notes)
    return _by_period(meetings, cells, names, notes)


def _by_meeting(
    meetings: pl.LazyFrame, cells: pl.LazyFrame, names: list[str], notes: list[Words]
) -> Figure:
    columns = (
        meetings.sort(pl.col("date"), "meeting_id", nulls_last=True)
        .select("meeting_id", "date", "session")
        .with_row_index("column")
        .collect()
    )
    labels = [
        date.isoformat() if date else f"第{session}回" if session else "—"
        for date, session in columns.select("date", "session").iter_rows()
    ]
    order = {presence.value: place for place, presence in enumerate(Presence)}
    # A person listed twice, for two offices, is present where one entry has them present.
    found = (
        cells.join(columns.lazy().select("meeting_id", "column"), on="meeting_id")
        .group_by("row", "column")
        .agg(pl.col("presence").sort_by(pl.col("presence").replace_strict(order)).first())
        .sort("row", "column")
        .collect()
    )
    present = [Presence.of(value) for value in found["presence"].unique()]
    of_cell = {(row, column): Presence.of(value) for row, column, value in found.iter_rows()}
    rows: list[list[Cell]] = [
        [name, *(_words(of_cell.get((row, column))) for column in range(len(labels)))]
        for row, name in enumerate(names)
    ]
    used = [presence for presence in Presence if presence in present]
    encoding = {
        "shape": _scale("presence", used, [SHAPES[presence][0] for presence in used]),
        "fill": _scale("presence", used, [SHAPES[presence][1] for presence in used]),
        "size": {"value": 110},
    }
    return Figure(
        name="attendance",
        title=Words("出席者と会議", "Attendance by person and meeting"),
        notes=[
            *notes,
            Words(
                "印のないところは、名簿に名前がありません。",
                "Where there is no mark, the person is not listed.",
            ),
        ],
        summary=Words(
            f"{len(names)}人と{len(labels)}回の会議の出欠を点で示します。",
            f"Dots: presence of {len(names)} persons at {len(labels)} meetings.",
        ),
        picture=_draw(names, labels, encoding, found.to_dicts()),
        keys=[Key(*SHAPES[presence], Words(presence.ja, presence.en)) for presence in used],
        header=[Words("氏名（原文のまま）", "name as written"), *labels],
        rows=rows,
    )


def _by_period(
    meetings: pl.LazyFrame, cells: pl.LazyFrame, names: list[str], notes: list[Words]
) -> Figure | None:
    periods = periods_of(meetings)
    if not periods.labels:
        return None
    found = (
        cells.filter(_TOOK_PART)
        .join(meetings.select("meeting_id", periods.index.alias("column")), on="meeting_id")
        .drop_nulls("column")
        .group_by("row", "column")
        .agg(pl.col("meeting_id").n_unique().alias("attended"))
        .sort("row", "column")
        .collect()
    )
    attended = {(row, column): count for row, column, count in found.iter_rows()}
    most = max(attended.values(), default=0)
    encoding = {
        "size": {
            "field": "attended",
            "type": "quantitative",
            "scale": {"domain": [0, most], "range": [0, 200]},
            "legend": None,
        },
        "shape": {"value": "circle"},
        "fill": {"value": MARK},
    }
    return Figure(
        name="attendance",
        title=Words("出席者と時期", "Attendance by person and time"),
        notes=[
            *notes,
            Words(
                f"円の面積は{periods.name.ja}ごとに出席した会議の数（最大{most:,}）です。"
                "出欠の記載がない場合を含み、欠席と日付のない会議を除きます。",
                f"The area of a circle is the number of meetings attended per {periods.name.en} "
                f"(at most {most:,}), with presence not stated; "
                "without absence, and without meetings that have no date.",
            ),
        ],
        summary=Words(
            f"{len(names)}人の出席回数を{len(periods.labels)}期間に分けて円で示します。",
            f"Circles: meetings attended by {len(names)} persons in {len(periods.labels)} periods.",
        ),
        picture=_draw(names, periods.labels, encoding, found.to_dicts()),
        keys=[],
        header=[Words("氏名（原文のまま）", "name as written"), *periods.labels],
        rows=[
            [name, *(attended.get((row, column), 0) for column in range(len(periods.labels)))]
            for row, name in enumerate(names)
        ],
    )


def _draw(
    names: list[str],
    labels: list[str],
    encoding: dict[str, Any],
    values: Sequence[dict[str, Any]],
) -> Picture:
    left = NAME_COLUMNS * FONT_SIZE // 2 + 12
    width = WIDTH - left - 8
    label_width = max(map(text_columns, labels)) * FONT_SIZE * 11 // 20
    is_upright = label_width + 8 > width / len(labels)
    specification = {
        # Names may repeat, so rows and columns are identified by their place.
        "params": [
            {"name": "names", "value": [label(name, NAME_COLUMNS) for name in names]},
            {"name": "labels", "value": labels},
        ],
        "width": width,
        "height": ROW_HEIGHT * len(names),
        "mark": {"type": "point", "stroke": MARK, "strokeWidth": 1.5, "opacity": 1},
        "encoding": {
            "x": {
                "field": "column",
                "type": "ordinal",
                "scale": {"domain": list(range(len(labels)))},
                "axis": {
                    "orient": "top",
                    "labelExpr": "labels[datum.value]",
                    "labelAngle": -90 if is_upright else 0,
                    "domain": False,
                },
            },
            "y": {
                "field": "row",
                "type": "ordinal",
                "scale": {"domain": list(range(len(names)))},
                "axis": {"labelExpr": "names[datum.value]", "grid": True, "domain": False},
            },
            **encoding,
        },
    }
    top = (label_width if is_upright else FONT_SIZE) + 12
    return draw(specification, values, {"left": left, "right": 8, "top": top, "bottom": 4})


def _scale(field: str, domain: Sequence[Presence], output: list[str]) -> dict[str, Any]:
    return {
        "field": field,
        "type": "nominal",
        "scale": {"domain": [presence.value for presence in domain], "range": output},
        "legend": None,
    }


def _words(presence: Presence | None) -> Cell:
    return Words(presence.ja, presence.en) if presence else "—"
