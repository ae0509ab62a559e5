from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.fields.record_kinds import with_record_kind
from pipeline.lexicons import lexicon
from pipeline.normalisation.normalise import normalise
from pipeline.segmentation.segment import segment
from schemas.vocabulary import RecordKind

Documents = Callable[..., pl.DataFrame]

SPEECH = (
    "○青木委員長　ただいまから会議を開きます。御説明をお願いします。\n"
    "○坂本委員　堤防の点検を続けております。\n○青木委員長　よく分かりました。\n"
)
SUMMARY = (
    "○青木委員長　点検の時期を問う。\n○坂本委員　毎年の春に点検している。雨の後は見回る。\n"
    "○青木委員長　了解した。「助かります。」との声も聞く。図面に記す。\n"
)
PROSE = "　坂本課長から堤防の点検について説明があり、原案のとおり進めることとした。\n" * 2

OPEN = ("港の活用協議会　議事録", "港の活用協議会記録")
"""Titles that leave the kind of the record open."""


def record(title: str, talk: str) -> str:
    return f"{title}\n日時：令和６年４月１日\n出席者：青木委員長、坂本委員\n\n{talk}"


def kind_of(
    documents_of: Documents, title: str, talk: str, stated: RecordKind = RecordKind.VERBATIM
) -> str:
    documents = documents_of(record(title, talk))
    meetings = normalise(documents, segment(documents).blocks, stated).meetings
    assert meetings.height == 1
    return str(meetings["record_kind"].item())


TITLES = [
    ("第１回港の活用協議会　議事録", "verbatim"),
    ("第１回港の活用協議会　会議録（案）", "verbatim"),
    ("港の活用協議会速記録　第三号", "verbatim"),
    ("第１回港の活用協議会　会議要録", "verbatim"),
    ("第１回港の概要検討会議", "verbatim"),
    ("第１回港の活用協議会　議事要旨", "summary"),
    ("第１回港の活用協議会　議事概要（案）", "summary"),
    ("港の活用協議会の開催概要（令和６年４月１日）", "summary"),
    ("第１回港の活用協議会　議事録（要旨）", "summary"),
    ("第１回港の活用協議会　議事録（要旨版）", "summary"),
    ("第１回港の活用協議会　議事摘録", "summary"),
    ("第１回港の活用協議会　会議結果", "summary"),
    ("港の活用に関する説明会　質疑応答", "summary"),
    ("第１回港の活用協議会　論点メモ（テキスト\n　版）", "points"),
    ("第１回港の活用協議会　主な意見", "points"),
]


@pytest.fixture(scope="module")
def read(
    tables_of_each: Callable[..., dict[str, dict[str, pl.DataFrame]]],
) -> dict[str, dict[str, pl.DataFrame]]:
    """By text, the tables of the records that the tests with parameters look at."""
    return tables_of_each(
        [
            *(record(title, SPEECH) for title, _ in TITLES),
            *(record(title, talk) for title in OPEN for talk in (SUMMARY, PROSE)),
        ],
        RecordKind.VERBATIM,
    )


@pytest.mark.parametrize(("title", "kind"), TITLES)
def test_a_title_says_what_sort_of_record_it_is(
    read: dict[str, dict[str, pl.DataFrame]], title: str, kind: str
) -> None:
    assert read[record(title, SPEECH)]["meetings"]["record_kind"].to_list() == [kind]


def meeting_of(
    title: str | None, basis: str | None = "stated", given: str | None = None
) -> pl.DataFrame:
    row = {"meeting_id": "one", "title": title, "title_basis": basis, "given_record_kind": given}
    return pl.DataFrame([row], schema=dict.fromkeys(row, pl.String))


@pytest.mark.parametrize(
    ("word", "kind"),
    [(word, kind) for kind, words in lexicon("record_kinds").items() for word in words],
)
@pytest.mark.parametrize("behind", ["", "（案）", "　第３号", "（令和６年）（続き）"])
def test_every_word_of_the_lexicon_tells_the_kind(word: str, kind: str, behind: str) -> None:
    meetings = meeting_of(f"港の活用協議会の{word}{behind}")
    none = pl.DataFrame(schema={"meeting_id": pl.String, "kind": pl.String, "text": pl.String})
    found = with_record_kind(meetings, none, RecordKind.VERBATIM)
    assert found["record_kind"].to_list() == [kind]


@pytest.mark.parametrize("title", OPEN)
@pytest.mark.parametrize("talk", [SUMMARY, PROSE])
def test_what_is_not_worded_as_people_speak_is_a_summary(
    read: dict[str, dict[str, pl.DataFrame]], title: str, talk: str
) -> None:
    assert read[record(title, talk)]["meetings"]["record_kind"].to_list() == ["summary"]


@pytest.mark.parametrize("stated", [RecordKind.SUMMARY, RecordKind.POINTS])
def test_what_the_terms_call_no_verbatim_record_is_none(
    documents_of: Documents, stated: RecordKind
) -> None:
    assert kind_of(documents_of, "港の活用協議会　議事録", SPEECH, stated) == stated.value


def test_a_summary_among_lists_of_points_is_one(documents_of: Documents) -> None:
    kind = kind_of(documents_of, "港の活用協議会　議事要旨", SUMMARY, RecordKind.POINTS)
    assert kind == "summary"
