"""Links and special files in a collection: each is named, none is opened, the records are read."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.ingestion.ingest import ingest

GOOD = "会議録\n\n○青木委員長　始めます。\n○坂本委員　賛成です。\n".encode()
SECRET = "機密の会議録"


def _chain(folder: Path, outside: Path) -> None:
    (folder / "one.txt").symlink_to("two.txt")
    (folder / "two.txt").symlink_to(outside / "secret.txt")


def _each_other(folder: Path, outside: Path) -> None:
    (folder / "one.txt").symlink_to("two.txt")
    (folder / "two.txt").symlink_to("one.txt")


def _socket(folder: Path, outside: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.path.relpath(folder / "socket.txt"))


def _pipe_behind_a_link(folder: Path, outside: Path) -> None:
    os.mkfifo(outside / "pipe")
    (folder / "pipe.txt").symlink_to(outside / "pipe")


def _device(folder: Path, outside: Path) -> None:
    try:
        os.mknod(folder / "null.txt", stat.S_IFCHR | 0o600, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("only root makes a device")


Make = Callable[[Path, Path], object]
WAYS: dict[str, tuple[Make, list[str]]] = {
    "to a file outside": (lambda f, o: (f / "a.txt").symlink_to(o / "secret.txt"), ["a.txt"]),
    "up and out": (
        lambda f, o: (f / "a.txt").symlink_to(os.path.relpath(o / "secret.txt", f)),
        ["a.txt"],
    ),
    "to a record": (lambda f, o: (f / "a.txt").symlink_to("good.txt"), ["a.txt"]),
    "to nothing": (lambda f, o: (f / "a.txt").symlink_to("nowhere.txt"), ["a.txt"]),
    "to itself": (lambda f, o: (f / "a.txt").symlink_to("a.txt"), ["a.txt"]),
    "to each other": (_each_other, ["one.txt", "two.txt"]),
    "to a folder outside": (lambda f, o: (f / "all").symlink_to(o), ["all"]),
    "to a folder of the collection": (lambda f, o: (f / "all").symlink_to("years"), ["all"]),
    "to the collection": (lambda f, o: (f / "years/all").symlink_to(f), ["years/all"]),
    "to the root": (lambda f, o: (f / "all").symlink_to("/"), ["all"]),
    "to a device": (lambda f, o: (f / "a.txt").symlink_to("/dev/zero"), ["a.txt"]),
    "to a file of the system": (lambda f, o: (f / "a.txt").symlink_to("/etc/passwd"), ["a.txt"]),
    "over another link": (_chain, ["one.txt", "two.txt"]),
    "a pipe": (lambda f, o: os.mkfifo(f / "pipe.txt"), ["pipe.txt"]),
    "to a pipe": (_pipe_behind_a_link, ["pipe.txt"]),
    "a socket": (_socket, ["socket.txt"]),
    "a device": (_device, ["null.txt"]),
}


@pytest.mark.parametrize("way", WAYS)
def test_it_is_named_and_not_opened(
    collection_of: Callable[..., Path], tmp_path: Path, way: str
) -> None:
    folder = collection_of({"good.txt": GOOD, "years/1.txt": GOOD + b"."})
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text(SECRET, encoding="utf-8")
    make, named = WAYS[way]
    make(folder, outside)

    ingested = ingest(folder)

    assert ingested.documents["path"].to_list() == ["good.txt", "years/1.txt"]
    assert not ingested.documents["text"].str.contains(SECRET).any()
    issues = ingested.quality_issues.sort("row_key")
    assert issues["row_key"].to_list() == [f"made-up/{name}" for name in named]
    assert set(issues["rule"]) == {"regular_file"}
    for name, message in zip(named, issues["message"], strict=True):
        assert message.startswith(f"{name} is ")
