"""Chains of events, invented: what they say stood when."""

from __future__ import annotations

from scraper.dates import add_to_day, last_day
from scraper.lifecycle.assign import OperativeParagraph, put_into_threads
from scraper.lifecycle.chain import Event, follow
from scraper.lifecycle.mandates import Mandate
from scraper.lifecycle.values import Does, Period


def _event(does: Does, day: str, until: str = "", **more: int | str) -> Event:
    period = Period(until, "stated" if until else "none")
    if more:
        period = Period("", "unreadable", str(more["base"]), int(more["months"]))
    return Event(1, 1, 0, 5, does, day, period)


def test_months_end_with_their_month() -> None:
    assert add_to_day("2015-08-31", 6) == "2016-02-29"
    assert add_to_day("2015-06", 24) == "2017-06"
    assert last_day("2016-02") == "2016-02-29"


def test_renewals_in_time_are_one_spell() -> None:
    life = follow(
        [_event("founds", "2015-01-01", "2015-06-30"), _event("extends", "2015-06-20", "2015-12-31")], "2015-07-01"
    )
    assert [(one.begin, one.until, one.state) for one in life.spells] == [("2015-01-01", "2015-12-31", "stands")]


def test_a_gap_is_told_and_never_closed() -> None:
    life = follow(
        [_event("founds", "2015-01-01", "2015-06-30"), _event("extends", "2016-06-20", "2016-12-31")], "2017-01-01"
    )
    assert [one.state for one in life.spells] == ["lapsed", "lapsed"]
    assert [one.code for one in life.doubts] == ["gap"]


def test_a_further_period_runs_from_the_end_of_the_term() -> None:
    life = follow(
        [_event("founds", "2015-01-01", "2015-06-30"), _event("extends", "2015-06-20", base="term", months=6)],
        "2015-07-01",
    )
    assert (life.events[1].period.until, life.events[1].period.how) == ("2015-12-30", "computed")


def test_a_further_period_after_a_gap_is_not_counted() -> None:
    life = follow(
        [_event("founds", "2015-01-01", "2015-06-30"), _event("extends", "2017-06-20", base="term", months=6)],
        "2018-01-01",
    )
    assert life.spells[-1].state == "unknown"


def test_ended_by_words() -> None:
    life = follow([_event("founds", "2015-01-01"), _event("ends", "2016-01-01", "2016-02-01")], "2018-01-01")
    assert [(one.until, one.state) for one in life.spells] == [("2016-02-01", "ended")]


MANDATES = (
    Mandate("unexm", "peace operation", ("United Nations Example Mission", "UNEXM"), 10, "op/1", (), "", ""),
    Mandate("oxland-panel", "expert panel", (), 10, "op/2", ("Oxland",), "panel of experts", ""),
)
DAYS = {10: "2015-01-01", 11: "2015-06-01"}


def _paragraph(id_: int, number: int, path: str, text: str) -> OperativeParagraph:
    return OperativeParagraph(id_, number, DAYS[number], path, text, subject="The situation in Oxland")


def test_acts_go_into_their_threads() -> None:
    found = put_into_threads(
        [
            _paragraph(1, 10, "op/1", "Decides to establish UNEXM until 30 June 2015;"),
            _paragraph(2, 10, "op/2", "Requests the Secretary-General to create a Panel of Experts;"),
            _paragraph(3, 11, "op/1", "Commends UNEXM and decides to extend its mandate until 30 June 2016;"),
            _paragraph(4, 11, "op/2", "Decides to extend the mandate of the Panel of Experts until 1 July 2016;"),
            _paragraph(6, 11, "op/4", "Authorizes UNEXM until 1 March 2018 to use all necessary means;"),
            _paragraph(5, 11, "op/3", "Decides to extend until 1 May 2018 the redeployment of troops to UNEXM;"),
        ],
        MANDATES,
        DAYS,
    )
    assert [one.period.until for one in found["unexm"]] == ["2015-06-30", "2016-06-30"]
    assert [one.period.until for one in found["oxland-panel"]] == ["", "2016-07-01"]
