"""The lineage that is declared is that of the code: what is changed in a source changes no other
column than those that name it, and every source that a table names changes something in it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import polars as pl
import pytest

from pipeline.normalisation.normalise import normalise
from pipeline.segmentation.segment import segment
from schemas import LANGUAGE_TABLES, TABLES
from schemas.lineage import Source, lineage
from schemas.table import columns_of
from schemas.vocabulary import RecordKind

Frames = dict[str, pl.DataFrame]

RECORD = """\
第１回架空推進会議 論点メモ
日 時：令和６年４月１日（月）10：00～11：30
場 所：みどり会館 大会議室（４階）
出席者：
委員：青木委員（架空省）、坂本一郎座長（座長）
説明者：早田室長代理

概 要：
＜座長挨拶＞
l 始めに、雲の

話をする。
＜議題１：雲の見方＞
①架空省
l 賛成。
１．先ず見る。
以上
"""

# Of a family with shared rules, whose marks alone tell labels from words.
OF_SPEECH = """\
第３回見本審議会 議事録
日時：令和６年５月１日（水）10：00～11：00
ところ：みどり会館大会議室
２　出席委員　　青木一郎、坂本花子
○青木委員　ただいまから始めます。よろしくお願いします。
○坂本委員　それでよいと思います。異議はありません。
"""

# Neither title, body, day nor round stand in it, so those that are given are used.
OF_LITTLE = """\
時間：10:00～11:00
２　出席委員　　青木一郎、坂本花子
○青木委員　ただいまから始めます。よろしくお願いします。
○坂本委員　それでよいと思います。異議はありません。
"""

NORMALISED = ("meetings", "agenda_items", "attendance", "remarks")

# As many characters for as many, so that the spans of the blocks still hold.
OTHER_WORDS = {
    "青木委員": "赤松委員",
    "第１回架空": "第２回見本",
    "令和６年４月１日（月）10：00～11：30": "令和７年３月２日（日）13：10～12：00",
    "みどり会館 大会議室（４階）": "さざなみ館 小会議室（３階）",
    "＜座長挨拶＞": "＜委員挨拶＞",
    "賛成": "反対",
    "坂本一郎座長（座長）": "坂本二郎委員（欠席）",
    "架空省": "見本省",
    "議題１": "議題２",
}

OTHER_VALUES: dict[str, list[pl.Expr]] = {
    "documents.text": [
        pl.col("text").str.replace_all(old, new, literal=True) for old, new in OTHER_WORDS.items()
    ],
    "documents.collection_id": [pl.lit("elsewhere")],
    "documents.layout": [pl.lit(None, pl.String)],
    "blocks.meeting_id": [pl.col("meeting_id").str.replace("/2024-", "/2020-", literal=True)],
    "blocks.rule": [pl.lit("closing")],
    "blocks.kind": [
        pl.col("kind").replace({old: new})
        for old, new in (
            ("item", "remark"),
            ("date", "place"),
            ("heading", "remark"),
            ("attendance", "place"),
        )
    ],
    "blocks.line_start": [pl.col("line_start") + 1],
    "blocks.line_end": [pl.col("line_end") + 1],
    **{
        f"documents.{name}": [pl.lit("other")]
        for name in ("path", "encoding", "sha256", "source_url", "publisher", "license")
    },
    "documents.given_title": [pl.lit("第３回見本審議会 議事録")],
    "documents.page_title": [pl.lit("第４回見本審議会（令和６年５月２日） 議事録 | 架空府")],
    "documents.given_body": [pl.lit("見本審議会")],
    "documents.given_date": [pl.lit(date(2024, 5, 1))],
    "documents.given_session": [pl.lit(3)],
    "documents.given_record_kind": [pl.lit("summary")],
    "blocks.char_start": [pl.col("char_start") + 1],
    # Without the line feed and the last character.
    "blocks.char_end": [pl.col("char_end") - 2 * (pl.col("kind") != "gap").cast(pl.Int64)],
    "blocks.confidence": [pl.lit(50, pl.Int32)],
    "blocks.ordinal": [pl.col("ordinal") + 1],
}

# These change which rows there are too, so the columns that they change tell nothing.
OF_ROWS = {"documents.layout", "blocks.kind", "blocks.rule"}


def made_of(documents: pl.DataFrame, blocks: pl.DataFrame) -> Frames:
    return normalise(documents, blocks, RecordKind.POINTS)._asdict()


def changed(before: pl.DataFrame, after: pl.DataFrame) -> set[str]:
    return {name for name in before.columns if before[name].to_list() != after[name].to_list()}


@pytest.fixture(scope="module")
def documents(documents_of: Callable[..., pl.DataFrame]) -> pl.DataFrame:
    return documents_of(RECORD, OF_SPEECH, OF_LITTLE)


@pytest.fixture(scope="module")
def blocks(documents: pl.DataFrame) -> pl.DataFrame:
    return segment(documents).blocks


@pytest.fixture(scope="module")
def effects(documents: pl.DataFrame, blocks: pl.DataFrame) -> dict[tuple[str, str], set[str]]:
    """By source column and table, the columns that change when the source does.

    All changes are read at once, each in a collection of its own.
    """
    sources = [source for source, edits in OTHER_VALUES.items() for _ in edits]
    copies = [{"documents": documents, "blocks": blocks}]
    for source, edits in OTHER_VALUES.items():
        table, column = source.split(".")
        for edit in edits:
            frames = dict(copies[0])
            dtype = frames[table].schema[column]
            frames[table] = frames[table].with_columns(edit.cast(dtype).alias(column))
            copies.append(frames)
    together = {
        table: pl.concat(copy_of(frames[table], at) for at, frames in enumerate(copies))
        for table in ("documents", "blocks")
    }
    made = made_of(together["documents"], together["blocks"])
    made["blocks"] = segment(together["documents"]).blocks
    found: dict[tuple[str, str], set[str]] = {}
    for name, rows in made.items():
        before, *after = (of_copy(rows, at) for at in range(len(copies)))
        for source, copy in zip(sources, after, strict=True):
            if name != "blocks" or source.startswith("documents."):
                found.setdefault((source, name), set()).update(changed(before, copy))
    return found


def copy_of(rows: pl.DataFrame, at: int) -> pl.DataFrame:
    """A copy of rows, in a collection of its own."""
    return rows.with_columns(pl.col(pl.String).str.replace("^made-up(/|$)", f"copy-{at:02}${{1}}"))


def of_copy(rows: pl.DataFrame, at: int) -> pl.DataFrame:
    """The rows made of a copy, under the name of the collection that it is a copy of."""
    name = f"copy-{at:02}"
    own = rows.filter(pl.col("document_id").str.starts_with(f"{name}/"))
    return own.with_columns(pl.col(pl.String).str.replace(f"^{name}(/|$)", "made-up${1}"))


def test_the_records_fill_every_table(documents: pl.DataFrame, blocks: pl.DataFrame) -> None:
    assert all(old in RECORD and len(old) == len(new) for old, new in OTHER_WORDS.items())
    made = made_of(documents, blocks)
    assert {name: made[name].height for name in NORMALISED} == {
        "meetings": 3,
        "agenda_items": 3,
        "attendance": 7,
        "remarks": 7,
    }


@pytest.mark.parametrize("source", sorted(set(OTHER_VALUES) - OF_ROWS))
@pytest.mark.parametrize("name", ["blocks", *NORMALISED])
def test_a_change_of_a_source_reaches_only_columns_that_name_it(
    effects: dict[tuple[str, str], set[str]], source: str, name: str
) -> None:
    naming = {
        column for column, sources in lineage(name).items() if Source(*source.split(".")) in sources
    }
    reached = effects.get((source, name), set())
    assert reached <= naming


@pytest.mark.parametrize("name", ["blocks", *NORMALISED])
def test_every_source_that_a_table_names_reaches_it(
    effects: dict[tuple[str, str], set[str]], name: str
) -> None:
    named = {".".join(one) for sources in lineage(name).values() for one in sources}
    # Identifiers of documents link the tables, so they cannot be changed in one alone.
    named -= {"documents.document_id", "blocks.document_id"}
    assert {source for source in named if not effects[source, name]} == set()


def test_what_no_column_names_reaches_none(effects: dict[tuple[str, str], set[str]]) -> None:
    for source in ("documents.sha256", "documents.publisher", "blocks.ordinal"):
        assert [effects[source, name] for name in NORMALISED] == [set()] * len(NORMALISED)


def test_columns_of_documents_that_are_not_tried_are_no_sources() -> None:
    tried = {*OTHER_VALUES, "documents.document_id", "blocks.document_id"}
    every = {
        f"{name}.{column.name}"
        for name in ("documents", "blocks")
        for column in columns_of(TABLES[name])
    }
    named = {
        ".".join(one)
        for name in TABLES
        if name not in LANGUAGE_TABLES
        for sources in lineage(name).values()
        for one in sources
    }
    assert named <= every & tried
