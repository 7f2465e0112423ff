"""Our search beside others over the same paragraphs, in one run.

    python tests/trials/search_engines.py DATABASE

Asks the benchmark's mixed set of 200 queries of each: FTS5 bare (the best twenty with their matches marked, and how
many there are), the same through Datasette's own `_search`, our search without and with the page, and tantivy, where it
is installed (`pip install tantivy`; nothing else needs it). What an engine cannot read it is not asked; the column
`answered` says how many it was. Prints the median and the 99th percentile of each, and the median beside FTS5's.
"""

from __future__ import annotations

import argparse
import http.client
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from serving import serving

from scraper import query
from scraper.database.opening import open_database
from scraper.search import search

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmark import draw_queries

BARE = (
    "SELECT rowid, highlight(units_fts, 1, '[', ']'), bm25(units_fts), (SELECT count(*) FROM units_fts WHERE units_fts"
    " MATCH :match) FROM units_fts WHERE units_fts MATCH :match ORDER BY bm25(units_fts) LIMIT 20"
)
"""What any page of results has to ask: the best twenty with their matches marked, and how many there are."""

Ask = Callable[[str], bool]


def bare(conn: sqlite3.Connection) -> Ask:
    """FTS5 itself, asked for what our reader makes of a query."""

    def ask(text: str) -> bool:
        tree = query.read(text).tree
        match = query.compile_match(tree) if tree else None
        return bool(match) and conn.execute(BARE, {"match": match}).fetchall() is not None

    return ask


def over_http(port: int, path: str) -> Ask:
    """A page over one connection; False where its status is not 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port)

    def ask(text: str) -> bool:
        connection.request("GET", path + quote(text))
        answer = connection.getresponse()
        answer.read()
        return answer.status == 200

    return ask


def tantivy(conn: sqlite3.Connection) -> Ask | None:
    """An index of the same paragraphs in memory, in tantivy's own English analysis; None where it is not installed."""
    try:
        import tantivy as engine  # type: ignore[import-not-found]
    except ImportError:
        return None
    schema = engine.SchemaBuilder().add_text_field("text", stored=True, tokenizer_name="en_stem").build()
    index = engine.Index(schema)
    writer = index.writer()
    for (text,) in conn.execute("SELECT text FROM units"):
        writer.add_document(engine.Document(text=text))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def ask(text: str) -> bool:
        try:
            parsed = index.parse_query(text, ["text"])
        except ValueError:
            return False
        found = searcher.search(parsed, 20, count=True)
        marks = engine.SnippetGenerator.create(searcher, parsed, schema, "text")
        for _, address in found.hits:
            marks.snippet_from_doc(searcher.doc(address)).to_html()
        return True

    return ask


def measure(ask: Ask, queries: list[str]) -> list[float]:
    """What each query took that was answered, in milliseconds."""
    took = []
    for text in queries:
        start = time.perf_counter()
        if ask(text):
            took.append((time.perf_counter() - start) * 1000)
    return took


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", type=Path)
    database: Path = parser.parse_args().database
    queries = draw_queries(database)
    with closing(open_database(database)) as conn, serving(database) as (port, _):
        search(conn, "warm")
        other = tantivy(conn)
        engines: dict[str, Ask | None] = {
            "FTS5 bare": bare(conn),
            "our search": lambda text: search(conn, text) is not None,
            "tantivy": other,
            "Datasette's _search": over_http(port, "/unsc/clauses.json?_size=20&_search="),
            "our page": over_http(port, "/search?q="),
        }
        floor = 0.0
        for name, ask in engines.items():
            if ask is None:
                print(f"{name:20} not installed")
                continue
            took = measure(ask, queries)
            median, late = statistics.median(took), sorted(took)[int(len(took) * 0.99) - 1]
            floor = floor or median
            share = f"{median / floor:5.1f} x FTS5"
            print(f"{name:20} {len(took):4} answered, median {median:6.1f} ms, 99th percentile {late:7.1f} ms, {share}")


if __name__ == "__main__":
    main()
