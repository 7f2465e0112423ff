"""Reading back on which basis clauses are adopted: Chapter VII of the Charter, where the words say so.

Editorial, with the words as evidence; whether a decision binds does not follow from a formula.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from scraper.database.ids import clause_range


@dataclass(frozen=True, slots=True)
class Basis:
    """Words by which the Council acts under Chapter VII, and what they govern.

    path        the path of the clause that has the words
    start, end  where they stand in its text, or, where its text has none, in its heading
    reach       resolution, onward or paragraph, as in `cite.chapter_vii`
    governs     the paths of the clauses that are adopted under it, in order
    """

    path: str
    start: int
    end: int
    evidence: str
    reach: str
    governs: tuple[str, ...]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The outermost of the clauses governed: those that stand under no other of them."""
        governed = set(self.governs)
        return tuple(path for path in self.governs if path.rpartition("/")[0] not in governed)


def read_bases(conn: sqlite3.Connection, number: int) -> tuple[Basis, ...]:
    """Where a resolution says that the Council acts under Chapter VII, in order; () where it does not."""
    rows = conn.execute(
        'SELECT w.path, b.start, b."end", b.evidence, b.reach, c.path FROM bases AS b'
        " JOIN clauses AS c ON c.id = b.clause JOIN clauses AS w ON w.id = b.stands_in"
        " WHERE b.clause BETWEEN ? AND ? ORDER BY b.stands_in, b.start, b.clause",
        clause_range(number),
    )
    found: dict[tuple[str, int, int, str, str], list[str]] = {}
    for *words, governed in rows:
        found.setdefault((words[0], words[1], words[2], words[3], words[4]), []).append(governed)
    return tuple(Basis(*words, governs=tuple(paths)) for words, paths in found.items())


def basis_of(bases: tuple[Basis, ...], path: str) -> Basis | None:
    """The basis of one clause among those of its resolution."""
    return next((basis for basis in bases if path in basis.governs), None)
