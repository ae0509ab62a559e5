"""The working store: the tables of each collection, and the ledger.

    <outputs>/store/<table>/<collection>.parquet
    <outputs>/store/ledger/<collection>/<stage>.json

The ledger ties check results to the hashes of the very files they are about, so that an export can
decide later, and by itself, whether the files it finds have passed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path

import polars as pl

from pipeline.files.parquet_files import read_parquet
from pipeline.files.replacing import remove_unfinished, replacing
from schemas.vocabulary import Stage

PORTION_BYTES = 1 << 22
"""Maximum size of files read together, in bytes, unless one collection is larger."""


@dataclass(frozen=True)
class Verdict:
    """The recorded result of a check, with its first failing documents."""

    name: str
    severity: str
    blocking: bool
    passed: bool
    failing_count: int
    documents: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class LedgerEntry:
    """One run of a stage on a collection.

    It has the SHA-256 of the tables that the stage read and wrote, its recorded checks, the
    versions of its code and of the collection's files, and its limits.
    """

    read: dict[str, str]
    written: dict[str, str]
    verdicts: list[Verdict]
    code_version: str = ""
    source_version: str = ""
    limits: dict[str, float] = field(default_factory=dict)


class Store:
    """The tables of each collection under `outputs`, as Parquet."""

    def __init__(self, outputs: Path) -> None:
        self.root = outputs / "store"

    def path(self, table_name: str, collection_id: str) -> Path:
        """Return the path of a table of a collection."""
        return self.root / table_name / f"{collection_id}.parquet"

    def read(
        self, table_name: str, collection_id: str, columns: list[str] | None = None
    ) -> pl.DataFrame:
        """Read a table of a collection, or some columns of it.

        Raises
        ------
        FileNotFoundError
            Where the stage that makes it has not run.
        """
        return read_parquet(self.path(table_name, collection_id), columns=columns)

    def read_together(
        self,
        table_name: str,
        collection_ids: Sequence[str],
        columns: list[str] | None = None,
    ) -> Iterator[pl.DataFrame]:
        """Read a table of collections, in order, in portions.

        Small collections are read together and a large one alone: each read and each write of rows
        has a fixed cost, which a thousand small collections would pay a thousand times.

        Parameters
        ----------
        columns
            The columns to read; all where it is None.

        Raises
        ------
        FileNotFoundError
            Where the stage that makes it has not run on one of them.
        """
        portion: list[Path] = []
        size = 0
        for collection_id in collection_ids:
            path = self.path(table_name, collection_id)
            path_size = path.stat().st_size
            if portion and size + path_size > PORTION_BYTES:
                yield read_parquet(*portion, columns=columns).rechunk()
                portion, size = [], 0
            portion.append(path)
            size += path_size
        if portion:
            yield read_parquet(*portion, columns=columns).rechunk()

    def write(self, table_name: str, collection_id: str, rows: pl.DataFrame) -> str:
        """Replace a table of a collection, and return its file's SHA-256."""
        path = self.path(table_name, collection_id)
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove_unfinished_once(self.root)
        with replacing(path) as beside:
            # Read again within seconds, whole, and by nobody else: compression and statistics would
            # cost more than they save.
            rows.write_parquet(beside, compression="uncompressed", statistics=False)
            return file_sha256(beside)

    def digests(self, table_names: Iterable[str], collection_id: str) -> dict[str, str]:
        """Return the SHA-256 of the files of a collection, by table."""
        return {name: file_sha256(self.path(name, collection_id)) for name in table_names}

    def write_ledger(self, collection_id: str, stage: Stage, entry: LedgerEntry) -> None:
        """Replace the ledger entry of a stage on a collection."""
        path = self._ledger(collection_id, stage)
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as beside:
            beside.write_text(json.dumps(asdict(entry), indent=1), encoding="utf-8")

    def read_ledger(self, collection_id: str, stage: Stage) -> LedgerEntry | None:
        """Return the ledger entry of a stage; None where it never ran.

        One that is damaged, as by a loss of power, is none: the stage runs again.
        """
        try:
            stated = json.loads(self._ledger(collection_id, stage).read_text(encoding="utf-8"))
            verdicts = [Verdict(**verdict) for verdict in stated["verdicts"]]
            return LedgerEntry(
                dict(stated["read"]),
                dict(stated["written"]),
                verdicts,
                stated.get("code_version", ""),
                stated.get("source_version", ""),
                dict(stated.get("limits", {})),
            )
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            return None
        except (ValueError, KeyError, TypeError, AttributeError):
            return None

    def limits(self, collection_id: str) -> dict[str, float]:
        """Return the limits of the last runs on a collection, by name."""
        entries = [self.read_ledger(collection_id, stage) for stage in Stage]
        return {name: value for entry in entries if entry for name, value in entry.limits.items()}

    def _ledger(self, collection_id: str, stage: Stage) -> Path:
        return self.root / "ledger" / collection_id / f"{stage.value}.json"


@cache
def _remove_unfinished_once(root: Path) -> None:
    """Remove what killed processes left in a store, once a process."""
    remove_unfinished(root)


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
