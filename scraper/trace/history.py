"""The history of a run of words: where it was used first and last, how often, and in which other wordings.

"First" is always the first in a resolution that is held here: statements by the President, which often had words before
a resolution did, are not.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from scraper.database import landing
from scraper.database.wordings import count_wordings
from scraper.models import Pinpoint
from scraper.sources import BY_NAME
from scraper.trace.changes import Rewording
from scraper.trace.uses import BadQuestion, Use, find_across, find_uses, keep
from scraper.trace.variants import Variant, find_near_copies, nearest_earlier, read_variants
from scraper.wording import fold

Within = Literal["pp", "op", "annex", "all"]

FEWEST, MOST = 2, 2_000
"""A question has so many words: one alone is a matter for the search; no sentence has more."""

ODD = 8
"""A misread word stands in no more wordings than this: `action` for `acting` is another word."""

LONGEST = 40_000
"""Nor does a question have more characters."""

NEAR, NEAR_CLAUSE = 0.6, 0.45
"""How much of the words asked for a near copy must have, in a row; less where a whole clause is asked for."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is traced: words, or with `place` the own words of that clause; in which parts, years and agenda items.

    `agenda` are words of the agenda item.
    """

    text: str
    place: Pinpoint | None = None
    within: Within = "all"
    years: tuple[int | None, int | None] = (None, None)
    agenda: str = ""
    near: float | None = None

    @property
    def folded(self) -> str:
        """Its words as one wording."""
        return fold(self.text)

    @property
    def narrowed(self) -> bool:
        """Whether uses are left out on purpose."""
        return self.within != "all" or self.years != (None, None) or bool(fold(self.agenda))

    @property
    def least(self) -> float:
        """How much of it another wording must have."""
        return self.near or (NEAR_CLAUSE if self.place else NEAR)


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording of what was asked, and its uses, oldest first.

    `text` is printed so where it stands first; `parent` is the place in the list of the nearest earlier wording, None
    for the first; `changes` is what was changed to make it of that one.
    """

    variant: Variant
    uses: tuple[Use, ...]
    parent: int | None
    changes: tuple[Rewording, ...]
    verbatim: bool

    @property
    def text(self) -> str:
        """As printed in its first use."""
        return self.variant.text

    @property
    def resolutions(self) -> int:
        """In how many resolutions it stands."""
        return len({use.symbol for use in self.uses})


@dataclass(frozen=True, slots=True)
class Searched:
    """What was looked through: resolutions in all, those whose text was read from paper, the first and last year."""

    resolutions: int
    from_paper: int
    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class History:
    """All that is told of a run of words; `uses` are the clauses that have it word for word, oldest first.

    `across` are clauses where it begins and goes on in an item below; they are counted where there are no other uses.
    `perhaps` are earlier uses that differ by misread letters only. `complete` is False where there are more wordings.
    """

    question: Question
    uses: tuple[Use, ...]
    across: tuple[Use, ...]
    wordings: tuple[Wording, ...]
    perhaps: tuple[tuple[Use, str], ...]
    held: Searched
    complete: bool = True

    @property
    def counted(self) -> tuple[Use, ...]:
        """The uses that are counted: those within one clause, or, where there are none, those that run across."""
        return self.uses or self.across

    @property
    def first(self) -> Use | None:
        """The first use."""
        return next(iter(self.counted), None)

    @property
    def first_in_body(self) -> Use | None:
        """The first use that is not in an annex."""
        return next((use for use in self.counted if use.in_body), None)

    @property
    def last(self) -> Use | None:
        """The last use."""
        return self.counted[-1] if self.counted else None

    @property
    def same_day(self) -> tuple[Use, ...]:
        """The uses in other resolutions of the day of the first."""
        first = self.first
        return tuple(
            use for use in self.counted if first and use.day == first.day and use.symbol != first.symbol and use.day[4:]
        )

    @property
    def resolutions(self) -> int:
        """In how many resolutions the words stand."""
        return len({use.symbol for use in self.counted})

    @property
    def others(self) -> tuple[Wording, ...]:
        """The wordings that are not word for word what was asked."""
        return tuple(one for one in self.wordings if not one.verbatim)

    @property
    def years(self) -> Mapping[int, int]:
        """How many clauses use the words in each year."""
        return count_years(self.counted)


def count_years(uses: Sequence[Use]) -> dict[int, int]:
    """How many of these uses each year has."""
    return dict(sorted(Counter(use.symbol.year for use in uses).items()))


def trace(conn: sqlite3.Connection, question: Question) -> History:
    """Trace a question. Raises BadQuestion where it has too few words or too many."""
    check(question)
    folded = question.folded
    asked = folded.split()
    words = count_wordings(conn, asked)
    every = find_uses(conn, folded, words)
    uses = _narrow(every, question)
    across: list[Use] = []
    variants: list[Variant] = []
    complete = True
    if len(asked) > FEWEST:
        across = _narrow(find_across(conn, question.text, folded), question)
        verbatim = {use.wording for use in every if use.wording}
        near = find_near_copies(conn, asked, words, question.least, question.place is not None, verbatim)
        narrowed = [(one, _narrow(one.uses, question)) for one in read_variants(conn, near)]
        variants, complete = [one.with_uses(kept) for one, kept in narrowed if kept], near.complete
    own = Variant.of_phrase(asked, uses) if uses else None
    wordings, perhaps = arrange(own, variants, folded)
    odd = count_wordings(conn, [word for _, text in perhaps for word in fold(text).split() if word not in asked]).counts
    perhaps = tuple(one for one in perhaps if all(odd.get(word, 0) <= ODD for word in fold(one[1]).split()))
    return History(question, tuple(uses), tuple(across), wordings, perhaps, _held(conn), complete)


def check(question: Question) -> None:
    """Raise BadQuestion where a question cannot be traced."""
    count = len(question.folded.split()) if len(question.text) <= LONGEST else MOST + 1
    if count > MOST:
        raise BadQuestion(f"A question has at most {MOST:,} words and {LONGEST:,} characters. Trace one sentence.")
    if count < FEWEST:
        raise BadQuestion("Type two words or more: a single word is found with unsc search.")


def _narrow(uses: Iterable[Use], question: Question) -> list[Use]:
    """The uses that are asked for."""
    return keep(uses, question.within, question.years, question.agenda)


def read_years(text: str) -> tuple[int | None, int | None]:
    """The first and the last year of `2004`, `2000..`, `..1990` or `2000..2010`; None where there is none.

    Raises BadQuestion for what is none of these.
    """
    first, dots, last = text.strip().partition("..")
    if not all(part == "" or (part.isascii() and part.isdecimal() and len(part) == 4) for part in (first, last)):
        raise BadQuestion("Years are written 2004, 2000.., ..1990 or 2000..2010.")
    return (int(first) if first else None), (int(last) if last else int(first) if first and not dots else None)


def arrange(
    own: Variant | None, variants: Sequence[Variant], folded: str
) -> tuple[tuple[Wording, ...], tuple[tuple[Use, str], ...]]:
    """Wordings in order of first use, each compared with its nearest earlier one; and those perhaps misread."""
    ordered = sorted([*([own] if own else []), *variants], key=lambda one: one.uses[0].order)
    wordings, perhaps = [], []
    asked = tuple(folded.split())
    for one, parent in zip(ordered, nearest_earlier(ordered), strict=True):
        changes = one.changes_from(ordered[parent]) if parent is not None else ()
        wordings.append(Wording(one, tuple(one.uses), parent, changes, one is own))
        if own and one is not own and one.uses[0].order < own.uses[0].order and _was_misread(one, asked):
            perhaps.append((one.uses[0], one.text))
    return tuple(wordings), tuple(perhaps)


def _was_misread(variant: Variant, asked: tuple[str, ...]) -> bool:
    paper = BY_QUALITY.get(variant.uses[0].quality, True)
    return paper and variant.differs_by_slips(asked)


BY_QUALITY: dict[str, bool] = {source.quality: source.form != "xml" for source in BY_NAME.values() if source.quality}
"""Whether texts of a quality were read from paper."""


def _held(conn: sqlite3.Connection) -> Searched:
    rows = conn.execute("SELECT text_quality, count(*), min(year), max(year) FROM resolutions GROUP BY 1").fetchall()
    paper = sum(count for quality, count, _, _ in rows if BY_QUALITY.get(quality, True))
    first = min((row[2] for row in rows), default=None)
    return Searched(sum(row[1] for row in rows), paper, first, max((row[3] for row in rows), default=None))


def question_of(conn: sqlite3.Connection, place: Pinpoint, **more: object) -> Question:
    """The question that a clause puts: its own words. Raises NothingThere, or BadQuestion where it is no clause."""
    found = landing.land(conn, place)
    if "/" not in found.path:
        raise BadQuestion(
            f"Resolution {found.number} ({found.year}) is many sentences. Name a paragraph: {found.number}/op/1."
        )
    (text,) = conn.execute(
        "SELECT text FROM clauses WHERE document = ? AND path = ?", (found.number, found.path)
    ).fetchone()
    return Question(text, found, **more)  # type: ignore[arg-type]
