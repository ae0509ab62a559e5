"""The records that are rendered, and what the pipeline reads of a folder of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import polars as pl

from pipeline.ingestion.collection import COLLECTION_FILE, read_collection
from pipeline.ingestion.ingest import ingest
from pipeline.normalisation.normalise import normalise
from pipeline.segmentation.segment import segment
from pipeline.segmentation.speaker_styles import with_layout

OBSERVED = Path(__file__).parents[1] / "observed" / "corpus"
COMPARED = ("meetings", "attendance", "remarks")

_RUNS = re.compile("[ \t]+")

SEARCHED = 12
"""Characters of the words of a turn by which their place in the text is found."""


class Turn(NamedTuple):
    """A speaker's words: where they begin and end in the text, and where the words begin."""

    start: int
    words: int
    end: int


class Record(NamedTuple):
    """A record; `name` is its collection and file, such as `city/079`."""

    name: str
    text: str

    @property
    def lines(self) -> list[str]:
        """The lines of the text."""
        return self.text.splitlines()


class Reading(NamedTuple):
    """What the pipeline reads of rendered records, with the `name` of the record in each table.

    Attributes
    ----------
    documents
        `name`, `text` (None where there is none), `rules`, the rules of the issues about its
        medium, and `spans` of its furniture.
    tables
        Those of `COMPARED`.
    """

    documents: pl.DataFrame
    tables: dict[str, pl.DataFrame]


def observed_records() -> list[Record]:
    """Read the records in observed shapes, in the order of their names."""
    return [
        Record(f"{file.parent.name}/{file.stem}", file.read_text(encoding="utf-8"))
        for file in sorted(OBSERVED.rglob("*.txt"))
    ]


def read_renderings(contents: dict[str, bytes], suffix: str, scratch: Path) -> Reading:
    """Run the stages on rendered records, each in the collection of its record.

    Parameters
    ----------
    contents
        The file of each record, by its name.
    scratch
        A folder that does not exist yet.
    """
    scratch.mkdir(parents=True)
    for name, content in contents.items():
        file = scratch / f"{name}{suffix}"
        if not file.parent.is_dir():
            file.parent.mkdir(parents=True)
            terms = (OBSERVED / file.parent.name / COLLECTION_FILE).read_bytes()
            (file.parent / COLLECTION_FILE).write_bytes(terms)
        file.write_bytes(content)
    readings = [_read(folder) for folder in sorted(scratch.iterdir())]
    return Reading(
        pl.concat([reading.documents for reading in readings]),
        {table: pl.concat([reading.tables[table] for reading in readings]) for table in COMPARED},
    )


def _read(folder: Path) -> Reading:
    ingested = ingest(folder)
    documents = with_layout(ingested.documents)
    furniture = ingested.furniture
    pages = ingested.page_starts
    blocks = segment(documents, furniture=furniture, page_starts=pages).blocks
    normalised = normalise(documents, blocks, read_collection(folder).record_kind, pages)
    file = pl.col("path").str.split("/").list.last().str.replace(r"\.\w+$", "")
    names = documents.select("document_id", name=pl.lit(f"{folder.name}/") + file)
    rules = ingested.quality_issues.filter(pl.col("rule").str.starts_with("media_"))
    rules = rules.group_by("document_id").agg(rules=pl.col("rule").unique().sort())
    shown = documents.select("document_id", "text").join(names, on="document_id")
    shown = shown.join(rules, on="document_id", how="left").join(
        furniture.group_by("document_id").agg(pl.struct("char_start", "char_end").alias("spans")),
        on="document_id",
        how="left",
    )
    return Reading(
        shown.select("name", "text", "rules", "spans"),
        {table: getattr(normalised, table).join(names, on="document_id") for table in COMPARED},
    )


def visible(text: str) -> str:
    """Return a text without blanks at the ends of its lines."""
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def with_single_blanks(text: str) -> str:
    """Return a text as a browser shows it: runs of blanks as one, none at the start of a line."""
    return "".join(f"{_RUNS.sub(' ', line).strip(' ')}\n" for line in text.splitlines())


def with_single_blanks_and_no_empty_line(text: str) -> str:
    """Return the same without empty lines, which a layout of paragraphs leaves out."""
    shown = with_single_blanks(text).splitlines()
    return "".join(f"{line}\n" for line in shown if line.strip())


def titles_of(reading: Reading) -> dict[str, str]:
    """The title of the first meeting of each record that has one."""
    titled = reading.tables["meetings"].filter(pl.col("title").is_not_null()).sort("char_start")
    firsts = titled.unique("name", keep="first", maintain_order=True)
    return dict(firsts.select("name", "title").iter_rows())


def turns_of(record: Record, remarks: pl.DataFrame) -> list[Turn]:
    """The words of speakers whose labels begin a line of the text.

    Parameters
    ----------
    remarks
        The table as it is read of the text itself.
    """
    labelled = remarks.filter(
        pl.col("name").eq(record.name) & pl.col("speaker_text").is_not_null()
    ).sort("char_start")
    found: list[Turn] = []
    for start, end, marker, words in labelled.select(
        "char_start", "char_end", "marker", "text"
    ).iter_rows():
        begins = record.text.find(words[:SEARCHED], start, end) if words else -1
        label = record.text[start:begins] if begins >= 0 else ""
        is_label = bool(marker) and "".join(label.split()) == "".join(marker.split())
        is_at_start = not record.text[record.text.rfind("\n", 0, start) + 1 : start].strip()
        if is_label and is_at_start:
            found.append(Turn(start, begins, end))
    return found
