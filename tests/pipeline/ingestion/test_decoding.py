from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingestion import decoding
from pipeline.ingestion.decoding import Decoded, UndecodableError, decode
from tests.pipeline.ingestion.japanese_bytes import as_euc_jp, as_iso2022_jp

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
        "the encoding that fits the file best. Save the file again as UTF-8."
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


RECORD = """\
第１回架空緑化委員会　議事録
令和５年４月１３日（木）午後１時３０分～午後３時
出席委員：髙井委員長、三枝委員（ﾈｯﾄﾜｰｸ整備ｱﾄﾞﾊﾞｲｻﾞｰ）
○髙井委員長　議題は、①植樹と②水やりです。費用は\\12,000円－－㈱みどりの見積りによります。
○三枝委員　はい。
"""


@pytest.mark.parametrize(
    ("encoded", "encoding"),
    [
        (RECORD.encode("cp932"), "cp932"),
        (as_euc_jp(RECORD), "euc_jp"),
        (as_iso2022_jp(RECORD), "iso2022_jp"),
        (RECORD.encode("utf-16-le"), "utf-16-le"),
        (RECORD.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_one_record_is_the_same_text_in_every_encoding(encoded: bytes, encoding: str) -> None:
    assert decode(encoded) == Decoded(RECORD, encoding)


def test_a_short_text_in_cp932_is_read() -> None:
    text = "議事録\n○丸山委員　はい。\n"
    assert decode(text.encode("cp932")) == Decoded(text, "cp932")


def test_a_mostly_ascii_text_in_euc_jp_is_not_taken_for_half_width_kana() -> None:
    text = "agenda 1 2 3 " * 50 + "議事録\n"
    assert decode(text.encode("euc_jp")) == Decoded(text, "euc_jp")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_strict(codec: str) -> None:
    lone = "\udc00".encode(codec, "surrogatepass")
    content = "第１回\n議事録".encode(codec) + lone + "です。\n".encode(codec)
    with pytest.raises(UndecodableError, match=rf"offset 14 .*not valid {codec}") as raised:
        decode(content)
    assert raised.value.line == 2


def test_plain_ascii_in_utf_16_is_read() -> None:
    assert decode("abc 123\n".encode("utf-16-be")) == Decoded("abc 123\n", "utf-16-be")


def test_a_line_of_cp932_in_a_file_of_utf_8_is_named() -> None:
    lines = RECORD.splitlines(keepends=True)
    content = "".join(lines[:3]).encode() + lines[3].encode("cp932") + lines[4].encode()
    with pytest.raises(
        UndecodableError, match="is not valid utf-8, the encoding that fits"
    ) as raised:
        decode(content)
    assert raised.value.line == 4


@pytest.mark.parametrize("wrong", [b"\xff", b"\x80", b"\xa0", b"\x85\x21"])
def test_a_broken_byte_in_a_file_of_cp932_is_named(wrong: bytes) -> None:
    before = "第１回架空委員会\n○丸山委員　".encode("cp932")
    with pytest.raises(
        UndecodableError, match="is not valid cp932, the encoding that fits"
    ) as raised:
        decode(before + wrong + "はい。賛成です。\n".encode("cp932"))
    assert raised.value.line == 2
    assert f"byte 0x{wrong[0]:02x} at offset {len(before)}" in str(raised.value)


@pytest.mark.parametrize("wrong", [b"\xa9\xa1", b"\x80", b"\xff\xff"])
def test_a_broken_pair_in_a_file_of_euc_jp_is_named(wrong: bytes) -> None:
    before = "第１回架空委員会\n○丸山委員　".encode("euc_jp")
    with pytest.raises(
        UndecodableError, match="is not valid euc_jp, the encoding that fits"
    ) as raised:
        decode(before + wrong + "はい。賛成です。\n".encode("euc_jp"))
    assert raised.value.line == 2
    assert f"at offset {len(before)}" in str(raised.value)


def test_a_text_of_another_country_is_named_as_such() -> None:
    text = "会议记录：各位委员下午好，现在开始讨论城市绿化计划，请秘书处说明预算执行情况。\n" * 4
    with pytest.raises(UndecodableError, match="the file looks like gb18030"):
        decode(text.encode("gb18030"))


def test_where_two_decodings_fit_a_second_witness_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def reads(text: str) -> decoding.Decoder:
        return lambda content, errors: text

    monkeypatch.setattr(decoding, "LEGACY", {"cp932": reads("渦"), "euc_jp": reads(TEXT)})
    assert decode(TEXT.encode("euc_jp")) == Decoded(TEXT, "euc_jp")
    monkeypatch.setattr(decoding, "LEGACY", {"cp932": reads(TEXT), "euc_jp": reads("渦")})
    assert decode(TEXT.encode("cp932")) == Decoded(TEXT, "cp932")
