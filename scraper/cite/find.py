"""Reading citations: one typed alone (`read_reference`), and all that stand in running text (`find_citations`).

Finding never resolves: a citation says what was written and where, `text[start:end]`. Which clause it lands on, and
which resolution `that resolution` is, is worked out in `scraper.cite.resolve`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from scraper.cite.label_lists import LabelList, read_labels
from scraper.cite.mentions import MONTHS, Mention, MentionKind, blanks, find_mentions, fold, lower
from scraper.cite.reference import TypedReference, read_reference, read_references
from scraper.pinpoint.labels import annex_number

__all__ = ["Citation", "CitationKind", "Spot", "TypedReference", "find_citations", "read_reference", "read_references"]

CitationKind = Literal["resolution", "this", "that", "here", "assembly", "other", "statement", "document", "charter"]
"""What is cited.

resolution  a resolution of the Council: `number`, and `year` where it is written
this, that  `this resolution`, `paragraph 5 of that resolution`
here        a paragraph of no named document: `paragraph 3 above`, `paragraph 17;`
assembly, other, statement, document    `symbol` says which: A/RES/46/182, 16/25, S/PRST/2015/4, S/2015/456
charter     Articles of the Charter, each a spot
"""


Scope = Literal["", "near", "body"]
"""What the words say of a paragraph of no named document.

near  it is one of this text: `paragraph 3 above`, `paragraph 5 below`
body  it is an operative one, wherever it is said: `operative paragraph 5`, `the measures in paragraph 1`, since what
      imposes measures is an operative paragraph
"""


@dataclass(frozen=True, slots=True)
class Spot:
    """One place a citation names: its path, and where its label stands; of no width where a range leaves it out."""

    path: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation in a text: `text[start:end] == raw`. `spots` is empty where the whole document is cited."""

    kind: CitationKind
    start: int
    end: int
    raw: str
    number: int | None = None
    year: int | None = None
    symbol: str = ""
    spots: tuple[Spot, ...] = ()
    scope: Scope = ""

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of the places it names, in order."""
        return tuple(spot.path for spot in self.spots)


# ---------------------------------------------------------------- what stands between mentions

_POSSESSIVE = (
    r"(?:the|its|his|that|said|same|above|relevant|aforementioned|previous|own|their|security\scouncil(?:['’]s)?)"
)
_TAIL = r"(?:,?\srespectively,?|\s\(?alin[eé]as?\s[a-z\d](?:(?:,|,?\sand)\s[a-z\d])?\)?)?"
"""What may stand behind a list and names no paragraph: `, respectively,`; `(alinea 1)` is a part of one."""

_OF = blanks(
    rf"""
    {_TAIL}
    (?: \s(?:above|below),?\sof | ,?\s(?:of|to|in|under|from) | \sand\s(?:subsequent|other|related)\sprovisions\sof )
    \s(?:{_POSSESSIVE}\s){{0,4}}\s?$
    """
)
"""Between a list of paragraphs and its resolution: ` of `, ` of its `, ` to `, ` of Security Council `.

Behind `above` and `below` only ` of ` goes on: in `paragraph 8 above to resolution 1267` the paragraph is this text's.
"""

_OF_PARAGRAPH = blanks(r",?\s(?:of|in|under)\s(?:the\s)?$")
"""Between sub-paragraphs and their paragraph: `subparagraphs (c) and (d) of paragraph 3`."""

_DATED = rf"""
    (?:\s\((?:\d{{1,2}}\s)?{MONTHS}[^()]{{0,10}}\))?                      # (20 November 2015)
    (?:,?\sof\s\d{{1,2}}\s{MONTHS}(?:\s\d{{4}})?)?(?:,\s\d{{4}})?          # of 29 January 1996
"""
_AFTER_RESOLUTION = blanks(
    rf"""
    {_DATED}
    ,?\s(?:at\s|in\s|/|(?:in\sparticular|including|notably|especially|particularly)\s(?:in\s)?
    |except\s(?:those\scontained\s)?in\s)?(?:its\s)?$
    """
)
"""Between a resolution and its pinpoint: `2249 (2015), para. 5`, `2249 OP5`, `1640 (2005), in particular its `,
`986 (1995), except those contained in `, `1040 (1996) of 29 January 1996, in particular `."""

_DOCUMENT_SYMBOL = blanks(r"(?:\s?\([^()]{0,20}\))?,?\su\.?n\.?\sdocs?\.?(?:ument)?\s$")
"""Between a resolution and its symbol in the law reviews' styles: `, U.N. Doc. `."""

_ANNEX = blanks(
    r"(?:\s(?:above|below))?,?\s(?:of|to|in)\s(?:the\s|this\s|its\s)?annex(?:\s(?P<number>\d{1,2}|[ivx]{1,5}|[a-h]))?(?![\w(])"
)
"""After a list: `paragraph 3 of annex I`, `paragraph 5 of the annex`."""

_TO = blanks(r"\s(?:to|of)\s(?:the\s|its\s)?$")
"""Between an annex and its resolution."""

_ORPHAN = blanks(
    r"(?:,|\band|\bor)\s(?P<list>\d{1,3}(?:\s?\([a-z]\)){0,3}(?:(?:,|,?\sand|,?\sor|\sto)\s\d{1,3}(?:\s?\([a-z]\)){0,3})*)"
    r"\sof\s(?:its\s)?$"
)
"""Before a resolution: the paragraph of `paragraphs 11 of resolution 2213 (2015), 12 of resolution 2362 (2017)`."""

_ABOVE = blanks(r",?\s(?:above|below)\b(?!-)")
_THEREOF = blanks(r"(?:\sthereof|,?\sof\swhich)\b")
_MEASURES = blanks(r"\bmeasures\s(?:[a-z]{1,12}\s){0,4}(?:in|by|under|to)\s(?:the\s)?$")
"""Before a list: `the measures in`, `the measures referred to in`, `measures reaffirmed pursuant to`."""

_SUCH_AS = blanks(r"\b(?:in\sparticular|including|notably|especially|particularly)\s(?:in\s)?(?:its\s)?$")
"""Before a list that belongs to what is named just before: `the Agreement, including paragraph 8.1`."""

_FOREIGN = blanks(
    r"""
    ,?\s?of\s(?!this\b|the\spresent\b) | ,?\sto\s(?:the|his|its|their|that|an?)\s | ,?\sfrom\s(?!the\sdate\b|time\b|\d)
  | ,?\s(?:section|part)\s[ivx\d]{1,5}\sof\s
  | \sin\s(?:the|his|that|their|its|part\s[ivx\d]{1,5}\sof)\s[^.;]{0,40}?
    \b(?:report|letter|agreement|statement|declaration|protocol|statute|convention|communiqu|plan)
  | \s(?:his|the\ssecretary-general['’]s)\s(?:\w{1,12}\s){0,2}?(?:report|letter|note)
    """
)
"""After a list: the paragraphs are of another document: `paragraph 59 of his last report`, `paragraph 62 his report`
where a word was lost; not `paragraph 2 to exercise`, which is a verb."""

_FOREIGN_BEFORE = blanks(
    r"(?:\b(?:articles?|chapter|section|annex|rule|regulation)\s[\w.()-]{1,8},?|report\s\([^()]{1,40}\),"
    r"|\b(?:report|letter),?\s(?:in|at)|\bits)\s$"
)
"""Before a list: `Article VII, paragraph 6`."""

_CHAIN = blanks(r",?\s(?:and|or)\s(?:in\s|under\s)?$")
"""Between two lists that share what they are of: `paragraphs 19 to 23 and in paragraph 76 of his report`."""

_CHICAGO = blanks(rf",\s(?P<list>\d{{1,3}}(?:\s\([a-z]+\))*)(?=,\s{MONTHS}\s\d{{1,2}},\s\d{{4}})")
"""`Resolution 2249, 5, November 20, 2015`"""

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
    mentions = find_mentions(folded, low)
    return list(_join(text, low, mentions)) if mentions else []


def _join(text: str, low: str, mentions: list[Mention]) -> Iterator[Citation]:
    at = 0
    while at < len(mentions):
        if mentions[at].kind == "list":
            taken, found = _of_list(text, low, mentions, at)
        else:
            taken, found = _of_document(text, low, mentions, at)
        yield from found
        at += taken


def _glued(pattern: re.Pattern[str], low: str, first: Mention, second: Mention) -> bool:
    """Whether what stands between two mentions fits the pattern."""
    return second.start - first.end <= _NEAR and pattern.fullmatch(low, first.end, second.start) is not None


# ---------------------------------------------------------------- a resolution, and what follows it


def _of_document(text: str, low: str, mentions: list[Mention], at: int) -> tuple[int, list[Citation]]:
    """The citation that begins with the document at `at`, and how many mentions it takes."""
    whole = mentions[at]
    if whole.kind != "council":
        return 1, [_cite(text, whole)]
    whole = _with_orphan(low, mentions, at)
    whole, after = _with_symbol(low, mentions, at + 1, whole)
    if not whole.listed and not whole.path:
        whole, after = _with_pinpoint(low, mentions, after, whole)
        whole, after = _with_symbol(low, mentions, after, whole)
    return after - at, [_cite(text, whole)]


def _with_orphan(low: str, mentions: list[Mention], at: int) -> Mention:
    whole = mentions[at]
    free = mentions[at - 1].end if at else 0
    orphan = _ORPHAN.search(low, max(free, whole.start - _NEAR), whole.start)
    if not orphan:
        return whole
    return whole._replace(start=orphan.start("list"), listed=tuple(read_labels(low, *orphan.span("list"))))


def _with_symbol(low: str, mentions: list[Mention], after: int, whole: Mention) -> tuple[Mention, int]:
    """Take in the symbol that repeats the resolution's number: `SC Res 2249, UN Doc S/RES/2249`."""
    symbol = mentions[after] if after < len(mentions) else None
    same = symbol and symbol.kind == "council" and symbol.number == whole.number
    if symbol and same and _glued(_DOCUMENT_SYMBOL, low, whole, symbol):
        return whole._replace(end=symbol.end, year=whole.year or symbol.year), after + 1
    return whole, after


def _with_pinpoint(low: str, mentions: list[Mention], after: int, whole: Mention) -> tuple[Mention, int]:
    """Take in the paragraphs that follow: `resolution 2249 (2015), para. 5`, unless they say what they are of."""
    listed = mentions[after] if after < len(mentions) else None
    follows = listed and listed.kind == "list" and not listed.subs and _glued(_AFTER_RESOLUTION, low, whole, listed)
    if listed and follows and not _belongs_elsewhere(low, mentions, after):
        return whole._replace(end=listed.end, listed=listed.listed, part=listed.part), after + 1
    if pinpoint := _CHICAGO.match(low, whole.end):
        listed_here = tuple(read_labels(low, *pinpoint.span("list")))
        return whole._replace(end=pinpoint.end(), listed=listed_here), after
    return whole, after


def _belongs_elsewhere(low: str, mentions: list[Mention], at: int) -> bool:
    """Whether the list at `at` says itself what it is of: `..., paragraph 8 of this resolution`, `... above`."""
    listed = mentions[at]
    return bool(
        _targets(low, mentions, at + 1, listed, _OF) or _ABOVE.match(low, listed.end) or _FOREIGN.match(low, listed.end)
    )


# ---------------------------------------------------------------- paragraphs, and what they are of


def _of_list(text: str, low: str, mentions: list[Mention], at: int) -> tuple[int, list[Citation]]:
    """The citations that begin with the list of paragraphs at `at`, and how many mentions they take."""
    listed, after = _with_paragraph(low, mentions, at)
    annexed = _with_annex(low, listed)
    targets = _targets(low, mentions, after, annexed or listed, _TO if annexed else _OF)
    listed = annexed or listed
    if targets:
        each = _shares(low, listed, targets)
        first = targets[0]._replace(start=listed.start, listed=each[0], part=listed.part)
        rest = [
            target._replace(listed=own, part=listed.part) for target, own in zip(targets[1:], each[1:], strict=True)
        ]
        return after + len(targets) - at, [_cite(text, target) for target in (first, *rest)]
    if _is_of_another(low, mentions[at - 1] if at else None, listed, mentions[after : after + 2]):
        return after - at, []
    if not annexed and (thereof := _THEREOF.match(low, listed.end)):
        return after - at, [_cite(text, listed._replace(kind="that", end=thereof.end()))]
    above = _ABOVE.match(low, listed.end)
    own = _cite(text, listed._replace(end=above.end() if above else listed.end))
    return after - at, [replace(own, scope="near" if above else _scope(low, listed))]


_RESPECTIVELY = blanks(r",?\s\(?respectively\b")


def _shares(low: str, listed: Mention, targets: list[Mention]) -> list[tuple[LabelList, ...]]:
    """The paragraphs of each resolution: all of them, or one of each where they are named `respectively`."""
    parted = _RESPECTIVELY.match(low, listed.end) or _RESPECTIVELY.match(low, targets[-1].end)
    if parted and len(targets) == len(listed.listed) > 1:
        return [(label,) for label in listed.listed]
    return [listed.listed] * len(targets)


def _scope(low: str, listed: Mention) -> Scope:
    """What the words say of paragraphs that are not said to stand above or below."""
    measures = _MEASURES.search(low, max(0, listed.start - _NEAR), listed.start)
    return "body" if listed.part == "op" or (measures and not listed.part) else ""


def _is_of_another(low: str, before: Mention | None, listed: Mention, following: list[Mention]) -> bool:
    """Whether the paragraphs are of a report, an agreement, an Article: of nothing that can be looked up here.

    A document named shortly before is what they are of, unless they are said to stand above or below.
    """
    if _ABOVE.match(low, listed.end):
        return False
    if _FOREIGN.match(low, listed.end) and not _THEREOF.match(low, listed.end):
        return True
    if _FOREIGN_BEFORE.search(low, max(0, listed.start - _NEAR), listed.start):
        return True
    if _SUCH_AS.search(low, max(0, listed.start - _NEAR), listed.start) and not _THEREOF.match(low, listed.end):
        return not (before and before.kind == "this" and listed.start - before.end <= _SENTENCE)
    if before and before.kind in {"document", "statement", "other"} and listed.start - before.end <= _SENTENCE:
        return ";" not in low[before.end : listed.start]
    if following and following[0].kind == "list" and _glued(_CHAIN, low, listed, following[0]):
        return not _targets(low, following, 1, following[0], _OF) and bool(_FOREIGN.match(low, following[0].end))
    return False


def _with_paragraph(low: str, mentions: list[Mention], at: int) -> tuple[Mention, int]:
    """Join `subparagraphs (c) and (d) of` with the `paragraph 3` that follows; where the next mention begins."""
    subs = mentions[at]
    above = mentions[at + 1] if at + 1 < len(mentions) else None
    if not (subs.subs and above and above.kind == "list" and len(above.listed) == 1):
        return subs, at + 1
    if not _glued(_OF_PARAGRAPH, low, subs, above):
        return subs, at + 1
    listed = tuple(sub._replace(parts=above.listed[0].parts + sub.parts) for sub in subs.listed)
    return above._replace(start=subs.start, listed=listed), at + 2


def _with_annex(low: str, listed: Mention) -> Mention | None:
    """The list as one of an annex, where that follows: `annex-2`, or `annex` where it has no number. Else None."""
    annex = _ANNEX.match(low, listed.end)
    if not annex:
        return None
    number = annex["number"]
    count = annex_number(number) if number else 0
    return listed._replace(end=annex.end(), part=f"annex-{count}" if count else "annex", subs=False)


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
    part = "" if kind == "charter" else f"{mention.part or 'op'}/"
    part += f"{mention.division}/" if mention.division and part == "op/" else ""
    spots = [Spot(part + "/".join(label.parts), label.start, label.end) for label in mention.listed]
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
