"""Lines with their spans, and the numbers that a search system prints between speeches."""

from __future__ import annotations

from pipeline.ingestion.media.furniture import counted_lines, lines_with_spans


def test_lines_have_spans_without_their_ends() -> None:
    text = "開会\n\n○議長　どうぞ。"
    found = list(lines_with_spans(text))
    assert found == [("開会", (0, 2)), ("", (3, 3)), ("○議長　どうぞ。", (4, 12))]
    assert all(text[start:end] == line for line, (start, end) in found)


def speeches(*numbers: str) -> str:
    return "".join(f"{number}\n○議長　どうぞ。\n" for number in numbers)


def test_numbers_that_count_up_between_speeches_are_furniture() -> None:
    text = speeches("1:", " 2 ：", "　３:　", "4:", "5:")
    found = [text[start:end] for start, end in counted_lines(text)]
    assert found == ["1:", " 2 ：", "　３:　", "4:", "5:"]


def test_a_part_of_a_record_may_begin_with_any_number() -> None:
    assert len(counted_lines(speeches("98:", "99:", "100:", "101:", "102:"))) == 5


def test_other_numbers_are_no_furniture() -> None:
    # Too few, with one missing, one twice, counted down, or with words beside them.
    assert counted_lines(speeches("1:", "2:", "3:", "4:")) == ()
    assert counted_lines(speeches("1:", "2:", "3:", "5:", "6:")) == ()
    assert counted_lines(speeches("1:", "2:", "2:", "3:", "4:")) == ()
    assert counted_lines(speeches("5:", "4:", "3:", "2:", "1:")) == ()
    assert counted_lines(speeches(*(f"{at}: 議題" for at in range(1, 7)))) == ()
    assert counted_lines("") == ()
