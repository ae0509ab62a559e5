"""The families: how each marks a remark, and which headers and lists may stand above it.

Only what a careful reader reads without doubt goes together: a name that stands bare on its
line needs a list of attendees; brackets that mark a speaker head no section.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.records.attendance import FORMS
from tests.records.headers import LABELS

BELOW = "\n"
CIRCLES = ("○", "○", "〇", "◯")
BLANKS = ("　", "　", " ", "  ", "　　")
HEADINGS = ("（{n}）{t}", "({n}) {t}", "≪{n}．{t}≫", "＜議題{n}：{t}＞", "【議題{n}】{t}", "■{t}")
ALL_LABELS = tuple(form for form in LABELS if form != "table")
ALL_LISTS = tuple(FORMS)
PLAIN_LABELS = tuple(
    form for form in LABELS if "circle" not in form and form not in ("square", "table")
)


@dataclass(frozen=True)
class Family:
    """A family of layouts.

    `markers` hold the label at `{}` and the number of the remark at `{n}`; `gaps` stand between
    marker and text. `speakers` are the forms of a label, see `tests.records.labels`.
    """

    markers: tuple[str, ...]
    gaps: tuple[str, ...]
    speakers: tuple[str, ...] = ("name",)
    labels: tuple[str, ...] = ALL_LABELS
    lists: tuple[str, ...] = ALL_LISTS
    headings: tuple[str, ...] = HEADINGS
    stage_brackets: tuple[str, ...] = ("（{}）", "({})", "〔{}〕")
    verbatim: tuple[bool, ...] = (True, True, False)
    mixes_markers: bool = False
    hanging: bool = False
    goes_on: bool = False


_NO_LENTICULAR = tuple(heading for heading in HEADINGS if "【" not in heading)
_NAMES = ("name", "name", "office", "role")

FAMILIES = {
    "circle_name": Family(
        tuple(f"{circle}{{}}" for circle in CIRCLES), BLANKS, _NAMES, mixes_markers=True
    ),
    "circle_name_below": Family(
        tuple(f"{circle}{{}}" for circle in CIRCLES), (BELOW,), _NAMES, mixes_markers=True
    ),
    "lenticular_name": Family(
        ("【{}】",), ("　", "", " "), (*_NAMES, "surname"), headings=_NO_LENTICULAR
    ),
    "lenticular_name_below": Family(("【{}】",), (BELOW,), _NAMES, headings=_NO_LENTICULAR),
    "bare_name_line": Family(("{}",), (BELOW,), ("name",)),
    "paren_name": Family(
        ("（{}）", "({})"), ("", "　", " "), ("name", "name", "role"), stage_brackets=("（{}）",)
    ),
    "paren_name_below": Family(
        ("（{}）", "({})"), (BELOW,), ("name", "name", "role"), stage_brackets=("（{}）",)
    ),
    "role_and_name": Family(
        ("○{}", "◎{}"),
        ("　", " "),
        ("role_of_name",),
        labels=("numbered_blank", "ordinal", "blank", "one", "none", "below"),
        lists=("columns",),
        headings=("△日程第{n}　{t}", "日程第{n}　{t}"),
        stage_brackets=("〔{}〕", "（{}）"),
        verbatim=(True,),
        mixes_markers=True,
        goes_on=True,
    ),
    "name_then_text": Family(("{}",), ("　　", "　　　"), ("name",), hanging=True),
    "tortoise_name": Family(
        ("〔{}〕",), ("　", "", " "), _NAMES, stage_brackets=("（{}）", "({})")
    ),
    "bulleted_name": Family(("• {}", "•{}", "・{}"), (BELOW,), ("name",)),
    "colon_name": Family(
        ("{}：", "{}:", "{} ："),
        ("", "　"),
        ("name", "name", "role"),
        labels=(*ALL_LABELS, "table", "table"),
    ),
    "numbered_speeches": Family(
        ("{n}　{}", "［{n:03}］{}", "発言{n}　{}", "({n}) {}"),
        ("　", "　　"),
        ("name",),
        headings=("≪議題：{t}≫", "■{t}"),
        hanging=True,
    ),
    "codes": Family(
        ("{}：", "{}：", "○{}", "【{}】"), ("　", BELOW), ("code",), headings=_NO_LENTICULAR
    ),
    "question_answer": Family(("Ｑ　{}", "Q {}"), (BELOW,), ("name",), verbatim=(False,)),
    "glyph_legend": Family(
        ("{}",), ("　", "", " "), ("glyph",), labels=PLAIN_LABELS, headings=_NO_LENTICULAR[:4]
    ),
    "cells": Family(
        ("| {} |",), (" ",), ("name", "name", "role"), labels=(*ALL_LABELS, *["table"] * 5)
    ),
    "bullets": Family(
        ("・", "○", "○ ", "・ "),
        ("",),
        ("nobody",),
        lists=(*ALL_LISTS, "count", "count"),
        headings=("＜{t}＞", "■{t}", "（{n}）{t}", "【{t}】"),
        verbatim=(False,),
    ),
    "narrative": Family((), (), lists=(*ALL_LISTS, "count"), verbatim=(False,)),
}
"""Families that share header and list; 論点メモ and the records of assemblies have their own."""
