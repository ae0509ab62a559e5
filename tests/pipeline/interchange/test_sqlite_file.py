from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import polars as pl
import pytest

from pipeline.interchange.published import PublishedRelease, TableMissingError, open_release
from pipeline.interchange.sqlite_file import metadata_place, write_sqlite
from tests.pipeline.interchange.small_release import small_tables, without, write_release
from tests.pipeline.interchange.small_rows import FIRST, SECOND


@pytest.fixture(scope="module")
def file(release: PublishedRelease, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sqlite") / "gijiroku.sqlite"
    write_sqlite(release, file)
    return file


@pytest.fixture(scope="module")
def connection(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        yield connection


def test_every_table_has_its_rows(
    connection: sqlite3.Connection, tables: dict[str, pl.DataFrame]
) -> None:
    for name, rows in tables.items():
        found = connection.execute(f"select count(*) from {name}").fetchone()
        assert found == (rows.height,), name
    texts = connection.execute("select text from remarks order by meeting_id, ordinal").fetchall()
    assert [text for (text,) in texts] == tables["remarks"]["text"].to_list()


def test_dates_times_and_booleans_are_texts_and_numbers(connection: sqlite3.Connection) -> None:
    rows = connection.execute(
        "select date, starts_at, start_time, duration_minutes from meetings order by date"
    ).fetchall()
    assert rows == [
        ("2024-04-01", "2024-04-01T10:00:00+09:00", "10:00:00", 90),
        ("2024-05-01", None, None, None),
    ]
    assert connection.execute("select distinct bracketed from attendance").fetchall() == [(0,)]


def test_keys_hold_and_foreign_keys_have_indexes(connection: sqlite3.Connection) -> None:
    assert connection.execute("pragma foreign_key_check").fetchall() == []
    assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
    plan = connection.execute(
        "explain query plan select * from remarks where agenda_item_id = 'x'"
    ).fetchall()
    assert "USING INDEX remarks_agenda_item_id" in str(plan)
    keys = connection.execute("pragma foreign_key_list(remarks)").fetchall()
    assert ("remarks", "parent_remark_id", "remark_id") in {key[2:5] for key in keys}
    columns = connection.execute("pragma table_info(tokens)").fetchall()
    assert [name for _, name, _, _, _, key in columns if key] == ["sentence_id", "ordinal"]


def test_the_views_are_those_of_duckdb(connection: sqlite3.Connection) -> None:
    counts = connection.execute(
        "select meeting_id, listed_count, absent_count from meeting_counts order by 1"
    ).fetchall()
    assert counts == [(FIRST, 2, 1), (SECOND, 1, 0)]
    named = connection.execute(
        "select person_name, organization_name from remarks_in_context where person_id is not null"
    ).fetchall()
    assert named == [("青木 一郎", "架空大学")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('"賛成"', [f"{SECOND}/r-00000001"]),
        ('"resas"', [f"{FIRST}/r-00000006"]),
        ('"RESAS を"', [f"{FIRST}/r-00000006"]),
        ('"ＲＥＳＡＳ"', []),  # not the normalised form
        ('"賛"', []),  # not a word of its own
        ('"議題"', []),  # a heading, not a remark
        ('"。"', [f"{FIRST}/r-00000001", f"{FIRST}/r-00000006", f"{SECOND}/r-00000001"]),
    ],
)
def test_words_are_found_in_their_normalised_form(
    connection: sqlite3.Connection, query: str, found: list[str]
) -> None:
    rows = connection.execute(
        "select remark_id from found_remarks where words match ? order by remark_id", (query,)
    ).fetchall()
    assert [remark_id for (remark_id,) in rows] == found


def test_the_index_keeps_no_copy_of_the_text(connection: sqlite3.Connection) -> None:
    assert connection.execute("select words from remark_words").fetchall() == [(None,)] * 3


def test_without_tokens_there_is_no_index(tmp_path: Path) -> None:
    tables = without(small_tables(), ["tokens"])
    file = tmp_path / "a.sqlite"
    write_sqlite(open_release(write_release(tmp_path / "1.0.0", tables)), file)
    with closing(sqlite3.connect(file)) as connection:
        names = {name for (name,) in connection.execute("select name from sqlite_master")}
    assert "remark_words" not in names
    assert "remarks_in_context" in names
    described = json.loads(metadata_place(file).read_text(encoding="utf-8"))
    assert "remark_words" not in described["databases"]["a"]["tables"]


def test_the_descriptions_are_those_of_the_tables(file: Path) -> None:
    described = json.loads((file.parent / "gijiroku.metadata.json").read_text(encoding="utf-8"))
    assert described["license"] == "架空利用規約"
    assert described["license_url"] == "https://example.org/terms"
    assert described["source"] == "架空会議の記録"
    tables = described["databases"]["gijiroku"]["tables"]
    assert tables["persons"]["columns"]["family_name"] == "Family name. / 姓"
    assert tables["meeting_counts"]["columns"]["absent_count"].endswith("/ 欠席と記された人数")
    with closing(sqlite3.connect(file)) as connection:
        made = connection.execute(
            "select name from sqlite_master where type in ('table', 'view') "
            "and name not like 'remark_words_%' and name not like 'sqlite_%'"
        ).fetchall()
    assert {name for (name,) in made} == set(tables)


def test_words_are_found_where_the_tokens_are_left_out(
    release: PublishedRelease, tmp_path: Path
) -> None:
    file = tmp_path / "a.sqlite"
    write_sqlite(release, file, leave_out=["tokens", "sentences"])
    with closing(sqlite3.connect(file)) as connection:
        names = {name for (name,) in connection.execute("select name from sqlite_master")}
        found = connection.execute(
            "select remark_id from found_remarks where words match '\"賛成\"'"
        ).fetchall()
    assert not names & {"tokens", "sentences", "words_of_remarks"}
    assert found == [(f"{SECOND}/r-00000001",)]
    described = json.loads(metadata_place(file).read_text(encoding="utf-8"))["databases"]["a"]
    assert "found_remarks" in described["tables"]
    assert "tokens" not in described["tables"]


def test_without_remarks_there_is_no_index(release: PublishedRelease, tmp_path: Path) -> None:
    write_sqlite(release, tmp_path / "a.sqlite", leave_out=["remarks"])
    with closing(sqlite3.connect(tmp_path / "a.sqlite")) as connection:
        names = {name for (name,) in connection.execute("select name from sqlite_master")}
        assert connection.execute("pragma foreign_key_check").fetchall() == []
    assert not names & {"remarks", "remark_words", "found_remarks", "meeting_counts"}


def test_a_table_that_is_not_there_cannot_be_left_out(
    release: PublishedRelease, tmp_path: Path
) -> None:
    with pytest.raises(TableMissingError, match="no table token to leave out"):
        write_sqlite(release, tmp_path / "a.sqlite", leave_out=["token"])
