"""Training of the model of names: `python -m quality.training.names`, or with `--folds`.

`--folds` measures how well models find the names in records of collections that they have not seen,
in observed shapes. It is slower, and keeps no model unless `--keep` names a folder.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.models.sequence_model import train
from pipeline.normalisation.attendance.model.reading import MODEL, NameModel
from quality.training.listed import Annotated, sequence_of
from quality.training.lists import QUALITY, gold, observed, rendered
from quality.training.shapes import shaped

FOLDS = 5
ITERATIONS = 60
SPARSITY = 0.3
SEEDS = range(2)
"""Seeds of rendered records, for each style."""
SHAPES = range(300)
"""Seeds of lists in random shapes."""


def others() -> list[Annotated]:
    """Return all annotated lists except those in observed shapes."""
    folders = (gold(QUALITY / "gold" / "dev"), gold(QUALITY / "lists" / "dev"))
    return list(chain(*folders, rendered(SEEDS), shaped(SHAPES)))


def train_names(annotated: Iterable[Annotated], path: Path) -> None:
    """Train a model on annotated lists, and write it."""
    train(map(sequence_of, annotated), path, ITERATIONS, SPARSITY)


def folds_of(annotated: Iterable[Annotated], number: int = FOLDS) -> list[list[str]]:
    """Divide collections into folds of similar numbers of records."""
    records = Counter(one.collection for one in annotated)
    folds: list[list[str]] = [[] for _ in range(number)]
    for collection, _ in sorted(records.items(), key=lambda one: (-one[1], one[0])):
        min(folds, key=lambda fold: sum(records[name] for name in fold)).append(collection)
    return folds


def measured(annotated: Iterable[Annotated], path: Path) -> Counter[str]:
    """Count found names (hits), missing ones, and false ones (surplus)."""
    model = NameModel(path)
    counts: Counter[str] = Counter()
    for one in annotated:
        (named,) = model.names_in([one.text])
        found = {(name.start, name.end) for name in named.names}
        counts["hits"] += len(found & set(one.names))
        counts["missing"] += len(set(one.names) - found)
        counts["surplus"] += len(found - set(one.names))
    return counts


def f1(counts: Counter[str]) -> float:
    """Return the F1 of names."""
    return 2 * counts["hits"] / (2 * counts["hits"] + counts["missing"] + counts["surplus"])


def main() -> None:
    """Train the model of the package, or measure by folds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folds", action="store_true", help="measure by held-out collections")
    parser.add_argument("--keep", type=Path, help="a folder to keep the models of the folds in")
    options = parser.parse_args()
    records = list(observed())
    if not options.folds:
        train_names([*records, *others()], MODEL)
        return
    rest = others()
    total: Counter[str] = Counter()
    with TemporaryDirectory() as folder:
        for number, held_out in enumerate(folds_of(records)):
            path = (options.keep or Path(folder)) / f"names-{number}.crfsuite"
            seen = [one for one in records if one.collection not in held_out]
            train_names([*seen, *rest], path)
            counts = measured((one for one in records if one.collection in held_out), path)
            print(", ".join(held_out), dict(counts), f"F1 {f1(counts):.3f}", flush=True)
            total += counts
    print(dict(total), f"F1 {f1(total):.3f}")


if __name__ == "__main__":
    main()
