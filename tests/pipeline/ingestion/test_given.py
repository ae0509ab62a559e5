"""What is given of a meeting is used where its record states none, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from pipeline.checks import CHECKS, run_check
from pipeline.fields.dates import with_date_parts
from pipeline.fields.record_kinds import with_record_kind
from pipeline.fields.titles import with_title_parts
from pipeline.ingestion.given import with_date_basis, with_given, with_given_parts
from pipeline.normalisation.normalise import normalise
from pipeline.segmentation.meeting_ids import meeting_ids
from pipeline.segmentation.segment import segment
from schemas import TABLES
from schemas.table import polars_schema
from schemas.vocabulary import RecordKind, Stage

Tables = dict[str, pl.DataFrame]

JAPAN = ZoneInfo("Asia/Tokyo")

TALK = """\
２　出席委員　　青木一郎、坂本花子
○青木委員　ただいまから始めます。よろしくお願いします。
○坂本委員　それでよいと思います。異議はありません。
"""

BARE = "議事録\n時間：午前10時～11時30分\n" + TALK
FULL = "第３回見本審議会 議事録\n日時：令和６年５月１日（水）10：00～11：00\n" + TALK

BASES = ("title_basis", "body_basis", "session_basis", "record_kind_basis", "date_basis")


@pytest.fixture
def tables_with(documents_of: Callable[..., pl.DataFrame]) -> Callable[..., Tables]:
    """The tables of texts, with what is given of each, by column."""

    def build(*records: tuple[str, dict[str, object]]) -> Tables:
        documents = documents_of(*(text for text, _ in records))
        schema = polars_schema(TABLES["documents"])
        given = [
            {"document_id": f"made-up/{number}.txt"}
            | {f"given_{name}": value for name, value in values.items()}
            for number, (_, values) in enumerate(records, start=1)
        ]
        names = {name for row in given for name in row}
        known = pl.DataFrame(given, schema={n: t for n, t in schema.items() if n in names})
        documents = documents.update(known, on="document_id")
        blocks = segment(documents).blocks
        normalised = normalise(documents, blocks, RecordKind.VERBATIM)
        return {"documents": documents, "blocks": blocks, **normalised._asdict()}

    return build


def meeting(tables: Tables) -> dict[str, object]:
    (row,) = tables["meetings"].rows(named=True)
    return row


def told(tables: Tables) -> list[tuple[str, str, int, str]]:
    """The issues about what is given."""
    return (
        tables["quality_issues"]
        .filter(pl.col("rule").str.starts_with("given_"))
        .sort("document_id", "rule")
        .select("document_id", "rule", "line", "message")
        .rows()
    )


def test_what_a_record_leaves_out_is_what_is_given(tables_with: Callable[..., Tables]) -> None:
    tables = tables_with(
        (
            BARE,
            {"body": "架空会議", "date": date(2024, 4, 1), "session": 2, "record_kind": "summary"},
        )
    )
    row = meeting(tables)
    assert row["meeting_id"] == "made-up/2024-04-01/2"
    assert (row["title"], row["body"], row["date"]) == ("議事録", "架空会議", date(2024, 4, 1))
    assert (row["session"], row["fiscal_year"], row["record_kind"]) == (2, 2024, "summary")
    assert [row[name] for name in BASES] == ["stated", "given", "given", "given", "given"]
    assert row["starts_at"] == datetime(2024, 4, 1, 10, tzinfo=JAPAN)
    assert row["ends_at"] == datetime(2024, 4, 1, 11, 30, tzinfo=JAPAN)
    assert (row["start_time"], row["end_time"]) == (time(10), time(11, 30))
    assert told(tables) == []
    # Rows of the meeting go with it.
    assert set(tables["remarks"]["meeting_id"]) == {"made-up/2024-04-01/2"}


def test_hours_without_a_day_are_kept(tables_with: Callable[..., Tables]) -> None:
    row = meeting(tables_with((BARE, {})))
    assert row["meeting_id"] == "made-up/undated/unnumbered"
    assert (row["date"], row["starts_at"], row["ends_at"]) == (None, None, None)
    assert (row["start_time"], row["end_time"]) == (time(10), time(11, 30))
    assert [row[name] for name in BASES] == ["stated", None, None, "given", None]


def test_what_a_record_states_is_kept_and_what_contradicts_it_is_told(
    tables_with: Callable[..., Tables],
) -> None:
    given = {
        "title": "第４回見本審議会 議事録",
        "body": "見本会",
        "date": date(2024, 5, 2),
        "session": 4,
        "record_kind": "points",
    }
    tables = tables_with((FULL.replace("議事録", "議事要旨"), given))
    row = meeting(tables)
    assert row["meeting_id"] == "made-up/2024-05-01/3"
    assert (row["title"], row["body"]) == ("第３回見本審議会 議事要旨", "見本審議会")
    assert row["record_kind"] == "summary"
    assert [row[name] for name in BASES] == ["stated"] * 5
    assert told(tables) == [
        ("made-up/1.txt", rule, 1, message)
        for rule, message in (
            (
                "given_body_agrees",
                "records.csv gives the body 見本会, and the title has 見本審議会, which is kept. "
                "Correct records.csv, or leave its cell empty.",
            ),
            (
                "given_date_agrees",
                "records.csv gives the date 2024-05-02, and the record has 2024-05-01, which is "
                "kept. Look it up, and correct records.csv or leave its cell empty.",
            ),
            (
                "given_record_kind_agrees",
                "records.csv gives the record kind points, and the record shows that it is "
                "summary, which is kept. Correct records.csv, or leave its cell empty.",
            ),
            (
                "given_session_agrees",
                "records.csv gives the session 4, and the title has 3, which is kept. Look it up, "
                "and correct records.csv or leave its cell empty.",
            ),
            (
                "given_title_agrees",
                "records.csv gives the title 第４回見本審議会 議事録, and the record has "
                "第３回見本審議会 議事要旨, which is kept. Correct records.csv, or leave its cell "
                "empty.",
            ),
        )
    ]
    frames = tables | {"ingestion_issues": tables["quality_issues"].clear()}
    failed = [
        check.name
        for check in CHECKS[Stage.NORMALISATION]
        if check.name.startswith("meetings_given") and not run_check(check, frames).passed
    ]
    assert len(failed) == 5


def test_what_agrees_but_for_widths_and_blanks_is_no_contradiction(
    tables_with: Callable[..., Tables],
) -> None:
    given = {
        "title": "第3回 見本審議会議事録",
        "body": "見本 審議会",
        "date": date(2024, 5, 1),
        "session": 3,
        "record_kind": "verbatim",
    }
    tables = tables_with((FULL, given))
    assert told(tables) == []
    assert meeting(tables)["title"] == "第３回見本審議会 議事録"


def test_of_several_meetings_in_a_document_none_is_given_anything(
    tables_with: Callable[..., Tables],
) -> None:
    later = FULL.replace("第３回", "第４回").replace("５月１日（水）", "６月３日（月）")
    tables = tables_with((FULL + "\n" + later, {"date": date(2024, 4, 1), "record_kind": "points"}))
    rows = tables["meetings"].select("date", "date_basis", "record_kind", "record_kind_basis")
    assert rows.rows() == [
        (date(2024, 5, 1), "stated", "verbatim", "given"),
        (date(2024, 6, 3), "stated", "verbatim", "given"),
    ]
    (issue,) = told(tables)
    assert issue[:3] == ("made-up/1.txt", "given_for_one_meeting", 1)
    assert issue[3].startswith(
        "records.csv gives date, record_kind for this record, in which 2 meetings were found"
    )


def test_of_a_record_without_a_meeting_it_is_told_that_nothing_is_used(
    tables_with: Callable[..., Tables],
) -> None:
    tables = tables_with(("架空の日記\n晴れた。\n", {"session": 3}))
    assert tables["meetings"].is_empty()
    (issue,) = told(tables)
    assert issue[1] == "given_for_one_meeting"
    assert issue[3].startswith("records.csv gives session for this record, in which 0 meetings")


def test_two_meetings_of_one_given_day_are_two(tables_with: Callable[..., Tables]) -> None:
    given = {"date": date(2024, 4, 1), "session": 2}
    tables = tables_with((BARE, given), (BARE.replace("異議", "反対"), given))
    first, second = tables["meetings"]["meeting_id"].sort()
    assert first == "made-up/2024-04-01/2"
    assert second.startswith("made-up/2024-04-01/2-")


def test_a_given_date_that_the_era_cannot_have_is_used_where_the_record_has_none(
    tables_with: Callable[..., Tables],
) -> None:
    impossible = FULL.replace("５月１日（水）", "２月３１日（土）")
    tables = tables_with((impossible, {"date": date(2024, 3, 2)}))
    row = meeting(tables)
    assert (row["date"], row["date_basis"]) == (date(2024, 3, 2), "given")
    assert told(tables) == [
        (
            "made-up/1.txt",
            "given_day_agrees",
            2,
            "the date 2024-03-02 is given for a record that says 日時：令和６年２月３１日（土）"
            "10：00～11：00, from which no date can be made. The given one is used; look it up, "
            "and correct records.csv or empty its cell.",
        )
    ]


@pytest.mark.parametrize(
    ("given", "rules"),
    [(date(2024, 5, 1), []), (date(2024, 5, 2), ["given_day_agrees"])],
)
def test_a_day_without_a_year_is_held_against_the_date_that_is_given(
    tables_with: Callable[..., Tables], given: date, rules: list[str]
) -> None:
    tables = tables_with((FULL.replace("令和６年", ""), {"date": given}))
    row = meeting(tables)
    assert (row["date"], row["date_basis"]) == (given, "given")
    assert [rule for _, rule, _, _ in told(tables)] == rules


HEADERS = pl.DataFrame(
    {
        "document_id": ["made-up/1.txt", "made-up/2.txt"],
        "meeting": [1, 1],
        "title": [None, "第９回見本審議会 議事録"],
        "date_text": ["午前10時～25時", None],
        "place_text": [None, None],
        "line": [None, 1],
    },
    schema_overrides={"title": pl.String, "date_text": pl.String, "place_text": pl.String},
)


@pytest.fixture
def given_of_first(documents_of: Callable[..., pl.DataFrame]) -> Callable[..., pl.DataFrame]:
    def build(**values: object) -> pl.DataFrame:
        documents = documents_of(BARE, FULL)
        is_first = pl.col("document_id") == "made-up/1.txt"
        return documents.with_columns(
            pl.when(is_first)
            .then(pl.lit(value))
            .cast(documents.schema[f"given_{name}"])
            .alias(f"given_{name}")
            for name, value in values.items()
        )

    return build


def parts_of(documents: pl.DataFrame) -> dict[str, object]:
    of_meeting = ("document_id", "meeting")
    headers = with_given_parts(
        with_title_parts(with_given(HEADERS, HEADERS, documents, *of_meeting))
    )
    return with_date_basis(with_date_parts(headers)).row(0, named=True)


def test_a_given_title_is_read_as_a_stated_one_is(
    given_of_first: Callable[..., pl.DataFrame],
) -> None:
    row = parts_of(given_of_first(title="第２回架空会議 議事要旨（令和６年４月１日）"))
    assert row["title"] == "第２回架空会議 議事要旨（令和６年４月１日）"
    assert (row["body"], row["session"], row["date"]) == ("架空会議", 2, date(2024, 4, 1))
    assert [row[name] for name in BASES if name != "record_kind_basis"] == ["given"] * 4


def test_what_a_given_title_says_goes_before_a_given_value(
    given_of_first: Callable[..., pl.DataFrame],
) -> None:
    row = parts_of(given_of_first(title="第２回架空会議 議事録", session=5, body="別の会議"))
    assert (row["body"], row["session"]) == ("架空会議", 2)


def test_hours_past_midnight_without_a_day_are_those_of_a_clock(
    given_of_first: Callable[..., pl.DataFrame],
) -> None:
    row = parts_of(given_of_first())
    assert (row["start_time"], row["end_time"]) == (time(10), time(1))
    row = parts_of(given_of_first(date=date(2024, 4, 1)))
    assert row["ends_at"] == datetime(2024, 4, 2, 1, tzinfo=JAPAN)
    assert row["end_time"] == time(1)


def test_meetings_without_a_title_have_identifiers(
    given_of_first: Callable[..., pl.DataFrame],
) -> None:
    passages = pl.DataFrame(
        [
            {"document_id": f"made-up/{number}.txt", "meeting": 1, "kind": "date", "marker": None}
            | {"text": "午前10時", "line_start": 1, "rule": "date"}
            for number in (1, 2)
        ],
        schema_overrides={"marker": pl.String, "line_start": pl.Int32},
    )
    held = HEADERS.select("document_id", "meeting")
    first, second = meeting_ids(passages, held, given_of_first())["meeting_id"]
    assert first == "made-up/undated/unnumbered"
    assert second.startswith("made-up/undated/unnumbered-")
    given = given_of_first(date=date(2024, 4, 1), session=7)
    found = meeting_ids(passages, held, given)["meeting_id"]
    assert found.to_list() == ["made-up/2024-04-01/7", "made-up/undated/unnumbered"]


@pytest.mark.parametrize(
    ("title", "basis", "given", "stated", "expected"),
    [
        ("架空会議 議事要旨", "stated", None, RecordKind.VERBATIM, ("summary", "stated")),
        ("架空会議 議事要旨", "given", None, RecordKind.VERBATIM, ("summary", "given")),
        ("架空会議 議事録", "stated", None, RecordKind.VERBATIM, ("summary", "stated")),
        ("架空会議 議事録", "stated", "verbatim", RecordKind.POINTS, ("summary", "stated")),
        ("架空会議 議事録", "stated", "points", RecordKind.VERBATIM, ("points", "given")),
        (None, None, "points", RecordKind.VERBATIM, ("points", "given")),
        (None, None, None, RecordKind.POINTS, ("points", "given")),
    ],
)
def test_a_summary_passes_for_no_verbatim_record_whoever_says_so(
    title: str | None,
    basis: str | None,
    given: str | None,
    stated: RecordKind,
    expected: tuple[str, str],
) -> None:
    row = {"meeting_id": "one", "title": title, "title_basis": basis, "given_record_kind": given}
    meetings = pl.DataFrame([row], schema=dict.fromkeys(row, pl.String))
    none = pl.DataFrame(schema={"meeting_id": pl.String, "kind": pl.String, "text": pl.String})
    found = with_record_kind(meetings, none, stated)
    assert found.select("record_kind", "record_kind_basis").row(0) == expected


def test_a_time_unlike_its_moment_fails_its_check(
    table_of: Callable[..., pl.DataFrame],
) -> None:
    check = next(c for c in CHECKS[Stage.NORMALISATION] if c.name == "meetings_times_agree")
    good = table_of("meetings", {}, {"starts_at": None}, {"ends_at": None, "end_time": None})
    assert run_check(check, {"meetings": good}).passed
    bad = table_of("meetings", {"start_time": time(11)}, {"end_time": None})
    assert run_check(check, {"meetings": bad}).failing_count == 2
