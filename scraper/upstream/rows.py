"""What hosts say in JSON, CSV and lists, and what this program noted for itself: read by one layer that checks it.

The layer is msgspec: each source has its types, with bounds that are those of the data model (a build can hold it, and
SQLite can). A document that is of another kind raises WrongContent. Of a table the rows that fit are kept; those that
do not are left out, counted and named: `3 of 2,811 rows of the table of votes were left out: row 17 (Date is ...)`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

import msgspec
from msgspec import Meta

from scraper.errors import WrongContent
from scraper.terminal import in_one_line
from scraper.upstream.selection import HIGHEST

Number = Annotated[int, Meta(ge=1, le=HIGHEST)]
"""The number of a resolution."""

EARLIEST, LATEST = 1946, 2999
"""Years in which the Council can have sat; the upper end stops slips of the keyboard, not time."""

Year = Annotated[int, Meta(ge=EARLIEST, le=LATEST)]
"""The year of a resolution."""

Line = Annotated[str, Meta(max_length=4000, pattern=r"\A[^\x00-\x1f\x7f\ufffd]*\Z")]
"""One line of text whose bytes could all be read: a title, a symbol, a path."""

HeaderText = Annotated[str, Meta(max_length=2000, pattern=r"\A(?:[\x21-\x7e\xa1-\xff][\x20-\x7e\xa0-\xff]*)?\Z")]
"""What can be sent back to a host in a header: an ETag."""

MOST_ROWS = 100_000
"""TableRows of one table: thirty times what the largest has."""

LARGEST = 16 << 20
"""Bytes of a table or a listing: ten times what the largest has."""

MOST_VALUES = 1_000_000
"""Values in one JSON document: forty times what the largest listing has."""

NAMED = 5
"""How many rows that were left out are named."""

Row = TypeVar("Row")
Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class TableRows(Generic[Row]):
    """The rows of a table that fit, how many it has in all, and the first of those that were left out, with the why."""

    what: str
    kept: tuple[Row, ...]
    total: int = 0
    left_out: int = 0
    named: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Row]:
        """The rows that fit."""
        return iter(self.kept)

    def sentences(self) -> tuple[str, ...]:
        """What a person should know of the rows that were left out; nothing where all fit."""
        if not self.left_out:
            return ()
        more = f" and {self.left_out - len(self.named)} more" if self.left_out > len(self.named) else ""
        rows = f"{self.left_out:,} of {self.total:,} rows of {self.what}"
        return (f"{rows} {'was' if self.left_out == 1 else 'were'} left out: {'; '.join(self.named)}{more}.",)


def read_rows(what: str, rows: Iterable[tuple[str, Any]], read: Callable[[Any], Row | None]) -> TableRows[Row]:
    """Read a table row by row.

    In: what it is, for people (`the table of votes`); its rows, each with what to call it (`row 17`); how one is read:
    `read` gives None for a row that is not meant, and raises ValueError for one that does not fit. Raises WrongContent
    where more rows do not fit than do: that is another table.
    """
    kept: list[Row] = []
    named: list[str] = []
    total = left_out = 0
    for name, row in rows:
        total += 1
        if total > MOST_ROWS:
            raise WrongContent(f"{what} has more than {MOST_ROWS:,} rows")
        try:
            if (one := read(row)) is not None:
                kept.append(one)
        except (ValueError, RecursionError) as error:
            left_out += 1
            if len(named) < NAMED:
                named.append(f"{name} ({in_one_line(str(error))[:200]})")
    if left_out > len(kept):
        raise WrongContent(f"what came is not {what}: {named[0]}")
    return TableRows(what, tuple(kept), total, left_out, tuple(named))


def check_size(data: bytes, what: str, most: int = LARGEST) -> None:
    """Raise WrongContent for more bytes than a table of this kind can have: before they are looked at one by one."""
    if len(data) > most:
        raise WrongContent(f"{what} has {len(data):,} bytes, and at most {most:,} are read")


def fit(cells: object, kind: type[Kind]) -> Kind:
    """Values that were read by other means (cells of a table), as a type. Raises ValueError that names the cell."""
    try:
        return msgspec.convert(cells, kind)
    except msgspec.ValidationError as error:
        wrong, _, place = str(error).partition(" - at `$")
        name = re.sub(r"[`.\[\]]", "", place)
        if isinstance(cells, dict) and name in cells:
            wrong = f"{name} is {cells[name]!r}"[:80]
        raise ValueError(wrong) from error


def decode(data: bytes | msgspec.Raw, kind: type[Kind]) -> Kind:
    """One JSON value as a type. Raises ValueError, also for what is nested too deep."""
    try:
        return msgspec.json.decode(data, type=kind)
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error


def read_json(data: bytes, kind: type[Kind], what: str) -> Kind:
    """One JSON document as a type. Raises WrongContent; `what` says what it should be (`a listing of files`)."""
    if sum(map(data.count, (b",", b"[", b"{"))) > MOST_VALUES:
        raise WrongContent(f"what came is not {what}: it has more than {MOST_VALUES:,} values")
    try:
        return decode(data, kind)
    except msgspec.ValidationError as error:
        raise WrongContent(f"what came is not {what}: {in_one_line(str(error))}") from error
    except ValueError as error:
        raise WrongContent("what came is not whole JSON") from error


class Sidecar(msgspec.Struct):
    """What stands beside each document of the raw store: see `RawDocument`."""

    url: str
    sha256: Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
    retrieved: str
    number: Annotated[int, Meta(ge=0, le=HIGHEST)] | None
    size: Annotated[int, Meta(ge=0)]
    git: str
    headers: dict[str, HeaderText]
    version: Annotated[int, Meta(ge=1)] = 1


def read_note(said: object, kind: type[Kind]) -> Kind:
    """A note of an earlier run as a type; an empty one where it was damaged: notes only save requests."""
    try:
        return msgspec.convert(said, kind, str_keys=True)
    except msgspec.ValidationError:
        return kind()
