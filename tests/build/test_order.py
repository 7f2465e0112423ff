"""Days and meetings that break the order of the numbers: found, corrected where one reading fits, else told."""

from __future__ import annotations

import doctest
from dataclasses import replace
from random import Random

import pytest

from scraper.build import order
from scraper.build.order import Adoption, put_in_order


def _run(count: int = 40) -> list[Adoption]:
    """Resolutions a week apart, each at the third meeting after the one before."""
    days = [f"2970-{month:02}-{day:02}" for month in range(1, 13) for day in (1, 8, 15, 22)]
    return [Adoption(9001 + i, days[i], 3111 + 3 * i) for i in range(count)]


def test_doctests_hold() -> None:
    assert doctest.testmod(order).failed == 0


def test_what_runs_forward_is_left_alone() -> None:
    assert put_in_order(_run()) == []
    same_day = [replace(one, day="2970-01-01", meeting=3111) for one in _run(5)]
    assert put_in_order(same_day) == []


@pytest.mark.parametrize("seed", range(20))
def test_a_day_that_goes_back_is_taken_from_the_source_that_fits(seed: int) -> None:
    adoptions, at = _run(), Random(seed).randrange(1, 39)
    right = adoptions[at].day
    wrong = adoptions[max(0, at - 3)].day if at > 3 else adoptions[at + 3].day
    assert right
    adoptions[at] = replace(adoptions[at], day=wrong, others=(("listing", "2969-01-01"), ("votes", right)))
    (mended,) = put_in_order(adoptions)
    assert (mended.number, mended.day, mended.problem.code) == (adoptions[at].number, right, "date-out-of-order")
    assert "the table of votes has" in mended.problem.message


def test_a_day_that_no_source_mends_is_told_and_kept() -> None:
    adoptions = _run()
    adoptions[7] = replace(adoptions[7], day="2969-05-05", others=(("votes", "2999-01-01"),))
    (told,) = put_in_order(adoptions)
    assert (told.number, told.day) == (9008, "2969-05-05")
    assert "no source has a day that fits" in told.problem.message


def test_of_two_that_contradict_each_other_the_one_another_source_doubts_is_wrong() -> None:
    days = ("2989-07-14", "2989-07-27", "2989-07-03", "2989-07-31")
    adoptions = [Adoption(9001 + i, day, None) for i, day in enumerate(days)]
    adoptions[2] = replace(adoptions[2], others=(("votes", "2989-07-31"),))
    assert [(one.number, one.day) for one in put_in_order(adoptions)] == [(9003, "2989-07-31")]


def test_a_doubted_day_that_fits_is_left_alone() -> None:
    adoptions = _run()
    adoptions[7] = replace(adoptions[7], others=(("votes", "2999-01-01"),))
    assert put_in_order(adoptions) == []


@pytest.mark.parametrize("seed", range(20))
def test_a_meeting_with_one_figure_misread_is_put_right(seed: int) -> None:
    chance, adoptions = Random(seed), _run()
    at = chance.randrange(1, 39)
    right = str(adoptions[at].meeting)
    wrong = chance.choice([right[1:], right + right[-1], chance.choice("456789") + right[1:]])
    adoptions[at] = replace(adoptions[at], meeting=int(wrong))
    (mended,) = put_in_order(adoptions)
    assert (mended.number, mended.meeting) == (adoptions[at].number, int(right))
    assert f"as {int(wrong)}" in mended.problem.message


def test_a_meeting_that_nothing_explains_is_not_shown() -> None:
    adoptions = _run()
    adoptions[7] = replace(adoptions[7], meeting=7)
    (told,) = put_in_order(adoptions)
    assert told.meeting is None
    assert "cannot be told" in told.problem.message


def test_a_resumed_meeting_is_no_misprint() -> None:
    adoptions = _run()
    adoptions[7] = replace(adoptions[7], meeting=(adoptions[8].meeting or 0) + 1)
    (told,) = put_in_order(adoptions)
    assert told.meeting == adoptions[7].meeting
    assert "resumed" in told.problem.message
