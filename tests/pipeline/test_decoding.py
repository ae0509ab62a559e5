from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.decoding import Decoded, UndecodableError, decode, looks_japanese

TEXT = "第一回の架空会議を開いた。\n委員は、まず雲の名前について語り合った。\n以上\n"


def test_utf_8_is_decoded() -> None:
    assert decode(TEXT.encode()) == Decoded(TEXT, "utf-8")


def test_nothing_is_an_empty_text() -> None:
    assert decode(b"") == Decoded("", "utf-8")


def test_the_byte_order_mark_of_utf_8_is_no_part_of_the_text() -> None:
    assert decode(codecs.BOM_UTF8 + TEXT.encode()) == Decoded(TEXT, "utf-8-sig")


@pytest.mark.parametrize(
    ("mark", "codec"), [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")]
)
def test_utf_16_is_known_by_its_mark(mark: bytes, codec: str) -> None:
    assert decode(mark + TEXT.encode(codec)) == Decoded(TEXT, "utf-16")


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [("cp932", "cp932"), ("euc_jp", "euc_jp"), ("iso2022_jp", "iso2022_jp")],
)
def test_legacy_encodings_are_told_apart(codec: str, encoding: str) -> None:
    assert decode(TEXT.encode(codec)) == Decoded(TEXT, encoding)


def test_the_characters_of_windows_are_read() -> None:
    text = "①架空の㈱くも、２～３名と書く。\n"
    assert decode(text.encode("cp932")) == Decoded(text, "cp932")


def test_line_ends_are_kept_as_they_are() -> None:
    assert decode(b"a\r\nb\rc\n").text == "a\r\nb\rc\n"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_any_text_in_utf_8_with_a_mark_comes_back(text: str) -> None:
    assert decode(codecs.BOM_UTF8 + text.encode()).text == text


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\x1b\0")).filter(
        lambda text: not text.startswith("\ufeff")
    )
)
def test_any_text_in_utf_8_comes_back(text: str) -> None:
    assert decode(text.encode()) == Decoded(text, "utf-8")


def test_broken_utf_8_is_reported_with_its_offset_and_line() -> None:
    content = "いろは\nにほ".encode() + b"\xff" + "へと\n".encode()
    with pytest.raises(UndecodableError) as raised:
        decode(content)
    assert raised.value.line == 2
    assert str(raised.value) == (
        "not decodable: byte 0xff at offset 16 (line 2) is not valid utf-8, "
        "and no other encoding fits. Save the file again as UTF-8."
    )


def test_utf_8_that_is_cut_off_is_refused() -> None:
    with pytest.raises(UndecodableError) as raised:
        decode("いろはにほへと、ちりぬるを。\nわかよたれ".encode()[:-1])
    assert raised.value.line == 2


def test_the_offset_counts_the_byte_order_mark() -> None:
    with pytest.raises(UndecodableError, match=r"byte 0xff at offset 7 \(line 2\)"):
        decode(codecs.BOM_UTF8 + b"abc\n\xffz")


def test_broken_utf_16_is_reported() -> None:
    lone_surrogate = b"\x00\xd8"
    with pytest.raises(UndecodableError, match="offset 6") as raised:
        decode(codecs.BOM_UTF16_LE + "ab".encode("utf-16-le") + lone_surrogate + b"a\x00")
    assert raised.value.line == 1


def test_the_line_of_broken_utf_16_counts_line_feeds_only() -> None:
    with pytest.raises(UndecodableError) as raised:
        decode(codecs.BOM_UTF16_LE + "以上\n以上".encode("utf-16-le") + b"\x00\xd8")
    assert raised.value.line == 2


def test_broken_iso_2022_jp_is_reported() -> None:
    with pytest.raises(UndecodableError, match="not valid iso2022_jp") as raised:
        decode(b"abc\n\x1b$B\xff\xff\x1b(B")
    assert raised.value.line == 2


@pytest.mark.parametrize(
    "junk",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00",
        bytes(range(256)),
        bytes(range(128, 256)) * 4,
        b"PK\x03\x04\x14\x00\x08\x08\xfe\xff\x00\x81",
        "caf\u00e9 cr\u00e8me \u00e0 la carte".encode("latin-1"),
        pytest.param(
            b"\x7fELF\x02\x01\x01" + bytes(9),
        ),
    ],
    ids=["png", "all bytes", "high bytes", "zip", "latin-1", "elf"],
)
def test_what_is_no_text_is_refused(junk: bytes) -> None:
    with pytest.raises(UndecodableError, match="not decodable"):
        decode(junk)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_a_nul_is_reported_with_its_place(encoding: str) -> None:
    with pytest.raises(UndecodableError, match=r"NUL at character 4 \(line 2\)") as raised:
        decode(("架空府\n\0" + "。雲の会議を開いた" * 3).encode(encoding))
    assert raised.value.line == 2


@pytest.mark.parametrize("text", ["", " \n", "架空の会議", "ＡＢＣ（１）", "plain ASCII", "①㈱○"])
def test_what_records_are_written_with_looks_japanese(text: str) -> None:
    assert looks_japanese(text)


@pytest.mark.parametrize("text", ["ﾜｹﾉﾜｶﾗﾅｲ", "déjà vu", "会議\x00\x01\x02", "привет"])
def test_what_other_encodings_turn_into_does_not(text: str) -> None:
    assert not looks_japanese(text)


def test_one_odd_character_in_twenty_is_let_pass() -> None:
    assert looks_japanese("あ" * 19 + "é")
    assert not looks_japanese("あ" * 18 + "é")
