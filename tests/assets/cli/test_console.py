"""Names and texts of others on the console, and the commands that it prints."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from assets.cli.console import refuse, say
from pipeline.messages import message, placed
from pipeline.messages.printable import printable
from tests.conftest import COLLECTION_TOML, MEMO

NAMES = ["esc\x1b[31mred", "line\nERROR end", "carriage\rreturn", "bell\x07", "turned\u202etxt.exe"]
STEERING = {"\x1b", "\r", "\x07", "\u202e"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("議事録　一.txt", "議事録　一.txt"),
        ("a\x1b[31mb", r"a\x1b[31mb"),
        ("a\nb\rc\td", r"a\nb\rc\td"),
        ("a\x07\x9b\x7f", r"a\x07\x9b\x7f"),
        ("a\u202e\u2066\u200f\u2028", r"a\u202e\u2066\u200f\u2028"),
        ("a\udcff", r"a\udcff"),
        ("髙\U000e0100﨑\ue000", "髙\U000e0100﨑\ue000"),
    ],
)
def test_what_steers_a_terminal_or_ends_a_line_is_escaped(text: str, expected: str) -> None:
    assert printable(text) == expected


def test_values_of_messages_are_escaped_once() -> None:
    said = message("only_white_space")
    assert placed("a\nb", said).en == rf"a\nb: {said.en}"
    nested = message("gold_lacks", names=message("same_bytes", path="a\x1b\nb"))
    assert nested.en == r"same bytes as a\x1b\nb. Remove one of the two. missing. Add it."


def test_what_is_printed_is_safe_whoever_made_it(capsys: pytest.CaptureFixture[str]) -> None:
    file = StringIO()
    say(Console(file=file), "[red]a\x1b[0m\u202e\nb")
    assert file.getvalue() == "[red]a\\x1b[0m\\u202e\nb\n"
    assert refuse("a\x07", 2) == 2
    assert capsys.readouterr().err == "gijiroku: a\\x07\n"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus whose records are faulty, each in another way, in awkward names."""
    place = tmp_path_factory.mktemp("console")
    collection = place / "my corpus" / "made-up"
    collection.mkdir(parents=True)
    (collection / "collection.toml").write_text(COLLECTION_TOML, encoding="utf-8")
    (collection / "good.txt").write_text(MEMO, encoding="utf-8")
    faulty = MEMO.replace("（月）", "（火）")
    for at, name in enumerate(NAMES):
        content = (
            faulty.replace("架空", f"架空第{at}").encode() if at % 2 else b"\xff\xff" + b"a" * at
        )
        (collection / f"{name}.txt").write_bytes(content)
    (collection / os.fsdecode(b"no-utf8-\xff.txt")).write_text(MEMO + "い", encoding="utf-8")
    return place


def shell(place: Path, command: str) -> subprocess.CompletedProcess[str]:
    """Run a line in a shell whose PATH has no folder of ours."""
    return subprocess.run(
        ["sh", "-c", command],
        cwd=place,
        env={"PATH": "/usr/bin:/bin", "GIJIROKU_LANG": "en", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.long
@pytest.mark.parametrize("installed", ["beside", "here"])
def test_the_commands_that_are_printed_run_where_they_are_printed(
    place: Path, tmp_path: Path, installed: str
) -> None:
    place = shutil.copytree(place, tmp_path / "place")
    script = Path(sys.executable).with_name("gijiroku")
    if installed == "here":
        # As `make run` leaves it: an environment in the present folder.
        (place / ".venv").symlink_to(Path(sys.executable).parents[1])
        script = Path(".venv/bin/gijiroku")
    folders = "--corpus 'my corpus' --outputs out"
    done = shell(place, f"{script} run --processes 1 {folders}")
    assert done.returncode == 1
    (place / "my corpus/made-up/good.txt").write_text(MEMO.replace("雲", "空"), encoding="utf-8")
    stale = shell(place, f"{script} release {folders}")
    assert stale.returncode == 0, stale.stderr
    printed = done.stdout.splitlines() + stale.stdout.splitlines()
    commands = [
        line.partition(lead)[2]
        for line in printed
        for lead in ("to look at it: ", "To read and release it: ")
        if lead in line
    ]
    assert len(commands) == 4
    assert all(command.startswith(f"{script} ") for command in commands)
    for command in commands:
        run = shell(place, command)
        assert run.returncode in (0, 1), (command, run.stderr)
        assert run.stderr == ""
        assert run.stdout


@pytest.mark.long
def test_names_of_files_are_escaped_wherever_they_are_printed(place: Path, tmp_path: Path) -> None:
    place = shutil.copytree(place, tmp_path / "place")
    script = Path(sys.executable).with_name("gijiroku")
    folders = "--corpus 'my corpus' --outputs out"
    run = shell(place, f"{script} run --processes 1 {folders}")
    printed = run.stdout + run.stderr
    for name in NAMES:
        record = place / "my corpus/made-up" / f"{name}.txt"
        record.rename(record.with_name(f"{name}-moved.txt"))
    for command in ("run --processes 1", "release --dry-run"):
        again = shell(place, f"{script} {command} {folders}")
        printed += again.stdout + again.stderr
    diff = shell(place, f"{script} diff 1.0.0 latest --outputs out")
    printed += diff.stdout + diff.stderr
    assert not STEERING & set(printed)
    for name in NAMES:
        assert printable(f"made-up/{name}.txt") in printed
        assert printable(f"made-up/{name}-moved.txt") in printed
    assert "\nERROR end" not in printed


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_inspect_escapes_the_name_and_the_text(name: str, tmp_path: Path) -> None:
    record = tmp_path / "made-up" / f"{name}.txt"
    record.parent.mkdir()
    record.write_text(MEMO.replace("賛成", "\x1b[31m賛\x07成\u202e"), encoding="utf-8")
    script = Path(sys.executable).with_name("gijiroku")
    done = subprocess.run(
        [script, "inspect", record], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0
    assert not STEERING & set(done.stdout)
    assert done.stdout.splitlines()[0] == printable(f"made-up/{name}.txt")
    assert r"\x1b[31m賛\x07成\u202e" in done.stdout
    record.unlink()
    done = subprocess.run(
        [script, "inspect", record], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 2
    assert done.stderr == f"gijiroku: {printable(str(record))}: no such file.\n"
