"""How clauses are numbered: the id of a clause says in which document it stands, and where. It never changes.

The same numbers are those of the units of search, each being that of the clause at its top.
"""

from __future__ import annotations

FIRST_OTHER = 1_000_000
"""A resolution's id as a document is its number; the ids of other documents begin here."""

CLAUSES_PER_DOCUMENT = 10_000
"""No document has more: the longest resolution has some 1,200 clauses."""


def clause_id(document: int, position: int) -> int:
    """The id of the clause at a position (from 0) of a document; a resolution's document id is its number.

    >>> clause_id(2249, 0)
    22490001
    """
    return document * CLAUSES_PER_DOCUMENT + position + 1


def document_of(clause: int) -> int:
    """The document that a clause stands in.

    >>> document_of(22490001), document_of(22500000)
    (2249, 2249)
    """
    return (clause - 1) // CLAUSES_PER_DOCUMENT


def position_of(clause: int) -> int:
    """At which position of its document a clause stands, from 0.

    >>> position_of(22490001)
    0
    """
    return (clause - 1) % CLAUSES_PER_DOCUMENT


def clause_range(document: int) -> tuple[int, int]:
    """The first and the last id that a clause of a document can have.

    >>> clause_range(2249)
    (22490001, 22500000)
    """
    return clause_id(document, 0), clause_id(document + 1, -1)
