from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest

from pipeline.release.page.page import LATER, PAGE, write_page
from schemas import RELEASE_TABLES
from schemas.table import columns_of
from tests.pipeline.release.page.markup import Element, read_page

NOTICE = (
    "このデータセットは、出典に掲げた公表資料を加工して作成したものです。",
    "This dataset was made by processing the published records named as its sources.",
)
QUALITY = {
    "observed": {
        "shares": [
            {
                **{"figure": "date", "form": None, "n": 8, "count": 5, "share": 0.625},
                **{"wrong": 2, "made": 1, "interval": [0.305742, 0.863155]},
            },
            {
                **{"figure": "date", "form": "flat", "n": 8, "count": 5, "share": 0.625},
                **{"wrong": 2, "made": 1, "interval": [0.305742, 0.863155]},
            },
            {
                **{"figure": "right", "form": None, "n": 8, "count": 4, "share": 0.5},
                **{"wrong": None, "made": None, "interval": [0.215215, 0.784785]},
            },
            {
                **{"figure": "right", "form": "flat", "n": 8, "count": 4, "share": 0.5},
                **{"wrong": None, "made": None, "interval": [0.215215, 0.784785]},
            },
            {
                **{"figure": "silent", "form": None, "n": 4, "count": 1, "share": 0.25},
                **{"wrong": None, "made": None, "interval": [0.045587, 0.699358]},
            },
        ],
        "lists": [],
        "alarms": [],
    },
    "fields": [
        {
            "field": "meetings.date",
            "family": None,
            "precision": 0.9996,
            "recall": 0.91,
            "f1": 0.95271,
            "interval": [0.90449, 0.9801],
            "n": 1203,
        },
        {
            "field": "attendance.given_name",
            "family": None,
            "precision": None,
            "recall": 0.0,
            "f1": 0.0004,
            "interval": None,
            "n": 0,
        },
        {
            "field": "remarks.text",
            "family": "points_memo",
            "precision": 1.0,
            "recall": 1.0,
            "f1": 1.0,
            "interval": [0.9, 1.0],
            "n": 7,
        },
    ],
}
CHANGES = {
    "table_name": ["meetings", "remarks", "remarks", "remarks"],
    "row_key": ["m/1", "r/1", "r/2", "r/2"],
    "previous_row_key": [None, "r/1", "r/9", "r/9"],
    "change_type": ["insert", "delete", "update", "update"],
    "column_name": [None, None, "text", "char_count"],
    "old_value": [None, None, "霧も\n見たい。", "6"],
    "new_value": [None, None, "<b>霧</b>も見た。", "5"],
    "cause": ["source changed", "source changed", "code changed", "code changed"],
}


@pytest.fixture
def folder(published: Path, tmp_path: Path) -> Path:
    """A copy of the release of the made-up corpus, to be changed."""
    return shutil.copytree(published, tmp_path / "release")


@pytest.fixture(scope="module")
def page(published: Path) -> Element:
    return read_page(published)


def rows_of(table: Element) -> list[list[str]]:
    """The cells of the body of a table."""
    (body,) = table.all("tbody")
    return [[cell.text for cell in row.all("th", "td")] for row in body.all("tr")]


def test_it_asks_for_nothing_from_elsewhere(page: Element, published: Path) -> None:
    elements = page.all()
    assert not page.all("script", "iframe", "object", "embed", "img", "image", "use", "form")
    assert not [name for element in elements for name in element.attributes if name[:2] == "on"]
    identifiers = {element.attributes.get("id") for element in elements}
    for element in elements:
        assert not {"src", "srcset", "xlink:href", "style"} & set(element.attributes)
        target = element.attributes.get("href")
        if target and element.tag != "link":
            named = target.removeprefix("#")
            assert (
                (named != target and named in identifiers)
                or (published / target).is_file()
                or target.startswith("https://example.org/")
            )
    (policy,) = [m for m in page.all("meta") if "http-equiv" in m.attributes]
    assert "default-src 'none'" in (policy.attributes["content"] or "")
    (style,) = page.all("style")
    assert "url(" not in style.text
    assert "@import" not in style.text


def test_identifiers_are_unique_and_what_they_label_is_there(page: Element) -> None:
    named = [e.attributes["id"] for e in page.all() if "id" in e.attributes]
    assert len(named) == len(set(named))
    labels = [
        label
        for element in page.all()
        for label in (element.attributes.get("aria-labelledby") or "").split()
    ]
    assert labels
    assert set(labels) <= set(named)


def test_a_screen_reader_finds_its_way(page: Element) -> None:
    (html,) = page.all("html")
    assert html.attributes["lang"] == "ja"
    assert [len(page.all(tag)) for tag in ("header", "nav", "main", "footer", "h1")] == [1] * 5
    levels = [int(e.tag[1]) for e in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for table in page.all("table"):
        assert len(table.all("caption")) == 1
        assert {cell.attributes.get("scope") for cell in table.all("th")} <= {"col", "row"}
        for row in table.all("tr"):
            assert row.children[0].tag == "th"
    pictures = [s for s in page.all("svg") if s.attributes.get("aria-hidden") != "true"]
    assert len(pictures) == 6
    for picture in pictures:
        assert picture.attributes["role"] == "img"
        assert [child.tag for child in picture.children[:2]] == ["title", "desc"]
        assert all(child.text for child in picture.children[:2])


def test_every_picture_has_its_numbers_beside_it(page: Element) -> None:
    figures = page.section("pictures").all("figure")
    assert [figure.all("h3")[0].text for figure in figures] == [
        "会議の推移 Meetings over time",
        "出席者と会議 Attendance by person and meeting",
        "人物と根拠 Persons, and what joins them",
        "議題と区分ごとの発言 Remarks by agenda item and attendee group",
        "発言者の記載状況 Coverage of speakers",
        "よく使われた語 Words that most remarks have",
    ]
    meetings, attendance, persons, remarks, speakers, terms = (
        rows_of(figure.all("details")[0].all("table")[0]) for figure in figures
    )
    assert meetings == [["2024-04", "1"], ["2024-05", "0"], ["2024-06", "1"]]
    # 青木委員 of the north is not taken for the one of the south.
    assert sorted(row[0] for row in attendance) == ["坂本委員", "石川委員", "青木委員", "青木委員"]
    # Each attends one meeting of its body.
    assert [row[1:] for row in persons] == [["4", "100.0%"]]
    assert ["雲の見方", "0", "2"] in remarks
    assert speakers[-2:] == [
        ["発言者の記載なし the source names nobody", "4", "80.0%"],
        [
            "記載はあるが認識できなかった the source names somebody, but it was not recognised",
            "0",
            "0.0%",
        ],
    ]
    assert [int(row[2]) for row in terms] == sorted((int(row[2]) for row in terms), reverse=True)
    assert len(terms) > 3


def test_it_says_whose_the_data_is_and_that_it_was_processed(page: Element) -> None:
    (notice,) = [s for s in page.all("section") if s.attributes.get("class") == "notice"]
    for sentence in NOTICE:
        assert sentence in notice.text
    contents = page.section("contents")
    for stated in (
        "北の架空観測会議",
        "Made-up Northern Observation Council",
        "架空府",
        "Made-up Office",
        "架空利用規約（第2.0版）",
        "Nothing in it was ever said.",
        "南の架空観測会議",
        "架空市利用規約",
        "会議 1件 1 meetings 2024-04-01 – 2024-04-01",
    ):
        assert stated in contents.text
    links = {link.attributes["href"]: link.text for link in contents.all("a")}
    assert links["https://example.org/north"] == "北の架空観測会議 論点メモ"
    assert links["https://example.org/terms/2.0"] == "架空利用規約（第2.0版）"
    assert links["https://example.org/city-terms"] == "架空市利用規約"


def test_it_counts_the_rows_of_every_table(page: Element) -> None:
    counted = {row[0]: row[1] for row in rows_of(page.section("contents").all("table")[0])}
    assert list(counted) == list(RELEASE_TABLES)
    assert (counted["documents"], counted["meetings"], counted["remarks"]) == ("2", "2", "5")


def test_every_file_is_there_to_download_with_its_hash(page: Element, published: Path) -> None:
    files = {
        row.all("a")[0].attributes["href"]: row.all("td")[0].text
        for row in page.section("downloads").all("tbody")[0].all("tr")
    }
    assert files == {
        path.relative_to(published).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in published.rglob("*")
        if path.is_file() and path.name not in ("index.html", "SHA256SUMS")
    }


def test_its_dictionary_has_every_column_in_both_languages(page: Element) -> None:
    dictionary = page.section("dictionary")
    for (name, table), details in zip(
        RELEASE_TABLES.items(), dictionary.all("details"), strict=True
    ):
        assert dictionary.one(f"table-{name}").text.startswith(name)
        for column, row in zip(columns_of(table), rows_of(details), strict=True):
            assert row[0].split()[0] == column.name
            assert f"{column.ja} {column.en}" in row[1]
    assert "organization 組織名で記載 the source names an organisation" in dictionary.text
    assert "Datetime (Asia/Tokyo)" in dictionary.text
    assert dictionary.text.count("Parquet だけで公開 Published as Parquet alone") == 3
    assert "CSV にない列 In Parquet alone: text" in dictionary.text


def test_it_says_that_no_figures_are_shipped(folder: Path) -> None:
    (folder / "quality.json").unlink()
    write_page(folder)
    quality = read_page(folder).section("quality")
    assert "No figures of accuracy are shipped with this release." in quality.text
    assert "この版には正確さの測定値が付いていません。" in quality.text
    assert not quality.all("table")


def test_it_leads_with_records_in_observed_shapes(folder: Path) -> None:
    (folder / "quality.json").write_text(json.dumps(QUALITY), encoding="utf-8")
    write_page(folder)
    quality = read_page(folder).section("quality")
    pooled, by_form, gold = quality.all("table")
    assert rows_of(pooled) == [
        ["開催日 date", "62.5%", "30.6%–86.3%", "5/8", "2", "1"],
        ["すべて正しい記録 records wholly right", "50.0%", "21.5%–78.5%", "4/8", "", ""],
        [
            "誤りがあって警告のない記録 wrong records without a warning",
            *("25.0%", "4.6%–69.9%", "1/4", "", ""),
        ],
    ]
    assert rows_of(by_form) == [
        ["記録の数 records", "8"],
        ["開催日 date", "5/8"],
        ["すべて正しい記録 records wholly right", "4/8"],
        ["誤りがあって警告のない記録 wrong records without a warning", "–"],
    ]
    assert rows_of(gold) == [
        ["meetings.date", "95.3%", "90.4%–98.0%", "99.9%", "91.0%", "1,203"],
        ["attendance.given_name", "<0.1%", "—", "—", "0.0%", "0"],
    ]
    assert "No figures" not in quality.text
    first = quality.all("p")[1].text
    assert first.startswith("Of 8 made-up records in shapes observed at some 75 real bodies, 4 are")
    assert "made up by the makers of the rules" in first


def test_it_says_why_it_has_its_version(page: Element) -> None:
    changes = page.section("changes")
    assert "first release" in changes.text
    assert not changes.all("table")


def test_it_counts_what_changed_and_shows_the_first_of_it(folder: Path) -> None:
    pl.DataFrame(CHANGES).write_parquet(folder / "parquet/changes.parquet")
    write_page(folder)
    counts, first = read_page(folder).section("changes").all("table")
    assert rows_of(counts) == [
        ["meetings", "追加 insert", "source changed", "1"],
        ["remarks", "削除 delete", "source changed", "1"],
        ["remarks", "訂正 update", "code changed", "1"],
    ]
    assert rows_of(first) == [
        ["meetings m/1", "追加 insert", "", "", ""],
        ["remarks r/1", "削除 delete", "", "", ""],
        ["remarks r/2 前は was r/9", "訂正 update", "text", "霧も 見たい。", "<b>霧</b>も見た。"],
        ["remarks r/2 前は was r/9", "訂正 update", "char_count", "6", "5"],
    ]


def test_no_change_is_said_in_words(folder: Path) -> None:
    schema = dict.fromkeys(CHANGES, pl.String)
    pl.DataFrame(schema=schema).write_parquet(folder / "parquet/changes.parquet")
    write_page(folder)
    changes = read_page(folder).section("changes")
    assert "No row differs from the release before." in changes.text
    assert not changes.all("table")


def test_what_the_checks_found_is_counted_by_rule(folder: Path) -> None:
    file = folder / "parquet/quality_issues.parquet"
    found = pl.DataFrame(
        {
            "quality_issue_id": ["1", "2", "3"],
            "rule": ["weekday_fits", "decodes", "weekday_fits"],
            "severity": ["warn", "error", "warn"],
            "table_name": ["meetings", "documents", "meetings"],
        }
    )
    found.write_parquet(file)
    write_page(folder)
    assert rows_of(read_page(folder).section("quality").all("table")[-1]) == [
        ["weekday_fits meetings", "warn", "2"],
        ["decodes documents", "error", "1"],
    ]


@pytest.mark.long
def test_the_same_release_has_the_same_page(published: Path, folder: Path) -> None:
    made = (published / "index.html").read_bytes()
    (folder / "index.html").unlink()
    command = (
        f"from pathlib import Path; from pipeline.release.page import write_page; "
        f"write_page(Path({str(folder)!r}))"
    )
    elsewhere = {"POLARS_MAX_THREADS": "1", "TZ": "America/New_York", "PYTHONHASHSEED": "7"}
    subprocess.run([sys.executable, "-c", command], check=True, env=os.environ | elsewhere)
    assert (folder / "index.html").read_bytes() == made


def test_what_is_written_later_leaves_the_page_as_it_is(published: Path, folder: Path) -> None:
    made = (published / PAGE).read_bytes()
    for name in sorted(LATER):
        (folder / name).unlink()
    write_page(folder)
    assert (folder / PAGE).read_bytes() == made
    # Made once more, with the page and the checksums there.
    (folder / "SHA256SUMS").write_text("other checksums", encoding="utf-8")
    write_page(folder)
    assert (folder / PAGE).read_bytes() == made
    (folder / "NOTES.md").write_text("one file more", encoding="utf-8")
    write_page(folder)
    assert b"NOTES.md" in (folder / PAGE).read_bytes()


def test_no_page_is_written_of_a_release_that_lacks_a_table(folder: Path) -> None:
    (folder / PAGE).unlink()
    (folder / "parquet/remarks.parquet").unlink()
    with pytest.raises(FileNotFoundError):
        write_page(folder)
    assert not (folder / PAGE).exists()
