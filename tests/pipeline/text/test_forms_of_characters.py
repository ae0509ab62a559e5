"""All characters match alike in whatever form a program wrote them, over whole records.

With other line ends, decomposed, and with no-break blanks, a record gives the same rows. Its texts
are published as they stand, so they are compared in one form; spans count other characters, and
keys are made of texts.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from itertools import zip_longest
from pathlib import Path

import polars as pl
import pytest

from pipeline.ingestion.decoding import decode
from pipeline.normalisation.normalise import normalise
from pipeline.segmentation.segment import segment
from pipeline.segmentation.speaker_styles import with_layout
from schemas import TABLES
from schemas.documents import BESIDE_TEXT
from schemas.table import polars_schema
from schemas.vocabulary import RecordKind

ROOT = Path(__file__).parents[3]
FOLDERS = ("corpus", "quality/gold", "quality/lists", "quality/observed/corpus")
RECORDS = tuple(sorted(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.txt")))

FORMS: dict[str, Callable[[str], str]] = {
    "CR LF": lambda text: text.replace("\n", "\r\n"),
    "CR alone": lambda text: text.replace("\n", "\r"),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "no-break blanks": lambda text: text.replace(" ", "\N{NO-BREAK SPACE}"),
}
KEYS = {
    "meetings": "meeting_id",
    "agenda_items": "agenda_item_id",
    "attendance": "attendance_id",
    "remarks": "remark_id",
}
REFERENCES = {*KEYS.values(), "parent_id", "parent_remark_id"}
NOT_COMPARED = {"document_id", "char_start", "char_end", "char_count"}

Rows = dict[str, dict[str, list[tuple[object, ...]]]]
"""The rows of each table, by document."""


def text_of(file: Path) -> str:
    text = decode(file.read_bytes()).text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text)


def rows_of(texts: dict[str, str]) -> Rows:
    """What is read of texts, each a document of a collection of its own."""
    names = list(texts)
    documents = with_layout(
        pl.DataFrame(
            {
                "document_id": names,
                "collection_id": [f"record-{number}" for number in range(len(names))],
                "path": names,
                "text": list(texts.values()),
            }
        )
    ).with_columns(
        *(
            pl.lit(None, polars_schema(TABLES["documents"])[name]).alias(name)
            for name in BESIDE_TEXT
        ),
        status=pl.lit("parsed"),
    )
    segmented = segment(documents)
    tables = normalise(documents, segmented.blocks, RecordKind.VERBATIM)._asdict()
    issues = pl.concat([segmented.quality_issues, tables["quality_issues"]])
    found = {
        "documents": documents.select("document_id", "layout", "layout_evidence"),
        "blocks": segmented.blocks.drop("meeting_id"),
        "quality_issues": issues.select("document_id", "line", "rule", "severity").sort(
            "document_id", "line", "rule"
        ),
        **{
            name: tables[name].sort("document_id", "char_start", maintain_order=True)
            for name in KEYS
        },
    }
    places = _places(found)
    return {name: _compared(frame, places) for name, frame in found.items()}


def _places(tables: dict[str, pl.DataFrame]) -> dict[str, int]:
    """Each key with the number of its row in its document."""
    places: dict[str, int] = {}
    for name, key in KEYS.items():
        counts: dict[str, int] = defaultdict(int)
        for document, row_key in tables[name].select("document_id", key).iter_rows():
            counts[document] += 1
            places[row_key] = counts[document]
    return places


def _compared(frame: pl.DataFrame, places: dict[str, int]) -> dict[str, list[tuple[object, ...]]]:
    """Rows by document, keys as places, and texts in one form."""
    rows: dict[str, list[tuple[object, ...]]] = defaultdict(list)
    columns = [name for name in frame.columns if name not in NOT_COMPARED]
    for row in frame.select("document_id", *columns).iter_rows():
        values = zip(columns, row[1:], strict=True)
        rows[row[0]].append(
            tuple(
                places[value] if value and name in REFERENCES else _in_one_form(value)
                for name, value in values
            )
        )
    return rows


def _in_one_form(value: object) -> object:
    if not isinstance(value, str):
        return value
    return unicodedata.normalize("NFC", value).replace("\N{NO-BREAK SPACE}", " ")


@cache
def as_it_is(files: tuple[Path, ...]) -> Rows:
    return rows_of({path_of(file): text_of(file) for file in files})


def assert_alike(files: tuple[Path, ...], form: str) -> None:
    expected = as_it_is(files)
    write = FORMS[form]
    found = rows_of({path_of(file): write(text_of(file)) for file in files})
    differences = {
        (document, table): first
        for table in expected
        for document in sorted({*expected[table], *found[table]})
        for pairs in [zip_longest(expected[table][document], found[table][document])]
        if (first := next((pair for pair in pairs if pair[0] != pair[1]), None))
    }
    assert differences == {}


def path_of(file: Path) -> str:
    return str(file.relative_to(ROOT))


def first_of_layouts(number: int) -> tuple[Path, ...]:
    """A record of each of so many layouts, the shortest that was annotated."""
    of_layout: dict[str, Path] = {}
    for file in sorted(ROOT.glob("quality/gold/dev/*/record.txt"), key=lambda f: f.stat().st_size):
        of_layout.setdefault(file.parent.name.rpartition("-")[0], file)
    return tuple(file for _, file in sorted(of_layout.items())[:number])


@pytest.mark.parametrize("form", ["CR LF", "decomposed"])
def test_a_record_of_each_layout_is_read_alike_in_other_forms(form: str) -> None:
    assert_alike(first_of_layouts(12), form)


@pytest.mark.long
@pytest.mark.xdist_group("forms of characters")
@pytest.mark.parametrize("form", FORMS)
def test_every_record_is_read_alike_in_every_form(form: str) -> None:
    assert_alike(RECORDS, form)


def test_the_forms_differ_and_there_are_records_of_every_kind() -> None:
    text = text_of(first_of_layouts(1)[0]) + "が "
    assert all(write(text) != text for write in FORMS.values())
    assert all(any(ROOT / folder in file.parents for file in RECORDS) for folder in FOLDERS)
    read = as_it_is(first_of_layouts(12))
    assert [len(read[table]) for table in ("documents", "meetings")] == [12, 12]
    assert len({layout for ((layout, _),) in read["documents"].values()}) == 12
