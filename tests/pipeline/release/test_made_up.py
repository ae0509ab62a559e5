"""Made-up records are published as what they are, and never beside real ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.release.publish import release
from pipeline.release.refusal import NotPublishableError

RunStages = Callable[[Path, Path], None]


def make_up(corpus: Path, *names: str) -> None:
    """Say that collections are made up."""
    for name in names:
        file = corpus / name / "collection.toml"
        file.write_text("made_up = true\n" + file.read_text(encoding="utf-8"), encoding="utf-8")


def published(outputs: Path) -> list[str]:
    return sorted(path.name for path in (outputs / "releases").glob("[0-9]*"))


def test_a_release_of_made_up_records_says_so(
    corpus: Path, tmp_path: Path, run_stages: RunStages
) -> None:
    make_up(corpus, "made-up-north", "made-up-south")
    run_stages(corpus, tmp_path / "new")
    path = release(corpus, tmp_path / "new").path
    descriptor = json.loads((path / "datapackage.json").read_text(encoding="utf-8"))
    assert descriptor["made_up"] is True
    assert [source["made_up"] for source in descriptor["sources"]] == [True, True]
    assert "No such body exists" in descriptor["description"]
    assert "架空の記録" in descriptor["description_ja"]
    readme = (path / "README.md").read_text(encoding="utf-8")
    assert "No such body exists, and nobody said any of it." in readme
    assert "会議体は実在せず" in readme
    assert "processing the published records" not in readme


def test_a_release_of_real_records_does_not(pristine: Path) -> None:
    path = pristine / "outputs/releases/1.0.0"
    assert "made_up" not in (path / "datapackage.json").read_text(encoding="utf-8")
    assert "No such body exists" not in (path / "README.md").read_text(encoding="utf-8")


def test_made_up_records_are_not_published_beside_others(
    corpus: Path, tmp_path: Path, run_stages: RunStages
) -> None:
    make_up(corpus, "made-up-south")
    run_stages(corpus, tmp_path / "new")
    with pytest.raises(NotPublishableError, match="made-up-south are made up"):
        release(corpus, tmp_path / "new")
    assert published(tmp_path / "new") == []


def test_made_up_records_do_not_follow_real_ones(
    corpus: Path, outputs: Path, run_stages: RunStages
) -> None:
    make_up(corpus, "made-up-north", "made-up-south")
    run_stages(corpus, outputs)
    with pytest.raises(
        NotPublishableError, match=r"made-up, and those of release 1\.0\.0 are real"
    ):
        release(corpus, outputs)
    assert published(outputs) == ["1.0.0"]


def test_real_records_do_not_follow_made_up_ones(
    corpus: Path, tmp_path: Path, run_stages: RunStages
) -> None:
    real = (corpus / "made-up-north/collection.toml").read_bytes()
    make_up(corpus, "made-up-north", "made-up-south")
    run_stages(corpus, tmp_path / "new")
    release(corpus, tmp_path / "new")
    (corpus / "made-up-north/collection.toml").write_bytes(real)
    file = corpus / "made-up-south/collection.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("made_up = true\n", ""), "utf-8")
    run_stages(corpus, tmp_path / "new")
    with pytest.raises(
        NotPublishableError, match=r"real, and those of release 1\.0\.0 are made-up"
    ):
        release(corpus, tmp_path / "new")
