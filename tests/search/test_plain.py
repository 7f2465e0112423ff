"""Plain queries, which are answered in steps: over invented resolutions, whose every word is known."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from test_search import clause, resolution

from scraper import query, search
from scraper.build import rows
from scraper.database import opening, write
from scraper.query import tables
from scraper.query.plain import read_plain

INVENTED = [
    resolution(
        9001, 2011, "on establishment of a ban on kites over the Isle of Iraq",
        clause("pp/1", "Deploring the mischief of the Teapot Wardens,"),
        clause("op/1", "Decides to establish a ban on all flights in the airspace of the isle;"),
        clause("op/2", "Decides that all States shall prevent the sale or supply of arms to the gardeners;"),
        clause("op/3", "Decides to remain seized of the matter."),
    ),
    resolution(
        9002, 2012, "On the extension of the mandate of the Orchard Mission",
        clause("pp/1", "Recalling the ban on all flights, and the mischief of gardeners in spring,"),
        clause("op/1", "Decides to extend the mandate of the Orchard Mission until 31 May 2013;"),
        clause("op/2", "Urges the parties to respect the cease-fire in the orchard;"),
        clause("op/3", "Decides to remain seized of the matter."),
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def conn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("plain") / "unsc.db"
    with write.writing(path) as made:
        for parsed in INVENTED:
            write.insert(made, rows.make_rows(parsed, []))
        write.finish(made, "test", "2999-01-01", specimens=False)
    with closing(opening.open_database(path)) as opened:
        yield opened


def first(answer: search.Answer) -> search.Result:
    return answer.results[0]


def place(result: search.Result) -> str:
    return f"{result.number} {result.path}"


@pytest.mark.parametrize(
    ("typed", "step", "where", "from_context"),
    [
        ("respect cease-fire orchard", "text", "9002 op/2", ()),
        ("flights kites", "context", "9001 op/1", (("kites", "in the title of the resolution"),)),
        ("arms Iraq 2011", "context", "9001 op/2", (
            ("Iraq", "in the title of the resolution"), ("2011", "in the date of the resolution"))),
        ("truce orchard", "context", "9002 op/2", (("truce", "in other words"),)),
        ("arms embargo kites", "context", "9001 op/2", (
            ("arms embargo", "in other words"), ("kites", "in the title of the resolution"))),
    ],
)  # fmt: skip
def test_the_step_and_where_each_word_stands_are_told(
    conn: sqlite3.Connection, typed: str, step: str, where: str, from_context: tuple[tuple[str, str], ...]
) -> None:
    answer = search.search(conn, typed)
    found = first(answer)
    assert (answer.step, found.step, place(found), found.from_context) == (step, step, where, from_context)
    assert found.missing == ()


def test_what_is_missing_is_told_where_nothing_has_all(conn: sqlite3.Connection) -> None:
    answer = search.search(conn, "ban flights airspace balloons")
    assert (answer.step, place(first(answer)), first(answer).missing) == ("words", "9001 op/1", ("balloons",))
    assert answer.total == len(answer.results) > 0


def test_below_a_few_that_have_all_stands_what_has_most(conn: sqlite3.Connection) -> None:
    answer = search.search(conn, "mischief gardeners")
    assert answer.step == "words"
    assert [(place(one), one.step) for one in answer.results] == [("9002 pp/1", "preamble"), ("9001 op/2", "words")]
    assert answer.total == 1, "a preamble is shown, not counted"
    answer = search.search(conn, "extend mandate orchard")
    assert (answer.total, [one.step for one in answer.results]) == (1, ["text", "words"])
    assert first(answer).missing == () != answer.results[1].missing


def test_every_result_has_a_word_of_its_own(conn: sqlite3.Connection) -> None:
    for typed in ("Iraq 2011 kites", "isle airspace balloons", "orchard mission 2012 flights"):
        for result in search.search(conn, typed).results:
            assert result.matches, (typed, place(result))


def test_resolutions_that_are_named_stand_above(conn: sqlite3.Connection) -> None:
    answer = search.search(conn, "Orchard Mission mandate")
    (named,) = answer.resolutions
    assert (named.symbol, named.url) == ("S/RES/9002 (2012)", "/S/RES/9002(2012)")
    assert next(path for path, _, _ in named.paragraphs) == "op/1"
    assert search.search(conn, "sale supply arms gardeners").resolutions == ()


@pytest.mark.parametrize(
    "typed",
    ['"flights kites"', 'flights "kites"', "flights OR kites", "(flights kites)", "kit* flights", "flights -kites",
     "exact:flights kites", "flights ~5 kites", "NEAR(flights kites, 3)", "flights NOT kites"],
)  # fmt: skip
def test_what_says_exactly_what_it_wants_is_not_widened(conn: sqlite3.Connection, typed: str) -> None:
    answer = search.search(conn, typed)
    assert answer.step == "exact"
    assert {one.step for one in answer.results} <= {"exact"}
    assert read_plain(query.read(typed)) is None


def test_each_widening_is_taken_back(conn: sqlite3.Connection) -> None:
    widened = search.search(conn, "arms embargo kites")
    (told,) = [one for one in widened.expansions if one.kind == "measure"]
    assert (told.typed, told.without) == ("arms embargo", "arms embargo")
    narrow = search.search(conn, "arms embargo kites", without=(told.without,))
    assert [one for one in narrow.expansions if one.kind == "measure" and one.typed == "arms embargo"] == []
    assert narrow.step == "words"
    assert search.search(conn, "arms embargo kites", without=("*",)).results == ()


def test_a_misspelt_word_is_looked_for_both_ways(conn: sqlite3.Connection) -> None:
    answer = search.search(conn, "orchrad mission")
    (told,) = [one for one in answer.expansions if one.kind == "misspelt"]
    assert (told.typed, told.also, place(first(answer))) == ("orchrad", ("orchard",), "9002 op/1")
    assert search.search(conn, "orchrad mission", without=("orchrad",)).step == "words"


def test_names_in_other_languages(conn: sqlite3.Connection) -> None:
    answer = search.search(conn, "Irak flights")
    (told,) = [one for one in answer.expansions if one.kind == "foreign"]
    assert (told.typed, place(first(answer))) == ("Irak", "9001 op/1")


def test_question_words_are_not_looked_for(conn: sqlite3.Connection) -> None:
    plain = read_plain(query.read("which resolution established the Orchard Mission?"))
    assert plain is not None
    assert plain.asks
    assert [one.typed for one in plain.wanted] == ["established", "Orchard", "Mission"]
    assert read_plain(query.read("the of and to in")) is None


def test_filters_hold_in_every_step(conn: sqlite3.Connection) -> None:
    assert search.search(conn, "flights kites year:2012").resolutions == ()
    for typed in ("flights kites year:2012", "ban flights airspace balloons res:9002"):
        assert all(one.number == 9002 for one in search.search(conn, typed).results)


def test_no_answer_is_kept_for_another_question(conn: sqlite3.Connection) -> None:
    assert search.search(conn, "orchard") is search.search(conn, "orchard")
    assert search.search(conn, "orchard", size=1) is not search.search(conn, "orchard")
    assert search.search(conn, "orchard", without=("*",)).step == "exact"


def test_the_tables_are_read_whole() -> None:
    assert tables.measures()[("arms", "embargo")].also
    assert not [run for run in tables.foreign_names() if run in tables.measures()]
    for name in tables.popular_names().values():
        assert name.places
        assert name.why


def test_every_row_of_the_tables_is_in_the_texts(corpus_db: Path) -> None:
    """A row without evidence is of no use to anybody."""
    with closing(opening.open_database(corpus_db)) as conn:
        held = {number for (number,) in conn.execute("SELECT number FROM resolutions")}
        for words, measure in tables.measures().items():
            found = [search.search(conn, f"in:all ({typed})", size=1).total for typed in measure.also]
            assert any(found), (words, measure.also)
        for words, name in tables.popular_names().items():
            assert any(number in held for number, _ in name.places) or len(held) < 2000, words


def test_a_resolution_named_among_words_is_offered_and_looked_through_first(conn: sqlite3.Connection) -> None:
    answer = search.search(conn, "what does resolution 9001 say of flights?")
    assert answer.place is not None
    assert (answer.place.url, place(first(answer))) == ("/S/RES/9001(2011)", "9001 op/1")
    assert answer.notes[-1] == "Looked for “flights” in resolution 9001."
    answer = search.search(conn, "UNSCR 9001 orchards")
    assert answer.place is not None, "offered, though it says nothing of them"
    assert "9002" in place(first(answer))


@pytest.mark.parametrize(
    "typed",
    ["resolution 9001 OR (orchard)", "(flights OR kites) resolution 9001", 'resolution 9001 "flights"',
     "resolution 9001 flight*", "resolution 9001 -flights"],
)  # fmt: skip
def test_an_exact_search_that_names_a_resolution_is_not_looked_for_there_alone(
    conn: sqlite3.Connection, typed: str
) -> None:
    answer = search.search(conn, typed)
    assert (answer.step, answer.place) == ("exact", None)
    assert not [note for note in answer.notes if note.startswith("Looked for")]


def test_as_typed_looks_in_all_resolutions(conn: sqlite3.Connection) -> None:
    answer = search.search(conn, "what does resolution 9001 say of flights?", without=("*",))
    assert answer.step == "exact"
    assert not [note for note in answer.notes if note.startswith("Looked for")]
