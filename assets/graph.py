"""The assets, their jobs, and their resources."""

from __future__ import annotations

import dagster as dg

from assets.dry_run import dry_run_release
from assets.folders import Folders
from assets.jobs import COLLECTION_JOB, RELEASE_JOB
from assets.limits import run_limits
from assets.reading import Listener, nobody, read_collections
from assets.release import release
from assets.stages import stage_assets
from pipeline.release.target import local_outputs
from pipeline.run.settings import Settings
from pipeline.run.staleness import stages_of
from schemas import LANGUAGE_TABLES


def graph(settings: Settings, listener: Listener = nobody) -> dg.Definitions:
    """Return the asset graph, by the settings.

    Parameters
    ----------
    listener
        Called with each collection that `read_collections` has read.
    """
    owners = [settings.owner] if settings.owner else []
    stages = stages_of(settings.limits)
    left_out = () if settings.limits.language else LANGUAGE_TABLES

    def of_settings(spec: dg.AssetSpec) -> dg.AssetSpec:
        # What no stage makes is nothing to wait for.
        deps = [dep for dep in spec.deps if dep.asset_key.to_user_string() not in left_out]
        return spec.replace_attributes(owners=owners, deps=deps)

    return dg.Definitions(
        assets=dg.map_asset_specs(
            of_settings,
            [*(stage_assets(stage) for stage in stages), release],
        ),
        jobs=[COLLECTION_JOB, RELEASE_JOB, read_collections, dry_run_release],
        # The steps of a collection are short and wait for each other: separate processes cost more.
        executor=dg.in_process_executor,
        resources={
            "folders": Folders(
                corpus=settings.corpus, outputs=str(local_outputs(settings.outputs))
            ),
            "limits": run_limits(settings.limits),
            "listener": listener,
        },
    )
