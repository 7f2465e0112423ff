"""Reading citations: one typed alone (`read_reference`), and all that stand in running text (`find_citations`).

Finding never resolves: a citation says what was written and where, `text[start:end]`. Which clause it lands on, and
which resolution `that resolution` is, is worked out in `scraper.cite.resolve`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from scraper.cite import joints
from scraper.cite.label_lists import LabelList, read_annexes, read_labels
from scraper.cite.mention import Mention, MentionKind, fold, lower
from scraper.cite.mentions import find_mentions
from scraper.cite.reference import TypedReference, read_reference, read_references
from scraper.cite.scopes import read_scopes
from scraper.pinpoint.labels import annex_number
from scraper.pinpoint.paths import is_annex

__all__ = ["Citation", "CitationKind", "Spot", "TypedReference", "find_citations", "read_reference", "read_references"]

CitationKind = Literal["resolution", "this", "that", "here", "assembly", "other", "statement", "document", "charter"]
"""What is cited.

resolution  a resolution of the Council: `number`, and `year` where it is written
this, that  `this resolution`, `paragraph 5 of that resolution`
here        a paragraph of no named document: `paragraph 3 above`, `paragraph 17;`
assembly, other, statement, document    `symbol` says which: A/RES/46/182, 16/25, S/PRST/2015/4, S/2015/456
charter     Articles of the Charter, each a spot
"""


Scope = Literal["", "near", "body", "doubt"]
"""What the words say of a paragraph of no named document.

near   it is one of this text: `paragraph 3 above`, `paragraph 5 below`
body   it is an operative one, wherever it is said: `operative paragraph 5`, `the measures in paragraph 1`, since what
       imposes measures is an operative paragraph
doubt  it is one of what was named before, as far as one can tell: `id.`, some words after it
"""


@dataclass(frozen=True, slots=True)
class Spot:
    """One place a citation names: its path, and where its label stands; of no width where a range leaves it out."""

    path: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation in a text: `text[start:end] == raw`. `spots` is empty where the whole document is cited.

    `aside` is where the bracket closes that it stands in, 0 for none: what is named in brackets is no antecedent.
    """

    kind: CitationKind
    start: int
    end: int
    raw: str
    number: int | None = None
    year: int | None = None
    symbol: str = ""
    spots: tuple[Spot, ...] = ()
    scope: Scope = ""
    aside: int = 0

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of the places it names, in order."""
        return tuple(spot.path for spot in self.spots)


_SENTENCE = 150
"""So far a document named before reaches: `report (S/2006/997) on best practices, including paragraphs 21 to 25`."""

_NEAR = 70
"""Nothing that joins two mentions is longer than this."""


def find_citations(text: str) -> list[Citation]:
    """Every citation of a text in order, none overlapping. Never raises; takes time in proportion to the text.

    `paragraphs 8 and 9 of resolution 1333 (2000)` is one citation with two spots; each resolution of a list is one.
    Where a pinpoint leads a list, it is said of each: `paragraph 2 of resolutions 2441 (2018) and 2509 (2020)`.
    """
    folded = fold(text)
    low = lower(folded)
    mentions = [found for found in find_mentions(folded, low) if not _labels_a_line(text, found)]
    return _with_asides(text, list(_join(text, low, mentions))) if mentions else []


_VERB = re.compile(r"[.:)]?[ \t\u00a0]{1,3}(?!This\b|His\b|Its\b|Thus\b|States\b|Members\b)[A-Z][a-z]{2,16}(?:s|ing)\b")


def _labels_a_line(text: str, mention: Mention) -> bool:
    """Whether a list is the label of a paragraph and cites nothing: a line that begins `OP1. Decides`."""
    if mention.kind != "list" or not _VERB.match(text, mention.end):
        return False
    before = text[max(0, mention.start - 8) : mention.start].rstrip(" \t*-")
    return before.endswith("\n") or (not before and mention.start < 8)


def _join(text: str, low: str, mentions: list[Mention]) -> Iterator[Citation]:
    at = 0
    last: Citation | None = None
    while at < len(mentions):
        read = _of_list if mentions[at].kind == "list" else _of_document
        taken, found = read(text, low, mentions, at, last)
        yield from found
        last = found[-1] if found else last
        at += taken


def _with_asides(text: str, citations: list[Citation]) -> list[Citation]:
    """Where a citation points back, the citations with the end of the bracket each stands in."""
    if not any(citation.kind == "that" for citation in citations):
        return citations
    closed = _closing(text)
    open_: list[int] = []
    placed = []
    brackets = iter([*sorted(closed), len(text)])
    following = next(brackets)
    for citation in citations:
        while following < citation.start:
            open_.append(following)
            following = next(brackets)
        while open_ and closed[open_[-1]] < citation.start:
            open_.pop()
        placed.append(replace(citation, aside=closed[open_[-1]] if open_ else 0))
    return placed


def _closing(text: str) -> dict[int, int]:
    """Where each round bracket that is closed closes, by where it opens."""
    closed: dict[int, int] = {}
    opened: list[int] = []
    for bracket in re.finditer(r"[()]", text):
        if bracket[0] == "(":
            opened.append(bracket.start())
        elif opened:
            closed[opened.pop()] = bracket.start()
    return closed


def _glued(pattern: re.Pattern[str], low: str, first: Mention, second: Mention) -> re.Match[str] | None:
    """What stands between two mentions, where it fits the pattern."""
    return pattern.fullmatch(low, first.end, second.start) if second.start - first.end <= _NEAR else None


def _before(pattern: re.Pattern[str], low: str, mention: Mention) -> re.Match[str] | None:
    """What stands before a mention, where it fits the pattern."""
    return pattern.search(low, max(0, mention.start - _NEAR), mention.start)


# ---------------------------------------------------------------- a document, and what follows it


def _of_document(
    text: str, low: str, mentions: list[Mention], at: int, last: Citation | None
) -> tuple[int, list[Citation]]:
    """The citation that begins with the document at `at`, and how many mentions it takes; `last` is the one before."""
    whole = mentions[at]
    if whole.kind == "charter":
        return 1, [_cite(text, whole)]
    whole = _with_annexes_before(text, low, _with_orphan(low, mentions, at, last), last)
    whole, after = _with_symbol(low, mentions, at + 1, whole)
    if not (whole.listed or whole.path or whole.annexes):
        whole, after = _with_pinpoint(low, mentions, after, whole)
        whole, after = _with_symbol(low, mentions, after, whole)
        whole = whole if whole.listed else _with_annexes_after(text, low, whole)
        whole, after = _with_symbol(low, mentions, after, whole)
    return after - at, [_cite(text, whole)]


def _with_orphan(low: str, mentions: list[Mention], at: int, last: Citation | None) -> Mention:
    """Take in a paragraph that goes on a list of `paragraphs 11 of resolution 2213 (2015), 12 of`."""
    whole = mentions[at]
    goes_on = last and last.spots and last.kind in ("resolution", "here") and last.end >= mentions[at - 1].end
    if not goes_on or whole.kind != "council":
        return whole
    orphan = _glued(joints.ORPHAN, low, mentions[at - 1], whole)
    if not orphan:
        return whole
    return whole._replace(start=orphan.start("list"), listed=tuple(read_labels(low, *orphan.span("list"))))


def _with_annexes_before(text: str, low: str, whole: Mention, last: Citation | None) -> Mention:
    """Take in `annexes 1 and 2 of` before a resolution."""
    named = whole.kind in ("council", "this") and "annex" in low[max(0, whole.start - _NEAR) : whole.start]
    found = _before(joints.ANNEXES_BEFORE, low, whole) if named else None
    if not found or (last and last.end > found.start()):
        return whole
    return whole._replace(start=found.start(), annexes=_annexes(low, found))


def _with_annexes_after(text: str, low: str, whole: Mention) -> Mention:
    """Take in `, annexes 1 and 2` after a resolution."""
    named = whole.kind in ("council", "this") and "annex" in low[whole.end : whole.end + _NEAR]
    found = joints.ANNEXES_AFTER.match(low, whole.end) if named else None
    return whole._replace(end=found.end(), annexes=_annexes(low, found)) if found else whole


def _annexes(low: str, found: re.Match[str]) -> tuple[LabelList, ...]:
    """The annexes of a list, each with its path for its parts."""
    labels = read_annexes(low, *found.span("list"))
    return tuple(label._replace(parts=(f"annex-{annex_number(label.parts[0])}",)) for label in labels)


def _with_symbol(low: str, mentions: list[Mention], after: int, whole: Mention) -> tuple[Mention, int]:
    """Take in the symbol that repeats the resolution's number: `SC Res 2249, UN Doc S/RES/2249`."""
    symbol = mentions[after] if after < len(mentions) else None
    same = symbol and symbol.kind == whole.kind == "council" and symbol.number == whole.number
    if symbol and same and _glued(joints.DOCUMENT_SYMBOL, low, whole, symbol):
        return whole._replace(end=symbol.end, year=whole.year or symbol.year), after + 1
    return whole, after


def _with_pinpoint(low: str, mentions: list[Mention], after: int, whole: Mention) -> tuple[Mention, int]:
    """Take in the paragraphs that follow: `resolution 2249 (2015), para. 5`, unless they say what they are of."""
    listed = mentions[after] if after < len(mentions) else None
    between = _glued(joints.AFTER_RESOLUTION, low, whole, listed) if listed and listed.kind == "list" else None
    of_annex = between and "annex" in between["within"]  # whose paragraphs may be lettered
    if listed and between and (of_annex or not listed.subs) and not _belongs_elsewhere(low, mentions, after):
        listed, after = _with_other_part(low, mentions, after + 1, listed)
        whole = _scoped(whole, low, *between.span("within"), part=listed.part)
        return whole._replace(end=listed.end, listed=listed.listed, parts=listed.parts), after
    if whole.kind == "council" and (found := joints.CHICAGO.match(low, whole.end)):
        whole = _scoped(whole, low, *found.span("within"))
        return whole._replace(end=found.end(), listed=tuple(read_labels(low, *found.span("list")))), after
    return whole, after


def _scoped(mention: Mention, low: str, start: int, end: int, *, part: str = "", inner_first: bool = False) -> Mention:
    """The mention within what `low[start:end]` names, an annex, a section, an Article; else of `part`."""
    annex, steps = read_scopes(low, start, end, inner_first=inner_first)
    if not annex and not steps:
        return mention._replace(part=part)
    return mention._replace(part=annex or part, division="/".join(steps))


def _belongs_elsewhere(low: str, mentions: list[Mention], at: int) -> bool:
    """Whether the list at `at` says itself what it is of: `..., paragraph 8 of this resolution`, `... above`."""
    listed = mentions[at]
    return bool(
        _targets(low, mentions, at + 1, listed, joints.OF)
        or joints.ABOVE.match(low, listed.end)
        or joints.FOREIGN.match(low, listed.end)
    )


# ---------------------------------------------------------------- paragraphs, and what they are of


def _of_list(
    text: str, low: str, mentions: list[Mention], at: int, last: Citation | None
) -> tuple[int, list[Citation]]:
    """The citations that begin with the list of paragraphs at `at`, and how many mentions they take."""
    listed, after = _with_paragraph(low, mentions, at)
    listed, after = _with_other_part(low, mentions, after, listed)
    inside = _with_scopes(low, listed)
    targets = _targets(low, mentions, after, inside or listed, joints.TO if inside else joints.OF)
    if inside and not targets and not is_annex(inside.part):
        inside = None
    if not targets and not inside:
        targets = _inverted(low, mentions, after, listed)
    listed = inside or listed
    if targets:
        each = _shares(low, listed, targets)
        listed = _with_place_before(low, listed)
        of = [
            target._replace(
                listed=own, part=listed.part, parts=listed.parts,
                division=listed.division or ("" if is_annex(listed.part) else target.division),
            )
            for target, own in zip(targets, each, strict=True)
        ]  # fmt: skip
        of[0] = of[0]._replace(start=listed.start)
        return after + len(targets) - at, [_cite(text, target) for target in of]
    if pointing := _pointing(low, listed, last):
        return after - at, [replace(_cite(text, pointing[0]), scope=pointing[1])]
    if text[listed.start] == "\u00a7":  # paragraphs of laws are written so
        return after - at, []
    if _is_of_another(low, mentions[at - 1] if at else None, listed, mentions[after : after + 2]):
        return after - at, []
    above = joints.ABOVE.match(low, listed.end)
    own = _cite(text, listed._replace(end=above.end() if above else listed.end))
    return after - at, [replace(own, scope="near" if above else _scope(low, listed))]


def _with_other_part(low: str, mentions: list[Mention], after: int, listed: Mention) -> tuple[Mention, int]:
    """Join `PP2` with the `OP4` that follows; where the next mention begins."""
    while after < len(mentions) and (other := mentions[after]).kind == "list":
        own = listed.parts[-1] if listed.parts else listed.part
        if not own or not other.part or own == other.part or not _glued(joints.OTHER_PART, low, listed, other):
            break
        parts = (listed.parts or (own,) * len(listed.listed)) + (other.part,) * len(other.listed)
        listed = listed._replace(end=other.end, listed=listed.listed + other.listed, parts=parts)
        after += 1
    return listed, after


def _inverted(low: str, mentions: list[Mention], after: int, listed: Mention) -> list[Mention]:
    """The resolution that follows a pinpoint without a word between: `OP2(e), UNSCR 1373`."""
    targets = _targets(low, mentions, after, listed, joints.INVERTED)
    opens = _before(joints.OPENING, low, listed)
    return [] if opens or not targets or targets[0].kind != "council" else targets


def _with_place_before(low: str, listed: Mention) -> Mention:
    """The list with the annex or section named before it: `Annex B, paragraph 5, of`, `section B, paragraph 1, of`."""
    found = None if listed.part or listed.division else _before(joints.WITHIN_BEFORE, low, listed)
    return _scoped(listed._replace(start=found.start()), low, *found.span()) if found else listed


def _pointing(low: str, listed: Mention, last: Citation | None) -> tuple[Mention, Scope] | None:
    """The list as one of what was named before, and how sure that is; None where no words say so."""
    for after in (joints.THEREOF, joints.THE_RESOLUTION):
        if listed.part != "annex" and (found := after.match(low, listed.end)):
            return listed._replace(kind="that", end=found.end()), ""
    if found := _before(joints.RESOLUTIONS_BEFORE, low, listed):
        return listed._replace(kind="that", start=found.start()), ""
    ibid, its = _before(joints.IBID_BEFORE, low, listed), _before(joints.ITS_BEFORE, low, listed)
    found = ibid or its
    if not found or not last or last.end > found.start():
        return None
    near = found.start() - last.end <= _NEAR and joints.NEXT_TO.fullmatch(low, last.end, found.start())
    if not near and (its or found.start() - last.end > 20 * _SENTENCE):
        return None
    return listed._replace(kind="that", start=found.start()), "" if near else "doubt"


def _shares(low: str, listed: Mention, targets: list[Mention]) -> list[tuple[LabelList, ...]]:
    """The paragraphs of each resolution: all of them, or one of each where they are named `respectively`."""
    parted = joints.RESPECTIVELY.match(low, listed.end) or joints.RESPECTIVELY.match(low, targets[-1].end)
    if parted and len(targets) == len(listed.listed) > 1:
        return [(label,) for label in listed.listed]
    return [listed.listed] * len(targets)


def _scope(low: str, listed: Mention) -> Scope:
    """What the words say of paragraphs that are not said to stand above or below."""
    measures = _before(joints.MEASURES, low, listed)
    return "body" if "op" in (listed.part, *listed.parts) or (measures and not listed.part) else ""


def _is_of_another(low: str, before: Mention | None, listed: Mention, following: list[Mention]) -> bool:
    """Whether the paragraphs are of a report, an agreement, an Article: of nothing that can be looked up here.

    A document named shortly before is what they are of, unless they are said to stand above or below.
    """
    if joints.ABOVE.match(low, listed.end):
        return False
    if joints.FOREIGN.match(low, listed.end):
        return True
    if _before(joints.OWN_ANNEX, low, listed):
        return False
    if _before(joints.FOREIGN_BEFORE, low, listed):
        return True
    if _before(joints.SUCH_AS, low, listed):
        return not (before and before.kind == "this" and listed.start - before.end <= _SENTENCE)
    if before and before.kind in {"document", "statement", "other"} and listed.start - before.end <= _SENTENCE:
        return ";" not in low[before.end : listed.start]
    if following and following[0].kind == "list" and _glued(joints.CHAIN, low, listed, following[0]):
        return not _targets(low, following, 1, following[0], joints.OF) and bool(
            joints.FOREIGN.match(low, following[0].end)
        )
    return False


def _with_paragraph(low: str, mentions: list[Mention], at: int) -> tuple[Mention, int]:
    """Join `subparagraphs (c) and (d) of` with the `paragraph 3` that follows; where the next mention begins."""
    subs = mentions[at]
    above = mentions[at + 1] if at + 1 < len(mentions) else None
    if not (subs.subs and above and above.kind == "list" and len(above.listed) == 1):
        return subs, at + 1
    if not _glued(joints.OF_PARAGRAPH, low, subs, above):
        return subs, at + 1
    listed = tuple(sub._replace(parts=above.listed[0].parts + sub.parts) for sub in subs.listed)
    return above._replace(start=subs.start, listed=listed), at + 2


def _with_scopes(low: str, listed: Mention) -> Mention | None:
    """The list as one of the annex, section or Article named after it; None where none is."""
    found = joints.WITHIN.match(low, listed.end)
    if not found:
        return None
    scoped = _scoped(listed._replace(end=found.end()), low, *found.span(), part=listed.part, inner_first=True)
    return scoped._replace(subs=listed.subs and not is_annex(scoped.part))


def _targets(low: str, mentions: list[Mention], after: int, listed: Mention, glue: re.Pattern[str]) -> list[Mention]:
    """The document, or the list of resolutions, that the paragraphs are said to be of; empty where none follows."""
    target = mentions[after] if after < len(mentions) else None
    if not target or target.kind in {"list", "charter"} or not _glued(glue, low, listed, target):
        return []
    targets = [target]
    while target.group >= 0 and after + len(targets) < len(mentions):
        following = mentions[after + len(targets)]
        if following.group != target.group:
            break
        targets.append(following)
    return targets


# ---------------------------------------------------------------- the citation


_KINDS: dict[MentionKind, CitationKind] = {"council": "resolution", "list": "here"}


def _cite(text: str, mention: Mention) -> Citation:
    """The mention as a citation, with its labels made into paths."""
    kind: CitationKind = (
        "resolution" if mention.kind == "council" else "here" if mention.kind == "list" else mention.kind
    )
    parts = mention.parts or (mention.part,) * len(mention.listed)
    spots = [
        Spot(_path(mention, part, label.parts), label.start, label.end)
        for part, label in zip(parts, mention.listed, strict=True)
    ]
    spots += [Spot(label.parts[0], label.start, label.end) for label in mention.annexes]
    if mention.path:
        spots.append(Spot(mention.path, mention.end, mention.end))
    symbol = mention.symbol
    if mention.kind == "council":
        symbol = f"S/RES/{mention.number}" + (f" ({mention.year})" if mention.year else "")
    return Citation(
        kind,
        mention.start,
        mention.end,
        text[mention.start : mention.end],
        mention.number or None,
        mention.year,
        symbol,
        tuple(spots),
    )


def _path(mention: Mention, part: str, labels: tuple[str, ...]) -> str:
    """The path of a paragraph of a mention: `op/5/a`; of the Charter its Article."""
    if mention.kind == "charter":
        return "/".join(labels)
    above = (part or "op", mention.division) if mention.division and part != "pp" else (part or "op",)
    return "/".join((*above, *labels))
