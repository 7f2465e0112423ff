"""What is kept in memory of each build of the database, so that facets and totals need no second query."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, compress
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from scraper.database.ids import CLAUSES_PER_DOCUMENT
from scraper.query import spelling
from scraper.query.tables import popular_names
from scraper.search.sets import bits, flags
from scraper.titles import ease_capitals


@dataclass(frozen=True, slots=True)
class ResolutionFacts:
    """What filters and results ask of a resolution."""

    symbol: str
    year: int
    adopted: str | None
    title: str
    quality: str
    topics: tuple[str, ...]
    topic_words: tuple[str, ...]
    title_words: str


T = TypeVar("T")

MOST_ANSWERS = 200
"""So many of the latest answers are kept for each build of the database, some ten megabytes at most."""

MOST_WAYS, MOST_EVIDENCE, MOST_TITLED, MOST_MATCHES = 20_000, 300, 4_000, 1_000
"""So many spellings, things looked for, parts of titles and words are remembered: a word or a thing with all that is
known of it takes up to ten or fifty kilobytes."""

FACETS_HELD = ("year", "quality", "ch7", "in", "verb")
"""The kinds of facets of which the units of each value are kept, by the names of their filters."""


class Recent:
    """What was asked lately, and what came of it: so many, for memory must not grow with what strangers type.

    Threads may share it.
    """

    def __init__(self, most: int) -> None:
        """Nothing was asked yet; `most` are kept."""
        self._most = most
        self._found: OrderedDict[Any, Any] = OrderedDict()
        self._lock = Lock()

    def get(self, asked: Hashable) -> Any:
        """What came of it, or None."""
        with self._lock:
            if asked in self._found:
                self._found.move_to_end(asked)
            return self._found.get(asked)

    def of(self, asked: Hashable, make: Callable[[], T]) -> T:
        """What came of it, made where it is not known; nothing that is made may be None."""
        known: T | None = self.get(asked)
        if known is None:
            known = make()
            self.keep(asked, known)
        return known

    def keep(self, asked: Hashable, found: object) -> None:
        """Keep what came of it, and forget the oldest where there are too many."""
        with self._lock:
            self._found[asked] = found
            while len(self._found) > self._most:
                self._found.popitem(last=False)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Corpus:
    """One build of the database, as far as it is kept in memory. `ids` are those of the units, ascending.

    Sets of units are bits, as `scraper.search.sets` has them. `held` has for each kind of facet, but topics, the units
    of each value: by year, quality of the text, part, first word of a verb, and Chapter VII, which is whether an
    operative paragraph is adopted under it by the words of the resolution; and of another unit whether any paragraph of
    its resolution is. (The UN's record has no say in that: it knows whole resolutions alone, and misses some.) Sets of
    verbs are few: `verbs_of` has for each unit, by its place, the place of its own in `verbs`. `matches` remembers
    which units have a word or pass a filter. `standing` is what a unit weighs whatever is looked for. `words` counts
    the units that have a word as printed; `glued` are those that are two run together, with the two; `ways` notes which
    spellings turned out to be there. `titles` is all titles as one text: `title_starts` has where that of each of
    `title_numbers` starts.

    `place_of` has the place of each unit in `ids`, and `numbers` for each place the resolution. Of a resolution,
    `span_of` has the places of its units, `first_operative` that of the first operative one. `cited` counts the other
    resolutions that cite one, `cited_units` those that cite a paragraph; `routine` are units that stand in most
    resolutions alike. `names` are words of the names of places. `evidence` remembers where things looked for stand,
    `titled` which titles have a word, `answers` what was answered lately. `phrases` are what people may go on to type,
    the commonest first, each as padded words and as it is shown.
    """

    ids: list[int]
    held: Mapping[str, Mapping[Any, int]]
    verbs: tuple[tuple[str, ...], ...]
    verbs_of: Sequence[int]
    matches: Recent
    standing: dict[int, float]
    facts: dict[int, ResolutionFacts]
    titles: str
    title_starts: list[int]
    title_numbers: list[int]
    verb_labels: dict[str, str]
    topics: frozenset[str]
    words: dict[str, int]
    glued: tuple[tuple[str, str, str], ...]
    ways: Recent
    numbers: Sequence[int]
    place_of: Mapping[int, int]
    span_of: Mapping[int, tuple[int, int]]
    first_operative: Mapping[int, int]
    cited: Mapping[int, int]
    cited_units: Mapping[int, int]
    routine: frozenset[int]
    names: frozenset[str]
    evidence: Recent
    titled: Recent
    answers: Recent
    phrases: tuple[tuple[str, str], ...]

    @property
    def operative(self) -> int:
        """The operative units."""
        return self.held["in"]["op"]

    def is_under_chapter_vii(self, unit: int) -> bool:
        """Whether it is a unit that stands under Chapter VII."""
        return bool(self.held["ch7"].get(True, 0) >> self.place_of[unit] & 1)

    def bits_of(self, units: Iterable[int]) -> int:
        """Units, given by their ids, as a set."""
        return bits(map(self.place_of.__getitem__, units), len(self.ids))

    def units_in(self, held: int) -> list[int]:
        """The ids of the units of a set, ascending."""
        return list(compress(self.ids, flags(held)))

    def is_name(self, words: tuple[str, ...]) -> bool:
        """Whether these are words of the name of a place."""
        return bool(words) and all(word in self.names for word in words)


_kept: WeakValueDictionary[tuple[object, ...], Corpus] = WeakValueDictionary()
_latest: list[Corpus] = []
_lock = Lock()


def corpus_of(conn: sqlite3.Connection) -> Corpus:
    """What is kept of the database behind `conn`; read at the first call for each content, then remembered.

    Takes part of a second for the whole corpus, so a server does well to call it when it starts, and to hold on to it:
    what nobody holds is kept only until another one is asked for.
    """
    file = getattr(conn, "file", None)
    build = cursor_of(conn).execute("SELECT content FROM build").fetchone()
    key = (file, *(build or ()))
    found = _kept.get(key)
    if found is None or file is None:
        with _lock:  # not above: while one content is being read, others are asked
            found = (_kept.get(key) if file else None) or _load(conn)
            _kept[key] = found
    _latest[:] = [found]
    return found


def cursor_of(conn: sqlite3.Connection) -> sqlite3.Cursor:
    """A cursor that gives plain tuples, whatever the connection's own rows are."""
    cursor = conn.cursor()
    cursor.row_factory = None
    return cursor


def _load(conn: sqlite3.Connection) -> Corpus:
    facts = _load_facts(conn)
    verbs = _load_verbs(conn)
    sets: dict[tuple[str, ...], int] = {}
    verbs_of: list[int] = []
    standing: dict[int, float] = {}
    places: dict[str, defaultdict[Any, list[int]]] = {name: defaultdict(list) for name in FACETS_HELD}
    seven = _load_chapter_vii(conn)
    for place, (unit, number, part) in enumerate(
        cursor_of(conn).execute("SELECT id, resolution, part FROM units WHERE resolution IS NOT NULL ORDER BY id")
    ):
        of, spoken = facts[number], verbs.get(unit, ())
        places["year"][of.year].append(place)
        places["quality"][of.quality].append(place)
        places["ch7"][unit in seven or (part != "op" and number in seven)].append(place)
        places["in"][part if part in ("op", "pp") else "annex"].append(place)
        for first in _first_words(spoken):
            places["verb"][first].append(place)
        verbs_of.append(sets.setdefault(spoken, len(sets)))
        standing[unit] = _standing(part, spoken)
    known = _load_words(conn)
    numbers = [unit // CLAUSES_PER_DOCUMENT for unit in standing]
    decisions = places["in"]["op"]
    return Corpus(
        ids=list(standing), verbs_of=verbs_of, facts=facts, verbs=tuple(sets), standing=standing,
        held={name: {value: bits(of, len(numbers)) for value, of in by.items()} for name, by in places.items()},
        matches=Recent(MOST_MATCHES),
        titles="".join(of.title_words for of in facts.values()), title_numbers=list(facts),
        title_starts=[0, *accumulate(len(of.title_words) for of in facts.values())][:-1],
        verb_labels=_label_verbs(verbs.values()),
        topics=frozenset(words for of in facts.values() for words in of.topic_words),
        words=known, glued=tuple(find_glued(known)), ways=Recent(MOST_WAYS),
        numbers=numbers,
        place_of={unit: place for place, unit in enumerate(standing)},
        span_of=_spans(numbers), first_operative={numbers[place]: place for place in reversed(decisions)},
        cited=_load_counts(conn, _CITED), cited_units=_load_counts(conn, _CITED_UNITS),
        routine=frozenset(_load_counts(conn, _ROUTINE)), names=_load_names(conn, facts.values()),
        evidence=Recent(MOST_EVIDENCE), titled=Recent(MOST_TITLED), answers=Recent(MOST_ANSWERS),
        phrases=_load_phrases(facts.values(), known),
    )  # fmt: skip


_CITED = """
    SELECT x.target, count(DISTINCT c.resolution) FROM citations x JOIN clauses c ON c.id = x.clause
    WHERE x.target != c.resolution GROUP BY x.target"""
"""How many other resolutions cite each."""

_CITED_UNITS = """
    SELECT t.unit, count(DISTINCT c.resolution) FROM citations x JOIN clauses c ON c.id = x.clause
    JOIN clauses t ON t.id = x.target_clause WHERE x.target != c.resolution GROUP BY t.unit"""

_ROUTINE = """
    SELECT id, 1 FROM units WHERE part = 'op' AND resolution IS NOT NULL AND (text LIKE '%remain%seized of%'
    OR text LIKE 'requests%report%' OR text LIKE '%takes note%' OR text LIKE 'recall%')"""
"""The paragraphs that stand in most resolutions: the matter that remains on the agenda, reports, what is noted."""


def _load_counts(conn: sqlite3.Connection, sql: str) -> dict[int, int]:
    return dict(cursor_of(conn).execute(sql))


def _spans(numbers: Iterable[int]) -> dict[int, tuple[int, int]]:
    spans: dict[int, tuple[int, int]] = {}
    for place, number in enumerate(numbers):
        spans[number] = (spans.get(number, (place, 0))[0], place + 1)
    return spans


_GENERIC = frozenset(
    "and of the for to in on a united states state republic democratic people s peoples islamic arab kingdom federal"
    " socialist union federation islands north south east west new former mission force office committee operation"
    " assistance support interim stabilization integrated multidimensional observer security council general assembly"
    " international court secretary member members".split()
)


def _load_names(conn: sqlite3.Connection, facts: Iterable[ResolutionFacts]) -> frozenset[str]:
    """The words of the names of States, and those that titles have with a capital only."""
    states = (word for (name,) in cursor_of(conn).execute("SELECT name FROM members") for word in spelling.words(name))
    printed = re.findall(r"(?<= )[\w’'-]+", "\n".join(of.title for of in facts))
    small = {word.lower() for word in printed if word[0].islower()}
    titled = (word for one in printed if one[0].isupper() for word in spelling.words(one) if word not in small)
    return frozenset((*states, *titled)) - _GENERIC


def _load_facts(conn: sqlite3.Connection) -> dict[int, ResolutionFacts]:
    topics: dict[int, list[str]] = {}
    for number, name in cursor_of(conn).execute(
        "SELECT r.resolution, s.name FROM resolution_subjects r JOIN subjects s ON s.id = r.subject ORDER BY r.id"
    ):
        topics.setdefault(number, []).append(name)
    rows = cursor_of(conn).execute("SELECT number, symbol, year, adopted, title, agenda, text_quality FROM resolutions")
    return {
        number: ResolutionFacts(symbol, year, adopted, title, quality,
                      tuple(dict.fromkeys(topics.get(number, []))),
                      tuple(map(_padded, [*topics.get(number, []), agenda])), _padded(title))
        for number, symbol, year, adopted, title, agenda, quality in rows
    }  # fmt: skip


def _load_chapter_vii(conn: sqlite3.Connection) -> set[int]:
    """The units that the words say are adopted under Chapter VII, and the numbers of their resolutions.

    No number is a unit's id: ids begin at ten thousand, the numbers of resolutions end before.
    """
    rows = cursor_of(conn).execute(
        "SELECT DISTINCT c.unit, c.resolution FROM bases b JOIN clauses c ON c.id = b.clause"
    )
    return set(chain.from_iterable(rows))


def _load_phrases(facts: Iterable[ResolutionFacts], known: Mapping[str, int]) -> tuple[tuple[str, str], ...]:
    """Titles, subjects, listed names and popular names, by how many resolutions have them; a name counts as many."""
    counts: Counter[str] = Counter()
    for of in facts:
        counts.update([of.title.removeprefix("On "), *map(ease_capitals, of.topics)])
    names = [form for alias in spelling.lexicon().aliases for form in (alias.name, *alias.forms, *alias.capitals)]
    held = [name for name in names if all(word in known for word in spelling.words(name))]
    counts.update(dict.fromkeys((*held, *(" ".join(name) for name in popular_names())), NAME_COUNTS))
    by_words = {_padded(shown): shown for shown, _ in reversed(counts.most_common()) if shown}
    return tuple(sorted(by_words.items(), key=lambda one: (-counts[one[1]], one[1])))


NAME_COUNTS = 50
"""A listed name stands among suggestions as if so many resolutions had it for their title."""


def _padded(text: str) -> str:
    """Words parted by single blanks, one at each end, so that ` word ` finds whole words only."""
    return f" {' '.join(spelling.words(text))} "


_WEAK = frozenset(
    re.findall(r"\w+", "also further furthermore again once more moreover therefore hereby in this regard")
)


def plain_verb(printed: str) -> str:
    """`Further strongly recognises` -> `recognizes`: without what only joins or strengthens, in one spelling."""
    words = (word for word in spelling.words(printed) if word not in _WEAK and not word.endswith("ly"))
    return " ".join(map(spelling.one_spelling, words))


OPERATIVE = 1.15
"""What the Council decides weighs more than what it recalls."""

LOOKING_BACK = 0.85
"""A paragraph that only tells of what was done before, or by others, weighs less."""

_BACKWARD = frozenset("recalls reiterates notes takes welcomes commends acknowledges".split())


def _standing(part: str, verbs: tuple[str, ...]) -> float:
    back = bool(verbs) and verbs[0].split()[0] in _BACKWARD
    return (OPERATIVE if part == "op" else 1.0) * (LOOKING_BACK if back else 1.0)


def _load_verbs(conn: sqlite3.Connection) -> dict[int, tuple[str, ...]]:
    known: dict[str, tuple[str, ...]] = {}
    same: dict[tuple[str, ...], tuple[str, ...]] = {}
    verbs: dict[int, tuple[str, ...]] = {}
    for unit, printed in cursor_of(conn).execute("SELECT unit, verb FROM clauses WHERE verb != '' ORDER BY id"):
        if printed not in known:
            known[printed] = tuple(filter(None, map(plain_verb, printed.split(";"))))
        both = (*verbs.get(unit, ()), *known[printed])
        verbs[unit] = same.setdefault(both, tuple(dict.fromkeys(both)))
    return verbs


def _first_words(verbs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(verb.partition(" ")[0] for verb in verbs))


def _label_verbs(of_units: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """For each first word of a verb its commonest phrase: `calls` is shown as `calls upon`."""
    counts: dict[str, Counter[str]] = {}
    for verbs in of_units:
        for verb in verbs:
            counts.setdefault(verb.partition(" ")[0], Counter())[verb] += 1
    return {first: phrases.most_common(1)[0][0] for first, phrases in counts.items()}


def _load_words(conn: sqlite3.Connection) -> dict[str, int]:
    """Every word of the texts as printed (lower case, no accents) with the number of units it is in."""
    cursor = cursor_of(conn)
    cursor.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab(main, units_exact, row)")
    return dict(cursor.execute("SELECT term, doc FROM temp.search_words"))


_LITTLE = "the|of|on|to|and|in|by|for|from|than|until|is"
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_GLUED = re.compile(
    rf"""(?P<before> {_LITTLE} ) (?P<number> \d{{1,4}} )             # on28, than15
       | (?P<count> \d{{1,4}} ) (?P<after> {_LITTLE} | {_MONTHS} )   # 1814the, 31january
       | (?P<word> [a-z]{{6,}} ) (?P<little> for | of | the | and )   # criticalfor""",
    re.X,
)
_COMMON = 100


def find_glued(known: Mapping[str, int]) -> Iterator[tuple[str, str, str]]:
    """Words that are two with the blank between them lost, seldom as such words are: the word, and the two."""
    for token, units in known.items():
        if units <= 3 and (match := _GLUED.fullmatch(token)):
            before, after = filter(None, match.groups())
            if not match["word"] or known.get(before, 0) >= _COMMON:
                yield token, before, after
