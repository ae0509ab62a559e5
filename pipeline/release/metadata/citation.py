"""How to cite a release: `CITATION.cff` (Citation File Format 1.2.0) and BibTeX."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

MESSAGE = (
    "Please cite this dataset as below, and name the sources it was made from (see references). / "
    "このデータを利用する際は、以下のとおり引用し、出典（references）も示してください。"
)


def citation_cff(descriptor: Mapping[str, Any]) -> str:
    """Write `CITATION.cff` of a release, with the sources of its data.

    Parameters
    ----------
    descriptor
        The data package of the release.
    """
    stated = {
        "cff-version": "1.2.0",
        "message": MESSAGE,
        "type": "dataset",
        "title": _title(descriptor),
        "version": descriptor["version"],
        "date-released": _day(descriptor),
        "authors": _authors(descriptor),
        "abstract": f"{descriptor['description']}\n{descriptor['description_ja']}",
        "identifiers": [
            {
                "type": "other",
                "value": f"sha256:{descriptor['content_hash']}",
                "description": "content hash of the release",
            }
        ],
        "references": [_reference(source) for source in descriptor["sources"]],
    }
    return str(yaml.safe_dump(stated, allow_unicode=True, sort_keys=False, width=100))


def bibtex(descriptor: Mapping[str, Any]) -> str:
    """Write the citation of a release as an entry of BibTeX."""
    version, day = descriptor["version"], _day(descriptor)
    fields = {
        "author": " and ".join(f"{{{author['name']}}}" for author in _authors(descriptor)),
        "title": f"{{{_title(descriptor)}}}",
        "version": version,
        "year": day[:4],
        "date": day,
        "note": f"Content hash sha256:{descriptor['content_hash']}",
    }
    stated = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{descriptor['name']}-{version},\n{stated}\n}}"


def _title(descriptor: Mapping[str, Any]) -> str:
    return f"{descriptor['title']} ({descriptor['title_ja']})"


def _authors(descriptor: Mapping[str, Any]) -> list[dict[str, str]]:
    return [{"name": contributor["title"]} for contributor in descriptor["contributors"]]


def _day(descriptor: Mapping[str, Any]) -> str:
    return str(descriptor["created"])[:10]


def _reference(source: Mapping[str, Any]) -> dict[str, Any]:
    """Describe a source as a work of its publisher, with its terms.

    The format takes only names of software licences and addresses, so the terms are a note.
    """
    stated = {
        "type": "government-document",
        "title": source["title"],
        "authors": [{"name": source["publisher_ja"]}],
        "url": source.get("path"),
        "notes": f"利用条件: {source['license']}",
    }
    return {name: value for name, value in stated.items() if value}
