"""Reading the path of a request: which place it names, and in which form that is asked for.

The canonical forms are `/S/RES/2249(2015)` and `/S/RES/2249(2015)/op/5/a`, each also with a suffix (`.json`). Every
other spelling of a place is read here too, and the caller redirects to the canonical one.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from urllib.parse import unquote

from scraper.cite.find import read_reference
from scraper.cite.label_lists import write_out
from scraper.errors import BadReference
from scraper.models import DocumentSymbol, Pinpoint
from scraper.pinpoint import document_address, read_document

SUFFIXES = ("csl.json", "json", "txt", "md", "ris", "bib")
"""The forms a page of a resolution or a clause can be had in, besides HTML."""

DOCUMENT_SUFFIXES = ("json", "txt")
"""The forms a page of another document can be had in."""

DOCUMENT = r"(?i:/+(?:s|a|st|e)(?:/|%2f)[^/].*$)"
"""What the address of every other document begins like; a route matches it, `read_document_address` decides."""

_FAMILIES = {"s/res", "res", "resolution", "resolutions"}
"""What may stand before a number as steps of its own: `/S/RES/2249`, `/resolution/2249`, or nothing: `/2249`."""

_JOINED = "s-res-"
"""What may stand before a number within its step: `/s-res-2249`."""

_SYMBOL = re.compile(
    r"""
    (?P<number> \d{1,9} ) \s*
    (?: \( \s* (?P<year> \d{4} ) \s* \) )?    # `2249(2015)`, `2249 (2015)`, or no year
    \Z
    """,
    re.VERBOSE,
)

_PARTS = re.compile(r"(?:op|pp|annex-\d+)\Z")

LIKELY = r"(?i:/+(?:s(?:/|%2f)res|s-res-|res/|resolution|unscr|unsc%20|scr%20|\d).*$)"
"""What every address of a resolution begins like; a route matches it, `read` decides.

Only the slashes it begins with repeat, and what follows them is no slash: the time goes with the length.
"""


@dataclass(frozen=True, slots=True)
class Address:
    """A place and the form it is asked for in; `suffix` is "" for the page itself."""

    place: Pinpoint
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class DocumentAddress:
    """A document that is no resolution, and the form its page is asked for in: "", `json` or `txt`."""

    symbol: DocumentSymbol
    suffix: str = ""

    @property
    def path(self) -> str:
        """The one right path."""
        return document_address(self.symbol.text) + (f".{self.suffix}" if self.suffix else "")


def read_document_address(raw: str) -> DocumentAddress | None:
    """The document a request's path names by its symbol, or None where it names none.

    >>> read_document_address("/s/prst/2015/22.json")
    DocumentAddress(symbol=DocumentSymbol(kind='statement', text='S/PRST/2015/22'), suffix='json')
    """
    typed = unquote(raw, errors="replace").strip("/")
    for suffix in DOCUMENT_SUFFIXES:
        if typed.lower().endswith(f".{suffix}") and (symbol := read_document(typed[: -len(suffix) - 1])):
            return DocumentAddress(symbol, suffix)
    symbol = read_document(typed)
    return DocumentAddress(symbol) if symbol else None


def read(raw: str) -> Address | None:
    """The place a request's path names, percent signs and all, or None where it names none.

    >>> read("/2249/5"), read("/s/res/2249%20(2015)/OP/5.json")  # doctest: +NORMALIZE_WHITESPACE
    (Address(place=Pinpoint(number=2249, year=None, path='op/5'), suffix=''),
     Address(place=Pinpoint(number=2249, year=2015, path='op/5'), suffix='json'))
    """
    path = unquote(raw, errors="replace")
    steps, suffix = cut_suffix(path)
    steps = _leave_family(steps)
    symbol = _SYMBOL.match(steps[0]) if steps else None
    if symbol is None or any(character.isspace() for step in steps[1:] for character in step):
        return _read_reference(path)
    place = Pinpoint(int(symbol["number"]), int(symbol["year"]) if symbol["year"] else None)
    return Address(_read_path(place, steps[1:]), suffix)


def cut_suffix(path: str) -> tuple[list[str], str]:
    """The steps of a path, however many slashes are between and around them, and the form asked for.

    Cut at its slashes and not matched by a pattern: `/2249/` with 60,000 slashes once took 18 s, for a pattern that may
    end anywhere tries every slash as the last.

    >>> cut_suffix("//2249/op/5.JSON/"), cut_suffix("/2249/op/5.x")
    ((['2249', 'op', '5'], 'json'), (['2249', 'op', '5.x'], ''))
    """
    steps = [step for step in path.split("/") if step]
    for suffix in SUFFIXES:
        if steps and steps[-1].lower().endswith(f".{suffix}"):
            last = steps[-1][: -len(suffix) - 1]
            return [*steps[:-1], *([last] if last else [])], suffix
    return steps, ""


def _leave_family(steps: list[str]) -> list[str]:
    """The steps without what says that a resolution follows."""
    for count in (2, 1):
        if "/".join(steps[:count]).lower() in _FAMILIES:
            return steps[count:]
    if steps and steps[0].lower().startswith(_JOINED):
        return [steps[0][len(_JOINED) :], *steps[1:]]
    return steps


def _read_path(whole: Pinpoint, steps: list[str]) -> Pinpoint:
    """`5/a` is short for `op/5/a`; parts are in lower case; labels keep theirs, for an annex may have (a) and (A).

    A range leads to its first paragraph: `op/1-3`.
    What is no path is read as people write references: `/2249/op5`, `/2249/para. 5 (a)`.
    """
    if steps and _PARTS.match(steps[0].lower()):
        steps = [steps[0].lower(), *steps[1:]]
    elif steps and steps[0].isdecimal():
        steps = ["op", *steps]
    elif steps:
        with suppress(BadReference):
            read = read_reference(f"{whole.number} {' '.join(steps)}")
            if read.number == whole.number and read.path:
                return replace(whole, path=read.path)
    return replace(whole, path=write_out("/".join(steps))[0])


def _read_reference(path: str) -> Address | None:
    """What people write, put after the site's name: `/UNSCR 2249 (2015) op 5`."""
    try:
        return Address(read_reference(path.strip("/ ")))
    except BadReference:
        return None
