"""From citations to clauses: which resolution and which paragraph a citation lands on, or why it does not.

Pure: the corpus is given as an index of paths. A pinpoint lands only where one candidate is left; what does not land
is kept with the reason, since a reader must see it as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from scraper.cite.grammar import Citation
from scraper.models import Pinpoint, Symbol

Status = Literal[
    "ok",
    "no such resolution",
    "not in the corpus",
    "year does not fit",
    "no such paragraph",
    "ambiguous",
    "another document",
]


@dataclass(frozen=True, slots=True)
class ResolutionIndex:
    """What there is of one resolution: the year of its adoption, and the path of every clause."""

    year: int
    paths: frozenset[str]

    @classmethod
    def of(cls, year: int, paths: Iterable[str]) -> ResolutionIndex:
        """The index of a resolution with these paths."""
        return cls(year, frozenset(paths))


Index = Mapping[int, ResolutionIndex]


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


def resolve(citations: Sequence[Citation], index: Index, here: Pinpoint | None = None) -> list[Landing]:
    """Where each place of each citation lands, in order; a citation of a whole resolution has one landing.

    `citations` are all those of one text, in order, since `that resolution` is the last one named before it. `here`
    is the clause the text is of, to which `this resolution` and `paragraph 3 above` are relative; None where the text
    is no clause, and these land nowhere.
    """
    landings: list[Landing] = []
    antecedent: Citation | None = None
    for citation in citations:
        landings += _all_or_none(list(_land(citation, index, here, antecedent)))
        antecedent = citation if citation.kind in _NAMED else antecedent
    return landings


_NAMED = {"resolution", "assembly", "other", "document", "statement"}


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


def _land(citation: Citation, index: Index, here: Pinpoint | None, antecedent: Citation | None) -> Iterator[Landing]:
    number, status, reason = _target(citation, index, here, antecedent)
    if status != "ok" or not number:
        spans = [(spot.start, spot.end) for spot in citation.spots] or [(citation.start, citation.end)]
        yield from (Landing(citation, start, end, status, None, reason) for start, end in spans)
        return
    resolution = index[number]
    if not citation.spots:
        yield Landing(citation, citation.start, citation.end, "ok", Pinpoint(number, resolution.year))
    inside = here.path if here and citation.kind in {"here", "this"} and here.number == number else ""
    for spot in citation.spots:
        status, path, reason = find_path(resolution, spot.path, Symbol(number, resolution.year), inside)
        target = Pinpoint(number, resolution.year, path) if status == "ok" else None
        yield Landing(citation, spot.start, spot.end, status, target, reason)


def _target(
    citation: Citation, index: Index, here: Pinpoint | None, antecedent: Citation | None
) -> tuple[int | None, Status, str]:
    """The number of the resolution cited, where it is in the corpus; else what stands against it."""
    match citation.kind:
        case "resolution":
            return _known(citation, index)
        case "this" | "here":
            if here is None:
                return None, "another document", "This text is not a resolution, and names none here."
            return here.number, "ok" if here.number in index else "not in the corpus", ""
        case "that":
            if antecedent is None:
                return None, "ambiguous", "Nothing is named before it in this paragraph that it could be of."
            return _target(antecedent, index, here, None)
        case _:
            return None, "another document", f"{citation.symbol or citation.raw} is not a resolution of the Council."


def _known(citation: Citation, index: Index) -> tuple[int | None, Status, str]:
    number = citation.number or 0
    if number in index:
        year = index[number].year
        if citation.year in {None, year}:
            return number, "ok", ""
        return None, "year does not fit", f"Resolution {number} is of {year}, not of {citation.year}."
    if number >= 1 and (any(number + n in index for n in range(1, 100)) or number < max(index, default=0)):
        return None, "not in the corpus", f"Resolution {number} is not in this collection."
    newest = max(index, default=0)
    return None, "no such resolution", f"There is no resolution {number}; the newest here is {newest}."


# ---------------------------------------------------------------- paths


def find_path(resolution: ResolutionIndex, path: str, symbol: Symbol, inside: str = "") -> tuple[Status, str, str]:
    """The clause's path for a path as it was written: status, path, and the reason where the status is not `ok`.

    `inside` is the path of the clause that speaks, where it speaks of its own resolution: `subparagraph (a) above`
    and, in an annex, `paragraph 1` are first looked for beside it. A part of a resolution that people leave out
    (`paragraph 33` for `op/C/33`) is found where only one paragraph fits.
    """
    for candidate in _beside(path, inside):
        if candidate in resolution.paths:
            return "ok", candidate, ""
    wanted = _loose(path)
    fitting = sorted(known for known in resolution.paths if _loose(known) == wanted)
    if len(fitting) == 1:
        return "ok", fitting[0], ""
    if fitting:
        return "ambiguous", "", f"{symbol} has several that could be meant: {', '.join(fitting[:4])}."
    return "no such paragraph", "", _why_not(resolution, path, symbol)


def _beside(path: str, inside: str) -> Iterator[str]:
    """The paths that are tried in turn, nearest first: in the speaker's own list, then at the top of its part."""
    part, _, labels = path.partition("/")
    own = inside.split("/") if inside else []
    if own and part in {"op", "annex"} and (own[0] != "op" or not labels[:1].isdigit()):
        yield from ("/".join([*own[:depth], labels]) for depth in range(len(own) - 1, 0, -1))
    yield f"annex-1/{labels}" if part == "annex" else path


def _loose(path: str) -> tuple[str, ...]:
    """A path without what citations leave out: sections, Articles, repeats, items without a label, capitals.

    >>> _loose("op/C/33"), _loose("annex-1/article-12/~2/1")
    (('op', '33'), ('annex-1', '1'))
    """
    part, *labels = path.split("/")
    kept = [label for label in labels if label[:1] not in {"-", "~", "article"} and not label.startswith("article")]
    if len(kept) > 1 and re.fullmatch(r"[A-Z]+", kept[0]):
        kept = kept[1:]
    return ("annex-1" if part == "annex" else part, *(label.casefold() for label in kept))


def _why_not(resolution: ResolutionIndex, path: str, symbol: Symbol) -> str:
    """What is there instead: the last paragraph, or the last sub-paragraph of the one that exists."""
    part, *labels = path.split("/")
    parts = {known.partition("/")[0] for known in resolution.paths}
    if part not in parts:
        return f"{symbol} has no {_NAMES.get(part, 'annex')} here."
    for depth in range(len(labels), 0, -1):
        above = "/".join([part, *labels[: depth - 1]])
        if depth == 1 or above in resolution.paths:
            there = _children(resolution, above)
            return f"{symbol} has no {_name(part, labels[:depth])}; {_extent(part, labels[: depth - 1], there)}."
    raise AssertionError("a path has a part")


_NAMES = {"op": "operative paragraphs", "pp": "preambular paragraphs"}


def _children(resolution: ResolutionIndex, above: str) -> list[str]:
    """The labels of the clauses directly below, in order of the page as far as labels tell."""
    labels = {known[len(above) + 1 :] for known in resolution.paths if known.startswith(f"{above}/")}
    direct = [label for label in labels if "/" not in label and label[:1] not in {"-", "+", "~"}]
    return sorted(
        direct, key=lambda label: (not label.isdigit(), int(label) if label.isdigit() else 0, len(label), label)
    )


def _name(part: str, labels: Sequence[str]) -> str:
    number = " ".join([labels[0], *(f"({label})" for label in labels[1:])])
    kind = {"op": "paragraph", "pp": "preambular paragraph"}.get(part, f"{part.replace('-', ' ')}, paragraph")
    return f"{kind} {number}"


def _extent(part: str, above: Sequence[str], there: Sequence[str]) -> str:
    if not above:
        return f"its last is {there[-1]}" if there else "it has none"
    named = _name(part, above)
    return f"the last of {named} is ({there[-1]})" if there else f"{named} has no sub-paragraphs"
