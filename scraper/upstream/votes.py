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
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from scraper.dates import check_year
from scraper.errors import WrongContent
from scraper.models import Ballot, Vote
from scraper.titles import read_title
from scraper.upstream.checks import Check, check_text
from scraper.upstream.github import Collection, Run, fetch_chosen
from scraper.upstream.raw import RawDocument, RawStore
from scraper.upstream.report import FetchReport
from scraper.upstream.rows import EARLIEST, LATEST, Line, TableRows, check_size, fit, read_rows
from scraper.upstream.unxml import SYMBOL

FILE = re.compile(
    r"""
    src/lib/data/ (?= [^/]* \b votes \b )   # a name with the word in it, looked for once
    [^/]* \.csv                             # Clean BD pour export – UNSC votes 1946-2025.csv
    """,
    re.X | re.I,
)

FIRST_COLUMN, VETOES = "Vote in the DB", "(of which veto)"
"""The table's first column, and the last before the members'."""

LONGEST_HEADER = 1000
"""Columns at most; there are 150."""

BALLOTS: Mapping[str, Ballot] = {"Y": "for", "N": "against", "A": "abstaining", "NV": "not voting"}

Outcome = Literal["adopted", "vetoed", "lack of majority"]
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


Counted = Annotated[str, Meta(pattern=r"\A(?:\d|1[0-5]|\?)?\Z")]
"""Votes of one kind: 0 to 15, or `?` where no record tells."""


class _Cells(msgspec.Struct, frozen=True):
    """What a row says before the members' columns, by the names of the columns."""

    document: Line = msgspec.field(name="UN classification")
    outcome: Literal["adopted", "vetoed", "lack of maj."] = msgspec.field(name="Vote outcome")
    number: Annotated[str, Meta(pattern=r"\A(?:-|[1-9]\d{0,3})\Z")] = msgspec.field(name="Resolution number")
    day: date = msgspec.field(name="Date")
    title: Line = msgspec.field(name="Official full title")
    votes_for: Counted = msgspec.field(name="Yes")
    votes_against: Counted = msgspec.field(name="No")
    abstentions: Counted = msgspec.field(name="Abstentions")
    not_voting: Counted = msgspec.field(name="Non-Voting")
    vetoes: Counted = msgspec.field(name=VETOES)


COLUMNS = frozenset(field.encode_name for field in msgspec.structs.fields(_Cells))

Ballots = dict[Line, Literal["Y", "N", "A", "NV", "?"]]


def read_votes(data: bytes) -> TableRows[VoteRow]:
    """Read the table, in its own order (newest first).

    A row that is not understood in full is left out: half-understood votes are worse than none. Raises WrongContent
    where the table has not the columns it had, or most rows are such.
    """
    check_size(data, "the table of votes")
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig", "replace"), newline=""))
    try:
        header = next(rows, [])
    except csv.Error as error:
        raise WrongContent(f"the table of votes is not CSV: {error}") from error
    if missing := (COLUMNS | {FIRST_COLUMN}) - set(header):
        raise WrongContent(f"the table of votes has no column {min(missing)!r}")
    if len(header) > LONGEST_HEADER:
        raise WrongContent(f"the table of votes has {len(header):,} columns")
    return read_rows("the table of votes", _rows(rows), partial(_read_row, header))


def _rows(rows: Iterator[list[str]]) -> Iterator[tuple[str, list[str] | csv.Error]]:
    """Each row with what to call it: by its number in the table, counted from the header's; an error in its place."""
    for count in itertools.count(2):
        row: list[str] | csv.Error
        try:
            row = next(rows)
        except csv.Error as error:
            row = error
        except StopIteration:
            return
        yield f"row {count}", row


def _read_row(header: list[str], row: list[str] | csv.Error) -> VoteRow | None:
    if isinstance(row, csv.Error):
        raise ValueError(f"it is not CSV: {row}")
    if len(row) != len(header):
        raise ValueError(f"it has {len(row)} cells in place of {len(header)}")
    first = header.index(VETOES) + 1
    facts = {name: " ".join(cell.split()) for name, cell in zip(header[:first], row[:first], strict=True)}
    ballots = {member: cell for member, cell in zip(header[first:], row[first:], strict=True) if cell}
    return _understand(fit(facts, _Cells), fit(ballots, Ballots))


def _understand(cells: _Cells, ballots: Ballots) -> VoteRow:
    day, number = cells.day.isoformat(), None if cells.number == "-" else int(cells.number)
    _check_symbol(cells, number)
    title, wrong = _read_title(cells.title, number)
    known = [(member, cell) for member, cell in ballots.items() if cell in BALLOTS]
    votes = tuple(_vote(member, cell, day if member in RENAMED else "") for member, cell in known)
    return VoteRow(
        number, cells.document, OUTCOMES[cells.outcome], day, title, _read_count(cells.votes_for),
        _read_count(cells.votes_against), _read_count(cells.abstentions), _read_count(cells.not_voting),
        _read_count(cells.vetoes) or 0, votes, wrong + _misplaced(ballots, day[:4]),
    )  # fmt: skip


def _check_symbol(cells: _Cells, number: int | None) -> None:
    """Raise ValueError where number or day contradict the symbol, or the day is before the Council's first."""
    symbol = SYMBOL.fullmatch(cells.document)
    if symbol is not None and number is not None and int(symbol[1]) != number:
        raise ValueError(f"its symbol is {cells.document}, and its number {number}")
    if not EARLIEST <= cells.day.year <= LATEST:
        raise ValueError(f"the Council did not vote in the year {cells.day.year}")
    if symbol is not None and number is not None:
        check_year(cells.day, int(symbol[2]))


@cache
def _vote(member: str, cell: str, date: str) -> Vote:
    """One object for each member and ballot: there are 46,000 votes, and they differ little."""
    return Vote(name_at(member, date), BALLOTS[cell])


def _read_count(written: str) -> int | None:
    return int(written) if written not in ("", "?") else None


def _misplaced(members: Iterable[str], year: str) -> tuple[str, ...]:
    if year not in YEARS_MISPLACED:
        return ()
    moved = [(member, MISPLACED[member, year]) for member in members if (member, year) in MISPLACED]
    return tuple(f"The vote of {name} is in the column of {member}." for member, name in moved)


def name_at(member: str, date: str) -> str:
    """What the holder of a column's seat was called on a day (ISO)."""
    member = MISPLACED.get((member, date[:4]), member)
    for until, name in NAMES.get(member, ()):
        if date < until:
            return name
    return member


def _read_title(written: str, number: int | None) -> tuple[str, tuple[str, ...]]:
    if number is None:
        return written, ()
    title = read_title(written)
    if title.number not in (None, number):
        return title.about, (f"The title names resolution {title.number} in place of {number}.",)
    return title.about, ()


# -- fetching --------------------------------------------------------------------------------------------------


def _check_for(path: str) -> Check:
    return check_votes


def check_votes(data: bytes) -> None:
    """Raise WrongContent unless this is the table of votes, readable to its last row, with at least one."""
    check_text(data)
    if not read_votes(data).kept:
        raise WrongContent("there is no vote in the table of votes")


COLLECTION = Collection(
    "votes", "AtelierCartographie/bd-unsc", "the table of votes",
    lambda path: FILE.fullmatch(path) is not None, lambda path, data: None, _check_for,
)  # fmt: skip


def fetch_votes(run: Run) -> FetchReport:
    """The table, if it is new or has changed. Raises UpstreamError."""
    report = fetch_chosen(COLLECTION, run, lambda path: True)
    if not report.fetched + report.already and not report.failed:
        return report + FetchReport(failed=(f"There is no table of votes in {COLLECTION.repository} any more.",))
    return report


def newest(store: RawStore) -> RawDocument | None:
    """The table in the store; of several (its name changes with the years it covers) the last by name."""
    documents = list(store.documents("votes"))
    return documents[-1] if documents else None


def voted(store: RawStore) -> TableRows[VoteRow]:
    """The rows of the table in the store; none where there is none. Raises WrongContent where it is damaged."""
    table = newest(store)
    return read_votes(table.read()) if table else TableRows("the table of votes", ())
