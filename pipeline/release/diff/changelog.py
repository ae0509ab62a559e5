"""`CHANGES.md` of a release: changes, counts and examples in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rapidfuzz.distance import Prefix

from pipeline.limits import EXAMPLES_SHOWN, EXCERPT_CHARACTERS
from pipeline.release.diff.summary import DONE, Summary
from pipeline.release.version import NextVersion
from schemas.vocabulary import ChangeCause, ChangeType

ELLIPSIS = "…"
DONE_IN_BOTH = {kind: f"{english} {japanese}" for kind, (english, japanese) in DONE.items()}
MISSING_IN_BOTH = "(missing / 欠損)"


def changelog(version: NextVersion, previous: str | None, summary: Summary) -> str:
    """Write the changes of a release as Markdown.

    Parameters
    ----------
    previous
        Version that the release is compared with; None for a first release.
    """
    title = [f"# Changes in {version.version} / {version.version} の変更点", ""]
    if previous is None:
        return "\n".join(
            [
                *title,
                "This is the first release: there is none to compare it with.",
                "最初の版です。比べる版がありません。",
                "",
            ]
        )
    return "\n".join(
        [
            *title,
            f"- Compared with / 比較した版: {previous}",
            f"- Why this number: {version.reason}",
            f"- 版番号の理由: {version.reason_ja}",
            "",
            *(_counts(summary) if summary.table_names else _no_rows()),
        ]
    )


def _no_rows() -> list[str]:
    return [
        "No value of a row differs. 値の異なる行はありません。",
        "",
    ]


def _counts(summary: Summary) -> list[str]:
    columns = [f"{english} / {japanese}" for english, japanese in DONE.values()]
    return [
        "## Rows / 行数",
        "",
        f"| table / 表 | {' | '.join(columns)} | corrected columns / 修正した列 |",
        "|---|---:|---:|---:|---|",
        *(_row(summary, name) for name in summary.table_names),
        "",
        "Changes by cause / 原因ごとの変更の数:",
        "",
        *(
            f"- `{cause.value}` ({cause.en} / {cause.ja}): {summary.cause_count(cause)}"
            for cause in ChangeCause
        ),
        "",
        "Every one is a row of the table `changes`, with the old and the new value. A row with",
        "another key is found there by `previous_row_key`. What only follows from a change, as a",
        "shifted place in the text or a reference to a row with another key does, is not counted.",
        "すべての変更は表 `changes` に、前の値と今の値とともにあります。キーの変わった行は",
        "`previous_row_key` からたどれます。本文中の位置のずれや、キーの変わった行への参照など、",
        "ほかの変更に伴うだけのものは数えません。",
        "",
        "## Examples / 例",
        "",
        f"The first {EXAMPLES_SHOWN} of each kind and table.",
        f"表と種類ごとに最初の{EXAMPLES_SHOWN}件です。",
        "",
        *(line for name in summary.table_names for line in _examples(summary, name)),
    ]


def _row(summary: Summary, table_name: str) -> str:
    counts = [str(summary.row_count(table_name, change_type)) for change_type in DONE]
    corrected = [f"`{name}` ({n})" for name, n in summary.corrected_columns(table_name).items()]
    return f"| `{table_name}` | {' | '.join(counts)} | {', '.join(corrected)} |"


def _examples(summary: Summary, table_name: str) -> list[str]:
    rows = summary.examples.filter(table_name=table_name)
    return [
        f"### {table_name}",
        "",
        "```diff",
        *(line for row in rows.iter_rows(named=True) for line in example(row)),
        "```",
        "",
    ]


def example(
    change: dict[str, Any],
    done: Mapping[ChangeType, str] = DONE_IN_BOTH,
    missing: str = MISSING_IN_BOTH,
) -> list[str]:
    """Write a row of `changes` in the form of `diff`.

    No line begins as Markdown does.

    Parameters
    ----------
    done, missing
        Words for what was done to a row, and for a missing value; by default in both languages.
    """
    change_type = ChangeType.of(change["change_type"])
    head = f"@@ {done[change_type]}: {_one_line(change['row_key'])}"
    if change_type is not ChangeType.UPDATE:
        return [f"{head} @@"]
    if change["previous_row_key"] != change["row_key"]:
        head += f" (← {_one_line(change['previous_row_key'])})"
    old, new = excerpts(change["old_value"], change["new_value"], missing)
    return [f"{head} {change['column_name']} @@", f"- {old}", f"+ {new}"]


def excerpts(old: str | None, new: str | None, missing: str = MISSING_IN_BOTH) -> tuple[str, str]:
    """Shorten two values to one line each, around their first difference."""
    texts = [missing if value is None else _one_line(value) for value in (old, new)]
    begin = max(0, Prefix.similarity(*texts) - EXCERPT_CHARACTERS // 4)
    cut = [_cut(text, begin) for text in texts]
    return cut[0], cut[1]


def _cut(text: str, begin: int) -> str:
    end = begin + EXCERPT_CHARACTERS
    return (ELLIPSIS if begin else "") + text[begin:end] + (ELLIPSIS if end < len(text) else "")


def _one_line(text: str) -> str:
    return " ".join(text.split())
