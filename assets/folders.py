"""The resource that says where the corpus is and where the outputs go."""

import os
from pathlib import Path

import dagster as dg

from pipeline.store import Store

CORPUS_VARIABLE = "GIJIROKU_CORPUS"
OUTPUTS_VARIABLE = "GIJIROKU_OUTPUTS"


class Folders(dg.ConfigurableResource[None]):
    """The folders that the pipeline reads and writes."""

    corpus: str
    outputs: str

    def collection(self, collection_id: str) -> Path:
        """The folder of a collection."""
        return Path(self.corpus) / collection_id

    def store(self) -> Store:
        """The working store."""
        return Store(Path(self.outputs))


def folders_from_environment() -> Folders:
    """The folders named by GIJIROKU_CORPUS and GIJIROKU_OUTPUTS, else `corpus` and `outputs`."""
    return Folders(
        corpus=os.environ.get(CORPUS_VARIABLE, "corpus"),
        outputs=os.environ.get(OUTPUTS_VARIABLE, "outputs"),
    )
