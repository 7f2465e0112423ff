"""A query fitted to the texts at hand: ways to print a word that no text has are dropped, words run together are added.

The query as read knows every spelling; which of them occur only the index can tell. Each is asked for once for each
build of the database. What is left is quick to look for, and what is shown as also found can have been found.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from math import prod

from scraper import query as queries
from scraper.query import And, Expansion, Ignored, Near, Node, Not, Or, Query, Term, near_ways, spelling
from scraper.query.plain import LITTLE
from scraper.query.spelling import Form
from scraper.search.corpus import Corpus, cursor_of
from scraper.search.matching import INDEX


def rewrite(conn: sqlite3.Connection, corpus: Corpus, asked: Query) -> Query:
    """The same query with the ways that are in the texts, and the expansions that can have found something."""
    if asked.tree is None:
        return asked
    glued: list[Expansion] = []
    tree = _rewrite_node(conn, corpus, asked, asked.tree, glued)
    too_many = [
        near for near in queries.looked_for(tree) if isinstance(near, Near) and _choices(near) > near_ways(near)
    ]
    ignored = [
        Ignored(" ".join(term.typed for term in near.terms), _TOO_MANY.format(near_ways(near))) for near in too_many
    ]
    used = [one for each in asked.expansions if (one := _used(conn, corpus, each))]
    return replace(asked, tree=tree, expansions=(*used, *glued), ignored=(*asked.ignored, *ignored))


_TOO_MANY = "of all the ways to write these words near each other the first {} are looked for"


def _choices(near: Near) -> int:
    return prod(len(term.ways) for term in near.terms)


def _rewrite_node(conn: sqlite3.Connection, corpus: Corpus, asked: Query, node: Node, glued: list[Expansion]) -> Node:
    if isinstance(node, Term):
        return _rewrite_term(conn, corpus, asked, node, glued)
    if isinstance(node, Not):
        return Not(_rewrite_node(conn, corpus, asked, node.item, glued))
    if isinstance(node, Near):
        return replace(node, terms=tuple(_rewrite_term(conn, corpus, asked, term, glued) for term in node.terms))
    items = tuple(_rewrite_node(conn, corpus, asked, item, glued) for item in node.items)
    return And(items) if isinstance(node, And) else Or(items)


def _rewrite_term(conn: sqlite3.Connection, corpus: Corpus, asked: Query, term: Term, glued: list[Expansion]) -> Term:
    if term.exact or term.prefix:
        return term
    ways = [way for way in term.ways if len(term.ways) == 1 or is_there(conn, corpus, way)] or list(term.ways[:1])
    more = list(dict.fromkeys(other for way in ways for other in _run_together(corpus, way) if other not in ways))
    if more:
        undo = asked.text.replace(term.typed, f'exact:"{term.typed}"', 1)
        glued.append(Expansion(term.typed, tuple(" ".join(way) for way in more), "spelling", undo))
    return replace(term, ways=tuple(way for way in ways + more if not _says_no_more(way, ways)))


def _says_no_more(way: Form, ways: list[Form]) -> bool:
    """Whether another way stands within this one, and so finds all that it finds: `islamic state` in its long name."""
    return any(
        len(other) < len(way) and any(way[i : i + len(other)] == other for i in range(len(way) - len(other) + 1))
        for other in ways
    )


def is_there(conn: sqlite3.Connection, corpus: Corpus, way: Form) -> bool:
    """Whether any text has these words in a row, in any of their forms."""
    return corpus.ways.of(way, lambda: _stands(conn, way))


def _stands(conn: sqlite3.Connection, way: Form) -> bool:
    table = INDEX[False]
    found = cursor_of(conn).execute(
        f"SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT 1", (queries.compile_match(Term("", (way,))),)
    )
    return found.fetchone() is not None


def _used(conn: sqlite3.Connection, corpus: Corpus, one: Expansion) -> Expansion | None:
    """An expansion with what is there of it. Another name may be there in another spelling; a spelling is itself."""
    also = tuple(
        printed
        for printed in one.also
        if any(
            is_there(conn, corpus, way)
            for way in (spelling.phrase_forms(printed) if one.kind == "name" else [spelling.words(printed)])
        )
    )
    return replace(one, also=also) if also else None


def _run_together(corpus: Corpus, way: Form) -> Iterator[Form]:
    """The same words as a text prints them with a blank missing: `on28 january`."""
    if len(way) == 1 and way[0] in LITTLE:
        return
    for token, before, after in corpus.glued:
        if way[0] == after:
            yield (token, *way[1:])
        if way[-1] == before:
            yield (*way[:-1], token)
        for i in range(len(way) - 1):
            if way[i : i + 2] == (before, after):
                yield (*way[:i], token, *way[i + 2 :])
