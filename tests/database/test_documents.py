"""Documents that are no resolutions: their symbols as people write them, their pages, and who is listed there."""

from __future__ import annotations

import doctest
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import invented
import pytest
from asking import get, open_site, page, words
from click.testing import CliRunner
from datasette.app import Datasette

from scraper.build import link
from scraper.build.rows import make_rows
from scraper.cite import document_dates, mentions
from scraper.cite.document_dates import read_document_day
from scraper.cite.find import find_citations
from scraper.cli import main
from scraper.database import write
from scraper.database.documents import read_document as read_cited
from scraper.database.ids import FIRST_OTHER
from scraper.database.opening import open_database
from scraper.database.rows import BallotRow, DocumentRow, DraftRow, MemberRow, Rows
from scraper.models import DocumentSymbol, Facts, Parsed, Resolution, Symbol
from scraper.pinpoint import document_address, print_symbol, read_document, symbols
from scraper.search import search


def test_doctests_hold() -> None:
    assert doctest.testmod(symbols).failed == 0
    assert doctest.testmod(mentions).failed == 0
    assert doctest.testmod(document_dates).failed == 0


@pytest.mark.parametrize(
    ("typed", "kind", "symbol"),
    [
        ("S/PRST/2015/22", "statement", "S/PRST/2015/22"),
        ("s/prst/2000/4", "statement", "S/PRST/2000/4"),
        ("A/RES/46/182", "assembly", "A/RES/46/182"),
        ("A/RES/ES-11/1", "assembly", "A/RES/ES-11/1"),
        ("A/RES/S-14/1", "assembly", "A/RES/S-14/1"),
        ("a/res/377 a (v)", "assembly", "A/RES/377 A (V)"),
        ("A/RES/377A(V)", "assembly", "A/RES/377 A (V)"),
        ("S/2025/353", "other", "S/2025/353"),
        ("S/25564", "other", "S/25564"),
        ("S/AC.51/2017/2", "other", "S/AC.51/2017/2"),
        ("S/AC.47/2023/COMM.8", "other", "S/AC.47/2023/COMM.8"),
        ("s/2005/398/add.1", "other", "S/2005/398/Add.1"),
        ("S/PV.45", "other", "S/PV.45"),
        ("A/46/862", "other", "A/46/862"),
        ("(S/PRST/2015/22);", "statement", "S/PRST/2015/22"),
        ("S/2015/456*", "other", "S/2015/456"),
        ("A/RES/46/182 of 19 December 1991.", "assembly", "A/RES/46/182"),
        ("(A/RES/1514 (XV))", "assembly", "A/RES/1514 (XV)"),
        ("A/RES/186(S-2)", "assembly", "A/RES/186 (S-2)"),
        ("s/agenda/1466/rev.1", "other", "S/Agenda/1466/Rev.1"),
    ],
)
def test_symbols_are_read_however_they_are_typed(typed: str, kind: str, symbol: str) -> None:
    read = read_document(f" {typed} ")
    assert read is not None
    assert (read.kind, read.text) == (kind, symbol)
    assert print_symbol(symbol) == symbol
    assert read_document(document_address(symbol).removeprefix("/")) == read


@pytest.mark.parametrize(
    "typed", ["", "S", "S/", "S/RES/2249", "S/RES/2249 (2015)", "oil", "2249", "B/1/2", "S//1", "S/PRST"]
)
def test_what_is_no_symbol_of_these_is_none(typed: str) -> None:
    assert read_document(typed) is None


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("contained in S/7930/Add.107 and Add.108,", ["S/7930/Add.107", "S/7930/Add.108"]),  # 262 (1968)
        ("in documents S/7930/Add.43, Add.44 and Add.45", ["S/7930/Add.43", "S/7930/Add.44", "S/7930/Add.45"]),
        ("(S/25855 and Add.1 and 2)", ["S/25855", "S/25855/Add.1", "S/25855/Add.2"]),  # 845 (1993)
        ("(S/1996/541 and Add.1, 2 and 3)", ["S/1996/541", *(f"S/1996/541/Add.{n}" for n in (1, 2, 3))]),
        ("(S/1996/416 and Add.1/Rev.1)", ["S/1996/416", "S/1996/416/Add.1/Rev.1"]),
        ("(S/13450 and Corr. 1 and Add.1 and S/13679)", ["S/13450", "S/13450/Corr.1", "S/13450/Add.1", "S/13679"]),
        ("(S/1994/828 and Add.1) and 26 July 1994", ["S/1994/828", "S/1994/828/Add.1"]),
        ("of S/25855 and 2 others", ["S/25855"]),
        ("of S/25855 and Add.1 and 2 others", ["S/25855", "S/25855/Add.1"]),
        ("(S/1994/PRST/58)", ["S/PRST/1994/58"]),  # 949 (1994)
        ("(S/PRST2009/9) and (S/PRST/ 2014/23)", ["S/PRST/2009/9", "S/PRST/2014/23"]),  # 1996 (2011), 2734 (2024)
        ("(S/2003/l035) and S/2009/ 395, annex", ["S/2003/1035", "S/2009/395"]),  # 1519 (2003), 1883 (2009)
        ("S/Agenda/1466/Rev.1 and S/PV.5417", ["S/Agenda/1466/Rev.1", "S/PV.5417"]),
        ("(A/53/455-S/1998/913)", ["A/53/455", "S/1998/913"]),  # 1214 (1998): one document of two organs
        ("(A/S\u201123/10/Rev.1), ST/SGB/2003/13 and E/CN.4/1999/31",
         ["A/S-23/10/Rev.1", "ST/SGB/2003/13", "E/CN.4/1999/31"]),
        ("A/HRC/RES/S-15/1 and A/CONF.192/15", ["A/HRC/RES/S-15/1", "A/CONF.192/15"]),
        ("General Assembly resolutions A/69/313, A/70/6 and A/70/1", ["A/RES/69/313", "A/RES/70/6", "A/RES/70/1"]),
        ("General Assembly resolution 186 (S-2) of 14 May 1948", ["A/RES/186 (S-2)"]),
        ("resolution 2248(S-V) of 19 May 1967", ["A/RES/2248 (S-V)"]),
        ("resolutions 1474 (ES-IV), 1592 (XV)", ["A/RES/1474 (ES-IV)", "A/RES/1592 (XV)"]),
        ("A/RES/186 (S-2) and A/RES/3411 D (XXX)", ["A/RES/186 (S-2)", "A/RES/3411 D (XXX)"]),
        ("General Assembly resolutions 1760 (XVID of 31 October 1962, 1819 (XVID) and 1889 (XVIII of 6 November",
         ["A/RES/1760 (XVII)", "A/RES/1819 (XVII)", "A/RES/1889 (XVIII)"]),  # 202 (1965), 180 (1963)
        ("General Assembly resolution 192 (III) of 19 November 1948, adopted by the Commission", ["A/RES/192 (III)"]),
    ],
)  # fmt: skip
def test_symbols_are_read_as_the_council_prints_them(text: str, symbols: list[str]) -> None:
    found = find_citations(text)
    assert [citation.symbol for citation in found] == symbols
    assert all(text[citation.start : citation.end] == citation.raw for citation in found)
    assert all(print_symbol(symbol) == symbol for symbol in symbols)
    assert [str(read_document(symbol)) for symbol in symbols] == symbols


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("the statement of its President of 10 February 2000 (S/PRST/2000/4)", ["2000-02-10"]),
        (
            "statements of 1 May 2001 (S/PRST/2001/1), and 2\u00a0June 2002 (S/PRST/2002/3)",
            ["2001-05-01", "2002-06-02"],
        ),
        ("S/PRST/2000/4 of 10 February 2000", ["2000-02-10"]),
        ("resolution 46/182 of 19 December 1991", ["1991-12-19"]),
        ("the outcome of 19 December 1991 (A/RES/46/182)", ["1991-12-19"]),
        ("10 February 2000 (S/PRST/2001/4)", [""]),  # the year is not that of the symbol
        ("31 February 2000 (S/PRST/2000/4)", [""]),
        ("110 February 2000 (S/PRST/2000/4)", [""]),
        ("10 February 2000 (see S/PRST/2000/4)", [""]),
        ("S/PRST/2000/4, adopted on 10 February 2000", [""]),
        ("the Agreement of 27 May 1997 (S/1997/413, annex)", [""]),  # the day of what the letter encloses
        ("resolution 2249 (2015) of 20 November 2015", [""]),
    ],
)
def test_a_document_is_dated_only_where_the_words_can_mean_nothing_else(text: str, days: list[str]) -> None:
    assert [read_document_day(text, citation) for citation in find_citations(text)] == days


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("resolutions MRE/RES.1/91, MRE/RES.2/91 and CP/RES.594 (923/92)", []),  # of the OAS: 841 (1993)
        ("resolution 1999/61 of the fifty-fifth session of the Commission on Human Rights", ["other"]),
        ("resolution S-3/1 of 25 May 1994 adopted by the United Nations Commission on Human Rights", ["other"]),
        ("resolution 2199 (LXI) of the Trusteeship Council of 25 May 1994", ["other"]),
        ("resolution S-14/1 of 20 September 1986", ["assembly"]),
        ("see S/RES. 1540", ["resolution"]),
        ("A/5 and/or e/g a/b/c", []),
        ("S/PRST/4 and S/20144/461", []),  # misprinted, and what is meant cannot be told: 1344 (2001), 2168 (2014)
    ],
)
def test_resolutions_of_other_bodies_are_not_the_assemblys(text: str, kinds: list[str]) -> None:
    assert [citation.kind for citation in find_citations(text)] == kinds


STATEMENT, DRAFT, LETTER = "S/PRST/2999/2", "S/2999/77", "S/2999/78"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two resolutions that cite a statement and a draft that was vetoed, which was voted on by three members."""
    path, places, citing = tmp_path_factory.mktemp("documents") / "unsc.db", link.Places(), []
    texts = {
        9301: (f"Recalls the statement of its President ({STATEMENT}) on the harbour;", f"Recalls {STATEMENT} again."),
        9302: (
            f"Takes note of the draft in document {DRAFT} and of {STATEMENT.lower()} once more.",
            "Recalls S/PRST/2999/5 of 5 May 2999, S/PRST/2999/6 of 6 May 2999 and S/PRST/2999/7 of 7 May 2999;",
            "Recalls S/PRST/2999/7 of 8 May 2999 and S/PRST/2999/8 of 8 May 2999.",
        ),
    }
    with write.writing(path) as conn:
        for number, words in texts.items():
            clauses = tuple(invented.clause(f"op/{i}", text, f"{i}.") for i, text in enumerate(words, 1))
            parsed = Parsed(Resolution(Facts(Symbol(number, 2999)), "", clauses, "xml"))
            made = make_rows(parsed, [])
            write.insert(conn, made)
            places.add(made)
            citing += link.find(parsed.resolution.facts.symbol, clauses)
        rows = Rows(
            documents=[DocumentRow(FIRST_OTHER, "draft", DRAFT, "2999-05-03", "The fog", False)],
            drafts=[DraftRow(FIRST_OTHER, f"{DRAFT} (as amended)", "vetoed", 1, 1, 1, 1)],
            members=[MemberRow(name) for name in ("Atlantis", "Laputa", "Lilliput")],
            votes=[BallotRow(FIRST_OTHER, "Atlantis", "for"), BallotRow(FIRST_OTHER, "Laputa", "against"),
                   BallotRow(FIRST_OTHER, "Lilliput", "abstaining")],
        )  # fmt: skip
        places.documents[DRAFT] = FIRST_OTHER
        rows.extend(link.citation_rows(citing, places, FIRST_OTHER + 1))
        write.insert(conn, rows)
        write.finish(conn, "test", "2999-12-31T00:00:00+00:00", specimens=False)
    return path


@pytest.fixture
def site(database: Path) -> Datasette:
    return open_site(database)


@pytest.fixture
def conn(database: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_database(database)) as opened:
        yield opened


def test_who_cites_a_document_is_known(conn: sqlite3.Connection) -> None:
    found = read_cited(conn, DocumentSymbol("statement", STATEMENT))
    assert [(str(one.symbol), one.path) for one in found.citing] == [
        ("S/RES/9302 (2999)", "op/1"), ("S/RES/9301 (2999)", "op/1"), ("S/RES/9301 (2999)", "op/2"),
    ]  # fmt: skip
    assert (found.resolutions, found.drafts) == (2, ())


def test_a_draft_that_is_cited_is_one_document(conn: sqlite3.Connection) -> None:
    assert conn.execute("SELECT count(*) FROM documents WHERE symbol = ?", (DRAFT,)).fetchone()[0] == 1
    found = read_cited(conn, DocumentSymbol("other", DRAFT))
    assert found.symbol.kind == "draft"
    assert [(one.outcome, len(one.votes)) for one in found.drafts] == [("vetoed", 3)]
    assert [one.path for one in found.citing] == ["op/1"]


def test_a_document_stands_between_those_of_its_kind_by_date(conn: sqlite3.Connection) -> None:
    read = {n: read_cited(conn, DocumentSymbol("statement", f"S/PRST/2999/{n}")) for n in (2, 5, 6, 7, 8)}
    assert {n: one.date for n, one in read.items()} == {2: "", 5: "2999-05-05", 6: "2999-05-06", 7: "", 8: "2999-05-08"}
    beside = {n: (str(one.previous), str(one.following)) for n, one in read.items()}
    assert beside == {
        2: ("None", "None"),
        5: ("None", "S/PRST/2999/6"),
        6: ("S/PRST/2999/5", "S/PRST/2999/8"),  # resolutions disagree on the day of 7
        7: ("None", "None"),
        8: ("S/PRST/2999/6", "None"),
    }
    draft = read_cited(conn, DocumentSymbol("other", DRAFT))
    assert (draft.date, draft.previous, draft.following) == ("2999-05-03", None, None)


def test_asked_by_resolution_no_draft_is_given(conn: sqlite3.Connection) -> None:
    assert conn.execute("SELECT count(*) FROM votes WHERE resolution IS NOT NULL").fetchone()[0] == 0
    assert conn.execute("SELECT count(*) FROM clauses WHERE resolution = 9301").fetchone()[0] == 2
    assert conn.execute("SELECT count(*) FROM votes WHERE document >= 1000000").fetchone()[0] == 3


async def test_a_page_lists_the_paragraphs_that_refer_to_it(site: Datasette) -> None:
    tree = await page(site, f"/{STATEMENT}")
    assert words(tree.cssselect("h1")[0]) == STATEMENT
    assert words(tree.cssselect("#citing")[0]) == "3 paragraphs of 2 resolutions refer to it"
    assert [link.get("href") for link in tree.cssselect(".citing li > a")] == [
        "/S/RES/9302(2999)/op/1", "/S/RES/9301(2999)/op/1", "/S/RES/9301(2999)/op/2",
    ]  # fmt: skip
    assert tree.cssselect(".official a")[0].get("href") == f"https://docs.un.org/en/{STATEMENT}"


async def test_a_page_says_the_day_and_leads_to_the_next(site: Datasette) -> None:
    tree = await page(site, "/S/PRST/2999/6")
    assert words(tree.cssselect(".symbol")[0]) == "Statement by the President of the Security Council, 6 May 2999"
    assert [link.get("href") for link in tree.cssselect(".beside a")] == ["/S/PRST/2999/5", "/S/PRST/2999/8"]
    assert (await get(site, "/S/PRST/2999/6.json")).json()["date"] == "2999-05-06"
    assert not (await page(site, f"/{STATEMENT}")).cssselect(".beside")


async def test_the_page_of_a_draft_shows_its_vote(site: Datasette) -> None:
    tree = await page(site, f"/{DRAFT}")
    assert (
        words(tree.cssselect(".draft h2")[0])
        == f"Put to the vote as {DRAFT} (as amended) on 3 May 2999 and not adopted: vetoed"
    )
    assert [words(item) for item in tree.cssselect(".members li")] == [
        "Atlantis: in favour", "Laputa: against", "Lilliput: abstained",
    ]  # fmt: skip


async def test_its_citations_lead_there(site: Datasette) -> None:
    tree = await page(site, "/S/RES/9302(2999)/op/1")
    assert {link.get("href") for link in tree.cssselect("blockquote a")} >= {f"/{STATEMENT}", f"/{DRAFT}"}


async def test_other_spellings_lead_to_the_one_address(site: Datasette) -> None:
    for spelling in (STATEMENT.lower(), f"/{STATEMENT}/", STATEMENT.replace("/", "%2F")):
        response = await get(site, f"/{spelling}", 301)
        assert response.headers["location"] == f"/{STATEMENT}"


async def test_it_is_had_as_data_and_as_text(site: Datasette) -> None:
    data = (await get(site, f"/{STATEMENT}.json")).json()
    assert (data["symbol"], data["kind"], data["resolutions"]) == (STATEMENT, "statement", 2)
    assert [one["path"] for one in data["cited_by"]] == ["op/1", "op/1", "op/2"]
    text = (await get(site, f"/{STATEMENT}.txt")).text
    assert f"S/RES/9301 (2999), paragraph 2: Recalls {STATEMENT} again." in text


async def test_what_nobody_cites_is_a_404_that_says_what_is_here(site: Datasette) -> None:
    for path in (f"/{LETTER}", f"/{LETTER}.json", "/A/RES/46/182"):
        assert "lists the other documents that they cite" in (await get(site, path, 404)).text
    await get(site, f"/{STATEMENT}?page=2", 404)
    await get(site, "/S/nothing", 404)


def test_typed_into_the_box_it_is_offered(conn: sqlite3.Connection) -> None:
    place = search(conn, STATEMENT.lower()).place
    assert place is not None
    assert (place.symbol, place.url) == (STATEMENT, f"/{STATEMENT}")
    assert search(conn, LETTER).place is None


def test_the_command_line_shows_it(database: Path) -> None:
    shown = CliRunner().invoke(main, ["show", STATEMENT, "--data", str(database.parent)])
    assert (shown.exit_code, shown.stdout.splitlines()[1]) == (0, "3 paragraphs of 2 resolutions refer to it:")
    data = json.loads(CliRunner().invoke(main, ["show", DRAFT, "--json", "--data", str(database.parent)]).stdout)
    assert data["votes"][0]["votes"] == {"Atlantis": "for", "Laputa": "against", "Lilliput": "abstaining"}
    missing = CliRunner().invoke(main, ["show", LETTER, "--data", str(database.parent)])
    assert missing.exit_code == 1
    assert "No resolution here refers to" in missing.stderr
