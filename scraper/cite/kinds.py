"""In what way a clause refers to a resolution: recalls it, extends what it set up, modifies, ends it.

Read from the verbs around the reference, and always given with these words as evidence. Editorial help for a reader,
never legal advice.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from scraper.cite.mentions import MONTHS, blanks, fold, lower

ReferenceKind = Literal["recalls", "extends", "modifies", "terminates", "requests", "other"]
"""How a clause refers to a resolution.

recalls      recalls, reaffirms, notes, stresses: the resolution stays as it is
extends      extends or renews what it set up; `until` is the date, where one is written
modifies     modifies, amends, replaces, expands
terminates   terminates, lifts, ends
requests     asks somebody to do something under it
other        anything else: decides, authorizes, pursuant to
"""


@dataclass(frozen=True, slots=True)
class Referring:
    """The kind of one reference, with the words that show it; `above` counts from 1 where a clause above has them.

    `start` and `end` say where the words stand, in the text of the clause or in `above[above - 1]`.
    """

    kind: ReferenceKind
    evidence: str
    start: int
    end: int
    until: str | None = None
    above: int = 0


_NOUN = "".join(f"(?<!{word}[ ])" for word in ("its", "the", "their", "such", "his", "any", "all", "these"))
"""Not after these, where `requests` and `notes` are no verbs: `recalls its requests`."""

_RECALLS = rf"""
    recall(?:s|ing) | (?:re)?affirm(?:s|ing) | reiterat(?:es|ing) | {_NOUN}notes | noting | tak(?:es|ing)\snote
  | bearing\sin\smind | mindful\sof | guided\sby | confirm(?:s|ing) | welcom(?:es|ing) | {_NOUN}stress(?:es|ing)
  | emphasi[sz](?:es|ing) | underlin(?:es|ing) | underscor(?:es|ing) | recogni[sz](?:es|ing)
  | acknowledg(?:es|ing) | having\sconsidered
"""
_REQUESTS = rf"""
    {_NOUN}requests | requesting | {_NOUN}calls\s(?:up)?on | calling\s(?:up)?on | {_NOUN}urges | urging
  | encourag(?:es|ing) | invit(?:es|ing) | {_NOUN}directs | instructs | {_NOUN}demands | demanding | appeals\sto
"""
_OTHER = r"""
    decides | deciding | authori[sz]es | determin(?:es|ing) | agrees | resolves | establishes | endorses | approves
  | condemns | deplores | expresses | declares | imposes | considers | concerned
"""
_VERB = blanks(
    rf"""
    \b(?: (?P<recalls>{_RECALLS}) | (?P<requests>{_REQUESTS}) | (?P<other>{_OTHER})
      | (?P<extends> extends | {_NOUN}renews | prolongs )
      | (?P<modifies> modifies | amends | replaces | revises | adjusts | expands )
      | (?P<terminates> terminates | lifts | rescinds | repeals | discontinues )
    )\b
    """
)
"""The verbs that open a clause or a part of one; what follows, up to the next, is theirs."""

_ACT = blanks(
    r"""
    (?: \bto\s(?:\w+ly\s|further\s|also\s)?
      | \b(?:shall|is|are|will|be)\s(?:not\s)?(?:\w+\s)?(?:be\s)?(?:hereby\s|further\s)? )
    (?: (?P<extends> extend(?:ed)? | renew(?:ed)? | prolong(?:ed)? | remain\sin\sforce | continue\sto\sapply )
      | (?P<modifies> modif(?:y|ied) | amend(?:ed)? | replaced? | revised? | adjust(?:ed)? | expand(?:ed)?
                    | superseded? )
      | (?P<terminates> terminated? | lift(?:ed)? | rescind(?:ed)? | repeal(?:ed)? | discontinued? | expire
                      | no\slonger\sapply | cease\sto\s(?:apply|have\seffect|be\sin\sforce) )
    )\b
    """
)
"""After `decides`, what is done: `to extend`, `shall be lifted`, `is hereby renewed`."""

_UNTIL = blanks(rf"\b(?:until|to|through)\s(?P<day>\d{{1,2}})\s(?P<month>{MONTHS})\s(?P<year>\d{{4}})\b")
_MONTH_NUMBERS = {month: number for number, month in enumerate(MONTHS[3:-1].split("|"), 1)}


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb of a text; what follows, up to the next verb, is its own."""

    kind: ReferenceKind
    start: int
    end: int
    decides: bool


def reference_kind(text: str, start: int, end: int, above: Sequence[str] = ()) -> Referring:
    """How the words around the citation `text[start:end]` refer to what it cites.

    `above` are the texts of the clauses above, nearest first, for a sub-paragraph that has no verb of its own before
    the citation. Where nothing is found the kind is `other`, without evidence.
    """
    if found := _read_segment(text, start, end):
        return found
    for depth, words in enumerate(above, 1):
        if found := _read_segment(words, len(words), len(words)):
            return replace(found, above=depth)
    return Referring("other", "", start, start)


@lru_cache(maxsize=64)
def _verbs(text: str) -> tuple[str, tuple[_Verb, ...]]:
    """The text as it is searched, and its verbs; the citations of one clause, and its children, ask in a row."""
    low = lower(fold(text))
    found = _VERB.finditer(low)
    return low, tuple(_Verb(_group(verb), *verb.span(), verb[0].startswith(_DECIDING)) for verb in found)


_DECIDING = ("decid", "agrees", "resolves")


def _read_segment(text: str, start: int, end: int) -> Referring | None:
    low, verbs = _verbs(text)
    before = bisect_left(verbs, start, key=lambda verb: verb.start)
    if not before:
        return None
    verb = verbs[before - 1]
    close = next((following.start for following in verbs[before:] if following.start >= end), len(low))
    act = _act(low, verb, start, end, close) if verb.decides else None
    kind, span = (_group(act), act.span()) if act else (verb.kind, (verb.start, verb.end))
    until = _UNTIL.search(low, verb.end, close) if kind == "extends" else None
    return Referring(kind, text[slice(*span)].strip(), *span, _iso(until) if until else None)


def _act(low: str, verb: _Verb, start: int, end: int, close: int) -> re.Match[str] | None:
    """What is decided of the citation: the last act before it, or else the first after it, `shall be extended`."""
    before = list(_ACT.finditer(low, verb.end, start))
    if before:
        return before[-1]
    after = _ACT.search(low, end, close)
    return after if after and not after[0].startswith("to") else None


def _group(match: re.Match[str]) -> ReferenceKind:
    return _GROUPS[match.lastgroup or "other"]


_GROUPS: dict[str, ReferenceKind] = {
    "recalls": "recalls",
    "extends": "extends",
    "modifies": "modifies",
    "terminates": "terminates",
    "requests": "requests",
    "other": "other",
}


def _iso(until: re.Match[str]) -> str:
    return f"{until['year']}-{_MONTH_NUMBERS[until['month']]:02}-{int(until['day']):02}"
