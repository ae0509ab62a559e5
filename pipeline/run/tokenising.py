"""Tokenising in several processes, where a collection has text enough for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor

from pipeline.language import words
from pipeline.language.words import Tokenised, tokenise
from pipeline.messages import message
from pipeline.run.workers import WorkerEndedError, start_workers, submit

MIN_PARALLEL_CHARACTERS = 500_000
"""Characters from which on processes are started: it takes them half a second to be ready, in which
one tokenises as many."""

PORTION_CHARACTERS = 200_000
"""Characters that a process is given at a time."""


def tokenise_in_parallel(sentences: Sequence[str], processes: int) -> Iterator[Tokenised]:
    """Tokenise sentences in portions, in order.

    Parameters
    ----------
    processes
        How many processes may tokenise.

    Raises
    ------
    WorkerEndedError
        Where one of the processes was ended.
    """
    portions = list(_portions(sentences))
    characters = sum(map(len, sentences))
    if processes < 2 or characters < MIN_PARALLEL_CHARACTERS:
        yield from map(tokenise, portions)
        return
    with start_workers(min(processes, len(portions)), words.__name__) as pool:
        try:
            for task in [submit(pool, tokenise, portion) for portion in portions]:
                yield task.result()
        except BrokenExecutor as error:
            raise WorkerEndedError(message("worker_ended")) from error


def _portions(sentences: Sequence[str]) -> Iterator[Sequence[str]]:
    begin = characters = 0
    for at, sentence in enumerate(sentences):
        if characters and characters + len(sentence) > PORTION_CHARACTERS:
            yield sentences[begin:at]
            begin, characters = at, 0
        characters += len(sentence)
    if begin < len(sentences):
        yield sentences[begin:]
