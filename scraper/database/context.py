"""What stands over the paragraphs of a resolution: the words by which people name it, seldom repeated in them.

A paragraph says neither its country nor its year; the title, the day of adoption, the agenda item, the headings and
the names of the preamble do. They are one row a resolution in the table `context`, with a full-text index of their own.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping

from scraper.dates import say_day

_NAME = re.compile(r"(?<![.!?:;“\x22(] )(?<!\n)(?<=[ (“\x22-])[A-Z][\w’'-]+")
"""A word with a capital inside a sentence; not the first word after a stop or an opening bracket."""


def names_in(text: str) -> Iterator[str]:
    """The words of a text that have a capital inside a sentence, in order.

    >>> list(names_in("Recalling its visit to the Sudan. Having met the President of the Republic"))
    ['Sudan', 'President', 'Republic']
    """
    return (found[0] for found in _NAME.finditer(text))


def write_context(conn: sqlite3.Connection) -> None:
    """Fill the table `context` from the rows of resolutions, subjects, clauses and units, and index it."""
    topics, headings, names = _topics(conn), _headings(conn), _preamble_names(conn)
    rows = [
        (
            number,
            title,
            say_day(adopted) if adopted else "",
            "\n".join(filter(None, [agenda, *topics.get(number, ())])),
            "\n".join([*headings.get(number, ()), " ".join(names.get(number, ()))]).strip(),
        )
        for number, title, adopted, agenda in conn.execute(
            "SELECT number, title, adopted, agenda FROM resolutions ORDER BY number"
        )
    ]
    conn.executemany("INSERT INTO context (number, title, day, topics, names) VALUES (?, ?, ?, ?, ?)", rows)
    conn.execute("INSERT INTO context_fts (context_fts) VALUES ('rebuild')")


def _topics(conn: sqlite3.Connection) -> Mapping[int, list[str]]:
    return _grouped(
        conn.execute(
            "SELECT r.resolution, s.name FROM resolution_subjects r JOIN subjects s ON s.id = r.subject ORDER BY r.id"
        )
    )


def _headings(conn: sqlite3.Connection) -> Mapping[int, list[str]]:
    return _grouped(
        conn.execute("SELECT resolution, heading FROM clauses WHERE heading != '' AND part IN ('op', 'pp') ORDER BY id")
    )


def _preamble_names(conn: sqlite3.Connection) -> Mapping[int, list[str]]:
    texts = conn.execute("SELECT resolution, text FROM units WHERE part = 'pp' AND resolution IS NOT NULL ORDER BY id")
    return _grouped((number, name) for number, text in texts for name in names_in(text))


def _grouped(rows: Iterator[tuple[int, str]] | sqlite3.Cursor) -> Mapping[int, list[str]]:
    """The different texts of each number, in order."""
    grouped: defaultdict[int, dict[str, None]] = defaultdict(dict)
    for number, text in rows:
        grouped[number][text] = None
    return {number: list(texts) for number, texts in grouped.items()}
