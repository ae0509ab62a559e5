from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import polars as pl

from pipeline.tables.doubt import Doubt, places_as_issues
from schemas import TABLES
from schemas.vocabulary import Stage

Places = list[tuple[str, int | None, str | None, str]]


def doubt_of(places: Places, rule: str = "counts_are_met") -> Doubt[None]:
    """A doubt that finds these places: document, line, excerpt and count."""
    schema = {
        "document_id": pl.String,
        "line": pl.Int32,
        "excerpt": pl.String,
        "count": pl.String,
    }
    found = pl.DataFrame(places, schema=schema, orient="row")
    return Doubt(rule, "attendance", "As many are listed.", "人数が一致する", lambda _: found)


def issues_of(documents: pl.DataFrame, places: Places, **options: str) -> pl.DataFrame:
    return places_as_issues(doubt_of(places, **options), None, documents, Stage.NORMALISATION)


def test_the_first_place_of_each_document_is_named(
    documents_of: Callable[..., pl.DataFrame],
) -> None:
    documents = documents_of("一", "二")
    found = issues_of(
        documents,
        [
            ("made-up/2.txt", 3, "出席者（５名）", "5"),
            ("made-up/1.txt", 9, "以上７名", "7"),
            ("made-up/1.txt", 4, "出席者（８名）", "8"),
        ],
    )
    assert TABLES["quality_issues"].validate(found, lazy=True).equals(found)
    assert found.select("document_id", "line", "excerpt", "table_name", "severity").rows() == [
        ("made-up/1.txt", 4, "出席者（８名）", "attendance", "warn"),
        ("made-up/2.txt", 3, "出席者（５名）", "attendance", "warn"),
    ]
    assert [message.split(" persons")[0] for message in found["message"]] == [
        "the record counts 8",
        "the record counts 5",
    ]
    assert all(found["message_ja"].str.contains("名とありますが"))


def test_places_are_counted_in_messages_that_say_how_many(
    documents_of: Callable[..., pl.DataFrame],
) -> None:
    places: Places = [("made-up/1.txt", line, None, "") for line in (7, 5, 6)]
    (issue,) = issues_of(documents_of("一"), places, rule="turns_are_read").rows(named=True)
    assert issue["message"].startswith("3 lines have the label of a speaker that opens no remark")
    assert issue["line"] == 5


def test_a_place_without_a_line_comes_behind_those_with_one(
    documents_of: Callable[..., pl.DataFrame],
) -> None:
    places: Places = [("made-up/1.txt", None, None, "8"), ("made-up/1.txt", 12, None, "5")]
    assert issues_of(documents_of("一"), places)["line"].to_list() == [12]


def test_an_expectation_that_is_met_raises_nothing(
    documents_of: Callable[..., pl.DataFrame],
) -> None:
    assert issues_of(documents_of("一"), []).is_empty()


def test_the_key_of_a_row_is_known_where_the_row_is_the_document_alone(
    documents_of: Callable[..., pl.DataFrame],
) -> None:
    documents = documents_of("一")
    doubt = doubt_of([("made-up/1.txt", 4, None, "5")])
    keys = {
        name: places_as_issues(
            replace(doubt, table_name=name), None, documents, Stage.NORMALISATION
        )["row_key"].to_list()
        for name in ("attendance", "remarks", "documents")
    }
    assert keys == {"attendance": [None], "remarks": [None], "documents": ["made-up/1.txt"]}
