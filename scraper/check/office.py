"""The words of DOCX and ODT documents, out of their archives: sizes are bounded, no entity is expanded.

A note is `[^1]` where its mark stands, and stands itself at the end, as in Markdown; the cells of a row are parted by
` | `; a paragraph in a style for quotations begins with `> `. What is deleted in a tracked change is not there.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from scraper.check.written import Writer
from scraper.errors import WrongContent

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_UNPACKED = 100_000_000

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"

BODY = "word/document.xml"
NOTES = {"footnote": "word/footnotes.xml", "endnote": "word/endnotes.xml"}

Trees = dict[str, "_Element"]
"""The parts of a document by their names, parsed."""


def open_archive(data: bytes) -> tuple[str, Trees]:
    """`docx` or `odt`, and the parts that have its words.

    Raises WrongContent for another archive, a broken one, or one that unpacks to too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if sum(one.file_size for one in archive.infolist()) > MOST_UNPACKED or len(names) > 5_000:
                raise WrongContent("This document unpacks to more than is read.")
            kind = "docx" if BODY in names else "odt" if "content.xml" in names else ""
            wanted = [BODY, *NOTES.values(), "word/styles.xml"] if kind == "docx" else ["content.xml"]
            if kind:
                return kind, {name: _parse(_part(archive, name)) for name in wanted if name in names}
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


def _parse(data: bytes) -> _Element:
    from lxml import etree

    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as error:
        raise WrongContent(f"This document is damaged: {error.msg}.") from error


# -- DOCX ----------------------------------------------------------------------------------------------------------


def read_docx(trees: Trees) -> Writer:
    """The words of a DOCX."""
    written = Writer()
    quoting = set(_quoting_styles(trees.get("word/styles.xml")))
    marks: list[tuple[str, str]] = []
    _write_paragraphs(trees[BODY], written, quoting, marks)
    for number, (kind, name) in enumerate(marks, 1):
        tree = trees.get(NOTES[kind])
        notes = [] if tree is None else [one for one in tree.iter(f"{W}{kind}") if one.get(f"{W}id") == name]
        written.add(f"\n\n[^{number}]: ")
        for paragraph in (one for note in notes[:1] for one in note.iter(f"{W}p")):
            _write_runs(paragraph, written, [])
            written.add(" ")
    return written


def _quoting_styles(styles: _Element | None) -> Iterator[str]:
    """The ids of styles for quotations; the names of Word's own are English in every language."""
    yield from ("Quote", "IntenseQuote", "Quotations", "BlockText")
    for style in [] if styles is None else styles.iter(f"{W}style"):
        name = style.find(f"{W}name")
        if name is not None and "quot" in (name.get(f"{W}val") or "").lower():
            yield style.get(f"{W}styleId") or ""


def _write_paragraphs(body: _Element, written: Writer, quoting: set[str], marks: list[tuple[str, str]]) -> None:
    row = cell = None
    for paragraph in body.iter(f"{W}p"):
        above = [one for one in paragraph.iterancestors() if one.tag in (f"{W}tr", f"{W}tc", f"{W}p", _FALLBACK)]
        if any(one.tag in (_FALLBACK, f"{W}p") for one in above):
            continue
        now = next((one for one in above if one.tag == f"{W}tr"), None)
        within = next((one for one in above if one.tag == f"{W}tc"), None)
        if now is None or now is not row:
            written.add("\n\n")
        else:
            written.add(" " if within is cell else " | ")
        row, cell = now, within
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") in quoting:
            written.add("> ")
        _write_runs(paragraph, written, marks)


_SIGNS = {f"{W}tab": " ", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "‑"}


def _write_runs(paragraph: _Element, written: Writer, marks: list[tuple[str, str]]) -> None:
    for one in paragraph.iter(f"{W}t", *_SIGNS, f"{W}footnoteReference", f"{W}endnoteReference"):
        if any(above.tag == _FALLBACK for above in one.iterancestors()):
            continue
        if one.tag == f"{W}t":
            written.add(one.text or "", one)
        elif one.tag in _SIGNS:
            written.add(_SIGNS[str(one.tag)])
        else:
            marks.append((str(one.tag).removeprefix(W).removesuffix("Reference"), one.get(f"{W}id") or ""))
            written.add(f"[^{len(marks)}]")


# -- ODT -----------------------------------------------------------------------------------------------------------


def read_odt(trees: Trees) -> Writer:
    """The words of an ODT."""
    root = trees["content.xml"]
    quoting = {
        style.get(f"{_STYLE}name") or ""
        for style in root.iter(f"{_STYLE}style")
        if "quot" in (style.get(f"{_STYLE}parent-style-name") or "").lower()
    }
    written = Writer()
    notes: list[_Element] = []
    row = cell = None
    for one in root.iter(f"{_TEXT}p", f"{_TEXT}h"):
        above = list(one.iterancestors())
        if any(each.tag in (f"{_TEXT}note", f"{_TEXT}tracked-changes") for each in above):
            continue
        now = next((each for each in above if each.tag == f"{_TABLE}table-row"), None)
        within = next((each for each in above if each.tag == f"{_TABLE}table-cell"), None)
        written.add("\n\n" if now is None or now is not row else " " if within is cell else " | ")
        row, cell = now, within
        style = one.get(f"{_TEXT}style-name") or ""
        if style in quoting or "quot" in style.lower():
            written.add("> ")
        _write_words(one, written, notes)
    for number, note in enumerate(notes, 1):
        written.add(f"\n\n[^{number}]: {' '.join(''.join(note.itertext()).split())}")
    return written


def _write_words(element: _Element, written: Writer, notes: list[_Element]) -> None:
    """The words of a paragraph in order, without recursion: a file may nest as deep as it likes."""
    from lxml import etree

    hidden: _Element | None = None
    for event, one in etree.iterwalk(element, events=("start", "end")):
        opens = event == "start"
        if hidden is None and opens and one.tag == f"{_TEXT}note":
            body = one.find(f"{_TEXT}note-body")
            notes.append(one if body is None else body)
            written.add(f"[^{len(notes)}]")
            hidden = one
        elif hidden is None and opens and one.tag in (f"{_OFFICE}annotation", f"{_TEXT}ruby-text"):
            hidden = one
        if hidden is None and opens:
            written.add(" " if one.tag in (f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break") else "")
            written.add(one.text or "", one)
        if not opens and hidden is one:
            hidden = None
        if not opens and hidden is None and one is not element:
            written.add(one.tail or "", one, tail=True)


READERS: dict[str, Callable[[Trees], Writer]] = {"docx": read_docx, "odt": read_odt}
