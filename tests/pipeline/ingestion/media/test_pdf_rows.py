from __future__ import annotations

import numpy as np
import pytest

from pipeline.ingestion.media.pdf_rows import changes, usual_step, usual_steps


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([], 0.0),
        ([18.0], 18.0),
        # Empty lines between paragraphs are twice as far, and the fewer.
        ([18.0, 18.0, 36.0, 18.0, 36.0], 18.0),
    ],
)
def test_the_usual_step_is_that_from_line_to_line(steps: list[float], expected: float) -> None:
    assert usual_step(np.array(steps)) == expected


def test_each_group_has_a_step_of_its_own() -> None:
    steps = np.array([18.0, 36.0, 18.0, 12.0])
    group = np.array([0, 0, 0, 2])
    assert usual_steps(steps, group, 3).tolist() == [18.0, 0.0, 12.0]


def test_a_number_changes_where_another_stands_before_it() -> None:
    assert changes(np.array([3, 3, 4, 3])).tolist() == [True, False, True, True]
    assert changes(np.array([], dtype=np.intp)).tolist() == []
