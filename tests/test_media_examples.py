"""The examples that are no plain texts, held against what a person reads in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from pipeline.ingestion.media.docx import extract_docx
from pipeline.ingestion.media.extracted import Extracted
from pipeline.ingestion.media.pdf import extract_pdf
from pipeline.run.inspection import Inspection, inspect_file
from tests.records.media_examples import HEADER, MADE, PAGES

EXAMPLES = Path(__file__).parent.parent / "examples"

FILES = {
    "web-page": "minutes.html",
    "printed-pdf": "minutes.pdf",
    "word-document": "minutes.docx",
    "diet-answer": "meeting.json",
}

# Media type, what took the text out, pages.
MEDIA = {
    "web-page": ("text/html", "selectolax", None),
    "printed-pdf": ("application/pdf", "pypdfium2", 3),
    "word-document": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "gijiroku docx",
        None,
    ),
    "diet-answer": ("application/json", "gijiroku diet", None),
}

# Group, name, presence.
ATTENDANCE: dict[str, list[tuple[str | None, str, str]]] = {
    "web-page": [
        ("出席委員", "早川会長", "present"),
        ("出席委員", "瀬尾副会長", "present"),
        ("出席委員", "天野委員", "present"),
        ("出席委員", "桑原委員", "present"),
        ("出席委員", "ノヴァク委員", "present"),
        ("欠席委員", "辻本委員", "absent"),
        ("事務局", "樋口館長", "present"),
        ("事務局", "江口副館長", "present"),
        ("事務局", "小鳥遊主査", "present"),
    ],
    "printed-pdf": [
        ("委員", "久我会長", "present"),
        ("委員", "戸塚副会長", "present"),
        ("委員", "明石委員", "present"),
        ("委員", "芦原委員", "present"),
        ("委員", "梶谷委員", "present"),
        ("事務局", "能勢上下水道部長", "present"),
        ("事務局", "越智料金課長", "present"),
        ("事務局", "三宅主査", "present"),
        ("欠席者", "片桐委員", "absent"),
    ],
    "word-document": [
        ("出席委員", "杉浦会長", "present"),
        ("出席委員", "入江委員", "present"),
        ("出席委員", "志村委員", "present"),
        ("出席委員", "羽田委員", "present"),
        ("欠席委員", "真壁委員", "absent"),
        ("事務局", "柏木まちづくり課長", "present"),
        ("事務局", "永田係長", "present"),
    ],
    "diet-answer": [
        ("出席委員", "葉室　　聡君", "present"),
        ("出席委員", "戸祭　由美君", "present"),
        ("出席委員", "鵜沼　　建君", "present"),
        ("出席委員", "阿久津　薫君", "present"),
        ("出席委員", "湯川　正人君", "present"),
        ("委員外の出席者", "鬼頭　理恵君", "present"),
    ],
}

# Date, hours, and the speakers in their order; nobody for a call from the floor.
MEETINGS: dict[str, tuple[str, str, str, list[str | None]]] = {
    "web-page": (
        "2024-10-17",
        "10:00",
        "11:20",
        [
            "樋口館長",
            "早川会長",
            "江口副館長",
            "天野委員",
            "桑原委員",
            "小鳥遊主査",
            "ノヴァク委員",
            "早川会長",
            None,
            "瀬尾副会長",
            "樋口館長",
            "早川会長",
        ],
    ),
    "printed-pdf": (
        "2024-08-20",
        "14:00",
        "15:30",
        [
            "久我会長",
            "越智料金課長",
            "明石委員",
            "芦原委員",
            "越智料金課長",
            "梶谷委員",
            "戸塚副会長",
            "能勢上下水道部長",
            "久我会長",
            "三宅主査",
            "明石委員",
            "三宅主査",
            "久我会長",
        ],
    ),
    "word-document": (
        "2024-05-28",
        "13:30",
        "14:45",
        [
            "柏木まちづくり課長",
            "杉浦会長",
            "永田係長",
            "入江委員",
            "永田係長",
            "志村委員",
            "羽田委員",
            "杉浦会長",
            "柏木まちづくり課長",
        ],
    ),
    "diet-answer": (
        "2024-05-09",
        "10:00",
        "10:48",
        [
            # As the answer gives them: its text has 葉室委員長, 鬼頭参考人 …
            *("葉室聡", "鬼頭理恵", "葉室聡", "戸祭由美"),
            *("鬼頭理恵", "湯川正人", "鬼頭理恵", "葉室聡"),
        ],
    ),
}

# First and last page of each remark of the PDF.
PAGES_OF_REMARKS = [
    *[(1, 1), (1, 1), (1, 2)],
    *[(2, 2), (2, 2), (2, 2), (2, 2), (2, 2), (2, 2), (2, 3)],
    *[(3, 3), (3, 3), (3, 3)],
]


@pytest.fixture(scope="module")
def read() -> dict[str, Inspection]:
    return {name: inspect_file(EXAMPLES / name / file) for name, file in FILES.items()}


@pytest.mark.parametrize("name", FILES)
def test_its_medium_is_read(read: dict[str, Inspection], name: str) -> None:
    document = read[name].document
    media_type, extractor, page_count = MEDIA[name]
    assert document["media_type"] == media_type
    assert document["extractor"].startswith(f"{extractor} ")
    assert document["page_count"] == page_count
    assert document["status"] == "parsed"


@pytest.mark.parametrize("name", FILES)
def test_its_meeting_is_read(read: dict[str, Inspection], name: str) -> None:
    meetings = (
        read[name]
        .tables["meetings"]
        .with_columns(
            pl.col("date").cast(pl.String), pl.col("start_time", "end_time").dt.strftime("%H:%M")
        )
    )
    date, start, end, speakers = MEETINGS[name]
    assert meetings.select("date", "start_time", "end_time").rows() == [(date, start, end)]
    assert read[name].tables["remarks"]["speaker_text"].to_list() == speakers


@pytest.mark.parametrize("name", FILES)
def test_its_attendance_is_read(read: dict[str, Inspection], name: str) -> None:
    attendance = read[name].tables["attendance"]
    found = attendance.select("attendee_group", "name_text", "presence").rows()
    assert found == ATTENDANCE[name]


@pytest.mark.parametrize("name", FILES)
def test_speakers_are_found_among_the_attendees(read: dict[str, Inspection], name: str) -> None:
    remarks = read[name].tables["remarks"].drop_nulls("speaker_text")
    assert remarks["attendance_id"].null_count() == 0


def test_no_button_or_menu_of_the_page_is_in_it(read: dict[str, Inspection]) -> None:
    text = read["web-page"].document["text"]
    for word in (
        "くらし",
        "トップ",
        "ポスト",
        "印刷",
        "関連情報",
        "個人情報",
        "Copyright",
        "たかなし",
    ):
        assert word not in text
    assert "小鳥遊主査" in text


def test_the_pages_of_the_pdf_are_those_that_are_printed(read: dict[str, Inspection]) -> None:
    tables = read["printed-pdf"].tables
    pages = ("page_start", "page_end")
    assert tables["remarks"].select(pages).rows() == PAGES_OF_REMARKS
    assert tables["meetings"].select(pages).rows() == [(1, 3)]
    assert set(tables["attendance"].select(pages).rows()) == {(1, 1)}


def test_a_remark_goes_on_over_the_end_of_its_page(read: dict[str, Inspection]) -> None:
    texts = read["printed-pdf"].tables["remarks"]["text"]
    assert "同じ水を飲んでいるのに" in texts[2]
    assert "先に替えることとし、来年度の予算には" in texts[9]
    assert not any(HEADER in text for text in texts)


def test_other_media_have_no_pages(read: dict[str, Inspection]) -> None:
    for name in ("web-page", "word-document", "diet-answer"):
        assert read[name].tables["remarks"]["page_start"].null_count() > 0
        assert read[name].tables["remarks"]["page_start"].drop_nulls().is_empty()


EXTRACT: dict[str, Callable[[bytes], Extracted]] = {
    "printed-pdf/minutes.pdf": extract_pdf,
    "word-document/minutes.docx": extract_docx,
}


@pytest.mark.parametrize("path", MADE)
def test_the_files_are_those_that_the_script_makes(path: str) -> None:
    made = MADE[path]()
    assert made == MADE[path]()
    extract = EXTRACT[path]
    assert extract(made).text == extract((EXAMPLES / path).read_bytes()).text


def test_every_printed_line_is_in_the_text(read: dict[str, Inspection]) -> None:
    """In order, a sentence that a margin or the end of a page cuts in one line."""
    lines = [line.strip() for page in PAGES for line in page.split("\n") if line]
    text = read["printed-pdf"].document["text"]
    unwrapped = text.replace("\n", "")
    at = 0
    for line in lines:
        at = unwrapped.index(line, at) + len(line)
