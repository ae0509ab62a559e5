"""Sensors that keep partitions, runs and releases up to date.

The partitions sensor is always on; the others are on by request.
"""

import json
from pathlib import Path

import dagster as dg

from assets.folders import Folders
from assets.jobs import COLLECTION_JOB, RELEASE_JOB
from assets.partitions import COLLECTIONS
from assets.reading import read_collections
from pipeline.ingestion.collection import CollectionError, collection_ids
from pipeline.messages import message
from pipeline.run.settings import Settings
from pipeline.run.staleness import source_version
from schemas.vocabulary import Stage

UNDER_WAY = [
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
]

PARTITIONS_SECONDS = 15


def partitions_sensor() -> dg.SensorDefinition:
    """Return the sensor that sets the partitions to the corpus folders.

    It is always on, since it starts no run.
    """

    @dg.sensor(
        name="collections_follow_the_corpus",
        minimum_interval_seconds=PARTITIONS_SECONDS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description=(
            "Gives each folder of the corpus a partition, and withdraws those of removed folders. "
            "Starts no run.\n\n"
            "コーパスのフォルダーごとに区画を作り、なくなったものを除く。実行は始めない。"
        ),
    )
    def collections_follow_the_corpus(
        context: dg.SensorEvaluationContext, folders: Folders
    ) -> dg.SensorResult | dg.SkipReason:
        try:
            present = collection_ids(Path(folders.corpus))
        except CollectionError as error:
            return dg.SkipReason(str(error))
        requests = _partition_requests(context, present, Path(folders.corpus))
        if not requests:
            return dg.SkipReason(message("nothing_changed_in", count=len(present)))
        return dg.SensorResult(dynamic_partitions_requests=requests)

    return collections_follow_the_corpus


def _partition_requests(
    context: dg.SensorEvaluationContext, present: list[str], corpus: Path
) -> list[dg.AddDynamicPartitionsRequest | dg.DeleteDynamicPartitionsRequest]:
    """Return the requests that set the partitions to the present folders.

    Each removed folder is logged as a warning.
    """
    partitions = context.instance.get_dynamic_partitions(str(COLLECTIONS.name))
    new = [name for name in present if name not in partitions]
    gone = [name for name in partitions if name not in present]
    for name in gone:
        context.log.warning(message("collection_gone", name=name, corpus=corpus))
    return [
        *([COLLECTIONS.build_add_request(new)] if new else []),
        *([COLLECTIONS.build_delete_request(gone)] if gone else []),
    ]


def corpus_sensor(settings: Settings) -> dg.SensorDefinition:
    """Return the sensor that reads new and changed folders.

    Folders are compared by content. A removed folder is reported.
    """

    @dg.sensor(
        name="corpus_changes",
        job=COLLECTION_JOB,
        minimum_interval_seconds=settings.sensor.seconds,
        default_status=_status(settings.sensor.enabled),
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
        requests = _partition_requests(context, present, corpus)
        if not changed and not requests:
            return dg.SkipReason(message("nothing_changed_in", count=len(present)))
        return dg.SensorResult(
            run_requests=[
                dg.RunRequest(run_key=f"{name}@{versions[name]}", partition_key=name)
                for name in changed
            ],
            dynamic_partitions_requests=requests,
            cursor=json.dumps(versions),
        )

    return corpus_changes


def release_sensor(settings: Settings) -> dg.SensorDefinition:
    """Return the sensor that publishes after collections were read.

    An unchanged collection gives no new release.
    """

    @dg.run_status_sensor(
        name="release_after_reading",
        run_status=dg.DagsterRunStatus.SUCCESS,
        monitored_jobs=[COLLECTION_JOB, read_collections],
        request_job=RELEASE_JOB,
        minimum_interval_seconds=settings.sensor.seconds,
        default_status=_status(settings.sensor.enabled),
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
            # The last of these runs requests the release.
            return dg.SkipReason(message("still_being_read", count=reading))
        return dg.RunRequest(run_key=context.dagster_run.run_id)

    return release_after_reading


def _status(enabled: bool) -> dg.DefaultSensorStatus:
    return dg.DefaultSensorStatus.RUNNING if enabled else dg.DefaultSensorStatus.STOPPED
