"""A page as its elements, each with its attributes and all the text in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

VOID = {"meta", "link", "br", "wbr", "img", "input", "hr"}
BREAKS = {"br", "p", "li", "td", "th", "tr", "dt", "dd", "caption"}
"""Elements that begin a new line."""


@dataclass
class Element:
    """An element of a page."""

    tag: str
    attributes: dict[str, str | None]
    parent: Element | None = field(repr=False)
    children: list[Element] = field(default_factory=list, repr=False)
    pieces: list[str] = field(default_factory=list, repr=False)

    @property
    def text(self) -> str:
        """All text in it, its white space folded."""
        return " ".join("".join(self.pieces).split())

    def all(self, *tags: str) -> list[Element]:
        """The elements in it, of some tags or of all, in order."""
        found = []
        for child in self.children:
            found += [child] if not tags or child.tag in tags else []
            found += child.all(*tags)
        return found

    def one(self, name: str) -> Element:
        """The element in it with an identifier."""
        (element,) = [found for found in self.all() if found.attributes.get("id") == name]
        return element

    def section(self, name: str) -> Element:
        """The section in it that a heading with an identifier names."""
        (section,) = [
            found
            for found in self.all("section")
            if found.attributes.get("aria-labelledby") == name
        ]
        return section


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.open = Element("", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs), self.open)
        self.open.children.append(element)
        if tag in BREAKS:
            self.handle_data("\n")
        if tag not in VOID:
            self.open = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.children.append(Element(tag, dict(attrs), self.open))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.tag == tag, f"</{tag}> closes <{self.open.tag}>"
        assert self.open.parent is not None
        self.open = self.open.parent

    def handle_data(self, data: str) -> None:
        element: Element | None = self.open
        while element:
            element.pieces.append(data)
            element = element.parent


def read_page(folder: Path) -> Element:
    """Read `index.html` of a release; every element in it must be closed where it belongs."""
    reader = _Reader()
    reader.feed((folder / "index.html").read_text(encoding="utf-8"))
    reader.close()
    assert reader.open is reader.root, f"<{reader.open.tag}> is never closed"
    return reader.root
