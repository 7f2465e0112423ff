"""From what clauses say of other texts to rows: which resolution and which clause each citation lands on.

Finding needs one resolution alone and is done where it is read; landing needs them all and is done once, at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from scraper.cite.chapter_vii import chapter_vii, mentions
from scraper.cite.find import Citation, Spot, find_citations
from scraper.cite.relation import reference_kind
from scraper.cite.resolve import Landing, resolve
from scraper.database.ids import clause_id, position_of
from scraper.database.write import Rows
from scraper.models import Clause, Pinpoint, Problem, Symbol
from scraper.pinpoint import InMemory, Shelf, say_path


class CitingClause(NamedTuple):
    """A clause that cites, and what: its id and path, its citations in order, and how each is meant.

    Plain tuples throughout, for there are tens of thousands that come from other processes.
    """

    clause: int
    place: tuple[int, int | None, str]
    citations: tuple[tuple[object, ...], ...]
    relations: tuple[tuple[str, str, str | None], ...]


@dataclass(frozen=True, slots=True)
class Places:
    """Every place of the corpus: by number the paths with their clauses' ids, and the years."""

    ids: dict[int, dict[str, int]] = field(default_factory=dict)
    years: dict[int, int] = field(default_factory=dict)

    def add(self, rows: Rows) -> None:
        """Take in the places of resolutions from their rows."""
        for number, _, year, *_ in rows.get("resolutions", ()):
            self.years[int(str(number))] = int(str(year))
        for id_, number, _, path, *_ in rows.get("clauses", ()):
            self.ids.setdefault(int(str(number)), {})[str(path)] = int(str(id_))


def find(symbol: Symbol, clauses: Sequence[Clause]) -> list[CitingClause]:
    """The clauses of a resolution that cite something."""
    texts = {clause.path: clause for clause in clauses}
    found = []
    for i, clause in enumerate(clauses):
        if citations := find_citations(clause.text):
            above = _texts_above(clause, texts)
            relations = tuple(_relate(clause, citation, above) for citation in citations)
            place = (symbol.number, symbol.year, clause.path)
            found.append(CitingClause(clause_id(symbol.number, i), place, tuple(map(_pack, citations)), relations))
    return found


def _texts_above(clause: Clause, by_path: Mapping[str, Clause]) -> list[str]:
    """The texts of the clauses it stands under, the nearest first."""
    above = []
    while clause.parent:
        clause = by_path[clause.parent]
        above.append(clause.text)
    return above


def _relate(clause: Clause, citation: Citation, above: Sequence[str]) -> tuple[str, str, str | None]:
    """How a clause refers to another resolution; to itself and to other documents it refers in no special way."""
    if citation.kind not in ("resolution", "that"):
        return ("", "", None)
    referring = reference_kind(clause.text, citation.start, citation.end, above)
    return (referring.kind, referring.evidence, referring.until)


def _pack(citation: Citation) -> tuple[object, ...]:
    c = citation
    spots = tuple((spot.path, spot.start, spot.end) for spot in c.spots)
    return (c.kind, c.start, c.end, c.raw, c.number, c.year, c.symbol, spots)


def _unpack(fields: tuple[Any, ...]) -> Citation:
    kind, start, end, raw, number, year, symbol, spots = fields
    return Citation(kind, start, end, raw, number, year, symbol, tuple(Spot(*spot) for spot in spots))


def basis_rows(symbol: Symbol, clauses: Sequence[Clause]) -> list[tuple[object, ...]]:
    """Rows for the table `bases`: the clauses that are adopted under Chapter VII, and the words that say so."""
    ids = {clause.path: clause_id(symbol.number, i) for i, clause in enumerate(clauses)}
    return [
        (ids[path], ids[basis.where], basis.start, basis.end, basis.evidence, basis.reach)
        for path, basis in chapter_vii(clauses).items()
    ]


def compare_flag(flag: bool | None, clauses: Sequence[Clause], bases: Sequence[tuple[object, ...]]) -> list[Problem]:
    """A problem where the UN's record and the words, of which `bases` are the rows, differ on Chapter VII.

    None where there is no record. 1386 (2001) acts "for these reasons" under it, and is not marked; 2743 (2024) is
    marked, and only tells that an earlier one did.
    """
    if flag is None or flag == bool(bases):
        return []
    if bases:
        _, stands_in, _, _, evidence, _ = bases[0]
        where = clauses[position_of(int(str(stands_in)))].path
        record, words = "does not mark", f"the words do say so: “{evidence}” ({say_path(where)})"
    else:
        named = next(iter(mentions(clauses).items()), None)
        only = f". They name it in “{named[1]}” ({say_path(named[0])})" if named else ""
        record, words = "marks", f"no words of it say that the Council acts under it{only}"
    return [Problem("chapter-vii-differs", f"The UN’s record {record} this as adopted under Chapter VII; {words}")]


def resolve_all(citing: Iterable[CitingClause], places: Places) -> Iterator[tuple[object, ...]]:
    """Rows for the table `citations`: one for each place that is cited, landed or not."""
    holding = InMemory({number: Shelf(places.years[number], paths) for number, paths in places.ids.items()})
    for one in citing:
        citations = tuple(map(_unpack, one.citations))
        relations = dict(zip(map(id, citations), one.relations, strict=True))
        for landing in resolve(citations, holding, Pinpoint(*one.place)):
            yield (*_row(one.clause, landing, places), *relations[id(landing.citation)])


def _row(clause: int, landing: Landing, places: Places) -> tuple[object, ...]:
    cited, target = landing.citation, landing.target
    number = target.number if target else None
    target_clause = places.ids[target.number].get(target.path) if target and target.path else None
    symbol = cited.symbol or (_written_symbol(cited) if cited.number else "")
    return (clause, landing.start, landing.end, cited.raw, cited.kind, symbol, number, target_clause,
            landing.status, landing.reason)  # fmt: skip


def _written_symbol(cited: Citation) -> str:
    return f"S/RES/{cited.number} ({cited.year})" if cited.year else f"S/RES/{cited.number}"
