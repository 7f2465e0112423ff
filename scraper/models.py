"""The data of the field, as frozen values. Behaviour stands elsewhere.

Vocabulary: a resolution has a symbol, a masthead, a preamble of preambular paragraphs, operative paragraphs with
sub-paragraphs, and annexes. Every piece that can be pointed at is a clause; its path is its pinpoint.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["paragraph", "item", "continuation", "row", "heading"]
"""What a clause is.

paragraph     a preambular, operative, annex or sub-paragraph: `op/5`, `op/5/a`, `pp/3`
item          a list item or paragraph without a label of its own: `op/3/-1`
continuation  words that go on after a list: `op/3/+1`
row           a row of a table; the cells of its text are parted by tabs
heading       a heading with nothing below it to belong to (the title of an annex that holds only a picture)
"""

MarkKind = Literal["italic", "bold", "underline", "superscript", "subscript", "link", "footnote"]

Ballot = Literal["for", "against", "abstaining", "not voting"]

DocumentKind = Literal["resolution", "statement", "draft", "assembly", "other"]
"""What a document is: a resolution of the Council; a statement by its President; a draft that was voted on and not
adopted; a resolution of the General Assembly; anything else that has a symbol."""

Quality = Literal["xml", "corrected", "text-layer", "pdf"]
"""How the text reached us: the UN's XML; typed text corrected by hand; a PDF's text layer; a PDF read by us."""


@dataclass(frozen=True, slots=True, order=True)
class Symbol:
    """The symbol of a resolution: number and year of adoption."""

    number: int
    year: int

    def __str__(self) -> str:
        """As the masthead prints it: `S/RES/2249 (2015)`."""
        return f"S/RES/{self.number} ({self.year})"


@dataclass(frozen=True, slots=True, order=True)
class DocumentSymbol:
    """The symbol of a document that is no resolution of the Council, as printed: `S/PRST/2015/22`, `A/RES/46/182`."""

    kind: DocumentKind
    text: str

    def __str__(self) -> str:
        """The symbol."""
        return self.text


@dataclass(frozen=True, slots=True, order=True)
class Pinpoint:
    """A place in a resolution: `path` is "" for the whole of it; `year` is None where none was written."""

    number: int
    year: int | None = None
    path: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that holds for `text[start:end]` of a clause.

    `value` is the target of a link, or the words of a footnote (which stands at `start`, of no width); else "".
    """

    kind: MarkKind
    start: int
    end: int
    value: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """One addressable piece of a resolution.

    part      `pp`, `op`, `annex-1`, `annex-2` ...
    path      `op/5/a/ii`; unique within the resolution; made from printed labels
    label     exactly as printed: `5.`, `(a)`, or ""
    level     0 for a paragraph, 1 for its sub-paragraphs ...
    parent    the path of the clause it stands under, or ""
    heading   the headings that stand directly above it, one a line, or ""
    verb      the leading verbs as printed: `Calls upon`; several joined by "; "
    text      its own words, whitespace collapsed, nothing else changed; without those of the clauses below it
    """

    part: str
    path: str
    label: str
    level: int
    parent: str
    heading: str
    verb: str
    text: str
    kind: Kind = "paragraph"
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Vote:
    """One member's vote; `member` is the name upstream gives."""

    member: str
    vote: Ballot


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject heading given by the UN library; `scheme` names its list (`UNBIS Thesaurus`, `DHLAUTH` ...)."""

    name: str
    scheme: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text came from, and the digest (hex SHA-256) of the very bytes it was read from."""

    upstream: str
    url: str
    sha256: str
    retrieved: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a source that had to be repaired, could not be placed, or is contradicted elsewhere.

    `code` is a short fixed word (`label-glued`, `number-missing`); `path` the clause it concerns, or "".
    """

    code: str
    message: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """Something that a later version of a source's file says otherwise than the one before.

    number      the resolution
    path        the clause; "" for a fact of the masthead or the vote
    what        `words` of a clause, or the fact by its name in `Facts`
    was, now    what stood there and what stands there; "" where there was or is nothing
    noticed     when the later version came, ISO 8601
    upstream, file, sha256   which file, and the digest of the later version
    """

    number: int
    path: str
    what: str
    was: str
    now: str
    noticed: str
    upstream: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What the masthead and the record of the vote tell. None or "" where the source does not.

    adopted    ISO date
    adoption   the sentence on how it was adopted: `Adopted unanimously, 7565th meeting`
    title      the library's descriptive title, not part of the resolution (Council resolutions bear none)
    chapter_vii  the UN's own flag; what the words say is worked out elsewhere
    """

    symbol: Symbol
    adopted: str | None = None
    meeting: int | None = None
    adoption: str = ""
    title: str = ""
    agenda: str = ""
    draft: str = ""
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    chapter_vii: bool | None = None
    votes: tuple[Vote, ...] = ()
    subjects: tuple[Subject, ...] = ()
    sponsors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """A resolution as one source gives it: its facts, its opening words, its clauses in order of the page."""

    facts: Facts
    opening: str
    clauses: tuple[Clause, ...]
    quality: Quality
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a parser makes of one document; every word of the source is in the resolution or in `furniture`."""

    resolution: Resolution
    problems: tuple[Problem, ...] = ()
    furniture: tuple[str, ...] = ()
