"""What the SQL of DuckDB and SQLite share: names, texts, tables of the release itself."""

from __future__ import annotations

from pipeline.interchange.published import PublishedRelease

DATASET = "dataset"
"""Table of one row on the release: its version, hash, terms and sources."""

DATASET_COLUMNS = {
    "version": ("Version of the release.", "版"),
    "created": ("When the release was made.", "作成日時"),
    "content_hash": ("Hash of all rows, for citations.", "内容ハッシュ（引用に用いる）"),
    "licenses": ("Terms of use of the sources.", "出典の利用条件"),
    "sources": ("Collections and their publishers.", "出典と公表者"),
    "notice": ("What the terms ask to be said.", "加工に関するおことわり"),
}
"""Columns of the table `dataset`, with their descriptions."""

DATASET_DESCRIPTION = ("The release that this file is a copy of.", "このファイルの元になった版")


def quoted_name(name: str) -> str:
    """Quote the name of a table or column."""
    return '"' + name.replace('"', '""') + '"'


def quoted_text(text: str) -> str:
    """Quote a text."""
    return "'" + text.replace("'", "''") + "'"


def names(columns: tuple[str, ...] | list[str]) -> str:
    """Write names of columns as a list."""
    return ", ".join(map(quoted_name, columns))


def both_languages(en: str, ja: str) -> str:
    """Write a description in both languages as one text."""
    return f"{en} / {ja}"


def dataset_row(release: PublishedRelease) -> list[str]:
    """Return the row of the table `dataset`, in the order of `DATASET_COLUMNS`."""
    stated = release.descriptor
    licenses = [
        " ".join(filter(None, (each.get("title"), each["path"]))) for each in stated["licenses"]
    ]
    sources = [
        " / ".join(filter(None, (each["title"], each.get("publisher_ja"), each.get("path"))))
        for each in stated["sources"]
    ]
    return [
        stated["version"],
        stated["created"],
        stated["content_hash"],
        "\n".join(licenses),
        "\n".join(sources),
        both_languages(stated["description"], stated["description_ja"]),
    ]
