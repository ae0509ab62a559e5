"""The same record on ten sites, and in PDFs and Word documents: no line lost, none added."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ingestion.media.docx import extract_docx
from pipeline.ingestion.media.extracted import Extracted
from pipeline.ingestion.media.html import extract_html
from pipeline.ingestion.media.pdf import extract_pdf
from tests.pipeline.ingestion.media.later_sites import KEPT, LATER_SITES
from tests.pipeline.ingestion.media.papers import paper
from tests.pipeline.ingestion.media.record_alone import without_furniture
from tests.pipeline.ingestion.media.sheets import SHEETS
from tests.pipeline.ingestion.media.sites import SITES, rendered

OBSERVED = Path(__file__).parents[4] / "quality" / "observed" / "corpus"
RECORDS = sorted(OBSERVED.rglob("*.txt"))
SIGNS = str.maketrans("〜−—", "～－―")
"""CP932 has one of each."""


def folded(text: str) -> list[str]:
    """The lines that are not empty, without blanks."""
    squeezed = ("".join(line.split()) for line in text.translate(SIGNS).splitlines())
    return [line for line in squeezed if line]


def read(extracted: Extracted) -> list[str]:
    return folded(without_furniture(extracted.text, extracted.furniture))


def record(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("site", SITES)
def test_a_record_is_read_from_each_site(site):
    for file in RECORDS[::6]:
        lines = record(file)
        extracted = extract_html(rendered(site, "第1回架空審議会　議事録", lines))
        assert read(extracted) == folded("\n".join(lines)), file


@pytest.mark.parametrize("site", LATER_SITES)
def test_a_record_is_read_from_sites_that_the_rules_were_not_made_for(site):
    # A record whose line ends are lost has no line end to part it from a menu either.
    records = [lines for file in RECORDS[::6] if len(lines := record(file)) > 3]
    for lines in records:
        found = read(extract_html(LATER_SITES[site]("第1回架空審議会　議事録", lines).encode()))
        assert [line for line in found if line != KEPT.get(site)] == folded("\n".join(lines))


def test_a_record_is_read_from_a_word_document():
    for file in RECORDS[::6]:
        lines = record(file)
        assert read(extract_docx(paper(lines, "架空審議会", "事務局"))) == folded("\n".join(lines))


@pytest.mark.long
@pytest.mark.parametrize(("sheet", "least"), [("single_column", 0.94), ("two_columns", 0.85)])
def test_a_record_is_read_from_a_pdf(sheet, least):
    right = 0
    for file in RECORDS:
        content, printed = SHEETS[sheet](record(file), "")
        words = "".join(read(extract_pdf(content)))
        right += words == "".join(folded("\n".join(printed)))
    assert right >= least * len(RECORDS)
