from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalisation.attendance.attendance import read_attendance
from pipeline.normalisation.attendance.reading import entries
from schemas import TABLES

# Group: names with what stands in their brackets, and whether brackets enclose them.
GROUPS: dict[str, list[tuple[str, list[str], bool]]] = {
    "": [],
    "青木委員": [("青木委員", [], False)],
    "青木委員、坂本委員": [("青木委員", [], False), ("坂本委員", [], False)],
    "青木委員，坂本委員,柏木委員": [
        ("青木委員", [], False),
        ("坂本委員", [], False),
        ("柏木委員", [], False),
    ],
    "青木委員（座長）、坂本委員(副座長)": [
        ("青木委員", ["座長"], False),
        ("坂本委員", ["副座長"], False),
    ],
    "青木委員（座長）（架空大学）": [("青木委員", ["座長", "架空大学"], False)],
    "青木補佐（架空省（雲課））": [("青木補佐", ["架空省（雲課）"], False)],
    "青木補佐（架空省、雲課）、坂本委員": [
        ("青木補佐", ["架空省、雲課"], False),
        ("坂本委員", [], False),
    ],
    "青木委員、（坂本補佐（架空省）、柏木課長（見本省））、椎名委員": [
        ("青木委員", [], False),
        ("坂本補佐", ["架空省"], True),
        ("柏木課長", ["見本省"], True),
        ("椎名委員", [], False),
    ],
    "（青木委員、（坂本委員）、柏木委員）": [
        ("青木委員", [], True),
        ("坂本委員", [], True),
        ("柏木委員", [], True),
    ],
    "青木所長・坂本研究官・柏木室長（架空所）": [
        ("青木所長", ["架空所"], False),
        ("坂本研究官", ["架空所"], False),
        ("柏木室長", ["架空所"], False),
    ],
    "ジョン・スミス委員（架空大学）": [("ジョン・スミス委員", ["架空大学"], False)],
    "青木委員・オブザーバー一同": [("青木委員・オブザーバー一同", [], False)],
    "青木企画\n\n 官（架空\n推進室）": [("青木企画官", ["架空推進室"], False)],
    "青木所\n長・坂本研究官（架空所）": [
        ("青木所長", ["架空所"], False),
        ("坂本研究官", ["架空所"], False),
    ],
    "青木委員（架空大学": [("青木委員", ["架空大学"], False)],
    "（青木委員、坂本委員": [("青木委員", [], True), ("坂本委員", [], True)],
    "青木委員）、坂本委員": [("青木委員", [], False), ("坂本委員", [], False)],
    "、、 、青木委員、（）、": [("青木委員", [], False)],
    "青木委員）、（坂本補佐（架空省）、柏木課長）": [
        ("青木委員", [], False),
        ("坂本補佐", ["架空省"], True),
        ("柏木課長", [], True),
    ],
}


@pytest.mark.parametrize(("group", "expected"), GROUPS.items())
def test_the_persons_of_a_group_are_read(
    group: str, expected: list[tuple[str, list[str], bool]]
) -> None:
    found = [(entry.name_text, entry.brackets, entry.bracketed) for entry in entries(group)]
    assert found == expected


@pytest.mark.parametrize(
    ("group", "spans"),
    [
        ("青木委員、 坂本委員 、", ["青木委員", "坂本委員"]),
        ("青木委員（座長）、坂本委員", ["青木委員（座長）", "坂本委員"]),
        ("青木補佐（架空省（雲課））、", ["青木補佐（架空省（雲課））"]),
        ("青木所長・坂本研究官（架空所）", ["青木所長", "坂本研究官"]),
        ("（青木補佐（架空省）、坂本課長）", ["青木補佐（架空省）", "坂本課長"]),
        ("青木企\n\n画官（架空\n省）", ["青木企\n\n画官（架空\n省）"]),
        ("青木委員（架空大", ["青木委員（架空大"]),
    ],
)
def test_the_span_begins_at_the_name_and_ends_with_its_own_brackets(
    group: str, spans: list[str]
) -> None:
    assert [group[entry.start : entry.end] for entry in entries(group)] == spans


@given(st.text(st.sampled_from("青木委員長、，（）()・\n 　"), max_size=30))
def test_every_span_begins_with_its_name_and_none_overlap(group: str) -> None:
    end = 0
    for entry in entries(group):
        assert end <= entry.start < entry.end <= len(group)
        assert "".join(group[entry.start : entry.end].split()).startswith(
            "".join(entry.name_text.split())
        )
        end = entry.end


@pytest.fixture
def listed() -> Callable[..., pl.DataFrame]:
    """The table made of groups, each a label and a list, one below the other."""

    def build(*groups: tuple[str | None, str]) -> pl.DataFrame:
        text = ""
        rows = []
        for marker, group in groups:
            written = f"{marker or ''}{group}"
            rows.append(
                {
                    "document_id": "made-up/1.txt",
                    "meeting_id": "made-up/2024-04-01/1",
                    "kind": "attendance",
                    "marker": marker,
                    "char_start": len(text),
                    "source": written,
                    "line_start": text.count("\n") + 1,
                    "parts": None,
                }
            )
            text += written + "\n"
        passages = pl.DataFrame(rows, schema_overrides={"marker": pl.String})
        table = read_attendance(passages).attendance
        assert TABLES["attendance"].validate(table, lazy=True).equals(table)
        return table

    return build


def test_a_role_is_told_from_an_affiliation(listed: Callable[..., pl.DataFrame]) -> None:
    table = listed(("委員：", "青木委員（座長代理）、坂本委員（架空大学）（座長）、柏木委員"))
    assert table.select("name_text", "role", "affiliation").rows() == [
        ("青木委員", "座長代理", None),
        ("坂本委員", "座長", "架空大学"),
        ("柏木委員", None, None),
    ]


def test_groups_are_labelled_and_persons_numbered(listed: Callable[..., pl.DataFrame]) -> None:
    table = listed(
        ("委員：", "青木委員、\n坂本委員"), (None, "柏木課長"), ("事務局 : ", "椎名参事")
    )
    columns = ("ordinal", "attendee_group", "name_text", "family_name", "position", "line_start")
    assert table.select(columns).rows() == [
        (1, "委員", "青木委員", "青木", "委員", 1),
        (2, "委員", "坂本委員", "坂本", "委員", 2),
        (3, None, "柏木課長", "柏木", "課長", 3),
        (4, "事務局", "椎名参事", "椎名", "参事", 4),
    ]
    assert table.select("char_start", "char_end").rows() == [(3, 7), (9, 13), (14, 18), (25, 29)]


def test_a_given_name_is_told_from_the_family_name(listed: Callable[..., pl.DataFrame]) -> None:
    row = listed(("委員：", "坂本ひかる委員")).row(0, named=True)
    assert (row["family_name"], row["given_name"], row["position"]) == ("坂本", "ひかる", "委員")
    assert row["name_text"] == "坂本ひかる委員"


def test_a_wrapped_entry_spans_its_lines(listed: Callable[..., pl.DataFrame]) -> None:
    table = listed(("委員：", "青木委員、坂本企\n\n画官（架空\n省）"))
    assert table.select("name_text", "affiliation", "line_start", "line_end").rows() == [
        ("青木委員", None, 1, 1),
        ("坂本企画官", "架空省", 1, 4),
    ]


def test_who_stands_in_brackets_with_others_is_of_unstated_presence(
    listed: Callable[..., pl.DataFrame],
) -> None:
    table = listed(("委員：", "青木委員、（坂本補佐（架空省）、柏木課長）"))
    assert table.select("name_text", "presence", "bracketed").rows() == [
        ("青木委員", "present", False),
        ("坂本補佐", "unstated", True),
        ("柏木課長", "unstated", True),
    ]


@pytest.mark.parametrize("label", ["欠席者：", "欠席：", "欠席委員："])
def test_who_is_listed_as_absent_is_absent(listed: Callable[..., pl.DataFrame], label: str) -> None:
    table = listed(("委員：", "青木委員"), (label, "坂本委員"))
    assert table["presence"].to_list() == ["present", "absent"]


@pytest.mark.parametrize(("word", "presence"), [("欠席", "absent"), ("オンライン", "online")])
def test_a_word_of_presence_in_brackets_is_no_affiliation(
    listed: Callable[..., pl.DataFrame], word: str, presence: str
) -> None:
    table = listed(("委員：", f"青木委員（{word}）"))
    assert table.select("affiliation", "presence").rows() == [(None, presence)]


@pytest.mark.parametrize(
    ("label", "presence"),
    [
        ("オンライン出席者：", "online"),
        ("代理出席：", "proxy"),
        ("出席者：", "present"),
        ("会場出席：", "present"),
        (None, "present"),
    ],
)
def test_a_label_says_who_came(
    listed: Callable[..., pl.DataFrame], label: str | None, presence: str
) -> None:
    assert listed((label, "青木委員"))["presence"].to_list() == [presence]


def test_a_persons_own_brackets_go_before_the_label(listed: Callable[..., pl.DataFrame]) -> None:
    table = listed(("オンライン：", "青木委員（欠席）、坂本委員"))
    assert table["presence"].to_list() == ["absent", "online"]


@pytest.mark.parametrize("label", ["代表：", "代表者：", "リモートセンシング学会："])
def test_a_label_that_begins_like_a_word_of_presence_is_none(
    listed: Callable[..., pl.DataFrame], label: str
) -> None:
    assert listed((label, "青木委員"))["presence"].to_list() == ["present"]


def test_an_identifier_does_not_depend_on_who_stands_before(
    listed: Callable[..., pl.DataFrame],
) -> None:
    before = listed(("委員：", "青木委員、坂本委員（座長）"))
    after = listed(("委員：", "椎名委員、青木委員、坂本委員"))
    assert before["attendance_id"].to_list() == after["attendance_id"].to_list()[1:]
    assert before["attendance_id"].str.contains(r"^made-up/2024-04-01/1/a-[0-9a-f]{8}$").all()


def test_two_of_one_name_have_two_identifiers(listed: Callable[..., pl.DataFrame]) -> None:
    first, second, third = listed(("委員：", "青木委員、青木委員、青木委員（架空省）"))[
        "attendance_id"
    ]
    assert second == f"{first}-2"
    assert not third.startswith(first)


def test_meetings_without_a_list_have_no_rows(listed: Callable[..., pl.DataFrame]) -> None:
    table = listed(("委員：", ""))
    assert table.is_empty()


def test_a_line_that_was_cut_off_at_its_title_belongs_to_the_list_above(
    listed: Callable[..., pl.DataFrame],
) -> None:
    table = listed(
        ("審議会委員", "\n　会　長　　緒　形　　文　枝"),
        ("委　員", "　　毛　利　　紗　季\n　同　　　　安孫子　　淳"),
        ("県", "\n　　権田商工労働部長"),
    )
    assert table.select("attendee_group", "name_text", "position", "line_start").rows() == [
        ("審議会委員", "緒　形　　文　枝", "会長", 2),
        ("審議会委員", "毛　利　　紗　季", "委員", 3),
        ("審議会委員", "安孫子　　淳", "委員", 4),
        ("県", "権田商工労働部長", "商工労働部長", 6),
    ]


def test_a_colon_behind_the_marker_makes_it_a_label(listed: Callable[..., pl.DataFrame]) -> None:
    table = listed(("副部会長：", "今　野　　綾　子"), ("委　員", "：植　草　　健、川　越　　良"))
    assert table.select("attendee_group", "name_text", "position").rows() == [
        ("副部会長", "今　野　　綾　子", "副部会長"),
        ("委　員", "植　草　　健", None),
        ("委　員", "川　越　　良", None),
    ]


def test_who_is_absent_in_a_bracket_below_stays_in_the_group(
    listed: Callable[..., pl.DataFrame],
) -> None:
    table = listed(("委　員", "：青木座長、坂本委員"), ("（欠席", "：千葉委員）"))
    assert table.select("attendee_group", "name_text", "presence").rows() == [
        ("委　員", "青木座長", "present"),
        ("委　員", "坂本委員", "present"),
        ("委　員", "千葉委員", "absent"),
    ]


def test_a_spread_name_is_family_name_and_given_name(listed: Callable[..., pl.DataFrame]) -> None:
    table = listed(("委員：", "石　川　　浩、安孫子　淳君、佐藤（勝）代表"))
    columns = ("name_text", "family_name", "given_name", "position")
    assert table.select(columns).rows() == [
        ("石　川　　浩", "石川", "浩", None),
        ("安孫子　淳君", "安孫子", "淳", None),
        ("佐藤（勝）代表", "佐藤", None, "代表"),
    ]


def test_whom_somebody_stands_in_for_is_kept(listed: Callable[..., pl.DataFrame]) -> None:
    table = listed(("出席者：", "茅野補佐（志賀課長代理）、柏木委員（代理：棟方氏）"))
    assert table.select("name_text", "presence", "represents").rows() == [
        ("茅野補佐", "proxy", "志賀課長"),
        ("柏木委員", "proxy", None),
    ]
