"""The main text of a page: what is left when menus and hidden text are taken away.

Nothing is picked, only taken away, and only what is surely no part of a record: to lose a line of a
record is worse than to keep one of a menu. Between the first and the last block of running text
only elements go that name themselves navigation and hold links or controls.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from pipeline.ingestion.media.extracted import Doubt, Warned
from pipeline.ingestion.media.html_tree import Node, words_of

MIN_RUNNING_CHARACTERS = 30
"""Least characters outside of links in a block of running text."""

MIN_LINK_SHARE = 0.6
"""Least share of linked characters in a menu without a name."""

MAX_NAMED_SHARE = 0.05
"""Largest share of a page's plain text in what names itself a menu or a footer."""

MAX_NAMED_CHARACTERS = 200
"""The same in characters, for short pages: an address and the rights fill some 100."""

MIN_MAIN_SHARE = 0.6
"""Least share of the plain text left that what a page marks as its main part must hold."""

MAX_HIDDEN_SHARE = 0.3
"""Largest share of hidden text: where more is hidden, a script shows the record part by part."""

MAX_TAKEN_SHARE = 0.15
"""Largest share of the plain text that all of these hold: where it is more, a site names the parts
of its records so, and none but lists of links are taken away."""

MIN_WARNED_CHARACTERS = 100
"""Least characters of hidden text left out that are told."""

_NAVIGATION_ROLES = words_of(
    "navigation banner contentinfo search menu menubar toolbar dialog alertdialog tablist"
)
_NAVIGATION_TAGS = frozenset({"nav", "dialog", "menu"})
_NAVIGATION_TAGS_OF_THE_SITE = frozenset({"header", "footer", "aside"})
"""Within a part of the page they may be the head of a record."""

_LOWER_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_PARTS = frozenset({"main", "article", "section"})
_NAVIGATION_WORDS = words_of(
    "nav navi gnav gnavi lnav snav navigation globalnav globalnavi localnav menu gmenu breadcrumb "
    "breadcrumbs topicpath topicspath pankuzu crumb crumbs sns share footer foot sidebar pagetop "
    "totop gotop skip fontsize langs cookie copyright toolbar ranking social"
)
_WORDS_OF_RECORDS_TOO = words_of(
    "header head side search lang language banner related tool tools print widget utility"
)
"""Such an element may be the head of a record, so it must hold hardly anything but links."""

_WORDS = re.compile("[a-z]+")
_TO_TOP = re.compile(
    "(?:この)?(?:ページ|本文)の?(?:先頭|トップ|上部?)[へに]?(?:戻る|もどる)?|(?:トップ|先頭)へ(?:戻る)?|"
    "最初のヒットへ|"
    "本文[へに](?:スキップ|ジャンプ|移動)?(?:する|します)?|(?:この)?ページを?印刷(?:する)?|"
    "PAGE ?TOP|一覧[へに]戻る|前のページ[へに]戻る|メニュー(?:を(?:開く|閉じる))?",
    re.IGNORECASE,
)
"""Words of links that stand on every page of a site; the whole of a line."""

_COPYRIGHT = re.compile(
    r"(?:copyright|©|\(c\)|（c）).{0,200}|all rights? reserved\.?", re.IGNORECASE
)

_STRUCK = words_of("del s strike")


class Main(NamedTuple):
    """What of a page is printed.

    Attributes
    ----------
    scopes
        Elements that hold the main text, in order.
    left_out
        Nodes inside them, by `order`, that are not printed.
    """

    scopes: list[Node]
    left_out: set[int]
    warnings: list[Warned]


def main_of(body: Node) -> Main:
    """Choose what of a page is printed."""
    warnings: list[Warned] = []
    left_out = _hidden(body, warnings)
    left_out |= _struck(body, left_out, warnings)
    marked = _marked(body)
    left_out |= _named_navigation(body, marked, left_out)
    shown = _shown(body, left_out)
    if marked is not None and shown and _shown(marked, left_out) >= MIN_MAIN_SHARE * shown:
        scopes = [marked]
    else:
        scopes = [body]
        if marked is not None:
            warnings.append(Warned(Doubt.MAIN_TEXT_GUESSED, marked.tag))
        left_out |= _menus_at_the_edges(body, left_out)
    left_out |= _lines_of_the_site(scopes[0], left_out)
    heading = _heading_outside(body, scopes[0], left_out)
    return Main([heading, *scopes] if heading else scopes, left_out, warnings)


def _hidden(body: Node, warnings: list[Warned]) -> set[int]:
    """Hidden elements, unless a script is there to show what they hold."""
    found = list(_outermost(body, lambda node: node.hidden))
    characters = sum(node.plain for node in found)
    if characters > MAX_HIDDEN_SHARE * body.plain:
        warnings.append(Warned(Doubt.HIDDEN_TEXT_KEPT, str(characters)))
        return set()
    if characters >= MIN_WARNED_CHARACTERS:
        warnings.append(Warned(Doubt.HIDDEN_TEXT_LEFT_OUT, str(characters)))
    return {node.order for node in found}


def _struck(body: Node, left_out: set[int], warnings: list[Warned]) -> set[int]:
    """Elements of text that the page strikes out: <del>10%</del>15% is 15%."""
    found = [
        node
        for node in _outermost(body, lambda node: node.tag in _STRUCK)
        if node.order not in left_out
    ]
    characters = sum(node.plain + node.linked for node in found)
    if characters:
        warnings.append(Warned(Doubt.STRUCK_TEXT_LEFT_OUT, str(characters)))
    return {node.order for node in found}


def _marked(body: Node) -> Node | None:
    """The element that the page marks as its main one."""
    found = [one for one in body.walk() if one.tag == "main" or one.attribute("role") == "main"]
    if not found:
        articles = list(_outermost(body, lambda node: node.tag == "article"))
        # Several articles are parts of a record as well as teasers of others.
        found = articles if len(articles) == 1 else []
    return max(found, key=lambda node: node.plain, default=None)


def _named_navigation(body: Node, marked: Node | None, left_out: set[int]) -> set[int]:
    found: list[Node] = []
    longest = max(MAX_NAMED_CHARACTERS, MAX_NAMED_SHARE * body.plain)
    around = set()
    node = marked
    while node is not None:
        around.add(node.order)
        node = node.parent
    for one in _outermost(body, lambda node: _names_itself(node) and node.order not in around):
        if one.order in left_out or not (one.links or one.controls or one.tag == "nav"):
            continue
        is_of_links = one.linked > one.plain
        most = longest if _is_surely_navigation(one) else 0
        # A menu of a whole site may be larger than the record; it has its words in links.
        if one.plain <= most or is_of_links:
            # The title of a page may stand in the head of the site.
            is_whole = not _holds_title(one)
            parts = [one] if is_whole else [part for part in one.children if not _holds_title(part)]
            found += parts
    if sum(node.plain for node in found) > max(longest, MAX_TAKEN_SHARE * body.plain):
        found = [node for node in found if node.linked > node.plain]
    return {node.order for node in found}


def _names_itself(node: Node) -> bool:
    return (
        _is_surely_navigation(node)
        or node.tag in _NAVIGATION_TAGS_OF_THE_SITE
        or (node.is_block and any(word in _WORDS_OF_RECORDS_TOO for word in _names(node)))
    )


def _is_surely_navigation(node: Node) -> bool:
    if node.tag in _NAVIGATION_TAGS or node.attribute("role") in _NAVIGATION_ROLES:
        return True
    if node.tag in _NAVIGATION_TAGS_OF_THE_SITE and not _is_in_a_part(node):
        return True
    return node.is_block and any(word in _NAVIGATION_WORDS for word in _names(node))


def _is_in_a_part(node: Node) -> bool:
    above = node.parent
    while above is not None and above.tag not in _PARTS:
        above = above.parent
    return above is not None


def _names(node: Node) -> list[str]:
    return _WORDS.findall(f"{node.attribute('class')} {node.attribute('id')}".lower())


def _holds_title(node: Node) -> bool:
    """Whether a heading of the first level stands in it that is no link: the title of the page."""
    return any(_is_title(one) for one in node.walk())


def _is_title(node: Node) -> bool:
    # A heading that a script fills holds a colon at most.
    return node.tag == "h1" and node.plain > max(node.linked, 1)


def _menus_at_the_edges(body: Node, left_out: set[int]) -> set[int]:
    """Blocks of links before the first and after the last block of running text."""
    plain_of: dict[int, int] = {}
    texts: list[tuple[int, int]] = []
    rights: list[Node] = []
    for node in _printed(body, left_out):
        if node.tag or not node.plain:
            continue
        if _COPYRIGHT.fullmatch(" ".join(node.text.split())):
            rights.append(node)
            continue
        block = node.block()
        if not _is_of_office(block):
            plain_of[block.order] = plain_of.get(block.order, 0) + node.plain
            texts.append((node.order, block.order))
    running = [order for order, block in texts if plain_of[block] >= MIN_RUNNING_CHARACTERS]
    if not running:
        return set()
    first, last = running[0], running[-1]

    def is_menu(node: Node) -> bool:
        is_at_edge = node.last < first or node.order > last
        # Signs between links are none of their words: [ホーム] ｜ [上へ]. No rights are either.
        of_rights = sum(
            one.plain - one.signs for one in rights if node.order < one.order <= node.last
        )
        share = node.linked / max(node.plain - node.signs - of_rights + node.linked, 1)
        # What a script makes of an element of its own name is mostly a block.
        is_block = node.is_block or "-" in node.tag
        has_links = bool(node.links or node.controls)
        return is_at_edge and is_block and has_links and share >= MIN_LINK_SHARE

    menus = list(_outermost(body, is_menu))
    headings = [heading for menu in menus if (heading := _heading_of(menu)) is not None]
    return {node.order for node in (*menus, *headings)}


def _heading_of(menu: Node) -> Node | None:
    """The heading just before a menu, such as 関連リンク."""
    around = menu.parent.children if menu.parent else []
    at = menu.place - 1
    while at >= 0 and not around[at].tag and not around[at].text.strip():
        at -= 1
    return around[at] if at >= 0 and around[at].tag in _LOWER_HEADINGS else None


def _lines_of_the_site(scope: Node, left_out: set[int]) -> set[int]:
    """Links to the top of the page, and at its end the copyright and the address of the office."""
    found = set()
    is_end = True
    for node in reversed(list(_printed(scope, left_out))):
        words = " ".join(node.text.split()).strip(" 　▲△↑↓|｜>＞[]［］")
        if node.tag or not words:
            continue
        is_copyright = bool(_COPYRIGHT.fullmatch(words))
        is_link = _within_link(node)
        is_of_office = _is_of_office(node)
        is_end = is_end and (is_copyright or is_link or is_of_office)
        if (is_end and (is_copyright or is_of_office)) or (is_link and _TO_TOP.fullmatch(words)):
            found.add(node.order)
    return found


def _is_of_office(node: Node) -> bool:
    """Whether a node stands in an address, or in the foot of the page and of no part of it."""
    above: Node | None = node
    while above is not None and above.tag not in ("address", "footer"):
        above = above.parent
    is_short = above is not None and above.plain <= MAX_NAMED_CHARACTERS
    return is_short and above is not None and (above.tag == "address" or not _is_in_a_part(above))


def _within_link(node: Node) -> bool:
    above = node.parent
    while above is not None and not above.is_block:
        if above.tag == "a":
            return True
        above = above.parent
    return False


def _heading_outside(body: Node, scope: Node, left_out: set[int]) -> Node | None:
    """The only heading of the first level, where it stands outside of the main text."""
    headings = [node for node in body.walk() if _is_title(node) and node.order not in left_out]
    if len(headings) != 1 or scope.order <= headings[0].order <= scope.last:
        return None
    return headings[0]


def _shown(node: Node, left_out: set[int]) -> int:
    return sum(one.plain for one in _printed(node, left_out) if not one.tag)


def _printed(node: Node, left_out: set[int]) -> list[Node]:
    found = []
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if one.order in left_out:
            continue
        found.append(one)
        waiting.extend(reversed(one.children))
    return found


def _outermost(body: Node, is_wanted: Callable[[Node], bool]) -> Iterator[Node]:
    """The elements that are wanted and not inside of another one."""
    waiting = list(reversed(body.children))
    while waiting:
        node = waiting.pop()
        if node.tag and is_wanted(node):
            yield node
        else:
            waiting.extend(reversed(node.children))
