from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.release.page import write_page
from pipeline.release.publish import release
from tests.pipeline.release.page.markup import Element, read_page

TOML = """\
record_kind = "points"

[body]
ja = '<script>alert("会議体")</script>'
en = 'A & B "Council" <b>'

[publisher]
ja = '架空<i>府</i>&amp;'

[license]
name = '"><script>alert(2)</script>'
url = "javascript:alert(3)"

[source]
title = '</title></svg><script>alert(4)</script>'
url = 'JavaScript:alert(5)//https://example.org'
note = '{{ 6 * 7 }} & <!-- -->'
"""

MEMO = """\
第１回<script>alert(7)</script>会議 論点メモ
日 時：令和６年４月１日（月）10：00～11：30
場 所：みどり会館 大会議室（４階）
出席者：
"&<u>委員：青木<b>"&"</b>委員、坂本委員（座長）

概 要：
＜座長挨拶＞
l 始めに、雲の話をする。
＜議題１：</text></svg><script>alert(8)</script>＞
l <script>alert(9)</script>賛成。
以上
"""


@pytest.fixture(scope="module")
def folder(
    tmp_path_factory: pytest.TempPathFactory, run_stages: Callable[[Path, Path], None]
) -> Path:
    """A release of a record whose words are markup."""
    root = tmp_path_factory.mktemp("hostile")
    collection = root / "corpus/hostile"
    collection.mkdir(parents=True)
    (collection / "collection.toml").write_text(TOML, encoding="utf-8")
    (collection / "memo.txt").write_text(MEMO, encoding="utf-8")
    run_stages(root / "corpus", root / "outputs")
    return release(root / "corpus", root / "outputs").path


@pytest.fixture(scope="module")
def page(folder: Path) -> Element:
    return read_page(folder)


def test_no_word_of_the_data_becomes_markup(page: Element) -> None:
    # read_page fails where an element is closed that is not open.
    assert not page.all("script", "b", "i", "u")
    assert "42" not in page.section("contents").text


def test_no_link_leads_to_a_script(page: Element) -> None:
    links = [link.attributes["href"] or "" for link in page.all("a")]
    assert links
    assert not [link for link in links if ":" in link]


@pytest.mark.parametrize(
    "words",
    [
        '<script>alert("会議体")</script>',
        'A & B "Council" <b>',
        "架空<i>府</i>&amp;",
        '"><script>alert(2)</script>',
        "</title></svg><script>alert(4)</script>",
        "{{ 6 * 7 }} & <!-- -->",
    ],
)
def test_what_a_collection_states_arrives_as_it_stands(page: Element, words: str) -> None:
    assert words in page.section("contents").text


def test_names_arrive_as_they_stand_in_pictures_and_tables(page: Element) -> None:
    pictures = " ".join(
        svg.text
        for svg in page.section("pictures").all("svg")
        if svg.attributes.get("role") == "img"
    )
    tables = " ".join(table.text for table in page.section("pictures").all("table"))
    assert '青木<b>"&"</b>委員' in pictures
    assert '青木<b>"&"</b>委員' in tables
    assert "</text></svg><script>alert(8)</script>" in pictures
    assert "</text></svg><script>alert(8)</script>" in tables


def test_file_names_are_written_as_addresses(folder: Path) -> None:
    (folder / "a&b ?#.txt").write_text("架空", encoding="utf-8")
    write_page(folder)
    links = {link.text: link.attributes["href"] for link in read_page(folder).all("a")}
    assert links["a&b ?#.txt"] == "a%26b%20%3F%23.txt"


def test_a_version_reason_is_escaped(folder: Path) -> None:
    file = folder / "datapackage.json"
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    descriptor["version_reason"] = "column <script> removed"
    file.write_text(json.dumps(descriptor), encoding="utf-8")
    write_page(folder)
    page = read_page(folder)
    assert not page.all("script")
    assert "column <script> removed" in page.section("changes").text
