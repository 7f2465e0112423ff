"""In what way a clause refers to a resolution: recalls it, extends what it set up, modifies, ends it.

Read from the verbs around the reference, and always given with these words as evidence. Editorial help for a reader,
never legal advice.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from scraper.cite.mention import MONTHS, blanks, fold, lower
from scraper.dates import MONTH_NUMBERS

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


_NOT_BEFORE_A_VERB = frozenset({"its", "the", "their", "such", "his", "any", "all", "these"})
"""After these `requests` and `notes` are no verbs: `recalls its requests`."""

_WRITTEN: dict[ReferenceKind, str] = {
    "recalls": "recalls recalling affirms affirming reaffirms reaffirming reiterates reiterating notes noting "
    "takes_note taking_note bearing_in_mind mindful_of guided_by confirms confirming welcomes welcoming "
    "stresses stressing emphasizes emphasizing emphasises emphasising underlines underlining underscores "
    "underscoring recognizes recognizing recognises recognising acknowledges acknowledging having_considered",
    "extends": "extends renews prolongs",
    "modifies": "modifies amends replaces revises adjusts expands suspends",
    "terminates": "terminates lifts rescinds repeals discontinues dissolves disestablishes",
    "requests": "requests requesting calls_upon calls_on calling_upon calling_on urges urging encourages encouraging "
    "invites inviting directs instructs demands demanding appeals_to",
    "other": "decides deciding authorizes authorizing authorises authorising determines determining agrees resolves "
    "establishes endorses approves condemns deplores expresses declares imposes considers concerned",
}
"""The verbs that open a clause or a part of one; what follows, up to the next, is theirs."""


def _by_first_word() -> dict[str, list[tuple[ReferenceKind, str]]]:
    """Verbs by their first word, as it may stand before a comma or colon too: `decides,`, `calls` for `calls upon`."""
    found: dict[str, list[tuple[ReferenceKind, str]]] = {}
    for kind, verbs in _WRITTEN.items():
        for verb in verbs.split():
            first, _, more = verb.partition("_")
            for stop in ("",) if more else ("", ",", ":"):
                found.setdefault(first + stop, []).append((kind, verb.replace("_", " ")))
    return found


_VERBS = _by_first_word()
_ACT = blanks(
    r"""
    (?: \bto\s(?:\w+ly\s|further\s|also\s)?
      | \b(?:shall|is|are|will|be)\s(?:not\s)?(?:\w+\s)?(?:be\s)?(?:hereby\s|further\s)? )
    (?: (?P<extends> extend(?:ed)?(?!\sto\s(?:the\s|all\s|any\s|such\s|individuals))
                    | renew(?:ed)? | prolong(?:ed)? | remain\sin\sforce | continue\sto\sapply )
      | (?P<modifies> modif(?:y|ied) | amend(?:ed)? | replaced? | revised? | adjust(?:ed)? | expand(?:ed)?
                    | superseded? | suspend(?:ed)? | reimposed? | reinstated? | renamed? )
      | (?P<terminates> terminated? | lift(?:ed)? | rescind(?:ed)? | repeal(?:ed)? | discontinued? | expire
                      | dissolved? | disestablish(?:ed)? | closed?
                      | no\slonger\sapply | cease\sto\s(?:apply|have\seffect|be\sin\sforce) )
    )\b
    """
)
"""After `decides`, what is done: `to extend`, `shall be lifted`, `is hereby renewed`."""

_BEFORE = 50
_CALLING = frozenset({"call", "calls", "appeal", "appeals", "request", "requests", "demand", "demands"})
"""What is renewed with these words is asked again: `renews its call`."""

_KINDS: dict[str, ReferenceKind] = {"extends": "extends", "modifies": "modifies", "terminates": "terminates"}

_OBJECT = blanks(r"\b(?:mandate | panel | group | tasks? | mission | committee | team | force)\b")
"""Behind the verb of a clause above, what is extended or ended: its items are tasks of that, and do it to nothing."""

_IF_DECIDED = re.compile(
    r"(?:(?:unless|whether|until|if) (?:it |the (?:security )?council )?(?:decides |so decides )?(?:to )?"
    r"|(?:might|may|could) )$"
)

_UNTIL = blanks(rf"\b(?:until|to|through)\s(?P<day>\d{{1,2}})\s(?P<month>{MONTHS})\s(?P<year>\d{{4}})\b")


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
            done = _read_done(text, start, end) if lower(found.evidence) in _DECIDING else None
            if not done and found.kind in _KINDS and _OBJECT.search(lower(fold(words)), found.end):
                return Referring("other", "", start, start)
            return done or replace(found, above=depth)
    return Referring("other", "", start, start)


def _read_done(text: str, start: int, end: int) -> Referring | None:
    """What is decided in a sub-paragraph under `Decides that:` itself: `(a) The measures ... are hereby lifted`."""
    low, verbs = _verbs(text)
    close = _close(low, verbs, end)
    act = _act(low, _Verb("other", 0, 0, True), start, end, close)
    if not act:
        return None
    kind = _KINDS[act.lastgroup or ""]
    until = _until(low, 0, close) if kind == "extends" else None
    return Referring(kind, text[slice(*act.span())].strip(), *act.span(), until)


@lru_cache(maxsize=64)
def _verbs(text: str) -> tuple[str, tuple[_Verb, ...]]:
    """The text as it is searched, and its verbs; the citations of one clause, and its children, ask in a row."""
    low = lower(fold(text))
    return low, tuple(_find_verbs(low))


def _find_verbs(low: str) -> Iterator[_Verb]:
    """The verbs in order. Word by word: every clause that cites is read at every build, and this is fastest."""
    at, before = 0, ""
    for word in low.split(" "):
        if word in _VERBS and before not in _NOT_BEFORE_A_VERB:
            for kind, written in _VERBS[word]:
                if low.startswith(written, at):
                    if kind == "extends" and not _CALLING.isdisjoint(low[at : at + _BEFORE].split()[1:3]):
                        kind = "requests"
                    yield _Verb(kind, at, at + len(written), written in _DECIDING)
        at += len(word) + 1
        before = word


_DECIDING = frozenset({"decides", "deciding", "agrees", "resolves"})


def _read_segment(text: str, start: int, end: int) -> Referring | None:
    low, verbs = _verbs(text)
    before = bisect_left(verbs, start, key=lambda verb: verb.start)
    if not before:
        return None
    verb = verbs[before - 1]
    close = _close(low, verbs, end)
    act = _act(low, verb, start, end, close) if verb.decides else None
    kind, span = (_KINDS[act.lastgroup or ""], act.span()) if act else (verb.kind, (verb.start, verb.end))
    until = _until(low, verb.end, close) if kind == "extends" else None
    return Referring(kind, text[slice(*span)].strip(), *span, until)


def _close(low: str, verbs: Sequence[_Verb], end: int) -> int:
    """Where the words of a citation that ends there end: at the next verb."""
    after = bisect_left(verbs, end, key=lambda verb: verb.start)
    return verbs[after].start if after < len(verbs) else len(low)


def _act(low: str, verb: _Verb, start: int, end: int, close: int) -> re.Match[str] | None:
    """What is decided of the citation: the last act before it, or else the first after it, `shall be extended`."""
    acts = _acts(low)
    before = bisect_right(acts, start, key=re.Match.end)
    if before and acts[before - 1].start() >= verb.end:
        return acts[before - 1]
    after = bisect_left(acts, end, key=re.Match.start)
    act = acts[after] if after < len(acts) and acts[after].end() <= close else None
    return act if act and not act[0].startswith("to") else None


@lru_cache(maxsize=64)
def _acts(low: str) -> tuple[re.Match[str], ...]:
    """All that is done in a text; read once, for a clause may cite a hundred times after one verb.

    What is done only if the Council decides so is not: `unless it decides to extend`.
    """
    return tuple(found for found in _ACT.finditer(low) if not _IF_DECIDED.search(low[: found.start()][-_BEFORE:]))


@lru_cache(maxsize=64)
def _dates(low: str) -> tuple[re.Match[str], ...]:
    return tuple(_UNTIL.finditer(low))


def _until(low: str, start: int, close: int) -> str | None:
    """The first date in a part of the text until when something is to be."""
    dates = _dates(low)
    first = bisect_left(dates, start, key=re.Match.start)
    return _iso(dates[first]) if first < len(dates) and dates[first].end() <= close else None


def _iso(until: re.Match[str]) -> str:
    return f"{until['year']}-{MONTH_NUMBERS[until['month']]:02}-{int(until['day']):02}"
