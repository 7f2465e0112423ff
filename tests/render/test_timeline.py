"""Who refers to whom and how: read back, drawn as a chain, and asked of the database itself."""

from __future__ import annotations

import doctest
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from asking import get, page, words
from datasette.app import Datasette
from hypothesis import given
from hypothesis import strategies as st
from invented import SOURCE, clause
from lxml import html

from scraper.build import link, rows
from scraper.database import opening, relations, write
from scraper.database.relations import RELATIONS, Referral
from scraper.models import Clause, Facts, Parsed, Resolution, Symbol
from scraper.render import references, timeline, timeline_chart

ROOT = Symbol(9101, 2990)
LATER = 9150

CHAIN: dict[int, tuple[int, tuple[Clause, ...]]] = {
    9101: (2990, (clause("op/1", "Decides that the ferry shall sail until 3 May 2991;", "1."),
                  clause("op/2", "Decides to set up a committee of ferrymen.", "2."))),
    9102: (2991, (clause("pp/1", "Recalling its resolution 9101 (2990),"),
                  clause("pp/2", "Acting under Chapter VII of the Charter of the United Nations,"),
                  clause("op/1", "Decides to extend the sailing set out in paragraph 1 of resolution 9101 (2990)"
                                 " until 3 May 2992;", "1."))),
    9103: (2992, (clause("op/1", "Decides that paragraph 2 of resolution 9101 (2990) shall be replaced by this;", "1."),
                  clause("op/2", "Requests the Keeper to report under resolution 9101 (2990);", "2."),
                  clause("op/3", "Recalls resolution 9102 (2991) and all that it <em>says</em>;", "3."))),
    9104: (2993, (clause("op/1", "Decides, acting under Chapter VII of the Charter, that the measures of resolution"
                                 " 9101 (2990) are hereby lifted, and that:", "1."),
                  clause("op/1/a", "The ferry shall rest;", "(a)"),
                  clause("op/2", "Notes resolution 7777 (2222).", "2."))),
    9105: (2993, (clause("op/1", "Recalls resolution 9101 (2990).", "1."),)),
}  # fmt: skip
"""Five invented resolutions on a ferry: set up, extended, modified, ended, and recalled."""


def make_chain(target: Path) -> Path:
    places, citing = link.Places(), []
    crowd = {number: (3000, (clause("op/1", "Recalls resolution 9105 (2993).", "1."),)) for number in range(9200, 9270)}
    with write.writing(target) as conn:
        for number, (year, clauses) in {**CHAIN, **crowd}.items():
            symbol = Symbol(number, year)
            facts = Facts(symbol, adopted=f"{year}-05-0{number % 7 + 1}", title=f"on ferry {number}", chapter_vii=False)
            made = rows.make_rows(
                Parsed(Resolution(facts, "The Security Council,", clauses, "xml")), [("text", SOURCE)]
            )
            made.bases = link.basis_rows(symbol, clauses)
            write.insert(conn, made)
            places.add(made)
            citing += link.find(symbol, clauses)
        write.insert(conn, link.citation_rows(citing, places))
        write.finish(conn, "unsc test", "2999-03-02T09:00:00+00:00", specimens=False)
    return target


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_chain(tmp_path_factory.mktemp("chain") / "unsc.db")


@pytest.fixture
def conn(database: Path) -> Iterator[sqlite3.Connection]:
    conn = opening.open_database(database)
    yield conn
    conn.close()


# Reading back


def test_one_for_each_resolution_and_relation_newest_first(conn: sqlite3.Connection) -> None:
    found = relations.read_referrals(conn, 9101, "in")
    assert [(one.symbol.number, one.relation, one.path, one.target) for one in found] == [
        (9105, "recalls", "op/1", ""),
        (9104, "terminates", "op/1", ""),
        (9103, "modifies", "op/1", "op/2"),
        (9103, "requests", "op/2", ""),
        (9102, "recalls", "pp/1", ""),
        (9102, "extends", "op/1", "op/1"),
    ]
    assert [one.until for one in found if one.until] == ["2992-05-03"]
    assert [one.evidence for one in found if one.relation == "terminates"] == ["are hereby lifted"]


def test_outward_is_what_a_resolution_names_itself(conn: sqlite3.Connection) -> None:
    found = relations.read_referrals(conn, 9103, "out")
    assert [(one.symbol.number, one.relation) for one in found] == [
        (9102, "recalls"), (9101, "modifies"), (9101, "requests"),
    ]  # fmt: skip
    assert relations.read_referrals(conn, 9101, "out") == ()
    assert [one.symbol.number for one in relations.read_referrals(conn, 9104, "out")] == [9101]


def test_words_are_read_on_demand_with_the_whole_of_the_citation(conn: sqlite3.Connection) -> None:
    (one,) = [one for one in relations.read_referrals(conn, 9101, "in") if one.relation == "modifies"]
    assert one.text == ""
    (quoted,) = relations.quote(conn, [one])
    assert quoted.text[quoted.start : quoted.end] == "paragraph 2 of resolution 9101 (2990)"
    assert relations.quote(conn, []) == ()


def test_of_several_clauses_the_most_telling_is_given(tmp_path: Path) -> None:
    def one(path: str, until: str | None = None, at: int = 1) -> Referral:
        return Referral("extends", ROOT, None, at, path, "", "", until, 0, 0, "")

    order = sorted([one("pp/1"), one("op/2", at=3), one("op/3", "2992-01-01", 4)], key=relations._tells_least)
    assert [each.path for each in order] == ["op/3", "op/2", "pp/1"]


@pytest.mark.parametrize(
    ("counts", "chosen"),
    [
        ({"extends": 2, "terminates": 1, "requests": 9}, ("extends", "modifies", "terminates")),
        ({"terminates": 1, "requests": 9, "recalls": 5}, ("extends", "modifies", "terminates", "requests")),
        ({"recalls": 5}, ("extends", "modifies", "terminates", "requests", "recalls")),
        ({}, RELATIONS),
    ],
)
def test_what_is_shown_unasked(counts: dict[Any, int], chosen: tuple[str, ...]) -> None:
    assert relations.choose({relation: counts.get(relation, 0) for relation in RELATIONS}) == chosen


def test_the_view_answers_a_question_in_one_line(conn: sqlite3.Connection) -> None:
    rows = conn.execute(
        "SELECT symbol, path, cited_path, until, words FROM citing WHERE cited = 9101 AND relation = 'extends'"
    ).fetchall()
    assert [tuple(row)[:4] for row in rows] == [("S/RES/9102 (2991)", "op/1", "op/1", "2992-05-03")]
    assert "extend the sailing set out in paragraph 1 of resolution 9101 (2990)" in rows[0]["words"]
    lost = conn.execute("SELECT cited_path FROM citing WHERE cited_symbol = 'S/RES/7777 (2222)'").fetchall()
    assert [tuple(row) for row in lost] == [(None,)]


def test_asked_by_number_the_view_reads_few_rows(conn: sqlite3.Connection) -> None:
    for column in ("cited", "resolution"):
        plan = conn.execute(f"EXPLAIN QUERY PLAN SELECT * FROM citing WHERE {column} = 9101").fetchall()
        assert not [row["detail"] for row in plan if row["detail"].startswith("SCAN")]


def test_the_words_of_the_view_are_cut_at_both_ends(conn: sqlite3.Connection) -> None:
    for row in conn.execute("SELECT words FROM citing"):
        assert 0 < len(row["words"]) <= 300


# Chapter VII


def test_record_and_words_that_differ_are_a_problem_with_both_values() -> None:
    clauses = CHAIN[9102][1]
    rows = link.basis_rows(Symbol(9102, 2991), clauses)
    (problem,) = link.compare_flag(False, clauses, rows)
    assert problem.code == "chapter-vii-differs"
    assert "The UN’s record does not mark this" in problem.message
    assert "“Acting under Chapter VII of the Charter of the United Nations” (preambular paragraph 2)" in problem.message
    assert link.compare_flag(True, clauses, rows) == link.compare_flag(None, clauses, rows) == []


def test_a_mark_without_words_is_one_too() -> None:
    clauses = (
        clause("pp/1", "Recalling the measures imposed under Chapter VII of the Charter,"),
        clause("op/1", "Asks"),
    )
    (problem,) = link.compare_flag(True, clauses, [])
    assert "marks this as adopted under Chapter VII; no words of it say" in problem.message
    assert "imposed under Chapter VII of the Charter” (preambular paragraph 1)" in problem.message
    (silent,) = link.compare_flag(True, clauses[1:], [])
    assert "They name it" not in silent.message
    assert link.compare_flag(False, clauses, []) == []


async def test_paragraphs_under_it_are_marked_and_the_words_linked(site: Datasette) -> None:
    tree = await page(site, "/S/RES/9104(2993)")
    assert [mark.getparent().get("id") for mark in tree.cssselect(".seven")] == ["op/1"]
    (said,) = tree.cssselect("#ch7")
    assert words(said).startswith(
        "Chapter VII: para. 1 Chapter VII. Paragraph 1 is adopted under it, by the words “acting under Chapter VII"
    )
    assert "the UN record does not list this resolution under Chapter VII" in words(said)
    assert "no legal advice" in words(said)
    assert words(tree.cssselect(".votes .tag")[0]) == "Chapter VII, in part"
    below = await page(site, "/S/RES/9104(2993)/op/1/a")
    assert "/S/RES/9104(2993)/op/1" in [a.get("href") for a in below.cssselect(".basis a")]
    assert not (await page(site, "/S/RES/9104(2993)/op/2")).cssselect(".basis")
    assert not (await page(site, "/S/RES/9101(2990)")).cssselect(".seven, .basis, .tag")


async def test_data_has_the_basis_and_the_relations(site: Datasette) -> None:
    whole = (await get(site, "/S/RES/9104(2993).json")).json()
    (basis,) = whole["chapter_vii_bases"]
    assert (basis["path"], basis["reach"], basis["paragraphs"]) == ("op/1", "paragraph", ["op/1"])
    part = (await get(site, "/S/RES/9104(2993)/op/1/a.json")).json()
    assert part["chapter_vii_basis"]["evidence"].startswith("acting under Chapter VII")
    above = (await get(site, "/S/RES/9104(2993)/op/1.json")).json()
    assert [(c["relation"], c["evidence"]) for c in above["cites"]] == [("terminates", "are hereby lifted")]


# A resolution's page


async def test_references_out_and_in_stand_on_the_page_by_relation(site: Datasette) -> None:
    tree = await page(site, "/S/RES/9101(2990)")
    (web,) = tree.cssselect(".web")
    assert [words(s) for s in web.cssselect("summary")] == [
        "Extend or renew it 1", "Modify it 1", "End it, or part of it 1", "Make requests under it 1", "Recall it 2",
    ]  # fmt: skip
    assert words(web.cssselect("h3")[0]) == "Named in 4 other resolutions"
    assert [a.get("href") for a in web.cssselect("details:last-of-type li a")] == [
        "/S/RES/9105(2993)/op/1", "/S/RES/9102(2991)/pp/1",
    ]  # fmt: skip
    assert "until 3 May 2992" in words(web)
    assert "is no legal advice" in words(web)
    assert "/timeline/9101" in [a.get("href") for a in web.cssselect("a")]
    out = await page(site, "/S/RES/9103(2992)")
    assert "Modifies 1" in [words(s) for s in out.cssselect(".web summary")]
    assert "<em>says</em>" in words(out.cssselect(".web")[0])


async def test_many_references_are_few_on_the_page_and_all_in_the_timeline(site: Datasette) -> None:
    tree = await page(site, "/S/RES/9105(2993)")
    assert len(tree.cssselect(".web li")) <= references.SHOWN + 1
    (more,) = [a for a in tree.cssselect(".web details a") if "in the timeline" in words(a)]
    assert (words(more), more.get("href")) == ("All 70 resolutions in the timeline", "/timeline/9105?show=recalls")
    await get(site, more.get("href"))


def test_what_a_page_has_no_room_for_is_counted_only(conn: sqlite3.Connection) -> None:
    web = references.read_references_of(conn, ROOT, 0)
    assert [group.count for group in web.inward] == [1, 1, 1, 1, 2]
    assert all(group.shown == () for group in web.inward)
    assert references.read_references_of(conn, ROOT, -5) == web


@pytest.mark.parametrize(("entries", "lengths", "each"), [(0, [5], 0), (5, [9], 5), (5, [3, 3], 2), (99, [50], 8)])
def test_room_is_shared_evenly(entries: int, lengths: list[int], each: int) -> None:
    assert references._share(entries, lengths) == each


@given(
    st.text(alphabet="ab <&\u2011.", max_size=600),
    st.integers(0, 600),
    st.integers(0, 40),
    st.sampled_from(["a", "b", ""]),
)
def test_the_words_are_drawn_whatever_stands_around_them(text: str, start: int, length: int, evidence: str) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    one = Referral("other", ROOT, None, 1, "op/1", "", evidence, None, start, end, text[start:end], text=text)
    drawn = html.fromstring(f"<div>{references.draw_referral(one)}</div>")
    assert "".join(mark.text_content() for mark in drawn.cssselect("strong")) == text[start:end]
    assert len(drawn.text_content()) <= len(text) + 20


def test_words_far_apart_are_joined_by_dots() -> None:
    text = "Decides to extend " + "and so on " * 60 + "resolution 9101 (2990) for a year;"
    at = text.index("resolution 9101")
    one = Referral("extends", ROOT, None, 1, "op/1", "", "to extend", None, at, at + 22, "", text=text)
    drawn = str(references.draw_referral(one))
    assert drawn.startswith("Decides <em>to extend</em> and so on")
    assert " … " in drawn
    assert drawn.endswith("<strong>resolution 9101 (2990)</strong> for a year;")
    assert len(drawn) < 300


def test_words_of_a_clause_above_come_first() -> None:
    text = "the measures of resolution 9101 (2990)"
    one = Referral("requests", ROOT, None, 1, "op/1/a", "", "Requests", None, 16, 38, "", text=text)
    assert str(references.draw_referral(one)) == (
        "<em>Requests</em> … the measures of <strong>resolution 9101 (2990)</strong>"
    )


# The timeline


async def test_the_chain_in_order_what_is_strong_unasked(site: Datasette) -> None:
    tree = await page(site, "/timeline/9101")
    rows = [[words(cell) for cell in row] for row in tree.cssselect("tbody tr")]
    assert [(row[0], row[1], row[2], row[4]) for row in rows] == [
        ("2 May 2990", "9101 (2990)", "adopted", ""),
        ("3 May 2991", "9102 (2991), paragraph 1", "extends", "3 May 2992"),
        ("4 May 2992", "9103 (2992), paragraph 1", "modifies", ""),
        ("5 May 2993", "9104 (2993), paragraph 1", "terminates", ""),
    ]
    assert rows[1][3].startswith("Decides to extend the sailing")
    assert "is no legal advice" in words(tree.cssselect(".editorial")[0])
    (picture,) = tree.cssselect("svg.chain")
    assert picture.get("aria-hidden") == "true"
    assert [a.get("class") for a in picture.cssselect("a")] == ["extends", "modifies", "terminates"]
    assert {a.get("tabindex") for a in picture.cssselect("a")} == {"-1"}


async def test_relations_are_added_and_left_out_by_links(site: Datasette) -> None:
    tree = await page(site, "/timeline/9101")
    key = {words(a).split(" (")[0]: a for a in tree.cssselect(".key a")}
    assert key["Recall it 2"].get("href") == "/timeline/9101?show=extends,modifies,terminates,recalls".replace(
        ",", "%2C"
    )
    assert (key["Recall it 2"].get("aria-current"), key["Modify it 1"].get("aria-current")) == (None, "true")
    more = await page(site, key["Recall it 2"].get("href"))
    assert len(more.cssselect("tbody tr")) == 6
    assert [a.get("class") for a in more.cssselect("svg.chain a")] == ["extends", "modifies", "terminates", "recalls"]
    (back,) = [a for a in more.cssselect(".key a") if words(a).startswith("Recall it")]
    assert back.get("href") == "/timeline/9101"
    alone = await page(site, "/timeline/9101?show=recalls")
    assert [words(row[1]) for row in alone.cssselect("tbody tr")][1:] == [
        "9102 (2991), preambular paragraph 1", "9105 (2993), paragraph 1",
    ]  # fmt: skip


async def test_a_long_chain_has_pages_and_its_picture_is_whole(site: Datasette) -> None:
    tree = await page(site, "/timeline/9105")
    assert len(tree.cssselect("tbody tr")) == timeline.ON_PAGE + 1
    assert len(tree.cssselect("svg.chain a")) == 70
    (following,) = [a for a in tree.cssselect(".paging a") if a.get("href").endswith("page=2")]
    last = await page(site, following.get("href"))
    assert len(last.cssselect("tbody tr")) == 10
    assert "it has 2" in words(await page(site, "/timeline/9105?page=3", 404))


async def test_data_of_the_chain(site: Datasette) -> None:
    data = (await get(site, "/timeline/9101.json?show=all")).json()
    assert (data["symbol"], data["adopted"]) == ("S/RES/9101 (2990)", "2990-05-02")
    assert data["counts"] == {"extends": 1, "modifies": 1, "terminates": 1, "requests": 1, "recalls": 2, "other": 0}
    assert data["shown"] == list(RELATIONS)
    assert len(data["chain"]) == 6
    assert data["chain"][1] == {
        "relation": "recalls", "symbol": "S/RES/9102 (2991)", "adopted": "2991-05-03", "path": "pp/1", "target": "",
        "evidence": "Recalling", "until": None, "clauses": 1, "url": "http://localhost/S/RES/9102(2991)/pp/1",
    }  # fmt: skip
    assert "no legal advice" in data["note"]


async def test_nobody_names_it(site: Datasette) -> None:
    tree = await page(site, "/timeline/9200")
    assert "No other resolution here names it." in words(tree)
    assert not tree.cssselect("table, svg.chain")


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("/timeline/S/RES/9101(2990)", "/timeline/9101"),
        ("/timeline/S/RES/9101%20(2990).json", "/timeline/9101.json"),
        ("/timeline/9101(2990)", "/timeline/9101"),
        ("/timeline/09101", "/timeline/9101"),
        ("/timeline/9101/", "/timeline/9101"),
        ("/timeline/9101/op/1?show=all", "/timeline/9101?show=all"),
    ],
)
async def test_other_spellings_lead_there(site: Datasette, typed: str, canonical: str) -> None:
    assert (await get(site, typed, 301)).headers["location"] == canonical
    await get(site, canonical)


@pytest.mark.parametrize(
    "path",
    ["/timeline/", "/timeline", "/timeline/x", "/timeline/9999", "/timeline/9101(2991)", "/timeline/77777777777",
     "/timeline/-1", "/timeline/9101.xml", "/timeline/%00", "/timeline/%ff%fe", "/timeline/<script>",
     "/timeline/../9101x",
     "/timeline/9101%0a", f"/timeline/{'9' * 1900}", "/timeline/9101%3Fx"],
)  # fmt: skip
async def test_what_is_no_timeline_is_told_so(site: Datasette, path: str) -> None:
    response = await site.client.get(path)
    assert response.status_code in (301, 302, 404), response.text[:200]
    assert "<script>" not in response.text.replace("<script src", "")


@pytest.mark.parametrize("path", ["/timeline/9999.json", "/timeline/x.json"])
async def test_the_json_of_what_is_not_there_is_json(site: Datasette, path: str) -> None:
    assert json.loads((await get(site, path, 404)).text)["ok"] is False


@pytest.mark.parametrize("query", ["show=", "show=nonsense", "show=%00,%ff", "page=x", "page=-1", "show=" + "a," * 900])
async def test_what_a_query_says_wrongly_counts_as_not_said(site: Datasette, query: str) -> None:
    plain, odd = await get(site, "/timeline/9101"), await get(site, f"/timeline/9101?{query}")
    assert words(html.fromstring(odd.text)) == words(html.fromstring(plain.text))


def test_marks_of_a_year_are_heaped_up_and_never_on_each_other(conn: sqlite3.Connection) -> None:
    rows = timeline.strongest(relations.in_order(relations.read_referrals(conn, 9105, "in"), RELATIONS))
    for wide in (1, 3):
        placed = [(x, up) for _, x, up in timeline_chart._heap(rows, 2993, wide, 40)]
        assert len(set(placed)) == 70
        assert min(up for _, up in placed) == 12


def test_every_relation_has_a_shape_and_words() -> None:
    assert set(timeline_chart.SHAPES) == set(references.SAID) == set(RELATIONS)
    assert len(set(timeline_chart.SHAPES.values())) == len(RELATIONS)


def test_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(timeline).failed == 0


def test_a_misprinted_chapter_is_a_problem_of_its_clause() -> None:
    clauses = [Clause("pp", "pp/1", "", 0, "", "", "", "Acting under Chapter VI1 of the Charter,"), CHAIN[9102][1][-1]]
    rows = link.basis_rows(Symbol(9102, 2991), clauses)
    (problem,) = link.tell_misprints(clauses, rows)
    assert (problem.code, problem.path) == ("chapter-misprinted", "pp/1")
    assert "“Acting under Chapter VI1 of the Charter” is read as Chapter VII" in problem.message
    assert link.tell_misprints(CHAIN[9102][1], link.basis_rows(Symbol(9102, 2991), CHAIN[9102][1])) == []
