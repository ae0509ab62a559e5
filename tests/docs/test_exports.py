"""What the page on exports says of the index of words is so."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.interchange.published import open_release
from pipeline.interchange.sqlite_file import write_sqlite

# The releases that the pages are about are made once, by the process that has all of these tests.
pytestmark = [pytest.mark.long, pytest.mark.xdist_group("docs")]

ROOT = Path(__file__).parents[2]
PAGES = {
    name: (ROOT / f"docs/{name}").read_text("utf-8") for name in ("exports.md", "exports.ja.md")
}


def blocks(page: str) -> list[str]:
    return re.findall(r"^```sql\n(.*?)^```$", PAGES[page], re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def connection(
    places: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[sqlite3.Connection]:
    file = tmp_path_factory.mktemp("sqlite") / "gijiroku.sqlite"
    write_sqlite(open_release(places["corpus"] / "outputs/latest"), file)
    with closing(sqlite3.connect(file)) as connection:
        yield connection


def test_both_pages_have_the_same_queries_and_commands() -> None:
    assert blocks("exports.md") == blocks("exports.ja.md")
    english, japanese = (set(re.findall("gijiroku export [^`|]*", page)) for page in PAGES.values())
    assert english == japanese


def test_the_queries_run(connection: sqlite3.Connection) -> None:
    search, form = blocks("exports.md")
    rows = connection.execute(search).fetchall()
    assert len(rows) == 10
    assert all("中小企業" in text for _, text in rows)
    assert connection.execute(form).fetchall() == [("resas",)]
    assert form.split("-- ")[1].strip() == "resas"


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ('"地域 企業"', "地域企業"),  # a phrase
        ('"地方創生"', "地方創生"),
        ("企業 地域", "地域"),  # in any order
    ],
)
def test_words_are_found_as_the_page_says(
    connection: sqlite3.Connection, query: str, text: str
) -> None:
    assert any(text in each for each in texts_with(connection, query))


def test_a_part_of_a_word_is_not_found(connection: sqlite3.Connection) -> None:
    whole = texts_with(connection, '"地方創生"')
    part = texts_with(connection, '"創生"')
    assert whole - part
    assert all("創生" in each for each in whole)


def texts_with(connection: sqlite3.Connection, query: str) -> set[str]:
    rows = connection.execute("SELECT text FROM found_remarks WHERE words MATCH ?", (query,))
    return {text for (text,) in rows}
