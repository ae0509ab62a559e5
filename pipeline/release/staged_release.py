"""A staged release: its files, before they are published."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.release.files.read_back import ReadBack, read_back


@dataclass(frozen=True)
class StagedRelease:
    """An unpublished release, the one before it, and the limits for it."""

    folder: Path
    previous: Path | None
    limits: Limits = DEFAULT_LIMITS
    _read: dict[str, ReadBack] = field(default_factory=dict, compare=False, repr=False)
    _reading: Lock = field(default_factory=Lock, compare=False, repr=False)

    def read_back(self) -> dict[str, ReadBack]:
        """Return the content of the CSV files by table, read once.

        Raises
        ------
        OSError, pyarrow.ArrowException
            Where a file is missing, or a Parquet file cannot be read.
        """
        with self._reading:
            if not self._read:
                self._read.update(read_back(self.folder))
            return self._read
