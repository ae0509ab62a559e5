"""Encodings with the rows of NEC and IBM, against bytes and texts written by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingestion.decoding import decode
from pipeline.ingestion.windows_japanese import decode_cp932, decode_euc_jp, decode_iso2022_jp
from tests.pipeline.ingestion.japanese_bytes import JIS_CODES, as_euc_jp, as_iso2022_jp


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"\xad\xa1", "①"),
        (b"\xad\xea", "㈱"),
        (b"\xfc\xe2", "髙"),
        (b"\xa4\xa2\x8e\xb1z", "あｱz"),
        # The wave dash, double bar and minus of JIS, as Windows has them.
        (b"\xa1\xc1\xa1\xc2\xa1\xdd", "～∥－"),
        # JIS X 0212
        (b"\x8f\xb0\xa1\xa4\xa2", "丂あ"),
        (b"", ""),
    ],
)
def test_euc_jp(content: bytes, text: str) -> None:
    assert decode_euc_jp(content) == text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b'a\x1b$B$"-!\x1b(Bz', "aあ①z"),
        (b'\x1b$@$"\x1b(J\\~', "あ¥‾"),
        (b"\x1b(I16\x1b(B.", "ｱｶ."),
        # A line may end without the escape back.
        (b'\x1b$B$"\n$$\r\n\x1b(Bz', "あ\nい\r\nz"),
        (b"abc", "abc"),
    ],
)
def test_iso_2022_jp(content: bytes, text: str) -> None:
    assert decode_iso2022_jp(content) == text


@pytest.mark.parametrize(
    ("decoder", "content", "start"),
    [
        (decode_cp932, b"\x82\xa0\xa0", 2),
        (decode_cp932, b"a\x81", 1),
        (decode_euc_jp, b"\xa4\xa2\x85", 2),
        (decode_euc_jp, b"\xa4\xa2\xa9\xa1", 2),
        (decode_euc_jp, b"a\xa4", 1),
        (decode_euc_jp, b"a\x8f\xa4", 1),
        (decode_iso2022_jp, b'a\x1b$B$"$\x1b(B', 6),
        (decode_iso2022_jp, b"\x1b$B)!\x1b(B", 3),
        (decode_iso2022_jp, b"a\x1b$(D0!", 1),
        (decode_iso2022_jp, b"\x1b(I~", 3),
        (decode_iso2022_jp, b"ab\xe3\x1b$B", 2),
    ],
)
def test_the_first_wrong_byte_is_named(
    decoder: Callable[[bytes], str], content: bytes, start: int
) -> None:
    with pytest.raises(UnicodeDecodeError) as raised:
        decoder(content)
    assert raised.value.start == start
    assert raised.value.object == content


def test_a_wrong_byte_is_replaced_where_that_is_asked_for() -> None:
    assert decode_cp932(b"\x82\xa0\xff\x82\xa2", "replace") == "あ\ufffdい"
    assert decode_euc_jp(b"\xa4\xa2\x85\xa9\xa1\xa4\xa4", "replace") == "あ\ufffd\ufffdい"


HIRAGANA = [chr(code) for code in range(0x3041, 0x3094)]
HALF_WIDTH = [chr(code) for code in range(0xFF61, 0xFFA0)]
# Of a hundred characters of a record a few may be any of the repertoire.
WORDS = st.text(st.sampled_from(HIRAGANA), min_size=24, max_size=40)
ANYTHING = st.sampled_from([*JIS_CODES, *HALF_WIDTH, *map(chr, range(0x20, 0x7F))])
LINE = st.tuples(WORDS, ANYTHING).map("".join)
RECORDS = st.lists(LINE, min_size=1, max_size=6).map(lambda lines: "\n".join(lines) + "\n")


@given(RECORDS)
@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode("cp932"),
        as_euc_jp,
        as_iso2022_jp,
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: text.encode(),
    ],
    ids=["cp932", "cp51932", "cp50221", "utf-16-le", "utf-16-be", "utf-8"],
)
def test_a_record_of_any_characters_of_windows_comes_back(
    encode: Callable[[str], bytes], text: str
) -> None:
    assert decode(encode(text)).text == text


@given(st.text(st.sampled_from([*JIS_CODES, *HALF_WIDTH, "a", "\n"])))
def test_the_three_encodings_give_the_same_text(text: str) -> None:
    assert decode_cp932(text.encode("cp932")) == text
    assert decode_euc_jp(as_euc_jp(text)) == text
    assert decode_iso2022_jp(as_iso2022_jp(text)) == text
