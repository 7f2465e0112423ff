"""From what clauses say of other texts to rows: which resolution and which clause each citation lands on.

Finding needs one resolution alone and is done where it is read; landing needs them all and is done once, at the end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from scraper.cite.chapter_vii import chapter_vii, is_misprint, mentions
from scraper.cite.document_dates import read_document_day
from scraper.cite.find import Citation, find_citations
from scraper.cite.relation import reference_kind
from scraper.cite.resolve import Landing, resolve
from scraper.database.ids import FIRST_OTHER, clause_id, position_of
from scraper.database.rows import BasisRow, CitationRow, DocumentRow, Rows
from scraper.models import Clause, DocumentKind, Pinpoint, Problem, Symbol
from scraper.pinpoint import InMemory, Shelf, say_path


class Meant(NamedTuple):
    """How a citation is meant, with the words that show it, and until when; all "" and None where that is not told."""

    relation: str
    evidence: str
    until: str | None


class CitingClause(NamedTuple):
    """A clause that cites: its id, where it stands, its citations in order, and how each of them is meant.

    `days` has the ISO days that its words give to documents, with their symbols.
    """

    clause: int
    place: Pinpoint
    citations: tuple[Citation, ...]
    meant: tuple[Meant, ...]
    days: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Places:
    """Every place of the corpus: by number the paths with their clauses' ids, and the years; other documents' ids."""

    ids: dict[int, dict[str, int]] = field(default_factory=dict)
    years: dict[int, int] = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)

    def add(self, rows: Rows) -> None:
        """Take in the places of resolutions from their rows."""
        for resolution in rows.resolutions:
            self.years[resolution.number] = resolution.year
        for clause in rows.clauses:
            self.ids.setdefault(clause.document, {})[clause.path] = clause.id


def find(symbol: Symbol, clauses: Sequence[Clause]) -> list[CitingClause]:
    """The clauses of a resolution that cite something."""
    by_path = {clause.path: clause for clause in clauses}
    found = []
    for i, clause in enumerate(clauses):
        if citations := tuple(find_citations(clause.text)):
            above = _texts_above(clause, by_path)
            meant = tuple(_relate(clause, citation, above) for citation in citations)
            place = Pinpoint(symbol.number, symbol.year, clause.path)
            days = ((citation.symbol, read_document_day(clause.text, citation)) for citation in citations)
            dated = tuple((cited, day) for cited, day in days if day)
            found.append(CitingClause(clause_id(symbol.number, i), place, citations, meant, dated))
    return found


def _texts_above(clause: Clause, by_path: Mapping[str, Clause]) -> list[str]:
    """The texts of the clauses it stands under, the nearest first."""
    above = []
    while clause.parent:
        clause = by_path[clause.parent]
        above.append(clause.text)
    return above


def _relate(clause: Clause, citation: Citation, above: Sequence[str]) -> Meant:
    """How a clause refers to another resolution; to itself and to other documents it refers in no special way."""
    if citation.kind not in ("resolution", "that"):
        return Meant("", "", None)
    referring = reference_kind(clause.text, citation.start, citation.end, above)
    return Meant(referring.kind, referring.evidence, referring.until)


def basis_rows(symbol: Symbol, clauses: Sequence[Clause]) -> list[BasisRow]:
    """Rows for the table `bases`: the clauses that are adopted under Chapter VII, and the words that say so."""
    ids = {clause.path: clause_id(symbol.number, i) for i, clause in enumerate(clauses)}
    return [
        BasisRow(ids[path], ids[basis.where], basis.start, basis.end, basis.evidence, basis.reach)
        for path, basis in chapter_vii(clauses).items()
    ]


def compare_flag(flag: bool | None, clauses: Sequence[Clause], bases: Sequence[BasisRow]) -> list[Problem]:
    """A problem where the UN's record and the words, of which `bases` are the rows, differ on Chapter VII.

    None where there is no record. 1386 (2001) acts "for these reasons" under it, and is not marked; 2743 (2024) is
    marked, and only tells that an earlier one did.
    """
    if flag is None or flag == bool(bases):
        return []
    if bases:
        where = clauses[position_of(bases[0].stands_in)].path
        record, words = "does not mark", f"the words do say so: “{bases[0].evidence}” ({say_path(where)})"
    else:
        named = next(iter(mentions(clauses).items()), None)
        only = f". They name it in “{named[1]}” ({say_path(named[0])})" if named else ""
        record, words = "marks", f"no words of it say that the Council acts under it{only}"
    return [Problem("chapter-vii-differs", f"The UN’s record {record} this as adopted under Chapter VII; {words}")]


def tell_misprints(clauses: Sequence[Clause], bases: Sequence[BasisRow]) -> list[Problem]:
    """A problem for each place whose words are read as Chapter VII though they are printed otherwise (847 (1993))."""
    told = {basis.stands_in: basis.evidence for basis in bases if is_misprint(basis.evidence)}
    return [
        Problem("chapter-misprinted", f"“{evidence}” is read as Chapter VII", clauses[position_of(where)].path)
        for where, evidence in told.items()
    ]


KINDS: Mapping[str, DocumentKind] = {"statement": "statement", "assembly": "assembly", "document": "other"}
"""The kinds of citations of other documents than resolutions of the Council, and of what kind these are."""


def citation_rows(citing: Sequence[CitingClause], places: Places, first: int = FIRST_OTHER) -> Rows:
    """Rows for every citation and for the documents that are only cited, whose ids are `first` and those after it.

    A draft that was voted on and is cited too is among `places.documents` already.
    """
    documents = _document_rows(citing, places.documents, first)
    places.documents.update({document.symbol: document.id for document in documents})
    return Rows(documents=documents, citations=list(resolve_all(citing, places)))


def _document_rows(citing: Iterable[CitingClause], known: Mapping[str, int], first: int) -> list[DocumentRow]:
    """The documents that are only cited, in order of their symbols; a day is one's where none says another."""
    cited: dict[str, DocumentKind] = {}
    days: dict[str, set[str]] = defaultdict(set)
    for one in citing:
        for citation in one.citations:
            if citation.symbol and citation.kind in KINDS:
                cited.setdefault(citation.symbol, KINDS[citation.kind])
        for symbol, day in one.days:
            days[symbol].add(day)
    new = sorted(symbol for symbol in cited if symbol not in known)
    dates = ["".join(days[symbol]) if len(days[symbol]) == 1 else "" for symbol in new]
    return [
        DocumentRow(id_, cited[symbol], symbol, date, "", False)
        for id_, (symbol, date) in enumerate(zip(new, dates, strict=True), first)
    ]


def resolve_all(citing: Iterable[CitingClause], places: Places) -> Iterator[CitationRow]:
    """Rows for the table `citations`: one for each place that is cited, landed or not."""
    holding = InMemory({number: Shelf(places.years[number], paths) for number, paths in places.ids.items()})
    for one in citing:
        meant = dict(zip(one.citations, one.meant, strict=True))
        for landing in resolve(one.citations, holding, one.place):
            yield _citation_row(one.clause, landing, places, meant[landing.citation])


def _citation_row(clause: int, landing: Landing, places: Places, meant: Meant) -> CitationRow:
    cited, target = landing.citation, landing.target
    symbol = _symbol(cited)
    return CitationRow(
        clause, landing.start, landing.end, cited.raw, cited.kind, symbol,
        document=target.number if target else places.documents.get(symbol),
        target=target.number if target else None,
        target_clause=places.ids[target.number].get(target.path) if target and target.path else None,
        status=landing.status, reason=landing.reason,
        relation=meant.relation, evidence=meant.evidence, until=meant.until,
    )  # fmt: skip


def _symbol(cited: Citation) -> str:
    """The symbol of what is cited; "" where the words name no document."""
    if cited.symbol or not cited.number:
        return cited.symbol
    return f"S/RES/{cited.number} ({cited.year})" if cited.year else f"S/RES/{cited.number}"
