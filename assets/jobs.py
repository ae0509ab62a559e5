"""The jobs that read a collection and publish all of them."""

from __future__ import annotations

import dagster as dg

from schemas import STAGE_TABLES

COLLECTION_JOB = dg.define_asset_job(
    "read_collection",
    selection=list(STAGE_TABLES),
    description="Ingest, segment and normalise one collection.",
)
RELEASE_JOB = dg.define_asset_job(
    "publish_release",
    selection=["release"],
    description="Publish a release of all collections, if anything changed.",
)
