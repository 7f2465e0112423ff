"""Resolutions and clauses as plain data for JSON; every address is put behind a base, such as `https://example.org`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from scraper.database.chapter_vii import Basis
from scraper.database.coverage import Coverage
from scraper.database.documents import CitedDocument
from scraper.database.references import Citing, Reference
from scraper.database.relations import Referral
from scraper.database.resolutions import Document, Place, Record, full_texts
from scraper.models import Change, Clause, DocumentSymbol, Pinpoint, Source, Symbol
from scraper.pinpoint import address, address_of, document_address, official_address, official_document
from scraper.pinpoint.paths import is_within

Json = dict[str, Any]


def document_json(document: Document, base: str = "") -> Json:
    """The masthead's facts of a resolution and its `clauses`, each with everything below it."""
    symbol = document.record.symbol
    texts = full_texts(document.clauses)
    clauses = [clause_json(symbol, c, text, base) for c, text in zip(document.clauses, texts, strict=True)]
    return {
        **record_json(document.record, base),
        "url": base + address(document.pinpoint),
        "chapter_vii_bases": [{**basis_json(basis), "paragraphs": list(basis.paragraphs)} for basis in document.bases],
        "clauses": clauses,
    }


def place_json(place: Place, base: str = "") -> Json:
    """`symbol`, `path`, `label`, `text`, `full_text`, `url` and what else is known of the clause."""
    symbol, path = place.record.symbol, place.clause.path
    return {
        **clause_json(symbol, place.clause, place.full_text, base),
        "adopted": place.record.facts.adopted,
        "text_quality": place.record.quality,
        "official": official_address(symbol),
        "chapter_vii_basis": basis_json(place.basis) if place.basis else None,
        "below": [c.path for c in place.below],
        "cites": [_cited_json(one, base) for one in place.cites],
        "cited_by": [{**_target_json(c.symbol, c.path, base), **_relation_json(c)} for c in place.cited_by],
        "changes": [change_json(one) for one in place.record.changes if is_within(one.path, path)],
        "sources": [source_json(gives, source) for gives, source in place.record.sources],
    }


def cited_json(document: CitedDocument, base: str = "") -> Json:
    """A document that is only cited here: its symbol, the votes on it, and the paragraphs that refer to it."""
    return {
        "symbol": document.symbol.text,
        "kind": document.symbol.kind,
        "url": base + document_address(document.symbol.text),
        "official": official_document(document.symbol.text),
        "date": document.date or None,
        "resolutions": document.resolutions,
        "votes": [
            {
                "date": draft.date,
                "written": draft.written,
                "title": draft.title,
                "outcome": draft.outcome,
                "votes_for": draft.votes_for,
                "votes_against": draft.votes_against,
                "abstentions": draft.abstentions,
                "vetoes": draft.vetoes,
                "votes": {vote.member: vote.vote for vote in draft.votes},
            }
            for draft in document.drafts
        ],
        "cited_by": [
            {
                "symbol": str(one.symbol),
                "path": one.path,
                "text": one.text,
                "url": base + address_of(one.symbol, one.path),
            }
            for one in document.citing
        ],
    }


def found_json(found: Document | Place, base: str = "") -> Json:
    """A resolution, a part of one or a clause, as `show` gives it."""
    return document_json(found, base) if isinstance(found, Document) else place_json(found, base)


def _cited_json(one: Reference, base: str) -> Json:
    words = {"path": one.clause, "start": one.start, "end": one.end, "raw": one.raw}
    return {**words, **_target_json(one.symbol, one.path, base), **_relation_json(one)}


def clause_json(symbol: Symbol, clause: Clause, full_text: str, base: str) -> Json:
    """A clause as `show` gives it."""
    place = Pinpoint(symbol.number, symbol.year, clause.path)
    return {
        "symbol": str(symbol),
        "path": clause.path,
        "label": clause.label,
        "text": clause.text,
        "full_text": full_text,
        "url": base + address(place),
        "part": clause.part,
        "kind": clause.kind,
        "parent": clause.parent or None,
        "heading": clause.heading,
        "verb": clause.verb,
        "footnotes": [{"position": m.start, "text": m.value} for m in clause.marks if m.kind == "footnote"],
    }


def record_json(record: Record, base: str) -> Json:
    """The masthead's facts."""
    facts = record.facts
    return {
        "number": facts.symbol.number,
        "symbol": str(facts.symbol),
        "year": facts.symbol.year,
        "adopted": facts.adopted,
        "title": facts.title,
        "short_title": record.short_title,
        "agenda": facts.agenda,
        "meeting": facts.meeting,
        "draft": facts.draft,
        "adoption": facts.adoption,
        "votes_for": facts.votes_for,
        "votes_against": facts.votes_against,
        "abstentions": facts.abstentions,
        "votes": {vote.member: vote.vote for vote in facts.votes},
        "chapter_vii": facts.chapter_vii,
        "subjects": [{"name": s.name, "scheme": s.scheme} for s in facts.subjects],
        "sponsors": list(facts.sponsors),
        "text_quality": record.quality,
        "opening": record.opening,
        "official": official_address(facts.symbol),
        "sources": [source_json(gives, source) for gives, source in record.sources],
        "problems": [{"code": p.code, "message": p.message, "path": p.path} for p in record.problems],
        "changes": [change_json(change) for change in record.changes],
        "previous": base + _whole(record.previous) if record.previous else None,
        "next": base + _whole(record.following) if record.following else None,
    }


def _whole(symbol: Symbol) -> str:
    return address(Pinpoint(symbol.number, symbol.year))


def _target_json(symbol: Symbol | DocumentSymbol, path: str, base: str) -> Json:
    return {"symbol": str(symbol), "target": path, "url": base + address_of(symbol, path)}


def _relation_json(one: Reference | Citing) -> Json:
    """How a citation is meant; nothing where that is not told, as of a paragraph of the same resolution."""
    return {"relation": one.relation, "evidence": one.evidence, "until": one.until} if one.relation else {}


def source_json(gives: str, source: Source) -> Json:
    """Where something was taken from, and what."""
    return {
        "gives": gives,
        "upstream": source.upstream,
        "url": source.url,
        "sha256": source.sha256,
        "retrieved": source.retrieved,
    }


def basis_json(basis: Basis) -> Json:
    """The words by which the Council acts under Chapter VII, where they stand, and how far they reach."""
    return {
        "evidence": basis.evidence,
        "path": basis.path,
        "start": basis.start,
        "end": basis.end,
        "reach": basis.reach,
    }


def referral_json(one: Referral, base: str, citing: Symbol | None = None) -> Json:
    """How one resolution refers to another; `citing` is the one the words stand in, where that is not `one.symbol`."""
    here = citing or one.symbol
    return {
        "relation": one.relation,
        "symbol": str(one.symbol),
        "adopted": one.adopted,
        "path": one.path,
        "target": one.target,
        "evidence": one.evidence,
        "until": one.until,
        "clauses": one.clauses,
        "url": base + address(Pinpoint(here.number, here.year, one.path)),
    }


def change_json(change: Change) -> Json:
    """A change of a source's file, without the number of the resolution, which stands beside it."""
    return {name: value for name, value in asdict(change).items() if name != "number"}


def coverage_json(coverage: Coverage) -> Json:
    """What the collection holds, as `unsc status` gives it."""
    return {
        "built": coverage.built,
        "program": coverage.program,
        "specimens": coverage.specimens,
        "resolutions": coverage.resolutions,
        "clauses": coverage.clauses,
        "first": str(coverage.first) if coverage.first else None,
        "newest": str(coverage.newest) if coverage.newest else None,
        "newest_adopted": coverage.newest_adopted,
        "years": {str(year): count for year, count in coverage.years},
        "text_quality": dict(coverage.qualities),
        "sources": [{"upstream": u, "gives": g, "resolutions": n} for u, g, n in coverage.upstreams],
        "missing": list(coverage.missing),
        "reasons": {str(one.number): one.reason for one in coverage.absent},
        "problems": {kind.code: kind.count for kind in coverage.problems},
        "changed": coverage.changed,
        "changes": [{"symbol": str(symbol), **change_json(change)} for symbol, change in coverage.changes],
        "not_taken": [
            {"symbol": str(symbol) if symbol else None, "message": problem.message}
            for kind in coverage.problems
            if kind.code in ("version-refused", "rows-gone")
            for symbol, problem in kind.examples
        ],
    }
