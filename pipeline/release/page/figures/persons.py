"""The figure of how listed persons are joined across meetings."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from pipeline.files.parquet_files import scan_parquet
from pipeline.release.page.figures.bars import Bar, draw_bars
from pipeline.release.page.figures.figure import Figure
from pipeline.release.page.plot import HOLLOW, MARK
from pipeline.release.page.words import Words, share
from schemas.vocabulary import PersonBasis, PersonReason, Vocabulary


def persons_figure(parquet: Path) -> Figure | None:
    """Draw the listed rows by the rule that joins them to a person, or by why none does.

    None where nobody is listed.
    """
    rows = scan_parquet(parquet / "attendance.parquet")
    found = dict(
        rows.group_by(pl.coalesce("person_basis", "person_reason")).agg(pl.len()).collect().rows()
    )
    total = sum(found.values())
    if not total:
        return None
    persons = rows.select(pl.col("person_id").drop_nulls().n_unique()).collect().item()
    unlinked = sum(found.get(reason.value, 0) for reason in PersonReason)
    words: list[Vocabulary] = [*PersonBasis, *PersonReason]
    counts = [(word, found[word.value]) for word in words if word.value in found]
    return Figure(
        name="persons",
        title=Words("人物と根拠", "Persons, and what joins them"),
        notes=[
            Words(
                f"名簿の{total:,}行は{persons:,}人です。{unlinked:,}行は誰か特定できないか、"
                "氏名の記載がありません。",
                f"{total:,} listed rows are {persons:,} persons. {unlinked:,} rows cannot be told, "
                "or name nobody.",
            )
        ],
        summary=Words(
            f"棒グラフ。名簿の行を、人物とした根拠ごとに数えています。{share(unlinked / total)}には"
            "人物IDがありません。",
            f"Bar chart of listed rows by what joins them to a person; {share(unlinked / total)} "
            "have none.",
        ),
        picture=draw_bars(
            [
                Bar(
                    word.ja,
                    f"{count:,} ({share(count / total)})",
                    [count, 0] if isinstance(word, PersonBasis) else [0, count],
                )
                for word, count in counts
            ],
            [MARK, HOLLOW],
            total,
        ),
        keys=[],
        header=[
            Words("根拠または理由", "basis or reason"),
            Words("行", "rows"),
            Words("割合", "share"),
        ],
        rows=[[Words(word.ja, word.en), count, share(count / total)] for word, count in counts],
    )
