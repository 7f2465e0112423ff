"""Which thread an act is on: by name; by the paragraphs that its clause cites; by what its resolution is about."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from scraper.cite.mention import fold, lower
from scraper.lifecycle.acts import read_acts
from scraper.lifecycle.chain import Event
from scraper.lifecycle.mandates import Mandate, Names, gather_about, gather_names, named
from scraper.lifecycle.objects import Object, read_object
from scraper.lifecycle.periods import read_period
from scraper.lifecycle.values import Act, Period

_KIND_OF = {"panel": "expert panel", "committee": "committee", "measures": "sanctions measure"}
_MISSIONS = ("peace operation", "political mission", "authorised force")
_MOVED_BY_NOUN = frozenset({"extends", "ends", "suspends", "reimposes"})


@dataclass(frozen=True, slots=True)
class OperativeParagraph:
    """An operative clause as it is read here.

    subject  the title of its resolution and, in a second line, the agenda
    above    the text of the clause that it is an item of, or ""
    cites    pairs of a cited resolution and, where it is told, the cited clause's id
    """

    id: int
    number: int
    adopted: str
    path: str
    text: str
    above: str = ""
    subject: str = ""
    cites: tuple[tuple[int, int | None, int], ...] = ()


@dataclass(slots=True)
class _Known:
    """What has been put into threads so far: by thread, and which threads a clause and a resolution belong to."""

    names: Names
    about: re.Pattern[str]
    by_kind: Mapping[str, Sequence[Mandate]]
    events: dict[str, list[Event]] = field(default_factory=lambda: defaultdict(list))
    of_clause: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    of_number: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    periods: dict[tuple[int, str], Period] = field(default_factory=dict)

    def period_of(self, paragraph: OperativeParagraph, period: Period) -> Period:
        """The period, or where it is that of another paragraph of the same resolution (`paragraph 1`), that one's."""
        if period.base.startswith("paragraph "):
            other = self.periods.get((paragraph.number, f"op/{period.base[10:]}"))
            return replace(other, how="computed", base=period.base) if other else period
        if period.until:
            self.periods.setdefault((paragraph.number, paragraph.path), period)
        return period

    def put(self, mandate: Mandate, event: Event) -> None:
        """Take an event into a thread, once for each clause: the one that tells until when goes first."""
        same = [one for one in self.events[mandate.slug] if one.clause == event.clause and one.clause is not None]
        if same and _tells(same[0]) >= _tells(event):
            return
        self.events[mandate.slug] = [one for one in self.events[mandate.slug] if one not in same] + [event]
        if event.clause is not None:
            self.of_clause[event.clause].add(mandate.slug)
        self.of_number[event.number].add(mandate.slug)


def _tells(event: Event) -> int:
    """How much an event tells of its end."""
    return 2 if event.period.until else 1 if event.period.months or event.period.days else 0


def put_into_threads(
    paragraphs: Sequence[OperativeParagraph], mandates: Sequence[Mandate], days: Mapping[int, str]
) -> dict[str, list[Event]]:
    """By the slug of each thread its events, the oldest first.

    `paragraphs` are all operative clauses in order; `days` has the ISO day of each resolution that is there.
    """
    by_kind: dict[str, list[Mandate]] = defaultdict(list)
    for mandate in mandates:
        by_kind[mandate.kind].append(mandate)
    known = _Known(gather_names(mandates), gather_about(mandates), by_kind)
    founding: dict[tuple[int, str], list[Mandate]] = {(one.founded, one.path): [] for one in mandates if one.path}
    for one in mandates:
        if one.path:
            founding[one.founded, one.path].append(one)
    groups: dict[int, list[OperativeParagraph]] = defaultdict(list)
    for paragraph in paragraphs:
        groups[paragraph.number].append(paragraph)
    for number in sorted(days):
        _found_without_place(known, mandates, number, days[number])
        for i, paragraph in enumerate(groups[number]):
            for mandate in founding.get((number, paragraph.path), ()):
                known.put(mandate, _founding_event(paragraph))
            _read(known, paragraph, groups[number][: i + 1])
    _end_whole(known, mandates)
    return known.events


def _end_whole(known: _Known, mandates: Sequence[Mandate]) -> None:
    """Measures end as a whole where the resolution that ends some also dissolves their committee."""
    for mandate in mandates:
        if mandate.kind == "committee" and mandate.parent:
            ends = {one.number for one in known.events[mandate.slug] if one.does == "ends" and not one.condition}
            known.events[mandate.parent] = [
                replace(one, partial=one.partial and not (one.does == "ends" and one.number in ends))
                for one in known.events[mandate.parent]
            ]


def _found_without_place(known: _Known, mandates: Sequence[Mandate], number: int, day: str) -> None:
    """A thread whose founding resolution gives no one paragraph begins on its day, without a clause."""

    for mandate in mandates:
        if mandate.founded == number and not mandate.path:
            known.put(mandate, Event(number, None, 0, 0, "founds", day, Period("", "event")))
            known.of_number[number].add(mandate.slug)


def _founding_event(paragraph: OperativeParagraph) -> Event:
    """That a thread is founded, with the period that its paragraph sets."""

    low = lower(fold(paragraph.text))
    period = read_period(low, paragraph.adopted, more=False)
    return Event(paragraph.number, paragraph.id, 0, len(paragraph.text), "founds", paragraph.adopted, period)


def _read(known: _Known, paragraph: OperativeParagraph, before: Sequence[OperativeParagraph]) -> None:
    """Put the acts of a clause where they belong."""
    acts = read_acts(paragraph.text, paragraph.adopted, paragraph.above)
    if not acts:
        return
    low = lower(fold(paragraph.text))
    for act in acts:
        if _is_agent(low, act, known.names, paragraph.number):
            continue
        passive = act.object_start < act.start
        start = act.object_start if passive else act.end
        end = act.start if passive else act.object_end
        if passive and (second := low.rfind(" and that ", start, end)) >= 0:
            start = second
        meant = read_object(low, start, end, known.names, paragraph.number)
        if passive and meant == Object():
            meant = read_object(low, start, act.object_end, known.names, paragraph.number)
        act = replace(act, period=known.period_of(paragraph, act.period))
        for mandate in _who(known, paragraph, act, meant, before):
            if mandate.founded <= paragraph.number:
                known.put(mandate, _event(paragraph, act, mandate))


def _is_agent(low: str, act: Act, names: Names, number: int) -> bool:
    """Whether the thread is who may act, and nothing is done to it: `Authorizes UNOCI until 30 April 2017 to use`."""
    if not low.startswith("authori", act.start):
        return False
    first = next(named(low[act.end : act.end + 120], names, number), None)
    return first is not None and first[0] <= len(" the ")


def _event(paragraph: OperativeParagraph, act: Act, mandate: Mandate) -> Event:
    partial, period = False, act.period
    if mandate.kind == "sanctions measure":
        partial = _is_part(paragraph, act)
        period = replace(period, base="") if period.base == "term" else period  # each of several has a term of its own
    return Event(
        paragraph.number, paragraph.id, act.start, act.end, act.does, paragraph.adopted, period, act.condition,
        partial,
    )  # fmt: skip


_WHOLE = (
    "all measures", "all the measures", "sanctions regime", "all prohibitions", "remaining prohibitions",
    "all sanctions",
)  # fmt: skip


def _is_part(paragraph: OperativeParagraph, act: Act) -> bool:
    """Whether an act on measures is on a part of them: one that ends some, or extends those of one commodity."""
    low = lower(paragraph.text[act.object_start : act.object_end])
    return act.does in ("ends", "suspends") and not any(words in low for words in _WHOLE)


def _who(
    known: _Known, paragraph: OperativeParagraph, act: Act, meant: Object, before: Sequence[OperativeParagraph]
) -> Sequence[Mandate]:
    if meant.mandate:
        return [meant.mandate]
    if meant.noun in ("force", "its"):
        return _by_context(known, paragraph, meant.word, before)
    if meant.noun in _KIND_OF and act.does in _MOVED_BY_NOUN:
        return _by_noun(known, paragraph, act, meant)
    return ()


def _by_noun(known: _Known, paragraph: OperativeParagraph, act: Act, meant: Object) -> Sequence[Mandate]:
    """The panel, committee or measures: of the thread that a cited paragraph belongs to, or that the subject names."""
    kind, can = _KIND_OF[meant.noun], _candidates(known, paragraph.number, meant)
    cites = [one for one in paragraph.cites if act.object_start <= one[2] < act.object_end]
    if len(by_clause := [one for one in can if _is_cited(known, one, cites, exactly=True)]) == 1:
        return by_clause
    cited = [one for one in can if _is_cited(known, one, cites, exactly=False)]
    if len(cited) == 1:
        return cited
    subjects = (paragraph.text[act.object_start : act.object_end], *paragraph.subject.split("\n"))
    about = next(filter(None, (_about(known, can, text) for text in subjects)), [])
    if both := [one for one in about if one in cited]:
        return both[-1:]
    return about[-1:] if not cites or kind != "sanctions measure" else ()


def _candidates(known: _Known, number: int, meant: Object) -> list[Mandate]:
    """What the noun can stand for in the resolution of this number."""
    can = [one for one in known.by_kind[_KIND_OF[meant.noun]] if one.founded <= number]
    if meant.noun != "panel":
        return can
    return [one for one in can if _is_monitoring(one.noun) == _is_monitoring(meant.word)] or can


def _is_cited(known: _Known, one: Mandate, cites: Sequence[tuple[int, int | None, int]], *, exactly: bool) -> bool:
    """Whether a thread is acted on by a cited clause, or, not exactly, by any clause of a cited resolution."""
    if exactly:
        return any(clause is not None and one.slug in known.of_clause[clause] for _, clause, _ in cites)
    return any(one.slug in known.of_number[number] or number == one.founded for number, _, _ in cites)


def _about(known: _Known, can: Sequence[Mandate], text: str) -> list[Mandate]:
    """Those among the mandates that a text is about."""
    spoken = _spoken_of(known, text)
    return [one for one in can if spoken & set(map(lower, one.about))]


def _is_monitoring(noun: str) -> bool:
    """A monitoring group, team or mechanism is never called a panel or a group of experts."""
    return "monitoring" in noun or "mechanism" in noun


def _spoken_of(known: _Known, text: str) -> set[str]:
    """The words by which things without a name are known, as far as a text has them: never `Mali` in `Somalia`."""
    return set(known.about.findall(lower(fold(text))))


def _by_context(
    known: _Known, paragraph: OperativeParagraph, word: str, before: Sequence[OperativeParagraph]
) -> Sequence[Mandate]:
    """`the Force`, `its mandate`: the mission named nearest before, or the only one that the title names."""
    kinds = _MISSIONS if "force" not in word else ("peace operation",)
    here = lower(fold(paragraph.text))
    found = [one for _, _, one in named(here, known.names, paragraph.number) if one.kind in kinds]
    if not found:
        subject = lower(fold(paragraph.subject))
        found = [one for _, _, one in named(subject, known.names, paragraph.number) if one.kind in kinds]
    if not found:
        for earlier in reversed(before[:-1]):
            low = lower(fold(earlier.text))
            if found := [one for _, _, one in named(low, known.names, paragraph.number) if one.kind in kinds]:
                break
    return found[:1] if len({one.slug for one in found}) == 1 else ()
