"""CR-UNSC (Fobbe, Gasbarri, Ridi; CC0): texts of the early resolutions, in two forms.

* `gold`: typed text corrected by hand, resolutions 1 to 899 and a few more, one file each in SeanFobbe/cr-unsc on
  GitHub. Two files hold another resolution than their name says (`S_RES_0542` holds 538): the number inside counts.
* `zenodo`: text layers of the UN's PDFs, in a zip archive on Zenodo. The concept's record leads to its newest version;
  names in it change with the version, so the archive is found by how its name ends, and checked by the published MD5.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Annotated

import msgspec
from msgspec import Meta

from scraper.errors import UnsafeArchive, WrongContent
from scraper.upstream.archives import read_members
from scraper.upstream.checks import Check, check_digest, check_text, check_zip_file, refuse_html, symbol_in_text
from scraper.upstream.github import Collection, Run, fetch_chosen, fetch_collection, is_fresh, report_gone, show_bytes
from scraper.upstream.report import FetchReport
from scraper.upstream.rows import Line, decode, read_json, read_note, read_rows

GOLD_LAST = {*range(1, 903), 1445, 1454}
"""The numbers that may have a text corrected by hand; others need not be asked for."""

GOLD = re.compile(r"data/res_en_gold/S_RES_(\d{4})_(\d{4})_EN_GOLD\.txt")

TEXT = re.compile(r"S_RES_(\d{4})_(\d{4})_EN\.txt")

RECORD = "https://zenodo.org/api/records/7319780"
"""The concept: all versions together; it answers with the newest."""

ARCHIVE_ENDS = "EN_TXT_BEST.zip"

LARGEST_RECORD = 4 << 20
"""Bytes of a record, which lists some dozens of files."""

NOTE = "zenodo"


def gold_number(path: str, data: bytes | None) -> int | None:
    """The resolution a text holds: by its first lines, else by its name."""
    if data is not None and (symbol := symbol_in_text(data)):
        return symbol[0]
    found = re.search(r"S_RES_(\d{4})_\d{4}_EN", path)
    return int(found[1]) if found else None


def _check_for(path: str) -> Check:
    return check_text


COLLECTION = Collection(
    "gold", "SeanFobbe/cr-unsc", "the texts corrected by hand",
    lambda path: GOLD.fullmatch(path) is not None, gold_number, _check_for,
)  # fmt: skip


def fetch_gold(run: Run) -> FetchReport:
    """All texts corrected by hand. Raises UpstreamError."""
    return fetch_collection(COLLECTION, run)


def fetch_gold_numbers(run: Run, numbers: Iterable[int]) -> FetchReport:
    """Those of these numbers. Raises UpstreamError."""
    asked = GOLD_LAST.intersection(numbers)
    if not asked:
        return FetchReport()
    return fetch_chosen(COLLECTION, run, lambda path: gold_number(path, None) in asked)


# -- Zenodo ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Archive:
    """The zip archive of the newest version: its name, size, digest (`md5:...`) and address."""

    key: str
    size: int
    checksum: str
    url: str


def fetch_texts(run: Run) -> FetchReport:
    """All text layers. Raises UpstreamError, also for an archive that is not the published one."""
    return _fetch_texts(run, None)


def fetch_texts_numbers(run: Run, numbers: Iterable[int]) -> FetchReport:
    """Those of these numbers: the whole archive has to come for one. Raises UpstreamError."""
    asked = set(numbers)
    return _fetch_texts(run, asked) if asked else FetchReport()


def _fetch_texts(run: Run, asked: set[int] | None) -> FetchReport:
    archive = find_archive(run)
    before = read_note(run.store.note(NOTE), _LastArchive)
    if before.checksum == archive.checksum:
        have = {document.name for document in run.store.documents("zenodo")}
        holds = {name for name in before.names if asked is None or gold_number(name, None) in asked}
        if holds <= have:
            return FetchReport(already=len(holds))
    file = run.store.scratch(archive.checksum.replace(":", "-") + ".zip")
    try:
        if not is_fresh(file):
            _download(run, archive, file)
        return _keep_texts(run, archive, file, asked)
    except UnsafeArchive as error:
        raise WrongContent(f"{archive.url}: {error}") from error
    finally:
        file.unlink(missing_ok=True)


class _Links(msgspec.Struct):
    self: Line


class _File(msgspec.Struct):
    """A file of a record."""

    key: Line
    size: Annotated[int, Meta(ge=0, le=1 << 40)]
    checksum: Annotated[str, Meta(pattern=r"\A[a-z0-9]{1,10}:[0-9a-f]{1,128}\Z")]
    links: _Links


class _ZenodoRecord(msgspec.Struct):
    """Zenodo's answer; the files are read one by one."""

    files: list[msgspec.Raw]


class _LastArchive(msgspec.Struct):
    """The archive of the last run, and the names in it."""

    checksum: str = ""
    names: list[str] = []


def find_archive(run: Run) -> Archive:
    """Ask the record for its archive of English texts. Raises UpstreamError, WrongContent where there is none."""
    found: list[Archive] = []
    run.fetcher.get(RECORD, lambda data: found.append(read_record(data)), limit=LARGEST_RECORD)
    return found[-1]


def read_record(data: bytes) -> Archive:
    """The archive of English texts that a record names. Raises WrongContent where it names none."""
    refuse_html(data)
    entries = read_json(data, _ZenodoRecord, "a record of files").files
    rows = ((f"file {i}", entry) for i, entry in enumerate(entries, 1))
    for file in read_rows("a record of files", rows, lambda entry: decode(entry, _File)):
        if file.key.endswith(ARCHIVE_ENDS) and file.checksum.startswith("md5:"):
            return Archive(file.key, file.size, file.checksum, file.links.self)
    raise WrongContent(f"the record names no archive that ends in {ARCHIVE_ENDS}")


def _download(run: Run, archive: Archive, file: Path) -> None:
    def check(path: Path) -> None:
        check_digest(path, archive.checksum)
        check_zip_file(path)

    run.progress.start("Downloading the text layers", archive.size)
    run.fetcher.download(archive.url, file, check, has_checksum=True, progress=show_bytes(run.progress))
    run.progress.done()


def _keep_texts(run: Run, archive: Archive, file: Path, asked: set[int] | None) -> FetchReport:
    report, names = FetchReport(), []
    run.progress.start("Keeping the text layers", None)
    for member in read_members(file, lambda name: TEXT.fullmatch(PurePosixPath(name).name) is not None):
        name = PurePosixPath(member.name).name
        names.append(name)
        if asked is None or gold_number(name, None) in asked:
            report += _keep_text(run, archive, name, member.data, member.reason)
        run.progress.advance()
    if not names:
        raise WrongContent(f"{archive.url}: there is no English text in the archive.")
    if asked is None:
        have = (document.name for document in run.store.documents("zenodo") if TEXT.fullmatch(document.name))
        report += report_gone(sorted(set(have) - set(names)), archive.key)
    run.store.write_note(NOTE, {"checksum": archive.checksum, "key": archive.key, "names": sorted(names)})
    run.progress.done()
    return report


def _keep_text(run: Run, archive: Archive, name: str, data: bytes | None, reason: str) -> FetchReport:
    try:
        if data is None:
            raise WrongContent(reason)
        check_text(data)
    except WrongContent as error:
        return FetchReport(failed=(f"{name} in {archive.key} is not kept: {error}.",))
    put = run.store.put("zenodo", name, data, url=archive.url, number=gold_number(name, data), sync=False)
    return FetchReport(fetched=1) if put else FetchReport(already=1)
