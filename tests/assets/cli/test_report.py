from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from rich.console import Console

from assets.cli.report import print_report
from assets.looking import inspect_command
from assets.runs import FailedCheck, JobRun
from pipeline.run.store import Store

COUNTS = {
    "documents": 1,
    "blocks": 188,
    "meetings": 3,
    "agenda_items": 19,
    "attendance": 84,
    "remarks": 71,
    "quality_issues": 0,
}

READ = JobRun("made-up", True, [], [])

Print = Callable[..., str]


def published(**changes: Any) -> JobRun:
    stated = {
        "version": "1.2.0",
        "is_new": True,
        "reason": "2 rows of remarks added",
        "folder": "/outputs/releases/1.2.0",
        "rows": COUNTS,
    }
    return JobRun(None, True, [], [], stated | changes)


@pytest.fixture
def report(tmp_path: Path) -> Print:
    """What is printed of runs, on a console that is no terminal and has 80 columns."""

    def build(collections: list[JobRun], release: JobRun | None) -> str:
        file = StringIO()
        console = Console(file=file, width=80, highlight=False)
        print_report(console, collections, release, tmp_path / "corpus", tmp_path / "outputs")
        return file.getvalue()

    return build


@pytest.fixture
def issues(tmp_path: Path, table_of: Callable[..., pl.DataFrame]) -> Callable[..., None]:
    def write(*changes: dict[str, object], collection_id: str = "made-up") -> None:
        rows = table_of("quality_issues", *changes)
        Store(tmp_path / "outputs").write("quality_issues", collection_id, rows)

    return write


def test_a_release_is_reported_with_its_rows_and_place(report: Print) -> None:
    lines = [line.rstrip() for line in report([READ], published()).splitlines()]
    assert lines[0] == "table           rows  one row is"
    assert lines[1].startswith("documents          1  A source file, as it was read")
    assert "remarks           71  A remark as recorded" in lines
    assert "quality_issues     0  Something found wrong or doubtful, with its place in the" in lines
    assert lines[-1] == ("release 1.2.0 (new: 2 rows of remarks added) in /outputs/releases/1.2.0")


def test_an_unchanged_release_is_called_so(report: Print) -> None:
    text = report([READ], published(is_new=False, reason="nothing changed"))
    assert "release 1.2.0 (unchanged: nothing changed) in /outputs" in text


def test_a_long_path_stays_in_one_piece(report: Print) -> None:
    folder = "/" + "a-long-name/" * 12 + "releases/1.2.0"
    assert report([READ], published(folder=folder)).splitlines()[-1].endswith(folder)


def test_without_a_release_there_is_no_table(report: Print) -> None:
    assert report([READ], None) == ""


def test_a_release_that_failed_is_reported_with_its_reason(report: Print) -> None:
    failed = JobRun(None, False, [], ["nothing is published:\n- made-up: x has not run"])
    assert report([READ], failed) == "release: nothing is published:\n- made-up: x has not run\n"


def test_an_error_of_a_collection_names_it(report: Print) -> None:
    failed = JobRun("made-up", False, [], ["no space left [Errno 28]"])
    assert report([failed], None) == "made-up: no space left [Errno 28]\n"


def test_an_error_keeps_its_lines(report: Print) -> None:
    message = "/" + "a-long-name/" * 12 + "remarks.parquet is missing from the store"
    failed = JobRun("made-up", False, [], [message])
    assert report([failed], None) == f"made-up: {message}\n"


def test_failed_checks_are_named_with_their_collection(report: Print) -> None:
    read = JobRun("made-up", True, [FailedCheck("documents_decodes", "ERROR", "made-up", 2)], [])
    release = JobRun(None, True, [FailedCheck("release_row_counts", "WARN", None, 1)], [])
    assert report([read, release], None).splitlines() == [
        "ERROR check documents_decodes failed on 2 rows (made-up)",
        "WARN check release_row_counts failed on 1 rows",
    ]


def test_how_to_look_at_the_first_documents_is_said_once(report: Print, tmp_path: Path) -> None:
    def failed(*documents: str) -> FailedCheck:
        return FailedCheck("x", "ERROR", "made-up", len(documents), documents)

    checks = [failed("made-up/b.txt"), failed("made-up/b.txt", "made-up/a.txt"), failed()]
    text = report([JobRun("made-up", True, checks, [])], None)
    assert text.splitlines()[3:] == [
        f"to look at it: {inspect_command(tmp_path / 'corpus', f'made-up/{name}.txt')}"
        for name in "ba"
    ]
    many = JobRun("made-up", True, [failed(*(f"made-up/{n}.txt" for n in range(9)))], [])
    assert report([many], None).count("gijiroku inspect") == 3


def test_an_issue_is_one_line_with_file_line_rule_and_reason(
    report: Print, issues: Callable[..., None]
) -> None:
    message = "not decodable: " + "byte 0xff is not valid. " * 6 + "Save it again [as UTF-8]."
    issues({"message": message})
    assert report([READ], None) == f"ERROR made-up/other.txt:7: decodes: {message}\n"


def test_an_issue_without_line_or_document_names_what_it_can(
    report: Print, issues: Callable[..., None]
) -> None:
    issues(
        {"line": None, "rule": "not_empty"},
        {"line": None, "document_id": None, "rule": "terms_stated"},
    )
    assert sorted(report([READ], None).splitlines()) == [
        "ERROR made-up/other.txt: not_empty: not decodable. Save it again.",
        "ERROR made-up: terms_stated: not decodable. Save it again.",
    ]


def test_errors_come_before_warnings_by_place(report: Print, issues: Callable[..., None]) -> None:
    issues(
        {"severity": "warn", "document_id": "made-up/a.txt", "line": 1},
        {"severity": "error", "document_id": "made-up/b.txt", "line": 30},
        {"severity": "error", "document_id": "made-up/b.txt", "line": 4},
        {"severity": "error", "document_id": "made-up/a.txt", "line": 9},
    )
    places = [line.split(": ")[0] for line in report([READ], None).splitlines()]
    assert places == [
        "ERROR made-up/a.txt:9",
        "ERROR made-up/b.txt:4",
        "ERROR made-up/b.txt:30",
        "WARN made-up/a.txt:1",
    ]


def test_many_issues_are_counted(report: Print, issues: Callable[..., None]) -> None:
    issues(*({"line": line} for line in range(1, 26)))
    lines = report([READ], None).splitlines()
    assert len(lines) == 21
    assert lines[19].startswith("ERROR made-up/other.txt:20:")
    assert lines[20] == "... and 5 more in the table quality_issues"


def test_twenty_issues_are_all_shown(report: Print, issues: Callable[..., None]) -> None:
    issues(*({"line": line} for line in range(1, 21)))
    lines = report([READ], None).splitlines()
    assert len(lines) == 20
    assert not any("more" in line for line in lines)


def test_issues_of_all_collections_of_the_run_are_shown_and_of_no_other(
    report: Print, issues: Callable[..., None]
) -> None:
    for name in ("made-up", "second", "not-run"):
        issues({"document_id": f"{name}/a.txt"}, collection_id=name)
    text = report([READ, JobRun("second", True, [], [])], None)
    assert [line.split()[1] for line in text.splitlines()] == [
        "made-up/a.txt:7:",
        "second/a.txt:7:",
    ]


def test_no_codes_are_written_to_a_pipe(report: Print, issues: Callable[..., None]) -> None:
    issues({"severity": "error"}, {"severity": "warn", "line": 8})
    failed = JobRun("made-up", False, [FailedCheck("x", "ERROR", "made-up", 1)], ["it broke"])
    assert "\x1b" not in report([failed], published())
