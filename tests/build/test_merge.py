"""Which source is believed: facts of one resolution from its text, the table of votes and the Council's list, and of
two files that hold the same resolution the one that is taken."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import invented
import pytest

from scraper.build.merge import SourceRecord, merge
from scraper.build.read import Reading, choose
from scraper.build.rows import make_rows
from scraper.database.rows import ProblemRow
from scraper.models import Clause, Facts, Parsed, Problem, Resolution, Symbol, Vote
from scraper.sources import BY_NAME
from scraper.upstream import RawDocument

VOTED, LISTED = BY_NAME["votes"].label, BY_NAME["listing"].label

SYMBOL = Symbol(9301, 2999)

NOTHING = Facts(SYMBOL)

BALLOTS = (Vote("Atlantis", "for"), Vote("Laputa", "against"), Vote("Lilliput", "abstaining"))

PRINTED = replace(
    NOTHING, adopted="2999-05-03", title="on fog", votes_for=1, votes_against=1, abstentions=1, votes=BALLOTS
)
"""What a text tells that tells everything."""

TABLE = SourceRecord("votes", "2999-05-04", "Fog", 2, 0, 1, (Vote("Atlantis", "against"), Vote("Utopia", "for")))

LISTING = SourceRecord("listing", "2999-05-05", "The fog")


def parsed_of(facts: Facts, *problems: Problem) -> Parsed:
    return Parsed(Resolution(facts, "", (), "xml"), problems)


def merged(facts: Facts, *records: SourceRecord) -> tuple[Facts, list[tuple[str, str]], tuple[tuple[str, str], ...]]:
    """The facts, the problems as code and message, and what was taken from where."""
    parsed, taken = merge(parsed_of(facts), records)
    return parsed.resolution.facts, [(problem.code, problem.message) for problem in parsed.problems], taken


def test_what_the_text_tells_is_never_replaced() -> None:
    facts, _, taken = merged(PRINTED, TABLE, LISTING)
    assert facts == PRINTED
    assert taken == ()


def test_what_the_text_does_not_tell_is_taken_from_the_first_that_does() -> None:
    facts, problems, taken = merged(NOTHING, TABLE, LISTING)
    assert (facts.adopted, facts.title) == ("2999-05-04", "Fog")
    assert (facts.votes_for, facts.votes_against, facts.abstentions, facts.votes) == (2, 0, 1, TABLE.votes)
    assert taken == (("votes", "votes"), ("facts", "votes"))
    assert problems == [
        ("date-differs", f"sources differ: the printed text gives 2999-05-04; {LISTED}, gives 2999-05-05")
    ]


def test_what_the_first_lacks_is_taken_from_the_next() -> None:
    facts, problems, taken = merged(NOTHING, SourceRecord("votes", title="Fog"), LISTING)
    assert (facts.adopted, facts.title) == ("2999-05-05", "Fog")
    assert taken == (("facts", "votes"), ("facts", "listing"))
    assert problems == []


@pytest.mark.parametrize(
    ("record", "taken"),
    [
        (SourceRecord("votes", adopted="2999-05-03"), (("facts", "votes"),)),
        (SourceRecord("votes", title="Fog"), (("facts", "votes"),)),
        (SourceRecord("votes", votes_for=3), (("votes", "votes"),)),
        (SourceRecord("votes", votes=BALLOTS), (("votes", "votes"),)),
        (SourceRecord("votes", votes_against=3), ()),  # a tally without its first count is none
        (SourceRecord("votes"), ()),
    ],
)
def test_each_fact_taken_names_its_source(record: SourceRecord, taken: tuple[tuple[str, str], ...]) -> None:
    assert merged(NOTHING, record)[2] == taken


def test_a_tally_is_taken_from_one_source_whole() -> None:
    counted = replace(NOTHING, votes_for=9, votes_against=None, abstentions=None)
    facts = merged(counted, TABLE)[0]
    assert (facts.votes_for, facts.votes_against, facts.abstentions) == (9, None, None)
    facts = merged(replace(NOTHING, votes_for=0), TABLE)[0]
    assert (facts.votes_for, facts.votes_against, facts.abstentions) == (0, None, None)


def test_members_votes_are_taken_where_the_text_has_the_tally_alone() -> None:
    facts, problems, taken = merged(replace(PRINTED, votes=()), replace(TABLE, votes_for=1, votes_against=1))
    assert (facts.votes_for, facts.votes) == (1, TABLE.votes)
    assert taken == (("votes", "votes"),)
    assert [code for code, _ in problems] == ["date-differs"]


def test_each_contradiction_is_told_with_both_values() -> None:
    _, problems, _ = merged(PRINTED, TABLE, LISTING)
    assert problems == [
        ("date-differs", f"sources differ: the printed text gives 2999-05-03; {VOTED}, gives 2999-05-04"),
        ("vote-differs", f"sources differ: the printed text gives 1-1-1; {VOTED}, gives 2-0-1"),
        ("date-differs", f"sources differ: the printed text gives 2999-05-03; {LISTED}, gives 2999-05-05"),
    ]


@pytest.mark.parametrize("counts", [(2, 1, 1), (1, 2, 1), (1, 1, 2), (0, 0, 0)])
def test_any_count_that_differs_is_told(counts: tuple[int, int, int]) -> None:
    record = SourceRecord("votes", None, "", *counts)
    said = "-".join(map(str, counts))
    assert merged(PRINTED, record)[1] == [
        ("vote-differs", f"sources differ: the printed text gives 1-1-1; {VOTED}, gives {said}")
    ]


@pytest.mark.parametrize("missing", ["votes_for", "votes_against", "abstentions"])
def test_a_count_that_one_lacks_differs_from_none(missing: str) -> None:
    other = SourceRecord("votes", None, "", 3, 3, 3)
    assert merged(PRINTED, replace(other, **{missing: None}))[1] == []
    assert merged(replace(PRINTED, **{missing: None}), replace(other, votes=()))[1] == []


def test_where_the_tallies_agree_each_member_whose_vote_differs_is_told() -> None:
    theirs = (Vote("Atlantis", "against"), Vote("Laputa", "for"), Vote("Lilliput", "abstaining"), Vote("Utopia", "for"))
    record = SourceRecord("votes", None, "", 1, 1, 1, theirs)
    assert merged(PRINTED, record)[1] == [
        (
            "vote-differs",
            f"sources differ on the vote of Atlantis: the printed text gives “for”; {VOTED}, gives “against”",
        ),
        (
            "vote-differs",
            f"sources differ on the vote of Laputa: the printed text gives “against”; {VOTED}, gives “for”",
        ),
    ]
    assert merged(replace(PRINTED, votes=()), record)[1] == []
    assert merged(PRINTED, replace(record, votes=()))[1] == []


def test_what_a_source_has_wrong_itself_is_told_beside_what_the_text_had() -> None:
    before = Problem("label-glued", "glued", "op/1")
    record = SourceRecord("votes", notes=("The title names another.", "A column is shifted."))
    parsed, _ = merge(parsed_of(PRINTED, before), (record,))
    assert parsed.problems == (
        before,
        Problem("source-slip", "The title names another."),
        Problem("source-slip", "A column is shifted."),
    )


def test_nothing_but_facts_and_problems_changes() -> None:
    clauses = (Clause("op", "op/1", "1.", 0, "", "", "", "Decides."),)
    parsed = Parsed(Resolution(PRINTED, "The Council,", clauses, "pdf"), (), ("furniture",))
    assert merge(parsed, ()) == (parsed, ())
    after = merge(parsed, (TABLE,))[0]
    assert replace(after, problems=()) == parsed


# -- two files for one number ----------------------------------------------------------------------------------------


def reading_of(name: str, words: str = "Decides on fog.", year: int = 2999) -> Reading:
    document = RawDocument("unxml", name, f"https://example.org/{name}", "0" * 64, "2999-06-01T00:00:00Z", Path(name))
    clauses = (invented.clause("op/1", words, "1."),)
    parsed = Parsed(Resolution(Facts(Symbol(SYMBOL.number, year)), "", clauses, "xml"))
    return Reading(document, Symbol(SYMBOL.number, year), make_rows(parsed, []))


def problems_of(reading: Reading) -> list[ProblemRow]:
    assert reading.rows is not None
    return reading.rows.problems


RIGHT, WRONG = "Pre-2020/2999/S_RES_9301.xml", "Pre-2020/3000/S_RES_9301.xml"
"""The folder of its own year, and that of the year after, which comes later in the alphabet: so it was with 2193."""


@pytest.mark.parametrize("names", [(RIGHT, WRONG), (WRONG, RIGHT)])
def test_the_file_in_the_folder_of_its_year_is_taken_in_any_order(names: tuple[str, str]) -> None:
    best = choose([reading_of(name) for name in names])
    assert best.document.name == RIGHT
    assert problems_of(best) == [ProblemRow(9301, "two-files", f"{WRONG} holds it too, with the same words", "")]


def test_the_year_must_be_a_folder_of_its_own() -> None:
    at_the_end, within = "Pre-2020/3000/S_RES_9301_2999.xml", "Pre-2020/2999/S_RES_9301.xml"
    assert choose([reading_of(at_the_end), reading_of(within)]).document.name == within


def test_where_words_differ_that_is_told() -> None:
    best = choose([reading_of(RIGHT), reading_of(WRONG, "Decides on mist.")])
    said = f"{WRONG} holds it too, with other words; the file in the folder of its year was taken"
    assert problems_of(best) == [ProblemRow(9301, "two-files", said, "")]


def test_of_two_in_one_folder_the_last_by_name_is_taken() -> None:
    names = [f"Pre-2020/2999/S_RES_9301_{which}.xml" for which in "abc"]
    for order in permutations(names):
        best = choose([reading_of(name) for name in order])
        assert best.document.name == names[-1]
        assert sorted(problem.message.split()[0] for problem in problems_of(best)) == names[:-1]


def test_the_year_is_that_of_the_resolution() -> None:
    assert choose([reading_of(RIGHT, year=3000), reading_of(WRONG, year=3000)]).document.name == WRONG


def test_one_file_alone_has_no_other() -> None:
    one = reading_of(WRONG)
    assert choose([one]) is one
    assert problems_of(one) == []


def test_of_two_files_in_no_folder_the_one_named_so_is_taken() -> None:
    named, misnamed = "gold/S_RES_9301_2999.txt", "gold/S_RES_9305_2999.txt"
    best = choose([reading_of(misnamed, "Decides on mist."), reading_of(named)])
    assert best.document.name == named
    said = f"{misnamed} holds it too, with other words; the file whose name gives its number was taken"
    assert problems_of(best) == [ProblemRow(9301, "two-files", said, "")]
