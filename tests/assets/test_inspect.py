"""What `gijiroku inspect` prints."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from assets.cli import main
from assets.inspect import print_inspection
from assets.looking import inspect_command
from pipeline.inspection import inspect_file

STRAY = """\
第１回架空会議 論点メモ
日 時：令和６年４月１日（月）10：00～11：30
出席者：
委員：青木委員
概 要：
迷子の行 [red]
またの行
l 始めに、雲の

話をする。
以上
"""


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "made-up" / "memo.txt"
    path.parent.mkdir()
    path.write_text(STRAY, encoding="utf-8")
    return path


def printed(record: Path, *, colours: bool = False) -> str:
    file = StringIO()
    system = "standard" if colours else None
    console = Console(
        file=file, width=80, highlight=False, force_terminal=colours, color_system=system
    )
    print_inspection(console, inspect_file(record))
    return file.getvalue()


def section(text: str, name: str) -> list[str]:
    """The lines below a heading."""
    (found,) = [part for part in text.split("\n\n") if part.splitlines()[0].startswith(name)]
    return found.splitlines()[1:]


def test_the_document_is_told_with_its_evidence(record: Path) -> None:
    lines = printed(record).splitlines()
    assert lines[:4] == [
        "made-up/memo.txt",
        "status    partial",
        f"encoding  utf-8, {len(STRAY.encode())} bytes, {len(STRAY)} characters",
        "layout    points_memo: list of points (bulleted) 論点メモ（箇条書き）",
    ]
    assert lines[5] == "  points_memo: 1 found, 1 needed: (?m)^[ 　]*l "


def test_every_line_is_shown_with_its_number_and_the_kind_of_its_block(record: Path) -> None:
    lines = section(printed(record), "blocks (8)")
    assert lines[0] == "meeting made-up/2024-04-01/1"
    shown = [line.split(maxsplit=1) for line in lines[1:]]
    assert [number for number, *_ in shown] == [str(number) for number in range(1, 12)]
    assert lines[1].split(maxsplit=3) == ["1", "title", "(title)", "第１回架空会議 論点メモ"]
    assert lines[6].split(maxsplit=2) == ["6", "unrecognised", "迷子の行 [red]"]
    assert lines[7].split() == ["7", "またの行"]
    assert lines[8].split() == ["8", "remark", "(bullet)", "l", "始めに、雲の"]
    assert lines[10].split() == ["10", "話をする。"]


def test_the_rows_of_each_table_are_shown_with_their_lines(record: Path) -> None:
    text = printed(record)
    (meeting,) = section(text, "meetings (1)")
    assert meeting.split()[:2] == ["1-11", "meeting_id=made-up/2024-04-01/1"]
    assert "date=2024-04-01" in meeting
    (person,) = section(text, "attendance (1)")
    assert person.split()[0] == "4-4"
    assert "name_text=青木委員" in person
    (remark,) = section(text, "remarks (1)")
    assert remark.split()[0] == "8-10"
    assert "text=始めに、雲の話をする。" in remark
    assert "remark_id=r-" in remark
    assert section(text, "agenda_items (0)") == []


def test_issues_are_shown_with_their_lines(record: Path) -> None:
    (issue,) = section(printed(record), "quality_issues (1)")
    # 9 and 4 of 77 visible characters are in lines that no rule knows.
    assert issue.startswith("WARN line 6: unrecognised_share: 16.9% of the characters")
    (check,) = section(printed(record), "failed checks (1)")
    assert check == "WARN unrecognised_share: 1 rows"


def test_a_check_that_found_no_issue_says_which_rows(record: Path) -> None:
    record.write_text(STRAY.replace("日 時", "時 期"), encoding="utf-8")
    checks = section(printed(record), "failed checks")
    assert checks[0].startswith("WARN one_header_a_meeting: made-up/memo.txt:1: meeting_id ")


def test_kinds_are_told_apart_by_colour(record: Path) -> None:
    lines = section(printed(record, colours=True), "\x1b[1mblocks")
    colours = {line.split("m", 1)[0] for line in (lines[1], lines[4], lines[6], lines[8])}
    assert len(colours) == 4
    assert all(colour.startswith("\x1b[") for colour in colours)


def test_no_codes_are_written_to_a_pipe(record: Path) -> None:
    assert "\x1b" not in printed(record)


def test_the_command_shows_a_record_and_says_by_its_code_whether_it_is_in(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inspect", str(record)]) == 0
    assert "remarks (1)" in capsys.readouterr().out
    record.write_bytes(b"\xff\xff")
    assert main(["inspect", str(record)]) == 1
    assert "ERROR line 1: decodes: not decodable" in capsys.readouterr().out


def test_what_cannot_be_inspected_is_a_mistake_in_the_call(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inspect", str(tmp_path / "nowhere.txt")]) == 2
    assert capsys.readouterr().err == f"gijiroku: {tmp_path}/nowhere.txt: no such file.\n"


def test_the_command_to_look_is_short_where_the_file_is_near(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    near = inspect_command(tmp_path / "corpus", "made-up/a b.txt")
    assert near == "gijiroku inspect 'corpus/made-up/a b.txt'"
    assert inspect_command(Path("corpus"), "x/y.txt") == "gijiroku inspect corpus/x/y.txt"
    monkeypatch.chdir("/")
    assert inspect_command(Path("/elsewhere"), "x/y.txt") == "gijiroku inspect elsewhere/x/y.txt"
    monkeypatch.chdir(tmp_path)
    assert inspect_command(Path("/elsewhere"), "x/y.txt") == "gijiroku inspect /elsewhere/x/y.txt"
