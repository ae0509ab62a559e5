"""The model of names: its features, what it reads, and how its reading meets that of the rules."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from pipeline.models.sequence_model import MODELS
from pipeline.normalisation.attendance.attendance import read_attendance
from pipeline.normalisation.attendance.model.combine import LONGEST, combined
from pipeline.normalisation.attendance.model.features import units_of
from pipeline.normalisation.attendance.model.fronts import fronts_of
from pipeline.normalisation.attendance.model.names import (
    goes_on,
    has_honorific,
    is_no_name,
    is_plausible,
    may_be_named,
    with_title,
)
from pipeline.normalisation.attendance.model.reading import MODEL, names_in
from pipeline.normalisation.attendance.model.sections import sections_of
from pipeline.run.staleness import code_version
from schemas.vocabulary import Stage

TablesOf = Callable[..., dict[str, pl.DataFrame]]

HEAD = (
    "第３回みどり台緑化検討会議　議事録\n\n日時　令和３年４月５日（月）午後１時30分～３時\n"
    "場所　みどり会館　大会議室\n"
)
TALK = (
    "\n議題　植樹の計画について\n\n"
    "○青木委員長　定刻になりましたので始めます。\n○坂本委員　費用について伺います。\n"
    "○青木委員長　ほかに御意見はございますか。\n○坂本委員　異議ありません。\n"
)


def test_every_visible_character_is_a_unit() -> None:
    units = units_of(["青木　一郎\n 坂本 ", " 柏木"])
    assert units.places == [[0, 1, 3, 4, 7, 8], [1, 2]]
    assert units.features.lengths == [6, 2]


def test_blanks_and_line_ends_are_features_of_the_characters_around() -> None:
    (features,) = units_of(["青木　一郎\n坂本"]).features.strings()
    assert "g=wide" in features[2]
    assert "g1=wide" in features[1]
    assert "g=line" in features[4]


def test_a_variant_of_a_character_is_looked_up_as_the_common_one() -> None:
    def names(text: str) -> list[str]:
        return [f for f in units_of([text]).features.strings()[0][0] if f.startswith("n=")]

    assert names("髙橋") == names("高橋")


def test_a_section_is_named_by_the_last_label_before() -> None:
    text = "出席者 青木 欠席した委員 坂本 議題 植樹"
    sections = sections_of(text)
    assert sections[text.index("青木")] == "came"
    assert sections[text.index("坂本")] == "absent"
    assert sections[text.index("植樹")] == "agenda"


def test_a_position_is_no_label_of_an_agenda() -> None:
    text = "説明者：青木内閣審議官、坂本議事係長 石田 審議 植樹"
    sections = sections_of(text)
    assert {sections[text.index(name)] for name in ("青木", "坂本", "石田")} == {"group"}
    assert sections[text.index("植樹")] == "agenda"


def test_labels_of_groups_end_no_list_of_changes() -> None:
    text = "召集日における本委員は、次のとおりである。委員長 青木 理事 坂本 出席委員 柏木"
    sections = sections_of(text)
    assert sections[text.index("坂本")] == "changed"
    assert sections[text.index("柏木")] != "changed"


def test_no_text_has_no_names() -> None:
    assert [named.names for named in names_in(["", " \n"])] == [(), ()]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "出席者\n青木\n一郎\n坂本\n和子\n柏木\n良雄\n",
            ["青木\n一郎", "坂本\n和子", "柏木\n良雄"],
        ),
        (
            "事務局\n・総務部長（青木一郎）\n・総務課長（坂本和子）\n・企画課長（柏木良雄）\n",
            ["青木一郎", "坂本和子", "柏木良雄"],
        ),
        (
            "出席議員\n１番　　青木ひろし　　２番　　さかもと和子\n３番　　柏木　良雄\n",
            ["青木ひろし", "さかもと和子", "柏木　良雄"],
        ),
        ("事務局\nこども未来局長、保育企画課長、学事課長\n", []),
    ],
    ids=["broken over lines", "in brackets after a post", "kana and seats", "posts alone"],
)
def test_names_are_read_in_any_shape(text: str, names: list[str]) -> None:
    (found,) = names_in([text])
    assert [text[name.start : name.end] for name in found.names] == names
    assert len(found.probabilities) == len(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("青木委員、坂本", "青木委員"),
        ("青木　総務課長\n", "青木　総務課長"),
        ("青木君", "青木君"),
        ("青木総務課\n　　長補佐、坂本", "青木総務課長補佐"),
        ("青木\n委員長　坂本", "青木"),
        ("青木、委員", "青木"),
        ("青木委員\n長谷川委員", "青木委員"),
        ("青木　君\n坂本　君", "青木　君"),
    ],
)
def test_the_title_after_a_name_is_taken_in(text: str, written: str) -> None:
    assert with_title(text, 0, 2).text == written


def test_what_has_the_form_of_a_name() -> None:
    assert all(map(is_plausible, ("青木一郎", "青木委員", "青木", "ジョン・スミス委員", "Ａ委員")))
    assert not any(map(is_plausible, ("環境部長", "ただいまから", "出席委員一覧")))
    assert may_be_named("森田政策局長")
    assert not may_be_named("開会の宣告")
    assert has_honorific("波方真如君")
    assert not has_honorific("その補欠として青木一郎君")
    assert not has_honorific("君")
    assert all(map(is_no_name, ("三月十二日", "青木。")))
    assert not is_no_name("青木 三郎")
    assert not is_no_name("永川好道")  # Not a province, though its name may end in 道.


def test_rules_may_go_on_after_a_name_by_what_is_part_of_it() -> None:
    assert goes_on("服田ツユ", "ツユ")
    assert goes_on("入江灯台・航路局次長", "灯台・航路局次長")
    assert goes_on("青木総務課長補佐", "総務課長補\n　　佐")
    assert not goes_on("青木太郎君国務大臣", "君国務大臣")
    assert not goes_on("青木一郎　　会計管理者", "　　会計管理者")


LISTS: dict[str, tuple[str, list[str]]] = {
    "family and given names on lines of their own": (
        "出席者\n１番\n青木\n一郎\n２番\n坂本\n和子\n３番\n柏木\n良雄\n",
        ["青木一郎", "坂本和子", "柏木良雄"],
    ),
    "names in brackets after their posts": (
        "出席者\n・総務部長（青木一郎）\n・総務課長（坂本和子）\n・企画課長（柏木良雄）\n",
        ["青木一郎", "坂本和子", "柏木良雄"],
    ),
    "a heading after the list": (
        "出席委員\n委員長　青木　一郎\n委員　坂本　和子\n委員　柏木　良雄\n\n開会の宣告\n",
        ["青木　一郎", "坂本　和子", "柏木　良雄"],
    ),
    "posts without names": (
        "出席者\n委員：青木一郎、坂本和子、柏木良雄\n事務局：福祉政策課長、環境創造局長、学事課長\n",
        ["青木一郎", "坂本和子", "柏木良雄"],
    ),
}


@pytest.mark.parametrize(("written", "names"), LISTS.values(), ids=LISTS)
def test_lists_that_the_rules_cut_wrongly(
    written: str, names: list[str], tables_of: TablesOf
) -> None:
    assert listed(tables_of, written)["name_text"].to_list() == names


def listed(tables_of: TablesOf, written: str) -> pl.DataFrame:
    return tables_of(HEAD + written + TALK)["attendance"].sort("ordinal")


def test_a_post_before_a_name_in_brackets_is_his_position(tables_of: TablesOf) -> None:
    table = listed(tables_of, LISTS["names in brackets after their posts"][0])
    assert table["position"].to_list() == ["総務部長", "総務課長", "企画課長"]


def test_spans_go_back_to_the_source(tables_of: TablesOf) -> None:
    text = HEAD + LISTS["family and given names on lines of their own"][0] + TALK
    for row in tables_of(text)["attendance"].iter_rows(named=True):
        span = text[row["char_start"] : row["char_end"]]
        assert "".join(span.split()) == row["name_text"]
        assert row["line_start"] == text.count("\n", 0, row["char_start"]) + 1
        assert row["line_end"] == row["line_start"] + 1


def test_who_was_a_member_at_another_time_is_not_listed(tables_of: TablesOf) -> None:
    written = (
        "本国会召集日における本委員は、次のとおりである。\n　　　委員長　柏木　良雄君\n"
        "　　　理事　榎本　正君　理事　石田　豊君\n\n　出席委員\n　　　委員長　青木　一郎君\n"
        "　　　理事　坂本　和子君　理事　石田　豊君\n"
    )
    assert listed(tables_of, written)["name_text"].to_list() == [
        "青木　一郎君",
        "坂本　和子君",
        "石田　豊君",
    ]


def test_who_stands_in_the_brackets_of_another_is_no_row(tables_of: TablesOf) -> None:
    written = "出席者\n委員：青木課長（代理：柏木補佐）、坂本委員、石田委員\n"
    assert listed(tables_of, written)["name_text"].to_list() == ["青木課長", "坂本委員", "石田委員"]


def test_a_passage_goes_back_to_its_document() -> None:
    passages = passages_of(
        ("attendance", "出席者：青木委員", 10, 3), ("agenda", "議題" * 50, 30, 5)
    )
    (front,) = fronts_of(passages)
    assert front.text.startswith("出席者：青木委員\n議題")
    assert len(front.text) < 60
    assert front.in_document(4) == 14
    assert front.place_of(14) == 4
    assert front.piece_at(9).kind == "agenda"


def test_what_stands_behind_a_page_mark_goes_back_to_its_document() -> None:
    # "\n出席\n青木\n- 1 -\n坂本\n白井": the passage begins after a blank line, on line 3.
    passage = passages_of(("unrecognised", "出席\n青木\n坂本\n白井", 10, 3)).with_columns(
        parts=[
            {"char_start": 9, "line_start": 2, "chars": 7},
            {"char_start": 22, "line_start": 6, "chars": 5},
        ]
    )
    (front,) = fronts_of(passage)
    at = front.text.index("坂本")
    assert (front.in_document(at), front.line_of(at), front.place_of(22)) == (22, 6, at)
    assert (front.in_document(at + 3), front.line_of(at + 3)) == (25, 7)
    assert (front.in_document(3), front.line_of(3)) == (13, 4)
    assert not front.holds_page_mark(3, 5)
    assert front.holds_page_mark(3, at + 2)


def test_what_is_said_is_no_front() -> None:
    passages = passages_of(
        ("note", "傍聴　２名", 0, 1),
        ("remark", "○青木委員　はい。", 10, 2),
        ("note", "資料", 30, 3),
        ("attendance", "出席者：坂本", 40, 4),
    )
    (front,) = fronts_of(passages)
    assert front.text == "傍聴　２名\n出席者：坂本"


def passages_of(*rows: tuple[str, str, int, int]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "document_id": "made-up/1.txt",
                "meeting_id": "made-up/1",
                "kind": kind,
                "marker": None,
                "char_start": start,
                "source": source,
                "line_start": line,
                "parts": None,
            }
            for kind, source, start, line in rows
        ],
        schema_overrides={"marker": pl.String},
    )


def test_nothing_listed_is_nothing_combined() -> None:
    passages = passages_of(("note", "傍聴　２名", 0, 1))
    found = read_attendance(passages)
    assert found.attendance.is_empty()
    assert found.disputed.is_empty()
    assert combined(pl.DataFrame(schema={"name_text": pl.String}), passages).listed.is_empty()


def test_another_model_is_other_code(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.copytree(MODELS, tmp_path, dirs_exist_ok=True)
    monkeypatch.setattr("pipeline.run.staleness.MODELS", tmp_path)
    before = code_version.__wrapped__(Stage.NORMALISATION)
    assert code_version.__wrapped__(Stage.NORMALISATION) == before
    (tmp_path / MODEL.name).write_bytes(b"another")
    assert code_version.__wrapped__(Stage.NORMALISATION) != before


def test_the_model_is_small() -> None:
    assert MODEL.stat().st_size < 1_000_000


def test_of_a_very_long_front_the_rules_alone_read_the_lists(
    tables_of: Callable[..., dict[str, pl.DataFrame]],
) -> None:
    head = "第１回架空会議 議事録\n\n日時　令和３年４月５日\n\n出席者\n"
    names = "".join(f"青木{at}番町　石塚委員\n" for at in range(LONGEST // 10))
    listed = tables_of(f"{head}青木一郎委員\n{names}\n○青木委員　始めます。\n○石塚委員　はい。\n")
    assert listed["attendance"]["confidence"].is_null().all()
    assert listed["attendance"].height > 1000


def test_an_office_before_a_name_is_no_other_person(tables_of: TablesOf) -> None:
    written = (
        "出席委員\n1 条例第3条第1号委員(3人)\n　　橋爪 篤人委員\n　　矢ヶ部 宏平委員\n"
        "　　青峰 誠也委員\n"
        "2 条例第3条第2号委員(1人)\n　　北多賀建設事務所長   出水 剛士委員\n"
    )
    table = listed(tables_of, written)
    assert table.select("name_text", "affiliation").rows() == [
        ("橋爪 篤人委員", None),
        ("矢ヶ部 宏平委員", None),
        ("青峰 誠也委員", None),
        ("出水 剛士委員", "北多賀建設事務所長"),
    ]


def test_a_name_beside_others_that_is_left_out_is_disputed() -> None:
    written = "出席者\n委員：青木委員、坂本委員\n（コンサルタント）　㈱緑地計画 六車、七条\n"
    passages = passages_of(("attendance", written, 0, 1))
    assert "七条" in read_attendance(passages).disputed["excerpt"].to_list()


def test_a_name_with_a_position_that_is_left_out_is_disputed() -> None:
    written = "出席者\n総務部長（青木一郎）\n専任主幹（虻野純）"
    passages = passages_of(("attendance", written, 0, 1)).with_columns(marker=pl.lit("出席者"))
    found = read_attendance(passages)
    listed = found.attendance["name_text"].to_list()
    assert "青木一郎" in listed
    assert "虻野純" in [*listed, *found.disputed["excerpt"]]


def test_labels_with_names_of_places_list_nobody(tables_of: TablesOf) -> None:
    written = (
        "湖南・角野・西森合併協議会出席者\n会長 佐倉 清雄\n副会長 太田 芳文\n"
        "湖南・角野・西森合併協議会欠席者 な   し\n\n"
        "湖南・角野・西森合併協議会事務局\n局長 高城 徹\n"
    )
    table = listed(tables_of, written)
    assert table.select("name_text", "presence").rows() == [
        ("佐倉 清雄", "present"),
        ("太田 芳文", "present"),
        ("高城 徹", "present"),
    ]
