from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from assets.check_groups import CheckGroup, groups_of
from assets.definitions import definitions, defs
from assets.partitions import COLLECTIONS
from pipeline.checks import CHECKS, Check
from pipeline.limits import Limits
from pipeline.release.checks import CHECKS as RELEASE_CHECKS
from pipeline.run.settings import Settings
from schemas import LANGUAGE_TABLES, STAGE_TABLES, TABLES

GROUPS = {
    "documents": "ingestion",
    "blocks": "segmentation",
    "meetings": "normalisation",
    "agenda_items": "normalisation",
    "attendance": "normalisation",
    "remarks": "normalisation",
    "quality_issues": "normalisation",
    "terms": "language",
    "sentences": "language",
    "tokens": "language",
    "release": "export",
}

CHECK_GROUPS = [group for stage in CHECKS for group in groups_of(stage)]

GRAPH = defs.resolve_asset_graph()

ROOT = Path(__file__).parents[2]


def deps_of(name: str) -> set[str]:
    return {key.to_user_string() for key in GRAPH.get(dg.AssetKey(name)).parent_keys}


def test_the_assets_are_the_tables_and_the_release_in_five_groups() -> None:
    nodes = [GRAPH.get(key) for key in GRAPH.get_all_asset_keys()]
    assert {node.key.to_user_string(): node.group_name for node in nodes} == GROUPS


@pytest.mark.parametrize("name", STAGE_TABLES)
def test_a_table_is_an_asset_by_collection(name: str) -> None:
    node = GRAPH.get(dg.AssetKey(name))
    assert node.partitions_def == COLLECTIONS
    assert isinstance(node.partitions_def, dg.DynamicPartitionsDefinition)
    assert node.partitions_def.name == "collections"
    assert node.kinds == {"polars", "parquet"}


@pytest.mark.parametrize("name", GROUPS)
def test_an_asset_is_described_in_both_languages(name: str) -> None:
    english, japanese = (GRAPH.get(dg.AssetKey(name)).description or "").split("\n\n")
    assert english.isascii()
    assert english.endswith(".")
    assert not japanese.isascii()


def test_descriptions_are_those_of_the_schemas() -> None:
    assert GRAPH.get(dg.AssetKey("meetings")).description == (
        "A meeting, as its record states it or its publisher gives it; what neither says is null."
        "\n\n会議"
    )


def test_assets_stand_behind_what_they_are_made_of() -> None:
    assert deps_of("documents") == set()
    assert deps_of("blocks") == {"documents"}
    for name in ("meetings", "agenda_items", "attendance", "remarks", "quality_issues"):
        assert deps_of(name) == {"documents", "blocks"}
    for name in LANGUAGE_TABLES:
        assert deps_of(name) == {"meetings", "agenda_items", "remarks"}
    assert deps_of("release") == set(STAGE_TABLES)


def test_without_the_language_layer_its_tables_are_no_assets() -> None:
    settings = Settings(language=False, limits=Limits(language=False))
    keys = definitions(settings).resolve_asset_graph().get_all_asset_keys()
    assert {key.to_user_string() for key in keys} == GROUPS.keys() - set(LANGUAGE_TABLES)


def test_the_release_is_of_all_collections() -> None:
    node = GRAPH.get(dg.AssetKey("release"))
    assert node.partitions_def is None
    assert node.kinds == {"parquet", "csv"}


@pytest.mark.parametrize("name", STAGE_TABLES)
def test_a_table_shows_its_columns(name: str) -> None:
    schema = GRAPH.get(dg.AssetKey(name)).metadata["dagster/column_schema"]
    shown = [column.name for column in schema.columns]
    assert shown == list(TABLES[name].to_schema().columns)
    assert all("\n\n" in (column.description or "") for column in schema.columns)


def test_a_column_shows_type_meaning_and_constraints() -> None:
    schema = GRAPH.get(dg.AssetKey("remarks")).metadata["dagster/column_schema"]
    columns = {column.name: column for column in schema.columns}
    assert columns["remark_id"].type == "String"
    assert columns["remark_id"].description == "Meeting and a hash of the text.\n\n発言ID"
    assert columns["remark_id"].constraints == dg.TableColumnConstraints(
        nullable=False, unique=True, other=[]
    )
    assert columns["agenda_item_id"].constraints == dg.TableColumnConstraints(
        nullable=True, unique=False, other=["references agenda_items.agenda_item_id"]
    )
    assert columns["kind"].constraints == dg.TableColumnConstraints(
        nullable=False,
        unique=False,
        other=["one of remark, continuation, item, interjection, stage"],
    )


def test_a_table_shows_what_its_columns_are_made_of() -> None:
    shown = GRAPH.get(dg.AssetKey("meetings")).metadata["made_of"].md_str.splitlines()
    assert shown[0] == "| column | made of |"
    assert "| collection_id | documents.collection_id |" in shown
    (title,) = [line for line in shown if line.startswith("| title |")]
    assert "documents.text" in title
    assert "made_of" not in GRAPH.get(dg.AssetKey("documents")).metadata


@pytest.mark.parametrize("name", GROUPS)
def test_an_asset_is_tagged_with_its_stage_and_language(name: str) -> None:
    tags = GRAPH.get(dg.AssetKey(name)).tags
    assert (tags["stage"], tags["language"]) == (GROUPS[name], "ja")


@pytest.mark.parametrize("name", GROUPS)
def test_an_asset_has_the_owner_of_the_settings_and_none_where_none_is_set(name: str) -> None:
    owned = definitions(Settings(owner="team:open-data")).resolve_asset_graph()
    assert owned.get(dg.AssetKey(name)).owners == ["team:open-data"]
    assert GRAPH.get(dg.AssetKey(name)).owners == []


def test_every_group_and_check_of_the_release_is_an_asset_check() -> None:
    of_release = {dg.AssetCheckKey(dg.AssetKey("release"), check.name) for check in RELEASE_CHECKS}
    assert set(GRAPH.asset_check_keys) == {group.key for group in CHECK_GROUPS} | of_release


@pytest.mark.parametrize("group", CHECK_GROUPS, ids=lambda group: group.name)
def test_a_group_tells_of_its_checks_and_is_by_collection(group: CheckGroup) -> None:
    node = GRAPH.get(group.key)
    assert node.partitions_def == COLLECTIONS
    for check in group.checks:
        assert node.blocking is check.blocking
        assert check.en in (node.description or "")
        assert check.ja in (node.description or "")


@pytest.mark.parametrize("check", RELEASE_CHECKS, ids=lambda check: check.name)
def test_a_check_of_the_release_blocks_as_stated(check: Check[Any]) -> None:
    node = GRAPH.get(dg.AssetCheckKey(dg.AssetKey("release"), check.name))
    assert node.blocking is check.blocking
    assert node.description == f"{check.en}\n\n{check.ja}"
    assert node.partitions_def is None


@pytest.mark.parametrize(
    ("table_name", "name", "blocking"),
    [
        ("documents", "documents_whole", True),
        ("documents", "documents_texts", False),
        ("blocks", "blocks_conserve_text", True),
        ("blocks", "unrecognised_share", False),
        ("remarks", "remarks_match_source", True),
        ("remarks", "remarks_read", False),
        ("meetings", "meetings_plausible", False),
        ("release", "release_checksums", True),
        ("release", "release_row_counts", False),
    ],
)
def test_these_block_and_these_do_not(table_name: str, name: str, blocking: bool) -> None:
    assert GRAPH.get(dg.AssetCheckKey(dg.AssetKey(table_name), name)).blocking is blocking


@pytest.mark.parametrize(
    ("job", "expected"), [("read_collection", set(STAGE_TABLES)), ("publish_release", {"release"})]
)
def test_a_job_makes_these_assets(job: str, expected: set[str]) -> None:
    definition = defs.resolve_job_def(job)
    selected = definition.asset_layer.executable_asset_keys
    assert {key.to_user_string() for key in selected} == expected
    by_collection = job == "read_collection"
    assert definition.partitions_def == (COLLECTIONS if by_collection else None)


LOAD_ALL = "from assets.definitions import defs; defs.get_repository_def().load_all_definitions()"

PREVIEWS_IN_USE = """
import sys, warnings

# Nothing is passed over in silence, neither by us nor by Dagster.
warnings.simplefilter = lambda *_, **__: None
warnings.filterwarnings("always")
with warnings.catch_warnings(record=True) as found:
    LOAD_ALL
ours = {str(one.message) for one in found if one.filename.startswith(sys.argv[1])}
print(*sorted(ours), sep="\\n")
"""


def loaded(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Load the definitions in a new process."""
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_loading_is_silent_where_every_warning_is_an_error() -> None:
    done = loaded("-W", "error", "-c", LOAD_ALL)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_of_what_is_no_stable_part_of_dagster_one_is_in_use() -> None:
    done = loaded("-c", PREVIEWS_IN_USE.replace("LOAD_ALL", LOAD_ALL), str(ROOT / "assets"))
    (said,) = done.stdout.splitlines()
    assert said.startswith(
        "Specifying a partitions_def on an AssetCheckSpec is currently in preview"
    )


def test_the_definitions_can_be_loaded() -> None:
    assert dg.Definitions.validate_loadable(defs) is None
