from __future__ import annotations

import polars as pl
import pytest

from pipeline.titles import with_title_parts

# Title: session, term, body.
TITLES: dict[str, tuple[int | None, int | None, str | None]] = {
    "第１回架空推進会議 論点メモ": (1, None, "架空推進会議"),
    "第十二回 架空推進会議　議事要旨": (12, None, "架空推進会議"),
    "第 ３ 回 架空推進会議 議事録  ": (3, None, "架空推進会議"),
    "架空推進会議（第４回）議事概要": (4, None, "架空推進会議"),
    "架空推進会議 第5回 会議録": (5, None, "架空推進会議"),
    "架空推進会議": (None, None, "架空推進会議"),
    "架空推進会議 発言要旨": (None, None, "架空推進会議"),
    "第２回議事録": (2, None, None),
    "議事録": (None, None, None),
    "架空議事録検討会 議事録": (None, None, "架空議事録検討会"),
    "第99回架空会議雲の見方部会議事要旨": (99, None, "架空会議雲の見方部会"),
}


def parts(title: str | None) -> tuple[int | None, int | None, str | None]:
    frame = pl.DataFrame({"title": [title]}, schema={"title": pl.String})
    row = with_title_parts(frame).row(0, named=True)
    return row["session"], row["term"], row["body"]


@pytest.mark.parametrize(("title", "expected"), TITLES.items())
def test_a_title_states_session_and_body(
    title: str, expected: tuple[int | None, int | None, str | None]
) -> None:
    assert parts(title) == expected


def test_no_title_states_nothing() -> None:
    assert parts(None) == (None, None, None)


@pytest.mark.parametrize("title", ["第３期第２回架空審議会 議事録", "架空審議会（第三期）第２回"])
def test_a_title_states_the_term(title: str) -> None:
    session, term, _ = parts(title)
    assert (session, term) == (2, 3)


@pytest.mark.parametrize("title", ["第３期第２回架空審議会 議事録", "第３期 架空審議会 第２回"])
def test_the_term_is_no_part_of_the_name_of_the_body(title: str) -> None:
    assert parts(title)[2] == "架空審議会"


def test_a_number_that_no_session_can_be_is_not_read() -> None:
    assert parts("第99999999999回架空会議")[0] is None


def test_the_title_is_kept_as_it_is() -> None:
    frame = pl.DataFrame({"title": [" 第１回架空会議 "], "line": [7]})
    assert with_title_parts(frame).select("title", "line").rows() == [(" 第１回架空会議 ", 7)]
    assert with_title_parts(frame).schema["session"] == pl.Int32
