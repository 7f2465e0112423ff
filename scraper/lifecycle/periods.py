"""The end of a period as clauses write it: a day, a month, a number of months from somewhere, or no day at all."""

from __future__ import annotations

import re
from datetime import date

from scraper.cite.mention import MONTHS, blanks
from scraper.dates import MONTH_NUMBERS, MONTHS_BY_START, add_to_day
from scraper.lifecycle.values import Period

_SHORT = "(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\\.?"
_DAY = (
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s?(?:of\s)?(?P<month>{MONTHS}|{_SHORT}),?\s(?P<year>\d{{4}})"
    rf"|(?P<month2>{MONTHS}|{_SHORT})\s(?P<day2>\d{{1,2}}),\s(?P<year2>\d{{4}}))\b"
)
_MISREAD_DAY = rf"(?P<day>[\dilso!]{{1,2}})(?:st|nd|rd|th)?\s?(?P<month>{MONTHS}),?\s(?P<year>[\dilo!]{{4}})(?![\w])"
"""A day whose figures were read as letters: `IS June 1981`, `30 November i993`."""

_FIGURES = str.maketrans("il!so", "11150")
_MONTH = rf"(?:the\send\sof\s|end\s)?(?P<month>{MONTHS})\s(?P<year>\d{{4}})\b"
_TO_A_DAY = (
    r"\b(?:until|till|to|through|ending(?:\son)?|ends\son|expiring(?:\son)?|expires?\son|terminat(?:ing|es?)\son)"
)

UNTIL = blanks(rf"{_TO_A_DAY}\s(?:midnight\s)?(?:on\s)?(?:and\sincluding\s)?{_DAY}")
"""`until 30 June 2021`, `terminating on 5 October 1993`, `ending 15 June 2000`."""

_UNTIL_MISREAD = blanks(rf"{_TO_A_DAY}\s{_MISREAD_DAY}")
_RUNNING = re.compile(r"expir|end|terminat")
_END_DAY = blanks(rf"\b(?:on|as\sof|from|effective|by)\s{_DAY}")
_UNTIL_MONTH = blanks(rf"\b(?:until|through|ending\sin)\s{_MONTH}")
_NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen".split(),
        1,
    )
} | {"twenty-four": 24, "twenty four": 24, "fifteen": 15, "thirty": 30, "thirty-six": 36, "sixty": 60, "ninety": 90}
_WORDS = "|".join(sorted(_NUMBERS, key=len, reverse=True)).replace(" ", r"\s")
_NUMBER = rf"(?P<number>\d{{1,3}}|{_WORDS})"
_LENGTH = blanks(
    rf"""
        \b(?:for|by|of|to|until)\s(?:up\sto\s)?(?:an?\s|the\s)?(?P<more>(?:further|another|additional|new)\s)?
        (?:(?:initial|interim|final|limited|single|last|planned)\s)*
        (?:period\s(?:of\s)?)?(?:up\sto\s|(?:of\s)?not?\smore\sthan\s|not\s(?:exceeding|to\sexceed)\s)?(?:an?\s)?(?:further\s|additional\s|another\s)?
        {_NUMBER}(?:\s\(\d{{1,3}}\))?(?:\s(?:more|further|additional))?(?:\s|-)(?P<unit>day|week|month|year)s?\b
        """
)
_BASE_DAY = blanks(
    r"""
        \b(?: beyond | from | beginning(?:\s(?:on|from))? | starting(?:\s(?:on|from))? | commencing(?:\son)? | as\sof
            | after | effective(?:\sfrom)? | with\seffect\sfrom | following )
        \s(?:the\sexpir(?:ation|y)\s(?:of\s)?[^,;.]{0,80}?\s(?:on|in|of)\s)?(?:midnight\son\s
            |at\s[\d.:]{4,5}\shours,?\s[a-z ]{0,40},\s(?:on\s)?)?
        """
    + _DAY
)
_BASE_ADOPTION = blanks(
    r"""\b(?:from|after|following|of|as\sof|beginning\s(?:on|from)|starting\s(?:on|from)|commencing\son)
        \s(?:the\s)?(?:date\sof\s)?(?:the\s)?(?:adoption|date|passage)\s(?:of\s)?(?:the\sadoption\sof\s)?
        (?:this|the\spresent)\sresolution"""
)
_BASE_TERM = blanks(
    rf"""\b(?:from|after|beyond|following|upon)\s(?:the\s)?(?:date\sof\s)?(?:the\s)?(?:expir(?:ation|y)|end)\s
        of\s[^;.]{{0,120}}?(?:mandate|authorization|period|term)\b(?:[^,;.]{{0,40}}?\s(?:in|on)\s{_MONTH})?"""
)
_BEGINNING = blanks(r",?\s(?:beginning|starting|commencing|from|after|following)\b")
_OPEN = blanks(
    r"""\buntil\s(?:such\stime\sas\s)?(?:it|the\s(?:security\s)?council)\s(?:so\s)?
        (?:decides|takes|has\sdecided|determines|may\sdecide)\b | \bunless\sthe\scouncil\sdecides\sotherwise"""
)
_EVENT = re.compile(r"\b(?:until|pending) (?:the |such time|further|a |all |that |it |he |they |his |their |its )")
_SAME = blanks(
    r"\b(?:for|during)\sthe\s(?:same\s)?period\s(?:specified|set\sout|referred\sto)\sin\sparagraph\s(?P<n>\d{1,3})"
)


def _iso(found: re.Match[str]) -> str:
    """The ISO day of a match of `_DAY`, "" for a day that no calendar has."""
    year, month, day = (found[name] or found[name + "2"] for name in ("year", "month", "day"))
    try:
        return date(int(year), MONTHS_BY_START[month[:3]], int(day)).isoformat()
    except ValueError:
        return ""


_LONGEST_MISREAD = 25
"""Months within which a day with misread figures must fall, or it is not believed."""


def _read_figures(found: re.Match[str]) -> str:
    """The ISO day of a match of `_MISREAD_DAY`, "" for none that a calendar has."""
    day, year = (found[name].translate(_FIGURES) for name in ("day", "year"))
    try:
        return date(int(year), MONTH_NUMBERS[found["month"]], int(day)).isoformat()
    except ValueError:
        return ""


def read_period(low: str, adopted: str, *, more: bool) -> Period:
    """The period that a part of a clause sets, from its words in lower case.

    `adopted` is the ISO day of the resolution, and a day before it is no end; `more` says that the period goes on from
    one that runs, as in an extension.
    """
    if day := _stated_day(low, adopted):
        return Period(day, "stated")
    for found in _UNTIL_MISREAD.finditer(low):
        if (day := _read_figures(found)) and adopted <= day < add_to_day(adopted, _LONGEST_MISREAD):
            return Period(day, "stated", "misread")
    for found in _UNTIL_MONTH.finditer(low):
        if (month := f"{found['year']}-{MONTH_NUMBERS[found['month']]:02}") >= adopted[:7]:
            return Period(month, "stated")
    if length := _LENGTH.search(low):
        return _count(low, length, adopted, more)
    if same := _SAME.search(low):
        return Period("", "unreadable", f"paragraph {same['n']}")
    if _OPEN.search(low):
        return Period("", "open")
    return Period("", "event") if _EVENT.search(low) else Period()


def _stated_day(low: str, adopted: str) -> str:
    """The first day that is said to be the end; not one that only tells when the running term ends.

    `to extend the mandate of UNEXM, expiring on 29 July 2015, until 9 December 2015`
    """
    days = [(found, day) for found in UNTIL.finditer(low) if (day := _iso(found)) and day >= adopted]
    if len(days) > 1 and _RUNNING.match(days[0][0][0]) and low[: days[0][0].start()].rstrip().endswith((",", "(")):
        return days[1][1]
    return days[0][1] if days else ""


def read_end(low: str, adopted: str) -> Period:
    """The day on which something ends by words: the one they give (`as of 31 December 2020`), or that of adoption."""
    for found in _END_DAY.finditer(low):
        if (day := _iso(found)) and day >= adopted:
            return Period(day, "stated")
    return Period(adopted, "computed", "adoption")


def _count(low: str, length: re.Match[str], adopted: str, more: bool) -> Period:
    """The period of a length that the words give, and from where it is counted."""
    number = _NUMBERS.get(length["number"]) or int(length["number"])
    unit = length["unit"]
    months = number * {"month": 1, "year": 12}.get(unit, 0)
    days = number * {"day": 1, "week": 7}.get(unit, 0)
    near = _near(low, length)
    if _BASE_ADOPTION.search(near):
        return Period(_added(adopted, months, days), "computed", "adoption", months, days)
    if (found := _BASE_DAY.search(near)) and (base := _iso(found)):
        return Period(_added(base, months, days), "computed", base, months, days)
    if found := _BASE_TERM.search(near):
        base = f"{found['year']}-{MONTH_NUMBERS[found['month']]:02}" if found["year"] else "term"
        until = _added(base, months, days) if base != "term" and not days else ""
        return Period(until, "computed" if until else "unreadable", base, months, days)
    elsewhere = _BEGINNING.match(low, length.end())
    base = "term" if (more or length["more"]) and not elsewhere else ""
    return Period("", "unreadable", base, months, days)


_BEGINS_NEAR = 40
_ENDS_NEAR = 200


def _near(low: str, length: re.Match[str]) -> str:
    """The words in which a length has its beginning: right behind it, or right before it.

    `six months from the adoption of this resolution`; `with effect from 1 May 2004, for a period of six months`.
    """
    behind = low[length.end() : length.end() + _ENDS_NEAR]
    base = min((found.start() for one in (_BASE_ADOPTION, _BASE_DAY, _BASE_TERM) if (found := one.search(behind))),
               default=_ENDS_NEAR)  # fmt: skip
    if base < _BEGINS_NEAR:
        return behind
    before = low[max(0, length.start() - _ENDS_NEAR) : length.start()]
    ends = [
        found.end()
        for one in (_BASE_ADOPTION, _BASE_DAY)
        for found in one.finditer(before)
        if "within" not in before[max(0, found.start() - _BEGINS_NEAR) : found.start()]
    ]
    return before if ends and not before[max(ends) :].strip(" ,and") else ""


def _added(base: str, months: int, days: int) -> str:
    try:
        return add_to_day(base, months, days)
    except (ValueError, OverflowError):
        return ""
