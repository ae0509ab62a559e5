"""The tree of a page: its text and links, what is hidden, what holds no text, and its limits."""

from __future__ import annotations

import pytest

from pipeline.ingestion.media.extracted import ExtractionError, Failure
from pipeline.ingestion.media.html_tree import words_of
from pipeline.ingestion.media.limits import MediaLimits
from tests.pipeline.ingestion.media.trees import first, tree


def text(markup: str) -> str:
    return "".join(node.text for node in tree(markup).walk())


def test_words_stand_between_blanks() -> None:
    assert words_of(" p h1\n td") == {"p", "h1", "td"}
    assert words_of(" ") == frozenset()


def test_nodes_are_counted_in_reading_order() -> None:
    body = tree("<div><p>開会</p>議事<p>閉会</p></div><p>以上</p>")
    assert [node.tag or node.text for node in body.walk()] == [
        *("body", "div", "p", "開会", "議事", "p", "閉会", "p", "以上"),
    ]
    assert [node.order for node in body.walk()] == list(range(9))
    division, end = body.children
    assert (division.order, division.last, end.order, body.last) == (1, 6, 7, 8)
    assert [child.place for child in division.children] == [0, 1, 2]


@pytest.mark.parametrize(
    ("link", "plain", "linked", "links"),
    [
        ("<a href='/list/'>一覧へ</a>", 3, 3, 1),
        ("<a href='https://example.jp/?a.pdf'>一覧へ</a>", 3, 3, 1),
        ("<a href='/list/'><b>一覧</b>へ</a>", 3, 3, 1),
        # Within the page, to a document, to a person, or to nowhere: content like any other.
        ("<a href='#gian'>議案へ</a>", 6, 0, 0),
        ("<a href='/shiryo1.PDF?v=2'>資料１</a>", 6, 0, 0),
        ("<a href='mailto:a@example.jp'>連絡先</a>", 6, 0, 0),
        ("<a name=gian>議案へ</a>", 6, 0, 0),
        # The words of a control lead nowhere, and are no words of a record.
        ("<label for=a>検索語</label>", 3, 3, 0),
    ],
)
def test_characters_are_counted_outside_and_inside_of_links(
    link: str, plain: int, linked: int, links: int
) -> None:
    body = tree(f"<p> 会議 録\n {link}</p>")
    assert (body.plain, body.linked, body.links) == (plain, linked, links)


@pytest.mark.parametrize(
    ("markup", "controls"),
    [
        ("<form><input name=q><button>検索</button></form>", 2),
        ("<form><input type=hidden name=q>会議録</form>", 0),
        ("<textarea>会議録</textarea>", 1),
    ],
)
def test_controls_are_counted(markup: str, controls: int) -> None:
    assert tree(markup).controls == controls


def test_what_holds_no_text_of_a_record_is_not_in_the_tree() -> None:
    assert text("渡邉<script>var a = '議事';</script><svg><text>図</text></svg>委員") == "渡邉委員"
    ruby = "<ruby>渡邉<rp>（</rp><rt>わたなべ</rt><rp>）</rp></ruby>委員"
    assert text(ruby) == "渡邉委員"
    assert text("<textarea>検索する語</textarea>開会") == "開会"
    # A system may show a whole record in such a field.
    assert text(f"<textarea>{'伺います。' * 41}</textarea>") == "伺います。" * 41


@pytest.mark.parametrize(
    ("attributes", "is_hidden"),
    [
        ("hidden", True),
        ("aria-hidden=TRUE", True),
        ("style='color: red; DISPLAY : none'", True),
        ("style='visibility:hidden'", True),
        ("aria-hidden=false", False),
        ("style='display: block'", False),
        # Without the style sheet nobody knows what a class means.
        ("class=hidden", False),
    ],
)
def test_an_element_is_hidden_by_what_it_says_itself(attributes: str, is_hidden: bool) -> None:
    assert first(f"<p {attributes}>開会</p>", "p").hidden is is_hidden


def test_the_block_of_a_text_is_the_nearest_around_it() -> None:
    words = next(node for node in tree("<div><p><b>開会</b></p></div>").walk() if node.text)
    assert words.block().tag == "p"
    assert tree("開会").children[0].block().tag == "body"


@pytest.mark.parametrize(
    ("limits", "failure"),
    [
        (MediaLimits(max_nesting=5), Failure.TOO_DEEP),
        (MediaLimits(max_nodes=20), Failure.TOO_LARGE),
    ],
)
def test_a_page_beyond_its_limits_is_refused(limits: MediaLimits, failure: Failure) -> None:
    fine = "<div><div><div><p>開会</p></div></div></div>"
    assert tree(fine, limits).plain == 2
    with pytest.raises(ExtractionError) as caught:
        tree("<div>" * 5 + "開会" if failure is Failure.TOO_DEEP else "<p>開会" * 10, limits)
    assert caught.value.failure is failure


def test_elements_that_are_never_closed_are_walked_without_recursion() -> None:
    body = tree("<div>開会" * 3_000)
    assert body.plain == 6_000
    assert sum(1 for _ in body.walk()) == 6_001
