"""Legends of glyphs at names: （◎は座長）, ※オンライン参加."""

from __future__ import annotations

import re
from functools import cache

import polars as pl

from pipeline.lexicons import lexicon
from pipeline.normalisation.attendance.labels import presence_of
from schemas.vocabulary import BlockKind

_GLYPHS = "◎○〇◯●△▲☆★□■◇◆▽▼※＊*×✕✖"
_GLYPH = rf"(?:[{_GLYPHS}]|[（(][{_GLYPHS}][）)])"
_SAID = rf"[^{_GLYPHS}、，,。（）()\s：:＝=]{{1,14}}"
_JOINER = "[ 　]*(?:印[ 　]*)?[はが：:＝=…]+[ 　]*"
_MEANS = "[ 　]*(?:印[ 　]*)?(?:[はが：:＝=…]+[ 　]*)?"
_IN_BRACKETS = rf"{_GLYPH}{_MEANS}{_SAID}"
# On its own line or after a label, a glyph may precede a name or a group too, but not ※.
_ON_LINE = rf"(?:{_GLYPH}{_JOINER}|※[ 　]*){_SAID}"
_NEXT = "[ 　、，,／]*"
_OTHERS = r"(?:[ 　、，]*(?:ほか|他|その他|無印|印なし)[^（）()\n]{0,8})?"
_LEGEND = (
    rf"[（(](?:[^（）()\n{_GLYPHS}]*(?:[、，。．：:]|凡例))?[ 　]*{_IN_BRACKETS}"
    rf"(?:{_NEXT}{_IN_BRACKETS})*{_OTHERS}[ 　。]*[）)]"
    rf"|(?:(?m:^)|[】〕＞])[ 　]*{_ON_LINE}(?:{_NEXT}{_ON_LINE})*[ 　。]*(?m:$)"
)
_BLANKS = (" ", "　")
_KINDS = [BlockKind.ATTENDANCE.value, BlockKind.NOTE.value]


def legends_of(passages: pl.DataFrame) -> pl.DataFrame:
    """Find possible legends in lists and notes of each meeting.

    Parameters
    ----------
    passages
        As made by `passages_of`, with `meeting_id`.

    Returns
    -------
    pl.DataFrame
        `meeting_id`, `legend`: all legends as one text; empty where there is none.
    """
    written = pl.col("source").str.extract_all(_LEGEND).list.join("")
    return (
        passages.filter(pl.col("kind").is_in(_KINDS))
        .group_by("meeting_id", maintain_order=True)
        .agg(legend=written.str.join(""))
    )


@cache
def legend_of(written: str) -> dict[str, str]:
    """Read the meanings of glyphs: （◎は座長） → {◎: 座長}.

    Parameters
    ----------
    written
        As made by `legends_of`.

    Returns
    -------
    dict
        Roles, notes and words for presence, by the glyph. Glyphs with other meanings are left out.
    """
    meanings = {}
    for pair in re.finditer(rf"([{_GLYPHS}])[）)]?{_MEANS}({_SAID})", written):
        said = pair[2]
        known = (*lexicon("roles")["words"], *lexicon("rosters")["notes"])
        if said in known or presence_of(said) is not None:
            meanings[pair[1]] = said
    return meanings


def without_legends(text: str) -> str:
    """Replace the legends of a list by blanks, since they name nobody."""
    return re.sub(_LEGEND, _blanked, text) if any(glyph in text for glyph in _GLYPHS) else text


def without_glyphs(text: str, meanings: dict[str, str]) -> str:
    """Replace glyphs of a legend by blanks, except masked names (○○)."""
    for glyph in meanings:
        text = re.sub(
            rf"(?<!{re.escape(glyph)}){re.escape(glyph)}(?!{re.escape(glyph)})", "　", text
        )
    return text


def stand_behind(text: str, meanings: dict[str, str]) -> bool:
    """Return whether glyphs are in a column after the names.

    Most lines end in a blank and a glyph.
    """
    ends = [line.rstrip(" 　")[-2:] for line in text.split("\n") if line.strip(" 　")]
    marked = [end for end in ends if end[-1] in meanings and end[:1].isspace()]
    return len(marked) * 2 > len(ends)


def meaning_at(
    text: str, start: int, end: int, meanings: dict[str, str], *, behind: bool = False
) -> str | None:
    """Return the meaning of the glyph after a name, or before it.

    ◎青木 → 座長, where the legend is （◎は座長）. With `behind`, glyphs are in a column of their
    own after the names.
    """
    if behind:
        while text[end : end + 1] in _BLANKS:
            end += 1
        return meanings.get(text[end : end + 1])
    after = text[end : end + 1]
    if after in meanings:
        return meanings[after]
    while text[start - 1 : start] in _BLANKS:
        start -= 1
    mark, apart = text[start - 1 : start], text[max(0, start - 2) : start - 1]
    is_before = not apart or apart.isspace() or apart in "、，,：:（()）"
    return meanings.get(mark) if is_before else None


def _blanked(found: re.Match[str]) -> str:
    written = found.group()
    return re.sub(r"[^\n]", "　", written) if legend_of(written) else written
