from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, settings

from pipeline.normalisation.normalise import normalise
from pipeline.segmentation.segment import segment
from pipeline.segmentation.speaker_styles import with_layout
from schemas import RELEASE_TABLES
from schemas.table import polars_schema
from schemas.vocabulary import RecordKind
from tests.schemas.rows import ROWS

# Messages are compared in English, whatever the locale of the machine.
os.environ["GIJIROKU_LANG"] = "en"

# `make test` tries a few examples of each property, `make test-long` many, and
# `make test-exhaustive` most.
for profile, max_examples in (("few", 8), ("many", 60), ("most", 500)):
    settings.register_profile(
        profile,
        deadline=None,
        max_examples=max_examples,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
settings.load_profile("few")

COLLECTION_TOML = """\
record_kind = "points"

[body]
ja = "架空推進会議"

[publisher]
ja = "架空府"

[license]
name = "架空利用規約"
"""

MEMO = """\

第１回架空推進会議 論点メモ
日 時：令和６年４月１日（月）10：00～11：30
場 所：みどり会館 大会議室（４階）
出席者：
委員：青木委員、坂本委員（座長）

概 要：
＜座長挨拶＞
l 始めに、雲の

話をする。
＜議題１：雲の見方＞
【その他意見】
l 賛成。
以上
"""


def write_collection(
    root: Path, files: dict[str, bytes], toml: str | None = COLLECTION_TOML, name: str = "made-up"
) -> Path:
    """Write a collection below `corpus` in a folder."""
    folder = root / "corpus" / name
    folder.mkdir(parents=True)
    if toml is not None:
        (folder / "collection.toml").write_text(toml, encoding="utf-8")
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def read(documents: pl.DataFrame, kind: RecordKind) -> dict[str, pl.DataFrame]:
    """All tables of documents."""
    segmented = segment(documents)
    normalised = normalise(documents, segmented.blocks, kind)
    found = pl.concat([segmented.quality_issues, normalised.quality_issues])
    made = {"documents": documents, "blocks": segmented.blocks, **normalised._asdict()}
    return {**made, "quality_issues": found}


@pytest.fixture(scope="session")
def memo() -> str:
    return MEMO


@pytest.fixture(scope="session")
def table_of() -> Callable[..., pl.DataFrame]:
    """A frame of a table: one row for each set of changes to the hand-written row."""

    def build(table_name: str, *changes: dict[str, object]) -> pl.DataFrame:
        rows = [ROWS[table_name] | change for change in changes]
        return pl.DataFrame(rows, schema=polars_schema(RELEASE_TABLES[table_name]))

    return build


@pytest.fixture(scope="session")
def documents_of(table_of: Callable[..., pl.DataFrame]) -> Callable[..., pl.DataFrame]:
    """`documents` with a row for each text: made-up/1.txt, made-up/2.txt ..."""

    def build(*texts: str | None) -> pl.DataFrame:
        rows = [
            {
                "document_id": f"made-up/{number}.txt",
                "path": f"{number}.txt",
                "text": text,
                "char_count": None if text is None else len(text),
            }
            for number, text in enumerate(texts, start=1)
        ]
        return (
            with_layout(table_of("documents", *rows).drop("layout", "layout_evidence"))
            .select(polars_schema(RELEASE_TABLES["documents"]).names())
            .with_columns(
                status=pl.when(pl.col("text").is_null())
                .then(pl.lit("quarantined"))
                .otherwise(pl.lit("parsed"))
            )
        )

    return build


@pytest.fixture(scope="session")
def tables_of(
    documents_of: Callable[..., pl.DataFrame],
) -> Callable[..., dict[str, pl.DataFrame]]:
    """The tables that segmentation and normalisation make of texts."""

    def build(*texts: str | None) -> dict[str, pl.DataFrame]:
        return read(documents_of(*texts), RecordKind.POINTS)

    return build


@pytest.fixture(scope="session")
def tables_of_each(
    documents_of: Callable[..., pl.DataFrame],
) -> Callable[..., dict[str, dict[str, pl.DataFrame]]]:
    """By text, the tables that `tables_of` makes of it alone, but for the identifiers of issues.

    All of the texts are read at once, each in a collection of its own, which takes hardly longer
    than to read one.
    """

    def build(
        texts: Iterable[str], kind: RecordKind = RecordKind.POINTS
    ) -> dict[str, dict[str, pl.DataFrame]]:
        texts = list(dict.fromkeys(texts))
        names = [f"made-up-{number}" for number in range(len(texts))]
        together = read(
            documents_of(*texts).with_columns(
                collection_id=pl.Series(names),
                document_id=pl.Series(names) + "/1.txt",
                path=pl.lit("1.txt"),
            ),
            kind,
        )
        parts = {
            name: rows.partition_by("document_id", as_dict=True) for name, rows in together.items()
        }
        return {
            text: {
                table: parts[table]
                .get((f"{name}/1.txt",), rows.clear())
                .with_columns(pl.col(pl.String).str.replace(f"^{name}(/|$)", "made-up${1}"))
                for table, rows in together.items()
            }
            for text, name in zip(texts, names, strict=True)
        }

    return build


@pytest.fixture(scope="module")
def tables_of_module(
    request: pytest.FixtureRequest,
    tables_of_each: Callable[..., dict[str, dict[str, pl.DataFrame]]],
) -> dict[str, dict[str, pl.DataFrame]]:
    """By text, the tables of the records that the tests of a module have by the mark `reads`."""
    marks = (
        item.get_closest_marker("reads")
        for item in request.session.items
        if item.nodeid.startswith(f"{request.node.nodeid}::")
    )
    return tables_of_each(mark.args[0] for mark in marks if mark)


@pytest.fixture
def tables(
    request: pytest.FixtureRequest, tables_of_module: dict[str, dict[str, pl.DataFrame]]
) -> dict[str, pl.DataFrame]:
    """The tables of the record that the test has by the mark `reads`."""
    mark = request.node.get_closest_marker("reads")
    return dict(tables_of_module[mark.args[0]])


@pytest.fixture
def collection_of(tmp_path: Path) -> Callable[..., Path]:
    """A folder of a collection with the given files, and `collection.toml` unless it is None."""

    return partial(write_collection, tmp_path)


@pytest.fixture
def deny(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make files of a name unreadable, which permissions do not for the superuser."""

    def build(name: str) -> None:
        opened = io.open

        def denied(file: object, *rest: object, **options: object) -> object:
            if isinstance(file, str | os.PathLike) and Path(file).name == name:
                raise PermissionError(errno.EACCES, "Permission denied", str(file))
            return opened(file, *rest, **options)

        monkeypatch.setattr(io, "open", denied)

    return build
