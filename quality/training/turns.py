"""Training of the model of turns: `python -m quality.training.turns`.

Training uses records of the generator in every style, the development parts of the annotated
records, and the records in observed shapes; never the test part. A part of the records is used
twice: the second time as if no list contained their labels, so that the model learns from layout
and repetition.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

import polars as pl

from pipeline.models.sequence_model import train
from pipeline.segmentation.turns.candidates import candidates_of, visible_lines, without_lexicon
from pipeline.segmentation.turns.features import features_of
from pipeline.segmentation.turns.model import MODEL, LineLabel
from quality.training.annotated import QUALITY, Annotated, of_gold, of_observed, rendered
from tests.records.render import ALL_FAMILIES, render

Labelled = tuple[list[list[str]], list[str]]
"""The features of the lines of a record, and the label of each line."""

SEEDS = range(700, 716)
"""Seeds of the rendered records of each style."""
_MASKED = 3
"""One record in so many is used again without the lists' knowledge of its labels, and another one
without a part of it.
"""
_EVERY = 3
"""One label in so many is masked in a partly masked record."""


def labels_of(record: Annotated, lines: pl.DataFrame) -> list[str]:
    """Return the label of each visible line of a record.

    Parameters
    ----------
    lines
        `char_start` and `stripped` of its visible lines.
    """
    spoken = sorted(record.remarks, key=lambda remark: (remark.start, remark.kind == "remark"))
    first = spoken[0].start if spoken else len(record.text)
    last = max((remark.end for remark in spoken), default=0)
    labels = []
    for start, stripped in lines.select("char_start", "stripped").iter_rows():
        visible, end = start + len(stripped) - len(stripped.lstrip()), start + len(stripped)
        within = [r for r in spoken if r.start < end and visible < r.end]
        # The first that begins on this line (a stage direction before a remark at the same place),
        # else the first that covers it.
        inside = next((r for r in within if start <= r.start < end), within[0] if within else None)
        if inside is None:
            label = LineLabel.HEADING
            if visible < first:
                label = LineLabel.FRONT
            elif visible >= last:
                label = LineLabel.AFTER
        elif inside.kind in ("stage", "interjection"):
            label = LineLabel.ASIDE
        elif not start <= inside.start < end:
            label = LineLabel.SPEECH
        elif inside.label:
            is_alone = len(stripped.strip()) <= len(inside.marker.strip())
            label = LineLabel.TURN_ALONE if is_alone else LineLabel.TURN
        else:
            has_mark = inside.marker or inside.kind == "item"
            label = LineLabel.TURN_MARK if has_mark else LineLabel.SPEECH
        labels.append(label.value)
    return labels


def sequences_of(records: Iterable[Annotated]) -> list[Labelled]:
    """Return features and labels of records."""
    shown = list(records)
    documents = pl.DataFrame(
        {
            "document_id": [f"{number:05}" for number in range(len(shown))],
            "text": [record.text for record in shown],
        }
    )
    lines = visible_lines(documents)
    candidates = candidates_of(lines, documents)
    known = features_of(lines, candidates).strings()
    unknown = features_of(lines, without_lexicon(candidates)).strings()
    partly = features_of(lines, without_lexicon(candidates, _EVERY)).strings()
    labels = [
        labels_of(record, of_record)
        for record, (_, of_record) in zip(
            shown, lines.group_by("document_id", maintain_order=True), strict=True
        )
    ]
    return [
        *zip(known, labels, strict=True),
        *zip(unknown[::_MASKED], labels[::_MASKED], strict=True),
        *zip(partly[1::_MASKED], labels[1::_MASKED], strict=True),
    ]


def train_turns(
    path: Path = MODEL,
    *,
    without: Collection[str] = (),
    unseen: Collection[str] = (),
    beside: Iterable[Annotated] = (),
) -> None:
    """Train the model of turns, and write it to a path.

    Parameters
    ----------
    without
        Styles without any record in the training; the records in observed shapes, which state no
        style, are then left out too.
    unseen
        Collections without any record in the training.
    beside
        Additional records.
    """
    annotated = [
        *of_gold(QUALITY / "gold"),
        *of_gold(QUALITY / "lists"),
        *(() if without else of_observed(QUALITY / "observed")),
    ]
    made = [rendered(render(family, seed)) for family in ALL_FAMILIES for seed in SEEDS]
    shown = [
        record
        for record in [*made, *annotated]
        if record.family not in without and record.collection not in unseen
    ]
    train(sequences_of([*shown, *beside]), path)


if __name__ == "__main__":
    train_turns()
