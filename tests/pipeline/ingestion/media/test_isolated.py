"""Extraction in a process of its own: what hangs or breaks stops one file alone."""

from __future__ import annotations

import errno
import os
import signal
import time
from collections.abc import Iterator
from multiprocessing.context import SpawnProcess

import pytest

from pipeline.ingestion.media.extracted import ExtractionError, Failure
from pipeline.ingestion.media.isolated import IsolatedExtractor
from pipeline.ingestion.media.limits import MediaLimits
from pipeline.ingestion.media.medium import Medium

PAGE = "<p>架空の記録です。</p>".encode()
HANGING = b"<div>" * 300_000 + b"x" + b"</div>" * 300_000
"""The parser takes minutes for it."""


@pytest.fixture
def isolated() -> Iterator[IsolatedExtractor]:
    with IsolatedExtractor(MediaLimits(max_seconds=1.0)) as extractor:
        yield extractor


def process_of(extractor: IsolatedExtractor) -> int:
    pid = extractor.pid
    assert pid is not None
    return pid


def test_one_process_serves_many_files(isolated):
    assert isolated.pid is None
    assert isolated.extract(Medium.HTML, PAGE).text == "架空の記録です。\n"
    first = process_of(isolated)
    with pytest.raises(ExtractionError) as caught:
        isolated.extract(Medium.PDF, b"%PDF-1.7 cut")
    assert caught.value.failure is Failure.DAMAGED
    assert caught.value.reason.ja
    isolated.extract(Medium.HTML, PAGE)
    assert process_of(isolated) == first != os.getpid()


def test_a_file_that_hangs_is_given_up(isolated):
    isolated.extract(Medium.HTML, PAGE)
    hung = process_of(isolated)
    start = time.monotonic()
    with pytest.raises(ExtractionError) as caught:
        isolated.extract(Medium.HTML, HANGING)
    assert caught.value.failure is Failure.TOO_SLOW
    assert time.monotonic() - start < 10
    assert isolated.extract(Medium.HTML, PAGE).text == "架空の記録です。\n"
    assert process_of(isolated) != hung


def test_a_process_that_was_killed_is_replaced(isolated):
    isolated.extract(Medium.HTML, PAGE)
    os.kill(process_of(isolated), signal.SIGKILL)
    time.sleep(0.2)
    assert isolated.extract(Medium.HTML, PAGE).text == "架空の記録です。\n"


def test_a_process_that_dies_over_a_file_is_told(isolated):
    isolated.extract(Medium.HTML, PAGE)
    pid = process_of(isolated)
    os.kill(pid, signal.SIGSTOP)
    # What is sent to a stopped process is answered by nobody; then it dies.
    signal.signal(signal.SIGALRM, lambda *_: os.kill(pid, signal.SIGKILL))
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    with pytest.raises(ExtractionError) as caught:
        isolated.extract(Medium.HTML, PAGE)
    assert caught.value.failure is Failure.CRASHED
    assert "SIGKILL" in caught.value.reason.en


def test_another_error_is_told_as_one_of_the_reader(isolated):
    with pytest.raises(ExtractionError) as caught:
        isolated.extract(Medium.TEXT, b"no extractor reads plain text")
    assert caught.value.failure is Failure.CRASHED
    assert isolated.extract(Medium.HTML, PAGE).text == "架空の記録です。\n"


def test_the_process_ends_with_its_extractor(isolated):
    isolated.extract(Medium.HTML, PAGE)
    pid = process_of(isolated)
    isolated.close()
    isolated.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_process_that_cannot_be_started_says_why(isolated, monkeypatch):
    def refuse(process: SpawnProcess) -> None:
        raise OSError(errno.EAGAIN, "no more processes")

    with monkeypatch.context() as patched:
        patched.setattr(SpawnProcess, "start", refuse)
        with pytest.raises(OSError, match="no more processes"), isolated:
            isolated.extract(Medium.HTML, PAGE)
    assert isolated.extract(Medium.HTML, PAGE).text == "架空の記録です。\n"


def test_a_file_that_needs_too_much_memory_is_refused_alone():
    # Each list of an answer in JSON becomes an object of Python: twenty bytes of memory and more.
    greedy = b'{"meetingRecord": [' + b"[[[]]]," * 4_000_000 + b"0]}"
    limits = MediaLimits(max_memory_bytes=256 * 1024 * 1024)
    with IsolatedExtractor(limits) as isolated:
        isolated.extract(Medium.HTML, PAGE)
        greedy_process = process_of(isolated)
        with pytest.raises(ExtractionError) as caught:
            isolated.extract(Medium.DIET_JSON, greedy)
        assert caught.value.failure is Failure.OUT_OF_MEMORY
        assert "256 MB" in caught.value.reason.en
        assert "256 MB" in caught.value.reason.ja
        assert isolated.extract(Medium.HTML, PAGE).text == "架空の記録です。\n"
        # What a file has left behind in memory is not there for the next.
        assert process_of(isolated) != greedy_process
