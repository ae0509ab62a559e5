"""`make bench`: synthetic text through SudachiPy, the library and the command."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.corpus import write_corpus
from bench.process import Measured, measure

STAGES = ("ingestion", "segmentation", "normalisation", "export")


def main() -> None:
    """Measure and print throughput, memory and ratios."""
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--collections", type=int, default=20)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--runs", type=int, default=3, help="the median counts")
    options = parser.parse_args()
    console = Console(highlight=False)
    with tempfile.TemporaryDirectory() as folder:
        corpus = write_corpus(
            Path(folder) / "corpus",
            collections=options.collections,
            total_bytes=options.megabytes * 1_000_000,
        )
        console.print(
            f"{corpus.bytes / 1e6:.0f} MB, {corpus.characters / 1e6:.1f} million characters, "
            f"{corpus.meetings} meetings, {options.collections} collections, "
            f"{options.processes} processes, {os.cpu_count()} processors; median of {options.runs}"
        )
        runs: dict[str, list[Measured]] = {"SudachiPy": [], "library": [], "gijiroku run": []}
        processes = ["--processes", str(options.processes)]
        for _ in range(options.runs):
            outputs = Path(folder) / "outputs"
            source = str(corpus.root)
            commands = {
                "SudachiPy": ["-m", "bench.sudachi", source, *processes],
                "library": ["-m", "bench.stages", source, str(outputs), *processes],
                "gijiroku run": [
                    *("-m", "assets.cli", "run", "--corpus", source),
                    *("--outputs", str(outputs), *processes),
                ],
            }
            for name, arguments in commands.items():
                shutil.rmtree(outputs, ignore_errors=True)
                runs[name].append(measure([sys.executable, *arguments]))
        _print(console, runs, corpus.characters, options.processes)


def _print(
    console: Console, runs: dict[str, list[Measured]], characters: int, processes: int
) -> None:
    yardstick = statistics.median(run.seconds for run in runs["SudachiPy"])
    whole = Table("whole process", "seconds", "million characters/s", "ratio", "peak MB")
    for name, measured in runs.items():
        seconds = statistics.median(run.seconds for run in measured)
        peak = max(run.peak_bytes for run in measured)
        whole.add_row(
            name,
            f"{seconds:.1f}",
            f"{characters / seconds / 1e6:.2f}",
            f"{yardstick / seconds:.2f}",
            f"{peak / 1e6:.0f}",
        )
    console.print(whole)
    stages = Table(
        "stage of the library", "processor seconds", "million characters/s, all processes"
    )
    by_stage = [json.loads(run.printed) for run in runs["library"]]
    for stage in STAGES:
        seconds = statistics.median(run[stage] for run in by_stage)
        # The export is one process; the other stages run in parallel.
        side_by_side = 1 if stage == "export" else processes
        stages.add_row(stage, f"{seconds:.1f}", f"{characters / seconds * side_by_side / 1e6:.2f}")
    console.print(stages)


if __name__ == "__main__":
    main()
