from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import altair as alt
import polars as pl
import pytest
from jsonschema import ValidationError

from pipeline.release.page import plot
from pipeline.release.page.figures import figures
from pipeline.release.page.figures.attendance import attendance_figure
from pipeline.release.page.figures.figure import Figure
from pipeline.release.page.figures.meetings import meetings_figure
from pipeline.release.page.figures.persons import persons_figure
from pipeline.release.page.figures.remarks import remarks_figure
from pipeline.release.page.figures.speakers import speakers_figure
from pipeline.release.page.figures.terms import terms_figure
from pipeline.release.page.words import Words

TABLES = ("meetings", "agenda_items", "attendance", "remarks", "terms")

Rows = Sequence[dict[str, object]]
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path, table_of: Callable[..., pl.DataFrame]) -> Write:
    """Write tables, each of the hand-written row with changes; none of one that is not named."""

    def build(**tables: Rows) -> Path:
        for name in TABLES:
            table_of(name, *tables.get(name, [])).write_parquet(tmp_path / f"{name}.parquet")
        return tmp_path

    return build


def meeting(number: int, day: date | None) -> dict[str, object]:
    year = None if day is None else day.year - (day.month < 4)
    return {
        "meeting_id": f"m{number}",
        "collection_id": "c",
        "date": day,
        "fiscal_year": year,
        "session": number,
    }


def listed(meeting_id: str, name: str, presence: str = "present", **more: object) -> Any:
    return {"meeting_id": meeting_id, "name_text": name, "presence": presence, **more}


def cells(figure: Figure | None) -> list[list[object]]:
    assert figure is not None
    return [[c.ja if isinstance(c, Words) else c for c in row] for row in figure.rows]


def notes(figure: Figure | None) -> str:
    assert figure is not None
    return " ".join(f"{note.ja} {note.en}" for note in figure.notes)


def test_nothing_is_drawn_of_nothing(write: Write) -> None:
    assert figures(write()) == []


def test_words_are_counted_over_meetings_and_agenda_items(write: Write) -> None:
    def term(name: str, meeting_id: str, item: str | None, count: int, remarks: int) -> Any:
        return {
            "term_id": f"{meeting_id}/{item}/{name}",
            "meeting_id": meeting_id,
            "agenda_item_id": item,
            "term": name,
            "part_of_speech": "名詞",
            "count": count,
            "remark_count": remarks,
        }

    parquet = write(
        terms=[
            term("雲", "m1", None, 5, 2),
            term("雲", "m1", "g1", 1, 1),
            term("雲", "m2", None, 1, 1),
            term("雨", "m1", None, 9, 3),
        ]
    )
    figure = terms_figure(parquet)
    assert cells(figure) == [["雲", "名詞", 4, 7, 2], ["雨", "名詞", 3, 9, 1]]
    assert figure is not None
    assert "「雲」で、4発言" in figure.summary.ja


def test_meetings_are_counted_by_month_and_months_without_one_too(write: Write) -> None:
    days = [date(2023, 12, 1), date(2023, 12, 28), date(2024, 2, 5), None]
    folder = write(meetings=[meeting(number, day) for number, day in enumerate(days)])
    figure = meetings_figure(folder)
    assert cells(figure) == [["2023-12", 2], ["2024-01", 0], ["2024-02", 1]]
    assert "開催日の記載がない1件を除きます。" in notes(figure)


def test_years_begin_in_april(write: Write) -> None:
    days = [date(2021, 3, 31), date(2021, 4, 1), date(2023, 3, 31), date(2022, 5, 1)]
    folder = write(meetings=[meeting(number, day) for number, day in enumerate(days)])
    figure = meetings_figure(folder)
    assert cells(figure) == [["2020", 1], ["2021", 1], ["2022", 2]]
    assert "Number of meetings per fiscal year." in notes(figure)


@pytest.mark.parametrize(
    ("last", "count", "first_label", "last_label"),
    [
        (1999, 20, "1980", "1999"),
        (2000, 11, "1980–1981", "2000–2001"),
        (2025, 10, "1980–1984", "2025–2029"),
        (9999, 17, "1500–1999", "9500–9999"),
    ],
)
def test_many_years_become_few_periods(
    write: Write, last: int, count: int, first_label: str, last_label: str
) -> None:
    folder = write(meetings=[meeting(1, date(1980, 5, 1)), meeting(2, date(last, 5, 1))])
    found = cells(meetings_figure(folder))
    assert len(found) == count
    assert found[0] == [first_label, 1]
    assert found[-1] == [last_label, 1]


def test_presence_at_few_meetings_is_shown_by_meeting(write: Write) -> None:
    folder = write(
        meetings=[meeting(1, date(2024, 6, 3)), meeting(2, date(2024, 4, 1)), meeting(3, None)],
        attendance=[
            listed("m1", "青木委員"),
            listed("m2", "青木委員", "absent"),
            listed("m2", "青木委員", "online"),
            listed("m3", "青木委員", "proxy"),
            listed("m1", "石川委員", "unstated", ordinal=2),
            listed("m2", "石川委員", "absent", ordinal=2),
        ],
    )
    figure = attendance_figure(folder)
    assert figure is not None
    assert figure.header[1:] == ["2024-04-01", "2024-06-03", "第3回"]
    # Of two entries at a meeting, the one that says that the person came.
    assert cells(figure) == [
        ["青木委員", "オンライン出席", "出席", "代理出席"],
        ["石川委員", "欠席", "出欠の記載なし", "—"],
    ]
    assert [key.meaning.ja for key in figure.keys if isinstance(key.meaning, Words)] == [
        "出席",
        "オンライン出席",
        "代理出席",
        "欠席",
        "出欠の記載なし",
    ]
    # No two look the same without colour.
    assert len({(key.path, key.fill) for key in figure.keys}) == 5
    assert len({key.path for key in figure.keys}) == 4


def test_presence_at_many_meetings_is_counted_by_year(write: Write) -> None:
    folder = write(
        meetings=[meeting(number, date(2010 + number, 4, 1)) for number in range(13)],
        attendance=[
            *(listed(f"m{number}", "青木委員") for number in (0, 1, 12)),
            *(listed(f"m{number}", "石川委員", "absent") for number in range(13)),
            listed("m12", "青木委員"),
        ],
    )
    figure = attendance_figure(folder)
    assert cells(figure) == [["青木委員", 1, 1, *[0] * 10, 1], ["石川委員", *[0] * 13]]
    assert figure is not None
    assert list(figure.header[1:]) == [str(year) for year in range(2010, 2023)]


def test_many_meetings_without_a_date_cannot_be_laid_out_in_time(write: Write) -> None:
    folder = write(
        meetings=[meeting(number, None) for number in range(13)],
        attendance=[listed("m1", "青木委員")],
    )
    assert meetings_figure(folder) is None
    assert attendance_figure(folder) is None


def test_those_who_came_most_often_are_shown_and_their_number_is_said(write: Write) -> None:
    folder = write(
        meetings=[meeting(1, date(2024, 4, 1)), meeting(2, date(2024, 5, 1))],
        attendance=[
            *(listed("m1", f"委員{number}", ordinal=number) for number in range(1, 35)),
            listed("m2", "委員34"),
        ],
    )
    figure = attendance_figure(folder)
    assert [row[0] for row in cells(figure)] == ["委員34", *(f"委員{n}" for n in range(1, 30))]
    assert "多い順に30人（全34人）" in notes(figure)
    assert "The 30 listed most often" in notes(figure)


def test_a_linked_person_is_one_under_all_names(write: Write) -> None:
    folder = write(
        meetings=[meeting(1, date(2024, 4, 1)), meeting(2, date(2024, 5, 1))],
        attendance=[
            listed("m1", "青木課長", person_id="p1"),
            listed("m2", "青木局長", person_id="p1"),
        ],
    )
    assert cells(attendance_figure(folder)) == [["青木局長", "出席", "出席"]]


def remark(number: int, item: str | None, speaker: str | None, **more: object) -> Any:
    return {
        "remark_id": f"r{number}",
        "meeting_id": "m1",
        "ordinal": number,
        "agenda_item_id": item,
        "attendance_id": speaker,
        **more,
    }


def test_remarks_are_counted_by_outermost_heading_and_group(write: Write) -> None:
    item = {"meeting_id": "m1"}
    folder = write(
        meetings=[meeting(1, date(2024, 4, 1))],
        agenda_items=[
            {**item, "agenda_item_id": "g1", "ordinal": 1, "title": "雲"},
            {**item, "agenda_item_id": "g2", "ordinal": 2, "title": "霧", "parent_id": "g1"},
            {**item, "agenda_item_id": "g3", "ordinal": 3, "title": "露", "parent_id": "g2"},
            {**item, "agenda_item_id": "g4", "ordinal": 4, "title": "虹"},
        ],
        attendance=[
            listed("m1", "青木委員", attendance_id="a1", attendee_group="委員"),
            listed("m1", "石川課長", attendance_id="a2", attendee_group=None),
        ],
        remarks=[
            remark(1, None, "a1"),
            remark(2, "g1", "a1"),
            remark(3, "g2", "a1"),
            remark(4, "g3", "a2"),
            remark(5, "g3", None, speaker_status="named"),
            remark(6, "g4", None),
            remark(7, "g4", "a1", kind="item"),
        ],
    )
    figure = remarks_figure(folder)
    assert figure is not None
    assert [h.ja if isinstance(h, Words) else h for h in figure.header] == [
        "標題",
        "委員",
        "（区分の記載なし）",
        "出席者と結び付かない",
    ]
    assert cells(figure) == [["雲", 2, 1, 1], ["（議題の外）", 1, 0, 0], ["虹", 0, 0, 1]]
    assert "3の標題（全3）、6件（全6件）" in notes(figure)


def test_titles_and_groups_beyond_the_first_are_counted_and_said(write: Write) -> None:
    folder = write(
        meetings=[meeting(1, date(2024, 4, 1))],
        agenda_items=[
            {"meeting_id": "m1", "agenda_item_id": f"g{n}", "ordinal": n, "title": f"議題{n}"}
            for n in range(1, 21)
        ],
        attendance=[
            listed("m1", f"委員{n}", attendance_id=f"a{n}", attendee_group=f"区分{n}")
            for n in range(1, 7)
        ],
        remarks=[
            *(remark(n, f"g{n}", None) for n in range(1, 21)),
            *(remark(20 + n, "g7", f"a{n}") for n in range(1, 7)),
            *(remark(30 + n, "g7", f"a{n}") for n in range(3, 7)),
        ],
    )
    figure = remarks_figure(folder)
    assert cells(figure)[0] == ["議題7", 2, 2, 2, 2, 2, 1]
    assert len(cells(figure)) == 15
    assert figure is not None
    assert list(figure.header[1:5]) == ["区分3", "区分4", "区分5", "区分6"]
    assert figure.header[5] == Words("その他の区分", "other groups")
    assert "15の標題（全20）、25件（全30件）" in notes(figure)


def test_shares_of_speakers_are_of_all_remarks(write: Write) -> None:
    folder = write(
        remarks=[
            remark(1, None, None, speaker_status="named"),
            remark(2, None, None, speaker_status="named"),
            remark(3, None, None, speaker_status="coded"),
            remark(4, None, None, speaker_status="coded", kind="item"),
        ]
    )
    found = cells(speakers_figure(folder))
    assert [row[1:] for row in found] == [
        [2, "66.7%"],
        [0, "0.0%"],
        [0, "0.0%"],
        [1, "33.3%"],
        [0, "0.0%"],
        [0, "0.0%"],
    ]
    assert found[0][0] == "氏名で記載"


def test_listed_rows_are_counted_by_what_joins_them_to_a_person(write: Write) -> None:
    linked = {"person_id": "p1", "person_reason": None}
    folder = write(
        attendance=[
            listed("m1", "青木課長", **linked, person_basis="affiliation"),
            listed("m2", "青木局長", **linked, person_basis="affiliation"),
            listed("m1", "坂本委員", person_reason="ambiguous"),
            listed("m1", "事務局", person_reason="no_name"),
        ]
    )
    figure = persons_figure(folder)
    assert figure is not None
    assert cells(figure) == [
        ["姓と所属の一致", 2, "50.0%"],
        ["同姓などのため特定できない", 1, "25.0%"],
        ["氏名の記載がない", 1, "25.0%"],
    ]
    assert "名簿の4行は1人です。2行は誰か特定できないか" in notes(figure)


def test_every_specification_is_valid_vega_lite(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[dict[str, Any]] = []
    convert = plot.vl_convert.vegalite_to_svg

    def record(specification: dict[str, Any]) -> str:
        drawn.append(specification)
        return convert(specification)

    monkeypatch.setattr(plot.vl_convert, "vegalite_to_svg", record)
    rows = [meeting(number, date(2010 + number, 4, 1)) for number in range(13)]
    attendance = [listed("m1", "青木委員", attendance_id="a1")]
    remarks = [remark(1, None, "a1")]
    for meetings in (rows, rows[:2]):
        figures(write(meetings=meetings, attendance=attendance, remarks=remarks))
    assert len(drawn) == 10
    for specification in drawn:
        alt.Chart.from_dict(specification)
    with pytest.raises(ValidationError):
        alt.Chart.from_dict({**drawn[1], "mark": {"type": "point", "strokeWidth": "thick"}})
