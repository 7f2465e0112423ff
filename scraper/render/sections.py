"""What the templates are given: a resolution or a clause made ready for the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from markupsafe import Markup, escape

from scraper.database.browse import TOPICAL, slugify
from scraper.database.chapter_vii import Basis
from scraper.database.references import Reference
from scraper.database.relations import LaterChange
from scraper.database.resolutions import Place, Record
from scraper.models import Ballot, Change, Clause, Pinpoint, Problem, Vote
from scraper.pinpoint import say_annex, say_path
from scraper.render import changes, links
from scraper.render.charts import draw_vote
from scraper.render.display import capitalize_first, say_ranges
from scraper.render.html import Notes, Span, add_references, draw_clause, draw_row
from scraper.render.pagination import Sheet

Highlight = Callable[[str], Sequence[Span]]
"""Finds the words a reader searched for in a text."""


def no_highlight(_text: str) -> Sequence[Span]:
    """For a reader who did not come from a search."""
    return ()


@dataclass(frozen=True, slots=True)
class Before:
    """What stood in a place before the source's file changed: when that was, in words, and the words then."""

    said: str
    was: Markup


COMPARED = 1_500
"""Words up to which a paragraph is compared word for word with what it was; the time goes by their square."""


def draw_before(change: Change) -> Before:
    """A change made ready for the page, the words that are gone marked in what stood there."""
    return Before(changes.say(change), _mark_gone(change.was, change.now) if change.now else escape(change.was))


def _mark_gone(was: str, now: str) -> Markup:
    old, new = was.split(), now.split()
    if max(len(old), len(new)) > COMPARED:
        return escape(was)
    drawn = []
    for kind, first, last, _, _ in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        words = escape(" ".join(old[first:last]))
        if words:
            drawn.append(words if kind == "equal" else Markup("<del>{}</del>").format(words))
    return Markup(" ").join(drawn)


def list_gone(record: Record) -> tuple[Before, ...]:
    """The changes that have no place among the clauses: facts that changed, and paragraphs that are gone."""
    gone = (change for change in record.changes if not change.path or not change.now)
    named = ((say_path(change.path) if change.path else "", draw_before(change)) for change in gone)
    return tuple(replace(one, was=Markup("{}: {}").format(name, one.was)) if name else one for name, one in named)


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A clause on a page. `marker` is its printed label, or where it has none a pale sign of ours (`ghost`).

    `seven` marks a paragraph adopted under Chapter VII; what stands below it is too, and goes without saying.
    """

    path: str
    href: str
    level: int
    kind: str
    marker: str
    ghost: bool
    words: Markup
    headings: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    before: tuple[Before, ...] = ()
    rows: tuple[tuple[str, Markup], ...] = ()
    seven: bool = False
    later: tuple[LaterChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """The preamble, the operative part or an annex on a page."""

    part: str
    title: str
    lines: tuple[ClauseLine, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents."""

    title: str
    href: str
    level: int


def link_clauses(clauses: Sequence[Clause], references: Sequence[Reference]) -> tuple[Clause, ...]:
    """Clauses with a link for each of their citations that leads somewhere here."""
    by_path: dict[str, list[Reference]] = {}
    for reference in references:
        by_path.setdefault(reference.clause, []).append(reference)
    return tuple(
        add_references(clause, by_path[clause.path]) if clause.path in by_path and clause.kind != "row" else clause
        for clause in clauses
    )


def draw_clauses(
    record: Record,
    clauses: Sequence[Clause],
    notes: Notes,
    highlight: Highlight = no_highlight,
    root: str = "",
    lift: int = 0,
) -> tuple[Section, ...]:
    """Clauses as sections of lines; `lift` is taken from every level, for a page that begins with a sub-paragraph."""
    problems, before = _by_path(record.problems), _changed_by_path(record.changes)
    sections: list[tuple[str, list[ClauseLine]]] = []
    for clause in clauses:
        if not sections or sections[-1][0] != clause.part:
            sections.append((clause.part, []))
        lines = sections[-1][1]
        line = _draw_line(record, clause, notes, highlight, root, problems.get(clause.path, ()))
        line = replace(line, level=max(0, line.level - lift), before=before.get(clause.path, ()))
        noted = line.headings or line.problems or line.before
        if clause.kind == "row" and lines and lines[-1].kind == "row" and not noted:
            lines[-1] = replace(lines[-1], rows=lines[-1].rows + line.rows)
        else:
            lines.append(line)
    return tuple(Section(part, name_part(part), tuple(lines)) for part, lines in sections)


def mark_basis(sections: Sequence[Section], bases: Sequence[Basis]) -> tuple[Section, ...]:
    """The same with a mark at each paragraph that is adopted under Chapter VII by the words of the resolution."""
    under = {path for basis in bases for path in basis.paragraphs}
    if not under:
        return tuple(sections)
    return tuple(
        replace(
            section, lines=tuple(replace(line, seven=True) if line.path in under else line for line in section.lines)
        )
        for section in sections
    )


def mark_later(sections: Sequence[Section], later: Mapping[str, tuple[LaterChange, ...]]) -> tuple[Section, ...]:
    """The same with what later resolutions changed beside each paragraph."""
    return tuple(
        replace(section, lines=tuple(replace(line, later=later.get(line.path, ())) for line in section.lines))
        for section in sections
    )


def say_seven(bases: Sequence[Basis]) -> str:
    """Which paragraphs are adopted under Chapter VII, in one line: `paras. 7–9, 11`, `all operative paragraphs`."""
    if any(basis.reach == "resolution" for basis in bases):
        return "all operative paragraphs"
    paths = list(dict.fromkeys(path for basis in bases for path in basis.paragraphs))
    numbers = sorted(int(path[3:]) for path in paths if path.startswith("op/") and path[3:].isdecimal())
    if len(numbers) == len(paths):
        return f"{'para.' if len(numbers) == 1 else 'paras.'} {say_ranges(numbers)}"
    return ", ".join(map(say_path, paths[:4])) + (" and others" if len(paths) > 4 else "")


def say_governed(basis: Basis) -> str:
    """Which paragraphs are adopted under it, in words: `Adopted under it: paragraphs 3\u20137`."""
    paragraphs = basis.paragraphs
    numbers = [int(path[3:]) for path in paragraphs if path[3:].isdecimal()]
    if basis.reach == "resolution":
        return "Every operative paragraph is adopted under it"
    if len(paragraphs) == 1:
        return f"{capitalize_first(say_path(paragraphs[0]))} is adopted under it"
    if len(numbers) == len(paragraphs):
        return f"Paragraphs {say_ranges(numbers)} are adopted under it"
    return f"{capitalize_first(say_path(paragraphs[0]))} to {say_path(paragraphs[-1])} are adopted under it"


def name_part(part: str) -> str:
    """The name of a part over its clauses; ours, not the document's.

    >>> name_part("pp"), name_part("op"), name_part("annex-2")
    ('Preamble', 'Operative paragraphs', 'Second annex')
    """
    return {"pp": "Preamble", "op": "Operative paragraphs"}.get(part) or say_annex(part).capitalize()


def _by_path(problems: Sequence[Problem]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for problem in problems:
        if problem.path:
            found[problem.path] = (*found.get(problem.path, ()), problem.message)
    return found


def _changed_by_path(found: Sequence[Change]) -> Mapping[str, tuple[Before, ...]]:
    by_path: dict[str, tuple[Before, ...]] = {}
    for change in found:
        if change.path and change.now:
            by_path[change.path] = (*by_path.get(change.path, ()), draw_before(change))
    return by_path


def _draw_line(
    record: Record, clause: Clause, notes: Notes, highlight: Highlight, root: str, problems: tuple[str, ...]
) -> ClauseLine:
    symbol = record.symbol
    hits = highlight(clause.text) if clause.text else ()
    row = clause.kind == "row"
    return ClauseLine(
        path=clause.path,
        href=root + links.write(Pinpoint(symbol.number, symbol.year, clause.path)),
        level=min(clause.level, 6),
        kind=clause.kind,
        marker=clause.label or _ghost(clause),
        ghost=not clause.label,
        words=Markup("") if row else draw_clause(clause, notes, hits, root),
        headings=tuple(clause.heading.split("\n")) if clause.heading else (),
        problems=problems,
        rows=((clause.path, draw_row(clause, hits)),) if row else (),
    )


def _ghost(clause: Clause) -> str:
    if clause.kind == "continuation":
        return "¶"
    if clause.kind == "item":
        return "–"
    steps = clause.path.split("/")
    return f"pp {steps[1]}" if clause.part == "pp" and len(steps) == 2 and steps[1].isdecimal() else "¶"


def list_contents(sections: Sequence[Section]) -> tuple[Entry, ...]:
    """The parts and headings on a page, each with its paragraphs and the anchor of the first clause below it."""
    entries = []
    for section in sections:
        entries.append(Entry(section.title + _say_numbers(section.lines), f"#{section.part}", 0))
        outer = [i for i, line in enumerate(section.lines) if line.headings and not line.level]
        below = {i: _say_numbers(section.lines[i:j]) for i, j in pairwise([*outer, len(section.lines)])}
        for i, line in enumerate(section.lines):
            entries += [Entry(heading, f"#{line.path}", 1) for heading in line.headings[:-1]]
            entries += [Entry(heading + below.get(i, ""), f"#{line.path}", 1) for heading in line.headings[-1:]]
    return tuple(entries)


def _say_numbers(lines: Sequence[ClauseLine]) -> str:
    """Which operative paragraphs these are: `, paras. 2–4`; "" of other parts."""
    labels = [line.path.rpartition("/")[2] for line in lines if line.level == 0 and line.path.startswith("op/")]
    numbers = [int(label) for label in labels if label.isdecimal()]
    if not numbers or numbers != sorted(set(numbers)):
        return ""
    return f", {'para.' if len(numbers) == 1 else 'paras.'} {say_ranges(numbers)}"


def list_topics(record: Record) -> tuple[tuple[str, str], ...]:
    """Slug and name of the subjects that say what a resolution is about."""
    named = (subject.name for subject in record.facts.subjects if subject.scheme in TOPICAL)
    return tuple((slug, name) for slug, name in {slugify(name): name for name in named}.items() if slug)


def name_sheet(sheet: Sheet, within: str = "") -> str:
    """What a page of a long resolution is called among its pages; `within` is set where these are all of one thing."""
    name = name_part(sheet.part) if sheet.part else "Resolution"
    if within:
        return f"Page {sheet.page}"
    return name if sheet.page == 1 else f"{name}, page {sheet.page}"


# The vote


@dataclass(frozen=True, slots=True)
class VoteView:
    """The vote on a resolution: in a sentence, as a picture, member by member."""

    said: str
    picture: Markup
    rows: tuple[tuple[str, str], ...]


_BALLOTS = {"for": "In favour", "against": "Against", "abstaining": "Abstained", "not voting": "Did not vote"}


def draw_vote_view(record: Record) -> VoteView | None:
    """The vote, or None where no source tells it."""
    facts = record.facts
    return view_vote(facts.votes_for, facts.votes_against, facts.abstentions, facts.votes)


def view_vote(
    for_: int | None, against: int | None, abstaining: int | None, ballots: Sequence[Vote]
) -> VoteView | None:
    """A vote by its counts and the votes of members, or None where no source tells the counts."""
    if for_ is None:
        return None
    votes = tuple(ballots)
    said = say_vote(for_, against or 0, abstaining or 0, votes)
    rows = tuple((vote.member, _BALLOTS[vote.vote]) for vote in sorted(votes, key=lambda vote: vote.member))
    return VoteView(said, draw_vote(votes, said) if votes else Markup(""), rows)


def say_vote(for_: int, against: int, abstaining: int, votes: Sequence[Vote] = ()) -> str:
    """The vote in words, with the names of those that did not vote in favour.

    >>> say_vote(15, 0, 0), say_vote(13, 1, 1)
    ('15 in favour, unanimous', '13 in favour; 1 against; 1 abstaining')
    >>> say_vote(13, 0, 1, [Vote("China", "not voting"), Vote("USSR", "abstaining")])
    '13 in favour; abstaining: USSR; not voting: China'
    """
    absent = sum(vote.vote == "not voting" for vote in votes)
    others: list[tuple[Ballot, int]] = [("against", against), ("abstaining", abstaining), ("not voting", absent)]
    said = [_say_ballots(ballot, count, votes) for ballot, count in others if count]
    return "; ".join([f"{for_} in favour", *said]) if said else f"{for_} in favour, unanimous"


MOST_NAMED = 6
"""So many members are named in the sentence; of more the list tells."""


def _say_ballots(ballot: Ballot, count: int, votes: Sequence[Vote]) -> str:
    """`abstaining: Brazil, China`, or the count where not each of them is known, or there are many."""
    names = sorted(vote.member for vote in votes if vote.vote == ballot)
    return f"{ballot}: {', '.join(names)}" if len(names) == count <= MOST_NAMED else f"{count} {ballot}"


# A clause


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A clause made ready for its page."""

    title: str
    above: tuple[ClauseLine, ...]
    sections: tuple[Section, ...]
    previous: ClauseLine | None
    following: ClauseLine | None
    headings: tuple[str, ...]


def draw_above(record: Record, clauses: Sequence[Clause], root: str) -> tuple[ClauseLine, ...]:
    """Clauses that stand around what a page shows: without their notes, problems and headings."""
    return tuple(
        replace(_draw_line(record, clause, Notes(), no_highlight, root, ()), headings=()) for clause in clauses
    )


def view_place(place: Place, shown: Sequence[Clause], notes: Notes, highlight: Highlight, root: str) -> PlaceView:
    """The clause with all below it (or as much as is `shown`), and, dimmed, what it stands under and between."""
    previous, following = (
        draw_above(place.record, (beside,), root)[0] if beside else None for beside in (place.previous, place.following)
    )
    return PlaceView(
        title=say_path(place.clause.path),
        above=draw_above(place.record, place.above, root),
        sections=draw_clauses(place.record, shown, notes, highlight, root, lift=place.clause.level),
        previous=previous,
        following=following,
        headings=tuple(filter(None, "\n".join(c.heading for c in place.above).split("\n"))),
    )
