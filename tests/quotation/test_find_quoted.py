"""Quotations looked for among the paragraphs of the specimens, by the search and by its command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper import search
from scraper.database.opening import Connection, open_database
from scraper.quotation import find_quoted, read_quotation


@pytest.fixture(scope="module")
def conn(specimens_db: Path) -> Iterator[Connection]:
    opened = open_database(specimens_db)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def clauses(conn: Connection) -> list[tuple[int, str, str]]:
    rows = conn.execute("SELECT resolution, path, text FROM clauses WHERE part IN ('op', 'pp') AND kind <> 'row'")
    return [(row[0], row[1], row[2]) for row in rows if len(row[2].split()) > 11]


def test_every_clause_is_found_by_its_words(conn: Connection, clauses: list[tuple[int, str, str]]) -> None:
    assert len(clauses) > 20
    for number, path, text in clauses:
        best = find_quoted(conn, read_quotation(text))[0]
        assert best.comparison.verdict == "verbatim"
        assert (best.symbol.number, best.path) == (number, path) or text in best.text


def test_one_word_altered_is_never_called_the_same(conn: Connection, clauses: list[tuple[int, str, str]]) -> None:
    for _, _, text in clauses:
        words = text.split()
        found = find_quoted(conn, read_quotation(" ".join([*words[:5], "quixotic", *words[6:]])))
        assert [one for one in found if one.comparison.verdict != "differs"] == []
        assert "quixotic" in " ".join(change.quoted for change in found[0].comparison.changes)


def test_a_quotation_in_the_box_that_is_altered_shows_the_nearest(
    conn: Connection, clauses: list[tuple[int, str, str]]
) -> None:
    number, path, text = next(one for one in clauses if one[1].startswith("op/"))
    words = text.split()
    answer = search.search(conn, f"“{' '.join([*words[:4], 'quixotic', *words[4:]])}”")
    assert (answer.step, answer.did_you_mean) == ("quotation", ())
    best = answer.results[0]
    assert (best.number, best.path, best.verdict) == (number, path, "differs")
    assert [search.say_difference(one) for one in best.differences] == ["“quixotic” is not printed"]
    assert re.match("No paragraph has exactly these words", answer.notes[0])


def test_a_quotation_of_a_preamble_says_so(conn: Connection, clauses: list[tuple[int, str, str]]) -> None:
    number, path, text = next(one for one in clauses if one[1].startswith("pp/"))
    answer = search.search(conn, f'"{text}"')
    assert (answer.results[0].number, answer.results[0].path) == (number, path)
    assert answer.results[0].verdict == "verbatim"
    assert "preamble" in answer.notes[0]


def test_a_phrase_that_is_there_is_answered_as_any_phrase(conn: Connection) -> None:
    text = conn.execute("SELECT text FROM clauses WHERE part = 'op' AND length(text) > 80 LIMIT 1").fetchone()[0]
    phrase = " ".join(re.findall(r"\w+", text)[:5])
    assert search.search(conn, f'"{phrase}"').step == "exact"
