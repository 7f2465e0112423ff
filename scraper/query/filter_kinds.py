"""The filters of the search language: one entry each, with how its value is read and how it is told.

What the corpus does with each stands in `scraper.search.facets`, by the same names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from scraper.query import spelling
from scraper.sources import QUALITIES, SUBJECTS_SINCE

SYMBOL = re.compile(
    r"(?: S/RES/ \s? )? (?P<number> \d{1,4} ) \s? \( (?P<year> \d{4} ) \) | S/RES/ (?P<bare> \d{1,4} )", re.X | re.I
)
"""`S/RES/2199 (2015)`, `2199 (2015)` or `S/RES/2199`."""


@dataclass(frozen=True, slots=True)
class FilterKind:
    """A filter `name:value`.

    read   the value as it is kept; None where it means nothing
    takes  what it takes, said where a value means nothing: `year: takes a year or a range, such as 2014`
    said   what the query is told to be limited to, with the values in place of `{}`; "" where that is told otherwise
    say    one value in words
    typed  examples of what can be typed, for the help
    found  what these find, for the help, in Markdown
    since  what is told where it asks for what only later resolutions have, with another query in place of `{}`; "" else
    one    whether a comma belongs to the value, and does not part it from another
    """

    name: str
    read: Callable[[str], str | None]
    takes: str
    said: str
    say: Callable[[str], str]
    typed: tuple[str, ...]
    found: str
    since: str = ""
    one: bool = False


_PARTS = {
    "op": ["op", "operative", "operatives", "operation"],
    "pp": ["pp", "preamble", "preambular", "preambles"],
    "annex": ["annex", "annexes", "annexe", "annexed"],
    "all": ["all", "any", "everything", "everywhere"],
}
_PART_OF = {word: part for part, names in _PARTS.items() for word in names}
_YES_NO = {"yes": "yes", "y": "yes", "true": "yes", "1": "yes", "no": "no", "n": "no", "false": "no", "0": "no"}
_CHAPTER_VII = {"yes": "adopted under Chapter VII", "no": "not adopted under Chapter VII"}

_RANGE = re.compile(r"(?P<first> \d{1,4} )? \s*+ (?P<to> \.\.\.? | - )? \s* (?P<last> \d{1,4} )?", re.X)


def _read_range(value: str) -> str | None:
    """`2014`, `2014..2016`, `2014..`, `..2016`; a range backwards is turned round."""
    match = _RANGE.fullmatch(value)
    if match is None or not (match["first"] or match["last"]):
        return None
    if not match["to"]:
        return str(int(match["first"])) if match["first"] and not match["last"] else None
    ends = [match["first"], match["last"]]
    if all(ends):
        ends.sort(key=int)
    return "..".join(str(int(end)) if end else "" for end in ends)


def _read_years(value: str) -> str | None:
    """The same for years, the second of which may be short: `2014..16`, `1998-02`."""
    short = _SHORT_YEAR.fullmatch(value)
    if short:
        first = int(short["first"])
        last = first - first % 100 + int(short["last"])
        value = f"{first}..{last if last >= first else last + 100}"
    return _read_range(value)


_SHORT_YEAR = re.compile(r"(?P<first>(?:19|20)\d\d)\s?(?:\.\.\.?|-)\s?(?P<last>\d\d)")


def _read_number(value: str) -> str | None:
    symbol = SYMBOL.fullmatch(value)
    return str(int(symbol["number"] or symbol["bare"])) if symbol else _read_range(value)


def _read_words(value: str) -> str | None:
    return " ".join(spelling.words(value)) or None


def _read_quality(value: str) -> str | None:
    return value.lower() if value.lower() in QUALITIES else None


def _quoted(value: str) -> str:
    return f"“{value}”"


def _say_range(value: str) -> str:
    first, dots, last = value.partition("..")
    if not dots:
        return first
    return f"{first} to {last}" if first and last else f"{first} and later" if first else f"{last} and before"


FILTERS: Mapping[str, FilterKind] = {
    kind.name: kind
    for kind in (
        FilterKind(
            "in", lambda value: _PART_OF.get(value.lower()), "op, pp, annex or all", "", str,
            ("in:op",),
            "in operative paragraphs, the default; `in:pp` preambles, `in:annex` annexes, `in:all` everything",
        ),
        FilterKind(
            "year", _read_years, "a year or a range, such as 2014, 2014..2016, 2014.. or ..2016", "of {}", _say_range,
            ("year:2014..2016",), "adopted in these years; also `2014`, `2014..`, `..2016`",
        ),
        FilterKind(
            "res", _read_number, "the number of a resolution or a range, such as 2199 or 2100..2199",
            "in resolution {}", _say_range, ("res:2199", "res:2100..2199"), "in these resolutions",
        ),
        FilterKind(
            "verb", _read_words, 'a verb, such as decides or "calls upon"', "with the verb {}", _quoted,
            ("verb:decides", 'verb:"calls upon"'), "paragraphs with that verb, whether *further* or *strongly* or not",
        ),
        FilterKind(
            "ch7", lambda value: _YES_NO.get(value.lower()), "yes or no", "{}", _CHAPTER_VII.__getitem__,
            ("ch7:yes", "ch7:no"), "adopted under Chapter VII by the words of the resolution, or not",
        ),
        FilterKind(
            "topic", _read_words, "a word or words in quotation marks", "on the topic {}", _quoted,
            ("topic:terrorism", 'topic:"arms embargo"'),
            f"resolutions with that subject heading or agenda item, known from {SUBJECTS_SINCE} on;"
            " `title:` finds words of titles of all years",
            f"Subjects and agenda items are known from {SUBJECTS_SINCE} on only; for earlier resolutions look for words"
            " of their titles: {}",
            one=True,
        ),
        FilterKind(
            "title", _read_words, "a word or words in quotation marks", "from resolutions with {} in the title",
            _quoted, ("title:sudan",), "resolutions with these words in the title the library gave them", one=True,
        ),
        FilterKind(
            "quality", _read_quality, ", ".join(QUALITIES), "from texts of the quality {}", _quoted,
            ("quality:xml",), f"by where the text is from: {', '.join(f'`{name}`' for name in QUALITIES)}",
        ),
    )
}  # fmt: skip
"""Every filter by its name, in the order of the help."""
