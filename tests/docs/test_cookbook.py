"""The queries of the cookbook run as they are printed, and give the rows printed below them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

# The releases that the pages are about are made once, by the process that has all of these tests.
pytestmark = [pytest.mark.long, pytest.mark.xdist_group("docs")]

ROOT = Path(__file__).parents[2]
PAGES = {
    name: (ROOT / f"docs/{name}").read_text("utf-8") for name in ("cookbook.md", "cookbook.ja.md")
}
OF_EXAMPLES, OF_CORRECTED = {6, 9, 12}, {8}


@dataclass(frozen=True)
class Question:
    """A question of the page: its queries and the rows of its answer as printed."""

    sql: str
    python: str
    header: list[str]
    rows: list[list[str]]


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def questions(page: str) -> dict[int, Question]:
    """The questions of a page, by number."""
    found = {}
    for section in re.split(r"^## ", page, flags=re.MULTILINE)[1:]:
        number = int(section.partition(".")[0])
        (sql,), (python,) = blocks(section, "sql"), blocks(section, "python")
        lines = [line for line in section.splitlines() if line.startswith("|")]
        cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
        found[number] = Question(sql, python, cells[0], cells[2:])
    return found


QUESTIONS = questions(PAGES["cookbook.md"])
(PRELUDE,) = blocks(PAGES["cookbook.md"], "python prelude")


def printed(value: Any) -> str:
    """A value as a cell of the page."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else str(value)


def as_printed(rows: list[tuple[Any, ...]]) -> list[list[str]]:
    return [[printed(value) for value in row] for row in rows]


@pytest.fixture
def place(number: int, places: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that a reader of the page works in."""
    of = (
        "examples" if number in OF_EXAMPLES else "corrected" if number in OF_CORRECTED else "corpus"
    )
    monkeypatch.chdir(places[of])
    return places[of]


@pytest.mark.parametrize("number", QUESTIONS)
def test_the_query_for_duckdb_gives_the_printed_rows(number: int, place: Path) -> None:
    question = QUESTIONS[number]
    with duckdb.connect(str(place / "gijiroku.duckdb"), read_only=True) as connection:
        found = connection.sql(question.sql)
        assert found.columns == question.header
        assert as_printed(found.fetchall()) == question.rows


@pytest.mark.parametrize("number", QUESTIONS)
def test_the_query_for_polars_gives_the_same_rows(number: int, place: Path) -> None:
    question = QUESTIONS[number]
    names: dict[str, Any] = {}
    exec(PRELUDE + question.python, names)
    answer = names["answer"]
    assert isinstance(answer, pl.DataFrame)
    assert answer.columns == question.header
    assert as_printed(answer.rows()) == question.rows


def test_there_are_twelve_questions() -> None:
    assert list(QUESTIONS) == list(range(1, 13))
    assert all(question.rows for question in QUESTIONS.values())


def test_both_pages_have_the_same_queries_and_answers() -> None:
    assert questions(PAGES["cookbook.ja.md"]) == QUESTIONS
    assert blocks(PAGES["cookbook.ja.md"], "python prelude") == [PRELUDE]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_which_release_a_question_asks(page: str) -> None:
    introduction = PAGES[page].partition("\n## ")[0]
    stated = re.findall(r"(?:questions|question|問い) ([0-9, and]*[0-9])", introduction)
    numbers = [{int(number) for number in re.findall("[0-9]+", each)} for each in stated]
    assert numbers == [OF_EXAMPLES, OF_CORRECTED]
