"""Commands in messages run from where they are printed, whatever is in their arguments."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.messages.commands import command, file_argument, pip_command, quoted

AWKWARD = [
    "plain.txt",
    "a b.txt",
    "議事録　一.txt",
    "it's.txt",
    "line\nend.txt",
    "carriage\rreturn\x07\x1b[31m.txt",
    "turned\u202eround.txt",
    "50%d\n\\n'.txt",
    "$(touch pwned)`id`\n.txt",
    "not-utf8-\udcff.txt",
]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Python with the command beside it that is not on the PATH; the present folder is above."""
    folder = tmp_path / ".venv" / "bin"
    folder.mkdir(parents=True)
    for name in ("gijiroku", "pip"):
        script = folder / name
        script.write_text(f"#!/bin/sh\necho {name}\n", encoding="utf-8")
        script.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(folder / "python"))
    monkeypatch.setattr(sys, "argv", ["/usr/bin/pytest"])
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.mark.parametrize("shell", ["sh", "bash"])
@pytest.mark.parametrize("argument", AWKWARD)
def test_an_argument_reaches_the_command_as_it_is(
    argument: str, shell: str, tmp_path: Path
) -> None:
    written = quoted(argument)
    assert len(written.splitlines()) == 1
    assert all(character.isprintable() or character == "\u3000" for character in written)
    program = "import os, sys; sys.stdout.buffer.write(os.fsencode(sys.argv[1]))"
    done = subprocess.run(
        [shell, "-c", f"{sys.executable} -c '{program}' {written}"],
        capture_output=True,
        check=True,
        cwd=tmp_path,
    )
    assert done.stdout == argument.encode("utf-8", "surrogateescape")
    assert list(tmp_path.iterdir()) == []


def test_off_the_path_the_command_is_named_by_its_path(installed: Path, tmp_path: Path) -> None:
    assert command("run", "--corpus", "my corpus") == ".venv/bin/gijiroku run --corpus 'my corpus'"
    assert pip_command("install", ".[s3]") == ".venv/bin/pip install '.[s3]'"
    done = subprocess.run(
        command("run"), shell=True, capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stdout == "gijiroku\n"


def test_elsewhere_the_path_is_given_in_full(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert command("run") == f"{installed}/gijiroku run"
    monkeypatch.chdir(installed)
    assert command("run") == "./gijiroku run"


def test_on_the_path_the_name_is_enough(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{installed}:/usr/bin:/bin")
    assert command("run") == "gijiroku run"
    # As pipx does: a link in a folder that is on the PATH.
    (tmp_path / "local").mkdir()
    (tmp_path / "local" / "gijiroku").symlink_to(installed / "gijiroku")
    monkeypatch.setenv("PATH", f"{tmp_path}/local:/usr/bin:/bin")
    assert command("run") == "gijiroku run"


def test_another_command_of_the_name_on_the_path_is_not_ours(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    shutil.copytree(installed, other)
    monkeypatch.setenv("PATH", f"{other}:/usr/bin:/bin")
    assert command("run") == ".venv/bin/gijiroku run"


def test_a_script_away_from_its_python_is_named_as_it_was_called(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/usr/bin/python3")
    monkeypatch.setattr(sys, "argv", [str(installed / "gijiroku"), "run"])
    assert command("run") == ".venv/bin/gijiroku run"


def test_without_a_script_the_module_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setattr(sys, "argv", ["-c"])
    assert command("run") == f"{tmp_path}/python -m assets.cli run"


def test_a_file_that_begins_as_an_option_does_is_given_as_a_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert file_argument(tmp_path / "-x" / "a.txt") == "./-x/a.txt"
    assert file_argument(Path("/elsewhere/a.txt")) == "/elsewhere/a.txt"
