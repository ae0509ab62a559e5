"""Records whose style of remarks nobody described are read by inferred turns."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipeline.checks.normalisation import remarks_unlike_source

Tables = Callable[..., dict[str, pl.DataFrame]]
Read = dict[str, dict[str, pl.DataFrame]]

HEAD = (
    "第３回みどり台緑化検討会議　議事録\n\n"
    "１　日時　令和３年４月５日（月）午後１時30分～３時\n２　場所　みどり台市役所\n"
    "３　出席者\n　出席委員：榎本座長、小早川委員\n　事務局：新堂課長\n\n４　議事\n\n"
)
SAID = (
    ("榎本座長", "定刻になりましたので始めます。本日の議題は植樹の計画です。"),
    ("小早川委員", "本数が減った理由を伺います。"),
    ("新堂課長", "苗木の値上がりによるものです。昨年より一割上がりました。"),
    ("榎本座長", "では原案のとおりとします。"),
)
STYLES = {
    "an arrow": "{}→{}\n",
    "a closing angle": "{}＞　{}\n",
    "two dashes": "{}――{}\n",
    "a quotation": "{}「{}」\n",
    "a star and a slash": "★{}／{}\n",
    "a glyph alone on the line": "◇{}◇\n　{}\n",
    "angles alone on the line": "＜{}＞\n　{}\n",
    "double angles": "≪{}≫{}\n",
    "a number and an arrow": "12. {}→{}\n",
    "a bar before the label": "｜{}｜{}\n",
}


def talk(style: str) -> str:
    return "".join(style.format(label, words) for label, words in SAID)


@pytest.fixture(scope="module")
def read(tables_of_each: Callable[..., Read]) -> Read:
    """By text, the tables of the records that the tests with parameters look at."""
    styles = [*STYLES.values(), *DESCRIBED.values()]
    return tables_of_each(
        [
            *(in_style(style) for style in styles),
            *(of_nobody(label) for label in LABELS),
            *(with_a_circle(line) for line, _, _ in CIRCLES.values()),
            *(ARROWS, HEADED, BULLETS, NARRATIVE, WITH_AN_AGENDA, UNLISTED, RULED, BLANK),
        ]
    )


def in_style(style: str) -> str:
    return HEAD + talk(style) + "\n以上\n" * (style in STYLES.values())


ARROWS = HEAD + talk("{}→{}\n")
HEADED = HEAD + "【議題１】植樹の計画\n\n" + talk("{}→{}\n")
BULLETS = HEAD + "".join(f"・{words}\n" for _, words in SAID)
NARRATIVE = (
    HEAD + "　座長は、定刻に至り、委員二人の出席を告げ、開会を宣した。\n　委員から質問があった。\n"
)
AGENDA = "".join(
    f"　日程第{n}　議案第{n}号　みどり台条例の一部を改正する条例\n" for n in "１２３４５"
)
WITH_AN_AGENDA = HEAD + talk("{}→{}\n") + AGENDA + talk("{}→{}\n")
OFFICE = "○庶務（みどり総研　沖田）\n　苗木の数を御報告します。昨年より減っております。\n\n"
UNLISTED = HEAD + (talk("○{}\n　{}\n\n") + OFFICE) * 2
RULE = "――――――――――――――――――――\n植樹計画に対する質疑\n"
RULED = HEAD + talk("○{}　{}\n") + RULE + talk("○{}　{}\n")
BLANK = HEAD + talk("{} →{}\n")


@pytest.mark.parametrize("style", STYLES)
def test_turns_of_a_style_that_nobody_described_are_read(read: Read, style: str) -> None:
    tables = read[in_style(STYLES[style])]
    remarks = tables["remarks"].filter(kind="remark").sort("ordinal")
    assert remarks["speaker_text"].to_list() == [label for label, _ in SAID]
    words = [text.strip("「」\n") for text in remarks["text"]]
    assert words == [said for _, said in SAID]
    assert remarks_unlike_source(tables).is_empty()


def test_the_evidence_of_an_inferred_style_is_stated(read: Read) -> None:
    (document,) = read[ARROWS]["documents"].iter_rows(named=True)
    assert document["layout"] == "inferred"
    assert document["layout_evidence"].startswith("inferred: 4 turns at ")


def test_the_speakers_of_an_inferred_style_are_found_in_the_list(read: Read) -> None:
    tables = read[ARROWS]
    named = tables["remarks"].join(tables["attendance"], on="attendance_id")
    assert named["name_text"].n_unique() == 3
    assert named.height == len(SAID)
    assert set(tables["remarks"]["speaker_status"]) == {"named"}


def test_headings_of_an_inferred_style_are_items_of_the_agenda(read: Read) -> None:
    assert read[HEADED]["agenda_items"].height == 1


LABELS = {
    "no blank behind the bracket": "○{}ただいまから始めます。\n",
    "all of it in brackets": "○（{}）　ただいまから始めます。\n",
}


def speakers_of(style: str) -> list[str]:
    names = ["議長（青木光君）", "町長（坂本修君）", "総務課長（白井実君）"]
    if style == "all of it in brackets":
        names = ["青木光議長", "坂本修町長", "白井実総務課長"]
    return [*names, names[0]]


def of_nobody(style: str) -> str:
    return HEAD + "".join(LABELS[style].format(name) for name in speakers_of(style))


@pytest.mark.parametrize("style", LABELS)
def test_a_style_that_names_nobody_explains_no_named_turns(read: Read, style: str) -> None:
    remarks = read[of_nobody(style)]["remarks"].sort("ordinal")
    assert remarks["speaker_text"].to_list() == speakers_of(style)


DESCRIBED = {
    "circle_name": "○{}　{}\n",
    "colon_name": "{}：{}\n",
    "lenticular_name": "【{}】{}\n",
    "bare_name_line": "{}\n　{}\n\n",
}


@pytest.mark.parametrize("layout", DESCRIBED)
def test_a_described_style_that_reads_well_is_kept(read: Read, layout: str) -> None:
    tables = read[in_style(DESCRIBED[layout])]
    assert tables["documents"]["layout"].to_list() == [layout]
    assert set(tables["quality_issues"]["rule"]) <= {"turns_are_read"}


def test_bullets_of_nobody_stay_bullets(read: Read) -> None:
    tables = read[BULLETS]
    assert tables["documents"]["layout"].to_list() == ["bullets"]
    assert tables["remarks"]["speaker_text"].is_null().all()


def test_a_narrative_has_no_turns(read: Read) -> None:
    assert read[NARRATIVE]["documents"]["layout"].to_list() == ["narrative"]


def test_lines_of_an_agenda_are_no_turns_in_a_record_with_a_style(read: Read) -> None:
    speakers = read[WITH_AN_AGENDA]["remarks"]["speaker_text"].drop_nulls()
    assert set(speakers) == {label for label, _ in SAID}


def test_a_label_that_no_list_knows_is_one_in_the_style_of_the_record(read: Read) -> None:
    tables = read[UNLISTED]
    assert tables["documents"]["layout"].to_list() == ["circle_name_below"]
    assert tables["remarks"]["speaker_text"].to_list().count("庶務（みどり総研　沖田）") == 2


CIRCLES = {
    "an office and a full name": ("○議長 青木修 定刻です。\n", "議長 青木修", "定刻です。"),
    "a long office and a name": (
        "○議会運営委員会委員長 青木修君 報告します。\n",
        "議会運営委員会委員長 青木修君",
        "報告します。",
    ),
    "a second bracket": (
        "○町長（青木修君）（登壇）　報告します。\n",
        "町長（青木修君）（登壇）",
        "報告します。",
    ),
    "a direction right after the label": (
        "○町長（青木修君）〔登壇〕　報告します。\n",
        "町長（青木修君）",
        "報告します。",
    ),
    "a bracket that nothing opened": (
        "○議長青木 修君) 報告します。\n",
        "議長青木 修君",
        "報告します。",
    ),
}


def with_a_circle(line: str) -> str:
    return HEAD + talk("○{}　{}\n") + line


@pytest.mark.parametrize("kind", CIRCLES)
def test_labels_of_any_length_and_order_are_whole(read: Read, kind: str) -> None:
    line, label, words = CIRCLES[kind]
    tables = read[with_a_circle(line)]
    last = tables["remarks"].sort("ordinal").row(-1, named=True)
    assert (last["speaker_text"], last["text"]) == (label, words)
    assert remarks_unlike_source(tables).is_empty()


def test_a_heading_after_a_rule_is_no_speech_that_goes_on(read: Read) -> None:
    assert read[RULED]["remarks"].filter(kind="remark").height == 2 * len(SAID)


def test_a_text_begins_with_no_sign_that_closes_a_label(read: Read) -> None:
    remarks = read[BLANK]["remarks"].sort("ordinal")
    assert remarks["speaker_text"].to_list() == [label for label, _ in SAID]
    assert remarks["text"].to_list() == [words for _, words in SAID]


def test_a_full_name_in_brackets_makes_an_office_that_no_list_has_a_label(
    tables_of: Callable[..., dict[str, pl.DataFrame]],
) -> None:
    bills = [
        ("議長（青木一郎）", "議案第%d号を議題とします。\n　提案理由の説明を求めます。"),
        (
            "総務部長（石塚健）〔登壇〕",
            "議案書の%dページをお開き願います。\n　御審議のほどお願いいたします。",
        ),
        ("議長（青木一郎）", "提案理由の説明が終わりました。\n　議案第%d号は可決されました。"),
    ]
    turns = [(label, said % number) for number in range(1, 4) for label, said in bills]
    office = "公営企業管理者（鈴木康之）"
    turns.insert(
        7,
        (f"{office}〔登壇〕", "議案書の２３ページをお開き願います。\n　御審議をお願いいたします。"),
    )
    talk = "".join(f"◯{label}\n　{said}\n" for label, said in turns)
    remarks = tables_of(f"令和６年第４回緑町議会定例会会議録\n開会（午前１０時００分）\n{talk}")[
        "remarks"
    ]
    labels = remarks.filter(kind="remark")["speaker_text"].to_list()
    assert labels == [label.removesuffix("〔登壇〕") for label, _ in turns]
