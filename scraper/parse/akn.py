"""Akoma Ntoso XML of the UN's translation service to a Resolution.

The markup is read for its words and, where it can be trusted, for its hints (which element is a heading, how deep a
list stands); the tree of clauses is built from the printed labels by `scraper.parse.tree`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from lxml import etree

from scraper.errors import NotAResolution, WrongContent
from scraper.models import Mark, Parsed, Problem, Resolution, Symbol
from scraper.parse.akn_masthead import find_symbol, read_facts
from scraper.parse.builder import Piece, Zone
from scraper.parse.headings import looks_like_heading
from scraper.parse.inline import collapse, local_name, read_inline
from scraper.parse.tree import assemble

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"

LONGEST_HEADING = 250
"""No heading marked as such is longer (129 characters in 1906 (2009)); what is longer is text dressed as a heading."""

LONGEST_LABEL = 20
"""What is longer in a `num` is no label but a text (`Article 12 quater` is one)."""

_WRITTEN = frozenset(
    {"content", "intro", "p", "wrapUp", "listIntroduction", "heading", "subheading", "crossHeading", "block", "num"}
)
_HEADINGS = frozenset({"heading", "subheading", "crossHeading", "block"})


def parse(data: bytes) -> Parsed:
    """Read one resolution.

    In: the bytes of an Akoma Ntoso file. Out: the resolution with every word of its text, and its Problems.
    Raises WrongContent where the bytes are not well-formed XML, or not Akoma Ntoso; NotAResolution where the document
    is of another kind (a presidential statement, a draft that was not adopted).
    """
    return finish(read_stages(data))


def finish(stages: XmlStages) -> Parsed:
    """Build the clauses, and read what the masthead and the metadata tell. Raises nothing."""
    facts, problems = read_facts(stages.statement, stages.symbol)
    assembled = assemble(stages.pieces)
    if not any(clause.part == "op" for clause in assembled.clauses):
        problems.append(Problem("no-operative-part", "no operative paragraph was found"))
    words = read_inline(stages.opening).text if stages.opening is not None else ""
    resolution = Resolution(facts, words, assembled.clauses, "xml")
    return Parsed(resolution, (*problems, *assembled.problems), assembled.furniture)


class XmlStages(NamedTuple):
    """A file on its way: its statement, its symbol, its opening words, and its pieces in order of the page."""

    statement: etree._Element
    symbol: Symbol
    opening: etree._Element | None
    pieces: Iterable[Piece]


def read_stages(data: bytes) -> XmlStages:
    """What `parse` makes clauses of. Raises as `parse` does."""
    root = _read_xml(data)
    statement = root.find(f"{{{NAMESPACE}}}statement")
    if statement is None:
        raise WrongContent(f"This is XML ({local_name(root)}), but not Akoma Ntoso with a statement in it.")
    # a presidential statement of 2007 bears the symbol of a resolution on its cover page
    symbol = find_symbol(statement) if statement.get("name", "resolution") == "resolution" else None
    if symbol is None:
        raise NotAResolution(f"This document is {_describe(statement)}, not a resolution of the Security Council.")
    opening = _opening(statement)
    return XmlStages(statement, symbol, opening, _pieces_of(statement, opening))


_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)


def _read_xml(data: bytes) -> etree._Element:
    """Parse untrusted XML: no entity is expanded, no other file or host is read, depth and size are bounded by lxml."""
    try:
        root = etree.fromstring(data, _PARSER)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise WrongContent(f"This is not well-formed XML: {error}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise WrongContent("This XML declares a document type of its own, which no upstream file does; it is not read.")
    return root


def _describe(statement: etree._Element) -> str:
    number = statement.find(f".//{{{NAMESPACE}}}docNumber")
    words = read_inline(number).text if number is not None else ""
    return f"{words!r}" if words else "without a symbol"


def _opening(statement: etree._Element) -> etree._Element | None:
    """The words before the first preambular paragraph: `The Security Council,`; None where others stand before them."""
    parts = (child for child in statement if local_name(child) not in ("", "meta", "coverPage"))
    first = next(parts, None)
    if first is None or local_name(first) not in ("preamble", "preface"):
        return None
    return first.find(f"{{{NAMESPACE}}}formula")


# -- the row of pieces ---------------------------------------------------------------------------------------------


_ZONES: dict[str, Zone] = {"preamble": "preamble", "preface": "preamble", "attachments": "annex"}


def _pieces_of(statement: etree._Element, opening: etree._Element | None) -> Iterator[Piece]:
    """The pieces of the document, the opening words apart. What stands in no known part is taken for the body."""
    for child in statement:
        name = local_name(child)
        zone = _ZONES.get(name, "body")
        if name == "coverPage":
            continue
        pieces = _read_child(child, zone, 0, opening)
        yield from map(_mark_preamble_heading, pieces) if zone == "preamble" else pieces


def _mark_preamble_heading(piece: Piece) -> Piece:
    """A line of the preamble without a leading verb and without a stop at its end is a heading (2713 (2023))."""
    if not piece.likely or piece.label:
        return piece
    heading = not piece.text.endswith(":")
    return replace(piece, heading=heading, likely=heading)


def _walk(element: etree._Element, zone: Zone, depth: int, opening: etree._Element | None) -> Iterator[Piece]:
    """The pieces below an element. What comes first after `num` takes the label; a title may stand before it."""
    label, style = "", element.get("class") or ""
    if (text := element.text) and not text.isspace():
        yield _between(text, "", zone, depth)
    for child in element:
        name = local_name(child)
        if name == "num" and len((number := read_inline(child)).text) <= LONGEST_LABEL:
            yield from _alone(label, zone, depth)
            label = number.text
            if number.marks:  # a footnote on the number: it goes to the next clause, which is the number's own
                yield Piece("", zone=zone, depth=depth, marks=number.marks)
            if local_name(element) == "section":
                yield Piece("", label, zone, depth, heading=True)
                label = ""
        elif name in _WRITTEN:
            yield _written(child, name, label, style, zone, depth)
            label = ""
        else:
            for piece in _read_child(child, zone, depth, opening):
                if label:
                    yield from _labelled(piece, label, depth)
                    label = ""
                else:
                    yield piece
        if (tail := child.tail) and not tail.isspace():
            yield _between(tail, label, zone, depth)
            label = ""
    yield from _alone(label, zone, depth)


def _read_child(child: etree._Element, zone: Zone, depth: int, opening: etree._Element | None) -> Iterator[Piece]:
    """The pieces of an element that is no paragraph by its name, though it may be one by what is in it."""
    name = local_name(child)
    if child is opening or name in ("", "meta"):
        return
    if name == "authorialNote":
        yield Piece("", zone=zone, depth=depth, marks=(Mark("footnote", 0, 0, read_inline(child).text),))
    elif _is_running_text(child):
        yield _written(child, name, "", "", zone, depth)
    elif name == "table" and _is_plain_table(child):
        yield from _rows(child, zone)
    else:
        pieces = _walk(child, zone, depth + (name in ("point", "item", "sublist")), opening)
        if name == "attachment":
            yield from (replace(piece, opens=True) for piece in itertools.islice(pieces, 1))
        yield from pieces


def _between(words: str, label: str, zone: Zone, depth: int) -> Piece:
    """Words that stand between paragraphs, in none of them."""
    return Piece(collapse(words).strip(" "), label, zone, depth)


_BLOCKS = _WRITTEN | {"table", "formula", "meta"}


def _is_running_text(element: etree._Element) -> bool:
    """Whether words stand right in it, and no paragraph; those of a footnote are not its own."""
    return _has_words_of_its_own(element) and not _holds_block(element)


def _holds_block(element: etree._Element) -> bool:
    return any(
        (name := local_name(child)) in _BLOCKS or (name != "authorialNote" and _holds_block(child)) for child in element
    )


def _has_words_of_its_own(element: etree._Element) -> bool:
    if (text := element.text) and not text.isspace():
        return True
    return any((tail := child.tail) and not tail.isspace() for child in element)


def _alone(label: str, zone: Zone, depth: int) -> tuple[Piece, ...]:
    """A label that no text took."""
    return (Piece("", label, zone, depth),) if label else ()


def _labelled(piece: Piece, label: str, depth: int) -> Iterator[Piece]:
    """The piece with the label of the element around it; where it is not the element's own text, the label alone."""
    if label and not piece.label and piece.depth == depth:
        yield replace(piece, label=label)
        return
    yield from _alone(label, piece.zone, depth)
    yield piece


def _written(child: etree._Element, name: str, label: str, style: str, zone: Zone, depth: int) -> Piece:
    text, marks = read_inline(child)
    heading = _looks_marked(name, style, text)
    return Piece(
        text=text,
        label=label,
        zone=zone,
        depth=depth,
        heading=heading,
        likely=heading or (not label and looks_like_heading(text, marks)),
        wraps=name == "wrapUp",
        marks=marks,
    )


def _looks_marked(name: str, style: str, text: str) -> bool:
    """Whether the markup says it is a heading, and its words do not say otherwise (`in Mali`, the end of a title)."""
    if not text or len(text) > LONGEST_HEADING or text.endswith((";", ",")) or text[0].islower():
        return False
    styled = style.startswith(("H", "BLUEHeading")) and looks_like_heading(text)
    return name in _HEADINGS or styled


def _is_plain_table(table: etree._Element) -> bool:
    """Rows with cells in them and nothing else."""
    cells_only = all(local_name(cell) in ("td", "th") for row in table for cell in row)
    rows_only = all(local_name(row) == "tr" and not _has_words_of_its_own(row) for row in table)
    return rows_only and cells_only and not _has_words_of_its_own(table)


def _rows(table: etree._Element, zone: Zone) -> Iterator[Piece]:
    """One piece a row, its cells parted by tabs: the one place where a blank has a meaning."""
    for row in table:
        text, marks = "", []
        for i, cell in enumerate(map(read_inline, row)):
            text += "\t" * bool(i)
            marks += [replace(m, start=m.start + len(text), end=m.end + len(text)) for m in cell.marks]
            text += cell.text
        if text.strip() or marks:
            yield Piece(text, zone=zone, row=True, marks=tuple(marks))
