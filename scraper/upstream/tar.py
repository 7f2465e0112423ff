"""Reading a tar archive from its beginning to its end, in little memory and linear time.

tarfile's own reader is not used: it reads extended headers of any size, parses them by patterns that take quadratic
time (3.11.7: ten seconds for one of 128 KB), and calls itself for each, without end. What it knows of a header's 512
bytes (`TarInfo.frombuf`) is; of extended headers only what names a file and tells its size.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from scraper.upstream.meter import PIECE, Meter

BLOCK = tarfile.BLOCKSIZE

LONGEST_HEADER = 1 << 16
"""Bytes of an extended header: the longest path that a system takes goes into it many times."""

HEADERS_IN_A_ROW = 8
"""Extended headers before one member: two are usual."""

AFTER_THE_END = 1 << 20
"""Bytes of padding after an archive's last member; tar writes ten thousand at most."""

PAX, GNU_NAME = (tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE), tarfile.GNUTYPE_LONGNAME
SKIPPED = (tarfile.XGLTYPE, tarfile.GNUTYPE_LONGLINK)


class Readable(Protocol):
    """A file, or what unpacks one."""

    def read(self, size: int, /) -> bytes:
        """So many bytes at most; none at the end."""


@dataclass(frozen=True, slots=True)
class TarEntry:
    """A member of an archive: its name, its size in bytes, whether it is a plain file or a folder."""

    name: str
    size: int
    is_file: bool
    is_folder: bool


class TarReader:
    """The members of an archive in their order; `read` gives the bytes of the one reached last."""

    def __init__(self, file: Readable, meter: Meter) -> None:
        """`file` gives the archive unpacked; the meter counts what it gives."""
        self._file, self._meter = file, meter
        self._left = 0

    def __iter__(self) -> Iterator[TarEntry]:
        """Each member, once. Raises tarfile.TarError for a damaged archive, UnsafeArchive beyond the meter's limits."""
        extended: dict[str, str] = {}
        in_a_row = 0
        while (header := self._next_header()) is not None:
            if header.type in (*PAX, GNU_NAME, *SKIPPED):
                in_a_row += 1
                extended |= self._read_extended(header, in_a_row)
                continue
            entry = _entry(header, extended)
            self._left = entry.size
            yield entry
            self._skip(self._left + -entry.size % BLOCK)
            extended, in_a_row = {}, 0
        self._read_to_the_end()

    def read(self) -> bytes:
        """The bytes of the member reached last; its size was asked before, for they are all held."""
        data = self._take(self._left)
        self._left = 0
        return data

    def _next_header(self) -> tarfile.TarInfo | None:
        """The header that comes next, or None at the archive's end: a block of zeros, or nothing more."""
        block = self._take(BLOCK, or_nothing=True)
        if not block.strip(b"\0"):
            return None
        header = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
        if header.size < 0:
            raise tarfile.ReadError("a member has less than no bytes")
        more = header.type == tarfile.GNUTYPE_SPARSE and block[482]
        while more:  # the map of a sparse file goes on
            more = self._take(BLOCK)[504]
        return header

    def _read_extended(self, header: tarfile.TarInfo, in_a_row: int) -> dict[str, str]:
        if header.size > LONGEST_HEADER or in_a_row > HEADERS_IN_A_ROW:
            self._meter.refuse()
        data = self._take(header.size)
        self._skip(-header.size % BLOCK)
        if header.type == GNU_NAME:
            return {"path": data.split(b"\0")[0].decode("utf-8", "surrogateescape")}
        return read_pax(data) if header.type in PAX else {}

    def _read_to_the_end(self) -> None:
        """To the very end, where gzip's checksum stands."""
        after = 0
        while data := self._file.read(PIECE):
            self._meter.count(len(data))
            after += len(data)
            if after > AFTER_THE_END:
                self._meter.refuse()

    def _take(self, size: int, *, or_nothing: bool = False) -> bytes:
        """So many bytes, counted; none at the end of the file where that is allowed."""
        pieces: list[bytes] = []
        left = size
        while left and (data := self._file.read(min(left, PIECE))):
            self._meter.count(len(data))
            pieces.append(data)
            left -= len(data)
        if left and (pieces or not or_nothing):
            raise tarfile.ReadError("it breaks off before its end")
        return b"".join(pieces)

    def _skip(self, size: int) -> None:
        while size:
            size -= len(self._take(min(size, PIECE)))


def read_pax(data: bytes) -> dict[str, str]:
    """The records of an extended header, each `LENGTH NAME=VALUE` and a line feed, the length counting itself."""
    records: dict[str, str] = {}
    at = 0
    while at < len(data) and data[at : at + 1] != b"\0":
        blank = data.find(b" ", at, at + 9)
        length = data[at:blank] if blank > 0 else b""
        record = data[blank + 1 : at + int(length)] if length.isdigit() else b""
        if record[-1:] != b"\n" or at + int(length) > len(data):
            raise tarfile.ReadError("an extended header cannot be read")
        name, _, value = record[:-1].partition(b"=")
        records[name.decode("utf-8", "surrogateescape")] = value.decode("utf-8", "surrogateescape")
        at += int(length)
    return records


def _entry(header: tarfile.TarInfo, extended: dict[str, str]) -> TarEntry:
    """The member a header stands for, with what extended headers before it say."""
    size = extended.get("size", str(header.size))
    if not (size.isascii() and size.isdigit() and len(size) < 19):
        raise tarfile.ReadError("a member's size cannot be read")
    has_bytes = header.isreg() or header.type not in tarfile.SUPPORTED_TYPES  # as tarfile has it: no link has
    sparse = header.type == tarfile.GNUTYPE_SPARSE or any(name.startswith("GNU.sparse") for name in extended)
    name = extended.get("path", header.name).rstrip("/")
    return TarEntry(name, int(size) if has_bytes else 0, header.isreg() and not sparse, header.isdir())
