"""The assets of a collection, and the checks of its stages.

There is one step for each stage, and one asset for each table.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg

from assets.check_groups import groups_of, results_by_group
from assets.checks import group_check_evaluation, group_check_result, group_check_spec
from assets.folders import Folders
from assets.limits import RunLimits
from assets.metadata import (
    both_languages,
    column_lineage,
    column_schema,
    made_of,
    of_limits,
    of_table,
    tags_of,
)
from assets.partitions import COLLECTIONS
from assets.retries import retrying
from pipeline.limits import Limits
from pipeline.run.collections import CollectionRun, StageOutcome, outcome_of
from pipeline.run.stage_tables import READS, WRITES
from pipeline.run.stages import ask_again, run_stage
from pipeline.run.staleness import code_version
from pipeline.run.workers import processes_wanted
from schemas import TABLES
from schemas.vocabulary import Stage

KINDS = {"polars", "parquet"}
CODE_VERSION_TAG, DATA_VERSION_TAG = "dagster/code_version", "dagster/data_version"
"""Tags in which Dagster keeps the versions of a materialisation."""


def stage_assets(stage: Stage) -> dg.AssetsDefinition:
    """Return the tables of a stage as assets that are made together."""
    published = _published(stage)
    deps = [name for name in READS[stage] if name in TABLES]

    @dg.multi_asset(
        name=stage.value,
        specs=[
            dg.AssetSpec(
                key=name,
                deps=deps,
                group_name=stage.value,
                description=both_languages(TABLES[name]),
                kinds=KINDS,
                tags=tags_of(stage),
                code_version=code_version(stage),
                # On the asset, since it would be most of each materialisation event.
                metadata={
                    "dagster/column_schema": column_schema(TABLES[name]),
                    **column_lineage(name),
                    **made_of(name),
                },
                partitions_def=COLLECTIONS,
                # Takes effect where its sensor is switched on in the UI.
                automation_condition=dg.AutomationCondition.eager() if deps else None,
            )
            for name in published
        ],
        check_specs=[group_check_spec(group, COLLECTIONS) for group in groups_of(stage)],
        partitions_def=COLLECTIONS,
        # So that a check can run alone, and one table be made again.
        can_subset=True,
    )
    def materialize(
        context: dg.AssetExecutionContext, folders: Folders, limits: RunLimits
    ) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
        held_to, store, corpus = limits.limits(), folders.store(), Path(folders.corpus)
        folder = folders.collection(context.partition_key)
        made = {key.to_user_string() for key in context.selected_asset_keys}
        with retrying(context, Path(folders.outputs)):
            if made:
                run = run_stage(stage, folder, store, held_to, processes_wanted())
                results = run.results
            else:
                results = ask_again(stage, folder, store, held_to)
        if made:
            outcome = outcome_of(stage, run, store, folder.name)
            for name in (name for name in published if name in made):
                yield dg.MaterializeResult(
                    asset_key=name,
                    metadata=_metadata(outcome, name, held_to),
                    data_version=dg.DataVersion(outcome.tables[name].digest),
                )
        # Not among the results of tables: there Dagster looks each check up in its log twice.
        for result in results_by_group(stage, results):
            if result.group.key in context.selected_asset_check_keys:
                yield group_check_result(result, corpus)

    return materialize


def events_of(
    run: CollectionRun, corpus: Path, limits: Limits
) -> Iterator[dg.AssetMaterialization | dg.AssetCheckEvaluation]:
    """Yield the events of a collection in a run of several.

    They are those of the assets: its tables and its checks.
    """
    for outcome in run.outcomes:
        for name in _published(outcome.stage):
            yield dg.AssetMaterialization(
                asset_key=name,
                partition=run.collection_id,
                metadata=_metadata(outcome, name, limits),
                tags={
                    CODE_VERSION_TAG: code_version(outcome.stage),
                    DATA_VERSION_TAG: outcome.tables[name].digest,
                },
            )
        for result in results_by_group(outcome.stage, outcome.results):
            yield group_check_evaluation(result, corpus, run.collection_id)


def _published(stage: Stage) -> list[str]:
    return [name for name in WRITES[stage] if name in TABLES]


def _metadata(outcome: StageOutcome, table_name: str, limits: Limits) -> dict[str, Any]:
    return {
        **of_table(outcome.tables[table_name], outcome.seconds),
        **of_limits(limits.of(outcome.stage)),
    }
