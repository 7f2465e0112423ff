"""What stands and until when, in words and as data: threads, what stands on a day, what runs out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from scraper.database.threads import Done, Standing, Thread, ThreadEvent
from scraper.dates import last_day
from scraper.pinpoint import address, say_path
from scraper.render.display import say_date

TOLD = (
    "Read by a program from the words of the resolutions that are here. It says what the words say, not what the law"
    " is; acts by letter, presidential statement or notification are not in it. Dates marked computed were counted."
)
"""Stands with every answer."""

_A_MONTH = 7


def say_end(until: str) -> str:
    """An end as it is told: `31 August 2027`, `June 2027` where the words give no day."""
    if len(until) == _A_MONTH:
        return say_date(f"{until}-01").split(" ", 1)[1]
    return say_date(until)


def say_place(event: ThreadEvent) -> str:
    """`resolution 2808 (2025), paragraph 31`."""
    path = f", {say_path(event.path)}" if event.path else ""
    return f"resolution {event.symbol.number} ({event.symbol.year}){path}"


def say_state(state: str, until: str, event: ThreadEvent) -> str:
    """How a thread stands, in a sentence; never that it is in force."""
    where, end = say_place(event), say_end(until)
    on = "in" if len(until) == _A_MONTH else "on"
    counted = " (computed)" if event.until_how == "computed" and until else ""
    return {
        "stands": f"Stands until {end}{counted}: {where}.",
        "lapsed": f"Was to end {on} {end}{counted} ({where}); no later extension is in these texts.",
        "open": f"No end was set: {where}.",
        "ended": f"Ended {on} {end}: {where}.",
        "suspended": f"Suspended: {where}.",
    }.get(state, f"Cannot be told: the words give no end that can be reckoned ({where}).")


def say_thread(thread: Thread) -> str:
    """How the last spell of a thread stands."""
    last = thread.spells[-1] if thread.spells else None
    event = next((one for one in thread.events if last and one.id == last.closed_by), None)
    return say_state(last.state, last.until, event) if last and event else "Nothing can be told of it."


def words_of(event: ThreadEvent) -> str:
    """The words that show the act: from its verb on, or from the beginning where that is near."""
    start = 0 if event.start < 160 else event.start
    words = event.text[start : event.end + 240]
    return ("… " if start else "") + words + (" …" if event.end + 240 < len(event.text) else "")


def event_json(event: ThreadEvent, base: str) -> dict[str, Any]:
    """An act as data, with the words that show it and the address of the clause."""
    return {
        "symbol": str(event.symbol),
        "path": event.path,
        "act": event.act,
        "adopted": event.effect,
        "until": event.until or None,
        "until_how": event.until_how,
        "base": event.base,
        "condition": event.condition,
        "partial": event.partial,
        "evidence": event.text[event.start : event.end],
        "text": event.text,
        "url": base + address(event.place),
    }


def thread_json(thread: Thread, base: str) -> dict[str, Any]:
    """A thread as data."""
    return {
        "slug": thread.slug,
        "name": thread.name,
        "kind": thread.kind,
        "parent": thread.parent or None,
        "names": list(thread.names),
        "state": thread.spells[-1].state if thread.spells else "unknown",
        "until": (thread.spells[-1].until or None) if thread.spells else None,
        "said": say_thread(thread),
        "spells": [{"from": one.begin, "to": one.until or None, "state": one.state} for one in thread.spells],
        "events": [event_json(one, base) for one in thread.events],
        "doubts": list(thread.doubts),
        "succeeds": thread.succeeds[0] if thread.succeeds else None,
        "followed_by": [slug for slug, _ in thread.followed_by],
        "parts": [slug for slug, _ in thread.parts],
        "remark": thread.note or None,
        "note": TOLD,
        "url": f"{base}/force/{thread.slug}",
    }


def standing_json(found: Iterable[Standing], base: str, **asked: str) -> dict[str, Any]:
    """What stands, or runs out, as data; `asked` are the days or the kind."""
    results = [
        {
            "slug": one.slug,
            "name": one.name,
            "kind": one.kind,
            "from": one.begin,
            "until": one.until or None,
            "until_how": one.event.until_how,
            "state": one.state,
            "evidence": event_json(one.event, base),
            "url": f"{base}/force/{one.slug}",
        }
        for one in found
    ]
    return {**asked, "total": len(results), "results": results, "note": TOLD}


_COLUMNS = ("thread", "kind", "act", "adopted", "symbol", "path", "until", "until_how", "base", "words")


def thread_csv(threads: Iterable[Thread]) -> str:
    """The events of threads as CSV, one row an act."""
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(_COLUMNS)
    for thread in threads:
        for one in thread.events:
            words = one.text[one.start : one.end]
            where = (str(one.symbol), one.path)
            rows.writerow(
                (thread.slug, thread.kind, one.act, one.effect, *where, one.until, one.until_how, one.base, words)
            )
    return out.getvalue()


def standing_csv(found: Iterable[Standing]) -> str:
    """What stands, or runs out, as CSV."""
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(("thread", "name", "kind", "from", "until", "until_how", "state", "symbol", "path"))
    for one in found:
        where = (str(one.event.symbol), one.event.path)
        rows.writerow((one.slug, one.name, one.kind, one.begin, one.until, one.event.until_how, one.state, *where))
    return out.getvalue()


def thread_text(thread: Thread, base: str) -> str:
    """A thread as plain text: the sentence on top, a line an act, the doubts."""
    lines = [thread.name, f"{thread.kind} · {base}/force/{thread.slug}", say_thread(thread), ""]
    for one in thread.events:
        end = f"until {say_end(one.until)} ({one.until_how})" if one.until else one.until_how
        lines.append(f"{one.effect}  {one.act:9} {end:36} {one.symbol.number} ({one.symbol.year}) {one.path}")
    lines += [""] + [f"Note: {doubt}" for doubt in thread.doubts]
    return "\n".join([*lines, TOLD])


def standing_text(found: Sequence[Standing]) -> str:
    """What stands, or runs out, a line each."""
    lines = [
        f"{one.until or '-':10}  {one.state:9}  {one.kind:17}  {one.name}  [{say_place(one.event)}]" for one in found
    ]
    return "\n".join([*lines, "", TOLD])


def calendar(found: Iterable[Standing], base: str) -> bytes:
    """What runs out as iCalendar: an entry a thread on its last day, whose UID stays when a renewal moves it."""
    from datetime import UTC, date, datetime

    from icalendar import Calendar
    from icalendar import Event as Entry

    made = Calendar()
    made.add("prodid", "-//unsc-resolutions//expiring//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", "Security Council mandates and measures that run out")
    for one in found:
        entry, event = Entry(), one.event
        counted = " (computed)" if event.until_how == "computed" else ""
        entry.add("summary", f"{one.name}: ends{counted}")
        entry.add("dtstart", date.fromisoformat(last_day(one.until)))
        entry.add("dtstamp", datetime.fromisoformat(event.effect).replace(tzinfo=UTC))
        entry.add("uid", f"{one.slug}@unsc-resolutions")
        entry.add("url", base + address(event.place))
        entry.add("description", f"{say_state(one.state, one.until, event)}\n{words_of(event)}\n{TOLD}")
        made.add_component(entry)
    return bytes(made.to_ical())


def say_done(done: Done) -> str:
    """What a clause did, as its page says it: `extended UNIFIL until 31 August 2016`."""
    verb = {"founds": "founded", "extends": "extended", "suspends": "suspended", "reimposes": "brought back"}
    what = f"{verb.get(done.act, 'ended')} {'a part of ' if done.partial else ''}{done.name}"
    if not done.until:
        return what + ("" if done.act == "ends" else "; no day of its end can be told from these words")
    counted = " (computed)" if done.until_how == "computed" and done.act != "ends" else ""
    return f"{what} {'on' if done.act == 'ends' else 'until'} {say_end(done.until)}{counted}"


@dataclass(frozen=True, slots=True)
class SpellBar:
    """A spell as it is drawn: from `x`, `width` wide (in the units of the picture, a year is `YEAR` of them)."""

    x: float
    width: float
    state: str
    said: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The life of a thread on a line of years: bars, the years that bear a name, the width of the whole."""

    bars: tuple[SpellBar, ...]
    years: tuple[tuple[float, int], ...]
    width: float


YEAR = 24
LONGEST = 90
"""A year is narrower where there are so many that the line would be too long."""


def draw_life(thread: Thread, today: str) -> Picture | None:
    """The picture of a thread's spells to the ISO day of the newest resolution; None where there is none."""
    if not thread.spells:
        return None
    last = max(today, *(last_day(one.until) for one in thread.spells if one.until), "0001-01-01")
    first, final = int(thread.spells[0].begin[:4]), int(last[:4]) + 1
    year = min(YEAR, LONGEST * YEAR // max(1, 2 * (final - first)))

    def place(day: str) -> float:
        return (int(day[:4]) - first + (int(day[5:7]) - 1) / 12 + int(day[8:10]) / 372) * year

    bars = tuple(
        SpellBar(
            round(place(one.begin), 1),
            round(max(2, place(last_day(one.until) if one.until else today) - place(one.begin)), 1),
            one.state,
            f"{say_date(one.begin)} to {say_end(one.until) if one.until else 'no end told'}",
        )
        for one in thread.spells
    )
    step = max(1, -(-48 // year))
    return Picture(
        bars, tuple((float((y - first) * year), y) for y in range(first, final, step)), (final - first) * year
    )
