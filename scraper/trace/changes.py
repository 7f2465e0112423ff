"""What differs between two wordings: words out and words in, and whether that is routine or changes what is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from scraper.query.spelling import key, lexicon, one_spelling

Kind = Literal["strong", "routine"]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a wording: folded, as printed, and whether it has a capital that no beginning of a sentence gives."""

    folded: str
    printed: str
    named: bool = False


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
    "january february march april may june july august september october november december resolution resolutions"
    " paragraph paragraphs para paras s res prst rev add annex st nd rd th one two three four five six seven eight nine"
    " ten eleven twelve fifteen eighteen twenty thirty sixty ninety days day weeks months month years year first second"
    " third fourth fifth".split()
)

_COMMON_NAMES = frozenset(
    "state states member members council security secretary general assembly government governments party parties"
    " nations united charter chapter committee president peace force forces international organization organizations"
    " article mission parliament court authority authorities representative representatives".split()
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
    """Routine where only the spelling, a number, a date or a name is another; else strong."""
    gone, come = [word.folded for word in out], [word.folded for word in into]
    if _is_spelling(gone, come):
        return "routine"
    if any(word in ALWAYS_STRONG and word != "may" for word in {*gone} ^ {*come}) or (
        "may" in {*gone} ^ {*come} and not _dated(out, into)
    ):
        return "strong"
    if _are_numbers(gone) and _are_numbers(come):
        return "routine"
    if _are_names(out) and _are_names(into):
        return "routine"
    return "strong"


def _dated(out: Sequence[Word], into: Sequence[Word]) -> bool:
    """Whether `may` is the month here: printed with a capital."""
    return all(word.printed[:1].isupper() for word in (*out, *into) if word.folded == "may")


def _is_spelling(out: Sequence[str], into: Sequence[str]) -> bool:
    """`peace keeping` and `peacekeeping`, `organise` and `organize`, `programme` and `program`."""
    if not out or not into:
        return False
    one, two = key(" ".join(out)), key(" ".join(into))
    if one == two or [one_spelling(word) for word in out] == [one_spelling(word) for word in into]:
        return True
    known = lexicon().spellings
    return any(tuple(into) in known[way] for way in (one,) if way in known)


def _are_numbers(words: Sequence[str]) -> bool:
    """Numbers, dates, symbols, and the little words between them; none at all is none that is not."""
    kept = [word for word in words if word not in _LITTLE]
    return all(word in _NUMBERING or any(letter.isdigit() for letter in word) for word in kept) and (
        bool(kept) or not words
    )


def _are_names(words: Sequence[Word]) -> bool:
    kept = [word for word in words if word.folded not in _LITTLE]
    return all(word.named and word.folded not in _COMMON_NAMES for word in kept) and (bool(kept) or not words)


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
