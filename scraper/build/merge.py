"""One resolution's facts from several sources: which is believed, and what is said where they differ.

The rule: what the resolution itself prints is believed first, then the UN's record in its XML, then the table of
votes, then the Council's own list. What a lesser source says otherwise becomes a Problem with both values. A title that
is cut loses against the same in full.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from scraper.models import Facts, Parsed, Problem, Vote
from scraper.sources import BY_NAME
from scraper.titles import complete


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """What another source than the text tells of a resolution. None or "" where it does not.

    upstream  which source
    adopted   ISO date
    notes     what that source has wrong in this row, a sentence each
    """

    upstream: str
    adopted: str | None = None
    title: str = ""
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    votes: tuple[Vote, ...] = ()
    notes: tuple[str, ...] = ()


def merge(parsed: Parsed, records: tuple[SourceRecord, ...]) -> tuple[Parsed, tuple[tuple[str, str], ...]]:
    """Fill in what the text does not tell, and name what differs.

    In: what was read from the text; records in the order in which they are believed. Out: the same with more facts
    and Problems, and pairs of what was taken and from which upstream.
    """
    facts, problems, taken = parsed.resolution.facts, [], []
    for record in records:
        problems += [*_differences(facts, record), *(Problem("source-slip", note) for note in record.notes)]
        filled = _fill(facts, record)
        if filled.votes != facts.votes or filled.votes_for != facts.votes_for:
            taken.append(("votes", record.upstream))
        if filled.adopted != facts.adopted or filled.title != facts.title:
            taken.append(("facts", record.upstream))
        facts = filled
    resolution = replace(parsed.resolution, facts=facts)
    return replace(parsed, resolution=resolution, problems=(*parsed.problems, *problems)), tuple(taken)


def _fill(facts: Facts, record: SourceRecord) -> Facts:
    tallied = facts.votes_for is not None
    return replace(
        facts,
        adopted=facts.adopted or record.adopted,
        title=record.title if not facts.title or complete(facts.title, record.title) else facts.title,
        votes_for=facts.votes_for if tallied else record.votes_for,
        votes_against=facts.votes_against if tallied else record.votes_against,
        abstentions=facts.abstentions if tallied else record.abstentions,
        votes=facts.votes or record.votes,
    )


def _differences(facts: Facts, record: SourceRecord) -> Iterator[Problem]:
    if facts.adopted and record.adopted and facts.adopted != record.adopted:
        yield Problem("date-differs", _differ(facts.adopted, record, record.adopted))
    ours = (facts.votes_for, facts.votes_against, facts.abstentions)
    theirs = (record.votes_for, record.votes_against, record.abstentions)
    if None not in ours and None not in theirs and ours != theirs:
        yield Problem("vote-differs", _differ(_tally(ours), record, _tally(theirs)))
    else:
        yield from _different_ballots(facts.votes, record)


def _different_ballots(votes: tuple[Vote, ...], record: SourceRecord) -> Iterator[Problem]:
    ours = {v.member: v.vote for v in votes}
    for vote in record.votes:
        if ours.get(vote.member, vote.vote) != vote.vote:
            said = _differ(f"“{ours[vote.member]}”", record, f"“{vote.vote}”", f" on the vote of {vote.member}")
            yield Problem("vote-differs", said)


def _differ(printed: str, record: SourceRecord, told: str, on: str = "") -> str:
    """`sources differ: the printed text gives 2-0-2; Sciences Po, Security Council votes, gives 9-0-2`."""
    return f"sources differ{on}: the printed text gives {printed}; {BY_NAME[record.upstream].label}, gives {told}"


def _tally(counts: tuple[int | None, int | None, int | None]) -> str:
    return "-".join(map(str, counts))
