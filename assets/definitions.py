"""The code location, put together."""

from __future__ import annotations

import dagster as dg

from assets.failures import failure_sensor
from assets.folders import Folders
from assets.jobs import COLLECTION_JOB, RELEASE_JOB
from assets.limits import run_limits
from assets.reading import read_collections
from assets.release import release
from assets.schedules import release_schedule
from assets.sensors import corpus_sensor, release_sensor
from assets.settings import Settings, read_settings
from assets.stages import stage_assets
from pipeline.staleness import COLLECTION_STAGES


def definitions(settings: Settings) -> dg.Definitions:
    """Everything that Dagster loads, as the settings want it."""
    owners = [settings.owner] if settings.owner else []
    return dg.Definitions(
        assets=dg.map_asset_specs(
            lambda spec: spec.replace_attributes(owners=owners),
            [*(stage_assets(stage) for stage in COLLECTION_STAGES), release],
        ),
        jobs=[COLLECTION_JOB, RELEASE_JOB, read_collections],
        sensors=[corpus_sensor(settings), release_sensor(settings), failure_sensor(settings)],
        schedules=[release_schedule(settings)],
        resources={
            "folders": Folders(corpus=settings.corpus, outputs=settings.outputs),
            "limits": run_limits(settings.limits),
        },
    )


defs = definitions(read_settings())
