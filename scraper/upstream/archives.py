"""Reading folders, zip and tar archives from anywhere, without trusting them.

Nothing is ever unpacked to disk: members are read one by one, and what is wanted goes into the raw store under a
checked name of its own. Links, devices, sparse and encrypted members are passed over, each with a reason. The limits
below are some ten times what the upstream repositories need; an archive beyond them raises UnsafeArchive.
"""

from __future__ import annotations

import gzip
import io
import os
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from scraper.errors import UnsafeArchive
from scraper.upstream.content import HEAD


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


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a folder or an archive: its bytes, or why they were not read (`reason`)."""

    name: str
    data: bytes | None
    reason: str = ""


Wanted = Callable[[str], bool]
"""Told a member's name, whether its bytes are to be read at all."""


def everything(name: str) -> bool:
    """Want each member."""
    return True


def read_members(path: Path, wanted: Wanted = everything, limits: Limits = LIMITS) -> Iterator[Member]:
    """The files of a folder, a zip or tar archive (known by its bytes), or the one file itself.

    Members that are not wanted are left out. Raises UnsafeArchive beyond the limits and for a damaged archive.
    """
    if path.is_dir():
        return _read_folder(path, wanted, limits)
    with path.open("rb") as file:
        head = file.read(HEAD)
    try:
        if zipfile.is_zipfile(path) and head.startswith(b"PK"):
            return _say_damage(path, _read_zip(path, wanted, limits))
        if head.startswith(b"\x1f\x8b") or head[257:262] == b"ustar":
            return _say_damage(path, _read_tar(path, head.startswith(b"\x1f\x8b"), wanted, limits))
    except zipfile.BadZipFile as error:
        raise UnsafeArchive(f"{path} is damaged: {error}.") from error
    return iter([_read_file(path, path.name, limits)])


def is_archive(data: bytes) -> bool:
    """Whether these bytes begin as a zip, gzip or tar archive does."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b")) or data[257:262] == b"ustar"


def _say_damage(path: Path, members: Iterator[Member]) -> Iterator[Member]:
    try:
        yield from members
    except (zipfile.BadZipFile, tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile, NotImplementedError) as error:
        raise UnsafeArchive(f"{path} is damaged, or packed in an unknown way: {error}.") from error


# -- folders ---------------------------------------------------------------------------------------------------


def _read_folder(root: Path, wanted: Wanted, limits: Limits) -> Iterator[Member]:
    for folder, subfolders, files in os.walk(root, followlinks=False):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in sorted(files):
            path = Path(folder, name)
            inner = path.relative_to(root).as_posix()
            if not name.startswith(".") and wanted(inner):
                yield _read_file(path, inner, limits)


def _read_file(path: Path, name: str, limits: Limits) -> Member:
    try:
        found = path.lstat()
        if stat.S_ISLNK(found.st_mode):
            return Member(name, None, "it is a link")
        if not stat.S_ISREG(found.st_mode):
            return Member(name, None, "it is not a regular file")
        if found.st_size > limits.member_bytes:
            return Member(name, None, _too_large(found.st_size, limits))
        return Member(name, path.read_bytes())
    except OSError as error:
        return Member(name, None, f"it cannot be read: {error.strerror}")


def _too_large(size: int, limits: Limits) -> str:
    return f"it has {size:,} bytes, and at most {limits.member_bytes:,} are taken"


# -- zip -------------------------------------------------------------------------------------------------------


def _read_zip(path: Path, wanted: Wanted, limits: Limits) -> Iterator[Member]:
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        if len(entries) > limits.members:
            raise UnsafeArchive(f"{path} has {len(entries):,} members, and at most {limits.members:,} are read.")
        total = 0
        for entry in sorted(entries, key=lambda entry: entry.filename):
            name = entry.filename.removeprefix("./")
            if entry.is_dir() or not wanted(name):
                continue
            reason = _leads_out(name) or _refuse_entry(entry, limits)
            data = None if reason else _read_entry(archive, entry)
            total += len(data or b"")
            if total > limits.total_bytes:
                raise UnsafeArchive(f"{path} unpacks to more than {limits.total_bytes:,} bytes.")
            yield Member(name, data, reason)


def _refuse_entry(entry: zipfile.ZipInfo, limits: Limits) -> str:
    mode = entry.external_attr >> 16
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "it is a link or a device"
    if entry.flag_bits & 1:
        return "it is encrypted"
    if entry.file_size > limits.member_bytes:
        return _too_large(entry.file_size, limits)
    if entry.file_size > (1 << 20) and entry.file_size > limits.ratio * max(entry.compress_size, 1):
        return f"it is packed more than {limits.ratio} to 1"
    return ""


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of a member; zipfile itself stops at the size the directory states, and checks their sum."""
    with archive.open(entry) as file:
        return file.read(entry.file_size)


def _leads_out(name: str) -> str:
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or (len(name) > 1 and name[1] == ":"):
        return "its name leads out of the archive"
    return ""


# -- tar -------------------------------------------------------------------------------------------------------


class _Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class _Metered(io.RawIOBase):
    """Counts what comes out of an archive, and refuses what no honest archive holds.

    `left` is what may come until the next member: its header, and the rest of the one before. It stops a header that
    claims to be gigabytes long, which tarfile would read into memory.
    """

    HEADERS = 4 << 20

    def __init__(self, file: _Readable, path: Path, limits: Limits) -> None:
        self._file, self._path, self._limits = file, path, limits
        self._packed = path.stat().st_size
        self._out, self.left = 0, self.HEADERS

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Read as files do; raises UnsafeArchive beyond the limits."""
        data = self._file.read(size if size >= 0 else self._limits.total_bytes)
        self._out += len(data)
        self.left -= len(data)
        packed_tight = self._out > self._limits.ratio_from and self._out > self._limits.ratio * self._packed
        if self._out > self._limits.total_bytes or packed_tight or self.left < 0:
            raise UnsafeArchive(
                f"{self._path} unpacks to far more than an archive of resolutions holds; it is read no further."
            )
        return data


def _read_tar(path: Path, packed: bool, wanted: Wanted, limits: Limits) -> Iterator[Member]:
    with gzip.open(path) if packed else path.open("rb") as file:
        metered = _Metered(file, path, limits)
        with tarfile.open(fileobj=metered, mode="r|", bufsize=1 << 16) as archive:
            for count, member in enumerate(archive, 1):
                if count > limits.members:
                    raise UnsafeArchive(f"{path} has more than {limits.members:,} members.")
                archive.members = []  # type: ignore[attr-defined]  # tarfile keeps them all otherwise
                metered.left = min(max(member.size, 0), limits.total_bytes) + _Metered.HEADERS
                name = member.name.removeprefix("./")
                if not member.isdir() and wanted(name):
                    yield _read_tar_member(archive, member, name, limits)
        while file.read(1 << 20):  # to the very end, where gzip's checksum stands
            pass


def _read_tar_member(archive: tarfile.TarFile, member: tarfile.TarInfo, name: str, limits: Limits) -> Member:
    if reason := _leads_out(name):
        return Member(name, None, reason)
    if not member.isreg() or member.issparse():
        return Member(name, None, "it is a link or a device")
    if member.size > limits.member_bytes:
        return Member(name, None, _too_large(member.size, limits))
    file = archive.extractfile(member)
    data = file.read() if file else b""
    if len(data) != member.size:
        raise tarfile.ReadError("a member breaks off")
    return Member(name, data)
