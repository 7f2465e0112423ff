"""What is to be read: each number with its documents, corrections and records, and what changed in the files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

from scraper.build import history
from scraper.build.history import Settled
from scraper.build.merge import SourceRecord
from scraper.build.overrides import Overrides
from scraper.build.parallel import spread
from scraper.build.read import parse
from scraper.build.task import Known, Task
from scraper.models import Change, Problem
from scraper.parse.lines import count_words
from scraper.parse.members import read_member
from scraper.sources import BY_NAME, PRECEDENCE
from scraper.upstream import RawDocument, RawStore
from scraper.upstream.listing import ListRow
from scraper.upstream.votes import VoteRow


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be read, by number; which numbers the Council lists; the votes on drafts that were not adopted.

    changes   what later versions of the sources' files brought
    problems  what is to be told of versions that are not believed, by resolution (None where of none)
    doubted   the digests of the versions that a person has to accept
    """

    tasks: tuple[Task, ...]
    listed: Mapping[int, ListRow] = field(default_factory=dict)
    drafts: tuple[VoteRow, ...] = ()
    changes: tuple[Change, ...] = ()
    problems: tuple[tuple[int | None, Problem], ...] = ()
    doubted: frozenset[str] = frozenset()


def has_texts(store: RawStore) -> bool:
    """Whether there is any text to build from."""
    return any(next(store.documents(upstream), None) is not None for upstream in PRECEDENCE)


def make_plan(store: RawStore, overrides: Overrides, *, accept: bool = False) -> Plan:
    """Look through the store. Raises WrongContent where the table of votes cannot be read."""
    accepted = store.accepted()
    lines = _lineages(store)
    everything = {version.sha256 for versions in lines for version in versions}
    settled = settle_all(lines, everything if accept else accepted)
    ballots, listed = history.read_votes(store, accepted), history.read_list(store, accepted)
    doubted = {*(digest for one in settled for digest in one.doubted), ballots.doubted, listed.doubted} - {""}
    if accept and doubted:
        ballots, listed = history.read_votes(store, accepted | doubted), history.read_list(store, accepted | doubted)
    of_lists = ((None, problem) for problem in (*ballots.problems, *listed.problems))
    return Plan(
        _make_tasks(_by_number(one.document for one in settled), overrides, _records(ballots.rows, listed.rows)),
        {item.number: item for item in listed.rows},
        tuple(row for row in ballots.rows if row.number is None),
        (*(change for one in settled for change in one.changes), *ballots.changes),
        (*(problem for one in settled for problem in one.problems()), *of_lists),
        frozenset(doubted),
    )


def _lineages(store: RawStore) -> list[Sequence[RawDocument]]:
    """All versions of each document that holds a text, the sources in their order of precedence."""
    every = (versions for upstream in PRECEDENCE for versions in history.lineages(store, upstream))
    return [versions for versions in every if not versions[-1].name.endswith(".json")]


def _make_tasks(
    by_number: Mapping[tuple[int, str], list[RawDocument]],
    overrides: Overrides,
    records: Mapping[int, Sequence[SourceRecord]],
) -> tuple[Task, ...]:
    known = _known_words(by_number.values())
    return tuple(
        Task(
            number,
            tuple(found),
            {} if BY_NAME[found[0].upstream].form == "xml" else known,
            tuple(overrides.get(number, ())),
            tuple(records.get(number, ())),
        )
        for (number, _), found in sorted(by_number.items())
    )


def _records(ballots: Iterable[VoteRow], listed: Iterable[ListRow]) -> Mapping[int, Sequence[SourceRecord]]:
    """What the table of votes and the Council's list tell of each resolution; the table is believed first."""
    records: dict[int, list[SourceRecord]] = defaultdict(list)
    for row in ballots:
        if row.number is not None:
            records[row.number].append(_record_of_vote(row))
    for item in listed:
        day = item.adopted.isoformat() if item.adopted else None
        records[item.number].append(SourceRecord("listing", day, item.title))
    return records


def settle_all(lines: Sequence[Sequence[RawDocument]], accepted: Container[str]) -> list[Settled]:
    """Of each document the version that is believed, in their order; `lines` are all versions of each."""
    known: Known = {}
    if any(len(versions) > 1 and BY_NAME[versions[-1].upstream].form != "xml" for versions in lines):
        known = _known_words(_by_number(versions[-1] for versions in lines).values())
    judge = partial(_settle, known=known, accepted=accepted)
    judged = chain.from_iterable(spread(judge, [versions for versions in lines if len(versions) > 1]))
    return [next(judged) if len(versions) > 1 else Settled(versions[0]) for versions in lines]


def _settle(versions: Sequence[RawDocument], known: Known, accepted: Container[str]) -> Settled:
    return history.settle(versions, lambda document: parse(document, Task(0, (), known))[0], accepted)


def _by_number(documents: Iterable[RawDocument]) -> dict[tuple[int, str], list[RawDocument]]:
    """Documents by the resolution they should hold, or, where that is not known, each by itself."""
    by_number: dict[tuple[int, str], list[RawDocument]] = defaultdict(list)
    for document in documents:
        by_number[(document.number, "") if document.number else (0, document.name)].append(document)
    return by_number


def known_words(store: RawStore) -> Known:
    """How the corpus in a raw store writes the words that its typed lines break: see `lines.count_words`."""
    documents = (document for upstream in PRECEDENCE for document in store.documents(upstream))
    return _known_words(_by_number(documents).values())


def _known_words(found: Iterable[list[RawDocument]]) -> Known:
    """How the corpus writes the words that its typed lines break, by the texts that have no XML beside them."""
    typed = [documents for documents in found if BY_NAME[documents[0].upstream].form != "xml"]
    texts = [document for documents in typed for document in documents if BY_NAME[document.upstream].form == "text"]
    return count_words(document.read().decode("utf-8", "replace") for document in texts)


def _record_of_vote(row: VoteRow) -> SourceRecord:
    ballots = tuple(type(vote)(read_member(vote.member), vote.vote) for vote in row.votes)
    return SourceRecord(
        "votes", row.date, row.title, row.votes_for, row.votes_against, row.abstentions, ballots, row.notes
    )  # fmt: skip
