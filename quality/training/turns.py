"""Training of the model of turns: `python -m quality.training.turns`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import polars as pl

from pipeline.sequence_model import train
from pipeline.turns.candidates import candidates_of, visible_lines, without_lexicon
from pipeline.turns.features import features_of
from pipeline.turns.model import MODEL, LineLabel
from tests.records.render import ALL_FAMILIES, render
from tests.records.truth import Record

SEEDS = range(700, 716)
"""The seeds of the rendered records of each style."""
_MASKED = 3
"""Of so many records one is shown without what lists know of its labels, too."""


def labels_of(record: Record, lines: pl.DataFrame) -> list[str]:
    """What each visible line of a rendered record is.

    Parameters
    ----------
    record
        A record with its truth.
    lines
        `char_start` and `stripped` of its visible lines.
    """
    spoken = sorted(record.remarks, key=lambda remark: remark.start)
    first = spoken[0].start if spoken else len(record.text)
    last = max((remark.end for remark in spoken), default=0)
    labels = []
    for start, stripped in lines.select("char_start", "stripped").iter_rows():
        visible, end = start + len(stripped) - len(stripped.lstrip()), start + len(stripped)
        inside = next((r for r in spoken if r.start < end and visible < r.end), None)
        if inside is None:
            labels.append(
                LineLabel.FRONT
                if visible < first
                else LineLabel.AFTER
                if visible >= last
                else LineLabel.HEADING
            )
        elif inside.kind in ("stage", "interjection"):
            labels.append(LineLabel.ASIDE)
        elif not start <= inside.start < end:
            labels.append(LineLabel.SPEECH)
        elif inside.label:
            is_alone = len(stripped.strip()) <= len(inside.marker.strip())
            labels.append(LineLabel.TURN_ALONE if is_alone else LineLabel.TURN)
        else:
            has_mark = inside.marker or inside.kind == "item"
            labels.append(LineLabel.TURN_MARK if has_mark else LineLabel.SPEECH)
    return [label.value for label in labels]


def sequences_of(records: Iterable[Record]) -> list[tuple[list[list[str]], list[str]]]:
    """Features and labels of rendered records."""
    rendered = list(records)
    documents = pl.DataFrame(
        {
            "document_id": [f"{number:05}" for number in range(len(rendered))],
            "text": [record.text for record in rendered],
        }
    )
    lines = visible_lines(documents)
    candidates = candidates_of(lines, documents)
    known = features_of(lines, candidates)
    # Once more as if no list knew any of their labels: then the frame tells, and what returns.
    unknown = features_of(lines, without_lexicon(candidates))
    labels = [
        labels_of(record, of_record)
        for record, (_, of_record) in zip(
            rendered, lines.group_by("document_id", maintain_order=True), strict=True
        )
    ]
    return [*zip(known, labels, strict=True), *zip(unknown[::_MASKED], labels[::_MASKED], strict=True)]


def train_turns(path: Path = MODEL, *, without: str | None = None) -> None:
    """Train the model of turns, and write it to a path.

    Parameters
    ----------
    without
        A style of which no record is shown.
    """
    styles = [family for family in ALL_FAMILIES if family != without]
    train(sequences_of(render(family, seed) for family in styles for seed in SEEDS), path)


if __name__ == "__main__":
    train_turns()
