"""The bytes of regular files of limited size.

Links, folders, pipes and devices are refused.
"""

from __future__ import annotations

import stat
from pathlib import Path

from pipeline.messages import Message, message


class IrregularFileError(ValueError):
    """The path is no regular file; `kind` names what it is."""

    def __init__(self, kind: Message) -> None:
        super().__init__(kind)
        self.kind = kind


class OversizedFileError(ValueError):
    """The file is larger than the limit; `size` is in bytes."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size


def regular_bytes(file: Path, most_bytes: int) -> bytes:
    """Read a regular file of at most `most_bytes` bytes.

    Raises
    ------
    IrregularFileError
        Where it is a link, which is not followed, a folder, or a pipe, which would never end.
    OversizedFileError
        Where it is too large.
    OSError
        Where it is missing or cannot be read.
    """
    status = file.lstat()
    if not stat.S_ISREG(status.st_mode):
        raise IrregularFileError(message(_kind_name(status.st_mode)))
    if status.st_size > most_bytes:
        raise OversizedFileError(status.st_size)
    return file.read_bytes()


def _kind_name(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "kind_link"
    return "kind_folder" if stat.S_ISDIR(mode) else "kind_special"
