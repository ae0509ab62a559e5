from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipeline.interchange.conllu.escapes import escaped, unescaped
from pipeline.interchange.conllu.read import read_conllu
from pipeline.interchange.conllu.write import UnwritableWordError, token_lines, write_conllu
from pipeline.interchange.published import PublishedRelease, TableMissingError, open_release
from tests.pipeline.interchange.small_release import small_tables, without, write_release
from tests.pipeline.interchange.small_rows import FIRST, SECOND

BY_HAND = (
    f"# newdoc id = {FIRST}\n"
    f"# newpar id = {FIRST}/g-00000001\n"
    f"# sent_id = {FIRST}/g-00000001/s-0001\n"
    "# text_start = 0\n"
    "# text = 議題\n"
    "1\t議題\t議題\tNOUN\t名詞-普通名詞-一般\t_\t_\t_\t_\tReading=ギダイ|NormalizedForm=議題\n"
    "\n"
    f"# newpar id = {FIRST}/r-00000001\n"
    f"# sent_id = {FIRST}/r-00000001/s-0001\n"
    "# text_start = 0\n"
    "# text = 開会。\n"
    "1\t開会\t開会\tNOUN\t名詞-普通名詞-サ変可能\t_\t_\t_\t_\t"
    "SpaceAfter=No|Reading=カイカイ|NormalizedForm=開会\n"
    "2\t。\t。\tPUNCT\t補助記号-句点\t_\t_\t_\t_\tReading=。|NormalizedForm=。\n"
    "\n"
    f"# newpar id = {FIRST}/r-00000006\n"
    f"# sent_id = {FIRST}/r-00000006/s-0001\n"
    "# speaker = 坂本座長\n"
    "# text_start = 0\n"
    "# text = ＲＥＳＡＳ を使う。\n"
    "1\tＲＥＳＡＳ\tＲＥＳＡＳ\tNOUN\t名詞-普通名詞-一般\t_\t_\t_\t_\t"
    "SpacesAfter=\u3000|NormalizedForm=RESAS|InDictionary=No\n"
    "2\tを\tを\tADP\t助詞-格助詞\t_\t_\t_\t_\tSpaceAfter=No|Reading=ヲ|NormalizedForm=を\n"
    "3\t使う\t使う\tVERB\t動詞-一般\t_\t_\t_\t_\t"
    "SpaceAfter=No|Reading=ツカウ|NormalizedForm=使う|"
    "ConjugationType=五段-ワア行|ConjugationForm=終止形-一般\n"
    "4\t。\t。\tPUNCT\t補助記号-句点\t_\t_\t_\t_\tReading=。|NormalizedForm=。\n"
    "\n"
)


@pytest.fixture(scope="module")
def written(release: PublishedRelease, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("conllu") / "out"
    write_conllu(release, folder)
    return folder


def test_a_file_is_as_written_by_hand(written: Path) -> None:
    file = written / "made-up_2024-04-01_1.conllu"
    assert file.read_bytes().decode() == BY_HAND
    assert sorted(path.name for path in written.iterdir()) == [
        "made-up_2024-04-01_1.conllu",
        "made-up_2024-05-01_2.conllu",
    ]


def test_the_rows_are_read_back(written: Path, tables: dict[str, pl.DataFrame]) -> None:
    sentences, tokens = read_conllu(written)
    expected = tables["sentences"].with_columns(owner_id=pl.coalesce("remark_id", "agenda_item_id"))
    found = pl.DataFrame(sentences).sort("sentence_id")
    for column in ("sentence_id", "meeting_id", "owner_id", "text", "text_start"):
        assert found[column].to_list() == expected[column].to_list()
    words = tables["tokens"].filter(pl.col("pos_1") != "空白").drop("ordinal")
    read = pl.DataFrame(tokens, schema_overrides=words.schema).sort("sentence_id", "text_start")
    assert read.select(words.columns).equals(words)


def one_sentence(*surfaces: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A sentence by its words; a word of white space alone is a blank."""
    text = "".join(surfaces)
    tables = small_tables()
    sentence = tables["sentences"].head(1).with_columns(text=pl.lit(text), text_end=len(text))
    token = tables["tokens"].head(1)
    tokens = pl.concat(
        token.with_columns(
            ordinal=pl.lit(number, pl.Int32),
            surface=pl.lit(surface),
            dictionary_form=pl.lit(surface),
            pos_1=pl.lit("名詞" if surface.strip() else "空白"),
        )
        for number, surface in enumerate(surfaces, start=1)
    )
    return sentence, tokens


def test_white_space_is_kept_beside_the_words() -> None:
    lines = token_lines(*one_sentence(" \t", "雲", "\u3000", " ", "風", "\r\n"))
    ((_, written, text),) = lines.iter_rows()
    assert text == "雲 風"
    first, second = written.split("\n")
    assert first.endswith(
        "SpacesBefore=\\s\\t|SpacesAfter=\u3000\\s|Reading=ギダイ|NormalizedForm=議題"
    )
    assert "SpacesAfter=\\r\\n|" in second


def test_a_sentence_of_white_space_alone_is_left_out() -> None:
    assert token_lines(*one_sentence(" ", "\n")).height == 0


@pytest.mark.parametrize("surface", ["a\tb", "a\nb", "a\rb"])
def test_a_word_that_breaks_the_line_is_refused(surface: str) -> None:
    with pytest.raises(UnwritableWordError, match="tab or line end"):
        token_lines(*one_sentence("雲", surface))


def test_a_word_that_follows_at_once_has_no_space_after() -> None:
    sentence, tokens = one_sentence("雲", "風")
    following = sentence.with_columns(
        sentence_id=pl.lit("next"), ordinal=pl.lit(2, pl.Int32), text_start=pl.col("text_end")
    )
    lines = token_lines(pl.concat([sentence, following]), tokens)["lines"].item()
    assert [line.split("\t")[9].startswith("SpaceAfter=No|") for line in lines.split("\n")] == [
        True,
        True,
    ]


@pytest.mark.parametrize("text", ["a|b", "a\\pb", " \t\r\n", "\\", "雲"])
def test_escapes_are_undone(text: str) -> None:
    ((written,),) = pl.select(escaped(pl.lit(text))).rows()
    assert not set(written) & set("| \t\r\n")
    assert unescaped(written) == text


def test_a_release_without_tokens_is_refused(tmp_path: Path) -> None:
    tables = without(small_tables(), ["tokens"])
    release = open_release(write_release(tmp_path / "1.0.0", tables))
    with pytest.raises(TableMissingError, match="tokens"):
        write_conllu(release, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_speaker_that_spans_lines_takes_one(
    tables: dict[str, pl.DataFrame], tmp_path: Path
) -> None:
    remarks = tables["remarks"].with_columns(
        speaker_text=pl.col("speaker_text").str.replace("座長", "\n座長")
    )
    release = open_release(write_release(tmp_path / "1.0.0", {**tables, "remarks": remarks}))
    write_conllu(release, tmp_path / "out")
    text = (tmp_path / "out/made-up_2024-04-01_1.conllu").read_text(encoding="utf-8")
    assert "# speaker = 坂本 座長\n" in text
    assert SECOND not in text
