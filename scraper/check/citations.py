"""Every citation of a document, and whether what it names is there."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple, cast

from scraper.check.report import CheckedCitation, Status, TextCorrection
from scraper.cite.find import Citation, find_citations
from scraper.cite.resolve import Landing, resolve
from scraper.database.landing import Held
from scraper.dates import MONTH, read_day, say_day
from scraper.models import Pinpoint
from scraper.pinpoint import InMemory, Shelf, address

OTHERS = frozenset({"statement", "assembly", "document", "other"})
"""What is cited beside resolutions, and has no text here."""


class CitedSource(NamedTuple):
    """A citation, the resolution it is of (None for another document) and the paths it names there.

    repair  what makes its year or its day right
    """

    citation: Citation
    number: int | None
    paths: tuple[str, ...]
    checked: CheckedCitation | None
    repair: TextCorrection | None = None


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
    shelf = shelves.get(number)
    status, note, repair = _judge(text, citation, number, worst, shelf, days.get(number, ""))
    symbol = f"S/RES/{number} ({shelf.year})" if shelf else citation.symbol
    url = site + address(Pinpoint(number, shelf.year, paths[0] if paths else "")) if shelf else ""
    named = paths if status == "ok" else citation.paths
    return CitedSource(
        citation, number, citation.paths if status == "no such paragraph" else paths,
        CheckedCitation(citation.raw, citation.start, citation.end, symbol, named, status, url, note), repair,
    )  # fmt: skip


def _judge(
    text: str, citation: Citation, number: int, worst: Landing, shelf: Shelf | None, adopted: str
) -> tuple[Status, str, TextCorrection | None]:
    """The status of a citation, why it is not ok, and what makes its year right."""
    status, note = cast(Status, worst.status), worst.reason
    repair, wrong = _right_day(text, citation, number, adopted)
    if wrong and status == "ok":
        return "year does not fit", wrong, repair
    if status == "year does not fit" and shelf and not repair:
        repair = _right_year(text, citation, shelf.year)
    return status, note, repair


_STATUSES = frozenset({"ok", "no such resolution", "year does not fit", "no such paragraph", "not in the corpus"})

_DAY = re.compile(rf"(?P<day>\d{{1,2}}\s{MONTH}\s\d{{4}})")

_DAY_AFTER = re.compile(
    r"[\])]{0,2}(?:\([^()\n]{0,60}\))?,?\s{0,2}(?:\(|of\s|dated\s|adopted\son\s)"
    rf"(?P<day>\d{{1,2}}\s{MONTH}\s\d{{4}})\b",
    re.I,
)
"""`Resolution 2170](...) (15 August 2014)`, `resolution 2170 (2014) of 15 August 2014`."""


def _find_day(text: str, citation: Citation) -> tuple[int, int, str] | None:
    """The day of adoption that stands in or beside a citation: from where to where, and as `2015-11-20`."""
    found = _DAY_AFTER.match(text, citation.end)
    start = found.start("day") if found else 0
    if found is None and (found := _DAY.search(citation.raw)):
        start = citation.start + found.start("day")
    try:
        day = read_day(" ".join(found["day"].split())) if found else None
    except ValueError:
        return None
    return (start, start + len(found["day"]), day.isoformat()) if found and day else None


def _right_day(text: str, citation: Citation, number: int, adopted: str) -> tuple[TextCorrection | None, str]:
    """What makes the day of adoption right, and what is wrong with it; None and "" where nothing is."""
    day = _find_day(text, citation)
    if day is None or not adopted or day[2] == adopted:
        return None, ""
    right = f"Resolution {number} was adopted on {say_day(adopted)}"
    repair = TextCorrection(day[0], day[1], text[day[0] : day[1]], say_day(adopted), f"{right}.")
    return repair, f"{right}, not on {say_day(day[2])}."


def _right_year(text: str, citation: Citation, year: int) -> TextCorrection | None:
    """The year of a citation put right, where it is written with four digits."""
    at = text.rfind(str(citation.year), citation.start, citation.end)
    if citation.year is None or at < 0:
        return None
    return TextCorrection(
        at, at + 4, str(citation.year), str(year), f"Resolution {citation.number} was adopted in {year}."
    )
