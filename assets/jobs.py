"""The jobs that read a collection and publish all of them."""

from __future__ import annotations

import dagster as dg

from pipeline.run.staleness import COLLECTION_STAGES

COLLECTION_JOB = dg.define_asset_job(
    "read_collection",
    # A group without assets, as that of a stage that is off, adds none.
    selection=dg.AssetSelection.groups(*(stage.value for stage in COLLECTION_STAGES)),
    description="Run the stages of one collection.",
)
RELEASE_JOB = dg.define_asset_job(
    "publish_release",
    selection=["release"],
    description="Publish a release of all collections, if anything changed.",
)
