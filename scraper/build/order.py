"""Days and meetings run forward with the numbers of resolutions: which of two sources is right where one goes back.

The Council numbers its resolutions in the order in which it adopts them, at meetings that are numbered too. So what
breaks that order is misread or misprinted, and its neighbours say what is possible. A day is corrected only where
another source has one that fits; a meeting only where one number that fits is one misreading away from what is printed
(`2491st` between the 2940th and the 2942nd is the 2941st). A meeting that was suspended and resumed is no misprint:
resolution 913 (1994) was adopted at the 3367th meeting, resumed, a day after 912 (1994) at the 3368th.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from scraper.dates import say_day
from scraper.models import Problem

RESUMED = 10
"""A meeting can be resumed after at most so many others."""

NAMES = {"votes": "the table of votes", "listing": "the Council’s list"}
"""The sources of days beside the texts, in words."""

Value = TypeVar("Value", str, int)


@dataclass(frozen=True, slots=True)
class Adoption:
    """When and where a resolution was adopted, as it is shown, and what other sources say of the day.

    day      ISO date; None where no source tells
    others   pairs of a source's name and its ISO date
    """

    number: int
    day: str | None
    meeting: int | None
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Ordered:
    """What is right of a resolution whose day or meeting breaks the order; `problem` says why, or that nothing fits."""

    number: int
    day: str | None
    meeting: int | None
    problem: Problem


def put_in_order(adoptions: Sequence[Adoption]) -> list[Ordered]:
    """The resolutions whose day or meeting breaks the order of the numbers, with what is right.

    In: every resolution, by number. Out: one entry for each day and each meeting that goes back.
    """
    days = list(_order_days(adoptions))
    right = {one.number: one.day for one in days}
    mended = [replace(one, day=right.get(one.number, one.day)) for one in adoptions]
    return [*days, *_order_meetings(mended)]


def _order_days(adoptions: Sequence[Adoption]) -> Iterator[Ordered]:
    dated = [(one, one.day) for one in adoptions if one.day]
    doubted = [any(day != other for _, other in one.others) for one, day in dated]
    for at, before, after in _outliers([day for _, day in dated], doubted):
        one, day = dated[at]
        low, high = before or "0000", after or "9999"
        neighbours = " and ".join(say_day(each) for each in (before, after) if each)
        between = f"the resolutions beside it in number were adopted on {neighbours}"
        fitting = [(source, other) for source, other in one.others if low <= other <= high]
        if fitting:
            source, right = fitting[0]
            said = f"the text gives the day as {say_day(day)}, but {between}; {NAMES[source]} has {say_day(right)}"
        else:
            right, said = day, f"adopted on {say_day(day)}, but {between}; no source has a day that fits"
        yield Ordered(one.number, right, one.meeting, Problem("date-out-of-order", said))


def _order_meetings(adoptions: Sequence[Adoption]) -> Iterator[Ordered]:
    met = [(one, one.meeting) for one in adoptions if one.meeting]
    for at, before, after in _outliers([meeting for _, meeting in met], [False] * len(met)):
        one, meeting = met[at]
        low, high = before or 1, after or meeting
        between = f"the resolutions beside it in number were adopted at meetings {low} and {high}"
        right: int | None
        if low - RESUMED <= meeting <= high + RESUMED:
            right, said = meeting, f"adopted at meeting {meeting}, but {between}; a meeting can have been resumed"
        else:
            fitting = [number for number in range(low, high + 1) if is_misreading(str(meeting), str(number))]
            right = fitting[0] if len(fitting) == 1 else None
            meant = f"{right} is meant" if right else "which one is meant cannot be told"
            said = f"the text gives the meeting as {meeting}, but {between}; {meant}"
        yield Ordered(one.number, one.day, right, Problem("meeting-out-of-order", said))


def _outliers(values: Sequence[Value], doubted: Sequence[bool]) -> Iterator[tuple[int, Value | None, Value | None]]:
    """Where the values leave the longest run that never goes back, with the nearest before and after that are in it.

    Those that are doubted (another source contradicts them) do not take part in the run; they have to fit into it.
    """
    sure = [at for at, doubt in enumerate(doubted) if not doubt]
    kept = [sure[place] for place in _longest_rising([values[at] for at in sure])]
    for at, value in enumerate(values):
        place = bisect_right(kept, at)
        if place and kept[place - 1] == at:
            continue
        before = values[kept[place - 1]] if place else None
        after = values[kept[place]] if place < len(kept) else None
        if (before is not None and value < before) or (after is not None and value > after):
            yield at, before, after


def _longest_rising(values: Sequence[Value]) -> list[int]:
    """The positions of the longest subsequence that never goes back, in n log n (patience sorting)."""
    tails: list[Value] = []
    ends: list[int] = []
    previous: list[int] = []
    for at, value in enumerate(values):
        pile = bisect_right(tails, value)
        previous.append(ends[pile - 1] if pile else -1)
        if pile == len(tails):
            tails.append(value)
            ends.append(at)
        else:
            tails[pile], ends[pile] = value, at
    found, at = [], ends[-1] if ends else -1
    while at >= 0:
        found.append(at)
        at = previous[at]
    return found[::-1]


def is_misreading(printed: str, right: str) -> bool:
    """Whether one figure lost, added, or read as another, or two that changed places, make the one of the other.

    >>> [is_misreading("2491", right) for right in ("2941", "2940", "2491")]
    [True, False, False]
    >>> is_misreading("364", "1564"), is_misreading("18522", "1852"), is_misreading("1338", "1838")
    (False, True, True)
    """
    start = next(
        (i for i, (a, b) in enumerate(zip(printed, right, strict=False)) if a != b), min(len(printed), len(right))
    )
    one, other = printed[start:], right[start:]
    if len(one) == len(other):
        return bool(one) and (one[1:] == other[1:] or (one[:2] == other[1::-1] and one[2:] == other[2:]))
    longer, shorter = max(one, other, key=len), min(one, other, key=len)
    return longer[1:] == shorter
