"""A chain held against what is known besides: the library's titles, and drafts that were rejected near an end."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scraper.dates import MONTHS_BY_START, last_day
from scraper.lifecycle.chain import Doubt, Life
from scraper.lifecycle.gaps import is_of_place
from scraper.lifecycle.mandates import Mandate


@dataclass(frozen=True, slots=True)
class RejectedDraft:
    """A draft that was put to the vote and not adopted; `outcome` is `vetoed` or `lack of majority`."""

    symbol: str
    day: str
    title: str
    outcome: str


NEAR = 45
"""So many days before or after an end a rejected draft may have been to move it."""

_TITLED = re.compile(
    rf"\b(?:until|through|ending)\s(\d{{1,2}})\s({'|'.join(MONTHS_BY_START)})[a-z]{{0,7}}\.?\s(\d{{4}})\b", re.I | re.A
)


def titled_days(title: str) -> tuple[str, ...]:
    """The ISO days until when something is to be by a title of the library: `until 31 Aug. 2015`."""
    found = []
    for day, month, year in _TITLED.findall(title):
        try:
            found.append(date(int(year), MONTHS_BY_START[month.lower()], int(day)).isoformat())
        except ValueError:
            continue
    return tuple(found)


def check_titles(life: Life, titles: Mapping[int, str], ends: Mapping[int, frozenset[str]]) -> Life:
    """The same life, with a doubt where a resolution's title tells one day alone and its words tell others.

    `ends` are by resolution the ends that were read from its words, on whatever thread.
    """
    doubts = []
    for at, event in enumerate(life.events):
        said = titled_days(titles.get(event.number, ""))
        if len(said) == 1 and event.period.until and not event.partial and said[0] not in ends[event.number]:
            message = f"The library’s title of resolution {event.number} says {said[0]}; its words say"
            doubts.append(Doubt(at, "title-differs", f"{message} {event.period.until}."))
    return replace(life, doubts=(*life.doubts, *doubts))


def check_drafts(life: Life, mandate: Mandate, parent: Mandate | None, drafts: Sequence[RejectedDraft]) -> Life:
    """The same life, with a doubt where a draft on the place of the thing was rejected near the day it ran out."""
    doubts = []
    for spell in life.spells:
        if spell.state != "lapsed":
            continue
        for draft in drafts:
            apart = abs((date.fromisoformat(draft.day) - date.fromisoformat(last_day(spell.until))).days)
            if apart <= NEAR and is_of_place(draft.title, mandate, parent):
                said = "vetoed" if draft.outcome == "vetoed" else "not adopted for lack of a majority"
                message = f"Near its end, {spell.until}, the draft {draft.symbol} (“{draft.title}”) was {said}"
                doubts.append(Doubt(spell.closed_by, "rejected-draft", f"{message}, on {draft.day}."))
    return replace(life, doubts=(*life.doubts, *doubts))
