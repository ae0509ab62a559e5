"""What the cells of a table of given values mean."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.fields.given_values import READ, Value


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("date", "2024-4-1", date(2024, 4, 1)),
        ("date", "２０２４．０４．０１", date(2024, 4, 1)),
        ("date", "1868/4/1", date(1868, 4, 1)),
        ("published", "2024-02-29", date(2024, 2, 29)),
        ("session", "００３", 3),
        ("session", "999999", 999999),
        ("source_url", "HTTPS://Example.org/架空?a=b", "https://Example.org/架空?a=b"),
        ("record_kind", "verbatim", "verbatim"),
        ("title", "第３回架空会議　議事録", "第３回架空会議　議事録"),
        ("note", "一行目\n\t二行目", "一行目\n\t二行目"),
    ],
)
def test_a_value_is_read_for_its_column(column: str, cell: str, value: Value) -> None:
    assert READ[column][0](cell) == value


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        # Mixed signs, no such day, before the first one, and a day as people write it.
        ("date", "2024-4/1", "given_day_is"),
        ("date", "2023-02-29", "given_day_is"),
        ("date", "1868-03-31", "given_day_is"),
        ("date", "令和6年4月1日", "given_day_is"),
        ("date", "2024-04-01 10:00", "given_day_is"),
        ("session", "0", "given_session_is"),
        ("session", "第3回", "given_session_is"),
        ("session", "1000000", "given_session_is"),
        ("source_url", "ftp://example.org/a", "given_address_is"),
        ("source_url", "https://example.org/a b", "given_address_is"),
        ("record_kind", "Verbatim", "given_kind_is"),
        ("title", "第３回\n架空会議", "given_line_is"),
        ("body", "架空\u2028会議", "given_line_is"),
        ("note", "架空\x1b会議", "given_words_are"),
    ],
)
def test_what_is_not_valid_is_no_value_and_has_a_message(
    column: str, cell: str, message: str
) -> None:
    read, name = READ[column]
    assert read(cell) is None
    assert name == message
