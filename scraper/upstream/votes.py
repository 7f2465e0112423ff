"""Every vote of the Council since 1946, member by member.

The table is made by Sciences Po, Atelier de cartographie (CC BY 4.0).

One row a vote, one column a member: `Y`, `N`, `A` (abstaining), `NV` (not voting), `?` where no record tells. A draft
that was not adopted has `-` for a number. The name of the file holds the years it covers, so it is found in the tree.

The columns bear one name for a seat, whatever its holder was called at the time; `read_votes` gives the name that the
United Nations used on the day (`NAMES`). Three columns hold another member's votes in some years (`MISPLACED`): no
member can sit longer than two years in a row, and the Council's composition and the UN's own XML show whose they are.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from scraper.errors import WrongContent
from scraper.models import Ballot, Vote
from scraper.upstream.content import Check, check_text
from scraper.upstream.github import Collection, Run, fetch_chosen
from scraper.upstream.raw import RawDocument, RawStore
from scraper.upstream.report import Report

FILE = re.compile(r"src/lib/data/[^/]*\bvotes\b[^/]*\.csv", re.I)

FIRST_COLUMN, DOCUMENT, OUTCOME, NUMBER, DATE = (
    "Vote in the DB", "UN classification", "Vote outcome", "Resolution number", "Date",
)  # fmt: skip
TITLE, COUNTS, VETOES = "Official full title", ("Yes", "No", "Abstentions", "Non-Voting"), "(of which veto)"

BALLOTS: Mapping[str, Ballot] = {"Y": "for", "N": "against", "A": "abstaining", "NV": "not voting"}

Outcome = Literal["adopted", "vetoed", "lack of majority"]
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.A)

OUTCOMES: Mapping[str, Outcome] = {"adopted": "adopted", "vetoed": "vetoed", "lack of maj.": "lack of majority"}

NAMES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "RUSSIAN FEDERATION/USSR": (("1991-12-24", "USSR"), ("9999", "RUSSIAN FEDERATION")),
    "EGYPT / UNITED ARAB REPUBLIC": (
        ("1958-02-22", "EGYPT"), ("1971-09-02", "UNITED ARAB REPUBLIC"), ("9999", "EGYPT"),
    ),
    "SRI LANKA/CEYLAN": (("1972-05-22", "CEYLON"), ("9999", "SRI LANKA")),
    "SYRIAN ARAB REPUBLIC": (("1958-02-22", "SYRIA"), ("9999", "SYRIAN ARAB REPUBLIC")),
    "IRAN (ISLAMIC REPUBLIC OF)": (("1979-04-01", "IRAN"), ("9999", "IRAN (ISLAMIC REPUBLIC OF)")),
    "LIBYAN ARAB JAMAHIRIYA": (("1977-04-18", "LIBYAN ARAB REPUBLIC"), ("9999", "LIBYAN ARAB JAMAHIRIYA")),
    "UKRAINE": (("1991-08-24", "UKRAINIAN SSR"), ("9999", "UKRAINE")),
    "BELARUS": (("1991-09-19", "BYELORUSSIAN SSR"), ("9999", "BELARUS")),
    "BURKINA FASO": (("1984-08-06", "UPPER VOLTA"), ("9999", "BURKINA FASO")),
    "CÔTE D'IVOIRE": (("1985-11-06", "IVORY COAST"), ("9999", "CÔTE D'IVOIRE")),
    "CAMEROON": (
        ("1972-06-02", "CAMEROON"), ("1984-02-04", "UNITED REPUBLIC OF CAMEROON"), ("9999", "CAMEROON"),
    ),
    "CZECH REPUBLIC": (("1993-01-01", "CZECHOSLOVAKIA"), ("9999", "CZECH REPUBLIC")),
    "YEMEN": (("1990-05-22", "DEMOCRATIC YEMEN"), ("9999", "YEMEN")),
    "BOLIVIA": (("2009-04-08", "BOLIVIA"), ("9999", "BOLIVIA (PLURINATIONAL STATE OF)")),
    "VENEZUELA": (("2004-12-31", "VENEZUELA"), ("9999", "VENEZUELA (BOLIVARIAN REPUBLIC OF)")),
    "KOREA": (("9999", "REPUBLIC OF KOREA"),),
    "BOSNIA": (("9999", "BOSNIA AND HERZEGOVINA"),),
}  # fmt: skip
"""Columns whose name was not the member's at all times: until which day (not included) it was called what."""

MISPLACED: Mapping[tuple[str, str], str] = {
    ("ALGERIA", "1966"): "ARGENTINA",
    ("ALGERIA", "1967"): "ARGENTINA",
    ("TURKEY", "2011"): "PORTUGAL",
    ("TURKEY", "2012"): "PORTUGAL",
    ("SLOVAKIA", "2024"): "SLOVENIA",
}
"""Column and year whose votes are those of another member.

Argentina sat in 1966-1967, Portugal in 2011-2012 and Slovenia in 2024-2025; their own columns are empty then.
"""

YEARS_MISPLACED = frozenset(year for _, year in MISPLACED)

RENAMED = frozenset(NAMES) | {member for member, _ in MISPLACED}

TITLE_OF_RESOLUTION = re.compile(
    r"""
    Security\ Council\ resolution\ (?P<number>\d+)\ \(\d{4}\)   # Security Council resolution 2811 (2025)
    \s* \[ (?P<title> .*? ) \]? $                               # [on extension of the mandate of ...]
    """,
    re.X | re.S,
)


@dataclass(frozen=True, slots=True)
class VoteRow:
    """One vote of the Council.

    number     the resolution that came of it; None for a draft that was not adopted
    document   what was voted on, as the table writes it: `S/RES/2811(2025)`, `S/2025/539`, `S/PV.186`, `Oral amendment`
    outcome    `adopted`, `vetoed`, or `lack of majority`
    date       ISO
    title      for a resolution what it is on, as the UN library puts it; for a draft the agenda item
    votes_for  and the other counts: None where no record tells
    vetoes     how many of the votes against were a permanent member's
    votes      member by member, names of their time, in the table's order; empty where no record tells
    notes      what was put right in the row, or is wrong in it, a sentence each
    """

    number: int | None
    document: str
    outcome: Outcome
    date: str
    title: str
    votes_for: int | None
    votes_against: int | None
    abstentions: int | None
    not_voting: int | None
    vetoes: int
    votes: tuple[Vote, ...]
    notes: tuple[str, ...]


def read_votes(data: bytes) -> Iterator[VoteRow]:
    """Read the table, in its own order (newest first).

    Raises WrongContent where it has not the columns it had, or a row cannot be read: half-understood votes are worse
    than none.
    """
    rows = _cells(data)
    header = next(rows, [])
    needed = {FIRST_COLUMN, DOCUMENT, OUTCOME, NUMBER, DATE, TITLE, *COUNTS, VETOES}
    if missing := needed - set(header):
        raise WrongContent(f"the table of votes has no column {sorted(missing)[0]!r}")
    first = header.index(VETOES) + 1
    members = header[first:]
    for row in rows:
        if len(row) != len(header):
            raise WrongContent(f"a row of the table of votes has {len(row)} cells in place of {len(header)}")
        facts = dict(zip(header[:first], row[:first], strict=True))
        yield _read_row(facts, [cell for cell in zip(members, row[first:], strict=True) if cell[1]])


def _cells(data: bytes) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(data.decode("utf-8-sig", "replace"), newline=""))
    except csv.Error as error:
        raise WrongContent(f"the table of votes is not CSV: {error}") from error


def _read_row(row: Mapping[str, str], cells: list[tuple[str, str]]) -> VoteRow:
    date, number = row[DATE].strip(), row[NUMBER].strip()
    if row[OUTCOME] not in OUTCOMES or not DAY.fullmatch(date) or not (number == "-" or number.isdecimal()):
        raise WrongContent(f"row {row[FIRST_COLUMN]} of the table of votes cannot be read")
    resolution = int(number) if number != "-" else None
    title, wrong = _read_title(row[TITLE], resolution)
    document, outcome = " ".join(row[DOCUMENT].split()), OUTCOMES[row[OUTCOME]]
    yes, no, abstaining, absent = (_read_count(row[name]) for name in COUNTS)
    votes = tuple(_vote(member, cell, date if member in RENAMED else "") for member, cell in cells if cell in BALLOTS)
    return VoteRow(
        resolution, document, outcome, date, title, yes, no, abstaining, absent, _read_count(row[VETOES]) or 0,
        votes, wrong + _misplaced(cells, date[:4]),
    )  # fmt: skip


@cache
def _vote(member: str, cell: str, date: str) -> Vote:
    """One object for each member and ballot: there are 46,000 votes, and they differ little."""
    return Vote(name_at(member, date), BALLOTS[cell])


def _read_count(written: str) -> int | None:
    written = written.strip()  # by us: `int` does not take all that counts as blank, such as a file separator
    return int(written) if written.isdecimal() else None


def _misplaced(cells: list[tuple[str, str]], year: str) -> tuple[str, ...]:
    if year not in YEARS_MISPLACED:
        return ()
    moved = [(member, MISPLACED[member, year]) for member, _ in cells if (member, year) in MISPLACED]
    return tuple(f"The vote of {name} stands in the column of {member}." for member, name in moved)


def name_at(member: str, date: str) -> str:
    """What the holder of a column's seat was called on a day (ISO)."""
    member = MISPLACED.get((member, date[:4]), member)
    for until, name in NAMES.get(member, ()):
        if date < until:
            return name
    return member


def _read_title(written: str, number: int | None) -> tuple[str, tuple[str, ...]]:
    title = " ".join(written.split())
    found = TITLE_OF_RESOLUTION.fullmatch(title)
    if found is None or number is None:
        return title, ()
    if int(found["number"]) != number:
        return found["title"], (f"The title names resolution {found['number']} in place of {number}.",)
    return found["title"], ()


# -- fetching --------------------------------------------------------------------------------------------------


def _check_for(path: str) -> Check:
    return check_votes


def check_votes(data: bytes) -> None:
    """Raise WrongContent unless this is the table of votes, readable to its last row, with at least one."""
    check_text(data)
    if not list(read_votes(data)):
        raise WrongContent("there is no vote in the table of votes")


COLLECTION = Collection(
    "votes", "AtelierCartographie/bd-unsc", "the table of votes",
    lambda path: FILE.fullmatch(path) is not None, lambda path, data: None, _check_for,
)  # fmt: skip


def fetch_votes(run: Run) -> Report:
    """The table, if it is new or has changed. Raises UpstreamError."""
    report = fetch_chosen(COLLECTION, run, lambda path: True)
    if not report.fetched + report.already and not report.failed:
        return report + Report(failed=(f"There is no table of votes in {COLLECTION.repository} any more.",))
    return report


def newest(store: RawStore) -> RawDocument | None:
    """The table in the store; of several (its name changes with the years it covers) the last by name."""
    documents = list(store.documents("votes"))
    return documents[-1] if documents else None
