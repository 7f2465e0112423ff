"""What differs between two wordings: words out and words in, and whether that is routine or changes what is said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from scraper.dates import WRITTEN
from scraper.query.spelling import one_key

Kind = Literal["strong", "routine"]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a wording: folded, as printed, and whether it has a capital that no beginning of a sentence gives.

    `at` is where it starts and ends in the wording as printed.
    """

    folded: str
    printed: str
    named: bool = False
    at: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Rewording:
    """Words that went out and those that came in in their place; either may be empty.

    `before` and `after` are where they stand in the two wordings, counted in words.
    """

    out: tuple[Word, ...]
    into: tuple[Word, ...]
    kind: Kind
    before: tuple[int, int]
    after: tuple[int, int]


ALWAYS_STRONG = frozenset(
    "not no nor neither never none without unless except excluding exclusively solely only until"
    " all any every each both either some other others also including inter alia"
    " shall should may must might can could will would cannot or if where when"
    " further immediately urgently strongly full fully complete completely".split()
)
"""Negation, scope and force: to gain or to lose one is never routine."""

_LITTLE = frozenset("of the and in on at to a an its his her by for from".split())

_NUMBERING = frozenset(
    "january february march april may june july august september october november december st nd rd th one two three"
    " four five six seven eight nine ten eleven twelve fifteen eighteen twenty thirty sixty ninety first second third"
    " fourth fifth".split()
)

_COUNTED = frozenset(
    "resolution resolutions paragraph paragraphs para paras s res prst rev add annex day days week weeks month months"
    " year years".split()
)
"""What stands beside a number and is none."""

_COMMON_NAMES = frozenset(
    "state states member members council security secretary general assembly government governments party parties"
    " nations united charter chapter committee president peace force forces international organization organizations"
    " article mission missions parliament court courts authority authorities representative representatives tribunal"
    " tribunals committees commission commissions group groups panel panels expert experts list lists annex office"
    " agreement agreements declaration declarations treaty convention conventions protocol protocols"
    " strategy strategies programme programmes police military national regional international".split()
)
"""Words with a capital that name no one in particular: to change one of them is no change of a name."""


def compare(before: Sequence[Word], after: Sequence[Word]) -> tuple[Rewording, ...]:
    """What was changed to make the second wording of the first, in order."""
    one, two = [word.folded for word in before], [word.folded for word in after]
    same = _count_same(one, two)
    one, two = one[same:], two[same:]
    behind = _count_same(one[::-1], two[::-1])
    middle = SequenceMatcher(None, one[: len(one) - behind], two[: len(two) - behind], autojunk=False)
    changes = []
    for tag, *bounds in middle.get_opcodes():
        if tag != "equal":
            a, b, c, d = (bound + same for bound in bounds)
            out, into = tuple(before[a:b]), tuple(after[c:d])
            changes.append(Rewording(out, into, judge(out, into), (a, b), (c, d)))
    return tuple(changes)


def _count_same(one: Sequence[str], two: Sequence[str]) -> int:
    """How many words are the same, from the first on."""
    return next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))


def judge(out: Sequence[Word], into: Sequence[Word]) -> Kind:
    """Routine where only the spelling, a number, a date, a label or a name is another, or a citation more; else strong.

    What stands on one side alone is routine only as a citation, or as an `and` where the other has a comma: a day by
    which something is due, or who is meant, is no routine to gain or to lose.
    """
    gone, come = [word.folded for word in out], [word.folded for word in into]
    if _is_spelling(gone, come) or [*gone, *come] == ["and"]:
        return "routine"
    if any(word in ALWAYS_STRONG and word != "may" for word in {*gone} ^ {*come}) or (
        "may" in {*gone} ^ {*come} and not _dated(out, into)
    ):
        return "strong"
    if not gone or not come:
        return "routine" if _are_citations([*gone, *come]) else "strong"
    numbers = _are_numbers(gone) and _are_numbers(come) and _bounds(gone) == _bounds(come)
    names = _are_names(out) and _are_names(into) and ("and" in gone) == ("and" in come)
    labels = len(gone) == len(come) == len(gone[0]) == len(come[0]) == 1
    return "routine" if numbers or labels or names else "strong"


_BOUNDS = frozenset("by from for to day days week weeks month months year years".split())


def _bounds(words: Sequence[str]) -> frozenset[str]:
    """Which way a number bounds something, and in which unit."""
    return frozenset(word.removesuffix("s") for word in words if word in _BOUNDS)


def _are_citations(words: Sequence[str]) -> bool:
    """Resolutions by number and year, as in `and 1305 (2000) of 21 June 2000`, or a day `of` which a text is."""
    if words[0] in ("of", "dated") and WRITTEN.fullmatch(" ".join(words[1:])):
        return True
    numbers = re.findall(r"\b[0-9]+\b", WRITTEN.sub(" ", " ".join(words)))
    return _are_numbers(words) and len(numbers) > 1 and any(_YEAR.fullmatch(number) for number in numbers)


_YEAR = re.compile("(?:19|20)[0-9]{2}")


def _dated(out: Sequence[Word], into: Sequence[Word]) -> bool:
    """Whether `may` is the month here: printed with a capital."""
    return all(word.printed[:1].isupper() for word in (*out, *into) if word.folded == "may")


def _is_spelling(out: Sequence[str], into: Sequence[str]) -> bool:
    """`peace keeping` and `peacekeeping`, `organise` and `organize`, `programme` and `program`."""
    if not out or not into:
        return False
    return one_key("".join(out)) == one_key("".join(into)) or list(map(one_key, out)) == list(map(one_key, into))


def _are_numbers(words: Sequence[str]) -> bool:
    """Numbers, dates, symbols, and the little words between them; a number or a month at least."""
    kept = [word for word in words if word not in _LITTLE and word not in _COUNTED]
    return bool(kept) and all(word in _NUMBERING or any(letter.isdigit() for letter in word) for word in kept)


def _are_names(words: Sequence[Word]) -> bool:
    kept = [word for word in words if word.folded not in _LITTLE]
    return bool(kept) and all(word.named and word.folded not in _COMMON_NAMES for word in kept)


def is_slip(one: str, other: str) -> bool:
    """Whether one word is the other with a letter or two misread: `reguests` for `requests`. Short words never are."""
    if one == other or min(len(one), len(other)) < 4 or abs(len(one) - len(other)) > 2 or len(one) > 40:
        return False
    return _distance(one, other) <= (1 if min(len(one), len(other)) < 6 else 2)


def _distance(one: str, other: str) -> int:
    above = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, another in enumerate(other, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (letter != another)))
        above = row
    return above[-1]
