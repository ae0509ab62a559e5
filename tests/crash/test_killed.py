"""The exporter is killed before each of its writes, renames and syncs in turn."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.release.publish import release
from pipeline.release.refusal import NotPublishableError
from pipeline.release.verify import verify
from tests.crash.calls import Call, Export, export
from tests.crash.conftest import copy_of

STAGING = "outputs/releases/.staging"
PUBLISHED = Call("rename", STAGING, 1)
"""The call that makes the release appear."""

ENTERED = Call("write", "outputs/releases/versions.txt", 1)
"""The call after which its number is given, whether it appears or not."""

NAMED = Call("rename", "outputs/.latest", 1)
"""The call that names it the latest."""


@pytest.fixture(scope="session", autouse=True)
def strace() -> None:
    assert shutil.which("strace"), "these tests need strace: apt-get install strace"


@pytest.fixture(scope="session")
def undisturbed(before: Path, tmp_path_factory: pytest.TempPathFactory) -> Export:
    return export(copy_of(before, tmp_path_factory.mktemp("undisturbed") / "root"))


def test_an_undisturbed_export_writes_everything_before_it_publishes(undisturbed: Export) -> None:
    assert undisturbed.returncode == 0, undisturbed.printed
    calls = undisturbed.calls
    assert {"mkdir", "write", "fsync", "rename", "symlink"} <= {call.name for call in calls}
    published, named = calls.index(PUBLISHED), calls.index(NAMED)
    assert published < named
    files = ["csv/remarks.csv", "parquet/remarks.parquet", "parquet/blocks.parquet"]
    for file in (*files, "datapackage.json", "excel/gijiroku.xlsx", "SHA256SUMS"):
        path = f"outputs/releases/.staging/{file}"
        last_write = max(
            calls.index(call) for call in calls if (call.name, call.path) == ("write", path)
        )
        assert last_write < calls.index(Call("fsync", path, 1)) < published
    assert published < calls.index(Call("fsync", "outputs/releases", 1)) < named
    assert calls[-1] == Call("fsync", "outputs", 1)


def faults(call: Call, before: Path, root: Path, undisturbed: Export) -> Iterator[str]:
    """What is wrong after a kill before `call`, and after the next export."""
    killed = export(copy_of(before, root), kill_at=call)
    if not killed.killed or killed.completed[call.name] != call.count - 1:
        yield f"ended with {killed.returncode} after {killed.completed}: {killed.printed}"
        return
    outputs = root / "outputs"
    happened = undisturbed.calls[: undisturbed.calls.index(call)]
    expected = ["1.0.0", *(["1.1.0"] if PUBLISHED in happened else [])]
    versions = sorted(path.name for path in outputs.glob("releases/[0-9]*"))
    if versions != expected:
        yield f"there are the releases {versions}"
    latest = (outputs / "latest").resolve().name
    if latest != ("1.1.0" if NAMED in happened else "1.0.0"):
        yield f"latest names {latest}"
    for version in versions:
        yield from map(str, verify(outputs / "releases" / version).faults)
    sums = "outputs/releases/1.0.0/SHA256SUMS"
    if (root / sums).read_bytes() != (before / sums).read_bytes():
        yield "the release before is another one"
    try:
        run = release(root / "corpus", outputs)
    except NotPublishableError as error:
        yield f"the next export fails: {error}"
        return
    if run.content_hash != undisturbed.printed:
        yield f"the next export has content hash {run.content_hash}"
    is_gap = ENTERED in happened and PUBLISHED not in happened
    version = "1.2.0" if is_gap else "1.1.0"
    if (outputs / "latest").resolve().name != version:
        yield "the next export is not the latest"
    yield from map(str, verify(outputs / "releases" / version).faults)
    left = [path.name for folder in (outputs, outputs / "releases") for path in folder.iterdir()]
    if sorted(left) != [".lock", "1.0.0", version, "latest", "releases", "store", "versions.txt"]:
        yield f"something is left behind: {left}"


@pytest.mark.parametrize("share", [4, pytest.param(1, marks=pytest.mark.exhaustive)])
def test_killed_anywhere_it_leaves_a_whole_release_and_the_next_run_is_as_if_nothing_happened(
    before: Path, undisturbed: Export, tmp_path: Path, share: int
) -> None:
    """At each call outside of the staging folder, and at each fourth or all of those within."""
    calls = undisturbed.calls
    aside = [n for n, call in enumerate(calls) if call != PUBLISHED and STAGING in call.path]
    numbers = sorted({*range(len(calls))} - {*aside} | {*aside[::share], aside[-1]})
    assert share > 1 or len(numbers) == len(calls)

    def attempt(number: int) -> list[str]:
        root = tmp_path / str(number)
        call = calls[number]
        found = [f"{call}: {fault}" for fault in faults(call, before, root, undisturbed)]
        shutil.rmtree(root)
        return found

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        found = [*threads.map(attempt, numbers)]
    assert not any(found), "\n".join(fault for each in found for fault in each)
