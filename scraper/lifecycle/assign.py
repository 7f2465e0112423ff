"""Which thread an act is on: by name; by the paragraphs that its clause cites; by what its resolution is about."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from scraper.lifecycle.acts import read_acts
from scraper.lifecycle.chain import Event
from scraper.lifecycle.mandates import Mandate, Names, gather_about, gather_names, named, plain
from scraper.lifecycle.objects import Object, read_object
from scraper.lifecycle.periods import read_period
from scraper.lifecycle.values import Act, Period

_KIND_OF = {"panel": "expert panel", "committee": "committee", "measures": "sanctions measure"}
_MISSIONS = ("peace operation", "political mission", "authorised force")
_THESE = re.compile(r"\b(?:these|those|such|said) (?:measures|provisions|authori[sz]ations)\b")
_AT_ONCE = 40
_NEAR = 160
"""So near its verb a panel is said to be on a country; behind that stand its tasks."""

_SHORT = re.compile(r"\bUN\b")
_TERMS = ("authorisation", "authorised force", "sanctions measure", "reporting request", "subsidiary organ")
_OFFICES = {"judges": "judges", "prosecutor": "prosecutor"}
_MOVED_BY_NOUN = frozenset({"extends", "ends", "suspends", "reimposes"})


@dataclass(frozen=True, slots=True)
class OperativeParagraph:
    """An operative clause as it is read here.

    subject  the title of its resolution, in a second line the agenda, and in a third its preamble
    above    the text of the clause that it is an item of, or ""
    cites    what it cites: the resolution, the path of the paragraph or "", and where it is cited
    """

    id: int
    number: int
    adopted: str
    path: str
    text: str
    above: str = ""
    subject: str = ""
    cites: tuple[tuple[int, str, int], ...] = ()


@dataclass(slots=True)
class _Known:
    """What has been put into threads so far: by thread, and which threads a clause and a resolution belong to."""

    names: Names
    about: re.Pattern[str]
    by_kind: Mapping[str, Sequence[Mandate]]
    events: dict[str, list[Event]] = field(default_factory=lambda: defaultdict(list))
    of_clause: dict[tuple[int, str], set[str]] = field(default_factory=lambda: defaultdict(set))
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

    def put(self, mandate: Mandate, event: Event, path: str = "") -> None:
        """Take an event into a thread, once for each clause: the one that tells until when goes first."""
        same = [one for one in self.events[mandate.slug] if one.clause == event.clause and one.clause is not None]
        if same and _tells(same[0]) >= _tells(event):
            return
        self.events[mandate.slug] = [one for one in self.events[mandate.slug] if one not in same] + [event]
        if path:
            self.of_clause[event.number, path].add(mandate.slug)
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
    for one in mandates:
        for place in one.places:
            known.of_clause[place].add(one.slug)
    places = {place: set(slugs) for place, slugs in known.of_clause.items()}
    groups: dict[int, list[OperativeParagraph]] = defaultdict(list)
    for paragraph in paragraphs:
        groups[paragraph.number].append(paragraph)
    for number in sorted(days):
        _found_without_place(known, mandates, number, days[number])
        for i, paragraph in enumerate(groups[number]):
            for mandate in founding.get((number, paragraph.path), ()):
                known.put(mandate, _founding_event(paragraph), paragraph.path)
            for slug in places.get((number, paragraph.path), ()):
                _set_again(known, known.names.mandates[slug], paragraph)
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

    low = plain(paragraph.text)
    period = read_period(low, paragraph.adopted, more=False)
    return Event(paragraph.number, paragraph.id, 0, len(paragraph.text), "founds", paragraph.adopted, period)


def _set_again(known: _Known, mandate: Mandate, paragraph: OperativeParagraph) -> None:
    """A further paragraph that sets it, until a day that it tells, lets it go on."""
    period = read_period(plain(paragraph.text), paragraph.adopted, more=False)
    if (paragraph.number, paragraph.path) != (mandate.founded, mandate.path) and period.until:
        end = len(paragraph.text)
        known.put(
            mandate, Event(paragraph.number, paragraph.id, 0, end, "extends", paragraph.adopted, period), paragraph.path
        )


def _read(known: _Known, paragraph: OperativeParagraph, before: Sequence[OperativeParagraph]) -> None:
    """Put the acts of a clause where they belong."""
    acts = read_acts(paragraph.text, paragraph.adopted, paragraph.above)
    if not acts:
        return
    low = plain(paragraph.text)
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
        for begin, stop, mandate in named(low, known.names, paragraph.number):
            if begin < act.start < stop:  # the name holds the verb: `military observers to continue to monitor`
                meant = Object(mandate)
        act = replace(act, period=known.period_of(paragraph, act.period))
        for mandate in _who(known, paragraph, act, meant, before):
            if mandate.founded <= paragraph.number:
                _put(known, mandate, paragraph, act)


def _put(known: _Known, mandate: Mandate, paragraph: OperativeParagraph, act: Act) -> None:
    """Take an act into a thread, and into the measures of which it is a part."""
    event = _event(paragraph, act, mandate)
    known.put(mandate, event, paragraph.path)
    parent = known.names.mandates.get(mandate.parent)
    if parent and parent.kind == mandate.kind == "sanctions measure":
        known.put(parent, replace(event, partial=True), paragraph.path)


def _is_agent(low: str, act: Act, names: Names, number: int) -> bool:
    """Whether the thread is who may act, and nothing is done to it: `Authorizes UNOCI until 30 April 2017 to use`."""
    if not low.startswith("authori", act.start):
        return False
    first = next(named(low[act.end : act.end + 120], names, number), None)
    return first is not None and first[0] <= len(" the ") and " to " not in low[first[0] + act.end : first[1] + act.end]


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
    low = plain(paragraph.text[act.object_start : act.object_end])
    return act.does in ("ends", "suspends") and not any(words in low for words in _WHOLE)


def _who(
    known: _Known, paragraph: OperativeParagraph, act: Act, meant: Object, before: Sequence[OperativeParagraph]
) -> Sequence[Mandate]:
    if meant.mandate:
        return [meant.mandate, *meant.with_it]
    if meant.noun in ("force", "its"):
        return _by_context(known, paragraph, act, meant.word, before)
    if meant.noun in _OFFICES:
        return _by_office(known, paragraph, _OFFICES[meant.noun])
    if act.does not in _MOVED_BY_NOUN and meant.noun != "panel":
        return ()
    if found := _by_terms(known, paragraph, act, meant.noun, before):
        return found
    if meant.noun not in _KIND_OF:
        return ()
    found = _by_noun(known, paragraph, act, meant)
    return [*found, *_parts_spoken_of(known, paragraph, act, found)]


_PART_WORDS = {
    "arms": re.compile(r"sale or transfer|arms embargo|measures on arms"),
    "travel": re.compile(r"entry into or transit|travel ban|measures on travel|travel and|and travel measures"),
    "assets": re.compile(r"\bfreeze\b|asset freeze|financial and travel|travel and financial|financial measures"),
}


def _parts_spoken_of(known: _Known, paragraph: OperativeParagraph, act: Act, found: Sequence[Mandate]) -> list[Mandate]:
    """The parts of measures that an act without a citation is on, by its words."""
    if act.does != "extends" or len(found) != 1 or found[0].kind != "sanctions measure":
        return []
    words = _object_of(paragraph, act)[: 2 * _NEAR]
    return [
        one
        for one in known.by_kind["sanctions measure"]
        if one.parent == found[0].slug
        and one.founded <= paragraph.number
        and (said := _PART_WORDS.get(one.slug.rpartition("-")[2]))
        and said.search(words)
    ]


def _cited_in(paragraph: OperativeParagraph, act: Act) -> list[tuple[int, str, int]]:
    """What is cited where the object of an act is named; where that is `these measures`, what is cited before."""
    inside = [one for one in paragraph.cites if act.object_start <= one[2] < act.object_end]
    if not inside and _THESE.search(_object_of(paragraph, act)[:_NEAR]):
        return [one for one in paragraph.cites if one[2] < act.start]
    return inside


def _object_of(paragraph: OperativeParagraph, act: Act) -> str:
    return plain(paragraph.text[act.object_start : act.object_end])


def _named_above(
    known: _Known,
    paragraph: OperativeParagraph,
    cites: Sequence[tuple[int, str, int]],
    before: Sequence[OperativeParagraph],
) -> list[Mandate]:
    """What a paragraph of the same resolution names first: `the authorization referred to in paragraph 5 above`."""
    paths = {path for number, path, _ in cites if number == paragraph.number and path}
    above = [one for one in before if one.path in paths]
    found = [one for text in above for _, _, one in named(plain(text.text), known.names, paragraph.number)]
    return [one for one in found if one.kind in _TERMS][:1]


def _cited_threads(known: _Known, cites: Sequence[tuple[int, str, int]]) -> list[Mandate]:
    """The threads that the cited paragraphs belong to."""
    slugs = {slug for number, path, _ in cites for slug in known.of_clause.get((number, path), ())}
    return [known.names.mandates[slug] for slug in sorted(slugs)]


def _by_terms(
    known: _Known, paragraph: OperativeParagraph, act: Act, noun: str, before: Sequence[OperativeParagraph]
) -> Sequence[Mandate]:
    """Provisions, authorizations, measures: by the paragraphs cited, by what these name, by the resolution cited."""
    if noun not in ("terms", "measures"):
        return ()
    cites = _cited_in(paragraph, act)
    kinds = _TERMS if noun == "terms" else ("sanctions measure",)
    if "request" in _object_of(paragraph, act)[:_AT_ONCE]:
        return [one for one in _cited_threads(known, cites) if one.kind == "reporting request"]
    found = [one for one in _cited_threads(known, cites) if one.kind in kinds]
    if noun == "measures":
        return found if act.does in ("extends", "ends") and any(one.parent for one in found) else ()
    found = found or _named_above(known, paragraph, cites, before)
    return found or _by_whole(known, paragraph, act, {number for number, path, _ in cites if not path}, cites)


def _by_whole(
    known: _Known,
    paragraph: OperativeParagraph,
    act: Act,
    whole: set[int],
    cites: Sequence[tuple[int, str, int]],
) -> Sequence[Mandate]:
    """All that a resolution acts on, where its provisions are meant; else the one authorization that can be meant."""
    if len(cites) == len(whole) == 1 and "provisions" in _object_of(paragraph, act):
        return [known.names.mandates[slug] for number in whole for slug in sorted(known.of_number[number])]
    numbers = {number for number, _, _ in cites}
    can = [one for kind in _TERMS[:3] for one in known.by_kind[kind] if one.founded < paragraph.number]
    ways = (
        [one for one in can if one.founded in numbers],
        [one for one in can if any(one.slug in known.of_number[number] for number in numbers)],
        *(_about(known, known.by_kind["authorisation"], text) for text in (paragraph.text, *_title_of(paragraph))),
    )
    return next((way for way in ways if len(way) == 1), ())


def _title_of(paragraph: OperativeParagraph) -> Sequence[str]:
    """The title of its resolution and its agenda."""
    return paragraph.subject.split("\n")[:2]


def _by_office(known: _Known, paragraph: OperativeParagraph, noun: str) -> Sequence[Mandate]:
    """Judges or a prosecutor: of the tribunal that the clause, the title or the agenda names."""
    can = [one for one in known.by_kind["term of office"] if one.noun == noun and one.founded <= paragraph.number]
    for text in (paragraph.text, *paragraph.subject.split("\n")):
        if (about := _about(known, can, text)) and len(about) == 1:
            return about
    return ()


def _by_noun(known: _Known, paragraph: OperativeParagraph, act: Act, meant: Object) -> Sequence[Mandate]:
    """The panel, committee or measures: of the thread that a cited paragraph belongs to, or that the subject names."""
    kind, can = _KIND_OF[meant.noun], _candidates(known, paragraph.number, meant)
    cites = _cited_in(paragraph, act)
    if len(by_clause := [one for one in can if _is_cited(known, one, cites, exactly=True)]) == 1:
        return by_clause
    cited = [one for one in can if _is_cited(known, one, cites, exactly=False)]
    if len(cited) == 1:
        return cited
    subjects = (_object_of(paragraph, act)[:_NEAR], *paragraph.subject.split("\n"))
    about = next(filter(None, (_about(known, can, text) for text in subjects)), [])
    if both := [one for one in about if one in cited]:
        return both[-1:]
    return about[-1:] if not cites or kind != "sanctions measure" else ()


def _candidates(known: _Known, number: int, meant: Object) -> list[Mandate]:
    """What the noun can stand for in the resolution of this number."""
    can = [one for one in known.by_kind[_KIND_OF[meant.noun]] if one.founded <= number and one.about]
    if meant.noun != "panel":
        return can
    same = [one for one in can if _is_monitoring(one.noun) == _is_monitoring(meant.word)] or can
    other = "group" if meant.word.startswith("panel") else "panel"
    return [one for one in same if one.noun != other or _is_monitoring(meant.word)]


def _is_cited(known: _Known, one: Mandate, cites: Sequence[tuple[int, str, int]], *, exactly: bool) -> bool:
    """Whether a thread is acted on by a cited clause, or, not exactly, by any clause of a cited resolution."""
    if exactly:
        return any(path and one.slug in known.of_clause[number, path] for number, path, _ in cites)
    return any(one.slug in known.of_number[number] or number == one.founded for number, _, _ in cites)


def _about(known: _Known, can: Sequence[Mandate], text: str) -> list[Mandate]:
    """Those among the mandates that a text is about."""
    spoken = _spoken_of(known, text)
    return [one for one in can if spoken & set(map(plain, one.about))]


def _is_monitoring(noun: str) -> bool:
    """A monitoring group, team or mechanism is never called a panel or a group of experts."""
    return "monitoring" in noun or "mechanism" in noun


def _spoken_of(known: _Known, text: str) -> set[str]:
    """The words by which things without a name are known, as far as a text has them: never `Mali` in `Somalia`."""
    return set(known.about.findall(plain(text)))


def _by_context(
    known: _Known, paragraph: OperativeParagraph, act: Act, word: str, before: Sequence[OperativeParagraph]
) -> Sequence[Mandate]:
    """`the Force`, `its mandate`: the mission named nearest before, or the only one that the subject names."""
    kinds: tuple[str, ...] = (*_MISSIONS, "subsidiary organ")
    if word.endswith("force"):
        kinds = ("peace operation", "authorised force")

    def spoken(text: str, end: int | None = None) -> list[Mandate]:
        low = plain(text)[:end]
        return [one for _, _, one in named(low, known.names, paragraph.number) if one.kind in kinds]

    if near := spoken(paragraph.text, act.object_end):
        return near[-1:]
    cited = {
        slug
        for number, _, _ in _cited_in(paragraph, act)
        for slug in {
            *known.of_number[number],
            *(one.slug for one in known.names.mandates.values() if one.founded == number),
        }
        if known.names.mandates[slug].kind in kinds
    }
    if len(cited) == 1:
        return [known.names.mandates[slug] for slug in cited]
    title, agenda, *preamble = paragraph.subject.split("\n")
    title = _SHORT.sub("United Nations", title)
    for text in (title, agenda, *(one.text for one in reversed(before[:-1])), *reversed(preamble)):
        if found := spoken(text):
            called = [one for one in found if word.split()[-1] in plain(" ".join(one.names))]
            slugs = {one.slug for one in called or found}
            return (called or found)[:1] if len(slugs) == 1 else ()
    return ()
