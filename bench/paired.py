"""`make bench-paired BEFORE=<commit>`: processor seconds beside another commit.

This checkout and the other commit read the corpus of `bench/mixed.py`, from ingestion to
normalisation, in turn, so that other load on the machine slows both. The other commit is checked
out into a temporary worktree, and uses the installed packages.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.mixed import write_mixed
from bench.process import measure

ROOT = Path(__file__).parents[1]
READ = """\
import sys
from pathlib import Path
try:
    from pipeline.run.stages import run_stage
    from pipeline.run.store import Store
except ImportError:  # A commit from before the folders of stages.
    from pipeline.stages import run_stage
    from pipeline.store import Store
from schemas.vocabulary import Stage
for folder in sorted(Path(sys.argv[1]).iterdir()):
    for stage in (Stage.INGESTION, Stage.SEGMENTATION, Stage.NORMALISATION):
        if run_stage(stage, folder, Store(Path(sys.argv[2]))).blocked:
            sys.exit(f"{folder.name}: {stage.value} is blocked")
"""
"""Program for the folder of each checkout, with all that it uses of the code."""


@contextmanager
def worktree(commit: str) -> Iterator[Path]:
    """Check a commit out into a temporary worktree, removed at the end."""
    git = ("git", "-C", str(ROOT), "worktree")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "before"
        subprocess.run([*git, "add", "--quiet", "--detach", str(path), commit], check=True)
        try:
            yield path
        finally:
            subprocess.run([*git, "remove", "--force", str(path)], check=True)


def processor_seconds(checkout: Path, corpus: Path) -> float:
    """Return the processor seconds that a checkout takes to read a corpus."""
    outputs = corpus.parent / "outputs"
    shutil.rmtree(outputs, ignore_errors=True)
    command = [sys.executable, "-c", READ, str(corpus), str(outputs)]
    return measure(command, checkout).processor_seconds


def main() -> None:
    """Measure in pairs, and print each with the ratios.

    The minimum and the median ratio are printed. The time to start is part of each figure, and is
    also printed alone.
    """
    parser = argparse.ArgumentParser(prog="bench.paired")
    parser.add_argument("before", help="the commit to compare with")
    parser.add_argument("--mb", type=float, default=2, help="megabytes of records")
    parser.add_argument("--pairs", type=int, default=3)
    options = parser.parse_args()
    # One thread, as in a worker. PYTHONPATH would lead both to the same code.
    os.environ["POLARS_MAX_THREADS"] = "1"
    os.environ.pop("PYTHONPATH", None)
    console = Console(highlight=False)
    with tempfile.TemporaryDirectory() as folder, worktree(options.before) as checkout:
        none, corpus = Path(folder) / "none", Path(folder) / "corpus"
        none.mkdir()
        written = write_mixed(corpus, int(options.mb * 1_000_000))
        console.print(f"{written / 1e6:.1f} MB, processor seconds from ingestion to normalisation")
        table = Table("pair", f"before ({options.before})", "now", "now / before")
        for path in (checkout, ROOT):  # Compiles the modules.
            processor_seconds(path, none)
        before, now = processor_seconds(checkout, none), processor_seconds(ROOT, none)
        table.add_row("start alone", f"{before:.1f}", f"{now:.1f}", f"{now / before:.3f}")
        ratios = []
        for pair in range(1, options.pairs + 1):
            before, now = processor_seconds(checkout, corpus), processor_seconds(ROOT, corpus)
            ratios.append(now / before)
            table.add_row(str(pair), f"{before:.1f}", f"{now:.1f}", f"{ratios[-1]:.3f}")
    console.print(table)
    console.print(f"ratio: least {min(ratios):.3f}, median {statistics.median(ratios):.3f}")


if __name__ == "__main__":
    main()
