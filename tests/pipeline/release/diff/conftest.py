from __future__ import annotations

import hashlib
from collections.abc import Callable

import polars as pl
import pytest

from pipeline.normalisation.normalise import normalise
from pipeline.release.diff.rows import changes_of
from pipeline.segmentation.segment import segment
from schemas import LANGUAGE_TABLES, LINKED_TABLES, TABLES
from schemas.documents import BESIDE_TEXT
from schemas.table import polars_schema, primary_key
from schemas.vocabulary import RecordKind

Frames = dict[str, pl.DataFrame]

KEYS = {
    name: primary_key(table)
    for name, table in TABLES.items()
    if name not in LANGUAGE_TABLES and name not in LINKED_TABLES
}

MEMO = """\
第１回架空推進会議 論点メモ
日 時：令和６年４月１日（月）10：00～11：30
場 所：みどり会館 大会議室（４階）
出席者：
委員：青木委員、坂本委員（座長）、石川委員

概 要：
＜座長挨拶＞
l 始めに、雲の

話をする。
＜議題１：雲の見方＞
l 賛成。
l 観測所を増やすのがよい。
１．数を調べる。
２．場所を選ぶ。
【その他意見】
l 霧も見たい。
＜議題２：雨の見方＞
【その他意見】
l 雨量計を置くべき。
以上
"""


FIRST = pl.col("ordinal") == 1


def where(is_such: pl.Expr, **values: object) -> Callable[[pl.DataFrame], pl.DataFrame]:
    """Other values in some rows."""

    def changed(rows: pl.DataFrame) -> pl.DataFrame:
        return rows.with_columns(
            pl.when(is_such).then(pl.lit(value)).otherwise(name).cast(rows.schema[name]).alias(name)
            for name, value in values.items()
        )

    return changed


@pytest.fixture(scope="session")
def read() -> Callable[..., Frames]:
    """The tables that are read from texts: made-up/1.txt, made-up/2.txt ..."""

    def build(*texts: str, paths: tuple[str, ...] = ()) -> Frames:
        names = paths or tuple(f"{number}.txt" for number in range(1, len(texts) + 1))
        documents = pl.DataFrame(
            {
                "document_id": [f"made-up/{name}" for name in names],
                "collection_id": "made-up",
                "path": names,
                "media_type": "text/plain",
                "encoding": "utf-8",
                "extractor": None,
                "sha256": [hashlib.sha256(text.encode()).hexdigest() for text in texts],
                "byte_count": [len(text.encode()) for text in texts],
                "page_count": None,
                "char_count": [len(text) for text in texts],
                "text": texts,
                "layout": "points_memo",
                "layout_evidence": None,
                "source_url": None,
                "publisher": "架空府",
                "license": "架空利用規約",
                **dict.fromkeys(["published", "note", *BESIDE_TEXT]),
                "status": "parsed",
            },
        )
        documents = documents.cast(dict(polars_schema(TABLES["documents"])))
        segmented = segment(documents)
        normalised = normalise(documents, segmented.blocks, RecordKind.POINTS)
        return {"documents": documents, "blocks": segmented.blocks, **normalised._asdict()}

    return build


@pytest.fixture(scope="session")
def memo(read: Callable[..., Frames]) -> Frames:
    """The tables of one small record, with a nested list and two headings of the same words."""
    return read(MEMO)


@pytest.fixture(scope="session")
def changes() -> Callable[[Frames, Frames], pl.DataFrame]:
    def between(before: Frames, now: Frames) -> pl.DataFrame:
        return changes_of(before, now, KEYS)

    return between


@pytest.fixture(scope="session")
def after(
    read: Callable[..., Frames],
    memo: Frames,
    changes: Callable[[Frames, Frames], pl.DataFrame],
) -> Callable[..., pl.DataFrame]:
    """What changes where the small record is edited: pairs of old and new words."""

    def edited(*edits: tuple[str, str]) -> pl.DataFrame:
        text = MEMO
        for old, new in edits:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        return changes(memo, read(text))

    return edited
