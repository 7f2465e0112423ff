"""Documents that are no resolutions: what is known of each, their pages, and who is listed there."""

from __future__ import annotations

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
from scraper.cli import main
from scraper.database import write
from scraper.database.documents import read_document as read_cited
from scraper.database.ids import FIRST_OTHER
from scraper.database.opening import open_database
from scraper.database.rows import BallotRow, DocumentRow, DraftRow, MemberRow, Rows
from scraper.models import DocumentSymbol, Facts, Parsed, Resolution, Symbol
from scraper.search import search

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
