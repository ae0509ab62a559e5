from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import pipeline.segmentation.layouts
from pipeline.segmentation.layouts import (
    CONDITIONS,
    ZONES,
    Layout,
    LineRule,
    inferred_layout,
    layouts,
    parse_layout,
    recognise,
    shared_rules,
)
from schemas.vocabulary import BlockKind

ROOT = Path(__file__).parents[3]

# Each rule once: a family's own, and those that families share.
RULES = {
    **{f"shared-{rule.name}": rule for rules in shared_rules().values() for rule in rules},
    **{
        f"{layout.name}-{rule.name}": rule
        for layout in layouts().values()
        for rule in (layout.rules if layout.evidence else layout.speech)
    },
    "prose": next(rule for rule in layouts()["narrative"].rules if rule.name == "prose"),
}
each_rule = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)

TABLE: dict[str, Any] = {
    "name": "made_up",
    "ja": "架空の様式",
    "en": "made-up layout",
    "evidence": [{"pattern": "(?m)^雲の記録", "at_least": 2}],
    "rule": [
        {
            "name": "title",
            "kind": "title",
            "zone": ["front", "talk"],
            "opens": "talk",
            "continued": False,
            "pattern": "^[ 　]*()雲の記録",
        },
        {
            "name": "heading",
            "kind": "heading",
            "zone": ["talk"],
            "pattern": "^[ 　]*(◆)",
            "until": "◆$",
            "level": 2,
            "matches": ["◆雲◆"],
            "rejects": ["雲◆"],
        },
    ],
}


def matches(rule: LineRule, line: str) -> bool:
    return bool(pl.Series([line.rstrip()]).str.contains(rule.pattern).item())


def marker(rule: LineRule, line: str) -> str | None:
    found: str | None = pl.Series([line.rstrip()]).str.extract(rule.pattern, 1).item()
    return found


@each_rule
def test_a_rule_matches_its_examples(rule: LineRule) -> None:
    assert rule.matches
    assert [line for line in rule.matches if not matches(rule, line)] == []


def test_the_outline_of_a_rule_matches_whatever_the_rule_matches() -> None:
    examples = [line for rule in RULES.values() for line in (*rule.matches, *rule.rejects)]
    files = sorted((ROOT / "quality/gold/dev").glob("*/*.txt"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").split("\n")]
    texts = pl.Series([*examples, *lines]).unique().str.strip_chars_end()
    outlined = [rule for rule in (*RULES.values(), *inferred_layout().speech) if rule.outline]
    assert len(outlined) > 20
    for rule in outlined:
        is_matched, is_likely = texts.str.contains(rule.pattern), texts.str.contains(rule.outline)
        assert is_matched.any(), rule.pattern
        assert texts.filter(is_matched & ~is_likely).to_list() == [], rule.pattern


def test_matching_lines_are_those_that_the_pattern_matches() -> None:
    (rule,) = [rule for rule in layouts()["circle_name"].speech if rule.name == "speech"]
    assert rule.outline
    texts = ["○青木委員　賛成です。", "○。", "青木委員　賛成です。", "○坂本委員"]
    lines = pl.DataFrame({"row": range(len(texts)), "stripped": texts})
    assert rule.matching(lines)["row"].to_list() == [0, 3]
    assert rule.matching(lines[1:3])["row"].to_list() == []
    assert rule.matching(lines[2:3]).schema == lines.schema


@each_rule
def test_a_rule_does_not_match_its_counterexamples(rule: LineRule) -> None:
    assert rule.rejects
    assert [line for line in rule.rejects if matches(rule, line)] == []


@each_rule
def test_the_first_group_of_a_pattern_is_what_the_line_begins_with(rule: LineRule) -> None:
    for line in rule.matches:
        found = marker(rule, line)
        assert found is not None
        assert line.lstrip(" 　").startswith(found)


@each_rule
def test_a_rule_says_where_it_holds(rule: LineRule) -> None:
    assert rule.zone
    assert set(rule.zone) <= set(ZONES)
    assert set(rule.needs) <= set(CONDITIONS)
    assert isinstance(rule.kind, BlockKind)
    assert (rule.level is not None) == (rule.kind is BlockKind.HEADING)
    if rule.until:
        assert rule.continued


@each_rule
def test_a_label_is_the_second_group_and_lies_in_the_marker(rule: LineRule) -> None:
    groups = re.compile(rule.pattern.replace(r"\p{L}\p{N}", "")).groups
    assert groups == (2 if rule.speaker else 1)
    for line in rule.matches if rule.speaker else ():
        said = pl.Series([line.rstrip()]).str.extract(rule.pattern, 2).item()
        assert said
        assert said in (marker(rule, line) or "")


@pytest.mark.parametrize("layout", layouts().values(), ids=lambda layout: layout.name)
def test_a_layout_is_whole(layout: Layout) -> None:
    names = [rule.name for rule in layout.rules]
    assert len(set(names)) == len(names)
    assert layout.ja
    assert layout.en
    assert layout.evidence or layout.speech or layout.name == "narrative"
    assert any(rule.kind is BlockKind.TITLE for rule in layout.rules)
    remarks = any(rule.kind is BlockKind.REMARK for rule in layout.rules)
    assert remarks == (layout.name != "narrative")


def test_layouts_are_known_by_name_in_alphabetical_order() -> None:
    assert list(layouts()) == sorted(layouts())
    assert "points_memo" in layouts()
    assert all(name == layout.name for name, layout in layouts().items())


def test_a_table_is_read_as_it_stands() -> None:
    layout = parse_layout(TABLE)
    title, heading = layout.rules
    assert (layout.name, layout.ja, layout.en) == ("made_up", "架空の様式", "made-up layout")
    assert [(e.pattern, e.at_least) for e in layout.evidence] == [("(?m)^雲の記録", 2)]
    assert (title.kind, title.zone, title.opens) == (BlockKind.TITLE, ("front", "talk"), "talk")
    assert (title.continued, title.until, title.level) == (False, None, None)
    assert (title.matches, title.rejects) == ((), ())
    assert (heading.continued, heading.until, heading.level) == (True, "◆$", 2)
    assert (heading.opens, heading.matches, heading.rejects) == (None, ("◆雲◆",), ("雲◆",))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"zone": ["front", "cellar"]}, "layout made_up: rule title: no such zone: {'cellar'}"),
        ({"opens": "cellar"}, "layout made_up: rule title: no such zone: {'cellar'}"),
        ({"kind": "cloud"}, "'cloud' is not one of title, date"),
        ({"pattern": "雲の記録"}, "layout made_up: rule title: the pattern must begin with"),
        ({"pattern": "^.*(雲の記録)"}, "layout made_up: rule title: the pattern must begin with"),
    ],
)
def test_a_malformed_rule_is_refused(change: dict[str, Any], message: str) -> None:
    table = copy.deepcopy(TABLE)
    table["rule"][0] |= change
    with pytest.raises(ValueError, match="^" + message.replace("'", ".")):
        parse_layout(table)


@pytest.mark.parametrize("part", ["name", "ja", "en"])
def test_a_table_with_a_part_missing_is_refused(part: str) -> None:
    table = {name: value for name, value in TABLE.items() if name != part}
    with pytest.raises(KeyError, match=part):
        parse_layout(table)


def test_a_document_has_the_first_layout_whose_evidence_it_holds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = {"made_up": parse_layout(TABLE), **layouts()}
    monkeypatch.setattr(pipeline.segmentation.layouts, "layouts", lambda: known)
    memo = "第１回架空会議 論点メモ  \nl 賛成。\n"
    clouds = "雲の記録\n晴れ。\n雲の記録\n"
    texts = [clouds, clouds + memo, memo, "雲の記録\n", "第１回架空会議 論点メモ\n", "", None]
    found = pl.DataFrame({"text": texts}).select(recognise())
    assert found["layout"].to_list() == [
        "made_up",
        "made_up",
        "points_memo",
        None,
        None,
        None,
        None,
    ]


def test_a_document_with_line_ends_of_windows_is_recognised(memo: str) -> None:
    found = pl.DataFrame({"text": [memo.replace("\n", "\r\n")]}).select(recognise())
    assert found["layout"].to_list() == ["points_memo"]
