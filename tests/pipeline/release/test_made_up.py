"""Made-up records are published as what they are, and never beside real ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.ingestion.collection import Collection, read_collection
from pipeline.release.made_up import is_made_up, refuse_mixture
from pipeline.release.publish import release
from pipeline.release.refusal import NotPublishableError
from pipeline.release.version import Release

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


@pytest.mark.long
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


@pytest.fixture
def real(pristine: Path) -> list[Collection]:
    return [
        read_collection(pristine / "corpus" / name) for name in ("made-up-north", "made-up-south")
    ]


@pytest.fixture
def made_up(real: list[Collection]) -> list[Collection]:
    return [replace(collection, made_up=True) for collection in real]


def test_records_are_made_up_where_any_collection_says_so(
    real: list[Collection], made_up: list[Collection]
) -> None:
    assert not is_made_up(real)
    assert not is_made_up([])
    assert is_made_up(made_up)
    assert is_made_up([real[0], made_up[1]])


def test_a_mixture_is_refused_by_the_names_of_what_is_made_up(
    real: list[Collection], made_up: list[Collection]
) -> None:
    with pytest.raises(NotPublishableError) as refused:
        refuse_mixture([made_up[1], real[0]], None)
    assert "made-up-south are made up" in str(refused.value)
    assert "made-up-north" not in str(refused.value)


def test_a_history_of_one_sort_is_let_pass(
    real: list[Collection], made_up: list[Collection]
) -> None:
    before = {
        name: Release(Path("1.0.0"), {"version": "1.0.0", **stated})
        for name, stated in {"real": {}, "made-up": {"made_up": True}}.items()
    }
    refuse_mixture(real, None)
    refuse_mixture(made_up, None)
    refuse_mixture(real, before["real"])
    refuse_mixture(made_up, before["made-up"])
    # Without collections nothing is said of the history.
    refuse_mixture([], before["made-up"])
    for collections, name in ((real, "made-up"), (made_up, "real")):
        with pytest.raises(NotPublishableError, match=r"release 1\.0\.0 are"):
            refuse_mixture(collections, before[name])
