"""Names as written, cut by the dictionary."""

from __future__ import annotations

import pytest

from pipeline.names.written_names import cut_by_dictionary


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("坂本ゆめ", ("坂本", None, "ゆめ")),
        ("あべひかる", ("あべ", None, "ひかる")),
        ("サトウハナコ", ("サトウ", None, "ハナコ")),
        # One name, which begins like a known family name.
        ("ソレンセン", None),
        ("アンダーソン", None),
        ("マリア", None),
    ],
)
def test_kana_are_cut_only_before_a_known_given_name(
    name: str, parts: tuple[str | None, ...] | None
) -> None:
    assert cut_by_dictionary(name) == parts
