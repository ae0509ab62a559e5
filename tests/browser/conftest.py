"""A real `gijiroku ui` on a copy of the corpus, and a real browser that looks at it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
START_SECONDS = 180
BROKEN = "broken-record"
"""A collection of the copied corpus with a record that cannot be decoded, and a good one."""


@dataclass(frozen=True)
class Ui:
    """A running Dagster UI and the folders that it works on."""

    url: str
    corpus: Path
    outputs: Path
    log: Path
    """All that the command has printed."""


@pytest.fixture(scope="session")
def ui(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ui]:
    folder = tmp_path_factory.mktemp("ui")
    corpus, outputs = folder / "corpus", folder / "outputs"
    shutil.copytree(ROOT / "corpus", corpus)
    shutil.copy(ROOT / "workspace.yaml", folder)
    seed = next(path for path in corpus.iterdir() if path.is_dir())
    shutil.copytree(seed, corpus / BROKEN)
    (corpus / BROKEN / "broken.txt").write_bytes("会議".encode() + b"\xff\xfe\n")
    port = _free_port()
    arguments = ["--corpus", str(corpus), "--outputs", str(outputs), "--port", str(port)]
    with (folder / "ui.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "assets.cli", "ui", *arguments],
            cwd=folder,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(url, process, folder / "ui.log")
        yield Ui(url, corpus, outputs, folder / "ui.log")
    finally:
        os.killpg(process.pid, signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        # The default of five seconds is too short while something else runs.
        expect.set_options(timeout=60_000)
        page.set_default_timeout(60_000)
        yield page
        browser.close()


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where screenshots go: the guide's pictures where PICTURES names their folder."""
    named = os.environ.get("PICTURES")
    return ROOT / named if named else tmp_path_factory.mktemp("pictures")


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            with urlopen(f"{url}/server_info", timeout=5):
                return
        except (URLError, OSError):
            pass
        if process.poll() is not None:
            break
        time.sleep(1)
    raise RuntimeError(f"the UI did not start:\n{log.read_text(errors='replace')}")
