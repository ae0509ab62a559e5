"""The schedule: a release at a fixed time, if anything changed. Off until switched on."""

from __future__ import annotations

import dagster as dg

from assets.jobs import RELEASE_JOB
from pipeline.run.settings import Settings
from schemas.table import TIME_ZONE


def release_schedule(settings: Settings) -> dg.ScheduleDefinition:
    """Publish a release at the time of the settings, in Japan time."""
    return dg.ScheduleDefinition(
        name="weekly_release",
        job=RELEASE_JOB,
        cron_schedule=settings.schedule.cron,
        execution_timezone=TIME_ZONE,
        default_status=(
            dg.DefaultScheduleStatus.RUNNING
            if settings.schedule.enabled
            else dg.DefaultScheduleStatus.STOPPED
        ),
        description=(
            "Publishes a release of what has been read, if it differs from the last one.\n\n"
            "前の版から変わっていれば新しい版を公開する。"
        ),
    )
