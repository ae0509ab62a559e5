from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assets.cli import main
from pipeline.release.metadata.data_dictionary import data_dictionary


@pytest.mark.parametrize(
    "arguments",
    [
        *([], ["fly"], ["run", "--processes", "many"]),
        *(["diff"], ["diff", "1.0.0"], ["diff", "1", "2", "3"]),
    ],
)
def test_a_wrong_call_shows_the_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: gijiroku")


def test_help_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["run", "--help"])
    assert ended.value.code == 0
    out = capsys.readouterr().out
    options = ["processes", "force", "corpus", "outputs"]
    options += ["max-document-bytes", "max-unpacked-bytes", "max-document-pages"]
    options += ["max-document-seconds", "max-unrecognised-share", "max-row-loss-share"]
    assert [name for name in options if f"\n  --{name}" not in out] == []


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["evaluate", "--help"]])
def test_help_waits_for_no_library_that_loads_slowly(arguments: list[str]) -> None:
    code = (
        "import sys\n"
        "from assets.cli import main\n"
        "try:\n"
        f"    main({arguments})\n"
        "finally:\n"
        "    print([name for name in ('polars', 'dagster', 'pandera') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_dictionary_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dictionary"]) == 0
    assert capsys.readouterr().out == data_dictionary()


@pytest.mark.parametrize(
    "call",
    [
        ["run", "--corpus", ""],
        ["run", "--outputs", ""],
        ["ui", "--corpus", ""],
        ["release", "--outputs", ""],
        ["verify", ""],
        ["verify", "--outputs", ""],
        ["diff", "", "1.0.0"],
        ["diff", "1.0.0", ""],
        ["diff", "1.0.0", "1.0.1", "--csv", ""],
        ["export", "sqlite", ""],
        ["export", "sqlite", "latest", "--output", ""],
        ["export", "popolo", "latest", ""],
        ["inspect", ""],
        ["evaluate", "--gold", ""],
        ["evaluate", "--json", ""],
        ["evaluate", "--blocks", ""],
    ],
)
def test_an_empty_name_is_refused(
    call: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(call)
    assert ended.value.code == 2
    assert "is given as an empty text. Name it" in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == []
