from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from pipeline.limits import Limits
from pipeline.run import staleness
from pipeline.run.stages import run_stage
from pipeline.run.staleness import code_version, is_current, source_version, stale_stages
from pipeline.run.store import Store, Verdict
from schemas.vocabulary import Stage
from tests.conftest import MEMO, write_collection

CHAIN = [Stage.INGESTION, Stage.SEGMENTATION, Stage.NORMALISATION, Stage.LANGUAGE]
ROOT = Path(staleness.__file__).parents[2]


FILES = {"memo.txt": MEMO.encode(), "diary.txt": "架空の日記\n".encode()}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs of a run of all stages on the collection. Not to be changed."""
    root = tmp_path_factory.mktemp("staleness")
    folder = write_collection(root, FILES)
    for stage in CHAIN:
        run_stage(stage, folder, Store(root / "outputs"))
    return root / "outputs"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_collection(tmp_path, FILES)


@pytest.fixture
def store(tmp_path: Path, read: Path) -> Store:
    """What a run of all stages leaves behind."""
    return Store(shutil.copytree(read, tmp_path / "outputs"))


def edit(folder: Path) -> None:
    (folder / "diary.txt").write_text("架空の日記、改\n", encoding="utf-8")


def add(folder: Path) -> None:
    (folder / "new.txt").write_text("架空の手紙\n", encoding="utf-8")


def remove(folder: Path) -> None:
    (folder / "diary.txt").unlink()


def rename(folder: Path) -> None:
    (folder / "diary.txt").rename(folder / "letter.txt")


def restate(folder: Path) -> None:
    path = folder / "collection.toml"
    path.write_text(path.read_text("utf-8").replace("架空府", "見本府"), encoding="utf-8")


def test_after_a_run_nothing_is_stale(folder: Path, store: Store) -> None:
    assert stale_stages(folder, store) == []


def test_where_nothing_ran_everything_is_stale(folder: Path, tmp_path: Path) -> None:
    assert stale_stages(folder, Store(tmp_path / "elsewhere")) == CHAIN


@pytest.mark.parametrize("change", [edit, add, remove, rename, restate])
def test_a_change_in_the_folder_makes_all_stale(
    folder: Path, store: Store, change: Callable[[Path], None]
) -> None:
    change(folder)
    assert stale_stages(folder, store) == CHAIN


def test_a_file_that_is_written_again_as_it_was_makes_nothing_stale(
    folder: Path, store: Store
) -> None:
    path = folder / "memo.txt"
    path.write_bytes(path.read_bytes())
    assert stale_stages(folder, store) == []


@pytest.mark.parametrize(
    ("table_name", "expected"),
    [("documents", CHAIN), ("blocks", CHAIN[1:]), ("remarks", CHAIN[2:])],
)
def test_a_table_that_is_not_what_was_written_makes_its_stage_stale(
    folder: Path, store: Store, table_name: str, expected: list[Stage]
) -> None:
    rows = store.read(table_name, "made-up")
    store.write(table_name, "made-up", rows.head(0))
    assert stale_stages(folder, store) == expected
    store.path(table_name, "made-up").unlink()
    assert stale_stages(folder, store) == expected


def test_a_blocked_stage_is_stale(folder: Path, store: Store) -> None:
    def judged(*, blocking: bool) -> None:
        entry = store.read_ledger("made-up", Stage.SEGMENTATION)
        assert entry is not None
        verdict = Verdict("made_up", "error", blocking, False, 1)
        store.write_ledger("made-up", Stage.SEGMENTATION, replace(entry, verdicts=[verdict]))

    judged(blocking=False)
    assert is_current(Stage.SEGMENTATION, folder, store)
    judged(blocking=True)
    assert not is_current(Stage.SEGMENTATION, folder, store)
    assert stale_stages(folder, store) == CHAIN[1:]


def test_other_code_makes_its_stage_stale(
    folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def newer(stage: Stage) -> str:
        return "new" if stage is Stage.NORMALISATION else code_version(stage)

    monkeypatch.setattr(staleness, "code_version", newer)
    assert stale_stages(folder, store) == [Stage.NORMALISATION, Stage.LANGUAGE]


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (Limits(max_document_bytes=1000), CHAIN),
        (Limits(max_unpacked_bytes=1000), CHAIN),
        (Limits(max_document_pages=1000), CHAIN),
        (Limits(max_document_seconds=10), CHAIN),
        (Limits(max_unrecognised_share=0.5), CHAIN[1:]),
        (Limits(max_row_loss_share=0.5), []),
        (Limits(language=False), []),
    ],
)
def test_other_limits_make_stale_what_they_decide(
    folder: Path, store: Store, limits: Limits, expected: list[Stage]
) -> None:
    assert stale_stages(folder, store, limits) == expected
    for stage in expected:
        run_stage(stage, folder, store, limits)
    assert stale_stages(folder, store, limits) == []
    # What was read with other limits is noticed by a run that has the defaults.
    assert stale_stages(folder, store) == expected


def test_another_version_of_a_library_is_other_code(monkeypatch: pytest.MonkeyPatch) -> None:
    before = code_version.__wrapped__(Stage.SEGMENTATION)
    assert code_version.__wrapped__(Stage.SEGMENTATION) == before
    assert re.fullmatch("[0-9a-f]{12}", before)
    monkeypatch.setattr(staleness, "version", lambda library: "0.0.0")
    assert code_version.__wrapped__(Stage.SEGMENTATION) != before


def test_libraries_of_media_are_of_ingestion_and_may_be_absent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = {stage: code_version.__wrapped__(stage) for stage in CHAIN}
    installed = staleness.version

    def without_media(library: str) -> str:
        if library in staleness.MEDIA_LIBRARIES:
            raise staleness.PackageNotFoundError(library)
        return installed(library)

    monkeypatch.setattr(staleness, "version", without_media)
    after = {stage: code_version.__wrapped__(stage) for stage in CHAIN}
    assert [stage for stage in CHAIN if before[stage] != after[stage]] == [Stage.INGESTION]


def files_of(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The files whose content decides the version of a stage's code."""
    read: list[Path] = []
    read_bytes = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read.append(path) or read_bytes(path))
    code_version.__wrapped__(stage)
    return {path.relative_to(ROOT).as_posix() for path in read}


@pytest.mark.parametrize(
    ("stage", "decides", "does_not"),
    [
        (
            Stage.INGESTION,
            [
                "pipeline/ingestion/decoding.py",
                "pipeline/ingestion/ingest.py",
                "pipeline/ingestion/media/fonts/boxes.ttf",
                "pipeline/limits.py",
            ],
            [
                "pipeline/fields/dates.py",
                "pipeline/names/family_and_position.py",
                "pipeline/segmentation/layouts/remarks/points_memo.toml",
                "pipeline/lexicons/speakers.toml",
            ],
        ),
        (
            Stage.SEGMENTATION,
            [
                "pipeline/segmentation/segment.py",
                "pipeline/segmentation/speaker_styles.py",
                "pipeline/segmentation/layouts/remarks/points_memo.toml",
                "pipeline/segmentation/passages.py",
                "pipeline/fields/dates.py",
                "pipeline/lexicons/eras.toml",
            ],
            ["pipeline/ingestion/decoding.py", "pipeline/names/family_and_position.py"],
        ),
        (
            Stage.NORMALISATION,
            [
                "pipeline/normalisation/normalise.py",
                "pipeline/names/family_and_position.py",
                "pipeline/lexicons/positions.toml",
                "schemas/remarks.py",
            ],
            ["pipeline/ingestion/decoding.py"],
        ),
    ],
)
def test_the_code_of_a_stage_is_what_it_imports(
    monkeypatch: pytest.MonkeyPatch, stage: Stage, decides: list[str], does_not: list[str]
) -> None:
    found = files_of(stage, monkeypatch)
    own = f"pipeline/checks/{stage.value}.py"
    assert {own, *decides, "schemas/table.py"} <= found
    assert found.isdisjoint(does_not)


def test_an_import_decides_wherever_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    modules = {
        "top": "from pipeline import function, klass, attempt, handler, case, branch, block",
        "function": "def f():\n    import pipeline.found_1",
        "klass": "class C:\n    def f(self):\n        from pipeline.found_2 import x",
        "attempt": "try:\n    import pipeline.found_3\nfinally:\n    import pipeline.found_4",
        "handler": "try:\n    pass\nexcept ValueError:\n    import pipeline.found_5",
        "case": "match 1:\n    case 1:\n        import pipeline.found_6",
        "branch": "if 0:\n    pass\nelse:\n    for _ in ():\n        import pipeline.found_7",
        "block": "with open(''):\n    import pipeline.found_8",
        **{f"found_{number}": "" for number in range(1, 9)},
    }
    for name, code in modules.items():
        (tmp_path / f"{name}.py").write_text(code)

    def file_of(module: str) -> Path | None:
        return next(tmp_path.glob(f"{module.rpartition('.')[2]}.py"), None)

    monkeypatch.setattr(staleness, "_file_of", file_of)
    files: set[Path] = set()
    staleness._collect("pipeline.top", files)
    assert {file.stem for file in files} == set(modules)


def test_what_joins_the_stages_decides_too(monkeypatch: pytest.MonkeyPatch) -> None:
    files = files_of(Stage.NORMALISATION, monkeypatch)
    assert {"pipeline/run/stages.py", "pipeline/run/stage_tables.py"} <= set(files)


def test_only_normalisation_reads_what_the_collection_states_again(folder: Path) -> None:
    before = {stage: source_version(stage, folder) for stage in CHAIN}
    restate(folder)
    after = {stage: source_version(stage, folder) for stage in CHAIN}
    assert [stage for stage in CHAIN if before[stage] != after[stage]] == [CHAIN[0], CHAIN[2]]
    edit(folder)
    later = {stage: source_version(stage, folder) for stage in CHAIN}
    assert [stage for stage in CHAIN if after[stage] != later[stage]] == [CHAIN[0]]


def test_a_folder_without_terms_has_a_version(collection_of: Callable[..., Path]) -> None:
    folder = collection_of({"memo.txt": b"memo"}, None)
    versions = {source_version(stage, folder) for stage in CHAIN}
    # Segmentation reads no folder, and here normalisation finds nothing in it.
    assert len(versions) == 2


def test_tables_of_another_collection_make_nothing_stale(folder: Path, store: Store) -> None:
    store.write("documents", "other", pl.DataFrame({"document_id": ["other/a.txt"]}))
    assert stale_stages(folder, store) == []


def test_what_is_not_opened_makes_stale_when_it_comes_and_when_it_goes(
    folder: Path, store: Store
) -> None:
    link = folder / "link.txt"
    link.symlink_to("memo.txt")
    assert stale_stages(folder, store) == CHAIN
    for stage in CHAIN:
        run_stage(stage, folder, store)
    assert stale_stages(folder, store) == []
    link.unlink()
    assert stale_stages(folder, store) == CHAIN


def test_a_file_that_cannot_be_read_is_noticed_once(
    folder: Path, store: Store, deny: Callable[[str], None]
) -> None:
    deny("diary.txt")
    assert stale_stages(folder, store) == CHAIN
    for stage in CHAIN:
        run_stage(stage, folder, store)
    assert stale_stages(folder, store) == []


def test_names_that_sort_otherwise_by_folder_are_not_always_stale(
    collection_of: Callable[..., Path], tmp_path: Path
) -> None:
    folder = collection_of({"a/1.txt": "架空の日記\n".encode(), "a-1.txt": "手紙\n".encode()})
    store = Store(tmp_path / "outputs")
    for stage in CHAIN:
        run_stage(stage, folder, store)
    assert stale_stages(folder, store) == []


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_terms_that_are_no_file_have_a_version(
    folder: Path, store: Store, make: Callable[[Path], None]
) -> None:
    (folder / "collection.toml").unlink()
    make(folder / "collection.toml")
    assert stale_stages(folder, store) == CHAIN
