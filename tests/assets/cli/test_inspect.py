"""What `gijiroku inspect` prints."""

from __future__ import annotations

import importlib.metadata
import tomllib
from io import StringIO
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from assets.cli import main
from assets.cli.console import cut, wrapped
from assets.cli.inspection import print_inspection
from assets.looking import inspect_command
from pipeline.run.inspection import Inspection, inspect_file

ROOT = Path(__file__).parents[3]

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


SPOKEN = """\
第１回架空会議 議事録
日 時：令和６年４月１日（月）10：00～11：30
出席者：
青木委員、坂本委員

○青木委員　雲の話をします。雲は白いです。
○坂本委員　それは本当でしょうか。
○青木委員　本当です。
以上
"""

WIDE = """\
第１回架空会議 議事録
日 時：令和６年４月１日（火）10：00～11：30
出席者：
青木委員、坂本委員

○青木委員　{long}
○坂本委員　An answer in English, of many words, that is longer than what a line has room for here.
"""


@pytest.fixture(autouse=True)
def no_width_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    # Workers of the tests have one stated.
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "made-up" / "memo.txt"
    path.parent.mkdir()
    path.write_text(STRAY, encoding="utf-8")
    return path


INSPECTED: dict[tuple[str, bytes], Inspection] = {}


def inspected(file: Path) -> Inspection:
    """What is read of a file. Of one name and content it is read once."""
    key = file.name, file.read_bytes()
    if key not in INSPECTED:
        INSPECTED[key] = inspect_file(file)
    return INSPECTED[key]


def printed(record: Path, *, colours: bool = False) -> str:
    file = StringIO()
    system = "standard" if colours else None
    console = Console(
        file=file, width=80, highlight=False, force_terminal=colours, color_system=system
    )
    print_inspection(console, inspected(record))
    return file.getvalue()


def section(text: str, name: str) -> list[str]:
    """The lines below a heading."""
    (found,) = [part for part in text.split("\n\n") if part.splitlines()[0].startswith(name)]
    return found.splitlines()[1:]


def test_the_document_is_told_with_its_evidence(record: Path) -> None:
    lines = printed(record).splitlines()
    assert lines[:4] == [
        "made-up/memo.txt",
        "status    partial: read, but something is doubtful, or a row was kept out: "
        "see quality_issues",
        f"encoding  utf-8, {len(STRAY.encode())} bytes, {len(STRAY)} characters",
        "layout    points_memo: list of points (bulleted)",
    ]
    assert lines[4].startswith("evidence  points_memo: 1 found, 1 needed: (?m)^")
    assert "          points_memo: 1 found, 1 needed: (?m)^[ 　]*l" in lines
    assert "doubt     0 errors, 1 warnings" in lines


def test_the_medium_and_the_pages_of_a_pdf_are_told() -> None:
    text = printed(ROOT / "examples/printed-pdf/minutes.pdf")
    lines = text.splitlines()
    (medium,) = [line for line in lines if line.startswith("medium")]
    version = importlib.metadata.version("pypdfium2")
    assert medium == f"medium    application/pdf, read by pypdfium2 {version}, 3 pages"
    assert next(line for line in lines if line.startswith("encoding")).startswith("encoding  none")
    assert [line for line in section(text, "blocks (31)") if line.startswith("page ")] == [
        "page 1",
        "page 2",
        "page 3",
    ]
    remarks = " ".join(" ".join(section(text, "remarks (13)")).split())
    found = [words.split()[0] for words in remarks.split("pages=")[1:]]
    assert found == ["1", "1", "1-2", *["2"] * 6, "2-3", "3", "3", "3"]
    assert "pages=1-3" in " ".join(section(text, "meetings (1)"))


def test_a_file_without_pages_has_none() -> None:
    text = printed(ROOT / "examples/web-page/minutes.html")
    version = importlib.metadata.version("selectolax")
    assert f"medium    text/html, read by selectolax {version}" in text
    assert "pages" not in text
    assert "\npage " not in text


def test_plain_text_is_told_as_before(record: Path) -> None:
    assert "medium" not in printed(record)


def test_the_lines_that_each_family_explains_are_told(record: Path) -> None:
    record.write_text(SPOKEN, encoding="utf-8")
    lines = printed(record).splitlines()
    assert "          circle_name: explains 3 lines (chosen)" in lines
    assert "doubt     none" in lines


def test_where_no_family_explains_anything_that_is_told(record: Path) -> None:
    record.write_text("いろは\nにほへ\n", encoding="utf-8")
    lines = printed(record).splitlines()
    assert "layout    none" in lines
    assert "          no family explains 2 lines or more" in lines


def test_every_line_is_shown_with_its_number_and_the_kind_of_its_block(record: Path) -> None:
    lines = section(printed(record), "blocks (8); ! marks a line with an error, ? one with a")
    assert lines[0] == "meeting made-up/2024-04-01/1"
    shown = [line[1:].split(maxsplit=1) for line in lines[1:]]
    assert [number for number, *_ in shown] == [str(number) for number in range(1, 12)]
    assert lines[1].split(maxsplit=3) == ["1", "title", "(title)", "第１回架空会議 論点メモ"]
    # The line that an issue points to is marked, and no other.
    assert lines[6].split(maxsplit=3) == ["?", "6", "unrecognised", "迷子の行 [red]"]
    assert [line[0] for line in lines[1:]] == [" "] * 5 + ["?"] + [" "] * 5
    assert lines[7].split() == ["7", "またの行"]
    assert lines[8].split() == ["8", "remark", "(bullet)", "l", "始めに、雲の"]
    assert lines[10].split() == ["10", "話をする。"]


def test_the_rows_of_each_table_are_shown_with_their_lines(record: Path) -> None:
    text = printed(record)
    meeting = " ".join(line.strip() for line in section(text, "meetings (1)"))
    assert meeting.split()[:2] == ["1-11", "meeting_id=made-up/2024-04-01/1"]
    assert "date=2024-04-01" in meeting
    person = " ".join(line.strip() for line in section(text, "attendance (1)"))
    assert person.split()[0] == "4-4"
    assert "name_text=青木委員" in person
    remark = " ".join(line.strip() for line in section(text, "remarks (1)"))
    assert remark.split()[0] == "8-10"
    assert "text=始めに、雲の話をする。" in remark
    assert "remark_id=r-" in remark
    assert section(text, "agenda_items (0)") == []


def test_issues_are_shown_with_their_lines(record: Path) -> None:
    text = printed(record)
    issue = " ".join(line.strip() for line in section(text, "quality_issues (1)"))
    # 9 and 4 of 77 visible characters are in lines that no rule knows.
    assert issue.startswith("WARN line 6: unrecognised_share: 16.9% of the characters")
    assert text.index("quality_issues (1)") < text.index("blocks (8)")
    (check,) = section(printed(record), "failed checks (1)")
    assert check == "WARN unrecognised_share: 1 rows"


def test_a_check_that_found_no_issue_says_which_rows(record: Path) -> None:
    record.write_text(
        STRAY.replace("日 時：令和６年４月１日（月）10：00～11：30\n", ""), encoding="utf-8"
    )
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
    assert near.endswith("gijiroku inspect 'corpus/made-up/a b.txt'")
    assert inspect_command(Path("corpus"), "x/y.txt").endswith("gijiroku inspect corpus/x/y.txt")
    monkeypatch.chdir("/")
    far = inspect_command(Path("/elsewhere"), "x/y.txt")
    assert far.endswith("gijiroku inspect elsewhere/x/y.txt")
    monkeypatch.chdir(tmp_path)
    far = inspect_command(Path("/elsewhere"), "x/y.txt")
    assert far.endswith("gijiroku inspect /elsewhere/x/y.txt")


def test_a_name_that_is_not_utf8_is_given_by_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "a\udcff.txt").write_text("い", encoding="utf-8")
    said = inspect_command(tmp_path, "x/a\\xff.txt")
    assert said.endswith(f"\"$(printf '{tmp_path}/x/a\\377.txt')\"")


@pytest.mark.parametrize("columns", [None, "60", "100", "200"])
@pytest.mark.parametrize("tongue", ["en", "ja"])
def test_no_line_is_wider_than_what_is_there_for_it(
    record: Path, columns: str | None, tongue: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIJIROKU_LANG", tongue)
    monkeypatch.delenv("COLUMNS", raising=False)
    if columns:
        monkeypatch.setenv("COLUMNS", columns)
    record.write_text(WIDE.format(long="雲の話をします。" * 40), encoding="utf-8")
    file = StringIO()
    print_inspection(Console(file=file, highlight=False), inspected(record))
    lines = file.getvalue().splitlines()
    most = min(int(columns or 100), 100)
    assert all(cell_len(line) <= most for line in lines)
    assert max(cell_len(line) for line in lines) > most - 6
    # Nothing of a line is lost where it is broken.
    shown = "".join(line[-most:].strip() for line in lines)
    assert shown.count("雲の話をします。") >= (40 if most == 100 else 0)


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        ("", 10, [""]),
        ("雲の話", 4, ["雲の", "話"]),
        ("雲の話をする。", 6, ["雲の話", "をす", "る。"]),
        ("a word or two", 7, ["a word", "or two"]),
        ("unbreakable", 4, ["unbr", "eaka", "ble"]),
        ("雲 a 雲", 4, ["雲 a", "雲"]),
    ],
)
def test_texts_are_broken_by_how_wide_they_look(
    text: str, columns: int, expected: list[str]
) -> None:
    assert wrapped(text, columns) == expected


def test_a_text_that_is_cut_ends_with_an_ellipsis() -> None:
    assert cut("雲の話", 6) == "雲の話"
    assert cut("雲の話", 5) == "雲の…"
    assert cut("雲の話", 4) == "雲…"


def test_why_tells_the_evidence_of_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "record.txt"
    file.write_text(SPOKEN, encoding="utf-8")
    assert main(["inspect", str(file), "--why", "6"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("6  ○青木委員")
    assert said[1] == "in a block: remark, rule speech"
    assert said[2].startswith("model of turns: turn, ")
    assert main(["inspect", str(file), "--why", "5"]) == 2
    assert "line 5: nothing stands there." in capsys.readouterr().err


def test_annotate_prints_a_truth_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "record.txt"
    file.write_text(SPOKEN, encoding="utf-8")
    assert main(["inspect", str(file), "--annotate"]) == 0
    truth = tomllib.loads(capsys.readouterr().out)
    assert truth["meeting"][0]["date"].isoformat() == "2024-04-01"
    assert truth["meeting"][0]["attendance"][0] == ["", "青木委員", "委員", "present"]
    assert truth["meeting"][0]["remarks"][1][1:3] == ["坂本委員", "坂本委員"]
