"""UNxml/SCresolutions: the Council's resolutions from 2000 on as Akoma Ntoso XML, made by the UN's translation service.

`Pre-2020/YYYY/` is English only; from 2020 on each language has a folder. Names vary, and the number on the cover page
counts; three files of 2014 stand in the folder of 2015 as well, 2464 twice in one: all are kept, the build chooses.
The folders also hold a presidential statement and files called `test`; every English XML file is kept, whatever it
turns out to be, so that nothing disappears without a word. `data_extract/YYYY.json` are records, one JSON line each.
Drafts not adopted, presidential statements and the other languages stay out. Terms: unofficial copies, without
warranty; the United Nations must be acknowledged as the source.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import msgspec

from scraper.dates import read_day
from scraper.upstream.checks import BOM, Check, check_xml, refuse_html
from scraper.upstream.github import Collection, Run, fetch_chosen, fetch_collection, known_paths
from scraper.upstream.raw import RawDocument, RawStore
from scraper.upstream.report import FetchReport
from scraper.upstream.rows import Line, Number, TableRows, Year, check_size, decode, fit, read_rows
from scraper.upstream.xml_head import read_head

FIRST, FIRST_YEAR = 1285, 2000
"""The repository begins with resolution 1285 of January 2000."""

ENGLISH = re.compile(r"(?:Pre-2020/\d{4}|20[2-9]\d/English)/[^/]+\.xml", re.I)

RECORDS = re.compile(r"data_extract/(?P<year>\d{4})\.json")

NUMBER_IN_NAME = re.compile(
    r"""
    (?: S_RES | SC ) [_-]    # S_RES_1285_N0023963.xml   S_RES_2504 (2020)-2000407E.xml
    (\d{4}) (?!\d)           # SC_2561_2021-E.xml        S_RES-2779-2507317E.xml
    """,
    re.X,
)

SYMBOL = re.compile(r"S/RES/\s*(\d{1,4})\s*\((\d{4})\)", re.A)


def is_wanted(path: str) -> bool:
    """Whether a path of the repository is an English XML file or a year's records."""
    return ENGLISH.fullmatch(path) is not None or RECORDS.fullmatch(path) is not None


def number_of(path: str, data: bytes | None) -> int | None:
    """The resolution a file holds: from its cover page, else from its name; None for records and other documents."""
    if data is not None and (symbol := read_head(data).symbol):
        return symbol[0]
    return number_in_name(path)


def number_in_name(path: str) -> int | None:
    """The resolution that a file's name gives; None where it gives none."""
    found = NUMBER_IN_NAME.match(path.rpartition("/")[2])
    return int(found[1]) if found else None


def check_for(path: str) -> Check:
    """What is asked of the bytes at this path."""
    return check_records if RECORDS.fullmatch(path) else check_xml


COLLECTION = Collection("unxml", "UNxml/SCresolutions", "the UN's XML", is_wanted, number_of, check_for)


def fetch_all(run: Run) -> FetchReport:
    """Everything English, and the records. Raises UpstreamError."""
    return fetch_collection(COLLECTION, run)


def fetch_numbers(run: Run, numbers: Iterable[int]) -> FetchReport:
    """The files of these numbers, as far as there are any. Raises UpstreamError."""
    asked = {number for number in numbers if number >= FIRST}
    if not asked:
        return FetchReport()
    return fetch_chosen(COLLECTION, run, lambda path: number_of(path, None) in asked)


def fetch_records(run: Run, years: Iterable[int]) -> FetchReport:
    """The records of these years, which tell the dates of adoption. Raises UpstreamError."""
    asked = {f"data_extract/{year}.json" for year in years}
    return fetch_chosen(COLLECTION, run, lambda path: path in asked)


def incomplete_numbers(store: RawStore) -> set[int]:
    """The numbers of which the last listing seen names a file that is not in the store (2464 has two)."""
    have = {document.name for document in store.documents("unxml")}
    absent = (number_of(path, None) for path in known_paths(COLLECTION, store) if path not in have)
    return {number for number in absent if number is not None}


@dataclass(frozen=True, slots=True)
class AdoptionRecord:
    """One line of `data_extract`: the symbol, and the day of adoption where it tells it."""

    number: Number
    year: Year
    adopted: date | None


class _RecordLine(msgspec.Struct):
    """What is read of a line; it has a good many more fields, which the XML has, too."""

    symbol: Line = ""
    adoption_date: Line = ""


def check_records(data: bytes) -> None:
    """Raise WrongContent unless most lines are records; a byte order mark may lead (`data_extract` has one)."""
    refuse_html(data)
    read_records(data)


def read_records(data: bytes, name: str = "a year's records") -> TableRows[AdoptionRecord]:
    """Read a year's records; a line that is of another document than a resolution is passed over.

    Raises WrongContent where most lines are no records.
    """
    check_size(data, name)
    lines = enumerate(io.BytesIO(data.removeprefix(BOM)), 1)
    return read_rows(name, ((f"line {i}", line) for i, line in lines if not line.isspace()), _read_line)


def _read_line(written: bytes) -> AdoptionRecord | None:
    line = decode(written, _RecordLine)
    symbol = SYMBOL.search(line.symbol)
    if symbol is None:
        return None
    year, adopted = int(symbol[2]), read_day(line.adoption_date)
    if adopted and adopted.year != year:  # a resolution of 2018 is said to be of 2016: other sources know the day
        adopted = None
    return fit({"number": int(symbol[1]), "year": year, "adopted": adopted}, AdoptionRecord)


def records(store: RawStore) -> Iterator[TableRows[AdoptionRecord]]:
    """All records in the store, year by year."""
    for document in store.documents("unxml"):
        if is_records(document):
            yield read_records(document.read(), document.name)


def is_records(document: RawDocument) -> bool:
    """Whether this document of `unxml` holds records, not a resolution."""
    return RECORDS.fullmatch(document.name) is not None
