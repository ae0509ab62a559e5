"""Lines of a block: blanks, breaks, what goes on in a line, and preformatted text."""

from __future__ import annotations

from pipeline.ingestion.media.line_writer import LineWriter


def test_a_run_of_blanks_is_one_and_none_stands_at_the_ends_of_a_line() -> None:
    writer = LineWriter()
    for text in (" \n青木", "\n\t 一郎", " ", "委員 "):
        writer.write(text)
    assert writer.finish() == ["青木 一郎 委員"]


def test_an_ideographic_space_is_a_character_like_others() -> None:
    writer = LineWriter()
    writer.write("　青木　　一郎")
    assert writer.finish() == ["　青木　　一郎"]


def test_blocks_apart_have_one_empty_line_between_them_and_none_around() -> None:
    writer = LineWriter()
    for words in ("開会", "議事", "閉会"):
        writer.block(is_apart=True)
        writer.block(is_apart=True)
        writer.write(words)
        writer.block()
    writer.block(is_apart=True)
    assert writer.finish() == ["開会", "", "議事", "", "閉会"]


def test_lines_that_are_ended_empty_stay_between_others() -> None:
    writer = LineWriter()
    writer.end_line()
    writer.write("開会")
    for _ in range(3):
        writer.end_line()
    writer.write("閉会")
    writer.end_line()
    writer.end_line()
    assert writer.finish() == ["開会", "", "", "閉会"]


def test_whole_lines_are_apart_from_what_stands_before_them() -> None:
    writer = LineWriter()
    writer.write("名簿")
    writer.block(is_apart=True)
    writer.add(["会長\t青木", "委員\t坂本"])
    writer.write("以上")
    assert writer.finish() == ["名簿", "", "会長\t青木", "委員\t坂本", "以上"]


def test_a_block_that_is_glued_goes_on_in_the_line() -> None:
    writer = LineWriter()
    writer.write("日時")
    writer.glue("　")
    writer.block(is_apart=True)
    writer.write("令和6年4月1日")
    writer.block()
    writer.write("場所")
    assert writer.finish() == ["日時　令和6年4月1日", "場所"]


def test_nothing_is_glued_to_an_empty_line() -> None:
    writer = LineWriter()
    writer.glue("　")
    writer.write("令和6年4月1日")
    assert writer.finish() == ["令和6年4月1日"]


def test_blanks_of_the_markup_do_not_stand_beside_what_is_glued() -> None:
    writer = LineWriter()
    for text in ("日時", "\n  "):
        writer.write(text)
    writer.glue("　")
    for text in ("\n  ", " 令和6年 ", "4月"):
        writer.write(text)
    assert writer.finish() == ["日時　令和6年 4月"]


def test_whole_lines_are_never_glued_and_stand_below_the_line_before_them() -> None:
    writer = LineWriter()
    writer.write("出席者")
    writer.glue("　")
    writer.add(["会長\t青木", "委員\t坂本"])
    writer.write("以上")
    assert writer.finish() == ["出席者", "会長\t青木", "委員\t坂本", "以上"]


def test_preformatted_text_keeps_its_blanks_and_line_ends() -> None:
    writer = LineWriter()
    writer.write("名簿")
    writer.block()
    writer.write_as_it_is("  氏名   職名\r\n\r\n  青木   会長  \n")
    assert writer.finish() == ["名簿", "  氏名   職名", "", "  青木   会長"]


def test_preformatted_text_within_a_line_has_the_blank_before_it() -> None:
    writer = LineWriter()
    writer.write("日時 ")
    writer.write_as_it_is("令和")
    writer.write("6年")
    assert writer.finish() == ["日時 令和6年"]


def test_what_follows_glued_preformatted_text_is_a_line_of_its_own() -> None:
    writer = LineWriter()
    writer.write("日時")
    writer.glue("　")
    writer.block()
    writer.write_as_it_is("令和6年4月1日")
    writer.block()
    writer.write("場所")
    assert writer.finish() == ["日時　令和6年4月1日", "場所"]


def test_a_line_with_nothing_in_it_is_at_its_start() -> None:
    writer = LineWriter()
    writer.write(" \n")
    assert writer.is_at_start()
    writer.write("開会")
    assert not writer.is_at_start()
    writer.end_line()
    assert writer.is_at_start()
