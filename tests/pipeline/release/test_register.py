from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.release.dry_run import preview
from pipeline.release.publish import release
from pipeline.release.refusal import NotPublishableError
from pipeline.release.register import REGISTER, enter_versions, given_versions
from pipeline.release.verify import verify
from pipeline.release.version import Reason, Reasons, Release, next_version

WHY = [Reason("why", "なぜ")]


def test_what_is_entered_is_given_and_what_was_there_stays(tmp_path: Path) -> None:
    assert given_versions(tmp_path) == []
    enter_versions(tmp_path, [("1.0.0", "a")])
    before = (tmp_path / REGISTER).read_text(encoding="utf-8")
    enter_versions(tmp_path, [])
    enter_versions(tmp_path, [("1.1.0", "b"), ("1.10.0", "c")])
    assert (tmp_path / REGISTER).read_text(encoding="utf-8").startswith(before)
    assert given_versions(tmp_path) == ["1.0.0", "1.1.0", "1.10.0"]


def test_a_line_that_was_cut_off_spoils_no_other(tmp_path: Path) -> None:
    (tmp_path / REGISTER).write_bytes(b"1.0.0 when a\n1.1")
    enter_versions(tmp_path, [("1.2.0", "b")])
    assert given_versions(tmp_path) == ["1.0.0", "1.2.0"]


@pytest.mark.parametrize(
    ("previous", "reasons", "given", "expected"),
    [
        (None, Reasons([], [], []), [], "1.0.0"),
        (None, Reasons([], [], []), ["1.0.0", "1.1.0"], "2.0.0"),
        (None, Reasons([], [], []), ["9.0.0", "10.0.0"], "11.0.0"),
        ("1.0.0", Reasons([], [], WHY), ["1.0.0", "1.1.0"], "1.0.1"),
        ("1.0.0", Reasons([], [], WHY), ["1.0.0", "1.0.1", "1.0.2"], "1.0.3"),
        ("1.0.0", Reasons([], WHY, WHY), ["1.0.0", "1.1.0"], "1.2.0"),
        ("1.0.0", Reasons(WHY, [], []), ["1.0.0", "2.0.0", "2.1.0"], "3.0.0"),
    ],
)
def test_a_number_that_was_given_is_passed_over(
    previous: str | None, reasons: Reasons, given: list[str], expected: str
) -> None:
    last = Release(Path(), {"version": previous}) if previous else None
    assert next_version(last, reasons, given).version == expected


@pytest.fixture
def add(corpus: Path, outputs: Path, run_stages: Callable[[Path, Path], None]) -> None:
    """A record more than in the last release."""
    (corpus / "made-up-north/second.txt").write_text("架空の文書。\n", encoding="utf-8")
    run_stages(corpus, outputs)


@pytest.mark.long
@pytest.mark.usefixtures("add")
def test_the_number_of_a_release_that_was_removed_is_not_given_again(
    corpus: Path, outputs: Path
) -> None:
    first = release(corpus, outputs)
    assert first.version == "1.1.0"
    assert given_versions(outputs / "releases") == ["1.0.0", "1.1.0"]
    shutil.rmtree(first.path)
    assert preview(corpus, outputs).version == "1.2.0"
    again = release(corpus, outputs)
    assert (again.version, again.content_hash) == ("1.2.0", first.content_hash)
    for folder in ("1.0.0", "1.2.0"):
        shutil.rmtree(outputs / "releases" / folder)
    assert release(corpus, outputs).version == "2.0.0"


@pytest.mark.usefixtures("add")
def test_releases_from_before_the_register_are_entered(corpus: Path, outputs: Path) -> None:
    (outputs / "releases" / REGISTER).unlink(missing_ok=True)
    shutil.rmtree(release(corpus, outputs).path)
    assert given_versions(outputs / "releases") == ["1.0.0", "1.1.0"]


@pytest.mark.usefixtures("add")
@pytest.mark.parametrize("file", ["csv/remarks.csv", "parquet/blocks.parquet", "README.md"])
def test_nothing_is_made_from_the_difference_to_a_damaged_release(
    corpus: Path, outputs: Path, file: str
) -> None:
    damaged = outputs / "releases/1.0.0" / file
    damaged.write_bytes(damaged.read_bytes() + b"\n")
    for make in (release, preview):
        with pytest.raises(NotPublishableError, match=f"1.0.0 is damaged: {file}: its SHA-256"):
            make(corpus, outputs)  # type: ignore[operator]
    assert not (outputs / "releases/1.1.0").exists()


@pytest.mark.usefixtures("add")
def test_a_release_under_another_number_is_told_of(corpus: Path, outputs: Path) -> None:
    (outputs / "releases/1.0.0").rename(outputs / "releases/1.5.0")
    with pytest.raises(NotPublishableError, match=r"states version 1\.0\.0, and the folder is"):
        release(corpus, outputs)
    (fault,) = verify(outputs / "releases/1.5.0").faults
    assert fault.file == "datapackage.json"
    assert "the folder is named 1.5.0" in fault.reason


def test_a_copy_may_have_any_name(published: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(published, tmp_path / "copy")
    assert verify(copy).faults == []
    assert json.loads((copy / "datapackage.json").read_text())["version"] == "1.0.0"
