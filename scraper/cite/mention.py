"""Something named in running text, and how a text is folded before it is read: what the finders share."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from scraper.cite.label_lists import LabelList
from scraper.dates import MONTH

MentionKind = Literal["council", "this", "that", "assembly", "other", "statement", "document", "charter", "list"]


class Mention(NamedTuple):
    """Something named in `text[start:end]`; a tuple, since tens of thousands are made at every build.

    council     a Council resolution: its number, its year where it is written; those of one list have one `group`
    this, that  `this resolution`, `that resolution`
    assembly, other, statement, document    `symbol` says which
    list        paragraphs: `part` is `pp`, `op` or "", `subs` says that only sub-paragraphs are named
    charter     Articles of the Charter, in `listed`
    path        the place an address leads to
    annexes     annexes named as such, the path of each for its parts
    parts       of each of a list of paragraphs, where they are not all of one `part`
    division    the letter of `resolution 161 A (1961)`, which is the first of two parts
    """

    kind: MentionKind
    start: int
    end: int
    number: int = 0
    year: int | None = None
    symbol: str = ""
    group: int = -1
    part: str = ""
    listed: tuple[LabelList, ...] = ()
    subs: bool = False
    path: str = ""
    division: str = ""
    annexes: tuple[LabelList, ...] = ()
    parts: tuple[str, ...] = ()


_FOLDED_ASCII = tuple((" ", blank) for blank in "\t\r\n")

_FOLDED = (
    *_FOLDED_ASCII,
    *((" ", blank) for blank in "\u00a0\u2007\u2009\u202f\u2028"),
    *(("-", hyphen) for hyphen in "\u2010\u2011\u2012\u2013\u2014\u2212"),
)


def fold(text: str) -> str:
    """The text with plain blanks and hyphens, of the same length."""
    for plain, printed in _FOLDED_ASCII if text.isascii() else _FOLDED:
        if printed in text:
            text = text.replace(printed, plain)
    return text


def lower(text: str) -> str:
    """The text in lower case, of the same length even where a capital has a longer small letter (`İ`)."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else "?" for c in text)


def blanks(pattern: str) -> re.Pattern[str]:
    r"""A verbose pattern in which `\s` is up to four blanks: pasted text breaks its lines anywhere."""
    return re.compile(pattern.replace(r"\s?", "[ ]{0,4}").replace(r"\s", "[ ]{1,4}"), re.VERBOSE)


MONTHS = MONTH.lower()
"""The name of a month, as it stands in folded text in lower case."""

_MONTH = rf"(?:{MONTHS}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"

_DAY = r"\d{1,2}(?:st|nd|rd|th)?"

UP_TO_YEAR = rf"(?:{_DAY}\s(?:of\s)?{_MONTH},?\s|{_MONTH}\s{_DAY},?\s|{_MONTH}\s|\d{{1,2}}[./]\d{{1,2}}[./])"

DATE = rf"(?:{UP_TO_YEAR}[12]\d{{3}}|{_DAY}\s{_MONTH})"
"""A day or a month with its year, in any order; a day and month alone."""

UNIT = rf"(?:-?\s?(?:days?|weeks?|months?|years?|hours?|per\s|percent|members?|states?|persons?|{MONTHS})\b|\s?%)"
"""What a number counts, where it is no label: `paragraph 5 and 15 November`, `resolution 60 days`."""

WINDOW = 48
"""How far before a word the words that belong to it are looked for."""
