"""Sensors: the corpus is watched, and a release follows what was read. Off until switched on."""

import json
from pathlib import Path

import dagster as dg

from assets.folders import Folders
from assets.jobs import COLLECTION_JOB, RELEASE_JOB
from assets.partitions import COLLECTIONS
from assets.reading import read_collections
from assets.settings import Settings
from pipeline.ingestion.collection import CollectionError, collection_ids
from pipeline.messages import message
from pipeline.run.staleness import source_version
from schemas.vocabulary import Stage

UNDER_WAY = [
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
]


def corpus_sensor(settings: Settings) -> dg.SensorDefinition:
    """Watch the corpus, by content: a new or changed folder is read, a removed one reported."""

    @dg.sensor(
        name="corpus_changes",
        job=COLLECTION_JOB,
        minimum_interval_seconds=settings.sensor_seconds,
        default_status=_status(settings.sensor_enabled),
        description=(
            "Reads each collection whose files changed since it was last asked for.\n\n"
            "内容の変わったコレクションだけを読み直す。"
        ),
    )
    def corpus_changes(
        context: dg.SensorEvaluationContext, folders: Folders
    ) -> dg.SensorResult | dg.SkipReason:
        corpus = Path(folders.corpus)
        try:
            present = collection_ids(corpus)
        except CollectionError as error:
            return dg.SkipReason(str(error))
        versions = {name: source_version(Stage.INGESTION, corpus / name) for name in present}
        known: dict[str, str] = json.loads(context.cursor or "{}")
        changed = [name for name in present if known.get(name) != versions[name]]
        removed = sorted(set(known) - set(present))
        for name in removed:
            context.log.warning(message("collection_gone", name=name, corpus=corpus))
        partitions = context.instance.get_dynamic_partitions(str(COLLECTIONS.name))
        new = [name for name in present if name not in partitions]
        gone = [name for name in partitions if name not in present]
        if not changed and not removed and not gone:
            return dg.SkipReason(message("nothing_changed_in", count=len(present)))
        return dg.SensorResult(
            run_requests=[
                dg.RunRequest(run_key=f"{name}@{versions[name]}", partition_key=name)
                for name in changed
            ],
            dynamic_partitions_requests=[
                *([COLLECTIONS.build_add_request(new)] if new else []),
                *([COLLECTIONS.build_delete_request(gone)] if gone else []),
            ],
            cursor=json.dumps(versions),
        )

    return corpus_changes


def release_sensor(settings: Settings) -> dg.SensorDefinition:
    """Publish a release after a collection was read. Nothing new comes of an unchanged one."""

    @dg.run_status_sensor(
        name="release_after_reading",
        run_status=dg.DagsterRunStatus.SUCCESS,
        monitored_jobs=[COLLECTION_JOB, read_collections],
        request_job=RELEASE_JOB,
        minimum_interval_seconds=settings.sensor_seconds,
        default_status=_status(settings.sensor_enabled),
        description=(
            "Publishes a release when a collection has been read and no other is being read.\n\n"
            "コレクションの読み取りが終わり、ほかに読み取り中のものがなければ公開する。"
        ),
    )
    def release_after_reading(
        context: dg.RunStatusSensorContext,
    ) -> dg.RunRequest | dg.SkipReason:
        reading = sum(
            context.instance.get_runs_count(dg.RunsFilter(job_name=name, statuses=UNDER_WAY))
            for name in (COLLECTION_JOB.name, read_collections.name)
        )
        if reading:
            # The last of them to end asks for the release.
            return dg.SkipReason(message("still_being_read", count=reading))
        return dg.RunRequest(run_key=context.dagster_run.run_id)

    return release_after_reading


def _status(enabled: bool) -> dg.DefaultSensorStatus:
    return dg.DefaultSensorStatus.RUNNING if enabled else dg.DefaultSensorStatus.STOPPED
