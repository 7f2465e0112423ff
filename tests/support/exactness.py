"""What must hold for every document: no word lost, none made up, order kept, every clause in its place.

The source is read here once more, in the plainest way there is (every character between tags, in order), so that a
word the parser drops cannot be dropped by the check as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from scraper.models import Clause, Parsed

NS = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
APART = {f"{NS}meta", f"{NS}coverPage"}
"""What is read as facts, not as text."""

PATH = re.compile(r"(?:pp|op|annex-\d+)(?:/[A-Za-z0-9.~+-]+)+")


def squeeze(words: str) -> str:
    """The characters that count: all but blanks."""
    return re.sub(r"\s+", "", words)


def source_words(root: etree._Element) -> str:
    """Every character of the text of an Akoma Ntoso document, blanks and footnotes apart."""
    return squeeze("".join(words for part in parts_of(root) for words in _plain_words(part)))


def source_notes(root: etree._Element) -> list[str]:
    """The footnotes of a document, in order."""
    notes = (note for part in parts_of(root) for note in part.iter(f"{NS}authorialNote"))
    return [squeeze("".join(note.itertext(etree.Element))) for note in notes]


def parts_of(root: etree._Element) -> Iterator[etree._Element]:
    """The preamble, the body, the attachments."""
    statement = root.find(f"{NS}statement")
    assert statement is not None
    return (part for part in statement if part.tag not in APART)


def _plain_words(element: etree._Element) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in (f"{NS}authorialNote", f"{NS}meta"):
        return
    yield element.text or ""
    for child in element:
        yield from _plain_words(child)
        yield child.tail or ""


def parsed_words(parsed: Parsed) -> list[str]:
    """The opening, then headings, label and text of each clause."""
    return [parsed.resolution.opening, *clause_words(parsed.resolution.clauses)]


def clause_words(clauses: Iterable[Clause]) -> Iterator[str]:
    """Headings, label and text of each clause; lines apart, since a rule may have stood between two."""
    for clause in clauses:
        yield from (*clause.heading.split("\n"), clause.label, *clause.text.split("\n"))


def clause_notes(clauses: Iterable[Clause]) -> list[str]:
    """The footnotes of the clauses, in order."""
    return [squeeze(mark.value) for clause in clauses for mark in clause.marks if mark.kind == "footnote"]


def first_difference(source: str, words: Iterable[str], furniture: Iterable[str]) -> str:
    """Where `words`, laid end to end, leave the source; "" where they do not. Furniture may stand between any two."""
    apart = [squeeze(piece) for piece in furniture]
    reached = {0: 0}  # how much of the furniture has been met -> where in the source that leaves us
    for word in [*filter(None, map(squeeze, words)), ""]:
        for met, at in list(reached.items()):
            while met < len(apart) and source.startswith(apart[met], at):
                at += len(apart[met])
                met += 1
                reached[met] = at
        further = {met: at + len(word) for met, at in reached.items() if source.startswith(word, at)}
        if not further:
            return f"{source[max(reached.values()) :][:60]!r} in the source, {word[:60]!r} in the clauses"
        reached = further
    left = source[reached.get(len(apart), 0) :]
    return f"{left[:60]!r} is left over" if left else ""


def misplaced(clauses: Sequence[Clause]) -> str:
    """The first clause that is not where it can be, and why; "" where all are."""
    seen: dict[str, Clause] = {}
    for clause in clauses:
        if fault := _fault(clause, seen):
            return f"{clause.path}: {fault}"
        seen[clause.path] = clause
    return ""


def _fault(clause: Clause, seen: dict[str, Clause]) -> str:
    if clause.path in seen:
        return "stands twice"
    if not PATH.fullmatch(clause.path) or not clause.path.startswith(f"{clause.part}/"):
        return "is no path"
    if not clause.parent:
        return "" if clause.level == 0 else f"level {clause.level} without a parent"
    parent = seen.get(clause.parent)
    if parent is None:
        return f"its parent {clause.parent} does not come before it"
    return "" if clause.level == parent.level + 1 and clause.part == parent.part else "level or part do not fit"


def stray_mark(clauses: Iterable[Clause]) -> str:
    """The first mark that lies outside its text or covers nothing; "" where none does."""
    for clause in clauses:
        for mark in clause.marks:
            wide = mark.start < mark.end or (mark.kind == "footnote" and mark.start == mark.end)
            if not (wide and 0 <= mark.start <= mark.end <= len(clause.text)):
                return f"{clause.path}: {mark.kind} {mark.start}-{mark.end} of {len(clause.text)}"
    return ""
