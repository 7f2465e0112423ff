"""UNxml/SCresolutions: the Council's resolutions from 2000 on as Akoma Ntoso XML, made by the UN's translation service.

`Pre-2020/YYYY/` is English only; from 2020 on each language has a folder. Names vary, and the number on the cover page
counts; three files of 2014 stand in the folder of 2015 as well, 2464 twice in one: all are kept, the build chooses.
The folders also hold a presidential statement and files called `test`; every English XML file is kept, whatever it
turns out to be, so that nothing disappears without a word. `data_extract/YYYY.json` are records, one JSON line each.
Drafts not adopted, presidential statements and the other languages stay out. Terms: unofficial copies, without
warranty; the United Nations must be acknowledged as the source.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from scraper.upstream.content import Check, check_json_lines, check_xml, symbol_in_xml
from scraper.upstream.days import read_day
from scraper.upstream.github import Collection, Run, fetch_chosen, fetch_collection, known_paths
from scraper.upstream.raw import RawDocument, RawStore
from scraper.upstream.report import Report

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

SYMBOL = re.compile(r"S/RES/\s*(\d+)\s*\((\d{4})\)")


def is_wanted(path: str) -> bool:
    """Whether a path of the repository is an English XML file or a year's records."""
    return ENGLISH.fullmatch(path) is not None or RECORDS.fullmatch(path) is not None


def number_of(path: str, data: bytes | None) -> int | None:
    """The resolution a file holds: from its cover page, else from its name; None for records and other documents."""
    if data is not None and (symbol := symbol_in_xml(data)):
        return symbol[0]
    found = NUMBER_IN_NAME.match(path.rpartition("/")[2])
    return int(found[1]) if found else None


def check_for(path: str) -> Check:
    """What is asked of the bytes at this path."""
    return check_json_lines if RECORDS.fullmatch(path) else check_xml


COLLECTION = Collection("unxml", "UNxml/SCresolutions", "the UN's XML", is_wanted, number_of, check_for)


def fetch_all(run: Run) -> Report:
    """Everything English, and the records. Raises UpstreamError."""
    return fetch_collection(COLLECTION, run)


def fetch_numbers(run: Run, numbers: Iterable[int]) -> Report:
    """The files of these numbers, as far as there are any. Raises UpstreamError."""
    asked = {number for number in numbers if number >= FIRST}
    if not asked:
        return Report()
    return fetch_chosen(COLLECTION, run, lambda path: number_of(path, None) in asked)


def fetch_records(run: Run, years: Iterable[int]) -> Report:
    """The records of these years, which tell the dates of adoption. Raises UpstreamError."""
    asked = {f"data_extract/{year}.json" for year in years}
    return fetch_chosen(COLLECTION, run, lambda path: path in asked)


def incomplete_numbers(store: RawStore) -> set[int]:
    """The numbers of which the last listing seen names a file that is not in the store (2464 has two)."""
    have = {document.name for document in store.documents("unxml")}
    absent = (number_of(path, None) for path in known_paths(COLLECTION, store) if path not in have)
    return {number for number in absent if number is not None}


@dataclass(frozen=True, slots=True)
class Record:
    """One line of `data_extract`: the symbol, the day of adoption where it can be read, and the whole record."""

    number: int
    year: int
    adopted: date | None
    fields: dict[str, object]


def read_records(data: bytes) -> Iterator[Record]:
    """Read a year's records; a line without a resolution's symbol is left out. Raises ValueError for no JSON."""
    for line in data.decode("utf-8-sig").splitlines():
        fields = json.loads(line) if line.strip() else {}
        if symbol := SYMBOL.search(str(fields.get("symbol", ""))):
            adopted = read_day(str(fields.get("adoption_date", "")))
            yield Record(int(symbol[1]), int(symbol[2]), adopted, fields)


def records(store: RawStore) -> Iterator[Record]:
    """All records in the store, year by year."""
    for document in store.documents("unxml"):
        if is_records(document):
            yield from read_records(document.read())


def is_records(document: RawDocument) -> bool:
    """Whether this document of `unxml` holds records, not a resolution."""
    return RECORDS.fullmatch(document.name) is not None
