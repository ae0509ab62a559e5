from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import dagster as dg
import pytest

from assets.failures import failure_sensors, tell
from pipeline.run.settings import FailureSettings, Settings

FAILURE: dict[str, object] = {"job": "read_collection", "collection": "北", "message": "失敗"}


class Received(HTTPServer):
    """A server that keeps what is posted to it, and answers with `status`."""

    bodies: list[dict[str, object]]
    status: int


class Keep(BaseHTTPRequestHandler):
    server: Received

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.server.bodies.append(json.loads(self.rfile.read(length)))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def server() -> Iterator[Received]:
    server = Received(("127.0.0.1", 0), Keep)
    server.bodies, server.status = [], 200
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def webhook(server: Received) -> Settings:
    return Settings(failures=FailureSettings(webhook=f"http://127.0.0.1:{server.server_port}/"))


def test_a_failure_is_posted_to_the_webhook(server: Received) -> None:
    tell(webhook(server), FAILURE)
    assert server.bodies == [FAILURE]


def test_a_webhook_that_refuses_is_an_error(server: Received) -> None:
    server.status = 500
    with pytest.raises(OSError, match="500"):
        tell(webhook(server), FAILURE)


def test_failures_are_added_to_the_file_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "new" / "failures.jsonl"
    settings = Settings(failures=FailureSettings(file=str(file)))
    tell(settings, FAILURE)
    tell(settings, {**FAILURE, "collection": "南"})
    told = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [failure["collection"] for failure in told] == ["北", "南"]


def test_a_failed_run_is_told_with_its_steps(tmp_path: Path) -> None:
    @dg.op
    def breaks() -> None:
        raise ValueError("橋が落ちた")

    @dg.job
    def falling() -> None:
        breaks()

    file = tmp_path / "failures.jsonl"
    with dg.DagsterInstance.ephemeral() as instance:
        result = falling.execute_in_process(instance=instance, raise_on_error=False)
        context = dg.build_run_status_sensor_context(
            sensor_name="tell_of_failures",
            dagster_instance=instance,
            dagster_run=result.dagster_run,
            dagster_event=next(event for event in result.all_events if event.is_job_failure),
        ).for_run_failure()
        of_runs, _ = failure_sensors(Settings(failures=FailureSettings(file=str(file))))
        of_runs(context)
    (line,) = file.read_text(encoding="utf-8").splitlines()
    told = json.loads(line)
    assert (told["job"], told["run_id"]) == ("falling", result.run_id)
    assert [step["step"] for step in told["steps"]] == ["breaks"]
    assert "橋が落ちた" in json.dumps(told["steps"], ensure_ascii=False)


@pytest.mark.parametrize(("severity", "count"), [("ERROR", 1), ("WARN", 0)])
def test_a_failed_check_of_a_run_that_succeeds_is_told(
    severity: str, count: int, tmp_path: Path
) -> None:
    @dg.asset(check_specs=[dg.AssetCheckSpec("whole", asset="bridge")])
    def bridge() -> dg.MaterializeResult:
        answer = dg.AssetCheckResult(
            passed=False,
            check_name="whole",
            severity=dg.AssetCheckSeverity[severity],
            description="橋が落ちた",
        )
        return dg.MaterializeResult(check_results=[answer])

    file = tmp_path / "failures.jsonl"
    file.touch()
    with dg.DagsterInstance.ephemeral() as instance:
        result = dg.materialize([bridge], instance=instance)
        assert result.success
        context = dg.build_run_status_sensor_context(
            sensor_name="tell_of_failed_checks",
            dagster_instance=instance,
            dagster_run=result.dagster_run,
            dagster_event=next(event for event in result.all_events if event.is_job_success),
        )
        _, of_checks = failure_sensors(Settings(failures=FailureSettings(file=str(file))))
        of_checks(context)
    told = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [failure["checks"] for failure in told] == [
        [{"check": "bridge:whole", "error": "橋が落ちた"}]
    ] * count


def test_there_are_sensors_only_where_somebody_is_to_be_told() -> None:
    assert failure_sensors(Settings()) == []
    told = failure_sensors(Settings(failures=FailureSettings(file="failures.jsonl")))
    assert [sensor.name for sensor in told] == ["tell_of_failures", "tell_of_failed_checks"]
    assert {sensor.default_status for sensor in told} == {dg.DefaultSensorStatus.RUNNING}
