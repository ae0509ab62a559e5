from __future__ import annotations

import pytest

from pipeline.release.page.words import label, share, size


@pytest.mark.parametrize(
    ("text", "columns", "shown"),
    [
        ("雲の見方", 8, "雲の見方"),
        ("雲の見方", 7, "雲の…"),
        ("clouds", 6, "clouds"),
        ("clouds", 5, "clo…"),
        (" 雲\n\tの　見\u202e方\x00 ", 20, "雲 の 見 方"),
        ("", 5, ""),
    ],
)
def test_a_label_fits_in_its_columns(text: str, columns: int, shown: str) -> None:
    assert label(text, columns) == shown


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        (0.0, "0.0%"),
        (0.0001, "<0.1%"),
        (0.5, "50.0%"),
        (0.12345, "12.3%"),
        (0.99999, "99.9%"),
        (1.0, "100.0%"),
    ],
)
def test_a_share_is_all_or_nothing_only_where_it_is(part: float, shown: str) -> None:
    assert share(part) == shown


@pytest.mark.parametrize(
    ("byte_count", "shown"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1_000, "1.0 kB"),
        (53_263, "53.3 kB"),
        (12_300_000, "12.3 MB"),
        (4_500_000_000, "4.5 GB"),
        (1_234_500_000_000, "1,234.5 GB"),
    ],
)
def test_a_size_has_a_decimal_unit(byte_count: int, shown: str) -> None:
    assert size(byte_count) == shown
