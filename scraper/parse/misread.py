"""Words that print or character recognition has changed: whether one may stand for another."""

from __future__ import annotations

FIGURES = str.maketrans("ilI|!oO", "1111100")
"""Letters that character recognition takes for figures, small print more often than not: to be told by what is due."""

SHORTEST_BEGINNING = 4
"""A word that is torn off still has so many of its letters."""


def read_figures(label: str) -> int:
    """The number that a label gives if letters in it are figures that were read as letters; 0 where there are none.

    Character recognition takes 1 for i, l, I, | or !, and 0 for o or O; in small print more often than not. That the
    number is meant is for the row of numbers to say.

    >>> [read_figures(label) for label in ("i9.", "I.", "1O.", "19.", "S.")]
    [19, 1, 10, 0, 0]
    """
    core = label.rstrip(".,")
    figures = core.translate(FIGURES)
    return int(figures) if core != figures and figures.isdecimal() else 0


def may_be(printed: str, wanted: str) -> bool:
    """Whether a printed word may stand for another: one letter in four wrong, lost or added, or its end torn off.

    Print loses and doubles letters, recognition takes one for another (`rn` for `m`, `cl` for `d`).

    >>> [may_be(word, "Adopted") for word in ("Adoptd", "Aclopted", "Adop", "Adapts", "Having")]
    [True, True, True, False, False]
    """
    if len(printed) >= SHORTEST_BEGINNING and wanted.startswith(printed):
        return True
    most = max(1, len(wanted) // 3)
    return abs(len(printed) - len(wanted)) <= most and slips(printed.lower(), wanted.lower()) <= most


def slips(one: str, other: str) -> int:
    """How many letters must be put, taken or changed to make one word of another (Levenshtein's distance)."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        left, row[0] = row[0], i
        for j, wanted in enumerate(other, 1):
            left, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, left + (letter != wanted))
    return row[-1]
