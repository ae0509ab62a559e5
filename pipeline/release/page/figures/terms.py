"""The figure of the words that most remarks have."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from pipeline.files.parquet_files import scan_parquet
from pipeline.release.page.figures.bars import Bar, draw_bars
from pipeline.release.page.figures.figure import Figure
from pipeline.release.page.plot import MARK
from pipeline.release.page.words import Words

MOST_TERMS = 15
"""Maximum number of words in the figure."""


def terms_figure(parquet: Path) -> Figure | None:
    """Draw the content words by the number of remarks with them.

    None where the release has no terms, as without the language layer.
    """
    found = (
        scan_parquet(parquet / "terms.parquet")
        .group_by("term", "part_of_speech")
        .agg(
            remarks=pl.col("remark_count").sum(),
            tokens=pl.col("count").sum(),
            meetings=pl.col("meeting_id").n_unique(),
        )
        .sort("remarks", "tokens", "term", "part_of_speech", descending=[True, True, False, False])
        .head(MOST_TERMS)
        .collect()
    )
    if found.is_empty():
        return None
    rows = found.rows(named=True)
    most = rows[0]["remarks"]
    first = rows[0]["term"]
    return Figure(
        name="terms",
        title=Words("よく使われた語", "Words that most remarks have"),
        notes=[
            Words(
                f"内容語のうち、現れた発言の多い順に{len(rows)}語です。語は正規化形です。",
                f"The {len(rows)} content words that most remarks have, in their normalised form.",
            )
        ],
        summary=Words(
            f"棒グラフ。最も多くの発言に現れた語は「{first}」で、{most:,}発言です。",
            f"Bar chart of words by the remarks with them; the first is {first}, with {most:,}.",
        ),
        picture=draw_bars(
            [Bar(row["term"], f"{row['remarks']:,}", [row["remarks"]]) for row in rows],
            [MARK],
            most,
        ),
        keys=[],
        header=[
            Words("語", "word"),
            Words("品詞", "part of speech"),
            Words("発言", "remarks"),
            Words("出現", "tokens"),
            Words("会議", "meetings"),
        ],
        rows=[
            [row["term"], row["part_of_speech"], row["remarks"], row["tokens"], row["meetings"]]
            for row in rows
        ],
    )
