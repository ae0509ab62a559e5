"""`make bench-change`: the cost of a run after one file changed.

The runs are those that the Dagster UI starts: `read_collections` over many collections, with
everything to do and then with one file changed, each followed by `publish_release`. Wall times are
those in Dagster's records of its runs.
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
from rich.console import Console
from rich.table import Table

from assets.definitions import defs
from assets.instance import open_instance
from bench.corpus import write_corpus


@dataclass(frozen=True)
class JobRun:
    """A run of a job: wall seconds, and number of collections read."""

    seconds: float
    collections_read: int


def run_job(name: str, corpus: Path, outputs: Path) -> JobRun:
    """Run a job as the launchpad does, with its default configuration."""
    instance = open_instance(outputs)
    result = defs.resolve_job_def(name).execute_in_process(
        instance=instance,
        run_config={
            "resources": {"folders": {"config": {"corpus": str(corpus), "outputs": str(outputs)}}},
            "loggers": {"console": {"config": {"log_level": "ERROR"}}},
        },
    )
    (record,) = instance.get_run_records(dg.RunsFilter(run_ids=[result.run_id]))
    assert record.start_time is not None
    assert record.end_time is not None
    events = result.get_asset_materialization_events()
    read = {event.partition for event in events if event.asset_key == dg.AssetKey("documents")}
    return JobRun(record.end_time - record.start_time, len(read))


def edit(collection: Path) -> None:
    """Change a character in a file's last remark, as corrections do."""
    file = min(collection.glob("*.txt"))
    head, last = file.read_text(encoding="utf-8").rsplit("が", 1)
    file.write_text(f"{head}は{last}", encoding="utf-8")


def main() -> None:
    """Measure and print wall times and ratios."""
    parser = argparse.ArgumentParser(prog="bench.change")
    parser.add_argument("--megabytes", type=int, default=50)
    parser.add_argument("--collections", type=int, default=50)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus, outputs = Path(folder) / "corpus", Path(folder) / "outputs"
        write_corpus(
            corpus, collections=options.collections, total_bytes=options.megabytes * 1_000_000
        )
        runs = {}
        for what in ("everything", "one file changed"):
            if runs:
                edit(max(corpus.iterdir()))
            runs[what] = [
                run_job(job, corpus, outputs) for job in ("read_collections", "publish_release")
            ]
    _print(runs)


def _print(runs: dict[str, list[JobRun]]) -> None:
    table = Table("", "collections read", "read, s", "publish, s", "both, s")
    for what, (reading, publishing) in runs.items():
        table.add_row(
            what,
            str(reading.collections_read),
            f"{reading.seconds:.2f}",
            f"{publishing.seconds:.2f}",
            f"{reading.seconds + publishing.seconds:.2f}",
        )
    (all_read, all_published), (one_read, one_published) = runs.values()
    both = (one_read.seconds + one_published.seconds) / (all_read.seconds + all_published.seconds)
    table.add_row(
        "ratio",
        "",
        f"{one_read.seconds / all_read.seconds:.3f}",
        f"{one_published.seconds / all_published.seconds:.3f}",
        f"{both:.3f}",
    )
    Console(highlight=False).print(table)


if __name__ == "__main__":
    main()
