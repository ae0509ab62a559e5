from __future__ import annotations

import dagster as dg

from assets.schedules import release_schedule
from pipeline.run.settings import ScheduleSettings, Settings


def test_the_release_is_made_on_monday_morning_in_japan() -> None:
    schedule = release_schedule(Settings())
    assert schedule.cron_schedule == "0 6 * * MON"
    assert schedule.execution_timezone == "Asia/Tokyo"


def test_day_and_time_come_from_the_settings() -> None:
    monthly = Settings(schedule=ScheduleSettings(cron="30 9 1 * *"))
    assert release_schedule(monthly).cron_schedule == "30 9 1 * *"


def test_the_schedule_is_off_until_one_setting_switches_it_on() -> None:
    off, on = Settings(), Settings(schedule=ScheduleSettings(enabled=True))
    assert release_schedule(off).default_status is dg.DefaultScheduleStatus.STOPPED
    assert release_schedule(on).default_status is dg.DefaultScheduleStatus.RUNNING
