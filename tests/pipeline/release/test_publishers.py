"""Two publishers at once, each a process of its own: one wins, and the other says so."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.release.verify import verify

PROGRAM = """
import sys
from pathlib import Path

from pipeline.release import publish as module
from pipeline.release.refusal import NotPublishableError

describe = module.describe

def paused(*arguments):
    print("staged", flush=True)
    sys.stdin.readline()
    describe(*arguments)

if sys.argv[2] == "paused":
    module.describe = paused
print("ready", flush=True)
sys.stdin.readline()
root = Path(sys.argv[1])
try:
    run = module.release(root / "corpus", root / "outputs")
    print("new" if run.is_new else "unchanged", run.version)
except NotPublishableError as error:
    print(error)
    sys.exit(1)
"""

Publisher = subprocess.Popen[str]


@pytest.fixture
def publishers(
    corpus: Path, outputs: Path, run_stages: Callable[[Path, Path], None]
) -> Callable[[str], Publisher]:
    """Start a publisher that waits for a line before it begins. There is something to publish."""
    (corpus / "made-up-north/second.txt").write_text("架空の文書。\n", encoding="utf-8")
    run_stages(corpus, outputs)

    def start(mode: str) -> Publisher:
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, corpus.parent, mode],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        return process

    return start


def go_on(process: Publisher) -> None:
    assert process.stdin
    process.stdin.write("\n")
    process.stdin.flush()


def test_while_one_publishes_the_other_is_turned_away(
    publishers: Callable[[str], Publisher], outputs: Path
) -> None:
    first, second = publishers("paused"), publishers("plain")
    go_on(first)
    assert first.stdout
    assert first.stdout.readline() == "staged\n"
    refused, _ = second.communicate("\n", timeout=60)
    assert second.returncode == 1
    assert "another release is being made" in refused
    assert "Try again when it is done" in refused
    won, _ = first.communicate("\n", timeout=60)
    assert (first.returncode, won) == (0, "new 1.1.0\n")
    assert sorted(path.name for path in outputs.glob("releases/[0-9]*")) == ["1.0.0", "1.1.0"]
    assert verify(outputs / "releases/1.1.0").faults == []


@pytest.mark.long
def test_of_those_that_start_at_once_just_one_publishes(
    publishers: Callable[[str], Publisher], outputs: Path
) -> None:
    started = [publishers("plain") for _ in range(3)]
    for process in started:
        go_on(process)
    said = [process.communicate(timeout=60)[0] for process in started]
    assert said.count("new 1.1.0\n") == 1
    for process, each in zip(started, said, strict=True):
        if each != "new 1.1.0\n":
            assert each == "unchanged 1.1.0\n" or "another release is being made" in each
            assert process.returncode == (0 if each.startswith("unchanged") else 1)
    assert sorted(path.name for path in outputs.glob("releases/[0-9]*")) == ["1.0.0", "1.1.0"]
    assert (outputs / "latest").resolve().name == "1.1.0"
    assert verify(outputs / "releases/1.1.0").faults == []
