"""Inherited presence: 欠席委員 also holds for the groups after it, as （公益代表）."""

from __future__ import annotations

import re

import polars as pl

from pipeline.normalisation.attendance.blanks import squeezed
from pipeline.normalisation.attendance.labels import read_label
from pipeline.normalisation.attendance.lines import label_at
from pipeline.normalisation.attendance.words import is_capacity
from schemas.vocabulary import Presence

_COUNT = re.compile("[（(]?[1-9１-９一二三四五六七八九十][0-9０-９十]*[名人][）)]?")
_NOBODY = re.compile("[（(]?[0０〇零][名人][）)]?$")
_CAME = re.compile("(?:ご|御)?(?:出席|列席|参加|臨席)")
_DEEPEST = 40
"""Maximum indent of a label, in characters; beyond it, other text precedes the label."""
_MOST_BREAKS = 3
_NOT_HERE = (Presence.ABSENT, Presence.ONLINE)


def with_came_above(lists: pl.DataFrame) -> pl.DataFrame:
    """Add `came_above`, the presence inherited from an earlier label.

    That label lists nobody itself but in groups, nor says that it has nobody (欠席議員（０名）).
    The labels after it inherit its presence as long as they are indented more, or are as deep and
    name whom members represent (公益代表), and do not say that their persons came (出席説明員).

    Parameters
    ----------
    lists
        In order: `meeting_id`, `marker`, `source`, `indent` and `breaks` (blanks and line ends
        before the list).
    """
    labels = {marker: read_label(marker or "") for marker in lists["marker"].unique()}
    if not any(label.presence in _NOT_HERE for label in labels.values()):
        return lists.with_columns(came_above=pl.lit(None, pl.String))
    came: list[str | None] = []
    above: tuple[str, int, str] | None = None
    columns = ("meeting_id", "marker", "source", "indent", "breaks")
    for meeting, marker, source, indent, breaks in lists.select(columns).iter_rows():
        label = labels[marker]
        is_here = breaks is not None and breaks <= _MOST_BREAKS and indent <= _DEEPEST
        if label.presence in _NOT_HERE:
            behind = squeezed(source[len(marker or "") :])
            lists_groups = label_at(source[len(marker or "") :].partition("\n")[0]) is not None
            is_bare = not behind or lists_groups or _COUNT.fullmatch(behind) is not None
            is_bare = is_bare and _NOBODY.search(squeezed(marker or "")) is None
            above = (meeting, indent if is_here else 0, label.presence) if is_bare else None
            came.append(None)
            continue
        belongs = (
            above is not None
            and above[0] == meeting
            and _CAME.match(squeezed(label.group or "")) is None
            and (indent > above[1] or (indent == above[1] and is_capacity(label.group or "")))
        )
        above = above if belongs else None
        came.append(above[2] if above else None)
    return lists.with_columns(came_above=pl.Series(came, dtype=pl.String))
