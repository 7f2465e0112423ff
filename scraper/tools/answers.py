"""The answers of the tools: functions of an open database, no longer than a model needs to go on."""

from __future__ import annotations

import sqlite3
from typing import Any

from scraper import search
from scraper.check import check_document
from scraper.cite import styles
from scraper.cite.find import read_references
from scraper.cite.reference import read_reference
from scraper.database import landing, resolutions, threads
from scraper.models import Pinpoint
from scraper.pinpoint import address
from scraper.render import citations, life
from scraper.render import trace as tracing
from scraper.trace.history import Question, trace

Json = dict[str, Any]

MOST = 20
"""So many results, uses or acts stand in one answer; what there is in all is told beside them."""

LONGEST_TEXT = 200_000
"""So many characters of a document are checked at once."""


def search_paragraphs(conn: sqlite3.Connection, site: str, query: str, page: int = 1) -> Json:
    """Ten paragraphs that a query finds, each with its place, address and the part of its words that matters."""
    found = search.search(conn, query, page=max(1, min(page, 1_000)), size=10)
    results = [
        {"symbol": one.symbol, "path": one.path, "adopted": one.adopted, "words": one.snippet, "url": site + one.url}
        for one in found.results
    ]
    return {"read_as": found.read_as, "total": found.total, "page": found.page, "pages": found.pages,
            "results": results, "did_you_mean": list(found.did_you_mean)}  # fmt: skip


def resolve_reference(conn: sqlite3.Connection, site: str, reference: str) -> Json:
    """The one place that a reference names. Raises UnscError where it names none, or nothing is there."""
    place = landing.land(conn, read_reference(reference))
    symbol = f"S/RES/{place.number} ({place.year})"
    return {"symbol": symbol, "path": place.path, "url": site + address(place)}


def get_paragraph(conn: sqlite3.Connection, site: str, reference: str) -> Json:
    """The words at a reference; of a whole resolution its title and paragraphs by path. Raises as above."""
    found = resolutions.read(conn, landing.land(conn, read_reference(reference)))
    facts = {"symbol": str(found.record.symbol), "adopted": found.record.facts.adopted,
             "url": site + address(found.pinpoint), "text_quality": found.record.quality}  # fmt: skip
    if isinstance(found, resolutions.Place):
        return {**facts, "path": found.clause.path, "text": found.full_text}
    paths = [one.path for one in found.clauses if not one.parent]
    return {**facts, "title": found.record.facts.title, "paragraphs": paths}


def cite(conn: sqlite3.Connection, site: str, reference: str, style: str = "un") -> Json:
    """The citation of one or several places of a resolution. Raises UnknownStyle, and as above."""
    asked, name = read_references(reference), styles.read_style(style).name
    places = [Pinpoint(asked.number, asked.year, path) for path in asked.paths or ("",)]
    found = [resolutions.find(conn, place) for place in places]
    return {"style": name, "citation": styles.cite_as(citations.cited_together(found, site), name)[name]}


def check_text(conn: sqlite3.Connection, site: str, text: str) -> Json:
    """What is wrong with the citations and quotations of a text, and how many there are of each kind."""
    report = check_document(text[:LONGEST_TEXT], conn, site=site, seconds=8)
    wrong = [{"cited": one.raw, "status": one.status, "note": one.note} for one in report.citations if one.note]
    quoted = [
        {"quote": one.quote[:300], "verdict": one.verdict, "symbol": one.symbol, "path": one.path, "url": one.url,
         "printed": one.printed[:600] if one.verdict != "verbatim" else ""}
        for one in report.quotations
    ]  # fmt: skip
    return {"totals": dict(report.totals), "citations": wrong[:MOST], "quotations": quoted[:MOST]}


def trace_wording(conn: sqlite3.Connection, site: str, words: str) -> Json:
    """The first use of words, how often they are used since, and the nearest other wordings."""
    told = tracing.to_json(trace(conn, Question(words)), site)
    kept = ("first", "last", "clauses", "resolutions", "coverage")
    others = [{"text": one["text"], "count": one["count"], "first": one["first"]} for one in told["wordings"]]
    return {**{name: told[name] for name in kept}, "wordings": others[:MOST]}


def mandate(conn: sqlite3.Connection, site: str, name: str) -> Json:
    """How a mandate or measure stands, until when, and its last acts. Raises NothingThere where none is so named."""
    told = life.thread_json(threads.read_thread(conn, threads.find_slug(conn, name)), site)
    acts = ("symbol", "path", "act", "adopted", "until", "evidence", "url")
    kept = ("name", "kind", "state", "until", "said", "note", "url")
    last = [{key: one[key] for key in acts} for one in told["events"][-MOST:]]
    return {**{key: told[key] for key in kept}, "acts": len(told["events"]), "last_acts": last}
