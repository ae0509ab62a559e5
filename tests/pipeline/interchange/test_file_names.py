from __future__ import annotations

import pytest

from pipeline.interchange.file_names import LONGEST_NAME, file_name


@pytest.mark.parametrize(
    ("identifier", "name"),
    [
        ("made-up/2024-04-01/1", "made-up_2024-04-01_1"),
        ("審議会/2024-04-01/unnumbered-2", "審議会_2024-04-01_unnumbered-2"),
        ("a_b/1", "a%5Fb_1"),
        ("a%5Fb/1", "a%255Fb_1"),
        ("../etc", "%2E._etc"),
        ("a:b\n", "a%3Ab%0A"),
        ("-x", "%2Dx"),
    ],
)
def test_a_name_is_safe_and_its_own(identifier: str, name: str) -> None:
    assert file_name(identifier) == name


def test_a_name_is_never_too_long() -> None:
    names = {file_name("会" * 300 + end) for end in ("a", "b")}
    assert len(names) == 2
    assert all(len(name.encode()) <= LONGEST_NAME for name in names)
