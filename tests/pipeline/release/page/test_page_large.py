from __future__ import annotations

import json
import shutil
from pathlib import Path

import polars as pl
import pytest

from pipeline.release.page import write_page
from tests.pipeline.release.page.markup import Element, read_page

MEETINGS, LISTED, REMARKS, COLLECTIONS = 15_000, 27, 20, 600
MOST_BYTES = 1_000_000
MOST_MARKS = 30 * 20


@pytest.fixture(scope="module")
def folder(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of many meetings of many collections with long names, over fifty years."""
    folder = shutil.copytree(published, tmp_path_factory.mktemp("large") / "release")
    number = pl.col("number")
    meetings = pl.select(pl.int_range(MEETINGS).alias("number")).select(
        number,
        pl.format("m{}", number).alias("meeting_id"),
        pl.format("d{}", number // 20).alias("document_id"),
        number.alias("char_start"),
        (number % 20 + 1).cast(pl.Int32).alias("page_start"),
        (number % 20 + 2).cast(pl.Int32).alias("page_end"),
        pl.format("c{}", number % COLLECTIONS).alias("collection_id"),
        (pl.date(1975, 4, 1) + pl.duration(days=number * 365 * 50 // MEETINGS)).alias("date"),
        (1975 + number * 50 // MEETINGS).cast(pl.Int32).alias("fiscal_year"),
        number.cast(pl.Int32).alias("session"),
    )
    place = pl.col("ordinal")
    attendance = meetings.join(pl.select(pl.int_range(LISTED).alias("ordinal")), how="cross")
    remarks = meetings.join(pl.select(pl.int_range(REMARKS).alias("ordinal")), how="cross")
    tables = {
        "documents": meetings.select("document_id")
        .unique()
        .with_columns(
            media_type=pl.lit("application/pdf"),
            extractor=pl.lit("a reader of files 1.0"),
            encoding=pl.lit(None, pl.String),
            page_count=pl.lit(21, pl.Int32),
        ),
        "meetings": meetings,
        "attendance": attendance.select(
            "meeting_id",
            "ordinal",
            pl.format("{}a{}", "meeting_id", place).alias("attendance_id"),
            pl.format("とても長い名前の委員その{}", number % 97 * place).alias("name_text"),
            *(pl.lit(None, pl.String).alias(name) for name in ("person_id", "person_basis")),
            pl.lit("no_name").alias("person_reason"),
            pl.lit("present").alias("presence"),
            pl.format("とても長い名前の区分その{}", place).alias("attendee_group"),
        ),
        "agenda_items": meetings.select(
            "meeting_id",
            pl.format("{}g", "meeting_id").alias("agenda_item_id"),
            pl.lit(1).alias("ordinal"),
            pl.lit(None, pl.String).alias("parent_id"),
            pl.format("とても長い標題が一行に収まらないほど続く議題その{}", number % 900).alias(
                "title"
            ),
        ),
        "remarks": remarks.select(
            "meeting_id",
            "ordinal",
            pl.format("{}g", "meeting_id").alias("agenda_item_id"),
            pl.format("{}a{}", "meeting_id", place).alias("attendance_id"),
            pl.lit("remark").alias("kind"),
            pl.lit("named").alias("speaker_status"),
            "document_id",
            "page_start",
            "page_end",
            pl.lit("とても長い名前の委員").alias("speaker_text"),
            pl.lit("長い発言。" * 200).alias("text"),
        ),
    }
    for name, rows in tables.items():
        rows.write_parquet(folder / f"parquet/{name}.parquet")
    file = folder / "datapackage.json"
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    source = descriptor["sources"][0]
    descriptor["sources"] = [
        {**source, "collection_id": f"c{number}", "note": "長い注記。" * 20}
        for number in range(COLLECTIONS)
    ]
    file.write_text(json.dumps(descriptor), encoding="utf-8")
    write_page(folder)
    return folder


@pytest.fixture(scope="module")
def page(folder: Path) -> Element:
    return read_page(folder)


@pytest.mark.long
def test_the_page_stays_small(folder: Path) -> None:
    assert (folder / "index.html").stat().st_size < MOST_BYTES


def test_no_picture_has_more_marks_than_can_be_read(page: Element) -> None:
    pictures = [svg for svg in page.all("svg") if svg.attributes.get("role") == "img"]
    assert len(pictures) == 6
    for picture in pictures:
        assert 0 < len(picture.all("path")) <= MOST_MARKS + 200
        assert len(picture.all("text")) <= 60


def test_it_says_what_it_leaves_out(page: Element) -> None:
    pictures = page.section("pictures").text
    assert "多い順に30人" in pictures
    assert "15の標題（全900）" in pictures
    contents = page.section("contents").text
    assert "文書 750件" in contents
    assert "ほか650件の文書は表 documents にあります。" in contents
    assert "ほか10件 and 10 more" in contents
    assert "Pages of the first 100 of 300,000 remarks" in contents
    assert "ほか100件の出典は datapackage.json にあります。" in page.section("contents").text
