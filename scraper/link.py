"""From what clauses say of other texts to rows: which resolution and which clause each citation lands on.

Finding needs one resolution alone and is done where it is read; landing needs them all and is done once, at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from scraper.cite.force import chapter_vii
from scraper.cite.grammar import Citation, find_citations
from scraper.cite.kinds import Referring, reference_kind
from scraper.cite.resolve import Landing, ResolutionIndex, resolve
from scraper.db import CLAUSES_PER_RESOLUTION, Rows
from scraper.models import Clause, Pinpoint, Symbol


@dataclass(frozen=True, slots=True)
class Speaking:
    """A clause that cites, and what: the clause's id and place, its citations in order, and how each is meant."""

    clause: int
    place: Pinpoint
    citations: tuple[Citation, ...]
    referring: tuple[Referring | None, ...]


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


def find(symbol: Symbol, clauses: Sequence[Clause]) -> list[Speaking]:
    """The clauses of a resolution that cite something."""
    first = symbol.number * CLAUSES_PER_RESOLUTION + 1
    texts = {clause.path: clause for clause in clauses}
    found = []
    for i, clause in enumerate(clauses):
        if citations := find_citations(clause.text):
            above = _texts_above(clause, texts)
            referring = tuple(_refer(clause, citation, above) for citation in citations)
            place = Pinpoint(symbol.number, symbol.year, clause.path)
            found.append(Speaking(first + i, place, tuple(citations), referring))
    return found


def _texts_above(clause: Clause, by_path: Mapping[str, Clause]) -> list[str]:
    """The texts of the clauses it stands under, the nearest first."""
    above = []
    while clause.parent:
        clause = by_path[clause.parent]
        above.append(clause.text)
    return above


def _refer(clause: Clause, citation: Citation, above: Sequence[str]) -> Referring | None:
    """How a clause refers to another resolution; to itself and to other documents it refers in no special way."""
    if citation.kind not in ("resolution", "that"):
        return None
    return reference_kind(clause.text, citation.start, citation.end, above)


def basis_rows(symbol: Symbol, clauses: Sequence[Clause]) -> list[tuple[object, ...]]:
    """Rows for the table `bases`: the clauses that are adopted under Chapter VII, and the words that say so."""
    first = symbol.number * CLAUSES_PER_RESOLUTION + 1
    ids = {clause.path: first + i for i, clause in enumerate(clauses)}
    return [
        (ids[path], ids[basis.where], basis.start, basis.end, basis.evidence, basis.reach)
        for path, basis in chapter_vii(clauses).items()
    ]


def land(speaking: Iterable[Speaking], places: Places) -> Iterator[tuple[object, ...]]:
    """Rows for the table `citations`: one for each place that is cited, landed or not."""
    index = {number: ResolutionIndex.of(places.years[number], paths) for number, paths in places.ids.items()}
    for one in speaking:
        meant = dict(zip(map(id, one.citations), one.referring, strict=True))
        for landing in resolve(one.citations, index, one.place):
            yield (*_row(one.clause, landing, places), *_relation(meant[id(landing.citation)]))


def _relation(referring: Referring | None) -> tuple[object, ...]:
    return (referring.kind, referring.evidence, referring.until) if referring else ("", "", None)


def _row(clause: int, landing: Landing, places: Places) -> tuple[object, ...]:
    cited, target = landing.citation, landing.target
    number = target.number if target else None
    target_clause = places.ids[target.number].get(target.path) if target and target.path else None
    symbol = cited.symbol or (_written_symbol(cited) if cited.number else "")
    return (clause, landing.start, landing.end, cited.raw, cited.kind, symbol, number, target_clause,
            landing.status, landing.reason)  # fmt: skip


def _written_symbol(cited: Citation) -> str:
    return f"S/RES/{cited.number} ({cited.year})" if cited.year else f"S/RES/{cited.number}"
