"""`gijiroku run` is stopped, started twice, and run where the system grants too little."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

import pytest

from pipeline.release.verify import verify
from tests.crash.command import are_gone, processes_of, run, run_in, start
from tests.pipeline.release.conftest import NORTH, NORTH_TOML, SOUTH, SOUTH_TOML

KILLS = 16
FILE_KIB = [0, 4, 20, 60, 100, 200]
DISK_KIB = [
    *(64, 128, 200, 300, 400, 550, 700, 850, 1000),
    *(1200, 1400, 1600, 1800, 2100, 2500, 2900, 3200, 3500),
]
ENOUGH_KIB = 2900
OPEN_FILES = [16, 32, 64, 100, 127, 128]
ADDRESS_MIB = [200, 700, 1500, 4000, 16_000, 100_000]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with a corpus of two collections, and no outputs."""
    for name, toml, text in (("north", NORTH_TOML, NORTH), ("south", SOUTH_TOML, SOUTH)):
        folder = tmp_path / "corpus" / name
        folder.mkdir(parents=True)
        (folder / "collection.toml").write_text(toml, encoding="utf-8")
        (folder / "memo.txt").write_text(text, encoding="utf-8")
    return tmp_path


MOMENTS: dict[str, Callable[[Path, int], bool]] = {
    "workers": lambda _, group: len(processes_of(group)) >= 3,
    "instance": lambda outputs, _: (outputs / "store/.dagster.new").exists(),
    "opened": lambda outputs, _: (outputs / "store/dagster").exists(),
    "reading": lambda outputs, _: (outputs / "store/documents").exists(),
    "releasing": lambda outputs, _: (outputs / "releases/.staging").exists(),
}
"""When a signal is sent: as soon as this is so."""

CASES = [
    *product((signal.SIGTERM, signal.SIGINT), MOMENTS),
    *product((signal.SIGKILL,), ["workers", "opened", "reading", "releasing"]),
]


def versions(root: Path) -> list[str]:
    return sorted(path.name for path in root.glob("outputs/releases/[0-9]*"))


def is_one_line(text: str) -> bool:
    return text.count("\n") == 1 and text.startswith("gijiroku: ")


def assert_works(root: Path, *more: str) -> None:
    done = run_in(root, *more)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    (last, *_) = reversed(versions(root))
    assert verify(root / "outputs/releases" / last).faults == []
    assert (root / "outputs/latest").resolve().name == last


@pytest.mark.parametrize(("sent", "moment"), CASES)
def test_a_run_that_is_stopped_says_so_and_leaves_nobody(
    root: Path, sent: signal.Signals, moment: str
) -> None:
    arguments = ["run", "--corpus", root / "corpus", "--outputs", root / "outputs"]
    process = start(*arguments, "--processes", "2")
    while process.poll() is None and not MOMENTS[moment](root / "outputs", process.pid):
        time.sleep(0.005)
    assert process.poll() is None, "it ended before the signal"
    # A terminal sends Ctrl-C to all processes that it knows of.
    if sent is signal.SIGINT:
        os.killpg(process.pid, sent)
    else:
        process.send_signal(sent)
    out, err = process.communicate(timeout=60)
    assert are_gone(process.pid)
    if sent is signal.SIGKILL:
        # A worker that was just being started may say that its parent is gone.
        assert (process.returncode, out) == (-signal.SIGKILL, "")
    else:
        assert process.returncode == 128 + sent
        assert is_one_line(err), err
        assert f"stopped by {sent.name}" in err
    assert versions(root) == []
    assert_works(root)


def test_a_worker_that_is_killed_is_told_of(root: Path) -> None:
    arguments = ["run", "--corpus", root / "corpus", "--outputs", root / "outputs"]
    process = start(*arguments, "--processes", "2")
    while process.poll() is None and not MOMENTS["workers"](root / "outputs", process.pid):
        time.sleep(0.005)
    # The last that was started: before it came what tracks the resources of all.
    os.kill(max(processes_of(process.pid)), signal.SIGKILL)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 1
    assert is_one_line(err), err
    assert "ended from outside" in err
    assert are_gone(process.pid)
    assert_works(root)


@pytest.mark.parametrize("number", range(KILLS))
def test_after_a_kill_in_the_first_run_the_next_works(root: Path, number: int) -> None:
    begun = time.monotonic()
    process = start("run", "--corpus", root / "corpus", "--outputs", root / "outputs")
    # From when the outputs appear on, and a little later each time: the instance is made first.
    while process.poll() is None and not (root / "outputs").exists():
        time.sleep(0.002)
    time.sleep((time.monotonic() - begun) * number / KILLS)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)
    assert_works(root)
    assert not (root / "outputs/store/.dagster.new").exists()


def inspected(root: Path) -> list[str | Path]:
    return ["inspect", root / "corpus/north/memo.txt"]


def dry(root: Path) -> list[str | Path]:
    return ["release", "--dry-run", *folders(root)]


def released(root: Path) -> list[str | Path]:
    return ["release", *folders(root)]


def ran(root: Path) -> list[str | Path]:
    return ["run", *folders(root)]


def folders(root: Path) -> list[str | Path]:
    return ["--corpus", root / "corpus", "--outputs", root / "outputs"]


@pytest.mark.parametrize(
    ("commands", "left"),
    [
        ([ran, ran], ""),
        ([ran, ran, ran], ""),
        ([ran, inspected], ""),
        ([ran, dry], ""),
        ([ran, released], ""),
        ([ran, ran], "lock"),
        ([ran, ran], "half made"),
    ],
)
def test_first_runs_side_by_side(
    root: Path, commands: list[Callable[[Path], list[str | Path]]], left: str
) -> None:
    store = root / "outputs/store"
    if left:
        store.mkdir(parents=True)
        (store / ".dagster.lock").touch()
    if left == "half made":
        (store / ".dagster.new").mkdir()
        (store / ".dagster.new/runs.db").write_bytes(b"SQLite format 3\0")
    started = [(each, start(*each(root))) for each in commands]
    for each, process in started:
        out, err = process.communicate(timeout=240)
        # Where nothing has been read yet, nothing is released, and that is told.
        allowed = {0} if each in (ran, inspected) else {0, 1}
        assert process.returncode in allowed, out + err
        assert "Traceback" not in out + err
    assert_works(root)
    assert versions(root) == ["1.0.0"]


@contextmanager
def small_disk(folder: Path, kib: int) -> Iterator[None]:
    """A file system of that size, which needs the rights of the superuser."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kib}k", "none", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here, so no disk is full")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def assert_short(root: Path, done: subprocess.CompletedProcess[str]) -> None:
    """It failed, named folder and reason in lines of ours, and published nothing by halves.

    SQLite calls a full disk an error of input and output.
    """
    printed = (done.stdout + done.stderr).splitlines()
    said = [line for line in printed if "No space left on device" in line or "disk is full" in line]
    assert done.returncode in (1, 2)
    assert said, done.stdout + done.stderr
    assert all(str(root / "outputs") in line and "run again" in line for line in said), said
    assert "Traceback" not in done.stdout + done.stderr
    assert done.stderr == "" or is_one_line(done.stderr)
    assert versions(root) == []


@pytest.mark.parametrize("kib", DISK_KIB)
def test_a_full_disk_is_told_in_a_line(root: Path, kib: int) -> None:
    with small_disk(root / "outputs", kib):
        done = run_in(root)
        if done.returncode:
            assert_short(root, done)
        else:
            # The largest are enough, on some systems.
            assert kib >= ENOUGH_KIB
            assert verify(root / "outputs/releases/1.0.0").faults == []
    shutil.rmtree(root / "outputs")
    assert_works(root)


def test_outputs_that_are_read_only_are_told_in_a_line(root: Path) -> None:
    with small_disk(root / "outputs", 1000):
        subprocess.run(["mount", "-o", "remount,ro", str(root / "outputs")], check=True)
        done = run_in(root)
    assert done.returncode == 2
    assert is_one_line(done.stderr), done.stderr
    assert str(root / "outputs") in done.stderr
    assert "Read-only file system" in done.stderr


@pytest.mark.parametrize("kib", FILE_KIB)
def test_a_limit_of_file_sizes_is_told_in_a_line(root: Path, kib: int) -> None:
    """Not a full disk: what is written beyond the limit fails with EFBIG instead of ENOSPC."""
    done = run_in(root, limits={resource.RLIMIT_FSIZE: kib << 10})
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stdout + done.stderr
    assert str(root / "outputs") in done.stdout + done.stderr
    assert versions(root) == []
    assert_works(root)


@pytest.mark.parametrize("count", OPEN_FILES)
def test_too_few_open_files_are_refused_before_anything_is_made(root: Path, count: int) -> None:
    done = run_in(root, limits={resource.RLIMIT_NOFILE: count})
    if count >= 128:
        assert done.returncode == 0, done.stdout + done.stderr
        return
    assert done.returncode == 2
    assert is_one_line(done.stderr), done.stderr
    assert f"at most {count} files" in done.stderr
    assert not (root / "outputs").exists()


@pytest.mark.parametrize("mib", ADDRESS_MIB)
def test_too_few_addresses_are_refused_before_anything_is_made(root: Path, mib: int) -> None:
    """A limit of addresses, which is not one of memory: that is the affair of the system."""
    done = run_in(root, limits={resource.RLIMIT_AS: mib << 20})
    assert done.returncode == 2
    assert is_one_line(done.stderr), done.stderr
    assert f"limited to {mib << 10} KiB" in done.stderr
    assert not (root / "outputs").exists()


def test_a_damaged_instance_is_told_in_a_line_with_what_to_remove(root: Path) -> None:
    assert_works(root)
    for damaged in (b"", b"not a database" * 100):
        (root / "outputs/store/dagster/runs.db").write_bytes(damaged)
        for beside in root.glob("outputs/store/dagster/runs.db-*"):
            beside.unlink()
        done = run(*released(root))
        if done.returncode:
            assert done.returncode == 2
            assert is_one_line(done.stderr), done.stderr
            assert "Remove that folder and run again" in done.stderr
        else:
            # Dagster makes its tables anew in an empty file.
            assert damaged == b""
    shutil.rmtree(root / "outputs/store/dagster")
    assert_works(root)
