"""The yardstick: SudachiPy alone over the same text, line by line.

Its results are not kept.
"""

from __future__ import annotations

import argparse
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path


def tokenize_files(files: list[Path]) -> int:
    """Tokenise files, and return the number of characters."""
    from sudachipy import Dictionary, SplitMode

    tokenizer = Dictionary().tokenizer(mode=SplitMode.C)
    characters = 0
    for file in files:
        text = file.read_text(encoding="utf-8")
        characters += len(text)
        # By line, since input has a length limit, and the pipeline works on lines too.
        for line in text.splitlines():
            if line:
                tokenizer.tokenize(line)
    return characters


def main() -> None:
    """Tokenise every text file of a corpus in several processes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    files = sorted(options.corpus.rglob("*.txt"))
    shares = [files[start :: options.processes] for start in range(options.processes)]
    with ProcessPoolExecutor(options.processes, mp_context=get_context("spawn")) as pool:
        print(sum(pool.map(tokenize_files, shares)))


if __name__ == "__main__":
    main()
