from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.release.publish import release
from schemas.meetings import Meetings

PROGRAM = """
import sys
from pathlib import Path

from pipeline.ingestion.collection import collection_ids
from pipeline.release.publish import release
from pipeline.run.stage_tables import WRITES
from pipeline.run.stages import run_stage
from pipeline.run.store import Store

corpus, outputs = map(Path, sys.argv[1:])
for collection_id in collection_ids(corpus):
    for stage in WRITES:
        run_stage(stage, corpus / collection_id, Store(outputs))
print(release(corpus, outputs).content_hash)
"""

Run = Callable[..., None]


def hash_in(release: Path) -> str:
    return str(json.loads((release / "datapackage.json").read_bytes())["content_hash"])


@pytest.mark.long
@pytest.mark.parametrize("threads", [1, 2])
def test_any_number_of_threads_gives_the_same_hash_and_the_same_tables(
    pristine: Path, published: Path, tmp_path: Path, threads: int
) -> None:
    environment = {
        **os.environ,
        "POLARS_MAX_THREADS": str(threads),
        "PYTHONHASHSEED": str(threads),
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, pristine / "corpus", tmp_path / "outputs"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == hash_in(published)
    for file in (*published.glob("csv/*"), *published.glob("parquet/*")):
        made = tmp_path / "outputs/latest" / file.relative_to(published)
        assert made.read_bytes() == file.read_bytes()


def test_the_hash_is_of_the_content_not_of_place_or_time(
    corpus: Path, published: Path, tmp_path: Path, run_stages: Run
) -> None:
    for file in sorted(corpus.rglob("*"), reverse=True):
        os.utime(file, (0, 0))
    run_stages(corpus, tmp_path / "elsewhere")
    run = release(corpus, tmp_path / "elsewhere")
    assert run.is_new
    assert run.content_hash == hash_in(run.path) == hash_in(published)


def test_one_character_changes_the_hash(
    corpus: Path, outputs: Path, published: Path, run_stages: Run
) -> None:
    memo = corpus / "made-up-north/memo.txt"
    memo.write_text(memo.read_text(encoding="utf-8").replace("賛成。", "賛同。"), encoding="utf-8")
    run_stages(corpus, outputs)
    run = release(corpus, outputs)
    assert run.is_new
    assert run.content_hash == hash_in(run.path) != hash_in(published)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Made-up Office", "Made-up Ministry"),
        *(
            pytest.param(old, new, marks=pytest.mark.long)
            for old, new in (
                ("Nothing in it was ever said.", "None of it was ever said."),
                ("terms/2.0", "terms/2.1"),
                ("Made-up Terms (Version 2.0)", "Made-up Terms 2.0"),
            )
        ),
    ],
)
def test_a_corrected_attribution_is_published(
    corpus: Path, outputs: Path, run_stages: Run, old: str, new: str
) -> None:
    toml = corpus / "made-up-north/collection.toml"
    text = toml.read_text(encoding="utf-8")
    assert text.count(old) == 1
    toml.write_text(text.replace(old, new), encoding="utf-8")
    run_stages(corpus, outputs)
    assert release(corpus, outputs).version == "1.0.1"
    published = (outputs / "latest/datapackage.json").read_text(encoding="utf-8")
    assert new in published
    assert old not in published


@pytest.mark.long
def test_a_better_description_does_not_hold_up_the_next_run(
    corpus: Path, outputs: Path, run_stages: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Meetings, "__doc__", "A meeting, better described than before.")
    run_stages(corpus, outputs, anew=True)
    assert release(corpus, outputs).version in {"1.0.0", "1.0.1"}
