"""Calibration: how right and how sure the models are on records that they have not seen.

`python -m quality.training.calibration` trains models without each fold (a fifth of the collections
of `quality/observed`) and without each speaker style, reads what was left out, and writes
`quality/calibration.json` and its tables in docs/accuracy.md and docs/accuracy.ja.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from unittest.mock import patch

import polars as pl

from pipeline.evaluation.figures import write_quality
from pipeline.evaluation.observed.figures import (
    Observed,
    evaluate_observed,
    figures_of_observed,
)
from pipeline.evaluation.observed.reading import read_corpus
from pipeline.evaluation.observed.truth import CORPUS, read_truth
from pipeline.models.sequence_model import MODELS, SequenceModel
from pipeline.normalisation.attendance.model.reading import NameModel
from pipeline.segmentation.turns.candidates import candidates_of, visible_lines
from pipeline.segmentation.turns.features import features_of
from pipeline.segmentation.turns.model import TURNS
from quality.training.annotated import QUALITY, Annotated, of_observed, rendered
from quality.training.calibration_tables import write_tables
from quality.training.left_out import RECORDS, STYLES, model_without, unseen_records
from quality.training.lists import observed
from quality.training.names import folds_of, others, train_names
from quality.training.turns import labels_of, train_turns

NAMES = "pipeline.normalisation.attendance.model.reading"
"""The module that reads names with the model."""
FILE = QUALITY / "calibration.json"
LIMITS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 1.0)
"""Limits of the classes of probability; the last class includes 1."""
OF_EARLIER_MODELS = {"turns": "54a1bf5802f6f2f6e51efa1f678f9c91228c6b2fb0102c8615b65f07cca984a7"}
"""Models that were trained anew after the calibration, with the SHA-256 of those that it is of."""
_DIGITS = 4


class Judged(NamedTuple):
    """A model's probability (0 to 1), and whether it is right."""

    probability: float
    is_right: bool


class Fold(NamedTuple):
    """Collections, and models trained without their records."""

    collections: list[str]
    names: Path
    turns: Path


def reliability(judged: Sequence[Judged]) -> dict[str, Any]:
    """Gather judgements by class of probability.

    Returns
    -------
    dict[str, Any]
        `n`, `error` (expected calibration error: the mean distance between the share of right ones
        and the mean probability, weighted by the number in each class) and `classes`, each with
        `least`, `most`, `n`, `mean` (probability) and `right` (share); null where n is 0.
    """
    rows = []
    distance = 0.0
    for least, most in pairwise(LIMITS):
        is_last = most == LIMITS[-1]
        within = [
            one
            for one in judged
            if least <= one.probability and (is_last or one.probability < most)
        ]
        n, mean, right = len(within), None, None
        if n:
            mean = sum(one.probability for one in within) / n
            right = sum(one.is_right for one in within) / n
            distance += abs(mean - right) * n
        rows.append(
            {"least": least, "most": most, "n": n, "mean": _rounded(mean), "right": _rounded(right)}
        )
    return {
        "n": len(judged),
        "error": _rounded(distance / len(judged)) if judged else None,
        "classes": rows,
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, _DIGITS)


def trained_folds(folder: Path) -> list[Fold]:
    """Train models without each fold; those already in the folder are used."""
    records = list(observed())
    parts = folds_of(records)
    # Collections without annotated lists belong to a fold too, for the training of turns.
    known = set(chain(*parts))
    every = sorted(path.name for path in (QUALITY / "observed" / CORPUS).iterdir())
    spare = [name for name in every if name not in known]
    folds = []
    for number, part in enumerate(parts):
        fold = Fold(
            [*part, *spare[number :: len(parts)]],
            folder / f"names-{number}.crfsuite",
            folder / f"turns-{number}.crfsuite",
        )
        if not fold.names.exists():
            seen = [one for one in records if one.collection not in part]
            train_names([*seen, *others()], fold.names)
        if not fold.turns.exists():
            train_turns(fold.turns, unseen=fold.collections)
        folds.append(fold)
    return folds


def judged_names(folds: Iterable[Fold]) -> list[Judged]:
    """Judge each span that the models read as a name."""
    records = list(observed())
    judged = []
    for fold in folds:
        model = NameModel(fold.names)
        for one in records:
            if one.collection in fold.collections:
                (named,) = model.names_in([one.text])
                judged += [
                    Judged(name.probability, (name.start, name.end) in one.names)
                    for name in named.names
                ]
    return judged


def judged_turns(model: SequenceModel, records: Sequence[Annotated]) -> list[Judged]:
    """Judge each line by the probability that it opens a turn."""
    documents = pl.DataFrame(
        {
            "document_id": [f"{number:05}" for number in range(len(records))],
            "text": [record.text for record in records],
        }
    )
    lines = visible_lines(documents)
    shares = model.decode(features_of(lines, candidates_of(lines, documents))).of(TURNS)
    by_record = lines.group_by("document_id", maintain_order=True)
    labels = [
        label
        for record, (_, of_record) in zip(records, by_record, strict=True)
        for label in labels_of(record, of_record)
    ]
    return [
        Judged(min(1.0, share), label in TURNS)
        for share, label in zip(shares.sum(axis=1).tolist(), labels, strict=True)
    ]


def read_by_folds(folds: Iterable[Fold]) -> Observed:
    """Read `quality/observed` with the models of each collection's fold."""
    readings = []
    for fold in folds:
        names, turns = NameModel(fold.names), SequenceModel(fold.turns)
        with (
            TemporaryDirectory() as folder,
            patch(f"{NAMES}._model", lambda names=names: names),
            patch("pipeline.segmentation.turns.model.turns_model", lambda turns=turns: turns),
        ):
            for name in fold.collections:
                (Path(folder) / name).symlink_to(QUALITY / "observed" / CORPUS / name)
            readings.append(read_corpus(Path(folder)))
    return figures_of_observed(read_truth(QUALITY / "observed"), pl.concat(readings))


def _stated(read: Observed) -> list[dict[str, Any]]:
    """Return F1 of lists and the share of right records, by form."""
    lists = read.lists.select("figure", "form", "n", value="f1")
    shares = read.shares.filter(figure="right").select("figure", "form", "n", value="share")
    return pl.concat([lists, shares]).with_columns(pl.col("value").round(_DIGITS)).to_dicts()


def digests() -> dict[str, str]:
    """Return the SHA-256 of the shipped models, which the figures belong to."""
    return {
        path.stem: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(MODELS.glob("*.crfsuite"))
    }


def measured(folder: Path) -> dict[str, Any]:
    """Measure all figures of `quality/calibration.json`."""
    folds = trained_folds(folder)
    talks = list(of_observed(QUALITY / "observed"))
    turns: list[Judged] = []
    for fold in folds:
        left_out = [one for one in talks if one.collection in fold.collections]
        turns += judged_turns(SequenceModel(fold.turns), left_out)
    styles: list[Judged] = []
    for style in STYLES:
        records = [rendered(record) for record in unseen_records(style, RECORDS)]
        styles += judged_turns(model_without(style, folder), records)
    return {
        "models": digests(),
        "names": reliability(judged_names(folds)),
        "turns": reliability(turns),
        "turns_of_styles": reliability(styles),
        "read_by_folds": _stated(read_by_folds(folds)),
        "read_by_shipped": _stated(evaluate_observed(QUALITY / "observed")),
    }


def main() -> None:
    """Measure, and write the file and its tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", type=Path, help="a folder to keep the models in")
    parser.add_argument("--tables", action="store_true", help="write the tables of the file anew")
    options = parser.parse_args()
    if not options.tables:
        with TemporaryDirectory() as folder:
            write_quality(measured(options.keep or Path(folder)), FILE)
    write_tables(json.loads(FILE.read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
