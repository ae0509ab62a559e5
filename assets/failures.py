"""Reports of failed runs to a file or webhook, outside the UI."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import dagster as dg

from pipeline.messages import message
from pipeline.run.settings import Settings

WEBHOOK_TIMEOUT_SECONDS = 10


def failure_sensors(settings: Settings) -> list[dg.SensorDefinition]:
    """Return the sensors that report failed runs and failed checks.

    A failed check counts where its severity is ERROR and its run succeeded. There are no sensors
    where neither a file nor a webhook is set: a sensor without a receiver would look as if somebody
    were informed.
    """
    if not (settings.failures.file or settings.failures.webhook):
        return []

    @dg.run_failure_sensor(
        name="tell_of_failures",
        default_status=dg.DefaultSensorStatus.RUNNING,
        description=(
            "Tells the file or the webhook of gijiroku.toml of each failed run.\n\n"
            "失敗した実行を、設定したファイルまたは Webhook に知らせる。"
        ),
    )
    def tell_of_failures(context: dg.RunFailureSensorContext) -> None:
        tell(
            settings,
            {
                **_of_run(context.dagster_run),
                "message": context.failure_event.message,
                "steps": [
                    {"step": event.step_key, "error": reason_of(event)}
                    for event in context.get_step_failure_events()
                ],
            },
        )

    @dg.run_status_sensor(
        name="tell_of_failed_checks",
        run_status=dg.DagsterRunStatus.SUCCESS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description=(
            "Tells the same of each run in which a check of severity ERROR failed.\n\n"
            "重大な検査に落ちた実行も同じ先に知らせる。"
        ),
    )
    def tell_of_failed_checks(context: dg.RunStatusSensorContext) -> None:
        failed = _failed_checks(context.instance, context.dagster_run.run_id)
        if failed:
            tell(
                settings,
                {
                    **_of_run(context.dagster_run),
                    "message": message(
                        "checks_failed", names=", ".join(check["check"] for check in failed)
                    ),
                    "checks": failed,
                },
            )

    return [tell_of_failures, tell_of_failed_checks]


def _of_run(run: dg.DagsterRun) -> dict[str, object]:
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "job": run.job_name,
        "run_id": run.run_id,
        "collection": run.tags.get("dagster/partition"),
    }


def _failed_checks(instance: dg.DagsterInstance, run_id: str) -> list[dict[str, str]]:
    """Return the failed checks of severity ERROR in a run, with descriptions."""
    logged = instance.all_logs(run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION)
    answers = [entry.get_dagster_event().asset_check_evaluation_data for entry in logged]
    return [
        {
            "check": f"{answer.asset_key.to_user_string()}:{answer.check_name}",
            "error": answer.description or "",
        }
        for answer in answers
        if not answer.passed and answer.severity is dg.AssetCheckSeverity.ERROR
    ]


def tell(settings: Settings, failure: dict[str, object]) -> None:
    """Append a failure to the file, and post it to the webhook.

    Either is left out where it is not set.

    Raises
    ------
    OSError
        Where the file cannot be written or the webhook does not answer with success.
    """
    line = json.dumps(failure, ensure_ascii=False)
    if settings.failures.file:
        file = Path(settings.failures.file)
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as lines:
            lines.write(line + "\n")
    if settings.failures.webhook:
        request = Request(
            settings.failures.webhook,
            data=line.encode(),
            headers={"Content-Type": "application/json"},
        )
        with urlopen(request, timeout=WEBHOOK_TIMEOUT_SECONDS):
            pass


def reason_of(event: dg.DagsterEvent) -> str:
    """Return why a step failed, from its innermost error."""
    failure = event.step_failure_data
    if failure.user_failure_data and failure.user_failure_data.description:
        return str(failure.user_failure_data.description)
    return _at_the_bottom(failure.error) or message("step_failed")


def reason_of_run(event: dg.DagsterEvent) -> str:
    """Return why a run failed without a failed step."""
    return _at_the_bottom(event.job_failure_data.error) or event.message or message("run_failed")


def _at_the_bottom(error: Any) -> str:
    while error and error.cause:
        error = error.cause
    return error.message.strip() if error else ""
