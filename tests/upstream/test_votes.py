"""The table of votes: each row understood or refused, members called what they were called on the day."""

from __future__ import annotations

import papers
import pytest

from scraper.errors import WrongContent
from scraper.models import Vote
from scraper.upstream import votes

ADOPTED = (
    '7,S/RES/9001(2011),adopted,adopted (majority),9001,2011-05-03,"Security Council resolution 9001 (2011)'
    ' [on planting trees, and more]","on planting trees]",2,0,1,0,15,0,Y,A,Y'
)
VETOED = "6,S/1948/12 ,vetoed,not adopted (veto),-,1948-03-01,Applications ,Applications,1,1,0,1,11,1,Y,N,NV"
UNKNOWN = "5,Oral amendment\t,lack of maj.,not adopted,-,1947-03-01,The garden,The garden,?,?,?,?,?,0,?,?,?"


def read(*rows: str, **more: str) -> list[votes.VoteRow]:
    return list(votes.read_votes(papers.votes(*rows, **more)))


def test_an_adopted_resolution() -> None:
    [row] = read(ADOPTED)
    assert (row.number, row.document, row.outcome, row.date) == (9001, "S/RES/9001(2011)", "adopted", "2011-05-03")
    assert row.title == "On planting trees, and more"
    assert (row.votes_for, row.votes_against, row.abstentions, row.not_voting, row.vetoes) == (2, 0, 1, 0, 0)


def test_a_vetoed_draft_has_no_number() -> None:
    [row] = read(VETOED)
    assert (row.number, row.document, row.outcome, row.vetoes, row.title) == (
        None, "S/1948/12", "vetoed", 1, "Applications",
    )  # fmt: skip
    assert row.votes == (Vote("CHINA", "for"), Vote("USSR", "against"), Vote("TURKEY", "not voting"))


def test_what_no_record_tells_is_none() -> None:
    [row] = read(UNKNOWN)
    assert (row.votes_for, row.not_voting, row.votes, row.outcome) == (None, None, (), "lack of majority")


def test_a_control_character_before_a_count_is_a_blank() -> None:
    [row] = read(ADOPTED.replace(",15,0,", ",15,\x1c0,"))
    assert row.vetoes == 0


def test_votes_in_another_members_column_are_given_to_whom_they_belong_with_a_note() -> None:
    [row] = read(ADOPTED)
    assert row.votes[-1] == Vote("PORTUGAL", "for")
    assert row.notes == ("The vote of PORTUGAL is in the column of TURKEY.",)


def test_a_title_that_names_another_resolution_is_noted() -> None:
    [row] = read(ADOPTED.replace("resolution 9001", "resolution 9002"))
    assert row.title == "On planting trees, and more"
    assert "The title names resolution 9002 in place of 9001." in row.notes


@pytest.mark.parametrize(
    ("column", "day", "name"),
    [
        ("RUSSIAN FEDERATION/USSR", "1991-12-06", "USSR"),
        ("RUSSIAN FEDERATION/USSR", "1991-12-31", "RUSSIAN FEDERATION"),
        ("EGYPT / UNITED ARAB REPUBLIC", "1949-01-01", "EGYPT"),
        ("EGYPT / UNITED ARAB REPUBLIC", "1961-05-01", "UNITED ARAB REPUBLIC"),
        ("EGYPT / UNITED ARAB REPUBLIC", "2016-01-01", "EGYPT"),
        ("CZECH REPUBLIC", "1964-06-01", "CZECHOSLOVAKIA"),
        ("BURKINA FASO", "1984-06-01", "UPPER VOLTA"),
        ("BURKINA FASO", "1985-06-01", "BURKINA FASO"),
        ("CÔTE D'IVOIRE", "1965-01-01", "IVORY COAST"),
        ("YEMEN", "1990-03-01", "DEMOCRATIC YEMEN"),
        ("SRI LANKA/CEYLAN", "1960-03-01", "CEYLON"),
        ("KOREA", "1996-03-01", "REPUBLIC OF KOREA"),
        ("ALGERIA", "1967-03-01", "ARGENTINA"),
        ("ALGERIA", "1968-03-01", "ALGERIA"),
        ("SLOVAKIA", "2007-03-01", "SLOVAKIA"),
        ("FRANCE", "1946-03-01", "FRANCE"),
    ],
)
def test_members_are_called_what_they_were_called_on_the_day(column: str, day: str, name: str) -> None:
    assert votes.name_at(column, day) == name


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (b"number,date\r\n1,2\r\n", "no column"),
        (papers.votes("7,S/RES/9001(2011),adopted"), "3 cells in place of 17"),
        (papers.votes(ADOPTED.replace(",adopted,", ",carried,")), "row 2 .Vote outcome is 'carried'"),
        (papers.votes(ADOPTED.replace("2011-05-03", "3 May 2011")), "row 2 .Date is '3 May 2011'"),
        (papers.votes(ADOPTED.replace(",9001,", ",nine,")), "row 2 .Resolution number is 'nine'"),
        (papers.votes(ADOPTED.replace("S/RES", "x" * 200_000)), "row 2 .it is not CSV"),
        (papers.votes(), "no vote in the table"),
        (b"", "an empty answer"),
    ],
)
def test_a_table_half_understood_is_refused(table: bytes, words: str) -> None:
    with pytest.raises(WrongContent, match=words):
        votes.check_votes(table)


def test_the_real_table(upstream_files) -> None:
    [path] = (upstream_files / "github/AtelierCartographie/bd-unsc").rglob("*.csv")
    rows = list(votes.read_votes(path.read_bytes()))
    adopted = {row.number: row for row in rows if row.number}
    assert len(adopted) == sum(row.outcome == "adopted" for row in rows)
    assert set(range(1, max(adopted) + 1)) - set(adopted) == {2760}
    assert {len(row.votes) for row in rows} == {0, 11, 15}
    for row in rows:
        ballots = [vote.vote for vote in row.votes]
        counts = tuple(map(ballots.count, ("for", "against", "abstaining", "not voting")))
        assert not ballots or counts == (row.votes_for, row.votes_against, row.abstentions, row.not_voting)
        assert len({vote.member for vote in row.votes}) == len(row.votes)


def test_in_the_real_table_no_elected_member_sits_longer_than_two_years(upstream_files) -> None:
    [path] = (upstream_files / "github/AtelierCartographie/bd-unsc").rglob("*.csv")
    sat = {(vote.member, int(row.date[:4])) for row in votes.read_votes(path.read_bytes()) for vote in row.votes}
    permanent = {"CHINA", "FRANCE", "USSR", "RUSSIAN FEDERATION", "UNITED KINGDOM", "UNITED STATES"}
    too_long = [
        (member, year)
        for member, year in sorted(sat)
        if member not in permanent and {(member, year + 1), (member, year + 2)} <= sat
    ]
    assert too_long == []
