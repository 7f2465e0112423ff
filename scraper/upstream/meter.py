"""Decompression counted by what comes out, whatever is stated beside it.

Everything packed that comes from outside goes through here: archives, and answers that a host has compressed.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NoReturn

from scraper.errors import UnsafeArchive

PIECE = 1 << 16
"""Bytes that are unpacked at a time."""

GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


@dataclass(frozen=True, slots=True)
class Limits:
    """What an archive may hold.

    members       files, folders and all else in it
    member_bytes  in one file; a larger one is passed over
    total_bytes   read out of it in all
    ratio         bytes out to bytes in, asked once `ratio_from` bytes have come out (XML packs about 10 to 1)
    """

    members: int = 200_000
    member_bytes: int = 64 << 20
    total_bytes: int = 4 << 30
    ratio: int = 200
    ratio_from: int = 64 << 20


LIMITS = Limits()


class Meter:
    """Counts what has come out of one archive, and refuses what no honest archive holds."""

    def __init__(self, name: str, packed: int, limits: Limits) -> None:
        """`name` is what the archive is called in a sentence; `packed` how many bytes it has as it is."""
        self._name, self._packed, self._limits = name, packed, limits
        self._out = 0

    def count(self, size: int) -> None:
        """So many bytes more have come out. Raises UnsafeArchive beyond the limits."""
        self._out += size
        limits = self._limits
        packed_tight = self._out > limits.ratio_from and self._out > limits.ratio * self._packed
        if self._out > limits.total_bytes or packed_tight:
            self.refuse()

    def refuse(self) -> NoReturn:
        """Raise UnsafeArchive: this is none of the archives that are meant."""
        raise UnsafeArchive(
            f"{self._name} unpacks to far more than an archive of resolutions holds; it is read no further."
        )


def unpack(packed: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack gzip (of one member or several) or zlib, piece by piece: no piece is larger than PIECE.

    Raises zlib.error where it is neither or is damaged, EOFError where it breaks off before its checksum.
    """
    machine = zlib.decompressobj(GZIP_OR_ZLIB)
    begun = False
    for data in packed:
        while data:
            if machine.eof:
                data = data.lstrip(b"\0")  # padding, which some writers add
                if not data:
                    break
                machine = zlib.decompressobj(GZIP_OR_ZLIB)
            begun = True
            yield from _drain(machine, data)
            data = machine.unused_data
    if begun and not machine.eof:
        raise EOFError("it breaks off before its end")


def _drain(machine: zlib._Decompress, data: bytes) -> Iterator[bytes]:
    """All that can be unpacked from `data`, up to the end of a member."""
    while True:
        out = machine.decompress(data, PIECE)
        if out:
            yield out
        data = machine.unconsumed_tail
        if machine.eof or (not data and len(out) < PIECE):
            return
