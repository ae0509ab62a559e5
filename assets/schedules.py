"""The schedule of releases, which is off by default."""

from __future__ import annotations

import dagster as dg

from assets.jobs import RELEASE_JOB
from pipeline.run.settings import Settings
from schemas.table import TIME_ZONE


def release_schedule(settings: Settings) -> dg.ScheduleDefinition:
    """Return the schedule of releases, at the settings' time in Japan."""
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
