"""The first use of words alone, for who does not ask for their whole history."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from scraper.trace.history import FEWEST, Question, check
from scraper.trace.uses import BadQuestion, Use, find_across, find_verbatim, uses_of


@dataclass(frozen=True, slots=True)
class FirstUse:
    """Where words stand first, and in how many clauses and resolutions they stand in all."""

    use: Use
    clauses: int
    resolutions: int


def find_first_use(conn: sqlite3.Connection, text: str) -> FirstUse | None:
    """The first clause that has these words in a row, or in which they begin and go on in an item below.

    Words are compared folded, so that case, punctuation and hyphens do not matter. None where no resolution has them,
    and for what is no phrase of anybody: one word, words that stand nearly everywhere, more than a sentence.
    """
    question = Question(text)
    try:
        check(question)
        uses = uses_of(conn, find_verbatim(conn, question.folded))
    except BadQuestion:
        return None
    if not uses and len(question.folded.split()) > FEWEST:
        uses = find_across(conn, text, question.folded)
    return FirstUse(uses[0], len(uses), len({use.symbol for use in uses})) if uses else None
