"""Answering a query from the database: which clauses, in what order, and where in them the words stand.

The unit of search is a numbered paragraph with everything below it; the answer points at the deepest clause in it that
holds the match. What is known of every unit (year, part, verbs ...) is kept in memory, one copy for each build of the
database, so that facets and totals need no second query: see `Corpus`.
"""

from __future__ import annotations

import re
import sqlite3
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from difflib import get_close_matches
from functools import partial
from itertools import chain, compress, islice, repeat
from operator import and_, attrgetter
from secrets import token_hex
from threading import Lock
from typing import Any, Literal, TypeVar

from scraper import fold
from scraper import query as queries
from scraper.db import CLAUSES_PER_RESOLUTION, FTS
from scraper.models import Pinpoint
from scraper.query import And, Expansion, Filter, Ignored, Near, Node, Not, Or, Query

Order = Literal["relevance", "newest", "oldest"]

MANY = 10_000
"""Up to so many matches are weighed by relevance; more are listed newest first: weighing says nothing of `the`."""

MAX_SIZE = 100
SNIPPET = 320
FACET_VALUES = 12

_INDEX = {False: "units_fts", True: "units_exact"}

Span = tuple[int, int]
T = TypeVar("T")


# ------------------------------------------------------------------------------------------------- what comes out


@dataclass(frozen=True, slots=True)
class Result:
    """One clause found.

    `text` is its own words, `full_text` those of everything below it too; `matches` are (start, end) in `full_text`.
    `snippet` is the part of `full_text` worth showing where that is long, with its own `snippet_matches`.
    `above` are the clauses it stands under, as (label, text) from the paragraph down; `also` says how many more
    clauses of the resolution were found, where the results are grouped.
    """

    symbol: str
    number: int
    year: int
    path: str
    label: str
    part: str
    verb: str
    text: str
    full_text: str
    url: str
    heading: str
    title: str
    adopted: str | None
    chapter_vii: bool | None
    text_quality: str
    matches: tuple[Span, ...]
    snippet: str
    snippet_matches: tuple[Span, ...]
    above: tuple[tuple[str, str], ...]
    also: int = 0


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet: how many clauses have it, and the query that keeps only those (or takes that back)."""

    value: str
    label: str
    count: int
    query: str
    selected: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to divide what was found. Counts hold for the query with every filter but those of this facet."""

    name: str
    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """The clause or resolution that a reference typed alone leads to; `path` is "" for a resolution."""

    symbol: str
    path: str
    label: str
    text: str
    full_text: str
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything a page of results needs."""

    query: str
    read_as: str
    ignored: tuple[Ignored, ...]
    notes: tuple[str, ...]
    expansions: tuple[Expansion, ...]
    place: Place | None
    total: int
    resolutions: int
    page: int
    pages: int
    size: int
    order: Order
    group: bool
    results: tuple[Result, ...]
    facets: tuple[Facet, ...]
    years: tuple[tuple[int, int], ...]
    did_you_mean: tuple[str, ...]


def to_json(answer: Answer) -> dict[str, Any]:
    """The answer as plain data, the keys of `unsc search --json` first; spans become lists of two numbers."""
    data = asdict(answer)
    first = ("query", "read_as", "ignored", "place", "total", "results")
    return {key: data[key] for key in first} | {key: value for key, value in data.items() if key not in first}


# ---------------------------------------------------------------------------------------------- kept in memory


@dataclass(frozen=True, slots=True)
class Cell:
    """What filters and facets ask of a unit but its verbs; units that agree in all of it share one."""

    year: int
    quality: str
    chapter_vii: bool | None
    part: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What filters and results ask of a resolution."""

    symbol: str
    year: int
    adopted: str | None
    title: str
    chapter_vii: bool | None
    quality: str
    topics: tuple[str, ...]
    topic_words: tuple[str, ...]
    title_words: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """One build of the database, as far as it is kept in memory. `ids` are those of the units, ascending.

    Cells and sets of verbs are few, so counting numbers that stand for them is quick: for each unit `cell_of` and
    `verbs_of` have the place of its own in `cells` and `verbs`.
    """

    ids: list[int]
    cells: tuple[Cell, ...]
    cell_of: dict[int, int]
    verbs: tuple[tuple[str, ...], ...]
    verbs_of: dict[int, int]
    facts: dict[int, Facts]
    verb_labels: dict[str, str]
    topics: frozenset[str]
    words: dict[str, int]


_kept: dict[tuple[object, ...], Corpus] = {}
_lock = Lock()


def corpus_of(conn: sqlite3.Connection) -> Corpus:
    """What is kept of the database behind `conn`; read at the first call for each build, then remembered.

    Takes part of a second for the whole corpus, so a server does well to call it when it starts.
    """
    cursor = _cursor(conn)
    file = next((row[2] for row in cursor.execute("PRAGMA database_list") if row[1] == "main"), "")
    build = cursor.execute("SELECT program, built, (SELECT max(id) FROM units) FROM build").fetchone()
    key = (file, *(build or ()))
    with _lock:
        if not file or key not in _kept:
            if len(_kept) >= 4:
                _kept.clear()
            _kept[key] = _load(conn)
        return _kept[key]


def _cursor(conn: sqlite3.Connection) -> sqlite3.Cursor:
    cursor = conn.cursor()
    cursor.row_factory = None
    return cursor


def _load(conn: sqlite3.Connection) -> Corpus:
    facts = _load_facts(conn)
    verbs = _load_verbs(conn)
    cells: dict[Cell, int] = {}
    sets: dict[tuple[str, ...], int] = {}
    cell_of: dict[int, int] = {}
    verbs_of: dict[int, int] = {}
    for unit, number, part in _cursor(conn).execute("SELECT id, resolution, part FROM units ORDER BY id"):
        of = facts[number]
        cell = Cell(of.year, of.quality, of.chapter_vii, part if part in ("op", "pp") else "annex")
        cell_of[unit] = cells.setdefault(cell, len(cells))
        verbs_of[unit] = sets.setdefault(verbs.get(unit, ()), len(sets))
    return Corpus(
        list(cell_of), tuple(cells), cell_of, tuple(sets), verbs_of, facts, _label_verbs(verbs.values()),
        frozenset(words for of in facts.values() for words in of.topic_words), _load_words(conn),
    )  # fmt: skip


def _load_facts(conn: sqlite3.Connection) -> dict[int, Facts]:
    topics: dict[int, list[str]] = {}
    for number, name in _cursor(conn).execute(
        "SELECT r.resolution, s.name FROM resolution_subjects r JOIN subjects s ON s.id = r.subject ORDER BY r.id"
    ):
        topics.setdefault(number, []).append(name)
    rows = _cursor(conn).execute(
        "SELECT number, symbol, year, adopted, title, agenda, chapter_vii, text_quality FROM resolutions"
    )
    return {
        number: Facts(symbol, year, adopted, title, None if seven is None else bool(seven), quality,
                      tuple(dict.fromkeys(topics.get(number, []))),
                      tuple(map(_padded, [*topics.get(number, []), agenda])), _padded(title))
        for number, symbol, year, adopted, title, agenda, seven, quality in rows
    }  # fmt: skip


def _padded(text: str) -> str:
    """Words parted by single blanks, one at each end, so that ` word ` finds whole words only."""
    return f" {' '.join(fold.words(text))} "


_WEAK = frozenset(
    re.findall(r"\w+", "also further furthermore again once more moreover therefore hereby in this regard")
)


def plain_verb(printed: str) -> str:
    """`Further strongly condemns` -> `condemns`: a verb without what only joins or strengthens it."""
    return " ".join(word for word in fold.words(printed) if word not in _WEAK and not word.endswith("ly"))


def _load_verbs(conn: sqlite3.Connection) -> dict[int, tuple[str, ...]]:
    known: dict[str, tuple[str, ...]] = {}
    same: dict[tuple[str, ...], tuple[str, ...]] = {}
    verbs: dict[int, tuple[str, ...]] = {}
    for unit, printed in _cursor(conn).execute("SELECT unit, verb FROM clauses WHERE verb != '' ORDER BY id"):
        if printed not in known:
            known[printed] = tuple(filter(None, map(plain_verb, printed.split(";"))))
        both = (*verbs.get(unit, ()), *known[printed])
        verbs[unit] = same.setdefault(both, tuple(dict.fromkeys(both)))
    return verbs


def _label_verbs(of_units: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """For each first word of a verb its commonest phrase: `calls` is shown as `calls upon`."""
    counts: dict[str, Counter[str]] = {}
    for verbs in of_units:
        for verb in verbs:
            counts.setdefault(verb.partition(" ")[0], Counter())[verb] += 1
    return {first: phrases.most_common(1)[0][0] for first, phrases in counts.items()}


def _load_words(conn: sqlite3.Connection) -> dict[str, int]:
    """Every word of the texts as printed (lower case, no accents) with the number of units it is in."""
    cursor = _cursor(conn)
    cursor.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab(main, units_exact, row)")
    return dict(cursor.execute("SELECT term, doc FROM temp.search_words"))


# --------------------------------------------------------------------------------------------------- which units


def _find(conn: sqlite3.Connection, everything: Sequence[int], node: Node) -> list[int]:
    """The units that match, ascending."""
    expression, exact = queries.match(node), queries.is_exact(node)
    if expression is not None and exact is not None:
        sql = f"SELECT rowid FROM {_INDEX[exact]} WHERE {_INDEX[exact]} MATCH ?"
        return list(chain.from_iterable(_cursor(conn).execute(sql, (expression,))))
    if isinstance(node, Not):
        refused = set(_find(conn, everything, node.item))
        return [unit for unit in everything if unit not in refused]
    if isinstance(node, Or):
        return sorted(set().union(*(_find(conn, everything, item) for item in node.items)))
    assert isinstance(node, And)
    return _find_all(conn, everything, node)


def _find_all(conn: sqlite3.Connection, everything: Sequence[int], node: And) -> list[int]:
    wanted = [item for item in _by_index(node) if not isinstance(item, Not)]
    refused = [item.item for item in node.items if isinstance(item, Not)]
    item: Node
    found = _find(conn, everything, wanted[0]) if wanted else list(everything)
    for item in wanted[1:]:
        if found:
            others = set(_find(conn, everything, item))
            found = [unit for unit in found if unit in others]
    for item in refused:
        if found:
            others = set(_find(conn, everything, item))
            found = [unit for unit in found if unit not in others]
    return found


def _by_index(node: And) -> list[Node]:
    """What must be there, what one index can answer put together: two questions instead of many."""
    groups: dict[bool, list[Node]] = {}
    others: list[Node] = []
    for item in node.items:
        exact = queries.is_exact(item)
        if isinstance(item, Not) or exact is None or queries.match(item) is None:
            others.append(item)
        else:
            groups.setdefault(exact, []).append(item)
    joined: list[Node] = [And(tuple(group)) if len(group) > 1 else group[0] for group in groups.values()]
    return joined + others


# ------------------------------------------------------------------------------------------- filters and facets


@dataclass(frozen=True, slots=True)
class Tally:
    """The units that pass every filter, and for each kind of filter how many would pass but for it."""

    hits: list[int]
    counts: dict[str, Counter[Any]]


def _between(value: str) -> Callable[[int], bool]:
    first, dots, last = value.partition("..")
    low = int(first) if first else 0
    high = (int(last) if last else 99_999) if dots else low
    return lambda number: low <= number <= high


def _test(one: Filter) -> Callable[[Cell], bool]:
    if one.name == "year":
        between = _between(one.value)
        return lambda cell: between(cell.year)
    if one.name == "ch7":
        wanted = one.value == "yes"
        return lambda cell: cell.chapter_vii is wanted
    return lambda cell: cell.quality == one.value


def _test_verb(one: Filter) -> Callable[[tuple[str, ...]], bool]:
    wanted = f"{plain_verb(one.value) or one.value} "
    return lambda verbs: any(f"{verb} ".startswith(wanted) for verb in verbs)


def _tests(asked: Query) -> dict[str, Callable[[Cell], bool]]:
    """For each kind of filter on cells whether one passes."""
    chosen = queries.parts(asked)
    tests: dict[str, Callable[[Cell], bool]] = {"in": lambda cell: cell.part in chosen}
    for name in ("year", "ch7", "quality"):
        if of_name := [one for one in asked.filters if one.name == name]:
            tests[name] = _combine(of_name, _test)
    return tests


def _combine(filters: Sequence[Filter], test: Callable[[Filter], Callable[[T], bool]]) -> Callable[[T], bool]:
    """Any of those that ask, and none of those that refuse."""
    wanted = [test(one) for one in filters if not one.negated]
    refused = [test(one) for one in filters if one.negated]

    def passes(thing: T) -> bool:
        return (not wanted or any(asks(thing) for asks in wanted)) and not any(asks(thing) for asks in refused)

    return passes


def _resolutions_that_pass(corpus: Corpus, filters: Sequence[Filter]) -> set[int] | None:
    """The resolutions left by res:, title: and topic:, or None where nothing of the kind was asked."""
    left: set[int] | None = None
    for name in ("res", "title", "topic"):
        of_name = [one for one in filters if one.name == name]
        if of_name:
            passes = _combine(of_name, partial(_test_resolution, corpus))
            left = {number for number in (corpus.facts if left is None else left) if passes(number)}
    return left


def _test_resolution(corpus: Corpus, one: Filter) -> Callable[[int], bool]:
    if one.name == "res":
        return _between(one.value)
    if one.name == "title":
        return lambda number: f" {one.value} " in corpus.facts[number].title_words
    wanted = f" {one.value} "
    if wanted in corpus.topics:
        return lambda number: wanted in corpus.facts[number].topic_words
    return lambda number: any(wanted in words for words in corpus.facts[number].topic_words)


def _tally(corpus: Corpus, found: Sequence[int], asked: Query) -> Tally:
    """The hits, and the counts of every facet but topics. What runs over every unit found runs in C."""
    allowed = _resolutions_that_pass(corpus, asked.filters)
    if allowed is not None:
        found = [unit for unit in found if unit // CLAUSES_PER_RESOLUTION in allowed]
    cells = list(map(corpus.cell_of.__getitem__, found))
    verbs = list(map(corpus.verbs_of.__getitem__, found))
    speaks: Iterable[bool] = repeat(True)
    if of_name := [one for one in asked.filters if one.name == "verb"]:
        passes = _combine(of_name, _test_verb)
        good_verbs = {code: passes(corpus.verbs[code]) for code in set(verbs)}
        speaks = [good_verbs[code] for code in verbs]
    counts, good = _count_cells(corpus, Counter(compress(cells, speaks)), asked)
    fits = list(map(good.__getitem__, cells))
    counts["verb"] = _count_verbs(corpus, Counter(compress(verbs, fits)))
    return Tally(list(compress(found, map(and_, fits, speaks))), counts)


def _count_cells(
    corpus: Corpus, cells: Mapping[int, int], asked: Query
) -> tuple[dict[str, Counter[Any]], dict[int, bool]]:
    """Counts by year, part, Chapter VII and quality; and which cells pass every filter."""
    tests = _tests(asked)
    counts: dict[str, Counter[Any]] = {name: Counter() for name in ("year", "in", "ch7", "quality")}
    good: dict[int, bool] = {}
    for code, cell in enumerate(corpus.cells):
        failed = [name for name, test in tests.items() if not test(cell)]
        good[code] = not failed
        many = cells.get(code, 0)
        for name in failed if len(failed) == 1 else () if failed else counts:
            if many and name in counts:
                counts[name][_FACET_OF[name](cell)] += many
    return counts, good


_FACET_OF: dict[str, Callable[[Cell], Any]] = {
    "year": attrgetter("year"),
    "in": attrgetter("part"),
    "ch7": attrgetter("chapter_vii"),
    "quality": attrgetter("quality"),
}


def _count_verbs(corpus: Corpus, sets: Mapping[int, int]) -> Counter[str]:
    """How many units have each verb, by its first word."""
    counts: Counter[str] = Counter()
    for code, many in sets.items():
        for first in {verb.partition(" ")[0] for verb in corpus.verbs[code]}:
            counts[first] += many
    return counts


_FACETS = {
    "year": "Year",
    "verb": "Verb",
    "topic": "Topic",
    "ch7": "Chapter VII",
    "in": "Part",
    "quality": "Text",
}
_LABELS: dict[str, dict[Any, tuple[str, str]]] = {
    "in": {"op": ("op", "Operative"), "pp": ("pp", "Preamble"), "annex": ("annex", "Annexes")},
    "ch7": {True: ("yes", "Marked Chapter VII"), False: ("no", "Not marked")},
    "quality": {
        "xml": ("xml", "The UN’s XML"),
        "corrected": ("corrected", "Corrected by hand"),
        "text-layer": ("text-layer", "PDF text layer"),
        "pdf": ("pdf", "Read from PDF"),
    },
}


def _facets(corpus: Corpus, tally: Tally, asked: Query, per_resolution: Counter[int]) -> tuple[Facet, ...]:
    counts = tally.counts | {"topic": _count_topics(corpus, per_resolution)}
    return tuple(
        Facet(name, label, tuple(_values(corpus, name, counts[name], asked))) for name, label in _FACETS.items()
    )


def _count_topics(corpus: Corpus, per_resolution: Counter[int]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for number, many in per_resolution.items():
        for topic in corpus.facts[number].topics:
            counts[topic] += many
    return counts


def _values(corpus: Corpus, name: str, counts: Counter[Any], asked: Query) -> Iterator[Value]:
    chosen = {one.value for one in asked.filters if one.name == name and not one.negated}
    for key, many in sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))[:FACET_VALUES]:
        if name in _LABELS and key not in _LABELS[name]:
            continue
        value, label = _LABELS[name][key] if name in _LABELS else (str(key), str(key))
        label = corpus.verb_labels.get(key, label) if name == "verb" else label
        selected = value in chosen or (name == "topic" and " ".join(fold.words(value)) in chosen)
        rest = queries.without_filter(asked.text, name)
        yield Value(value, label, many, rest if selected else queries.with_filter(rest, name, value), selected)


# ------------------------------------------------------------------------------------------------------ the order


def _rank(conn: sqlite3.Connection, node: Node | None, hits: Sequence[int], order: Order) -> Iterator[int]:
    if order == "oldest":
        return iter(hits)
    if order == "newest" or node is None or isinstance(node, Not) or len(hits) > MANY:
        return _newest_first(hits)
    scores = _scores(conn, node, hits)
    return iter(sorted(hits, key=lambda unit: (scores.get(unit, 0.0), -(unit // CLAUSES_PER_RESOLUTION), unit)))


def _newest_first(hits: Sequence[int]) -> Iterator[int]:
    """Newest resolution first, its clauses in their own order. As far as it is asked for: a page of many thousands."""
    end = len(hits)
    while end:
        first = hits[end - 1] // CLAUSES_PER_RESOLUTION * CLAUSES_PER_RESOLUTION
        start = bisect_left(hits, first, 0, end)
        yield from hits[start:end]
        end = start


def _scores(conn: sqlite3.Connection, node: Node, hits: Sequence[int]) -> dict[int, float]:
    """bm25 of each hit, the better the lower; several indexes add up."""
    scores: dict[int, float] = {}
    if not hits:
        return scores
    wanted = set(hits)
    for exact, expression in _weighable(node):
        table = _INDEX[exact]
        sql = f"SELECT rowid, bm25({table}, 1.5, 1.0) FROM {table} WHERE {table} MATCH ? AND rowid BETWEEN ? AND ?"
        for unit, score in _cursor(conn).execute(sql, (expression, hits[0], hits[-1])):
            if unit in wanted:
                scores[unit] = scores.get(unit, 0.0) + score
    return scores


def _weighable(node: Node) -> Iterator[tuple[bool, str]]:
    expression, exact = queries.match(node), queries.is_exact(node)
    if expression is not None and exact is not None:
        yield exact, expression
    elif isinstance(node, And):
        for item in _by_index(node):
            yield from _weighable(item)
    elif isinstance(node, Or):
        for item in node.items:
            yield from _weighable(item)


# ---------------------------------------------------------------------------------------------------- the results


@dataclass(frozen=True, slots=True)
class _Clause:
    path: str
    label: str
    level: int
    heading: str
    verb: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Unit:
    part: str
    heading: str
    text: str
    clauses: tuple[_Clause, ...]


def _load_units(conn: sqlite3.Connection, ids: Sequence[int]) -> dict[int, _Unit]:
    marks = ", ".join("?" * len(ids))
    clauses: dict[int, list[_Clause]] = {}
    for unit, *rest in _cursor(conn).execute(
        "SELECT unit, path, label, level, heading, verb, text, unit_start, unit_end FROM clauses"
        f" WHERE unit IN ({marks}) ORDER BY id",
        ids,
    ):
        clauses.setdefault(unit, []).append(_Clause(*rest))
    rows = _cursor(conn).execute(f"SELECT id, part, heading, text FROM units WHERE id IN ({marks})", ids)
    return {unit: _Unit(part, heading, text, tuple(clauses[unit])) for unit, part, heading, text in rows}


_ON, _OFF = f"\ufdd0{token_hex(4)}", f"\ufdd1{token_hex(4)}"
"""Mark the matches on their way out of FTS5: no text can hold what is drawn anew by each process."""


def _spans(index: sqlite3.Connection, node: Node) -> dict[int, list[Span]]:
    """Where in the texts of a small index the words looked for stand; overlapping ones joined."""
    spans: dict[int, list[Span]] = {}
    for exact, table in _INDEX.items():
        leaves = tuple(leaf for leaf in queries.looked_for(node) if queries.is_exact(leaf) is exact)
        if leaves:
            sql = f"SELECT rowid, highlight({table}, 1, '{_ON}', '{_OFF}') FROM {table} WHERE {table} MATCH ?"
            for row, marked in _cursor(index).execute(sql, (queries.match(Or(leaves)),)):
                spans.setdefault(row, []).extend(_unmark(marked))
    return {row: _merge(found) for row, found in spans.items()}


def _unmark(marked: str) -> Iterator[Span]:
    before, *pieces = marked.split(_ON)
    at = len(before)
    for piece in pieces:
        inside, _, after = piece.partition(_OFF)
        yield at, at + len(inside)
        at += len(inside) + len(after)


def _merge(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _pinpoint(units: Mapping[int, _Unit], spans: Mapping[int, list[Span]], node: Node | None) -> dict[int, int]:
    """For each unit which of its clauses to point at (its index in the unit): the deepest that holds the match.

    A clause holds the match when its own words and those below it answer the whole query. Where several do that do not
    stand within each other, the one above them all is the answer; where none does but all together, the paragraph.
    """
    places: dict[int, list[Span]] = {}
    unclear: dict[int, list[int]] = {}
    for unit, found in spans.items():
        clauses = units[unit].clauses
        touched = [i for i, clause in enumerate(clauses) if any(_overlap(clause, span) for span in found)]
        if len(touched) > 1 and isinstance(node, And | Near):
            unclear[unit] = touched
        else:
            places[unit] = found
    if unclear and node is not None:
        places |= _places_that_hold(units, unclear, node)
    return {unit: _deepest(units[unit].clauses, places.get(unit, [])) for unit in units}


def _overlap(clause: _Clause, span: Span) -> bool:
    return clause.start < span[1] and span[0] < clause.end


def _deepest(clauses: Sequence[_Clause], spans: Sequence[Span]) -> int:
    """The deepest clause that holds all spans; the paragraph itself where there are none, or no other does."""
    if not spans:
        return 0
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    holding = [i for i, clause in enumerate(clauses) if clause.start <= first and last <= clause.end]
    return max(holding, key=lambda i: (clauses[i].level, i), default=0)


def _places_that_hold(
    units: Mapping[int, _Unit], touched: Mapping[int, Sequence[int]], node: Node
) -> dict[int, list[Span]]:
    """The innermost clauses that answer the whole query, by asking an index of just them."""
    rows: list[tuple[int, int, Span, str, str]] = []
    for unit, indexes in touched.items():
        for i in indexes:
            clause = units[unit].clauses[i]
            heading = f"{units[unit].heading} {clause.heading}"
            rows.append((unit, i, (clause.start, clause.end), heading, units[unit].text[clause.start : clause.end]))
            if clause.text and len(clause.text) < clause.end - clause.start:
                own = (clause.start, clause.start + len(clause.text))
                rows.append((unit, i, own, heading, clause.text))
    with _index_of(((i, heading, text) for i, (*_, heading, text) in enumerate(rows)), node) as index:
        answering = _find(index, range(len(rows)), node)
    found: dict[int, list[Span]] = {}
    for unit, _, span, _, _ in [rows[i] for i in answering]:
        found.setdefault(unit, []).append(span)
    return {unit: _innermost(spans) for unit, spans in found.items()}


def _innermost(spans: Sequence[Span]) -> list[Span]:
    """Spans that hold no other of them."""
    return [
        one for one in spans if not any(other != one and one[0] <= other[0] and other[1] <= one[1] for other in spans)
    ]


@contextmanager
def _index_of(texts: Iterable[tuple[int, str, str]], node: Node) -> Iterator[sqlite3.Connection]:
    """An index in memory of a few (row, heading, text), by the very rules of the database.

    FTS5 looks through all of a prefix again for each row it is asked to highlight; here it has those few rows only.
    """
    conn = sqlite3.connect(":memory:", check_same_thread=False)
    try:
        rows = list(texts)
        for exact in {queries.is_exact(leaf) for leaf in queries.looked_for(node)} | {queries.is_exact(node)} - {None}:
            table = _INDEX[bool(exact)]
            conn.execute(f"CREATE VIRTUAL TABLE {table} USING fts5(heading, text, tokenize='{FTS[table]}')")
            conn.executemany(f"INSERT INTO {table} (rowid, heading, text) VALUES (?, ?, ?)", rows)
        yield conn
    finally:
        conn.close()


def _results(
    conn: sqlite3.Connection, corpus: Corpus, asked: Query, page: Sequence[int], also: Mapping[int, int]
) -> tuple[Result, ...]:
    if not page:
        return ()
    units = _load_units(conn, page)
    spans: dict[int, list[Span]] = {}
    if asked.tree is not None:
        with _index_of(((i, unit.heading, unit.text) for i, unit in units.items()), asked.tree) as index:
            spans = _spans(index, asked.tree)
    chosen = _pinpoint(units, spans, asked.tree)
    return tuple(_result(corpus, unit, units[unit], chosen[unit], spans.get(unit, []), also) for unit in page)


def _result(
    corpus: Corpus, unit_id: int, unit: _Unit, chosen: int, spans: Sequence[Span], also: Mapping[int, int]
) -> Result:
    number = unit_id // CLAUSES_PER_RESOLUTION
    facts, clause = corpus.facts[number], unit.clauses[chosen]
    full = unit.text[clause.start : clause.end]
    matches = tuple(
        (max(start, clause.start) - clause.start, min(end, clause.end) - clause.start)
        for start, end in spans
        if _overlap(clause, (start, end))
    )
    snippet, inside = cut_snippet(full, matches)
    above = _above(unit.clauses, chosen)
    heading = next(filter(None, [clause.heading, *(one.heading for one in reversed(above)), unit.heading]), "")
    return Result(
        symbol=facts.symbol, number=number, year=facts.year, path=clause.path, label=clause.label, part=unit.part,
        verb=clause.verb, text=clause.text, full_text=full, url=address(facts.symbol, clause.path), heading=heading,
        title=facts.title, adopted=facts.adopted, chapter_vii=facts.chapter_vii, text_quality=facts.quality,
        matches=matches, snippet=snippet, snippet_matches=inside,
        above=tuple((one.label, one.text) for one in above), also=also.get(number, 0),
    )  # fmt: skip


def _above(clauses: Sequence[_Clause], chosen: int) -> list[_Clause]:
    """The clauses over the chosen one, the paragraph first."""
    level = clauses[chosen].level
    above: list[_Clause] = []
    for clause in reversed(clauses[:chosen]):
        if clause.level < level:
            above.insert(0, clause)
            level = clause.level
    return above


def address(symbol: str, path: str) -> str:
    """The path of the site's page: `/S/RES/2249(2015)/op/5`."""
    return "/" + "/".join(filter(None, [symbol.replace(" ", ""), path]))


def cut_snippet(text: str, matches: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """At most about SNIPPET characters of `text` around where most matches stand, with the matches that are in it.

    Cut between words, an ellipsis where something was left out.
    """
    if len(text) <= SNIPPET:
        return text, tuple(matches)
    first = _best_start(matches)
    start = _word_start(text, max(0, min(first - SNIPPET // 4, len(text) - SNIPPET)))
    end = _word_end(text, min(len(text), start + SNIPPET))
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    inside = tuple((max(s, start) + shift, min(e, end) + shift) for s, e in matches if s < end and e > start)
    return f"{before}{text[start:end].rstrip()}{after}", inside


def _best_start(matches: Sequence[Span]) -> int:
    """The match from which on most others stand within a snippet."""

    def others(span: Span) -> int:
        return sum(span[0] <= start <= span[0] + SNIPPET * 3 // 4 for start, _ in matches)

    return max(matches[:50], key=lambda span: (others(span), -span[0]))[0] if matches else 0


def _word_start(text: str, at: int) -> int:
    if not at:
        return 0
    blank = text.find(" ", at - 1, at + 40)
    return blank + 1 if blank >= 0 else at


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    blank = text.rfind(" ", at - 40, at + 1)
    return blank if blank > 0 else at


# ------------------------------------------------------------------------------------------------------ the place


def _place(conn: sqlite3.Connection, pinpoint: Pinpoint | None) -> tuple[Place | None, tuple[str, ...]]:
    """What a reference leads to, and what is to be said where it leads nowhere, or elsewhere."""
    if pinpoint is None:
        return None, ()
    row = (
        _cursor(conn)
        .execute("SELECT symbol, year, title FROM resolutions WHERE number = ?", (pinpoint.number,))
        .fetchone()
    )
    if row is None:
        return None, (f"Resolution {pinpoint.number} is not in this collection.",)
    symbol, year, title = row
    notes = (
        [f"Resolution {pinpoint.number} is of {year}, not {pinpoint.year}."]
        if pinpoint.year not in (None, year)
        else []
    )
    whole = Place(symbol, "", "", "", "", address(symbol, ""), title)
    if not pinpoint.path:
        return whole, tuple(notes)
    clause = (
        _cursor(conn)
        .execute(
            "SELECT c.path, c.label, c.text, substr(u.text, c.unit_start + 1, c.unit_end - c.unit_start) FROM clauses c"
            " JOIN units u ON u.id = c.unit WHERE c.resolution = ? AND c.path = ?",
            (pinpoint.number, pinpoint.path),
        )
        .fetchone()
    )
    if clause is None:
        return whole, (*notes, f"{symbol} has no {pinpoint.path}; this is the resolution.")
    path, label, text, full_text = clause
    return Place(symbol, path, label, text, full_text, address(symbol, path), title), tuple(notes)


# ------------------------------------------------------------------------------------------- nothing found, then


def _did_you_mean(corpus: Corpus, asked: Query) -> tuple[str, ...]:
    """The query with each word that no text has replaced by the likeliest that some have."""
    if asked.tree is None:
        return ()
    text = asked.text
    for leaf in queries.looked_for(asked.tree):
        for term in leaf.terms if isinstance(leaf, Near) else (leaf,):
            for word in term.ways[0]:
                if word not in corpus.words and not term.prefix and (better := nearest_word(corpus.words, word)):
                    text = re.sub(rf"(?i)\b{re.escape(word)}\b", better, text)
    return (text,) if text != asked.text else ()


_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def nearest_word(known: Mapping[str, int], word: str) -> str | None:
    """The commonest known word one slip away from `word`; else the likest that begins alike; else None."""
    if len(word) < 3 or len(word) > 30:
        return None
    near = [candidate for candidate in _slips(word) if candidate in known]
    if near:
        return max(near, key=lambda candidate: (known[candidate], candidate))
    alike = [
        other
        for other, many in known.items()
        if many > 1 and other[0] == word[0] and abs(len(other) - len(word)) < 3 and other[1:2] in word
    ]
    return next(iter(get_close_matches(word, alike, 1, 0.78)), None)


def _slips(word: str) -> Iterator[str]:
    """Every text one slip away: a letter left out, doubled or strange, two changed about."""
    for i in range(len(word) + 1):
        left, right = word[:i], word[i:]
        if right:
            yield left + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in _LETTERS:
            if right:
                yield left + letter + right[1:]
            yield left + letter + right


def suggest(conn: sqlite3.Connection, text: str, limit: int = 8) -> tuple[str, ...]:
    """Ways to complete the last word of `text` with words of the texts, the commonest first."""
    cleaned = fold.clean(text)
    before, last = cleaned.rpartition(" ")[0], fold.words(cleaned.rpartition(" ")[2])
    if len(last) != 1 or len(last[0]) < 2:
        return ()
    known = corpus_of(conn).words
    found = sorted((word for word in known if word.startswith(last[0])), key=lambda word: (-known[word], word))
    return tuple(f"{before} {word}".strip() for word in found[:limit])


# ------------------------------------------------------------------------------------------------------ the whole


def search(
    conn: sqlite3.Connection,
    text: str,
    *,
    page: int = 1,
    size: int = 20,
    order: Order = "relevance",
    group: bool = False,
) -> Answer:
    """Search the database for what was typed. No text is an error; a page beyond the last is the last.

    `group` gives one result, its best, for each resolution. Raises nothing of its own; sqlite3.Error where the
    database cannot be read.
    """
    corpus, asked = corpus_of(conn), queries.read(text)
    tally = _tally(corpus, _candidates(conn, corpus, asked), asked)
    per_resolution = Counter(map(CLAUSES_PER_RESOLUTION.__rfloordiv__, tally.hits))
    ranked = _rank(conn, asked.tree, tally.hits, order)
    also = {number: many - 1 for number, many in per_resolution.items()} if group else {}
    listed = _one_each(ranked) if group else ranked
    size = min(max(size, 1), MAX_SIZE)
    pages = -(-len(per_resolution if group else tally.hits) // size)
    page = min(max(page, 1), max(pages, 1))
    shown = list(islice(listed, (page - 1) * size, page * size))
    place, notes = _place(conn, asked.place)
    return Answer(
        query=text, read_as=asked.read_as, ignored=asked.ignored, notes=(*notes, *_tell(tally, order)),
        expansions=_used(corpus, asked), place=place, total=len(tally.hits), resolutions=len(per_resolution),
        page=page, pages=pages, size=size, order=order, group=group,
        results=_results(conn, corpus, asked, shown, also),
        facets=_facets(corpus, tally, asked, per_resolution), years=tuple(sorted(tally.counts["year"].items())),
        did_you_mean=() if tally.hits else _did_you_mean(corpus, asked),
    )  # fmt: skip


def _candidates(conn: sqlite3.Connection, corpus: Corpus, asked: Query) -> Sequence[int]:
    """Before any filter. Nothing typed finds nothing; filters alone find all they let through."""
    if asked.tree is not None:
        return _find(conn, corpus.ids, asked.tree)
    return corpus.ids if asked.filters else []


def _one_each(ranked: Iterable[int]) -> Iterator[int]:
    seen: set[int] = set()
    for unit in ranked:
        number = unit // CLAUSES_PER_RESOLUTION
        if number not in seen:
            seen.add(number)
            yield unit


def _tell(tally: Tally, order: Order) -> tuple[str, ...]:
    if order == "relevance" and len(tally.hits) > MANY:
        return (f"More than {MANY:,} clauses were found, too many to weigh: they are listed newest first.",)
    return ()


def _used(corpus: Corpus, asked: Query) -> tuple[Expansion, ...]:
    """The expansions that can have found something: those with words that are in the texts."""
    used = []
    for one in asked.expansions:
        also = tuple(way for way in one.also if all(word in corpus.words for word in fold.words(way)))
        if also:
            used.append(replace(one, also=also))
    return tuple(used)
