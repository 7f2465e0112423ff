"""A copy of a document with its corrections: in a DOCX each as a tracked change, in a text or a page in place."""

from __future__ import annotations

import copy
import io
import json
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scraper.apart import work_apart
from scraper.check import office, pages
from scraper.check.documents import MOST_BYTES, decode, kind_of
from scraper.check.office import W
from scraper.check.report import TextCorrection
from scraper.check.written import TextPiece, Writer, overlapping
from scraper.errors import WrongContent

if TYPE_CHECKING:
    from lxml.etree import _Element

AUTHOR = "unsc check"
"""Who the tracked changes are by."""

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def fix(data: bytes, name: str, corrections: Sequence[TextCorrection]) -> bytes:
    """The document with its corrections, whose spans are those of `documents.to_text`.

    Raises WrongContent for a PDF and an ODT, which are not written, and as `to_text` does.
    """
    kind = kind_of(data, name)
    if kind in ("pdf", "odt"):
        raise WrongContent(f"No corrected copy is written of a {kind.upper()}: save it as DOCX, and check that.")
    if kind == "text":
        return _fix_text(data, corrections)
    given = json.dumps([[one.start, one.end, one.now] for one in corrections])
    return work_apart(fix_markup, data, kind, given, most=2 * MOST_BYTES, failing="Writing the copy took")


def _fix_text(data: bytes, corrections: Sequence[TextCorrection]) -> bytes:
    whole = decode(data)
    text = whole.replace("\r\n", "\n")
    for one in sorted(corrections, reverse=True):
        text = text[: one.start] + one.now + text[one.end :]
    return (text.replace("\n", "\r\n") if "\r\n" in whole else text).encode()


def fix_markup(data: bytes, kind: str, given: str) -> bytes:
    """The same for HTML and DOCX, in the process that calls it; `given` are start, end and new words as JSON."""
    changes = sorted(json.loads(given), reverse=True)
    if kind == "html":
        return _fix_page(decode(data), changes)
    found, trees = office.open_archive(data)
    if found != "docx":
        raise WrongContent("No corrected copy is written of an ODT: save it as DOCX, and check that.")
    written = office.read_docx(trees)
    _Tracking(written, datetime.now(UTC)).track(changes, _indent(written))
    return _pack(data, trees)


def _indent(written: Writer) -> int:
    """How many characters `to_text` leaves out at the head of a document."""
    return len(written.text) - len(written.text.lstrip())


def _fix_page(text: str, changes: Sequence[tuple[int, int, str]]) -> bytes:
    from lxml import etree

    root = pages.parse_page(text)
    written = pages.read_page(root)
    indent = _indent(written)
    for start, end, now in changes:
        for i, (piece, low, high) in enumerate(list(overlapping(written.pieces, start + indent, end + indent))):
            element, slot = piece.element, "tail" if piece.tail else "text"
            was = getattr(element, slot)
            setattr(element, slot, was[:low] + (now if i == 0 else "") + was[high:])
    return etree.tostring(root.getroottree(), method="html", encoding="ascii")  # right in whatever charset it names


class _Tracking:
    """Writes changes into the runs of a DOCX so that a word processor shows them, and takes or refuses each."""

    def __init__(self, written: Writer, when: datetime) -> None:
        self._pieces, self._count = written.pieces, 0
        self._when = when.strftime("%Y-%m-%dT%H:%M:%SZ")

    def track(self, changes: Sequence[tuple[int, int, str]], indent: int) -> None:
        """The last change first, so that what stands before one is where it was."""
        for start, end, now in changes:
            runs = [self._cut(*each) for each in overlapping(self._pieces, start + indent, end + indent)]
            if not runs:
                continue
            if start == end:
                runs[0].addnext(self._insertion(runs[0], now))
                continue
            if now:
                runs[-1].addnext(self._insertion(runs[0], now))
            for run in runs:
                self._delete(run)

    def _mark(self, tag: str) -> _Element:
        from lxml import etree

        self._count += 1
        marks = {f"{W}id": str(900_000 + self._count), f"{W}author": AUTHOR, f"{W}date": self._when}
        return etree.Element(f"{W}{tag}", marks)

    def _insertion(self, like: _Element, words: str) -> _Element:
        mark = self._mark("ins")
        run = _like(like)
        run.append(_text("t", words))
        mark.append(run)
        return mark

    def _delete(self, run: _Element) -> None:
        mark = self._mark("del")
        run.addprevious(mark)
        for words in run.iter(f"{W}t"):
            words.tag = f"{W}delText"
        mark.append(run)

    def _cut(self, piece: TextPiece, low: int, high: int) -> _Element:
        """The run that has just these characters of a piece; before an insertion the run that ends there."""
        words: _Element = piece.element  # type: ignore[assignment]
        run = _alone(words)
        text = words.text or ""
        if high < len(text):
            rest = _like(run)
            rest.append(_text("t", text[high:]))
            run.addnext(rest)
        if low == high or low == 0:
            _set(words, text[:high])
            return run
        own = _like(run)
        own.append(_text("t", text[low:high]))
        run.addnext(own)
        _set(words, text[:low])
        return own


def _alone(words: _Element) -> _Element:
    """The run of a text, with nothing else in it: what stood before and behind is put in runs of its own."""
    run = next(words.iterancestors())
    before = [one for one in words.itersiblings(preceding=True) if one.tag != f"{W}rPr"]
    behind = list(words.itersiblings())
    if before:
        head = _like(run)
        for one in reversed(before):
            head.append(one)
        run.addprevious(head)
    if behind:
        rest = _like(run)
        rest.extend(behind)
        run.addnext(rest)
    return run


def _like(run: _Element) -> _Element:
    """An empty run that looks as another."""
    from lxml import etree

    made = etree.Element(f"{W}r")
    look = run.find(f"{W}rPr")
    if look is not None:
        made.append(copy.deepcopy(look))
    return made


def _text(tag: str, words: str) -> _Element:
    from lxml import etree

    made = etree.Element(f"{W}{tag}")
    _set(made, words)
    return made


def _set(element: _Element, words: str) -> None:
    element.text = words
    element.set(_SPACE, "preserve")


def _pack(data: bytes, trees: office.Trees) -> bytes:
    """The archive with its parsed parts written anew, all others as they are."""
    from lxml import etree

    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.infolist():
            tree = trees.get(one.filename)
            part = (
                old.read(one)
                if tree is None
                else etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
            )
            new.writestr(one.filename, part)
    return packed.getvalue()
