"""How a document became clauses, step by step, for those who mend the parser: `unsc explain REF --steps`.

Nothing is read twice: what is shown is what the parsers hand from one step to the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from lxml import etree

from scraper.models import Parsed
from scraper.parse import akn, text
from scraper.parse.builder import Piece
from scraper.parse.inline import collapse, local_name

Kind = Literal["xml", "text"]
"""How a document came: as Akoma Ntoso, or as plain text or a PDF."""


class SourceLine(NamedTuple):
    """A line of a text, or words of an XML file.

    rule  of a line, the rule that took it for furniture (`running_head`), "" where it is the document's own; of words,
          the name of the element they stand right in
    """

    words: str
    rule: str


class Steps(NamedTuple):
    """One resolution: its lines as they came, the pieces they were joined to, and what was made of these.

    A piece has its label (`label` as it is meant, `printed` where the page has another), its zone and its depth;
    `parsed` has the clauses, the furniture and the problems.
    """

    lines: tuple[SourceLine, ...]
    pieces: tuple[Piece, ...]
    parsed: Parsed


def explain(data: bytes, kind: Kind, known: Mapping[str, int] | None = None) -> list[Steps]:
    """The steps from the bytes of a document to its resolutions: mostly one, in a text sometimes several.

    known  as for `text.parse`: how the corpus writes the words that lines break
    Raises WrongContent and NotAResolution where the parser does.
    """
    return [_explain_xml(data)] if kind == "xml" else list(_explain_text(data, known))


def _explain_xml(data: bytes) -> Steps:
    stages = akn.read_stages(data)
    pieces = tuple(stages.pieces)
    return Steps(tuple(_elements(stages.statement)), pieces, akn.finish(stages._replace(pieces=pieces)))


def _elements(root: etree._Element) -> Iterator[SourceLine]:
    """The words that stand right in each element, and behind each, in order; those of the metadata left out."""
    name = local_name(root)
    if name in ("", "meta"):
        return
    if words := collapse(root.text or "").strip():
        yield SourceLine(words, name)
    for child in root:
        yield from _elements(child)
        if words := collapse(child.tail or "").strip():
            yield SourceLine(words, name)


def _explain_text(data: bytes, known: Mapping[str, int] | None) -> Iterator[Steps]:
    for stages in text.read_stages(text.read_text(data), known):
        yield Steps(tuple(_lines(stages.part)), tuple(stages.pieces), text.finish(stages, "text-layer"))


def _lines(part: text.TextPart) -> Iterator[SourceLine]:
    """Every line with its rule; `head` for the title and what stands above the text and is no other furniture."""
    for at in range(part.start, part.end):
        head = "head" if at < part.body else ""
        yield SourceLine(part.marked.texts[at], part.marked.rules[at] or head)
