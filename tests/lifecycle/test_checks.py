"""Gaps explained, and chains held against titles and rejected drafts: invented resolutions of an invented country."""

from __future__ import annotations

from scraper.lifecycle.chain import Event, follow
from scraper.lifecycle.checks import RejectedDraft, check_drafts, check_titles, titled_days
from scraper.lifecycle.gaps import MissingText, explain_gaps
from scraper.lifecycle.mandates import Mandate
from scraper.lifecycle.values import Does, Period

MISSION = Mandate("unexm", "peace operation", ("United Nations Mission in Oxland", "UNEXM"), 10, "op/1", (), "", "")


def _event(number: int, does: Does, day: str, until: str) -> Event:
    return Event(number, number, 0, 5, does, day, Period(until, "stated"))


LIFE = follow(
    [_event(10, "founds", "2015-01-01", "2015-06-30"), _event(30, "extends", "2016-06-20", "2016-12-31")], "2018-01-01"
)


def test_a_gap_is_explained_by_a_missing_text_that_names_it() -> None:
    gone = [MissingText(20, 2015, "Extension of the mandate of the UN Mission in Oxland until 31 July 2016")]
    (doubt,) = explain_gaps(LIFE, MISSION, None, gone).doubts
    assert doubt.code == "text-missing"
    assert "resolution 20 (2015) is not here" in doubt.message


def test_a_title_that_is_cut_names_it_by_the_beginning_of_its_name() -> None:
    gone = [MissingText(20, 2015, "Renewal of measures and extension of the mandate of the UN Mission in…")]
    assert [one.code for one in explain_gaps(LIFE, MISSION, None, gone).doubts] == ["text-missing"]


def test_a_missing_text_on_something_else_explains_nothing() -> None:
    (doubt,) = explain_gaps(LIFE, MISSION, None, [MissingText(20, 2015, "Children and armed conflict")]).doubts
    assert doubt.code == "gap"
    assert "1 are not here" in doubt.message


def test_a_later_text_that_is_not_here_is_told() -> None:
    gone = [MissingText(20, 2015, "On UNEXM"), MissingText(40, 2017, "Extension of the mandate of UNEXM")]
    assert [one.code for one in explain_gaps(LIFE, MISSION, None, gone).doubts] == [
        "text-missing",
        "later-text-missing",
    ]


def test_the_day_of_a_title_is_held_against_the_words() -> None:
    assert titled_days("On extension of the mandate of UNEXM until 31 Dec. 2016") == ("2016-12-31",)
    ends = {10: frozenset({"2015-06-30"}), 30: frozenset({"2016-12-31"})}
    titles = {10: "On UNEXM until 30 June 2015", 30: "On UNEXM until 31 Dec. 2017"}
    added = check_titles(LIFE, titles, ends).doubts[len(LIFE.doubts) :]
    assert [(one.code, one.event) for one in added] == [("title-differs", 1)]


def test_a_draft_rejected_near_an_end_is_told() -> None:
    near = RejectedDraft("S/2016/999", "2016-12-20", "The situation in Oxland", "vetoed")
    far = RejectedDraft("S/2017/999", "2017-12-20", "The situation in Oxland", "vetoed")
    other = RejectedDraft("S/2016/998", "2016-12-20", "The situation in Elsewhere", "vetoed")
    added = check_drafts(LIFE, MISSION, None, [near, far, other]).doubts[len(LIFE.doubts) :]
    assert [(one.code, "S/2016/999" in one.message) for one in added] == [("rejected-draft", True)]
