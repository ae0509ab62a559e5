"""Six more sites, in the ways of content management systems, written after the rules were made."""

from __future__ import annotations

from html import escape

from tests.pipeline.ingestion.media.sites import (
    ADDRESS,
    LINKS,
    RIGHTS,
    Site,
    anchors,
    items,
    page,
    paragraphs,
    with_breaks,
)


def town_system(title: str, lines: list[str]) -> str:
    """Wrappers by number, a bar of sizes and languages, the address of the office by itself."""
    return page(
        title,
        "<div class='box1'><h2><a href='/'>架空町</a></h2><div class='box2'>文字の大きさ "
        "<a href='#'>標準</a> <a href='#'>拡大</a></div></div>"
        f"<div class='box3'>{items(LINKS)}</div>"
        f"<div class='box4'><div class='box5'>{paragraphs(lines)}</div></div>"
        f"<div class='box6'><address>{ADDRESS}</address><p>{RIGHTS}</p></div>",
    )


def definition_rows(title: str, lines: list[str]) -> str:
    """A table of one column, a row a line, and tabs above it."""
    rows = "".join(f"<tr><td>{escape(line)}</td></tr>" for line in lines if line.strip())
    return page(
        title,
        f"<div role='tablist'>{anchors(LINKS)}</div><table><tbody>{rows}</tbody></table>"
        f"<p><a href='/list/'>会議録の一覧</a></p><footer>{ADDRESS}</footer>",
    )


def search_portal(title: str, lines: list[str]) -> str:
    """A form of a search above, hits marked in the text, pages to leaf through below."""
    marked = [escape(line).replace("会", "<em class='hit'>会</em>") for line in lines]
    body = "<br>".join(marked)
    return page(
        title,
        "<form action='/s'><label>検索語</label><input name=q><button>検索</button>"
        "<select><option>会議録</option><option>議案</option></select></form>"
        f"<div id='honbun'>{body}</div><div class='pager'><a href='?p=1'>前へ</a> "
        "<a href='?p=2'>次へ</a></div>",
    )


def components(title: str, lines: list[str]) -> str:
    """Elements with names of their own, as programs in the browser leave them."""
    return page(
        title,
        f"<x-app><x-bar><a href='/'>架空府</a>{anchors(LINKS)}</x-bar><x-view><x-text>"
        f"{with_breaks(lines)}</x-text></x-view><x-foot><span>{RIGHTS}</span>"
        f"{anchors(LINKS[:3])}</x-foot></x-app>",
    )


def two_articles(title: str, lines: list[str]) -> str:
    """The record in one article and links to others in the next, the date of the page between."""
    others = "".join(
        f"<article><h3><a href='/{at}'>第{at}回の会議録</a></h3></article>" for at in range(2, 6)
    )
    return page(
        title,
        f"<header><h1><a href='/'>架空県</a></h1></header><article>{paragraphs(lines)}</article>"
        f"<section aria-label='他の会議録'>{others}</section><address>{ADDRESS}</address>"
        f"<footer><small>{RIGHTS}</small></footer>",
    )


def old_frames(title: str, lines: list[str]) -> str:
    """Blocks of quotation for an indent, rules between, a mail address below."""
    half = len(lines) // 2
    return page(
        title,
        f"<p align=center>[<a href='/'>ホーム</a>] [<a href='../'>上へ</a>]</p><hr><blockquote>"
        f"{with_breaks(lines[:half])}</blockquote><blockquote>{with_breaks(lines[half:])}"
        "</blockquote><hr><address><a href='mailto:a@example.jp'>webmaster</a></address>",
    )


KEPT = {"town_system": "文字の大きさ標準拡大", "components": "くらし・手続き子育て・教育健康・福祉"}
"""A line of the site that is kept, since nothing tells it from a line of the record."""

LATER_SITES: dict[str, Site] = {
    site.__name__: site
    for site in (
        town_system,
        definition_rows,
        search_portal,
        components,
        two_articles,
        old_frames,
    )
}
