"""Reading back what changed in the sources' files: each difference with what stood there before, and saying it."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict
from datetime import datetime
from typing import Any

from scraper.models import Change

COLUMNS = "resolution, path, what, was, now, noticed, upstream, file, sha256"

FACTS = {
    "opening": "the opening words",
    "adopted": "the day of adoption",
    "date": "the day of the vote",
    "adoption": "how it was adopted",
    "votes": "the votes of members",
    "votes_for": "votes in favour",
    "votes_against": "votes against",
    "chapter_vii": "the mark for Chapter VII",
}
"""What a fact is called where its name in the data does not say it; the others (`title`, `agenda`) do."""


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def of_resolution(conn: sqlite3.Connection, number: int) -> tuple[Change, ...]:
    """What changed in a resolution, in the order in which it came."""
    rows = conn.execute(f"SELECT {COLUMNS} FROM changes WHERE resolution = ? ORDER BY id", (number,))
    return tuple(Change(*row) for row in rows)


def newest(conn: sqlite3.Connection, count: int) -> tuple[Change, ...]:
    """The changes that came last, newest first."""
    rows = conn.execute(f"SELECT {COLUMNS} FROM changes ORDER BY noticed DESC, id LIMIT ?", (count,))
    return tuple(Change(*row) for row in rows)


def to_json(change: Change) -> dict[str, Any]:
    """A change as plain data, without the number of the resolution, which stands beside it."""
    return {name: value for name, value in asdict(change).items() if name != "number"}


def say_day(iso: str) -> str:
    """The day of an ISO date and time, `26 November 2026`; what is no date as it stands."""
    try:
        day = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def say(change: Change) -> str:
    """What happened, as a sentence without what stood there: `The UN’s file changed on 26 November 2026; this was`."""
    file = "The UN’s file" if change.upstream in ("unxml", "ods") else "The source’s file"
    since = f"{file} changed on {say_day(change.noticed)}"
    if change.what != "words":
        fact = FACTS.get(change.what, f"the {change.what}").replace("_", " ")
        return f"{since}; {fact} {'was' if change.was else 'was not told before'}"
    if not change.was:
        return f"{since}; this did not stand there before"
    return f"{since}; {'this was' if change.now else 'this is gone'}"
