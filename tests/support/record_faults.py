"""Faults of the record of votes, put into the votes of real resolutions: what must come out is the vote that was cast.

    python tests/support/record_faults.py DATABASE [--count 300] [--half odd|even] [--list 5]

Each kind takes a resolution whose members' votes are all known, writes how it was adopted as the yearbooks do, and
puts a fault into that sentence, or into the list of members. What is read of it must be the vote as it was.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random
from typing import NamedTuple

from scraper.build.ballots import council_size, reconcile_facts
from scraper.models import Ballot, Facts, Symbol, Vote
from scraper.parse.text import read_votes
from tests.support.fault_table import enter, is_of_half, options, print_line

WORDS = "none one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()


class Cast(NamedTuple):
    """A vote as it was cast: all members of the Council."""

    symbol: Symbol
    votes: tuple[Vote, ...]

    def names(self, ballot: str) -> list[str]:
        """The members that cast it."""
        return [vote.member for vote in self.votes if vote.vote == ballot]

    def tally(self) -> tuple[int, int, int]:
        """For, against, abstaining."""
        return len(self.names("for")), len(self.names("against")), len(self.names("abstaining"))


class Damage(NamedTuple):
    """A sentence and a list of members with a fault in one of them; `right` are the votes, where they are others."""

    said: str
    votes: tuple[Vote, ...]
    right: tuple[Vote, ...] | None = None


BALLOTS: tuple[Ballot, ...] = ("abstaining", "for")

Inject = Callable[[Cast, Random], Damage | None]
FAULTS: dict[str, Inject] = {}


fault = partial(enter, FAULTS)


def sentence(cast: Cast, count: Callable[[int], str] = str, to: str = "to") -> str:
    """How a yearbook says it: `Adopted at the 2074th meeting by 12 votes to none, with 2 abstentions (...). ...`"""
    for_, against, abstaining = cast.tally()
    said = f"Adopted at the 2074th meeting by {count(for_)} votes {to} {count(against) if against else 'none'}"
    said += f" ({', '.join(cast.names('against'))})" if against else ""
    if abstaining:
        plural = "s" if abstaining > 1 else ""
        said += f", with {count(abstaining)} abstention{plural} ({', '.join(cast.names('abstaining'))})"
    if absent := cast.names("not voting"):
        many = f"{WORDS[len(absent)].capitalize()} member{'s' if len(absent) > 1 else ''}"
        said += f". {many} ({' and '.join(absent)}) did not participate in the voting"
    return said + "."


@fault("a digit of the tally misread")
def _digit(cast: Cast, chance: Random) -> Damage:
    right = str(len(cast.names("for")))
    wrong = str(chance.choice([n for n in range(1, 16) if str(n) != right]))
    return Damage(sentence(cast).replace(f"by {right} votes", f"by {wrong} votes"), cast.votes)


@fault("numbers in words")
def _in_words(cast: Cast, chance: Random) -> Damage:
    return Damage(sentence(cast, lambda n: WORDS[n] if chance.random() < 0.7 else str(n)), cast.votes)


@fault("`to none` misread")
def _to_none(cast: Cast, chance: Random) -> Damage:
    said = sentence(cast, to=chance.choice(["ta", "10", "lo", "to"]))
    return Damage(said.replace("none", chance.choice(["nonc", "n0ne", "none"])), cast.votes)


@fault("members that took no part counted as abstaining")
def _absent(cast: Cast, chance: Random) -> Damage | None:
    wrong = chance.choice(BALLOTS[:2])
    votes = tuple(Vote(v.member, wrong if v.vote == "not voting" else v.vote) for v in cast.votes)
    return Damage(sentence(cast), votes) if cast.names("not voting") else None


@fault("the same, members chosen by chance")
def _some_absent(cast: Cast, chance: Random) -> Damage:
    absent = set(chance.sample(cast.names("for"), chance.randint(1, 2)))
    votes = tuple(Vote(v.member, "not voting" if v.member in absent else v.vote) for v in cast.votes)
    wrong = chance.choice(BALLOTS[:2])
    listed = tuple(Vote(v.member, wrong if v.member in absent else v.vote) for v in cast.votes)
    return Damage(sentence(Cast(cast.symbol, votes)), listed, votes)


@fault("two members changed places in the table")
def _changed_places(cast: Cast, chance: Random) -> Damage | None:
    others = [vote for vote in cast.votes if vote.vote in ("against", "abstaining")]
    if not others:
        return None
    one, other = chance.choice(others), chance.choice(cast.names("for"))
    swapped = {one.member: "for", other: one.vote}
    return Damage(sentence(cast), tuple(Vote(v.member, swapped.get(v.member, v.vote)) for v in cast.votes))  # type: ignore[arg-type]


@fault("without a vote")
def _without_vote(cast: Cast, chance: Random) -> Damage:
    said = chance.choice(["without a vote", "without vote", "by consensus", "by acclamation"])
    return Damage(f"Adopted {said} at the 2074th meeting.", cast.votes, ())


def read_cast(database: Path) -> list[Cast]:
    """The votes of the resolutions whose members are all known."""
    with closing(sqlite3.connect(database)) as conn:
        rows = conn.execute(
            "SELECT r.number, r.year, v.member, v.vote FROM resolutions r JOIN votes v ON v.document = r.number"
            " WHERE r.votes_for IS NOT NULL ORDER BY r.number, v.id"
        ).fetchall()
    found: dict[Symbol, list[Vote]] = {}
    for number, year, member, vote in rows:
        found.setdefault(Symbol(number, year), []).append(Vote(member, vote))
    whole = [Cast(symbol, tuple(votes)) for symbol, votes in found.items()]
    return [cast for cast in whole if len(cast.votes) == council_size(cast.symbol.year)]


def trial(casts: Sequence[Cast], name: str, count: int) -> Iterator[tuple[str, Cast, Facts]]:
    """Damage so many records, chosen by chance: the sentence, the vote as cast, and what is read."""
    chance = Random(name)
    chosen = list(casts)
    chance.shuffle(chosen)
    made = 0
    for cast in chosen:
        damaged = FAULTS[name](cast, Random(f"{name} {cast.symbol}"))
        if damaged is not None and made < count:
            made += 1
            said, votes, right = damaged
            cast = cast if right is None else Cast(cast.symbol, right)
            for_, against, abstaining = read_votes(said)
            facts = Facts(cast.symbol, adoption=said, votes_for=for_, votes_against=against, abstentions=abstaining)
            yield said, cast, reconcile_facts(Facts(**{**_fields(facts), "votes": votes}))[0]


def _fields(facts: Facts) -> dict[str, object]:
    return {name: getattr(facts, name) for name in Facts.__dataclass_fields__}


def is_right(cast: Cast, facts: Facts) -> bool:
    """Whether the vote that was read is the one that was cast."""
    tally = cast.tally() if cast.votes else (None, None, None)
    return (facts.votes_for, facts.votes_against, facts.abstentions) == tally and facts.votes == cast.votes


def main() -> None:
    """Print the table; with --list the first records that were read otherwise."""
    given = options(__doc__, "database", FAULTS).parse_args()
    casts = [cast for cast in read_cast(given.database) if is_of_half(given.half, cast.symbol.number)]
    for name in given.kind or FAULTS:
        judged = list(trial(casts, name, given.count))
        bad = [(said, facts) for said, cast, facts in judged if not is_right(cast, facts)]
        print_line(name, len(judged), len(bad), "of the records right")
        for said, facts in bad[: given.list]:
            print(f"   {said[:150]}\n      {facts.votes_for}-{facts.votes_against}-{facts.abstentions}")


if __name__ == "__main__":
    main()
