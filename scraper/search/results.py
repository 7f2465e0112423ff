"""What a search answers with: frozen values, and their JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from scraper.query import Expansion, Ignored

Order = Literal["relevance", "newest", "oldest"]
Span = tuple[int, int]

Step = Literal["exact", "text", "context", "preamble", "words", "quotation"]
"""How a paragraph was found: exactly as asked; with all words of a plain query its own; with some over it; as one of a
preamble; with words missing; as what a quotation is of, or what comes nearest."""

MOST_SAID = "No operative paragraph has all of these words. These have most of them."
"""Said over results that lack some of the words, where none has all."""

CLOSE_SAID = "These have not all of the words:"
"""Said between the results that have all of the words and those below that do not."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference between what was quoted and what is printed, as `quotation.conventions` tells it; one may be ""."""

    kind: str
    quoted: str
    printed: str


@dataclass(frozen=True, slots=True)
class Result:
    """One clause found.

    `text` is its own words, `full_text` those of everything below it too; `matches` are (start, end) in `full_text`.
    `snippet` is the part of `full_text` worth showing where that is long, with its own `snippet_matches`.
    `chapter_vii` is whether it is adopted under it, by the words of the resolution; for a clause of its
    preamble or annexes, whether any of its paragraphs is.
    `above` are the clauses it stands under, as (label, text) from the paragraph down; `also` says how many more
    clauses of the resolution were found, where the results are grouped.
    `step` says how it was found; `missing` are the words typed that neither it nor what stands over it has, and
    `from_context` those that its own words do not have, each with where it stands instead. For a quotation, `verdict`
    is verbatim, allowed or differs, and `differences` are those between it and the words here.
    """

    symbol: str
    number: int
    year: int
    path: str
    label: str
    part: str
    verb: str
    text: str
    full_text: str
    url: str
    heading: str
    title: str
    adopted: str | None
    chapter_vii: bool
    text_quality: str
    matches: tuple[Span, ...]
    snippet: str
    snippet_matches: tuple[Span, ...]
    above: tuple[tuple[str, str], ...]
    also: int = 0
    step: Step = "exact"
    missing: tuple[str, ...] = ()
    from_context: tuple[tuple[str, str], ...] = ()
    verdict: str = ""
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedResolution:
    """A resolution that the query seems to name, and its one or two best paragraphs, as (path, label, words)."""

    symbol: str
    number: int
    title: str
    adopted: str | None
    url: str
    paragraphs: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet: how many clauses have it, and the query that keeps only those (or takes that back)."""

    value: str
    label: str
    count: int
    query: str
    selected: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to divide what was found. Counts hold for the query with every filter but those of this facet."""

    name: str
    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class JumpPlace:
    """The clause or resolution that a reference typed alone leads to; `path` is "" for a resolution."""

    symbol: str
    path: str
    label: str
    text: str
    full_text: str
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything a page of results needs.

    `complete` is whether `total` and all other counts are of everything there is: not where the time was up, as one of
    the `notes` then says. `step` is how the first of the results was found; `total`, facets and years count those that
    have all words, their own or over them, or where there are none those with most. `resolutions` are those that the
    query seems to name, `in_resolutions` is how many have results. `without` are the widenings that were taken back.
    """

    query: str
    read_as: str
    ignored: tuple[Ignored, ...]
    notes: tuple[str, ...]
    expansions: tuple[Expansion, ...]
    place: JumpPlace | None
    total: int
    in_resolutions: int
    page: int
    pages: int
    size: int
    order: Order
    group: bool
    results: tuple[Result, ...]
    facets: tuple[Facet, ...]
    years: tuple[tuple[int, int], ...]
    did_you_mean: tuple[str, ...]
    complete: bool = True
    step: Step = "exact"
    resolutions: tuple[NamedResolution, ...] = ()
    without: tuple[str, ...] = ()


_SAID = {
    "ellipsis": "left out: “{printed}”",
    "insertion": "put in in brackets: “{quoted}”; printed: “{printed}”",
    "label": "the label {quoted} is no part of the words",
    "emphasis": "marks of emphasis are no part of the words",
    "first letter": "first letter: “{quoted}” for “{printed}”",
    "capitals": "capitals: “{quoted}” for “{printed}”",
    "spelling": "spelling: “{quoted}” for “{printed}”",
    "hyphens": "hyphens: “{quoted}” for “{printed}”",
    "marks": "quotation marks or apostrophes: {quoted} for {printed}",
    "punctuation": "punctuation: {quoted} for {printed}",
}
_WORDS_SAID = {
    (True, True): "“{quoted}” stands for “{printed}”",
    (True, False): "“{quoted}” is not printed",
    (False, True): "“{printed}” is missing",
}


def say_difference(one: Difference) -> str:
    """A difference in words: `left out: “in particular”`, `“not” is not printed`."""
    form = _SAID.get(one.kind) or _WORDS_SAID.get((bool(one.quoted), bool(one.printed)), "")
    return form.format(quoted=one.quoted or "nothing", printed=one.printed or "nothing")


def to_json(answer: Answer) -> dict[str, Any]:
    """The answer as plain data, the keys of `unsc search --json` first; spans become lists of two numbers."""
    data = asdict(answer)
    first = ("query", "read_as", "ignored", "place", "total", "results")
    return {key: data[key] for key in first} | {key: value for key, value in data.items() if key not in first}
