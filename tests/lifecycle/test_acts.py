"""Acts read from clauses: invented sentences in the forms that resolutions have."""

from __future__ import annotations

import pytest

from scraper.lifecycle.acts import read_acts

DAY = "2015-03-10"


@pytest.mark.parametrize(
    ("text", "does", "until", "how"),
    [
        ("Decides to extend the mandate of UNEXM until 31 August 2016;", "extends", "2016-08-31", "stated"),
        ("Decides to renew it for six months, that is, until 30 June 2015;", "extends", "2015-06-30", "stated"),
        ("Extends once more the stationing of the Force for a period ending on 15 June 2015;",
         "extends", "2015-06-15", "stated"),
        ("Decides to extend the mandate for a period terminating on 1 May 2015;", "extends", "2015-05-01", "stated"),
        ("Decides to extend the mandate of UNEXM until July 31, 2016;", "extends", "2016-07-31", "stated"),
        ("Decides, acting under Chapter VII of the Charter, to renew the mandate until 31 May 2015;",
         "extends", "2015-05-31", "stated"),
        ("Decides that the presence shall remain authorized until Dec. 31, 2017;", "extends", "2017-12-31", "stated"),
        ("Extends the mandate for a further period ending on IS June 2015;", "extends", "2015-06-15", "stated"),
        ("Decides to extend the mandate, expiring on 29 July 2015, until 9 December 2015;",
         "extends", "2015-12-09", "stated"),
        ("Decides that the provisions shall remain in force for a new period of 180 days beginning at 00.01 hours, "
         "Eastern Standard Time, on 12 December 2015;", "extends", "2016-06-09", "computed"),
        ("Authorizes the coastal States to establish for an additional period of nine months, starting from the "
         "day of adoption of this resolution, a flotilla as a force;", "extends", "2015-12-10", "computed"),
        ("Decides to establish it as of the date of adoption of this resolution, and that it begins on 1 July 2015 "
         "for an initial period of 12 months;", "founds", "", "unreadable"),
        ("Decides to extend the mandate of UNEXM until 31January 2016;", "extends", "2016-01-31", "stated"),
        ("Decides to renew the mandate for a further six months from the date of this resolution;",
         "extends", "2015-09-10", "computed"),
        ("Decides to renew until one year from the date of adoption of this resolution the measures;",
         "extends", "2016-03-10", "computed"),
        ("Decides to extend the term for twelve months beyond 20 December 2015;",
         "extends", "2016-12-20", "computed"),
        ("Decides to extend the mandate for a further period of six months;", "extends", "", "unreadable"),
        ("Decides that the measures shall remain in force until 1 May 2016;", "extends", "2016-05-01", "stated"),
        ("Authorizes Member States to maintain the deployment of EXFOR until 30 May 2016;",
         "extends", "2016-05-30", "stated"),
        ("Decides to extend the mandate for 24 months from the expiration of its current mandate in June 2015;",
         "extends", "2017-06", "computed"),
        ("Decides to terminate the mandate of UNEXM as of 31 December 2015;", "ends", "2015-12-31", "stated"),
        ("Decides further to dissolve the Committee;", "ends", DAY, "computed"),
        ("Decides that the prohibitions shall no longer apply;", "ends", DAY, "computed"),
        ("Decides to terminate the suspension of the measures;", "reimposes", "", "none"),
        ("Decides that the measures shall be suspended until 1 May 2015;", "suspends", "2015-05-01", "stated"),
    ],
)  # fmt: skip
def test_act_and_end(text: str, does: str, until: str, how: str) -> None:
    (act, *_) = read_acts(text, DAY)
    assert (act.does, act.period.until, act.period.how) == (does, until, how)


@pytest.mark.parametrize(
    "text",
    [
        "Expresses its intention to review the mandate no later than 30 June 2016;",
        "Endorses the recommendation to extend the mandate until 30 June 2016;",
        "Recalls its decision to extend the mandate until 30 June 2016;",
        "Welcomes the decision of the organization to continue to maintain EXFOR until 30 June 2016;",
        "Requests the Secretary-General to report by 30 June 2016;",
        "Renews its call on all parties to respect the agreement until 30 June 2016;",
        "Decides not to renew the measures of paragraph 3;",
        "Recalls its decision, with a view to subsequently extending the mandate until 20 May 2016;",
        "Notes that the mandate shall be extended until 30 June 2016;",
    ],
)
def test_no_act(text: str) -> None:
    assert read_acts(text, DAY) == ()


def test_a_second_date_is_no_end() -> None:
    text = "Decides to extend the mandate until 30 June 2015 and expresses its intention to review it by 1 May 2016;"
    assert [act.period.until for act in read_acts(text, DAY)] == ["2015-06-30"]


def test_two_acts_have_their_own_ends() -> None:
    text = "Decides to extend the mandate of the Panel until 1 May 2015 and to renew the measures until 1 June 2015;"
    assert [act.period.until for act in read_acts(text, DAY)] == ["2015-05-01", "2015-06-01"]


def test_an_item_has_the_period_of_the_clause_above() -> None:
    above = "Decides, for a period of 12 months from the date of adoption of this resolution:"
    (act,) = read_acts("To renew the measures on travel;", DAY, above)
    assert act.period.until == "2016-03-10"


def test_tasks_of_a_panel_extend_nothing() -> None:
    above = "Decides to extend the mandate of the Panel until 1 May 2016 to undertake the following tasks:"
    assert read_acts("To continue to monitor the measures;", DAY, above) == ()


def test_a_day_before_the_adoption_is_no_end() -> None:
    (act,) = read_acts("Decides to extend the mandate, set to run until 1 March 2014;", DAY)
    assert act.period.until == ""
