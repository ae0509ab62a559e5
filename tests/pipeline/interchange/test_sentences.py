from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipeline.interchange.published import DamagedReleaseError, PublishedRelease, open_release
from pipeline.interchange.sentences import sentences_in_parts
from tests.pipeline.interchange.small_release import write_release
from tests.pipeline.interchange.small_rows import FIRST, SECOND


@pytest.mark.parametrize("at_once", [1, 5, 1000])
def test_parts_together_are_all_rows(
    release: PublishedRelease, tables: dict[str, pl.DataFrame], at_once: int
) -> None:
    parts = list(sentences_in_parts(release, at_once))
    assert pl.concat(part for part, _ in parts).equals(tables["sentences"])
    assert pl.concat(tokens for _, tokens in parts).equals(tables["tokens"])


def test_a_part_has_whole_meetings(release: PublishedRelease) -> None:
    parts = [part["meeting_id"].unique().to_list() for part, _ in sentences_in_parts(release, 1)]
    assert parts == [[FIRST], [SECOND]]


def test_tokens_of_other_sentences_are_refused(
    tables: dict[str, pl.DataFrame], tmp_path: Path
) -> None:
    wrong = {**tables, "tokens": tables["tokens"].reverse()}
    release = open_release(write_release(tmp_path / "1.0.0", wrong))
    with pytest.raises(DamagedReleaseError, match="does not hold the tokens"):
        list(sentences_in_parts(release))
