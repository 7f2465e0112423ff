"""Reading the database back: what was written comes back, and what is not there is told with the nearest that is."""

from __future__ import annotations

import doctest
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import invented
import pytest
from invented import BARE, LONG, PLAIN, RICH

from scraper.database import browse, coverage, opening, resolutions, write
from scraper.database.chapter_vii import read_bases
from scraper.database.landing import NothingThere
from scraper.database.resolutions import Document, Place
from scraper.models import Parsed, Pinpoint, Symbol
from scraper.pinpoint import address
from scraper.render.data import coverage_json, found_json


@pytest.fixture(scope="module")
def conn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    conn = opening.open_database(invented.make_database(tmp_path_factory.mktemp("lookup") / "unsc.db"))
    yield conn
    conn.close()


def place(conn: sqlite3.Connection, symbol: Symbol, path: str) -> Place:
    found = resolutions.find(conn, Pinpoint(symbol.number, symbol.year, path))
    assert isinstance(found, Place)
    return found


def document(conn: sqlite3.Connection, symbol: Symbol, part: str = "") -> Document:
    found = resolutions.find(conn, Pinpoint(symbol.number, None, part))
    assert isinstance(found, Document)
    return found


@pytest.mark.parametrize("parsed", invented.ALL, ids=lambda parsed: str(parsed.resolution.facts.symbol))
def test_what_was_written_comes_back_the_same(conn: sqlite3.Connection, parsed: Parsed) -> None:
    symbol = parsed.resolution.facts.symbol
    found = document(conn, symbol)
    kept = sorted(parsed.resolution.clauses[0].marks, key=lambda mark: mark.start)
    assert list(found.resolution.clauses[0].marks) == kept
    assert found.resolution.facts == parsed.resolution.facts
    assert found.resolution.opening == parsed.resolution.opening
    assert found.resolution.quality == parsed.resolution.quality
    for got, written in zip(found.resolution.clauses, parsed.resolution.clauses, strict=True):
        assert set(got.marks) == set(written.marks)
        assert (got.path, got.text, got.label, got.parent, got.level) == (
            written.path, written.text, written.label, written.parent, written.level,
        )  # fmt: skip
        assert (got.heading, got.verb, got.kind, got.part) == (
            written.heading, written.verb, written.kind, written.part,
        )  # fmt: skip
    assert found.record.problems == parsed.problems
    assert found.record.sources == (("text, vote, subjects", invented.SOURCE),)


def test_a_clause_has_its_words_and_all_below_it(conn: sqlite3.Connection) -> None:
    found = place(conn, RICH, "op/2")
    assert found.clause.text == "Requests the Keeper:"
    assert found.full_text.split("\n") == [
        "Requests the Keeper:",
        "(a) To trim the wicks, and in particular:",
        "(i) Those of the northern lamp;",
        "(ii) Those of the southern lamp;",
        "Reports",
        "(b) To report on oil, gold and brass;",
        "To whom it may concern;",
        "and to do so within a fortnight;",
    ]
    assert [c.path for c in found.below] == [
        "op/2/a", "op/2/a/i", "op/2/a/ii", "op/2/b", "op/2/-1", "op/2/+1",
    ]  # fmt: skip


def test_full_text_is_the_same_whichever_way_it_is_read(conn: sqlite3.Connection) -> None:
    for symbol in (RICH, PLAIN, BARE):
        clauses = document(conn, symbol).clauses
        for clause, full in zip(clauses, resolutions.full_texts(clauses), strict=True):
            assert place(conn, symbol, clause.path).full_text == full


def test_a_clause_knows_what_it_stands_under_and_between(conn: sqlite3.Connection) -> None:
    found = place(conn, RICH, "op/2/a/ii")
    assert [c.path for c in found.above] == ["op/2", "op/2/a"]
    assert found.previous is not None
    assert found.previous.path == "op/2/a/i"
    assert found.following is None
    top = place(conn, RICH, "op/2")
    assert (top.previous and top.previous.path, top.following and top.following.path) == ("op/1", "op/3")
    first = place(conn, RICH, "pp/1")
    assert (first.previous, first.following and first.following.path) == (None, "pp/2")


@pytest.mark.parametrize(
    ("asked", "said", "nearest"),
    [
        (Pinpoint(9001, 2999), "Resolution 9001 was adopted in 2998, not in 2999.", "9001(2998)"),
        (Pinpoint(9001, 2999, "op/2/a"), "Resolution 9001 was adopted in 2998", "9001(2998)/op/2/a"),
        (Pinpoint(9001, 2999, "op/77"), "Resolution 9001 was adopted in 2998", "9001(2998)"),
        (Pinpoint(9002), "Resolution 9002 is not here. This collection has 4 resolutions", "9001(2998)"),
        (Pinpoint(1), "Resolution 1 is not here", "9001(2998)"),
        (Pinpoint(10**40), "is not here", "9006(2999)"),
        (Pinpoint(9001, None, "op/99"), "has no paragraph 99; it has paragraph 1 to paragraph 6.", "9001(2998)/op/6"),
        (Pinpoint(9001, None, "op/2/z"), "no paragraph 2 (z); it has paragraph 2 (a) to paragraph 2 (b)", "/op/2"),
        (Pinpoint(9001, None, "op/2/a/x/y"), "Resolution 9001 (2998) has no paragraph 2 (a) (x)", "/op/2/a"),
        (Pinpoint(9001, None, "pp/3"), "has no preambular paragraph 3", "/pp/2"),
        (Pinpoint(9001, None, "annex-2/1"), "it has: preamble, operative paragraphs, first annex", "9001(2998)"),
        (Pinpoint(9001, None, "%"), "no part named “%”", "9001(2998)"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_told_with_the_nearest(
    conn: sqlite3.Connection, asked: Pinpoint, said: str, nearest: str
) -> None:
    with pytest.raises(NothingThere) as caught:
        resolutions.find(conn, asked)
    assert said in str(caught.value)
    right = caught.value.nearest[0]
    assert address(right).endswith(nearest)
    resolutions.find(conn, right)


def test_an_empty_collection_says_so(tmp_path: Path) -> None:
    with write.writing(tmp_path / "unsc.db") as new:
        write.finish(new, "unsc", "2999-01-01", specimens=False)
    conn = opening.open_database(tmp_path / "unsc.db")
    with pytest.raises(NothingThere, match="this collection is empty") as caught:
        resolutions.find(conn, Pinpoint(1))
    assert caught.value.nearest == ()
    assert coverage.read_coverage(conn).newest is None
    assert browse.newest(conn, 3) == []
    conn.close()


def test_json_of_a_clause(conn: sqlite3.Connection) -> None:
    data = found_json(place(conn, RICH, "op/2/a"), "https://example.org")
    assert list(data)[:6] == ["symbol", "path", "label", "text", "full_text", "url"]
    assert data["symbol"] == "S/RES/9001 (2998)"
    assert data["label"] == "(a)"
    assert data["text"] == "To trim the wicks, and in particular:"
    assert data["full_text"].endswith("(ii) Those of the southern lamp;")
    assert data["url"] == "https://example.org/S/RES/9001(2998)/op/2/a"
    assert data["official"] == "https://docs.un.org/en/S/RES/9001(2998)"


def test_json_of_a_resolution(conn: sqlite3.Connection) -> None:
    data = found_json(document(conn, RICH))
    for name in (
        "number", "symbol", "year", "adopted", "title", "agenda", "meeting", "draft",
        "votes_for", "votes_against", "abstentions", "text_quality",
    ):  # fmt: skip
        assert name in data
    assert data["url"] == "/S/RES/9001(2998)"
    assert data["next"] == "/S/RES/9003(2999)"
    assert data["previous"] is None
    assert [c["path"] for c in data["clauses"]] == [c.path for c in invented.RICH_CLAUSES]
    assert data["clauses"][2]["footnotes"] == [{"position": 22, "text": "A lamp is any <vessel> of oil."}]


def test_a_part_by_itself(conn: sqlite3.Connection) -> None:
    assert [c.path for c in document(conn, RICH, "annex-1").clauses] == ["annex-1/1", "annex-1/2"]
    assert document(conn, RICH, "annex-1").pinpoint.path == "annex-1"


def test_parts_and_sizes_measure_the_whole(conn: sqlite3.Connection) -> None:
    record = resolutions.read_record(conn, Pinpoint(LONG.number))
    assert [(part.name, part.clauses) for part in record.parts] == [("op", 5), ("annex-1", 1), ("annex-2", 400)]
    sizes = resolutions.measure(conn, RICH.number)
    assert [(size.path, size.characters) for size in sizes] == [(c.path, len(c.text)) for c in invented.RICH_CLAUSES]
    assert sizes[-1].part == "annex-1"


def test_lists(conn: sqlite3.Connection) -> None:
    assert [one.symbol for one in browse.newest(conn, 2)] == [BARE, LONG]
    assert [one.symbol for one in browse.of_year(conn, 2998)] == [RICH]
    assert browse.years(conn) == ((2998, 1), (2999, 3))
    assert [(t.slug, t.resolutions) for t in browse.topics(conn)] == [("lamp-oil", 1)]
    name, listed = browse.of_topic(conn, "keepers-committee-of")
    assert name == "Keepers, Committee of"
    assert [one.symbol for one in listed] == [RICH]
    with pytest.raises(NothingThere):
        browse.of_topic(conn, "no-such-topic")


def test_coverage_names_what_is_missing(conn: sqlite3.Connection) -> None:
    held = coverage.read_coverage(conn)
    assert held.resolutions == 4
    assert held.missing == (9002, 9005)
    assert held.absent[0] == coverage.Missing(9002, 2998, "The fog", "no source has it")
    assert (held.first, held.newest) == (RICH, BARE)
    assert {kind.code: kind.count for kind in held.problems} == {"label-glued": 1, "vote-differs": 1}
    assert coverage_json(held)["text_quality"] == {"corrected": 1, "pdf": 1, "text-layer": 1, "xml": 1}


def test_a_clause_knows_what_it_cites_and_who_cites_it(conn: sqlite3.Connection) -> None:
    cites = place(conn, PLAIN, "pp/2").cites
    assert [(r.raw, address(Pinpoint(r.symbol.number, r.symbol.year, r.path))) for r in cites] == [
        ("paragraph 2 (a) of resolution 9001 (2998)", "/S/RES/9001(2998)/op/2/a"),
        ("resolution 9004 (2999)", "/S/RES/9004(2999)"),
    ]
    for path in ("op/2", "op/2/a"):
        assert [(c.symbol, c.path) for c in place(conn, RICH, path).cited_by] == [(PLAIN, "pp/2")]
    assert place(conn, RICH, "op/2/b").cited_by == ()
    data = found_json(place(conn, RICH, "op/2/a"))
    (cited_by,) = data["cited_by"]
    assert (cited_by["symbol"], cited_by["target"]) == (str(PLAIN), "pp/2")
    assert (cited_by["url"], cited_by["relation"]) == ("/S/RES/9003(2999)/pp/2", "recalls")


def test_a_clause_knows_the_words_it_is_adopted_under(conn: sqlite3.Connection) -> None:
    words = "Acting under Chapter VII of the Charter of the United Nations"
    basis = place(conn, PLAIN, "op/2").basis
    assert basis is not None
    assert (basis.path, basis.evidence, basis.reach) == ("pp/3", words, "resolution")
    assert (basis.start, basis.end) == (0, len(words))
    assert basis.governs == basis.paragraphs == ("op/1", "op/2")
    assert read_bases(conn, PLAIN.number) == (basis,)
    assert place(conn, PLAIN, "pp/1").basis is None
    assert place(conn, RICH, "op/1").basis is None
    assert read_bases(conn, RICH.number) == ()


def test_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(browse).failed == 0
