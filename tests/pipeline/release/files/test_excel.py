"""The Excel copy, opened again by a reader that is not of its writer."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import polars as pl
import pyarrow.parquet as pq
import pytest
from openpyxl.workbook import Workbook

from pipeline.release.files import excel
from pipeline.release.files.excel import write_excel
from pipeline.release.publish import release
from pipeline.release.version import Identity
from schemas import LINKED_TABLES, TABLES
from schemas.table import empty

Row = dict[str, object]
Copy = Callable[..., Workbook]

LIMIT = 32_767
"""Characters in a cell of Excel."""

COPIED = [
    *("documents", "meetings", "agenda_items", "attendance", "remarks", "quality_issues"),
    *LINKED_TABLES,
    "terms",
]


@pytest.fixture
def copy_of(tmp_path: Path, table_of: Callable[..., pl.DataFrame]) -> Copy:
    """The copy of a release whose tables are empty but for the given rows."""

    def build(**changes: list[Row]) -> Workbook:
        frames = {
            name: table_of(name, *changes[name]) if name in changes else empty(table)
            for name, table in TABLES.items()
        }
        files = {name: tmp_path / f"{name}.parquet" for name in frames}
        for name, rows in frames.items():
            rows.write_parquet(files[name])
        counts = {name: rows.height for name, rows in frames.items()}
        identity = Identity("1.2.3", "", "", "", "12ab", "", "", counts, {}, [])
        write_excel(tmp_path / "copy.xlsx", files, identity, ["架空会議 論点メモ（架空府）"])
        return openpyxl.load_workbook(tmp_path / "copy.xlsx")

    return build


@pytest.fixture(scope="module")
def published_copy(published: Path) -> Workbook:
    return openpyxl.load_workbook(published / "excel/gijiroku.xlsx")


def rows_of(workbook: Workbook, sheet: str) -> list[Row]:
    header, *rows = workbook[sheet].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def readme_of(workbook: Workbook) -> str:
    return "\n".join(str(line) for (line,) in workbook["README"].iter_rows(values_only=True))


def test_the_first_sheet_says_that_it_is_a_copy(published_copy: Workbook) -> None:
    assert published_copy.sheetnames == ["README", *COPIED, "columns", "codes", "cut_cells"]
    readme = readme_of(published_copy)
    assert readme.startswith("gijiroku 1.0.0\n")
    assert "This is a copy for reading. The canonical data are the files in csv/" in readme
    assert "これは読むための写しです。正本は csv/ と parquet/ にあるファイルです。" in readme
    assert "Not in this copy / この写しにないもの: blocks, sentences, tokens, " in readme
    assert "documents.text, remarks.text_normalized\n" in readme
    assert "北の架空観測会議 論点メモ（架空府） https://example.org/north" in readme
    assert "not made by their publishers" in readme


def as_in_excel(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    return value


@pytest.mark.parametrize("name", COPIED)
def test_the_rows_are_those_of_the_release(
    published: Path, published_copy: Workbook, name: str
) -> None:
    rows = pq.read_table(published / f"parquet/{name}.parquet").to_pylist()
    expected = [
        {
            column: as_in_excel(value)
            for column, value in row.items()
            if (name, column) not in (("documents", "text"), ("remarks", "text_normalized"))
        }
        for row in rows
    ]
    assert rows_of(published_copy, name) == expected


def test_nothing_in_it_is_a_formula_a_link_or_a_number_by_mistake(copy_of: Copy) -> None:
    texts = [
        "=1+1",
        "+81",
        "-1",
        "@SUM(A1)",
        "＝１",
        "\t=1",
        "https://example.org",
        "007",
        "1e5",
        "{=1}",
    ]
    workbook = copy_of(remarks=[{"text": text} for text in texts])
    cells = [cell for (cell,) in workbook["remarks"].iter_rows(min_row=2, min_col=21, max_col=21)]
    assert [cell.value for cell in cells] == texts
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    # As text also when the cell is edited.
    assert {cell.number_format for cell in cells} == {"@"}
    assert all(cell.hyperlink is None for cell in cells)


def test_no_sheet_holds_a_formula(published: Path) -> None:
    with zipfile.ZipFile(published / "excel/gijiroku.xlsx") as file:
        sheets = [name for name in file.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) == 15
        for sheet in sheets:
            tags = {
                element.tag.rpartition("}")[2]
                for element in ElementTree.fromstring(file.read(sheet)).iter()
            }
            assert "c" in tags
            assert tags.isdisjoint({"f", "hyperlink"})


def test_numbers_and_dates_are_typed(published_copy: Workbook) -> None:
    header, row, *_ = published_copy["meetings"].iter_rows()
    cells = {title.value: cell for title, cell in zip(header, row, strict=True)}
    assert (cells["session"].value, cells["session"].data_type) == (1, "n")
    assert (cells["date"].value, cells["date"].data_type) == (datetime(2024, 4, 1), "d")
    assert cells["date"].number_format == "yyyy-mm-dd"
    assert cells["starts_at"].value == "2024-04-01T10:00:00+09:00"
    assert (cells["start_time"].value, cells["start_time"].number_format) == (time(10), "hh:mm")
    # A blank is no nought.
    assert cells["term"].value is None


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (date(1900, 3, 1), datetime(1900, 3, 1)),
        (date(1900, 2, 28), "1900-02-28"),
        (date(1889, 2, 11), "1889-02-11"),
    ],
)
def test_a_date_that_excel_does_not_know_is_a_text(
    copy_of: Copy, first: date, expected: object
) -> None:
    rows = rows_of(copy_of(meetings=[{"date": first}, {"date": None}]), "meetings")
    assert [row["date"] for row in rows] == [expected, None]


@pytest.mark.parametrize(
    ("count", "expected"), [(2**53, 2**53), (2**53 + 1, "9007199254740993"), (0, 0)]
)
def test_a_number_that_excel_does_not_keep_is_a_text(
    copy_of: Copy, count: int, expected: object
) -> None:
    (row,) = rows_of(copy_of(documents=[{"byte_count": count}]), "documents")
    assert row["byte_count"] == expected


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("雲" * LIMIT, LIMIT),
        ("雲" * (LIMIT + 1), LIMIT),
        # Two code units each, and one that would be halved.
        ("🏯" * 16_383, 16_383),
        ("🏯" * 16_384, 16_383),
        ("雲" * 40_000 + "🏯", LIMIT - 1),
    ],
)
def test_a_text_that_is_too_long_is_cut_and_listed(copy_of: Copy, text: str, kept: int) -> None:
    workbook = copy_of(remarks=[{"text": text, "remark_id": "made-up/r-1"}, {"text": "雲"}])
    first, second = rows_of(workbook, "remarks")
    assert first["text"] == text[:kept]
    assert second["text"] == "雲"
    cut = [
        {
            "table_name": "remarks",
            "row_key": "made-up/r-1",
            "column_name": "text",
            "char_count": len(text),
        }
    ]
    assert rows_of(workbook, "cut_cells") == (cut if kept < len(text) else [])


def test_a_table_with_too_many_rows_is_left_out_and_named(
    copy_of: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(excel, "MAX_EXCEL_ROWS", 2)
    workbook = copy_of(remarks=[{}] * 3, attendance=[{}] * 2)
    assert "remarks" not in workbook.sheetnames
    assert len(rows_of(workbook, "attendance")) == 2
    assert "\nremarks: 3 rows / 行\n" in readme_of(workbook)
    assert "attendance: 2 rows" not in readme_of(workbook)
    assert "Tables of more than 2 rows are left out" in readme_of(workbook)


def test_characters_that_xml_forbids_do_no_harm(copy_of: Copy) -> None:
    text = "雲\x00\x0b\x1f]]>&<b>_x0041_\ufffe霧"
    (row,) = rows_of(copy_of(remarks=[{"text": text}]), "remarks")
    assert str(row["text"]).startswith("雲")
    assert str(row["text"]).endswith("霧")
    assert "]]>&<b>" in str(row["text"])


def test_columns_and_codes_are_explained(published_copy: Workbook) -> None:
    columns = rows_of(published_copy, "columns")
    assert {
        "table": "documents",
        "column": "byte_count",
        "meaning": "Size of the file.",
        "意味": "バイト数",
        "unit": "byte",
    } in columns
    assert {row["table"] for row in columns} == set(COPIED)
    assert {
        "table": "attendance",
        "column": "presence",
        "value": "proxy",
        "meaning": "present for somebody else",
        "意味": "代理出席",
    } in rows_of(published_copy, "codes")


def test_the_same_content_gives_the_same_bytes(
    corpus: Path, published: Path, tmp_path: Path, run_stages: Callable[[Path, Path], None]
) -> None:
    run_stages(corpus, tmp_path / "elsewhere")
    again = release(corpus, tmp_path / "elsewhere").path / "excel/gijiroku.xlsx"
    assert again.read_bytes() == (published / "excel/gijiroku.xlsx").read_bytes()
