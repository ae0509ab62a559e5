"""Text to bytes, as Windows and browsers write EUC-JP (CP51932) and ISO-2022-JP (CP50221)."""

from __future__ import annotations

from itertools import groupby


def _jis_codes() -> dict[str, tuple[int, int]]:
    """The 7-bit pair of each character of CP932, by the usual arithmetic from its two bytes."""
    found: dict[str, tuple[int, int]] = {}
    for lead in (*range(0x81, 0xA0), *range(0xE0, 0xF0)):
        for trail in (*range(0x40, 0x7F), *range(0x80, 0xFD)):
            try:
                character = bytes([lead, trail]).decode("cp932")
            except UnicodeDecodeError:
                continue
            row = (lead - (0x70 if lead < 0xA0 else 0xB0)) * 2
            if trail < 0x9F:
                pair = row - 1, trail - (0x1F if trail < 0x7F else 0x20)
            else:
                pair = row, trail - 0x7E
            found.setdefault(character, pair)
    return found


JIS_CODES = _jis_codes()


def as_euc_jp(text: str) -> bytes:
    """Encode as CP51932."""
    return b"".join(
        bytes(byte | 0x80 for byte in JIS_CODES[character])
        if character in JIS_CODES
        else b"\x8e" + character.encode("cp932")
        if "\uff61" <= character <= "\uff9f"
        else character.encode("ascii")
        for character in text
    )


def as_iso2022_jp(text: str) -> bytes:
    """Encode as CP50221, with the escape back to ASCII before each line end."""
    made = []
    for escape, run in groupby(text, _escape):
        characters = list(run)
        if escape == b"\x1b$B":
            content = b"".join(bytes(JIS_CODES[character]) for character in characters)
        elif escape == b"\x1b(I":
            content = bytes(character.encode("cp932")[0] & 0x7F for character in characters)
        else:
            content = "".join(characters).encode("ascii")
        made.append(escape + content)
    return b"".join(made).removeprefix(b"\x1b(B")


def _escape(character: str) -> bytes:
    if character in JIS_CODES:
        return b"\x1b$B"
    return b"\x1b(I" if "\uff61" <= character <= "\uff9f" else b"\x1b(B"
