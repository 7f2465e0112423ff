"""Where in a longer text the words of a question stand, if not as they were asked: the best window of words.

Local alignment over words: two for a word in common, one off for a word that is out, in or other. Pure, and bounded by
the product of the two lengths, which callers keep small.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FOUND, MISSED = 2, -1
"""What a word in common counts, and one that is not."""

REACH = 1
"""So many words around a window are taken into it, where the question has as many there that were not found."""


@dataclass(frozen=True, slots=True)
class Window:
    """The words from `start` to `end` of a text are those of the question; `score` is 1 where they are equal."""

    start: int
    end: int
    score: float


def find_window(asked: Sequence[str], words: Sequence[str], least: float = 0.0) -> Window:
    """The window of `words` that is nearest to what was asked; its score is 0 where it cannot reach `least`."""
    first, after = find_densest(frozenset(asked), words, len(asked) // 2 + REACH)
    if _count_common(asked, words[first:after]) < least * len(asked):
        return Window(0, 0, 0.0)
    score, (asked_start, start), (asked_end, end) = _align(asked, words[first:after])
    if score <= 0:
        return Window(0, 0, 0.0)
    before, behind = asked_start, len(asked) - asked_end
    start, end = first + start, first + end
    if before <= REACH:
        start = max(0, start - before)
    if behind <= REACH:
        end = min(len(words), end + behind)
    return Window(start, end, score / (FOUND * len(asked)))


def _count_common(asked: Sequence[str], words: Sequence[str]) -> int:
    """How many words of both are in the same order: no alignment has more. A bit for each word asked (Hyyrö 2004)."""
    bits: dict[str, int] = {}
    for i, word in enumerate(asked):
        bits[word] = bits.get(word, 0) | 1 << i
    left = whole = (1 << len(asked)) - 1
    for word in words:
        if found := left & bits.get(word, 0):
            left = (left + found | left - found) & whole
    return len(asked) - left.bit_count()


def find_densest(asked: frozenset[str], words: Sequence[str], margin: int = 0) -> tuple[int, int]:
    """The stretch with the most words that were asked, and a margin on both sides: where it starts and ends."""
    best, best_from, best_to = 0.0, 0, 0
    sum_, start = 0.0, 0
    for i, word in enumerate(words):
        if sum_ <= 0:
            sum_, start = 0.0, i
        sum_ += 1 if word in asked else -0.5
        if sum_ > best:
            best, best_from, best_to = sum_, start, i + 1
    return max(0, best_from - margin), min(len(words), best_to + margin)


def _align(asked: Sequence[str], words: Sequence[str]) -> tuple[int, tuple[int, int], tuple[int, int]]:
    """The best score, and where it begins and ends: in what was asked, and in the words."""
    best, best_from, best_to = 0, (0, 0), (0, 0)
    above = [0] * (len(words) + 1)
    above_from = [(0, j) for j in range(len(words) + 1)]
    for i, one in enumerate(asked):
        row, row_from = [0], [(i + 1, 0)]
        for j, other in enumerate(words):
            score, begun = above[j] + (FOUND if one == other else MISSED), above_from[j]
            if above[j + 1] + MISSED > score:
                score, begun = above[j + 1] + MISSED, above_from[j + 1]
            if row[j] + MISSED > score:
                score, begun = row[j] + MISSED, row_from[j]
            if score <= 0:
                score, begun = 0, (i + 1, j + 1)
            elif score > best:
                best, best_from, best_to = score, begun, (i + 1, j + 1)
            row.append(score)
            row_from.append(begun)
        above, above_from = row, row_from
    return best, best_from, best_to
