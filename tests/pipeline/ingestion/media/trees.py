"""The tree of a page from the markup of its body."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from pipeline.ingestion.media.html_tree import Node, tree_of
from pipeline.ingestion.media.limits import DEFAULT_MEDIA_LIMITS, MediaLimits


def tree(markup: str, limits: MediaLimits = DEFAULT_MEDIA_LIMITS) -> Node:
    body = LexborHTMLParser(markup).body
    assert body is not None
    return tree_of(body, limits)


def first(markup: str, tag: str) -> Node:
    """The first element of a tag."""
    return next(node for node in tree(markup).walk() if node.tag == tag)
