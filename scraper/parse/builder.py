"""A document while it is being put together: its pieces, the clauses made of them so far, the lists still open.

The values here change while `scraper.parse.tree` works; what leaves it is frozen.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from scraper.models import Clause, Kind, Mark, Problem
from scraper.parse import verbs
from scraper.parse.open_lists import OpenList
from scraper.pinpoint.labels import BULLETS, Ordinal
from scraper.pinpoint.paths import is_cited_by_name, path_segment

Zone = Literal["preamble", "body", "annex"]


LONGEST_TITLE = 200
"""A sub-paragraph without a stop at its end that is no longer than this is the title of what follows it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph, list item, heading or table row as it stands on the page.

    zone      which part of the document it was found in
    depth     how deep the source nests it in lists: 0 for a paragraph; only a hint
    heading   the source says, or its looks say, that it is a heading
    likely    it may be a heading, should its neighbours agree (short, no stop at its end)
    wraps     the source says that it ends a list and goes on with what stood before it
    opens     the source says that an annex begins here
    resumes   a preamble begins anew here, behind operative paragraphs (part B of 161 (1961))
    printed   the label as the page prints it, where `label` is what is meant: `(6)` for `(b)`
    noted     what had to be repaired in reading it, without its path, which is known only at the end
    """

    text: str
    label: str = ""
    zone: Zone = "body"
    depth: int = 0
    heading: bool = False
    likely: bool = False
    row: bool = False
    wraps: bool = False
    opens: bool = False
    resumes: bool = False
    printed: str = ""
    noted: tuple[Problem, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(slots=True, eq=False)
class Node:
    """A clause in the making."""

    piece: Piece
    part: str
    kind: Kind
    parent: Node | None
    heading: list[str]
    ordinal: Ordinal | None = None
    section: str = ""
    attachment: str = ""
    run: int = 0
    inferred: str = ""
    text: str = ""
    marks: tuple[Mark, ...] = ()
    children: list[Node] = field(default_factory=list)
    path: str = ""


@dataclass(slots=True)
class Builder:
    """The document so far."""

    part: str = "pp"
    nodes: list[Node] = field(default_factory=list)
    roots: dict[str, list[Node]] = field(default_factory=dict)
    lists: list[OpenList] = field(default_factory=list)
    ended: dict[str, int] = field(default_factory=dict)  # by style, the last label of the lists of this paragraph
    headings: list[str] = field(default_factory=list)
    heading_notes: list[Mark] = field(default_factory=list)
    section: str = ""
    attachment: str = ""  # of an annex: the Statute attached to the Agreement in 1757 (2007)
    annexes: int = 0
    runs: int = 0  # how often numbering has begun at the top of a part
    furniture: list[str] = field(default_factory=list)
    parted: bool = False  # a rule or a star stands between the last clause and what comes next
    problems: list[tuple[str, str, Node | None]] = field(default_factory=list)

    @property
    def previous(self) -> Node | None:
        """The last clause that was made."""
        return self.nodes[-1] if self.nodes else None

    def report(self, code: str, message: str, node: Node | None = None) -> None:
        """Keep a Problem; its path is known only at the end."""
        self.problems.append((code, message, node))


@dataclass(frozen=True, slots=True)
class Assembled:
    """The clauses in order of the page, what had to be repaired, and what is not part of the text (rules, stars)."""

    clauses: tuple[Clause, ...]
    problems: tuple[Problem, ...]
    furniture: tuple[str, ...]


_PARTICIPLE = re.compile(
    r"""
    (?: (?:Also|Further|Deeply|Gravely|Strongly|Fully|Firmly|Remaining|Being|Having|Again|Once \s again) \s+ )*
    (?: [A-Z]?[a-z]+(?:ing|ed|ful) | Aware | Conscious | Desirous | Cognizant | Deeply ) \b
    """,
    re.VERBOSE,
)

STOPPED = (".", ";", ",", ":", ".”", ";”", ",”", "?", "!", ".’", "and", "or", "-", "–", "—")


def notes_of(piece: Piece) -> list[Mark]:
    """The footnotes of a piece whose own words become no clause."""
    return [replace(mark, start=0, end=0) for mark in piece.marks if mark.kind == "footnote"]


def crosses(builder: Builder, before: Node) -> bool:
    """Whether an article or an attachment has begun since a clause."""
    return is_cited_by_name(builder.section) and builder.section != before.section


def is_titled(node: Node) -> bool:
    """A labelled clause that is only a title: `(b) Good offices and reconciliation`, its words in the next piece."""
    return has_citable_label(node) and len(node.text) < LONGEST_TITLE and not node.text.endswith(STOPPED)


def shift_words(piece: Piece, by: int, label: str) -> Piece:
    """The piece without the first `by` characters of its text, which have become its label."""
    kept = (mark for mark in piece.marks if mark.end > by or mark.kind == "footnote")
    marks = tuple(replace(mark, start=max(mark.start - by, 0), end=max(mark.end - by, 0)) for mark in kept)
    return replace(piece, text=piece.text[by:], label=label, marks=marks, heading=False)


def latest_of_part(builder: Builder) -> Iterator[Node]:
    """The clauses of the part that is under way, the last first."""
    return itertools.takewhile(lambda node: node.part == builder.part, reversed(builder.nodes))


def has_citable_label(node: Node) -> bool:
    """Whether its label can be cited: not a bullet, nor a sign that no path can hold."""
    return node.piece.label not in BULLETS and bool(path_segment(node.piece.label))


def root_of(node: Node) -> Node:
    """The top-level clause that a clause belongs to."""
    while node.parent is not None:
        node = node.parent
    return node


def is_preambular(piece: Piece) -> bool:
    """A participle and a comma: preambular wherever it stands (part B of 1575 (2004); 2117 (2013))."""
    return piece.depth == 0 and piece.text.endswith(",") and bool(_PARTICIPLE.match(piece.text))


def begins_with_verb(piece: Piece) -> bool:
    """Whether a verb in italics, or one known from plain text, leads the piece: `Decides`."""
    if not piece.text[:1].isupper():
        return False
    shown = bool(piece.marks) and piece.marks[0].kind == "italic" and piece.marks[0].start == 0
    lettered = bool(piece.label) and not piece.label.strip('“" ')[:1].isdigit()
    return shown or (piece.zone != "annex" and not lettered and verbs.begins_with_verb(piece.text))


def add_clause(builder: Builder, piece: Piece, kind: Kind, parent: Node | None, part: str = "") -> Node:
    """Make a clause of a piece, below `parent` or at the top of its part, with the headings that wait for it."""
    node = Node(
        piece,
        part or builder.part,
        kind,
        parent,
        builder.headings,
        section=builder.section,
        attachment=builder.attachment,
    )
    node.text, node.marks = piece.text, (*builder.heading_notes, *piece.marks)
    builder.headings, builder.heading_notes = [], []
    builder.nodes.append(node)
    (parent.children if parent is not None else builder.roots.setdefault(node.part, [])).append(node)
    if piece.printed:
        builder.report("label-misread", f"the source prints {piece.printed} where {piece.label} is meant", node)
    for problem in piece.noted:
        builder.report(problem.code, problem.message, node)
    return node
