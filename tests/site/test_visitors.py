"""What visitors can ask in SQL, what they cannot, and that neither keeps a reader waiting."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import httpx
import invented
import pytest
from asking import get, open_site
from bounded import run_capped
from click.testing import CliRunner
from datasette.app import Datasette

from scraper.cli import main
from scraper.database import opening, schema
from scraper.site import bounds, opened, visitors
from scraper.site.connections import is_own_machine
from scraper.site.server import make_site

pytestmark = pytest.mark.filterwarnings("ignore:Exception in thread .*_execute_writes")  # told to end by SystemExit

ENDLESS = "with recursive n(x) as (select 1 union all select x+1 from n) select count(*) from n"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invented.make_database(tmp_path_factory.mktemp("visitors") / "unsc.db")


@pytest.fixture
def conn(database: Path) -> Iterator[sqlite3.Connection]:
    (conn,) = opening.open_together(database, 1)
    bounds.bound(conn)
    yield conn
    conn.close()


async def ask(site: Datasette, sql: str, form: str = ".json") -> httpx.Response:
    return await site.client.get(f"/unsc{form}?" + urlencode({"sql": sql, "_shape": "array"}))


# What ends a server

POINTER = """
    import asyncio, sys
    from datasette.app import Datasette
    from urllib.parse import urlencode

    async def main():
        site = Datasette([], immutables=[sys.argv[1]], settings={"num_sql_threads": 1})
        for sql in ("select fts3_tokenizer('simple', x'4141414141414141')", "select * from fts3tokenize('x')",
                    "select fts3_tokenizer('simple')"):
            answer = await site.client.get("/unsc.json?" + urlencode({"sql": sql}))
            print(answer.status_code)

    asyncio.run(main())
"""


def test_no_statement_reaches_a_raw_pointer(database: Path) -> None:
    ran = run_capped(POINTER, str(database))
    assert (ran.code, ran.out.split()) == (0, ["400"] * 3), ran.err[-500:]


@pytest.mark.parametrize(
    "sql",
    [
        "select fts3_tokenizer('simple', x'4141414141414141')",
        "select fts3_tokenizer('simple')",
        "select * from fts3tokenize('x')",
        "select count(*) from fts3tokenize",
        "select load_extension('x')",
        "select readfile('/etc/passwd')",
        "select writefile('/tmp/x', 'x')",
        "select sqlite_compileoption_get(1)",
        "select printf('%.*c', 900000000, 'x')",
        "select format('%.*c', 900000000, 'x')",
        "select json_group_array(text) from units",
        "select json_group_object(id, text) from units",
        "attach ':memory:' as other",
        "attach '/tmp/other.db' as other",
        "detach main",
        "vacuum into '/tmp/copy.db'",
        "pragma writable_schema = 1",
        "pragma writable_schema",
        "pragma temp_store_directory = '/tmp'",
        "pragma schema_version = 1",
        "pragma hard_heap_limit = 1",
        "pragma cache_size = 1000000",
        "select * from pragma_database_list",
        "select * from pragma_compile_options",
        "select count(*) from pragma_database_list",
        "select * from dbstat",
        "select count(*) from dbstat",
        "select * from sqlite_stmt",
        "create temp table t (x)",
        "create virtual table temp.v using fts5vocab(main, units_fts, row)",
        "insert into units values (1, 1, '', '', '')",
        "insert into units_fts (units_fts) values ('optimize')",
        "update clauses set text = ''",
        "delete from clauses",
        "drop table clauses",
        "analyze",
        "reindex",
        "begin",
        "savepoint s",
    ],
)
def test_what_visitors_do_not_need_is_denied(conn: sqlite3.Connection, sql: str) -> None:
    with pytest.raises(
        sqlite3.DatabaseError,
        match=r"not authorized|authorization denied|prohibited|no such (function|table)|constructor failed",
    ):
        conn.execute(sql).fetchall()


def test_every_function_of_this_sqlite_is_allowed_or_named_here() -> None:
    """One that a newer SQLite brings is denied until someone has looked at it."""
    plain = sqlite3.connect(":memory:")
    known = {row[0] for row in plain.execute("select distinct name from pragma_function_list")}
    denied = set(
        """
        changes format fts3_tokenizer fts5 fts5_source_id json_group_array json_group_object last_insert_rowid
        load_extension matchinfo offsets optimize printf randomblob rtreecheck rtreedepth rtreenode
        sqlite_compileoption_get sqlite_compileoption_used sqlite_log sqlite_source_id subtype total_changes zeroblob
        """.split()
    )
    assert known <= bounds.FUNCTIONS | denied or sqlite3.sqlite_version_info > (3, 40, 1)
    assert not bounds.FUNCTIONS & denied


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("select upper(substr('lamps', 1, 4))", "LAMP"),
        ("select round(sqrt(2), 3)", 1.414),
        ("select strftime('%Y', '2999-01-02')", "2999"),
        ("select json_extract('{\"a\": [1, 2]}', '$.a[1]')", 2),
        ("select sum(value) from json_each('[1, 2, 3]')", 6),
        ("select count(*) from json_tree('{\"a\": 1}')", 2),
        ("with x as (select 1 as a union select 2) select count(*) from x", 2),
        ("with recursive n(x) as (select 1 union all select x + 1 from n where x < 50) select max(x) from n", 50),
        ("select group_concat(value, ', ') from json_each('[1, 2]')", "1, 2"),
        ("select max(r) from (select rank() over (order by number) r from resolutions)", 4),
        ("select trim('  lamp  '), 1", "lamp"),
        ("select trim('xxlampx', 'x')", "lamp"),
        ("select ltrim('xxlampx', 'x') || rtrim('xlampx', 'x')", "lampxxlamp"),
        ("select trim(null, 'x')", None),
        ("select count(*) > 0 from units_fts where units_fts match 'lamps'", 1),
        ("select highlight(units_fts, 1, '[', ']') like '%[lamps]%' from units_fts where units_fts match 'lamps'", 1),
        ("select bm25(units_fts) < 0 from units_fts where units_fts match 'lamps' order by rank", 1),
        ("select count(*) > 0 from citing", 1),
        ("select name from pragma_table_info('members') where cid = 1", "name"),
        ("select count(*) > 5 from sqlite_master", 1),
        ("select 'lamp' like 'L%' and 'lamp' glob 'l*'", 1),
    ],
)  # fmt: skip
def test_what_visitors_need_is_answered(conn: sqlite3.Connection, sql: str, found: object) -> None:
    assert conn.execute(sql).fetchone()[0] == found


# How much they may ask for


@pytest.mark.parametrize(
    "sql",
    [
        "with t(x) as (select group_concat(a.id) from clauses a, clauses b) select x || x || x || x from t",
        "select length(replace(replace(replace(hex(x'00'), '0', hex(id)), '0', text), '0', text)) from units, units b",
        "select " + ", ".join(["1"] * 101),
        "select " + " + ".join(["1"] * 200),
        " union all ".join(["select 1"] * 30),
        "select coalesce(" + ", ".join(["null"] * 40) + ")",
        "select 'x' like '" + "%x" * 300 + "'",
        "select '" + "x" * 10_000 + "'",
    ],
)
def test_what_is_too_large_is_refused_at_once(conn: sqlite3.Connection, sql: str) -> None:
    start = time.process_time()
    with pytest.raises((sqlite3.DatabaseError, sqlite3.DataError)):
        conn.execute(sql).fetchall()
    assert time.process_time() - start < 1


def test_the_longest_real_row_has_half_the_length_that_is_allowed(corpus_db: Path) -> None:
    conn = opening.open_database(corpus_db)
    for (table,) in conn.execute("select name from sqlite_master where type = 'table' and rootpage > 0").fetchall():
        columns = [
            f'coalesce(length(cast("{row[1]}" as blob)), 0)' for row in conn.execute(f"pragma table_info({table})")
        ]
        longest = conn.execute(f"select max({' + '.join(columns)}) from {table}").fetchone()[0] or 0
        assert longest * 2 <= bounds.LIMITS[sqlite3.SQLITE_LIMIT_LENGTH], table


async def test_an_answer_too_large_for_a_page_is_refused(site: Datasette) -> None:
    wide = ", ".join(f"id as a{n}" for n in range(90))
    answer = await ask(site, f"select {wide} from clauses, (select 1 from clauses limit 20)")
    assert answer.status_code == 400
    assert "too large for a page" in answer.text


async def test_memory_stays_flat_whatever_is_asked(database: Path) -> None:
    code = """
        import asyncio, sys
        from urllib.parse import urlencode
        from datasette.app import Datasette
        asked = [
            "select length(printf('%.*c',900000000,'x'))",
            "select replace(replace(replace(text,'e',text),'e',text),'e',text) from units, (select 1 from clauses)",
            "select json_group_array(a.text || b.text) from clauses a, clauses b, clauses c, clauses d",
            "select a.text || b.text || c.text || d.text from clauses a, clauses b, clauses c, clauses d order by 1",
        ]

        async def main():
            site = Datasette([], immutables=[sys.argv[1]], settings={"sql_time_limit_ms": 500})
            for sql in asked:
                answer = await site.client.get("/unsc.json?" + urlencode({"sql": sql}))
                print(answer.status_code)

        asyncio.run(main())
    """
    ran = run_capped(code, str(database))
    assert (ran.code, set(ran.out.split()) | {"200"}) == (0, {"200", "400"}), ran.err[-500:]
    assert ran.megabytes < 150


# Readers and visitors apart


async def test_readers_do_not_wait_for_visitors(database: Path) -> None:
    site = open_site(database, settings={"num_sql_threads": 1, "sql_time_limit_ms": 60_000})
    await site.invoke_startup()
    asked = [asyncio.create_task(ask(site, ENDLESS)) for _ in range(5)]
    await asyncio.sleep(0.2)
    for path in ("/", "/search?q=lamps", "/S/RES/9001(2998)", "/S/RES/9001(2998)/op/2"):
        await get(site, path)
    assert not any(task.done() for task in asked)
    opened.close(site)
    for task in asked:
        task.cancel()
    await asyncio.gather(*asked, return_exceptions=True)


async def test_visitors_beyond_a_few_are_told_to_come_back(
    database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(visitors, "WAITING", 5)
    monkeypatch.setattr(visitors, "PATIENCE", 1.0)
    site = open_site(database, settings={"num_sql_threads": 1, "sql_time_limit_ms": 600})
    await site.invoke_startup()
    await ask(site, "select 1")
    answers = await asyncio.gather(*(ask(site, ENDLESS) for _ in range(8)))
    refused = [answer for answer in answers if answer.status_code == 503]
    assert 3 < len(refused) <= 6, "three beyond the five, and of these those whose turn came after a second"
    assert all("Too many" in answer.text and answer.headers["retry-after"] for answer in refused)
    assert "Traceback" not in capsys.readouterr().err
    assert (await ask(site, "select 1 as one")).json() == [{"one": 1}]


async def test_time_is_taken_by_the_clock(database: Path) -> None:
    """Datasette counts steps of SQLite's machine, and a step of this takes long."""
    site = open_site(database, settings={"sql_time_limit_ms": 200})
    many = (
        "select 'NEAR(' || group_concat('the', ' ') || ', 100000)' from (select 1 from clauses a, clauses b limit 500)"
    )
    start = time.perf_counter()
    await ask(site, f"select count(*) from units_exact a, units_exact b where a.units_exact match ({many})")
    assert time.perf_counter() - start < 5


async def test_the_collector_of_garbage_finds_no_statement_of_a_visitor(database: Path) -> None:
    """One that it closed in a reader's thread waited there for the connection, and the reader for the next visitor."""
    site = open_site(database, settings={"num_sql_threads": 1, "sql_time_limit_ms": 100})
    await site.invoke_startup()
    cursors: list[sqlite3.Cursor] = []

    class Spied(sqlite3.Connection):
        def cursor(self, *more: object) -> sqlite3.Cursor:
            cursors.append(super().cursor())
            return cursors[-1]

    own = sqlite3.connect(":memory:", factory=Spied, check_same_thread=False)
    await site.invoke_startup()
    site.databases["unsc"]._pool._idle.queue[:] = [own]
    await ask(site, ENDLESS)
    assert cursors
    for cursor in cursors:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            cursor.execute("select 1")


# Datasette's own pages

OWN = [
    "/unsc", "/unsc.json", "/unsc/clauses", "/unsc/clauses.json?_size=max", "/unsc/citing",
    "/unsc/citing.json?cited=9003", "/unsc/clauses?_facet=part&_facet=kind", "/unsc/clauses?part=op&_sort=position",
    "/unsc/clauses.json?text__contains=lamp", "/unsc/clauses.json?text__like=%25a%25",
    "/unsc/clauses.json?text__glob=*",
    "/unsc/clauses.json?path__in=op/1,op/2", "/unsc/clauses.json?label__isblank=1", "/unsc/clauses?_facet_array=marks",
    "/unsc/clauses.json?marks__arraycontains=x", "/unsc/resolutions?_facet_date=adopted", "/unsc/resolutions/9001",
    "/unsc/resolutions.json?adopted__date=2998-05-03", "/unsc/units?_search=lamps",
    "/unsc/units.json?_search=lam*&_searchmode=raw", "/unsc/clauses.csv?_stream=1", "/unsc/clauses.json?_labels=on",
    "/unsc/units_fts", "/unsc/units_fts_data", "/unsc/sqlite_stat1", "/unsc/clauses.json?_where=level+%3D+0",
    "/unsc/clauses?_next=90010003", "/unsc?sql=select+*+from+clauses", "/unsc.csv?sql=select+*+from+clauses",
    "/unsc.json?sql=select+:a+as+a&a=1", "/unsc.json?sql=explain+query+plan+select+1", "/unsc.db",
]  # fmt: skip


@pytest.mark.parametrize("path", OWN)
async def test_datasettes_own_pages_still_work(site: Datasette, path: str) -> None:
    await get(site, path)


async def test_the_path_of_the_file_is_not_told(site: Datasette, database: Path) -> None:
    answer = await ask(site, "select file from pragma_database_list()")
    assert answer.status_code == 400
    assert str(database.parent) not in answer.text


# On or off


@pytest.mark.parametrize(
    ("host", "own"),
    [("127.0.0.1", True), ("127.1.2.3", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False),
     ("192.0.2.1", False), ("example.org", False)],
)  # fmt: skip
def test_sql_is_open_on_a_persons_own_machine_alone(host: str, own: bool) -> None:
    assert is_own_machine(host) is own


@pytest.mark.parametrize(("sql", "status"), [(True, 200), (False, 403)])
async def test_sql_is_open_or_closed_as_told(database: Path, sql: bool, status: int) -> None:
    site = make_site(database, sql=sql)
    assert (await ask(site, "select 1")).status_code == status
    assert (await site.client.get("/unsc/clauses.json?_where=level+%3D+0")).status_code == status
    await get(site, "/unsc/citing.json?cited=9003")


# A damaged database, met while it is served


def _zero_tables(database: Path, *tables: str) -> None:
    """Overwrite the first page of each table by zeros."""
    conn = sqlite3.connect(database)
    size = conn.execute("pragma page_size").fetchone()[0]
    names = ", ".join(f"'{table}'" for table in tables)
    pages = [row[0] for row in conn.execute(f"select rootpage from sqlite_master where name in ({names})")]
    conn.close()
    with database.open("rb+") as file:
        for page in pages:
            file.seek((page - 1) * size)
            file.write(bytes(size))


@pytest.mark.parametrize("harm", ["zeroed", "without tables"])
async def test_a_damaged_database_is_told_in_a_sentence(
    tmp_path: Path, harm: str, capsys: pytest.CaptureFixture[str]
) -> None:
    database = invented.make_database(tmp_path / "unsc.db")
    if harm == "zeroed":
        _zero_tables(database, "clauses", "units", "resolutions")
    else:
        database.unlink()
        empty = sqlite3.connect(database)
        empty.executescript(f"PRAGMA user_version = {schema.SCHEMA_VERSION}; CREATE TABLE x (y); DROP TABLE x")
        empty.close()
    site = open_site(database)
    await site.invoke_startup()
    for path in ("/", "/search?q=lamps", "/S/RES/9001(2998)", "/S/RES/9001(2998)/op/2.json", "/coverage.json"):
        answer = await get(site, path, 503)
        assert re.search(r"damaged.*unsc build", answer.text, re.DOTALL), answer.text
    assert "Traceback" not in capsys.readouterr().err
    assert (await site.client.get("/unsc/clauses")).status_code == (503 if harm == "zeroed" else 404)


@pytest.mark.parametrize("command", ["status", "search lamps", "show 9001"])
def test_the_command_line_tells_a_damaged_database_in_a_sentence(tmp_path: Path, command: str) -> None:
    _zero_tables(invented.make_database(tmp_path / "unsc.db"), "clauses", "units", "resolutions", "build")
    result = CliRunner().invoke(main, [*command.split(), "--data", str(tmp_path)])
    assert (result.exit_code, result.output.count("\n")) == (1, 1), result.output
    assert "damaged" in result.output
    assert "unsc build" in result.output
