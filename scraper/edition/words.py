"""What the search in the browser reads: every word of every paragraph in order, and what filters and names ask.

A stream has the words of paragraphs one after another as numbers, the commonest word the smallest, each in as many
bytes of seven bits as it needs; 0 stands behind a heading, and behind each paragraph. A query is one pass over it.
"""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from scraper.database.ids import CLAUSES_PER_DOCUMENT
from scraper.database.schema import STEMMED
from scraper.query import spelling, tables
from scraper.query.filter_kinds import FILTERS
from scraper.search.corpus import Corpus, corpus_of
from scraper.search.sets import all_bits

BOUNDARY = 0

Texts = Sequence[tuple[str, ...]]
"""For each paragraph, or resolution, the texts that no phrase crosses."""


def list_files(conn: sqlite3.Connection) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file. Streams and words are compressed, for hosts do not compress what they know not."""
    corpus = corpus_of(conn)
    units = dict(_read_units(conn))
    operative = corpus.units_in(corpus.operative)
    others = corpus.units_in(all_bits(0, len(corpus.ids)) & ~corpus.operative)
    over = _read_over(conn, list(corpus.facts))
    streams = {
        "operative.gz": [units[unit][1:] for unit in operative],
        "others.gz": [units[unit][1:] for unit in others],
        "over.gz": over,
    }
    counts: Counter[str] = Counter()
    cut = {name: [[spelling.words(text) for text in of] for of in texts] for name, texts in streams.items()}
    for of in cut.values():
        for texts in of:
            for text in texts:
                counts.update(text)
    vocabulary = sorted(counts, key=lambda word: (-counts[word], word))
    numbers = {word: number for number, word in enumerate(vocabulary, 1)}
    for name, of in cut.items():
        yield name, _packed(write_stream(of, numbers))
    yield "words.gz", _packed("\n".join(write_vocabulary(vocabulary)).encode())
    yield "operative.json", _json(_facts(corpus, operative, units))
    yield "others.json", _json(_facts(corpus, others, units))
    yield "resolutions.json", _json(_resolutions(corpus))
    yield "language.json", _json(_language(corpus))


def write_stream(paragraphs: Iterable[Iterable[Sequence[str]]], numbers: dict[str, int]) -> bytes:
    """The words of paragraphs as numbers.

    >>> list(write_stream([[["oil"], ["gold", "oil"]]], {"oil": 1, "gold": 200}))
    [1, 0, 200, 1, 1, 0]
    """
    coded = {word: _code(number) for word, number in numbers.items()}
    end = bytes([BOUNDARY])
    return b"".join(b"".join(map(coded.__getitem__, text)) + end for paragraph in paragraphs for text in paragraph)


def _code(number: int) -> bytes:
    """Seven bits a byte, the lowest first; all but the last with the eighth bit."""
    made = bytearray()
    while number > 127:
        made.append(number & 127 | 128)
        number >>= 7
    return bytes([*made, number])


def write_vocabulary(vocabulary: Sequence[str]) -> Iterator[str]:
    """A line for each word: the word, and its stem as the index has it where that is another."""
    with sqlite3.connect(":memory:") as conn:
        conn.execute(f"CREATE VIRTUAL TABLE stems USING fts5(word, tokenize='{STEMMED}')")
        conn.executemany("INSERT INTO stems (rowid, word) VALUES (?, ?)", enumerate(vocabulary))
        conn.execute("CREATE VIRTUAL TABLE found USING fts5vocab(stems, instance)")
        stems = dict(conn.execute("SELECT doc, term FROM found"))
    conn.close()
    for place, word in enumerate(vocabulary):
        stem = stems.get(place, word)
        yield word if stem == word else f"{word} {stem}"


def _packed(body: bytes) -> bytes:
    return gzip.compress(body, 9, mtime=0)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _read_units(conn: sqlite3.Connection) -> Iterator[tuple[int, tuple[str, str, str]]]:
    """Of each unit of a resolution its path, heading and text."""
    rows = conn.execute(
        "SELECT u.id, c.path, u.heading, u.text FROM units u JOIN clauses c ON c.id = u.id"
        " WHERE u.resolution IS NOT NULL"
    )
    yield from ((row[0], (row[1], row[2], row[3])) for row in rows)


def _read_over(conn: sqlite3.Connection, numbers: Sequence[int]) -> Texts:
    """What stands over the paragraphs of each resolution, column by column."""
    rows = {row[0]: tuple(row)[1:] for row in conn.execute("SELECT number, title, day, topics, names FROM context")}
    return [rows.get(number, ("", "", "", "")) for number in numbers]


def _facts(corpus: Corpus, units: Sequence[int], read: dict[int, tuple[str, str, str]]) -> dict[str, Any]:
    """Of each paragraph its resolution, its path, the set of its verbs, and whether it is under Chapter VII."""
    places = {number: place for place, number in enumerate(corpus.facts)}
    return {
        "of": [places[unit // CLAUSES_PER_DOCUMENT] for unit in units],
        "paths": [read[unit][0] for unit in units],
        "verbs": [corpus.verbs_of[corpus.place_of[unit]] for unit in units],
        "seven": [int(corpus.is_under_chapter_vii(unit)) for unit in units],
    }


def _resolutions(corpus: Corpus) -> dict[str, Any]:
    """Of each resolution what filters and results ask, as rows."""
    return {
        "rows": [
            [number, of.year, of.adopted or "", of.title, of.quality, of.title_words, list(of.topic_words)]
            for number, of in corpus.facts.items()
        ],
        "verbs": corpus.verbs,
    }


def _language(corpus: Corpus) -> dict[str, Any]:
    """Names, spellings and what people type otherwise than the texts print, as the program has them."""
    lexicon = spelling.lexicon()
    places = {id(alias): place for place, alias in enumerate(lexicon.aliases)}
    return {
        "filters": list(FILTERS),
        "aliases": [
            {
                "forms": [*alias.forms, *alias.capitals],
                "names": alias.forms,
                "typed": alias.typed,
                "ways": list(
                    dict.fromkeys(
                        way for form in (*alias.forms, *alias.capitals) for way in spelling.phrase_forms(form)
                    )
                ),
            }
            for alias in lexicon.aliases
        ],
        "names": {" ".join(way): places[id(alias)] for way, alias in spelling.names().items()},
        "capitals": {form: places[id(alias)] for form, alias in lexicon.by_capitals.items()},
        "spellings": {key: [[list(way), shown] for way, shown in of.items()] for key, of in lexicon.spellings.items()},
        "apart": [" ".join(way) for way in sorted(lexicon.apart)],
        "measures": {" ".join(way): [of.also, of.replace] for way, of in tables.measures().items()},
        "popular": {" ".join(way): of.places for way, of in tables.popular_names().items()},
        "foreign": {" ".join(way): english for way, english in tables.foreign_names().items()},
        "demonyms": tables.demonyms(),
        "glued": corpus.glued,
    }
