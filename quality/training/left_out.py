"""Styles left out: how a style is read that neither rules nor training have seen.

python -m quality.training.left_out            each style, with no example of it
python -m quality.training.left_out --curve    with 0 to 20 annotated examples of it
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from unittest.mock import patch

import polars as pl

from pipeline.models.sequence_model import SequenceModel
from pipeline.normalisation.normalise import normalise
from pipeline.segmentation.layouts import layouts
from pipeline.segmentation.segment import segment
from pipeline.segmentation.speaker_styles import with_layout
from quality.training.annotated import rendered
from quality.training.turns import train_turns
from schemas import TABLES
from schemas.documents import BESIDE_TEXT
from schemas.table import empty
from schemas.vocabulary import RecordKind
from tests.records.render import ALL_FAMILIES, render
from tests.records.truth import Record, squeezed

TURNS = "pipeline.segmentation.turns.model"
"""The module that reads turns with the model."""
STYLES = tuple(style for style in ALL_FAMILIES if style != "narrative")
"""The speaker styles; a narrative record has none."""
EXAMPLES = (0, 1, 2, 5, 20)
"""Numbers of annotated examples of a style, for its learning curve."""
RECORDS = 12
"""Number of records to read of each style."""
HARDEST = ("points_memo", "glyph_legend")
"""Styles of the learning curve: the two with the worst results without an example."""
_READ, _SHOWN = 5000, 900
"""First seed of the records to read, and of the examples."""


class Figures(NamedTuple):
    """Counts of remarks as read and as made.

    `labelled` counts the right ones with the right speaker.
    """

    right: int
    made: int
    read: int
    labelled: int

    @property
    def f1(self) -> float:
        """The F1 of remarks, each right where its whole text is right."""
        return 2 * self.right / max(1, self.made + self.read)


def model_without(style: str, folder: Path, *, examples: int = 0) -> SequenceModel:
    """Train the model of turns without a style, except for some examples.

    A model already in the folder is used.
    """
    path = folder / f"turns-without-{style}-{examples}.crfsuite"
    if not path.exists():
        seen = [rendered(render(style, _SHOWN + number)) for number in range(examples)]
        train_turns(path, without=[style], beside=seen)
    return SequenceModel(path)


def unseen_records(style: str, number: int) -> list[Record]:
    """Render records of a style that no model was trained on."""
    return [render(style, _READ + at) for at in range(number)]


def read_without(style: str, folder: Path, *, records: int, examples: int = 0) -> Figures:
    """Read a style without its rules, with a few examples at most."""
    model = model_without(style, folder, examples=examples)
    read = unseen_records(style, records)
    with (
        _without_rules(style),
        patch(f"{TURNS}.turns_model", lambda: model),
    ):
        return _figures(read)


@contextmanager
def _without_rules(style: str) -> Iterator[None]:
    known = layouts()
    kept = known.pop(style)
    try:
        yield
    finally:
        known[style] = kept
        for name in sorted(known):
            known[name] = known.pop(name)


def _figures(records: Sequence[Record]) -> Figures:
    documents = with_layout(
        pl.DataFrame(
            {
                "document_id": [f"made/{number:03}.txt" for number in range(len(records))],
                "collection_id": "made",
                "path": [f"{number:03}.txt" for number in range(len(records))],
                "text": [record.text for record in records],
            }
        )
    ).with_columns(
        status=pl.lit("parsed"),
        # No given values.
        **{
            name: pl.lit(None, dtype)
            for name, dtype in empty(TABLES["documents"]).select(BESIDE_TEXT).schema.items()
        },
    )
    blocks = segment(documents).blocks
    remarks = normalise(documents, blocks, RecordKind.VERBATIM).remarks.filter(kind="remark")
    right = labelled = made = read = 0
    for number, record in enumerate(records):
        spoken = [remark for remark in record.remarks if remark.kind == "remark"]
        truth = Counter(squeezed(remark.text) for remark in spoken)
        labels = Counter((squeezed(remark.text), squeezed(remark.label)) for remark in spoken)
        of_record = remarks.filter(document_id=f"made/{number:03}.txt")
        rows = of_record.select("text", "speaker_text", "attribution_basis").rows()
        found = Counter(squeezed(text) for text, *_ in rows)
        # A remark without a label, as after a stage direction or a glyph, has no speaker.
        told = Counter(
            (squeezed(text), squeezed(label or "") if basis == "label" else "")
            for text, label, basis in rows
        )
        right += (truth & found).total()
        labelled += (labels & told).total()
        made += truth.total()
        read += found.total()
    return Figures(right, made, read, labelled)


def table_of_styles(folder: Path, records: int = RECORDS) -> str:
    """Return the figures of each style left out, as a Markdown table."""
    rows = ["| style | remarks | F1 | speaker right |", "| --- | ---: | ---: | ---: |"]
    scores = []
    for style in STYLES:
        figures = read_without(style, folder, records=records)
        scores.append(figures.f1)
        share = figures.labelled / max(1, figures.right)
        rows.append(f"| `{style}` | {figures.made} | {figures.f1:.3f} | {share:.3f} |")
    rows.append(f"| mean | | {sum(scores) / len(scores):.3f} | |")
    return "\n".join(rows)


def table_of_examples(folder: Path, records: int = 8) -> str:
    """Return learning curves of the hardest styles, as a Markdown table."""
    heads = " | ".join(str(number) for number in EXAMPLES)
    rows = [f"| examples | {heads} |", f"| --- |{' ---: |' * len(EXAMPLES)}"]
    for style in HARDEST:
        curve = [
            read_without(style, folder, records=records, examples=count).f1 for count in EXAMPLES
        ]
        rows.append(f"| `{style}` | {' | '.join(f'{f1:.3f}' for f1 in curve)} |")
    return "\n".join(rows)


def main() -> None:
    """Print one of the two tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--curve", action="store_true", help="with annotated examples")
    parser.add_argument("--keep", type=Path, help="a folder to keep the models in")
    options = parser.parse_args()
    table = table_of_examples if options.curve else table_of_styles
    with TemporaryDirectory() as folder:
        print(table(options.keep or Path(folder)))


if __name__ == "__main__":
    main()
