"""Lists of paragraph labels as people write them: `5`, `5 (a) (ii)`, `1, 2 and 21`, `5-7`, `4 (b) and (d)`.

Shared by the reader of a reference typed alone and by the finder in running text. Out come the parts of a path, one
tuple a paragraph: `("5", "a", "ii")`. A range is written out, since each paragraph in it is a place of its own.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from scraper.pinpoint.labels import follows, labels_between

NUMBER = r"\d{1,3}(?:\.\d{1,2}){0,4}(?!\d)"
"""A paragraph's number, `5` or `29.1`; the Council has not reached a thousand, and four digits are a resolution."""

SUB = r"\(\s?(?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})\s?\)"
"""A sub-paragraph's label in brackets: `(a)`, `(aa)`, `(ii)`, `(1)`."""

LETTER_AND_NUMBER = r"(?<![a-z])[a-moqrt-z]\.\d{1,2}(?![\w.])"
"""A sub-paragraph's label such as `b.3`; not the page of `p.12`."""

DOTTED = rf"(?<![a-z])(?:[a-z]|[ivx]{{2,5}})\.(?!\w|\s?\d)|{LETTER_AND_NUMBER}"
"""A sub-paragraph's label without brackets, as some resolutions print it: `a.`, `iii.`, `b.3`; not `i.e.`, `p. 12`."""

SEPARATOR = r"\s?(?:[,;]\s?(?:and|or|&)?|and/or|and|or|&|to|through|until|-)\s?"
"""What stands between two labels of a list or range: `, `, ` and `, `, and `, ` to `, `-`."""

_PIECE = re.compile(
    rf"""
    (?P<dotted>{DOTTED})                    # a. of 5 a.
  | (?P<number>{NUMBER})                    # 5
  | (?P<sub>{SUB}                           # (a)
      | \(\s?\w{{1,5}}(?=-\w{{1,5}}\s?\)) | (?<=-)\w{{1,5}}\s?\))   # (ii-iii)
  | (?P<range>to|through|until|-(?!\w*[a-z])|-(?=\w{{1,5}}(?:\s?\)|\.)))  # 5 to 7, 5-7, not the hyphen of sub-paragraph
  | (?P<list>and/or|and|or|[,;&])           # 5, 6 and 7
  | (?P<blank>\s+)
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)

MOST_WRITTEN_OUT = 1_000
"""Nor are the ranges of a list that has so many places already: `1-200, 1-200, ...` names thirty in each character."""

DEEPEST = 10
"""No label stands deeper (the Council's go five deep); what is deeper in a list is left out."""


class LabelList(NamedTuple):
    """One paragraph of a list: the parts of its path, and where its label stands in the text that was read."""

    parts: tuple[str, ...]
    start: int
    end: int


def read_labels(text: str, start: int, end: int, above: tuple[str, ...] = ()) -> list[LabelList]:
    """Read `text[start:end]`, which is a list of labels, into places in order.

    `above` are parts already known, for a list that begins with a sub-paragraph: `(a) and (b)` of paragraph 5.
    A sub-paragraph alone after a separator is a sibling: in `5 (a) (i) and (ii)` and in `5 (a) and (b)`.
    """
    places: list[LabelList] = []
    fresh, ranging = True, False
    for piece in _PIECE.finditer(text, start, end):
        if piece["blank"]:
            continue
        if piece["range"] or piece["list"]:
            fresh, ranging = True, bool(piece["range"])
            continue
        label = piece[0].strip("(). ")
        before = places[-1].parts if places else above
        if not fresh and len(before) < DEEPEST:
            places[-1] = LabelList((*before, label), places[-1].start, piece.end())
        elif fresh:
            parts = _nested(label) if piece["number"] else (*_above(before, label, bool(places)), label)
            places += _between(before, parts, piece.start()) if ranging and 0 < len(places) < MOST_WRITTEN_OUT else []
            if places and places[-1].parts == parts[:-1]:  # paragraph 4, subparagraphs (a) to (g)
                places.pop()
            places.append(LabelList(parts, piece.start(), piece.end()))
        fresh = False
    return places


_RANGE = re.compile(r"(?P<above>(?:[^/]+/)+)(?P<first>\d{1,3})-(?P<last>\d{1,3})", re.ASCII)


def write_out(path: str) -> list[str]:
    """The places of a path whose last step is a range; the path alone where it is none.

    >>> write_out("op/1-3"), write_out("op/5/a"), write_out("op/3-1"), write_out("annex-1")
    (['op/1', 'op/2', 'op/3'], ['op/5/a'], ['op/3-1'], ['annex-1'])
    """
    found = _RANGE.fullmatch(path)
    if not found or int(found["first"]) >= int(found["last"]):
        return [path]
    between = labels_between(found["first"], found["last"])
    return [found["above"] + label for label in (found["first"], *between, found["last"])]


_DESIGNATION = re.compile(r"(?P<range>to|-)|\b(?P<label>\d{1,2}|[ivx]{1,5}|[a-h])\b", re.IGNORECASE | re.ASCII)


def read_annexes(text: str, start: int, end: int) -> list[LabelList]:
    """The annexes that a list names by number, numeral or letter: `1 and 2`, `I to III`, `A`."""
    found: list[LabelList] = []
    ranging = False
    for piece in _DESIGNATION.finditer(text, start, end):
        if piece["label"]:
            label = LabelList((piece["label"],), piece.start(), piece.end())
            found += _between(found[-1].parts, label.parts, piece.start()) if ranging and found else []
            found.append(label)
        ranging = bool(piece["range"])
    return found


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


def _between(first: tuple[str, ...], last: tuple[str, ...], at: int) -> list[LabelList]:
    """The places a range leaves out: 6 of `5 to 7`, (b) of `(a) to (c)`. They stand, without width, before its end."""
    if first[:-1] != last[:-1]:
        return []
    return [LabelList((*first[:-1], label), at, at) for label in labels_between(first[-1], last[-1])]
