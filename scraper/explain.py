"""How the text of a resolution in the database was read: the file it is from, and every step of its parser."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from scraper.build.overrides import correct, read_overrides
from scraper.build.plan import known_words
from scraper.database.landing import land
from scraper.errors import NotFound
from scraper.models import Clause, Pinpoint, Problem
from scraper.parse.builder import Piece
from scraper.parse.explain import SourceLine, Steps, explain
from scraper.pinpoint import say_path
from scraper.resources import resource
from scraper.upstream import RawDocument, RawStore


@dataclass(frozen=True, slots=True)
class Explained:
    """The steps of one resolution, or of what became one of its paragraphs; `place` says which, in words."""

    place: str
    upstream: str
    file: str
    lines: tuple[SourceLine, ...]
    pieces: tuple[Piece, ...]
    clauses: tuple[Clause, ...]
    problems: tuple[Problem, ...]


def explain_place(conn: sqlite3.Connection, store: RawStore, asked: Pinpoint) -> Explained:
    """Read the file again from which a place was built, and keep every step.

    Raises NothingThere where the reference leads nowhere, NotFound where the file is no longer in the raw store.
    """
    place = land(conn, asked)
    document = _find_document(conn, store, place.number)
    steps = next(step for step in _read_again(document, store, place.number) if _number(step) == place.number)
    name = f"Resolution {place.number} ({place.year})"
    if place.path:
        name += f", {say_path(place.path)}"
    parsed, within = steps.parsed, _within(steps, place.path)
    clauses = tuple(c for c in parsed.resolution.clauses if f"{c.path}/".startswith(f"{place.path}/") or not place.path)
    return Explained(
        name,
        document.upstream,
        document.name,
        tuple(line for line in steps.lines if within(line.words)),
        tuple(piece for piece in steps.pieces if within(piece.text)),
        clauses,
        tuple(p for p in parsed.problems if not place.path or f"{p.path}/".startswith(f"{place.path}/")),
    )


def _number(steps: Steps) -> int:
    return steps.parsed.resolution.facts.symbol.number


def _find_document(conn: sqlite3.Connection, store: RawStore, number: int) -> RawDocument:
    row = conn.execute(
        "SELECT upstream, sha256 FROM sources WHERE document = ? AND gives = 'text'", (number,)
    ).fetchone()
    found = (document for document in store.documents(row[0]) if document.sha256 == row[1]) if row else iter(())
    document = next(found, None)
    if document is None:
        raise NotFound(f"The file from which resolution {number} was read is no longer in {store.root}.")
    return document


def _read_again(document: RawDocument, store: RawStore, number: int) -> list[Steps]:
    data = document.read()
    corrections = read_overrides(resource("overrides")).get(number, ())
    if corrections and document.upstream != "ods":
        data = correct(data.decode("utf-8"), document.upstream, corrections)[0].encode()
    if document.upstream == "unxml":
        return explain(data, "xml")
    return explain(data, "text", known_words(store))


def _within(steps: Steps, path: str) -> Callable[[str], bool]:
    """Whether words became part of the clauses at and below a path; all did where that is "" (the resolution)."""
    if not path:
        return lambda words: True
    clauses = (c for c in steps.parsed.resolution.clauses if f"{c.path}/".startswith(f"{path}/"))
    text = _squeeze("".join(f"{c.heading}{c.label}{c.text}" for c in clauses))
    return lambda words: any(map(str.isalnum, words)) and _squeeze(words) in text


def _squeeze(words: str) -> str:
    return "".join(words.split())
