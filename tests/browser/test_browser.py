"""The site in a real browser: what a visitor does, by mouse, by keyboard, without scripts, on a phone, in the dark."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import invented
import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

if TYPE_CHECKING:
    from conftest import Visitor
    from playwright.sync_api import Page

RICH = "/S/RES/9001(2998)"
LONG = "/S/RES/9004(2999)"
PAGES = {
    "home": "/",
    "help": "/search",
    "search": "/search?q=lamps",
    "place": "/search?q=9001+op+2",
    "nothing": "/search?q=lampz",
    "resolution": RICH,
    "resolution-searched": f"{RICH}?q=lamps",
    "annex": f"{LONG}/annex-2?page=2",
    "clause": f"{RICH}/op/2/a",
    "row": f"{RICH}/op/5",
    "missing": "/9001/99",
    "year": "/year/2999",
    "topic": "/topic/lamp-oil",
    "topics": "/topics",
    "timeline": "/timeline/9001?show=all",
    "timeline-empty": "/timeline/9004",
    "under-chapter-vii": "/S/RES/9003(2999)",
    "coverage": "/coverage",
}
kinds = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_type_search_filter_open_copy_go_back(visitor: Visitor) -> None:
    page = visitor.open("/")
    page.get_by_label("Search operative paragraphs").fill("oil")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("4 paragraphs")
    page.locator(".narrow").get_by_role("link", name="Preamble").click()
    expect(page.locator(".hits > ol > li")).to_have_count(1)
    page.go_back()
    expect(page.locator(".hits > ol > li")).to_have_count(5)  # below the four stands a preambular paragraph
    page.get_by_role("link", name="S/RES/9001 (2998), paragraph 2 (b)").click()
    expect(page.locator(".exact mark")).to_have_text("oil")
    page.locator(".cite").get_by_role("button", name="Copy: address").click()
    assert clipboard(page) == f"{visitor.address}{RICH}/op/2/b"
    expect(page.get_by_role("status")).to_have_text("Copied: address")
    page.go_back()
    expect(page.locator(".hits > ol > li")).to_have_count(5)
    expect(page.get_by_role("combobox")).to_have_value("oil")


def test_a_bar_of_the_chart_filters(visitor: Visitor) -> None:
    page = visitor.open("/search?q=decides")
    page.locator("svg.years a").first.click()
    expect(page.locator(".hits li")).to_have_count(2)
    expect(page).to_have_url(re.compile("year%3A2998"))


def test_copying_a_clause_with_the_mouse(visitor: Visitor) -> None:
    page = visitor.open(RICH)
    page.locator("[id='op/2'] > p").hover()
    page.locator("[id='op/2']").get_by_role("button", name="Copy text").click()
    assert clipboard(page).split("\n") == [
        "2. Requests the Keeper:",
        "(a) To trim the wicks, and in particular:",
        "(i) Those of the northern lamp;",
        "(ii) Those of the southern lamp;",
        "Reports",
        "(b) To report on oil, gold and brass;",
        "To whom it may concern;",
        "and to do so within a fortnight;",
    ]
    page.locator("[id='op/1'] > p").hover()
    page.locator("[id='op/1']").get_by_role("button", name="Copy text").click()
    assert clipboard(page) == "1. Decides that all lamps shall burn until dawn;"
    assert page.locator(".text .c .tools").count() == 1


def test_copying_a_clause_with_a_finger(visitor: Visitor) -> None:
    page = visitor.open(RICH, width=390, has_touch=True)
    words = page.locator("[id='op/2/a'] > p")
    before = words.bounding_box()
    words.tap()
    page.locator("[id='op/2/a']").get_by_role("button", name="Copy link").tap()
    assert clipboard(page) == f"{visitor.address}{RICH}/op/2/a"
    after = words.bounding_box()
    assert before is not None
    assert after is not None
    assert (after["x"], after["width"]) == (before["x"], before["width"])


def test_by_keyboard_alone(visitor: Visitor) -> None:
    page = visitor.open(RICH)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the text")
    expect(page.locator(":focus")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.locator("[id='op/1'] a.n").focus()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_accessible_name("Copy link: paragraph 1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Copied: paragraph 1")
    assert clipboard(page) == f"{visitor.address}{RICH}/op/1"
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_accessible_name("Copy text: paragraph 1")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_searching_by_keyboard_alone(visitor: Visitor) -> None:
    page = visitor.open("/")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "q":
            break
    page.keyboard.type("wicks")
    page.keyboard.press("Enter")
    expect(page.locator(".hits li")).to_have_count(1)
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.hits h2') !== null"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Paragraph 2 (a)")


def test_suggestions_are_taken_with_the_keyboard(visitor: Visitor) -> None:
    page = visitor.open("/")
    box = page.get_by_label("Search operative paragraphs")
    box.press_sequentially("lam")
    options = page.get_by_role("option")
    expect(options.first).to_have_text("Lamp Oil")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(box).to_have_value("Lamp Oil")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    box.press("ArrowUp")
    expect(box).to_have_value("lam")
    box.press("ArrowDown")
    box.press("Escape")
    expect(box).to_have_value("lam")
    expect(page.locator(".suggestions").first).to_be_hidden()


def test_without_scripts_nothing_is_missing(visitor: Visitor) -> None:
    page = visitor.open("/", java_script_enabled=False)
    page.get_by_label("Search operative paragraphs").fill("lamps")
    page.keyboard.press("Enter")
    expect(page.locator(".narrow").get_by_role("link", name="Decides")).to_be_visible()
    page.locator(".hits h2 a").first.click()
    expect(page.locator(".cite .address")).to_be_visible()
    page.get_by_role("link", name="In the resolution").click()
    expect(page.locator("[id='pp/1']")).to_be_visible()
    expect(page.locator(".facts dl")).to_be_visible()
    page.locator("[id='op/6'] a.n").click()
    expect(page).to_have_url(f"{visitor.address}{RICH}/op/6")
    assert page.locator("button").count() == 1


def test_without_scripts_on_a_phone_what_is_folded_opens(visitor: Visitor) -> None:
    page = visitor.open(RICH, width=390, java_script_enabled=False)
    expect(page.locator(".facts dl")).to_be_hidden()
    page.locator(".facts summary").first.click()
    expect(page.locator(".facts dl")).to_be_visible()


@kinds
def test_no_page_is_wider_than_the_screen(visitor: Visitor, path: str) -> None:
    page = visitor.open(path)
    for width in (320, 390, 640, 1024, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@kinds
def test_with_letters_twice_the_size_nothing_runs_out_of_the_screen(visitor: Visitor, path: str) -> None:
    page = visitor.open(path, width=640)
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "light"), (1280, "dark")])
@kinds
def test_axe_finds_nothing(visitor: Visitor, path: str, width: int, scheme: str) -> None:
    page = visitor.open(path, width=width, color_scheme=scheme)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_axe_finds_nothing_in_what_scripts_add(visitor: Visitor) -> None:
    page = visitor.open(RICH)
    page.locator("[id='op/2/a'] a.n").focus()
    page.locator(".facts summary").last.click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_dark_is_dark_and_light_is_light(visitor: Visitor) -> None:
    def brightness(scheme: str) -> int:
        page = visitor.open(RICH, color_scheme=scheme)
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(map(int, re.findall(r"\d+", colour)[:3]))

    assert brightness("dark") < 120 < 700 < brightness("light")


def test_motion_is_reduced_where_asked(visitor: Visitor) -> None:
    reduced = visitor.open(RICH, reduced_motion="reduce")
    assert reduced.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_an_anchor_leads_to_its_clause(visitor: Visitor) -> None:
    page = visitor.open(f"{RICH}#op/6")
    expect(page.locator("[id='op/6']")).to_be_in_viewport()
    assert page.evaluate("document.querySelector(':target').id") == "op/6"


def test_an_anchor_on_another_page_of_a_long_resolution_is_followed(visitor: Visitor) -> None:
    page = visitor.open(f"{LONG}#annex-2/300")
    expect(page).to_have_url(f"{visitor.address}{LONG}/annex-2/300")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Second annex, paragraph 300")


def test_on_paper_there_is_the_text_and_where_it_is_from(visitor: Visitor) -> None:
    page = visitor.open(RICH)
    page.emulate_media(media="print")
    for gone in (".top", ".foot", ".facts", ".beside", ".cite"):
        expect(page.locator(gone)).to_be_hidden()
    for there in ("h1", "[id='pp/1'] p", "[id='op/6'] p", ".provenance", ".printed", ".notes"):
        expect(page.locator(there).first).to_be_visible()
    expect(page.locator(".printed")).to_contain_text("Cite as: Security Council resolution 9001 (2998)")


def test_every_word_can_be_selected_as_it_is_printed(visitor: Visitor) -> None:
    page = visitor.open(RICH)
    page.evaluate("getSelection().selectAllChildren(document.getElementById('op/2/a'))")
    selected = str(page.evaluate("getSelection().toString()"))
    assert " ".join(selected.split()) == "(a) To trim the wicks, and in particular:"
    page.evaluate("getSelection().selectAllChildren(document.getElementById('pp/1'))")
    assert "pp" not in str(page.evaluate("getSelection().toString()"))


def test_datasettes_own_pages_work_under_their_policy(visitor: Visitor) -> None:
    """What their scripts do is done, and the browser has nothing to complain of."""
    page = visitor.open("/unsc/resolutions")
    page.locator("th[data-column=year] svg").click()
    page.locator(".dropdown-menu").get_by_role("link", name="Sort descending").click()
    expect(page).to_have_url(re.compile(r"_sort_desc=year"))
    page.get_by_title("select").click()
    expect(page.locator(".CodeMirror")).to_be_visible()
    expect(page.locator(".cm-resize-handle")).to_be_visible()
    page.get_by_role("button", name="Format SQL").click()
    page.get_by_role("button", name="Run SQL").click()
    expect(page.locator("table.rows-and-columns tbody tr")).to_have_count(4)
    page = visitor.open("/unsc/resolutions/9001", width=390)
    assert page.evaluate("getComputedStyle(document.querySelector('td'), ':before').content") == '"number"'


def test_a_script_that_is_put_into_a_page_of_datasettes_does_not_run(visitor: Visitor) -> None:
    page = visitor.open("/unsc/resolutions")
    page.evaluate(
        "document.body.insertAdjacentElement('beforeend', Object.assign(document.createElement('script'),"
        " {text: 'window.ran = true'}))"
    )
    assert page.evaluate("window.ran") is None
    (complaint,) = visitor.complaints
    assert "Content Security Policy" in complaint
    visitor.complaints.clear()


@pytest.mark.parametrize(("name", "path"), PAGES.items(), ids=PAGES)
def test_pictures_to_look_at(visitor: Visitor, screenshots: Path, name: str, path: str) -> None:
    for suffix, width, scheme in (("wide", 1280, "light"), ("phone-dark", 390, "dark")):
        page = visitor.open(path, width=width, color_scheme=scheme)
        file = screenshots / f"{name}-{suffix}.png"
        page.screenshot(path=file, full_page=True)
        assert file.stat().st_size > 5_000


def test_the_invented_texts_are_what_is_tested() -> None:
    assert invented.RICH.number > 9000


def test_a_document_is_checked_and_its_findings_are_gone_through_by_a_key(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.open("/check")
    page.set_viewport_size({"width": 360, "height": 740})
    document = tmp_path / "briefing.html"
    document.write_text(
        "<p>Resolution 9999 (2015) says “the tides”, resolution 9001 (1950) “of oil”.</p>", encoding="utf-8"
    )
    page.get_by_label("Or a file").set_input_files(document)
    page.get_by_role("button", name="Check").last.click()
    expect(page.locator("#totals")).to_contain_text("2 findings to look at")
    assert Axe().run(page).violations_count == 0
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    page.keyboard.press("n")
    expect(page.locator("#found-1")).to_be_focused()
    page.keyboard.press("n")
    page.keyboard.press("p")
    expect(page.locator("#found-1")).to_be_focused()
