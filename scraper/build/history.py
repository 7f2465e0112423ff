"""Which version of a document is believed, and what changed in it: what upstream replaces is judged, not taken over.

The store keeps every version of a document. Here they are gone through from the oldest on, each beside the one believed
so far:

* One that cannot be parsed is never believed once another could be.
* One that gives reason for doubt is not believed until a person accepts it (`unsc build --accept`): it holds another
  resolution; it says that it is in another language; a numbered paragraph is gone, whose address was published; more
  than `LOST` of the words are gone from the places where they stood; most paragraphs stand in it twice; it reads with
  more problems than before. What was believed before stays, and each such version is a Problem.
* Any other is believed, and every difference in words or facts is a Change, with what stood there before: a Council
  that has adopted a text does not change it, so each is a correction or an error, and only a reader can tell which.

The judge is the build and not the fetch, because only parsing tells what a text holds, because the build sees all
versions at once, and because its outcome must follow from the store alone. Where upstream goes back to an earlier
version this is a change like others. Lists (of the Council, of votes) are joined: a row once there stays until a
person accepts that it is gone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import chain
from typing import Generic, TypeVar

from scraper.dates import say_day
from scraper.errors import UnscError, WrongContent
from scraper.models import Change, Clause, Facts, Parsed, Problem, Resolution
from scraper.query.spelling import clean
from scraper.sources import BY_NAME
from scraper.upstream import RawDocument, RawStore, listing, votes
from scraper.upstream.detect import IMPORTED
from scraper.upstream.listing import ListRow
from scraper.upstream.rows import TableRows
from scraper.upstream.votes import VoteRow
from scraper.upstream.xml_head import read_head

LOST = 1 / 4
"""Share of words that may be gone from their places before a person has to look.

Of 738 resolutions that two sources give independently of each other (November 2026), 704 differ in at most a hundredth
of their words so counted, and 722 in at most a quarter: two versions of one file that differ in more are not the same
text. One cut short, in another language, or with its paragraphs numbered anew has lost more than half.
"""

FEW_WORDS = 6
"""Paragraphs with fewer words are not looked for twice: `Decides to remain seized of the matter.` has seven."""

DIGEST_IN_NAME = re.compile(r"-[0-9a-f]{8}(?=\.\w+\Z)")

Row = TypeVar("Row")

Parse = Callable[[RawDocument], Sequence[Parsed]]
"""Reads all that a document holds. Raises UnscError where it holds nothing."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A version that is not believed, the resolution it should hold, and why not."""

    version: RawDocument
    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Settled:
    """The version of a document that is believed, the changes that led to it, and the newest, where it is not.

    `doubted` are the digests of versions that are believed only because a person accepts them.
    """

    document: RawDocument
    changes: tuple[Change, ...] = ()
    refused: Refusal | None = None
    doubted: tuple[str, ...] = ()

    def problems(self) -> Iterator[tuple[int | None, Problem]]:
        """What is to be told of a version that is not believed, by resolution."""
        if self.refused:
            version, came = self.refused.version, say_day(self.refused.version.retrieved)
            said = (
                f"{version.name} changed on {came} and was not taken: {self.refused.reason}."
                f" The version of {say_day(self.document.retrieved)} is shown"
            )
            yield self.refused.number, Problem("version-refused", said)


def lineages(store: RawStore, upstream: str) -> Iterator[tuple[RawDocument, ...]]:
    """The versions of each document, oldest first.

    Files from disk whose name said nothing are named by what they hold and by their digest; those that hold the same
    resolution are versions of one document.
    """
    imported: dict[str, list[RawDocument]] = defaultdict(list)
    for versions in store.history(upstream):
        name = versions[-1].name
        if name.startswith(IMPORTED):
            imported[DIGEST_IN_NAME.sub("", name)] += versions
        else:
            yield versions
    for together in imported.values():
        yield tuple(sorted(together, key=lambda document: (document.retrieved, document.name)))


def settle(versions: Sequence[RawDocument], parse: Parse, accepted: Container[str]) -> Settled:
    """Go through the versions of a document, oldest first.

    `accepted` has the digests of versions that a person takes in spite of any doubt. Where no version can be
    parsed, the newest stands for all. Raises nothing of its own.
    """
    believed: tuple[RawDocument, Sequence[Parsed]] | None = None
    changes: list[Change] = []
    refused: Refusal | None = None
    doubted: list[str] = []
    for version in versions:
        read = _try(parse, version)
        if believed is None:
            believed = (version, read) if not isinstance(read, str) else None
            continue
        reason = read if isinstance(read, str) else _doubt(*believed, version, read)
        if isinstance(read, str) or (reason and version.sha256 not in accepted):
            refused = Refusal(version, believed[1][0].resolution.facts.symbol.number, reason)
            continue
        changes += _changes(believed[1], version, read)
        doubted += [version.sha256] if reason else []
        believed, refused = (version, read), None
    document = believed[0] if believed else versions[-1]
    return Settled(document, tuple(changes), refused, tuple(doubted))


def _try(parse: Parse, version: RawDocument) -> Sequence[Parsed] | str:
    try:
        return parse(version)
    except UnscError as error:
        return f"it cannot be read: {str(error).rstrip('.')}"


# -- doubts ----------------------------------------------------------------------------------------------------


def _doubt(document: RawDocument, before: Sequence[Parsed], version: RawDocument, after: Sequence[Parsed]) -> str:
    """Why a person should look at `version` before it takes the place of `document`; "" where nothing is odd."""
    return (
        _other_resolution(before, after)
        or _other_language(document, version)
        or next(filter(None, (_damage(old, new) for old, new in _pairs(before, after))), "")
    )


def _pairs(before: Sequence[Parsed], after: Sequence[Parsed]) -> Iterator[tuple[Parsed, Parsed]]:
    """The same resolution in both."""
    new = {parsed.resolution.facts.symbol: parsed for parsed in after}
    for parsed in before:
        if parsed.resolution.facts.symbol in new:
            yield parsed, new[parsed.resolution.facts.symbol]


def _other_resolution(before: Sequence[Parsed], after: Sequence[Parsed]) -> str:
    had, has = ({parsed.resolution.facts.symbol for parsed in read} for read in (before, after))
    return "" if had <= has else f"it holds {_list(has)} in place of {_list(had)}"


def _first(values: Sequence[object], count: int = 5) -> str:
    return ", ".join(map(str, values[:count])) + (" ..." if len(values) > count else "")


def _list(values: Iterable[object]) -> str:
    return ", ".join(sorted(map(str, values)))


def _other_language(document: RawDocument, version: RawDocument) -> str:
    if BY_NAME[document.upstream].form != "xml":
        return ""
    before, after = read_head(document.read()).language, read_head(version.read()).language
    return "" if before == after else f"it is in another language ({after or 'none named'}; before: {before or 'none'})"


def _damage(before: Parsed, after: Parsed) -> str:
    had, has = _by_path(before.resolution), _by_path(after.resolution)
    numbered = [clause.path for clause in before.resolution.clauses if clause.label and clause.path not in has]
    words = sum(len(text.split()) for text in had.values())
    if (lost := _count_lost(had, has)) > LOST * words:
        return f"{lost:,} of its {words:,} words are gone from the places where they stood"
    if numbered:
        return f"{len(numbered):,} of its numbered paragraphs are gone ({_first(numbered)})"
    if twice := _count_twice(before.resolution, after.resolution):
        return f"{twice:,} of its {len(had):,} paragraphs stand in it twice"
    more = Counter(p.code for p in after.problems) - Counter(p.code for p in before.problems)
    if len(after.problems) > len(before.problems):
        return f"it reads with more problems than before ({_list(more)})"
    return ""


def _count_lost(had: Mapping[str, str], has: Mapping[str, str]) -> int:
    """How many words do not stand any more in the paragraph where they stood."""
    return sum(
        (Counter(text.split()) - Counter(has.get(path, "").split())).total()
        for path, text in had.items()
        if text != has.get(path)
    )


def _count_twice(before: Resolution, after: Resolution) -> int:
    """How many paragraphs that stood there once stand there more often, whatever their number; 0 where few do."""
    once, now = (Counter(clean(clause.text) for clause in one.clauses) for one in (before, after))
    long = [text for text, many in once.items() if many == 1 and len(text.split()) >= FEW_WORDS]
    twice = sum(1 for text in long if now[text] > 1)
    return twice if twice > len(long) / 2 else 0


def _by_path(resolution: Resolution) -> dict[str, str]:
    """The words of each clause, apart from typography: a curly apostrophe in place of a straight one is no change."""
    return {clause.path: clean(_words_of(clause)) for clause in resolution.clauses}


def _words_of(clause: Clause) -> str:
    """All words that stand at a clause: its headings, its label, its text, its footnotes."""
    notes = (mark.value for mark in clause.marks if mark.kind == "footnote")
    return "\n".join(filter(None, [clause.heading, f"{clause.label} {clause.text}".strip(), *notes]))


# -- changes ---------------------------------------------------------------------------------------------------


def _changes(before: Sequence[Parsed], version: RawDocument, after: Sequence[Parsed]) -> Iterator[Change]:
    for old, new in _pairs(before, after):
        number = new.resolution.facts.symbol.number
        for what, was, now in _changed_facts(old.resolution, new.resolution):
            yield _change(number, "", what, was, now, version)
        for path, was, now in _changed_words(old.resolution, new.resolution):
            yield _change(number, path, "words", was, now, version)


def _changed_words(old: Resolution, new: Resolution) -> Iterator[tuple[str, str, str]]:
    had, has = _by_path(old), _by_path(new)
    was = {clause.path: _words_of(clause) for clause in old.clauses}
    now = {clause.path: _words_of(clause) for clause in new.clauses}
    for path in dict.fromkeys([*now, *was]):
        if had.get(path) != has.get(path):
            yield path, was.get(path, ""), now.get(path, "")


def _changed_facts(old: Resolution, new: Resolution) -> Iterator[tuple[str, str, str]]:
    if clean(old.opening) != clean(new.opening):
        yield "opening", old.opening, new.opening
    yield from _different_facts(_facts(old.facts), _facts(new.facts))


def _different_facts(old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    for name in old:
        if old[name] != new[name]:
            yield name, _say(old[name]), _say(new[name])


def _facts(facts: Facts) -> dict[str, object]:
    return {each.name: getattr(facts, each.name) for each in fields(facts) if each.name != "symbol"}


def _say(value: object) -> str:
    """A fact as text: a list by its members, one after another; "" for what is not told."""
    if isinstance(value, tuple):
        return "; ".join(map(_say_one, value))
    return "" if value is None else str(value)


def _say_one(value: object) -> str:
    names = [each.name for each in fields(value)] if hasattr(value, "__dataclass_fields__") else []  # type: ignore[arg-type]
    return ": ".join(str(getattr(value, name)) for name in names) or str(value)


# -- lists -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Joined(Generic[Row]):
    """The rows of a list through all its versions: newest first, then those that only an earlier one has.

    `gone` says of which; `doubted` is the digest of the newest version where a person has to look, else "".
    """

    rows: tuple[Row, ...] = ()
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    doubted: str = ""


def read_list(store: RawStore, accepted: Container[str]) -> Joined[ListRow]:
    """The Council's list. What it named once is not forgotten when a row, or half the page, is gone."""
    read, problems = _read_tables(store, "listing", listing.read_listing)
    joined = _join(_since_accepted([one for one in read if one[1]], accepted), lambda row: row.number)
    return replace(joined, problems=(*joined.problems, *problems))


def read_votes(store: RawStore, accepted: Container[str]) -> Joined[VoteRow]:
    """The table of votes: what led to resolutions, joined by their numbers, and the drafts that were not adopted.

    Drafts have nothing to be told by once their row is corrected, so they are those of one version: the newest, unless
    it has fewer than the one before. Raises WrongContent where there is a table and none of its versions can be read.
    """
    read, told = _read_tables(store, "votes", votes.read_votes)
    if told and not read:
        raise WrongContent(told[-1].message)
    read = _since_accepted(read, accepted)
    adopted = [(version, tuple(row for row in rows if row.number is not None)) for version, rows in read]
    joined = _join(adopted, lambda row: row.number)
    drafts: tuple[VoteRow, ...] = ()
    problems = [*joined.problems, *told]
    doubted = joined.doubted
    for version, rows in read:
        found = tuple(row for row in rows if row.number is None)
        if len(found) < len(drafts):
            fewer = f"it has {len(found):,} drafts that were not adopted, and {len(drafts):,} before; those are shown"
            problems.append(Problem("version-refused", f"{_name(version)}: {fewer}"))
            doubted = version.sha256
        else:
            drafts = found
    return Joined((*joined.rows, *drafts), _changed_votes(adopted), tuple(problems), doubted)


def _read_tables(
    store: RawStore, upstream: str, read: Callable[[bytes], TableRows[Row]]
) -> tuple[list[tuple[RawDocument, tuple[Row, ...]]], tuple[Problem, ...]]:
    """The versions of a table that can be read; what is wrong with the newest, in all of it or in some of its rows."""
    tables: list[tuple[RawDocument, tuple[Row, ...]]] = []
    told: tuple[Problem, ...] = ()
    for version in chain.from_iterable(store.history(upstream)):
        try:
            rows = read(version.read())
        except WrongContent as error:
            told = (Problem("version-refused", f"{_name(version)} was not taken: {error}"),)
        else:
            tables.append((version, rows.kept))
            told = tuple(Problem("row-left-out", said) for said in rows.sentences())
    return tables, told


def _since_accepted(
    read: list[tuple[RawDocument, tuple[Row, ...]]], accepted: Container[str]
) -> list[tuple[RawDocument, tuple[Row, ...]]]:
    """The versions that count: from the last one on that a person took as it is."""
    first = max((i for i, (version, _) in enumerate(read) if version.sha256 in accepted), default=0)
    return read[first:]


def _join(read: Sequence[tuple[RawDocument, tuple[Row, ...]]], key: Callable[[Row], object]) -> Joined[Row]:
    if not read:
        return Joined()
    newest, rows = read[-1]
    joined = {key(row): row for row in rows}
    for _, earlier in reversed(read[:-1]):
        for row in earlier:
            joined.setdefault(key(row), row)
    if gone := len(joined) - len({key(row) for row in rows}):
        fewer = f"{gone:,} resolutions fewer than before ({_first(list(joined)[-gone:])})"
        said = f"{_name(newest)} has {fewer}; their rows are kept"
        return Joined(tuple(joined.values()), (), (Problem("rows-gone", said),), newest.sha256)
    return Joined(tuple(joined.values()))


def _name(version: RawDocument) -> str:
    return f"{version.upstream}/{version.name} of {say_day(version.retrieved)}"


def _changed_votes(read: Sequence[tuple[RawDocument, tuple[VoteRow, ...]]]) -> tuple[Change, ...]:
    """What later versions of the table tell otherwise of a resolution than earlier ones."""
    changes: list[Change] = []
    known: dict[int | None, VoteRow] = {}
    for version, rows in read:
        for row in rows:
            before = known.get(row.number)
            if before is not None and before != row and row.number is not None:
                for what, was, now in _different_facts(_vote_facts(before), _vote_facts(row)):
                    changes.append(_change(row.number, "", what, was, now, version))
            known[row.number] = row
    return tuple(changes)


def _vote_facts(row: VoteRow) -> dict[str, object]:
    names = ("date", "title", "votes_for", "votes_against", "abstentions", "votes")
    return {name: getattr(row, name) for name in names}


def _change(number: int, path: str, what: str, was: str, now: str, version: RawDocument) -> Change:
    return Change(
        number, path, what, was, now, version.retrieved, version.upstream, version.name, version.sha256
    )  # fmt: skip
