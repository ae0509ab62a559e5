from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.checks import CHECKS, run_check
from pipeline.normalisation.normalise import contradictions, normalise, read_passages
from pipeline.run.staleness import READING_STAGES
from pipeline.segmentation.segment import segment
from schemas import TABLES
from schemas.table import polars_schema
from schemas.vocabulary import RecordKind

Tables = Callable[..., dict[str, pl.DataFrame]]
Table = Callable[..., pl.DataFrame]

LINES = [
    "第２回架空会議 論点メモ",
    "第２回見本会議 論点メモ",
    "日 時：令和６年５月２日（月）15：00～13：00",
    "場 所：みどり会館 大会議室（４階）",
    "出席者：",
    "委員：青木委員（座長）、（坂本補佐（架空",
    "省）、柏木課長）、ジョン・スミス委員",
    "概 要：",
    "＜座長挨拶＞",
    "＜議題１：雲",
    "の名前＞",
    "【意見】",
    "①架空省",
    "l 賛成。",
    " l open",
    "data　",
    "１．箇条",
    "以上",
    "",
    "　\r",
]


# Several records are read in the time of one.
@settings(max_examples=settings.default.max_examples // 4)
@given(
    records=st.lists(
        st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=6)), max_size=30),
        min_size=1,
        max_size=8,
    )
)
def test_whatever_is_read_holds_to_the_laws(
    tables_of: Tables, memo: str, records: list[list[str]]
) -> None:
    tables = tables_of(memo, *("\n".join(lines) + "\n" for lines in records))
    blocking = [check for stage in READING_STAGES for check in CHECKS[stage] if check.blocking]
    assert [check.name for check in blocking if not run_check(check, tables).passed] == []
    # Law 2, once more and by other means.
    texts = dict(tables["documents"].select("document_id", "text").iter_rows())
    where = dict(tables["meetings"].select("meeting_id", "document_id").iter_rows())
    for row in tables["remarks"].iter_rows(named=True):
        source = texts[where[row["meeting_id"]]][row["char_start"] : row["char_end"]]
        said = (row["marker"] or "") + row["text"]
        # The separators of ASCII are blanks too, as in pipeline/text/folding.py.
        white = " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f　"
        drop = dict.fromkeys(map(ord, white + "".join(map(chr, range(0x2000, 0x200B)))))
        assert source.translate(drop) == said.translate(drop)
        assert row["char_count"] == len(row["text"])


def test_every_table_has_its_columns_and_order(tables_of: Tables, memo: str) -> None:
    second = memo.replace("第１回", "第２回")
    for name, rows in tables_of(second, memo).items():
        assert rows.schema == polars_schema(TABLES[name])
        if name in ("meetings", "agenda_items", "attendance", "remarks"):
            assert rows.height
            assert rows.equals(rows.sort(TABLES[name].__config__.metadata["sort_by"]))


def test_the_same_texts_make_the_same_tables(tables_of: Tables, memo: str) -> None:
    first, second = tables_of(memo, "雲\n"), tables_of(memo, "雲\n")
    assert all(first[name].equals(second[name]) for name in first)


@pytest.mark.parametrize("texts", [(), (None,), ("架空の日記\n",)])
def test_without_meetings_the_tables_are_empty(
    documents_of: Table, texts: tuple[str | None, ...]
) -> None:
    documents = documents_of(*texts)
    normalised = normalise(documents, segment(documents).blocks, RecordKind.SUMMARY)
    for name, rows in normalised._asdict().items():
        assert rows.is_empty()
        assert rows.schema == polars_schema(TABLES[name])


@pytest.mark.parametrize("kind", RecordKind)
def test_a_title_tells_the_kind_of_record_whatever_the_terms_say(
    documents_of: Table, memo: str, kind: RecordKind
) -> None:
    documents = documents_of(memo)
    meetings = normalise(documents, segment(documents).blocks, kind).meetings
    assert meetings["record_kind"].to_list() == ["points"]


def test_passages_are_what_the_blocks_of_meetings_say(documents_of: Table, memo: str) -> None:
    documents = documents_of("表紙\n" + memo)
    passages = read_passages(documents, segment(documents).blocks)
    assert passages.select("kind", "marker", "text").rows() == [
        ("title", None, "第１回架空推進会議 論点メモ"),
        ("date", "日 時：", "令和６年４月１日（月）10：00～11：30"),
        ("place", "場 所：", "みどり会館 大会議室（４階）"),
        ("label", "出席者：", ""),
        ("attendance", "委員：", "青木委員、坂本委員（座長）"),
        ("label", "概 要：", ""),
        ("heading", None, "＜座長挨拶＞"),
        ("remark", "l", "始めに、雲の話をする。"),
        ("heading", None, "＜議題１：雲の見方＞"),
        ("heading", None, "【その他意見】"),
        ("remark", "l", "賛成。"),
        ("closing", None, "以上"),
    ]
    assert passages["meeting_id"].unique().to_list() == ["made-up/2024-04-01/1"]


def test_a_meeting_that_breaks_its_schema_takes_its_rows_with_it(
    tables_of: Tables, memo: str
) -> None:
    tables = tables_of(memo.replace("第１回", "第０回"), memo)
    assert tables["meetings"]["meeting_id"].to_list() == ["made-up/2024-04-01/1"]
    assert tables["remarks"].height == 2
    out = tables["quality_issues"].filter(severity="error", document_id="made-up/1.txt")
    counted = dict(out.group_by("table_name").len().iter_rows())
    assert counted == {"meetings": 1, "agenda_items": 3, "attendance": 2, "remarks": 2}


@pytest.mark.parametrize(
    ("changes", "rule", "message"),
    [
        (
            {"weekday_stated": "火"},
            "weekday_matches_date",
            "the source says 火 for 2024-04-01, which is another weekday; "
            "both are kept as written.",
        ),
        (
            {"ends_at": "start"},
            "start_before_end",
            "the source has the end 10:00 not after the start 10:00; both are kept as written.",
        ),
        (
            {"ends_at": "before"},
            "start_before_end",
            "the source has the end 09:30 not after the start 10:00; both are kept as written.",
        ),
    ],
)
def test_what_a_record_says_against_itself_is_flagged(
    table_of: Table, changes: dict[str, str], rule: str, message: str
) -> None:
    ends = {"start": pl.col("starts_at"), "before": pl.col("starts_at") - pl.duration(minutes=30)}
    meetings = table_of("meetings", {}).with_columns(
        **{name: ends.get(value, pl.lit(value)) for name, value in changes.items()}
    )
    (issue,) = contradictions(meetings).iter_rows(named=True)
    assert (issue["rule"], issue["severity"], issue["message"]) == (rule, "warn", message)
    assert (issue["table_name"], issue["row_key"]) == ("meetings", "made-up/2024-04-01/1")
    assert (issue["document_id"], issue["line"]) == ("made-up/memo.txt", 1)
    assert issue["excerpt"] == "第１回架空会議 論点メモ"


@pytest.mark.parametrize(
    "changes",
    [{}, {"weekday_stated": None}, {"date": None}, {"ends_at": None}, {"starts_at": None}],
)
def test_what_is_not_written_contradicts_nothing(
    table_of: Table, changes: dict[str, object]
) -> None:
    assert contradictions(table_of("meetings", changes)).is_empty()


def test_a_contradiction_is_published_as_written(tables_of: Tables, memo: str) -> None:
    tables = tables_of(memo.replace("（月）10：00～11：30", "（火）11：30～10：00"))
    row = tables["meetings"].row(0, named=True)
    assert (row["weekday_stated"], row["duration_minutes"]) == ("火", -90)
    assert sorted(tables["quality_issues"]["rule"]) == ["start_before_end", "weekday_matches_date"]
