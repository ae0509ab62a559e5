"""`make bench-language`: words beside bare SudachiPy in pairs, and a run after one changed remark.

Both tokenise the same sentences in this process, in turn, so that other load on the machine slows
both; bare SudachiPy keeps nothing. Then the stage of a collection runs, and again after one remark
of it has changed.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from pathlib import Path
from time import process_time

from rich.console import Console

from bench.corpus import write_corpus

MB = 1_000_000


def ratios(files: list[Path], pairs: int) -> list[float]:
    """Return our characters a second beside those of bare SudachiPy, pair by pair."""
    import polars as pl
    from sudachipy import Dictionary, SplitMode

    from pipeline.language.sentences import sentences_of
    from pipeline.language.words import tokenise

    texts = pl.Series([file.read_text(encoding="utf-8") for file in files])
    sentences = sentences_of(texts)["sentence"].to_list()
    tokenizer = Dictionary().tokenizer(mode=SplitMode.C)
    found = []
    # The first pair loads the dictionary.
    for _ in range(pairs + 1):
        begun = process_time()
        for sentence in sentences:
            tokenizer.tokenize(sentence)
        bare = process_time() - begun
        begun = process_time()
        tokenise(sentences)
        found.append(bare / (process_time() - begun))
    return found[1:]


def first_and_again(root: Path, total_bytes: int) -> tuple[float, float]:
    """Return processor seconds of the stage, and of the same after one remark has changed."""
    import polars as pl

    from pipeline.run.stages import run_stage
    from pipeline.run.staleness import READING_STAGES
    from pipeline.run.store import Store
    from schemas.vocabulary import Stage

    write_corpus(root / "corpus", collections=1, total_bytes=total_bytes)
    (folder,) = (root / "corpus").iterdir()
    store = Store(root / "outputs")
    for stage in READING_STAGES:
        run_stage(stage, folder, store)
    seconds = []
    for _ in range(2):
        begun = process_time()
        run_stage(Stage.LANGUAGE, folder, store)
        seconds.append(process_time() - begun)
        is_changed = pl.int_range(pl.len()) == 0
        text = pl.when(is_changed).then(pl.lit("図書館の話をした。")).otherwise("text")
        remarks = store.read("remarks", folder.name).with_columns(text=text)
        store.write("remarks", folder.name, remarks)
    return seconds[0], seconds[1]


def main() -> None:
    """Measure both, and print the ratios."""
    parser = argparse.ArgumentParser(prog="bench.language")
    parser.add_argument("--mb", type=float, default=1, help="megabytes of records for the pairs")
    parser.add_argument("--collection-mb", type=float, default=10, help="of the collection")
    parser.add_argument("--pairs", type=int, default=10)
    options = parser.parse_args()
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    console = Console(highlight=False)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_corpus(root / "pairs", collections=1, total_bytes=int(options.mb * MB))
        found = ratios(sorted((root / "pairs").rglob("*.txt")), options.pairs)
        console.print(
            f"characters a second, ours / bare SudachiPy: least {min(found):.2f}, "
            f"median {statistics.median(found):.2f}, most {max(found):.2f}"
        )
        first, again = first_and_again(root, int(options.collection_mb * MB))
        console.print(
            f"processor seconds of the stage: first {first:.2f}, after one changed remark "
            f"{again:.2f} ({again / first:.3f})"
        )


if __name__ == "__main__":
    main()
