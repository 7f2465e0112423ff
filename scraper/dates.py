"""Days as they are written."""

from __future__ import annotations

from datetime import datetime

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def say_day(iso: str) -> str:
    """The day of an ISO date and time, `26 November 2026`; what is no date as it stands."""
    try:
        day = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
