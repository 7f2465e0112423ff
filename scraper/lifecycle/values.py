"""What is read of the life of a mandate, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Does = Literal["founds", "extends", "suspends", "reimposes", "ends"]
"""What an act does to a thing; reviews and intentions are no acts."""

How = Literal["stated", "computed", "event", "open", "unreadable", "none"]
"""How an end was reached.

stated      the words give the day, or the month
computed    counted from `Period.base`
event       it ends with something that has no day
open        until the Council decides otherwise
unreadable  a period is meant whose beginning, or whose length, cannot be told
none        no end is set
"""


@dataclass(frozen=True, slots=True)
class Period:
    """Until when something is to be.

    until      ISO day, or ISO month (`2021-12`) where the words give no day; "" where there is none
    how        how it was reached
    base       from where it was or is to be counted: `adoption`, `term` (the end of the running term), an ISO day or
               month, `paragraph N` (of the same resolution), ""
    months, days   how much is to be counted
    """

    until: str = ""
    how: How = "none"
    base: str = ""
    months: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class Act:
    """One act that a clause does: its verb at `start:end`, what it is done to in `object_start:object_end`."""

    does: Does
    start: int
    end: int
    object_start: int
    object_end: int
    period: Period
    condition: str = ""
