"""Lists of paragraph labels as people write them: `5`, `5 (a) (ii)`, `1, 2 and 21`, `5-7`, `4 (b) and (d)`.

Shared by the reader of a reference typed alone and by the finder in running text. Out come the parts of a path, one
tuple a paragraph: `("5", "a", "ii")`. A range is written out, since each paragraph in it is a place of its own.
"""

from __future__ import annotations

import re
from typing import NamedTuple

NUMBER = r"\d{1,3}(?:\.\d{1,2}){0,4}(?!\d)"
"""A paragraph's number, `5` or `29.1`; the Council has not reached a thousand, and four digits are a resolution."""

SUB = r"\(\s?(?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})\s?\)"
"""A sub-paragraph's label in brackets: `(a)`, `(aa)`, `(ii)`, `(1)`."""

SEPARATOR = r"\s?(?:[,;]\s?(?:and|or|&)?|and/or|and|or|&|to|through|until|-)\s?"
"""What stands between two labels of a list or range: `, `, ` and `, `, and `, ` to `, `-`."""

_PIECE = re.compile(
    rf"""
    (?P<number>{NUMBER})                    # 5
  | (?P<sub>{SUB})                          # (a)
  | (?P<range>to|through|until|-(?!\w*[a-z]))  # 5 to 7, 5-7, but not the hyphen of sub-paragraph
  | (?P<list>and/or|and|or|[,;&])           # 5, 6 and 7
  | (?P<blank>\s+)
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)

_ROMANS = tuple(tens + ones for tens in ("", "x", "xx") for ones in
                ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"))[1:]  # fmt: skip

LONGEST_RANGE = 200
"""No range is written out further than this; a longer one is a slip, and stays its two ends."""

MOST_WRITTEN_OUT = 1_000
"""Nor are the ranges of a list that has so many places already: `1-200, 1-200, ...` names thirty in each character."""

DEEPEST = 10
"""No label stands deeper (the Council's go five deep); what is deeper in a list is left out."""


class Listed(NamedTuple):
    """One paragraph of a list: the parts of its path, and where its label stands in the text that was read."""

    parts: tuple[str, ...]
    start: int
    end: int


def roman(label: str) -> int:
    """The value of a Roman numeral from i to xxix, whatever its case; 0 for anything else."""
    return _ROMANS.index(label.casefold()) + 1 if label.casefold() in _ROMANS else 0


def read_labels(text: str, start: int, end: int, above: tuple[str, ...] = ()) -> list[Listed]:
    """Read `text[start:end]`, which is a list of labels, into places in order.

    `above` are parts already known, for a list that begins with a sub-paragraph: `(a) and (b)` of paragraph 5.
    A sub-paragraph alone after a separator is a sibling: in `5 (a) (i) and (ii)` and in `5 (a) and (b)`.
    """
    places: list[Listed] = []
    fresh, ranging = True, False
    for piece in _PIECE.finditer(text, start, end):
        if piece["blank"]:
            continue
        if piece["range"] or piece["list"]:
            fresh, ranging = True, bool(piece["range"])
            continue
        label = piece[0].strip("() ")
        before = places[-1].parts if places else above
        if not fresh and len(before) < DEEPEST:
            places[-1] = Listed((*before, label), places[-1].start, piece.end())
        elif fresh:
            parts = _nested(label) if piece["number"] else (*_above(before, label, bool(places)), label)
            places += _between(before, parts, piece.start()) if ranging and 0 < len(places) < MOST_WRITTEN_OUT else []
            if places and places[-1].parts == parts[:-1]:  # paragraph 4, subparagraphs (a) to (g)
                places.pop()
            places.append(Listed(parts, piece.start(), piece.end()))
        fresh = False
    return places


def _nested(number: str) -> tuple[str, ...]:
    """`29.1` stands under `29`."""
    levels = number.split(".")
    return tuple(".".join(levels[: depth + 1]) for depth in range(len(levels)))


def _above(before: tuple[str, ...], label: str, sibling: bool) -> tuple[str, ...]:
    """The parts above a sub-paragraph's label that stands alone; `before` is the place read just before it."""
    if not sibling:
        return before
    for depth in range(len(before) - 1, -1, -1):
        if follows(before[depth], label):
            return before[:depth]
    return before[:1] if before[0].isdigit() else ()


def follows(first: str, second: str) -> bool:
    """Whether two labels can be siblings in this order: (a) (c), (i) (iii), (1) (2)."""
    if first.isdigit() and second.isdigit():
        return int(first) < int(second)
    if roman(first) and roman(second):
        return roman(first) < roman(second)
    return len(first) == len(second) == 1 and first.isalpha() and second.isalpha() and first < second


def _between(first: tuple[str, ...], last: tuple[str, ...], at: int) -> list[Listed]:
    """The places a range leaves out: 6 of `5 to 7`, (b) of `(a) to (c)`. They stand, without width, before its end."""
    if first[:-1] != last[:-1]:
        return []
    return [Listed((*first[:-1], label), at, at) for label in labels_between(first[-1], last[-1])]


def labels_between(first: str, last: str) -> list[str]:
    """The labels a range leaves out: `6` between 5 and 7, `ii`, `iii` between (i) and (iv)."""
    if first.isdigit() and last.isdigit():
        low, high = int(first), int(last)
        return [str(n) for n in range(low + 1, high)] if high - low <= LONGEST_RANGE else []
    letters = len(first) == len(last) == 1 and first.isalpha() and last.isalpha()
    if roman(first) and roman(last) and not (letters and roman(last) <= roman(first)):
        return list(_ROMANS[roman(first) : roman(last) - 1])
    return [chr(code) for code in range(ord(first) + 1, ord(last))] if letters else []


_ANNEX = re.compile(
    r"""
    [^\w]* (?i: annex (?:es)? ) \b [\s:]*
    (?P<number> (?: [IVX]+ | \d{1,2} | [A-H] ) (?!\w) )?       # Annex II   “Annex B   ANNEX 1
    """,
    re.VERBOSE,
)


def annex_designation(heading: str) -> str | None:
    """What an annex is called by its title: `II`, `B`, `2`; "" for `Annex` alone; None where no line says annex.

    >>> annex_designation("Annex B: Statement"), annex_designation("Annex"), annex_designation("Annex Article 11")
    ('B', '', '')
    >>> annex_designation("Tribunal for the Islands\\nAnnex II") , annex_designation("Proposed designations")
    ('II', None)
    """
    found = next(filter(None, map(_ANNEX.match, heading.splitlines())), None)
    return (found["number"] or "") if found else None
