"""Partitions of Dagster: one for each collection of the corpus."""

from __future__ import annotations

from pathlib import Path

import dagster as dg

from pipeline.ingestion.collection import collection_ids

COLLECTIONS = dg.DynamicPartitionsDefinition(name="collections")


def fill_partitions(instance: dg.DagsterInstance, corpus: Path) -> list[str]:
    """Set the partitions to the folders of the corpus.

    Returns
    -------
    list[str]
        The folders, in order.
    """
    present = collection_ids(corpus)
    known = set(instance.get_dynamic_partitions(str(COLLECTIONS.name)))
    instance.add_dynamic_partitions(
        str(COLLECTIONS.name), [name for name in present if name not in known]
    )
    for name in known.difference(present):
        instance.delete_dynamic_partition(str(COLLECTIONS.name), name)
    return present
