"""The assets, the jobs that make them, and the resources that they need."""

from __future__ import annotations

import dagster as dg

from assets.folders import Folders
from assets.jobs import COLLECTION_JOB, RELEASE_JOB
from assets.limits import run_limits
from assets.release import release
from assets.settings import Settings
from assets.stages import stage_assets
from pipeline.run.staleness import COLLECTION_STAGES


def graph(settings: Settings) -> dg.Definitions:
    """The asset graph, as the settings want it."""
    owners = [settings.owner] if settings.owner else []
    return dg.Definitions(
        assets=dg.map_asset_specs(
            lambda spec: spec.replace_attributes(owners=owners),
            [*(stage_assets(stage) for stage in COLLECTION_STAGES), release],
        ),
        jobs=[COLLECTION_JOB, RELEASE_JOB],
        resources={
            "folders": Folders(corpus=settings.corpus, outputs=settings.outputs),
            "limits": run_limits(settings.limits),
        },
    )
