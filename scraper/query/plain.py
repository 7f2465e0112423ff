"""Plain queries: words and listed names with nothing between them, in which not every word need stand in the paragraph.

Quotation marks, operators, brackets, stars and references say exactly what is wanted, and are answered exactly. A plain
query says what somebody remembers: a country, a measure in their own words, a year, a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from scraper.dates import MONTH_NUMBERS
from scraper.query import spelling, tables
from scraper.query.reading import read
from scraper.query.spelling import Form
from scraper.query.tree import And, Expansion, Node, Or, Query, Term

LITTLE = frozenset(
    "a all an and any as at be by for from has have in into is it its no not of on or that the their this to under upon"
    " was were which with without".split()
)
"""Words that say nothing of what a clause is about."""

ASKING = frozenset("what which who whom whose when where why how does did do can could should would are was".split())
"""With these a question begins; they stand in no answer."""

_FIRST = frozenset("first established created original originally founded earliest beginning".split())
_LAST = frozenset("current currently latest newest now today still last".split())

_OF_THE_COUNCIL = frozenset("resolution resolutions un unsc security council united nations".split())
"""Beside other words these say nothing, where everything is the Security Council's."""

_LEANING = frozenset("first original originally earliest current currently latest newest now today still".split())
"""These say which of many is meant, and need not stand in the paragraph."""

_EXACT = re.compile(r"[\x22()*~]|\bexact:|(?<!\S)(?:OR|AND|NOT|NEAR)(?!\S)|(?<!\S)-+\S")
_YEAR = re.compile(r"19[4-9]\d|20\d\d")

Table = Literal["", "measure", "popular", "foreign", "demonym"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that a plain query looks for: a word, a listed name, or a run of words that a table knows.

    typed     as typed
    node      the words as typed; for a name in another language that or the name in English
    words     the words of it
    table     the table that knows it; "" for none
    also      for a measure, other words for it, as searches
    replaced  whether only these count
    places    for a popular name, the resolutions and paths that are the thing
    named     whether it is one of the listed names
    dated     whether it is a year or a month
    """

    typed: str
    node: Node
    words: Form
    table: Table = ""
    also: tuple[str, ...] = ()
    replaced: bool = False
    places: tuple[tuple[int, str], ...] = ()
    named: bool = False
    dated: bool = False

    def other_nodes(self) -> tuple[Node, ...]:
        """The other words for it, as queries."""
        return tuple(node for typed in self.also if (node := _as_typed(typed)))


@dataclass(frozen=True, slots=True)
class Plain:
    """A plain query: what it looks for, whether it asks a question, whether it leans to the oldest or the newest."""

    wanted: tuple[Wanted, ...]
    asks: bool
    leans: Literal["", "oldest", "newest"]

    def expansions(self) -> tuple[Expansion, ...]:
        """What the tables add to what was typed."""
        return tuple(
            Expansion(one.typed, _said(one), one.table, "", " ".join(one.words)) for one in self.wanted if one.table
        )


def _said(wanted: Wanted) -> tuple[str, ...]:
    """What a table adds, as a reader is told: other words, the English name, or the resolutions."""
    if wanted.table == "popular":
        return tuple(f"{number} {path}".strip() for number, path in wanted.places)
    if wanted.table == "foreign" and isinstance(wanted.node, Or):
        return tuple(item.typed for item in wanted.node.items[1:] if isinstance(item, Term))
    return wanted.also


def read_plain(asked: Query, without: frozenset[str] = frozenset()) -> Plain | None:
    """A query as a plain one; None where it is none, and where it has nothing but little words.

    `without` has runs of words, each as `spelling.words` cuts it, that are to be taken as typed.
    """
    terms = _terms(asked)
    if not terms:
        return None
    wanted = _without_idle(tuple(_read_wanted(terms, without)))
    words = [word for term in terms for word in spelling.words(term.typed)]
    return Plain(wanted, words[0] in ASKING or asked.text.endswith("?"), _lean(words)) if wanted else None


@cache
def _as_typed(typed: str) -> Node | None:
    return read(typed).tree


def says_exactly(text: str) -> bool:
    """Whether typed words say exactly what is wanted: quotation marks, operators, brackets, stars.

    >>> says_exactly("oil OR gold"), says_exactly("oil and gold")
    (True, False)
    """
    return _EXACT.search(text) is not None


def _terms(asked: Query) -> tuple[Term, ...]:
    """The words of a query that has nothing but words and filters."""
    if asked.tree is None or asked.place is not None or says_exactly(asked.text):
        return ()
    items = asked.tree.items if isinstance(asked.tree, And) else (asked.tree,)
    terms = tuple(item for item in items if isinstance(item, Term) and not (item.exact or item.prefix))
    return terms if len(terms) == len(items) else ()


def _without_idle(wanted: tuple[Wanted, ...]) -> tuple[Wanted, ...]:
    """Without the words that only say which, or that a resolution is meant, where anything else is left."""
    kept = tuple(one for one in wanted if one.table or not {*one.words} <= _OF_THE_COUNCIL | _LEANING)
    return kept or wanted


def _lean(words: Sequence[str]) -> Literal["", "oldest", "newest"]:
    if _LAST & {*words} or words[:2] == ["when", "does"] or words[:2] == ["until", "when"]:
        return "newest"
    return "oldest" if _FIRST & {*words} else ""


def _read_wanted(terms: Sequence[Term], without: frozenset[str]) -> Iterator[Wanted]:
    """The words one by one, runs that a table knows as one, without what says nothing."""
    at = 0
    while at < len(terms):
        run, length = _longest_run(terms, at)
        if length and " ".join(run) not in without:
            yield _known(terms[at : at + length], run)
        else:
            yield from (_word(term, without) for term in terms[at : at + (length or 1)] if not _says_nothing(term))
        at += length or 1


def _longest_run(terms: Sequence[Term], at: int) -> tuple[Form, int]:
    """The words of the longest row of a table that begins at this term, and how many terms it takes."""
    run: Form = ()
    best: tuple[Form, int] = ((), 0)
    for length, term in enumerate(terms[at:], start=1):
        run += spelling.words(term.typed)
        if not tables.may_begin(run):
            break
        if tables.is_listed(run):
            best = run, length
    return best


def _known(terms: Sequence[Term], run: Form) -> Wanted:
    """What a run of words means by the tables; a popular name may be a measure too."""
    typed, node = " ".join(term.typed for term in terms), _join(terms)
    measure = tables.measures().get(run)
    if popular := tables.popular_names().get(run):
        return Wanted(typed, node, run, "popular", measure.also if measure else (), places=popular.places)
    if measure:
        return Wanted(typed, node, run, "measure", measure.also, measure.replace)
    english = tables.foreign_names()[run]
    alias = spelling.names().get(spelling.words(english))
    ways = dict.fromkeys(way for form in (alias.forms if alias else (english,)) for way in spelling.phrase_forms(form))
    meant = Term(english, tuple(ways), phrase=True)
    return Wanted(typed, Or((node, meant)), run, "foreign", named=True)


def _join(terms: Sequence[Term]) -> Node:
    kept = tuple(dict.fromkeys(term for term in terms if not _says_nothing(term))) or tuple(terms)
    return And(kept) if len(kept) > 1 else kept[0]


def _says_nothing(term: Term) -> bool:
    first = term.ways[0]
    return len(first) == 1 and first[0] in LITTLE | ASKING and not term.phrase


def _word(term: Term, without: frozenset[str]) -> Wanted:
    words, named = spelling.words(term.typed), term.ways[0] in spelling.names()
    others = tables.demonyms().get(words[0], ()) if len(words) == 1 and words[0] not in without else ()
    dated = len(words) == 1 and (bool(_YEAR.fullmatch(words[0])) or words[0] in MONTH_NUMBERS)
    typed, table = term.typed.rstrip("?!.,"), "demonym" if others else ""
    return Wanted(typed, term, words, cast(Table, table), others, named=named or bool(others), dated=dated)
