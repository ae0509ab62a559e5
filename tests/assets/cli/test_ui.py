from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assets.cli import main
from tests.assets.cli.piped import command


def test_the_ui_of_a_corpus_that_is_not_there_is_a_mistake_in_the_call(tmp_path: Path) -> None:
    (tmp_path / "workspace.yaml").touch()
    done = command(tmp_path, "ui", "--corpus", "elsewhere")
    assert done.returncode == 2
    assert done.stderr == "gijiroku: elsewhere: no such folder. Give the corpus with --corpus.\n"
    assert not (tmp_path / "outputs").exists()


def test_the_ui_is_started_on_the_folders_without_a_warning_about_its_own_command(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []

    def become(_: str, command: list[str]) -> None:
        started.append(command)
        raise SystemExit

    monkeypatch.setattr(os, "execv", become)
    for name in ("PYTHONWARNINGS", "GIJIROKU_CORPUS", "GIJIROKU_OUTPUTS"):
        monkeypatch.setenv(name, "")
    folders = ["--corpus", str(corpus), "--outputs", str(tmp_path / "outputs")]
    with pytest.raises(SystemExit):
        main(["ui", "--port", "3999", *folders])
    assert started == [["dagster", "dev", "--workspace", "workspace.yaml", "--port", "3999"]]
    assert os.environ["GIJIROKU_CORPUS"] == str(corpus)
    warning = "Function `dev_command` is superseded and its usage is discouraged."
    code = f"import warnings; warnings.warn({warning!r}); warnings.warn('another')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "superseded" not in done.stderr
    assert "another" in done.stderr


def test_the_ui_elsewhere_than_in_the_project_is_a_mistake_in_the_call(
    corpus: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = command(elsewhere, "ui", "--corpus", str(corpus))
    assert done.returncode == 2
    assert done.stderr.startswith(f"gijiroku: {elsewhere} holds no workspace.yaml, ")
    assert "Run gijiroku ui in the folder of the project" in done.stderr
    assert list(elsewhere.iterdir()) == []
