"""Datasette serves the SQLite file as it is: tables, views, descriptions and the index of words."""

from __future__ import annotations

import json
import os
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from pipeline.interchange.published import PublishedRelease
from pipeline.interchange.sqlite_file import metadata_place, write_sqlite

COMMAND = shlex.split(os.environ.get("DATASETTE", f"{sys.executable} -m datasette"))
"""How Datasette is called; DATASETTE names another, such as that of another environment."""

START_SECONDS = 60


@pytest.fixture(scope="module")
def served(published: PublishedRelease, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Datasette that serves the file of corpus/."""
    file = tmp_path_factory.mktemp("datasette") / "gijiroku.sqlite"
    write_sqlite(published, file)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
    options = ["--metadata", str(metadata_place(file)), "--port", str(port)]
    log = file.with_name("datasette.log")
    with log.open("wb") as opened:
        process = subprocess.Popen(
            [*COMMAND, "serve", str(file), *options], stdout=opened, stderr=subprocess.STDOUT
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/-/versions.json", process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(url, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.5)
    raise RuntimeError(f"Datasette did not start:\n{log.read_text(errors='replace')}")


def ask(url: str, **query: str) -> Any:
    with urlopen(f"{url}?{urlencode(query)}", timeout=30) as answer:
        return json.load(answer)


def test_every_table_and_view_is_served(served: str) -> None:
    database = ask(f"{served}/gijiroku.json")
    counts = {table["name"]: table["count"] for table in database["tables"]}
    assert (counts["meetings"], counts["attendance"], counts["remarks"]) == (3, 84, 71)
    assert "remarks_in_context" in {view["name"] for view in database["views"]}


def test_rows_of_a_view_are_served(served: str) -> None:
    rows = ask(f"{served}/gijiroku/meeting_counts.json", _shape="array", _sort="date")
    assert [(row["date"], row["remark_count"]) for row in rows] == [
        ("2015-07-31", 15),
        ("2015-08-19", 21),
        ("2015-09-18", 32),
    ]


def test_a_word_is_searched_for(served: str) -> None:
    rows = ask(
        f"{served}/gijiroku.json",
        sql="select remark_id from found_remarks where words match :word order by rank",
        word='"resas"',
        _shape="array",
    )
    assert len(rows) == 1
    assert "/2015-08-19/" in rows[0]["remark_id"]


def test_descriptions_terms_and_source_are_shown(served: str) -> None:
    with urlopen(f"{served}/gijiroku/attendance", timeout=30) as answer:
        page = answer.read().decode()
    assert "A person in the list of attendees of a meeting. / 出席者" in page
    assert "公共データ利用規約（第1.0版）" in page
    assert "地方創生に資する科学技術イノベーション推進タスクフォース 論点メモ" in page
