"""Failures: a failed run is told to a file or a webhook, so that nobody has to watch the UI."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import dagster as dg

from assets.settings import Settings
from pipeline.messages import message

WEBHOOK_TIMEOUT_SECONDS = 10


def failure_sensor(settings: Settings) -> dg.SensorDefinition:
    """Tell of each failed run. Runs where a file or a webhook is set."""
    wanted = bool(settings.failures_file or settings.failures_webhook)

    @dg.run_failure_sensor(
        name="tell_of_failures",
        default_status=(
            dg.DefaultSensorStatus.RUNNING if wanted else dg.DefaultSensorStatus.STOPPED
        ),
        description=(
            "Tells the file or the webhook of gijiroku.toml of each failed run.\n\n"
            "失敗した実行を、設定したファイルまたは Webhook に知らせる。"
        ),
    )
    def tell_of_failures(context: dg.RunFailureSensorContext) -> None:
        tell(
            settings,
            {
                "at": datetime.now(UTC).isoformat(timespec="seconds"),
                "job": context.dagster_run.job_name,
                "run_id": context.dagster_run.run_id,
                "collection": context.dagster_run.tags.get("dagster/partition"),
                "message": context.failure_event.message,
                "steps": [
                    {"step": event.step_key, "error": reason_of(event)}
                    for event in context.get_step_failure_events()
                ],
            },
        )

    return tell_of_failures


def tell(settings: Settings, failure: dict[str, object]) -> None:
    """Add a failure to the file and post it to the webhook, as far as they are set.

    Raises
    ------
    OSError
        Where the file cannot be written or the webhook does not answer with success.
    """
    line = json.dumps(failure, ensure_ascii=False)
    if settings.failures_file:
        file = Path(settings.failures_file)
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as lines:
            lines.write(line + "\n")
    if settings.failures_webhook:
        request = Request(
            settings.failures_webhook,
            data=line.encode(),
            headers={"Content-Type": "application/json"},
        )
        with urlopen(request, timeout=WEBHOOK_TIMEOUT_SECONDS):
            pass


def reason_of(event: dg.DagsterEvent) -> str:
    """Why a step failed, in the words of the error at the bottom of it."""
    failure = event.step_failure_data
    if failure.user_failure_data and failure.user_failure_data.description:
        return str(failure.user_failure_data.description)
    return _at_the_bottom(failure.error) or message("step_failed")


def reason_of_run(event: dg.DagsterEvent) -> str:
    """Why a run failed that no step is to blame for."""
    return _at_the_bottom(event.job_failure_data.error) or event.message or message("run_failed")


def _at_the_bottom(error: Any) -> str:
    while error and error.cause:
        error = error.cause
    return error.message.strip() if error else ""
