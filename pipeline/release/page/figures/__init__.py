"""Figures of the page: numbers of the release, as picture and table."""

from __future__ import annotations

from pathlib import Path

from pipeline.release.page.figures.attendance import attendance_figure
from pipeline.release.page.figures.figure import Figure
from pipeline.release.page.figures.meetings import meetings_figure
from pipeline.release.page.figures.persons import persons_figure
from pipeline.release.page.figures.remarks import remarks_figure
from pipeline.release.page.figures.speakers import speakers_figure
from pipeline.release.page.figures.terms import terms_figure


def figures(parquet: Path) -> list[Figure]:
    """Draw every figure for which the tables in `parquet` have rows."""
    drawn = [
        draw(parquet)
        for draw in (
            meetings_figure,
            attendance_figure,
            persons_figure,
            remarks_figure,
            speakers_figure,
            terms_figure,
        )
    ]
    return [figure for figure in drawn if figure]
