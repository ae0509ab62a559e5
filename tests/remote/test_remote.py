from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import obstore
import pytest
from obstore.store import S3Store

from pipeline.release.refusal import NotPublishableError
from pipeline.release.remote import RemoteReleases, publisher_of

Objects = Callable[[], list[str]]


def files_of(release: Path) -> dict[str, bytes]:
    return {
        file.relative_to(release).as_posix(): file.read_bytes()
        for file in release.rglob("*")
        if file.is_file()
    }


def renamed(outputs: Path, version: str) -> Path:
    """Another release, with another README, as a later or rival version."""
    release = outputs / "releases" / "1.0.0"
    other = release.parent / version
    if other != release:
        release.rename(other)
    (other / "README.md").write_text(f"{os.getpid()} {version}\n")
    lines = (other / "SHA256SUMS").read_text().splitlines()
    digest = hashlib.sha256((other / "README.md").read_bytes()).hexdigest()
    kept = [line for line in lines if not line.endswith("  README.md")]
    (other / "SHA256SUMS").write_text("\n".join(sorted([*kept, f"{digest}  README.md"])) + "\n")
    return other


def test_a_release_arrives_as_it_is(url: str, outputs: Path, objects: Objects) -> None:
    release = outputs / "releases" / "1.0.0"
    assert RemoteReleases(url).publish(release, "a")
    expected = [f"releases/1.0.0/{name}" for name in files_of(release)]
    assert objects() == sorted([*expected, "latest.json"])
    store = S3Store.from_url(url)
    for name, content in files_of(release).items():
        assert bytes(obstore.get(store, f"releases/1.0.0/{name}").bytes()) == content
    assert RemoteReleases(url).latest() == "1.0.0"


def test_nothing_is_published_twice(url: str, outputs: Path, objects: Objects) -> None:
    release = outputs / "releases" / "1.0.0"
    assert RemoteReleases(url).publish(release, "a")
    before = objects()
    assert not RemoteReleases(url).publish(release, "a")
    assert objects() == before


def test_a_published_release_is_never_changed(url: str, outputs: Path) -> None:
    release = outputs / "releases" / "1.0.0"
    RemoteReleases(url).publish(release, "a")
    published = files_of(release)
    with pytest.raises(NotPublishableError, match=r"holds another release 1\.0\.0"):
        RemoteReleases(url).publish(renamed(outputs, "1.0.0"), "b")
    store = S3Store.from_url(url)
    for name, content in published.items():
        assert bytes(obstore.get(store, f"releases/1.0.0/{name}").bytes()) == content


def test_an_older_release_does_not_become_the_latest(url: str, outputs: Path) -> None:
    remote = RemoteReleases(url)
    release = renamed(outputs, "1.2.0")
    remote.publish(release, "a")
    release.rename(release.parent / "1.1.9")
    remote.publish(release.parent / "1.1.9", "a")
    assert remote.latest() == "1.2.0"


def test_what_is_fetched_is_the_release(url: str, outputs: Path, tmp_path: Path) -> None:
    release = outputs / "releases" / "1.0.0"
    remote = RemoteReleases(url)
    assert remote.fetch_latest(tmp_path / "none") is None
    remote.publish(release, "a")
    fetched = remote.fetch_latest(tmp_path / "elsewhere" / "releases")
    assert fetched == tmp_path / "elsewhere" / "releases" / "1.0.0"
    assert files_of(fetched) == files_of(release)
    assert remote.fetch_latest(tmp_path / "elsewhere" / "releases") == fetched
    assert [path.name for path in fetched.parent.iterdir()] == ["1.0.0"]


def test_a_damaged_release_is_not_fetched(url: str, outputs: Path, tmp_path: Path) -> None:
    remote = RemoteReleases(url)
    remote.publish(outputs / "releases" / "1.0.0", "a")
    obstore.put(S3Store.from_url(url), "releases/1.0.0/csv/meetings.csv", b"other")
    with pytest.raises(NotPublishableError, match=r"meetings\.csv is missing or damaged"):
        remote.fetch_latest(tmp_path / "releases")
    assert list((tmp_path / "releases").iterdir()) == []


def test_another_history_is_not_mixed_in(url: str, outputs: Path, tmp_path: Path) -> None:
    remote = RemoteReleases(url)
    remote.publish(outputs / "releases" / "1.0.0", "a")
    renamed(outputs, "1.0.0")
    with pytest.raises(NotPublishableError, match="Move it away"):
        remote.fetch_latest(outputs / "releases")


@pytest.mark.parametrize("put", range(1, 25))
def test_an_attempt_cut_off_at_any_object_is_taken_up(
    url: str, outputs: Path, put: int, monkeypatch: pytest.MonkeyPatch, objects: Objects
) -> None:
    release = outputs / "releases" / "1.0.0"
    calls = 0

    def cut_off(*arguments: object, **options: object) -> object:
        nonlocal calls
        calls += 1
        if calls == put:
            raise KeyboardInterrupt
        return original(*arguments, **options)  # type: ignore[arg-type]

    original = obstore.put
    monkeypatch.setattr("pipeline.release.remote.obstore.put", cut_off)
    puts = len(files_of(release)) + 2  # the claim before, and latest behind
    remote = RemoteReleases(url)
    if put > puts:
        remote.publish(release, "a")
        return
    with pytest.raises(KeyboardInterrupt):
        remote.publish(release, "a")
    assert remote.latest() is None
    if put > 1 and put <= puts - 1:
        with pytest.raises(NotPublishableError, match="another publisher is writing"):
            remote.publish(release, "b")
    remote.publish(release, "a")
    assert remote.latest() == "1.0.0"
    expected = [f"releases/1.0.0/{name}" for name in files_of(release)]
    assert objects() == sorted([*expected, "latest.json"])


def _publish(url: str, release: Path, publisher: str, answers: multiprocessing.Queue[str]) -> None:
    try:
        answers.put(f"new {RemoteReleases(url).publish(release, publisher)}")
    except NotPublishableError as error:
        answers.put(f"refused {error}")


def test_of_two_publishers_at_once_one_wins(url: str, outputs: Path, tmp_path: Path) -> None:
    rival = Path(shutil.copytree(outputs, tmp_path / "rival", symlinks=True))
    releases = [outputs / "releases" / "1.0.0", renamed(rival, "1.0.0")]
    context = multiprocessing.get_context("spawn")
    answers: multiprocessing.Queue[str] = context.Queue()
    processes = [
        context.Process(target=_publish, args=(url, release, name, answers))
        for release, name in zip(releases, "ab", strict=True)
    ]
    for process in processes:
        process.start()
    said = sorted(answers.get(timeout=60) for _ in processes)
    for process in processes:
        process.join()
    assert said[0] == "new True"
    assert said[1].startswith("refused ")
    remote = RemoteReleases(url)
    fetched = remote.fetch_latest(tmp_path / "fetched")
    assert fetched is not None
    assert files_of(fetched) in [files_of(release) for release in releases]


def test_latest_is_json_for_everybody(url: str, outputs: Path) -> None:
    RemoteReleases(url).publish(outputs / "releases" / "1.0.0", "a")
    stated = json.loads(bytes(obstore.get(S3Store.from_url(url), "latest.json").bytes()))
    assert stated == {"version": "1.0.0", "path": "releases/1.0.0"}


def test_a_bucket_that_cannot_be_reached_is_said(
    server: str, outputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    with pytest.raises(NotPublishableError, match="credentials"):
        RemoteReleases("s3://made-up-bucket/x").publish(outputs / "releases" / "1.0.0", "a")


def test_a_store_keeps_its_name_as_publisher(tmp_path: Path) -> None:
    first = publisher_of(tmp_path)
    assert first == publisher_of(tmp_path) != publisher_of(tmp_path / "other")
