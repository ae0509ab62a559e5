"""Where releases go, as far as no bucket has to be asked."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pipeline.release.refusal import NotPublishableError
from pipeline.release.target import (
    fetch_latest,
    local_outputs,
    publish,
    published_release,
    remote_url,
)
from pipeline.release.version import NoReleaseError

URL = "s3://made-up-bucket/Open Data"


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_a_folder_is_no_bucket(tmp_path: Path) -> None:
    assert local_outputs(str(tmp_path)) == tmp_path
    assert remote_url(tmp_path) is None


def test_a_bucket_has_a_folder_of_the_cache_that_names_it(tmp_path: Path) -> None:
    folder = local_outputs(f"{URL}/")
    # printf 's3://made-up-bucket/Open Data' | sha256sum
    assert folder == tmp_path / "cache/gijiroku/made-up-bucket-open-data-293ec7ad"
    assert remote_url(folder) == URL
    assert local_outputs(URL) == folder
    assert local_outputs("s3://made-up-bucket/open-data") != folder


def test_a_release_of_a_folder_stays_there(corpus: Path, outputs: Path) -> None:
    fetch_latest(outputs)
    run = publish(corpus, outputs)
    assert (run.version, run.is_new, run.path) == ("1.0.0", False, outputs / "releases/1.0.0")


def test_a_release_is_found_by_its_version_and_by_its_folder(outputs: Path, tmp_path: Path) -> None:
    folder = (outputs / "releases/1.0.0").resolve()
    for name in ("1.0.0", "latest", str(outputs / "releases/1.0.0")):
        with published_release(outputs, name) as found:
            assert found == (folder, str(folder))
    with pytest.raises(NoReleaseError, match=r"2\.0\.0"), published_release(outputs, "2.0.0"):
        pass
    # A release in a folder is looked at there, wherever the others go.
    with published_release(local_outputs(URL), str(folder)) as found:
        assert found == (folder, str(folder))


def test_what_a_bucket_needs_is_named(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pipeline.release.remote", None)
    folder = local_outputs(URL)
    for ask in (lambda: fetch_latest(folder), lambda: publish(corpus, folder)):
        with pytest.raises(NotPublishableError, match="pip install 'obstore"):
            ask()
    assert not (folder / "releases").exists()
