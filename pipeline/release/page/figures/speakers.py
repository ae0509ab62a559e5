"""The figure of how the source states the speakers of remarks."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from pipeline.files.parquet_files import scan_parquet
from pipeline.release.page.figures.bars import Bar, draw_bars
from pipeline.release.page.figures.figure import Figure
from pipeline.release.page.plot import MARK
from pipeline.release.page.words import Words, share
from schemas.vocabulary import RemarkKind, SpeakerStatus


def speakers_figure(parquet: Path) -> Figure | None:
    """Draw the number of remarks by status of the speaker.

    None where there is no remark.
    """
    found = dict(
        scan_parquet(parquet / "remarks.parquet")
        .filter(pl.col("kind") == RemarkKind.REMARK.value)
        .group_by("speaker_status")
        .agg(pl.len())
        .collect()
        .iter_rows()
    )
    total = sum(found.values())
    if not total:
        return None
    counts = [(status, found.get(status.value, 0)) for status in SpeakerStatus]
    commonest, most = max(counts, key=lambda counted: counted[1])
    return Figure(
        name="speakers",
        title=Words("発言者の記載状況", "Coverage of speakers"),
        notes=[
            Words(
                f"発言{total:,}件のうち、出典に発言者がどう書かれているかです。",
                f"What the source says of who spoke, of {total:,} remarks.",
            )
        ],
        summary=Words(
            f"棒グラフ。最も多いのは「{commonest.ja}」の{share(most / total)}です。",
            f"Bar chart. Most often {commonest.en}: {share(most / total)}.",
        ),
        picture=draw_bars(
            [
                Bar(status.ja, f"{count:,} ({share(count / total)})", [count])
                for status, count in counts
            ],
            [MARK],
            total,
        ),
        keys=[],
        header=[Words("記載", "source"), Words("発言", "remarks"), Words("割合", "share")],
        rows=[
            [Words(status.ja, status.en), count, share(count / total)] for status, count in counts
        ],
    )
