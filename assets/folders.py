"""The resource of the folders for the corpus and the outputs."""

from pathlib import Path

import dagster as dg

from pipeline.run.store import Store


class Folders(dg.ConfigurableResource[None]):
    """The folders that the pipeline reads and writes."""

    corpus: str
    outputs: str

    def collection(self, collection_id: str) -> Path:
        """Return the folder of a collection."""
        return Path(self.corpus) / collection_id

    def store(self) -> Store:
        """Return the working store."""
        return Store(Path(self.outputs))
