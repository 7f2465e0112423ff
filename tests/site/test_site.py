"""The site, asked in process: addresses, pages, forms, search, what must never happen."""

from __future__ import annotations

import csv
import doctest
import io
import json
import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import invented
import pytest
from asking import ask_raw, get, open_site, page, words
from datasette.app import Datasette
from datasette.plugins import get_plugins
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from markupsafe import escape

from scraper.build import rows
from scraper.cite.styles import STYLES
from scraper.database import coverage, opening, references, resolutions, write
from scraper.models import Facts, Mark, Parsed, Pinpoint, Resolution, Subject, Symbol
from scraper.render import display, links, pagination, plain, sections
from scraper.render.charts import draw_years
from scraper.render.html import add_references, draw_citing, draw_clause
from scraper.site import responses, urls
from scraper.site.server import make_site

HEAVIEST = 100_000


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invented.make_database(tmp_path_factory.mktemp("site") / "unsc.db")


RICH = "/S/RES/9001(2998)"
LONG = "/S/RES/9004(2999)"
PAGES = [
    "/", "/search", "/search?q=lamps", "/search?q=9001+op+2", "/search?q=nonsuch", "/coverage", "/topics", "/year/2998",
    "/topic/lamp-oil", "/timeline/9001", "/timeline/9004",
    RICH, f"{RICH}/op/2", f"{RICH}/op/2/a", f"{RICH}/pp/2", f"{RICH}/annex-1", f"{RICH}/op/2/-1",
    f"{RICH}/op/5", LONG, f"{LONG}/annex-2", f"{LONG}/annex-2?page=2", "/S/RES/9006(2999)", "/S/RES/9006(2999)/op/1",
]  # fmt: skip


# Addresses


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("/9001", RICH),
        ("/9001/", RICH),
        ("/9001/2", f"{RICH}/op/2"),
        ("/9001/2/a", f"{RICH}/op/2/a"),
        ("/9001/pp/2", f"{RICH}/pp/2"),
        ("/resolution/9001", RICH),
        ("/Resolution/9001/2", f"{RICH}/op/2"),
        ("/S/RES/9001", RICH),
        ("/S/RES/9001(2998)/", RICH),
        ("/S/RES/9001%20(2998)", RICH),
        ("/S/RES/9001%20%282998%29/op/2/a", f"{RICH}/op/2/a"),
        ("/S/RES/9001%282998%29", RICH),
        ("/s/res/9001(2998)/OP/2/a", f"{RICH}/op/2/a"),
        ("/s/res/9001", RICH),
        ("/S/RES/9001(2998)/2", f"{RICH}/op/2"),
        ("/S/RES/9001(2998)/op/2/", f"{RICH}/op/2"),
        ("/S/RES/9001/op/2/%2B1", f"{RICH}/op/2/+1"),
        ("/S%2FRES%2F9001(2998)", RICH),
        ("/9001/2/A/I", f"{RICH}/op/2/a/i"),
        ("/S/RES/9001(2998)/op/2/A.json", f"{RICH}/op/2/a.json"),
        ("/9001/op2", f"{RICH}/op/2"),
        ("/9001/para.%202%20(a)", f"{RICH}/op/2/a"),
        ("/UNSCR%209001%20op%202", f"{RICH}/op/2"),
        ("/9001.json", f"{RICH}.json"),
        ("/9001/2.txt", f"{RICH}/op/2.txt"),
        ("/S/RES/9001.JSON", f"{RICH}.json"),
        ("/S/RES/09001(2998)", RICH),
        ("/search/", "/search"),
        ("/coverage/", "/coverage"),
    ],
)
async def test_other_spellings_move_for_good_to_the_canonical_one(site: Datasette, typed: str, canonical: str) -> None:
    response = await get(site, typed, 301)
    assert response.headers["location"] == canonical
    assert (await site.client.get(canonical)).status_code == 200


async def test_a_redirect_keeps_the_query(site: Datasette) -> None:
    response = await get(site, "/9001/2?q=wicks%20%26", 301)
    assert response.headers["location"] == f"{RICH}/op/2?q=wicks%20%26"


async def test_the_body_parts_lead_into_the_page(site: Datasette) -> None:
    assert (await get(site, f"{RICH}/op", 301)).headers["location"] == f"{RICH}#op"
    assert (await get(site, "/9001/pp", 301)).headers["location"] in (f"{RICH}/pp", f"{RICH}#pp")


@pytest.mark.parametrize("path", PAGES)
async def test_head_answers_as_get_without_a_body(site: Datasette, path: str) -> None:
    response = await site.client.head(path)
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("path", "said", "near"),
    [
        ("/S/RES/9001(2999)", "adopted in 2998, not in 2999", RICH),
        ("/S/RES/9001(2999)/op/2/a", "adopted in 2998, not in 2999", f"{RICH}/op/2/a"),
        ("/S/RES/9002", "Resolution 9002 is not here", RICH),
        ("/9001/99", "has no paragraph 99", f"{RICH}/op/6"),
        (f"{RICH}/op/2/z", "has no paragraph 2 (z)", f"{RICH}/op/2"),
        (f"{RICH}/annex-7", "it has: preamble, operative paragraphs, first annex", RICH),
        (f"{LONG}/annex-2?page=77", "There is no page 77 of this; it has", f"{LONG}/annex-2"),
    ],
)
async def test_a_wrong_address_names_and_links_the_nearest_right_one(
    site: Datasette, path: str, said: str, near: str
) -> None:
    tree = await page(site, path, 404)
    assert said in words(tree)
    assert near in [a.get("href") for a in tree.cssselect(".nearest a")]
    assert (await site.client.get(near)).status_code == 200


async def test_the_json_of_what_is_not_there_is_json(site: Datasette) -> None:
    response = await get(site, "/9001/99.json", 404)
    data = response.json()
    assert (data["ok"], data["status"]) == (False, 404)
    assert data["nearest"][0] == {"symbol": "S/RES/9001 (2998)", "path": "op/6", "url": f"{RICH}/op/6"}
    assert (await get(site, "/9001/99.txt", 404)).text.startswith("Resolution 9001 (2998) has no paragraph 99")
    assert (await get(site, "/nothing.json", 404)).json()["status"] == 404


@pytest.mark.parametrize(
    "path", ["/S/RES/x", "/S/RES/", "/S/RES/9001(29x8)", "/1/2/3/4/5/../..", "/resolution/", "/77777777777"]
)
async def test_what_reads_as_no_address_is_a_page_not_an_error(site: Datasette, path: str) -> None:
    assert (await site.client.get(path)).status_code in (301, 302, 404)


# What the pages show


async def test_the_masthead(site: Datasette) -> None:
    tree = await page(site, RICH)
    text = words(tree)
    assert words(tree.cssselect("h1")[0]) == "Resolution 9001 (2998): Lamps of Nowhere Bay"
    assert words(tree.cssselect("title")[0]).startswith("Resolution 9001 (2998): lamps of Nowhere Bay")
    assert "Adopted by the Security Council at its 91001st meeting, on 3 May 2998" in text
    assert "The situation in Nowhere Bay" in text
    assert "2 in favour; against: Sylvania; abstaining: Laputa; not voting: Utopia" in text
    assert "The UN record lists this resolution under Chapter VII; its words do not say so" in text
    assert "Title UN Library; not part of the resolution On the lamps of Nowhere Bay" in text
    assert "Unofficial copy. The official document is docs.un.org/en/S/RES/9001(2998)" in text
    links = [a.get("href") for a in tree.iter("a")]
    assert "https://docs.un.org/en/S/RES/9001(2998)" in links
    assert "https://docs.un.org/en/S/2998/1" in links
    assert "The UN’s own machine-readable text" in text
    assert [a.get("href") for a in tree.cssselect(".beside a")] == ["/S/RES/9003(2999)"]


async def test_the_vote_is_a_picture_and_a_table(site: Datasette) -> None:
    tree = await page(site, RICH)
    (picture,) = tree.cssselect("svg.vote")
    assert picture.get("aria-label") == "2 in favour; against: Sylvania; abstaining: Laputa; not voting: Utopia"
    assert Counter(g.get("class") for g in picture.cssselect("g")) == {
        "for": 2, "against": 1, "abstaining": 1, "nv": 1,
    }  # fmt: skip
    rows = [[words(cell) for cell in row] for row in tree.cssselect("table.members tbody tr")]
    assert ["Freedonia (Republic of)", "In favour"] in rows
    assert ["Sylvania", "Against"] in rows
    assert ["Utopia", "Did not vote"] in rows


async def test_facts_that_are_not_known_are_left_out(site: Datasette) -> None:
    text = words(await page(site, "/S/RES/9006(2999)"))
    assert "Adopted by" not in text
    assert "None" not in text
    assert "in favour" not in text
    assert "the text layer of a PDF, not corrected" in text


async def test_every_clause_is_there_once_with_its_words_anchor_and_address(site: Datasette) -> None:
    tree = await page(site, RICH)
    for clause in invented.RICH_CLAUSES:
        (element,) = tree.xpath(f"//*[@id='{clause.path}']")
        if clause.kind == "row":
            assert [words(td) for td in element.cssselect("td")] == clause.text.split("\t")
            continue
        (body,) = element.cssselect("p")
        for note in body.cssselect(".fn"):
            note.drop_tree()
        assert body.text_content() == clause.text
        (link,) = element.cssselect("a.n")
        assert link.get("href") == f"{RICH}/{clause.path}"
        assert "g" in link.get("class").split() or words(link) == clause.label


async def test_order_headings_and_indentation(site: Datasette) -> None:
    tree = await page(site, RICH)
    ids = [e.get("id") for e in tree.cssselect(".text .c[id], .text tr[id]")]
    assert ids == [c.path for c in invented.RICH_CLAUSES]
    assert [words(h) for h in tree.cssselect(".text h3.h")] == ["Lamps", "General", "Reports", "Rules of the lamps"]
    assert "l2" in tree.xpath("//*[@id='op/2/a/i']")[0].get("class").split()
    assert [words(a) for a in tree.cssselect(".contents li a")] == [
        "Preamble", "Operative paragraphs, paras. 1–4, 6", "Lamps", "General, paras. 1–4, 6", "Reports", "First annex",
        "Rules of the lamps",
    ]  # fmt: skip


async def test_verbs_are_italic_and_links_lead_here_or_nowhere(site: Datasette) -> None:
    tree = await page(site, RICH)
    assert [words(em) for em in tree.xpath("//*[@id='op/6']//em")] == ["Decides"]
    (link,) = tree.xpath("//*[@id='op/3']/p//a")
    assert (link.get("href"), words(link)) == ("/S/RES/9003(2999)", "earlier lamp resolution")
    assert "javascript:" not in html.tostring(tree).decode()


async def test_footnotes_are_linked_both_ways(site: Datasette) -> None:
    for path in (RICH, f"{RICH}/op/1"):
        tree = await page(site, path)
        (mark,) = tree.cssselect(".fn a")
        (note,) = tree.cssselect(".notes li")
        assert mark.get("href") == f"#{note.get('id')}"
        assert note.cssselect("a")[0].get("href") == f"#{mark.get('id')}"
        assert "A lamp is any <vessel> of oil." in words(note)


async def test_consecutive_rows_are_one_table(site: Datasette) -> None:
    tree = await page(site, RICH)
    assert [len(table.cssselect("tr")) for table in tree.cssselect(".text table")] == [2]


async def test_problems_are_shown_where_they_are(site: Datasette) -> None:
    tree = await page(site, RICH)
    (beside,) = tree.xpath("//*[@id='op/3']/following-sibling::*[1]")
    assert "The number stood glued to the words." in words(beside)
    assert "Two sources count the votes differently." in words(tree.cssselect(".provenance")[0])
    assert "glued" in words(await page(site, f"{RICH}/op/3"))
    assert "glued" not in words(await page(site, f"{RICH}/op/2"))


async def test_a_clause_by_itself(site: Datasette) -> None:
    tree = await page(site, f"{RICH}/op/2/a")
    assert words(tree.cssselect("h1 .part")[0]) == "Paragraph 2 (a)"
    assert words(tree.cssselect(".exact")[0]) == (
        "(a) To trim the wicks, and in particular: (i) Those of the northern lamp; (ii) Those of the southern lamp;"
    )
    assert [words(e) for e in tree.cssselect(".around .c")] == ["2. Requests the Keeper:"]
    assert tree.cssselect(".cite .address")[0].get("href") == f"http://localhost{RICH}/op/2/a"
    assert "Security Council resolution 9001 (2998), para. 2 (a)" in words(tree.cssselect(".cite")[0])
    assert [a.get("href") for a in tree.cssselect(".beside a")] == [
        f"{RICH}#op/2/a", f"{RICH}/op/2/a/trace", f"{RICH}/op/2/b",
    ]  # fmt: skip


async def test_the_page_carries_what_reference_managers_read(site: Datasette) -> None:
    tree = await page(site, f"{RICH}/op/2/a")
    tags = {meta.get("name"): meta.get("content") for meta in tree.xpath("//meta[@name]")}
    assert tags["citation_technical_report_number"] == "S/RES/9001 (2998)"
    assert tags["citation_publication_date"] == "2998/05/03"


async def test_citations_in_a_text_are_links(site: Datasette) -> None:
    for path in ("/S/RES/9003(2999)", "/S/RES/9003(2999)/pp/2"):
        tree = await page(site, path)
        links = [(words(a), a.get("href")) for a in tree.xpath("//*[@id='pp/2']/p/a")]
        assert links[0] == ("paragraph 2 (a) of resolution 9001 (2998)", f"{RICH}/op/2/a")
        assert links[1] == ("resolution 9004 (2999)", LONG)


async def test_a_clause_is_told_who_cites_it(site: Datasette) -> None:
    (citing,) = (await page(site, f"{RICH}/op/2/a")).cssselect(".citing li")
    assert citing.cssselect("a")[0].get("href") == "/S/RES/9003(2999)/pp/2"
    assert words(citing.cssselect("strong")[0]) == "2 (a)"
    assert "Recalling paragraph 2 (a) of resolution 9001 (2998)" in words(citing)
    assert not (await page(site, f"{RICH}/op/6")).cssselect(".citing")


def test_a_link_is_one_link_whatever_is_marked_within_it() -> None:
    marks = (Mark("link", 0, 9, "https://example.org/"), Mark("italic", 4, 9))
    clause = replace(invented.clause("op/1", "one two three"), marks=marks)
    assert draw_clause(clause, hits=[(0, 3)]) == (
        '<a href="https://example.org/"><mark>one</mark> <em>two t</em></a>hree'
    )


def test_a_citation_takes_the_place_of_a_link_of_the_source() -> None:
    clause = replace(invented.clause("op/1", "see resolution 9003 now"), marks=(Mark("link", 15, 19, "http://a.b"),))
    cited = [
        references.Reference("op/1", 4, 19, "", invented.PLAIN, ""),
        references.Reference("op/1", 4, 19, "", invented.BARE, ""),
    ]
    assert draw_clause(add_references(clause, cited)) == ('see <a href="/S/RES/9003(2999)">resolution 9003</a> now')


def test_of_several_numbers_in_one_citation_each_is_a_link() -> None:
    raw = "paragraphs 3 and 5 of resolution 9001 (2998)"
    clause = invented.clause("op/1", f"in {raw}")
    cited = [references.Reference("op/1", at, at + 1, raw, invented.RICH, f"op/{raw[at - 3]}") for at in (14, 20)]
    assert draw_clause(add_references(clause, cited)) == (
        'in paragraphs <a href="/S/RES/9001(2998)/op/3">3</a> and <a href="/S/RES/9001(2998)/op/5">5</a>'
        " of resolution 9001 (2998)"
    )


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_an_excerpt_holds_the_citation_whole(text: str, start: int, end: int) -> None:
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    drawn = draw_citing(references.Citing(invented.PLAIN, "op/1", text, start, end), room=5)
    if start < end:
        assert "".join(re.findall("<strong>(.*?)</strong>", drawn, re.S)) == str(escape(text[start:end]))


async def test_the_words_on_chapter_vii_are_quoted_and_linked(site: Datasette) -> None:
    for path, place in (("/S/RES/9003(2999)/op/2", ".basis"), ("/S/RES/9003(2999)", "#ch7")):
        (element,) = (await page(site, path)).cssselect(place)
        assert "Acting under Chapter VII of the Charter of the United Nations" in words(element)
        assert "/S/RES/9003(2999)/pp/3" in [a.get("href") for a in element.cssselect("a")]
    assert not (await page(site, f"{RICH}/op/1")).cssselect(".basis")


# Other forms


async def test_json_has_the_shape_of_show(site: Datasette) -> None:
    data = (await get(site, f"{RICH}/op/2/a.json")).json()
    assert list(data)[:6] == ["symbol", "path", "label", "text", "full_text", "url"]
    assert data["url"] == f"http://localhost{RICH}/op/2/a"
    whole = (await get(site, f"{RICH}.json")).json()
    assert [c["path"] for c in whole["clauses"]] == [c.path for c in invented.RICH_CLAUSES]
    assert whole["clauses"][4] | {"url": ""} == whole["clauses"][4] | {"url": ""}
    assert whole["clauses"][4]["full_text"] == data["full_text"]


async def test_text_and_markdown_keep_every_word(site: Datasette) -> None:
    for suffix in ("txt", "md"):
        response = await get(site, f"{RICH}.{suffix}")
        text = response.text.replace("\\", "").replace("*", "")
        for clause in invented.RICH_CLAUSES:
            for piece in re.split(r"\t|(?<=lamps) shall burn", clause.text):
                assert piece.strip() in text, (suffix, clause.path)
        assert "Official document: https://docs.un.org/en/S/RES/9001(2998)" in response.text
    assert "    (i) Those of the northern lamp;" in (await get(site, f"{RICH}/op/2/a.txt")).text
    assert r"\<script\>" in (await get(site, f"{RICH}.md")).text


async def test_a_citation_alone_in_the_style_that_is_asked(site: Datasette) -> None:
    assert (await get(site, f"{RICH}/op/2/a.txt?style=symbol")).text == "S/RES/9001 (2998), para. 2 (a)\n"
    assert "9001" in (await get(site, f"{RICH}/op/2.txt?style=OSCOLA")).text
    refused = (await get(site, f"{RICH}/op/2.txt?style=mla", 400)).text
    assert refused.startswith("MLA is not offered: ")
    assert "The nearest style here is 'chicago'." in refused


async def test_records_for_reference_managers(site: Datasette) -> None:
    assert (await get(site, f"{RICH}/op/2/a.ris")).text.startswith("TY  - RPRT")
    assert (await get(site, f"{RICH}.bib")).text.startswith("@techreport{")


# Home, lists, coverage


async def test_home(site: Datasette) -> None:
    tree = await page(site, "/")
    assert [words(b) for b in tree.cssselect(".listed b")] == ["9006", "9004", "9003", "9001"]
    assert "/topic/lamp-oil" in [a.get("href") for a in tree.iter("a")]
    assert {"/year/2998", "/year/2999"} <= {a.get("href") for a in tree.cssselect(".yearnav a")}
    examples = tree.cssselect(".examples a")
    assert len(examples) == 3
    for example in examples:
        await get(site, example.get("href"))


async def test_coverage(site: Datasette) -> None:
    text = words(await page(site, "/coverage"))
    assert "2 resolutions that should be here: 9002, 9005." in text
    assert "9002 (2998): The fog" in text
    assert "The number stood glued to the words." in text
    assert "A number is glued to the words of its paragraph in the source. Repaired: 1" in text
    assert "label-glued" not in text
    data = (await get(site, "/coverage.json")).json()
    assert (data["resolutions"], data["missing"]) == (4, [9002, 9005])


async def test_long_lists_are_cut_into_pages(tmp_path: Path) -> None:
    subjects = (Subject("FOG", "UNBIS Thesaurus"),)
    with write.writing(tmp_path / "unsc.db") as conn:
        for number in range(9001, 9161):
            facts = Facts(Symbol(number, 2999), title="on the fog " * 20, subjects=subjects)
            write.insert(
                conn, rows.make_rows(Parsed(Resolution(facts, "", (invented.clause("op/1", "Decides."),), "xml")), [])
            )
        write.finish(conn, "unsc", "2999-01-01", specimens=False)
    site = open_site(tmp_path / "unsc.db")
    await site.invoke_startup()
    listed: list[str] = []
    for path in ("/topic/fog", "/topic/fog?page=2"):
        tree = await page(site, path)
        listed += [words(b) for b in tree.cssselect(".listed b")]
        assert "160 resolutions" in words(tree)
    assert listed == [str(number) for number in range(9160, 9000, -1)]
    for path in ("/topic/fog?page=3", "/topics?page=2"):
        await get(site, path, 404)


@pytest.mark.parametrize("path", ["/year/1900", "/topic/none", "/nothing", "/nothing/at/all", "/-/site/nothing.css"])
async def test_no_such_page(site: Datasette, path: str) -> None:
    await get(site, path, 404)


# Search


async def test_results_show_the_match_the_pinpoint_and_the_facts(site: Datasette) -> None:
    tree = await page(site, "/search?q=wicks")
    (hit,) = tree.cssselect(".hits li")
    assert words(hit.cssselect("h2")[0]) == "S/RES/9001 (2998), paragraph 2 (a)"
    assert hit.cssselect("h2 a")[0].get("href") == f"{RICH}/op/2/a?q=wicks"
    assert [words(mark) for mark in hit.cssselect("mark")] == ["wicks"]
    assert "3 May 2998" in words(hit)
    assert "Chapter VII" not in words(hit)  # the record says so, the words do not
    under = (await page(site, "/search?q=horns")).cssselect(".hits li .facts .tag")[0]
    assert words(under) == "Chapter VII"
    assert "2. Requests the Keeper:" in words(hit)


async def test_the_words_stay_marked_on_the_page_they_lead_to(site: Datasette) -> None:
    for path in (f"{RICH}/op/2/a?q=wicks", f"{RICH}?q=wicks"):
        assert [words(mark) for mark in (await page(site, path)).cssselect("mark")] == ["wicks"]
    assert not (await page(site, RICH)).cssselect("mark")


async def test_a_reference_is_shown_above_the_results(site: Datasette) -> None:
    tree = await page(site, "/search?q=9001+op+2")
    assert words(tree.cssselect("h1")[0]) == "S/RES/9001 (2998), paragraph 2"
    assert tree.cssselect("h1 a")[0].get("href") == f"{RICH}/op/2"
    assert len(tree.cssselect("h1")) == 1


async def test_how_it_was_read_is_said(site: Datasette) -> None:
    assert "Operative paragraphs with “lamps”" in words(await page(site, "/search?q=lamps"))
    assert "the bracket is not closed" in words(await page(site, "/search?q=(lamps"))


async def test_an_expansion_can_be_undone(site: Datasette) -> None:
    tree = await page(site, "/search?q=ISIL")
    assert "also finds “Da’esh”" in words(tree)
    (undo,) = [a for a in tree.cssselect(".read a") if "alone" in words(a)]
    assert "also finds" not in words(await page(site, undo.get("href")))


async def test_nothing_found_says_what_to_try(site: Datasette) -> None:
    tree = await page(site, "/search?q=lampz&without=*")
    assert words(tree.cssselect("h1")[0]) == "Nothing found"
    (better,) = tree.cssselect(".nothing p a")
    assert (await page(site, better.get("href"))).cssselect(".hits li")
    (wider,) = [a for a in tree.cssselect(".nothing li a") if "preambles" in words(a)]
    assert "in%3Aall" in wider.get("href")


@pytest.mark.parametrize("query", ["", "?q=", "?q=%20%20", "?q=%00", "?Q=x"])
async def test_an_empty_box_is_a_help_page(site: Datasette, query: str) -> None:
    tree = await page(site, f"/search{query}")
    assert words(tree.cssselect("h1")[0]) == "How to search"
    for example in tree.cssselect(".help table a"):
        await get(site, example.get("href"))


async def test_years_are_a_picture_of_links_and_a_table(site: Datasette) -> None:
    tree = await page(site, "/search?q=decides")
    bars = [(a.get("href"), a.get("tabindex")) for a in tree.cssselect("svg.years a")]
    cells = [a.get("href") for a in tree.cssselect(".histogram table a")]
    assert [href for href, _ in bars] == cells
    assert {tabindex for _, tabindex in bars} == {"-1"}
    narrowed = await page(site, cells[0])
    assert len(narrowed.cssselect(".hits li")) == 2


async def test_facets_are_links_that_narrow_and_can_be_taken_back(site: Datasette) -> None:
    tree = await page(site, "/search?q=oil")
    total = len(tree.cssselect(".hits li"))
    (link,) = [a for a in tree.cssselect(".narrow a") if words(a) == "Preamble"]
    narrowed = await page(site, link.get("href"))
    assert [words(h) for h in narrowed.cssselect(".hits > ol h2")] == ["S/RES/9001 (2998), preambular paragraph 2"]
    (back,) = narrowed.cssselect(".narrow .on a")
    assert len((await page(site, back.get("href"))).cssselect(".hits li")) == total


async def test_order_grouping_and_paging_stand_in_the_address(site: Datasette) -> None:
    tree = await page(site, "/search?q=tide+in:all&order=oldest&page=2")
    assert tree.cssselect(".hits > ol")[0].get("start") == "21"
    following = tree.cssselect(".paging [rel=next]")[0].get("href")
    assert "order=oldest" in following
    assert "page=3" in following
    assert words(tree.cssselect(".order [aria-current]")[0]) == "Oldest first"
    grouped = await page(site, "/search?q=decides&group=resolution")
    assert len(grouped.cssselect(".hits li")) == 4
    for odd in ("page=0", "page=-1", "page=x", "page=99999999999", "page=%F0%9F", "order=sideways"):
        await get(site, f"/search?q=tide&{odd}")


async def test_json_of_a_search(site: Datasette) -> None:
    data = (await get(site, "/search.json?q=wicks")).json()
    assert list(data)[:6] == ["query", "read_as", "ignored", "place", "total", "results"]
    assert data["results"][0]["path"] == "op/2/a"
    assert "snippet" in data["results"][0]


async def test_csv_of_a_search(site: Datasette) -> None:
    response = await get(site, "/search.csv?q=tide+in:all&order=oldest")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(response.text)))
    assert len(rows) == 405
    assert rows[0]["url"] == f"http://localhost{LONG}/op/1"
    assert {row["symbol"] for row in rows} == {"S/RES/9004 (2999)"}


async def test_feed_of_a_search(site: Datasette) -> None:
    response = await get(site, "/search.atom?q=lamps%00%01&page=3")
    feed = etree.fromstring(response.content)
    atom = {"a": "http://www.w3.org/2005/Atom"}
    ids = feed.xpath("//a:entry/a:id/text()", namespaces=atom)
    assert f"http://localhost{RICH}/op/6" in ids
    assert feed.xpath("string(a:updated)", namespaces=atom) == "2999-03-02T09:00:00+00:00"
    updated = dict(zip(ids, feed.xpath("//a:entry/a:updated/text()", namespaces=atom), strict=True))
    assert updated[f"http://localhost{RICH}/op/6"] == "2998-05-03T00:00:00Z"


async def test_a_browser_can_add_the_search(site: Datasette) -> None:
    description = etree.fromstring((await get(site, "/opensearch.xml")).content)
    templates = {url.get("type"): url.get("template") for url in description if url.get("template")}
    assert templates["text/html"] == "http://localhost/search?q={searchTerms}"
    assert (await page(site, "/")).cssselect("link[rel=search]")[0].get("href") == "/opensearch.xml"
    assert (await get(site, "/suggest?q=lam")).json() == [
        "lam",
        ["Lamp Oil", "the lamps of Nowhere Bay", "lamp", "lamps"],
    ]


HOSTILE = [
    '"', "'", '"unbalanced', "foo:oil", "C++", "a AND", "*", "NEAR(", "((((", "))))", "-", "--", "a" * 10_000,
    "a" * 1900, "(" * 5000, "(" * 600, "(2015)" * 1600, "(2015)" * 190, "oil " * 2400, "oil " * 300, "é" * 300,
    "%", "%%", "\x00", "\ud7ff\ufffe", "😀", "‮", "é" * 3000, "in:", "in:x", "year:", "year:9..1", "res:99999999999999",
    "<script>", "{{7*7}}", "' OR 1=1 --", "oil\x00gold", "{oil}", "oil^2", "oil : gold", "^oil", "NOT",
    "OR OR", "NOT NOT oil",
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
async def test_whatever_is_typed_there_is_an_answer(site: Datasette, typed: str) -> None:
    for suffix in ("", ".json", ".csv", ".atom"):
        response = await get(site, *expected(f"/search{suffix}?q={quote(typed)}"))
        assert len(response.content) < HEAVIEST or suffix == ".csv"
    await get(site, *expected(f"/suggest?q={quote(typed)}"))
    await get(site, *expected(f"{RICH}?q={quote(typed)}"))


def expected(path: str) -> tuple[str, int]:
    """A path, and the status of its answer: anything may be typed, but an address is no book."""
    return path, 200 if len(path) <= links.LONGEST else 414


@pytest.mark.parametrize("raw", ["%FF", "%C3%28", "%ED%A0%80", "%", "%zz", "a;b", "a&b", "&&&", "q", "=", "\u00ff"])
async def test_bytes_that_are_no_text_are_an_answer_too(site: Datasette, raw: str) -> None:
    await get(site, f"/search?q={raw}")


def test_random_queries_never_fail(database: Path) -> None:
    import asyncio

    loop = asyncio.new_event_loop()
    site = open_site(database)
    loop.run_until_complete(site.invoke_startup())

    @examples(300)
    @given(st.text(max_size=60) | st.text("lampoil()\"*-: ~^'“”’+,.0129ANDORTin", max_size=40))
    def ask(typed: str) -> None:
        path = f"/search?q={quote(typed.encode('utf-8', 'surrogatepass'))}"
        assert loop.run_until_complete(site.client.get(path)).status_code == 200

    ask()
    loop.close()


# Long resolutions


async def test_a_long_resolution_is_cut_into_pages_that_lose_nothing(site: Datasette) -> None:
    tree = await page(site, LONG)
    hrefs = [LONG, *(a.get("href") for a in tree.cssselect(".sheets a"))]
    assert len(hrefs) > 3
    shown: list[str] = []
    for href in hrefs:
        response = await get(site, href)
        assert len(response.content) < HEAVIEST
        shown += [e.get("id") for e in html.fromstring(response.text).cssselect(".text .c[id]")]
    assert shown == [c.path for c in invented.LONG_PARSED.resolution.clauses]


async def test_every_page_of_a_long_one_names_the_others(site: Datasette) -> None:
    tree = await page(site, LONG)
    names_ = [words(li) for li in tree.cssselect(".sheets li")]
    assert names_[:3] == ["Resolution", "First annex", "Second annex"]
    assert words(tree.cssselect(".sheets [aria-current]")[0]) == "Resolution"
    later = await page(site, f"{LONG}/annex-2?page=2")
    assert words(later.cssselect("h1 .part")[0]) == "Second annex, page 2"


async def test_a_page_that_begins_within_a_paragraph_says_which(tmp_path: Path) -> None:
    children = [invented.clause(f"op/1/{n}", "Shade " * 400, f"({n})") for n in range(1, 80)]
    with write.writing(tmp_path / "unsc.db") as conn:
        whole = Resolution(Facts(invented.BARE), "", (invented.clause("op/1", "Lists:", "1."), *children), "xml")
        write.insert(conn, rows.make_rows(Parsed(whole), []))
        write.finish(conn, "unsc", "2999-01-01", specimens=False)
    site = open_site(tmp_path / "unsc.db")
    await site.invoke_startup()
    for path in ("/S/RES/9006(2999)", "/S/RES/9006(2999)/op/1"):
        shown: list[str] = []
        for number in (1, 2, 3):
            tree = await page(site, f"{path}?page={number}")
            shown += [e.get("id") for e in tree.cssselect(".text .c[id]")]
        assert shown == ["op/1", *(c.path for c in children)]
        await get(site, f"{path}?page=4", 404)
    assert words((await page(site, "/S/RES/9006(2999)?page=2")).cssselect(".around")[0]) == "1. Lists:"


def sizes(*shape: tuple[str, int, int, str]) -> list[resolutions.Size]:
    return [resolutions.Size(i, *one) for i, one in enumerate(shape)]


def share(part: float) -> int:
    return int(pagination.LIMIT * part)


def test_cutting_prefers_a_heading_and_keeps_a_paragraph_whole() -> None:
    cut = pagination.cut(sizes(*((f"op/{i}", 0, share(1 / 8), "Reports" if i == 6 else "") for i in range(20))))
    assert [s.first for s in cut] == [0, 6, 13]
    assert [(a.last + 1, b.first) for a, b in pairwise(cut)] == [(6, 6), (13, 13)]
    family = [("op/1", share(0.45)), ("op/2", share(0.3)), ("op/2/a", share(0.3)), ("op/3", share(0.1))]
    assert [s.first for s in pagination.cut(sizes(*((p, p.count("/") - 1, n, "") for p, n in family)))] == [0, 1]


def test_only_a_paragraph_too_heavy_for_a_page_is_cut() -> None:
    children = [(f"op/1/{i}", 1, share(0.45), "") for i in range(4)]
    heavy = sizes(("op/1", 0, share(0.1), ""), *children, ("op/2", 0, 10, ""))
    assert [(s.first, s.last) for s in pagination.cut(heavy)] == [(0, 1), (2, 3), (4, 5)]
    assert len(pagination.cut(sizes(("op/1", 0, 500_000, "")))) == 1
    assert pagination.cut([]) == (pagination.Sheet("", 1, 0, -1),)


# What must hold on every page


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_is_sound(site: Datasette, path: str) -> None:
    response = await get(site, path)
    tree = html.fromstring(response.text)
    assert len(response.content) < HEAVIEST
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"
    assert tree.get("lang") == "en"
    assert words(tree.cssselect("title")[0])
    assert len(tree.cssselect("h1")) == len(tree.cssselect("main")) == 1
    assert not tree.xpath(
        "//*[@style] | //style | //@*[starts-with(name(), 'on')]/.."
        " | //script[not(@src) and not(@type='application/ld+json')]"
    )
    ids = Counter(e.get("id") for e in tree.xpath("//*[@id]"))
    assert [i for i, many in ids.items() if many > 1] == []
    for anchor in tree.xpath("//a[starts-with(@href, '#')]"):
        assert unquote(anchor.get("href")[1:]) in ids
    levels = [int(h.tag[1]) for h in tree.cssselect("h1, h2, h3, h4")]
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    for field in tree.cssselect("input"):
        assert tree.cssselect(f"label[for={field.get('id')}]")


@pytest.mark.parametrize("path", ["/", RICH, f"{RICH}/op/2", "/search?q=oil", "/coverage", f"{LONG}/annex-2"])
async def test_every_link_within_the_site_leads_somewhere(site: Datasette, path: str) -> None:
    tree = await page(site, path)
    for href in {a.get("href") for a in tree.xpath("//a[@href] | //link[@href]")}:
        if href.startswith("/") and not href.startswith("/unsc"):
            response = await site.client.get(href)
            assert response.status_code in (200, 301), href


@pytest.mark.parametrize("path", PAGES)
async def test_nothing_of_a_text_becomes_markup(site: Datasette, path: str) -> None:
    text = (await get(site, path)).text
    assert "<script>" not in text
    assert "alert('oil" not in re.sub(r"alert\(&#39;", "", text)


async def test_what_is_typed_is_escaped(site: Datasette) -> None:
    text = (await get(site, '/search?q="><script>alert(1)</script>')).text
    assert "<script>alert" not in text


async def test_the_banner_is_on_every_page_of_specimens_and_on_no_other(tmp_path: Path, site: Datasette) -> None:
    said = "Invented documents, for trying the program without a network. Nothing here is real."
    specimens = open_site(invented.make_database(tmp_path / "unsc.db", specimens=True))
    await specimens.invoke_startup()
    for path in [*PAGES, "/unsc", "/unsc/clauses"]:
        assert said in words(await page(specimens, path)), path
        assert said not in words(await page(site, path)), path
        assert "Texts: United Nations" not in words(await page(specimens, path)), path
    for path in ("/nothing", "/unsc/nothing", "/9999"):
        assert said in words(await page(specimens, path, 404))
    for path in ("/search.json?q=oil", "/nothing.json", f"{RICH}.json", f"{RICH}.txt", f"{RICH}/op/1.md"):
        assert said in (await specimens.client.get(path)).text, path
        assert said not in (await site.client.get(path)).text, path


async def test_links_follow_the_base_url(database: Path) -> None:
    site = open_site(database, settings={"base_url": "/law/"})
    await site.invoke_startup()
    tree = await page(site, RICH)
    inner = [a.get("href") for a in tree.xpath("//a[@href] | //link[@href]") if a.get("href").startswith("/")]
    assert inner
    assert all(href.startswith("/law/") for href in inner)
    assert (await get(site, "/9001/2", 301)).headers["location"] == f"/law{RICH}/op/2"
    assert (await get(site, f"{RICH}/op/2.json")).json()["url"] == f"http://localhost/law{RICH}/op/2"


async def test_without_a_database_the_site_says_how_to_get_one() -> None:
    site = Datasette([], memory=True)
    await site.invoke_startup()
    for path in ("/", "/search?q=x", RICH):
        assert "unsc serve" in words(await page(site, path, 503))


async def test_static_files_may_be_kept_for_ever_and_change_their_address(site: Datasette) -> None:
    tree = await page(site, "/")
    (sheet,) = [link.get("href") for link in tree.cssselect("link[rel=stylesheet]")]
    response = await get(site, sheet)
    assert "immutable" in response.headers["cache-control"]
    assert urlsplit(sheet).query == responses.ASSETS["site.css"].digest
    assert response.headers["content-type"] == "text/css; charset=utf-8"


# Requests that a browser would never send


@pytest.mark.parametrize(
    ("path", "query", "headers", "status"),
    [
        (b"/caf\xc3\xa9", b"", [], 302),
        (b"/S/RES/9001\xff", b"", [], 404),
        (b"/search", b"q=caf\xc3\xa9\xff\x00", [], 200),
        (b"/", b"", [(b"cookie", b"a\x00b==;;;=\xff")], 200),
        (b"/", b"", [(b"cookie", b"\"bad[]name\"=1; x")], 200),
        (b"/search.json", b"q=x", [(b"host", b"[")], 400),
        (f"{RICH}.json".encode(), b"", [(b"host", b"a b/<c>")], 400),
        (b"/2998%00", b"", [], 404),
        (b"/S/RES/9001%0d%0aX: y", b"", [], 404),
    ],
)  # fmt: skip
async def test_malformed_requests_are_answered(
    site: Datasette, path: bytes, query: bytes, headers: list[tuple[bytes, bytes]], status: int
) -> None:
    assert await ask_raw(site, path, query, headers) == status


async def test_a_surprise_is_told_without_its_insides(site: Datasette, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_conn: object) -> None:
        raise ZeroDivisionError("secret inside")

    monkeypatch.setattr(coverage, "read_coverage", fail)
    response = await get(site, "/coverage", 500)
    assert "secret" not in response.text
    assert (await get(site, "/coverage.json", 500)).json()["ok"] is False


# Datasette's own pages


@pytest.mark.parametrize("path", ["/unsc", "/unsc?sql=select+1", "/unsc/clauses", "/unsc/resolutions/9001"])
async def test_datasettes_own_pages_work_in_our_frame(site: Datasette, path: str) -> None:
    assert (await page(site, path)).cssselect("header.top .home")


@pytest.mark.parametrize(("table", "word"), [("units", "lamps"), ("clauses", "lamps"), ("resolutions", "lamps")])
async def test_datasettes_search_is_really_on(database: Path, table: str, word: str) -> None:
    site = make_site(database)
    everything = (await get(site, f"/unsc/{table}.json?_shape=array&_size=max")).json()
    found = (await get(site, f"/unsc/{table}.json?_search={word}&_shape=array&_size=max")).json()
    assert 0 < len(found) < len(everything)
    assert (await get(site, f"/unsc/{table}.json?_search=qqzzx&_shape=array")).json() == []
    rows = (await get(site, f"/unsc/{table}.csv?_search={word}&_size=max")).text
    assert len(list(csv.reader(io.StringIO(rows)))) == len(found) + 1
    shown = await page(site, f"/unsc/{table}?_search={word}")
    assert f"{len(found):,} row" in " ".join(words(shown).split())


async def test_a_symbol_in_datasettes_tables_leads_to_its_page(site: Datasette) -> None:
    tree = await page(site, "/unsc/resolutions")
    assert RICH in [a.get("href") for a in tree.cssselect("td a")]


def test_the_plugin_is_found_by_its_entry_point() -> None:
    (ours,) = [plugin for plugin in get_plugins() if plugin["name"] == "unsc-resolutions"]
    assert ours["templates_path"]


# Small pure things


@pytest.mark.parametrize("module", [urls, pagination, plain, display, sections], ids=lambda module: module.__name__)
def test_examples_in_the_docstrings_hold(module: Any) -> None:
    result = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.failed == 0
    assert result.attempted


@given(st.text(max_size=80))
def test_no_path_breaks_the_reading_of_addresses(text: str) -> None:
    read = urls.read(quote("/" + text.encode("utf-8", "replace").decode(), safe="/"))
    if read and read.place.year is not None:
        again = urls.read(links.write(read.place, read.suffix))
        assert again == read


def test_no_bar_is_drawn_for_nothing() -> None:
    assert draw_years([], str) == ""
    assert str(draw_years([(2999, 0)], str)).count("<a ") == 1


# Over the real texts


@pytest.fixture(scope="module")
def corpus_named_unsc(corpus_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus under the name the site looks for."""
    target = tmp_path_factory.mktemp("corpus") / "unsc.db"
    target.symlink_to(corpus_db)
    return target


async def test_the_heaviest_real_pages_stay_within_the_budget(corpus_named_unsc: Path) -> None:
    conn = opening.open_database(corpus_named_unsc)
    heaviest = conn.execute(
        "SELECT r.number, r.year FROM resolutions r JOIN units u ON u.resolution = r.number"
        " GROUP BY r.number ORDER BY sum(length(u.text)) + 150 * count(*) DESC LIMIT 60"
    ).fetchall()
    site = open_site(corpus_named_unsc)
    await site.invoke_startup()
    for number, year in heaviest:
        clauses = resolutions.read_clauses(conn, number)
        shown: list[str] = []
        every = pagination.cut(resolutions.measure(conn, number))
        for sheet in every:
            path = links.write(Pinpoint(number, year, sheet.part)) + f"?page={sheet.page}"
            response = await get(site, path)
            assert len(response.content) < HEAVIEST, (path, len(response.content))
            tree = html.fromstring(response.text)
            shown += [e.get("id") for e in tree.cssselect(".text .c[id], .text tr[id]")]
        assert shown == [c.path for c in clauses], number
    conn.close()


async def test_json_of_a_real_resolution_is_whole(corpus_named_unsc: Path) -> None:
    site = open_site(corpus_named_unsc)
    await site.invoke_startup()
    data = json.loads((await get(site, "/S/RES/2249(2015).json")).content)
    assert [c["label"] for c in data["clauses"] if c["part"] == "op"] == [f"{n}." for n in range(1, 9)]
    assert (await get(site, "/2249/5", 301)).headers["location"] == "/S/RES/2249(2015)/op/5"


async def test_a_paragraph_is_gone_to_by_its_number(site: Datasette) -> None:
    assert (await get(site, f"{RICH}?para=3", 301)).headers["location"] == f"{RICH}#op/3"
    assert (await get(site, f"{RICH}?para=//x")).status_code == 200


async def test_the_style_that_is_asked_for_comes_first(site: Datasette) -> None:
    for asked, first in (("oscola", "oscola"), ("nothing", "un")):
        rows = (await page(site, f"{RICH}/op/2?style={asked}")).cssselect("[data-style]")
        assert rows[0].get("data-style") == first
        assert len({row.get("data-style") for row in rows}) == len(rows) == len(STYLES) - 1


async def test_a_shared_link_says_what_it_leads_to(site: Datasette) -> None:
    tree = await page(site, f"{RICH}/op/2/b")
    said = {m.get("property") or m.get("name"): m.get("content") for m in tree.cssselect("meta[content]")}
    assert said["og:title"] == "Resolution 9001 (2998), paragraph 2 (b): lamps of Nowhere Bay"
    assert said["description"] == said["og:description"]
    assert said["description"].startswith("To report on oil, gold and brass;")


async def test_new_resolutions_are_a_feed(site: Datasette) -> None:
    feed = etree.fromstring((await get(site, "/new.atom")).content)
    atom = "{http://www.w3.org/2005/Atom}"
    titles = [entry.findtext(f"{atom}title") for entry in feed.iter(f"{atom}entry")]
    assert "Resolution 9001 (2998): lamps of Nowhere Bay" in titles
    assert (await page(site, "/")).cssselect("link[title='New resolutions']")[0].get("href") == "/new.atom"
