"""Extraction in a process of its own: a file that hangs or breaks its reader stops nothing else."""

from __future__ import annotations

import multiprocessing
import os
import signal
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from types import TracebackType

from pipeline.ingestion.media.extracted import Extracted, ExtractionError, Failure
from pipeline.ingestion.media.limits import DEFAULT_MEDIA_LIMITS, MediaLimits
from pipeline.ingestion.media.medium import Medium
from pipeline.limits import MEBIBYTE
from pipeline.messages import message

SECONDS_TO_START = 30.0
"""Time that a new process has to come up, which is not counted as time of the file."""

SECONDS_TO_END = 5.0


class IsolatedExtractor:
    """Extracts files one after the other in one child process, which is replaced where it fails.

    Use it in a `with` statement. The process starts with the first file.

    Parameters
    ----------
    limits
        `max_seconds` is the time for each file.
    """

    def __init__(self, limits: MediaLimits = DEFAULT_MEDIA_LIMITS) -> None:
        self._limits = limits
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None

    def __enter__(self) -> IsolatedExtractor:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The number of the process; None while there is none."""
        return self._process.pid if self._process is not None else None

    def extract(self, medium: Medium, content: bytes) -> Extracted:
        """Extract the text of a file.

        Raises
        ------
        ExtractionError
            That of the extractor; TOO_SLOW, OUT_OF_MEMORY or CRASHED, where the process had to be
            replaced.
        """
        connection = self._started()
        try:
            connection.send((medium, content))
            if not connection.poll(self._limits.max_seconds):
                seconds = f"{self._limits.max_seconds:g}"
                raise ExtractionError(Failure.TOO_SLOW, message("media_too_slow", seconds=seconds))
            answer = connection.recv()
        except (EOFError, OSError) as error:
            raise _crashed(self._exit()) from error
        except BaseException:
            # A late answer would be taken for that of the next file.
            self._kill()
            raise
        if isinstance(answer, Extracted):
            return answer
        if isinstance(answer, ExtractionError):
            if answer.failure is Failure.OUT_OF_MEMORY:
                # What is left of the file in its memory would be missing for the next.
                self._kill()
            raise answer
        self._kill()
        raise _crashed(str(answer))

    def close(self) -> None:
        """End the process."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._process is not None:
            self._process.join(SECONDS_TO_END)
            self._kill()

    def _started(self) -> Connection:
        if self._process is not None and not self._process.is_alive():
            self._kill()
        if self._connection is None:
            # A fork would copy the threads of polars and Dagster in whatever state they are.
            context = multiprocessing.get_context("spawn")
            ours, theirs = context.Pipe()
            process = context.Process(
                target=_serve, args=(theirs, self._limits), daemon=True, name="gijiroku-media"
            )
            # Before it has begun there is nothing to end.
            process.start()
            self._connection, self._process = ours, process
            theirs.close()
            try:
                is_up = self._connection.poll(SECONDS_TO_START) and self._connection.recv() is None
            except (EOFError, OSError):
                is_up = False
            if not is_up:
                raise _crashed(self._exit())
        return self._connection

    def _exit(self) -> str:
        """End the process, and say how it had ended."""
        process = self._process
        if process is not None:
            process.join(SECONDS_TO_END)
        code = process.exitcode if process is not None else None
        self._kill()
        if code is not None and code < 0:
            return signal.Signals(-code).name
        return f"exit {code}"

    def _kill(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._process = None


def _serve(connection: Connection, limits: MediaLimits) -> None:
    """Answer each file with what was extracted, or with the error, until the pipe is closed."""
    # Imported here: the process that reads collections needs none of the extractors.
    from pipeline.ingestion.media.extract import extract

    # Ctrl-C is for the parent, which then ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory(limits)
    connection.send(None)
    while True:
        try:
            medium, content = connection.recv()
        except (EOFError, OSError):
            os._exit(0)
        try:
            answer: object = extract(medium, content, limits)
        except ExtractionError as error:
            answer = error
        except MemoryError:
            limit = limits.max_memory_bytes // MEBIBYTE
            reason = message("media_out_of_memory", limit=limit)
            answer = ExtractionError(Failure.OUT_OF_MEMORY, reason)
        except Exception as error:
            answer = f"{type(error).__name__}: {error}"
        connection.send(answer)


def _limit_memory(limits: MediaLimits) -> None:
    """Let this process ask for so much memory beside what it has, where the system can hold it."""
    try:
        import resource

        # The first number is that of all pages which the process has addresses for.
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + limits.max_memory_bytes
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_AS, (least, hard))
    except (ImportError, OSError, ValueError):
        return  # There is no such limit on this system, and the limit of time still holds.


def _crashed(how: str) -> ExtractionError:
    return ExtractionError(Failure.CRASHED, message("media_crashed", error=how))
