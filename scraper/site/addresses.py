"""Addresses: reading the path of a request, and writing links.

The canonical forms are `/S/RES/2249(2015)` and `/S/RES/2249(2015)/op/5/a`, each also with a suffix (`.json`). Every
other spelling of a place is read here too, and the caller redirects to the canonical one.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote, urlencode

from scraper.cite.grammar import read_reference
from scraper.errors import BadReference
from scraper.models import Pinpoint
from scraper.pinpoint import address

SUFFIXES = ("csl.json", "json", "txt", "md", "ris", "bib")
"""The forms a page of a resolution or a clause can be had in, besides HTML."""

_ADDRESS = re.compile(
    rf"""
    /+
    (?: s/res/ | s-res- | resolutions?/ | res/ )?   # `S/RES/`, `s/res/`, `resolution/`, or nothing: /2249
    (?P<number> \d{{1,9}} )
    \s*
    (?: \(\s*(?P<year>\d{{4}})\s*\) )?                # `(2015)`, ` (2015)`
    (?: / (?P<path> [^\s]*? ) )?                    # `op/5/a`, and `5/a`, which is short for it
    (?: \.(?P<suffix> {"|".join(map(re.escape, SUFFIXES))} ) )?
    /* \Z
    """,
    re.VERBOSE | re.IGNORECASE,
)

_PARTS = re.compile(r"(?:op|pp|annex-\d+)\Z")

LIKELY = r"(?i:/+(?:s(?:/|%2f)res|s-res-|res/|resolution|unscr|unsc%20|scr%20|\d).*$)"
"""What every address of a resolution begins like; a route matches it, `read` decides."""


@dataclass(frozen=True, slots=True)
class Address:
    """A place and the form it is asked for in; `suffix` is "" for the page itself."""

    place: Pinpoint
    suffix: str = ""


def read(raw: str) -> Address | None:
    """The place a request's path names, percent signs and all, or None where it names none.

    >>> read("/2249/5"), read("/s/res/2249%20(2015)/OP/5.json")  # doctest: +NORMALIZE_WHITESPACE
    (Address(place=Pinpoint(number=2249, year=None, path='op/5'), suffix=''),
     Address(place=Pinpoint(number=2249, year=2015, path='op/5'), suffix='json'))
    """
    path = unquote(raw, errors="replace")
    match = _ADDRESS.match(path)
    if match is None:
        return _read_reference(path)
    place = Pinpoint(int(match["number"]), int(match["year"]) if match["year"] else None)
    return Address(_read_path(place, match["path"] or ""), (match["suffix"] or "").lower())


def _read_path(whole: Pinpoint, path: str) -> Pinpoint:
    """`5/a` is short for `op/5/a`; parts are in lower case; labels keep theirs, for an annex may have (a) and (A).

    What is no path is read as people write references: `/2249/op5`, `/2249/para. 5 (a)`.
    """
    steps = [step for step in path.split("/") if step]
    if steps and _PARTS.match(steps[0].lower()):
        steps[0] = steps[0].lower()
    elif steps and steps[0].isdecimal():
        steps.insert(0, "op")
    elif steps:
        with suppress(BadReference):
            read = read_reference(f"{whole.number} {' '.join(steps)}")
            if read.number == whole.number and read.path:
                return replace(whole, path=read.path)
    return replace(whole, path="/".join(steps))


def _read_reference(path: str) -> Address | None:
    """What people write, put after the site's name: `/UNSCR 2249 (2015) op 5`."""
    try:
        return Address(read_reference(path.strip("/ ")))
    except BadReference:
        return None


def write(place: Pinpoint, suffix: str = "") -> str:
    """The canonical path, ready for a header or a link: letters, digits, `/ ( ) + -` as they are, all else quoted."""
    tail = f".{suffix}" if suffix else ""
    return quote(address(place) + tail, safe="/()+-,:;=@!$*'")


def with_query(path: str, **values: object) -> str:
    """A path with a query string, values that are None or "" left out."""
    kept = {key: str(value) for key, value in values.items() if value not in (None, "")}
    return f"{path}?{urlencode(kept)}" if kept else path
