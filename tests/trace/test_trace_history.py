"""Where words come from: uses equal to a plain scan of the clauses, other wordings and what differs in them."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest

from scraper.database import opening
from scraper.render.trace import to_json
from scraper.trace.align import find_window
from scraper.trace.changes import Word, compare
from scraper.trace.first import find_first_use
from scraper.trace.history import Question, trace
from scraper.trace.uses import BadQuestion
from scraper.wording import fold


def _words(text: str) -> list[Word]:
    return [Word(fold(word), word, word[0].isupper()) for word in text.split()]


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("the ferry shall sail", "the ferry shall not sail", "strong"),
        ("all ferries sail", "ferries sail", "strong"),
        ("they organise it", "they organize it", "routine"),
        ("until 3 May", "until 4 June", "routine"),
        ("the crew rests", "the keeper rests", "strong"),
        ("they rest and sail", "they rest sail", "routine"),
        ("they rest and sail", "they rest or sail", "strong"),
        ("it sails from the ports", "it sails from ports", "strong"),
        ("they report", "they report by 15 June 1995", "strong"),
        ("they sail in May", "they may sail in May", "strong"),
        ("the neighbouring ports", "the neighboring ports", "routine"),
        ("the report (S/2999/1)", "the report of 6 June 2999 (S/2999/1)", "routine"),
        ("for 3 months", "for 3 weeks", "strong"),
        ("recalling 353 (1974)", "recalling 353 (1974) and 1305 (2000) of 21 June 2000", "routine"),
        ("the List in Annex A", "the List in Annex B", "routine"),
        ("the Consolidated List", "the List", "strong"),
        ("the ferry to Elan", "the ferry to Oron", "routine"),
    ],
)
def test_what_is_routine_and_what_is_not(before: str, after: str, kind: str) -> None:
    assert [change.kind for change in compare(_words(before), _words(after))] == [kind]


def test_the_window_is_the_words_that_were_asked() -> None:
    words = "decides that the old ferry shall sail at dawn and that the crew rests".split()
    found = find_window("the ferry shall sail at dawn".split(), words)
    assert words[found.start : found.end] == "the old ferry shall sail at dawn".split()


@pytest.mark.parametrize("listed", ["the lamp the bell and the oar", "the oar the bell and the lamp"])
def test_a_list_in_another_order_is_a_window(listed: str) -> None:
    words = f"decides that {listed} of every ferry shall be kept dry".split()
    found = find_window("the bell the lamp and the oar".split(), words, 0.6)
    assert (" ".join(words[found.start : found.end]), found.score >= 0.6) == (listed, True)


@pytest.fixture(scope="module")
def conn(specimens_db: Path) -> sqlite3.Connection:
    return opening.open_database(specimens_db)


def test_uses_equal_a_plain_scan(conn: sqlite3.Connection) -> None:
    texts = [(id_, fold(text)) for id_, text in conn.execute("SELECT id, text FROM clauses")]
    rng, asked = random.Random(17), 0
    for _, folded in rng.sample(texts, min(40, len(texts))):
        words = folded.split()
        if len(words) < 6:
            continue
        start = rng.randrange(len(words) - 4)
        phrase = " ".join(words[start : start + 4])
        asked += 1
        scanned = {id_ for id_, text in texts if f" {phrase} " in f" {text} "}
        assert {use.clause for use in trace(conn, Question(phrase)).uses} == scanned
    assert asked > 10


@pytest.mark.parametrize("text", ["", "one", "word " * 3_000, "x" * 1_000_000])
def test_what_cannot_be_traced_is_told(conn: sqlite3.Connection, text: str) -> None:
    with pytest.raises(BadQuestion):
        trace(conn, Question(text))


def test_json_of_words_nobody_used(conn: sqlite3.Connection) -> None:
    found = to_json(trace(conn, Question("xyzzy plugh frotz")))
    assert (found["first"], found["clauses"], found["wordings"]) == (None, 0, [])


def test_first_use_is_that_of_the_history(conn: sqlite3.Connection) -> None:
    """For words of every clause; None for what no resolution has, and for what is no phrase."""
    texts = [fold(text).split() for (text,) in conn.execute("SELECT text FROM clauses ORDER BY id LIMIT 30")]
    for phrase in (" ".join(words[:5]) for words in texts if len(words) > 5):
        found, history = find_first_use(conn, phrase), trace(conn, Question(phrase))
        assert found is not None
        assert (found.use, found.clauses, found.resolutions) == (history.first, len(history.uses), history.resolutions)
    assert [find_first_use(conn, text) for text in ("xyzzy plugh frotz", "council", "a " * 3_000)] == [None] * 3
