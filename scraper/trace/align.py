"""Where in a longer text the words of a question stand, if not as they were asked: the best window of words.

Local alignment over words: two for a word in common, one off for a word that is out, in or other. Pure, and bounded by
the product of the two lengths, which callers keep small.
"""

from __future__ import annotations

from collections import Counter
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
    """The window of `words` that is nearest to what was asked; its score is 0 where it cannot reach `least`.

    Nouns of a list change places: nearly all of the words side by side are a near copy in any order.
    """
    bag, common = frozenset(asked), _count_common(asked, words)
    if common < least * len(asked) and len(bag.intersection(words)) < REORDERED * len(bag):
        return Window(0, 0, 0.0)
    first, after = find_densest(bag, words)
    margin = len(asked) // 2 + REACH
    stretch = max(0, first - margin), min(len(words), after + margin)
    aligned = Window(0, 0, 0.0)
    if _count_common(asked, words[slice(*stretch)]) >= least * len(asked):
        aligned = _align_in(asked, words, *stretch)
    if aligned.score >= max(least, 0.01):
        return aligned
    start, end = _widen(asked, words, first, after)
    share = sum((Counter(asked) & Counter(words[start:end])).values()) / max(len(asked), end - start)
    return Window(start, end, share) if share >= REORDERED else aligned


REORDERED = 0.8
"""So many of the words, and few others, make a near copy in whatever order they stand."""


def _align_in(asked: Sequence[str], words: Sequence[str], first: int, after: int) -> Window:
    """The window between two places of a text by local alignment, with what it leaves out beside it."""
    score, (asked_start, start), (asked_end, end) = _align(asked, words[first:after])
    if score <= 0:
        return Window(0, 0, 0.0)
    before, behind = asked_start, len(asked) - asked_end
    start, end = first + start, first + end
    wide_start, wide_end = _widen(asked, words, start, end)
    if wide_start == start and before <= REACH:
        wide_start = max(0, start - before)
    if wide_end == end and behind <= REACH:
        wide_end = min(len(words), end + behind)
    return Window(wide_start, wide_end, score / (FOUND * len(asked)))


def _widen(asked: Sequence[str], words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """The window with the words beside it that were asked and are not in it."""
    missing, least = Counter(asked) - Counter(words[start:end]), end
    while start > 0 and missing[words[start - 1]] > 0:
        start -= 1
        missing[words[start]] -= 1
    while end < len(words) and missing[words[end]] > 0:
        missing[words[end]] -= 1
        end += 1
    while end > least and words[end - 1] in _JOINTS and words[end - 1] != asked[-1]:
        end -= 1
    return start, end


_JOINTS = frozenset("and or of the to in".split())
"""No window is widened to end with one of these, unless what was asked does."""


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


def find_densest(asked: frozenset[str], words: Sequence[str]) -> tuple[int, int]:
    """The stretch with the most words that were asked: where it starts and ends."""
    best, best_from, best_to = 0.0, 0, 0
    sum_, start = 0.0, 0
    for i, word in enumerate(words):
        if sum_ <= 0:
            sum_, start = 0.0, i
        sum_ += 1 if word in asked else -0.5
        if sum_ > best:
            best, best_from, best_to = sum_, start, i + 1
    return best_from, best_to


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
