"""Lines of text: which are words of the document and which are furniture of its pages, and how they are joined."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.parse.footnotes import Footnote, Marker, read_footnotes
from scraper.parse.lines import count_words, find_titles, join, read_lines

TYPESCRIPT = """UNITEDUNITED
SNATIONSNATIONS
Security Council
Distr.
GENERAL
S/RES/9001 (2999)
3 May 2999
RESOLUTION 9001 (2999)
Adopted by the Security Council at its 8001st meeting,
on 3 May 2999
The Security Council,
Recalling its earlier resolutions on the orchards of the
99-12345 (E) 030599 /...
S/RES/9001 (2999)
English
Page 2
northern shore,
1. Decides to plant forty pear trees.
-----
"""

TODAY = """United Nations S/RES/9002 (2999)*
Security Council Distr.: General
4 May 2999
99-54321* (E)
*9954321*
`````````
Resolution 9002 (2999)
Adopted by the Security Council at its 8002nd meeting, on
4 May 2999
The Security Council,
* Reissued for technical reasons on 9 May 2999.
S/RES/9002 (2999)
2/3 99-54321
1. Decides to plant lime trees along the
Please recycle
2
S/RES/9002 (2999)
northern road.
"""


def rules(text: str) -> dict[str, str]:
    sheet = read_lines(text)
    return dict(zip(sheet.texts, sheet.rules, strict=True))


def own_lines(text: str) -> list[str]:
    sheet = read_lines(text)
    return [line for line, rule in zip(sheet.texts, sheet.rules, strict=True) if not rule]


class TestFurniture:
    @pytest.mark.parametrize(
        ("line", "rule"),
        [
            ("S/RES/9001 (2999)", "running_head"),
            ("S/RES/9001 (2999)**", "running_head"),
            ("S/RES/9001.(2999)", "running_head"),
            ("94-31222 (E)", "job_number"),
            ("94-31222 (E", "job_number"),
            ("94-31222 (E) 080794 /...", "job_number"),
            ("02-54321* (E)", "job_number"),
            ("06-572072", "job_number"),  # 06-57207, page 2
            ("306-57207", "job_number"),  # page 3, 06-57207
            ("5/814-61606", "job_number"),  # page 5 of 8, 14-61606
            ("14-616066/8", "job_number"),
            ("25-03579 13/14", "job_number"),
            ("2/14 25-03579", "job_number"),
            ("*0657207*", "bar_code"),
            ("`````````", "bar_code"),
            ("/...", "carried_over"),
            ("Page 2", "page_number"),
            ("-----", "end_mark"),
            ("* * *", "separator"),
            ("__________________", "rule"),
            ("* Reissued for technical reasons.", "notice"),
            ("* Second reissue for technical reasons (10 March 2999).", "notice"),
            ("Please recycle", "recycling"),
        ],
    )
    def test_is_known_wherever_it_stands(self, line: str, rule: str) -> None:
        assert rules(f"Some words before,\n{line}\nand some after it.")[line] == rule

    @pytest.mark.parametrize(
        "line",
        [
            "94-31222 (E) and more words",
            "S/RES/9001 (2999), paragraph 3;",
            "S/2999/123",
            "12",
            "8.",
            "English",
            "2,500 metres of hedge",
            "Page 2 of the map",
        ],
    )
    def test_is_not_seen_in_words(self, line: str) -> None:
        assert rules(f"Some words before,\n{line}\nand some after it.")[line] == ""

    def test_of_a_typescript(self) -> None:
        assert own_lines(TYPESCRIPT) == [
            "RESOLUTION 9001 (2999)",
            "Adopted by the Security Council at its 8001st meeting,",
            "on 3 May 2999",
            "The Security Council,",
            "Recalling its earlier resolutions on the orchards of the",
            "northern shore,",
            "1. Decides to plant forty pear trees.",
        ]

    def test_of_todays_page(self) -> None:
        assert own_lines(TODAY)[3:] == [
            "The Security Council,",
            "1. Decides to plant lime trees along the",
            "northern road.",
        ]

    def test_a_number_is_a_page_number_beside_other_furniture(self) -> None:
        assert rules("the hedge,\n2\nS/RES/9001 (2999)\nand the ditch;")["2"] == "folio"

    def test_a_number_is_a_page_number_where_a_page_has_gone_by(self) -> None:
        text = "\n".join([*(f"line {i} of the page" for i in range(20)), "2", "more words"])
        assert rules(text)["2"] == "folio"
        assert rules(text.replace("\n2\n", "\n7\n"))["7"] == ""


class TestTitles:
    @pytest.mark.parametrize(
        "text",
        [
            "RESOLUTION 9001 (2999)\nAdopted by the Security Council at its 8001st meeting,",
            "Resolution 901 (2999)\nof 3 May 2999",
            "Resolution 901 (2999) of 3 May 2999\nThe Security Council,",
            "901 (2946). Resolution of 3 May 2946\n[S/1]",
            "Resolution 901\nof 3 May 2999",
            "Resolution 9001 (299)\n“The Security Council,",
            "Resolution 901 (2999)\n\nConsidering the drought,",  # nothing confirms it; it is the first that can be one
        ],
    )
    def test_name_the_resolution(self, text: str) -> None:
        assert find_titles(read_lines(text)) == [0]

    @pytest.mark.parametrize(
        "text",
        [
            "resolution 901 (2999),\nwhich it adopted",
            "Resolution 901 (2999),\nof 3 May 2999",
        ],
    )
    def test_are_not_seen_where_running_text_breaks(self, text: str) -> None:
        assert find_titles(read_lines(text)) == []


YEARBOOK = """Resolution 901 (2999)
of 3 May 2999

The Security Council,

Decides to plant trees on the island 4 of the north.

Adopted at the 801st meet-
ing by 9 votes to none, with
2 abstentions (Erewhon,
Utopia).

Decisions

4 See the map in the
annual report.
5 Ibid., p. 3.
"""


class TestYearbooks:
    def test_say_how_a_resolution_was_adopted(self) -> None:
        found = rules(YEARBOOK)
        assert [line for line, rule in found.items() if rule == "adoption"] == [
            "Adopted at the 801st meet-",
            "ing by 9 votes to none, with",
            "2 abstentions (Erewhon,",
            "Utopia).",
        ]
        assert found["Decisions"] == "after_adoption"

    def test_print_footnotes_below(self) -> None:
        sheet = read_lines(YEARBOOK)
        lines = [line for line, rule in zip(sheet.texts, sheet.rules, strict=True) if rule == "footnote"]
        assert read_footnotes(lines) == [
            Footnote("4", "See the map in the annual report."),
            Footnote("5", "Ibid., p. 3."),
        ]

    def test_leave_a_footnote_in_mid_text(self) -> None:
        found = rules(
            "The Security Council,\n\nNoting the map,\n\n18 See the annual report.\n\nDecides to plant trees."
        )
        assert found["18 See the annual report."] == "footnote"
        assert found["Decides to plant trees."] == ""

    def test_adopted_can_begin_a_line_of_the_text(self) -> None:
        text = "the treaty that was\nAdopted at the end of the year,\nand ratified by all,\nshall be kept."
        assert rules(text)["shall be kept."] == ""

    def test_an_annex_behind_the_adoption_is_text(self) -> None:
        assert (
            rules("Adopted unanimously at the\n801st meeting.\n\nANNEX\n\nRule 1 of the garden")["Rule 1 of the garden"]
            == ""
        )


class TestFootnotesOfAPage:
    def test_stand_below_a_rule(self) -> None:
        text = (
            "armed with spades,1\n________\n1 Spade: a tool.\nAlso called a digger.\nS/RES/9001 (2999)\nand with rakes;"
        )
        found = rules(text)
        assert found["1 Spade: a tool."] == found["Also called a digger."] == "footnote"
        assert found["and with rakes;"] == ""

    def test_a_rule_below_which_no_mark_stands_is_a_place_to_write(self) -> None:
        assert rules("Name of the gardener:\n____________\nplease print")["please print"] == ""

    @pytest.mark.parametrize("line", ["1/ Garden Treaty of 2950.", "* Definitions for this resolution only:"])
    def test_or_begin_with_a_mark(self, line: str) -> None:
        found = rules(f"words* of the text\n{line}\nmore of the note\n99-12345 (E) /...\nwords again")
        assert found[line] == found["more of the note"] == "footnote"
        assert found["words again"] == ""

    def test_a_star_that_the_text_has_not_is_a_bullet(self) -> None:
        assert rules("the following:\n* Pears\n* Limes")["* Pears"] == ""


class TestMarks:
    NOTES = (
        Footnote("4", "A map."),
        Footnote("11", "A report."),
        Footnote("1/", "A treaty."),
        Footnote("*", "A star."),
    )

    @pytest.mark.parametrize(
        ("text", "left", "notes"),
        [
            ("the Commission 11 have planted", "the Commission have planted", ["A report."]),
            ("the report, 11 dated May,", "the report, dated May,", ["A report."]),
            ("of 13 August 2948 4 and 5 January", "of 13 August 2948 and 5 January", ["A map."]),
            ("none.11", "none.", ["A report."]),
            ("the Treaty 1/ on gardens", "the Treaty on gardens", ["A treaty."]),
            ("Relies on * the gardener", "Relies on the gardener", ["A star."]),
            ("S/1, 4 S/2 4 and S/3, 4", "S/1, S/2 and S/3,", ["A map."] * 3),
        ],
    )
    def test_are_taken_out(self, text: str, left: str, notes: list[str]) -> None:
        found, marks, _bare = Marker(list(self.NOTES)).take(text)
        assert found == left
        assert [mark.value for mark in marks] == notes
        assert all(mark.start == mark.end <= len(found) for mark in marks)

    @pytest.mark.parametrize(
        "text",
        [
            "as paragraph 4 above says",
            "of 4 March and",
            "resolutions 4 and",
            "between 3,000 and 4,000",
            "document S/9 and Add.4 thereof",
            "Articles 11 to 14",
            "the 12 members",  # there is no footnote 12
            "for 11 months",
        ],
    )
    def test_are_not_seen_in_numbers(self, text: str) -> None:
        assert Marker(list(self.NOTES)).take(text) == (text, (), ())

    def test_behind_a_mere_word_a_mark_keeps_its_order(self) -> None:
        marker = Marker(list(self.NOTES))
        marker.take("the report, 11")
        assert marker.take("the gardeners 4 planted").text == "the gardeners 4 planted"

    def test_that_are_not_found_are_reported_and_their_words_kept(self) -> None:
        marker = Marker([Footnote("4", "A map.")])
        assert [problem.code for problem in marker.report()] == ["footnote-unplaced"]
        assert marker.unused() == ["4 A map."]

    def test_a_year_does_not_begin_a_footnote(self) -> None:
        assert read_footnotes(["4 Records of", "2950, document 3.", "973.", "5 Ibid."]) == [
            Footnote("4", "Records of 2950, document 3. 973."),
            Footnote("5", "Ibid."),
        ]


KNOWN = {"planting": 3, "counter-plant": 2, "counterplant": 1}


class TestJoining:
    @pytest.mark.parametrize(
        ("lines", "own", "joined"),
        [
            (["one", "two"], "", "one two"),
            (["of plan-", "ting trees"], "", "of planting trees"),
            (["a counter-", "plant"], "", "a counter-plant"),
            (["an unheard-", "of thing"], "", "an unheard-of thing"),
            (["Al-", "Rashid"], "", "Al-Rashid"),
            (["co-", "operate"], "full co-operation", "co-operate"),
            (["inter-", "national"], "the international garden", "international"),
            (["soil -", "and sand"], "", "soil - and sand"),
            (["S/Agenda/", "2185"], "", "S/Agenda/2185"),
        ],
    )
    def test_lines_to_running_text(self, lines: list[str], own: str, joined: str) -> None:
        assert join(lines, KNOWN, sorted(own.split())) == joined

    def test_counts_the_words_that_lines_break(self) -> None:
        counts = count_words(["of plan-\nting", "planting and plan-ting planting", "planting trees"])
        assert counts == {"planting": 2, "plan-ting": 1}


WORDS = (
    "Decides|1.|(a)|2|12|/...|S/RES/9001 (2999)|English|-----|_____|1/ Note|* Note|Annex|Adopted unanimously at the"
    "|Resolution 9001 (2999)|of 3 May 2999|Decisions|word|\n|\n\n|\x0c"
).split("|")
words = st.sampled_from(WORDS)


@given(st.lists(words).map("\n".join) | st.text())
def test_no_word_is_lost_and_none_changes_its_place(text: str) -> None:
    assert " ".join(read_lines(text).texts).split() == text.split()


@given(st.lists(st.text(alphabet="ab-1 /", min_size=1).filter(str.strip), min_size=1))
def test_joining_keeps_every_letter(lines: list[str]) -> None:
    letters = re.compile(r"[\s-]+")
    assert letters.sub("", join(lines, {"ab": 1})) == letters.sub("", "".join(lines))
