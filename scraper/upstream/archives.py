"""Reading folders, zip and tar archives from anywhere, without trusting them.

Nothing is ever unpacked to disk: members are read one by one, and what is wanted goes into the raw store under a
checked name of its own. Links, devices, sparse and encrypted members are passed over, each with a reason. The limits
are some ten times what the upstream repositories need; an archive beyond them raises UnsafeArchive.
"""

from __future__ import annotations

import gzip
import os
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from scraper.errors import UnsafeArchive, UnscError
from scraper.upstream.checks import HEAD
from scraper.upstream.meter import LIMITS, Limits, Meter
from scraper.upstream.tar import TarEntry, TarReader

GZIP = b"\x1f\x8b"


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
        yield from _read_folder(path, wanted, limits)
        return
    if reason := _refuse_special(path):
        yield Member(path.name, None, reason)
        return
    with _open(path) as file:
        head = file.read(HEAD)
        file.seek(0)
        if head.startswith(b"PK") and zipfile.is_zipfile(file):
            yield from _say_damage(path, _read_zip(file, path, wanted, limits))
        elif is_archive(head):
            yield from _say_damage(path, _read_tar(file, path, wanted, limits))
        else:
            yield _read_file(path, path.name, limits)


def is_archive(data: bytes) -> bool:
    """Whether these bytes begin as a zip, gzip or tar archive does."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", GZIP)) or data[257:262] == b"ustar"


def _say_damage(path: Path, members: Iterator[Member]) -> Iterator[Member]:
    """The readers of archives raise on damaged ones whatever their depths raise: ValueError, struct.error ..."""
    try:
        yield from members
    except UnscError:
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno:  # the disk's, not the archive's
            raise
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
        if reason := _refuse_special(path):
            return Member(name, None, reason)
        with _open(path) as file:
            data = file.read(limits.member_bytes + 1)
        if len(data) > limits.member_bytes:
            return Member(name, None, _too_large(path.stat().st_size, limits))
        return Member(name, data)
    except OSError as error:
        return Member(name, None, f"it cannot be read: {error.strerror}")


def _refuse_special(path: Path) -> str:
    """Why this is no file with bytes in it: a pipe would keep us waiting for somebody to write."""
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return "it is a link"
    return "" if stat.S_ISREG(mode) else "it is not a regular file"


def _open(path: Path) -> BinaryIO:
    """The file, opened so that a pipe put in its place this very moment does not keep us waiting."""
    return open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb")


def _too_large(size: int, limits: Limits) -> str:
    return f"it has {size:,} bytes, and at most {limits.member_bytes:,} are taken"


# -- zip -------------------------------------------------------------------------------------------------------


def _read_zip(file: BinaryIO, path: Path, wanted: Wanted, limits: Limits) -> Iterator[Member]:
    _check_directory(file, path, limits)
    meter = Meter(str(path), os.fstat(file.fileno()).st_size, limits)
    with zipfile.ZipFile(file) as archive:
        for entry in sorted(archive.infolist(), key=lambda entry: entry.filename):
            name = entry.filename.removeprefix("./")
            if entry.is_dir() or not wanted(name):
                continue
            reason = _leads_out(name) or _refuse_entry(entry, limits)
            data = None if reason else _read_entry(archive, entry)
            meter.count(len(data or b""))
            yield Member(name, data, reason)


def _check_directory(file: BinaryIO, path: Path, limits: Limits) -> None:
    """Raise UnsafeArchive for a directory of a size too large for zipfile, which reads all of it at once.

    Its size is asked of the function by which zipfile finds it, so that both find the same directory.
    """
    end = zipfile._EndRecData(file)  # type: ignore[attr-defined]
    count, size = end[_COUNT], end[_SIZE]
    if count > limits.members or size > limits.members * LONGEST_ENTRY:
        raise UnsafeArchive(f"{path} has more members than the {limits.members:,} that are read at most.")
    file.seek(0)


_COUNT, _SIZE = 4, 5
"""Where the record at a zip archive's end has the number of members, and the size of the directory."""

LONGEST_ENTRY = 300
"""Bytes that a member may take in a zip archive's directory, on average; upstream's take about 100."""


def _refuse_entry(entry: zipfile.ZipInfo, limits: Limits) -> str:
    mode = entry.external_attr >> 16
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "it is a link or a device"
    if entry.flag_bits & 1:
        return "it is encrypted"
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "it is packed in another way than deflated, which is not read"
    if entry.file_size > limits.member_bytes:
        return _too_large(entry.file_size, limits)
    if entry.file_size > (1 << 20) and entry.file_size > limits.ratio * max(entry.compress_size, 1):
        return f"it is packed more than {limits.ratio} to 1"
    return ""


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of a member. Of a deflated one zipfile unpacks no more than the size stated, and checks their sum.

    Of one packed by bzip2 or LZMA it unpacks all, whatever size is stated (3 GB from 1,264 bytes): see `_refuse_entry`.
    """
    with archive.open(entry) as file:
        return file.read(entry.file_size)


def _leads_out(name: str) -> str:
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or (len(name) > 1 and name[1] == ":"):
        return "its name leads out of the archive"
    return ""


# -- tar -------------------------------------------------------------------------------------------------------


def _read_tar(file: BinaryIO, path: Path, wanted: Wanted, limits: Limits) -> Iterator[Member]:
    packed = file.read(2) == GZIP
    file.seek(0)
    meter = Meter(str(path), os.fstat(file.fileno()).st_size, limits)
    reader = TarReader(gzip.GzipFile(fileobj=file) if packed else file, meter)
    for count, entry in enumerate(reader, 1):
        if count > limits.members:
            raise UnsafeArchive(f"{path} has more than {limits.members:,} members.")
        name = entry.name.removeprefix("./")
        if not entry.is_folder and wanted(name):
            reason = _leads_out(name) or _refuse_tar_entry(entry, limits)
            yield Member(name, None if reason else reader.read(), reason)


def _refuse_tar_entry(entry: TarEntry, limits: Limits) -> str:
    if not entry.is_file:
        return "it is a link or a device"
    return _too_large(entry.size, limits) if entry.size > limits.member_bytes else ""
