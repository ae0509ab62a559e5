"""What the page says of the documents: media, extractors, and the pages that rows lie on."""

from __future__ import annotations

import importlib.metadata
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.release.publish import release
from tests.pipeline.release.page.markup import Element, read_page

EXAMPLES = Path(__file__).parents[4] / "examples"
SHOWN = ("printed-pdf", "web-page", "colon-name")


@pytest.fixture(scope="module")
def contents(
    tmp_path_factory: pytest.TempPathFactory, run_stages: Callable[[Path, Path], None]
) -> Element:
    """The first part of the page of a release of some examples."""
    folder = tmp_path_factory.mktemp("documents")
    for name in SHOWN:
        shutil.copytree(EXAMPLES / name, folder / "corpus" / name)
    run_stages(folder / "corpus", folder / "outputs")
    return read_page(release(folder / "corpus", folder / "outputs").path).section("contents")


def rows_of(table: Element) -> list[list[str]]:
    (body,) = table.all("tbody")
    return [[cell.text for cell in row.all("th", "td")] for row in body.all("tr")]


def table_of(contents: Element, caption: str) -> list[list[str]]:
    (found,) = [each for each in contents.all("table") if caption in each.all("caption")[0].text]
    return rows_of(found)


def test_each_document_has_its_medium_its_extractor_and_its_pages(contents: Element) -> None:
    pdfium, lexbor = map(importlib.metadata.version, ("pypdfium2", "selectolax"))
    assert table_of(contents, "文書 3件") == [
        ["colon-name/record.txt", "text/plain utf-8", "–", "colon-name/2024-02-01/5"],
        [
            "printed-pdf/minutes.pdf",
            f"application/pdf pypdfium2 {pdfium}",
            "3",
            "printed-pdf/2024-08-20/2 1–3ページ p. 1–3",
        ],
        [
            "web-page/minutes.html",
            f"text/html selectolax {lexbor}",
            "–",
            "web-page/2024-10-17/2",
        ],
    ]


def test_each_remark_has_the_pages_that_it_lies_on(contents: Element) -> None:
    rows = table_of(contents, "ページのある文書の発言")
    assert [pages for pages, *_ in rows] == ["1", "1", "1–2", *["2"] * 6, "2–3", "3", "3", "3"]
    assert {document for *_, document in rows} == {"printed-pdf/minutes.pdf"}
    assert rows[2][1] == "明石委員"
    assert rows[2][2].startswith("私の家も二人暮らしになって")
    (summary,) = [each.text for each in contents.all("summary") if "発言のページ" in each.text]
    assert "（全13件） Pages of the first 13 of 13 remarks" in summary


def test_a_release_without_pages_lists_no_remarks(published: Path) -> None:
    contents = read_page(published).section("contents")
    assert "ページのある文書の発言" not in contents.text
    assert [row[0] for row in table_of(contents, "文書 2件")] == [
        "made-up-north/memo.txt",
        "made-up-south/memo.txt",
    ]
