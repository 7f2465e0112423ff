"""From citations to clauses: which resolution each citation is of, and by `pinpoint.locate` where it lands.

Pure: the corpus is given as a `Holding`. What does not land is kept with the reason, since a reader must see it as
it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from scraper import pinpoint
from scraper.cite.find import Citation
from scraper.models import Pinpoint
from scraper.pinpoint import Holding, locate
from scraper.pinpoint.labels import write_letter, write_roman

Status = Literal[pinpoint.Status, "another document"]


@dataclass(frozen=True, slots=True)
class Landing:
    """Where one place of a citation lands. `target` is given for `ok` alone; `reason` is "" there, else a sentence.

    start, end  where the place is named: the label of a list of paragraphs, or the whole citation
    """

    citation: Citation
    start: int
    end: int
    status: Status
    target: Pinpoint | None = None
    reason: str = ""


def resolve(citations: Sequence[Citation], holding: Holding, here: Pinpoint | None = None) -> list[Landing]:
    """Where each place of each citation lands, in order; a citation of a whole resolution has one landing.

    `citations` are all those of one text, in order, since `that resolution` is the last one named before it. `here`
    is the clause the text is of, to which `this resolution` and `paragraph 3 above` are relative; None where the text
    is no clause, and these land nowhere.
    """
    landings: list[Landing] = []
    named: list[Citation] = []
    for citation in citations:
        antecedent = _antecedent(citation, named)
        landings += _all_or_none(list(_land(citation, holding, here, antecedent)))
        if citation.kind in _NAMED:
            named.append(citation)
    return landings


_REACH = 30
"""So many things named before are looked at for an antecedent."""


def _antecedent(citation: Citation, named: Sequence[Citation]) -> Citation | None:
    """What a citation points back to, of what was named before it: the last that fits, but for what stands in brackets.

    `That resolution` is a resolution, and none named in an aside that is closed, where another is: `resolution 1540
    (2004) (recalling resolution 1373 (2001)). Paragraph 3 of that resolution`. `Thereof` is whatever was named.
    """
    fitting = [one for one in named[-_REACH:] if one.kind in _RESOLUTIONS or "resolution" not in citation.raw.lower()]
    outside = [one for one in fitting if not 0 < one.aside <= citation.start]
    left = outside or fitting
    return left[-1] if left else None


_RESOLUTIONS = {"resolution", "assembly", "other"}
_NAMED = {"resolution", "assembly", "other", "document", "statement"}


def _inside(citation: Citation, here: Pinpoint | None) -> str:
    """Beside which clause the paragraphs of the speaking resolution are looked for first; "" for its operative ones.

    What bears a number in a resolution is an operative paragraph, so that `paragraph 1 below`, said in the preamble,
    is one. `Paragraph 1 of this resolution` and `the measures in paragraph 1` are operative also where an annex says
    so, for an annex is no resolution; its own paragraphs it calls `paragraph 1 above`, or `paragraph 1`.
    """
    if here is None or citation.kind not in {"here", "this"}:
        return ""
    numbered = all(spot.path.partition("/")[2][:1].isdigit() for spot in citation.spots)
    if here.path.startswith("pp") and numbered:
        return ""
    of_resolution = citation.kind == "this" or citation.scope == "body"
    return "" if here.path.startswith("annex") and of_resolution else here.path


def _all_or_none(landings: list[Landing]) -> list[Landing]:
    """Where one of `paragraphs 4, 11 and 12` is not in the resolution that speaks, it speaks of another: none lands.

    1447 (2002), which has six, names those three of resolution 986 (1995) a line after it.
    """
    if landings[0].citation.kind != "here" or all(landing.status == "ok" for landing in landings):
        return landings
    why = "Other paragraphs named with it are not in this resolution; it may be of another."
    return [
        replace(landing, status="ambiguous", target=None, reason=why) if landing.status == "ok" else landing
        for landing in landings
    ]


def _land(
    citation: Citation, holding: Holding, here: Pinpoint | None, antecedent: Citation | None
) -> Iterator[Landing]:
    spans = [(spot.path, spot.start, spot.end) for spot in citation.spots] or [("", citation.start, citation.end)]
    of = _target(citation, here, antecedent)
    inside = _inside(citation, here)
    for path, start, end in spans:
        if isinstance(of, Unlanded):
            yield Landing(citation, start, end, of.status, None, of.reason)
        else:
            path = _nested(holding, citation, here, path)
            found = locate(holding, Pinpoint(of.number, of.year, path), inside)
            yield Landing(citation, start, end, found.status, found.place, found.reason)


_OUTER = re.compile(r"annex-(\d{1,2})(?=/|\Z)")


def _nested(holding: Holding, citation: Citation, here: Pinpoint | None, path: str) -> str:
    """The path of `Annex I` where an annex says so that has annexes of its own: 2231 (2015), annex A."""
    named = _OUTER.match(path)
    if here is None or citation.kind != "here" or not named or not here.path.startswith("annex"):
        return path
    shelf, number = holding.shelf(here.number), int(named[1])
    outer = here.path.partition("/")[0]
    for label in (write_roman(number), write_letter(number), str(number)):
        own = f"{outer}/annex-{label}{path[named.end() :]}"
        if shelf and own in shelf.paths:
            return own
    return path


class Unlanded(NamedTuple):
    """Why a citation is of no resolution of the Council, or of none that can be told."""

    status: Status
    reason: str


def _target(citation: Citation, here: Pinpoint | None, antecedent: Citation | None) -> Pinpoint | Unlanded:
    """The resolution that a citation is of, as far as words tell; the year only where it is written."""
    match citation.kind:
        case "resolution":
            return Pinpoint(citation.number or 0, citation.year)
        case "this" | "here":
            if here is None and antecedent and antecedent.kind == "resolution" and citation.kind == "here":
                return Unlanded("ambiguous", f"It may be of {antecedent.symbol}, which is named before it.")
            if here is None:
                return Unlanded("another document", "This text is not a resolution, and names none here.")
            if citation.kind == "here" and here.path.startswith("pp") and not citation.scope:
                return Unlanded("ambiguous", "Said in a preamble, it may be of a document named before.")
            return Pinpoint(here.number)
        case "that":
            if antecedent is None:
                return Unlanded("ambiguous", "Nothing is named before it in this paragraph that it could be of.")
            if citation.scope == "doubt":
                return Unlanded("ambiguous", f"It may be of {antecedent.symbol}, which is named some words before it.")
            return _target(antecedent, here, None)
        case _:
            named = citation.symbol or citation.raw
            return Unlanded("another document", f"{named} is not a resolution of the Council.")
