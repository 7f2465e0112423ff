"""Checks of what came, by its bytes: never by the status, the type a host declares, or the name of a file.

Hosts answer an HTML page with status 200 where a file is missing, in maintenance, or behind a login; connections break
and leave half a file. Each check below takes the bytes and raises WrongContent with a sentence that says what is wrong.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

from scraper.errors import UnsafeArchive, WrongContent
from scraper.upstream.meter import LIMITS, PIECE, Meter, unpack

Check = Callable[[bytes], None]
"""Takes a complete body; returns nothing, or raises WrongContent."""

HEAD = 2048
"""How many bytes at the start and the end of a file are looked at."""

HTML = re.compile(rb"<!doctype\s+html|<html|<head|<body", re.I)

BLANK = re.compile(rb"\s*")

BOM = b"\xef\xbb\xbf"

LARGEST_XML = 8 << 20
"""Bytes of an XML file: five times the largest upstream has (1.5 MB). Its tree takes forty times as much."""

SYMBOL_IN_TEXT = re.compile(
    r"""
      \A \W* (?:resolution\s+)? (\d{1,4}) \s* \( (\d{4}) \)   # Resolution 242 (1967)     7 (1946). Resolution of
    | ^ [^\S\n]* resolution \s+ (\d{1,4}) \s* \( (\d{4}) \) \s* $   # RESOLUTION 940 (1994)     on a line of its own
    | S/RES/ \s* (\d{1,4}) \s* \( \s* (\d{4}) \s* \) \** \s* $   # S/RES/940 (1994)          at the end of a line
    """,
    re.X | re.I | re.A | re.M,
)

MASTHEAD = 1200
"""Characters at the head of a plain text in which its own symbol or title stands."""


def git_blob_sha(data: bytes) -> str:
    """The name git gives to these bytes, as GitHub's tree listings print it."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def is_html(data: bytes) -> bool:
    """Whether this begins as a web page does, comments before it apart."""
    head = data[:HEAD].removeprefix(BOM)
    at = _after_blanks(head, 0)
    while head.startswith(b"<!--", at):
        end = head.find(b"-->", at + 4)
        if end < 0:
            return False
        at = _after_blanks(head, end + 3)
    return HTML.match(head, at) is not None


def _after_blanks(data: bytes, at: int) -> int:
    found = BLANK.match(data, at)
    return found.end() if found else at


def is_akoma_ntoso(data: bytes) -> bool:
    """Whether this is XML of the kind the UN's translation service makes."""
    return data[: 4 * HEAD].lstrip(BOM + b" \t\r\n").startswith(b"<") and b"<akomaNtoso" in data[: 4 * HEAD]


def symbol_in_text(data: bytes) -> tuple[int, int] | None:
    """Number and year that a plain text gives itself in its masthead or title; what it cites stands further down."""
    found = SYMBOL_IN_TEXT.search(data[: 4 * MASTHEAD].decode("utf-8", "replace")[:MASTHEAD])
    if found is None:
        return None
    number, year = filter(None, found.groups())
    return int(number), int(year)


def refuse_html(data: bytes) -> None:
    """Raise WrongContent for nothing at all, or for a web page where a file should be."""
    if not data:
        raise WrongContent("an empty answer came")
    if is_html(data):
        raise WrongContent("an HTML page came in place of the file")


def check_xml(data: bytes) -> None:
    """Raise WrongContent unless this begins and ends as an XML document does (parsing it is left to the parser)."""
    refuse_html(data)
    if not data[:HEAD].lstrip(BOM + b" \t\r\n").startswith(b"<"):
        raise WrongContent("what came is not XML")
    if len(data) > LARGEST_XML:
        raise WrongContent(f"the XML has {len(data):,} bytes, and at most {LARGEST_XML:,} are read")
    if not data[-HEAD:].rstrip().endswith(b">"):
        raise WrongContent("the XML breaks off before its end")


def check_pdf(data: bytes) -> None:
    """Raise WrongContent unless this begins as a PDF and ends as one."""
    refuse_html(data)
    if not data.startswith(b"%PDF"):
        raise WrongContent("what came is not a PDF")
    if b"%%EOF" not in data[-HEAD:]:
        raise WrongContent("the PDF breaks off before its end")


def check_text(data: bytes) -> None:
    """Raise WrongContent for a page, nothing, or bytes that are no text."""
    refuse_html(data)
    if b"\0" in data:
        raise WrongContent("what came is not plain text")


def check_html(data: bytes) -> None:
    """Raise WrongContent unless this is a complete web page."""
    if not is_html(data):
        raise WrongContent("what came is not an HTML page")
    if b"</html>" not in data[-HEAD:].lower():
        raise WrongContent("the page breaks off before its end")


def check_blob(sha: str) -> Check:
    """A check that the bytes are the very ones a tree listing names."""

    def check(data: bytes) -> None:
        if git_blob_sha(data) != sha:
            raise WrongContent("the bytes are not those the listing names")

    return check


def both(*checks: Check) -> Check:
    """One check made of several, in order."""

    def check(data: bytes) -> None:
        for one in checks:
            one(data)

    return check


def check_gzip_file(path: Path) -> None:
    """Raise WrongContent unless the file is gzip, complete to its last checksum. Reads it through in little memory."""
    _refuse_page_in(path)
    meter = Meter("the archive", path.stat().st_size, LIMITS)
    try:
        with path.open("rb") as file:
            for piece in unpack(iter(partial(file.read, PIECE), b"")):
                meter.count(len(piece))
    except (EOFError, zlib.error) as error:
        raise WrongContent("the archive is damaged or breaks off before its end") from error
    except UnsafeArchive as error:
        raise WrongContent(str(error).rstrip(".")) from error


def check_zip_file(path: Path) -> None:
    """Raise WrongContent unless the file is a zip archive with its directory (the last thing in it)."""
    _refuse_page_in(path)
    if not zipfile.is_zipfile(path):
        raise WrongContent("what came is not a whole zip archive")


def check_digest(path: Path, digest: str) -> None:
    """Raise WrongContent unless the file has this digest, written `md5:...` as Zenodo does."""
    _refuse_page_in(path)
    kind, _, value = digest.partition(":")
    with path.open("rb") as file:
        found = hashlib.file_digest(file, lambda: hashlib.new(kind, usedforsecurity=False)).hexdigest()
    if found != value.lower():
        raise WrongContent(f"its {kind} checksum is not the published one")


def _refuse_page_in(path: Path) -> None:
    with path.open("rb") as file:
        refuse_html(file.read(HEAD))
