"""The shapes of what the site answers as JSON: types, from which the description of the interface is made.

Within a `VERSION` keys are only added; one that goes, or changes its meaning, makes a new version.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from scraper.check import CheckedCitation, CheckedQuotation

VERSION = "1"
"""Of the shapes: sent with every answer that is JSON, as `api-version`."""


class SourceShape(TypedDict):
    """Where something was taken from, and what (`gives`)."""

    gives: str
    upstream: str
    url: str
    sha256: str
    retrieved: str


class FootnoteShape(TypedDict):
    """A note, and where its mark stands in the text."""

    position: int
    text: str


class ParagraphShape(TypedDict):
    """A clause: its own words, and with those of everything below it (`full_text`)."""

    symbol: str
    path: str
    label: str
    text: str
    full_text: str
    url: str
    part: str
    kind: str
    parent: str | None
    heading: str
    verb: str
    footnotes: list[FootnoteShape]


class BasisShape(TypedDict):
    """The words by which the Council acts under Chapter VII, where they stand, and how far they reach."""

    evidence: str
    path: str
    start: int
    end: int
    reach: str
    paragraphs: NotRequired[list[str]]


class CitedBy(TypedDict):
    """A clause that refers to this one: `target` is its path."""

    symbol: str
    target: str
    url: str
    relation: NotRequired[str]
    evidence: NotRequired[str]
    until: NotRequired[str | None]


class CitedShape(CitedBy):
    """A reference in the words of a clause (`path`), `raw` at `start` to `end`, and what it leads to."""

    path: str
    start: int
    end: int
    raw: str


class SourceChange(TypedDict):
    """What differs between two versions of a source's file."""

    path: str
    what: str
    was: str
    now: str
    noticed: str
    upstream: str
    file: str
    sha256: str


class ShownParagraph(ParagraphShape):
    """A clause with all that is known of it."""

    adopted: str | None
    text_quality: str
    official: str
    chapter_vii_basis: BasisShape | None
    below: list[str]
    cites: list[CitedShape]
    cited_by: list[CitedBy]
    changes: list[SourceChange]
    sources: list[SourceShape]


class SubjectShape(TypedDict):
    """A subject heading, and the list that it is from."""

    name: str
    scheme: str


class KnownProblem(TypedDict):
    """A fault of the source, and the clause that it is in."""

    code: str
    message: str
    path: str


class ShownResolution(TypedDict):
    """The masthead's facts of a resolution, or of a part of one, and its clauses."""

    number: int
    symbol: str
    year: int
    adopted: str | None
    title: str
    short_title: str
    agenda: str
    meeting: int | None
    draft: str
    adoption: str
    votes_for: int | None
    votes_against: int | None
    abstentions: int | None
    votes: dict[str, str]
    chapter_vii: bool | None
    subjects: list[SubjectShape]
    sponsors: list[str]
    text_quality: str
    opening: str
    official: str
    sources: list[SourceShape]
    problems: list[KnownProblem]
    changes: list[SourceChange]
    previous: str | None
    next: str | None
    url: str
    chapter_vii_bases: list[BasisShape]
    clauses: list[ParagraphShape]


class DraftVoteShape(TypedDict):
    """A vote on a draft that did not become this site's resolution."""

    date: str
    written: str
    title: str
    outcome: str
    votes_for: int | None
    votes_against: int | None
    abstentions: int | None
    vetoes: int | None
    votes: dict[str, str]


class CitingParagraphShape(TypedDict):
    """A clause that refers to a document."""

    symbol: str
    path: str
    text: str
    url: str


class ShownDocument(TypedDict):
    """Another document, as resolutions refer to it."""

    symbol: str
    kind: str
    url: str
    official: str
    date: str | None
    resolutions: int
    votes: list[DraftVoteShape]
    cited_by: list[CitingParagraphShape]


class Upstream(TypedDict):
    """How many resolutions have something from a source."""

    upstream: str
    gives: str
    resolutions: int


class NotTaken(TypedDict):
    """What was not believed, and why."""

    symbol: str | None
    message: str


class ListedChange(SourceChange):
    """A change of a source's file, with the resolution it is of."""

    symbol: str


class LastRefresh(TypedDict):
    """What the last refresh came to."""

    ended: str
    good: bool
    fetched: int
    resolutions: int
    said: list[str]


class ShownCoverage(TypedDict):
    """What is here, from where, and what is missing."""

    built: str
    program: str
    specimens: bool
    resolutions: int
    clauses: int
    first: str | None
    newest: str | None
    newest_adopted: str | None
    years: dict[str, int]
    text_quality: dict[str, int]
    sources: list[Upstream]
    missing: list[int]
    reasons: dict[str, str]
    problems: dict[str, int]
    changed: int
    changes: list[ListedChange]
    not_taken: list[NotTaken]
    refresh: LastRefresh | None


class ActShape(TypedDict):
    """An act on a mandate or measure, with the words that show it."""

    symbol: str
    path: str
    act: str
    adopted: str
    until: str | None
    until_how: str
    base: str
    condition: str
    partial: bool
    evidence: str
    text: str
    url: str


Spell = TypedDict("Spell", {"from": str, "to": str | None, "state": str})
"""A time in which a mandate or measure stood."""


class MandateShape(TypedDict):
    """The life of a mandate or measure."""

    slug: str
    name: str
    kind: str
    parent: str | None
    succeeds: str | None
    followed_by: list[str]
    parts: list[str]
    names: list[str]
    state: str
    until: str | None
    said: str
    spells: list[Spell]
    events: list[ActShape]
    doubts: list[str]
    remark: str | None
    note: str
    url: str


StandingMandate = TypedDict(
    "StandingMandate",
    {
        "slug": str,
        "name": str,
        "kind": str,
        "from": str,
        "until": str | None,
        "until_how": str,
        "state": str,
        "evidence": ActShape,
        "url": str,
    },
)
"""A mandate or measure as it stands."""

Mandates = TypedDict(
    "Mandates",
    {
        "on": NotRequired[str],
        "from": NotRequired[str],
        "to": NotRequired[str],
        "total": int,
        "results": list[StandingMandate],
        "note": str,
    },
)
"""What stands on a day, or runs out between two."""


class TimelineEntry(TypedDict):
    """How one resolution refers to another."""

    relation: str
    symbol: str
    adopted: str | None
    path: str
    target: str
    evidence: str
    until: str | None
    clauses: int
    url: str


class MandateBeside(TypedDict):
    """A mandate or measure that a resolution acts on, and its acts in the time of a timeline."""

    slug: str
    said: str
    events: list[ActShape]


class Timeline(TypedDict):
    """What later resolutions did with one, in order."""

    symbol: str
    adopted: str | None
    url: str
    note: str
    counts: dict[str, int]
    shown: list[str]
    chain: list[TimelineEntry]
    mandates: list[MandateBeside]


WordingUse = TypedDict(
    "WordingUse",
    {
        "symbol": str,
        "path": str,
        "date": str,
        "year": int,
        "in": str,
        "url": str,
        "runs_into": NotRequired[str],
        "text": NotRequired[str],
    },
)
"""A clause that has a wording."""

WordingChange = TypedDict("WordingChange", {"out": str, "in": str, "kind": str})
"""Words that went out, and those that came in."""

TracedWording = TypedDict(
    "TracedWording",
    {
        "text": str,
        "verbatim": bool,
        "first": WordingUse | None,
        "last": WordingUse | None,
        "count": int,
        "resolutions": int,
        "from": int | None,
        "changes": list[WordingChange],
        "uses": list[WordingUse],
    },
)
"""A wording, and how it differs from the one it is compared with (`from`, its place in `wordings`)."""


class WordingHistory(TypedDict):
    """Where words come from."""

    query: str
    folded: str
    first: WordingUse | None
    first_in_body: WordingUse | None
    last: WordingUse | None
    same_day_as_first: list[WordingUse]
    clauses: int
    resolutions: int
    years: dict[str, int]
    wordings: list[TracedWording]
    all_wordings: bool
    across: list[WordingUse]
    perhaps_earlier: list[WordingUse]
    coverage: str


class CorrectionShape(TypedDict):
    """What would make a document right: what to put in the place of what stands there."""

    start: int
    end: int
    was: str
    now: str
    why: str


class CheckReport(TypedDict):
    """The citations and quotations of a document."""

    file: str
    citations: list[CheckedCitation]
    quotations: list[CheckedQuotation]
    totals: dict[str, int]
    corrections: list[CorrectionShape]


class NearestPlace(TypedDict):
    """A place that is there, near one that is not."""

    symbol: str
    path: str
    url: str


class Failure(TypedDict):
    """Why there is no answer, in a sentence."""

    ok: Literal[False]
    status: int
    error: str
    nearest: NotRequired[list[NearestPlace]]
