from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import obstore
import pytest
from obstore.store import S3Store

from assets.cli import main
from pipeline.release.dry_run import preview
from pipeline.release.remote import RemoteReleases
from pipeline.release.target import fetch_latest, local_outputs, publish
from tests.remote.conftest import CORPUS

Objects = Callable[[], list[str]]


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_a_run_publishes_into_the_bucket(
    url: str, objects: Objects, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["run", "--corpus", str(CORPUS), "--outputs", url, "--processes", "1"]
    assert main(arguments) == 0
    assert f"in {url}/releases/1.0.0" in capsys.readouterr().out
    assert RemoteReleases(url).latest() == "1.0.0"
    assert "releases/1.0.0/parquet/remarks.parquet" in objects()


def test_another_machine_goes_on_from_the_bucket(url: str, outputs: Path, objects: Objects) -> None:
    RemoteReleases(url).publish(outputs / "releases" / "1.0.0", "elsewhere")
    here = local_outputs(url)
    (outputs / "store").rename(here / "of-the-other")
    for table in (here / "of-the-other").iterdir():
        table.rename(here / "store" / table.name)
    before = objects()
    fetch_latest(here)
    said = preview(CORPUS, here)
    assert (said.version, said.is_new) == ("1.0.0", False)
    assert objects() == before
    run = publish(CORPUS, here)
    assert (run.version, run.is_new) == ("1.0.0", False)


def test_a_release_is_verified_as_the_bucket_holds_it(
    url: str, outputs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", "--outputs", url]) == 2
    assert f"latest: {url} holds no such release." in capsys.readouterr().err
    RemoteReleases(url).publish(outputs / "releases" / "1.0.0", "a")
    assert main(["verify", "--outputs", url]) == 0
    assert f"{url}/releases/1.0.0 is whole" in capsys.readouterr().out
    assert main(["verify", "--outputs", url, "2.0.0"]) == 2
    content = (outputs / "releases" / "1.0.0" / "CITATION.cff").read_bytes()
    altered = bytes([content[0] ^ 1]) + content[1:]
    obstore.put(S3Store.from_url(url), "releases/1.0.0/CITATION.cff", altered)
    capsys.readouterr()
    assert main(["verify", "--outputs", url, "1.0.0"]) == 1
    assert "CITATION.cff" in capsys.readouterr().err
