"""The tree of a page, with how much text and how many links each element holds.

It is built and walked without recursion: pages that never close an element nest thousands deep.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.ingestion.media.extracted import ExtractionError, Failure
from pipeline.ingestion.media.limits import MediaLimits
from pipeline.messages import message

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text with blanks between them."""
    return frozenset(text.split())


SKIPPED = words_of(
    "head script style noscript template svg math iframe object embed audio video canvas map "
    "select datalist button rt rp rtc title frameset"
)
"""Elements that hold no text of a record. The reading of a ruby is left out, its base is kept."""

BLOCKS = words_of(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav "
    "ol p pre section summary table tbody td tfoot th thead tr ul"
)

_DOCUMENTS = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".zip", ".txt")
_LONGEST_CONTROL_TEXT = 200


class Node:
    """An element, or a text where `tag` is empty.

    Attributes
    ----------
    place
        Its number among the children of its parent.
    order, last
        Number of the node in reading order, and that of the last node inside it.
    plain, linked
        Visible characters outside and inside of links that lead to other pages.
    signs
        Those of the plain ones that are no letters and no digits.
    links, controls
        Such links, and elements of forms.
    is_block, holds_lines
        Whether it stands in lines of its own, and whether there are ends of lines in it. An element
        with a name of its own (`x-text`) is a block where it holds lines.
    """

    __slots__ = (
        "attributes", "children", "controls", "hidden", "holds_lines", "in_link", "is_block",
        "last", "linked", "links", "order", "parent", "place", "plain", "signs", "tag", "text",
    )  # fmt: skip

    def __init__(self, tag: str, parent: Node | None, order: int) -> None:
        self.tag = tag
        self.parent = parent
        self.order = self.last = order
        self.children: list[Node] = []
        self.attributes: dict[str, str | None] = {}
        self.text = ""
        self.plain = self.signs = self.linked = self.links = self.controls = 0
        self.is_block = tag in BLOCKS
        self.holds_lines = tag == "br"
        self.hidden = False
        self.place = 0
        self.in_link: bool = parent.in_link if parent else False

    def attribute(self, name: str) -> str:
        """The value of an attribute; empty where it has none."""
        return self.attributes.get(name) or ""

    def walk(self) -> Iterator[Node]:
        """This node and all inside of it, in reading order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))

    def block(self) -> Node:
        """The nearest block around this node."""
        node = self
        while node.parent is not None and not node.is_block:
            node = node.parent
        return node


def tree_of(body: LexborNode, limits: MediaLimits) -> Node:
    """Build the tree of a page's body.

    Raises
    ------
    ExtractionError
        TOO_DEEP or TOO_LARGE.
    """
    root = Node("body", None, 0)
    nodes = [root]
    node, parent, depth = body.first_child, root, 1
    while node is not None:
        below = None
        if node.is_text_node:
            text = node.text_content or ""
            made = _added("", parent, nodes)
            made.text = text
        elif node.is_element_node and (tag := node.tag or "") not in SKIPPED:
            made = _added(tag, parent, nodes)
            made.attributes = node.attributes
            made.hidden = _is_hidden(made)
            # What is written on a control is no text of a record either.
            made.in_link = made.in_link or tag == "label" or _leads_elsewhere(made)
            below = node.first_child
        elif node.is_element_node and node.tag == "button":
            parent.controls += 1
        if len(nodes) > limits.max_nodes:
            reason = message("media_too_many_nodes", limit=limits.max_nodes)
            raise ExtractionError(Failure.TOO_LARGE, reason)
        if below is not None:
            node, parent, depth = below, made, depth + 1
            if depth > limits.max_nesting:
                reason = message("media_too_deep", limit=limits.max_nesting)
                raise ExtractionError(Failure.TOO_DEEP, reason)
            continue
        while node is not None and node.next is None and depth > 1:
            node, parent, depth = node.parent, parent.parent or root, depth - 1
        node = node.next if node is not None else None
    _count(nodes)
    return root


def _added(tag: str, parent: Node, nodes: list[Node]) -> Node:
    node = Node(tag, parent, len(nodes))
    node.place = len(parent.children)
    parent.children.append(node)
    nodes.append(node)
    return node


def _count(nodes: list[Node]) -> None:
    for node in nodes:
        if not node.tag:
            visible = "".join(node.text.split())
            if node.in_link:
                node.linked = len(visible)
            else:
                node.plain = len(visible)
                node.signs = node.plain - sum(map(str.isalnum, visible))
        elif node.tag == "a" and node.in_link:
            node.links = 1
        elif node.tag in ("input", "textarea"):
            node.controls += node.attribute("type") != "hidden"
    for node in reversed(nodes):
        if node.tag == "textarea" and node.plain <= _LONGEST_CONTROL_TEXT:
            node.children, node.plain, node.signs = [], 0, 0
        node.is_block = node.is_block or ("-" in node.tag and node.holds_lines)
        above = node.parent
        if above is not None:
            above.plain += node.plain
            above.signs += node.signs
            above.linked += node.linked
            above.links += node.links
            above.controls += node.controls
            above.last = max(above.last, node.last)
            above.holds_lines = above.holds_lines or node.is_block or node.holds_lines


def _leads_elsewhere(node: Node) -> bool:
    """Whether a link leads to another page: one within the page, or to a document, is content."""
    if node.tag != "a":
        return False
    target = node.attribute("href").strip().lower()
    is_document = target.partition("?")[0].partition("#")[0].endswith(_DOCUMENTS)
    return bool(target) and not target.startswith(("#", "mailto:", "tel:")) and not is_document


def _is_hidden(node: Node) -> bool:
    if "hidden" in node.attributes or node.attribute("aria-hidden").strip().lower() == "true":
        return True
    style = "".join(node.attribute("style").lower().split())
    return "display:none" in style or "visibility:hidden" in style
