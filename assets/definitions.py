"""The code location of Dagster."""

from __future__ import annotations

import dagster as dg

from assets.failures import failure_sensors
from assets.graph import graph
from assets.schedules import release_schedule
from assets.sensors import corpus_sensor, partitions_sensor, release_sensor
from pipeline.run.settings import Settings, read_settings


def definitions(settings: Settings) -> dg.Definitions:
    """Return all definitions of Dagster, by the settings."""
    return dg.Definitions.merge(
        graph(settings),
        dg.Definitions(
            sensors=[
                partitions_sensor(),
                corpus_sensor(settings),
                release_sensor(settings),
                *failure_sensors(settings),
            ],
            schedules=[release_schedule(settings)],
        ),
    )


defs = definitions(read_settings())
