from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from pipeline.checks import CHECKS, Check, CheckResult
from pipeline.ingestion.source_text import SourceText
from pipeline.limits import Limits
from pipeline.run.stage_tables import READS, WRITES
from pipeline.run.stages import StageRun, run_stage
from pipeline.run.store import Store, file_sha256
from schemas import STAGE_TABLES, TABLES
from schemas.vocabulary import Severity, Stage

CHAIN = (Stage.INGESTION, Stage.SEGMENTATION, Stage.NORMALISATION, Stage.LANGUAGE)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "outputs")


def run_chain(folder: Path, store: Store) -> dict[Stage, StageRun]:
    return {stage: run_stage(stage, folder, store) for stage in CHAIN}


def failed(run: StageRun) -> list[str]:
    return [result.check.name for result in run.results if not result.passed]


def result(*, blocking: bool, passed: bool) -> CheckResult:
    check = Check(
        "made_up",
        "documents",
        Stage.INGESTION,
        Severity.ERROR,
        blocking,
        "Made up.",
        "架空",
        lambda frames: frames["documents"],
    )
    return CheckResult(check, passed, 0 if passed else 1, pl.DataFrame())


def test_the_stages_follow_each_other_through_the_store(
    collection_of: Callable[..., Path], store: Store, memo: str
) -> None:
    folder = collection_of({"memo.txt": memo.encode()})
    runs = run_chain(folder, store)
    assert [failed(run) for run in runs.values()] == [[], [], [], []]
    assert not any(run.blocked for run in runs.values())
    heights = {name: store.read(name, "made-up").height for name in STAGE_TABLES}
    assert heights == {
        "documents": 1,
        "blocks": 14,
        "meetings": 1,
        "agenda_items": 3,
        "attendance": 2,
        "remarks": 2,
        "quality_issues": 0,
        # 始め, 雲, 話 and 賛成; 座長|挨拶, 雲|の|見方, その|他|意見 are 8 tokens of headings.
        "terms": 4,
        "sentences": 5,
        "tokens": 19,
    }
    for stage, run in runs.items():
        assert tuple(run.tables) == WRITES[stage]
        assert run.seconds > 0
        for name, rows in run.tables.items():
            assert store.read(name, "made-up").equals(rows)


def test_segmentation_finds_the_layouts_of_documents(
    collection_of: Callable[..., Path], store: Store, memo: str
) -> None:
    folder = collection_of({"memo.txt": memo.encode(), "other.txt": b"\xff"})
    run_chain(folder, store)
    assert store.read("documents", "made-up")["layout"].to_list() == [None, None]
    styles = store.read("speaker_styles", "made-up")
    assert styles.select("document_id", "layout").rows() == [
        ("made-up/memo.txt", "points_memo"),
        ("made-up/other.txt", None),
    ]


def test_a_bad_file_is_reported_and_the_good_ones_go_through(
    collection_of: Callable[..., Path], store: Store, memo: str
) -> None:
    files = {
        "bad.txt": b"\xff\xff\xff",
        "diary.txt": "架空の日記\n".encode(),
        "memo.txt": memo.replace("（月）", "（火）").encode("cp932"),
    }
    runs = run_chain(collection_of(files), store)
    assert failed(runs[Stage.INGESTION]) == ["documents_decodes"]
    assert failed(runs[Stage.SEGMENTATION]) == ["layout_known"]
    assert failed(runs[Stage.NORMALISATION]) == ["meetings_weekday_matches_date"]
    assert not any(run.blocked for run in runs.values())
    issues = store.read("quality_issues", "made-up")
    assert sorted(issues.select("stage", "rule", "document_id").rows()) == [
        ("ingestion", "decodes", "made-up/bad.txt"),
        ("normalisation", "weekday_matches_date", "made-up/memo.txt"),
        ("segmentation", "layout_known", "made-up/diary.txt"),
    ]
    assert store.read("remarks", "made-up").height == 2
    assert TABLES["quality_issues"].validate(issues, lazy=True).equals(issues)
    assert issues.equals(issues.sort("collection_id", "quality_issue_id"))


def test_without_terms_every_file_is_kept_out_and_the_stages_run_on(
    collection_of: Callable[..., Path], store: Store, memo: str
) -> None:
    runs = run_chain(collection_of({"memo.txt": memo.encode()}, None), store)
    assert failed(runs[Stage.INGESTION]) == ["documents_terms_stated"]
    assert store.read("documents", "made-up")["status"].to_list() == ["quarantined"]
    assert store.read("meetings", "made-up").is_empty()
    assert store.read("quality_issues", "made-up")["rule"].to_list() == ["terms_stated"]


def test_an_empty_collection_is_empty_tables_and_an_issue(
    collection_of: Callable[..., Path], store: Store
) -> None:
    runs = run_chain(collection_of({}), store)
    assert [failed(run) for run in runs.values()] == [["documents_holds_records"], [], [], []]
    rows = {name: store.read(name, "made-up").height for name in STAGE_TABLES}
    assert rows == dict.fromkeys(STAGE_TABLES, 0) | {"quality_issues": 1}


def test_the_ledger_ties_verdicts_to_files(
    collection_of: Callable[..., Path], store: Store, memo: str
) -> None:
    run_chain(collection_of({"memo.txt": memo.encode(), "bad.txt": b""}), store)
    for stage in CHAIN:
        entry = store.read_ledger("made-up", stage)
        assert entry is not None
        assert tuple(entry.read) == READS[stage]
        assert tuple(entry.written) == WRITES[stage]
        for name, digest in {**entry.read, **entry.written}.items():
            assert digest == file_sha256(store.path(name, "made-up"))
        assert [verdict.name for verdict in entry.verdicts] == [c.name for c in CHECKS[stage]]
    ingestion = store.read_ledger("made-up", Stage.INGESTION)
    assert ingestion is not None
    failing = [verdict for verdict in ingestion.verdicts if not verdict.passed]
    assert [(v.name, v.severity, v.blocking, v.failing_count) for v in failing] == [
        ("documents_not_empty", "error", False, 1)
    ]


def test_the_ledger_keeps_the_limits_of_the_run(
    collection_of: Callable[..., Path], store: Store, memo: str
) -> None:
    folder = collection_of({"memo.txt": memo.encode(), "long.txt": b"a" * 1000})
    run = run_stage(Stage.INGESTION, folder, store, Limits(max_document_bytes=999))
    assert failed(run) == ["documents_size_limit"]
    of_ingestion = {
        "max_document_bytes": 999,
        "max_unpacked_bytes": 268_435_456,
        "max_document_pages": 5000,
        "max_document_seconds": 60,
    }
    assert store.limits("made-up") == of_ingestion
    run_chain(folder, store)
    assert store.limits("made-up") == {
        **of_ingestion,
        "max_document_bytes": 67_108_864,
        "max_unrecognised_share": 0.05,
        "language": True,
    }
    assert failed(run_stage(Stage.INGESTION, folder, store)) == []


def test_what_a_stage_reads_was_written_by_one_before() -> None:
    written: set[str] = set()
    for stage in CHAIN:
        assert set(READS[stage]) <= written
        written.update(WRITES[stage])
    assert set(STAGE_TABLES) <= written


@pytest.mark.parametrize("stage", [Stage.SEGMENTATION, Stage.NORMALISATION])
def test_a_stage_cannot_run_before_the_one_before(
    collection_of: Callable[..., Path], store: Store, stage: Stage
) -> None:
    with pytest.raises(FileNotFoundError, match="documents"):
        run_stage(stage, collection_of({}), store)
    assert store.read_ledger("made-up", stage) is None


def test_a_rerun_writes_the_same_bytes(
    collection_of: Callable[..., Path], tmp_path: Path, memo: str
) -> None:
    folder = collection_of({"memo.txt": memo.encode(), "bad.txt": b"\xff\xff"})
    digests = []
    for name in ("first", "second"):
        store = Store(tmp_path / name)
        run_chain(folder, store)
        digests.append(store.digests(STAGE_TABLES, "made-up"))
    assert digests[0] == digests[1]


def test_a_removed_file_is_gone_after_a_rerun(
    collection_of: Callable[..., Path], store: Store, memo: str
) -> None:
    folder = collection_of({"memo.txt": memo.encode(), "other.txt": memo.encode("cp932")})
    run_chain(folder, store)
    (folder / "other.txt").unlink()
    run_chain(folder, store)
    assert store.read("documents", "made-up")["path"].to_list() == ["memo.txt"]
    assert store.read("meetings", "made-up").height == 1


def test_a_stage_is_blocked_by_a_failed_check_that_blocks() -> None:
    good = result(blocking=True, passed=True)
    let_through = result(blocking=False, passed=False)
    stopped = result(blocking=True, passed=False)
    assert StageRun({}, [], 0.1).blocked is False
    assert StageRun({}, [good, let_through], 0.1).blocked is False
    assert StageRun({}, [good, stopped, let_through], 0.1).blocked is True


def test_the_verdict_of_a_blocked_stage_is_kept(
    collection_of: Callable[..., Path], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocking = Check(
        "made_up",
        "documents",
        Stage.INGESTION,
        Severity.ERROR,
        True,
        "Made up.",
        "架空",
        lambda frames: frames["documents"],
    )
    monkeypatch.setitem(CHECKS, Stage.INGESTION, [blocking])
    run = run_stage(Stage.INGESTION, collection_of({"a.txt": b"a", "b.txt": b"b"}), store)
    assert run.blocked
    entry = store.read_ledger("made-up", Stage.INGESTION)
    assert entry is not None
    (verdict,) = entry.verdicts
    assert (verdict.name, verdict.blocking, verdict.passed, verdict.failing_count) == (
        "made_up",
        True,
        False,
        2,
    )


def test_a_check_that_fails_for_a_document_blocks_where_it_fails_without_it_too(
    collection_of: Callable[..., Path], store: Store, memo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_chain(collection_of({"a.txt": memo.encode(), "b.txt": memo.encode("cp932")}), store)
    (good,) = [c for c in CHECKS[Stage.SEGMENTATION] if c.name == "blocks_conserve_text"]
    # Quarantined or not, the document is said to fail.
    own = replace(
        good,
        name="made_up",
        failing=lambda frames: frames["documents"].select("document_id").head(1),
    )
    monkeypatch.setitem(CHECKS, Stage.SEGMENTATION, [*CHECKS[Stage.SEGMENTATION], own])
    run = run_stage(Stage.SEGMENTATION, store.root.parents[1] / "corpus/made-up", store)
    assert run.blocked
    assert failed(run) == ["documents_segmented", "made_up"]


def test_a_file_that_cannot_be_opened_is_named_and_the_others_go_on(
    collection_of: Callable[..., Path], store: Store, memo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = collection_of({"locked.txt": b"x", "memo.txt": memo.encode()})
    opened = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        if path.name == "locked.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    runs = run_chain(folder, store)
    assert failed(runs[Stage.INGESTION]) == ["documents_file_readable"]
    assert store.read("documents", "made-up")["path"].to_list() == ["memo.txt"]
    (issue,) = store.read("quality_issues", "made-up").iter_rows(named=True)
    assert (issue["rule"], issue["document_id"]) == ("file_readable", None)
    assert issue["row_key"] == "made-up/locked.txt"
    assert "Permission denied" in issue["message"]
    assert str(folder) not in issue["message"]


def test_a_row_that_documents_cannot_hold_is_named_and_the_others_go_on(
    collection_of: Callable[..., Path], store: Store, memo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "pipeline.ingestion.ingest._media_type",
        lambda path: "no type" if path.name == "odd.txt" else "text/plain",
    )
    monkeypatch.setattr(
        "pipeline.ingestion.ingest.source_text",
        lambda name, content, extractor: SourceText(
            "no type" if name == "odd.txt" else "text/plain", content.decode()
        ),
    )
    runs = run_chain(collection_of({"odd.txt": b"x", "memo.txt": memo.encode()}), store)
    assert failed(runs[Stage.INGESTION]) == ["documents_read"]
    assert store.read("documents", "made-up")["path"].to_list() == ["memo.txt"]
    assert store.read("meetings", "made-up").height == 1
    (issue,) = store.read("quality_issues", "made-up").iter_rows(named=True)
    assert (issue["rule"], issue["document_id"]) == ("document_consistent", "made-up/odd.txt")
    assert "documents_schema" in issue["message"]


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("call.ice", "x-conference/x-cooltalk"),
        ("book.xlsm", "application/vnd.ms-excel.sheet.macroEnabled.12"),
    ],
)
def test_a_stray_file_of_an_odd_type_stops_nothing(
    collection_of: Callable[..., Path],
    store: Store,
    memo: str,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    media_type: str,
) -> None:
    # What a system knows of endings differs.
    monkeypatch.setattr("mimetypes.guess_type", lambda path: (media_type, None))
    runs = run_chain(collection_of({name: b"x", "memo.txt": memo.encode()}), store)
    assert failed(runs[Stage.INGESTION]) == ["documents_media_type"]
    kept = dict(store.read("documents", "made-up").select("path", "media_type").iter_rows())
    assert kept == {name: media_type.lower(), "memo.txt": "text/plain"}
