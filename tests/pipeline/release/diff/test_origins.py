"""What happened to documents, and so to their rows: the source, or what took the text out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import polars as pl

from pipeline.release.diff.origins import ORIGIN, document_origins, origins_of

TableOf = Callable[..., pl.DataFrame]

AS_IT_WAS = (False, False, False)
SOURCED = (True, False, False)


def document(name: str, content: str, **values: object) -> dict[str, object]:
    """What a document has of its own; its bytes are told by one hexadecimal digit."""
    return {"document_id": f"made-up/{name}", "path": name, "sha256": content * 64, **values}


def origins(rows: pl.DataFrame) -> dict[str, tuple[bool, ...]]:
    return {
        name.removeprefix("made-up/"): tuple(values)
        for name, *values in rows.select("document_id", *ORIGIN).iter_rows()
    }


def test_a_document_of_the_same_bytes_is_as_it_was(table_of: TableOf) -> None:
    before = table_of("documents", document("1.txt", "a"), document("2.txt", "b"))
    now = table_of(
        "documents", document("2.txt", "b"), document("1.txt", "c"), document("3.txt", "d")
    )
    old, new = document_origins(before, now)
    assert origins(old) == {"1.txt": SOURCED, "2.txt": AS_IT_WAS}
    assert origins(new) == {"2.txt": AS_IT_WAS, "1.txt": SOURCED, "3.txt": SOURCED}


def test_a_document_under_another_path_is_the_same(table_of: TableOf) -> None:
    before = table_of("documents", document("1.txt", "a"))
    old, new = document_origins(before, table_of("documents", document("r6/1.txt", "a")))
    assert origins(old) == {"1.txt": AS_IT_WAS}
    assert origins(new) == {"r6/1.txt": AS_IT_WAS}


def test_other_given_values_are_another_source(table_of: TableOf) -> None:
    before = table_of("documents", document("1.txt", "a"), document("2.txt", "b"))
    now = table_of(
        "documents",
        document("1.txt", "a", given_date=date(2024, 4, 1)),
        # A note is given too, but not of the meeting.
        document("2.txt", "b", note="正誤表あり"),
    )
    old, new = document_origins(before, now)
    assert origins(old) == origins(new) == {"1.txt": SOURCED, "2.txt": AS_IT_WAS}


def test_another_extractor_is_told_and_whether_it_took_another_text(table_of: TableOf) -> None:
    names = ("1.pdf", "2.pdf", "3.pdf", "4.pdf")
    before = table_of(
        "documents",
        *(
            document(name, content, extractor="made-up 1", text="開会", page_count=1)
            for name, content in zip(names, "abcd", strict=True)
        ),
    )
    now = table_of(
        "documents",
        document("1.pdf", "a", extractor="made-up 2", text="開会", page_count=1),
        document("2.pdf", "b", extractor="made-up 2", text="閉会", page_count=1),
        document("3.pdf", "c", extractor="made-up 2", text="開会", page_count=2),
        # Another text of the same extractor is not its doing.
        document("4.pdf", "d", extractor="made-up 1", text="閉会", page_count=1),
    )
    _, new = document_origins(before, now)
    assert origins(new) == {
        "1.pdf": (False, False, True),
        "2.pdf": (False, True, True),
        "3.pdf": (False, True, True),
        "4.pdf": AS_IT_WAS,
    }


def test_a_release_of_old_without_given_values_and_extractors_is_compared(
    table_of: TableOf,
) -> None:
    now = table_of("documents", document("1.txt", "a", extractor=None))
    given = [name for name in now.columns if name.startswith("given_")]
    old, new = document_origins(now.drop(*given, "extractor", "page_count"), now)
    assert origins(old) == origins(new) == {"1.txt": AS_IT_WAS}


def test_rows_have_the_origin_of_their_document(table_of: TableOf) -> None:
    known = pl.DataFrame(
        [("made-up/1.txt", *SOURCED), ("made-up/2.txt", False, True, True)],
        schema={"document_id": pl.String, **dict.fromkeys(ORIGIN, pl.Boolean)},
        orient="row",
    )
    meetings = table_of(
        "meetings",
        {"meeting_id": "m-1", "document_id": "made-up/1.txt"},
        {"meeting_id": "m-2", "document_id": "made-up/2.txt"},
    )
    issues = table_of(
        "quality_issues",
        {"document_id": "made-up/2.txt"},
        {"document_id": "made-up/1.txt"},
        # About collection.toml, and about a document that nothing is known of.
        {"document_id": None},
        {"document_id": "made-up/9.txt"},
    )
    extracted = (False, True, True)
    found = origins_of(issues, meetings, known)
    assert found.columns == list(ORIGIN)
    assert found.rows() == [extracted, SOURCED, SOURCED, AS_IT_WAS]
    # A table of other code names the meeting alone, or neither.
    votes = pl.DataFrame({"meeting_id": ["m-2", "m-1", "m-2"]})
    assert origins_of(votes, meetings, known).rows() == [extracted, SOURCED, extracted]
    parties = pl.DataFrame({"party": ["緑", "青"]})
    assert origins_of(parties, meetings, known).rows() == [AS_IT_WAS, AS_IT_WAS]
