"""The grammar of paragraph labels: what `5.`, `(a)`, `(ii)`, `a.`, `A.`, `I` and `1)` say about their place.

A label alone can be read in more than one way: `(i)` is the ninth letter or the first roman numeral, `C.` the third
letter or a hundred. All readings are returned; which one holds is decided by the list the label stands in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple


class Ordinal(NamedTuple):
    """One reading of a label: its style (`(a)`, `1.`, `i.`) and which in the row it is, from 1."""

    style: str
    value: int


BULLETS = frozenset("-–—−•·*▪◦●○‣⁃§oØ")
"""What stands before a list item and numbers nothing; `o` and `Ø` are what some files make of a round bullet."""

_LABEL = re.compile(
    r"""
    [“"‘']? \s*                # “(a)  inside an amendment that is quoted
    (?P<open> [(\[] )?
    (?P<core>
        \d{1,3} (?: \.\d{1,2} )*   # 5   1.2   14.3.1
      | [A-Za-z]{1,2}              # a   B   aa
      | [ivxIVX]{1,7}              # iii   VIII   xxxviii
    )
    (?P<close> [)\]] )?
    (?P<stop> \. )?
    \s*
    """,
    re.VERBOSE,
)

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMANS = tuple(tens + ones for tens in ("", "x", "xx", "xxx") for ones in
                ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"))  # fmt: skip
_ROMAN_VALUES = {numeral: value for value, numeral in enumerate(_ROMANS) if numeral}


def read_roman(numeral: str) -> int:
    """The value of a roman numeral from i to xxxix, whatever its case; 0 for anything else.

    No label of the Council goes further, and from 50 on numerals are letters that stand in every list: l, c, d, m.

    >>> [read_roman(t) for t in ("i", "IV", "ix", "xxiv", "iiii", "c", "")]
    [1, 4, 9, 24, 0, 0, 0]
    """
    return _ROMAN_VALUES.get(numeral.lower(), 0)


def write_roman(value: int) -> str:
    """The lower-case numeral of a value from 1 to 39; "" for any other.

    >>> write_roman(14), write_roman(39), write_roman(40), write_roman(0)
    ('xiv', 'xxxix', '', '')
    """
    return _ROMANS[value] if 0 < value < len(_ROMANS) else ""


def read_letter(letters: str) -> int:
    """`a` is 1, `z` 26, `aa` 27, `bb` 28: the Council doubles letters, whatever their case; 0 for anything else.

    >>> [read_letter(t) for t in ("a", "Z", "bb", "ab", "aaa", "5", "")]
    [1, 26, 28, 0, 0, 0, 0]
    """
    low = letters.lower()
    if not 0 < len(low) <= 2 or low[0] != low[-1] or low[0] not in _LETTERS:
        return 0
    return _LETTERS.index(low[0]) + 1 + len(_LETTERS) * (len(low) - 1)


def write_letter(value: int) -> str:
    """The lower-case letter or doubled letter of a value from 1 to 52; "" for any other.

    >>> write_letter(3), write_letter(28), write_letter(53), write_letter(0)
    ('c', 'bb', '', '')
    """
    doubled, letter = divmod(value - 1, len(_LETTERS))
    return _LETTERS[letter] * (doubled + 1) if doubled in (0, 1) else ""


@lru_cache(maxsize=4096)
def read_label(printed: str) -> tuple[Ordinal, ...]:
    """All readings of a printed label, numbers and letters before roman numerals; () where it is no label.

    | printed | readings |
    |---|---|
    | `5.` | (`1.`, 5) |
    | `(c)` | (`(a)`, 3) |
    | `(i)` | (`(a)`, 9), (`(i)`, 1) |
    | `(aa)` | (`(a)`, 27) |
    | `II` | (`I`, 2) |
    | `14.2.` | (`14.1.`, 2) |
    | `–`, `0` | none: a bullet; no row begins at 0 |

    >>> read_label("(i)")
    (Ordinal(style='(a)', value=9), Ordinal(style='(i)', value=1))
    """
    match = _LABEL.fullmatch(printed)
    if not match or printed in BULLETS:
        return ()
    core = match["core"]
    before = match["open"] or ""
    after = (match["close"] or (")" if before else "")) + (match["stop"] or "")  # `(b` is (b)
    if core[0].isdigit():
        prefix, _, last = core.rpartition(".")
        style = f"{before}{prefix + '.' if prefix else ''}1{after}"
        return (Ordinal(style, int(last)),) if int(last) else ()  # no row begins at 0
    lower, upper = core.lower(), core.isupper()
    if not upper and not core.islower():
        return ()
    found = []
    if value := read_letter(lower):
        found.append(Ordinal(f"{before}{'A' if upper else 'a'}{after}", value))
    if value := read_roman(lower):
        found.append(Ordinal(f"{before}{'I' if upper else 'i'}{after}", value))
    return tuple(found)


_WRITERS: dict[str, Callable[[int], str]] = {
    "1": str,
    "a": write_letter,
    "A": lambda value: write_letter(value).upper(),
    "i": write_roman,
    "I": lambda value: write_roman(value).upper(),
}
"""How the first of a row, which names its style, becomes another of it."""

_FIRST = re.compile(r"[1aAiI](?=[)\].]*\Z)")


def write_label(ordinal: Ordinal) -> str:
    """The label as it would be printed; "" where no row goes so far.

    >>> [write_label(o) for o in (Ordinal("(a)", 2), Ordinal("1.", 12), Ordinal("14.1.", 3), Ordinal("I", 4))]
    ['(b)', '12.', '14.3.', 'IV']
    >>> write_label(Ordinal("(i)", 40))
    ''
    """
    first = _FIRST.search(ordinal.style)
    core = _WRITERS[first[0]](ordinal.value) if first else ""
    return f"{ordinal.style[: first.start()]}{core}{ordinal.style[first.end() :]}" if first and core else ""


# -- rows of labels ------------------------------------------------------------------------------------------------

LONGEST_RANGE = 200
"""No range is written out further than this; a longer one is a slip, and stays its two ends."""


def follows(first: str, second: str) -> bool:
    """Whether two parts of a path can be siblings in this order: a c, i iii, 1 2.

    >>> follows("a", "c"), follows("i", "iii"), follows("9", "10"), follows("b", "a"), follows("a", "1")
    (True, True, True, False, False)
    """
    if first.isdecimal() and second.isdecimal():
        return int(first) < int(second)
    if read_roman(first) and read_roman(second):
        return read_roman(first) < read_roman(second)
    return len(first) == len(second) == 1 and first.isalpha() and second.isalpha() and first < second


def labels_between(first: str, last: str) -> list[str]:
    """The labels a range leaves out: `6` between 5 and 7, `ii`, `iii` between i and iv.

    >>> labels_between("5", "7"), labels_between("i", "iv"), labels_between("b", "d"), labels_between("d", "b")
    (['6'], ['ii', 'iii'], ['c'], [])
    """
    if first.isdecimal() and last.isdecimal():
        low, high = int(first), int(last)
        return [str(n) for n in range(low + 1, high)] if high - low <= LONGEST_RANGE else []
    letters = len(first) == len(last) == 1 and first.isalpha() and last.isalpha()
    low, high = read_roman(first), read_roman(last)
    if low and high and not (letters and high <= low):
        return list(map(write_roman, range(low + 1, high)))
    return [chr(code) for code in range(ord(first) + 1, ord(last))] if letters else []


# -- annexes -------------------------------------------------------------------------------------------------------

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


def annex_number(designation: str) -> int:
    """Which annex is meant by what it is called, counted from 1; 1 for `annex` alone.

    >>> annex_number("II"), annex_number("B"), annex_number("2"), annex_number("")
    (2, 2, 2, 1)
    """
    if designation.isdecimal():
        return int(designation)
    return (read_roman(designation) or read_letter(designation)) if designation else 1
