"""The library without Dagster: the stages of collections, then a release."""

from __future__ import annotations

import argparse
import json
import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path


def run_collection(folder: Path, outputs: Path) -> dict[str, float]:
    """Run the three stages on a collection, and return seconds by stage."""
    from pipeline.run.stages import run_stage
    from pipeline.run.store import Store
    from schemas.vocabulary import Stage

    seconds = {}
    for stage in (Stage.INGESTION, Stage.SEGMENTATION, Stage.NORMALISATION):
        run = run_stage(stage, folder, Store(outputs))
        if run.blocked:
            raise RuntimeError(f"{folder.name}: {stage.value} is blocked")
        seconds[stage.value] = run.seconds
    return seconds


def _one_thread() -> None:
    # One thread, since collections run in parallel. Set before polars starts.
    os.environ["POLARS_MAX_THREADS"] = "1"


def main() -> None:
    """Run all collections of a corpus, and print JSON of seconds.

    The seconds are by stage.
    """
    from time import perf_counter

    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    parser.add_argument("outputs", type=Path)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    folders = sorted(options.corpus.iterdir())
    total: dict[str, float] = {}
    with ProcessPoolExecutor(
        options.processes, mp_context=get_context("spawn"), initializer=_one_thread
    ) as pool:
        runs = pool.map(run_collection, folders, [options.outputs] * len(folders))
        # Imported here, while the processes import it too.
        from pipeline.release.publish import release

        for seconds in runs:
            for stage, value in seconds.items():
                total[stage] = total.get(stage, 0.0) + value
    begun = perf_counter()
    release(options.corpus, options.outputs)
    total["export"] = perf_counter() - begun
    print(json.dumps(total))


if __name__ == "__main__":
    main()
