from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipeline.interchange.duckdb_file import REQUIREMENT, DuckdbMissingError, write_duckdb
from pipeline.interchange.published import PublishedRelease, open_release
from tests.pipeline.interchange.small_release import small_tables, write_release
from tests.pipeline.interchange.small_rows import FIRST, SECOND

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def connection(
    release: PublishedRelease, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    file = tmp_path_factory.mktemp("duckdb") / "gijiroku.duckdb"
    write_duckdb(release, file)
    with duckdb.connect(str(file), read_only=True) as connection:
        connection.execute("SET TimeZone = 'Asia/Tokyo'")
        yield connection


def test_every_table_has_its_rows_and_types(
    connection: duckdb.DuckDBPyConnection, tables: dict[str, pl.DataFrame]
) -> None:
    for name, rows in tables.items():
        assert connection.sql(f"from {name}").pl().equals(rows), name


def test_keys_are_declared(connection: duckdb.DuckDBPyConnection) -> None:
    found = connection.sql(
        "select constraint_type, constraint_column_names, referenced_table "
        "from duckdb_constraints() "
        "where table_name = 'attendance' and constraint_type <> 'NOT NULL'"
    ).fetchall()
    assert sorted(found, key=str) == [
        ("FOREIGN KEY", ["document_id"], "documents"),
        ("FOREIGN KEY", ["meeting_id"], "meetings"),
        ("FOREIGN KEY", ["organization_id"], "organizations"),
        ("FOREIGN KEY", ["person_id"], "persons"),
        ("PRIMARY KEY", ["attendance_id"], None),
    ]


def test_a_key_that_leads_nowhere_is_found(tables: dict[str, pl.DataFrame], tmp_path: Path) -> None:
    wrong = {**tables, "attendance": tables["attendance"].with_columns(meeting_id=pl.lit("none"))}
    release = open_release(write_release(tmp_path / "1.0.0", wrong))
    with pytest.raises(duckdb.ConstraintException):
        write_duckdb(release, tmp_path / "a.duckdb")
    assert not (tmp_path / "a.duckdb").exists()


def test_tables_columns_and_views_say_what_they_are(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    comments = dict(
        connection.sql(
            "select table_name, comment from duckdb_tables() "
            "union all select view_name, comment from duckdb_views() where not internal "
            "union all select table_name || '.' || column_name, comment from duckdb_columns() "
            "where not internal"
        ).fetchall()
    )
    assert [name for name, comment in comments.items() if not comment] == []
    assert comments["persons"].endswith("same one. / 人物")
    assert comments["remarks.ordinal"] == "Place in the meeting, from 1. / 会議内の順番"
    assert comments["meeting_counts"].endswith("/ 会議。出席者と発言の数を添えたもの")
    assert comments["remarks_in_context.date"] == comments["meetings.date"]


def test_a_view_has_a_remark_with_all_that_belongs_to_it(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    rows = connection.sql(
        "select date, body, agenda_label, agenda_title, listed_name, person_name, "
        "organization_name, source_url from remarks_in_context "
        "where person_id is not null"
    ).fetchall()
    assert [(str(day), *rest) for day, *rest in rows] == [
        (
            "2024-04-01",
            "架空会議",
            "議題１",
            "議題",
            "青木委員",
            "青木 一郎",
            "架空大学",
            "https://example.org/memo",
        )
    ]
    assert connection.sql("select count(*) from remarks_in_context").fetchall() == [(7,)]


def test_the_other_views_have_the_rows_of_their_tables(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    counts = connection.sql(
        "select meeting_id, listed_count, present_count, absent_count, unstated_count, "
        "remark_count, char_count from meeting_counts order by 1"
    ).fetchall()
    characters = 3 + 25 + 4 + 4 + 13 + 10
    assert counts == [(FIRST, 2, 1, 1, 0, 3, characters), (SECOND, 1, 1, 0, 0, 1, 3)]
    attended = connection.sql(
        "select name_text, person_name, organization_kind from attendance_in_context "
        "order by attendance_id"
    ).fetchall()
    assert attended == [
        ("青木委員", "青木 一郎", "university"),
        ("坂本 A&B 室長", None, None),
        ("青木委員", "青木 一郎", "university"),
    ]
    held = connection.sql(
        "select person_name, body_name, organization_name, position from memberships_in_context"
    ).fetchall()
    assert held == [("青木 一郎", "架空会議", "架空大学", "委員")]
    words = connection.sql(
        "select surface from words_of_remarks where normalized_form = 'RESAS'"
    ).fetchall()
    assert words == [("ＲＥＳＡＳ",)]


def test_a_doubt_belongs_to_the_meeting_of_its_line(
    tables: dict[str, pl.DataFrame], tmp_path: Path
) -> None:
    memo = pl.lit("made-up/memo.txt")
    issue = tables["quality_issues"].with_columns(document_id=memo)
    issues = pl.concat(
        issue.with_columns(
            quality_issue_id=pl.lit(f"q-{number}"), line=pl.lit(line, dtype=pl.Int32)
        )
        for number, line in enumerate([3, 9, None])
    )
    meetings = tables["meetings"].with_columns(
        line_start=pl.Series([1, 6], dtype=pl.Int32), line_end=pl.Series([5, 9], dtype=pl.Int32)
    )
    changed = {**tables, "quality_issues": issues, "meetings": meetings}
    release = open_release(write_release(tmp_path / "1.0.0", changed))
    write_duckdb(release, tmp_path / "a.duckdb")
    with duckdb.connect(str(tmp_path / "a.duckdb")) as connection:
        found = connection.sql(
            "select quality_issue_id, meeting_id from issues_of_meetings order by 1, 2"
        ).fetchall()
    assert found == [("q-0", FIRST), ("q-1", SECOND), ("q-2", FIRST), ("q-2", SECOND)]


def test_the_file_says_which_release_it_copies(connection: duckdb.DuckDBPyConnection) -> None:
    rows = connection.sql("select version, content_hash, licenses, sources from dataset").fetchall()
    assert rows == [
        (
            "1.2.0",
            "c0ffee",
            "架空利用規約 https://example.org/terms",
            "架空会議の記録 / 架空府 / https://example.org/",
        )
    ]


def test_tables_can_be_left_out(release: PublishedRelease, tmp_path: Path) -> None:
    write_duckdb(release, tmp_path / "a.duckdb", leave_out=["tokens", "persons"])
    with duckdb.connect(str(tmp_path / "a.duckdb")) as connection:
        names = {
            name for (name,) in connection.sql("select table_name from duckdb_tables()").fetchall()
        }
        views = {
            name for (name,) in connection.sql("select view_name from duckdb_views()").fetchall()
        }
    assert "memberships" in names
    assert not names & {"tokens", "persons"}
    assert "meeting_counts" in views
    assert not views & {"words_of_remarks", "remarks_in_context"}


def test_a_path_with_signs_of_patterns_is_one_file(tmp_path: Path) -> None:
    tables = small_tables()
    folder = write_release(tmp_path / "a[1]*?'x=1" / "1.0.0", tables)
    write_duckdb(open_release(folder), tmp_path / "a.duckdb")
    with duckdb.connect(str(tmp_path / "a.duckdb")) as connection:
        columns = connection.sql("from remarks").columns
    assert columns == tables["remarks"].columns


def test_without_duckdb_the_message_says_how_to_install_it(
    release: PublishedRelease, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(DuckdbMissingError, match=r"install 'duckdb>=2,<3'"):
        write_duckdb(release, tmp_path / "a.duckdb")


def test_the_message_names_what_the_extra_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["optional-dependencies"]["duckdb"] == [REQUIREMENT]
