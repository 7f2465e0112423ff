"""The raw store: bytes exactly as received, each with a sidecar that says where they came from.

On disk, for the document `Pre-2020/2015/S_RES_2199.xml` of `unxml`:

    raw/unxml/Pre-2020/2015/S_RES_2199.xml                the bytes
    raw/unxml/Pre-2020/2015/S_RES_2199.xml.source.json    the sidecar: url, time, size, sha256, git's name for them, ...

A document exists when both are there and the size agrees; its digest is checked whenever it is read. Writing goes:
new bytes aside, new sidecar aside (`.source.next`), bytes into place, sidecar into place, each step one atomic rename.
Whatever the moment at which a run is killed, either the old document or the new one can be read afterwards, intact: a
sidecar left aside belongs to the bytes if its digest fits them.

Nothing that came is ever lost. Where other bytes come for a document, the ones before are kept as a version of it:

    raw/.versions/unxml/Pre-2020/2015/S_RES_2199.xml/2f0c...e1                the bytes, named by their SHA-256
    raw/.versions/unxml/Pre-2020/2015/S_RES_2199.xml/2f0c...e1.source.json    their sidecar

They are there before the new ones take the place. Versions are counted in the sidecars (`version`), not told by time:
two may come in one second, and clocks are set back. The document in place is always what came last, so that a fetch can
compare it with the host; which version is believed is not decided here but by the build (`scraper.build.history`). All
versions stay: upstream's files change seldom, and what was once published must remain to be shown. What a person
accepted in spite of a doubt is noted by digest in `raw/.accepted.json`.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from scraper.errors import UnscError, WrongContent
from scraper.upstream.checks import git_blob_sha
from scraper.upstream.rows import Sidecar, decode

SIDECAR = ".source.json"
NEXT = ".source.next"
PART = ".incoming"
VERSIONS = ".versions"
ACCEPTED = ".accepted.json"
NOTES = ".notes"

LONGEST_COMPONENT = 200
"""Bytes in one component of a name; most file systems stop at 255, and the sidecar's ending needs room."""

FORBIDDEN = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')
"""Characters that some file system refuses, or reads as something else than part of a name."""


class StoreError(UnscError):
    """The store cannot be written: the disk is full, not writable, or another run is at work in it."""


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One document as it came.

    upstream   which source: `unxml`, `gold`, `zenodo`, `ods`, `votes`, `listing`
    name       its path at the source, with `/`
    url        where it came from; "" where it was imported and the place is not known
    sha256     hex digest of the bytes
    retrieved  when, ISO 8601, UTC
    path       the file in the store
    number     the resolution it holds, as far as its name or its cover page tell; None where they do not
    size, git  size in bytes, and the name git gives to them
    headers    `etag` and `last-modified`, where the host sent them
    version    1 for what came first under this name, 2 for what came in its place, and so on
    """

    upstream: str
    name: str
    url: str
    sha256: str
    retrieved: str
    path: Path
    number: int | None = None
    size: int = 0
    git: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    version: int = 1

    def read(self) -> bytes:
        """The bytes. Raises WrongContent where they are not those that came (a damaged disk, an edited file)."""
        try:
            with open(self.path, "rb") as file:
                data = file.read()
        except FileNotFoundError:
            data = b""
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise WrongContent(f"{self.path} is not what was received any more. Fetch it again with: unsc fetch all")
        return data


@dataclass(frozen=True, slots=True)
class RawStore:
    """A folder of raw documents; nothing need exist before the first is put."""

    root: Path

    def documents(self, upstream: str | None = None) -> Iterator[RawDocument]:
        """All intact documents, sorted by upstream and name; the same store gives the same order everywhere."""
        if upstream is None:
            for folder in self.upstreams():
                yield from self.documents(folder)
            return
        found: list[RawDocument] = []
        _collect(os.fspath(self.root / upstream), upstream, "", found)
        yield from sorted(found, key=lambda document: document.name)

    def find(self, upstream: str, name: str) -> RawDocument | None:
        """The document of this name, or None where there is none that is intact."""
        path = self.root / upstream / checked_name(name)
        try:
            left = _sibling(path, NEXT).exists()
            return _load_either(os.fspath(path), upstream, name, path.stat().st_size, left)
        except (FileNotFoundError, NotADirectoryError):
            return None

    def put(
        self, upstream: str, name: str, data: bytes, *, url: str, number: int | None = None,
        headers: Mapping[str, str] | None = None, via: str = "fetch", sync: bool = True, retrieved: str = "",
    ) -> bool:  # fmt: skip
        """Keep these bytes under this name; True unless the very same were there already.

        What was there before stays, as an `earlier` version. With `sync=False` the bytes may still be in the machine's
        memory when this returns: for many documents at once, followed by `flush`. Raises StoreError where they cannot
        be written; the document before stays intact.
        """
        path = self.root / upstream / checked_name(name)
        digest = hashlib.sha256(data).hexdigest()
        with writing(path):
            self._finish_write(path)
        if self._holds(upstream, name, data, digest):
            return False
        sidecar = {
            "url": url, "retrieved": retrieved or now(), "sha256": digest, "size": len(data),
            "git": git_blob_sha(data), "number": number, "via": via, "headers": dict(headers or {}),
            "version": self._last_version(upstream, name) + 1,
        }  # fmt: skip
        with writing(path):
            self._keep_version(upstream, name, sync)
            _write(_sibling(path, PART), data, sync)
            _write(_sibling(path, NEXT), _as_json(sidecar), sync)
            os.replace(_sibling(path, PART), path)
            os.replace(_sibling(path, NEXT), _sibling(path, SIDECAR))
        return True

    def _holds(self, upstream: str, name: str, data: bytes, digest: str) -> bool:
        there = self.find(upstream, name)
        return there is not None and there.sha256 == digest and there.path.read_bytes() == data

    def earlier(self, upstream: str) -> dict[str, list[RawDocument]]:
        """The intact versions that were replaced, by name of the document, oldest first; not what is in place."""
        found: list[RawDocument] = []
        _collect(os.fspath(self.root / VERSIONS / upstream), upstream, "", found)
        by_name: dict[str, list[RawDocument]] = {}
        for version in sorted(found, key=lambda document: document.version):
            name = version.name.rpartition("/")[0]
            by_name.setdefault(name, []).append(replace(version, name=name))
        known = ((name, self._without_current(upstream, name, versions)) for name, versions in by_name.items())
        return {name: versions for name, versions in known if versions}

    def history(self, upstream: str) -> Iterator[tuple[RawDocument, ...]]:
        """All versions of each document, oldest first, the one in place last; sorted by name.

        Where that one is damaged and forgotten, those before it are all there is.
        """
        earlier = self.earlier(upstream)
        current = {document.name: (document,) for document in self.documents(upstream)}
        for name in sorted(earlier.keys() | current.keys()):
            yield (*earlier.get(name, ()), *current.get(name, ()))

    def _without_current(self, upstream: str, name: str, versions: list[RawDocument]) -> list[RawDocument]:
        """A run killed between keeping a version and replacing it leaves it in both places."""
        current = self.find(upstream, name)
        return [version for version in versions if current is None or version.version < current.version]

    def _last_version(self, upstream: str, name: str) -> int:
        """The number of the last version that came, in place or not (it may be damaged and forgotten); 0 for none."""
        kept: list[RawDocument] = []
        _collect(os.fspath(self.root / VERSIONS / upstream / name), upstream, "", kept)
        if current := self.find(upstream, name):
            kept.append(current)
        return max((document.version for document in kept), default=0)

    def _keep_version(self, upstream: str, name: str, sync: bool) -> None:
        """Keep what is in place among the versions too: its bytes, then their sidecar.

        By a link where the file system has links: these bytes are never written to again, only replaced.
        """
        current = self.find(upstream, name)
        if current is None or not _is_intact(current):
            return
        path = self.root / VERSIONS / upstream / name / current.sha256
        path.parent.mkdir(parents=True, exist_ok=True)
        _sibling(path, PART).unlink(missing_ok=True)
        try:
            os.link(current.path, _sibling(path, PART))
        except OSError:
            _write(_sibling(path, PART), current.read(), sync)
        os.replace(_sibling(path, PART), path)
        _sibling(path, PART).unlink(missing_ok=True)  # renaming one link of a file to another of it does nothing
        _write(_sibling(path, PART), _sibling(current.path, SIDECAR).read_bytes(), sync)
        os.replace(_sibling(path, PART), _sibling(path, SIDECAR))

    def accepted(self) -> frozenset[str]:
        """The digests of versions that a person accepted, though the build had doubts about them."""
        return frozenset(self._read_accepted())

    def _read_accepted(self) -> dict[str, str]:
        try:
            noted = json.loads((self.root / ACCEPTED).read_bytes())
        except (FileNotFoundError, ValueError, RecursionError):
            return {}
        return noted if isinstance(noted, dict) else {}

    def accept(self, digests: Iterable[str]) -> None:
        """Remember that these versions are right. Raises StoreError where that cannot be written."""
        path, day = self.root / ACCEPTED, now()
        noted = {**dict.fromkeys(digests, day), **self._read_accepted()}
        with writing(path):
            _write(_sibling(path, PART), _as_json(noted), sync=True)
            os.replace(_sibling(path, PART), path)

    def flush(self) -> None:
        """Have the machine write everything it still holds in memory: once, at the end of a run.

        What a power cut takes before that is noticed by its digest, and fetched again.
        """
        os.sync()

    def repair(self) -> list[str]:
        """Clear away what killed runs left, and forget documents whose bytes are not those that came.

        These are fetched anew when they are asked for; their names are returned.
        """
        _sibling(self.root / ACCEPTED, PART).unlink(missing_ok=True)
        for folder in (*self.upstreams(), VERSIONS, NOTES):
            for left in (self.root / folder).rglob(f"*{PART}"):
                left.unlink()
            for left in list((self.root / folder).rglob(f"*{NEXT}")):
                self._finish_write(left.with_name(left.name.removesuffix(NEXT)))
        for version in (self.root / VERSIONS).rglob("[0-9a-f]" * 64):
            if version.is_file() and not _sibling(version, SIDECAR).exists():
                version.unlink()  # the run was killed before it replaced anything: the same bytes are in place
        damaged = [document for document in self.documents() if not _is_intact(document)]
        for document in damaged:
            _sibling(document.path, SIDECAR).unlink(missing_ok=True)
        return [f"{document.upstream}/{document.name}" for document in damaged]

    def _finish_write(self, path: Path) -> None:
        """A sidecar that a killed run left aside: in its place if it belongs to the bytes that are there, else away."""
        left = _sibling(path, NEXT)
        if not left.exists():
            return
        size = path.stat().st_size if path.is_file() else -1
        document = _load(os.fspath(path), NEXT, "", "", size)
        if document is not None and _is_intact(document):
            os.replace(left, _sibling(path, SIDECAR))
        else:
            left.unlink()

    def upstreams(self) -> list[str]:
        """The sources of which something is here, sorted."""
        return [name for name in sorted(_names(self.root)) if not name.startswith(".")]

    def note(self, name: str) -> dict[str, Any]:
        """What an earlier run noted under this name (a listing, answers of "not there"); empty where nothing."""
        try:
            noted = json.loads((self.root / NOTES / f"{name}.json").read_bytes())
        except (FileNotFoundError, ValueError, RecursionError):
            return {}
        return noted if isinstance(noted, dict) else {}

    def write_note(self, name: str, noted: Mapping[str, Any]) -> None:
        """Keep a note for later runs. It may be lost without harm: it only saves requests."""
        path = self.root / NOTES / f"{name}.json"
        with writing(path):
            _write(_sibling(path, PART), _as_json(noted), sync=False)
            os.replace(_sibling(path, PART), path)

    def scratch(self, name: str) -> Path:
        """Where a big download waits until it is unpacked; a later run may find it there and go on."""
        path = self.root / ".incoming" / checked_name(name)
        with writing(path):
            return path

    def clear_scratch(self) -> None:
        """Throw away big downloads that no later run needs."""
        for left in (self.root / ".incoming").glob("*"):
            left.unlink(missing_ok=True)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the store for writing. Raises StoreError where another run holds it."""
        path = self.root / ".lock"
        with writing(path):
            file = open(path, "a+", encoding="ascii")  # noqa: SIM115
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise StoreError(_held_by(path)) from error
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            yield


def _held_by(lock: Path) -> str:
    process = lock.read_text(encoding="ascii", errors="replace").strip()
    who = f" (process {process})" if process.isdigit() else ""
    return (
        f"Another unsc fetch or import{who} is at work in {lock.parent}."
        " Wait until it has ended, or work in another folder with --data."
    )


def now() -> str:
    """This moment, as sidecars write it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def checked_name(name: str) -> str:
    """The name, if it can stand in the store as it is. Raises WrongContent where it would lead out of it or hide."""
    parts = PurePosixPath(name).parts
    if any("\ud800" <= character <= "\udfff" for character in name):
        raise WrongContent("a name that is not UTF-8 cannot be kept")
    if not parts or "/".join(parts) != name or name.startswith("/"):
        raise WrongContent(f"{name!r} is no name for a document")
    for part in parts:
        if part.startswith(".") or part.endswith((".", " ", SIDECAR, NEXT, PART)) or FORBIDDEN.search(part):
            raise WrongContent(f"{name!r} is no safe name for a document")
        if len(os.fsencode(part)) > LONGEST_COMPONENT:
            raise WrongContent(f"the name {name[:60]!r}... is too long")
    return name


def _sibling(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _as_json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def _write(path: Path, data: bytes, sync: bool) -> None:
    with open(path, "wb") as file:
        file.write(data)
        if sync:
            file.flush()
            os.fsync(file.fileno())


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Make the folder of `path`, and turn what the system says against writing there into a sentence."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        with suppress(OSError):
            _sibling(path, PART).unlink(missing_ok=True)
        raise StoreError(_say(error, path)) from error


def _say(error: OSError, path: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return (
            f"The disk that holds {path.parent} is full. What came before is kept:"
            " make room, and run the same command again."
        )
    return f"{path} cannot be written: {error.strerror or error}. What came before is kept."


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []


def _collect(folder: str, upstream: str, prefix: str, found: list[RawDocument]) -> None:
    """Add the intact documents of a folder and those below it. The build does this each time, so it is kept quick."""
    files: dict[str, os.DirEntry[str]] = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    _collect(entry.path, upstream, f"{prefix}{entry.name}/", found)
                elif entry.is_file(follow_symlinks=False):
                    files[entry.name] = entry
    except (FileNotFoundError, NotADirectoryError):
        return
    for name, entry in files.items():
        if name + SIDECAR in files or name + NEXT in files:
            left = name + NEXT in files
            document = _load_either(entry.path, upstream, prefix + name, entry.stat().st_size, left)
            if document is not None:
                found.append(document)


def _load_either(path: str, upstream: str, name: str, size: int, left: bool) -> RawDocument | None:
    """The document at `path`, if a sidecar belongs to it; one `left` aside by a killed run is tried first."""
    if left and (document := _load(path, NEXT, upstream, name, size)) and _is_intact(document):
        return document
    return _load(path, SIDECAR, upstream, name, size)


def _is_intact(document: RawDocument) -> bool:
    try:
        document.read()
    except WrongContent:
        return False
    return True


def _load(path: str, ending: str, upstream: str, name: str, size: int) -> RawDocument | None:
    try:
        with open(path + ending, "rb", buffering=0) as file:
            said = decode(file.read(), Sidecar)
    except (OSError, ValueError):
        return None
    if said.size != size:
        return None
    return RawDocument(
        upstream, name, said.url, said.sha256, said.retrieved, Path(path), said.number, size, said.git, said.headers,
        said.version,
    )  # fmt: skip
