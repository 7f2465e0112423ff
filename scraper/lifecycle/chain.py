"""From the acts on one thing, in their order, to the spells in which it stood, and what is doubtful about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from scraper.dates import add_to_day, last_day
from scraper.lifecycle.values import Does, Period

State = Literal["stands", "suspended", "open", "lapsed", "ended", "unknown"]
"""How a spell ends, or does not.

stands     until a day that has not come when the newest resolution was adopted
suspended  it is suspended in it
open       no end was set
lapsed     it was to end, and no later extension is in these texts
ended      by words
unknown    the period has no stated beginning, or its end cannot be told
"""


@dataclass(frozen=True, slots=True)
class Event:
    """One act on one thing: the day of the resolution, where its words stand, and until when.

    clause, start, end  the id of the clause, and the words in it
    effect     the ISO day from which it counts
    condition  the words that make it depend on something, or ""
    partial    only a part of the thing is meant
    """

    number: int
    clause: int | None
    start: int
    end: int
    does: Does
    effect: str
    period: Period
    condition: str = ""
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Spell:
    """From one day to another (both ISO; "" for no end) with the places of the events in the chain that bound it."""

    begin: str
    until: str
    opened_by: int
    closed_by: int
    state: State


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something about a chain that a reader should see; `event` is its place in the chain."""

    event: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Life:
    """A thread's events with the ends that could be counted, its spells, and its doubts."""

    events: tuple[Event, ...]
    spells: tuple[Spell, ...]
    doubts: tuple[Doubt, ...]


TOLERATED = 31
"""Days by which a running term may have been over when it was extended, for the next to be counted from its end."""


@dataclass(slots=True)
class _Chain:
    """The chain as it grows."""

    events: list[Event]
    spells: list[Spell]
    doubts: list[Doubt]

    def doubt(self, code: str, message: str) -> None:
        self.doubts.append(Doubt(len(self.events) - 1, code, message))


def follow(events: Sequence[Event], today: str) -> Life:
    """The life of a thread from its events, the oldest first, as it stood on the ISO day of the newest resolution."""
    chain = _Chain([], [], [])
    for event in events:
        running = chain.spells[-1] if chain.spells else None
        counted = _count(event, running)
        chain.events.append(counted)
        _STEPS[event.does](chain, counted, running)
    spells = [_settle(one, today, i == len(chain.spells) - 1) for i, one in enumerate(chain.spells)]
    return Life(tuple(chain.events), tuple(spells), tuple(chain.doubts))


def _count(event: Event, running: Spell | None) -> Event:
    """The event with its end counted from that of the running term, where that is known."""
    period = event.period
    if period.base != "term" or period.until or not (period.months or period.days):
        return event
    if not running or not running.until or _days(last_day(running.until), event.effect) > TOLERATED:
        return event
    base = running.until if not period.days else last_day(running.until)
    until = add_to_day(base, period.months, period.days) if len(base) == 10 or not period.days else ""
    if last_day(until) < event.effect:
        return event
    return replace(event, period=replace(period, until=until, how="computed"))


def _days(one: str, other: str) -> int:
    """How many days the other ISO day comes after the one."""
    return (date.fromisoformat(other) - date.fromisoformat(one)).days


def _begin(chain: _Chain, event: Event, state: State | None = None) -> None:
    told: State = state or _state_of(event)
    at = len(chain.events) - 1
    chain.spells.append(Spell(event.effect, event.period.until, at, at, told))


def _state_of(event: Event) -> State:
    """What an event leaves: an extension without an end that can be told leaves none that is known."""
    if event.period.until:
        return "stands"
    without = event.period.how == "open" or (event.period.how == "none" and event.does == "founds")
    return "open" if without else "unknown"


def _go_on(chain: _Chain, event: Event, running: Spell | None) -> None:
    """Founds or extends: the running spell goes on, or a new one begins, and a gap is told."""
    at = len(chain.events) - 1
    if event.partial and running and not _is_later(event, running):
        return
    if running is None or running.state == "suspended":
        if event.does == "extends" and running is None:
            chain.doubt("no-founding", "The paragraph that founded it is not in these texts, or was not read.")
        if running is not None:
            chain.spells[-1] = replace(running, until=event.effect, closed_by=at)
        _begin(chain, event)
        return
    until = last_day(running.until) if running.until else ""
    if running.state == "ended" or (until and until < event.effect):
        gap = f"No resolution in these texts tells what stood between {until or running.begin} and {event.effect}."
        if not until or _days(until, event.effect) > 1:
            chain.doubt("gap", gap)
        _begin(chain, event)
        return
    _move_end(chain, event, running, until)


def _is_later(event: Event, running: Spell) -> bool:
    """Whether a part goes on for longer than the whole was to: then the whole goes on, in that part."""
    if running.state == "ended" or not event.period.until:
        return False
    return not running.until or last_day(event.period.until) > last_day(running.until)


def _move_end(chain: _Chain, event: Event, running: Spell, until: str) -> None:
    """A running spell gets another end; `until` is the last day of the one that it had, or ""."""
    at = len(chain.events) - 1
    if event.period.until and until and last_day(event.period.until) < until:
        if at and chain.events[at - 1].number == event.number:  # a part of it that the same resolution lets end sooner
            return
        chain.doubt("backwards", f"Its end, {event.period.until}, is before the one that was set, {running.until}.")
    if event.period.how in ("none", "event") and event.does == "extends":
        return
    chain.spells[-1] = replace(running, until=event.period.until, closed_by=at, state=_state_of(event))


def _end(chain: _Chain, event: Event, running: Spell | None) -> None:
    if running is None:
        return
    if event.condition:
        chain.doubt("conditional-end", "Its end depends on a condition; it is not taken as an end.")
    elif event.partial:
        chain.doubt("partial-end", "Only a part of it ends; whether the rest stands is not told here.")
        if running.state == "open":
            chain.spells[-1] = replace(running, state="unknown")
    else:
        until = event.period.until
        if running.until and last_day(running.until) < until and running.state != "ended":
            chain.doubt("ended-after-lapse", f"It is ended after its last known end, {running.until}.")
        chain.spells[-1] = replace(running, until=until, closed_by=len(chain.events) - 1, state="ended")


def _suspend(chain: _Chain, event: Event, running: Spell | None) -> None:
    if running is None or event.partial:
        return
    at = len(chain.events) - 1
    chain.spells[-1] = replace(running, until=event.effect, closed_by=at)
    _begin(chain, event, "suspended")


def _reimpose(chain: _Chain, event: Event, running: Spell | None) -> None:
    if running is not None and running.state == "suspended":
        chain.spells[-1] = replace(running, until=event.effect, closed_by=len(chain.events) - 1)
        _begin(chain, replace(event, period=Period()))


_STEPS = {"founds": _go_on, "extends": _go_on, "ends": _end, "suspends": _suspend, "reimposes": _reimpose}


def _settle(spell: Spell, today: str, last: bool) -> Spell:
    """What a spell is, seen from the last day that is known."""
    if spell.state != "stands":
        return spell
    if last:
        return spell if last_day(spell.until) >= today else replace(spell, state="lapsed")
    return replace(spell, state="lapsed")
