"""Automation conditions: what is asked for when a table before was made anew."""

from __future__ import annotations

import dagster as dg
import pytest

from assets.definitions import defs
from assets.partitions import COLLECTIONS


@pytest.fixture
def instance() -> dg.DagsterInstance:
    instance = dg.DagsterInstance.ephemeral()
    instance.add_dynamic_partitions(str(COLLECTIONS.name), ["north", "south"])
    return instance


def asked_for(
    instance: dg.DagsterInstance, before: dg.EvaluateAutomationConditionsResult | None
) -> tuple[dg.EvaluateAutomationConditionsResult, set[tuple[str, str]]]:
    result = dg.evaluate_automation_conditions(
        defs, instance, cursor=before.cursor if before else None
    )
    tables = ("documents", "blocks")
    return result, {
        (name, partition)
        for name in tables
        for partition in result.get_requested_partitions(dg.AssetKey(name))
        if partition
    }


def test_the_stages_after_one_that_was_made_anew_are_asked_for(
    instance: dg.DagsterInstance,
) -> None:
    before, _ = asked_for(instance, None)
    instance.report_runless_asset_event(dg.AssetMaterialization("documents", partition="south"))
    _, asked = asked_for(instance, before)
    assert asked == {("blocks", "south")}


def test_the_files_are_the_affair_of_the_sensor(instance: dg.DagsterInstance) -> None:
    result, _ = asked_for(instance, None)
    assert not result.get_requested_partitions(dg.AssetKey("documents"))
