"""Every citation of a document, and whether what it names is there."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple, cast

from scraper.check.report import CheckedCitation, Status
from scraper.cite.find import Citation, find_citations
from scraper.cite.resolve import Landing, resolve
from scraper.database.landing import Held
from scraper.dates import MONTH, read_day, say_day
from scraper.models import Pinpoint
from scraper.pinpoint import InMemory, Shelf, address

OTHERS = frozenset({"statement", "assembly", "document", "other"})
"""What is cited beside resolutions, and has no text here."""


class CitedSource(NamedTuple):
    """A citation, the resolution it is of (None for another document) and the paths it names there."""

    citation: Citation
    number: int | None
    paths: tuple[str, ...]
    checked: CheckedCitation | None


def check_citations(conn: sqlite3.Connection, text: str, site: str) -> list[CitedSource]:
    """The citations of a text in order, those of other documents too, which are not checked."""
    citations = find_citations(text)
    held = Held(conn)
    numbers = {one.number for one in citations if one.number}
    shelves = {number: shelf for number in numbers if (shelf := held.shelf(number))}
    holding = _Holding(shelves, held)
    landings = resolve(citations, holding)
    asked = json.dumps(list(numbers))
    rows = conn.execute(
        "SELECT number, adopted FROM resolutions WHERE number IN (SELECT value FROM json_each(?))", (asked,)
    )
    days = dict(map(tuple, rows))
    return [
        _check(text, citation, list(landed), shelves, days, site)
        for citation, landed in groupby(landings, key=lambda landing: landing.citation)
    ]


class _Holding:
    """What is held of the resolutions that a document names, asked for once."""

    def __init__(self, shelves: dict[int, Shelf], held: Held) -> None:
        self._shelves, self._held, self._extent = InMemory(shelves), held, held.extent()

    def shelf(self, number: int) -> Shelf | None:
        return self._shelves.shelf(number) or self._held.shelf(number)

    def extent(self) -> tuple[int, int, int]:
        return self._extent

    def nearest(self, number: int) -> Pinpoint | None:
        return self._held.nearest(number)


def _check(
    text: str, citation: Citation, landed: Sequence[Landing], shelves: dict[int, Shelf], days: dict[int, str], site: str
) -> CitedSource:
    target = next((one.target for one in landed if one.target), None)
    number = target.number if target else citation.number
    if citation.kind in OTHERS or citation.kind == "charter" or number is None:
        return CitedSource(citation, None, (), None)
    worst = next((one for one in landed if one.status != "ok"), landed[0])
    if worst.status not in _STATUSES:
        return CitedSource(citation, None, (), None)
    paths = tuple(one.target.path for one in landed if one.target and one.target.path)
    status, note = cast(Status, worst.status), worst.reason
    if status == "ok" and (wrong := _wrong_day(text, citation, days.get(number))):
        status, note = "year does not fit", wrong
    shelf = shelves.get(number)
    symbol = f"S/RES/{number} ({shelf.year})" if shelf else citation.symbol
    url = site + address(Pinpoint(number, shelf.year, paths[0] if paths else "")) if shelf else ""
    named = paths if status == "ok" else citation.paths
    return CitedSource(
        citation, number, citation.paths if status == "no such paragraph" else paths,
        CheckedCitation(citation.raw, citation.start, citation.end, symbol, named, status, url, note),
    )  # fmt: skip


_STATUSES = frozenset({"ok", "no such resolution", "year does not fit", "no such paragraph", "not in the corpus"})

_DAY = re.compile(rf"(?P<day>\d{{1,2}}\s{MONTH}\s\d{{4}})")

_DAY_AFTER = re.compile(
    r"[\])]{0,2}(?:\([^()\n]{0,60}\))?,?\s{0,2}(?:\(|of\s|dated\s|adopted\son\s)"
    rf"(?P<day>\d{{1,2}}\s{MONTH}\s\d{{4}})\b",
    re.I,
)
"""`Resolution 2170](...) (15 August 2014)`, `resolution 2170 (2014) of 15 August 2014`."""


def _wrong_day(text: str, citation: Citation, adopted: str | None) -> str:
    """What is wrong with a day of adoption that stands beside a citation, or ""."""
    found = _DAY_AFTER.match(text, citation.end) or _DAY.search(citation.raw)
    if not found or not adopted:
        return ""
    try:
        day = read_day(" ".join(found["day"].split()))
    except ValueError:
        day = None
    if day is None or day.isoformat() == adopted:
        return ""
    return f"Resolution {citation.number} was adopted on {say_day(adopted)}, not on {say_day(day.isoformat())}."
