"""The pages on what stands: a life made by hand, and the same over a database in which nothing is followed."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from asking import get, page
from datasette.app import Datasette

LIFE = """
INSERT INTO threads VALUES (1, 'unexm', 'United Nations Example Mission', 'peace operation', 9001, NULL, NULL, NULL,
    'It began by a letter.', 1);
INSERT INTO thread_names VALUES (1, 1, 'UNEXM', 9001, NULL);
INSERT INTO events SELECT 1, 1, 9001, id, 0, 7, 'founds', '2998-01-01', '2998-06-30', 'stated', '', '', 0
    FROM clauses WHERE resolution = 9001 AND path = 'op/1';
INSERT INTO events SELECT 2, 1, 9003, id, 0, 7, 'extends', '2998-06-20', '2999-06', 'computed', 'term', '', 0
    FROM clauses WHERE resolution = 9003 AND path = 'op/1';
INSERT INTO spells VALUES (1, 1, '2998-01-01', '2999-06', 1, 2, 'stands');
INSERT INTO doubts VALUES (1, 1, 2, 'gap', 'No resolution in these texts tells more.');
"""


@pytest.fixture(scope="module")
def database(specimens_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("force") / "unsc.db"
    shutil.copy(specimens_db, target)
    with closing(sqlite3.connect(target)) as conn:
        for table in ("doubts", "spells", "events", "thread_names", "threads"):
            conn.execute(f"DELETE FROM {table}")
        conn.executescript(LIFE)
    return target


async def test_a_life_is_told_with_its_words(site: Datasette) -> None:
    shown = (await page(site, "/force/unexm")).text_content()
    assert "Stands until June 2999 (computed): resolution 9003 (2999), paragraph 1." in shown
    assert "No resolution in these texts tells more." in shown
    assert "acts by letter, presidential statement or notification are not in it" in shown


async def test_the_same_as_data(site: Datasette) -> None:
    told = (await get(site, "/force/unexm.json")).json()
    assert (told["state"], told["until"]) == ("stands", "2999-06")
    assert [one["act"] for one in told["events"]] == ["founds", "extends"]
    assert told["events"][0]["evidence"]
    assert (await get(site, "/force/unexm.csv")).text.count("\n") == 3


async def test_a_note_is_told(site: Datasette) -> None:
    assert "It began by a letter." in (await page(site, "/force/unexm")).text_content()


async def test_what_runs_out_as_a_feed_and_a_table(site: Datasette) -> None:
    feed = ElementTree.fromstring((await get(site, "/expiring.atom?from=2999-01-01&to=2999-12-31")).text)
    titles = [one.text for one in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert titles[1:] == [
        "United Nations Example Mission: Stands until June 2999 (computed): resolution 9003 (2999), paragraph 1."
    ]
    assert (
        "unexm,United Nations Example Mission" in (await get(site, "/expiring.csv?from=2999-01-01&to=2999-12-31")).text
    )


async def test_a_name_leads_to_the_address(site: Datasette) -> None:
    assert (await get(site, "/force/UNEXM", 301)).headers["location"].endswith("/force/unexm")
    assert "Nothing whose life is followed" in (await get(site, "/force/nothing", 404)).text


@pytest.mark.parametrize(
    ("day", "until"), [("2998-03-01", "2998-06-30"), ("2999-01-01", "2999-06"), ("2997-01-01", None)]
)
async def test_what_stood_on_a_day_is_told_as_it_was_known_then(site: Datasette, day: str, until: str | None) -> None:
    told = (await get(site, f"/force.json?on={day}")).json()["results"]
    assert [one["until"] for one in told] == ([until] if until else [])


async def test_only_the_last_end_runs_out(site: Datasette) -> None:
    assert (await get(site, "/expiring.json?from=2998-01-01&to=2998-12-31")).json()["total"] == 0
    (one,) = (await get(site, "/expiring.json?from=2999-06-01&to=2999-06-30")).json()["results"]
    assert one["slug"] == "unexm"
    assert "runs out" in (await page(site, "/expiring?from=2999-06-01&to=2999-06-30")).text_content()


async def test_a_calendar_entry_keeps_its_name_and_says_what_was_counted(site: Datasette) -> None:
    made = (await get(site, "/expiring.ics?from=2999-06-01&to=2999-06-30")).text
    assert "UID:unexm@unsc-resolutions" in made
    assert "DTSTART;VALUE=DATE:29990630" in made
    assert "(computed)" in made


async def test_a_paragraph_says_what_it_did_and_what_came_next(site: Datasette) -> None:
    address = (await get(site, "/force/unexm.json")).json()["events"][0]["url"].removeprefix("http://localhost")
    shown = " ".join((await page(site, address)).text_content().split())
    assert "This paragraph founded United Nations Example Mission until 30 June 2998" in shown
    assert "the next act on it is in resolution 9003" in shown


@pytest.mark.parametrize(
    "path", ["/force", "/force?on=nonsense", "/expiring", "/expiring?from=9999-12-31", "/force.csv"]
)
async def test_no_day_is_an_error(site: Datasette, path: str) -> None:
    await get(site, path)


@pytest.mark.parametrize(
    "typed", ["UNEXM mandate", "when does the mandate of UNEXM end?", "United Nations Example Mission"]
)
async def test_the_search_box_answers_until_when(site: Datasette, typed: str) -> None:
    shown = await page(site, f"/search?q={quote(typed)}")
    assert shown.xpath("string(//section[@class='place']/p)").startswith("Stands until June 2999 (computed)")


async def test_a_search_for_something_else_is_none_for_a_life(site: Datasette) -> None:
    for typed in ("UNEXM troops", '"UNEXM" mandate', "mandate"):
        assert not (await page(site, f"/search?q={quote(typed)}")).xpath("//*[@id='life']")


async def test_a_resolution_says_what_it_did_and_its_timeline_what_names_the_mandate(site: Datasette) -> None:
    shown = (await page(site, "/S/RES/9003(2999)")).text_content()
    assert "Extended United Nations Example Mission until June 2999 (computed)" in shown
    assert "Stands until June 2999" in (await page(site, "/timeline/9001")).text_content()
