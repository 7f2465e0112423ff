"""The text of a document that is to be checked: plain text, Markdown, HTML, DOCX, ODT and PDF.

A document is untrusted: sizes are bounded before anything is unpacked, no entity is expanded and nothing is fetched.
Footnotes and endnotes stand in brackets where their mark stands, so that a reference in one belongs to its sentence;
quoted blocks begin their lines with `> `, as in Markdown.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from scraper.errors import UnscError, WrongContent

MOST_BYTES = 50_000_000
MOST_UNPACKED = 100_000_000
MOST_CHARACTERS = 5_000_000
"""A hundred pages have some 300,000."""


def read_document(path: Path) -> str:
    """The text of a file, by what it is rather than by its name.

    Raises WrongContent with a sentence where it is no document that can be read, or is too large.
    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as error:
        raise UnscError(f"{path} cannot be read: {error.strerror}.") from error
    if size > MOST_BYTES:
        raise WrongContent(f"{path} has more than {MOST_BYTES // 1_000_000} MB, and is not read.")
    return to_text(data, path.name)


def to_text(data: bytes, name: str = "") -> str:
    """The same for bytes; `name` tells HTML from text where its beginning does not."""
    if data[:1024].lstrip().startswith(b"%PDF"):
        from scraper.pdf import read_pdf

        return _bounded(read_pdf(data).replace("\f", "\n"))
    if data[:4] == b"PK\x03\x04":
        return _bounded(_read_archive(data))
    if b"\0" in data[:4096]:
        raise WrongContent(f"{name or 'This'} is no text, HTML, DOCX, ODT or PDF.")
    text = data.decode("utf-8-sig", "replace")
    if name.lower().endswith((".htm", ".html")) or text[:200].lstrip().lower().startswith(("<!doctype html", "<html")):
        text = _read_html(text)
    return _bounded(text.replace("\r\n", "\n"))


def _bounded(text: str) -> str:
    if len(text) > MOST_CHARACTERS:
        raise WrongContent(f"This document has more than {MOST_CHARACTERS:,} characters; cut it into parts.")
    return text


def _read_html(text: str) -> str:
    """The words of a page, its blocks parted by blank lines; scripts and styles are no words of it."""
    from lxml import html

    root = html.fromstring(text or "<p></p>", parser=html.HTMLParser(no_network=True, remove_comments=True))
    pieces: list[str] = []
    for element, mark in _walk_html(root):
        pieces.append(f"\n\n{mark}{element}" if mark is not None else element)
    return "".join(pieces)


_BLOCKS = frozenset("p div li h1 h2 h3 h4 h5 h6 tr blockquote section article pre dd dt br".split())


def _walk_html(root: object) -> list[tuple[str, str | None]]:
    """The pieces of text in order, each with what stands before its line where a block begins there."""
    found: list[tuple[str, str | None]] = []
    quoted = 0
    from lxml import etree

    for event, element in etree.iterwalk(root, events=("start", "end")):  # type: ignore[call-overload]
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in ("script", "style", "template", "noscript"):
            if event == "end" and element.tail:
                found.append((" ".join(element.tail.split()) + " ", None))
            continue
        quoted += (event == "start") - (event == "end") if tag == "blockquote" else 0
        if any(one.tag in ("script", "style", "template") for one in element.iterancestors()):
            continue
        if tag in _BLOCKS:
            found.append(("", "> " if quoted else ""))
        words = element.text if event == "start" else element.tail
        if words:
            lines = words.replace("\n", " ")
            found.append((lines, None))
    return found


def _read_archive(data: bytes) -> str:
    """A DOCX or an ODT. Raises WrongContent for another archive, a broken one, or one that unpacks to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if sum(one.file_size for one in archive.infolist()) > MOST_UNPACKED or len(names) > 5_000:
                raise WrongContent("This document unpacks to more than is read.")
            if "word/document.xml" in names:
                notes = {
                    kind: _part(archive, f"word/{kind}s.xml") if f"word/{kind}s.xml" in names else b""
                    for kind in ("footnote", "endnote")
                }
                return _read_docx(_part(archive, "word/document.xml"), notes)
            if "content.xml" in names:
                return _read_odt(_part(archive, "content.xml"))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise WrongContent(f"This document is damaged or locked: {error}.") from error
    raise WrongContent("This archive is neither a DOCX nor an ODT.")


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part of an archive, no more of it than is allowed, whatever the archive says of its size."""
    with archive.open(name) as part:
        data = part.read(MOST_UNPACKED + 1)
    if len(data) > MOST_UNPACKED:
        raise WrongContent("This document unpacks to more than is read.")
    return data


def _parse(data: bytes) -> object:
    from lxml import etree

    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as error:
        raise WrongContent(f"This document is damaged: {error.msg}.") from error


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _read_docx(body: bytes, notes: dict[str, bytes]) -> str:
    said = {
        (kind, note.get(f"{_W}id")): "".join(t.text or "" for t in note.iter(f"{_W}t")).strip()
        for kind, data in notes.items()
        if data
        for note in _parse(data).iter(f"{_W}{kind}")  # type: ignore[attr-defined]
    }
    paragraphs = []
    for paragraph in _parse(body).iter(f"{_W}p"):  # type: ignore[attr-defined]
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        quoted = style is not None and "quot" in (style.get(f"{_W}val") or "").lower()
        pieces = []
        for one in paragraph.iter():
            if one.tag == f"{_W}t":
                pieces.append(one.text or "")
            elif one.tag in (f"{_W}tab", f"{_W}br"):
                pieces.append(" ")
            elif one.tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
                kind = one.tag.removeprefix(_W).removesuffix("Reference")
                if note := said.get((kind, one.get(f"{_W}id"))):
                    pieces.append(f" ({note})")
        paragraphs.append(("> " if quoted else "") + "".join(pieces))
    return "\n\n".join(paragraphs)


_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def _read_odt(data: bytes) -> str:
    """Its paragraphs; the words of a note stand in brackets in the paragraph that bears its mark."""
    paragraphs: list[str] = []
    for one in _parse(data).iter(f"{_TEXT}p", f"{_TEXT}h"):  # type: ignore[attr-defined]
        if any(above.tag == f"{_TEXT}note" for above in one.iterancestors()):
            continue
        style = next((value for key, value in one.attrib.items() if key.endswith("style-name")), "")
        paragraphs.append(("> " if "quot" in style.lower() else "") + _words_of(one))
    return "\n\n".join(paragraphs)


def _words_of(element: object) -> str:
    pieces = [element.text or ""]  # type: ignore[attr-defined]
    for child in element:  # type: ignore[attr-defined]
        if child.tag == f"{_TEXT}note":
            body = child.find(f"{_TEXT}note-body")
            pieces.append(f" ({' '.join(''.join(body.itertext()).split())})" if body is not None else "")
        elif child.tag in (f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"):
            pieces.append(" ")
        else:
            pieces.append(_words_of(child))
        pieces.append(child.tail or "")
    return "".join(pieces)
