"""Each doubt is raised by a record that does not meet it, at the line where it does not."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.normalisation.doubts import DOUBTS, given, given_speeches, repeated_meetings, rounds
from pipeline.normalisation.normalise import normalise
from pipeline.segmentation.segment import segment
from schemas.vocabulary import RecordKind

Documents = Callable[..., pl.DataFrame]
Tables = dict[str, pl.DataFrame]

RECORD = """\
第３回あおば町緑化審議会 議事録

１　日時　令和５年４月１３日（木）午後１時３０分～午後３時
２　場所　あおば町役場２階 第１会議室
３　出席者（３名）
　出席委員：青木委員長、坂本委員
　事務局：白井課長

４　議事

○青木委員長　定刻になりましたので始めます。本日の議題は植樹の計画です。
○坂本委員　費用について伺います。どのくらいになりますか。
（拍手）
　ありがとうございました。続けて伺います。
○白井課長　お答えいたします。百万円と見込んでおります。
○青木委員長　それでは、これで終わります。
"""
"""A record that meets all expectations."""

DOUBTFUL: dict[str, tuple[str, str, int]] = {
    "place_is_read": (
        "２　場所　あおば町役場２階 第１会議室\n",
        "会議を開いた場所\n\nあおば町役場\n",
        4,
    ),
    "hours_are_read": (
        "\n１　日時　令和５年４月１３日（木）午後１時３０分～午後３時",
        "始まりの鐘は午後１時３０分\n１　日時　令和５年４月１３日（木）",
        2,
    ),
    "fields_end": (
        "午後１時３０分～午後３時\n",
        "午後１時３０分～午後３時" + "雲の流れがはやい" * 40 + "\n",
        3,
    ),
    "date_stated": ("令和５年４月１３日（木）", "", 1),
    "one_day": ("１　日時", "開催日　令和５年４月２０日\n１　日時", 4),
    "day_within_era": ("令和５年４月１３日（木）", "平成３５年４月１３日（木）", 3),
    "start_read": ("○青木委員長　定刻", "午前１０時開会\n○青木委員長　定刻", 11),
    "end_read": ("これで終わります。\n", "これで終わります。\n　　　午後５時１０分散会\n", 17),
    "round_read": (
        RECORD[: RECORD.index("３　出席者")],
        "あおば町緑化審議会 議事録\n\n１　日時　令和５年４月１３日\n２　場所　役場（第３回会場）\n",
        4,
    ),
    "title_names_body": ("第３回あおば町緑化審議会 議事録", "第３回 議事録", 1),
    "list_is_found": (
        "３　出席者（３名）\n　出席委員：青木委員長、坂本委員\n　事務局：白井課長\n",
        "〇委員会に出席した委員\n",
        5,
    ),
    "persons_are_named": ("　事務局：白井課長", "　事務局：白井課長、緑化推進の皆様", 7),
    "names_are_whole": (
        "　出席委員：青木委員長、坂本委員\n",
        "　出席委員：青木、一郎、坂本、和子、柏木、太郎\n",
        6,
    ),
    "persons_are_certain": (
        "　事務局：白井課長\n",
        "　事務局：白井課長\n　※石田江美副主幹は別の部屋にいる\n",
        8,
    ),
    "counts_are_met": ("出席者（３名）", "出席者（８名）", 5),
    "lists_are_read": (
        "３　出席者（３名）\n　出席委員：青木委員長、坂本委員\n　事務局：白井課長\n",
        "３　出席者   青木光委員長、坂本修委員\n\n"
        "        事務局(白井真人公民館長、石田江美副主幹(兼)事業係長)\n",
        7,
    ),
    "speakers_are_listed": (
        RECORD[RECORD.index("３　出席者") :],
        "３　出席者（４名）\n　出席委員：青木委員長、坂本委員、柏木委員、森田委員\n\n４　議事\n\n"
        "○青木委員長　定刻になりましたので始めます。\n○坂本委員　費用について伺います。\n"
        "○柏木委員　私も伺います。\n○森田委員　同じです。\n○石川委員　木の種類を伺います。\n",
        14,
    ),
    "chairs_are_listed": (
        RECORD[RECORD.index("３　出席者") :],
        "３　出席者（２名）\n　公述人：坂本勝、石田フミ\n\n４　議事\n\n"
        "○議長（青木宗一君）　定刻になりましたので始めます。\n"
        "○公述人（坂本勝君）　費用について伺います。\n"
        "○公述人（石田フミ君）　私も費用について伺います。\n",
        10,
    ),
    "absent_do_not_speak": (
        "３　出席者（３名）\n　出席委員：青木委員長、坂本委員\n",
        "３　出席者（３名）\n　出席委員：青木委員長、柏木委員\n　欠席委員：坂本委員\n",
        13,
    ),
    "persons_are_listed_once": (
        "　事務局：白井課長\n",
        "　事務局：緑化課　白井課長、緑化課　石田主査、緑化課　白井課長\n",
        7,
    ),
    "spoken_counts_are_met": ("定刻になりましたので", "出席委員は１２名ですので", 11),
    "turns_are_read": ("○白井課長　お答え", "白井課長（緑化担当）　お答え", 15),
    "marks_are_read": (
        RECORD[RECORD.index("○") :],
        "本数：減っている。\n費用：かかる。\n百万円：足りる。\n",
        11,
    ),
    "labels_are_whole": ("○坂本委員　費用", "○坂本委員　【白井課長】費用", 12),
    "cells_are_paired": (
        RECORD[RECORD.index("○") :],
        "質問\n回答\n費用はいくらか。\n百万円と見込んでいる。\n木の種類は何か。\n",
        13,
    ),
    "remarks_hold_sentences": ("○白井課長　お答え", "\n植樹の費用の見積り\n○白井課長　お答え", 16),
    "speech_is_found": (
        RECORD[RECORD.index("○") :],
        "定刻になりましたので始めます。本日の議題は植樹の計画です。\n"
        "費用について伺います。どのくらいになりますか。\n",
        11,
    ),
    "chair_is_known": (
        "（拍手）\n　ありがとうございました。続けて伺います。\n",
        "（青木委員長退席、坂本委員が委員長の職務を行う）\n○委員長　続けます。\n",
        14,
    ),
    "talk_is_read": ("（拍手）\n　ありがとう", "以上\n　ありがとう", 14),
    "turns_are_sure": (
        RECORD[RECORD.index("○") :],
        "青木委員長→定刻になりましたので始めます。本日の議題は植樹の計画です。\n"
        "坂本委員→費用について伺います。どのくらいになりますか。\n"
        "緑化推進室→資料の三枚目を御覧ください。\n"
        "白井課長→お答えいたします。百万円と見込んでおります。\n"
        "青木委員長→それでは、これで終わります。\n",
        # The line of a label that no list knows.
        13,
    ),
    "continuations_speak": (
        "　ありがとうございました。続けて伺います。",
        "　植樹計画の費用の一覧\n　内訳は別紙。",
        14,
    ),
}
"""For each rule: what stands in the record, what is put there, and the line that is named."""


def issues_of(documents_of: Documents, text: str) -> pl.DataFrame:
    documents = documents_of(text)
    blocks = segment(documents).blocks
    return normalise(documents, blocks, RecordKind.VERBATIM).quality_issues


@pytest.fixture(scope="module")
def doubtful(tables_of_each: Callable[..., dict[str, Tables]]) -> dict[str, pl.DataFrame]:
    """By rule, the issues of the record that does not meet it."""
    texts = {rule: RECORD.replace(stands, put) for rule, (stands, put, _) in DOUBTFUL.items()}
    read = tables_of_each(texts.values(), RecordKind.VERBATIM)
    return {rule: read[text]["quality_issues"] for rule, text in texts.items()}


def test_every_doubt_has_a_record() -> None:
    # What is given has tests of its own: `test_given.py` and `test_given_speeches.py`; rounds, of
    # which it takes several records to miss one, are in `test_rounds.py`.
    elsewhere = (
        *given.DOUBTS,
        *given_speeches.DOUBTS,
        *rounds.DOUBTS,
        *repeated_meetings.DOUBTS,
    )
    others = [doubt.rule for doubt in DOUBTS if doubt not in elsewhere]
    assert sorted(DOUBTFUL) == sorted(others)


def test_a_record_that_meets_all_expectations_raises_none(documents_of: Documents) -> None:
    assert issues_of(documents_of, RECORD).is_empty()


@pytest.mark.parametrize("rule", DOUBTFUL)
def test_a_record_that_does_not_is_doubted(doubtful: dict[str, pl.DataFrame], rule: str) -> None:
    stands, _, line = DOUBTFUL[rule]
    assert stands in RECORD
    (issue,) = doubtful[rule].filter(rule=rule).iter_rows(named=True)
    assert (issue["line"], issue["severity"]) == (line, "warn")
    assert issue["document_id"] == "made-up/1.txt"


def test_places_are_counted_and_the_first_is_named(documents_of: Documents) -> None:
    text = RECORD.replace("○坂本委員　", "坂本委員）　").replace("○白井課長　", "白井課長）　")
    text += "○青木委員長　続けて、お願いいたします。\n" * 4
    (issue,) = issues_of(documents_of, text).filter(rule="turns_are_read").iter_rows(named=True)
    assert issue["line"] == 12
    assert issue["message"].startswith("2 lines have the label of a speaker that opens no remark")
    assert issue["message_ja"].startswith("発言者の表示が発言として読まれていない行が 2 行")
    assert issue["excerpt"].startswith("坂本委員）")


def test_turns_of_a_record_in_which_nobody_was_read_to_speak_are_doubted(
    documents_of: Documents,
) -> None:
    # As it is where the style of a record was taken for another.
    documents = documents_of(RECORD).with_columns(layout=pl.lit("narrative"))
    tables = normalise(documents, segment(documents).blocks, RecordKind.VERBATIM)
    assert tables.remarks.filter(kind="remark").is_empty()
    (issue,) = tables.quality_issues.filter(rule="turns_are_read").iter_rows(named=True)
    assert issue["line"] == 11
