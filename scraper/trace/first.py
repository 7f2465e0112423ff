"""The first use of words, and of a clause in how many wordings it stands, for who does not ask for a whole history."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from scraper.database.wordings import count_wordings
from scraper.trace.history import FEWEST, NEAR_CLAUSE, Question, check
from scraper.trace.uses import BadQuestion, Use, find_across, find_uses
from scraper.trace.variants import MOST_VARIANTS, find_near_copies


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
        uses = find_uses(conn, question.folded, count_wordings(conn, question.folded.split()))
    except BadQuestion:
        return None
    if not uses and len(question.folded.split()) > FEWEST:
        uses = find_across(conn, text, question.folded)
    return FirstUse(uses[0], len(uses), len({use.symbol for use in uses})) if uses else None


@dataclass(frozen=True, slots=True)
class WordOrigin:
    """Of the words of a clause: the first use, in how many clauses they stand, and how many other wordings there are.

    `complete` is False where there are more wordings than are counted.
    """

    use: Use
    clauses: int
    others: int
    complete: bool


def find_origin(conn: sqlite3.Connection, text: str) -> WordOrigin | None:
    """What `history.trace` tells of a clause with this text, in numbers; None where it cannot be traced."""
    question = Question(text)
    asked = question.folded.split()
    try:
        check(question)
        words = count_wordings(conn, asked)
        uses = find_uses(conn, question.folded, words)
    except BadQuestion:
        return None
    if not uses or len(asked) <= FEWEST:
        return None
    near = find_near_copies(conn, asked, words, NEAR_CLAUSE, True, {use.wording for use in uses if use.wording})
    return WordOrigin(uses[0], len(uses), min(len(near.groups), MOST_VARIANTS), near.complete)
