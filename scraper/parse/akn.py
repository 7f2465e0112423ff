"""Akoma Ntoso XML of the UN's translation service to a Resolution.

The markup is read for its words and, where it can be trusted, for its hints (which element is a heading, how deep a
list stands); the tree of clauses is built from the printed labels by `scraper.parse.tree`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from scraper.errors import NotAResolution, WrongContent
from scraper.models import Parsed, Problem, Resolution
from scraper.parse.akn_facts import read_facts, read_symbol
from scraper.parse.inline import collapse, local_name, read_inline
from scraper.parse.tree import Piece, Zone, assemble

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"

LONGEST_HEADING = 250
"""No heading marked as such is longer (129 characters in 1906 (2009)); what is longer is text dressed as a heading."""

LONGEST_LIKELY_HEADING = 130

_WRITTEN = frozenset(
    {"content", "intro", "p", "wrapUp", "listIntroduction", "heading", "subheading", "crossHeading", "block"}
)
_UNREAD = frozenset({"", "meta", "coverPage"})
"""What holds no words of the text: comments, metadata, the masthead."""

_HEADINGS = frozenset({"heading", "subheading", "crossHeading", "block"})


def parse(data: bytes) -> Parsed:
    """Read one resolution.

    In: the bytes of an Akoma Ntoso file. Out: the resolution with every word of its text, and its Problems.
    Raises WrongContent where the bytes are not well-formed XML, or not Akoma Ntoso; NotAResolution where the document
    is of another kind (a presidential statement, a draft that was not adopted).
    """
    root = _read_xml(data)
    statement = root.find(f"{{{NAMESPACE}}}statement")
    if statement is None:
        raise WrongContent(f"This is XML ({local_name(root)}), but not Akoma Ntoso with a statement in it.")
    symbol = read_symbol(statement)
    if symbol is None:
        raise NotAResolution(f"This document is {_describe(statement)}, not a resolution of the Security Council.")
    facts, problems = read_facts(statement, symbol)
    assembled = assemble(_pieces_of(statement))
    if not any(clause.part == "op" for clause in assembled.clauses):
        problems.append(Problem("no-operative-part", "no operative paragraph was found"))
    resolution = Resolution(facts, _opening(statement), assembled.clauses, "xml")
    return Parsed(resolution, (*problems, *assembled.problems), assembled.furniture)


def _read_xml(data: bytes) -> etree._Element:
    """Parse untrusted XML: no entity is expanded, no other file or host is read, depth and size are bounded by lxml."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise WrongContent(f"This is not well-formed XML: {error}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise WrongContent("This XML declares a document type of its own, which no upstream file does; it is not read.")
    return root


def _describe(statement: etree._Element) -> str:
    number = statement.find(f".//{{{NAMESPACE}}}docNumber")
    words = read_inline(number).text if number is not None else ""
    return f"{words!r}" if words else "without a symbol"


def _opening(statement: etree._Element) -> str:
    """The words before the first preambular paragraph: `The Security Council,`."""
    formulas = statement.iterfind(f"{{{NAMESPACE}}}preamble/{{{NAMESPACE}}}formula")
    return " ".join(read_inline(formula).text for formula in formulas)


# -- the row of pieces ---------------------------------------------------------------------------------------------


def _pieces_of(statement: etree._Element) -> Iterator[Piece]:
    for child in statement:
        name = local_name(child)
        if name in ("preamble", "preface"):
            yield from map(_mark_preamble_heading, _walk(child, "preamble", 0))
        elif name == "attachments":
            for attachment in child:
                yield from _pieces_of_attachment(attachment)
        elif name not in _UNREAD:  # `mainBody`; no word elsewhere is left out either
            yield from _walk(child, "body", 0)


def _pieces_of_attachment(attachment: etree._Element) -> Iterator[Piece]:
    first = True
    for piece in _walk(attachment, "annex", 0):
        yield replace(piece, opens=True) if first else piece
        first = False


def _mark_preamble_heading(piece: Piece) -> Piece:
    """A line of the preamble without a leading verb and without a stop at its end is a heading (2713 (2023)).

    `Recalling its decisions in resolution 2009 (2011) to:` introduces a list (2016 (2011)); `Acting under Chapter VII
    of the Charter of the United Nations` is a paragraph even where it stands in bold and has no comma (2396 (2017)).
    """
    if not piece.likely or piece.label:
        return piece
    led = any(m.kind in ("italic", "underline") and m.start == 0 and m.end < len(piece.text) for m in piece.marks)
    heading = not led and not piece.text.endswith(":") and not piece.text.startswith("Acting under ")
    return replace(piece, heading=heading, likely=heading)


def _walk(element: etree._Element, zone: Zone, depth: int) -> Iterator[Piece]:
    """The pieces below an element. What comes first after `num` takes the label; a title may stand before it."""
    label, style = "", element.get("class") or ""
    yield from _stray(element.text, "", zone, depth)
    for child in element:
        name = local_name(child)
        if name == "num":
            label = read_inline(child).text
            if local_name(element) == "section":
                yield Piece("", label, zone, depth, heading=True)
                label = ""
        elif name in _WRITTEN:
            for written in _paragraphs_of(child):
                yield _written(written, name, label, style, zone, depth)
                label = ""
        elif name == "table":
            yield from _rows(child, zone)
        elif name not in _UNREAD and (name != "formula" or local_name(element) != "preamble"):
            for piece in _walk(child, zone, depth + (name in ("point", "item", "sublist"))):
                yield from _labelled(piece, label, depth)
                label = ""
        for piece in _stray(child.tail, label, zone, depth):
            yield piece
            label = ""
    if label:
        yield Piece("", label, zone, depth)


def _stray(words: str | None, label: str, zone: Zone, depth: int) -> Iterator[Piece]:
    """Words that stand outside any paragraph, where the markup has none by its own rules."""
    if words and (text := collapse(words).strip(" ")):
        yield Piece(text, label, zone, depth)


def _paragraphs_of(content: etree._Element) -> list[etree._Element]:
    """The paragraphs in it, where it holds several of them and nothing else; else itself."""
    several = len(content) > 1 and all(local_name(child) == "p" for child in content)
    stray = (content.text or "").strip() or any((child.tail or "").strip() for child in content)
    return list(content) if several and not stray else [content]


def _labelled(piece: Piece, label: str, depth: int) -> Iterator[Piece]:
    """The piece with the label of the element around it; where it is not the element's own text, the label alone."""
    if label and not piece.label and piece.depth == depth:
        yield replace(piece, label=label)
        return
    if label:
        yield Piece("", label, piece.zone, depth)
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
        likely=heading or (not label and _looks_like_heading(text)),
        wraps=name == "wrapUp",
        marks=marks,
    )


def _looks_marked(name: str, style: str, text: str) -> bool:
    """Whether the markup says it is a heading, and its words do not say otherwise (`in Mali`, the end of a title)."""
    if not text or len(text) > LONGEST_HEADING or text.endswith((";", ",")) or text[0].islower():
        return False
    styled = style.startswith(("H", "BLUEHeading")) and _looks_like_heading(text)
    return name in _HEADINGS or styled


def _looks_like_heading(text: str) -> bool:
    """Short, with a capital, no stop at its end (a colon may stand there): a heading, should its neighbours agree."""
    first = text.lstrip("(“\"‘'")[:1]
    return (
        0 < len(text) <= LONGEST_LIKELY_HEADING
        and (first.isupper() or first.isdigit())
        and not text.rstrip("”\"’'").endswith((".", ";", ","))
    )


def _rows(table: etree._Element, zone: Zone) -> Iterator[Piece]:
    """One piece a row, its cells parted by tabs: the one place where a blank has a meaning."""
    for row in table.iter(f"{{{NAMESPACE}}}tr"):
        cells = [read_inline(cell).text for cell in row if local_name(cell) in ("td", "th")]
        if any(cells):
            yield Piece("\t".join(cells), zone=zone, row=True)
