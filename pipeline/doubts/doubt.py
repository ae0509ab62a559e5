"""What a doubt is: an expectation of a record, and the places where the record does not meet it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from pipeline.doubts.reading import Reading


@dataclass(frozen=True)
class Doubt:
    """An expectation that what was read should meet.

    `find` returns a row for each place that does not: `document_id`, `line`, `excerpt`, and
    columns for the placeholders of the message, which has the name of the rule. `en` and `ja` say
    the expectation; `table_name` is the table that is doubtful where it is not met.
    """

    rule: str
    table_name: str
    en: str
    ja: str
    find: Callable[[Reading], pl.DataFrame]
