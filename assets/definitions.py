"""The code location, put together."""

from __future__ import annotations

import dagster as dg

from assets.folders import folders_from_environment
from assets.jobs import COLLECTION_JOB, RELEASE_JOB
from assets.release import release
from assets.stages import stage_assets
from schemas.vocabulary import Stage

defs = dg.Definitions(
    assets=[
        stage_assets(Stage.INGESTION),
        stage_assets(Stage.SEGMENTATION),
        stage_assets(Stage.NORMALISATION),
        release,
    ],
    jobs=[COLLECTION_JOB, RELEASE_JOB],
    resources={"folders": folders_from_environment()},
)
