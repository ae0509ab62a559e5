"""Web pages, PDFs and documents through all stages: they give what their text gives."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path

import polars as pl
import pytest

from pipeline.ingestion.media import extracted
from pipeline.ingestion.media.doubts import DOUBTS
from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.run.inspection import inspect_file
from pipeline.run.stages import run_stage
from pipeline.run.store import Store
from schemas import LANGUAGE_TABLES, STAGE_TABLES, TABLES
from schemas.vocabulary import Stage
from tests.conftest import write_collection
from tests.pipeline.ingestion.media.papers import packed, paper, paragraph
from tests.pipeline.ingestion.media.sheets import single_column
from tests.pipeline.ingestion.media.sites import rendered

RECORD = """\
第３回架空推進会議 議事録
日時：令和６年４月１日（月）10：00～11：30
場所：みどり会館 大会議室（４階）
出席者：
委員：青木一郎委員、坂本花子委員（座長）

○坂本座長　ただいまから会議を開きます。
○青木委員　雲の見方について、説明いたします。雲には高いものと低いものがあります。
　低い雲は雨を降らせます。
○坂本座長　ありがとうございました。以上で終わります。
"""
LINES = RECORD.splitlines()

FILES = {
    "record.txt": RECORD.encode(),
    "record.html": rendered("semantic", "架空推進会議", LINES),
    "record.pdf": single_column(LINES)[0],
    "record.docx": paper(LINES),
}

MEDIA_TYPES = {
    "record.txt": "text/plain",
    "record.html": "text/html",
    "record.pdf": "application/pdf",
    "record.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

DIET = {
    "meetingRecord": [
        {
            "issueID": "999900001X00120240401",
            "session": 999,
            "nameOfHouse": "衆議院",
            "nameOfMeeting": "架空委員会",
            "issue": "第1号",
            "date": "2024-04-01",
            "speechRecord": [
                {
                    "speechOrder": 0,
                    "speech": "令和六年四月一日（月曜日）\r\n　　　午前十時開会\r\n　出席委員\r\n"
                    "　　委員長　青木　一郎君\r\n",
                },
                {"speechOrder": 1, "speech": "○青木委員長　これより会議を開きます。"},
                {"speechOrder": 2, "speech": "○坂本参考人　坂本です。よろしくお願いします。"},
            ],
        }
    ]
}


def element(name: str, value: object) -> str:
    if isinstance(value, dict):
        value = "".join(element(key, one) for key, one in value.items())
    elif isinstance(value, list):
        return "".join(element(name, one) for one in value)
    else:
        value = escape(str(value))
    return f"<{name}>{value}</{name}>"


def run(folder: Path, root: Path, limits: Limits = DEFAULT_LIMITS) -> dict[str, pl.DataFrame]:
    made: dict[str, pl.DataFrame] = {}
    store = Store(root / "outputs")
    for stage in (Stage.INGESTION, Stage.SEGMENTATION, Stage.NORMALISATION):
        made |= run_stage(stage, folder, store, limits).tables
    for name in STAGE_TABLES.keys() - LANGUAGE_TABLES:
        TABLES[name].validate(made[name], lazy=True)
    return made


TURNS = [
    line
    for number in range(1, 31)
    for line in (
        f"○青木委員　{number}つ目の雲について、説明いたします。",
        "　低い雲は雨を降らせます。",
    )
]
PRINTED_LINES = [*LINES[:6], *TURNS]
HEADER = "架空推進会議の記録"
PRINTED_PDF, PRINTED_AROUND = single_column(PRINTED_LINES, HEADER)
PRINTED = {
    "printed.txt": "\n".join(PRINTED_LINES).encode(),
    "printed.pdf": PRINTED_PDF,
    "printed.docx": paper(PRINTED_LINES, HEADER, "架空府"),
}
"""A record of several pages, with what is printed around them."""

ANSWERS = {
    "answer.json": json.dumps(DIET, ensure_ascii=False).encode(),
    "answer.xml": element("data", DIET).encode(),
}

BAD = {
    "cut.pdf": FILES["record.pdf"][:400],
    "wrong.html": "<p>架空の会議を開いた。</p>".encode() + b"\xff\xff",
    "no.docx": b"PK\x03\x04 word/document.xml",
}

DELETED = "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>"
DOUBTFUL = {"deleted.docx": packed("".join(map(paragraph, LINES)) + f"<w:p>{DELETED}</w:p>")}


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pl.DataFrame]:
    """The tables of all these files, read as one collection. Not to be changed."""
    root = tmp_path_factory.mktemp("media")
    return run(write_collection(root, FILES | PRINTED | ANSWERS | BAD | DOUBTFUL), root)


@pytest.fixture
def tables_of(
    collection_of: Callable[..., Path], tmp_path: Path
) -> Callable[[dict[str, bytes]], dict[str, pl.DataFrame]]:
    return lambda files: run(collection_of(files), tmp_path)


def documents_of(tables: dict[str, pl.DataFrame], files: Iterable[str]) -> pl.DataFrame:
    """The rows of these files, in their order."""
    return pl.concat(tables["documents"].filter(path=name) for name in files)


def of_document(tables: dict[str, pl.DataFrame], name: str) -> dict[str, list[dict[str, object]]]:
    """What is read of a record, without identifiers, and without places, which are of its text."""
    told = {
        "meetings": ("title", "body", "session", "starts_at", "ends_at", "venue", "room"),
        "attendance": ("ordinal", "name_text", "family_name", "given_name", "position", "role"),
        "remarks": ("ordinal", "kind", "marker", "speaker_text", "speaker_status", "text"),
    }
    return {
        table: tables[table]
        .filter(document_id=f"made-up/{name}")
        .sort("char_start")
        .select(columns)
        .to_dicts()
        for table, columns in told.items()
    }


def test_each_medium_gives_what_its_text_gives(tables):
    plain = of_document(tables, "record.txt")
    assert [len(rows) for rows in plain.values()] == [1, 2, 3]
    for name in FILES:
        assert of_document(tables, name) == plain, name
    found = documents_of(tables, FILES)
    documents = {row["path"]: row for row in found.iter_rows(named=True)}
    assert {name: row["media_type"] for name, row in documents.items()} == MEDIA_TYPES
    assert set(found["status"]) == {"parsed"}
    for row in documents.values():
        assert row["char_count"] == len(row["text"])
    readers = {name: (row["extractor"] or "").split(" ")[0] for name, row in documents.items()}
    assert readers == {
        "record.txt": "",
        "record.html": "selectolax",
        "record.pdf": "pypdfium2",
        "record.docx": "gijiroku",
    }
    assert {name: row["encoding"] for name, row in documents.items() if row["encoding"]} == {
        "record.txt": "utf-8",
        "record.html": "utf-8",
    }
    assert {name: row["page_count"] for name, row in documents.items() if row["page_count"]} == {
        "record.pdf": 1
    }


def test_what_is_printed_around_a_page_is_no_part_of_a_remark(tables):
    assert len(PRINTED_AROUND) > 2 * 30
    plain = of_document(tables, "printed.txt")
    assert len(plain["remarks"]) == 30
    assert of_document(tables, "printed.pdf") == plain
    assert of_document(tables, "printed.docx") == plain
    pages = tables["page_starts"].filter(document_id="made-up/printed.pdf")
    assert pages.select("document_id", "page").rows() == [
        ("made-up/printed.pdf", 1),
        ("made-up/printed.pdf", 2),
    ]
    for name in ("blocks", "meetings", "agenda_items", "attendance", "remarks"):
        without = tables[name].filter(~pl.col("document_id").str.ends_with(".pdf"))
        assert without.select("page_start", "page_end").unique().rows() in ([], [(None, None)])
    found = tables["remarks"].filter(document_id="made-up/printed.pdf").sort("char_start")
    second = pages["char_start"][1]
    for row in found.iter_rows(named=True):
        assert row["page_start"] == 1 + (row["char_start"] >= second)
        assert row["page_end"] == 1 + (row["char_end"] > second)
    assert set(found["page_start"]) == {1, 2}
    (meeting,) = tables["meetings"].filter(document_id="made-up/printed.pdf").iter_rows(named=True)
    assert (meeting["page_start"], meeting["page_end"]) == (1, 2)
    marks = tables["blocks"].filter(
        pl.col("document_id").str.starts_with("made-up/printed."),
        kind="page_mark",
        rule="furniture",
    )
    assert marks.group_by("document_id").len().sort("document_id").rows() == [
        ("made-up/printed.docx", 2),
        ("made-up/printed.pdf", 4),
    ]


@pytest.mark.long
def test_a_running_header_that_is_the_only_title_stays(tables_of):
    files = {"a.txt": RECORD.encode(), "a.docx": paper(LINES[1:], LINES[0], "架空府")}
    tables = tables_of(files)
    assert of_document(tables, "a.docx") == of_document(tables, "a.txt")


def test_answers_of_the_diet_give_what_their_text_gives(tables):
    documents = documents_of(tables, ANSWERS)
    assert documents["text"].n_unique() == 1
    found = of_document(tables, "answer.json")
    assert of_document(tables, "answer.xml") == found
    assert [row["text"] for row in found["remarks"]] == [
        "これより会議を開きます。",
        "坂本です。よろしくお願いします。",
    ]
    assert found["meetings"][0]["body"] == "衆議院　架空委員会"
    assert documents["media_type"].to_list() == ["application/json", "application/xml"]


def test_bad_files_are_quarantined_alone(tables):
    status = dict(tables["documents"].select("path", "status").rows())
    assert {name for name, value in status.items() if value == "quarantined"} == set(BAD)
    assert {status[name] for name in FILES} == {"parsed"}
    found = tables["quality_issues"].filter(severity="error")
    rules = dict(found.select("document_id", "rule").rows())
    assert rules == {
        "made-up/cut.pdf": "extracts",
        "made-up/wrong.html": "decodes",
        "made-up/no.docx": "extracts",
    }
    assert found.filter(rule="decodes")["message"].item().startswith("not decodable: byte 0xff")
    assert all(found["message_ja"])


def test_a_file_over_a_limit_of_the_run_is_quarantined_alone(collection_of, tmp_path):
    files = {
        "hanging.html": b"<div>" * 300_000 + b"x" + b"</div>" * 300_000,
        "large.docx": paper(LINES),
        "long.pdf": single_column(LINES * 20)[0],
        "record.html": FILES["record.html"],
        "record.txt": RECORD.encode(),
    }
    limits = Limits(max_document_seconds=2, max_document_pages=1, max_unpacked_bytes=100)
    tables = run(collection_of(files), tmp_path, limits)
    status = dict(tables["documents"].select("path", "status").rows())
    assert status == {
        **dict.fromkeys(("hanging.html", "large.docx", "long.pdf"), "quarantined"),
        **dict.fromkeys(("record.html", "record.txt"), "parsed"),
    }
    issues = tables["quality_issues"].filter(severity="error")
    said = dict(issues.select("document_id", "message").rows())
    assert said.keys() == {f"made-up/{name}" for name in ("hanging.html", "large.docx", "long.pdf")}
    assert said["made-up/hanging.html"].startswith("reading it took more than 2 seconds.")
    assert "unpacked it has more than 100 bytes." in said["made-up/large.docx"]
    assert "pages, more than the limit of 1." in said["made-up/long.pdf"]


@pytest.mark.parametrize(
    ("library", "name"),
    [
        ("selectolax", "record.html"),
        pytest.param("pypdfium2", "record.pdf", marks=pytest.mark.long),
    ],
)
def test_a_missing_library_is_told(tables_of, tmp_path, monkeypatch, library, name):
    # In the place of the library, in the process that reads the file.
    (tmp_path / "without").mkdir()
    (tmp_path / "without" / f"{library}.py").write_text("raise ImportError\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path / "without")
    tables = tables_of(FILES)
    status = dict(tables["documents"].select("path", "status").rows())
    assert status == dict.fromkeys(FILES, "parsed") | {name: "quarantined"}
    (issue,) = tables["quality_issues"].filter(severity="error").iter_rows(named=True)
    assert issue["message"].startswith(f"{library} is not installed. Run: ")
    assert issue["message"].endswith("pip install 'gijiroku[media]'")
    assert issue["rule"] == "extracts"


def test_what_is_doubtful_is_a_warning(tables):
    assert documents_of(tables, DOUBTFUL)["status"].to_list() == ["parsed"]
    found = tables["quality_issues"].filter(rule="media_tracked_changes")
    (issue,) = found.iter_rows(named=True)
    assert (issue["severity"], issue["stage"]) == ("warn", "ingestion")
    assert issue["message"].startswith("the document holds 1 deletions")
    assert "1 件" in issue["message_ja"]


def test_every_doubt_has_an_expectation_of_its_own():
    assert set(DOUBTS) == set(extracted.Doubt)
    assert len({expected.rule for expected in DOUBTS.values()}) == len(DOUBTS)


@pytest.mark.parametrize(
    "name", ["record.pdf", pytest.param("record.docx", marks=pytest.mark.long)]
)
def test_one_file_is_inspected(tmp_path, name):
    file = tmp_path / name
    file.write_bytes(FILES[name])
    found = inspect_file(file)
    assert (found.document["status"], found.tables["remarks"].height) == ("parsed", 3)
