from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.files.regular_files import IrregularFileError, OversizedFileError, regular_bytes


def test_a_file_of_at_most_so_many_bytes_is_read(tmp_path: Path) -> None:
    file = tmp_path / "会議録.txt"
    file.write_bytes(b"12345")
    assert regular_bytes(file, 5) == b"12345"
    with pytest.raises(OversizedFileError) as caught:
        regular_bytes(file, 4)
    assert caught.value.size == 5
    file.write_bytes(b"")
    assert regular_bytes(file, 0) == b""


def test_a_link_is_not_followed_wherever_it_leads(tmp_path: Path) -> None:
    (tmp_path / "memo.txt").write_bytes(b"1")
    for number, target in enumerate(("memo.txt", "nowhere", ".")):
        link = tmp_path / f"{number}.txt"
        link.symlink_to(target)
        with pytest.raises(IrregularFileError) as caught:
            regular_bytes(link, 99)
        assert (caught.value.kind.en, caught.value.kind.ja) == ("a link", "リンク")


def test_a_folder_and_a_pipe_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "1.txt").mkdir()
    with pytest.raises(IrregularFileError) as caught:
        regular_bytes(tmp_path / "1.txt", 10**9)
    assert caught.value.kind.en == "a folder with the name of a file"
    os.mkfifo(tmp_path / "2.txt")
    with pytest.raises(IrregularFileError) as caught:
        regular_bytes(tmp_path / "2.txt", 10**9)
    assert caught.value.kind.en == "a pipe, socket or device"


def test_a_file_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        regular_bytes(tmp_path / "memo.txt", 9)
