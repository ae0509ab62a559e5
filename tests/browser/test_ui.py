from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl
from playwright.sync_api import Page, expect

from pipeline.run.store import Store
from tests.browser.conftest import BROKEN, Ui

RUN_MILLISECONDS = 180_000


def test_the_graph_shows_the_groups_of_all_stages(ui: Ui, page: Page, pictures: Path) -> None:
    page.goto(f"{ui.url}/asset-groups")
    for group in ("ingestion", "segmentation", "normalisation", "export"):
        expect(page.get_by_text(group, exact=True).first).to_be_visible()
    page.wait_for_timeout(3000)
    page.screenshot(path=pictures / "graph.png")


def test_the_ui_starts_without_a_warning(ui: Ui) -> None:
    printed = ui.log.read_text(encoding="utf-8")
    assert "Serving dagster-webserver" in printed
    assert not re.findall(".*(?:warn|deprecat|supersed|error).*", printed, re.IGNORECASE)


def test_a_collection_read_from_the_job_page_succeeds(ui: Ui, page: Page, pictures: Path) -> None:
    seed = next(path.name for path in ui.corpus.iterdir() if path.name != BROKEN)
    launch(page, ui, seed)
    page.goto(f"{ui.url}/runs")
    expect(page.get_by_text("Success").first).to_be_visible(timeout=RUN_MILLISECONDS)
    page.screenshot(path=pictures / "runs.png")
    remarks = Store(ui.outputs).read("remarks", seed)
    assert remarks.filter(pl.col("kind") == "remark").height == 68
    page.goto(f"{ui.url}/assets/remarks?view=checks")
    expect(page.get_by_text("remarks_match_source").first).to_be_visible()
    page.screenshot(path=pictures / "checks.png")


def test_a_broken_record_shows_a_failed_check_and_the_other_rows(
    ui: Ui, page: Page, pictures: Path
) -> None:
    launch(page, ui, BROKEN)
    store = Store(ui.outputs)
    wait_until(lambda: store.path("remarks", BROKEN).exists())
    page.goto(f"{ui.url}/assets/documents?view=checks&checkDetail=documents_texts")
    expect(page.get_by_text("Failed").first).to_be_visible(timeout=RUN_MILLISECONDS)
    expect(page.get_by_text(f"{BROKEN}/broken.txt:1: not decodable").first).to_be_visible()
    page.wait_for_timeout(3000)
    page.screenshot(path=pictures / "failed-check.png")
    assert store.read("remarks", BROKEN).filter(pl.col("kind") == "remark").height == 68
    issues = store.read("quality_issues", BROKEN)
    assert issues["document_id"].to_list() == [f"{BROKEN}/broken.txt"]


def test_the_page_of_a_run_of_several_collections_follows_it_to_its_end(
    ui: Ui, page: Page, pictures: Path
) -> None:
    page.goto(f"{ui.url}/locations/gijiroku/jobs/read_collections/playground")
    expect(page.locator(".CodeMirror")).to_contain_text("force: false")
    fill_in(page, "force: false", "force: perhaps")
    expect(page.get_by_text('Value "perhaps" of type')).to_be_visible()
    fill_in(page, "force: perhaps", "force: true")
    expect(page.get_by_text('Value "perhaps" of type')).to_have_count(0)
    # What is left out has its default; and the picture names no folders of the machine.
    fill_in(page, r"  folders:\n(    .*\n)+", "")
    page.wait_for_timeout(2000)
    page.screenshot(path=pictures / "launchpad.png")
    page.get_by_role("button", name="Launch Run").click()
    page.wait_for_url("**/runs/**")
    # The page is not loaded anew: the end of the run and its last event come to it.
    expect(page.get_by_text("Success", exact=True).first).to_be_visible(timeout=RUN_MILLISECONDS)
    expect(page.get_by_text("RUN_SUCCESS").first).to_be_visible(timeout=20_000)
    expect(page.get_by_text("Executing (0)")).to_be_visible()
    expect(page.get_by_text("Succeeded (1)")).to_be_visible()
    page.screenshot(path=pictures / "run.png")
    page.goto(f"{ui.url}/assets/remarks?view=partitions")
    collections = len(list(ui.corpus.iterdir()))
    expect(page.get_by_text(f"Materialized ({collections})")).to_be_visible()


def test_a_new_folder_has_a_partition_and_all_are_read_by_a_backfill(
    ui: Ui, page: Page, pictures: Path
) -> None:
    seed = next(path for path in ui.corpus.iterdir() if path.name != BROKEN)
    dropped = ui.corpus / "new-folder"
    dropped.mkdir()
    shutil.copy(seed / "collection.toml", dropped)
    memo = next(seed.glob("*.txt")).read_text(encoding="utf-8")
    (dropped / "memo.txt").write_text(memo.replace("第１回、", "第二回、"), encoding="utf-8")
    # By the sensor that is always on.
    page.wait_for_timeout(25_000)
    page.goto(f"{ui.url}/locations/gijiroku/jobs/read_collection")
    page.get_by_role("button", name="Materialize all").first.click()
    page.get_by_role("button", name="All", exact=True).click()
    page.get_by_role("button", name="Launch backfill").click()
    store = Store(ui.outputs)
    wait_until(lambda: store.path("quality_issues", "new-folder").exists())
    page.goto(f"{ui.url}/runs?view=backfills")
    expect(page.get_by_text("3 partitions").first).to_be_visible()
    expect(page.get_by_text("Success").first).to_be_visible(timeout=RUN_MILLISECONDS)
    page.screenshot(path=pictures / "backfill.png")


LAUNCH_CHECK = """
mutation ($params: ExecutionParams!) {
  launchRun(executionParams: $params) { __typename ... on LaunchRunSuccess { run { runId } } }
}
"""


def test_a_failed_check_is_asked_again_by_itself(ui: Ui, page: Page) -> None:
    # The button of the page is grey: Dagster 1.13 has none for checks of partitioned assets.
    file = Store(ui.outputs).path("documents", BROKEN)
    before = file.stat().st_mtime_ns
    params = {
        "mode": "default",
        "runConfigData": "{}",
        "executionMetadata": {"tags": [{"key": "dagster/partition", "value": BROKEN}]},
        "selector": {
            "repositoryLocationName": "gijiroku",
            "repositoryName": "__repository__",
            "jobName": "read_collection",
            "assetSelection": [],
            "assetCheckSelection": [
                {"assetKey": {"path": ["documents"]}, "name": "documents_texts"}
            ],
        },
    }
    page.goto(ui.url)
    answer = page.request.post(
        f"{ui.url}/graphql", data={"query": LAUNCH_CHECK, "variables": {"params": params}}
    ).json()
    run_id = answer["data"]["launchRun"]["run"]["runId"]
    page.goto(f"{ui.url}/runs/{run_id}")
    expect(page.get_by_text("Success", exact=True).first).to_be_visible(timeout=RUN_MILLISECONDS)
    expect(page.get_by_text("ASSET_CHECK_EVALUATION", exact=True)).to_have_count(1)
    expect(page.get_by_text("documents_texts").first).to_be_visible()
    assert file.stat().st_mtime_ns == before


def test_a_dry_run_publishes_nothing(ui: Ui, page: Page) -> None:
    page.goto(f"{ui.url}/locations/gijiroku/jobs/dry_run_release/playground")
    page.get_by_role("button", name="Launch Run").click()
    expect(page.get_by_text("Success", exact=True).first).to_be_visible(timeout=RUN_MILLISECONDS)
    page.goto(f"{ui.url}/assets/release?view=events")
    expect(page.get_by_text("first release").first).to_be_visible()
    assert not (ui.outputs / "releases").exists()


def test_the_sensor_brings_a_dropped_file_into_a_release(
    ui: Ui, page: Page, pictures: Path
) -> None:
    for sensor in ("release_after_reading", "corpus_changes"):
        page.goto(f"{ui.url}/locations/gijiroku/sensors/{sensor}")
        page.locator("label:has(input[type=checkbox])").first.click()
        expect(page.locator("input[type=checkbox]").first).to_be_checked()
    seed = next(path for path in ui.corpus.iterdir() if path.name != BROKEN)
    dropped = ui.corpus / "dropped"
    dropped.mkdir()
    shutil.copy(seed / "collection.toml", dropped)
    memo = next(seed.glob("*.txt")).read_text(encoding="utf-8")
    (dropped / "memo.txt").write_text(memo.replace("第１回、", "第一回、"), encoding="utf-8")

    def is_published() -> bool:
        meetings = ui.outputs / "latest/parquet/meetings.parquet"
        if not meetings.exists():
            return False
        return "dropped" in pl.read_parquet(meetings)["collection_id"].to_list()

    wait_until(is_published)
    page.goto(f"{ui.url}/locations/gijiroku/sensors/corpus_changes")
    page.wait_for_timeout(4000)
    page.screenshot(path=pictures / "sensor.png")
    page.goto(f"{ui.url}/assets/release")
    expect(page.get_by_text(re.compile(r"\d+\.\d+\.\d+")).first).to_be_visible()
    page.wait_for_timeout(2000)
    # Without the rows further down, which name folders of the machine.
    page.screenshot(
        path=pictures / "release.png", clip={"x": 0, "y": 0, "width": 1440, "height": 800}
    )


def launch(page: Page, ui: Ui, collection: str) -> None:
    page.goto(f"{ui.url}/locations/gijiroku/jobs/read_collection")
    page.get_by_role("button", name="Materialize all").first.click()
    page.get_by_role("button", name="All", exact=True).click()
    for name in sorted(path.name for path in ui.corpus.iterdir()):
        if name != collection:
            page.locator(f"[data-tooltip='{name}'] [aria-label=close]").click()
    page.get_by_role("button", name=re.compile("^Launch 1 run")).click()
    page.wait_for_timeout(3000)


def fill_in(page: Page, pattern: str, words: str) -> None:
    """Replace what a pattern finds in the editor of the launchpad."""
    page.locator(".CodeMirror").evaluate(
        "({ CodeMirror }, [pattern, words]) =>"
        " CodeMirror.setValue(CodeMirror.getValue().replace(new RegExp(pattern), words))",
        [pattern, words],
    )


def wait_until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + RUN_MILLISECONDS / 1000
    while not holds():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(1)
