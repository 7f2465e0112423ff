"""Writing the static edition: on all cores, what has changed alone, and on from where it was stopped."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from scraper.build.parallel import spread
from scraper.database import opening
from scraper.edition import extras, pages, plan
from scraper.edition.asking import Asker
from scraper.edition.plan import EditionPlan, Layout
from scraper.errors import UnscError
from scraper.site.cache import digest_program
from scraper.site.server import Public
from scraper.upstream import Progress, Silent

STATE, JOURNAL = ".unsc-edition.json", ".unsc-edition.log"
"""In the folder: what it holds and what that was made of; and, while it is being written, what is done so far."""

PASSED = ("/coverage", "/coverage.json")
"""Made anew each time: they tell what the last refresh came to, which is not in the database."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What is to be written: from which database, where to, for which address, in which layout, for offline or not."""

    database: Path
    folder: Path
    address: str
    layout: Layout = "anchors"
    offline: bool = False

    @property
    def public(self) -> Public:
        """How the site is asked to know itself."""
        parts = urlsplit(self.address)
        return Public(sql=False, downloads=False, address=f"{parts.scheme}://{parts.netloc}", prefix=parts.path or "/")


@dataclass(slots=True)
class Exported:
    """What came of it: files in the folder and their bytes; how many were made, written and taken away; links lost."""

    files: int = 0
    size: int = 0
    made: int = 0
    written: int = 0
    removed: int = 0
    lost: Counter[str] = field(default_factory=Counter)


class Made(NamedTuple):
    """What an address came to: its files with their digests, how many were written, the links that lead nowhere."""

    address: str
    files: dict[str, str]
    written: int
    lost: Counter[str]


def export(edition: Edition, progress: Progress | None = None) -> tuple[EditionPlan, Exported]:
    """Write the edition; `progress` hears how far it is.

    Raises UnscError where a page cannot be made or the folder cannot be written, DatabaseError where there is no
    database.
    """
    try:
        return _export(edition, progress or Silent())
    except OSError as error:
        raise UnscError(f"{edition.folder} cannot be written: {error.strerror}.") from error


def _export(edition: Edition, progress: Progress) -> tuple[EditionPlan, Exported]:
    with closing(opening.open_database(edition.database)) as conn:
        planned = plan.make_plan(conn, edition.layout, edition.address)
        content = conn.execute("SELECT content, specimens FROM build").fetchone()
    settings = (tuple(content), edition.address, edition.layout, edition.offline)
    key = hashlib.sha256(repr((settings, digest_program())).encode()).hexdigest()
    planned = replace(planned, version=key, offline=edition.offline)
    edition.folder.mkdir(parents=True, exist_ok=True)
    before, state = _read_state(edition.folder, key)
    addresses = (*planned.addresses, extras.NOWHERE)
    todo = [address for address in addresses if address not in state or address in PASSED]
    done = Exported(made=len(todo))
    try:
        for made in _make_all(edition, planned, todo, key, progress):
            state[made.address] = made.files
            done.written += made.written
            done.lost += made.lost
    finally:
        _close()
    state = {address: state[address] for address in addresses} | {"": _write_own(edition, planned, done)}
    _finish(edition.folder, key, before, state, done)
    return planned, done


def _make_all(edition: Edition, planned: EditionPlan, todo: list[str], key: str, progress: Progress) -> Iterator[Made]:
    """Make the pages, and note each batch that is done."""
    with (edition.folder / JOURNAL).open("a", encoding="utf-8") as journal:
        journal.write(json.dumps([key]) + "\n")
        progress.start("Pages", len(todo))
        for batch in spread(partial(_make, edition, planned), todo):
            journal.writelines(json.dumps([made.address, made.files]) + "\n" for made in batch)
            journal.flush()
            yield from batch
            progress.advance(len(batch))
        progress.done()


def _finish(folder: Path, key: str, before: set[str], state: dict[str, dict[str, str]], done: Exported) -> None:
    """Take away what the edition no longer has, and note what it has."""
    files = {name for made in state.values() for name in made}
    for name in sorted(before - files):
        (folder / name).unlink(missing_ok=True)
        done.removed += 1
        with suppress(OSError):  # where others stand in it, it stays
            for parent in list((folder / name).relative_to(folder).parents)[:-1]:
                (folder / parent).rmdir()
    done.files, done.size = len(files), sum((folder / name).stat().st_size for name in files)
    _write(folder / STATE, json.dumps({"key": key, "files": state}, indent=0).encode())
    (folder / JOURNAL).unlink()


# What was done before


def _read_state(folder: Path, key: str) -> tuple[set[str], dict[str, dict[str, str]]]:
    """The files that are of the edition, and by address those that are as they would be made again."""
    state: dict[str, dict[str, str]] = {}
    every: set[str] = set()
    for known, address, files in (*_read_finished(folder), *_read_journal(folder)):
        every.update(files)
        if known == key:
            state[address] = files
    return every, {address: files for address, files in state.items() if _stand(folder, files)}


def _read_finished(folder: Path) -> Iterator[tuple[str, str, dict[str, str]]]:
    try:
        held = json.loads((folder / STATE).read_text(encoding="utf-8"))
        yield from ((held["key"], address, files) for address, files in held["files"].items())
    except (FileNotFoundError, ValueError, KeyError):
        return


def _read_journal(folder: Path) -> Iterator[tuple[str, str, dict[str, str]]]:
    """What a run noted that was stopped; its last line may be cut."""
    key = ""
    try:
        with (folder / JOURNAL).open(encoding="utf-8") as journal:
            for line in journal:
                entry: list[Any] = json.loads(line)
                if len(entry) == 1:
                    key = entry[0]
                else:
                    yield key, entry[0], entry[1]
    except (FileNotFoundError, ValueError):
        return


def _stand(folder: Path, files: dict[str, str]) -> bool:
    try:
        return all(_digest((folder / name).read_bytes()) == digest for name, digest in files.items())
    except OSError:
        return False


# The pages

_asker: list[Asker] = []
"""The site that this process asks, made when the first page is."""


def _close() -> None:
    while _asker:
        _asker.pop().close()


def _make(edition: Edition, planned: EditionPlan, address: str) -> Made:
    """Make the files of one address and write those that differ from what is there."""
    if not _asker:
        _asker.append(Asker(edition.database, edition.public))
    made = Made(address, {}, 0, Counter())
    sheets = [1]
    for number in sheets:  # the first of a list tells how many more there are
        answer = _asker[0].ask(address, number)
        if answer.location:
            answer = extras.lead_on(answer, planned)
        elif answer.status != (404 if address == extras.NOWHERE else 200):
            continue
        body = answer.body
        if answer.is_page:
            text = body.decode()
            sheets += [] if number > 1 else sorted(pages.further_pages(text, address, planned))
            body = pages.make_static(text, address, planned, made.lost).encode()
        body = extras.complete(address, body, planned)
        body = extras.add_offline(body, planned) if answer.is_page else body
        place = address if number == 1 else plan.sheet_address(address, number)
        name = extras.MISSING if address == extras.NOWHERE else plan.file_of(place, html=answer.is_page)
        made.files[name] = _digest(body)
        made = made._replace(written=made.written + _write(edition.folder / name, body))
    return made


def _write_own(edition: Edition, planned: EditionPlan, done: Exported) -> dict[str, str]:
    """The files that the site does not have, with their digests."""
    files: dict[str, str] = {}
    for name, body in extras.list_own(edition.database, planned):
        files[name] = _digest(body)
        done.written += _write(edition.folder / name, body)
    return files


# Files


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:32]


def _write(path: Path, body: bytes) -> bool:
    """Write a file whole or not at all, unless it is there already; whether it was written."""
    try:
        if path.read_bytes() == body:
            return False
    except OSError:
        path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(body)
    part.replace(path)
    return True
