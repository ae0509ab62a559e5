"""Ten sites that show the same record, each in a layout of its own."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

LINKS = ("くらし・手続き", "子育て・教育", "健康・福祉", "産業・しごと", "市政情報", "観光・文化")
ADDRESS = "〒000-0000　架空県架空市中央一丁目1番1号　電話：000-000-0000（代表）"
RIGHTS = "Copyright © Kakuu City. All Rights Reserved."

Site = Callable[[str, list[str]], str]


def anchors(words: tuple[str, ...], between: str = "") -> str:
    return between.join(f'<a href="/{at}/index.html">{word}</a>' for at, word in enumerate(words))


def items(words: tuple[str, ...]) -> str:
    return "".join(f'<li><a href="/{at}/">{word}</a></li>' for at, word in enumerate(words))


def with_breaks(lines: list[str], end: str = "<br>") -> str:
    return f"{end}\n".join(escape(line) for line in lines)


def paragraphs(lines: list[str]) -> str:
    return "\n".join(f"<p>{escape(line)}</p>" for line in lines if line.strip())


def page(title: str, body: str, charset: str = "utf-8") -> str:
    return (
        f'<!DOCTYPE html><html lang="ja"><head><meta charset="{charset}"><title>{escape(title)}'
        f" - 架空市</title><style>p {{ margin: 0 }}</style></head><body>{body}</body></html>"
    )


def semantic(title: str, lines: list[str]) -> str:
    return page(
        title,
        f"<header><a href='/'>架空市</a><nav><ul>{items(LINKS)}</ul></nav></header>"
        f"<main><article>{paragraphs(lines)}</article></main>"
        f"<footer><p>{ADDRESS}</p><a href='/privacy/'>個人情報</a><small>{RIGHTS}</small></footer>",
    )


def bare_divs(title: str, lines: list[str]) -> str:
    rows = "".join(f"<div>{escape(line) or '&nbsp;'}</div>" for line in lines)
    menu = "".join(f"<div>{anchors((word,))}</div>" for word in LINKS)
    return page(
        title,
        f"<div><div>{menu}</div><div><a href='/'>トップ</a> &gt; <a href='/a/'>市政</a></div></div>"
        f"<div>{rows}</div><div><div>{menu}</div><div>{RIGHTS}</div></div>",
    )


def layout_table(title: str, lines: list[str]) -> str:
    menu = "".join(f"<tr><td>{anchors((word,))}</td></tr>" for word in LINKS)
    return page(
        title,
        "<table width=800><tr><td colspan=2><img src=top.gif alt='架空市'></td></tr><tr>"
        f"<td width=150><table>{menu}</table></td><td>{with_breaks(lines)}</td></tr>"
        f"<tr><td colspan=2><a href='/'>トップへ</a> <a href='/map/'>地図</a></td></tr></table>",
    )


def breadcrumb_and_share(title: str, lines: list[str]) -> str:
    crumbs = f"<div class='topicpath'>現在位置：{anchors(LINKS[4:], ' &gt; ')}</div>"
    share = (
        "<ul class='sns-share'><li><a href='https://x.example/'>ポスト</a></li>"
        "<li><a href='https://f.example/'>シェア</a></li><li><button>印刷</button></li></ul>"
    )
    return page(
        title,
        f"{crumbs}<article>{share}<div class='body'>{paragraphs(lines)}</div>{share}</article>"
        f"<div class='footer'><a href='/'>架空市</a>{ADDRESS}</div>"
        "<div class='pagetop'><a href='#'>このページの先頭へ戻る</a></div>",
    )


def preformatted(title: str, lines: list[str]) -> str:
    text = escape("\n".join(lines))
    return page(title, f"<a href='../index.html'>一覧へ戻る</a><hr><pre>\n{text}\n</pre>")


def sidebar(title: str, lines: list[str]) -> str:
    return page(
        title,
        "<div id='wrapper'><div id='header'><p class='logo'><a href='/'>架空市</a></p>"
        f"<ul id='gnavi'>{items(LINKS)}</ul></div><div id='contents'><div class='section'>"
        f"{with_breaks(lines, '<br />')}</div></div><div id='side'><h2>関連情報</h2>"
        f"<ul>{items(LINKS[:3])}</ul></div><div id='footer'><p>{ADDRESS}"
        f"<a href='/q/'>お問い合わせ</a></p><p>{RIGHTS}</p></div></div>",
    )


def old_fonts(title: str, lines: list[str]) -> str:
    rows = "<br>".join(f"<font size=3>{escape(line)}" for line in lines)
    return page(
        title,
        f"<center>{anchors(LINKS, ' | ')}</center><hr>{rows}<hr><center>"
        f"<a href='index.html'>戻る</a></center>",
        "Shift_JIS",
    )


def hidden_parts(title: str, lines: list[str]) -> str:
    return page(
        title,
        "<a class='skip' href='#main'>本文へスキップします</a>"
        "<div style='display:none'><p>メニューを開く</p></div>"
        f"<div role='banner'><ul>{items(LINKS)}</ul></div><div role='main' id='main'>"
        f"{paragraphs(lines)}<span hidden>隠した文字</span></div>"
        f"<div role='contentinfo'>{ADDRESS}<a href='/'>トップ</a></div>"
        "<script>var text = '会議録ではありません。';</script>",
    )


def list_of_blocks(title: str, lines: list[str]) -> str:
    """A search system, which shows one block at a time."""
    blocks = [lines[at : at + 3] for at in range(0, len(lines), 3)]
    shown = "".join(
        f"<li class='voice-block {'d-none' if at else ''}'><div><p>{with_breaks(block)}<br>\n</p>"
        "</div></li>"
        for at, block in enumerate(blocks)
    )
    buttons = "".join(
        f"<li><label class='visually-hidden' for='v{at}'>選択</label><input type=checkbox id=v{at}>"
        f"<button>{at}</button></li>"
        for at in range(len(blocks))
    )
    return page(
        title,
        f"<header><nav><a href='/'>検索結果一覧に戻る</a></nav></header><main>"
        f"<div class='content-menu'><ol>{buttons}</ol></div><ul>{shown}</ul></main>",
    )


def mixed_tags(title: str, lines: list[str]) -> str:
    """Headings, lists with marks of their own, and spans; a menu in columns at the end."""
    rows = []
    for at, line in enumerate(lines):
        if not line.strip():
            continue
        words = escape(line)
        if line.lstrip(" 　")[0] in "・•○◯●◎■":
            rows.append(f"<ul><li>{words}</li></ul>")
        elif at % 5 == 0:
            rows.append(f"<h3><span>{words}</span></h3>")
        else:
            half = len(line) // 2
            rows.append(f"<div><b>{escape(line[:half])}</b>{escape(line[half:])}</div>")
    return page(
        title,
        f"<div class='breadcrumb'><ol><li><a href='/'>ホーム</a></li><li>{escape(title)}</li></ol>"
        f"</div><section>{''.join(rows)}</section><section><ul>{items(LINKS)}</ul></section>",
    )


SITES: dict[str, Site] = {
    site.__name__: site
    for site in (
        semantic,
        bare_divs,
        layout_table,
        breadcrumb_and_share,
        preformatted,
        sidebar,
        old_fonts,
        hidden_parts,
        list_of_blocks,
        mixed_tags,
    )
}


def rendered(site: str, title: str, lines: list[str]) -> bytes:
    markup = SITES[site](title, lines)
    if site != "old_fonts":
        return markup.encode()
    return markup.encode("cp932", "xmlcharrefreplace")
