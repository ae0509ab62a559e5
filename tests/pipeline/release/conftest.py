from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.ingestion.collection import collection_ids
from pipeline.release.publish import ReleaseRun, release
from pipeline.run.stage_tables import WRITES
from pipeline.run.stages import run_stage
from pipeline.run.store import Store

Again = Callable[[], ReleaseRun]

NORTH_TOML = """\
record_kind = "points"

[body]
ja = "北の架空観測会議"
en = "Made-up Northern Observation Council"

[publisher]
ja = "架空府"
en = "Made-up Office"

[license]
name = "架空利用規約（第2.0版）"
name_en = "Made-up Terms (Version 2.0)"
url = "https://example.org/terms/2.0"

[source]
title = "北の架空観測会議 論点メモ"
url = "https://example.org/north"
note = "Nothing in it was ever said."
"""

SOUTH_TOML = """\
record_kind = "points"

[body]
ja = "南の架空観測会議"

[publisher]
ja = "架空市"

[license]
name = "架空市利用規約"
url = "https://example.org/city-terms"
"""

NORTH = """\
第１回北の架空観測会議 論点メモ
日 時：令和６年４月１日（月）10：00～11：30
場 所：みどり会館 大会議室（４階）
出席者：
委員：青木委員、坂本委員（座長）

概 要：
＜座長挨拶＞
l 始めに、雲の

話をする。
＜議題１：雲の見方＞
【その他意見】
l 賛成。
l 霧も見たい。
以上
"""

SOUTH = r"""第２回南の架空観測会議 論点メモ
日 時：令和６年６月３日（月）13：30～15：00
場 所：さざなみ会館 小会議室（２階）
出席者：
委員：青木委員、石川委員

概 要：
＜議題１：「虹」,"霧"の見方＞
l =SUM(A1:A3)と書いた札を掲げる。
l 印は\nの二文字で、\も要る。"以上"とする。
以上
"""


@pytest.fixture(scope="session")
def run_stages(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., None]:
    """Run every stage on every collection of a corpus.

    What the stages write follows from the files of the collection, so it is kept, and copied where
    the same collection is read once more, unless it is to be read anew.
    """
    kept: dict[tuple[str, frozenset[tuple[Path, bytes]]], Path] = {}

    def run(corpus: Path, outputs: Path, *, anew: bool = False) -> None:
        for collection_id in collection_ids(corpus):
            folder = corpus / collection_id
            files = (file for file in folder.rglob("*") if file.is_file())
            content = frozenset((file.relative_to(folder), file.read_bytes()) for file in files)
            read = kept.get((collection_id, content))
            if read is None or anew:
                read = kept[collection_id, content] = tmp_path_factory.mktemp("read")
                for stage in WRITES:
                    run_stage(stage, folder, Store(read))
            shutil.copytree(read, outputs, dirs_exist_ok=True)

    return run


@pytest.fixture(scope="session")
def pristine(
    tmp_path_factory: pytest.TempPathFactory, run_stages: Callable[[Path, Path], None]
) -> Path:
    """A folder with `corpus`, two made-up collections, and `outputs`, where it is published."""
    root = tmp_path_factory.mktemp("pristine")
    for name, toml, text in (
        ("made-up-north", NORTH_TOML, NORTH),
        ("made-up-south", SOUTH_TOML, SOUTH),
    ):
        folder = root / "corpus" / name
        folder.mkdir(parents=True)
        (folder / "collection.toml").write_text(toml, encoding="utf-8")
        (folder / "memo.txt").write_text(text, encoding="utf-8")
    run_stages(root / "corpus", root / "outputs")
    release(root / "corpus", root / "outputs")
    return root


@pytest.fixture(scope="session")
def published(pristine: Path) -> Path:
    """The release folder of the made-up corpus. Not to be changed."""
    return pristine / "outputs/releases/1.0.0"


@pytest.fixture
def corpus(pristine: Path, tmp_path: Path) -> Path:
    """A copy of the made-up corpus, to be changed."""
    return shutil.copytree(pristine / "corpus", tmp_path / "corpus")


@pytest.fixture
def outputs(pristine: Path, tmp_path: Path) -> Path:
    """A copy of its outputs, with the store and release 1.0.0, to be changed."""
    return shutil.copytree(pristine / "outputs", tmp_path / "outputs", symlinks=True)


@pytest.fixture
def again(corpus: Path, outputs: Path, run_stages: Callable[[Path, Path], None]) -> Again:
    """Run everything once more on the copy of the corpus, and publish it."""

    def run() -> ReleaseRun:
        run_stages(corpus, outputs)
        return release(corpus, outputs)

    return run
