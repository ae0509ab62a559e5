"""`SHA256SUMS` of a release: every file with its checksum, as by `sha256sum`."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pipeline.messages import Message, message
from pipeline.run.store import file_sha256

CHECKSUMS = "SHA256SUMS"


def checksum_lines(digests: Mapping[str, str]) -> str:
    """Return the content of `SHA256SUMS` for SHA-256 by path."""
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests))


def parsed_checksums(content: bytes) -> dict[str, str]:
    """Return the SHA-256 by path in the content of `SHA256SUMS`.

    Raises
    ------
    ValueError
        Where the content is not exactly as `checksum_lines` writes it.
    """
    # Not splitlines(), which splits at other characters than the line feed too.
    lines = content.decode().removesuffix("\n").split("\n") if content else []
    stated = {path: digest for digest, _, path in (line.partition("  ") for line in lines)}
    if checksum_lines(stated).encode() != content:
        raise ValueError(message("checksums_form", file=CHECKSUMS))
    return stated


def stated_checksums(release: Path) -> dict[str, str]:
    """Return the SHA-256 by path that `SHA256SUMS` of a release states.

    Raises
    ------
    OSError, ValueError
        Where the file is missing, or is not written as `checksum_lines` writes it.
    """
    try:
        content = (release / CHECKSUMS).read_bytes()
    except FileNotFoundError as error:
        raise ValueError(message("checksums_missing", file=CHECKSUMS)) from error
    return parsed_checksums(content)


def found_checksums(release: Path) -> dict[str, str]:
    """Return the SHA-256 of every file but `SHA256SUMS`, by path.

    Links and special files have an empty text.
    """
    paths = {
        path.relative_to(release).as_posix(): path
        for path in release.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }
    paths.pop(CHECKSUMS, None)
    with ThreadPoolExecutor() as threads:
        return dict(zip(paths, threads.map(_sha256, paths.values()), strict=True))


def altered_files(release: Path) -> dict[str, Message]:
    """Return the files that differ from `SHA256SUMS`, with the reason, by path.

    Raises
    ------
    OSError, ValueError
        As for `stated_checksums`, and where a file cannot be read.
    """
    stated, found = stated_checksums(release), found_checksums(release)
    return {
        path: _difference(stated.get(path), found.get(path))
        for path in sorted({*stated, *found})
        if stated.get(path) != found.get(path)
    }


def _difference(stated: str | None, found: str | None) -> Message:
    if stated is None:
        return message("checksum_not_listed", file=CHECKSUMS)
    if found is None:
        return message("checksum_no_file", file=CHECKSUMS)
    return message("checksum_differs", found=found, file=CHECKSUMS, stated=stated)


def _sha256(path: Path) -> str:
    return file_sha256(path) if path.is_file() and not path.is_symlink() else ""
