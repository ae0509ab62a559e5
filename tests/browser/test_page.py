"""The pages of releases of the seed collection and of the examples, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from pipeline.ingestion.collection import collection_ids
from pipeline.release.publish import release
from pipeline.run.stage_tables import WRITES
from pipeline.run.stages import run_stage
from pipeline.run.store import Store
from tests.browser.conftest import ROOT

PHONE, NARROW, DESKTOP = (390, 844), (360, 740), (1280, 900)
GRAVE = {"serious", "critical"}


def released(corpus: Path, outputs: Path) -> Path:
    for collection_id in collection_ids(corpus):
        for stage in WRITES:
            run_stage(stage, corpus / collection_id, Store(outputs))
    return release(corpus, outputs).path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the seed collection."""
    return released(ROOT / "corpus", tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the examples, which are of all media."""
    return released(ROOT / "examples", tmp_path_factory.mktemp("examples"))


@contextmanager
def shown(folder: Path, page: Page) -> Iterator[Page]:
    """The page, opened from the disk, with nothing fetched and nothing complained of."""
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda r: wrong.append(r.url) if r.url.startswith("http") else None)
    page.goto((folder / "index.html").as_uri())
    yield page
    assert wrong == []


@pytest.fixture
def opened(folder: Path, page: Page) -> Iterator[Page]:
    """The page of the seed collection."""
    with shown(folder, page) as opened:
        yield opened


@pytest.fixture
def of_examples(examples: Path, page: Page) -> Iterator[Page]:
    """The page of the examples."""
    with shown(examples, page) as opened:
        yield opened


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [PHONE, NARROW, DESKTOP])
def test_it_is_accessible_and_nothing_overflows(
    opened: Page, width: int, height: int, colours: str, pictures: Path
) -> None:
    opened.set_viewport_size({"width": width, "height": height})
    opened.emulate_media(color_scheme="dark" if colours == "dark" else "light")
    if (width, height, colours) == (*DESKTOP, "light"):
        opened.evaluate("document.getElementById('pictures').scrollIntoView()")
        opened.screenshot(path=pictures / "page.png")
    for is_open in ("false", "true"):
        opened.evaluate(f"document.querySelectorAll('details').forEach(d => d.open = {is_open})")
        found = Axe().run(opened).response
        assert len(found["passes"]) > 20
        assert [v for v in found["violations"] if v["impact"] in GRAVE] == []
        assert opened.evaluate("document.documentElement.scrollWidth") == width


def test_the_keyboard_is_enough(opened: Page) -> None:
    opened.keyboard.press("Tab")
    skip = opened.get_by_role("link", name="本文へ Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    opened.keyboard.press("Enter")
    assert opened.url.endswith("#main")
    numbers = opened.locator("#meetings-over-time ~ details summary")
    table = opened.locator("#meetings-over-time ~ details table")
    expect(table).to_be_hidden()
    numbers.focus()
    opened.keyboard.press("Enter")
    expect(table).to_be_visible()


def test_pictures_are_named_and_use_the_fonts_and_colours_of_the_page(opened: Page) -> None:
    picture = opened.get_by_role("img", name="発言者の記載状況 / Coverage of speakers")
    expect(picture).to_be_visible()
    text = picture.get_by_text("発言者の記載なし", exact=True)
    colours = []
    for scheme in ("light", "dark"):
        opened.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        colours.append(text.evaluate("e => getComputedStyle(e).fill"))
        body = opened.locator("body")
        assert colours[-1] == body.evaluate("e => getComputedStyle(e).color")
        assert text.evaluate("e => getComputedStyle(e).fontFamily") == body.evaluate(
            "e => getComputedStyle(e).fontFamily"
        )
    assert colours[0] != colours[1]


def test_labels_in_pictures_neither_overlap_nor_are_cut(opened: Page) -> None:
    opened.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    overlapping = opened.evaluate(
        """() => [...document.querySelectorAll('svg[role=img]')].flatMap(svg => {
            const frame = svg.getBoundingClientRect();
            const texts = [...svg.querySelectorAll('text')];
            const boxes = texts.map(text => text.getBoundingClientRect());
            const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1
                && a.top < b.bottom - 4 && b.top < a.bottom - 4;
            return texts.filter((text, i) =>
                boxes[i].left < frame.left - 1 || boxes[i].right > frame.right + 1
                || boxes.some((box, j) => j > i && meet(boxes[i], box))
            ).map(text => text.textContent);
        })"""
    )
    assert overlapping == []
    assert opened.evaluate("document.querySelectorAll('svg[role=img] text').length") > 50


def test_a_person_finds_the_pages_of_a_pdf(of_examples: Page) -> None:
    documents = of_examples.get_by_role("region", name="文書の形式とページ Media and pages")
    pdf = documents.get_by_role("row").filter(has_text="printed-pdf/minutes.pdf")
    expect(pdf).to_contain_text("application/pdf")
    expect(pdf).to_contain_text("pypdfium2")
    expect(pdf.get_by_role("cell").nth(1)).to_have_text("3")
    expect(pdf).to_contain_text("1–3ページ")
    for name, medium in (
        ("web-page/minutes.html", "text/html"),
        ("word-document/minutes.docx", "wordprocessingml.document"),
        ("diet-answer/meeting.json", "application/json"),
        ("colon-name/record.txt", "text/plain"),
    ):
        row = documents.get_by_role("row").filter(has_text=name)
        expect(row).to_contain_text(medium)
        expect(row).not_to_contain_text("ページ")
    pages = of_examples.get_by_text("Pages of the first 13 of 13 remarks")
    remark = of_examples.get_by_role("row").filter(has_text="私の家も二人暮らしになって")
    expect(remark).to_be_hidden()
    pages.click()
    expect(remark).to_be_visible()
    expect(remark.get_by_role("rowheader")).to_have_text("1–2")


@pytest.mark.parametrize(("width", "height"), [NARROW, DESKTOP])
def test_the_pages_are_accessible_and_nothing_overflows(
    of_examples: Page, width: int, height: int
) -> None:
    of_examples.set_viewport_size({"width": width, "height": height})
    of_examples.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = Axe().run(of_examples).response
    assert [v for v in found["violations"] if v["impact"] in GRAVE] == []
    assert of_examples.evaluate("document.documentElement.scrollWidth") == width
