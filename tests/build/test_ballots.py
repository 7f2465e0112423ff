"""The vote member by member, made to agree with what the resolution says of it."""

from __future__ import annotations

import pytest

from scraper.build.ballots import council_size, reconcile_facts
from scraper.models import Ballot, Facts, Symbol, Vote

COUNCIL = tuple(f"State {letter}" for letter in "ABCDEFGHIJKLMNO")


def council(**cast: str) -> tuple[Vote, ...]:
    """Fifteen members: those named (`abstaining="AB"`) as said, the others in favour."""
    kinds: dict[str, Ballot] = {
        letter: kind
        for kind, letters in cast.items()
        for letter in letters  # type: ignore[misc]
    }
    return tuple(Vote(name, kinds.get(name[-1], "for")) for name in COUNCIL)


def facts(adoption: str, tally: tuple[int, int, int] | None, votes: tuple[Vote, ...], year: int = 1975) -> Facts:
    for_, against, abstaining = tally or (None, None, None)
    return Facts(
        Symbol(9001, year),
        adoption=adoption,
        votes_for=for_,
        votes_against=against,
        abstentions=abstaining,
        votes=votes,
    )


def test_the_council_grew() -> None:
    assert [council_size(year) for year in (1946, 1965, 1966, 2026)] == [11, 11, 15, 15]


@pytest.mark.parametrize(
    "said",
    [
        "by 13 votes to none. Two members (State A and State B) did not participate in the voting.",
        "by 13 votes to none.",
    ],
)
def test_members_that_took_no_part_do_not_abstain(said: str) -> None:
    found, problems = reconcile_facts(facts(said, (13, 0, 0), council(abstaining="AB")))
    assert [vote.member for vote in found.votes if vote.vote == "not voting"] == ["State A", "State B"]
    assert (found.abstentions, problems) == (0, ())


def test_who_abstained_is_named_beside_them() -> None:
    said = "by 12 votes to none, with 1 abstention (State C)."
    found, problems = reconcile_facts(facts(said, (12, 0, 1), council(abstaining="ABC")))
    assert {vote.member[-1]: vote.vote for vote in found.votes if vote.vote != "for"} == {
        "A": "not voting", "B": "not voting", "C": "abstaining",
    }  # fmt: skip
    assert problems == ()


def test_a_tally_that_cannot_be_loses_against_all_members() -> None:
    found, (problem,) = reconcile_facts(facts("by 2 votes to none", (2, 0, 2), council(abstaining="AB")))
    assert (found.votes_for, found.votes_against, found.abstentions) == (13, 0, 2)
    assert (problem.code, problem.message) == (
        "tally-misread", "the tally is given as 2-0-2; the members’ votes are 13-0-2",
    )  # fmt: skip


def test_against_some_members_it_is_told() -> None:
    found, (problem,) = reconcile_facts(facts("Adopted 14-0-0", (14, 0, 0), council()[:14]))
    assert (found.votes_for, problem.code) == (14, "tally-short")


@pytest.mark.parametrize("said", ["Adopted without a vote at the 3079th meeting.", "Adopted by consensus.",
                                  "Adopted unanimously, without a vote, at the 2008th meeting."])  # fmt: skip
def test_what_was_adopted_without_a_vote_has_none(said: str) -> None:
    found, problems = reconcile_facts(facts(said, (15, 0, 0), council()))
    assert (found.votes_for, found.votes, problems) == (None, (), ())


def test_what_adds_up_is_left_alone() -> None:
    given = facts("by 13 votes to none, with 2 abstentions", (13, 0, 2), council(abstaining="AB"))
    assert reconcile_facts(given) == (given, ())


def test_the_sentence_decides_who_abstained() -> None:
    said = "by 13 votes to 1 (State B), with 1 abstention (State C)."
    found, problems = reconcile_facts(facts(said, (13, 1, 1), council(abstaining="BD")))
    assert {vote.member[-1]: vote.vote for vote in found.votes if vote.vote != "for"} == {
        "B": "against", "C": "abstaining",
    }  # fmt: skip
    assert [(problem.code, problem.message) for problem in problems] == [
        ("vote-differs", "State B voted “against” by the resolution; the record of members has “abstaining”"),
        ("vote-differs", "State C voted “abstaining” by the resolution; the record of members has “for”"),
        ("vote-differs", "State D voted “for” by the resolution; the record of members has “abstaining”"),
    ]


@pytest.mark.parametrize("said", ["by 13 votes to none, with 2 abstentions (State C, Laputa).",
                                  "by 13 votes to none, with 2 abstentions."])  # fmt: skip
def test_a_sentence_that_does_not_name_all_decides_nothing(said: str) -> None:
    given = facts(said, (13, 0, 2), council(abstaining="AB"))
    assert reconcile_facts(given) == (given, ())


NOBODY = council(**{"not voting": "ABCDEFGHIJKLMNO"})


def test_where_nobody_voted_there_was_no_vote() -> None:
    found, problems = reconcile_facts(facts("Adopted at its 3351st meeting", (0, 0, 0), NOBODY))
    assert (found.votes_for, found.votes, problems) == (None, (), ())


def test_unanimously_is_not_with_nobody_voting() -> None:
    found, (problem,) = reconcile_facts(facts("Adopted unanimously at the 3083rd meeting", (0, 0, 0), NOBODY))
    assert (found.votes_for, found.votes, problem.code) == (15, council(), "vote-differs")


def test_unanimously_is_not_with_abstentions() -> None:
    given = facts("Adopted unanimously at the 1978th meeting", (13, 0, 2), council(abstaining="AB"))
    found, (problem,) = reconcile_facts(given)
    assert (found.votes_for, found.abstentions, found.votes) == (15, 0, council())
    assert problem.message.endswith("the record of members has 13-0-2")
