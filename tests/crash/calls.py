"""The calls by which an export changes the disk, as strace shows them, and a kill at one."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

CHANGING = (
    "write",
    "pwrite64",
    "writev",
    "sendfile",
    "copy_file_range",
    "ftruncate",
    "fallocate",
    "fsync",
    "fdatasync",
    "mkdir",
    "mkdirat",
    "rmdir",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "symlink",
    "symlinkat",
    "unlink",
    "unlinkat",
)
"""Every call that writes, renames, syncs, makes or removes."""

PROGRAM = """
import sys
from pathlib import Path

from pipeline.release.publish import release

root = Path(sys.argv[1])
print(release(root / "corpus", root / "outputs").content_hash)
"""

COMPLETED = re.compile(r"\d+ +(?:<\.\.\. )?(?P<name>\w+)(?:\(| resumed).* = -?\d")
CALL = re.compile(r"\d+ +(?P<name>\w+)\((?P<arguments>.*)")
DESCRIPTOR = re.compile(r"\d+<(?P<path>[^>]*)>")
ABSOLUTE = re.compile(r'"(?P<path>/[^"]*)"')


@dataclass(frozen=True)
class Call:
    """A call on a path below the root: the `count`-th of its name on this path, from 1."""

    name: str
    path: str
    count: int


@dataclass(frozen=True)
class Export:
    """A process that exported, to its end or not.

    `calls` are those it made, `completed` counts by name those that came back. Of an export that
    is killed only the calls on the path where it is killed are known.
    """

    returncode: int
    printed: str
    calls: list[Call]
    completed: Counter[str]

    @property
    def killed(self) -> bool:
        """Whether it ended by SIGKILL."""
        return self.returncode == -signal.SIGKILL


def export(root: Path, *, kill_at: Call | None = None) -> Export:
    """Export what is in `root` in a process of its own, and kill it just before a call."""
    log = root.with_name(f"{root.name}.strace")
    kill = []
    if kill_at:
        # strace counts for each thread and path by itself, so the path is given, and no two threads
        # may write to one: polars gets one thread below.
        kill = [
            f"--inject={kill_at.name}:signal=SIGKILL:when={kill_at.count}",
            f"--trace-path={root / kill_at.path}",
        ]
    done = subprocess.run(
        [
            "strace",
            "--follow-forks",
            "--decode-fds=path",
            "--string-limit=0",
            f"--output={log}",
            f"--trace={','.join(CHANGING)}",
            *kill,
            sys.executable,
            "-c",
            PROGRAM,
            root,
        ],
        env={**os.environ, "POLARS_MAX_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    completed = Counter(found["name"] for found in map(COMPLETED.match, lines) if found)
    return Export(
        done.returncode, done.stdout.strip() or done.stderr, _calls(lines, root), completed
    )


def _calls(lines: list[str], root: Path) -> list[Call]:
    counts: Counter[tuple[str, str]] = Counter()
    calls = []
    for line in lines:
        found = CALL.match(line)
        path = _path(found["arguments"]) if found else None
        if found and path and path.is_relative_to(root):
            key = found["name"], path.relative_to(root).as_posix()
            counts[key] += 1
            calls.append(Call(*key, counts[key]))
    return calls


def _path(arguments: str) -> Path | None:
    """What a call is about: the file it has open, or the first path it is given."""
    found = DESCRIPTOR.match(arguments) or ABSOLUTE.search(arguments)
    return Path(found["path"]) if found else None
