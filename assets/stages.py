"""The assets of a collection: one step a stage, one asset a table, and the checks of the stage."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AnySet
from pathlib import Path

import dagster as dg

from assets.checks import check_result, check_spec
from assets.folders import Folders
from assets.limits import RunLimits
from assets.metadata import (
    both_languages,
    column_lineage,
    column_schema,
    made_of,
    of_limits,
    of_rows,
    tags_of,
)
from assets.partitions import COLLECTIONS
from assets.retries import retrying
from pipeline.checks import CHECKS, CheckResult, Frames
from pipeline.run.stages import READS, WRITES, ask_again, run_stage
from pipeline.run.staleness import code_version
from schemas import TABLES
from schemas.vocabulary import Stage

KINDS = {"polars", "parquet"}


def stage_assets(stage: Stage) -> dg.AssetsDefinition:
    """The tables that a stage writes, as assets that are made together."""
    published = [name for name in WRITES[stage] if name in TABLES]
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
                metadata={"dagster/column_schema": column_schema(TABLES[name]), **made_of(name)},
                partitions_def=COLLECTIONS,
            )
            for name in published
        ],
        check_specs=[check_spec(check, COLLECTIONS) for check in CHECKS[stage]],
        partitions_def=COLLECTIONS,
        # A check can be asked again by itself, and one table be made anew.
        can_subset=True,
    )
    def materialize(
        context: dg.AssetExecutionContext, folders: Folders, limits: RunLimits
    ) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
        held_to, store = limits.limits(), folders.store()
        folder = folders.collection(context.partition_key)
        made = {key.to_user_string() for key in context.selected_asset_keys}
        asked = context.selected_asset_check_keys
        with retrying(context, Path(folders.outputs)):
            if not made:
                yield from _answers(ask_again(stage, folder, store, held_to), asked, folders)
                return
            run = run_stage(stage, folder, store, held_to)
        for name in (name for name in published if name in made):
            yield dg.MaterializeResult(
                asset_key=name,
                metadata={
                    **of_rows(
                        run.tables[name], store.path(name, context.partition_key), run.seconds
                    ),
                    **column_lineage(name),
                    **of_limits(held_to.of(stage)),
                },
                data_version=dg.DataVersion(run.digests[name]),
            )
            # Not within the result above: there Dagster looks each up in its event log twice.
            of_table = [result for result in run.results if result.check.table_name == name]
            yield from _answers(of_table, asked, folders)

    return materialize


def _answers(
    results: Iterable[CheckResult[Frames]], asked: AnySet[dg.AssetCheckKey], folders: Folders
) -> Iterator[dg.AssetCheckResult]:
    """The answers to those checks that a run was asked for."""
    for result in results:
        if dg.AssetCheckKey(dg.AssetKey(result.check.table_name), result.check.name) in asked:
            yield check_result(result, Path(folders.corpus))
