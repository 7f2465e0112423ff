"""The text of a document that is to be checked: plain text, Markdown, HTML, DOCX, ODT and PDF.

A document is untrusted: its size is bounded before anything is unpacked, no entity is expanded, nothing is fetched, and
what has to be parsed is read in a process of its own. Notes stand at the end of the text with their marks in place, and
quoted blocks begin their lines with `> `, as in Markdown.
"""

from __future__ import annotations

import codecs
from pathlib import Path

from scraper.apart import work_apart
from scraper.check import office, pages
from scraper.check.written import Kind
from scraper.errors import UnscError, WrongContent

MOST_BYTES = 50_000_000
MOST_CHARACTERS = 5_000_000
"""A hundred pages have some 300,000."""


def read_file(path: Path) -> bytes:
    """The bytes of a file. Raises UnscError where it cannot be read, WrongContent where it is too large."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as error:
        raise UnscError(f"{path} cannot be read: {error.strerror}.") from error
    if size > MOST_BYTES:
        raise WrongContent(f"{path} has more than {MOST_BYTES // 1_000_000} MB, and is not read.")
    return data


def read_document(path: Path) -> str:
    """The text of a file, by what it is rather than by its name.

    Raises WrongContent with a sentence where it is no document that can be read, or is too large.
    """
    return to_text(read_file(path), path.name)


def to_text(data: bytes, name: str = "") -> str:
    """The same for bytes; `name` tells HTML from text where its beginning does not."""
    kind = kind_of(data, name)
    if kind == "text":
        return _bounded(decode(data).replace("\r\n", "\n"))
    if kind == "pdf":
        from scraper.pdf import read_pdf

        return _bounded(read_pdf(data).replace("\f", "\n"))
    if kind == "html" and len(data) > 4 * MOST_CHARACTERS:
        raise WrongContent(f"This page has more than {4 * MOST_CHARACTERS // 1_000_000} MB, and is not read.")
    failing = "This document broke its reader, or took it"
    return work_apart(read_markup, data, kind, most=4 * MOST_CHARACTERS, failing=failing).decode("utf-8", "replace")


def kind_of(data: bytes, name: str = "") -> Kind:
    """What bytes are. Raises WrongContent where they are none of what is read."""
    start = data[:1024].lstrip()
    if start.startswith(b"%PDF"):
        return "pdf"
    if data[:4] == b"PK\x03\x04":
        return "odt" if data[30:38] == b"mimetype" else "docx"
    if b"\0" in data[:4096] and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise WrongContent(f"{name or 'This'} is no text, HTML, DOCX, ODT or PDF.")
    head = decode(data[:400]).lstrip().lower()
    is_page = name.lower().endswith((".htm", ".html", ".xhtml")) or head.startswith(
        ("<!doctype html", "<html", "<?xml")
    )
    return "html" if is_page else "text"


def decode(data: bytes) -> str:
    """The text of bytes: UTF-8, UTF-16 with its mark, or what old Windows wrote."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return data.decode("utf-8-sig", "replace") if error.start > len(data) - 4 else data.decode("cp1252", "replace")


def read_markup(data: bytes, kind: str) -> bytes:
    """The text of HTML, DOCX and ODT as UTF-8, in the process that calls it. Raises WrongContent."""
    if kind == "html":
        return _bounded(pages.read_page(pages.parse_page(decode(data))).text.strip()).encode("utf-8", "replace")
    found, trees = office.open_archive(data)
    return _bounded(office.READERS[found](trees).text.strip()).encode("utf-8", "replace")


def _bounded(text: str) -> str:
    if len(text) > MOST_CHARACTERS:
        raise WrongContent(f"This document has more than {MOST_CHARACTERS:,} characters; cut it into parts.")
    return text
