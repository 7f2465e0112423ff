"""Plain text to clauses, era by era. Every text here is invented; numbers in comments are the cases behind a rule."""

from __future__ import annotations

import re
import textwrap
import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.errors import WrongContent
from scraper.models import Clause, Parsed
from scraper.parse.text import parse

HEAD = "RESOLUTION 9001 (2999)\nAdopted by the Security Council at its 8001st meeting,\non 3 May 2999\n"
OLD_HEAD = "Resolution 901 (2999)\nof 3 May 2999\n\n"


def read(body: str, head: str = HEAD) -> Parsed:
    [parsed] = parse(head + textwrap.dedent(body).strip("\n"), "text-layer")
    return parsed


def paths(parsed: Parsed, part: str = "op") -> list[str]:
    return [clause.path for clause in parsed.resolution.clauses if clause.part == part]


def clause(parsed: Parsed, path: str) -> Clause:
    [found] = [c for c in parsed.resolution.clauses if c.path == path]
    return found


def codes(parsed: Parsed) -> Sequence[str]:
    return [problem.code for problem in parsed.problems]


class TestTypescript:
    """The 1990s, and every PDF since: no blank lines, full lines of one measure."""

    BODY = """
        The Security Council,
        Recalling all its earlier resolutions on the orchards of the northern shore,
        Welcoming the report of the gardener of 2 May 2999 (S/2999/1), and noting the
        progress that it describes,
        Deeply concerned by the drought,
        1. Decides to plant forty pear trees along the road that leads from the
        harbour to the mill;
        2. Requests the gardener:
        (a) To water the trees on each day of the first summer, and on every other
        day of the second;
        (b) To report:
        (i) On the pears;
        (ii) On the birds that eat them;
        3. Decides to remain seized of the matter.
    """

    def test_preamble_and_operative_part(self) -> None:
        parsed = read(self.BODY)
        assert parsed.resolution.opening == "The Security Council,"
        assert paths(parsed, "pp") == ["pp/1", "pp/2", "pp/3"]
        assert paths(parsed) == ["op/1", "op/2", "op/2/a", "op/2/b", "op/2/b/i", "op/2/b/ii", "op/3"]
        assert clause(parsed, "op/1").text.endswith("leads from the harbour to the mill;")
        assert clause(parsed, "op/2/b/i").label == "(i)"
        assert not parsed.problems

    def test_verbs_are_read_from_the_words(self) -> None:
        parsed = read(self.BODY)
        verbs = {c.path: c.verb for c in parsed.resolution.clauses}
        assert verbs["pp/3"] == "Deeply concerned"
        assert verbs["op/2"] == "Requests"
        assert verbs["op/2/a"] == ""
        assert all(not c.marks for c in parsed.resolution.clauses)

    def test_facts_stand_below_the_title(self) -> None:
        facts = read(self.BODY).resolution.facts
        assert (str(facts.symbol), facts.adopted, facts.meeting) == ("S/RES/9001 (2999)", "2999-05-03", 8001)
        assert facts.adoption.startswith("Adopted by the Security Council at its 8001st meeting")

    def test_a_heading_stands_above_what_follows(self) -> None:
        parsed = read("""
            The Security Council,
            1. Decides to plant forty pear trees along the road;
            Care of the trees in the first and in every
            later summer
            2. Requests the gardener to water them.
        """)
        assert clause(parsed, "op/2").heading == "Care of the trees in the first and in every later summer"
        assert paths(parsed) == ["op/1", "op/2"]

    def test_words_after_a_list_go_on_with_the_paragraph(self) -> None:
        parsed = read("""
            The Security Council,
            1. Decides that all gardeners who own trees of the following kinds,
            (a) pear trees that are older than the house beside which they stand, or
            (b) lime trees,
            shall water them on each day of the first summer and on every other day of the
            second;
            2. Decides to remain seized of the matter.
        """)
        assert paths(parsed) == ["op/1", "op/1/a", "op/1/b", "op/1/+1", "op/2"]
        assert clause(parsed, "op/1/+1").text.startswith("shall water them")

    def test_a_short_first_line_does_not_end_a_paragraph(self) -> None:
        parsed = read("""
            The Security Council,
            1. Calls upon the gardeners of both shores, and those upstream,
            especially of the mill, to plant forty pear trees along the road that
            leads from the harbour;
        """)
        assert paths(parsed) == ["op/1"]

    def test_a_title_over_its_own_words(self) -> None:  # 2098 (2013), paragraph 12
        parsed = read("""
            The Security Council,
            1. Decides that the mandate of the gardeners shall be as follows, until the last day
            of the year:
            (a) Protection of trees
            (i) To water them on each day of the first summer and on every other day of the next;
            (ii) To fence them;
            (b) Care of birds
            To feed them in winter, on each day on which there is snow on the ground, from dawn
            to dusk;
        """)
        assert paths(parsed) == ["op/1", "op/1/a", "op/1/a/i", "op/1/a/ii", "op/1/b", "op/1/b/+1"]

    @pytest.mark.parametrize("bullet", ["•", "–", "-"])
    def test_bullets(self, bullet: str) -> None:
        parsed = read(f"""
            The Security Council,
            1. Requests the gardener to plant:
            {bullet} Forty pear trees along the road that leads from the harbour to the
            mill,
            {bullet} Lime trees;
            2. Decides to remain seized of the matter.
        """)
        assert paths(parsed) == ["op/1", "op/1/-1", "op/1/-2", "op/2"]

    def test_names_without_bullets(self) -> None:  # 1350 (2001)
        parsed = read("""
            The Security Council,
            Forwards the following nominations to the Assembly of gardeners of all shores:
            Ms. Petra Birnbaum (Utopia)
            Mr. Linden Grove (Erewhon)
        """)
        assert paths(parsed) == ["op/1", "op/1/-1", "op/1/-2"]

    def test_a_number_behind_its_text(self) -> None:  # 893 (1994), paragraph 8
        parsed = read("""
            The Security Council,
            1. Requests the gardener to water the pear trees;
            Decides to remain seized of the matter.
            2.
        """)
        assert clause(parsed, "op/2").text == "Decides to remain seized of the matter."
        assert codes(parsed) == ["number-displaced"]

    def test_a_number_without_its_full_stop(self) -> None:  # 1345 (2001), paragraph 7
        parsed = read("""
            The Security Council,
            1. Requests the gardener to water the pear trees;
            2 Further requests him to prune them;
            3. Decides to remain seized of the matter.
        """)
        assert paths(parsed) == ["op/1", "op/2", "op/3"]
        assert clause(parsed, "op/2").label == "2"

    def test_what_follows_the_last_paragraph_is_an_annex(self) -> None:  # 1409 (2002)
        parsed = read("""
            The Security Council,
            1. Decides to plant trees as the procedures below say;
            2. Decides to remain seized of the matter.
            Procedures
            1. The gardener digs a hole.
            2. The gardener fills it.
        """)
        assert paths(parsed) == ["op/1", "op/2"]
        assert paths(parsed, "annex-1") == ["annex-1/1", "annex-1/2"]

    def test_articles_of_an_annex_restart_its_numbers(self) -> None:  # 955 (1994)
        parsed = read("""
            The Security Council,
            1. Decides to adopt the Statute annexed hereto;
            2. Decides to remain seized of the matter.
            Annex
            Statute of the Garden
            Article 1
            Trees
            1. The trees are pear trees.
            2. There are forty.
            Article 2
            Birds
            1. The birds are guests.
        """)
        assert paths(parsed, "annex-1") == ["annex-1/article-1/1", "annex-1/article-1/2", "annex-1/article-2/1"]
        assert clause(parsed, "annex-1/article-2/1").heading == "Article 2\nBirds"


class TestReferencesAtALinesHead:
    @pytest.mark.parametrize(
        "lines",
        [
            "the measures in paragraph 8\n(a) above shall apply to pears",
            "the measures in paragraphs 7 (a),\n(b) and (c) above shall apply",
            "the duties of (i) watering, (ii) pruning,\n(iii) weeding and (iv) resting",  # 1674 (2006)
            "resolutions 8001 (2998) and\n8002 (2999) and their annexes",
            "his report, which he sent from the harbour on\n2 May 2999, and its annexes",
        ],
    )
    def test_are_no_labels(self, lines: str) -> None:
        parsed = read(f"The Security Council,\n1. Decides that {lines};\n2. Decides to remain seized of the matter.")
        assert paths(parsed) == ["op/1", "op/2"]

    def test_a_list_in_mid_line_is_none(self) -> None:  # 2086 (2013), paragraph 9
        parsed = read("""
            The Security Council,
            1. Recalls the strengths of the gardeners, which they show by:
            (a) watering the trees in summer; (b) feeding the birds in winter; and (c) resting
            in between;
        """)
        assert paths(parsed) == ["op/1"]


class TestYearbooks:
    """To 1993: blank lines between paragraphs, lines broken anywhere, how it was adopted at the end."""

    def test_blank_lines_part_paragraphs_but_not_sentences(self) -> None:
        parsed = read(
            """
            The Security Council,

            Recalling the report of the
            gardener on the trees,

            which he sent in May,

            1. Decides to plant
            trees;

            2. Requests the gardener to water
            them:

            (a) In summer;

            (b) In spring;

            notwithstanding the rain.

            Adopted at the 801st meeting by 9 votes to
            1 (Utopia), with 2 abstentions (Erewhon, Laputa).
            """,
            OLD_HEAD,
        )
        assert paths(parsed, "pp") == ["pp/1"]
        assert paths(parsed) == ["op/1", "op/2", "op/2/a", "op/2/b", "op/2/+1"]
        facts = parsed.resolution.facts
        assert (facts.meeting, facts.votes_for, facts.votes_against, facts.abstentions) == (801, 9, 1, 2)

    def test_one_unnumbered_paragraph(self) -> None:  # 83 (1950)
        parsed = read(
            """
            The Security Council,

            Having determined that the drought is grave,

            Recommends that the gardeners water the trees.

            Adopted unanimously at the 801st meeting.
            """,
            OLD_HEAD,
        )
        assert paths(parsed) == ["op/1"]
        assert (clause(parsed, "op/1").verb, clause(parsed, "op/1").label) == ("Recommends", "")
        assert parsed.resolution.facts.adoption == "Adopted unanimously at the 801st meeting."

    def test_a_decision_without_a_preamble(self) -> None:  # 338 (1973)
        parsed = read(
            "The Security Council\n\n1. Calls upon the gardeners to rest;\n\n2. Decides to meet again.", OLD_HEAD
        )
        assert (paths(parsed, "pp"), paths(parsed)) == ([], ["op/1", "op/2"])

    def test_an_admission_in_one_sentence(self) -> None:  # 150 (1960)
        parsed = read(
            """
            The Security Council,

            Having examined the application of the
            Republic of Utopia, 4
            Recommends to the Assembly that Utopia be admitted.

            Adopted unanimously at the
            801st meeting. 5

            4 Document S/1.
            5 One member (Erewhon) did not participate in the vote.
            """,
            OLD_HEAD,
        )
        assert (paths(parsed, "pp"), paths(parsed)) == (["pp/1"], ["op/1"])
        assert [m.value for m in clause(parsed, "pp/1").marks] == ["Document S/1."]
        assert clause(parsed, "pp/1").text == "Having examined the application of the Republic of Utopia,"
        assert parsed.resolution.facts.adoption.endswith(
            "meeting. One member (Erewhon) did not participate in the vote."
        )
        assert not parsed.problems

    def test_prose_of_1946(self) -> None:  # 1 (1946)
        parsed = read(
            """
            By Article 47 of its rules the garden has agreed to have a committee ;

            Therefore

            1. The Security Council requests the members to meet in the garden ;

            2. The Security Council directs the committee to plant trees.

            Adopted at the 2nd meeting. 22

            22 Adopted without vote.
            """,
            "1 (1946) Resolution of 25 January 1946\n\n",
        )
        assert (parsed.resolution.opening, clause(parsed, "op/1").heading) == ("", "Therefore"), "behind the recital"
        assert (paths(parsed, "pp"), paths(parsed)) == (["pp/1"], ["op/1", "op/2"])
        assert [clause(parsed, path).verb for path in ("op/1", "op/2")] == ["requests", "directs"]

    def test_reasons_before_the_council_is_named(self) -> None:  # 15 (1946)
        parsed = read(
            """
            Whereas there is a drought,

            The Security Council
            Resolves:

            That a commission of gardeners be established;

            That it meet in the garden.
            """,
            "15 (1946). Resolution of 19 December 1946\n[S/1]\n\n",
        )
        assert (parsed.resolution.opening, clause(parsed, "op/1").heading) == ("", "The Security Council")
        assert paths(parsed) == ["op/1", "op/1/-1", "op/1/-2"]

    def test_lettered_parts_restart_the_numbers(self) -> None:  # 161 (1961)
        parsed = read(
            """
            A

            The Security Council,

            Recalling the drought,

            1. Urges the gardeners to water;

            2. Urges them to prune.

            B

            The Security Council,

            Convinced of the frost,

            1. Urges the gardeners to rest.
            """,
            OLD_HEAD,
        )
        assert paths(parsed) == ["op/A/1", "op/A/2", "op/B/1"]
        assert paths(parsed, "pp") == ["pp/1", "pp/2"]
        assert clause(parsed, "pp/2").heading == "B\nThe Security Council,"

    def test_reasons_between_decisions(self) -> None:  # 1127 (1997), part B
        parsed = read("""
            The Security Council,
            1. Demands that the gardeners rest;
            B
            Determining that the frost is a threat to all the trees that stand on the shore,
            Acting under Chapter VII of its rules,
            2. Decides that they water;
        """)
        assert (paths(parsed), paths(parsed, "pp")) == (["op/1", "op/2"], ["pp/1", "pp/2"])

    def test_letters_that_only_head_stay_out_of_the_numbers(self) -> None:  # 687 (1991)
        parsed = read(
            """
            The Security Council,

            1. Affirms its resolutions;

            A

            2. Demands pears;

            B

            3. Requests limes.
            """,
            OLD_HEAD,
        )
        assert paths(parsed) == ["op/1", "op/2", "op/3"]
        assert clause(parsed, "op/3").heading == "B"

    def test_an_unnumbered_decision_that_introduces_numbers(self) -> None:  # 47 (1948)
        parsed = read(
            """
            The Security Council,

            Noting with satisfaction that both gardeners wish it,

            Instructs the commission to proceed;

            Recommends the following measures:

            A. RESTORATION OF THE GARDEN

            1. The first gardener should water:

            (a) The pears;

            (b) The limes.

            B. GENERAL PROVISIONS

            2. The commission should certify it.
            """,
            OLD_HEAD,
        )
        assert paths(parsed) == ["op/1", "op/2", "op/2/1", "op/2/1/a", "op/2/1/b", "op/2/2"]
        assert clause(parsed, "op/2/2").heading == "B. GENERAL PROVISIONS"

    def test_capital_letters_that_number_sentences(self) -> None:  # 39 (1948)
        parsed = read(
            """
            The Security Council,

            Adopts the following rules :

            A. A commission of gardeners is hereby
            established.

            B. The commission shall meet in the
            garden.
            """,
            OLD_HEAD,
        )
        assert paths(parsed) == ["op/1", "op/1/A", "op/1/B"]

    def test_a_resolution_quoted_within(self) -> None:  # 501 (1982)
        parsed = read(
            """
            The Security Council,

            1. Reaffirms its resolution 801 (2998), which reads:

            “The Security Council,

            “1. Calls for rain;

            “2. Calls for sun.”

            2. Decides to wait;

            3. Decides to remain seized of the question.
            """,
            OLD_HEAD,
        )
        assert paths(parsed) == ["op/1", "op/1/+1", "op/1/1", "op/1/2", "op/2", "op/3"]

    def test_an_annex(self) -> None:  # 263 (1969)
        parsed = read(
            "The Security Council,\n\nDecides to amend its rules.\n\nANNEX\n\nRule 41\n\nPears are fruit.\n\n"
            "Adopted at the 801st meeting.",
            OLD_HEAD,
        )
        assert paths(parsed) == ["op/1"]
        assert clause(parsed, "annex-1/rule-41/1" if "annex-1/rule-41/1" in paths(parsed, "annex-1") else "annex-1/1")


class TestMisreadLabels:
    @pytest.mark.parametrize(
        ("first", "second", "third", "printed", "path"),
        [
            ("(1)", "(ii)", "(iii)", "(1)", "op/1/i"),  # 242 (1967)
            ("(a)", "(6)", "(c)", "(6)", "op/1/b"),  # 232 (1966)
            ("(a)", "(5)", "(c)", "(5)", "op/1/b"),  # 71 (1949)
            ("(2)", "(b)", "(c)", "(2)", "op/1/a"),  # 748 (1992)
            ("(a)", "(b})", "(c)", "(b})", "op/1/b"),  # 859 (1993)
        ],
    )
    def test_in_a_list(self, first: str, second: str, third: str, printed: str, path: str) -> None:
        body = (
            f"The Security Council,\n\n1. Affirms two principles:\n\n{first} Water ;\n\n{second} Sun ;\n\n{third} Rest."
        )
        parsed = read(body, OLD_HEAD)
        assert clause(parsed, path).label == printed
        assert [(p.code, p.path) for p in parsed.problems] == [("label-misread", path)]

    @pytest.mark.parametrize("printed", ["2,", "Z.", "S.", "8."])
    def test_of_a_paragraph(self, printed: str) -> None:  # 20 (1947), 686 (1991), 713 (1991), 591 (1986)
        body = f"The Security Council,\n\n1. Urges rest;\n\n{printed} Requests rain;\n\n3. Decides to wait."
        parsed = read(body, OLD_HEAD)
        assert paths(parsed) == ["op/1", "op/2", "op/3"]
        assert clause(parsed, "op/2").label == printed
        assert codes(parsed) == ["label-misread"]

    def test_a_real_list_of_numbers_is_left_alone(self) -> None:  # 118 (1956)
        parsed = read("The Security Council,\n\n1. Agrees on this:\n\n(1) Water;\n\n(2) Sun;\n\n(3) Rest.", OLD_HEAD)
        assert paths(parsed) == ["op/1", "op/1/1", "op/1/2", "op/1/3"]
        assert not parsed.problems

    def test_a_gap_is_reported(self) -> None:  # 346 (1974) lacks the head of its paragraph 5
        parsed = read("The Security Council,\n\n1. Urges rest;\n\n3. Decides to wait.", OLD_HEAD)
        assert paths(parsed) == ["op/1", "op/3"]
        assert "label-gap" in codes(parsed)


class TestWhichResolution:
    def test_two_in_one_text(self) -> None:
        one = (
            OLD_HEAD
            + "The Security Council,\n\nDecides to plant trees.\n\nAdopted unanimously at the 801st meeting.\n\n"
        )
        two = one.replace("901", "902").replace("801st", "802nd")
        first, second = parse(one + two, "corrected")
        assert [p.resolution.facts.symbol.number for p in (first, second)] == [901, 902]
        assert [p.resolution.facts.meeting for p in (first, second)] == [801, 802]
        assert paths(first) == paths(second) == ["op/1"]

    def test_what_stands_above_the_title_is_furniture(self) -> None:  # 851 (1993)
        parsed = read("The Security Council,\n\nDecides to wait.", "of the gardener.”\n\n" + OLD_HEAD)
        assert "of the gardener.”" in parsed.furniture
        assert paths(parsed) == ["op/1"]

    @pytest.mark.parametrize(
        ("head", "symbol", "adopted", "problems"),
        [
            ("Resolution 901 (2973)\nof 18 September 2978\n", "S/RES/901 (2978)", "2978-09-18", ["year-misread"]),
            ("Resolution 901\nof 8 December 2970\n", "S/RES/901 (2970)", "2970-12-08", []),
            ("Resolution 901 (2991)\nof 3 Apri] 2991\n", "S/RES/901 (2991)", "2991-04-03", []),
            ("Resolution 901 (2966)\nof 14 October £966\n", "S/RES/901 (2966)", None, ["date-unread"]),
            ("S/RES/9001 (2997)\nRESOLUTION 9001 (2997)\nAdopted by the Security Council at its 8001st meeting,\n"
             "on 21 November 2987\n", "S/RES/9001 (2997)", "2997-11-21", ["date-misread"]),
        ],
    )  # fmt: skip
    def test_year_and_day(self, head: str, symbol: str, adopted: str | None, problems: list[str]) -> None:
        parsed = read("The Security Council,\n\nDecides to wait.", head)
        assert (str(parsed.resolution.facts.symbol), parsed.resolution.facts.adopted) == (symbol, adopted)
        assert codes(parsed) == problems

    @pytest.mark.parametrize(
        ("sentence", "votes"),
        [
            ("Adopted at the 801st meeting by 13 votes to none, with 2 abstentions (Erewhon, Utopia).", (13, 0, 2)),
            ("Adopted at the 801st meeting by 10 votes to I (Utopia).", (10, 1, 0)),
            ("Adopted at the 801st meeting by 10 votes to none, with I abstention (Utopia).", (10, 0, 1)),
            ("Adopted at the 801st meeting by 9 votes 10 none.", (9, 0, 0)),
            ("Adopted at the 801st meeting by 14 votes to none, with ] abstention (Utopia).", (14, 0, 1)),
            ("Adopted at the 801st meeting by 73 votes to none, with 2 abstentions.", (None, None, None)),  # 498 (1981)
            ("Adopted unanimously at the 801st meeting.", (None, None, None)),
            ("Adopted without a vote at the 801st meeting.", (None, None, None)),
        ],
    )
    def test_votes(self, sentence: str, votes: tuple[int | None, ...]) -> None:
        facts = read(f"The Security Council,\n\nDecides to wait.\n\n{sentence}", OLD_HEAD).resolution.facts
        assert (facts.votes_for, facts.votes_against, facts.abstentions) == votes
        assert facts.meeting == 801


class TestWhatNoResolutionIs:
    @pytest.mark.parametrize(
        ("body", "reason"),
        [("Decides to wait;\n\n" * 6000, "paragraphs"), ("(a) pears:\n\n" * 4000, "nests")],
    )
    def test_is_refused(self, body: str, reason: str) -> None:
        with pytest.raises(WrongContent, match=reason):
            parse(HEAD + "The Security Council,\n" + body, "pdf")

    def test_long_lines_cost_no_time(self) -> None:
        start = time.process_time()
        parse(HEAD + "x" * 500_000 + "-\n" + "ab-\n" * 50_000 + "x 4 " * 50_000, "pdf")
        assert time.process_time() - start < 20


PIECES = (
    "The Security Council,|Decides|decides to|1.|2.|12|3 Requests|(a)|(b)|(i)|(ii)|(6)|(b|A|II|•|–|Annex|Article 1|;|:"
    "|,|and|Adopted unanimously at the|12 Ibid.|1/ S/2.|* x|_____|-----|* * *|\n|\n\n|Mr. X (Y)|Recalling|a matter."
    "|Decides to remain seized of the matter.|“1.|8.|ll.|S.|Therefore|(|\"|\x0c|E|S/RES/9001 (2999)|Page 2|/...|l.|I.|*"
).split("|")  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " ", "\n"])), max_size=40))
def test_whatever_stands_below_a_title_is_read_and_kept(pieces: list[tuple[str, str]]) -> None:
    text = HEAD + "".join(word + gap for word, gap in pieces)
    for parsed in parse(text, "pdf"):
        clauses = parsed.resolution.clauses
        assert len({c.path for c in clauses}) == len(clauses)
        held = [parsed.resolution.opening, *parsed.furniture]
        for c in clauses:
            held += [c.heading, c.label, c.text, *(m.value for m in c.marks)]
        lost = re.sub(r"[\W\d_]+", "", text)
        assert not set(lost) - set("".join(held))


@pytest.mark.parametrize("labels", [("(a)", "(b)"), ("1.", "2."), ("(1)", "(2)")])
def test_a_preamble_with_labels_is_one(labels: tuple[str, str]) -> None:
    first, second = labels
    text = (
        "Resolution 9101 (1985)\nof 3 May 1985\n\nThe Security Council,\n\n"
        f"{first} Recalling its resolution 61 (1949) on the harbour,\n\n{second} Noting the report of the pilots,\n\n"
        "1. Decides to light the lighthouse;\n\n2. Requests the pilots to report.\n"
    )
    [read] = parse(text, "corrected")
    assert [clause.part for clause in read.resolution.clauses] == ["pp", "pp", "op", "op"]
    assert [clause.path for clause in read.resolution.clauses][2:] == ["op/1", "op/2"]
