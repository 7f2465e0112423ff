"""The vote on one resolution, member by member, made to agree with what the resolution itself says of it.

The table of votes has no column for members that took no part: it counts them as abstaining, or in favour. The
resolutions name them: `One member (China) did not participate in the voting.` They name who abstained or voted against,
too: where a sentence names all that it counts, it decides (the table has Chile abstaining on 176, which names China).
And what was adopted without a vote, or with nobody voting, has no tally, whoever sat there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from scraper.models import Ballot, Facts, Parsed, Problem, Vote
from scraper.parse.members import find_member, split_members

LAST_OF_ELEVEN = 1965
"""The Council had eleven members to the end of 1965, and has fifteen since: Article 23 of the Charter, as amended."""

_BRACKETED = r"\((?P<names>[^()]*(?:\([^()]*\)[^()]*)*)\)"

_NAMING: dict[Ballot, re.Pattern[str]] = {
    "against": re.compile(rf"\bvotes? to \w{{1,5}} {_BRACKETED}", re.I),
    "abstaining": re.compile(rf"\babstentions? {_BRACKETED}", re.I),
    "not voting": re.compile(rf"\bmembers? {_BRACKETED} (?:did not|was absent|were absent|not)", re.I),
}
"""Where the sentence names members: `votes to 1 (Panama)`, `with 2 abstentions (...)`, `One member (China) did not`."""

_NO_VOTE = re.compile(r"\bwithout a? ?vote\b|\bby consensus\b|\bby acclamation\b", re.I)

_UNANIMOUS = re.compile(r"\bunanimously\b", re.I)

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
    cast = {vote.vote for vote in facts.votes}
    nobody = cast == {"not voting"}
    if (nobody or cast & {"against", "abstaining"}) and _UNANIMOUS.search(facts.adoption):
        return _vote_unanimously(facts, nobody)
    if nobody or _NO_VOTE.search(facts.adoption):
        return replace(facts, votes_for=None, votes_against=None, abstentions=None, votes=()), ()
    ballots = _cast_as_named(facts)
    differing = tuple(_tell_differing(facts.votes, ballots))
    facts = replace(facts, votes=ballots)
    facts, problems = _settle_tally(replace(facts, votes=_mark_absent(facts)))
    return facts, (*differing, *problems)


def _vote_unanimously(facts: Facts, nobody: bool) -> tuple[Facts, tuple[Problem, ...]]:
    """All in favour but those that took no part, whatever else the record has."""
    votes = tuple(
        vote if vote.vote == "not voting" and not nobody else replace(vote, vote="for") for vote in facts.votes
    )
    said = f"it was adopted unanimously by the resolution; the record of members has {_say(_count(facts.votes)[0])}"
    facts = replace(facts, votes_for=_count(votes)[0][0], votes_against=0, abstentions=0, votes=votes)
    return facts, (Problem("vote-differs", said),)


def _settle_tally(facts: Facts) -> tuple[Facts, tuple[Problem, ...]]:
    """The tally as it can be: that of a complete list of members, where the printed one does not add up."""
    tally, size = _tally_of(facts), council_size(facts.symbol.year)
    if tally is None:
        return facts, ()
    counted, absent = _count(facts.votes)
    if sum(tally) + absent == size or not facts.votes:
        return facts, tuple(_not_adding_up(tally, 0, size) if not facts.votes and sum(tally) > size else ())
    if len(facts.votes) != size:
        return facts, tuple(_not_adding_up(tally, absent, size))
    for_, against, abstaining = counted
    said = f"the tally is given as {_say(tally)}; the members’ votes are {_say(counted)}"
    problem = Problem("tally-misread", said)
    return replace(facts, votes_for=for_, votes_against=against, abstentions=abstaining), (problem,)


def _tell_differing(recorded: tuple[Vote, ...], named: tuple[Vote, ...]) -> Iterator[Problem]:
    """Members whose vote the sentence names otherwise; that one took no part, the table has no way to say."""
    for was, now in zip(recorded, named, strict=True):
        if was != now and now.vote != "not voting":
            said = f"{now.member} voted “{now.vote}” by the resolution; the record of members has “{was.vote}”"
            yield Problem("vote-differs", said)


def _not_adding_up(tally: Tally, absent: int, size: int) -> Iterator[Problem]:
    without = f", with {absent} not voting," if absent else ""
    yield Problem(
        "tally-short", f"the vote {_say(tally)}{without} does not add up to the {size} members of the Council"
    )


def _mark_absent(facts: Facts) -> tuple[Vote, ...]:
    """The ballots, `not voting` for members that took no part: those named so, or who abstain beyond those named."""
    absent = _named("not voting", facts)
    if not absent and (tally := _tally_of(facts)):
        abstaining = {vote.member for vote in facts.votes if vote.vote == "abstaining"}
        named = _named("abstaining", facts) & abstaining
        missing = council_size(facts.symbol.year) - sum(tally)
        rest = abstaining - named
        if len(abstaining) > tally[2] and len(named) == tally[2] and len(rest) == missing:
            absent = rest
    return tuple(replace(vote, vote="not voting") if vote.member in absent else vote for vote in facts.votes)


def _cast_as_named(facts: Facts) -> tuple[Vote, ...]:
    """The ballots as the sentence names them, where it names all that did not vote in favour and its counts agree."""
    if (tally := _tally_of(facts)) is None:
        return facts.votes
    named = {member: ballot for ballot in _NAMING for member in _named(ballot, facts)}
    votes = tuple(replace(vote, vote=named.get(vote.member, "for")) for vote in facts.votes)
    return votes if named and _count(votes)[0] == tally else facts.votes


def _named(ballot: Ballot, facts: Facts) -> set[str]:
    """The members of which the sentence says that they voted so."""
    printed = (name for found in _NAMING[ballot].finditer(facts.adoption) for name in split_members(found["names"]))
    members = {vote.member for vote in facts.votes}
    return set(filter(None, (find_member(name, members) for name in printed)))


def _tally_of(facts: Facts) -> Tally | None:
    if facts.votes_for is None:
        return None
    return facts.votes_for, facts.votes_against or 0, facts.abstentions or 0


def _count(votes: tuple[Vote, ...]) -> tuple[Tally, int]:
    cast = [vote.vote for vote in votes]
    return (cast.count("for"), cast.count("against"), cast.count("abstaining")), cast.count("not voting")


def _say(tally: Tally) -> str:
    return "-".join(map(str, tally))
