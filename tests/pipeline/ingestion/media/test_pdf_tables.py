"""Tables of speakers and words."""

from __future__ import annotations

from pipeline.ingestion.media.pdf import extract_pdf
from tests.pipeline.ingestion.media.record_alone import without_furniture
from tests.pipeline.ingestion.media.sheets import speaker_table


def test_lines_below_the_words_of_a_table_of_speakers_begin_where_those_do():
    rows = [
        ("", "第１回架空審議会"),
        ("", "  1. 計画の進み具合"),
        *[(f"○第{at}委員", "計画の目標について、昨年度との違いを伺います。") for at in range(4)],
        ("", "  （拍手）"),
    ]
    content, _ = speaker_table(rows)
    lines = extract_pdf(content).text.splitlines()
    assert lines[:2] == ["第１回架空審議会", "  1. 計画の進み具合"]
    assert lines[6] == "  （拍手）"


def test_a_label_that_a_page_cuts_within_a_bracket_is_one():
    words = "計画の目標について、昨年度との違いを伺います。"
    rows = [
        *[("○坂本委員", words)] * 38,
        ("【架空市民健康課長】", words),
        *[("○坂本委員", words)] * 3,
    ]
    content, _ = speaker_table(rows, "架空審議会")
    extracted = extract_pdf(content)
    assert len(extracted.pages) == 2
    text = without_furniture(extracted.text, extracted.furniture)
    assert [line for line in text.splitlines() if "【" in line] == [
        f"【架空市民健康課長】　{words}"
    ]
    assert sum("坂本" in line for line in text.splitlines()) == 41
    starts = list(extracted.pages)
    assert starts == sorted(starts)


def test_a_label_that_its_cell_cuts_before_its_bracket_is_one():
    words = "計画の目標について、昨年度との違いを伺います。"
    long = words[:-1] + "と、来年度の見通しを伺いたいと思います。よろしくお願いします。"
    rows = [
        ("○市長職務代理者（森修君）", words),
        *[("○坂本委員", words)] * 3,
        ("○若田市民病院参事", long),
        ("○坂本委員", words),
        ("○市長職務代理者（森修君）", words),
        # A stage direction below a label that fills its cell is none of it.
        ("○若田市民病院", words),
        ("（拍手）", ""),
    ]
    content, _ = speaker_table(rows)
    text = extract_pdf(content).text
    assert text.splitlines()[:9] == [f"{speaker}　{said}".rstrip("　") for speaker, said in rows]
