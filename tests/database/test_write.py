"""The database: how clauses are laid out and written, what is verified, and that a reader never sees half of one."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from scraper.build import rows
from scraper.database import ids, opening, schema, write
from scraper.errors import DatabaseError
from scraper.models import Clause, Facts, Mark, Parsed, Problem, Resolution, Source, Subject, Symbol, Vote
from scraper.parse import akn

SPECIMENS = Path(__file__).parent.parent / "specimens"
NAMES = sorted(path.name for path in SPECIMENS.glob("*.xml"))
SOURCE = Source("unxml", "https://example.org/S_RES_9001.xml", "ab" * 32, "2999-12-30T00:00:00Z")


def _clause(
    path: str, label: str, text: str, parent: str = "", heading: str = "", marks: tuple[Mark, ...] = ()
) -> Clause:
    level = path.count("/") - 1
    return Clause(path.split("/")[0], path, label, level, parent, heading, "", text, marks=marks)


CLAUSES = (
    _clause(
        "op/1", "1.", "Decides to:", heading="Measures", marks=(Mark("italic", 0, 7), Mark("footnote", 7, 7, "Twice."))
    ),
    _clause("op/1/a", "(a)", "freeze:", "op/1", "Asset freeze"),
    _clause("op/1/a/i", "(i)", "funds;", "op/1/a"),
    _clause("op/1/-1", "", "names;", "op/1"),
    _clause("op/2", "2.", "Sanctions the trade in oil."),
)


def _parsed(number: int = 9001, clauses: tuple[Clause, ...] = CLAUSES) -> Parsed:
    facts = Facts(
        Symbol(number, 2999),
        adopted="2999-01-28",
        votes_for=1,
        votes=(Vote("Vessen", "for"), Vote("Quill", "abstaining")),
        subjects=(Subject("SALT", "UNBIS Thesaurus"),),
        sponsors=("Vessen",),
    )
    return Parsed(Resolution(facts, "The Security Council,", clauses, "xml"), (Problem("label-glued", "so", "op/2"),))


def _write(target: Path, *parsed: Parsed) -> Path:
    with write.writing(target) as conn:
        for each in parsed:
            write.insert(conn, rows.make_rows(each, [("text", SOURCE)]))
        write.finish(conn, "0", "2999-12-31T00:00:00+00:00", specimens=True)
    return target


def _spoil(target: Path, statement: str, *parsed: Parsed) -> None:
    """Write a database in which one statement goes wrong, or is wrong."""
    with write.writing(target) as conn:
        for each in parsed:
            write.insert(conn, rows.make_rows(each, []))
        conn.execute(statement)
        write.finish(conn, "0", "", specimens=False)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return _write(tmp_path / "unsc.db", _parsed())


@pytest.fixture
def conn(written: Path) -> sqlite3.Connection:
    return opening.open_database(written)


# -- units of search -----------------------------------------------------------------------------------------------


def test_a_paragraph_with_all_below_it_is_one_text() -> None:
    first, second = rows.lay_out(CLAUSES)
    assert first.text == "Decides to:\nAsset freeze\n(a) freeze:\n(i) funds;\nnames;"
    assert (first.heading, first.part, second.text) == ("Measures", "op", "Sanctions the trade in oil.")


def test_spans_hold_the_words_of_each_clause_and_of_all_below_it() -> None:
    unit = rows.lay_out(CLAUSES)[0]
    assert [unit.text[start:end] for start, end in unit.spans] == [
        unit.text,
        "freeze:\n(i) funds;",
        "funds;",
        "names;",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_spans_of_the_specimens(name: str) -> None:
    clauses = akn.parse((SPECIMENS / name).read_bytes()).resolution.clauses
    spans = [(unit, span) for unit in rows.lay_out(clauses) for span in unit.spans]
    where = {clause.path: span for clause, (_, span) in zip(clauses, spans, strict=True)}
    for clause, (unit, (start, end)) in zip(clauses, spans, strict=True):
        assert unit.text[start:end].startswith(clause.text)
        if clause.parent:
            above = where[clause.parent]
            assert above[0] <= start <= end <= above[1]


def test_no_clauses_no_units() -> None:
    assert rows.lay_out(()) == []


# -- rows ----------------------------------------------------------------------------------------------------------


def test_ids_stay_the_same_from_build_to_build(conn: sqlite3.Connection) -> None:
    rows = conn.execute("SELECT id, path, parent, unit FROM clauses ORDER BY position").fetchall()
    first = ids.clause_id(9001, 0)
    assert [tuple(row) for row in rows] == [
        (first, "op/1", None, first),
        (first + 1, "op/1/a", first, first),
        (first + 2, "op/1/a/i", first + 1, first),
        (first + 3, "op/1/-1", first, first),
        (first + 4, "op/2", None, first + 4),
    ]


def test_emphasis_is_kept_with_the_clause_and_footnotes_by_themselves(conn: sqlite3.Connection) -> None:
    (marks,) = conn.execute("SELECT marks FROM clauses WHERE path = 'op/1'").fetchone()
    assert json.loads(marks) == [["italic", 0, 7, ""]]
    note = conn.execute("SELECT position, text FROM footnotes").fetchone()
    assert tuple(note) == (7, "Twice.")


def test_everything_that_hangs_on_a_resolution_is_written(conn: sqlite3.Connection) -> None:
    def rows(query: str) -> list[tuple[object, ...]]:
        return [tuple(row) for row in conn.execute(query)]

    assert rows("SELECT number, symbol, opening, text_quality FROM resolutions") == [
        (9001, "S/RES/9001 (2999)", "The Security Council,", "xml")
    ]
    assert rows("SELECT member, vote FROM votes ORDER BY member") == [("Quill", "abstaining"), ("Vessen", "for")]
    assert rows("SELECT sponsor FROM sponsors") == [("Vessen",)]
    assert rows("SELECT name, scheme FROM subjects") == [("SALT", "UNBIS Thesaurus")]
    assert rows("SELECT resolution, gives, upstream FROM sources") == [(9001, "text", "unxml")]
    assert rows("SELECT resolution, code, path FROM problems") == [(9001, "label-glued", "op/2")]
    assert rows("SELECT specimens FROM build") == [(1,)]


def test_members_and_subjects_are_shared_between_resolutions(tmp_path: Path) -> None:
    conn = opening.open_database(_write(tmp_path / "unsc.db", _parsed(9001), _parsed(9002)))
    counts = [conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("members", "subjects", "votes")]
    assert counts == [2, 1, 4]


def test_a_hostile_text_is_only_a_value(tmp_path: Path) -> None:
    hostile = "'); DROP TABLE clauses; --"
    conn = opening.open_database(_write(tmp_path / "unsc.db", _parsed(clauses=(_clause("op/1", "1.", hostile),))))
    assert conn.execute("SELECT text FROM clauses").fetchone()[0] == hostile


# -- full-text indexes ---------------------------------------------------------------------------------------------


def _found(conn: sqlite3.Connection, table: str, query: str) -> int:
    sql = f"SELECT count(*) FROM {table} WHERE {table} MATCH ?"
    return int(conn.execute(sql, (query,)).fetchone()[0])


def test_one_index_finds_by_the_stem_the_other_the_very_word(conn: sqlite3.Connection) -> None:
    assert _found(conn, "units_fts", "sanctioning") == 1
    assert _found(conn, "units_exact", "sanctioning") == 0
    assert _found(conn, "units_exact", "sanctions") == 1


@pytest.mark.parametrize("table", list(schema.FTS))
def test_a_nonsense_word_finds_nothing(conn: sqlite3.Connection, table: str) -> None:
    """An index that Datasette does not recognise would give all rows for every word."""
    assert _found(conn, table, "xyzzy") == 0


@pytest.mark.parametrize("table", write.OF_UNITS)
def test_headings_are_searched_too(conn: sqlite3.Connection, table: str) -> None:
    assert _found(conn, table, "heading:measures") == 1


@pytest.mark.parametrize("table", list(schema.FTS))
def test_datasette_can_tell_what_an_index_indexes(conn: sqlite3.Connection, table: str) -> None:
    """It looks for content="units" or content=[units]; with single quotes every search gives every row."""
    (sql,) = conn.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    assert f'content="{schema.FTS[table].content}"' in sql


# -- verifying -----------------------------------------------------------------------------------------------------


def test_a_row_that_points_nowhere_stops_the_build(tmp_path: Path) -> None:
    vote = "INSERT INTO votes (document, member, vote) VALUES (9001, 'Nobody', 'for')"
    with pytest.raises(DatabaseError, match="votes"):
        _spoil(tmp_path / "unsc.db", vote)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("table", write.OF_UNITS)
def test_an_index_that_lags_behind_its_texts_stops_the_build(tmp_path: Path, table: str) -> None:
    lag = f"INSERT INTO {table} ({table}, rowid, heading, text) VALUES ('delete', 90010001, 'x', 'y')"
    with pytest.raises(DatabaseError, match=table):
        _spoil(tmp_path / "unsc.db", lag, _parsed())


# -- swapping in ---------------------------------------------------------------------------------------------------


def test_a_failed_build_leaves_the_old_database_and_nothing_else(written: Path) -> None:
    before = written.read_bytes()
    with pytest.raises(sqlite3.IntegrityError):
        _spoil(written, "INSERT INTO build VALUES (2, '', '', 0, 0, '')", _parsed(9002))
    assert written.read_bytes() == before
    assert [path.name for path in written.parent.iterdir()] == [written.name]


def test_the_old_database_serves_until_the_new_one_is_whole(written: Path) -> None:
    with write.writing(written) as conn:
        write.insert(conn, rows.make_rows(_parsed(9002), []))
        assert [row[0] for row in opening.open_database(written).execute("SELECT number FROM resolutions")] == [9001]
        write.finish(conn, "0", "", specimens=False)
    assert [row[0] for row in opening.open_database(written).execute("SELECT number FROM resolutions")] == [9002]


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    one, two = (_write(tmp_path / name, _parsed(9001), _parsed(9002)) for name in ("one.db", "two.db"))
    assert one.read_bytes() == two.read_bytes()


def test_a_place_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "unsc.db").mkdir()
    with pytest.raises(DatabaseError, match=r"could not be written.*unchanged"):
        _write(tmp_path / "unsc.db", _parsed())


# -- opening -------------------------------------------------------------------------------------------------------


def test_opening_where_there_is_none_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="unsc fetch all, then unsc build"):
        opening.open_database(tmp_path / "unsc.db")


def test_opening_what_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "unsc.db").write_text("not a database, " * 100)
    with pytest.raises(DatabaseError, match=r"not a database.*unsc build"):
        opening.open_database(tmp_path / "unsc.db")


def test_opening_one_of_another_version(written: Path) -> None:
    conn = sqlite3.connect(written)
    conn.execute(f"PRAGMA user_version = {schema.SCHEMA_VERSION + 1}")
    conn.close()
    with pytest.raises(DatabaseError, match="another version"):
        opening.open_database(written)


def test_a_database_is_opened_for_reading_only(conn: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        conn.execute("DELETE FROM clauses")


def test_a_path_with_signs_of_an_address_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "50% of it? #2"
    folder.mkdir()
    assert opening.open_database(_write(folder / "unsc.db", _parsed())).execute("SELECT 1").fetchone()


# -- the specimens' own --------------------------------------------------------------------------------------------


def test_the_specimens_make_a_database_without_refusals(specimens_db: Path) -> None:
    conn = opening.open_database(specimens_db)
    assert conn.execute("SELECT count(*) FROM resolutions").fetchone()[0] == len(NAMES)
    assert conn.execute("SELECT count(*) FROM problems WHERE resolution IS NULL").fetchone()[0] == 0
    assert conn.execute("SELECT specimens FROM build").fetchone()[0] == 1


@pytest.mark.parametrize("words", ["oil", "arms", '"asset freeze"', '"travel ban"', "women", "humanitarian"])
def test_words_that_people_will_try_are_in_several_specimens(specimens_db: Path, words: str) -> None:
    conn = opening.open_database(specimens_db)
    found = "SELECT rowid FROM units_fts WHERE units_fts MATCH ?"
    sql = f"SELECT count(DISTINCT resolution) FROM units WHERE id IN ({found})"
    assert conn.execute(sql, (words,)).fetchone()[0] >= 3
