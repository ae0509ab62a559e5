"""What is printed of a page, as lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.ingestion.media.docx_numbering import formatted
from pipeline.ingestion.media.html_table import Table, holds_data
from pipeline.ingestion.media.html_tree import Node, words_of
from pipeline.ingestion.media.line_writer import LineWriter

_APART = words_of("p h1 h2 h3 h4 h5 h6 pre blockquote table ul ol dl section article")
"""Blocks that a browser sets apart by an empty line."""

_OF_PARTS = words_of("table thead tbody tfoot tr ul ol menu dir dl")
"""Elements that hold none but elements."""

_OWN_MARK = re.compile(
    r"[\s　]*(?:[・･•▪◦●○◯〇◎◆◇■□▲△▼▽★☆※＊*→⇒➢✓‐－―─〔【［\[「『＜<≪《]|[①-⓿]|"
    r"[（(]?[0-9０-９一二三四五六七八九十]+[)）.．、,　 ]|第[0-9０-９一二三四五六七八九十]+|"
    r"[（(]?[ア-ンa-zａ-ｚA-ZＡ-Ｚ][)）.．、　 ])"
)
"""An item with a mark of its own gets no other."""

BULLET = "・"
MAX_LABEL_CHARACTERS = 30
"""Most characters of a `<dt>` whose `<dd>` goes on in its line."""

MAX_ALT_CHARACTERS = 2
"""Most characters of a picture's text that stands for a character: 外字, ○, ①."""

_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
"""Formats of numbers, by the `type` of an `<ol>`."""

_GETA = "〓"
"""Stands for a character that a picture shows and no text names."""


@dataclass
class Lines:
    """The lines of a page and what could not be read of it.

    Attributes
    ----------
    images
        Pictures inside of lines that no text names.
    """

    lines: list[str]
    images: int = 0


@dataclass
class _Counter:
    """The number of the next item of an `<ol>`, how it is written, and what is added for each."""

    number: int
    format: str
    step: int


@dataclass
class _State:
    left_out: set[int]
    writers: list[LineWriter] = field(default_factory=lambda: [LineWriter()])
    tables: list[Table | None] = field(default_factory=list)
    counters: list[_Counter | None] = field(default_factory=list)
    preformatted: int = 0
    images: int = 0
    after_label: bool = False

    @property
    def writer(self) -> LineWriter:
        return self.writers[-1]


def lines_of(scopes: list[Node], left_out: set[int]) -> Lines:
    """Print elements as lines.

    Parameters
    ----------
    scopes
        The elements, in order.
    left_out
        Nodes inside of them, by `order`, that are not printed.
    """
    state = _State(left_out)
    for scope in scopes:
        waiting = [(scope, False)]
        while waiting:
            node, is_end = waiting.pop()
            if is_end:
                _end(node, state)
            elif node.order not in left_out:
                if not node.tag:
                    _text(node, state)
                    continue
                _begin(node, state)
                waiting.append((node, True))
                waiting.extend((child, False) for child in reversed(node.children))
        state.writer.block(is_apart=True)
    return Lines(state.writers[0].finish(), state.images)


def _text(node: Node, state: _State) -> None:
    # Blanks between the parts of a list or table are nowhere shown.
    is_between = node.parent is not None and node.parent.tag in _OF_PARTS and not node.text.strip()
    if state.preformatted and not is_between:
        state.writer.write_as_it_is(node.text)
    else:
        state.writer.write(node.text)


def _begin(node: Node, state: _State) -> None:
    tag = node.tag
    if tag == "br":
        state.writer.end_line()
    elif tag == "img":
        _image(node, state)
    elif tag == "wbr":
        pass
    elif tag in ("td", "th") and (table := _table(state)) is not None:
        state.writers.append(table.begin_cell(node))
    elif tag == "tr" and (table := _table(state)) is not None:
        table.begin_row()
    elif tag == "dd" and state.after_label:
        state.writer.glue("　")
    elif node.is_block:
        state.writer.block(is_apart=_is_apart(node, -1))
    if node.is_block or tag == "br":
        state.after_label = False
    if tag == "table":
        state.tables.append(Table() if holds_data(node) else None)
    elif tag in ("ul", "ol", "menu", "dir"):
        state.counters.append(_counter(node) if tag == "ol" else None)
    elif tag == "li":
        _mark(node, state)
    if _is_preformatted(node):
        state.preformatted += 1


def _end(node: Node, state: _State) -> None:
    tag = node.tag
    if _is_preformatted(node):
        state.preformatted -= 1
    if tag in ("td", "th") and (table := _table(state)) is not None and table.cell is not None:
        state.writers.pop()
        table.end_cell()
        return
    if tag == "tr" and (table := _table(state)) is not None:
        state.writer.add(table.end_row())
        return
    if tag == "dt" and 0 < node.plain + node.linked <= MAX_LABEL_CHARACTERS:
        state.after_label = not state.writer.is_at_start()
        return
    if tag == "table":
        state.tables.pop()
    elif tag in ("ul", "ol", "menu", "dir"):
        state.counters.pop()
    elif tag in ("dd", "li"):
        state.writer.unglue()
    if node.is_block:
        state.writer.block(is_apart=_is_apart(node, 1))


def _is_apart(node: Node, step: int) -> bool:
    """Whether a block is set apart from what stands before (-1) or after (1) it.

    Paragraphs of one line each are the lines of a text, and as far apart as lines are.
    """
    if node.tag not in _APART:
        return False
    return not (_is_line(node) and _is_line(_beside(node, step)))


def _is_line(node: Node | None) -> bool:
    is_paragraph = node is not None and node.tag == "p" and not node.holds_lines
    return is_paragraph and node is not None and node.plain + node.linked > 0


def _beside(node: Node, step: int) -> Node | None:
    """The sibling before or after an element, but for blanks."""
    siblings = node.parent.children if node.parent else []
    at = node.place + step
    while 0 <= at < len(siblings):
        if siblings[at].tag or siblings[at].text.strip():
            return siblings[at]
        at += step
    return None


def _table(state: _State) -> Table | None:
    return state.tables[-1] if state.tables else None


def _is_preformatted(node: Node) -> bool:
    if node.tag in ("pre", "textarea", "xmp", "listing"):
        return True
    style = "".join(node.attribute("style").lower().split())
    return "white-space:pre" in style


def _image(node: Node, state: _State) -> None:
    """A picture of a character inside of a line: 渡<img alt="邉">委員."""
    words = node.attribute("alt").strip()
    if 0 < len(words) <= MAX_ALT_CHARACTERS and not words.isascii():
        state.writer.write(words)
    elif "alt" not in node.attributes and _is_between_texts(node):
        # A geta keeps the place: a name with a hole would pass for another name.
        state.writer.write(_GETA)
        state.images += 1


def _is_between_texts(node: Node) -> bool:
    """Whether text without a blank stands before and after it in the same element."""
    siblings = node.parent.children if node.parent else []
    at = node.place
    around = [*siblings[max(0, at - 1) : at], *siblings[at + 1 : at + 2]]
    return (
        len(around) == 2
        and not any(one.tag for one in around)
        and not around[0].text[-1:].isspace()
        and not around[1].text[:1].isspace()
        and bool(around[0].text and around[1].text)
    )


def _counter(node: Node) -> _Counter:
    is_reversed = "reversed" in node.attributes
    items = sum(child.tag == "li" for child in node.children)
    return _Counter(
        _number(node, "start", items if is_reversed else 1),
        _FORMATS.get(node.attribute("type").strip(), ""),
        -1 if is_reversed else 1,
    )


def _number(node: Node, name: str, otherwise: int) -> int:
    value = node.attribute(name).strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else otherwise


def _mark(node: Node, state: _State) -> None:
    """Write the mark that a browser puts before an item, where the item itself has none.

    An item with blocks inside is one of a list that only places things.
    """
    if not state.counters:
        return
    counter = state.counters[-1]
    number = None
    if counter is not None:
        value = _number(node, "value", counter.number)
        counter.number = value + counter.step
        number = formatted(value, counter.format)
    words = _first_words(node, state.left_out)
    if words is None or _OWN_MARK.match(words) or _is_unmarked(node):
        return
    state.writer.write(BULLET if number is None else f"{number}.")
    # A paragraph in the item goes on in the line of its mark.
    state.writer.glue("" if number is None else " ")


def _first_words(node: Node, left_out: set[int]) -> str | None:
    """The text that an item begins with; None where it begins with a block or holds none."""
    words = ""
    for one in node.walk():
        if one is not node and one.is_block and one.tag not in ("p", "ul", "ol"):
            return words or None
        if not one.tag and one.text.strip() and one.order not in left_out:
            words += one.text.lstrip(" \t\r\n")
            # A number and its point may stand in elements of their own.
            if len(words) >= 8:
                return words
    return words or None


def _is_unmarked(node: Node) -> bool:
    for one in (node, node.parent):
        style = "".join(one.attribute("style").lower().split()) if one else ""
        if "list-style:none" in style or "list-style-type:none" in style:
            return True
    return False
