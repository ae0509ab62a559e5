"""The tables of `quality/calibration.json` in docs/accuracy.md and docs/accuracy.ja.md."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from pipeline.evaluation.observed.truth import FORMS
from quality.training.annotated import QUALITY

DOCS = QUALITY.parent / "docs"
PAGES = (DOCS / "accuracy.md", DOCS / "accuracy.ja.md")
SETS = ("names", "turns", "turns_of_styles")
_BLOCK = re.compile(
    r"(?P<begin><!-- calibration (?P<name>\w+): [^\n]* -->\n).*?"
    r"(?P<end><!-- end of calibration -->)",
    re.DOTALL,
)


class Words(NamedTuple):
    """Words of the tables in one language.

    Attributes
    ----------
    read, sure
        The heads of the two tables.
    figures
        The names of the figures.
    by
        The models: those of the folds, and the shipped ones.
    error
        The expected calibration error.
    """

    read: tuple[str, ...]
    figures: dict[str, str]
    by: tuple[str, str]
    sure: tuple[str, ...]
    error: str


_ENGLISH = Words(
    ("figure", "models", "all", "clean text", "web page", "line ends lost", "shredded PDF"),
    {"names": "names, F1", "speeches": "speeches, F1", "right": "records wholly right"},
    ("have not seen the collection", "shipped, have seen it"),
    (
        "probability",
        *("names", "mean", "right"),
        *("lines of collections", "mean", "right"),
        *("lines of styles left out", "mean", "right"),
    ),
    "all, and expected calibration error",
)
_JAPANESE = Words(
    ("項目", "モデル", "全体", "整った文", "メニュー混じりの文", "改行のない文", "切れ切れの PDF"),
    {
        "names": "名簿の氏名（F1 値）",
        "speeches": "発言（F1 値）",
        "right": "すべて正しい記録の割合",
    },
    ("学習に使っていない", "公開するもの（学習に使った）"),
    (
        "確率",
        *("氏名", "平均", "正しい割合"),
        *("コレクションの行", "平均", "正しい割合"),
        *("外した様式の行", "平均", "正しい割合"),
    ),
    "全体と期待較正誤差",
)


def with_tables(text: str, stated: dict[str, Any], *, is_japanese: bool) -> str:
    """Fill the tables of `quality/calibration.json` into a page's text."""
    words = _JAPANESE if is_japanese else _ENGLISH
    make = {"read": _table_of_readings, "sure": _table_of_classes}

    def filled(found: re.Match[str]) -> str:
        return f"{found['begin']}\n{make[found['name']](stated, words)}\n\n{found['end']}"

    return _BLOCK.sub(filled, text)


def _table_of_readings(stated: dict[str, Any], words: Words) -> str:
    rows: list[Sequence[str]] = [words.read, ("---", "---", *["---:"] * 5)]
    for figure, name in words.figures.items():
        for read, by in zip(("read_by_folds", "read_by_shipped"), words.by, strict=True):
            values = {one["form"]: one["value"] for one in stated[read] if one["figure"] == figure}
            rows.append([name, by, *(_share(values[form]) for form in (None, *FORMS))])
    return _table(rows)


def _table_of_classes(stated: dict[str, Any], words: Words) -> str:
    rows: list[Sequence[str]] = [words.sure, ("---", *["---:"] * (len(words.sure) - 1))]
    for of_class in zip(*(stated[name]["classes"] for name in SETS), strict=True):
        cells = [f"{of_class[0]['least']:g}–{of_class[0]['most']:g}"]
        for one in of_class:
            cells += [f"{one['n']:,}", _share(one["mean"]), _share(one["right"])]
        rows.append(cells)
    last = [words.error]
    for name in SETS:
        last += [f"{stated[name]['n']:,}", _share(stated[name]["error"]), ""]
    return _table([*rows, last])


def _table(rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in rows)


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}"


def write_tables(stated: dict[str, Any]) -> None:
    """Write the tables into both pages."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        is_japanese = page.name.endswith(".ja.md")
        page.write_text(with_tables(text, stated, is_japanese=is_japanese), encoding="utf-8")
