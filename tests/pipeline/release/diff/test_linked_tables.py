"""Changes of linked tables: merges and splits of persons, and what caused them."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pytest

from tests.pipeline.release.diff.test_difference import frames, rewrite

AOKI, OTHER = "made-up-north/p/青木", "made-up-north/p/青木-2"


@pytest.fixture
def now(published: Path, tmp_path: Path) -> Path:
    return shutil.copytree(published, tmp_path / "now")


def with_other(**values: str) -> object:
    """Add a person who is as 青木, but for some values."""

    def changed(rows: pl.DataFrame) -> pl.DataFrame:
        other = rows.filter(person_id=AOKI).with_columns(
            person_id=pl.lit(OTHER), **{name: pl.lit(value) for name, value in values.items()}
        )
        return pl.concat([rows, other]).sort("person_id")

    return changed


def told(changes: pl.DataFrame) -> list[tuple[str | None, ...]]:
    return (
        changes.filter(table_name="persons")
        .select("change_type", "row_key", "previous_row_key", "column_name", "new_value")
        .rows()
    )


def test_a_split_person_is_added_with_the_key_it_was_split_from(published: Path, now: Path) -> None:
    rewrite(now, "persons", with_other(split_from=AOKI))  # type: ignore[arg-type]
    assert told(pl.concat(frames(published, now))) == [("insert", OTHER, AOKI, None, None)]


def test_a_new_person_has_no_former_key(published: Path, now: Path) -> None:
    rewrite(now, "persons", with_other())  # type: ignore[arg-type]
    assert told(pl.concat(frames(published, now))) == [("insert", OTHER, None, None, None)]


def test_a_merged_person_is_withdrawn_and_the_other_names_it(published: Path, now: Path) -> None:
    before = shutil.copytree(now, now.parent / "1.0.0")
    rewrite(before, "persons", with_other())  # type: ignore[arg-type]
    rewrite(
        now,
        "persons",
        lambda rows: rows.with_columns(
            former_ids=pl.when(pl.col("person_id") == AOKI)
            .then(pl.lit(OTHER))
            .otherwise("former_ids")
        ),
    )
    assert told(pl.concat(frames(before, now))) == [
        ("update", AOKI, AOKI, "former_ids", OTHER),
        ("delete", OTHER, OTHER, None, None),
    ]


@pytest.mark.parametrize(("is_edited", "cause"), [(False, "code"), (True, "source")])
def test_the_cause_is_that_of_the_documents_of_all_collections(
    published: Path, now: Path, is_edited: bool, cause: str
) -> None:
    rewrite(now, "persons", with_other())  # type: ignore[arg-type]
    if is_edited:
        # In the other collection: a person may be linked by what is read there.
        rewrite(
            now,
            "documents",
            lambda rows: rows.with_columns(
                sha256=pl.when(pl.col("collection_id") == "made-up-south")
                .then(pl.lit("0" * 64))
                .otherwise("sha256")
            ),
        )
    found = pl.concat(frames(published, now)).filter(table_name="persons")
    assert found["cause"].to_list() == [cause]
