"""The vote on one resolution, member by member, made to agree with what the resolution itself says of it.

The table of votes has no column for members that took no part: it counts them as abstaining, or in favour. The
resolutions name them: `One member (China) did not participate in the voting.` And what was adopted without a vote has
no tally, whoever sat there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from scraper.models import Facts, Parsed, Problem, Vote
from scraper.parse.members import read_member, split_members

LAST_OF_ELEVEN = 1965
"""The Council had eleven members to the end of 1965, and has fifteen since: Article 23 of the Charter, as amended."""

_BRACKETED = r"\((?P<names>[^()]*(?:\([^()]*\)[^()]*)*)\)"

_ABSENT = re.compile(rf"\bmembers? {_BRACKETED} (?:did not|was absent|were absent|not)", re.I)

_ABSTAINING = re.compile(rf"\babstentions? {_BRACKETED}", re.I)

_NO_VOTE = re.compile(r"\bwithout a? ?vote\b|\bby consensus\b|\bby acclamation\b", re.I)

Tally = tuple[int, int, int]


def council_size(year: int) -> int:
    """How many members the Council had."""
    return 11 if year <= LAST_OF_ELEVEN else 15


def reconcile(parsed: Parsed) -> Parsed:
    """The resolution with its vote as `reconcile_facts` has it."""
    facts, problems = reconcile_facts(parsed.resolution.facts)
    resolution = replace(parsed.resolution, facts=facts)
    return replace(parsed, resolution=resolution, problems=(*parsed.problems, *problems))


def reconcile_facts(facts: Facts) -> tuple[Facts, tuple[Problem, ...]]:
    """The facts with members that took no part told from those that abstained, and a tally that can be.

    A tally that does not add up to the members of the Council loses against a complete list of members. What was
    adopted without a vote keeps none. Problems tell what was changed, and what still does not add up.
    """
    if _NO_VOTE.search(facts.adoption):
        return replace(facts, votes_for=None, votes_against=None, abstentions=None, votes=()), ()
    facts = replace(facts, votes=_mark_absent(facts))
    tally, size = _tally_of(facts), council_size(facts.symbol.year)
    if tally is None:
        return facts, ()
    counted, absent = _count(facts.votes)
    complete = len(facts.votes) == size
    if sum(tally) + absent == size or not facts.votes:
        return facts, tuple(_not_adding_up(tally, 0, size) if not facts.votes and sum(tally) > size else ())
    if complete:
        for_, against, abstaining = counted
        problem = Problem(
            "tally-misread", f"the tally is given as {_say(tally)}; the members’ votes are {_say(counted)}"
        )
        return replace(facts, votes_for=for_, votes_against=against, abstentions=abstaining), (problem,)
    return facts, tuple(_not_adding_up(tally, absent, size))


def _not_adding_up(tally: Tally, absent: int, size: int) -> Iterator[Problem]:
    without = f", with {absent} not voting," if absent else ""
    yield Problem(
        "tally-short", f"the vote {_say(tally)}{without} does not add up to the {size} members of the Council"
    )


def _mark_absent(facts: Facts) -> tuple[Vote, ...]:
    """The ballots, `not voting` for members that took no part: those named so, or who abstain beyond those named."""
    absent = _named(_ABSENT, facts.adoption)
    if not absent and (tally := _tally_of(facts)):
        abstaining = {vote.member for vote in facts.votes if vote.vote == "abstaining"}
        named = _named(_ABSTAINING, facts.adoption) & abstaining
        missing = council_size(facts.symbol.year) - sum(tally)
        rest = abstaining - named
        if len(abstaining) > tally[2] and len(named) == tally[2] and len(rest) == missing:
            absent = rest
    return tuple(replace(vote, vote="not voting") if vote.member in absent else vote for vote in facts.votes)


def _named(pattern: re.Pattern[str], sentence: str) -> set[str]:
    return {read_member(name) for found in pattern.finditer(sentence) for name in split_members(found["names"])}


def _tally_of(facts: Facts) -> Tally | None:
    if facts.votes_for is None:
        return None
    return facts.votes_for, facts.votes_against or 0, facts.abstentions or 0


def _count(votes: tuple[Vote, ...]) -> tuple[Tally, int]:
    cast = [vote.vote for vote in votes]
    return (cast.count("for"), cast.count("against"), cast.count("abstaining")), cast.count("not voting")


def _say(tally: Tally) -> str:
    return "-".join(map(str, tally))
